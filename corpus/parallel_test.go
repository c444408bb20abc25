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

	// The transcriber of the translation joined turns, or parted them.
	es = NewText("Ella se acercó. Se quedó conmigo.\nSin preguntarme nada.\nY volvió. Siempre. ¿Sabe?\nCada semana.")
	en = NewText("She came up. She stayed with me. Asking me nothing.\nAnd she came back, always.\nYou know?\nEvery\nweek.")
	original, translation = lines("es", es), lines("en", en)
	translation.TranslationOf = original.ID
	translation.Alignment = []TurnPair{
		{TurnRange{1, 2}, TurnRange{1, 1}}, {TurnRange{3, 3}, TurnRange{2, 3}}, {TurnRange{4, 4}, TurnRange{4, 5}},
	}
	joined, parted := NewParallel(original, es, translation, en), NewParallel(translation, en, original, es)
	for _, test := range []struct {
		parallel    *Parallel
		text, other *Text
		words, want string
		whole       bool
	}{
		{joined, es, en, "Se quedó", "She stayed with me.", false},
		{joined, es, en, "conmigo.\nSin", "She stayed with me. Asking me nothing.", false},
		{joined, es, en, "Siempre", "And she came back, always.\nYou know?", true},
		{joined, es, en, "nada.\nY volvió. Siempre. ¿Sabe?", "Asking me nothing.\nAnd she came back, always.\nYou know?", false},
		{joined, es, en, "Sabe?\nCada", "And she came back, always.\nYou know?\nEvery\nweek.", true},
		{joined, es, en, "semana", "Every\nweek.", false},
		{parted, en, es, "Asking", "Sin preguntarme nada.", false},
		{parted, en, es, "up. She", "Ella se acercó. Se quedó conmigo.", false},
		{parted, en, es, "You", "Y volvió. Siempre. ¿Sabe?", true},
		{parted, en, es, "week", "Cada semana.", true},
	} {
		span, whole := test.parallel.Beside(at(test.text, test.words))
		if got := test.other.Slice(span); got != test.want || whole != test.whole {
			t.Errorf("beside %q stands %q (whole %v), want %q (%v)", test.words, got, whole, test.want, test.whole)
		}
	}
}
