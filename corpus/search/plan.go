package search

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/RoaringBitmap/roaring/v2"

	"framewise/corpus"
)

// node is a query made ready for one view.
type node interface {
	// find is the set of the passages of one part, deleted ones perhaps with
	// them. The caller owns it.
	find(ctx context.Context, p *part, i int) (*roaring.Bitmap, error)
	// holds says whether a text has what the node looks for, as far as that
	// can be seen from the text.
	holds(t *analysed) verdict
}

// verdict is an answer that may not be known from a text alone.
type verdict int

const (
	no verdict = iota
	unknown
	yes
)

type (
	andNode  []node
	orNode   []node
	notNode  struct{ node }
	wordNode struct {
		*word
		terms [][]string // what it stands for, by part
	}
	phraseNode struct{ words []*wordNode }
	tagNode    struct{ tags [][]string } // by part
)

// maxTerms is how many different terms a word may stand for.
const maxTerms = 20_000

// planner makes nodes of queries.
type planner struct {
	view      *view
	languages []string
	words     []*wordNode // not under a Not: what is ranked and marked
	phrases   []*phraseNode
}

func (pl *planner) plan(ctx context.Context, q Query, negated bool) (node, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	switch q := q.(type) {
	case And:
		parts, err := pl.all(ctx, q, negated)
		return andNode(parts), err
	case Or:
		parts, err := pl.all(ctx, q, negated)
		return orNode(parts), err
	case Not:
		n, err := pl.plan(ctx, q.Query, !negated)
		return notNode{n}, err
	case Word:
		return pl.word(q, negated)
	case Phrase:
		return pl.phrase(terms(string(q)), exact, negated)
	case Filter:
		return pl.filter(q)
	case OneOf:
		return pl.oneOf(q)
	}
	return nil, corpus.Errorf(corpus.ErrInvalid, "an empty query")
}

func (pl *planner) all(ctx context.Context, qs []Query, negated bool) ([]node, error) {
	if len(qs) == 0 {
		return nil, corpus.Errorf(corpus.ErrInvalid, "an empty query")
	}
	nodes := make([]node, len(qs))
	for i, q := range qs {
		var err error
		if nodes[i], err = pl.plan(ctx, q, negated); err != nil {
			return nil, err
		}
	}
	return nodes, nil
}

func (pl *planner) word(q Word, negated bool) (node, error) {
	list := terms(q.Text)
	mode := stemmed
	switch {
	case q.Prefix:
		mode = prefix
	case q.Exact:
		mode = exact
	}
	if mode == prefix && len(list) > 0 && tooWide(list[len(list)-1]) {
		return nil, corpus.Errorf(corpus.ErrInvalid, "%q begins too many words", q.String()).
			WithHint("type at least two letters before the *")
	}
	return pl.phrase(list, mode, negated)
}

// phrase makes the node of one term or of several in a row; the last of
// several may be the start of a word.
func (pl *planner) phrase(list []string, mode wordMode, negated bool) (node, error) {
	if len(list) == 0 {
		return nil, corpus.Errorf(corpus.ErrInvalid, "the query holds no word to look for")
	}
	words := make([]*wordNode, len(list))
	for i, t := range list {
		m := exact
		if len(list) == 1 || mode == prefix && i == len(list)-1 {
			m = mode
		}
		w, err := pl.lookUp(newWord(t, m, pl.languages))
		if err != nil {
			return nil, err
		}
		words[i] = w
		if !negated {
			pl.words = append(pl.words, w)
		}
	}
	if len(words) == 1 {
		return words[0], nil
	}
	p := &phraseNode{words}
	if !negated {
		pl.phrases = append(pl.phrases, p)
	}
	return p, nil
}

// lookUp finds the terms a word stands for in the dictionaries.
func (pl *planner) lookUp(w *word) (*wordNode, error) {
	key := fmt.Sprint(w.mode, w.typed, w.languages)
	if known, ok := pl.view.derived.word(key); ok {
		return known, nil
	}
	if w.mode == stemmed {
		same := newAccentPath(w.folded, false)
		for _, p := range pl.view.parts {
			if err := walk(p.words, same, nil, nil, func(t string) bool { w.widen(t); return true }); err != nil {
				return nil, err
			}
		}
	}
	path := newAccentPath(w.folded, w.mode == prefix)
	if w.mode == stemmed && len(w.stems) > 0 {
		path = newAccentPath(w.root, true)
	}
	n := &wordNode{word: w, terms: make([][]string, len(pl.view.parts))}
	known := make(map[string]bool)
	total := 0
	for i, p := range pl.view.parts {
		err := walk(p.words, path, nil, nil, func(t string) bool {
			match, seen := known[t]
			if !seen {
				match = w.matches(t)
				known[t] = match
			}
			if match {
				n.terms[i] = append(n.terms[i], t)
				total++
			}
			return total <= maxTerms
		})
		if err != nil {
			return nil, err
		}
	}
	if total > maxTerms {
		return nil, corpus.Errorf(corpus.ErrInvalid, "%q stands for too many words", w.typed+"*").
			WithHint("type more letters before the *")
	}
	pl.view.derived.keep(key, n)
	own := *n
	return &own, nil
}

func (pl *planner) filter(f Filter) (node, error) {
	n := &tagNode{tags: make([][]string, len(pl.view.parts))}
	name := f.tagName()
	if name == "key" {
		err := pl.tags(n, name, equal(name, "yes"))
		if truth(f.Value) == "no" {
			return notNode{n}, err
		}
		return n, err
	}
	return n, pl.tags(n, name, f.test())
}

// oneOf makes the node of a field that has one of several values.
func (pl *planner) oneOf(q OneOf) (node, error) {
	n := &tagNode{tags: make([][]string, len(pl.view.parts))}
	values := make(map[string]bool, len(q.Values))
	for _, v := range q.Values {
		values[plain(v)] = true
	}
	return n, pl.tags(n, Filter{Field: q.Field}.tagName(), func(v string) bool { return values[v] })
}

func (pl *planner) tags(n *tagNode, name string, accept func(string) bool) error {
	for i, p := range pl.view.parts {
		if err := walkPrefix(p.tags, name+"\x00", func(term string) bool {
			if v, _, _ := tagParts(term); accept(v) {
				n.tags[i] = append(n.tags[i], term)
			}
			return true
		}); err != nil {
			return err
		}
	}
	return nil
}

// equal makes the test of a value: the start of one where it ends in *, and a
// language with all its regions.
func equal(name, value string) func(string) bool {
	if start, ok := strings.CutSuffix(value, "*"); ok {
		return func(v string) bool { return strings.HasPrefix(v, start) }
	}
	if name == "lang" {
		return func(v string) bool { return v == value || strings.HasPrefix(v, value+"-") }
	}
	if name == "code" {
		// watson:hope may be asked for as hope.
		return func(v string) bool { return v == value || strings.HasSuffix(v, ":"+value) }
	}
	x, err := strconv.ParseFloat(value, 64)
	if err != nil {
		return func(v string) bool { return v == value }
	}
	return func(v string) bool {
		if v == value {
			return true
		}
		y, err := strconv.ParseFloat(v, 64)
		return err == nil && x == y && strings.HasPrefix(name, tagValue)
	}
}

// compare compares two values as numbers where both are, as dates where both
// are; of anything else none is larger than the other.
func compare(v, than, op string) bool {
	var c int
	x, errX := strconv.ParseFloat(v, 64)
	y, errY := strconv.ParseFloat(than, 64)
	switch {
	case errX == nil && errY == nil:
		switch {
		case x < y:
			c = -1
		case x > y:
			c = 1
		}
	case IsDate(v) && IsDate(than):
		// A month or year stands for its days: created<=2026-04 has all April.
		n := min(len(v), len(than))
		c = strings.Compare(v[:n], than[:n])
	default:
		return false
	}
	switch op {
	case "<":
		return c < 0
	case "<=":
		return c <= 0
	case ">":
		return c > 0
	}
	return c >= 0
}

// IsDate reports whether a filter can compare a value as a date: a day
// (2006-01-02), a month (2006-01) or a year.
func IsDate(s string) bool {
	for _, layout := range []string{time.DateOnly, "2006-01", "2006"} {
		if _, err := time.Parse(layout, s); err == nil {
			return true
		}
	}
	return false
}

func (n andNode) find(ctx context.Context, p *part, i int) (*roaring.Bitmap, error) {
	// What is cheap goes first; what must not be there is taken from it.
	order := slices.Clone(n)
	slices.SortStableFunc(order, func(a, b node) int { return cost(a) - cost(b) })
	var set *roaring.Bitmap
	for _, part := range order {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if not, ok := part.(notNode); ok && set != nil {
			out, err := not.node.find(ctx, p, i)
			if err != nil {
				return nil, err
			}
			set.AndNot(out)
			continue
		}
		var found *roaring.Bitmap
		var err error
		if phrase, ok := part.(*phraseNode); ok {
			found, err = phrase.findIn(ctx, p, i, set)
		} else {
			found, err = part.find(ctx, p, i)
		}
		if err != nil {
			return nil, err
		}
		if set == nil {
			set = found
		} else {
			set.And(found)
		}
		if set.IsEmpty() {
			break
		}
	}
	return set, nil
}

func cost(n node) int {
	switch n.(type) {
	case *tagNode, *wordNode:
		return 0
	case orNode, andNode:
		return 1
	case notNode:
		return 2
	}
	return 3
}

func (n orNode) find(ctx context.Context, p *part, i int) (*roaring.Bitmap, error) {
	set := roaring.New()
	for _, part := range n {
		found, err := part.find(ctx, p, i)
		if err != nil {
			return nil, err
		}
		set.Or(found)
	}
	return set, nil
}

func (n notNode) find(ctx context.Context, p *part, i int) (*roaring.Bitmap, error) {
	found, err := n.node.find(ctx, p, i)
	if err != nil {
		return nil, err
	}
	all := p.live()
	all.AndNot(found)
	return all, nil
}

func (n *wordNode) find(_ context.Context, p *part, i int) (*roaring.Bitmap, error) {
	set := roaring.New()
	return set, postings(p.words, n.terms[i], set)
}

func (n *tagNode) find(_ context.Context, p *part, i int) (*roaring.Bitmap, error) {
	set := roaring.New()
	return set, postings(p.tags, n.tags[i], set)
}
