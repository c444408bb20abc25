package docx_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"framewise/corpus"
	"framewise/corpus/decode"
	"framewise/corpus/decode/docx"
)

func TestText(t *testing.T) {
	t.Parallel()
	text := func(texts ...string) []decode.Block {
		var bs []decode.Block
		for i, t := range texts {
			bs = append(bs, decode.Block{Text: t, Line: i + 1})
		}
		return bs
	}
	styles := root("styles", `
		<w:docDefaults><w:rPrDefault><w:rPr><w:b/></w:rPr></w:rPrDefault></w:docDefaults>
		<w:style w:type="paragraph" w:styleId="Ttulo2"><w:name w:val="heading 2"/></w:style>
		<w:style w:type="paragraph" w:styleId="Sub"><w:name w:val="Sub"/><w:basedOn w:val="Ttulo2"/></w:style>
		<w:style w:type="paragraph" w:styleId="Own"><w:name w:val="Own"/><w:pPr><w:outlineLvl w:val="0"/>
			</w:pPr></w:style>
		<w:style w:type="paragraph" w:styleId="Speaker"><w:name w:val="Speaker"/><w:rPr><w:b/></w:rPr></w:style>
		<w:style w:type="character" w:styleId="Fuerte"><w:name w:val="Strong"/><w:rPr><w:b w:val="1"/>
			</w:rPr></w:style>
		<w:style w:type="character" w:styleId="Secret"><w:name w:val="Secret"/><w:rPr><w:vanish/></w:rPr>
			</w:style>`)
	tests := []struct {
		name  string
		body  string
		parts []string
		want  []decode.Block
		warn  string // what the warnings must hold, together
	}{
		{name: "paragraphs", body: par("I: How are you?") + par("P1: ", "Fine."), want: text("I: How are you?",
			"P1: Fine.")},
		{name: "empty paragraphs are counted, not read", body: par("a") + par() + par(" ") + par("b"),
			want: []decode.Block{{Text: "a", Line: 1}, {Text: "b", Line: 4}}},
		{name: "tab, breaks, hyphens",
			body: `<w:p><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:noBreakHyphen/><w:t>d</w:t>` +
				`<w:softHyphen/><w:t>e</w:t><w:cr/><w:t>f</w:t></w:r></w:p>`,
			want: text("a\tb\nc\u2011de\nf")},
		{name: "pages",
			body: par("a") + `<w:p><w:r><w:t>b</w:t></w:r><w:r><w:lastRenderedPageBreak/><w:t>c</w:t></w:r></w:p>` + par("d") +
				`<w:p><w:r><w:br w:type="page"/></w:r></w:p><w:p><w:r><w:lastRenderedPageBreak/><w:t>e</w:t></w:r></w:p>`,
			want: []decode.Block{
				{Text: "a", Line: 1, Page: 1}, {Text: "bc", Line: 2, Page: 1}, {Text: "d", Line: 3, Page: 2},
				{Text: "e", Line: 5, Page: 3},
			}},
		{name: "pages of which not all were noted",
			body:  par("a") + `<w:p><w:r><w:lastRenderedPageBreak/><w:t>b</w:t></w:r></w:p>` + par("c"),
			parts: []string{"docProps/app.xml", `<Properties xmlns="x"><Pages>24</Pages></Properties>`},
			want:  text("a", "b", "c")},
		{name: "as many pages as were noted",
			body:  par("a") + `<w:p><w:r><w:lastRenderedPageBreak/><w:t>b</w:t></w:r></w:p>`,
			parts: []string{"docProps/app.xml", `<Properties xmlns="x"><Pages>2</Pages></Properties>`},
			want:  []decode.Block{{Text: "a", Line: 1, Page: 1}, {Text: "b", Line: 2, Page: 2}}},
		{name: "properties that can't be read",
			body:  par("a") + `<w:p><w:r><w:lastRenderedPageBreak/><w:t>b</w:t></w:r></w:p>`,
			parts: []string{"docProps/app.xml", `<Properties><Pages>7`},
			want:  []decode.Block{{Text: "a", Line: 1, Page: 1}, {Text: "b", Line: 2, Page: 2}}},
		{name: "symbols",
			body: `<w:p><w:r><w:t>so </w:t><w:sym w:font="Wingdings" w:char="F04A"/>` +
				`<w:sym w:font="Wingdings" w:char="F001"/></w:r></w:p>`,
			want: text("so ☺□"), warn: "1 sign of a symbol font"},
		{name: "bold beginning", body: "<w:p>" + bold("María: ") + run("sí, ") + bold("mucho") + "</w:p>",
			want: []decode.Block{{Text: "María: sí, mucho", Bold: 6, Line: 1}}},
		{name: "bold in two runs with a plain blank",
			body: "<w:p>" + bold("Dr.") + run(" ") + bold("Soto:") + run(" no") + "</w:p>",
			want: []decode.Block{{Text: "Dr. Soto: no", Bold: 9, Line: 1}}},
		{name: "bold by styles, and not", parts: []string{"word/styles.xml", styles},
			body: `<w:p><w:pPr><w:pStyle w:val="Speaker"/></w:pPr><w:r><w:t>Ana</w:t></w:r></w:p>` +
				`<w:p><w:r><w:rPr><w:rStyle w:val="Fuerte"/></w:rPr><w:t>P1:</w:t></w:r>` + run(" yes") + `</w:p>` +
				`<w:p><w:pPr><w:pStyle w:val="Speaker"/></w:pPr><w:r><w:rPr><w:b w:val="0"/></w:rPr><w:t>light</w:t>` +
				`</w:r></w:p>`,
			want: []decode.Block{
				{Text: "Ana", Style: "Speaker", Bold: 3, Line: 1}, {Text: "P1: yes", Bold: 3, Line: 2},
				{Text: "light", Style: "Speaker", Line: 3},
			}},
		{name: "headings by style, base, level and identifier", parts: []string{"word/styles.xml", styles},
			body: `<w:p><w:pPr><w:pStyle w:val="Ttulo2"/></w:pPr>` + run("a") + `</w:p>` +
				`<w:p><w:pPr><w:pStyle w:val="Sub"/></w:pPr>` + run("b") + `</w:p>` +
				`<w:p><w:pPr><w:pStyle w:val="Own"/></w:pPr>` + run("c") + `</w:p>` +
				`<w:p><w:pPr><w:pStyle w:val="Heading3"/></w:pPr>` + run("d") + `</w:p>` +
				`<w:p><w:pPr><w:outlineLvl w:val="4"/></w:pPr>` + run("e") + `</w:p>`,
			want: []decode.Block{
				{Text: "a", Style: "heading 2", Heading: 2, Line: 1}, {Text: "b", Style: "Sub", Heading: 2, Line: 2},
				{Text: "c", Style: "Own", Heading: 1, Line: 3}, {Text: "d", Style: "Heading3", Heading: 3, Line: 4},
				{Text: "e", Heading: 5, Line: 5},
			}},
		{name: "hidden text", parts: []string{"word/styles.xml", styles},
			body: `<w:p>` + run("seen") + `<w:r><w:rPr><w:vanish/></w:rPr><w:t>Juana</w:t></w:r>` +
				`<w:r><w:rPr><w:rStyle w:val="Secret"/></w:rPr><w:t>Pérez</w:t></w:r></w:p>`,
			want: text("seen"), warn: "hidden text was left out (2 stretches)"},
		{name: "tracked changes are accepted",
			body: `<w:p>` + run("P1: I was ") + `<w:del w:id="1"><w:r><w:delText>never </w:delText></w:r></w:del>` +
				`<w:ins w:id="2">` + run("always ") + `</w:ins>` + run("heard.") + `</w:p>`,
			want: text("P1: I was always heard."), warn: "1 deletion was left out: “never”"},
		{name: "a deleted paragraph mark joins",
			body: `<w:p><w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr>` + run("one ") + `</w:p>` + par("two"),
			want: text("one two")},
		{name: "properties before a change are not read",
			body: `<w:p><w:pPr><w:pPrChange><w:pPr><w:pStyle w:val="Heading1"/></w:pPr></w:pPrChange></w:pPr>` +
				`<w:r><w:rPr><w:rPrChange><w:rPr><w:b/><w:vanish/></w:rPr></w:rPrChange></w:rPr><w:t>x</w:t></w:r></w:p>`,
			want: text("x")},
		{name: "moved text stands where it went, once",
			body: `<w:p><w:moveFrom w:id="1">` + run("moved") + `</w:moveFrom>` + run("a") + `</w:p>` +
				`<w:p>` + run("b ") + `<w:moveTo w:id="2">` + run("moved") + `</w:moveTo></w:p>`,
			want: text("a", "b moved")},
		{name: "links, controls, tags, direction",
			body: `<w:p><w:hyperlink>` + run("a") +
				`</w:hyperlink><w:sdt><w:sdtPr><w:alias w:val="x"/></w:sdtPr><w:sdtContent>` +
				run("b") + `</w:sdtContent></w:sdt><w:smartTag>` + run("c") + `</w:smartTag><w:bdo w:val="rtl">` +
				run("d") +
				`</w:bdo></w:p><w:sdt><w:sdtContent>` + par("e") + `</w:sdtContent></w:sdt>`,
			want: text("abcd", "e")},
		{name: "fields show their result",
			body: `<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>IF </w:instrText></w:r>` +
				`<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF x</w:instrText></w:r>` +
				`<w:r><w:fldChar w:fldCharType="separate"/></w:r>` + run("inner") +
				`<w:r><w:fldChar w:fldCharType="end"/></w:r>` +
				`<w:r><w:fldChar w:fldCharType="separate"/></w:r>` + run("result") +
				`<w:r><w:fldChar w:fldCharType="end"/></w:r>` +
				`<w:fldSimple w:instr="DATE">` + run(" today") + `</w:fldSimple></w:p>`,
			want: text("result today")},
		{name: "fields that are drawn by their code: a word with a reading, a formula",
			body: `<w:p><w:r><w:fldChar w:fldCharType="begin"/><w:instrText> EQ \* jc0 \o\ad(\s\up 9(</w:instrText></w:r>` +
				`<w:r><w:instrText>とう),東)</w:instrText><w:fldChar w:fldCharType="end"/></w:r>` + run("へ ") +
				`<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>EQ \f(1,2)</w:instrText>` +
				`<w:fldChar w:fldCharType="separate"/><w:fldChar w:fldCharType="end"/></w:r>` +
				`<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>EQ x</w:instrText>` +
				`<w:fldChar w:fldCharType="separate"/><w:t> or</w:t><w:fldChar w:fldCharType="end"/></w:r></w:p>`,
			want: text("東へ 1/2 or")},
		{name: "a field without an end loses nothing",
			body: `<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>` + run("kept") + `</w:p>`,
			want: text("kept"), warn: "1 field has no end"},
		{name: "alternatives once, text boxes after their paragraph",
			body: `<w:p>` + run("before") +
				`<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>` +
				`<w:txbxContent>` + par("boxed") +
				`</w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict>` +
				`<v:textbox><w:txbxContent>` + par("boxed") + `</w:txbxContent></v:textbox></w:pict></mc:Fallback>` +
				`</mc:AlternateContent></w:r>` + run(" after") + `</w:p>`,
			want: text("before after", "boxed")},
		{name: "phonetic guides",
			body: `<w:p><w:r><w:ruby><w:rt><w:r><w:t>toukyou</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>東京</w:t></w:r>` +
				`</w:rubyBase></w:ruby></w:r></w:p>`,
			want: text("東京")},
		{name: "formulas", body: `<w:p>` + run("so ") + `<m:oMath><m:r><m:t>x=</m:t></m:r><m:f><m:num><m:r>` +
			`<m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f></m:oMath></w:p>`,
			want: text("so x=1/2")},
		{name: "speaker column",
			body: `<w:tbl><w:tr><w:tc>` + par("I") + `</w:tc><w:tc>` + par("Why?") + `</w:tc></w:tr>` +
				`<w:tr><w:tc>` + par("P1") + `</w:tc><w:tc>` + par("Well,") + par("because.") + `</w:tc></w:tr></w:tbl>`,
			want: []decode.Block{
				{Text: "I\tWhy?", Cells: 2, Line: 1}, {Text: "P1\tWell,", Cells: 2, Line: 3}, {Text: "because.", Line: 5},
			}},
		{name: "table for layout: one cell, many paragraphs",
			body: `<w:tbl><w:tr><w:tc>` + par() + `</w:tc><w:tc>` + par("a") + par("b") + `</w:tc></w:tr></w:tbl>`,
			want: []decode.Block{{Text: "a", Line: 2}, {Text: "b", Line: 3}}},
		{name: "empty cells keep the columns, tabs in cells don't make any",
			body: `<w:tbl><w:tr><w:tc>` + par() + `</w:tc><w:tc>` + par("x\ty") + par("z") + `</w:tc><w:tc/><w:tc>` +
				par("w") +
				`</w:tc><w:tc>` + par() + `</w:tc></w:tr></w:tbl>`,
			want: []decode.Block{{Text: "\tx y\nz\t\tw", Cells: 4, Line: 2}}},
		{name: "deleted rows",
			body: `<w:tbl><w:tr><w:trPr><w:del w:id="1"/></w:trPr><w:tc>` + par("gone") + `</w:tc></w:tr>` +
				`<w:tr><w:tc>` + par("here") + `</w:tc></w:tr></w:tbl>`,
			want: []decode.Block{{Text: "here", Line: 2}}, warn: "1 deletion was left out: “gone”"},
		{name: "notes in brackets",
			parts: []string{"word/footnotes.xml", root("footnotes",
				`<w:footnote w:type="separator" w:id="0">`+par("---")+
					`</w:footnote><w:footnote w:id="2">`+par("laughs")+par("long")+`</w:footnote>`)},
			body: `<w:p>` + run("Yes") + `<w:r><w:footnoteReference w:id="2"/></w:r>` + run(", sure.") + `</w:p>`,
			want: text("Yes [laughs long], sure."), warn: "1 note stands in the text"},
		{name: "embedded documents", body: par("a") + `<w:altChunk/>`, want: text("a"),
			warn: "1 embedded document"},
		{name: "headers that speak, and page numbers that don't",
			parts: []string{"word/_rels/document.xml.rels", `<Relationships>` +
				`<Relationship Type="x/header" Target="h1.xml"/><Relationship Type="x/footer" Target="h2.xml"/>` +
				`</Relationships>`,
				"word/h1.xml", root("hdr", par("Interview with P1")),
				"word/h2.xml", root("ftr",
					`<w:p><w:fldSimple w:instr="PAGE">`+run("page")+`</w:fldSimple>`+run(" 7")+`</w:p>`)},
			body: par("a"), want: text("a"), warn: "text of 1 header or footer"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			f := pack(t, append([]string{"word/document.xml", document(tt.body)}, tt.parts...)...)
			d, err := docx.Read(f, decode.DefaultLimits)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, d.Blocks); diff != "" {
				t.Errorf("blocks (-want +got):\n%s", diff)
			}
			var warnings []string
			for _, w := range d.Warnings {
				warnings = append(warnings, w.String())
			}
			if got := strings.Join(warnings, "; "); !strings.Contains(got, tt.warn) || tt.warn == "" && got != "" {
				t.Errorf("warnings %q, want %q", got, tt.warn)
			}
		})
	}
}

func TestStrictAndUTF16(t *testing.T) {
	t.Parallel()
	strict := strings.ReplaceAll(document(par("ñandú")), wordNS, strictNS)
	wide := []byte{0xFF, 0xFE}
	for _, r := range strings.Replace(document(par("ñandú")), "UTF-8", "UTF-16", 1) {
		wide = append(wide, byte(r), byte(r>>8))
	}
	for name, content := range map[string]string{
		"strict": strict, "byte order mark": "\uFEFF" + strict, "UTF-16": string(wide),
	} {
		d, err := docx.Read(pack(t, "word/document.xml", content), decode.DefaultLimits)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if diff := cmp.Diff([]decode.Block{{Text: "ñandú", Line: 1}}, d.Blocks); diff != "" {
			t.Errorf("%s: blocks (-want +got):\n%s", name, diff)
		}
	}
}

func TestMainPartElsewhere(t *testing.T) {
	t.Parallel()
	f := pack(t,
		"_rels/.rels",
		`<Relationships><Relationship Type="x/officeDocument" Target="/w/main.xml"/></Relationships>`,
		"w/_rels/main.xml.rels", `<Relationships><Relationship Type="x/styles" Target="../s.xml"/></Relationships>`,
		"s.xml", root("styles", `<w:style w:styleId="a"><w:name w:val="Speaker"/></w:style>`),
		"w/main.xml", document(`<w:p><w:pPr><w:pStyle w:val="a"/></w:pPr>`+run("P1")+`</w:p>`))
	d, err := docx.Read(f, decode.DefaultLimits)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]decode.Block{{Text: "P1", Style: "Speaker", Line: 1}}, d.Blocks); diff != "" {
		t.Errorf("blocks (-want +got):\n%s", diff)
	}
}

func TestComments(t *testing.T) {
	t.Parallel()
	from := func(id string) string { return `<w:commentRangeStart w:id="` + id + `"/>` }
	to := func(id string) string {
		return `<w:commentRangeEnd w:id="` + id + `"/><w:r><w:commentReference w:id="` + id + `"/></w:r>`
	}
	tests := []struct {
		name string
		body string
		want [4]int // from block, offset, to block, offset
		lost bool
	}{
		{name: "within a paragraph", body: `<w:p>` + run("Señor, ") + from("1") + run("sí 😀") + to("1") +
			run(" no") + `</w:p>`,
			want: [4]int{0, 7, 0, 11}},
		{name: "across paragraphs", body: `<w:p>` + run("a ") + from("1") + run("b") + `</w:p>` + par("c") +
			`<w:p>` +
			run("d") + to("1") + run("e") + `</w:p>`, want: [4]int{0, 2, 2, 1}},
		{name: "leading blanks are not in the text", body: `<w:p>` + run("   a ") + from("1") + run("bc") +
			to("1") + `</w:p>`,
			want: [4]int{0, 2, 0, 4}},
		{name: "by reference only", body: par("x") + `<w:p>` + run("abc") +
			`<w:r><w:commentReference w:id="1"/></w:r></w:p>`, want: [4]int{1, 0, 1, 3}},
		{name: "empty range", body: `<w:p>` + run("abc") + from("1") + to("1") + run("de") + `</w:p>`,
			want: [4]int{0, 0, 0, 5}},
		{name: "marks between paragraphs", body: par("a") + from("1") + par("bc") +
			`<w:commentRangeEnd w:id="1"/>` + par("d"),
			want: [4]int{1, 0, 1, 2}},
		{name: "range begins at the end of the paragraph before", body: `<w:p>` + run("a") + from("1") +
			`</w:p><w:p>` +
			run("bc") + to("1") + `</w:p>`, want: [4]int{1, 0, 1, 2}},
		{name: "in an empty paragraph", body: par("ab") + `<w:p>` + from("1") + to("1") + `</w:p>` + par("c"),
			want: [4]int{0, 0, 0, 2}},
		{name: "in a table's second cell", body: `<w:tbl><w:tr><w:tc>` + par("P1") + `</w:tc><w:tc><w:p>` +
			run("so ") +
			from("1") + run("well") + to("1") + `</w:p></w:tc></w:tr></w:tbl>`, want: [4]int{0, 6, 0, 10}},
		{name: "in a text box", body: `<w:p>` + run("out") + `<w:r><w:pict><v:textbox><w:txbxContent><w:p>` +
			from("1") +
			run("in") + to("1") + `</w:p></w:txbxContent></v:textbox></w:pict></w:r></w:p>`, want: [4]int{1, 0, 1, 2}},
		{name: "after a deletion", body: `<w:p><w:del w:id="9"><w:r><w:delText>gone </w:delText></w:r></w:del>` +
			run("a ") +
			from("1") + run("b") + to("1") + `</w:p>`, want: [4]int{0, 2, 0, 3}},
		{name: "nowhere", body: par("a"), lost: true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			comments := root("comments", `<w:comment w:id="1" w:author="Ana Coder" w:initials="AC" `+
				`w:date="2026-01-02T03:04:05Z">`+par("hope; ", "key")+par("see memo")+`</w:comment>`)
			f := pack(t, "word/document.xml", document(tt.body), "word/comments.xml", comments)
			d, err := docx.Read(f, decode.DefaultLimits)
			if err != nil {
				t.Fatal(err)
			}
			var want []decode.Comment
			if !tt.lost {
				want = []decode.Comment{{Author: "Ana Coder", Initials: "AC", Date: "2026-01-02T03:04:05Z",
					Text: "hope; key\nsee memo", FromBlock: tt.want[0], FromOffset: tt.want[1],
					ToBlock: tt.want[2], ToOffset: tt.want[3]}}
			}
			if diff := cmp.Diff(want, d.Comments); diff != "" {
				t.Errorf("comments (-want +got):\n%s", diff)
			}
			for _, w := range d.Warnings {
				if strings.Contains(w.String(), "Ana") || strings.Contains(w.String(), "memo") {
					t.Errorf("a warning tells what must not be told: %s", w)
				}
				if strings.Contains(w.String(), "tied to no place") && !tt.lost {
					t.Errorf("unexpected warning %s", w)
				}
			}
		})
	}
}

func TestRefused(t *testing.T) {
	t.Parallel()
	good := pack(t, "word/document.xml", document(par("hello")))
	small := decode.DefaultLimits
	small.Runes = 1000
	tests := []struct {
		name string
		file decode.File
		lim  decode.Limits
		want string
	}{
		{"not a zip", decode.File{Name: "a.docx", Content: []byte("I: hello\n")}, decode.DefaultLimits,
			"plain text"},
		{"empty", decode.File{Name: "a.docx"}, decode.DefaultLimits, "a.docx is empty"},
		{"cut", decode.File{Name: "a.docx", Content: good.Content[:len(good.Content)/2]}, decode.DefaultLimits,
			"its end is missing"},
		{"encrypted", decode.File{Name: "a.docx",
			Content: []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 E\x00n\x00c\x00r\x00y\x00p\x00" +
				"t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e\x00")}, decode.DefaultLimits, "password-protected"},
		{"no document part", pack(t, "word/other.xml", "<a/>"), decode.DefaultLimits, "no document part"},
		{"no text", pack(t, "word/document.xml", document(par(" "))), decode.DefaultLimits, "holds no text"},
		{"not well-formed", pack(t, "word/document.xml", "<a><b></a>"), decode.DefaultLimits,
			"word/document.xml is not well-formed XML (line 1)"},
		{"cut XML", pack(t, "word/document.xml", document(par("a"))[:300]), decode.DefaultLimits,
			"not well-formed"},
		{"entities", pack(t, "word/document.xml", `<!DOCTYPE a [<!ENTITY x "y">]>`+document(par("&x;"))),
			decode.DefaultLimits, "defines entities"},
		{"deep", pack(t, "word/document.xml", document(strings.Repeat("<w:sdt>", 300)+strings.Repeat("</w:sdt>",
			300))),
			decode.DefaultLimits, "more than 256 deep"},
		{"too much text", pack(t, "word/document.xml", document(par(strings.Repeat("a", 2000)))), small,
			"more than 1000 characters"},
		{"too many paragraphs", pack(t, "word/document.xml", document(strings.Repeat("<w:p/>", 100))), small,
			"more than 1000 characters"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			_, err := docx.Read(tt.file, tt.lim)
			var own *corpus.Error
			if !errors.As(err, &own) || own.Hint() == "" || !errors.Is(err, corpus.ErrInvalid) {
				t.Fatalf("error %v, want one of ours with advice", err)
			}
			if !strings.Contains(err.Error(), tt.want) || !strings.Contains(err.Error(), tt.file.Name) {
				t.Errorf("error %q, want %q and the file's name", err, tt.want)
			}
		})
	}
}

// BenchmarkRead reads an interview of 2,000 paragraphs as Word writes them,
// with revision identifiers, languages and fonts on every run. Bytes are those
// of the unpacked XML.
func BenchmarkRead(b *testing.B) {
	run := `<w:r w:rsidR="00A77B3E" w:rsidRPr="00C81F2D"><w:rPr>` +
		`<w:rFonts w:ascii="Calibri" w:hAnsi="Calibri"/>` +
		`<w:sz w:val="22"/><w:lang w:val="es-CL"/></w:rPr><w:t xml:space="preserve">` +
		`Bueno, yo creo que al principio me costó mucho, pero después ya no tanto. </w:t></w:r>`
	p := `<w:p w14:paraId="3F2A" w:rsidR="00A77B3E" w:rsidRDefault="00A77B3E"><w:pPr>` +
		`<w:pStyle w:val="Normal"/>` +
		`<w:spacing w:after="160" w:line="259"/><w:jc w:val="both"/></w:pPr>` + strings.Repeat(run, 4) + `</w:p>`
	doc := strings.Replace(document(strings.Repeat(p, 2000)), "xmlns:w=", `xmlns:w14="urn:w14" xmlns:w=`, 1)
	f := pack(b, "word/document.xml", doc)
	b.SetBytes(int64(len(doc)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := docx.Read(f, decode.DefaultLimits); err != nil {
			b.Fatal(err)
		}
	}
}
