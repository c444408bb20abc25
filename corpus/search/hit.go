package search

import (
	"cmp"
	"slices"
	"strings"

	"framewise/corpus"
)

// Hit is a passage that was found. The index has no text: the caller reads it
// from the project by Document and Turn, or by ID, and holds the hit against
// it with [Hit.Check].
type Hit struct {
	Kind     Kind
	ID       string // of a quote, cell or memo, as fed; of a turn, its own in the index
	Document corpus.DocumentID
	Label    string // of the document
	Turn     int    // number of the turn, or of the first of a quote; 0 where there is none
	Score    float64

	look *lookFor
}

// compareHits orders hits by relevance or by document.
func compareHits(a, b *Hit, o Order) int {
	if o == ByRelevance {
		if c := cmp.Compare(b.Score, a.Score); c != 0 {
			return c
		}
	}
	return cmp.Or(compareSources(source{a.Label, string(a.Document)}, source{b.Label, string(b.Document)}),
		emptyLast(a.Turn == 0, b.Turn == 0), a.Turn-b.Turn,
		cmp.Compare(kindOrder(a.Kind), kindOrder(b.Kind)), strings.Compare(a.ID, b.ID))
}

// compareSources orders documents by label, P2 before P10; what has no label,
// and under one label what has no document, comes last.
func compareSources(a, b source) int {
	return cmp.Or(emptyLast(a.label == "", b.label == ""),
		corpus.CompareLabels(a.label, b.label), strings.Compare(a.label, b.label),
		emptyLast(a.id == "", b.id == ""), strings.Compare(a.id, b.id))
}

func emptyLast(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}

func kindOrder(k Kind) int {
	return slices.Index([]Kind{KindTurn, KindQuote, KindMemo, KindCell}, k)
}

// lookFor is what a query looks for, to be found again in a text.
type lookFor struct {
	root    node
	words   []*wordNode
	phrases []*phraseNode
}

// analysed is a text divided into terms.
type analysed struct {
	terms  []string
	starts []int // bytes
	ends   []int
}

func analyse(text string) *analysed {
	t := new(analysed)
	var a analyser
	a.each(text, func(term []byte, start, end int) {
		t.terms = append(t.terms, string(term))
		t.starts, t.ends = append(t.starts, start), append(t.ends, end)
	})
	return t
}

// Check reports whether a passage's text has what the query asked of it. Where
// it has not, the index lies: it is damaged, or older than the text.
func (h *Hit) Check(text string) bool {
	return h.look == nil || h.look.root.holds(analyse(text)) != no
}

// Spans are the places in a passage's text that the query matches, in code
// points from the start of that text, in order and not overlapping: each word,
// and each phrase as a whole.
func (h *Hit) Spans(text string) []corpus.Span {
	if h.look == nil {
		return nil
	}
	t := analyse(text)
	type stretch struct{ from, to int } // terms
	var found []stretch
	inPhrase := make(map[*wordNode]bool)
	for _, p := range h.look.phrases {
		for _, w := range p.words {
			inPhrase[w] = true
		}
		for i := range t.terms {
			if p.at(t, i) {
				found = append(found, stretch{i, i + len(p.words)})
			}
		}
	}
	for _, w := range h.look.words {
		if inPhrase[w] {
			continue
		}
		for i, term := range t.terms {
			if w.matches(term) {
				found = append(found, stretch{i, i + 1})
			}
		}
	}
	slices.SortFunc(found, func(a, b stretch) int { return cmp.Or(a.from-b.from, b.to-a.to) })
	var spans []corpus.Span
	points := corpus.NewText(text)
	end := 0 // of the last stretch, in terms
	for _, s := range found {
		switch {
		case s.to <= end:
		case s.from < end:
			spans[len(spans)-1].End = points.AtByte(t.ends[s.to-1])
		default:
			spans = append(spans, corpus.Span{
				Start: points.AtByte(t.starts[s.from]), End: points.AtByte(t.ends[s.to-1]),
			})
		}
		end = max(end, s.to)
	}
	return spans
}

// at reports whether the phrase stands at a term of a text.
func (n *phraseNode) at(t *analysed, i int) bool {
	if i+len(n.words) > len(t.terms) {
		return false
	}
	for k, w := range n.words {
		if !w.matches(t.terms[i+k]) {
			return false
		}
	}
	return true
}

func (n andNode) holds(t *analysed) verdict {
	v := yes
	for _, part := range n {
		v = min(v, part.holds(t))
	}
	return v
}

func (n orNode) holds(t *analysed) verdict {
	v := no
	for _, part := range n {
		v = max(v, part.holds(t))
	}
	return v
}

func (n notNode) holds(t *analysed) verdict { return yes - n.node.holds(t) }

func (n *tagNode) holds(*analysed) verdict { return unknown }

func (n *wordNode) holds(t *analysed) verdict { return known(slices.ContainsFunc(t.terms, n.matches)) }

func (n *phraseNode) holds(t *analysed) verdict {
	for i := range t.terms {
		if n.at(t, i) {
			return yes
		}
	}
	return no
}

func known(b bool) verdict {
	if b {
		return yes
	}
	return no
}
