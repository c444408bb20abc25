package corpus

import (
	"errors"
	"testing"
)

func TestPlace(t *testing.T) {
	t.Parallel()
	text := NewText("I: And then?\nP: She said “come in”, and – well… I went in. It was no use, no.\n" +
		"P: Mamá   dijo: no, m'hijo. It was no use. 😀 Gracias\u00a0a ella estoy acá.")
	tests := []struct {
		name, quote string
		near        Span
		want        string
		match       Match
		err         error
	}{
		{"exact", "I went in.", Span{}, "I went in.", ExactMatch, nil},
		{"straight quotes", `She said "come in"`, Span{}, "She said “come in”", FoldedMatch, nil},
		{"quote around the quote", "“I went in.”", Span{}, "I went in.", FoldedMatch, nil},
		{"dash and dots", "and - well... I went", Span{}, "and – well… I went", FoldedMatch, nil},
		{"white space", "Mamá dijo: no", Span{}, "Mamá   dijo: no", FoldedMatch, nil},
		{"apostrophe", "no, m’hijo", Span{}, "no, m'hijo", FoldedMatch, nil},
		{"no-break space", "😀 Gracias a ella", Span{}, "😀 Gracias\u00a0a ella", FoldedMatch, nil},
		{"left out", "She said … I went in", Span{}, "She said “come in”, and – well… I went in", ElidedMatch, nil},
		{"left out in brackets", "She said [...] went in.", Span{}, "She said “come in”, and – well… I went in.", ElidedMatch, nil},
		{"whole word wins", "no,", Span{100, 101}, "no,", ExactMatch, nil},
		{"end of text", "estoy acá.", Span{}, "estoy acá.", ExactMatch, nil},
		{"end without stop", "a ella estoy acá", Span{}, "a ella estoy acá", ExactMatch, nil},
		{"twice", "It was no use", Span{}, "", 0, ErrConflict},
		{"twice, near", "It was no use", Span{90, 120}, "It was no use", ExactMatch, nil},
		{"absent", "he never came", Span{}, "", 0, ErrNotFound},
		{"only dots", "…", Span{}, "…", ExactMatch, nil},
		{"empty", "  ", Span{}, "", 0, ErrInvalid},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, err := text.Place(test.quote, test.near)
			if !errors.Is(err, test.err) {
				t.Fatalf("error %v, want %v", err, test.err)
			}
			if err == nil && (text.Slice(got.Span) != test.want || got.Match != test.match) {
				t.Errorf("got %q (%v), want %q (%v)", text.Slice(got.Span), got.Match, test.want, test.match)
			}
		})
	}
	second, err := text.Place("It was no use", Span{90, 120})
	if err != nil || second.Span.Start < 80 {
		t.Errorf("near: got %v, %v", second, err)
	}
}

// TestPlaceNear holds every place against the nearest of all occurrences.
func TestPlaceNear(t *testing.T) {
	t.Parallel()
	text := NewText("no. Ñandú, no; knows 😀 no.\nÑandú no nothing — ñandú, no, no Ñandú")
	for _, quote := range []string{"no", "Ñandú", "Ñandú, no", "no.", "n", "😀 no", "t"} {
		all := text.occurrences(text.String(), quote, text.AtByte)
		for start := range text.Len() {
			for end := start + 1; end <= text.Len(); end++ {
				near := Span{start, end}
				want := all[0]
				for _, s := range all {
					if gap(s, near) < gap(want, near) {
						want = s
					}
				}
				if got, err := text.Place(quote, near); err != nil || got.Span != want {
					t.Fatalf("%q near %v: %v, %v; want %v", quote, near, got.Span, err, want)
				}
			}
		}
	}
}

func FuzzPlace(f *testing.F) {
	f.Add("one “two” three… four", `"two" three...`, 0)
	f.Add("a\u0301 b\n\nc — d", "b c-d", 3)
	f.Add("x ... y", "x … y", 0)
	f.Fuzz(func(t *testing.T, s, quote string, near int) {
		clean, _, _ := Clean(s)
		text := NewText(clean)
		p, err := text.Place(quote, Span{Pos(near), Pos(near) + 1})
		if err != nil {
			return
		}
		if p.Span.Start < 0 || p.Span.End > text.Len() || p.Span.Empty() {
			t.Fatalf("span %v outside a text of %d", p.Span, text.Len())
		}
		if a, err := text.Anchor("d", 1, p.Span); err != nil || a.Check(text) != nil {
			t.Fatalf("anchor of %v: %v", p.Span, err)
		}
	})
}
