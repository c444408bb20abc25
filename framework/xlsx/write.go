package xlsx

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"time"

	"framewise/codebook"
	"framewise/corpus"
	"framewise/framework"
)

// Paper is the paper that the workbook's pages are laid out for.
type Paper string

// The papers. The zero value of [Options.Paper] is [A3].
const (
	A3     Paper = "A3"
	A4     Paper = "A4"
	Letter Paper = "Letter"
)

// page is Excel's number of a paper, and the width of columns that fits on it at
// 60 per cent, where 10 points become 6.
func (p Paper) page() (number int, width float64) {
	switch p {
	case A4:
		return 9, 240
	case Letter:
		return 1, 225
	}
	return 8, 350
}

// Papers are the choices of [Paper], in the order of lists.
var Papers = []Paper{A3, A4, Letter}

// Options say what the matrix itself doesn't. The zero value is usable.
type Options struct {
	// Paper to print on, landscape; none is [A3].
	Paper Paper
	// Wide puts all themes side by side on one sheet, instead of a sheet for
	// each.
	Wide bool
	// Modified is when the project last changed. It dates the workbook, which
	// never asks the clock; zero takes the newest time in the matrix.
	Modified time.Time
	// Version of Framewise that writes, for the README sheet.
	Version string
	// Revision of the project that is written; an edited workbook is compared
	// with it when it comes back.
	Revision int64
	// Words counts what each case said; nil leaves the column out.
	Words map[corpus.CaseID]int
	// Warn is told what could not be shown whole, and where; nil drops it.
	Warn func(warning string)
}

// Excel's limits.
const (
	maxRows    = 1_048_576
	maxColumns = 16_384
	maxUnits   = 32_767 // UTF-16 units in a cell
	maxHeight  = 409    // points of a row
)

// Write writes the matrix as a workbook. A matrix that Excel can't hold, or a
// paper that isn't one, is a [corpus.ErrInvalid]; nothing is then written.
// Other errors are those of w or of the temporary files that large sheets go
// through.
func Write(w io.Writer, m *framework.Matrix, o Options) (err error) {
	if o.Paper = cmp.Or(o.Paper, A3); !slices.Contains(Papers, o.Paper) {
		return corpus.Errorf(corpus.ErrInvalid, "%q is not a paper", o.Paper).WithHint("use A3, A4 or Letter")
	}
	if o.Modified.IsZero() {
		o.Modified = newest(m)
	}
	o.Modified = o.Modified.UTC()
	b, err := newBook(m, o)
	if err != nil {
		return err
	}
	defer func() {
		if cerr := b.file.Close(); err == nil && cerr != nil {
			err = fmt.Errorf("write workbook: %w", cerr)
		}
	}()
	if err := b.check(); err != nil {
		return err
	}
	if err := b.writeSheets(); err != nil {
		return err
	}
	return b.save(w)
}

func (b *book) writeSheets() error {
	steps := []func() error{b.writeReadme, b.writeCentral}
	for i := range b.charts {
		if b.o.Wide && i > 0 {
			break
		}
		charts := b.charts[i : i+1]
		if b.o.Wide {
			charts = b.charts
		}
		steps = append(steps, func() error { return b.writeChart(charts) })
	}
	steps = append(steps, b.writeCells, b.writeQuotes, b.writeCases)
	if len(b.people) > 0 {
		steps = append(steps, b.writePeople)
	}
	steps = append(steps, b.writeFramework, b.writeCounts)
	if len(b.m.Memos) > 0 {
		steps = append(steps, b.writeMemos)
	}
	steps = append(steps, b.writeOrigin)
	for _, step := range steps {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

// check refuses what Excel can't hold.
func (b *book) check() error {
	for _, c := range b.charts {
		if n := len(b.m.Header) + 2*(c.first+len(c.codes)) + 3 + 2*btoi(b.inMargin[framework.SummaryField]); n > maxColumns {
			return corpus.Errorf(corpus.ErrInvalid,
				"the chart of %q would have %d columns, and Excel has %d", c.theme.Name, n, maxColumns).
				WithHint("export fewer codes or attributes")
		}
	}
	if n := len(b.m.Columns) + len(b.m.Header) + 20; n > maxColumns {
		return corpus.Errorf(corpus.ErrInvalid, "the counts would have %d columns, and Excel has %d",
			n, maxColumns).WithHint("export fewer codes")
	}
	for _, n := range []struct {
		rows int
		what string
	}{{len(b.m.Rows) + len(b.m.Groups) + 4, "cases"}, {b.cells + 1, "cells"}, {b.quotes + 1, "quotes"}} {
		if n.rows > maxRows {
			return corpus.Errorf(corpus.ErrInvalid, "%d rows of %s are more than Excel's %d",
				n.rows, n.what, maxRows).WithHint("export fewer cases or codes at a time")
		}
	}
	return nil
}

// newest is the latest time in a matrix: a date for the workbook that doesn't
// come from the clock.
func newest(m *framework.Matrix) time.Time {
	last := m.Project.Created
	see := func(t time.Time) {
		if t.After(last) {
			last = t
		}
	}
	for r := range m.Rows {
		for c := range m.Columns {
			x := m.At(r, c)
			if x.Cell != nil {
				see(x.Cell.Modified)
			}
			for _, q := range x.Quotes {
				see(q.Coding.Created)
			}
		}
	}
	eachMargin(m, func(c framework.Cell) { see(c.Modified) })
	for _, q := range m.Loose {
		see(q.Coding.Created)
	}
	for _, memo := range m.Memos {
		see(memo.Created)
	}
	return last
}

// chart is one theme and its columns: the theme itself first, its codes in
// order, the catch-alls last.
type chart struct {
	theme codebook.Code
	sheet string
	codes []codebook.Code
	cols  []int // of the matrix, for codes
	first int   // place of the first among the codes on its sheet
}

// chartsOf makes the charts, each for a sheet of its own or all for one.
func chartsOf(m *framework.Matrix, names *sheetNames, wide bool) []chart {
	var charts []chart
	first := 0
	for _, theme := range m.Tree.Themes() {
		c := chart{theme: theme}
		var last []codebook.Code
		for _, id := range m.Tree.Under(theme.ID) {
			col := m.ColumnOf(id)
			if col < 0 {
				continue
			}
			if code := m.Columns[col]; code.Other {
				last = append(last, code)
			} else {
				c.codes = append(c.codes, code)
			}
		}
		c.codes = append(c.codes, last...)
		if len(c.codes) == 0 {
			continue
		}
		for _, code := range c.codes {
			c.cols = append(c.cols, m.ColumnOf(code.ID))
		}
		if wide {
			c.sheet, c.first = wideSheet, first
			first += len(c.codes)
		} else {
			c.sheet = names.take(theme.Title())
		}
		charts = append(charts, c)
	}
	return charts
}

// column is the place, from 0, of a code's summaries on a chart of this
// matrix.
func (c *chart) column(m *framework.Matrix, i int) int { return 1 + len(m.Header) + 2*(c.first+i) }
