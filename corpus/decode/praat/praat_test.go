package praat_test

import (
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"

	"framewise/corpus/decode"
	"framewise/corpus/decode/decodetest"
	"framewise/corpus/decode/praat"
)

func read(content string, tiers ...string) (*decode.Decoded, error) {
	f := decode.File{Name: "a.TextGrid", Content: []byte(content)}
	return praat.Read(f, praat.Options{Tiers: tiers}, decode.DefaultLimits)
}

const header = "File type = \"ooTextFile\"\nObject class = \"TextGrid\"\n\n"

// short writes tiers as Praat's short text files have them: a class, a name
// and labels of an interval a second.
func short(tiers ...[]string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s0\n9\n<exists>\n%d\n", header, len(tiers))
	for _, t := range tiers {
		fmt.Fprintf(&b, "\"%s\"\n\"%s\"\n0\n9\n%d\n", t[0], t[1], len(t)-2)
		for i, label := range t[2:] {
			fmt.Fprintf(&b, "%d\n", i)
			if t[0] == "IntervalTier" {
				fmt.Fprintf(&b, "%d\n", i+1)
			}
			fmt.Fprintf(&b, "\"%s\"\n", strings.ReplaceAll(label, `"`, `""`))
		}
	}
	return b.String()
}

const long = header + `xmin = 0
xmax = 2.5
tiers? <exists>
size = 1
item []:
    item [1]:
        class = "IntervalTier"
        name = "Ana" ! a comment "with" 3 values
        xmin = 0
        xmax = 2.5
        intervals: size = 2
        intervals [1]:
            xmin = 0
            xmax = 1.25
            text = ""
        intervals [2]:
            xmin = 1.25
            xmax = 2.5
            text = "dije ""no""
 y ya"
`

func said(line int, from, to float64, speaker, text string) decode.Block {
	return decode.Block{Text: text, Speaker: speaker, Line: line, Timed: true,
		Start: time.Duration(from * float64(time.Second)), End: time.Duration(to * float64(time.Second))}
}

func TestRead(t *testing.T) {
	t.Parallel()
	var wide strings.Builder
	wide.WriteString("\xFE\xFF")
	for _, u := range utf16.Encode([]rune(long)) {
		wide.WriteString(string([]byte{byte(u >> 8), byte(u)}))
	}
	left := " that is not speech, or says it again, was left out: "
	tests := []struct {
		name, content string
		tiers         []string
		want          []decode.Block
		warn          string
	}{
		{"long", long, nil, []decode.Block{said(1, 1.25, 2.5, "Ana", `dije "no" y ya`)}, ""},
		{"UTF-16", wide.String(), nil, []decode.Block{said(1, 1.25, 2.5, "Ana", `dije "no" y ya`)}, ""},
		{"two speakers", short([]string{"IntervalTier", "Ana", "hola", "", "sí"}, []string{"IntervalTier", "Luz", "", "ya"}),
			nil, []decode.Block{said(1, 0, 1, "Ana", "hola"), said(2, 1, 2, "Luz", "ya"), said(3, 2, 3, "Ana", "sí")}, ""},
		{"levels", short([]string{"IntervalTier", "phones", "o", "l"}, []string{"IntervalTier", "words", "hola", "<p:>", "sil", "sí"},
			[]string{"IntervalTier", "silences", "sounding", "silent"}),
			nil, []decode.Block{said(1, 0, 1, "", "hola"), said(2, 3, 4, "", "sí")},
			"2 tiers that are not speech, or say it again, were left out: \"phones\", \"silences\"\n"},
		{"levels of speakers", short([]string{"IntervalTier", "Ana - words", "yo", "voy"},
			[]string{"IntervalTier", "Ana - phones", "j", "o"}, []string{"IntervalTier", "Luz - words", "", "", "ya"}),
			nil, []decode.Block{said(1, 0, 2, "Ana", "yo voy"), said(2, 2, 3, "Luz", "ya")},
			`1 tier` + left + "\"Ana - phones\"\n"},
		{"points", short([]string{"IntervalTier", "Ana", "hola"}, []string{"TextTier", "bell", "ding"}), nil,
			[]decode.Block{said(1, 0, 1, "Ana", "hola")}, `1 tier` + left + "\"bell\"\n"},
		{"by name", short([]string{"IntervalTier", "Ana", "hola"}, []string{"TextTier", "bell", "ding"}), []string{"BELL"},
			[]decode.Block{said(1, 0, 0, "bell", "ding")}, ""},
		{"cut", short([]string{"IntervalTier", "Ana", "hola", "sí"})[:len(header)+56], nil,
			[]decode.Block{said(1, 0, 1, "Ana", "hola")}, "the file ends within the tier \"Ana\": it may have been cut\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			d, err := read(tt.content, tt.tiers...)
			decodetest.Check(t, d, err)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, d.Blocks); diff != "" {
				t.Errorf("blocks (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(tt.warn, decodetest.Warnings(d)); diff != "" {
				t.Errorf("warnings (-want +got):\n%s", diff)
			}
		})
	}
}

func TestRefused(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ content, want string }{
		{"", "is empty"}, {header, "no complete TextGrid (line 4)"}, {"ooBinaryFile\x08TextGrid", "a binary TextGrid"},
		{`"Praat chronological TextGrid text file"` + "\n0 1", "a chronological TextGrid"},
		{short([]string{"IntervalTier", "phones", "o"}), "single sounds"}, {short([]string{"IntervalTier", "a", ""}), "holds no text"},
		{header + "0 1 <exists> 999999999", "no complete TextGrid"},
	} {
		d, err := read(tt.content)
		decodetest.Check(t, d, err)
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%.80q: got %v, want %q", tt.content, err, tt.want)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add(long)
	f.Add(short([]string{"IntervalTier", "Ana - words", "a", `"`}, []string{"TextTier", "b", "c"}))
	lim := decode.DefaultLimits
	lim.Runes = 50_000
	f.Fuzz(func(t *testing.T, content string) {
		d, err := praat.Read(decode.File{Name: "a.TextGrid", Content: []byte(content)}, praat.Options{}, lim)
		decodetest.Check(t, d, err)
	})
}

func BenchmarkRead(b *testing.B) {
	var s strings.Builder
	fmt.Fprintf(&s, "%s0\n9\n<exists>\n1\n\"IntervalTier\"\n\"Ana\"\n0\n9\n10000\n", header)
	for i := range 10_000 {
		fmt.Fprintf(&s, "%d.25\n%d.25\n\"Bueno, yo creo que al principio me costó mucho, ya no tanto\"\n", i, i+1)
	}
	f := decode.File{Name: "a.TextGrid", Content: []byte(s.String())}
	b.SetBytes(int64(len(f.Content)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := praat.Read(f, praat.Options{}, decode.DefaultLimits); err != nil {
			b.Fatal(err)
		}
	}
}
