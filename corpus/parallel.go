package corpus

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/sentences"
)

// Parallel is a document with its original, or with one of its translations,
// beside it.
type Parallel struct {
	from, to         *Document
	fromText, toText *Text
	pairs            []parallelTurns
}

// parallelTurns say the same on both sides; neither is empty.
type parallelTurns struct{ from, to TurnRange }

// NewParallel lays two documents side by side, one of which is the translation
// of the other.
func NewParallel(from *Document, fromText *Text, to *Document, toText *Text) *Parallel {
	p := &Parallel{from: from, to: to, fromText: fromText, toText: toText}
	add := func(from, to TurnRange) {
		if !from.Empty() && !to.Empty() && from.Last <= len(p.from.Turns) && to.Last <= len(p.to.Turns) {
			p.pairs = append(p.pairs, parallelTurns{from, to})
		}
	}
	if from.TranslationOf == to.ID {
		for _, pair := range from.Pairs(to) {
			add(pair.Translation, pair.Original)
		}
		return p
	}
	for _, pair := range to.Pairs(from) {
		add(pair.Original, pair.Translation)
	}
	return p
}

// Beside finds what the second document has for the sentences that a span of
// the first touches. Of turns that say the same together, one beside one, two
// beside one, or more, and have as many sentences on both sides, it is the same
// sentences; of others the whole turns, and whole is true where these say more.
// It is empty where no turn says the same.
func (p *Parallel) Beside(s Span) (there Span, whole bool) {
	first, last := p.from.TurnsIn(s)
	for _, pair := range p.pairs {
		if !pair.from.meets(TurnRange{first, last}) {
			continue
		}
		found, all := p.in(pair, s)
		if there.Empty() {
			there = found
		}
		there.End, whole = found.End, whole || !all
	}
	return there, whole
}

// in is [Parallel.Beside] of turns that say the same together; all says that
// nothing more is said there than in the sentences that the span touches.
func (p *Parallel) in(pair parallelTurns, s Span) (there Span, all bool) {
	here, other := p.from.sentences(p.fromText, pair.from), p.to.sentences(p.toText, pair.to)
	begin := slices.IndexFunc(here, s.Overlaps)
	if begin < 0 { // it lies between words
		return p.to.stretch(pair.to), false
	}
	end := begin + 1
	for end < len(here) && here[end].Overlaps(s) {
		end++
	}
	if len(here) == len(other) {
		return Span{other[begin].Start, other[end-1].End}, true
	}
	return p.to.stretch(pair.to), end-begin == len(here)
}

// sentences are those of some turns, in order.
func (d *Document) sentences(text *Text, turns TurnRange) (spans []Span) {
	for _, turn := range d.Turns[turns.First-1 : turns.Last] {
		spans = append(spans, sentencesIn(text, turn.Span)...)
	}
	return spans
}

// stretch is the span of some turns.
func (d *Document) stretch(turns TurnRange) Span {
	return Span{d.Turns[turns.First-1].Span.Start, d.Turns[turns.Last-1].Span.End}
}

// sentencesIn are the sentences of a stretch of text (UAX 29), without the
// spaces around them.
func sentencesIn(t *Text, s Span) []Span {
	var spans []Span
	at := s.Start
	for it := sentences.FromString(t.Slice(s)); it.Next(); {
		sentence := it.Value()
		end := at + Pos(utf8.RuneCountInString(sentence))
		words := strings.TrimSpace(sentence)
		if words != "" {
			start := at + Pos(utf8.RuneCountInString(sentence[:strings.Index(sentence, words)]))
			spans = append(spans, Span{start, start + Pos(utf8.RuneCountInString(words))})
		}
		at = end
	}
	return spans
}
