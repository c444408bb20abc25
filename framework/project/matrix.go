package project

import (
	"context"
	"errors"
	"io"

	"framewise/codebook"
	"framewise/corpus"
	"framewise/framework"
	"framewise/framework/store"
	"framewise/framework/xlsx"
)

func isNotFound(err error) bool { return errors.Is(err, corpus.ErrNotFound) }

// MatrixView chooses what a matrix shows, in people's words; the zero value
// shows everything.
type MatrixView struct {
	Cases      []string          // labels
	Where      map[string]string // attribute → value
	GroupBy    []string          // attributes whose values keep rows together
	OrderBy    []string          // attributes
	Codes      []string          // each with all codes below it
	Depth      int               // levels of codes that have columns; 0 is all
	Attributes []string          // to show; nil is all
	Coders     []string          // whose codings count
	Consensus  bool              // only what coders agree on, see [framework.Consensus]
	Show       framework.Show    // of each crossing; nothing is its summary
	QuotesIn   framework.QuotesIn
	// Nameless and Wordless leave out who worked on the study and what
	// participants said, see [framework.View].
	Nameless, Wordless bool
}

// Matrix lays the project out as a matrix.
func (p *Project) Matrix(ctx context.Context, v MatrixView) (m *framework.Matrix, err error) {
	err = p.store.View(ctx, func(r store.Reader) error {
		m, err = matrix(ctx, r, v)
		return err
	})
	return m, err
}

func matrix(ctx context.Context, r store.Reader, v MatrixView) (*framework.Matrix, error) {
	fw, tree, err := inUse(ctx, r)
	if err != nil {
		return nil, err
	}
	in := framework.Input{Framework: fw, Codes: tree.Codes()}
	if in.Project, err = r.Project(ctx); err != nil {
		return nil, err
	}
	if in.Cases, err = r.Cases(ctx); err != nil {
		return nil, err
	}
	if in.Attributes, err = r.Attributes(ctx); err != nil {
		return nil, err
	}
	if in.Documents, err = allDocuments(ctx, r); err != nil {
		return nil, err
	}
	if in.Coders, err = r.Coders(ctx); err != nil {
		return nil, err
	}
	if in.Memos, err = r.Memos(ctx); err != nil {
		return nil, err
	}
	in.Cells = r.Cells(ctx)
	in.Codings = r.Codings(ctx, codebook.CodingFilter{})
	in.Text = textsIn(ctx, r)

	view := framework.View{
		GroupBy: v.GroupBy, OrderBy: v.OrderBy, Depth: v.Depth, Attributes: v.Attributes, Consensus: v.Consensus, Show: v.Show,
		QuotesIn: v.QuotesIn, Nameless: v.Nameless, Wordless: v.Wordless,
	}
	for _, label := range v.Cases {
		c, err := findCase(in.Cases, label)
		if err != nil {
			return nil, err
		}
		view.Cases = append(view.Cases, c.Label)
	}
	for _, name := range v.Codes {
		c, err := tree.Find(name)
		if err != nil {
			return nil, err
		}
		view.Codes = append(view.Codes, c.ID)
	}
	for _, name := range v.Coders {
		c, ok := findCoder(in.Coders, name)
		if !ok {
			names := make([]string, len(in.Coders))
			for i, c := range in.Coders {
				names[i] = c.Initials
			}
			return nil, unknown("coder", name, names)
		}
		view.Coders = append(view.Coders, c.ID)
	}
	if view.Where, err = canonicalValues(in.Attributes, v.Where); err != nil {
		return nil, err
	}
	return framework.Build(in, view)
}

// ExportMatrix writes the matrix as an Excel workbook. Two exports of an
// unchanged project are the same, byte for byte.
func (p *Project) ExportMatrix(ctx context.Context, w io.Writer, v MatrixView, o xlsx.Options) error {
	var m *framework.Matrix
	err := p.store.View(ctx, func(r store.Reader) (err error) {
		if m, err = matrix(ctx, r, v); err != nil {
			return err
		}
		if o.Revision, err = r.Revision(ctx); err != nil {
			return err
		}
		for e, err := range r.Events(ctx, o.Revision-1) {
			if err != nil {
				return err
			}
			o.Modified = e.Time
		}
		return nil
	})
	if err != nil {
		return err
	}
	return xlsx.Write(w, m, o)
}
