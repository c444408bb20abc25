package tabular

import (
	"fmt"
	"maps"
	"slices"
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
	// Fits says whether a worksheet is of the kind that is looked for: where no
	// sheet is named the first that fits is read, such as that behind a cover. If
	// none fits, or there is no Fits, it is the first one with text.
	Fits func(*decode.Table) bool
}

// Read reads a table. The content decides whether it is a workbook. An error
// means that there is no usable table, and why.
func Read(f decode.File, o Options, lim decode.Limits) (*decode.Decoded, error) {
	format := decode.Sniff(f.Content, f.Name)
	switch format {
	case decode.Excel:
		return readWorkbook(f, o, lim)
	case decode.Calc:
		return readSpreadsheet(f, o, lim)
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
	d := &decode.Decoded{Table: t, Warnings: append(warnings, more...)}
	d.Warnings = append(d.Warnings, aboveHeader(rows)...)
	return d, nil
}

// table makes a table of rows; nil if there is no text.
func table(rows []decode.Row) *decode.Table {
	if i := headerRow(rows); i >= 0 {
		t := &decode.Table{Header: slices.Clone(rows[i].Cells)}
		for j := range t.Header {
			t.Header[j] = trim(t.Header[j])
		}
		rows = slices.DeleteFunc(rows[i+1:], func(r decode.Row) bool { return blankRow(r.Cells) })
		if len(rows) > 0 {
			t.Rows = rows
		}
		return t
	}
	return nil
}

// titleRows is how many rows with text may stand above the header.
const titleRows = 12

// headerRow is the first row with text that names columns, or -1. A title, and
// lines such as Study and its name, stand in the first two cells of a table
// whose further rows have twice as many or more.
func headerRow(rows []decode.Row) int {
	var first []int          // rows with text, the first of them
	all, below := 0, tally{} // rows with text, by their cells with text
	for i, r := range rows {
		n := filled(r.Cells)
		if n == 0 {
			continue
		}
		if len(first) <= titleRows {
			first = append(first, i)
		}
		below[n]++
		all++
	}
	if all == 0 {
		return -1
	}
	for k := range min(all-1, titleRows) {
		cells := rows[first[k]].Cells
		if trim(cells[0]) == "" || !blankRow(cells[min(2, len(cells)):]) {
			return first[k]
		}
		n := filled(cells)
		below[n]--
		usual := below.middle(all - k - 1)
		// A single word in a row of its own names the one column of a text.
		word := len(cells) == 1 && usual == 2 && !strings.Contains(trim(cells[0]), " ")
		if n*2 > usual || word {
			return first[k]
		}
	}
	return first[0]
}

// filled is how many cells have text.
func filled(cells []string) (n int) {
	for _, c := range cells {
		if trim(c) != "" {
			n++
		}
	}
	return n
}

// tally is how many there are of each size.
type tally map[int]int

// middle is the size of the one in the middle of n.
func (t tally) middle(n int) int {
	for _, size := range slices.Sorted(maps.Keys(t)) {
		if n -= 2 * t[size]; n < 0 {
			return size
		}
	}
	return 0
}

// aboveHeader tells of the rows that stand above the header and were passed
// over.
func aboveHeader(rows []decode.Row) []decode.Warning {
	header := headerRow(rows)
	for i := range max(header, 0) {
		if r := rows[i]; !blankRow(r.Cells) {
			return []decode.Warning{decode.Warnf(fmt.Sprintf("row %d", r.Number),
				"%q stands above the columns' names, in row %d, and was passed over", trim(r.Cells[0]), rows[header].Number)}
		}
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
	again int // cells that stand for another, which the file has but once
}

// repeat accounts for cells that a file has by saying how often one comes: a
// file of some bytes could so fill the memory.
func (b *budget) repeat(cells int) error {
	most := b.lim.Cells / 10
	if b.again += min(cells, most+1); b.again > most {
		return corpus.Errorf(decode.ErrLimit, "%s repeats more than %d cells", b.name, most).
			WithHint("delete the rows and columns that are not data and save it again")
	}
	return nil
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
