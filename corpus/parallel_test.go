package corpus

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestParallel(t *testing.T) {
	t.Parallel()
	// Invented.
	es := NewText("Vino. ¿Y qué dijo? Que volvería.\nNunca faltó. Ni con lluvia.\nPues sí.\nY ya.")
	en := NewText("She came. And what did she say? That she would be back.\nShe never missed, rain or no rain.\nWell yes.")
	lines := func(id DocumentID, text *Text) *Document {
		d := &Document{ID: id}
		at := Pos(0)
		for line := range strings.SplitSeq(text.String(), "\n") {
			end := at + Pos(utf8.RuneCountInString(line))
			d.Turns = append(d.Turns, Turn{Speaker: NoSpeaker, Span: Span{at, end}})
			at = end + 1
		}
		return d
	}
	original, translation := lines("es", es), lines("en", en)
	translation.TranslationOf = original.ID
	at := func(text *Text, words string) Span {
		start := Pos(utf8.RuneCountInString(text.String()[:strings.Index(text.String(), words)]))
		return Span{start, start + Pos(utf8.RuneCountInString(words))}
	}
	there, back := NewParallel(original, es, translation, en), NewParallel(translation, en, original, es)
	for _, test := range []struct {
		words, want string
		whole       bool
	}{
		{"Vino", "She came.", false},
		{"qué dijo? Que volvería", "And what did she say? That she would be back.", false},
		{"Nunca faltó", "She never missed, rain or no rain.", true},
		{"Nunca faltó. Ni con lluvia", "She never missed, rain or no rain.", false},
		{"lluvia.\nPues", "She never missed, rain or no rain.\nWell yes.", true},
		{"Y ya.", "", false},
	} {
		span, whole := there.Beside(at(es, test.words))
		if got := en.Slice(span); got != test.want || whole != test.whole {
			t.Errorf("beside %q stands %q (whole %v), want %q (%v)", test.words, got, whole, test.want, test.whole)
		}
	}
	if span, whole := back.Beside(at(en, "rain or no")); es.Slice(span) != "Nunca faltó. Ni con lluvia." || whole {
		t.Errorf("beside the translation stands %q, whole %v", es.Slice(span), whole)
	}
}
