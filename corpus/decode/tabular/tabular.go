package tabular

import (
	"strings"
	"unicode"

	"framewise/corpus"
	"framewise/corpus/decode"
)

// Options say what to read of a table, and how.
type Options struct {
	decode.TextOptions
	// Sheet names the worksheet to read; empty means the first one with text.
	Sheet string
}

// Read reads a table. The content decides whether it is a workbook. An error
// means that there is no usable table, and why.
func Read(f decode.File, o Options, lim decode.Limits) (*decode.Decoded, error) {
	format := decode.Sniff(f.Content, f.Name)
	switch format {
	case decode.Excel:
		return readWorkbook(f, o.Sheet, lim)
	case decode.Calc:
		return readSpreadsheet(f, o.Sheet, lim)
	}
	if o.Sheet != "" {
		return nil, corpus.Errorf(corpus.ErrInvalid, "%s has no worksheets, so none called %q", f.Name, o.Sheet).
			WithHint("only workbooks have worksheets")
	}
	text, warnings, err := decode.Text(f, o.TextOptions, lim)
	if err != nil {
		return nil, err
	}
	rows, more, err := parseCSV(f.Name, text, format == decode.TSV, lim)
	if err != nil {
		return nil, err
	}
	t := table(rows)
	if t == nil {
		return nil, decode.Empty(f)
	}
	return &decode.Decoded{Table: t, Warnings: append(warnings, more...)}, nil
}

// table makes a table of rows; nil if there is no text.
func table(rows []decode.Row) *decode.Table {
	for i, r := range rows {
		if blankRow(r.Cells) {
			continue
		}
		t := &decode.Table{Header: r.Cells}
		for j := range t.Header {
			t.Header[j] = trim(t.Header[j])
		}
		for _, r := range rows[i+1:] {
			if !blankRow(r.Cells) {
				t.Rows = append(t.Rows, r)
			}
		}
		return t
	}
	return nil
}

func blankRow(cells []string) bool {
	for _, c := range cells {
		if trim(c) != "" {
			return false
		}
	}
	return true
}

func trim(s string) string {
	return strings.TrimFunc(s, func(r rune) bool { return unicode.IsSpace(r) || r == '\uFEFF' })
}

// budget bounds the cells of a table.
type budget struct {
	name  string
	lim   decode.Limits
	cells int
	bytes int64
}

// take accounts for one cell.
func (b *budget) take(cell string) error {
	b.cells++
	b.bytes += int64(len(cell))
	switch {
	case b.cells > b.lim.Cells:
		return corpus.Errorf(decode.ErrLimit, "%s has more than %d cells", b.name, b.lim.Cells).
			WithHint("delete what is not data and save it again")
	case b.bytes > 4*b.lim.Runes:
		return corpus.Errorf(decode.ErrLimit, "%s holds more than %d characters of text", b.name, b.lim.Runes).
			WithHint("delete what is not data and save it again")
	}
	return nil
}
