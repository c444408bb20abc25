package framework

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"framewise/codebook"
	"framewise/corpus"
)

// An invented interview in three languages. The English has the same turns, the
// Portuguese has two in one and its own numbers; turn 3 is in Spanish alone.
var tongues = map[corpus.DocumentID]string{
	"es": "Vino. Se quedó toda la tarde.\nSin preguntarme nada.\nY ya.\nNunca faltó, ni con lluvia. Ni una vez.",
	"en": "She came. She stayed all afternoon.\nAsking me nothing.\n\nShe never missed, rain or no rain.",
	"pt": "Veio, ficou a tarde toda. Sem me perguntar nada.\nNunca faltou, nem com chuva. Nem uma vez.",
	"fr": "Personne n'a traduit ceci.",
}

func inTongues() (all []corpus.Document, text func(*corpus.Document) (*corpus.Text, error)) {
	for _, id := range []corpus.DocumentID{"es", "en", "pt", "fr"} {
		d := corpus.Document{ID: id, Label: "P07", Version: 1, Language: string(id), Case: "c"}
		at := corpus.Pos(0)
		for line := range strings.SplitSeq(tongues[id], "\n") {
			end := at + corpus.Pos(utf8.RuneCountInString(line))
			d.Turns = append(d.Turns, corpus.Turn{Speaker: corpus.NoSpeaker, Span: corpus.Span{Start: at, End: end}})
			at = end + 1
		}
		all = append(all, d)
	}
	one := func(first, last int) corpus.TurnRange { return corpus.TurnRange{First: first, Last: last} }
	all[1].TranslationOf, all[2].TranslationOf = "es", "es"
	all[1].Alignment = []corpus.TurnPair{{Original: one(1, 1), Translation: one(1, 1)}, {Original: one(2, 2), Translation: one(2, 2)},
		{Original: one(3, 3)}, {Original: one(4, 4), Translation: one(4, 4)}}
	all[2].Label, all[2].Alignment = "P07.pt", []corpus.TurnPair{{Original: one(1, 2), Translation: one(1, 1)},
		{Original: one(3, 3)}, {Original: one(4, 4), Translation: one(2, 2)}}
	all[3].Label = "P08"
	return all, func(d *corpus.Document) (*corpus.Text, error) { return corpus.NewText(tongues[d.ID]), nil }
}

// codedAt codes words of a document.
func codedAt(d *corpus.Document, words string) codebook.Coding {
	text := tongues[d.ID]
	start := corpus.Pos(utf8.RuneCountInString(text[:strings.Index(text, words)]))
	span := corpus.Span{Start: start, End: start + corpus.Pos(utf8.RuneCountInString(words))}
	return codebook.Coding{ID: "q", Code: "x", Anchor: corpus.Anchor{Document: d.ID, Version: d.Version, Span: span, Quote: words}}
}

func TestTongues(t *testing.T) {
	t.Parallel()
	all, text := inTongues()
	for _, test := range []struct {
		document  int
		words     string
		in, print string
		beside    string
	}{
		{0, "Se quedó", "coded", "“Se quedó”", "She stayed all afternoon."},
		{0, "Se quedó", "original", "“Se quedó”", ""},
		{0, "Se quedó", "es", "“Se quedó”", ""},
		{0, "Se quedó", "es-CL", "“Se quedó”", ""},
		{0, "Se quedó", "EN", "“She stayed all afternoon.”", ""},
		{0, "Se quedó", "both", "“Se quedó” (es) “She stayed all afternoon.” (en)", "She stayed all afternoon."},
		{0, "preguntarme", "pt", "“Veio, ficou a tarde toda. Sem me perguntar nada.” (P07.pt:1, whole turn)", ""},
		{0, "Y ya", "en", "“Y ya” (es)", ""},
		{0, "Y ya", "both", "“Y ya” (es)", ""},
		{0, "Nunca", "en", "“She never missed, rain or no rain.” (whole turn)", ""},
		{1, "missed", "original", "“Nunca faltó, ni con lluvia. Ni una vez.”", ""},
		{1, "missed", "coded", "“missed”", "Nunca faltó, ni con lluvia. Ni una vez."},
		{1, "missed", "pt", "“Nunca faltou, nem com chuva. Nem uma vez.” (P07.pt:2)", ""},
		{0, "Nunca", "pt", "“Nunca faltou, nem com chuva.” (P07.pt:2)", ""},
		{2, "ficou", "original", "“Vino. Se quedó toda la tarde.\nSin preguntarme nada.” (P07:1–2, whole turns)", ""},
		{3, "traduit", "both", "“traduit” (fr)", ""},
		{3, "traduit", "original", "“traduit”", ""},
		{3, "traduit", "en", "“traduit” (fr)", ""},
	} {
		tongues, err := NewTongues(ParseQuotesIn(test.in), all, text)
		if err != nil {
			t.Fatal(err)
		}
		d := &all[test.document]
		q := QuoteOf(d, codedAt(d, test.words))
		if err := tongues.Print(&q); err != nil {
			t.Fatal(err)
		}
		if got := q.Said(); got != test.print || q.Beside().Text != test.beside {
			t.Errorf("%q of %s in %s is %s beside %q, want %s beside %q", test.words, d.Language, test.in, got, q.Beside().Text, test.print, test.beside)
		}
		if q.Locator.Label != d.Label || q.Coding.Anchor.Quote != test.words {
			t.Errorf("%q is at %s, and coded are %q", test.words, q.Locator, q.Coding.Anchor.Quote)
		}
	}
	// What has no place, or a text that was corrected since, has no counterpart.
	english, err := NewTongues("en", all, text)
	if err != nil {
		t.Fatal(err)
	}
	lost := codedAt(&all[0], "Vino")
	lost.Unplaced = corpus.Locator{Label: "P07", First: 1, Last: 1}
	old := codedAt(&all[0], "Vino")
	old.Anchor.Version = 7
	for _, c := range []codebook.Coding{lost, old} {
		q := QuoteOf(&all[0], c)
		if err := english.Print(&q); err != nil || q.Said() != "“Vino” (es)" {
			t.Errorf("%v: %s", err, q.Said())
		}
	}
	if _, err := NewTongues("de", all, text); !errors.Is(err, corpus.ErrNotFound) || !strings.Contains(fmt.Sprint(err), `"de"`) {
		t.Errorf("a language that nobody speaks: %v", err)
	}
}

// TestTonguesLeftOut: what a matrix for people outside leaves out, it leaves out
// in both languages.
func TestTonguesLeftOut(t *testing.T) {
	t.Parallel()
	all, text := inTongues()
	in := Input{
		Codes:     []codebook.Code{{ID: "x", Framework: "f", Key: "x", Name: "X", Status: codebook.Active}},
		Cases:     []corpus.Case{{ID: "c", Label: "P07"}},
		Coders:    []codebook.Coder{{ID: "a", Name: "Vino Soto", Initials: "VS"}},
		Documents: all, Text: text,
	}
	build := func(v View) *Matrix {
		in.Cells = seq(Cell{ID: "cell", Case: "c", Code: "x", Status: Draft,
			Summary: "Says she never missed, rain or no rain, and that Vino came."})
		in.Codings = seq(codedAt(&all[0], "Nunca faltó, ni con lluvia. Ni una vez."), codedAt(&all[0], "Vino"))
		m, err := Build(in, v)
		if err != nil {
			t.Fatal(err)
		}
		return m
	}
	for _, tongue := range []QuotesIn{QuotesAsCoded, QuotesInOriginal, QuotesInBoth, "en"} {
		x := build(View{Wordless: true, QuotesIn: tongue}).At(0, 0)
		if want := "Says “…”, and that Vino came."; x.Cell.Summary != want {
			t.Errorf("without words in %q: %s, want %s", tongue, x.Cell.Summary, want)
		}
		for _, q := range x.Quotes {
			if len(q.Printed()) > 0 || q.Words() != (Words{}) || q.Beside() != (Words{}) {
				t.Errorf("without words in %q: %+v", tongue, q)
			}
		}
	}
	m := build(View{Nameless: true, QuotesIn: QuotesInOriginal})
	if got := m.At(0, 0).Quotes[0].Said(); got != "“[…]”" || m.Bilingual {
		t.Errorf("without names a quote is %s", got)
	}
	if m := build(View{}); !m.Bilingual || m.QuotesIn != QuotesAsCoded {
		t.Errorf("bilingual %v, in %q", m.Bilingual, m.QuotesIn)
	}
	if _, err := Build(in, View{QuotesIn: "de"}); !errors.Is(err, corpus.ErrNotFound) {
		t.Errorf("a language that nobody speaks: %v", err)
	}
}
