package project

import (
	"context"
	"slices"

	"framewise/codebook"
	"framewise/corpus"
	"framewise/framework"
	"framewise/framework/store"
)

// CellsWanted chooses cells; the zero value chooses all.
type CellsWanted struct {
	Case string // a label
	Code string // with all codes below it
}

// wanted tells whether a crossing of a matrix is one of those chosen.
func (w CellsWanted) wanted(ctx context.Context, r store.Reader, m *framework.Matrix) (func(row, column int) bool, error) {
	label, under := "", []codebook.CodeID(nil)
	if w.Case != "" {
		cases, err := r.Cases(ctx)
		if err != nil {
			return nil, err
		}
		c, err := findCase(cases, w.Case)
		if err != nil {
			return nil, err
		}
		label = c.Label
	}
	if w.Code != "" {
		c, err := m.Tree.Find(w.Code)
		if err != nil {
			return nil, err
		}
		under = m.Tree.Under(c.ID)
	}
	return func(row, column int) bool {
		return (label == "" || m.Rows[row].Case.Label == label) &&
			(under == nil || slices.Contains(under, m.Columns[column].ID))
	}, nil
}

// CheckChart looks for what is wrong with the charting of the cells wanted: by
// the checks named, or by all. The matrix is the one that the findings' rows
// and columns are of. Where something was found that is no error.
func (p *Project) CheckChart(ctx context.Context, w CellsWanted, checks ...framework.CheckKind) (
	m *framework.Matrix, found []framework.Finding, err error,
) {
	err = p.store.View(ctx, func(r store.Reader) error {
		if m, err = matrix(ctx, r, MatrixView{}); err != nil {
			return err
		}
		wanted, err := w.wanted(ctx, r, m)
		if err != nil {
			return err
		}
		documents, err := documentsByCase(ctx, r)
		if err != nil {
			return err
		}
		voice := func(id corpus.CaseID) (*framework.Voice, error) {
			v := new(framework.Voice)
			for _, d := range documents[id] {
				text, err := r.Text(ctx, d.ID, d.Version)
				if err != nil {
					return nil, err
				}
				v.Hear(id, d, text)
			}
			return v, ctx.Err()
		}
		if found, err = framework.Check(m, voice, checks...); err != nil {
			return err
		}
		found = slices.DeleteFunc(found, func(f framework.Finding) bool { return !wanted(f.Row, f.Column) })
		return nil
	})
	return m, found, err
}

// documentsByCase lists the documents in which each case speaks.
func documentsByCase(ctx context.Context, r store.Reader) (map[corpus.CaseID][]*corpus.Document, error) {
	all, err := allDocuments(ctx, r)
	if err != nil {
		return nil, err
	}
	documents := make(map[corpus.CaseID][]*corpus.Document)
	for i := range all {
		for _, id := range all[i].Cases() {
			documents[id] = append(documents[id], &all[i])
		}
	}
	return documents, nil
}
