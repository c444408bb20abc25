package report

import (
	"strconv"
	"strings"
	"unicode"

	"framewise/framework"
)

// text is what a table of summaries shows of a crossing.
func text(x framework.Crossing) string {
	switch {
	case x.Cell == nil:
		return ""
	case x.Cell.Empty != framework.NotEmpty:
		return "(" + string(x.Cell.Empty) + ")"
	}
	return x.Cell.Summary
}

// count is how many quotes a case has under a code and all codes below it;
// known is false where the code was not asked about or does not apply, so that
// no quotes say nothing.
func count(m *framework.Matrix, row, column int) (n int, known bool) {
	n = len(m.QuotesUnder(row, m.Columns[column].ID))
	if c := m.At(row, column).Cell; n == 0 && c != nil &&
		(c.Empty == framework.NotAsked || c.Empty == framework.NotApplicable) {
		return 0, false
	}
	return n, true
}

// presence is 1 where a case speaks of a code or one below it: something is
// coded or summarised there.
func presence(m *framework.Matrix, row, column int) (n int, known bool) {
	n, known = count(m, row, column)
	for _, id := range m.Tree.Under(m.Columns[column].ID) {
		if col := m.ColumnOf(id); n == 0 && col >= 0 {
			if c := m.At(row, col).Cell; c != nil && c.Summary != "" {
				return 1, true
			}
		}
	}
	return min(n, 1), known
}

// number is the count or the presence of a crossing.
func number(m *framework.Matrix, row, column int, cells Cells) (n int, known bool) {
	if cells == Presence {
		return presence(m, row, column)
	}
	return count(m, row, column)
}

// wide is what a wide table has in a crossing; what is not known is empty.
func wide(m *framework.Matrix, row, column int, cells Cells) string {
	if cells == Wide {
		return text(m.At(row, column))
	}
	n, known := number(m, row, column, cells)
	if !known {
		return ""
	}
	return strconv.Itoa(n)
}

// wideHeader names the columns of a wide table: the case, the attributes, the
// codes by their titles, or, in tables of numbers, by names that statistics
// packages take for variables.
func wideHeader(m *framework.Matrix, cells Cells) []string {
	header := []string{"case"}
	for _, a := range m.Attributes {
		header = append(header, a.Name)
	}
	for _, c := range m.Columns {
		if cells == Wide {
			header = append(header, c.Title())
		} else {
			header = append(header, c.Key)
		}
	}
	if cells != Wide {
		for i := range header {
			header[i] = variable(header[i])
		}
	}
	return distinct(header)
}

// variable makes a name of letters, digits and low lines that begins with a
// letter.
func variable(name string) string {
	var b strings.Builder
	for _, r := range name {
		if r != '_' && !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			r = '_'
		}
		b.WriteRune(r)
	}
	s := b.String()
	if s == "" || !unicode.IsLetter([]rune(s)[0]) {
		s = "v_" + s
	}
	return s
}

// distinct puts numbers behind names that stand before them already, whatever
// the case of their letters.
func distinct(names []string) []string {
	taken := make(map[string]bool, len(names))
	for i, name := range names {
		for n := 2; taken[strings.ToLower(names[i])]; n++ {
			names[i] = name + "_" + strconv.Itoa(n)
		}
		taken[strings.ToLower(names[i])] = true
	}
	return names
}

// shown lists the columns of a row that have something to show.
func shown(m *framework.Matrix, row int) []int {
	var columns []int
	for column := range m.Columns {
		if x := m.At(row, column); x.Cell != nil || len(x.Quotes) > 0 {
			columns = append(columns, column)
		}
	}
	return columns
}

// rests tells which quotes a cell's summary rests on.
func rests(x framework.Crossing, q framework.Quote) bool {
	if x.Cell == nil {
		return false
	}
	for _, id := range x.Cell.Evidence {
		if id == q.Coding.ID {
			return true
		}
	}
	return false
}

// state says how a cell stands, and by whose work.
func state(m *framework.Matrix, x framework.Crossing) []string {
	facts := []string{string(x.Status())}
	if c := x.Cell; c != nil {
		stance := strings.TrimSpace(c.Stance.Symbol() + " " + m.Framework.StanceLabel(c.Stance))
		for _, fact := range []string{string(c.Empty), stance, c.Rating, m.Coders[c.Author].Name} {
			if fact != "" {
				facts = append(facts, fact)
			}
		}
		if reviewer := m.Coders[c.Reviewer].Name; reviewer != "" {
			facts = append(facts, "reviewed by "+reviewer)
		}
	}
	return facts
}
