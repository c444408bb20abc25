package xlsx

import (
	"hash"
	"hash/crc32"
	"io"
	"io/fs"
	"slices"
	"strings"
	"time"

	"github.com/klauspost/compress/flate"
	"github.com/klauspost/compress/zip"
)

// archive collects the parts of a workbook, compressed, and writes them sorted
// and with one date: excelize hands its streamed sheets over in the order of a
// map. It takes the place of excelize's zip writer and goes straight to the
// destination, so that the file is never held whole.
type archive struct {
	modified time.Time
	parts    []*part
}

type part struct {
	name string
	data chunks
	size uint64
	crc  hash.Hash32
	zip  *flate.Writer
}

// chunks hold bytes without the copies that one growing slice would cost.
type chunks [][]byte

const chunkSize = 1 << 17

func (c *chunks) Write(b []byte) (int, error) {
	n := len(b)
	for len(b) > 0 {
		last := len(*c) - 1
		if last < 0 || len((*c)[last]) == cap((*c)[last]) {
			// Small parts are many.
			*c = append(*c, make([]byte, 0, min(chunkSize, 1024<<min(len(*c)*2, 7))))
			continue
		}
		to := &(*c)[last]
		k := min(len(b), cap(*to)-len(*to))
		*to = append(*to, b[:k]...)
		b = b[k:]
	}
	return n, nil
}

func (c *chunks) size() uint64 {
	n := 0
	for _, chunk := range *c {
		n += len(chunk)
	}
	return uint64(n)
}

func (p *part) Write(b []byte) (int, error) {
	p.size += uint64(len(b))
	p.crc.Write(b)
	return p.zip.Write(b)
}

func (p *part) close() error {
	if p.zip == nil {
		return nil
	}
	err := p.zip.Close()
	p.zip = nil
	return err
}

// Create begins a part and ends the one before. A part that is there already
// (see [sheet.drain]) stays as it is.
func (a *archive) Create(name string) (io.Writer, error) {
	if err := a.finish(); err != nil {
		return nil, err
	}
	if slices.ContainsFunc(a.parts, func(p *part) bool { return p.name == name }) {
		return io.Discard, nil
	}
	p := &part{name: name, crc: crc32.NewIEEE()}
	var err error
	if p.zip, err = flate.NewWriter(&p.data, flate.DefaultCompression); err != nil {
		return nil, err
	}
	a.parts = append(a.parts, p)
	return p, nil
}

func (a *archive) finish() error {
	if len(a.parts) == 0 {
		return nil
	}
	return a.parts[len(a.parts)-1].close()
}

// AddFS is asked for by excelize's interface, never called.
func (a *archive) AddFS(fs.FS) error { return fs.ErrInvalid }

// Close ends the last part. What was collected is written by writeTo.
func (a *archive) Close() error { return a.finish() }

func (a *archive) writeTo(w io.Writer) error {
	slices.SortFunc(a.parts, func(x, y *part) int { return strings.Compare(x.name, y.name) })
	date := a.modified
	if date.Year() < 1980 { // the first year that zip knows
		date = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)
	}
	zw := zip.NewWriter(w)
	for _, p := range a.parts {
		out, err := zw.CreateRaw(&zip.FileHeader{
			Name: p.name, Method: zip.Deflate, Modified: date, CRC32: p.crc.Sum32(),
			CompressedSize64: p.data.size(), UncompressedSize64: p.size,
		})
		if err != nil {
			return err
		}
		for _, c := range p.data {
			if _, err := out.Write(c); err != nil {
				return err
			}
		}
	}
	return zw.Close()
}
