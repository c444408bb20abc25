package search

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"
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
	what, err := Aim(q, r)
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

// Aim decides where to look, which is not Auto, and checks the fields of the
// filters. The error is a [corpus.ErrInvalid].
func Aim(q Query, r Request) (What, error) {
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
		if known && err == nil {
			err = f.check(name)
		}
		if !turnFields[name] || name == "kind" && plain(f.Value) != string(KindTurn) {
			quotesOnly = f.Field
		}
	})
	switch {
	case err != nil:
		return Auto, err
	case r.What == Turns && quotesOnly != "":
		return Auto, corpus.Errorf(corpus.ErrInvalid,
			"turns can't be searched by %s: only quotes have it", quotesOnly).
			WithHint("search quotes, or leave %s out", quotesOnly)
	case r.What != Auto:
		return r.What, nil
	case quotesOnly != "":
		return Quotes, nil
	}
	return Turns, nil
}

// check reports a filter by a field that every project has whose value can't
// be one, or that is compared by size though only dates have one.
func (f Filter) check(name string) error {
	kinds := []string{string(KindTurn), string(KindQuote), string(KindCell), string(KindMemo)}
	switch {
	case f.Value == "": // one of several, by OneOf
	case name == "created" && !f.Begins():
		for _, v := range []string{f.Value, f.Upper} {
			if v != "" && !IsDate(v) {
				return corpus.Errorf(corpus.ErrInvalid, "created is a date, and %q is not", v).
					WithHint("write dates as 2026-04-30, months as 2026-04")
			}
		}
	case name == "created":
	case f.Op != "" && f.Op != ":":
		return corpus.Errorf(corpus.ErrInvalid, "%s has no order to compare by", name).
			WithHint("%s:… asks for one value", name)
	case name == "kind" && !f.Begins() && !slices.ContainsFunc(kinds, f.Holds):
		return corpus.Errorf(corpus.ErrInvalid, "there is no kind %q", f.Value).
			WithHint("the kinds are %s", strings.Join(kinds, ", "))
	}
	return nil
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
	hits, err = f.page(ctx, sets, total, look)
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
		each(sets[i], func(n uint32) {
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

// each calls yield for the passages of a set.
func each(set *roaring.Bitmap, yield func(n uint32)) {
	var buf [1024]uint32
	for it := set.ManyIterator(); ; {
		n := it.NextMany(buf[:])
		if n == 0 {
			return
		}
		for _, d := range buf[:n] {
			yield(d)
		}
	}
}

// located is a hit before its details are read.
type located struct {
	part  int
	n     uint32
	score float32
}

// small is how many hits are simply read and sorted.
const small = 1000

// page chooses the hits asked for and reads their details.
func (f *finder) page(ctx context.Context, sets []*roaring.Bitmap, total int, look *lookFor) ([]Hit, error) {
	var found []located
	order, before := f.req.Order, 0
	switch {
	case order == ByRelevance && len(f.words) > 0:
		var err error
		if found, err = f.best(ctx, sets, total); err != nil {
			return nil, err
		}
	case total <= small || f.limit < 0:
		found = make([]located, 0, total)
		for i, set := range sets {
			each(set, func(n uint32) { found = append(found, located{part: i, n: n}) })
		}
	default:
		var err error
		if found, before, err = f.window(ctx, sets); err != nil {
			return nil, err
		}
	}
	hits := make([]Hit, len(found))
	for i, l := range found {
		if err := f.read(&hits[i], l); err != nil {
			return nil, err
		}
		hits[i].look = look
	}
	slices.SortFunc(hits, func(a, b Hit) int { return compareHits(&a, &b, order) })
	hits = hits[min(f.offset-before, len(hits)):]
	if f.limit >= 0 {
		hits = hits[:min(f.limit, len(hits))]
	}
	return hits, nil
}

// window chooses the hits of those documents that the page is of, and takes
// them and those before them out of the sets. before is how many hits the
// documents before them have.
func (f *finder) window(ctx context.Context, sets []*roaring.Bitmap) (found []located, before int, err error) {
	order, err := f.view.derived.ordered(f.view.parts)
	if err != nil {
		return nil, 0, err
	}
	take := func(part int, set *roaring.Bitmap) {
		each(set, func(n uint32) { found = append(found, located{part: part, n: n}) })
	}
	skip := func() { // what comes before the page
		if before+len(found) <= f.offset {
			before, found = before+len(found), found[:0]
		}
	}
	of := roaring.New()
	for _, d := range order {
		if err := ctx.Err(); err != nil {
			return nil, 0, err
		}
		for _, i := range d.parts {
			of.Clear()
			if err := postings(f.view.parts[i].tags, []string{d.tag}, of); err != nil {
				return nil, 0, fmt.Errorf("tag %q: %w", d.tag, err)
			}
			of.And(sets[i])
			sets[i].AndNot(of)
			take(i, of)
		}
		if skip(); before+len(found) >= f.offset+f.limit {
			return found, before, nil
		}
	}
	for i, set := range sets { // of no document: these come last
		take(i, set)
	}
	skip()
	return found, before, nil
}

// best chooses the hits whose scores can reach the page.
func (f *finder) best(ctx context.Context, sets []*roaring.Bitmap, total int) ([]located, error) {
	scores, err := f.rank(ctx, sets)
	if err != nil {
		return nil, err
	}
	limit := float32(math.Inf(-1))
	if want := f.offset + f.limit; f.limit >= 0 && want < total {
		top := make([]float32, 0, want)
		for i, set := range sets {
			each(set, func(n uint32) { top = push(top, scores[i][n]) })
		}
		if want > 0 {
			limit = top[0]
		}
	}
	var found []located
	for i, set := range sets {
		each(set, func(n uint32) {
			if score := scores[i][n]; score >= limit {
				found = append(found, located{part: i, n: n, score: score})
			}
		})
	}
	return found, nil
}

// push puts a score into a heap of the highest, the lowest of them at its
// root, which holds as many as its capacity.
func push(top []float32, score float32) []float32 {
	if len(top) < cap(top) {
		top = append(top, score)
		for i := len(top) - 1; i > 0 && top[i] < top[(i-1)/2]; i = (i - 1) / 2 {
			top[i], top[(i-1)/2] = top[(i-1)/2], top[i]
		}
		return top
	}
	if len(top) == 0 || score <= top[0] {
		return top
	}
	top[0] = score
	for i := 0; ; {
		c := 2*i + 1
		if c >= len(top) {
			return top
		}
		if c+1 < len(top) && top[c+1] < top[c] {
			c++
		}
		if top[i] <= top[c] {
			return top
		}
		top[i], top[c] = top[c], top[i]
		i = c
	}
}

// read reads the details of a hit.
func (f *finder) read(h *Hit, l located) error {
	p := f.view.parts[l.part]
	id, err := p.seg.DocID(uint64(l.n))
	if err != nil {
		return err
	}
	h.ID, h.Score = string(id), float64(l.score)
	var from source
	if f.turns {
		h.Kind = KindTurn
		from, h.Turn = splitTurnID(h.ID)
	} else {
		at := ""
		err := p.seg.VisitStoredFields(uint64(l.n), func(field string, _ byte, value []byte, _ []uint64) bool {
			if field == atField {
				at = string(value)
			}
			return true
		})
		if err != nil {
			return err
		}
		from, h.Turn, h.Kind = splitQuoteAt(at)
	}
	h.Label, h.Document = from.label, corpus.DocumentID(from.id)
	return nil
}
