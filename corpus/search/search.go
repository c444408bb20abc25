package search

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/RoaringBitmap/roaring/v2"

	"framewise/corpus"
)

// Order is the order of the hits.
type Order int

// The orders of hits.
const (
	ByDocument  Order = iota // by label (P2 before P10), then by turn
	ByRelevance              // BM25, then by document
)

// Request says which hits are wanted.
type Request struct {
	What   What
	Order  Order
	Offset int
	Limit  int // 0 is [DefaultLimit], negative is all
	// Facets are the fields ([Fields], or the name of an attribute) whose
	// values are to be counted over all hits.
	Facets []string
	// Attributes are the names of the project's attributes. Where it is not
	// nil, a filter by any other name is a [corpus.ErrInvalid] that suggests
	// the nearest.
	Attributes []string
}

// DefaultLimit is the number of hits where a [Request] says nothing.
const DefaultLimit = 50

// Result is the answer to a [Query].
type Result struct {
	What   What // where was looked: Turns, Quotes or Both
	Total  int  // of all hits, whatever the limit
	Hits   []Hit
	Facets map[string][]Count // by field, as asked for
}

// Count is how many of the hits have a value.
type Count struct {
	Value string `json:"value"`
	Count int    `json:"count"`
}

// Search answers a query. An error is a [corpus.ErrInvalid] for a query that
// can't be answered, an [ErrBroken] where the index is damaged, or the
// context's.
func (x *Index) Search(ctx context.Context, q Query, r Request) (*Result, error) {
	what, err := aim(q, r)
	if err != nil {
		return nil, err
	}
	if r.Limit == 0 {
		r.Limit = DefaultLimit
	}
	r.Offset = max(r.Offset, 0)
	res := &Result{What: what, Facets: make(map[string][]Count, len(r.Facets))}
	need := -1 // hits from the start, when both indexes are mixed
	if r.Limit > 0 {
		need = r.Offset + r.Limit
	}
	var hits []Hit
	counts := make(map[string]map[string]int)
	for _, s := range x.shards(what) {
		err := s.read(func(v *view) error {
			f := finder{turns: s == x.turns, req: r, counts: counts}
			if what == Both {
				f.offset, f.limit = 0, need
			} else {
				f.offset, f.limit = r.Offset, r.Limit
			}
			langs, err := v.languages()
			if err != nil {
				return err
			}
			f.planner = planner{view: v, languages: stemmable(append(langs, x.opts.Languages...))}
			total, found, err := f.find(ctx, q)
			res.Total += total
			hits = append(hits, found...)
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	if what == Both {
		slices.SortStableFunc(hits, func(a, b Hit) int { return compareHits(&a, &b, r.Order) })
		hits = hits[min(r.Offset, len(hits)):]
		if r.Limit > 0 {
			hits = hits[:min(r.Limit, len(hits))]
		}
	}
	res.Hits = hits
	for _, field := range r.Facets {
		res.Facets[field] = sorted(counts[field])
	}
	return res, nil
}

// aim decides where to look and checks the fields of the filters.
func aim(q Query, r Request) (What, error) {
	if q == nil {
		return Auto, corpus.Errorf(corpus.ErrInvalid, "the query is empty")
	}
	var err error
	quotesOnly := ""
	filters(q, func(f Filter) {
		name := strings.ToLower(f.Field)
		known := slices.Contains(Fields, name)
		if !known && r.Attributes != nil && err == nil {
			same := func(a string) bool { return plain(a) == plain(name) }
			if !slices.ContainsFunc(r.Attributes, same) {
				e := corpus.Errorf(corpus.ErrInvalid, "there is no field or attribute %q to look in", f.Field)
				if near := corpus.Nearest(name, append(slices.Clone(Fields), r.Attributes...)); near != "" {
					e.Advice = fmt.Sprintf("did you mean %s%s%s?", near, f.Op, f.Value)
				} else {
					e.Advice = "to look for the words themselves, put them into quotation marks"
				}
				err = e
			}
		}
		if !turnFields[name] || name == "kind" && plain(f.Value) != string(KindTurn) {
			quotesOnly = f.Field
		}
	})
	switch {
	case err != nil:
		return Auto, err
	case r.What == Turns && quotesOnly != "":
		return Auto, corpus.Errorf(corpus.ErrInvalid, "turns can't be searched by %s: only quotes have it", quotesOnly).
			WithHint("search quotes, or leave %s out", quotesOnly)
	case r.What != Auto:
		return r.What, nil
	case quotesOnly != "":
		return Quotes, nil
	}
	return Turns, nil
}

func sorted(counts map[string]int) []Count {
	list := make([]Count, 0, len(counts))
	for v, n := range counts {
		list = append(list, Count{v, n})
	}
	slices.SortFunc(list, func(a, b Count) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), corpus.CompareLabels(a.Value, b.Value))
	})
	return list
}

// finder answers one query from one view.
type finder struct {
	planner
	turns         bool
	req           Request
	offset, limit int
	counts        map[string]map[string]int
}

func (f *finder) find(ctx context.Context, q Query) (total int, hits []Hit, err error) {
	root, err := f.plan(ctx, q, false)
	if err != nil {
		return 0, nil, err
	}
	sets := make([]*roaring.Bitmap, len(f.view.parts))
	for i, p := range f.view.parts {
		if err := ctx.Err(); err != nil {
			return 0, nil, err
		}
		set, err := root.find(ctx, p, i)
		if err != nil {
			return 0, nil, err
		}
		sets[i] = p.without(set)
		total += int(set.GetCardinality())
	}
	for _, field := range f.req.Facets {
		if err := f.facet(ctx, field, sets); err != nil {
			return 0, nil, err
		}
	}
	look := &lookFor{root: root, words: f.words, phrases: f.phrases}
	hits, err = f.page(ctx, sets, look)
	return total, hits, err
}

// facet counts the values of a field.
func (f *finder) facet(ctx context.Context, field string, sets []*roaring.Bitmap) error {
	counts := f.counts[field]
	if counts == nil {
		counts = make(map[string]int)
		f.counts[field] = counts
	}
	name := strings.ToLower(field)
	if !slices.Contains(Fields, name) {
		name = attributeTag(field)
	}
	for i, p := range f.view.parts {
		if name == "kind" && f.turns {
			counts[string(KindTurn)] += int(sets[i].GetCardinality())
			continue
		}
		c, err := p.column(ctx, name)
		if err != nil {
			return err
		}
		sums := make([]int, len(c.terms))
		each(sets[i], func(_ int, n uint32) {
			for _, v := range c.of(n) {
				sums[v]++
			}
		})
		for v, n := range sums {
			if n > 0 {
				_, shown, _ := tagParts(c.terms[v])
				counts[shown] += n
			}
		}
	}
	return nil
}

// each calls yield for the passages of a set, with their rank.
func each(set *roaring.Bitmap, yield func(rank int, n uint32)) {
	var buf [1024]uint32
	rank := 0
	for it := set.ManyIterator(); ; {
		n := it.NextMany(buf[:])
		if n == 0 {
			return
		}
		for _, d := range buf[:n] {
			yield(rank, d)
			rank++
		}
	}
}

// source is a document the hits are ordered by.
type source struct {
	label string
	id    string
}

// located is a hit before its details are read.
type located struct {
	part  int
	n     uint32
	order int // of its document
	score float32
}

// page chooses the hits asked for and reads their details.
func (f *finder) page(ctx context.Context, sets []*roaring.Bitmap, look *lookFor) ([]Hit, error) {
	sources, orders, err := f.order(ctx)
	if err != nil {
		return nil, err
	}
	columns := make([]*column, len(sets))
	for i, p := range f.view.parts {
		if columns[i], err = p.column(ctx, "doc"); err != nil {
			return nil, err
		}
	}
	orderOf := func(part int, n uint32) int {
		if of := columns[part].of(n); len(of) > 0 {
			return orders[part][of[0]]
		}
		return len(sources)
	}
	if f.req.Order == ByRelevance {
		return f.best(ctx, sets, sources, orderOf, look)
	}
	// How many hits each document has tells which documents the page is of.
	perDocument := make([]int, len(sources)+1)
	for i, set := range sets {
		each(set, func(_ int, n uint32) { perDocument[orderOf(i, n)]++ })
	}
	first, last, before, seen := -1, -1, 0, 0
	for d, n := range perDocument {
		if n == 0 {
			continue
		}
		if f.limit >= 0 && seen >= f.offset+f.limit {
			break
		}
		if seen+n > f.offset {
			if first < 0 {
				first, before = d, seen
			}
			last = d
		}
		seen += n
	}
	if first < 0 {
		return nil, nil
	}
	var found []located
	for i, set := range sets {
		each(set, func(_ int, n uint32) {
			if o := orderOf(i, n); first <= o && o <= last {
				found = append(found, located{part: i, n: n, order: o})
			}
		})
	}
	hits, err := f.read(found, sources, look)
	if err != nil {
		return nil, err
	}
	slices.SortFunc(hits, func(a, b Hit) int { return compareHits(&a, &b, ByDocument) })
	hits = hits[f.offset-before:]
	if f.limit >= 0 {
		hits = hits[:min(f.limit, len(hits))]
	}
	return hits, nil
}

// best chooses the hits of the highest scores.
func (f *finder) best(ctx context.Context, sets []*roaring.Bitmap, sources []source,
	orderOf func(int, uint32) int, look *lookFor) ([]Hit, error) {
	scores, err := f.rank(ctx, sets)
	if err != nil {
		return nil, err
	}
	var found []located
	for i, set := range sets {
		each(set, func(rank int, n uint32) {
			found = append(found, located{part: i, n: n, score: scores[i][rank]})
		})
	}
	if want := f.offset + f.limit; f.limit >= 0 && want < len(found) {
		// Only the scores that can reach the page are put in order.
		limit := kth(found, want)
		found = slices.DeleteFunc(found, func(l located) bool { return l.score < limit })
	}
	for i := range found {
		found[i].order = orderOf(found[i].part, found[i].n)
	}
	slices.SortFunc(found, func(a, b located) int {
		return cmp.Or(cmp.Compare(b.score, a.score), a.order-b.order, a.part-b.part, cmp.Compare(a.n, b.n))
	})
	found = found[min(f.offset, len(found)):]
	if f.limit >= 0 {
		found = found[:min(f.limit, len(found))]
	}
	return f.read(found, sources, look)
}

// kth is the k-th highest score, k from 1.
func kth(found []located, k int) float32 {
	top := make([]float32, 0, k) // a heap with the lowest at its root
	down := func() {
		for i := 0; ; {
			c := 2*i + 1
			if c >= len(top) {
				return
			}
			if c+1 < len(top) && top[c+1] < top[c] {
				c++
			}
			if top[i] <= top[c] {
				return
			}
			top[i], top[c] = top[c], top[i]
			i = c
		}
	}
	for _, l := range found {
		switch {
		case len(top) < k:
			top = append(top, l.score)
			for i := len(top) - 1; i > 0 && top[i] < top[(i-1)/2]; i = (i - 1) / 2 {
				top[i], top[(i-1)/2] = top[(i-1)/2], top[i]
			}
		case l.score > top[0]:
			top[0] = l.score
			down()
		}
	}
	return top[0]
}

// order puts the documents of a view in order and says, for each part, which
// place each value of its doc column has.
func (f *finder) order(ctx context.Context) ([]source, [][]int, error) {
	place := make(map[source]int)
	var sources []source
	for _, p := range f.view.parts {
		c, err := p.column(ctx, "doc")
		if err != nil {
			return nil, nil, err
		}
		for _, t := range c.terms {
			_, label, id := tagParts(t)
			s := source{label, id}
			if _, ok := place[s]; !ok {
				place[s] = 0
				sources = append(sources, s)
			}
		}
	}
	slices.SortFunc(sources, compareSources)
	for i, s := range sources {
		place[s] = i
	}
	orders := make([][]int, len(f.view.parts))
	for i, p := range f.view.parts {
		c, err := p.column(ctx, "doc")
		if err != nil {
			return nil, nil, err
		}
		orders[i] = make([]int, len(c.terms))
		for j, t := range c.terms {
			_, label, id := tagParts(t)
			orders[i][j] = place[source{label, id}]
		}
	}
	return sources, orders, nil
}

// read reads the details of hits.
func (f *finder) read(found []located, sources []source, look *lookFor) ([]Hit, error) {
	hits := make([]Hit, len(found))
	for i, l := range found {
		p := f.view.parts[l.part]
		id, err := p.seg.DocID(uint64(l.n))
		if err != nil {
			return nil, err
		}
		h := Hit{ID: string(id), Kind: KindTurn, Score: float64(l.score), look: look}
		if l.order < len(sources) {
			h.Label, h.Document = sources[l.order].label, corpus.DocumentID(sources[l.order].id)
		}
		if f.turns {
			h.Document, h.Turn = splitTurnID(h.ID)
		} else {
			kind, err := f.one(p, l.n, "kind")
			if err != nil {
				return nil, err
			}
			number, err := f.one(p, l.n, tagNumber)
			if err != nil {
				return nil, err
			}
			h.Kind = Kind(kind)
			h.Turn, _ = strconv.Atoi(number)
		}
		hits[i] = h
	}
	return hits, nil
}

// one is the one value of a tag that a passage has.
func (f *finder) one(p *part, n uint32, name string) (string, error) {
	c, err := p.column(context.Background(), name)
	if err != nil {
		return "", err
	}
	if of := c.of(n); len(of) > 0 {
		_, shown, _ := tagParts(c.terms[of[0]])
		return shown, nil
	}
	return "", nil
}
