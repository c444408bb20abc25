package docx_test

import (
	"strings"
	"testing"

	"framewise/corpus/decode"
	"framewise/corpus/decode/decodetest"
	"framewise/corpus/decode/docx"
)

// FuzzRead puts anything into the body, the comments and the styles of a
// document.
func FuzzRead(f *testing.F) {
	const marks = `<w:commentRangeStart w:id="1"/>` +
		`<w:commentRangeEnd w:id="1"/><w:r><w:commentReference w:id="1"/></w:r>`
	comment := `<w:comment w:id="1" w:author="A">` + par("x") + `</w:comment>`
	style := `<w:style w:styleId="a"><w:name w:val="heading 1"/><w:basedOn w:val="a"/><w:rPr><w:b/></w:rPr>` +
		`</w:style>`
	for _, body := range []string{
		par("I: hi"), `<w:p>` + bold("P1:") + marks + run(" yes") + `</w:p>`,
		`<w:tbl><w:tr><w:tc>` + par("a\tb") + `</w:tc><w:tc>` + par("c") + par("d") + `</w:tc></w:tr></w:tbl>`,
		`<w:p><w:pPr><w:pStyle w:val="a"/><w:rPr><w:del/></w:rPr></w:pPr>` + run("a") + `<w:del>` + run("b") +
			`</w:del></w:p>`,
		`<w:p><w:r><w:fldChar w:fldCharType="begin"/><w:t>x</w:t><w:fldChar w:fldCharType="separate"/>` +
			`<w:t>y</w:t></w:r></w:p>`,
		`<w:p><w:r><mc:AlternateContent><mc:Choice><w:drawing><w:txbxContent>` + par("b") +
			`</w:txbxContent></w:drawing></mc:Choice><mc:Fallback/></mc:AlternateContent><w:sym w:char="F04A"/>` +
			`</w:r></w:p>`,
		`<w:commentRangeStart w:id="1"/>` + par(" x ") + `<w:commentRangeEnd w:id="1"/>` + par(),
		`<w:p><w:r><w:footnoteReference w:id="1"/><w:br/><w:t>&#xFEFF;é😀</w:t><w:br/></w:r><w:ruby/></w:p>`,
	} {
		f.Add(body, comment, style)
	}
	lim := decode.DefaultLimits
	lim.Runes = 20_000
	f.Fuzz(func(t *testing.T, body, comments, styles string) {
		d, err := docx.Read(pack(t, "word/document.xml", document(body), "word/comments.xml", root("comments",
			comments),
			"word/styles.xml", root("styles", styles), "word/footnotes.xml", root("footnotes", body)), lim)
		decodetest.Check(t, d, err)
	})
}

// FuzzContainer reads anything as a file.
func FuzzContainer(f *testing.F) {
	good := pack(f, "word/document.xml", document(par("hello")), "word/styles.xml", root("styles", "")).Content
	f.Add(good)
	f.Add(good[:len(good)/2])
	f.Add([]byte("PK\x05\x06" + strings.Repeat("\x00", 18)))
	f.Fuzz(func(t *testing.T, content []byte) {
		decode.Sniff(content, "a.docx")
		d, err := docx.Read(decode.File{Name: "a.docx", Content: content}, decode.DefaultLimits)
		decodetest.Check(t, d, err)
	})
}
