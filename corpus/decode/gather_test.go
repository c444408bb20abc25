package decode_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"framewise/corpus/decode"
)

func TestTierLevel(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, speaker string
		level         decode.Level
	}{
		{"Ana", "Ana", decode.SpeechLevel}, {"words", "", decode.WordLevel}, {`"word"`, "", decode.WordLevel},
		{"Ana - words", "Ana", decode.WordLevel}, {"Ana_phones", "Ana", decode.SoundLevel}, {"", "", decode.SpeechLevel},
		{"ORT-MAU", "", decode.SoundLevel}, {"Utterance Luz", "Luz", decode.SpeechLevel}, {"İpek-words", "İpek-words", decode.WordLevel},
	} {
		if speaker, level := decode.TierLevel(tt.name); speaker != tt.speaker || level != tt.level {
			t.Errorf("%q: got %q and %d, want %q and %d", tt.name, speaker, level, tt.speaker, tt.level)
		}
	}
	for name, want := range map[string]bool{
		"SectionMarker": true, "W-Gestures": true, "notes": true, "A_POS": true, "comentarios": true, "traducción": true,
		"Ana": false, "Markert": false, "Tonelli": false, "INT": false, "Person1 (Utterance)": false, "": false,
	} {
		if got := decode.NotSpeech(name); got != want {
			t.Errorf("%q is not speech: %v, want %v", name, got, want)
		}
	}
}

func TestProse(t *testing.T) {
	t.Parallel()
	var p decode.Prose
	for _, s := range []string{" \n a", "b ", "", " c", "\u00a0d", "\n"} {
		p.Write(s)
	}
	p.Space()
	p.Write("e")
	p.Space()
	p.Glue()
	p.Write(".")
	if got, want := p.Take(), "ab c\u00a0d e."; got != want || p.Len() != 0 {
		t.Errorf("got %q, want %q", got, want)
	}
	for s, want := range map[string]string{
		"": "", " ": "", "a": "a", "a b": "a b", "a  b": "a b", "a\tb": "a b", "a ": "a", " a": "a", "a\nb": "a b", "a\u00a0 b": "a\u00a0 b",
	} {
		if got := decode.OneLine(s); got != want {
			t.Errorf("%q in one line: got %q, want %q", s, got, want)
		}
	}
	for s, want := range map[string]string{
		" laughs ": "[laughs]", "(laughs)": "(laughs)", "（笑）": "（笑）", "[x]": "[x]", "": "", "(a) b": "[(a) b]", "(": "[(]",
	} {
		if got := decode.Aside(s); got != want {
			t.Errorf("an aside of %q: got %q, want %q", s, got, want)
		}
	}
}

func TestWordsToBlocks(t *testing.T) {
	t.Parallel()
	at := func(speaker, text string, from, to int) decode.Block {
		return decode.Block{Speaker: speaker, Text: text, Timed: true, Start: time.Duration(from) * time.Millisecond,
			End: time.Duration(to) * time.Millisecond}
	}
	g, err := decode.NewGatherer(decode.File{Content: []byte("x")}, decode.DefaultLimits)
	if err != nil {
		t.Fatal(err)
	}
	w := decode.Words{To: g}
	for _, b := range []decode.Block{
		at("A", "Well", 0, 300), {Text: ","}, at("A", "yes", 900, 1200), at("A", "So", 2200, 2500),
		at("B", "no", 2500, 2700), {},
	} {
		if err := w.Add(b, b.Text == ","); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.End(); err != nil {
		t.Fatal(err)
	}
	want := []decode.Block{at("A", "Well, yes", 0, 1200), at("A", "So", 2200, 2500), at("B", "no", 2500, 2700)}
	if diff := cmp.Diff(want, g.Blocks); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestMarkup(t *testing.T) {
	t.Parallel()
	text, quotes := decode.Markup("<style>p{}</style>Hi <b>a</b>&amp;b<br>c<p>d\n e</p><blockquote><p>old</p></blockquote>" +
		"<li>f<script>g</script></li></blockquote>h")
	if want := "Hi a&b\nc\nd e\nf\nh"; text != want || quotes != 1 {
		t.Errorf("got %q and %d quotations, want %q", text, quotes, want)
	}
	if decode.IsMarkup("a < b and <unclear>") || !decode.IsMarkup("a<BR>b") {
		t.Error("markup is not told from text")
	}
}

func TestJSON(t *testing.T) {
	t.Parallel()
	f := decode.File{Name: "a.json", Content: []byte("{\"a\": [1, -2.5e3, {\"b\\n\": \"\\ud83d\\ude00\\ud83d\"}], \"c\": null}\n[true]")}
	j, values, _, err := decode.NewJSON(f, decode.TextOptions{}, decode.DefaultLimits)
	if err != nil || values != 2 {
		t.Fatal(err, values)
	}
	var b strings.Builder
	var walk func() error
	walk = func() error {
		switch j.Kind() {
		case '{':
			return j.Object(func(name string) error {
				b.WriteString(name + "=")
				return walk()
			})
		case '[':
			return j.Array(walk)
		case '"':
			b.Write(append(j.Quoted(), ';'))
		default:
			b.Write(append(j.Scalar(), ';'))
		}
		return nil
	}
	var skipped []int
	if err := j.Values(func() error { skipped = append(skipped, j.Skip()); return nil }); err != nil {
		t.Fatal(err)
	}
	if want := []int{len(f.Content) - len("\n[true]"), len("[true]")}; !slices.Equal(skipped, want) {
		t.Errorf("values of %d bytes were skipped, want %d", skipped, want)
	}
	if err := j.Values(walk); err != nil {
		t.Fatal(err)
	}
	if want := "a=1;-2.5e3;b\n=😀\uFFFD;c=null;true;"; b.String() != want || j.Lost != 1 {
		t.Errorf("got %q and %d lost, want %q", b.String(), j.Lost, want)
	}
}
