package rtf_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"framewise/corpus/decode"
	"framewise/corpus/decode/decodetest"
	"framewise/corpus/decode/rtf"
)

// document is one with four fonts and three styles.
func document(body string) decode.File {
	return decode.File{Name: "P1.rtf", Content: []byte(`{\rtf1\ansi\ansicpg1252\deff0\uc1` +
		`{\fonttbl{\f0\fswiss\fcharset0 Arial;}{\f1\fcharset128{\*\panose 02}MS Mincho;}{\f2\fcharset177 David;}` +
		`{\f3\fcharset2 Wingdings;}{\f4\fcharset204 Arial CYR;}{\f5\fcharset136 MingLiU;}{\f6\fcharset134 SimSun;}` +
		`{\f7\fcharset129 Batang;}}` +
		`{\stylesheet{\s0 Normal;}{\s1\outlinelevel1 Kop;}{\s2 heading 3;}{\*\cs3 Strong;}{\s4\b\sbasedon0 Speaker;}}` +
		`{\info{\author Juana P\'e9rez}}` + "\r\n" + body + `}`)}
}

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
		name, body string
		want       []decode.Block
		warn       string
	}{
		{name: "paragraphs, and empty ones counted", body: "I: hi\\par\\par\r\nP1:\r\n yes\\\r\nlast",
			want: []decode.Block{{Text: "I: hi", Line: 1}, {Text: "P1: yes", Line: 3}, {Text: "last", Line: 4}}},
		{name: "signs", body: `a\tab b\line c\~d\_e\-f\emdash\ldblquote g\rdblquote\bullet  \{\}\\`,
			want: text("a\tb\nc\u00a0d\u2011ef—“g”• {}\\")},
		{name: "code pages of fonts", body: `caf\'e9 {\f4 \'e4\'e0} {\f2 \'f9\'ec\'e5\'ed} \'80`,
			want: text("café да שלום €")},
		{name: "two bytes to a character", body: `{\f1 \'83e\'83X\'83g \'93\'fa\'96\{}{\f5\'a4\'a4}{\f6\'d6\'d0}{\f7\'c7\'d1}`,
			want: text("テスト 日本中中한")},
		{name: "Unicode and its replacements", body: `\u241?\u-10187?\u-8704? \uc2\u8364\'80\'80x{\uc0\u233 y}` +
			`\uc1\u8220\ldblquote z\u233\bin3 abc!\u128512 ?`, want: text("ñ𝘀 €xéy“zé!😀")},
		{name: "halves of surrogate pairs", body: `\uc0\u-10240 a\u-9216 b\u-10240\u233 `, want: text("�a�b�é"),
			warn: "3 characters were not readable"},
		{name: "symbol fonts", body: `so {\f3 J\'fc} {\f3\u-4018 ?}`, want: text("so ☺✓ □"),
			warn: "1 sign of a symbol font"},
		{name: "bold", body: `{\b Mar\'eda: }s\'ed, {\b mucho}\par\b0\b Dr. \plain Soto\par{\ltrch\b \rtlch\ab0 no}`,
			want: []decode.Block{
				{Text: "María: sí, mucho", Bold: 6, Line: 1}, {Text: "Dr. Soto", Bold: 3, Line: 2}, {Text: "no", Line: 3},
			}},
		{name: "styles and headings", body: `\pard\s1 a\par\pard\s2 b\par\pard\s4 Ana\par\pard\outlinelevel0 c\par\pard d`,
			want: []decode.Block{
				{Text: "a", Style: "Kop", Heading: 2, Line: 1}, {Text: "b", Style: "heading 3", Heading: 3, Line: 2},
				{Text: "Ana", Style: "Speaker", Line: 3}, {Text: "c", Heading: 1, Line: 4}, {Text: "d", Line: 5},
			}},
		{name: "tables", body: `\trowd\cellx1\cellx2\pard\intbl who\cell what\cell\row\trowd\pard\intbl Ana\par M.\cell` +
			`\cell hi\par more\cell{\trowd\row}\pard after`,
			want: []decode.Block{
				{Text: "who\twhat", Line: 1, Cells: 2}, {Text: "Ana\nM.\t\thi", Line: 3, Cells: 3}, {Text: "more", Line: 7},
				{Text: "after", Line: 8},
			}},
		{name: "a table in a table", body: `\trowd\pard\intbl a\cell\pard\intbl\itap2 b\nestcell{\nonesttables\par}c` +
			`\nestcell{\*\nesttableprops\trowd\cellx1\nestrow}\pard\intbl d\cell\row\pard e`,
			want: []decode.Block{
				{Text: "a\tb c", Line: 1, Cells: 2}, {Text: "d", Line: 4}, {Text: "e", Line: 5},
			}},
		{name: "a table without its marks", body: `\trowd\cellx1\cellx2 a\cell b\cell\row c`,
			want: []decode.Block{{Text: "a\tb", Line: 1, Cells: 2}, {Text: "c", Line: 3}}},
		{name: "a table that is cut", body: `a\par\trowd\pard\intbl b\cell c`,
			want: []decode.Block{{Text: "a", Line: 1}, {Text: "b\tc", Line: 2, Cells: 2}}},
		{name: "notes", body: `a{\super\chftn{\footnote\pard\plain\s1{\super\chftn} see\par below}} b\par c`,
			want: text("a [see below] b", "c"), warn: "1 note stands in the text"},
		{name: "text boxes once", body: `a{\shp{\*\shpinst\shpleft1{\sp{\sn x}{\sv y}}{\shptxt\pard boxed\par}}` +
			`{\shprslt{\*\do{\dptxbxtext boxed}}}} b\par{\*\do{\dptxbxtext old}}`,
			want: []decode.Block{{Text: "a b", Line: 1}, {Text: "boxed", Line: 1}, {Text: "old", Line: 2}}},
		{name: "tracked changes are accepted", body: `I was {\deleted never }{\revised always} heard.{\deleted x\par}` +
			`{\mvf gone}and on`, want: text("I was always heard.and on"), warn: "2 deletions were left out: “never”, “x gone”"},
		{name: "hidden", body: `seen{\v Juana}{\v P\'e9rez} and \v x\v0 so`, want: text("seen and so"),
			warn: "hidden text was left out (2 stretches)"},
		{name: "fields, lists, margins, pictures and what nobody knows", body: `{\header Clinic\par}{\footer{\field` +
			`{\*\fldinst PAGE}{\fldrslt 2}}}{\field{\*\fldinst{HYPERLINK "x"}}{\fldrslt{link}}}{\listtext\'b7\tab}` +
			`{\*\unknown no {\b no}}{\pict\wmetafile8 0a0b}{\upr{caf?}{\*\ud{caf\u233 ?}}}`, want: text("linkcafé"),
			warn: "the text of 1 header or footer was left out"},
		{name: "a word with a reading, and a formula", body: `I: {\field{\*\fldinst { EQ \\* jc3 \\* "Font:Mincho" \\o\\al` +
			`(\\s\\up 10(\u12392\'3f\u12358\'3f),\u26481\'3f)}}{\fldrslt {}}}\u12408\'3f {\v{\field{\*\fldinst EQ hid}}}` +
			`{\field{\*\fldinst EQ \\f(1,2){\*\bkmkstart no}}}`, want: text("I: 東へ 1/2"), warn: "hidden"},
		{name: "binary data", body: "a{\\pict\\bin4 }}{{}b\\par c", want: text("ab", "c")},
		{name: "groups left open", body: `a{\b b{\i c`, want: text("abc"), warn: "ends inside a group"},
		{name: "nothing behind the end", body: `a}{b}`, want: text("a")},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			d, err := rtf.Read(document(tt.body), decode.DefaultLimits)
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
	d, err := rtf.Read(document(`She {\*\atrfstart 7}had been\par there{\*\atrfend 7}{\*\atnid AS}{\*\atnauthor Ana Soto}`+
		`\chatn{\*\annotation{\*\atnref 7}{\*\atndate -956724704}\pard\plain warmth\par +} herself.\par No`+
		`{\*\atnid X}\chatn{\*\annotation why?}body.`), decode.DefaultLimits)
	decodetest.Check(t, d, err)
	if err != nil {
		t.Fatal(err)
	}
	want := []decode.Comment{
		{Author: "Ana Soto", Initials: "AS", Date: "2011-09-17T08:32:00Z", Text: "warmth\n+",
			FromBlock: 0, FromOffset: 4, ToBlock: 1, ToOffset: 5},
		{Initials: "X", Text: "why?", FromBlock: 2, ToBlock: 2, ToOffset: 7},
	}
	if diff := cmp.Diff(want, d.Comments); diff != "" {
		t.Errorf("comments (-want +got)\n%s", diff)
	}
}

// The document's code page is that of fonts which name none, and of a document
// without fonts.
func TestCodePage(t *testing.T) {
	t.Parallel()
	for content, want := range map[string]string{
		`{\rtf1\ansi\ansicpg1251\deff0{\fonttbl{\f0\fcharset0 Arial;}}\f0 \'e4\'e0}`: "да",
		`{\rtf1\ansi\ansicpg1250 za\'bf\'f3\'b3\'e6}`:                                "zażółć",
		`{\rtf1\mac caf\'8e}`:                               "café",
		`{\rtf1\pca caf\'82}`:                               "café",
		`{\rtf1\ansi{\fonttbl\f0\fcharset204 A;}\f0 \'e4}`:  "д",
		`{\rtf1\ansi{\fonttbl\f0\fcharset204 A;}caf\'e9}`:   "café",
		`{\rtf1\ansi\ansicpg65001 caf\'c3\'a9}`:             "café",
		"{\\rtf1\\ansi\\ansicpg1252 caf\xE9}":               "café",
		`{\rtf1\ansi{\fonttbl{\f0\cpg1253 A;}}\f0 \'e1}`:    "α",
		`{\rtf1\ansi\ansicpg936 \'c4\'e3\'ba\'c3}`:          "你好",
		`{\rtf1\ansi\ansicpg949{\b \'c7\'d1}\'b1\'db}`:      "한글",
		`{\rtf1\ansi\ansicpg950 \'a7A\'a6\'6e}`:             "你好",
		`{\rtf1\ansi\ansicpg932 \'83\'5c\'83\\\'8e\'84}`:    "ソソ私",
		`{\rtf1\ansi\ansicpg99 caf\'e9}`:                    "café",
		`{\rtf1\ansi{\fonttbl{\f0\fcharset178 A;}}\f0 \'c8`: "ب",
	} {
		d, err := rtf.Read(decode.File{Name: "a.rtf", Content: []byte(content)}, decode.DefaultLimits)
		decodetest.Check(t, d, err)
		if err != nil || d.Blocks[0].Text != want {
			t.Errorf("%s: got %+v, %v, want %q", content, d, err, want)
		}
	}
}

func TestRefused(t *testing.T) {
	t.Parallel()
	small := decode.DefaultLimits
	small.Runes = 1000
	for content, want := range map[string]string{
		"":                                    "is empty",
		"I: hi":                               "not an RTF document",
		`{\rtf1{\info{\author A}}\par}`:       "holds no text",
		`{\rtf1{\pict 00}}`:                   "holds no text",
		`{\rtf1` + strings.Repeat("{", 300):   "more than 256 deep",
		`{\rtf1 ` + strings.Repeat("a", 2000): "more than 1000 characters",
		`{\rtf1 ` + strings.Repeat(`a\par `, 2000): "more than 1000 characters",
		`{\rtf1` + strings.Repeat(`\cell`, 2000):   "more than 1000 characters",
	} {
		d, err := rtf.Read(decode.File{Name: "a.rtf", Content: []byte(content)}, small)
		decodetest.Check(t, d, err)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%.40s: error %v, want %q", content, err, want)
		}
	}
}

// FuzzRead reads anything as a document, and as the body of one.
func FuzzRead(f *testing.F) {
	for _, body := range []string{
		`I: hi\par{\b P1:} caf\'e9 \u241?\u-10187?\u-8704?`,
		`{\*\atrfstart 1}a{\*\atrfend 1}{\*\atnid A}\chatn{\*\annotation{\*\atnref 1}{\*\atndate -1}x}`,
		`\trowd\pard\intbl a\cell\itap2 b\nestcell{\*\nesttableprops\nestrow}\pard\intbl c\cell\row\pard d`,
		`a{\footnote n{\shp{\*\shpinst{\shptxt b}}}}{\header h}{\v x}{\deleted y\par}{\f3 J}`,
		`{\f1 \'83e\'83}{\upr{a}{\*\ud{b}}}\bin3 }}}{\pict 00}{\field{\*\fldinst x}{\fldrslt y}}`,
		`{\stylesheet{\s1 heading 1;}}{\fonttbl\f0 A;\f9\fcharset2 Symbol;}\s1\f9 \'b7\line\tab`,
	} {
		f.Add([]byte(body))
	}
	lim := decode.DefaultLimits
	lim.Runes = 20_000
	f.Fuzz(func(t *testing.T, body []byte) {
		d, err := rtf.Read(document(string(body)), lim)
		decodetest.Check(t, d, err)
		d, err = rtf.Read(decode.File{Name: "a.rtf", Content: append([]byte(`{\rtf`), body...)}, lim)
		decodetest.Check(t, d, err)
	})
}

func BenchmarkRead(b *testing.B) {
	paragraph := `\pard\plain\ltrpar\s4\ql {\rtlch\fcs1 \af0 \ltrch\fcs0 \b\insrsid123 P1:}{\rtlch\fcs1 \af0 ` +
		`\ltrch\fcs0 \insrsid123  She had been there herself, caf\'e9 and \u241?, and nobody had told me that one gets ` +
		`well again.}{\insrsid99 \par }` + "\r\n"
	f := document(strings.Repeat(paragraph, 20_000))
	b.SetBytes(int64(len(f.Content)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := rtf.Read(f, decode.DefaultLimits); err != nil {
			b.Fatal(err)
		}
	}
}
