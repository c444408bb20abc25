package docx_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"framewise/corpus"
	"framewise/corpus/decode"
	"framewise/corpus/decode/decodetest"
	"framewise/corpus/decode/docx"
)

const relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

// chunk is a document that stands for paragraphs.
func chunk(id string) string { return `<w:altChunk xmlns:r="` + relations + `" r:id="` + id + `"/>` }

// embedding packs a document with parts that its chunks r1, r2, … refer to.
func embedding(t testing.TB, body string, parts ...string) decode.File {
	t.Helper()
	var rels strings.Builder
	for i := 0; i < len(parts); i += 2 {
		fmt.Fprintf(&rels, `<Relationship Id="r%d" Type="%s/aFChunk" Target="/%s"/>`, i/2+1, relations, parts[i])
	}
	return pack(t, append([]string{"word/document.xml", document(body), "word/_rels/document.xml.rels",
		`<Relationships>` + rels.String() + `</Relationships>`}, parts...)...)
}

// commented is a document with a comment, a note and a style of its own, whose
// names another may have too.
func commented(t testing.TB, text, author string) string {
	t.Helper()
	return string(pack(t, "word/document.xml", document(par(text)+`<w:p><w:pPr><w:pStyle w:val="a"/></w:pPr>`+
		bold("P1:")+run(" so ")+`<w:commentRangeStart w:id="1"/>`+run("warm")+`<w:commentRangeEnd w:id="1"/>`+
		`<w:r><w:commentReference w:id="1"/><w:footnoteReference w:id="1"/></w:r></w:p>`),
		"word/comments.xml", root("comments", `<w:comment w:id="1" w:author="`+author+`" `+
			`w:date="2026-01-02T03:04:05Z">`+par("warmth")+`</w:comment>`),
		"word/footnotes.xml", root("footnotes", `<w:footnote w:id="1">`+par("note of "+author)+`</w:footnote>`),
		"word/styles.xml", root("styles", `<w:style w:styleId="a"><w:name w:val="Talk of `+author+`"/></w:style>`)).Content)
}

func TestEmbedded(t *testing.T) {
	t.Parallel()
	outer := `<w:p>` + run("a ") + `<w:commentRangeStart w:id="1"/>` + run("b") + `<w:commentRangeEnd w:id="1"/></w:p>`
	f := embedding(t, outer+chunk("r1")+chunk("r2")+par("c")+chunk("r2")+chunk("r3")+
		`<w:tbl><w:tr><w:tc>`+par("x")+`</w:tc><w:tc>`+chunk("r4")+`</w:tc></w:tr></w:tbl>`+chunk("r5")+chunk("r6")+
		chunk("r7")+chunk("r8"),
		"word/page.html", "<html><meta charset=latin1><p><b>P1:</b> caf\xE9<h2>d</h2>",
		"word/one.docx", commented(t, "I: hi", "Ana"),
		"word/two.rtf", `{\rtf1{\b P2:} yes\par{\*\atrfstart 1}no{\*\atrfend 1}{\*\atnid EV}{\*\atnauthor Eva}`+
			`\chatn{\*\annotation{\*\atnref 1}{\chatn}doubt}\par}`,
		"word/three.docx", commented(t, "", "Eva"),
		"word/four.txt", "e\n\nf\n",
		"word/broken.docx", "PK\x03\x04word/document.xml",
		"word/picture.png", "\x89PNG\r\n\x1a\n",
		"word/page.mht", "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html\n"+
			"Content-Transfer-Encoding: quoted-printable\n\n<p>g =C3=A9\n--b--",
		"word/comments.xml", root("comments", `<w:comment w:id="1" w:author="Rosa">`+par("me")+`</w:comment>`))
	d, err := docx.Read(f, decode.DefaultLimits)
	decodetest.Check(t, d, err)
	if err != nil {
		t.Fatal(err)
	}
	want := []decode.Block{
		{Text: "a b", Line: 1},
		{Text: "P1: café", Bold: 3, Line: 2}, {Text: "d", Heading: 2, Line: 3},
		{Text: "I: hi", Line: 4}, {Text: "P1: so warm [note of Ana]", Style: "Talk of Ana", Bold: 3, Line: 5},
		{Text: "c", Line: 6},
		{Text: "P2: yes", Bold: 3, Line: 7}, {Text: "no", Line: 8},
		{Text: "x\tP1: so warm [note of Eva]", Cells: 2, Line: 9},
		{Text: "e", Line: 12}, {Text: "f", Line: 14}, {Text: "g é", Line: 15},
	}
	if diff := cmp.Diff(want, d.Blocks); diff != "" {
		t.Errorf("blocks (-want +got)\n%s", diff)
	}
	var comments []string
	for _, c := range d.Comments {
		text := []rune(d.Blocks[c.FromBlock].Text)
		comments = append(comments, fmt.Sprintf("%s: %s on %s %s", c.Author, c.Text,
			string(text[c.FromOffset:c.ToOffset]), c.Date))
	}
	if diff := cmp.Diff([]string{"Rosa: me on b ", "Ana: warmth on warm 2026-01-02T03:04:05Z", "Eva: doubt on no ",
		"Eva: warmth on warm 2026-01-02T03:04:05Z"}, comments); diff != "" {
		t.Errorf("comments (-want +got)\n%s", diff)
	}
	warnings := decodetest.Warnings(d)
	for _, w := range []string{"the text of 2 embedded documents was left out",
		"an embedded document was left out: interview.docx: word/broken.docx is damaged",
		"word/document.xml: 1 note stands"} {
		if !strings.Contains(warnings, w) {
			t.Errorf("warnings\n%s\nlack %q", warnings, w)
		}
	}
}

// Documents lie in documents to a depth that the error names.
func TestEmbeddedDeep(t *testing.T) {
	t.Parallel()
	nested := func(deep int) decode.File {
		f := embedding(t, par("innermost"))
		for range deep {
			f = embedding(t, par("around")+chunk("r1"), "word/in.docx", string(f.Content))
		}
		return f
	}
	d, err := docx.Read(nested(8), decode.DefaultLimits)
	decodetest.Check(t, d, err)
	if err != nil || len(d.Blocks) != 9 || d.Blocks[8].Text != "innermost" {
		t.Errorf("%v, error %v", d, err)
	}
	_, err = docx.Read(nested(9), decode.DefaultLimits)
	if !errors.Is(err, corpus.ErrInvalid) || !strings.Contains(err.Error(), "embeds documents more than 8 deep") {
		t.Errorf("error %v", err)
	}
}

// What the documents within a document unpack to counts as its own.
func TestEmbeddedLimits(t *testing.T) {
	t.Parallel()
	lim := decode.DefaultLimits
	lim.InflatedBytes = 30_000
	inner := string(embedding(t, par(strings.Repeat("a", 10_000))).Content)
	f := embedding(t, chunk("r1")+chunk("r2")+chunk("r3")+par("b"), "1.docx", inner, "2.docx", inner, "3.docx", inner)
	if _, err := docx.Read(f, lim); err == nil || !strings.Contains(err.Error(), "unpacks to far more than its size") {
		t.Errorf("error %v", err)
	}
	lim = decode.DefaultLimits
	lim.Runes = 15_000
	f = embedding(t, chunk("r1")+chunk("r2"), "1.docx", inner, "2.docx", inner)
	if _, err := docx.Read(f, lim); err == nil || !strings.Contains(err.Error(), "more than 15000 characters") {
		t.Errorf("error %v", err)
	}
	f = embedding(t, chunk("r1"), "1.docx", "PK\x03\x04")
	_, err := docx.Read(f, lim)
	if err == nil || !strings.Contains(err.Error(), "interview.docx holds no text; an embedded document was left out") {
		t.Errorf("error %v", err)
	}
}

// FuzzEmbedded puts anything in a document's stead.
func FuzzEmbedded(f *testing.F) {
	f.Add([]byte(commented(f, "I: hi", "Ana")), ".docx")
	f.Add(embedding(f, par("b")+chunk("r1"), "a.rtf", `{\rtf1 deep}`).Content, ".docx")
	f.Add([]byte(`{\rtf1 a\par{\*\atnid A}\chatn{\*\annotation b}}`), ".rtf")
	f.Add([]byte("<html><p>a<table><tr><td>b<td>c</table>"), ".html")
	f.Add([]byte("a\n\nb"), ".txt")
	lim := decode.DefaultLimits
	lim.Runes = 20_000
	f.Fuzz(func(t *testing.T, content []byte, extension string) {
		part := "word/c" + extension
		if strings.HasSuffix(part, "/") || strings.EqualFold(part, "word/document.xml") {
			return // it would be the document itself
		}
		d, err := docx.Read(embedding(t, `<w:commentRangeStart w:id="9"/>`+chunk("r1")+par("a")+
			`<w:commentRangeEnd w:id="9"/>`, part, string(content)), lim)
		decodetest.Check(t, d, err)
	})
}
