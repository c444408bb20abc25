package search

import (
	"context"
	"math"

	"github.com/RoaringBitmap/roaring/v2"
)

// The usual constants of BM25 (Robertson and Zaragoza, "The Probabilistic
// Relevance Framework", 2009, § 3.5).
const (
	bm25K = 1.2
	bm25B = 0.75
)

// rank gives the passages of some sets their scores by BM25: rare words weigh
// more than frequent ones, repeated ones more than single ones, in short
// passages more than in long. All forms of a word count as one word. The
// scores are by part and by number in it.
func (pl *planner) rank(ctx context.Context, sets []*roaring.Bitmap) ([][]float32, error) {
	scores := make([][]float32, len(sets))
	total := 0
	for i, p := range pl.view.parts {
		scores[i] = make([]float32, p.size)
		total += p.size
	}
	for _, w := range pl.words {
		n := 0
		for i, p := range pl.view.parts {
			set, err := w.find(ctx, p, i)
			if err != nil {
				return nil, err
			}
			n += int(set.GetCardinality())
		}
		idf := math.Log(1 + (float64(total)-float64(n)+0.5)/(float64(n)+0.5))
		for i, p := range pl.view.parts {
			for _, t := range w.terms[i] {
				if err := ctx.Err(); err != nil {
					return nil, err
				}
				it, err := p.termIterator(t, sets[i])
				if err != nil {
					return nil, err
				}
				for {
					next, err := it.Next()
					if err != nil {
						return nil, err
					}
					if next == nil {
						break
					}
					if doc := next.Number(); sets[i].Contains(uint32(doc)) {
						scores[i][doc] += float32(idf * weight(countOf(next), next.Norm(), pl.view.mean))
					}
				}
			}
		}
	}
	return scores, nil
}

// weight is how much a term weighs that is in a passage so many times. bleve
// gives the number of words n of the passage as the norm 1/√n.
func weight(count int, norm, mean float64) float64 {
	tf, length := float64(count), 1/(norm*norm)
	return tf * (bm25K + 1) / (tf + bm25K*(1-bm25B+bm25B*length/mean))
}
