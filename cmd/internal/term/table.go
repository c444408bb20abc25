package term

import (
	"io"
	"strings"
)

// Column is one column of a [Table].
type Column struct {
	Title string
	Right bool // numbers
	Style Style
	Keep  bool // never cut
}

// Table prints rows. On a terminal they are aligned under a header and cut to
// its width; elsewhere every row is written at once, tab-separated, whole and
// without a header.
type Table struct {
	t       *Terminal
	columns []Column
	rows    [][]string
}

// Table begins a table.
func (t *Terminal) Table(columns ...Column) *Table { return &Table{t: t, columns: columns} }

// Row adds a row, one text a column.
func (tb *Table) Row(cells ...string) error {
	for i := range cells {
		cells[i] = Safe(cells[i])
	}
	if tb.t.OutTTY {
		tb.rows = append(tb.rows, cells)
		return nil
	}
	_, err := io.WriteString(tb.t.Out, strings.Join(cells, "\t")+"\n")
	return err
}

// Flush prints what has not been printed yet.
func (tb *Table) Flush() error {
	if len(tb.rows) == 0 {
		return nil
	}
	widths := tb.widths()
	line := func(cells []string, style func(Column) Style) error {
		var b strings.Builder
		for i, c := range tb.columns {
			if widths[i] == 0 {
				continue
			}
			text := Truncate(cells[i], widths[i])
			pad := strings.Repeat(" ", widths[i]-Width(text))
			text = tb.t.Styled(text, style(c))
			if c.Right {
				b.WriteString(pad + text + "  ")
			} else {
				b.WriteString(text + pad + "  ")
			}
		}
		return tb.t.Print(strings.TrimRight(b.String(), " "))
	}
	header := make([]string, len(tb.columns))
	for i, c := range tb.columns {
		header[i] = strings.ToUpper(c.Title)
	}
	if err := line(header, func(Column) Style { return Faint }); err != nil {
		return err
	}
	for _, row := range tb.rows {
		if err := line(row, func(c Column) Style { return c.Style }); err != nil {
			return err
		}
	}
	tb.rows = nil
	return nil
}

// widths gives every column what it needs, and where that is too much takes it
// from the widest that may be cut. A column with nothing in it goes.
func (tb *Table) widths() []int {
	const least = 10
	widths := make([]int, len(tb.columns))
	total := 0
	for i := range tb.columns {
		for _, row := range tb.rows {
			widths[i] = max(widths[i], Width(row[i]))
		}
		if widths[i] > 0 {
			widths[i] = max(widths[i], Width(tb.columns[i].Title))
			total += widths[i] + 2
		}
	}
	for total -= 2; tb.t.Columns > 0 && total > tb.t.Columns; total-- {
		widest := -1
		for i, w := range widths {
			if w > least && !tb.columns[i].Keep && (widest < 0 || w > widths[widest]) {
				widest = i
			}
		}
		if widest < 0 {
			break
		}
		widths[widest]--
	}
	return widths
}
