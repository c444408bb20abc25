package project

import (
	"context"
	"slices"

	"framewise/codebook"
	"framewise/corpus"
	"framewise/framework"
	"framewise/framework/store"
)

// CellsWanted chooses cells, those in the margins too; the zero value chooses
// all. [framework.AllWord] chooses a margin: as the case the column summaries,
// as the code the case summaries.
type CellsWanted struct {
	Case string // a label
	Code string // with all codes below it
}

// wanted tells whether a crossing of a matrix is one of those chosen.
func (w CellsWanted) wanted(ctx context.Context, r store.Reader, m *framework.Matrix) (func(row, column int) bool, error) {
	label, under, inMargin := "", []codebook.CodeID(nil), false
	if w.Case != "" {
		cases, err := r.Cases(ctx)
		if err != nil {
			return nil, err
		}
		c, err := findCase(cases, w.Case)
		switch {
		case err == nil:
			label = c.Label
		case isNotFound(err) && isAll(w.Case, "cases"):
			label = framework.AllWord
		default:
			return nil, err
		}
	}
	if w.Code != "" {
		c, err := m.Tree.Find(w.Code)
		switch {
		case err == nil:
			under = m.Tree.Under(c.ID)
		case isNotFound(err) && isAll(w.Code, "codes"):
			inMargin = true
		default:
			return nil, err
		}
	}
	return func(row, column int) bool {
		if row == framework.All && column == framework.All || label != "" && m.Label(row) != label {
			return false
		}
		if column == framework.All {
			return under == nil
		}
		return !inMargin && (under == nil || slices.Contains(under, m.Columns[column].ID))
	}, nil
}

// Cells lists the places of the cells wanted in a matrix of all cases and
// codes: the column summaries, then case by case the case summary and the
// cells. A place is there whether or not anything is charted at it.
func (p *Project) Cells(ctx context.Context, w CellsWanted) (m *framework.Matrix, places []framework.CellAt, err error) {
	err = p.store.View(ctx, func(r store.Reader) error {
		if m, err = matrix(ctx, r, MatrixView{}); err != nil {
			return err
		}
		wanted, err := w.wanted(ctx, r, m)
		if err != nil {
			return err
		}
		for row := framework.All; row < len(m.Rows); row++ {
			for column := framework.All; column < len(m.Columns); column++ {
				if wanted(row, column) {
					places = append(places, framework.CellAt{Row: row, Column: column})
				}
			}
		}
		return nil
	})
	return m, places, err
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
