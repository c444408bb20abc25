package search

import (
	"context"
	"math"

	"github.com/RoaringBitmap/roaring/v2"
	segment "github.com/blevesearch/scorch_segment_api/v2"
)

// The usual constants of BM25 (Robertson and Zaragoza, "The Probabilistic
// Relevance Framework", 2009, § 3.5).
const (
	bm25K = 1.2
	bm25B = 0.75
)

// rank gives every hit its score by BM25: rare words weigh more than frequent
// ones, repeated ones more than single ones, in short passages more than in
// long. All forms of a word count as one word. The scores of a part are in the
// order of its hits.
func (pl *planner) rank(ctx context.Context, hits []*roaring.Bitmap) ([][]float32, error) {
	scores := make([][]float32, len(hits))
	total := 0
	for i, p := range pl.view.parts {
		scores[i] = make([]float32, hits[i].GetCardinality())
		total += p.size
	}
	for _, w := range pl.words {
		n, words, length := 0, uint64(0), uint64(0)
		type found struct {
			part, rank int
			freq       uint64
			length     uint64
		}
		var all []found
		for i, p := range pl.view.parts {
			set, err := w.find(ctx, p, i)
			if err != nil {
				return nil, err
			}
			n += int(set.GetCardinality())
			for _, t := range w.terms[i] {
				list, err := p.words.PostingsList([]byte(t), nil, nil)
				if err != nil {
					return nil, err
				}
				it := list.Iterator(true, true, false, nil)
				if o, ok := it.(segment.OptimizablePostingsIterator); ok && o.ActualBitmap() != nil {
					o.ReplaceActual(roaring.And(o.ActualBitmap(), hits[i]))
				}
				ranks := hits[i].Iterator()
				at := 0
				for {
					next, err := it.Next()
					if err != nil {
						return nil, err
					}
					if next == nil {
						break
					}
					doc := uint32(next.Number())
					for ranks.HasNext() && ranks.PeekNext() < doc {
						ranks.Next()
						at++
					}
					if !ranks.HasNext() || ranks.PeekNext() != doc {
						continue
					}
					// bleve gives the number of words n as the norm 1/√n.
					norm := next.Norm()
					size := uint64(math.Round(1 / (norm * norm)))
					all = append(all, found{i, at, next.Frequency(), size})
					words, length = words+1, length+size
				}
			}
		}
		if words == 0 {
			continue
		}
		mean := float64(length) / float64(words)
		idf := math.Log(1 + (float64(total)-float64(n)+0.5)/(float64(n)+0.5))
		for _, f := range all {
			tf := float64(f.freq)
			norm := bm25K * (1 - bm25B + bm25B*float64(f.length)/max(mean, 1))
			scores[f.part][f.rank] += float32(idf * tf * (bm25K + 1) / (tf + norm))
		}
	}
	return scores, nil
}
