package decode

import (
	"archive/zip"
	"bytes"
	"errors"
	"hash"
	"hash/crc32"
	"io"
	"strings"

	"framewise/corpus"
)

// Zip is a zip container opened with care: its parts are found by name and
// read from memory, never unpacked to a disk, and reading them is bounded.
type Zip struct {
	name  string
	parts map[string]*zip.File
	names []string
	lim   Limits
	read  *int64 // bytes inflated so far
}

const password = "open it in Word or Excel and save it without a password"

// OpenZip opens a container. What is encrypted, cut, not a zip at all, has too
// many parts or two parts of one name is a [corpus.ErrInvalid].
func OpenZip(f File, lim Limits) (*Zip, error) {
	if err := lim.Admit(f); err != nil {
		return nil, err
	}
	switch {
	case isOLE(f.Content):
		return nil, oleError(f)
	case !isZip(f.Content):
		if err := Refuse(f); err != nil {
			return nil, err
		}
		if controls(f.Content)*20 > len(f.Content) {
			return nil, binaryError(f.Name)
		}
		return nil, corpus.Errorf(corpus.ErrInvalid, "%s is not a %s file: it looks like plain text",
			f.Name, strings.TrimPrefix(extension(f.Name), ".")).
			WithHint("give it a name that ends in .txt, or export it again")
	}
	r, err := zip.NewReader(bytes.NewReader(f.Content), int64(len(f.Content)))
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		return nil, corpus.Errorf(corpus.ErrInvalid, "%s is damaged: its end is missing", f.Name).
			WithHint("copy or download the file again")
	}
	if len(r.File) > lim.Parts {
		return nil, corpus.Errorf(ErrLimit, "%s has %d parts, more than the %d that are read",
			f.Name, len(r.File), lim.Parts).WithHint("open it and save it again")
	}
	z := &Zip{name: f.Name, parts: make(map[string]*zip.File, len(r.File)), lim: lim, read: new(int64)}
	for _, p := range r.File {
		if strings.HasSuffix(p.Name, "/") {
			continue
		}
		key := partKey(p.Name)
		if _, twice := z.parts[key]; twice {
			return nil, corpus.Errorf(corpus.ErrInvalid, "%s has two parts named %s", f.Name, p.Name).
				WithHint("open it in the program it came from and save it again")
		}
		if p.Flags&1 != 0 {
			return nil, corpus.Errorf(corpus.ErrInvalid, "%s is password-protected", f.Name).WithHint(password)
		}
		z.parts[key] = p
		z.names = append(z.names, p.Name)
	}
	return z, nil
}

// Inside opens a container that is a part of this one. What is inflated of
// either counts as that of both.
func (z *Zip) Inside(f File) (*Zip, error) {
	inner, err := OpenZip(f, z.lim)
	if err == nil {
		inner.read = z.read
	}
	return inner, err
}

// partKey makes names comparable: those of an Office file differ in nothing
// but capitals, at most.
func partKey(name string) string { return strings.ToLower(strings.TrimPrefix(name, "/")) }

// Has says whether there is a part of that name, capitals aside.
func (z *Zip) Has(part string) bool {
	_, ok := z.parts[partKey(part)]
	return ok
}

// Names lists the parts in the order of the container.
func (z *Zip) Names() []string { return z.names }

// Size is the inflated size that the container gives for a part; 0 if there
// is none.
func (z *Zip) Size(part string) int64 {
	if p, ok := z.parts[partKey(part)]; ok {
		return int64(min(p.UncompressedSize64, 1<<62))
	}
	return 0
}

// Open opens a part for reading. The reader's errors name the part; it fails
// where the part's or the container's limit is passed, and at the end where
// the checksum is wrong, so a part must be read to its end before its content
// is believed.
func (z *Zip) Open(part string) (io.ReadCloser, error) {
	p, ok := z.parts[partKey(part)]
	if !ok {
		return nil, corpus.Errorf(corpus.ErrInvalid, "%s has no part %s", z.name, part).
			WithHint("open it in the program it came from and save it again")
	}
	r, err := p.Open()
	if err != nil {
		return nil, z.broken(p.Name)
	}
	limit := z.lim.InflatedBytes
	if byRatio := int64(p.CompressedSize64) * z.lim.Ratio; z.lim.Ratio > 0 {
		limit = min(limit, max(byRatio, 1<<20))
	}
	if p.UncompressedSize64 > uint64(limit) {
		r.Close()
		return nil, z.bomb(p.Name)
	}
	return &partReader{z: z, p: p, r: r, limit: limit, crc: crc32.NewIEEE()}, nil
}

// Read returns a part's whole content.
func (z *Zip) Read(part string) ([]byte, error) {
	r, err := z.Open(part)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	return io.ReadAll(r)
}

// Check inflates every part once and throws it away: what passes is within
// the limits and has the right checksums. It leaves the sum of what was read
// at zero.
func (z *Zip) Check() error {
	for _, name := range z.names {
		r, err := z.Open(name)
		if err != nil {
			return err
		}
		_, err = io.Copy(io.Discard, r)
		r.Close()
		if err != nil {
			return err
		}
	}
	*z.read = 0
	return nil
}

func (z *Zip) broken(part string) error {
	return corpus.Errorf(corpus.ErrInvalid, "%s is damaged: its part %s can't be read", z.name, part).
		WithHint("copy or download the file again")
}

func (z *Zip) bomb(part string) error {
	return corpus.Errorf(ErrLimit, "%s unpacks to far more than its size: its part %s is not read",
		z.name, part).WithHint("such files are made to harm; ask where it came from")
}

// partReader counts and sums what is inflated. archive/zip leaves out the
// check of a checksum that is recorded as zero, so we make our own.
type partReader struct {
	z     *Zip
	p     *zip.File
	r     io.ReadCloser
	crc   hash.Hash32
	n     int64
	limit int64
}

func (r *partReader) Read(b []byte) (int, error) {
	n, err := r.r.Read(b)
	r.n += int64(n)
	*r.z.read += int64(n)
	_, _ = r.crc.Write(b[:n])
	switch {
	case r.n > r.limit || *r.z.read > r.z.lim.InflatedBytes:
		return 0, r.z.bomb(r.p.Name)
	case errors.Is(err, io.EOF):
		if r.crc.Sum32() != r.p.CRC32 {
			return 0, r.z.broken(r.p.Name)
		}
	case err != nil:
		return 0, r.z.broken(r.p.Name)
	}
	return n, err
}

func (r *partReader) Close() error { return r.r.Close() }

func isOLE(content []byte) bool {
	return bytes.HasPrefix(content, []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"))
}

// holdsStream looks for the name of a stream in Office's old container.
func holdsStream(content []byte, name string) bool {
	wide := make([]byte, 0, 2*len(name))
	for i := range len(name) {
		wide = append(wide, name[i], 0)
	}
	return bytes.Contains(content, wide)
}

// oleError tells the three things apart that come in Office's old container.
func oleError(f File) error {
	switch {
	case holdsStream(f.Content, "EncryptedPackage"):
		return corpus.Errorf(corpus.ErrInvalid, "%s is password-protected", f.Name).WithHint(password)
	case holdsStream(f.Content, "WordDocument"):
		return corpus.Errorf(corpus.ErrInvalid, "%s is a Word document of the old kind (.doc)", f.Name).
			WithHint("open it in Word and save it as .docx")
	case holdsStream(f.Content, "Workbook"):
		return corpus.Errorf(corpus.ErrInvalid, "%s is an Excel workbook of the old kind (.xls)", f.Name).
			WithHint("open it in Excel and save it as .xlsx")
	}
	return corpus.Errorf(corpus.ErrInvalid, "%s is %s", f.Name, oleFile).WithHint("%s", remedies[oleFile])
}
