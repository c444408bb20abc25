package search

import (
	"context"
	"fmt"
	"slices"
	"sync"

	"github.com/RoaringBitmap/roaring/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"
	segment "github.com/blevesearch/scorch_segment_api/v2"
)

// view is one moment of an index, for one search. It must be closed.
type view struct {
	snapshot *scorch.IndexSnapshot
	parts    []*part
	derived  *derived
	mean     float64 // words of a passage
}

// part is one segment of a view. Passages have numbers in it from 0.
type part struct {
	size    int
	seg     segment.Segment
	deleted *roaring.Bitmap // or nil
	words   segment.TermDictionary
	tags    segment.TermDictionary
	columns *columns
}

// view opens a view. The caller holds s.mu for reading until it is closed.
func (s *shard) view() (*view, error) {
	if s.idx == nil {
		return nil, s.closedError()
	}
	r, err := s.idx.Reader()
	if err != nil {
		return nil, err
	}
	v := &view{snapshot: r.(*scorch.IndexSnapshot), mean: 1}
	if s.meta.Fed > 0 {
		v.mean = max(float64(s.meta.Words)/float64(s.meta.Fed), 1)
	}
	for _, ss := range v.snapshot.Segments() {
		p := &part{seg: ss.Segment(), deleted: ss.Deleted(), size: int(ss.Segment().Count())}
		if p.words, err = p.seg.Dictionary(textField); err == nil {
			p.tags, err = p.seg.Dictionary(tagField)
		}
		if err != nil {
			_ = v.snapshot.Close()
			return nil, err
		}
		v.parts = append(v.parts, p)
	}
	v.derived = s.cache.attach(v.parts)
	return v, nil
}

func (v *view) close() { _ = v.snapshot.Close() }

// live is the set of all passages that are not deleted.
func (p *part) live() *roaring.Bitmap {
	all := roaring.New()
	all.AddRange(0, uint64(p.size))
	return p.without(all)
}

// without takes the deleted passages out of a set.
func (p *part) without(set *roaring.Bitmap) *roaring.Bitmap {
	if p.deleted != nil {
		set.AndNot(p.deleted)
	}
	return set
}

// orInto is what bleve's postings lists can do beyond their interface.
type orInto interface{ OrInto(*roaring.Bitmap) }

// postings adds the passages that hold any of the terms to a set, deleted ones
// with them.
func postings(dict segment.TermDictionary, terms []string, set *roaring.Bitmap) error {
	var list segment.PostingsList
	for _, t := range terms {
		var err error
		if list, err = dict.PostingsList([]byte(t), nil, list); err != nil {
			return err
		}
		if o, ok := list.(orInto); ok {
			o.OrInto(set)
			continue
		}
		it := list.Iterator(false, false, false, nil)
		for {
			next, err := it.Next()
			if err != nil {
				return err
			}
			if next == nil {
				break
			}
			set.Add(uint32(next.Number()))
		}
	}
	return nil
}

// uncounted walks a dictionary without reading each term's postings.
type uncounted interface {
	AutomatonIteratorOmitCount(a segment.Automaton, from, to []byte) segment.DictionaryIterator
}

// walk calls yield for the terms of a dictionary that an automaton accepts, or
// that lie between two terms, until it returns false.
func walk(dict segment.TermDictionary, a segment.Automaton, from, to []byte, yield func(string) bool) error {
	var it segment.DictionaryIterator
	if u, ok := dict.(uncounted); ok {
		it = u.AutomatonIteratorOmitCount(a, from, to)
	} else {
		it = dict.AutomatonIterator(a, from, to)
	}
	for {
		next, err := it.Next()
		if err != nil || next == nil {
			return err
		}
		if !yield(next.Term) {
			return nil
		}
	}
}

// walkPrefix calls yield for the terms that begin with some bytes.
func walkPrefix(dict segment.TermDictionary, start string, yield func(string) bool) error {
	end := []byte(start)
	end[len(end)-1]++ // all our prefixes end in NUL or an ASCII character
	return walk(dict, nil, []byte(start), end, yield)
}

// tagged lists the tags of one name, as they are compared and as they are.
func (v *view) tagged(name string, yield func(plain, term string) bool) error {
	for _, p := range v.parts {
		if err := walkPrefix(p.tags, name+"\x00", func(term string) bool {
			value, _, _ := tagParts(term)
			return yield(value, term)
		}); err != nil {
			return err
		}
	}
	return nil
}

// languages are the languages of the passages.
func (v *view) languages() ([]string, error) {
	var list []string
	seen := make(map[string]bool)
	err := v.tagged("lang", func(plain, _ string) bool {
		if l := language(plain); !seen[l] && stemmers[l] != nil {
			seen[l] = true
			list = append(list, l)
		}
		return true
	})
	return list, err
}

// documentEntries lists the identifiers in the index of all turns of a
// document.
func (v *view) documentEntries(id string) ([]string, error) {
	var ids []string
	for _, p := range v.parts {
		set := roaring.New()
		if err := postings(p.tags, []string{tag(tagDocument, id)}, set); err != nil {
			return nil, err
		}
		for it := p.without(set).Iterator(); it.HasNext(); {
			b, err := p.seg.DocID(uint64(it.Next()))
			if err != nil {
				return nil, err
			}
			ids = append(ids, string(b))
		}
	}
	return ids, nil
}

// count counts those of the identifiers that are in the index.
func (v *view) count(ids []string) (n uint64, err error) {
	for _, p := range v.parts {
		set, err := p.seg.DocNumbers(ids)
		if err != nil {
			return 0, err
		}
		n += p.without(set).GetCardinality()
	}
	return n, nil
}

// column says for every passage of a segment which values of one tag it has.
type column struct {
	terms  []string // the tags, in order
	starts []uint32 // of passage i in values: starts[i] to starts[i+1]
	values []uint32 // indexes into terms
}

// of lists the values of a passage.
func (c *column) of(n uint32) []uint32 { return c.values[c.starts[n]:c.starts[n+1]] }

// columns are the columns of one segment, made when first asked for. Segments
// never change, so they serve every later search.
type columns struct {
	mu     sync.Mutex
	byName map[string]*column
}

// column makes or finds the column of the tags of one name.
func (p *part) column(ctx context.Context, name string) (*column, error) {
	p.columns.mu.Lock()
	defer p.columns.mu.Unlock()
	if c := p.columns.byName[name]; c != nil {
		return c, nil
	}
	c := &column{starts: make([]uint32, p.size+2)}
	if err := walkPrefix(p.tags, name+"\x00", func(term string) bool {
		c.terms = append(c.terms, term)
		return true
	}); err != nil {
		return nil, err
	}
	// The passages of all terms, one term's after the other's.
	docs := make([]uint32, 0, p.size)
	ends := make([]int, len(c.terms))
	set := roaring.New()
	for i, t := range c.terms {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		set.Clear()
		if err := postings(p.tags, c.terms[i:i+1], set); err != nil {
			return nil, fmt.Errorf("tag %q: %w", t, err)
		}
		n := int(set.GetCardinality())
		docs = slices.Grow(docs, n)
		at := len(docs)
		docs = docs[:at+n]
		set.ManyIterator().NextMany(docs[at:])
		ends[i] = len(docs)
	}
	for _, d := range docs {
		c.starts[d+2]++
	}
	for i := 2; i < len(c.starts); i++ {
		c.starts[i] += c.starts[i-1]
	}
	c.values = make([]uint32, len(docs))
	at := 0
	for i, end := range ends {
		for _, d := range docs[at:end] {
			c.values[c.starts[d+1]] = uint32(i)
			c.starts[d+1]++
		}
		at = end
	}
	p.columns.byName[name] = c
	return c, nil
}

// segmentCache keeps what was made of the segments in use.
type segmentCache struct {
	mu      sync.Mutex
	segs    map[segment.Segment]*columns
	derived *derived
}

// attach gives the parts of a new view their columns and what was made of all
// of them together, and forgets what was made of segments that are gone.
func (c *segmentCache) attach(parts []*part) *derived {
	c.mu.Lock()
	defer c.mu.Unlock()
	same := c.derived != nil && len(c.segs) == len(parts)
	segs := make(map[segment.Segment]*columns, len(parts))
	for i, p := range parts {
		if p.columns = c.segs[p.seg]; p.columns == nil {
			p.columns = &columns{byName: make(map[string]*column)}
		}
		segs[p.seg] = p.columns
		same = same && c.derived.segs[i] == p.seg
	}
	c.segs = segs
	if !same {
		c.derived = &derived{words: make(map[string]*wordNode)}
		for _, p := range parts {
			c.derived.segs = append(c.derived.segs, p.seg)
		}
	}
	return c.derived
}

func (c *segmentCache) clear() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.segs, c.derived = nil, nil
}

// source is a document that hits are ordered by.
type source struct{ label, id string }

// derived is what was made of all segments of a view together: the order of
// their documents, and the terms that words stand for in them.
type derived struct {
	segs []segment.Segment

	mu    sync.Mutex
	words map[string]*wordNode
	order []placed // nil until it is asked for
}

// placed is a document in the order of the hits: its tag, and the parts that
// have passages of it.
type placed struct {
	source
	tag   string
	parts []int
}

// ordered lists the documents in the order of the hits.
func (o *derived) ordered(parts []*part) ([]placed, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.order != nil {
		return o.order, nil
	}
	at := make(map[string]int)
	order := []placed{}
	for i, p := range parts {
		err := walkPrefix(p.tags, "doc\x00", func(term string) bool {
			n, ok := at[term]
			if !ok {
				n = len(order)
				at[term] = n
				_, label, id := tagParts(term)
				order = append(order, placed{source: source{label, id}, tag: term})
			}
			order[n].parts = append(order[n].parts, i)
			return true
		})
		if err != nil {
			return nil, err
		}
	}
	slices.SortFunc(order, func(a, b placed) int { return compareSources(a.source, b.source) })
	o.order = order
	return order, nil
}

// maxWordsKept is how many words are remembered with their terms.
const maxWordsKept = 512

// word finds a word that was looked up before. The copy is the caller's.
func (o *derived) word(key string) (*wordNode, bool) {
	o.mu.Lock()
	defer o.mu.Unlock()
	w, ok := o.words[key]
	if !ok {
		return nil, false
	}
	own := *w
	return &own, true
}

// keep remembers a word.
func (o *derived) keep(key string, w *wordNode) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if len(o.words) >= maxWordsKept {
		clear(o.words)
	}
	o.words[key] = w
}
