package subtitle_test

import (
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"framewise/corpus"
	"framewise/corpus/decode"
	"framewise/corpus/decode/subtitle"
)

func read(t *testing.T, name, content string) *decode.Decoded {
	t.Helper()
	d, err := subtitle.Read(decode.File{Name: name, Content: []byte(content)}, decode.TextOptions{},
		decode.DefaultLimits)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// said is a timed block, in seconds.
func said(cue int, from, to float64, speaker, text string) decode.Block {
	second := float64(time.Second)
	return decode.Block{Text: text, Speaker: speaker, Line: cue,
		Start: time.Duration(math.Round(from * second)), End: time.Duration(math.Round(to * second)), Timed: true}
}

func TestRead(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, file, content string
		meta                [][2]string
		want                []decode.Block
		warn                string
	}{
		{name: "WebVTT", file: "a.vtt",
			content: "WEBVTT - Team call\nKind: captions\nLanguage: es\n\n1\n00:01.500 --> 00:02.000 align:start\n" +
				"hola\n\n" +
				"intro-2\n01:00:02.000 --> 01:00:03.250\n<v Ana>sí,\n<i>claro</i></v>\n",
			meta: [][2]string{{"title", "Team call"}, {"Kind", "captions"}, {"Language", "es"}},
			want: []decode.Block{said(1, 1.5, 2, "", "hola"), said(2, 3602, 3603.25, "Ana", "sí, claro")}},
		{name: "SRT", file: "a.srt",
			content: "\uFEFF1\r\n00:00:01,000 --> 00:00:02,000\r\nhello\r\nthere\r\n\r\n2\r\n" +
				"00:00:03.5 --> 00:00:04\r\nyou\r\n",
			want: []decode.Block{said(1, 1, 2, "", "hello there"), said(2, 3.5, 4, "", "you")}},
		{name: "commas for arrows", file: "a.sbv",
			content: "0:00:01.000,0:00:02.500\nhello,\n0:00:01 there\n\n0:00:03.000,1:00:04.000\nyou\n",
			want:    []decode.Block{said(1, 1, 2.5, "", "hello, 0:00:01 there"), said(2, 3, 3604, "", "you")}},
		{name: "speakers in the names of captions", file: "a.vtt",
			content: "WEBVTT\n\n1 \"Ana \"\"A\"\" Soto\" (4)\n00:01.000 --> 00:02.000\nhi\n\n2 \"\" (0)\n" +
				"00:03.000 --> 00:04.000\nso\n\n3 \"Eva\" (5)\n00:05.000 --> 00:06.000\n<v Luz>and\n",
			want: []decode.Block{said(1, 1, 2, `Ana ""A"" Soto`, "hi"), said(2, 3, 4, "", "so"), said(3, 5, 6, "Luz", "and")}},
		{name: "hours beyond a hundred, places, no numbers", file: "a.srt",
			content: "100:00:01,000 --> 100:00:02,000 X1:10 X2:20 Y1:5 Y2:6\n{\\an8}{\\pos(1,2)}hi\n\n" +
				"101:00:03,000 --> 101:00:04,000\n<i>you</i> &amp; I\n",
			want: []decode.Block{said(1, 360001, 360002, "", "hi"), said(2, 363603, 363604, "", "you & I")}},
		{name: "captions that overlap", file: "a.vtt",
			content: "WEBVTT\nKind: captions;\n\n00:01.000 --> 00:05.000 line:0 region:a\n<v Ana>one\n\n" +
				"00:02.000 --> 00:03.000\n<v Luz>two\n\n00:04.000 --> 00:06.000\n<v Ana>three\n",
			meta: [][2]string{{"Kind", "captions"}},
			want: []decode.Block{said(1, 1, 5, "Ana", "one"), said(2, 2, 3, "Luz", "two"), said(3, 4, 6, "Ana", "three")}},
		{name: "CR alone", file: "a.srt",
			content: "1\r00:00:01,000 --> 00:00:02,000\rhi\r\r2\r00:00:03,000 --> 00:00:04,000\ryo",
			want:    []decode.Block{said(1, 1, 2, "", "hi"), said(2, 3, 4, "", "yo")}},
		{name: "numeric and empty captions, repeated numbers", file: "a.srt",
			content: "1\n00:00:01,000 --> 00:00:02,000\n42\n\n1\n00:00:02,000 --> 00:00:03,000\n\n\n3\n" +
				"00:00:04.000 --> 00:00:05.000\n7\n",
			want: []decode.Block{said(1, 1, 2, "", "42"), said(3, 4, 5, "", "7")}},
		{name: "blank lines within, and none between", file: "a.srt",
			content: "1\n00:00:01,000 --> 00:00:02,000\na\n\nb\n2\n00:00:03,000 --> 00:00:04,000\nc\n",
			want:    []decode.Block{said(1, 1, 2, "", "a b"), said(2, 3, 4, "", "c")}},
		{name: "dialogue dashes", file: "a.srt",
			content: "1\n00:00:01,000 --> 00:00:02,000\n- two\nwords\n– <i>and</i>\n<i>-more</i>\n-5\n",
			want: []decode.Block{said(1, 1, 2, "", "- two words"), said(1, 1, 2, "", "– and"), said(1, 1, 2, "",
				"-more -5")}},
		{name: "signs of another speaker", file: "a.vtt",
			content: "WEBVTT\n\n00:01.000 --> 00:02.000\nAnd then?\n&gt;&gt; She\ncame.\n",
			want:    []decode.Block{said(1, 1, 2, "", "And then?"), said(1, 1, 2, "", ">> She came.")}},
		{name: "tags of SRT", file: "a.srt",
			content: "1\n00:00:01,000 --> 00:00:02,000\n" +
				"{\\an8}<font color=\"#fff\"><b>hi</b></font> {pause} a<br/>b\n",
			want: []decode.Block{said(1, 1, 2, "", "hi {pause} a b")}},
		{name: "voices in a cue", file: "a.vtt",
			content: "WEBVTT\n\n00:01.000 --> 00:02.000\n<v.loud Ana María>no</v> <v Luz &amp; Co>yes\nmaybe\n",
			want:    []decode.Block{said(1, 1, 2, "Ana María", "no"), said(1, 1, 2, "Luz & Co", "yes maybe")}},
		{name: "references and other brackets", file: "a.vtt",
			content: "WEBVTT\n\n00:01.000 --> 00:02.000\n&lt;ok&gt; " +
				"<unclear> a<00:01.500>b <c.x>c</c> 3 < 4 &#7;<ruby>d<rt>e</rt></ruby>\n",
			want: []decode.Block{said(1, 1, 2, "", "<ok> <unclear> ab c 3 < 4 de")}},
		{name: "blocks that are no captions", file: "a.vtt",
			content: "WEBVTT\n\nNOTE by Ana\nof all\n\nSTYLE\n::cue(b) {\n  color: red;\n\n  x: y;\n}\n\nREGION\n" +
				"id:a\n\n" +
				"00:01.000 --> 00:02.000\nNOTE this\n",
			want: []decode.Block{said(1, 1, 2, "", "NOTE this")}},
		{name: "no header", file: "a.vtt", content: "00:01.000 --> 00:02.000\nhi\n",
			want: []decode.Block{said(1, 1, 2, "", "hi")}, warn: "line 1: the WEBVTT header is missing"},
		{name: "bad times", file: "a.vtt",
			content: "WEBVTT\n\n00:05.000 --> 00:01.000\na\n\n99:99:99.999 --> xx\nb\n\n00:07,500 --> 00:08,000\nc\n",
			want:    []decode.Block{{Text: "a", Line: 1}, {Text: "b", Line: 2}, said(3, 7.5, 8, "", "c")},
			warn: "line 3: the caption ends before it begins; the text is kept without times; " +
				"line 6: a time that can't be read"},
		{name: "text without times", file: "a.vtt",
			content: "WEBVTT\n\n00:01.000 --> 00:02.000\na\n\nlost\nagain\n\n00:03.000 --> 00:04.000\nb\n",
			want: []decode.Block{said(1, 1, 2, "", "a"), {Text: "lost", Line: 2}, {Text: "again", Line: 3},
				said(4, 3, 4, "", "b")},
			warn: "line 6: text outside of the captions"},
		{name: "captions that roll up", file: "a.vtt",
			content: "WEBVTT\n\n00:00.000 --> 00:02.000 align:start position:0%\n \n" +
				"so<00:00.500><c> I</c><00:01.000><c> said</c>\n\n" +
				"00:02.000 --> 00:02.010\nso I said\n \n\n00:02.010 --> 00:04.000\nso I said\n" +
				"that<00:03.000><c> was</c>\n\n" +
				"00:04.000 --> 00:04.010\nthat was\n \n\n",
			want: []decode.Block{said(1, 0, 2.01, "", "so I said"), said(2, 2.01, 4.01, "", "that was")},
			warn: "roll up: 3 repeated lines were read once"},
		{name: "a word said twice is no roll-up", file: "a.srt",
			content: "1\n00:00:01,000 --> 00:00:02,000\nYes.\n\n2\n00:00:02,000 --> 00:00:03,000\nYes.\n",
			want:    []decode.Block{said(1, 1, 2, "", "Yes."), said(2, 2, 3, "", "Yes.")}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			d := read(t, tt.file, tt.content)
			if diff := cmp.Diff(tt.want, d.Blocks); diff != "" {
				t.Errorf("blocks (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(tt.meta, d.Meta); diff != "" {
				t.Errorf("meta (-want +got):\n%s", diff)
			}
			var all []string
			for _, w := range d.Warnings {
				all = append(all, w.String())
			}
			if got := strings.Join(all, "; "); !strings.Contains(got, tt.warn) || tt.warn == "" && got != "" {
				t.Errorf("warnings %q, want %q", got, tt.warn)
			}
		})
	}
}

// TestRollUp writes one text as captions that roll up in several ways and finds
// every word once.
func TestRollUp(t *testing.T) {
	t.Parallel()
	text := strings.Fields("so I said that it was all right and she said yes yes it was and then we went to the park " +
		"and to the lake and it was good that we went since it was the last day of it and I said so and she said so too")
	var lines []string
	for i := 0; i < len(text); i += 5 {
		lines = append(lines, strings.Join(text[i:min(i+5, len(text))], " "))
	}
	clock := func(s int) string { return fmt.Sprintf("00:%02d:%02d.000", s/60, s%60) }
	var youtube, srt, growing, voiced strings.Builder
	youtube.WriteString("WEBVTT\nKind: captions\nLanguage: en\n\n")
	voiced.WriteString("WEBVTT\n\n")
	before := " "
	for i, l := range lines {
		words := strings.Fields(l)
		timed := words[0]
		for j, w := range words[1:] {
			timed += fmt.Sprintf("<00:00:%02d.%d00><c> %s</c>", 2*i%60, j+1, w)
		}
		fmt.Fprintf(&youtube, "%s --> %s align:start position:0%%\n%s\n%s\n\n", clock(2*i), clock(2*i+2), before, timed)
		fmt.Fprintf(&youtube, "%s --> %s align:start position:0%%\n%s\n \n\n", clock(2*i+2), clock(2*i+2), l)
		before = l
		shown := l
		if i > 0 {
			shown = lines[i-1] + "\n" + l
		}
		fmt.Fprintf(&srt, "%d\n%s --> %s\n%s\n\n", i+1, clock(2*i), clock(2*i+3), shown)
	}
	for i := range text {
		from := i / 12 * 12 // a line is full after twelve words
		shown := strings.Join(text[from:i+1], " ")
		if i%3 == 0 {
			shown += "."
		}
		fmt.Fprintf(&growing, "%s --> %s\n%s\n\n", clock(i), clock(i+1), shown)
		fmt.Fprintf(&voiced, "%s --> %s\n<v Ana>%s</v>\n\n", clock(i), clock(i+1), strings.Join(text[max(0, i-6):i+1], " "))
	}
	for name, content := range map[string]string{
		"youtube.vtt": youtube.String(), "two-lines.srt": srt.String(), "growing.srt": growing.String(),
		"moving.vtt": voiced.String(),
	} {
		d := read(t, name, content)
		var got []string
		for _, b := range d.Blocks {
			got = append(got, strings.Fields(strings.ReplaceAll(b.Text, ".", ""))...)
			if !b.Timed || name == "moving.vtt" && b.Speaker != "Ana" {
				t.Errorf("%s: block %+v", name, b)
			}
		}
		if diff := cmp.Diff(text, got); diff != "" {
			t.Errorf("%s: %d words of %d (-want +got):\n%s", name, len(got), len(text), diff)
		}
		if len(d.Warnings) == 0 || !strings.Contains(d.Warnings[0].String(), "roll up") {
			t.Errorf("%s: warnings %v", name, d.Warnings)
		}
	}
}

func TestNoText(t *testing.T) {
	t.Parallel()
	for _, content := range []string{"", "WEBVTT", "WEBVTT\n\n00:01.000 --> 00:02.000\n\n", "\uFEFF"} {
		_, err := subtitle.Read(decode.File{Name: "a.vtt", Content: []byte(content)}, decode.TextOptions{},
			decode.DefaultLimits)
		if err == nil || !strings.Contains(err.Error(), "a.vtt") {
			t.Errorf("%q: got %v", content, err)
		}
	}
}

// TestHostile shows that warnings are bounded and time is linear.
func TestHostile(t *testing.T) {
	t.Parallel()
	const n = 100_000
	for _, content := range []string{
		"WEBVTT\n\n" + strings.Repeat("-->\nx\n", n), strings.Repeat("1\n", n) + "00:01 --> 00:02\nx",
		"WEBVTT\n\n00:01.000 --> 00:02.000\n" + strings.Repeat("<v a>b", n), "WEBVTT\n\n" + strings.Repeat("a\n\n",
			n),
		"00:01 --> 00:02\n" + strings.Repeat("a\n", n) + "00:03 --> 00:04\n" + strings.Repeat("a\n", n) + "b",
		"00:01 --> 00:02\n" + strings.Repeat("<", n), "00:01 --> 00:02\n" + strings.Repeat("- a\n", n),
	} {
		if d := read(t, "a.vtt", content); len(d.Warnings) > 102 {
			t.Errorf("%d warnings", len(d.Warnings))
		}
	}
}

func FuzzRead(f *testing.F) {
	for _, s := range []string{
		"WEBVTT\nKind: a\n\nNOTE\n\n1\n00:01.000 --> 00:02.000\n<v A>b &amp; <c>c\n- d",
		"1\n00:00:01,000 --> 00:00:02,000\n{\\an8}x\n\n2\n00:00:03,000 --> 00:00:02,000\n-y\n", "-->\n-->\n",
		"STYLE\n{\n\n}",
		"WEBVTT\n\n00:00.000 --> 00:02.000\n \nso<00:00.500><c> I</c>\n\n00:02.000 --> 00:02.010\nso I\n",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, content []byte) {
		for _, name := range []string{"a.vtt", "a.srt"} {
			f := decode.File{Name: name, Content: content}
			d, err := subtitle.Read(f, decode.TextOptions{}, decode.DefaultLimits)
			if err != nil {
				continue
			}
			if len(d.Blocks) == 0 {
				t.Error("no blocks and no error")
			}
			cue := 0
			for _, b := range d.Blocks {
				for _, s := range []string{b.Text, b.Speaker} {
					if c, _, _ := corpus.Clean(s); c != s || strings.Contains(s, "\n") {
						t.Errorf("text %q", s)
					}
				}
				if b.Text == "" || b.Line < cue || b.End < b.Start || b.Start < 0 || !b.Timed && b.End != 0 {
					t.Errorf("block %+v", b)
				}
				cue = b.Line
			}
		}
	})
}

func BenchmarkRead(b *testing.B) {
	var s strings.Builder
	s.WriteString("WEBVTT\n\n")
	for i := range 10_000 {
		fmt.Fprintf(&s, "%d\n%02d:%02d:%02d.000 --> %02[2]d:%02[3]d:%02[4]d.900\n", i+1, i/3600, i/60%60, i%60)
		fmt.Fprintf(&s,
			"<v Speaker %d>Bueno, yo creo que al principio me costó mucho,\npero después ya no tanto</v>\n\n", i%2)
	}
	f := decode.File{Name: "a.vtt", Content: []byte(s.String())}
	b.SetBytes(int64(len(f.Content)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := subtitle.Read(f, decode.TextOptions{}, decode.DefaultLimits); err != nil {
			b.Fatal(err)
		}
	}
}
