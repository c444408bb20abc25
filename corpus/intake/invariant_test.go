package intake

import (
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"framewise/corpus"
	"framewise/corpus/decode"
)

// checkDraft holds a draft to what every draft promises: turns in order,
// inside the text, not empty, not overlapping, trimmed; speakers that exist;
// and no word of the text that is neither in a turn nor known to be skipped.
func checkDraft(t testing.TB, d *Draft) {
	t.Helper()
	if !utf8.ValidString(d.Text) {
		t.Fatal("the text is not valid UTF-8")
	}
	runes := []rune(d.Text)
	covered := make([]bool, len(runes))
	var end corpus.Pos
	for i, turn := range d.Document.Turns {
		s := turn.Span
		if s.Empty() || s.Start < end || int(s.End) > len(runes) {
			t.Fatalf("turn %d at %v, after one that ends at %d, in a text of %d", i+1, s, end, len(runes))
		}
		end = s.End
		if unicode.IsSpace(runes[s.Start]) || unicode.IsSpace(runes[s.End-1]) {
			t.Fatalf("turn %d is not trimmed: %q", i+1, string(runes[s.Start:s.End]))
		}
		if turn.Speaker < corpus.NoSpeaker || turn.Speaker >= len(d.Document.Speakers) {
			t.Fatalf("turn %d has speaker %d of %d", i+1, turn.Speaker, len(d.Document.Speakers))
		}
		for p := s.Start; p < s.End; p++ {
			covered[p] = true
		}
	}
	for _, s := range d.skipped {
		for p := s.Start; p < s.End; p++ {
			covered[p] = true
		}
	}
	for p, r := range runes {
		if !covered[p] && !unicode.IsSpace(r) {
			t.Fatalf("lost at %d: %q", p, string(runes[p:min(p+40, len(runes))]))
		}
	}
	for _, c := range d.Comments {
		if c.Span.Empty() || c.Span.Start < 0 || int(c.Span.End) > len(runes) {
			t.Fatalf("a comment at %v in a text of %d", c.Span, len(runes))
		}
	}
	for i, label := range d.SpeakerCases {
		if i < 0 || i >= len(d.Document.Speakers) {
			t.Fatalf("a case for speaker %d of %d", i, len(d.Document.Speakers))
		}
		if corpus.Label(label) != label {
			t.Fatalf("%q can't be the label of a case", label)
		}
	}
	if err := (&corpus.Case{ID: "x", Label: d.Document.Label}).Validate(); err != nil {
		t.Fatalf("label of the document: %v", err)
	}
}

// FuzzBlocks reads any paragraphs and captions: every draft keeps its
// promises, and every word of the blocks is in the text.
func FuzzBlocks(f *testing.F) {
	for _, s := range []string{
		"I: How?\nP: So.\nI: And?\nP: No.", "**I [00:01]** a\n\n**B [00:02]** b", "[id1] a\n[id2] b\n[id1] c",
		"Ana  0:03\nwords\nBen  0:05\nmore\nAna  0:07\nx", "Date: 2026-01-02\nInterviewer: CM\nCM: a?\nP1: b",
		"a\tb\nc\td\na\te", "：\n::\n: \nP1:\n\nP1：x", "היו\"ר דנה: x", "- a\n- b", "#00:00:01-1#\nI: x #00:00:02-2#",
		"[00:00:01]\n00:01 --> 00:02\nName\ntext", "P1 (a): x\nP1 (b): y\nP1: z",
	} {
		f.Add(s, false, uint8(0))
		f.Add(s, true, uint8(3))
	}
	conventions := []string{"", "colon", "bold", "bracket", "stamp", "tab", "line", "paragraph",
		`^(?P<label>\w+)(?P<text>.*)`}
	f.Fuzz(func(t *testing.T, s string, captions bool, pick uint8) {
		if len(s) > 1<<14 {
			return
		}
		var in decode.Decoded
		for i, p := range strings.Split(s, "\n") {
			b := decode.Block{Text: strings.ReplaceAll(p, "\v", "\n"), Line: i + 1}
			switch {
			case captions:
				b.Timed, b.Start, b.End = true, time.Duration(i)*time.Second, time.Duration(i+1)*time.Second
				if pick&16 != 0 && i%3 > 0 {
					b.Speaker = fmt.Sprint("V", i%2)
				}
			case pick&32 != 0 && i%4 == 0:
				b.Heading = 1
			case pick&64 != 0:
				b.Bold = i % 5
			}
			in.Blocks = append(in.Blocks, b)
		}
		in.Comments = []decode.Comment{{FromBlock: int(pick) % 7, FromOffset: 2, ToBlock: int(pick) % 5, ToOffset: 9}}
		o := Options{Speakers: conventions[int(pick&15)%len(conventions)]}
		d, err := transcript(decode.File{Name: "P1.txt"}, &in, "line", o)
		if err != nil {
			return
		}
		checkDraft(t, &d)
		if captions {
			return // where a repeated label is left out
		}
		for _, b := range in.Blocks {
			clean, _, _ := corpus.Clean(b.Text)
			for w := range strings.FieldsSeq(clean) {
				if !strings.Contains(d.Text, w) {
					t.Fatalf("the word %q is lost", w)
				}
			}
		}
	})
}

// Many turns and one endless line cost time in proportion.
func TestLarge(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("slow")
	}
	var b strings.Builder
	for i := range 200_000 {
		fmt.Fprintf(&b, "%s: word %d?\n", [2]string{"I", "P"}[i%2], i)
	}
	var labels strings.Builder
	for i := range 100_000 {
		fmt.Fprintf(&labels, "Name%dx: word\nI: and\nP: so\n", i)
	}
	for name, content := range map[string]string{
		"turns":  b.String(),
		"line":   "P: " + strings.Repeat("abcdefg hi: ", 2<<20),
		"colons": strings.Repeat(": ", 4<<20),
		"labels": labels.String(),
		"blank":  strings.Repeat("\n", 2<<20) + "I: a",
	} {
		start := time.Now()
		drafts, err := Read(decode.File{Name: "x.txt", Content: []byte(content)}, Options{})
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if took := time.Since(start); took > time.Minute {
			t.Errorf("%s took %v", name, took)
		} else {
			t.Logf("%s: %v, %d turns", name, took.Round(time.Millisecond), len(drafts[0].Document.Turns))
		}
	}
}
