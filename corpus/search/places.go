package search

import (
	"slices"

	"github.com/RoaringBitmap/roaring/v2"
	segment "github.com/blevesearch/scorch_segment_api/v2"
)

// The places of a term in a passage are packed into what bleve keeps as the
// term's frequency there: a location record of bleve's takes eight bytes, of
// which seven say nothing new. The first place and the distances to the next
// ones, all at least 1, are written in groups of three bits with a fourth that
// says whether more of the same number follow, the lowest group first. Where
// that takes more than the 62 bits there are, bleve's records are used.
const (
	packedGroups = 15
	packedBits   = 4 * packedGroups
)

// pack packs rising places, from 1; ok is false where they do not fit.
func pack(places []int) (packed uint64, ok bool) {
	shift, last := 0, 0
	for _, p := range places {
		for d := uint64(p - last); ; {
			if shift >= packedBits {
				return 0, false
			}
			group := d & 7
			d >>= 3
			if d > 0 {
				group |= 8
			}
			packed |= group << shift
			shift += 4
			if d == 0 {
				break
			}
		}
		last = p
	}
	return packed, true
}

// unpack adds packed places to a list.
func unpack(packed uint64, places []int) []int {
	at := 0
	for packed > 0 {
		d, shift := 0, 0
		for {
			d |= int(packed&7) << shift
			more := packed&8 != 0
			packed >>= 4
			shift += 3
			if !more || packed == 0 {
				break
			}
		}
		at += d
		places = append(places, at)
	}
	return places
}

// packedCount is how many places are packed.
func packedCount(packed uint64) (n int) {
	for ; packed > 0; packed >>= 4 {
		if packed&8 == 0 {
			n++
		}
	}
	return n
}

// placesOf adds the places of a posting to a list.
func placesOf(p segment.Posting, places []int) []int {
	locations := p.Locations()
	if len(locations) == 0 {
		return unpack(p.Frequency(), places)
	}
	for _, l := range locations {
		places = append(places, int(l.Pos()))
	}
	return places
}

// countOf is how often the term of a posting is in its passage.
func countOf(p segment.Posting) int {
	if n := len(p.Locations()); n > 0 {
		return n
	}
	return packedCount(p.Frequency())
}

// termIterator walks through the postings of one term in some passages of a
// part, in order.
func (p *part) termIterator(term string, in *roaring.Bitmap) (segment.PostingsIterator, error) {
	list, err := p.words.PostingsList([]byte(term), nil, nil)
	if err != nil {
		return nil, err
	}
	it := list.Iterator(true, true, true, nil)
	if o, ok := it.(segment.OptimizablePostingsIterator); ok && o.ActualBitmap() != nil {
		o.ReplaceActual(roaring.And(o.ActualBitmap(), in))
	}
	return it, nil
}

// placeReader reads the places of one word, which may be several terms, in
// passages of rising number.
type placeReader []termPlaces

type termPlaces struct {
	it      segment.PostingsIterator
	current segment.Posting
	number  uint32
	begun   bool
}

func newPlaceReader(p *part, terms []string, candidates *roaring.Bitmap) (placeReader, error) {
	r := make(placeReader, 0, len(terms))
	for _, t := range terms {
		it, err := p.termIterator(t, candidates)
		if err != nil {
			return nil, err
		}
		r = append(r, termPlaces{it: it})
	}
	return r, nil
}

// at adds the places of the word in a passage to a list.
func (r placeReader) at(doc uint32, places []int) ([]int, error) {
	n := 0
	for i := range r {
		t := &r[i]
		if !t.begun || t.current != nil && t.number < doc {
			next, err := t.it.Advance(uint64(doc))
			if err != nil {
				return nil, err
			}
			t.begun, t.current = true, next
			if next != nil {
				t.number = uint32(next.Number())
			}
		}
		if t.current != nil && t.number == doc {
			places = placesOf(t.current, places)
			n++
		}
	}
	if n > 1 {
		slices.Sort(places)
	}
	return places, nil
}
