package project

import (
	"context"
	"fmt"
	"strings"
	"time"

	"framewise/codebook"
	"framewise/corpus"
	"framewise/framework"
	"framewise/framework/store"
)

// A second reader's judgement is a methodological memo on the cell, with one
// of these titles.
const (
	agreesTitle    = "Second reading: agrees"
	disagreesTitle = "Second reading: disagrees"
)

// Reading is a second reader's judgement of a cell against its quotes.
type Reading struct {
	Case, Code string // label and key
	Reader     string // name
	Agrees     bool
	Note       string
	Time       time.Time
	Changed    bool // the cell was charted anew since
	Own        bool // the reader is the cell's author
}

// RecordReading keeps the judgement of the person at work on a cell: whether
// its summary agrees with its quotes. A later one of the same person takes its
// place.
func (p *Project) RecordReading(ctx context.Context, caseLabel, code string, agrees bool, note string) (r Reading, err error) {
	_, err = p.update(ctx, "chart sample", caseLabel+" × "+code, func(tx store.Tx) error {
		desk, err := p.newChartDesk(ctx, tx)
		if err != nil {
			return err
		}
		cell, err := desk.cell(caseLabel, code)
		if isNotFound(err) && desk.known(caseLabel, code) {
			return neverCharted(caseLabel, code)
		}
		if err != nil {
			return err
		}
		reader, err := p.coder(ctx, tx, "")
		if err != nil {
			return err
		}
		m := codebook.Memo{
			ID: corpus.NewID[codebook.MemoID](), Kind: codebook.Methodological, Title: agreesTitle,
			Text:  fmt.Sprintf("The summary (version %d) agrees with its quotes.", cell.Version),
			About: codebook.Ref{Case: cell.Case, Code: cell.Code}, Author: reader.ID, Created: p.time(),
		}
		if !agrees {
			m.Title = disagreesTitle
			m.Text = fmt.Sprintf("The summary (version %d) does not agree with its quotes.", cell.Version)
		}
		if note = strings.TrimSpace(note); note != "" {
			m.Text += "\n" + note
		}
		r = Reading{
			Case: caseLabel, Code: code, Reader: reader.Name, Agrees: agrees, Note: note, Time: m.Created,
			Own: reader.ID == cell.Author,
		}
		return tx.PutMemo(ctx, m)
	})
	return r, err
}

// Readings lists what second readers judged, cell by cell: the last judgement
// of each reader on each cell of the framework in use. of is how many charted
// cells there are to read.
func (p *Project) Readings(ctx context.Context) (list []Reading, of int, err error) {
	m, err := p.Matrix(ctx, MatrixView{})
	if err != nil {
		return nil, 0, err
	}
	type key struct {
		codebook.Ref
		codebook.CoderID
	}
	last := make(map[key]codebook.Memo)
	for _, memo := range m.Memos { // by time
		if memo.Title == agreesTitle || memo.Title == disagreesTitle {
			last[key{memo.About, memo.Author}] = memo
		}
	}
	for row := framework.All; row < len(m.Rows); row++ {
		for column := framework.All; column < len(m.Columns); column++ {
			var about codebook.Ref
			if row != framework.All {
				about.Case = m.Rows[row].Case.ID
			}
			if column != framework.All {
				about.Code = m.Columns[column].ID
			}
			for _, memo := range m.Memos {
				if memo.About != about || last[key{about, memo.Author}].ID != memo.ID {
					continue
				}
				_, note, _ := strings.Cut(memo.Text, "\n")
				r := Reading{
					Case: m.Label(row), Code: m.Key(column), Reader: m.Coders[memo.Author].Name,
					Agrees: memo.Title == agreesTitle, Note: note, Time: memo.Created,
				}
				if c := m.At(row, column).Cell; c != nil {
					r.Changed, r.Own = c.Modified.After(memo.Created), c.Author == memo.Author
				}
				list = append(list, r)
			}
		}
	}
	return list, len(framework.Summarised(m)), nil
}

// SampleCells draws summaries at random for a second reader: n of them, or,
// where share is above 0, that share of all, at least one. of is how many there
// are to draw from.
func (p *Project) SampleCells(ctx context.Context, n int, share float64, seed uint64) (
	m *framework.Matrix, drawn []framework.CellAt, of int, err error,
) {
	if m, err = p.Matrix(ctx, MatrixView{}); err != nil {
		return nil, nil, 0, err
	}
	all := framework.Summarised(m)
	if share > 0 {
		n = max(1, int(share*float64(len(all))+0.5))
	}
	return m, framework.Sample(all, n, seed), len(all), nil
}
