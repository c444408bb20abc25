package epub_test

import (
	"archive/zip"
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"framewise/corpus/decode"
	"framewise/corpus/decode/decodetest"
	"framewise/corpus/decode/epub"
)

const (
	container = `<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>` +
		`<rootfile full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>`
	book = `<package xmlns="http://www.idpf.org/2007/opf"><metadata><title>no</title></metadata><manifest>` +
		`<item id="b" href="text/two%20b.xhtml" media-type="application/xhtml+xml"/>` +
		`<item id="a" href="one.xhtml#x" media-type="application/xhtml+xml"/>` +
		`<item id="c" href="gone.xhtml" media-type="application/xhtml+xml"/>` +
		`<item id="p" href="p.png" media-type="image/png"/></manifest>` +
		`<spine><itemref idref="a"/><itemref idref="b"/><itemref idref="c"/><itemref idref="p"/></spine></package>`
	locked = `<encryption xmlns:enc="http://www.w3.org/2001/04/xmlenc#"><enc:CipherReference URI="OEBPS/one.xhtml"/>` +
		`</encryption>`
)

func pack(t testing.TB, parts ...string) decode.File {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(parts); i += 2 {
		w, err := z.Create(parts[i])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(parts[i+1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return decode.File{Name: "a.epub", Content: b.Bytes()}
}

func page(body string) string {
	return `<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title/></head><body>` +
		body + `</body></html>`
}

func TestRead(t *testing.T) {
	t.Parallel()
	d, err := epub.Read(pack(t, "mimetype", "application/epub+zip", "META-INF/container.xml", container,
		"OEBPS/book.opf", book, "OEBPS/text/two b.xhtml", page("<p>P1: yes</p>"), "OEBPS/one.xhtml",
		page("<h1>One</h1><p>I: hi</p>")), decode.DefaultLimits)
	decodetest.Check(t, d, err)
	if err != nil {
		t.Fatal(err)
	}
	want := []decode.Block{{Text: "One", Heading: 1, Line: 1}, {Text: "I: hi", Line: 2}, {Text: "P1: yes", Line: 3}}
	if diff := cmp.Diff(want, d.Blocks); diff != "" {
		t.Errorf("blocks (-want +got)\n%s", diff)
	}
	if len(d.Warnings) != 1 || d.Warnings[0].Message != "1 page is missing from the book" {
		t.Errorf("warnings %v", d.Warnings)
	}
}

// Pages of the printed edition are known by marks in the text, by the page list
// of EPUB 3 and by that of EPUB 2.
func TestPages(t *testing.T) {
	t.Parallel()
	listing := strings.Replace(book, `<item id="p"`, `<item id="n" href="nav%20x.xhtml" properties="scripted nav" `+
		`media-type="application/xhtml+xml"/><item id="t" href="toc.ncx" media-type="application/x-dtbncx+xml"/>`+
		`<item id="p"`, 1)
	const nav = `<nav epub:type="toc"><a href="one.xhtml#x">99</a></nav><nav epub:type="page-list" hidden=""><ol>` +
		`<li><a href="one.xhtml">iv</a></li><li><a href="one.xhtml#p%206">Page 6</a></li>` +
		`<li><a href="text/two%20b.xhtml">7</a></li></ol></nav>`
	const ncx = `<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/"><navMap><navPoint><navLabel><text>One</text></navLabel>` +
		`<content src="one.xhtml"/></navPoint></navMap><pageList><pageTarget type="normal" value="5"><navLabel>` +
		`<text>5</text></navLabel><content src="one.xhtml#a"/></pageTarget><pageTarget><navLabel><text>6</text>` +
		`</navLabel><content src="one.xhtml#p 6"/></pageTarget></pageList></ncx>`
	const one = `<p>I: hi</p><p id="a">P1: <a id="p 6"/>yes, and</p><p>I: so</p>`
	tests := []struct {
		name     string
		nav, ncx string
		one, two string
		want     []int
	}{
		{"none", page(nav[:100]), "", one, "<p>P1: b</p>", []int{0, 0, 0, 0}},
		{"EPUB 3", page(nav), ncx, one, "<p>P1: b</p>", []int{0, 0, 6, 7}},
		{"EPUB 2", "", ncx, one, "<p>P1: b</p>", []int{0, 5, 6, 6}},
		{"marks", page(nav[:100]), "", `<div epub:type="pagebreak" title="12"/><p>I: hi</p>` +
			`<p>P1: y<span role="doc-pagebreak" aria-label="13"/>es, and</p><p>I: so</p>`,
			`<p><span epub:type="x pagebreak" id="page_014"/>P1: b</p>`, []int{12, 12, 13, 14}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			d, err := epub.Read(pack(t, "META-INF/container.xml", container, "OEBPS/book.opf", listing,
				"OEBPS/nav x.xhtml", tt.nav, "OEBPS/toc.ncx", tt.ncx, "OEBPS/one.xhtml", page(tt.one),
				"OEBPS/text/two b.xhtml", page(tt.two)), decode.DefaultLimits)
			decodetest.Check(t, d, err)
			if err != nil {
				t.Fatal(err)
			}
			var got []int
			for _, b := range d.Blocks {
				got = append(got, b.Page)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("pages (-want +got)\n%s", diff)
			}
			if text := decodetest.Text(d); text != "I: hi\nP1: yes, and\nI: so\nP1: b\n" {
				t.Errorf("text %q", text)
			}
		})
	}
}

func TestRefused(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name  string
		parts []string
		want  string
	}{
		{"no container", []string{"mimetype", "application/epub+zip"}, "has no part META-INF/container.xml"},
		{"no package", []string{"META-INF/container.xml", container}, "has no part OEBPS/book.opf"},
		{"no pages", []string{"META-INF/container.xml", container, "OEBPS/book.opf", "<package/>"}, "has no pages"},
		{"no text", []string{"META-INF/container.xml", container, "OEBPS/book.opf", book, "OEBPS/one.xhtml", page("")},
			"holds no text"},
		{"encrypted", []string{"META-INF/container.xml", container, "META-INF/encryption.xml", locked, "OEBPS/book.opf",
			book, "OEBPS/one.xhtml", "garbage"}, "is copy-protected"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			d, err := epub.Read(pack(t, tt.parts...), decode.DefaultLimits)
			decodetest.Check(t, d, err)
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error %v, want %q", err, tt.want)
			}
		})
	}
}

func FuzzRead(f *testing.F) {
	f.Add(container, book, page("<p>I: hi</p>"))
	f.Add(container, strings.Replace(book, `id="a"`, `id="a" properties="nav"`, 1),
		page(`<nav epub:type="page-list"><a href="one.xhtml#x">4</a></nav><p id="x">a<b epub:type="pagebreak">5</b></p>`))
	f.Add(`<rootfile full-path="../a"/>`, `<a><item id="a" href="%2" media-type="html"/><itemref idref="a"/></a>`, "\x00")
	lim := decode.DefaultLimits
	lim.Runes = 20_000
	f.Fuzz(func(t *testing.T, container, book, page string) {
		d, err := epub.Read(pack(t, "META-INF/container.xml", container, "OEBPS/book.opf", book, "OEBPS/one.xhtml", page),
			lim)
		decodetest.Check(t, d, err)
	})
}
