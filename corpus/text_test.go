package corpus

import (
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"
)

// awkward are the pieces that the property tests make texts of.
var awkward = []string{
	"a", "word ", "ñandú ", "e\u0301", "👩🏽‍🤝‍👩🏻", "😀", "שלום ", "مرحبا ", "漢字", "\n", "\n\n", "\t", "ﬁ", "ｱ",
	"🇨🇱", "…", "“yes”", "\u202Eabc\u202C", "\U0010FFFF", strings.Repeat("x", 70), strings.Repeat("é", 130),
}

func randomText(r *rand.Rand) string {
	var b strings.Builder
	for range r.IntN(60) {
		b.WriteString(awkward[r.IntN(len(awkward))])
	}
	return b.String()
}

// TestConverters holds every converter against the plain way of counting, at
// every position of many texts, and back.
func TestConverters(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(1, 2))
	for range 300 {
		s := randomText(r)
		text := NewText(s)
		runes := []rune(s)
		if int(text.Len()) != len(runes) {
			t.Fatalf("length %d, want %d", text.Len(), len(runes))
		}
		line, column := 1, 1
		for i := 0; i <= len(runes); i++ {
			p := Pos(i)
			wantByte := len(string(runes[:i]))
			wantUnits := len(utf16.Encode(runes[:i]))
			if got := text.Byte(p); got != wantByte {
				t.Fatalf("byte of %d is %d, want %d in %q", p, got, wantByte, s)
			}
			if got := text.AtByte(wantByte); got != p {
				t.Fatalf("position of byte %d is %d, want %d in %q", wantByte, got, p, s)
			}
			if got := text.UTF16(p); got != wantUnits {
				t.Fatalf("UTF-16 offset of %d is %d, want %d in %q", p, got, wantUnits, s)
			}
			if got := text.AtUTF16(wantUnits); got != p {
				t.Fatalf("position of unit %d is %d, want %d in %q", wantUnits, got, p, s)
			}
			if l, c := text.Line(p); l != line || c != column {
				t.Fatalf("line of %d is %d:%d, want %d:%d in %q", p, l, c, line, column, s)
			}
			if got := text.AtLine(line, column); got != p {
				t.Fatalf("position of %d:%d is %d, want %d in %q", line, column, got, p, s)
			}
			if i < len(runes) {
				column++
				if runes[i] == '\n' {
					line, column = line+1, 1
				}
			}
		}
		for range 50 {
			a, b := r.IntN(len(runes)+1), r.IntN(len(runes)+1)
			if a > b {
				a, b = b, a
			}
			if got := text.Slice(Span{Pos(a), Pos(b)}); got != string(runes[a:b]) {
				t.Fatalf("slice %d–%d is %q, want %q", a, b, got, string(runes[a:b]))
			}
		}
	}
}

func TestConvertersInsideACharacter(t *testing.T) {
	t.Parallel()
	text := NewText("a😀b")
	for b, want := range []Pos{0, 1, 1, 1, 1, 2, 3, 3} {
		if got := text.AtByte(b); got != want {
			t.Errorf("byte %d is at %d, want %d", b, got, want)
		}
	}
	for units, want := range []Pos{0, 1, 1, 2, 3, 3} {
		if got := text.AtUTF16(units); got != want {
			t.Errorf("unit %d is at %d, want %d", units, got, want)
		}
	}
	if text.Byte(-5) != 0 || text.Byte(99) != 6 || text.Slice(Span{-3, 99}) != "a😀b" || text.Slice(Span{2, 1}) != "" {
		t.Error("offsets outside the text are not clamped")
	}
}

func TestClean(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, in, want    string
		dropped, replaced int
	}{
		{"line breaks", "a\r\nb\rc\n", "a\nb\nc\n", 0, 0},
		{"byte order marks", "\uFEFF\x00\uFEFFa", "a", 1, 0},
		{"byte order mark", "\uFEFFa\uFEFFb", "a\uFEFFb", 0, 0},
		{"controls", "a\x00b\x1Bc\td\x7F", "abc\td", 3, 0},
		{"invalid", "a\xFFb\xE2\x82", "a\uFFFDb\uFFFD\uFFFD", 0, 3},
		{"nothing normalised", "e\u0301 ﬁ é", "e\u0301 ﬁ é", 0, 0},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, dropped, replaced := Clean(test.in)
			if got != test.want || dropped != test.dropped || replaced != test.replaced {
				t.Errorf("got %q, %d, %d", got, dropped, replaced)
			}
		})
	}
}

func FuzzClean(f *testing.F) {
	f.Add("a\r\nb\x00\xFF\uFEFF")
	f.Fuzz(func(t *testing.T, s string) {
		clean, _, _ := Clean(s)
		if !utf8.ValidString(clean) || strings.ContainsAny(clean, "\r\x00\x1B") {
			t.Fatalf("%q is not clean", clean)
		}
		if again, dropped, replaced := Clean(clean); again != clean || dropped+replaced > 0 {
			t.Fatalf("cleaning twice changes %q to %q", clean, again)
		}
	})
}

func BenchmarkNewText(b *testing.B) {
	s := strings.Repeat("Y ahí la señora me dijo que no, que mañana. ", 900)
	b.SetBytes(int64(len(s)))
	for b.Loop() {
		NewText(s)
	}
}
