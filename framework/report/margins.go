package report

import (
	"strings"

	"framewise/framework"
)

// The summaries of whole cases and of whole columns stand behind the codes and
// below the cases, where a report shows summaries and there are any.

// What stands before the range of views and the exceptions, where they share a
// place with their summary.
const (
	rangeLabel      = "Range of views: "
	exceptionsLabel = "Exceptions: "
)

// caseSummaries tells whether some case has a summary to show.
func caseSummaries(m *framework.Matrix) bool {
	for row := range m.Rows {
		if m.Show == framework.ShowSummary && m.At(row, framework.All).Cell != nil {
			return true
		}
	}
	return false
}

// columnSummaries lists the columns that have a summary to show.
func columnSummaries(m *framework.Matrix) (columns []int) {
	for column := range m.Columns {
		if m.Show == framework.ShowSummary && m.At(framework.All, column).Cell != nil {
			columns = append(columns, column)
		}
	}
	return columns
}

// labelled is a text of a summary in the margin with what stands before it.
type labelled struct{ label, text string }

// inMargin are the texts of a summary in the margin that are there.
func inMargin(c *framework.Cell) (texts []labelled) {
	for _, t := range []labelled{{"", c.Summary}, {rangeLabel, c.Range}, {exceptionsLabel, c.Exceptions}} {
		if t.text != "" {
			texts = append(texts, t)
		}
	}
	return texts
}

// marginText is what a wide table has in the margin.
func marginText(x framework.Crossing) string {
	var lines []string
	if c := x.Cell; c != nil {
		if c.Empty != framework.NotEmpty {
			lines = append(lines, "("+string(c.Empty)+")")
		}
		for _, t := range inMargin(c) {
			lines = append(lines, t.label+t.text)
		}
	}
	return strings.Join(lines, "\n")
}

// names are the theme, the key and the title of a cell's code; those of all
// codes for a case summary.
func names(m *framework.Matrix, c *framework.Cell) (theme, key, title string) {
	if c.Code == "" {
		return "", framework.AllWord, m.Title(framework.All)
	}
	code, _ := m.Tree.Code(c.Code)
	above, _ := m.Tree.Theme(c.Code)
	return above.Key, code.Key, code.Title()
}

// wideColumns are the columns of a wide table: those of the codes, and behind
// them that of the case summaries.
func wideColumns(m *framework.Matrix) []int {
	columns := make([]int, 0, len(m.Columns)+1)
	for column := range m.Columns {
		columns = append(columns, column)
	}
	if caseSummaries(m) {
		columns = append(columns, framework.All)
	}
	return columns
}

// wideRows are the rows of a wide table: those of the cases, and below them that
// of the column summaries.
func wideRows(m *framework.Matrix) []int {
	rows := make([]int, 0, len(m.Rows)+1)
	for row := range m.Rows {
		rows = append(rows, row)
	}
	if len(columnSummaries(m)) > 0 {
		rows = append(rows, framework.All)
	}
	return rows
}
