package project

import (
	"context"
	"fmt"
	"io"
	"strings"

	"framewise/corpus"
	"framewise/corpus/decode/tabular"
	"framewise/framework/store"
)

// translationFit is the share of turns that must stand one beside one for two
// documents of a case to be joined without being asked.
const translationFit = 0.6

// joinTranslation makes a document the translation of another. Where their
// turns' numbers correspond it shares the other's label; else it is called by
// its language, so that a locator never means two places.
func joinTranslation(translation, original *corpus.Document, pairs []corpus.TurnPair) {
	translation.TranslationOf = original.ID
	translation.Alignment = pairs
	translation.Label = original.Label
	if len(original.Turns) == len(translation.Turns) && singles(pairs) == len(pairs) {
		translation.Alignment = nil
	} else {
		translation.Label += "." + translation.Language
	}
}

// singles counts the pairs of one turn with one.
func singles(pairs []corpus.TurnPair) int {
	n := 0
	for _, p := range pairs {
		if p.Single() {
			n++
		}
	}
	return n
}

// Translation is an original and its translation, pair by pair.
type Translation struct {
	Original, Translation         corpus.Document
	OriginalText, TranslationText *corpus.Text
	Pairs                         []corpus.TurnPair
}

// Translations lists the translations with their originals, without texts.
func (p *Project) Translations(ctx context.Context) (list []Translation, err error) {
	all, err := p.Documents(ctx)
	if err != nil {
		return nil, err
	}
	originals := make(map[corpus.DocumentID]corpus.Document, len(all))
	for _, d := range all {
		originals[d.ID] = d
	}
	for _, d := range all {
		if o, ok := originals[d.TranslationOf]; ok {
			list = append(list, Translation{Original: o, Translation: d, Pairs: d.Pairs(&o)})
		}
	}
	return list, nil
}

// Translation reads a translation beside its original, by the name of either.
func (p *Project) Translation(ctx context.Context, name string) (t Translation, err error) {
	err = p.store.View(ctx, func(r store.Reader) error {
		t, err = translationNamed(ctx, r, name)
		if err != nil {
			return err
		}
		if t.OriginalText, err = r.Text(ctx, t.Original.ID, t.Original.Version); err != nil {
			return err
		}
		t.TranslationText, err = r.Text(ctx, t.Translation.ID, t.Translation.Version)
		return err
	})
	return t, err
}

func translationNamed(ctx context.Context, r store.Reader, name string) (t Translation, err error) {
	all, err := allDocuments(ctx, r)
	if err != nil {
		return t, err
	}
	cases, err := r.Cases(ctx)
	if err != nil {
		return t, err
	}
	found, err := documentsNamed(all, cases, name)
	if err != nil {
		return t, err
	}
	for _, d := range found {
		if d.TranslationOf != "" {
			t.Translation = d
			if t.Original, err = r.Document(ctx, d.TranslationOf); err != nil {
				return t, err
			}
			t.Pairs = d.Pairs(&t.Original)
			return t, nil
		}
	}
	return t, corpus.Errorf(corpus.ErrNotFound, "%s has no translation", found[0].Name()).
		WithHint("framewise translation join makes a document the translation of another")
}

// JoinTranslation makes a document the translation of another, and aligns them.
func (p *Project) JoinTranslation(ctx context.Context, translation, original string) (t Translation, err error) {
	_, err = p.update(ctx, "translation join", translation, func(tx store.Tx) error {
		all, err := allDocuments(ctx, tx)
		if err != nil {
			return err
		}
		cases, err := tx.Cases(ctx)
		if err != nil {
			return err
		}
		found, err := documentsNamed(all, cases, translation)
		if err != nil {
			return err
		}
		of, err := documentsNamed(all, cases, original)
		if err != nil {
			return err
		}
		t.Translation, t.Original = found[0], of[0]
		switch {
		case t.Translation.ID == t.Original.ID:
			return corpus.Errorf(corpus.ErrInvalid, "%s can't be the translation of itself", t.Original.Name())
		case t.Translation.TranslationOf == t.Original.ID:
			return corpus.Errorf(corpus.ErrConflict, "%s is the translation of %s already", t.Translation.Name(), t.Original.Name()).
				WithHint("framewise translation align mends which of their turns belong together")
		case t.Original.TranslationOf != "":
			return corpus.Errorf(corpus.ErrInvalid, "%s is a translation itself", t.Original.Name()).
				WithHint("join to its original")
		case t.Translation.Language == "" || t.Translation.Language == t.Original.Language:
			return corpus.Errorf(corpus.ErrInvalid, "a translation is in another language than its original, and both are in %q",
				t.Translation.Language).WithHint("import it again with --language")
		}
		for _, d := range all {
			if d.TranslationOf == t.Translation.ID {
				return corpus.Errorf(corpus.ErrInvalid, "%s has a translation of its own, %s", t.Translation.Label, d.Name())
			}
			if d.TranslationOf == t.Original.ID && d.Language == t.Translation.Language && d.ID != t.Translation.ID {
				return corpus.Errorf(corpus.ErrConflict, "%s has a translation into %s already", t.Original.Label, d.Language)
			}
		}
		t.Pairs, _ = corpus.AlignTurns(&t.Original, &t.Translation)
		joinTranslation(&t.Translation, &t.Original, t.Pairs)
		t.Translation.Case = t.Original.Case
		return tx.PutDocument(ctx, t.Translation)
	})
	return t, err
}

// AlignTranslation aligns a translation with its original anew. Where turns are
// known to belong together, fixed says so, in order; what lies between them is
// found. With no more than fixed, nothing is found: they are all pairs, and a
// turn that they leave out stands alone.
func (p *Project) AlignTranslation(ctx context.Context, name string, fixed []corpus.TurnPair, noMore bool) (t Translation, err error) {
	_, err = p.update(ctx, "translation align", name, func(tx store.Tx) error {
		if t, err = translationNamed(ctx, tx, name); err != nil {
			return err
		}
		if t.Pairs, err = corpus.AlignBetween(&t.Original, &t.Translation, fixed, noMore); err != nil {
			return err
		}
		joinTranslation(&t.Translation, &t.Original, t.Pairs)
		return tx.PutDocument(ctx, t.Translation)
	})
	return t, err
}

// noTurns stands in a table of pairs for the other side of a turn that stands
// alone.
const noTurns = "–"

// TurnNumbers are the numbers of some turns as a table of pairs has them: 12,
// 12–13, or –.
func TurnNumbers(r corpus.TurnRange) string {
	if r.Empty() {
		return noTurns
	}
	return corpus.Locator{First: r.First, Last: r.Last}.Turns()
}

// WriteAlignment writes which turns belong together as a CSV table with the
// words of both sides. [ReadAlignment] reads it back.
func WriteAlignment(w io.Writer, t *Translation) error {
	rows := func(yield func([]string) bool) {
		for _, pair := range t.Pairs {
			one, other := t.TurnWords(pair)
			if !yield([]string{TurnNumbers(pair.Original), TurnNumbers(pair.Translation), one, other}) {
				return
			}
		}
	}
	return tabular.WriteCSV(w, []string{"original", "translation", "original words", "translated words"}, rows)
}

// TurnWords are the words of a pair on both sides, a line each turn, with who
// speaks.
func (t *Translation) TurnWords(pair corpus.TurnPair) (original, translated string) {
	return turnWords(&t.Original, t.OriginalText, pair.Original),
		turnWords(&t.Translation, t.TranslationText, pair.Translation)
}

func turnWords(d *corpus.Document, text *corpus.Text, r corpus.TurnRange) string {
	var lines []string
	for n := r.First; !r.Empty() && n <= r.Last; n++ {
		words := text.Slice(d.Turns[n-1].Span)
		if s, ok := d.SpeakerAt(n); ok {
			words = s.Label + ": " + words
		}
		lines = append(lines, words)
	}
	return strings.Join(lines, "\n")
}

// ReadAlignment reads a table of turns that belong together: a column with the
// numbers of the original's turns and one with those of the translation's, 12
// or 12-13 in each cell.
func ReadAlignment(name string, content []byte) ([]corpus.TurnPair, error) {
	t, _, err := readTable(name, content, "", []string{"original turn", "translation turn"},
		[]string{"original turn", "translation turn"})
	if err != nil {
		return nil, err
	}
	var pairs []corpus.TurnPair
	for _, row := range t.Rows {
		one, other := t.cell(row, "original turn"), t.cell(row, "translation turn")
		if one == "" || other == "" || one == noTurns || other == noTurns {
			continue // a turn alone
		}
		pair, err := ParseTurnPair(one + "=" + other)
		if err != nil {
			return nil, fmt.Errorf("%s: row %d: %w", name, row.Number, err)
		}
		pairs = append(pairs, pair)
	}
	return pairs, nil
}

// ParseTurnPair reads which turns of an original and of its translation belong
// together: 12=13, 12-13=14.
func ParseTurnPair(s string) (p corpus.TurnPair, err error) {
	one, other, ok := strings.Cut(s, "=")
	if ok {
		if p.Original, ok = parseTurns(one); ok {
			p.Translation, ok = parseTurns(other)
		}
	}
	if !ok {
		return p, corpus.Errorf(corpus.ErrInvalid, "%q does not say which turns belong together", s).
			WithHint("write 12=13 for turn 12 of the original and 13 of the translation, or 12-13=14")
	}
	return p, nil
}

func parseTurns(s string) (corpus.TurnRange, bool) {
	l, err := corpus.ParseLocator("T:" + strings.TrimSpace(s))
	return corpus.TurnRange{First: l.First, Last: l.Last}, err == nil && !l.Key
}
