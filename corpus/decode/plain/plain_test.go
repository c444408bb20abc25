package plain_test

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"framewise/corpus"
	"framewise/corpus/decode"
	"framewise/corpus/decode/plain"
)

// blocks are blocks of text alone, with the lines given by position; an empty
// text is a line without a block.
func blocks(texts ...string) []decode.Block {
	var bs []decode.Block
	for i, t := range texts {
		if t != "" {
			bs = append(bs, decode.Block{Text: t, Line: i + 1})
		}
	}
	return bs
}

func read(t *testing.T, name, content string) *decode.Decoded {
	t.Helper()
	d, err := plain.Read(decode.File{Name: name, Content: []byte(content)}, decode.TextOptions{},
		decode.DefaultLimits)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestPlain(t *testing.T) {
	t.Parallel()
	wrapped := "This is a paragraph that somebody's editor broke at sixty\n" +
		"characters, as editors used to do when screens were narrow.\n" +
		"It goes on for a while so that there is enough of it to be\n" +
		"sure what happened, and then it simply ends.\n"
	tests := []struct {
		name, content string
		want          []decode.Block
	}{
		{"a line is a block", "I: How are you?\nP1: Fine.\n\n\nI: Good.", blocks("I: How are you?", "P1: Fine.",
			"", "", "I: Good.")},
		{"blanks at the ends go, within they stay", "\t I:  so \t well\u00A0\n\uFEFFP1: ok",
			blocks("I:  so \t well", "P1: ok")},
		{"marks of Markdown are text here", "# *a* [b](c)", blocks("# *a* [b](c)")},
		{"wrapped paragraphs are joined", wrapped + "\n" + wrapped, []decode.Block{
			{Text: strings.ReplaceAll(strings.TrimSpace(wrapped), "\n", " "), Line: 1},
			{Text: strings.ReplaceAll(strings.TrimSpace(wrapped), "\n", " "), Line: 6},
		}},
		{"turns are not, even where they fill the line", wrapped + "\n" + wrapped[:len(wrapped)-1] +
			" P1 was there\n" +
			"P1: I was, yes.\n", []decode.Block{
			{Text: strings.ReplaceAll(wrapped[:len(wrapped)-1], "\n", " "), Line: 1},
			{Text: strings.ReplaceAll(wrapped[:len(wrapped)-1], "\n", " ") + " P1 was there", Line: 6},
			{Text: "P1: I was, yes.", Line: 10},
		}},
		{"short lines are not wrapped", strings.Repeat("I: yes\nP1: no\n", 2), blocks("I: yes", "P1: no", "I: yes",
			"P1: no")},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(tt.want, read(t, "a.txt", tt.content).Blocks); diff != "" {
				t.Errorf("blocks (-want +got):\n%s", diff)
			}
		})
	}
}

// A text that has the marks of Markdown all over is read as that, and says so.
func TestMarkedUp(t *testing.T) {
	t.Parallel()
	talk := strings.Repeat("**I:** How was it?\n\n**P7:** Quiet, *very*.\n\n", 3)
	d := read(t, "P7.txt", "## Part 1\n\n"+talk)
	want := []decode.Block{{Text: "Part 1", Heading: 2, Line: 1}, {Text: "I: How was it?", Bold: 2, Line: 3},
		{Text: "P7: Quiet, very.", Bold: 3, Line: 5}}
	if diff := cmp.Diff(want, d.Blocks[:3]); diff != "" {
		t.Error(diff)
	}
	if len(d.Warnings) != 1 || !strings.Contains(d.Warnings[0].String(), "Markdown") {
		t.Errorf("warnings %v", d.Warnings)
	}
	for _, text := range []string{talk, "# Part 1\n\nI: so\n", "# Part 1\n\n" + talk + strings.Repeat("It went on.\n\n", 30)} {
		d := read(t, "P7.txt", text)
		if d.Blocks[0].Heading > 0 || len(d.Warnings) > 0 {
			t.Errorf("read as Markdown: %q", text)
		}
	}
}

func TestMarkdown(t *testing.T) {
	t.Parallel()
	one := func(text string, bold int) []decode.Block {
		return []decode.Block{{Text: text, Bold: bold,
			Line: 1}}
	}
	tests := []struct {
		name, content string
		want          []decode.Block
	}{
		{"bold label", "**María:** sí, *claro*", one("María: sí, claro", 6)},
		{"bold label and stamp", "**I [00:00:24]** Ja, __gut__.", one("I [00:00:24] Ja, gut.", 12)},
		{"bold and italic", "***P1:*** yes", one("P1: yes", 3)},
		{"italic is not bold", "*P1:* yes", one("P1: yes", 0)},
		{"two bold stretches", "**P1:** **yes** no", one("P1: yes no", 3)},
		{"escapes", `_\[laughter\]_ 1\. \*`, one("[laughter] 1. *", 0)},
		{"what is no emphasis", "2 * 3 * 4, snake_case_name, a ** b, 5*",
			one("2 * 3 * 4, snake_case_name, a ** b, 5*", 0)},
		{"emphasis without an end", "**I: and so", one("**I: and so", 0)},
		{"struck out", "was ~~never~~ always, ~5", one("was never always, ~5", 0)},
		{"crossing marks", "*a **b* c**", one("a b c", 0)},
		{"links, pictures, addresses",
			"see [the *page*](https://x.invalid/a(b)) ![photo](p.png) <https://x.invalid>",
			one("see the page photo https://x.invalid", 0)},
		{"linked stamp", `[\[05:12\]](https://x.invalid?t=5) Yes`, one("[05:12] Yes", 0)},
		{"brackets of a transcriber", "[laughs] (and so on) [00:01] [x](and then he left)",
			one("[laughs] (and so on) [00:01] [x](and then he left)", 0)},
		{"code", "use `a*b*` and ``x`y``", one("use a*b* and x`y", 0)},
		{"HTML and references", "a<br>b <u>c</u> <unclear> &amp; &lt;d&gt; &bogus; &#7;e",
			one("a b c <unclear> & <d> &bogus; e", 0)},
		{"headings", "# A\n## B ##\n#hash\n####### no\nTitle\n=====\n", []decode.Block{
			{Text: "A", Heading: 1, Line: 1}, {Text: "B", Heading: 2, Line: 2}, {Text: "#hash", Line: 3},
			{Text: "####### no", Line: 4}, {Text: "Title", Heading: 1, Line: 5},
		}},
		{"headings without a blank", "# A\n\n#The first part\n\n##MeToo came\n\n#It was so.\n\n#Love\n", []decode.Block{
			{Text: "A", Heading: 1, Line: 1}, {Text: "The first part", Heading: 1, Line: 3},
			{Text: "##MeToo came", Line: 5}, {Text: "#It was so.", Line: 7}, {Text: "#Love", Line: 9},
		}},
		{"no headings, no headings without a blank", "a\n\n#The first part\n", []decode.Block{
			{Text: "a", Line: 1}, {Text: "#The first part", Line: 3},
		}},
		{"rules separate and are gone", "a\n---\nb\n* * *\nc", []decode.Block{
			{Text: "a", Line: 1}, {Text: "b", Line: 3}, {Text: "c", Line: 5},
		}},
		{"lists and dialogue keep their marks", "- P2: yes\n* b\n1. c\n", blocks("- P2: yes", "* b", "1. c")},
		{"quotations lose theirs, captions don't", "> said\n> > again\n>> NEW SPEAKER", blocks("said", "again",
			">> NEW SPEAKER")},
		{"fences", "```\n*x*\n```\n*y*", []decode.Block{{Text: "*x*", Line: 2}, {Text: "y", Line: 4}}},
		{"hidden comments", "a<!-- name:\nAna -->b\n<!-- open", []decode.Block{
			{Text: "a", Line: 1}, {Text: "b", Line: 2}, {Text: "<!-- open", Line: 3},
		}},
		{"tables", "| who | what |\n|---|:-:|\n| P1 | *yes* \\| no |\n| | x | |", []decode.Block{
			{Text: "who\twhat", Cells: 2, Line: 1}, {Text: "P1\tyes | no", Cells: 2, Line: 3}, {Text: "\tx", Cells: 2,
				Line: 4},
		}},
		{"tables drawn with lines", "a\n+-----+--------+\n| who | *what* |\n+=====+========+\n| P1  | yes,   |\n|     | and so |\n" +
			"|     |        |\n| x   | on     |\n+-----+--------+\n| both         |\n+-----+--------+\nb", []decode.Block{
			{Text: "a", Line: 1}, {Text: "who\twhat", Cells: 2, Line: 3}, {Text: "P1\nx\tyes, and so", Cells: 2, Line: 5},
			{Text: "on", Line: 5}, {Text: "both", Line: 10}, {Text: "b", Line: 12},
		}},
		{"tables in HTML", "a\n<table>\n<tr><td>P1</td>\n<td>yes<br>no\n<table><tr><td>c</table>\n</td></table>\nb", []decode.Block{
			{Text: "a", Line: 1}, {Text: "P1\tyes\nno", Cells: 2, Line: 2}, {Text: "c", Line: 4}, {Text: "b", Line: 7},
		}},
		{"a table that is not one", "+-- so it went +\n+-\n<table\nb", blocks("+-- so it went +", "+-", "<table", "b")},
		{"footnotes where their marks stand", "so[^1] it [^b] went[^c]\n\n[^1]: a *note*\n    goes on\n\n    here\n[^b]: two\n[^d]: lost",
			[]decode.Block{{Text: "so [a note goes on here] it [two] went[^c]", Line: 1}, {Text: "[lost]", Line: 8}}},
		{"classes", "# A {#a .b}\n[was *so*]{.underline} [x]{dir=\"rtl\" .y} [laughs]{not} {}", []decode.Block{
			{Text: "A", Heading: 1, Line: 1}, {Text: "was so x [laughs]{not} {}", Line: 2},
		}},
		{"only marks", "**\u00A0**\n<br>\ntext", []decode.Block{{Text: "**\u00A0**", Line: 1}, {Text: "text",
			Line: 3}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(tt.want, read(t, "a.md", tt.content).Blocks); diff != "" {
				t.Errorf("blocks (-want +got):\n%s", diff)
			}
		})
	}
}

func TestFrontMatter(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, content string
		meta          [][2]string
		want          []decode.Block
	}{
		{"keys, lists, quotes, comments",
			"---\ntitle: \"A: B\"\nspeakers:\n  - Ana\n  - 'Luz'\ntags: ['x', y]\n# no\nhistory:\n  v1:\n" +
				"    date: 2026\n---\n\nhi\n",
			[][2]string{{"title", "A: B"}, {"speakers", "Ana, Luz"}, {"tags", "x, y"}, {"date", "2026"}},
			[]decode.Block{{Text: "hi", Line: 13}}},
		{"a rule is none", "---\nI: hi\n\nmore\n", nil, []decode.Block{{Text: "I: hi", Line: 2}, {Text: "more",
			Line: 4}}},
		{"a turn between rules is none", "---\n**I:** hi\n---\nx\n", nil,
			[]decode.Block{{Text: "I: hi", Bold: 2, Line: 2}, {Text: "x", Line: 4}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			d := read(t, "a.md", tt.content)
			if diff := cmp.Diff(tt.meta, d.Meta); diff != "" {
				t.Errorf("meta (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(tt.want, d.Blocks); diff != "" {
				t.Errorf("blocks (-want +got):\n%s", diff)
			}
		})
	}
}

func TestNoText(t *testing.T) {
	t.Parallel()
	for _, content := range []string{"", "\uFEFF", "\r\n \r\n\t\r\n"} {
		for _, name := range []string{"a.txt", "a.md"} {
			_, err := plain.Read(decode.File{Name: name, Content: []byte(content)}, decode.TextOptions{},
				decode.DefaultLimits)
			if err == nil || !strings.Contains(err.Error(), name) {
				t.Errorf("%q as %s: got %v", content, name, err)
			}
		}
	}
}

// hostile are inputs that cost a careless reader more than their length.
func hostile(n int) []string {
	return []string{
		strings.Repeat("[", n) + "](x)", strings.Repeat("[](", n), strings.Repeat("`", n/2) + " " +
			strings.Repeat("`a", n/2),
		strings.Repeat("*a_", n), strings.Repeat("**a* ", n), strings.Repeat("<", n), strings.Repeat("<!--", n),
		strings.Repeat("<!---->", n), strings.Repeat("&", n), strings.Repeat("|", n), strings.Repeat("a\n", n),
		strings.Repeat("this line is as long as one of a wrapped text might be\n", n/50), "---\n" +
			strings.Repeat("a: b\n", n),
		strings.Repeat("![[](x)", n),
	}
}

// TestHostile shows that time grows with the length, not with its square:
// 300 kB of the worst take well under a second each.
func TestHostile(t *testing.T) {
	t.Parallel()
	for _, content := range hostile(100_000) {
		d, err := plain.Read(decode.File{Name: "a.md", Content: []byte(content)}, decode.TextOptions{},
			decode.DefaultLimits)
		if err == nil && len(d.Blocks) == 0 {
			t.Errorf("nothing read of %.20q", content)
		}
	}
}

func FuzzRead(f *testing.F) {
	for _, s := range []string{
		"I: hi\nP1: yes\n", "---\na: b\n---\n# T\n**P1:** x *y* `z` [l](u) <b>\n| a | b |\n", "***a** b*",
		"> ```\n```\n===\n", "a[^1]\n+-+-+\n| b|[^1] |\n+-+-+\n[^1]: c\n[^2]: d", "<table><tr><td>a\n<td>b</table>\n[c]{.d}",
	} {
		f.Add([]byte(s))
	}
	for _, s := range hostile(20) {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, content []byte) {
		for _, name := range []string{"a.txt", "a.md"} {
			d, err := plain.Read(decode.File{Name: name, Content: content}, decode.TextOptions{}, decode.DefaultLimits)
			if err != nil {
				continue
			}
			if len(d.Blocks) == 0 {
				t.Error("no blocks and no error")
			}
			line := 0
			for _, b := range d.Blocks {
				if c, _, _ := corpus.Clean(b.Text); c != b.Text || b.Text == "" {
					t.Errorf("text %q", b.Text)
				}
				if n := utf8.RuneCountInString(b.Text); b.Bold < 0 || b.Bold > n {
					t.Errorf("%d of %d code points are bold", b.Bold, n)
				}
				if b.Cells > 0 && strings.Count(b.Text, "\t") != b.Cells-1 {
					t.Errorf("%d cells in %q", b.Cells, b.Text)
				}
				if b.Line < line { // paragraphs of a table share one
					t.Errorf("line %d after %d", b.Line, line)
				}
				line = b.Line
			}
		}
	})
}

func benchmark(b *testing.B, name, turn string) {
	var s strings.Builder
	for i := range 20_000 {
		fmt.Fprintf(&s, turn, i)
	}
	f := decode.File{Name: name, Content: []byte(s.String())}
	b.SetBytes(int64(len(f.Content)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := plain.Read(f, decode.TextOptions{}, decode.DefaultLimits); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkPlain(b *testing.B) {
	benchmark(b, "a.txt",
		"P%d: Bueno, yo creo que al principio me costó mucho, pero después ya no tanto, ¿no?\n\n")
}

func BenchmarkShortLines(b *testing.B) {
	benchmark(b, "a.txt", "P%d: turno sobre la salud mental y el apoyo.\n")
}

func BenchmarkMarkdown(b *testing.B) {
	benchmark(b, "a.md",
		"**P%d:** Bueno, yo creo que *al principio* me costó mucho \\[ríe\\], pero después ya no tanto.\n\n")
}
