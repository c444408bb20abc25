package tabular

import (
	"bytes"
	"errors"
	"strings"

	"github.com/xuri/excelize/v2"

	"framewise/corpus"
	"framewise/corpus/decode"
)

// readWorkbook reads one worksheet of an Excel workbook.
func readWorkbook(f decode.File, o Options, lim decode.Limits) (d *decode.Decoded, err error) {
	z, err := decode.OpenZip(f, lim)
	if err != nil {
		return nil, err
	}
	// excelize inflates by itself: every part is read once before, under our
	// limits, and its sizes are then known to be true.
	if err := z.Check(); err != nil {
		return nil, err
	}
	defer func() {
		// The library is not made for hostile files.
		if r := recover(); r != nil {
			d, err = nil, damaged(f)
		}
	}()
	x, err := excelize.OpenReader(bytes.NewReader(f.Content), excelize.Options{
		UnzipSizeLimit: lim.InflatedBytes, UnzipXMLSizeLimit: lim.InflatedBytes, // never to the disk
	})
	if err != nil {
		return nil, damaged(f)
	}
	defer x.Close()
	plainDates(x)
	names := x.GetSheetList()
	w := &workbook{file: f, x: x, budget: &budget{name: f.Name, lim: lim}}
	chosen, rows, err := w.choose(names, o)
	if err != nil {
		return nil, err
	}
	t := table(rows)
	if t == nil {
		return nil, decode.Empty(f)
	}
	t.Sheet = chosen
	for _, name := range names {
		if name != chosen && w.hasText(name) {
			t.Others = append(t.Others, name)
		}
	}
	d = &decode.Decoded{Table: t, Warnings: aboveHeader(rows)}
	if w.dropped > 0 {
		d.Warnings = append(d.Warnings, decode.Warnf(chosen, "%d control characters were left out", w.dropped))
	}
	return d, nil
}

func damaged(f decode.File) error {
	return corpus.Errorf(corpus.ErrInvalid, "%s is damaged, or no Excel workbook", f.Name).
		WithHint("open it in Excel and save it again as .xlsx")
}

type workbook struct {
	file    decode.File
	x       *excelize.File
	budget  *budget
	dropped int // control characters
}

// choose reads the worksheet that was asked for, else the first visible one
// that fits, else of those with text the first visible one, else the first
// hidden one.
func (w *workbook) choose(names []string, o Options) (string, []decode.Row, error) {
	if o.Sheet != "" {
		for _, name := range names {
			if strings.EqualFold(name, strings.TrimSpace(o.Sheet)) {
				rows, err := w.rows(name)
				if err == nil && len(rows) == 0 {
					err = corpus.Errorf(corpus.ErrInvalid, "%s: the worksheet %q is empty", w.file.Name, name).
						WithHint("its worksheets are %s", strings.Join(names, ", "))
				}
				return name, rows, err
			}
		}
		return "", nil, noSheet(w.file, o.Sheet, names)
	}
	var first string
	var found []decode.Row
	for _, visible := range []bool{true, false} {
		for _, name := range names {
			if shown, err := w.x.GetSheetVisible(name); err != nil || shown != visible || !w.hasText(name) {
				continue
			}
			if !visible && found != nil {
				return first, found, nil
			}
			rows, err := w.rows(name)
			if err != nil || o.Fits == nil || o.Fits(table(rows)) {
				return name, rows, err
			}
			if found == nil {
				first, found = name, rows
			}
		}
	}
	return first, found, nil
}

// noSheet is the error of a worksheet that is not there.
func noSheet(f decode.File, sheet string, names []string) error {
	err := corpus.Errorf(corpus.ErrNotFound, "%s has no worksheet %q", f.Name, sheet)
	if near := corpus.Nearest(sheet, names); near != "" {
		return err.WithHint("did you mean %s?", near)
	}
	return err.WithHint("its worksheets are %s", strings.Join(names, ", "))
}

var errFound = errors.New("found")

// hasText says whether a worksheet has any; a chart has none.
func (w *workbook) hasText(name string) bool {
	return errors.Is(w.each(name, func(int, []string) error { return errFound }), errFound)
}

// rows reads a worksheet's rows that have text.
func (w *workbook) rows(name string) ([]decode.Row, error) {
	var rows []decode.Row
	err := w.each(name, func(n int, cells []string) error {
		for i := range cells {
			if err := w.budget.take(cells[i]); err != nil {
				return err
			}
			var dropped int
			cells[i], dropped, _ = corpus.Clean(cells[i])
			cells[i] = strings.TrimLeft(cells[i], "\uFEFF")
			w.dropped += dropped
		}
		rows = append(rows, decode.Row{Number: n, Cells: cells})
		return nil
	})
	return rows, err
}

// each calls fn with every row that has text, cut behind its last cell.
func (w *workbook) each(name string, fn func(n int, cells []string) error) error {
	rows, err := w.x.Rows(name)
	if err != nil {
		return damaged(w.file)
	}
	defer rows.Close()
	for n := 1; rows.Next(); n++ {
		cells, err := rows.Columns()
		if err != nil {
			return damaged(w.file)
		}
		for len(cells) > 0 && trim(cells[len(cells)-1]) == "" {
			cells = cells[:len(cells)-1]
		}
		if len(cells) == 0 {
			continue
		}
		w.x.Pkg.Delete("xl/sharedStrings.xml") // read by now, and kept
		if err := fn(n, cells); err != nil {
			return err
		}
	}
	if err := rows.Error(); err != nil {
		return damaged(w.file)
	}
	return nil
}
