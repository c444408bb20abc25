package search

import (
	"context"
	"slices"

	"github.com/RoaringBitmap/roaring/v2"
)

func (n *phraseNode) find(ctx context.Context, p *part, i int) (*roaring.Bitmap, error) {
	return n.findIn(ctx, p, i, nil)
}

// findIn finds the phrase in a part or, where within is given, in some of its
// passages.
func (n *phraseNode) findIn(ctx context.Context, p *part, i int, within *roaring.Bitmap) (
	*roaring.Bitmap, error) {
	// The passages that have all words, in whatever order.
	found := roaring.New()
	var candidates *roaring.Bitmap
	order := make([]int, len(n.words)) // rarest first
	size := make([]uint64, len(n.words))
	for k, w := range n.words {
		set, err := w.find(ctx, p, i)
		if err != nil {
			return nil, err
		}
		order[k], size[k] = k, set.GetCardinality()
		if candidates == nil {
			candidates = set
		} else {
			candidates.And(set)
		}
		if candidates.IsEmpty() {
			return found, nil
		}
	}
	p.without(candidates)
	if within != nil {
		candidates.And(within)
	}
	slices.SortFunc(order, func(a, b int) int { return int(size[a]) - int(size[b]) })

	places := make([]placeReader, len(order))
	for j, k := range order {
		r, err := newPlaceReader(p, n.words[k].terms[i], candidates)
		if err != nil {
			return nil, err
		}
		places[j] = r
	}
	var starts, here []int
	checked := 0
	for it := candidates.Iterator(); it.HasNext(); {
		doc := it.Next()
		if checked++; checked%4096 == 0 {
			if err := ctx.Err(); err != nil {
				return nil, err
			}
		}
		// starts are the places where the phrase can begin.
		starts = starts[:0]
		for j, k := range order {
			var err error
			if here, err = places[j].at(doc, here[:0]); err != nil {
				return nil, err
			}
			if j == 0 {
				for _, at := range here {
					starts = append(starts, at-k)
				}
			} else {
				starts = slices.DeleteFunc(starts, func(s int) bool { return !slices.Contains(here, s+k) })
			}
			if len(starts) == 0 {
				break
			}
		}
		if len(starts) > 0 {
			found.Add(doc)
		}
	}
	return found, nil
}
