package html_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"framewise/corpus/decode"
	"framewise/corpus/decode/decodetest"
	"framewise/corpus/decode/html"
)

func page(content string) decode.File { return decode.File{Name: "P1.html", Content: []byte(content)} }

func TestText(t *testing.T) {
	t.Parallel()
	text := func(texts ...string) []decode.Block {
		var bs []decode.Block
		for i, t := range texts {
			bs = append(bs, decode.Block{Text: t, Line: i + 1})
		}
		return bs
	}
	tests := []struct {
		name, page string
		want       []decode.Block
		warn       string
	}{
		{name: "paragraphs without ends", page: "<!DOCTYPE html><title>no</title><p>I:\n hi<p>P1: <i>ye</i>s <p> ",
			want: text("I: hi", "P1: yes")},
		{name: "blocks in blocks, and text between", page: "<div>a<div>b</div>c<ul><li>d<li><p>e</p></ul>f</div>",
			want: text("a", "b", "c", "d", "e", "f")},
		{name: "line breaks", page: "<p>a<br>b<br/><b>Ana</b> c<br> <br>d</br></p><hr>e",
			want: []decode.Block{
				{Text: "a\nb", Line: 1}, {Text: "Ana c", Bold: 3, Line: 2}, {Text: "d", Line: 3}, {Text: "e", Line: 4},
			}},
		{name: "headings", page: "<h1>a</h1><h3 class=x>b</h3><p>c", want: []decode.Block{
			{Text: "a", Heading: 1, Line: 1}, {Text: "b", Heading: 3, Style: "x", Line: 2}, {Text: "c", Line: 3},
		}},
		{name: "bold", page: "<p><b>Ana:</b> yes<p><strong>Dr.</strong> <span style='font-weight: 700'>Soto:</span> no" +
			"<p><b style='font-weight:normal'>light</b>", want: []decode.Block{
			{Text: "Ana: yes", Bold: 4, Line: 1}, {Text: "Dr. Soto: no", Bold: 9, Line: 2}, {Text: "light", Line: 3},
		}},
		{name: "bold by the style sheet", page: "<style>@media print { p { color: red } .c0{font-weight:bold} } " +
			".c1, span.c2{font-size:1px;font-weight:700} .c3{font-weight:400}</style>" +
			"<p><span class=c1>Ana</span> a<p><span class='x c2'>Eva</span> b<p><span class=c3>c</span>", want: []decode.Block{
			{Text: "Ana a", Bold: 3, Line: 1}, {Text: "Eva b", Bold: 3, Line: 2}, {Text: "c", Line: 3},
		}},
		{name: "speakers by class", page: `<p><span class="speaker-name">Ana</span> yes</p><div class="turn">` +
			`<div class="speaker">Eva</div><p>no</p></div>`, want: []decode.Block{
			{Text: "Ana yes", Bold: 3, Line: 1}, {Text: "Eva", Style: "speaker", Line: 2},
			{Text: "no", Style: "turn", Line: 3},
		}},
		{name: "marks of printed pages", page: `<p>a<p><a role=doc-pagebreak id=p3><i>3</i></a>b<p hidden>` +
			`<p>c<span role="doc-pagebreak" aria-label="Page 4." hidden>p. 4</span>d<hr role=doc-pagebreak title=v>e` +
			`<p role=doc-pagebreak>iv</p><p role="doc-pagebreak">no number, but something that was said</p>` +
			`<p role=doc-pagebreak>short</p><nav role=doc-pagelist><a href=#p3>3</a></nav><p><span role=doc-pagebreak>5`,
			want: []decode.Block{
				{Text: "a", Line: 1}, {Text: "b", Page: 3, Line: 2}, {Text: "cd", Page: 3, Line: 3}, {Text: "e", Line: 4},
				{Text: "no number, but something that was said", Line: 5}, {Text: "short", Line: 6},
			}},
		{name: "notes", page: `<p>so<a class=sdfootnoteanc href=#x><sup>1</sup></a>, it<a role=doc-noteref href=#y> i </a>` +
			`went<sup><a class="x footnote-ref">[*]</a></sup><p><a class=sdfootnotesym>1</a>by whom?` +
			`<p>where?<a class=footnote-back role=doc-backlink href=#x>↩︎</a><p>a<a class=noteref></a>b` +
			`<a class=noteref>what is no number but was said by somebody</a>`,
			want: text("so [1], it [i]went [*]", "[1] by whom?", "where?",
				"abwhat is no number but was said by somebody")},
		{name: "margins of a page of paper", page: `<body><div title=header><p>Study</div>a<div title="footer">Page 1</div>` +
			`<div><div title=header>b</div></div>`, want: text("a", "b"), warn: "2 headers and footers"},
		{name: "definition lists", page: "<dl><dt>Ana<dd>hi<dt>Eva<dd>no</dl>", want: text("Ana", "hi", "Eva", "no")},
		{name: "tables", page: "<table><thead><tr><th>who<th>what</thead><tr><td>Ana<td><p>hi</p><p>more</p></table>after",
			want: []decode.Block{
				{Text: "who\twhat", Line: 1, Cells: 2}, {Text: "Ana\thi", Line: 3, Cells: 2}, {Text: "more", Line: 5},
				{Text: "after", Line: 6},
			}},
		{name: "a table that lays out the page", page: "<table><tr><td></td><td><p>a</p><table><tr><td>b</td><td>c</td>" +
			"</tr></table><p>d</td></tr></table>", want: []decode.Block{
			{Text: "a", Line: 1}, {Text: "b\tc", Line: 2, Cells: 2}, {Text: "d", Line: 4},
		}},
		{name: "a table behind a paragraph of the last cell",
			page: "<table><tr><td>a<td>b<table><tr><td>c<td>d</table></table>", want: []decode.Block{
				{Text: "a\tb", Line: 1, Cells: 2}, {Text: "c\td", Line: 3, Cells: 2},
			}},
		{name: "cells and rows that end nothing around them", page: "<p>a</td></tr></table>b<td>c<table><td>d</p></div>e" +
			"</table>f", want: []decode.Block{{Text: "ab", Line: 1}, {Text: "c", Line: 2}, {Text: "d", Line: 3},
			{Text: "e", Line: 4}, {Text: "f", Line: 5}}},
		{name: "preformatted", page: "<pre>\nI:  hi\n\tP1: yes\n\n</pre><textarea>a\nb &amp; c</textarea>",
			want: text("I:  hi", "P1: yes", "a", "b & c")},
		{name: "what is not shown", page: "<head><script>var a='<p>no';</script><style>p{}</style></head><p>a<template>no" +
			"</template><noscript>no</noscript><svg><text>no</text></svg><p hidden>Juana<p><span style='display: none'>" +
			"Pérez</span><ruby>東<rt>ひがし</rt></ruby><!-- no --><iframe>no</iframe>", want: text("a", "東"),
			warn: "hidden text was left out (2 stretches)"},
		{name: "deletions", page: "<p>I was <del>never</del> <ins>always</ins> heard", want: text("I was always heard"),
			warn: "1 deletion was left out: “never”"},
		{name: "references", page: "<p>caf&eacute; &#8364; &lt;b&gt; &nbsp;x &bogus;", want: text("café € <b> \u00a0x &bogus;")},
		{name: "bullets of Word", page: "<p><![if !supportLists]><span style='mso-list:Ignore'>·<span> </span></span>" +
			"<![endif]>a<o:p></o:p>", want: text("a"), warn: "hidden"},
		{name: "XHTML", page: `<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><script src="x"/><title/>` +
			`<p>a<b/> b</p><p><![CDATA[c < d]]></p></html>`, want: text("a b", "c < d")},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			d, err := html.Read(page(tt.page), decode.TextOptions{}, decode.DefaultLimits)
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

func TestEncoding(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, page, want, warn string }{
		{name: "declared", page: "<meta charset=windows-1251><p>\xE4\xE0", want: "да"},
		{name: "declared for the protocol", page: `<META http-equiv="Content-Type" content="text/html; charset=Shift_JIS"><p>` +
			"\x83e", want: "テ"},
		{name: "declared in XML", page: `<?xml version="1.0" encoding="ISO-8859-2"?><html><p>` + "\xB1", want: "ą"},
		{name: "UTF-8 declared as another", page: "<meta charset=latin1><p>café", want: "café", warn: "read as UTF-8"},
		{name: "a mark", page: "\xFF\xFE<\x00p\x00>\x00\xE9\x00", want: "é"},
		{name: "no such encoding", page: "<meta charset=x-unknown><p>caf\xE9", want: "café", warn: "read as windows-1252"},
		{name: "declared as UTF-16, which it is not", page: "<meta charset=utf-16><p>café", want: "café",
			warn: "read as UTF-8"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			d, err := html.Read(page(tt.page), decode.TextOptions{}, decode.DefaultLimits)
			if err != nil || d.Blocks[0].Text != tt.want {
				t.Fatalf("got %+v, %v, want %q", d, err, tt.want)
			}
			warned := ""
			for _, w := range d.Warnings {
				warned += w.String()
			}
			if !strings.Contains(warned, tt.warn) || tt.warn == "" && warned != "" {
				t.Errorf("warnings %q, want %q", warned, tt.warn)
			}
		})
	}
}

// Deep nesting costs no stack, and no text is lost by it.
func TestDeep(t *testing.T) {
	t.Parallel()
	for _, open := range []string{"<div>", "<table><tr><td>", "<b>", "<x>", "<ul><li>", "<p><table>"} {
		d, err := html.Read(page(strings.Repeat(open, 20_000)+"deep</div></b>er<p>down"), decode.TextOptions{},
			decode.DefaultLimits)
		decodetest.Check(t, d, err)
		if err != nil {
			t.Fatalf("%s: %v", open, err)
		}
		got := ""
		for _, b := range d.Blocks {
			got += b.Text + " "
		}
		if strings.ReplaceAll(got, " ", "") != "deeperdown" {
			t.Errorf("%s: got %q", open, got)
		}
	}
}

func TestRefused(t *testing.T) {
	t.Parallel()
	small := decode.DefaultLimits
	small.Runes = 1000
	for content, want := range map[string]string{
		"":                                "is empty",
		"<p> </p><script>x</script>":      "holds no text",
		"<img src=a>":                     "holds no text",
		strings.Repeat("<p>a", 1000):      "more than 1000 characters",
		strings.Repeat("<td>", 2000):      "more than 1000 characters",
		"<p>" + strings.Repeat("a", 2000): "more than 1000 characters",
	} {
		d, err := html.Read(page(content), decode.TextOptions{}, small)
		decodetest.Check(t, d, err)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%.40s: error %v, want %q", content, err, want)
		}
	}
}

func FuzzRead(f *testing.F) {
	for _, s := range []string{
		"<p>I: hi<p><b>P1:</b> yes<br><br>no<pre>a\n\tb</pre>",
		"<table><tr><td>a<td><table><tr><td>b</table></td></tr><tr>c</table>d",
		"<style>.a{font-weight:700}</style><span class='a speaker'>x</span><del>y</del><p hidden>z",
		`<?xml version="1.0" encoding="latin1"?><html xmlns="http://www.w3.org/1999/xhtml"><script/><h2>é&#0;</h2>`,
		packed, `<a class=noteref>1</a>a<i role=doc-pagebreak>2`,
		"<meta charset=shift_jis>\x83e<ruby>a<rt>b</ruby><li></ul></p></br>",
	} {
		f.Add([]byte(s))
	}
	lim := decode.DefaultLimits
	lim.Runes = 20_000
	f.Fuzz(func(t *testing.T, content []byte) {
		d, err := html.Read(decode.File{Name: "a.html", Content: content}, decode.TextOptions{}, lim)
		decodetest.Check(t, d, err)
	})
}

func BenchmarkRead(b *testing.B) {
	paragraph := `<p class="MsoNormal"><a name="ts_1_2_S00"><b>P1:</b> <span style="color: #78909C">[00:00:03]</span> She ` +
		"had been there herself, caf&eacute; and ñ,\nand nobody had told me that one gets well again.</a></p>\n"
	f := page("<!DOCTYPE html><html><body>" + strings.Repeat(paragraph, 20_000))
	b.SetBytes(int64(len(f.Content)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := html.Read(f, decode.TextOptions{}, decode.DefaultLimits); err != nil {
			b.Fatal(err)
		}
	}
}
