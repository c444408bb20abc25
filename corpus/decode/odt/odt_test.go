package odt_test

import (
	"archive/zip"
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"framewise/corpus/decode"
	"framewise/corpus/decode/decodetest"
	"framewise/corpus/decode/odt"
)

const namespaces = `xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" ` +
	`xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" ` +
	`xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" ` +
	`xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" ` +
	`xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" ` +
	`xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" ` +
	`xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" ` +
	`xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" ` +
	`xmlns:dc="http://purl.org/dc/elements/1.1/"`

const styles = `<style:style style:name="Standard" style:family="paragraph"/>` +
	`<style:style style:name="Heading_20_2" style:display-name="Heading 2" style:family="paragraph" ` +
	`style:default-outline-level="2"/>` +
	`<style:style style:name="Speaker" style:family="paragraph"><style:text-properties fo:font-weight="bold"/>` +
	`</style:style>` +
	`<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Speaker"/>` +
	`<style:style style:name="P2" style:family="paragraph" style:parent-style-name="Standard">` +
	`<style:paragraph-properties fo:break-before="page"/></style:style>` +
	`<style:style style:name="P3" style:family="paragraph"><style:text-properties text:display="none"/></style:style>` +
	`<style:style style:name="T1" style:family="text"><style:text-properties fo:font-weight="600"/></style:style>` +
	`<style:style style:name="T2" style:family="text"><style:text-properties fo:font-weight="normal"/></style:style>` +
	`<style:style style:name="T3" style:family="text"><style:text-properties text:display="none"/></style:style>`

// flat is a document in one file.
func flat(body string) decode.File {
	return decode.File{Name: "P1.fodt", Content: []byte(`<?xml version="1.0" encoding="UTF-8"?>` + "\n" +
		`<office:document ` + namespaces + ` office:mimetype="application/vnd.oasis.opendocument.text">` +
		`<office:meta><meta:user-defined>Juana Pérez</meta:user-defined></office:meta>` +
		`<office:styles>` + styles + `</office:styles><office:body><office:text ` +
		`text:use-soft-page-breaks="true">` + body + `</office:text></office:body></office:document>`)}
}

// packed is a document in a container: name, content, name, content, …
func packed(t testing.TB, parts ...string) decode.File {
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
	return decode.File{Name: "P1.odt", Content: b.Bytes()}
}

const mimetype = "application/vnd.oasis.opendocument.text"

func content(body string) string {
	return `<office:document-content ` + namespaces + `><office:body><office:text>` + body +
		`</office:text></office:body></office:document-content>`
}

func TestText(t *testing.T) {
	t.Parallel()
	text := func(texts ...string) []decode.Block {
		var bs []decode.Block
		for i, t := range texts {
			bs = append(bs, decode.Block{Text: t, Line: i + 1, Page: 1})
		}
		return bs
	}
	tests := []struct {
		name, body string
		want       []decode.Block
		warn       string
	}{
		{name: "paragraphs, and empty ones counted", body: `<text:p>I: hi</text:p><text:p/><text:p> P1: yes </text:p>`,
			want: []decode.Block{{Text: "I: hi", Line: 1, Page: 1}, {Text: "P1: yes", Line: 3, Page: 1}}},
		{name: "white space", body: "<text:p>\n  a\n  <text:span> b</text:span> <text:s text:c=\"3\"/> c<text:tab/>d" +
			"<text:line-break/>e\n</text:p>", want: text("a b     c\td\ne")},
		{name: "bold by style, span and not", body: `<text:p text:style-name="P1">Ana</text:p>` +
			`<text:p><text:span text:style-name="T1">P1:</text:span> yes</text:p>` +
			`<text:p text:style-name="P1"><text:span text:style-name="T2">light</text:span></text:p>`,
			want: []decode.Block{
				{Text: "Ana", Style: "Speaker", Bold: 3, Line: 1, Page: 1}, {Text: "P1: yes", Bold: 3, Line: 2, Page: 1},
				{Text: "light", Style: "Speaker", Line: 3, Page: 1},
			}},
		{name: "headings", body: `<text:h text:outline-level="3">a</text:h><text:p text:style-name="Heading_20_2">b` +
			`</text:p>`, want: []decode.Block{
			{Text: "a", Heading: 3, Line: 1, Page: 1}, {Text: "b", Style: "Heading 2", Heading: 2, Line: 2, Page: 1},
		}},
		{name: "lists, sections, indexes", body: `<text:list><text:list-header><text:p>h</text:p></text:list-header>` +
			`<text:list-item><text:p>a</text:p><text:list><text:list-item><text:p>b</text:p></text:list-item></text:list>` +
			`</text:list-item></text:list><text:section><text:p>c</text:p></text:section><text:table-of-content>` +
			`<text:table-of-content-source><text:index-title-template>no</text:index-title-template>` +
			`</text:table-of-content-source><text:index-body><text:p>d</text:p></text:index-body></text:table-of-content>`,
			want: text("h", "a", "b", "c", "d")},
		{name: "tables", body: `<table:table><table:table-column/><table:table-header-rows><table:table-row>` +
			`<table:table-cell><text:p>who</text:p></table:table-cell><table:table-cell><text:p>what</text:p>` +
			`</table:table-cell></table:table-row></table:table-header-rows><table:table-row><table:table-cell>` +
			`<text:p>Ana</text:p><text:p>M.</text:p></table:table-cell><table:covered-table-cell/><table:table-cell>` +
			`<text:p>hi</text:p><text:p>more</text:p></table:table-cell></table:table-row></table:table>`,
			want: []decode.Block{
				{Text: "who\twhat", Line: 1, Page: 1, Cells: 2}, {Text: "Ana\nM.\t\thi", Line: 3, Page: 1, Cells: 3},
				{Text: "more", Line: 6, Page: 1},
			}},
		{name: "notes", body: `<text:p>a<text:note><text:note-citation>1</text:note-citation><text:note-body>` +
			`<text:p>see</text:p><text:p>below</text:p></text:note-body></text:note> b</text:p><text:p>c</text:p>`,
			want: text("a [see below] b", "c"), warn: "1 note stands in the text"},
		{name: "text boxes and shapes behind their paragraph", body: `<text:p>a<draw:frame><draw:text-box><text:p>boxed` +
			`</text:p></draw:text-box><svg:title>no</svg:title></draw:frame><draw:g><draw:custom-shape><text:p>shaped` +
			`</text:p></draw:custom-shape></draw:g> b</text:p>`, want: text("a b", "boxed", "shaped")},
		{name: "tracked changes are accepted", body: `<text:tracked-changes><text:changed-region><text:deletion>` +
			`<office:change-info><dc:creator>Ana</dc:creator></office:change-info><text:p>never</text:p></text:deletion>` +
			`</text:changed-region><text:changed-region><text:insertion><office:change-info/></text:insertion>` +
			`</text:changed-region></text:tracked-changes><text:p>I was <text:change text:change-id="1"/>` +
			`<text:change-start/>always<text:change-end/> heard</text:p>`,
			want: text("I was always heard"), warn: "1 deletion was left out: “never”"},
		{name: "hidden", body: `<text:p>seen <text:span text:style-name="T3">Juana</text:span></text:p>` +
			`<text:p text:style-name="P3">Pérez</text:p><text:p><text:hidden-text text:is-hidden="true">x` +
			`</text:hidden-text></text:p><text:section text:display="none"><text:p>y</text:p></text:section>`,
			want: text("seen"), warn: "hidden text was left out (4 stretches)"},
		{name: "fields and links show what they show", body: `<text:p><text:a>link</text:a> <text:date>3 May</text:date>` +
			`<text:bookmark-start/> <text:ruby><text:ruby-base>東</text:ruby-base><text:ruby-text>ひがし</text:ruby-text>` +
			`</text:ruby></text:p>`, want: text("link 3 May 東")},
		{name: "pages", body: `<text:p>a<text:soft-page-break/>b</text:p><text:p>c</text:p><text:soft-page-break/>` +
			`<text:p>d</text:p><text:p text:style-name="P2">e</text:p><text:p><text:soft-page-break/>f</text:p>`,
			want: []decode.Block{
				{Text: "ab", Line: 1, Page: 1}, {Text: "c", Line: 2, Page: 2}, {Text: "d", Line: 3, Page: 3},
				{Text: "e", Style: "Standard", Line: 4, Page: 4}, {Text: "f", Line: 5, Page: 5},
			}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			d, err := odt.Read(flat(tt.body), decode.DefaultLimits)
			decodetest.Check(t, d, err)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, d.Blocks); diff != "" {
				t.Errorf("blocks (-want +got)\n%s", diff)
			}
			var warned []string
			for _, w := range d.Warnings {
				warned = append(warned, w.String())
			}
			if all := strings.Join(warned, "\n"); !strings.Contains(all, tt.warn) || tt.warn == "" && all != "" {
				t.Errorf("warnings %q, want %q", all, tt.warn)
			}
		})
	}
}

func TestComments(t *testing.T) {
	t.Parallel()
	d, err := odt.Read(flat(`<text:p>She <office:annotation office:name="c1"><dc:creator> Ana Soto </dc:creator>`+
		`<dc:date>2026-05-03T10:00:00</dc:date><meta:creator-initials>AS</meta:creator-initials>`+
		`<text:p>warmth</text:p><text:list><text:list-item><text:p>+</text:p></text:list-item></text:list>`+
		`</office:annotation>had been</text:p><text:p>there<office:annotation-end office:name="c1"/> herself.</text:p>`+
		`<text:p>No<office:annotation><text:p>why?</text:p></office:annotation>body.</text:p>`), decode.DefaultLimits)
	decodetest.Check(t, d, err)
	if err != nil {
		t.Fatal(err)
	}
	want := []decode.Comment{
		{Author: "Ana Soto", Initials: "AS", Date: "2026-05-03T10:00:00", Text: "warmth\n+",
			FromBlock: 0, FromOffset: 4, ToBlock: 1, ToOffset: 5},
		{Text: "why?", FromBlock: 2, ToBlock: 2, ToOffset: 7},
	}
	if diff := cmp.Diff(want, d.Comments); diff != "" {
		t.Errorf("comments (-want +got)\n%s", diff)
	}
}

func TestPacked(t *testing.T) {
	t.Parallel()
	d, err := odt.Read(packed(t, "mimetype", mimetype,
		"styles.xml", `<office:document-styles `+namespaces+`>`+styles+`<office:master-styles><style:master-page>`+
			`<style:header><text:p>Clinic</text:p></style:header><style:footer><text:p><text:page-number>2`+
			`</text:page-number></text:p></style:footer></style:master-page></office:master-styles>`+
			`</office:document-styles>`,
		"content.xml", content(`<text:p text:style-name="Speaker">Ana</text:p><text:soft-page-break/><text:p>hi</text:p>`)),
		decode.DefaultLimits)
	decodetest.Check(t, d, err)
	if err != nil {
		t.Fatal(err)
	}
	want := []decode.Block{{Text: "Ana", Style: "Speaker", Bold: 3, Line: 1}, {Text: "hi", Line: 2}}
	if diff := cmp.Diff(want, d.Blocks); diff != "" {
		t.Errorf("blocks (-want +got)\n%s", diff)
	}
	if len(d.Warnings) != 1 || d.Warnings[0].Message != "the text of 1 header or footer was left out" {
		t.Errorf("warnings %v", d.Warnings)
	}
}

func TestRefused(t *testing.T) {
	t.Parallel()
	deep := strings.Repeat("<text:section>", 300)
	small := decode.DefaultLimits
	small.Runes = 1000
	tests := []struct {
		name string
		file decode.File
		want string
	}{
		{"encrypted", packed(t, "mimetype", mimetype, "content.xml", "garbage", "META-INF/manifest.xml",
			`<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry `+
				`manifest:full-path="content.xml"><manifest:encryption-data/></manifest:file-entry></manifest:manifest>`),
			"is password-protected"},
		{"no content", packed(t, "mimetype", mimetype), "has no content.xml"},
		{"no text", flat(`<text:p> </text:p>`), "holds no text"},
		{"pictures only", flat(`<text:p><draw:frame><draw:image/></draw:frame></text:p>`), "holds no text"},
		{"a spreadsheet", decode.File{Name: "a.fods", Content: []byte(`<office:document ` + namespaces +
			`><office:body><office:spreadsheet/></office:body></office:document>`)}, "is a spreadsheet"},
		{"deep", flat(deep), "more than 256 deep"},
		{"cut", flat(`<text:p>`), "not well-formed"},
		{"entities", decode.File{Name: "a.fodt", Content: []byte(`<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>`)},
			"defines entities"},
		{"long", flat(`<text:p>` + strings.Repeat("a", 2000) + `</text:p>`), "more than 1000 characters"},
		{"many blanks", flat(strings.Repeat(`<text:p>x<text:s text:c="999999999"/></text:p>`, 3)),
			"more than 1000 characters"},
		{"empty", decode.File{Name: "a.odt"}, "is empty"},
		{"text", decode.File{Name: "a.odt", Content: []byte("I: hi")}, "looks like plain text"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			d, err := odt.Read(tt.file, small)
			decodetest.Check(t, d, err)
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error %v, want %q", err, tt.want)
			}
		})
	}
}

// FuzzRead puts anything into the body of a flat document.
func FuzzRead(f *testing.F) {
	for _, body := range []string{
		`<text:p>I: <text:span text:style-name="T1">hi</text:span><text:s text:c="2"/></text:p>`,
		`<text:p text:style-name="P1"><office:annotation office:name="1"><text:p>x</text:p></office:annotation>a` +
			`<office:annotation-end office:name="1"/></text:p>`,
		`<table:table><table:table-row><table:table-cell><text:p>a</text:p></table:table-cell><table:table-cell>` +
			`<text:h>b<text:tab/></text:h></table:table-cell></table:table-row></table:table>`,
		`<text:p><draw:frame><draw:text-box><text:p>b</text:p></draw:text-box></draw:frame><text:note><text:note-body>` +
			`<text:p>n</text:p></text:note-body></text:note></text:p><text:soft-page-break/>`,
		`<text:tracked-changes><text:changed-region><text:deletion><text:p>d</text:p></text:deletion>` +
			`</text:changed-region></text:tracked-changes><office:annotation/><text:p>&#xFEFF;é😀</text:p>`,
	} {
		f.Add(body)
	}
	lim := decode.DefaultLimits
	lim.Runes = 20_000
	f.Fuzz(func(t *testing.T, body string) {
		d, err := odt.Read(flat(body), lim)
		decodetest.Check(t, d, err)
		d, err = odt.Read(decode.File{Name: "a.fodt", Content: []byte(body)}, lim)
		decodetest.Check(t, d, err)
	})
}

func BenchmarkRead(b *testing.B) {
	paragraph := `<text:p text:style-name="P1"><text:span text:style-name="T1">P1:</text:span> She had been there ` +
		`herself, and <text:span text:style-name="T2">nobody</text:span> had told me that one gets well again.</text:p>`
	f := flat(strings.Repeat(paragraph, 20_000))
	b.SetBytes(int64(len(f.Content)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := odt.Read(f, decode.DefaultLimits); err != nil {
			b.Fatal(err)
		}
	}
}
