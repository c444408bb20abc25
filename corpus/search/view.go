package search

import (
	"context"
	"strings"
	"sync"

	"github.com/RoaringBitmap/roaring/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"
	segment "github.com/blevesearch/scorch_segment_api/v2"
)

// view is one moment of an index, for one search. It must be closed.
type view struct {
	snapshot *scorch.IndexSnapshot
	parts    []*part
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
	v := &view{snapshot: r.(*scorch.IndexSnapshot)}
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
	s.cache.attach(v.parts)
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
		c.terms = append(c.terms, strings.Clone(term))
		return true
	}); err != nil {
		return nil, err
	}
	sets := make([]*roaring.Bitmap, len(c.terms))
	total := uint64(0)
	for i, t := range c.terms {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		sets[i] = roaring.New()
		if err := postings(p.tags, []string{t}, sets[i]); err != nil {
			return nil, err
		}
		total += sets[i].GetCardinality()
		for it := sets[i].ManyIterator(); ; {
			var buf [256]uint32
			n := it.NextMany(buf[:])
			if n == 0 {
				break
			}
			for _, d := range buf[:n] {
				c.starts[d+2]++
			}
		}
	}
	for i := 2; i < len(c.starts); i++ {
		c.starts[i] += c.starts[i-1]
	}
	c.values = make([]uint32, total)
	for i, set := range sets {
		for it := set.ManyIterator(); ; {
			var buf [256]uint32
			n := it.NextMany(buf[:])
			if n == 0 {
				break
			}
			for _, d := range buf[:n] {
				c.values[c.starts[d+1]] = uint32(i)
				c.starts[d+1]++
			}
		}
	}
	p.columns.byName[name] = c
	return c, nil
}

// segmentCache keeps the columns of the segments in use.
type segmentCache struct {
	mu   sync.Mutex
	segs map[segment.Segment]*columns
}

// attach gives the parts of a new view their columns and forgets those of
// segments that are gone.
func (c *segmentCache) attach(parts []*part) {
	c.mu.Lock()
	defer c.mu.Unlock()
	segs := make(map[segment.Segment]*columns, len(parts))
	for _, p := range parts {
		if p.columns = c.segs[p.seg]; p.columns == nil {
			p.columns = &columns{byName: make(map[string]*column)}
		}
		segs[p.seg] = p.columns
	}
	c.segs = segs
}

func (c *segmentCache) clear() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.segs = nil
}
