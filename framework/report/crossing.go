package report

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"framewise/corpus"
	"framewise/framework"
)

// text is what a table of summaries shows of a crossing.
func text(m *framework.Matrix, x framework.Crossing) string {
	var parts []string
	if c := x.Cell; c != nil {
		switch {
		case c.Empty != framework.NotEmpty:
			parts = append(parts, "("+string(c.Empty)+")")
		case c.Summary != "":
			parts = append(parts, c.Summary)
		}
	}
	for i := range x.Below { // what is charted deeper than the columns
		if c := &x.Below[i]; c.Summary != "" {
			code, _ := m.Tree.Code(c.Code)
			parts = append(parts, code.Title()+": "+c.Summary)
		}
	}
	return strings.Join(parts, "\n")
}

// words are a quote's, behind its place.
func words(q *framework.Quote) string {
	place := q.Locator.String()
	if symbol := q.Coding.Stance.Symbol(); symbol != "" {
		place = symbol + " " + place
	}
	return strings.TrimRight(place+" "+q.Said(), " ")
}

// wide is what a wide table has in a crossing; what is not known is empty.
func wide(m *framework.Matrix, row, column int) string {
	x := m.At(row, column)
	switch {
	case row == framework.All || column == framework.All:
		return marginText(x)
	case m.Show.Numbers():
		n, known := m.Number(row, column)
		if !known {
			return ""
		}
		return strconv.Itoa(n)
	case m.Show == framework.ShowQuotes:
		lines := make([]string, len(x.Quotes))
		for i := range x.Quotes {
			lines[i] = words(&x.Quotes[i])
		}
		return strings.Join(lines, "\n")
	}
	return text(m, x)
}

// valueOf is what a row has of an attribute: all cases together have none.
func valueOf(m *framework.Matrix, row int, a corpus.Attribute) string {
	if row == framework.All {
		return ""
	}
	return m.Rows[row].Case.Values[a.Name]
}

// wideHeader names the columns of a wide table: the case, the attributes, the
// codes by their titles, or, in tables of numbers, by names that statistics
// packages take for variables.
func wideHeader(m *framework.Matrix) []string {
	header := []string{"case"}
	for _, a := range m.Attributes {
		header = append(header, a.Name)
	}
	for _, column := range wideColumns(m) {
		if m.Show.Numbers() {
			header = append(header, m.Key(column))
		} else {
			header = append(header, m.Title(column))
		}
	}
	if m.Show.Numbers() {
		for i := range header {
			header[i] = variable(header[i])
		}
	}
	return distinct(header)
}

// maxVariable is how many characters a variable's name may have: 32 in Stata and
// SAS, with room for what tells two alike apart.
const maxVariable = 32 - len("_99")

// variable makes a name that R, SPSS, Stata and SAS take: letters without their
// accents, digits and low lines, a letter first, at most [maxVariable].
func variable(name string) string {
	var b strings.Builder
	n, gap := 0, false
	for _, r := range norm.NFC.String(name) {
		if base := rune(norm.NFD.String(string(r))[0]); base < utf8.RuneSelf {
			r = base
		}
		if !unicode.In(r, unicode.L, unicode.M, unicode.N) {
			gap = n > 0
			continue
		}
		if n == 0 && !unicode.IsLetter(r) {
			b.WriteString("v_")
			n = 2
		}
		if gap && n < maxVariable-1 {
			b.WriteByte('_')
			n++
		}
		if n == maxVariable {
			break
		}
		b.WriteRune(r)
		n, gap = n+1, false
	}
	if n == 0 {
		return "v"
	}
	return b.String()
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
		if x := m.At(row, column); x.Cell != nil || len(x.Quotes) > 0 || len(x.Below) > 0 {
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
		if len(m.Revised(c)) > 0 {
			facts = append(facts, "rests on words that were corrected since")
		}
	}
	return facts
}
