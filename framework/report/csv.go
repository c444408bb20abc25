package report

import (
	"io"
	"iter"
	"slices"
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
	"reviewer", "modified", "quotes", "locators", "range", "exceptions",
}

// quoteHeader are the columns of a long table of quotes before the attributes;
// framewise coding import reads it.
var quoteHeader = []string{
	"case", "document", "paragraph", "quote", "theme", "code", "code_name", "stance", "key", "coder", "speaker", "time", "page",
	"memo",
}

// wordsHeader and besideHeader are what follows where quotes are printed in
// another language, or in two.
var (
	wordsHeader  = []string{"language", "at", "whole_turns"}
	besideHeader = []string{"beside", "beside_language", "beside_at", "beside_whole_turns"}
)

// numberHeader are the columns of a long table of numbers before the
// attributes, behind which the number stands.
var numberHeader = []string{"case", "theme", "code", "code_name"}

func writeCSV(w io.Writer, m *framework.Matrix, layout Layout) error {
	if layout == Wide {
		return tabular.WriteCSV(w, wideHeader(m), func(yield func([]string) bool) {
			columns := wideColumns(m)
			for _, row := range wideRows(m) {
				if !yield(wideRow(m, row, columns)) {
					return
				}
			}
		})
	}
	header, rows := longTable(m)
	return tabular.WriteCSV(w, header, rows)
}

// longTable is the table with one row a crossing or, of quotes, one a quote.
func longTable(m *framework.Matrix) (header []string, rows iter.Seq[[]string]) {
	switch {
	case m.Show.Numbers():
		header = append(header, numberHeader...)
	case m.Show == framework.ShowQuotes:
		header = append(header, quoteHeader...)
		switch m.QuotesIn {
		case framework.QuotesAsCoded:
		case framework.QuotesInBoth:
			header = append(append(header, wordsHeader...), besideHeader...)
		default: // not what was coded, and nothing to code by
			header[slices.Index(header, "quote")] = "words"
			header = append(header, wordsHeader...)
		}
	default:
		header = append(header, longHeader...)
	}
	for _, a := range m.Attributes {
		if name := a.Name; m.Show.Numbers() {
			header = append(header, variable(name))
		} else {
			header = append(header, name)
		}
	}
	if m.Show.Numbers() {
		header = append(header, string(m.Show))
	}
	return distinct(header), func(yield func([]string) bool) {
		for row := range m.Rows {
			if !longRows(m, row, yield) {
				return
			}
		}
		for _, column := range columnSummaries(m) {
			c := m.At(framework.All, column).Cell
			if !yield(append(cellRow(m, framework.All, c, nil), make([]string, len(m.Attributes))...)) {
				return
			}
		}
		if m.Show != framework.ShowQuotes {
			return
		}
		for i := range m.Loose {
			if !yield(append(quoteRow(m, -1, &m.Loose[i]), make([]string, len(m.Attributes))...)) {
				return
			}
		}
	}
}

// longRows yields the rows of a case; false where yield asks for no more.
func longRows(m *framework.Matrix, row int, yield func([]string) bool) bool {
	values := make([]string, len(m.Attributes))
	for i, a := range m.Attributes {
		values[i] = m.Rows[row].Case.Values[a.Name]
	}
	if c := m.At(row, framework.All).Cell; c != nil && m.Show == framework.ShowSummary {
		if !yield(append(cellRow(m, row, c, nil), values...)) {
			return false
		}
	}
	for column := range m.Columns {
		x := m.At(row, column)
		var cells [][]string
		switch {
		case m.Show.Numbers():
			code := m.Columns[column]
			theme, _ := m.Tree.Theme(code.ID)
			cells = [][]string{{m.Rows[row].Case.Label, theme.Key, code.Key, code.Title()}}
		case m.Show == framework.ShowQuotes:
			for i := range x.Quotes {
				cells = append(cells, quoteRow(m, row, &x.Quotes[i]))
			}
		case x.Cell != nil || len(x.Quotes) > 0:
			cells = [][]string{longRow(m, row, column)}
		}
		if m.Show == framework.ShowSummary {
			for i := range x.Below { // a row of its own, as if it had a column
				cells = append(cells, cellRow(m, row, &x.Below[i], nil))
			}
		}
		for _, c := range cells {
			if c = append(c, values...); m.Show.Numbers() {
				c = append(c, wide(m, row, column))
			}
			if !yield(c) {
				return false
			}
		}
	}
	return true
}

func longRow(m *framework.Matrix, row, column int) []string {
	x := m.At(row, column)
	c := framework.Cell{Code: m.Columns[column].ID, Status: framework.NotCharted}
	if x.Cell != nil {
		c = *x.Cell
	}
	return cellRow(m, row, &c, x.Quotes)
}

func cellRow(m *framework.Matrix, row int, c *framework.Cell, quotes []framework.Quote) []string {
	theme, key, title := names(m, c)
	modified := ""
	if !c.Modified.IsZero() {
		modified = c.Modified.UTC().Format(time.RFC3339)
	}
	var locators []string
	for _, q := range quotes {
		locators = append(locators, q.Locator.String())
	}
	return []string{
		m.Label(row), theme, key, title, c.Summary, c.Comment, string(c.Status),
		string(c.Stance), string(c.Empty), c.Rating, m.Coders[c.Author].Name, m.Coders[c.Reviewer].Name, modified,
		strconv.Itoa(len(quotes)), strings.Join(locators, " "),
		c.Range, c.Exceptions,
	}
}

func pageText(page int) string {
	if page == 0 {
		return ""
	}
	return strconv.Itoa(page)
}

// quoteRow is a quote; row is below 0 where it is no case's of the matrix.
func quoteRow(m *framework.Matrix, row int, q *framework.Quote) []string {
	code, _ := m.Tree.Code(q.Coding.Code)
	theme, _ := m.Tree.Theme(code.ID)
	label, key := "", ""
	if row >= 0 {
		label = m.Rows[row].Case.Label
	}
	if q.Coding.Key {
		key = "*"
	}
	paragraph := strings.TrimSuffix(q.Locator.String()[len(q.Locator.Label)+1:], "*")
	cells := []string{
		label, q.Locator.Label, paragraph, q.Words().Text, theme.Key, code.Key, code.Title(), string(q.Coding.Stance),
		key, m.Who(q), q.Speaker, q.Clock, pageText(q.Page), q.Coding.Memo,
	}
	told := q.WordsTold()
	turns := func(n int) string {
		if n == 0 {
			return ""
		}
		return strconv.Itoa(n)
	}
	if m.QuotesIn != framework.QuotesAsCoded {
		cells = append(cells, told.Language, told.At, turns(told.Turns))
	}
	if m.QuotesIn == framework.QuotesInBoth {
		cells = append(cells, told.Beside, told.BesideLanguage, told.BesideAt, turns(told.BesideTurns))
	}
	return cells
}

func wideRow(m *framework.Matrix, row int, columns []int) []string {
	out := []string{m.Label(row)}
	for _, a := range m.Attributes {
		out = append(out, valueOf(m, row, a))
	}
	for _, column := range columns {
		out = append(out, wide(m, row, column))
	}
	return out
}
