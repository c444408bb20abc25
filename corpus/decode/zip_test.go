package decode_test

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"hash/crc32"
	"io"
	"strings"
	"testing"

	"framewise/corpus"
	"framewise/corpus/decode"
)

// zipped packs parts: name, content, name, content, …
func zipped(t testing.TB, parts ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(parts); i += 2 {
		w, err := z.CreateHeader(&zip.FileHeader{Name: parts[i], Method: zip.Deflate})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, parts[i+1]); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestZip(t *testing.T) {
	t.Parallel()
	z, err := decode.OpenZip(decode.File{Name: "a.docx",
		Content: zipped(t, "Word/Document.xml", "hello", "../../evil.txt", "x", "dir/", "")}, decode.DefaultLimits)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := z.Read("/word/document.xml"); err != nil || string(got) != "hello" {
		t.Errorf("got %q, %v", got, err)
	}
	if !z.Has("WORD/document.xml") || z.Has("dir/") || z.Size("word/document.xml") != 5 || len(z.Names()) != 2 {
		t.Error("parts are not found by name")
	}
	if _, err := z.Read("none"); err == nil || !strings.Contains(err.Error(), "has no part none") {
		t.Errorf("got %v", err)
	}
	if err := z.Check(); err != nil {
		t.Error(err)
	}
}

func TestZipRefused(t *testing.T) {
	t.Parallel()
	const body = "some content"
	good := zipped(t, "a", body)
	crc := crc32.ChecksumIEEE([]byte(body))
	sum := string([]byte{byte(crc), byte(crc >> 8), byte(crc >> 16), byte(crc >> 24)})
	encrypted := bytes.Clone(good)
	i := bytes.Index(encrypted, []byte("PK\x01\x02"))
	encrypted[i+8] |= 1
	lim := decode.Limits{FileBytes: 1 << 20, InflatedBytes: 3 << 20, Ratio: 100, Parts: 3, Depth: 10}
	tests := []struct {
		name    string
		content []byte
		want    string
	}{
		{"checksum set to zero", bytes.ReplaceAll(good, []byte(sum), []byte("\x00\x00\x00\x00")),
			"its part a can't be read"},
		{"wrong checksum", bytes.ReplaceAll(good, []byte(sum), []byte("abcd")), "its part a can't be read"},
		{"encrypted", encrypted, "password-protected"},
		{"two parts of a name", zipped(t, "a", "1", "A", "2"), "two parts named A"},
		{"too many parts", zipped(t, "a", "", "b", "", "c", "", "d", ""), "4 parts, more than the 3"},
		{"bomb", zipped(t, "a", strings.Repeat("a", 2<<20)), "unpacks to far more"},
		{"many that add up", zipped(t, "a", hard(1<<20), "b", hard(1<<20), "c", hard(1<<20+1)),
			"unpacks to far more"},
		{"too large", make([]byte, 1<<20+1), "more than the 1 MB"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			limits := lim
			if tt.name == "many that add up" {
				limits.FileBytes = 10 << 20
			}
			z, err := decode.OpenZip(decode.File{Name: "x.docx", Content: tt.content}, limits)
			if err == nil {
				err = z.Check()
			}
			var own *corpus.Error
			if !errors.As(err, &own) || own.Hint() == "" || !strings.Contains(err.Error(), tt.want) ||
				!strings.Contains(err.Error(), "x.docx") {
				t.Errorf("got %v, want %q with the file's name and advice", err, tt.want)
			}
		})
	}
}

// hard is content that hardly packs.
func hard(n int) string {
	b := make([]byte, n)
	x := uint32(1)
	for i := range b {
		x = x*1664525 + 1013904223
		b[i] = byte(x >> 24)
	}
	return string(b)
}

func TestXML(t *testing.T) {
	t.Parallel()
	lim := decode.Limits{Depth: 3}
	tests := []struct{ name, content, want string }{
		{"fine", `<?xml version="1.0"?><a><b>x</b></a>`, ""},
		{"declared Latin-1", "<?xml version='1.0' encoding='iso-8859-1'?><a>\xE9</a>", ""},
		{"a plain document type", `<!DOCTYPE a><a/>`, ""},
		{"an external one with entities", `<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><a>&x;</a>`,
			"defines entities"},
		{"unknown entity", `<a>&x;</a>`, "not well-formed XML (line 1)"},
		{"deep", `<a><a><a><a/></a></a></a>`, "more than 3 deep"},
		{"cut", "<a>\n<b>", "not well-formed XML (line 2)"},
		{"nothing", "", "not well-formed"},
		{"unknown charset", "<?xml version='1.0' encoding='klingon'?><a/>", `encoding "klingon"`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			err := decode.NewXML(strings.NewReader(tt.content), "x.docx", "p.xml", lim).Drain()
			if tt.want == "" && err != nil || tt.want != "" && (err == nil || !strings.Contains(err.Error(),
				tt.want)) {
				t.Errorf("got %v, want %q", err, tt.want)
			}
		})
	}
	x := decode.NewXML(strings.NewReader(`<a><b><c/>x</b><d k="v"/></a>`), "f", "p", lim)
	for _, want := range []string{"a", "b", "d"} {
		tok, err := x.Token()
		if err != nil {
			t.Fatal(err)
		}
		e, ok := tok.(xml.StartElement)
		if !ok || e.Name.Local != want {
			t.Fatalf("token %v, want <%s>", tok, want)
		}
		if want == "b" {
			if err := x.Skip(); err != nil {
				t.Fatal(err)
			}
		}
		if want == "d" && (decode.Attr(e, "k") != "v" || x.Depth() != 2) {
			t.Errorf("attribute %q at depth %d", decode.Attr(e, "k"), x.Depth())
		}
	}
}
