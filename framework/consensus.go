package framework

import (
	"cmp"
	"iter"
	"slices"

	"framewise/codebook"
	"framewise/corpus"
)

// Agreement is a stretch that several coders put under one code.
type Agreement struct {
	Coding codebook.Coding    // the one that stands for it
	Others []codebook.CoderID // the coders of the others, in the order of the text
}

// Consensus finds what coders agree on. Two codings agree where different
// coders put overlapping stretches of a text under the same code, and the
// overlap is at least half of the shorter one: coders seldom cut a stretch
// alike, and neighbours that touch are no agreement. Codings that agree, with
// each other or through a third, are one stretch. The one that shares most
// with the other coders' stands for it; of equals the shorter, then the older.
//
// What one coder alone saw is left out, and so are codings whose stretches
// others coded otherwise. This definition is ours: the literature asks teams
// to meet and settle, and gives no rule for machines.
func Consensus(codings []codebook.Coding) []Agreement {
	type place struct {
		document corpus.DocumentID
		version  int
		code     codebook.CodeID
	}
	at := func(c *codebook.Coding) place { return place{c.Anchor.Document, c.Anchor.Version, c.Code} }
	var order []place
	groups := make(map[place][]codebook.Coding)
	for i := range codings {
		p := at(&codings[i])
		if groups[p] == nil {
			order = append(order, p)
		}
		groups[p] = append(groups[p], codings[i])
	}
	var out []Agreement
	for _, p := range order {
		out = append(out, agreements(groups[p])...)
	}
	return out
}

// agreements finds what is agreed among the codings of one text under one
// code.
func agreements(codings []codebook.Coding) []Agreement {
	slices.SortFunc(codings, func(a, b codebook.Coding) int {
		return cmp.Or(cmp.Compare(a.Anchor.Span.Start, b.Anchor.Span.Start),
			cmp.Compare(a.Anchor.Span.End, b.Anchor.Span.End), cmp.Compare(a.ID, b.ID))
	})
	stretch := make([]int, len(codings)) // the first coding of the same stretch
	shared := make([]corpus.Pos, len(codings))
	for i := range codings {
		stretch[i] = i
	}
	for i := range codings {
		for j := i + 1; j < len(codings) && codings[j].Anchor.Span.Start < codings[i].Anchor.Span.End; j++ {
			n, ok := agree(&codings[i], &codings[j])
			if !ok {
				continue
			}
			shared[i], shared[j] = shared[i]+n, shared[j]+n
			from, to := max(stretch[i], stretch[j]), min(stretch[i], stretch[j])
			for k := range stretch {
				if stretch[k] == from {
					stretch[k] = to
				}
			}
		}
	}
	stretches := make([][]int, len(codings))
	for i, first := range stretch {
		stretches[first] = append(stretches[first], i)
	}
	var out []Agreement
	for _, members := range stretches {
		if len(members) < 2 {
			continue
		}
		best := slices.MaxFunc(members, func(i, j int) int {
			a, b := &codings[i], &codings[j]
			return cmp.Or(cmp.Compare(shared[i], shared[j]), cmp.Compare(b.Anchor.Span.Len(), a.Anchor.Span.Len()),
				b.Created.Compare(a.Created), cmp.Compare(b.ID, a.ID))
		})
		found := Agreement{Coding: codings[best]}
		for _, i := range members {
			if who := codings[i].Coder; who != found.Coding.Coder && !slices.Contains(found.Others, who) {
				found.Others = append(found.Others, who)
			}
		}
		out = append(out, found)
	}
	return out
}

// agree tells whether two codings of one text under one code agree, and how
// many code points they share.
func agree(a, b *codebook.Coding) (shared corpus.Pos, ok bool) {
	x, y := a.Anchor.Span, b.Anchor.Span
	shared = min(x.End, y.End) - max(x.Start, y.Start)
	return shared, a.Coder != b.Coder && shared > 0 && 2*shared >= min(x.Len(), y.Len())
}

// counted are the codings that count in a view.
func (v *View) counted(codings iter.Seq2[codebook.Coding, error]) iter.Seq2[Agreement, error] {
	return func(yield func(Agreement, error) bool) {
		var all []codebook.Coding
		for coding, err := range codings {
			if err == nil && len(v.Coders) > 0 && !slices.Contains(v.Coders, coding.Coder) {
				continue
			}
			if err == nil && v.Consensus {
				all = append(all, coding)
				continue
			}
			if !yield(Agreement{Coding: coding}, err) {
				return
			}
		}
		for _, a := range Consensus(all) {
			if !yield(a, nil) {
				return
			}
		}
	}
}
