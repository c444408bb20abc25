package report

import (
	"io"
	"strconv"
	"strings"
	"time"

	"framewise/corpus/decode/tabular"
	"framewise/framework"
)

// longHeader are the columns of a long table before the attributes. Those of
// them that framewise chart set --from reads have the names that it knows.
var longHeader = []string{
	"case", "theme", "code", "code_name", "summary", "comment", "status", "stance", "empty", "rating", "author",
	"reviewer", "modified", "quotes", "locators",
}

func writeCSV(w io.Writer, m *framework.Matrix, cells Cells) error {
	if cells == Long {
		header := append([]string{}, longHeader...)
		for _, a := range m.Attributes {
			header = append(header, a.Name)
		}
		return tabular.WriteCSV(w, distinct(header), func(yield func([]string) bool) {
			for row := range m.Rows {
				for _, column := range shown(m, row) {
					if !yield(longRow(m, row, column)) {
						return
					}
				}
			}
		})
	}
	return tabular.WriteCSV(w, wideHeader(m, cells), func(yield func([]string) bool) {
		for row := range m.Rows {
			if !yield(wideRow(m, row, cells)) {
				return
			}
		}
	})
}

func longRow(m *framework.Matrix, row, column int) []string {
	x, code := m.At(row, column), m.Columns[column]
	theme, _ := m.Tree.Theme(code.ID)
	var c framework.Cell
	modified := ""
	if x.Cell != nil {
		c = *x.Cell
		modified = c.Modified.UTC().Format(time.RFC3339)
	}
	var locators []string
	for _, q := range x.Quotes {
		locators = append(locators, q.Locator.String())
	}
	cells := []string{
		m.Rows[row].Case.Label, theme.Key, code.Key, code.Title(), c.Summary, c.Comment, string(x.Status()),
		string(c.Stance), string(c.Empty), c.Rating, m.Coders[c.Author].Name, m.Coders[c.Reviewer].Name, modified,
		strconv.Itoa(len(x.Quotes)), strings.Join(locators, " "),
	}
	for _, a := range m.Attributes {
		cells = append(cells, m.Rows[row].Case.Values[a.Name])
	}
	return cells
}

func wideRow(m *framework.Matrix, row int, cells Cells) []string {
	out := []string{m.Rows[row].Case.Label}
	for _, a := range m.Attributes {
		out = append(out, m.Rows[row].Case.Values[a.Name])
	}
	for column := range m.Columns {
		out = append(out, wide(m, row, column, cells))
	}
	return out
}
