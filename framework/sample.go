package framework

import (
	"cmp"
	"math/rand/v2"
	"slices"
)

// CellAt is a crossing of a matrix, by row and column; in the margins one of
// them is [All].
type CellAt struct{ Row, Column int }

// Summarised lists the crossings of a matrix that have a summary, row by row.
func Summarised(m *Matrix) []CellAt {
	var all []CellAt
	for row := range m.Rows {
		for column := range m.Columns {
			if c := m.At(row, column).Cell; c != nil && c.Summary != "" {
				all = append(all, CellAt{row, column})
			}
		}
	}
	return all
}

// Sample draws n cells at random, without putting any back, and returns them
// in their order; all of them where there are not more. The same seed draws
// the same ones.
func Sample(cells []CellAt, n int, seed uint64) []CellAt {
	if n >= len(cells) {
		return cells
	}
	var drawn []CellAt
	for _, i := range rand.New(rand.NewPCG(seed, 0)).Perm(len(cells))[:max(n, 0)] {
		drawn = append(drawn, cells[i])
	}
	slices.SortFunc(drawn, func(a, b CellAt) int {
		return cmp.Or(cmp.Compare(a.Row, b.Row), cmp.Compare(a.Column, b.Column))
	})
	return drawn
}
