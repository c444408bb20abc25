package xlsx

import (
	"math"
	"strings"
	"unicode/utf8"

	"framewise/framework"
)

// In the margins of a chart stand the summaries of summaries: behind the codes a
// column with each case's own; below the cases, and an empty row, what all of
// them say in each column, with the range of views and the exceptions. Outside
// the filter's area they are not sorted in among the cases; should they be all
// the same, their hidden column says what they are.

// marginID stands for all cases or all codes where an identifier of one is
// asked for.
const marginID = "*"

// The names of all cases and all codes in rows and lists.
const (
	allCases = "All cases"
	allCodes = "All codes"
)

// marginText is a text of a cell in the margin.
type marginText struct {
	field  framework.Field
	id     string // of the row, in the hidden column
	label  string // of the row
	header string // of the column
	width  float64
}

// marginTexts are the texts of a cell in the margin: below a chart each has a
// row, behind it a column.
var marginTexts = [...]marginText{
	{framework.SummaryField, marginID, allCases, "Case summary", 45},
	{framework.RangeField, marginID + " range", rangeHeader, rangeHeader, 26},
	{framework.ExceptionsField, marginID + " exceptions", exceptionsHeader, exceptionsHeader, 26},
}

const (
	rangeHeader      = "Range of views"
	exceptionsHeader = "Exceptions"
)

// marginRows is how many rows the margin below a chart has, the empty one with
// them. Charts that nobody writes in have no margins.
func (b *book) marginRows() int {
	if !b.written() || len(b.m.Rows) == 0 {
		return 0
	}
	return 1 + len(marginTexts)
}

// marginShown is what a sheet shows of a cell in the margin, text by text.
type marginShown [len(marginTexts)]shown

// marginColumn is a column of case summaries: its place, and which text it
// holds.
type marginColumn struct{ at, text int }

// addMargin puts the columns of case summaries behind those of a chart. Central
// always has the summaries; what no case has yet, and on the charts of themes
// all that would only be there again, is left out.
func (b *book) addMargin(columns []column, central bool) ([]column, []marginColumn) {
	var margin []marginColumn
	if !b.written() {
		return columns, nil
	}
	for i, text := range marginTexts {
		if used := b.inMargin[text.field]; !used && (i > 0 || !central) || i > 0 && !central {
			continue
		}
		margin = append(margin, marginColumn{len(columns), i})
		head := look{fill: marginHead, ink: readable(marginHead)}
		if i > 0 {
			columns = append(columns, column{name: text.header, width: text.width, head: head, code: marginID,
				field: text.field, write: true})
			continue
		}
		summaries, arrows := head, head
		summaries.edges, arrows.edges = "ltb", "rtb"
		columns = append(columns, column{name: text.header, width: text.width, head: summaries, code: marginID,
			note: "What the case says over all codes.", write: true},
			column{width: arrowWidth, link: true, head: arrows})
	}
	return columns, margin
}

// beside is the width of the n columns of a chart that lets the case summaries
// stand beside them without a page more in print, as far as that can be read.
func (b *book) beside(n int, width float64, central bool) float64 {
	if n == 0 {
		return width
	}
	own := b.caseWidth() + float64(n)*(width+arrowWidth)
	for _, c := range b.attributeColumns(b.m.Header, look{}) {
		own += c.width
	}
	all := own
	columns, _ := b.addMargin(nil, central)
	for _, c := range columns {
		all += c.width
	}
	_, page := b.o.Paper.page()
	over := all - page*math.Ceil(own/page)
	if less := math.Floor(width - over/float64(n)); over > 0 && less >= narrowest {
		return less
	}
	return width
}

// narrowest is the width of a column in which summaries can still be read.
const narrowest = 36

// usedInMargin tells which texts the case summaries have.
func usedInMargin(m *framework.Matrix) map[framework.Field]bool {
	used := make(map[framework.Field]bool)
	for r := range m.Rows {
		c := m.At(r, framework.All).Cell
		if c == nil {
			continue
		}
		used[framework.SummaryField] = true
		used[framework.RangeField] = used[framework.RangeField] || c.Range != ""
		used[framework.ExceptionsField] = used[framework.ExceptionsField] || c.Exceptions != ""
	}
	return used
}

// caseMargin writes a case's own summary.
func (b *book) caseMargin(s *sheet, r int, margin []marginColumn) {
	x := b.m.At(r, framework.All)
	for _, c := range margin {
		edges := ""
		if c.text == 0 {
			edges = "ltb"
			b.linkToMargin(s, c.at+1, x.Cell, b.m.Rows[r].Case.Label+"|"+marginID)
		}
		b.caseShown[r][c.text] = b.margin(s, c.at, c.text, edges, x)
	}
}

// columnMargin writes the rows below the cases. codes are the columns of the
// matrix by their places on the sheet; on keeps what is shown of them.
func (b *book) columnMargin(s *sheet, codes map[int]int, on []marginShown) {
	if b.marginRows() == 0 {
		return
	}
	s.end() // an empty row keeps them out of sorting
	hidden := len(s.grid.columns) - 1
	for i, text := range marginTexts {
		s.text(0, look{fill: marginHead, ink: readable(marginHead), bold: i == 0}, text.label)
		for at := 1; at < hidden; at++ {
			col, ok := codes[at]
			if !ok {
				s.text(at, look{fill: marginHead}, "")
				continue
			}
			x := b.m.At(framework.All, col)
			on[col][i] = b.margin(s, at, i, "ltb", x)
			if at++; i == 0 { // the arrow's column
				b.linkToMargin(s, at, x.Cell, marginID+"|"+b.m.Key(col))
			} else {
				s.text(at, arrow(marginFill, "rtb"), "")
			}
		}
		s.text(hidden, look{oneLine: true}, text.id)
		s.end()
	}
}

// margin writes one text of a cell in the margin, and tells what is shown.
func (b *book) margin(s *sheet, at, text int, edges string, x framework.Crossing) (on shown) {
	t, l := richText{width: s.grid.columns[at].width}, look{}
	if text == 0 {
		if t, l = b.crossing(x, t.width); t.text.Len() > 0 {
			on = b.shownAs(t.text.String(), x.Cell)
		}
	} else {
		v := x.Cell.Value()
		whole := v.Get(marginTexts[text].field)
		t.summary(framework.Runs(whole))
		t.shorten(maxLines, framework.MaxSummary, inCells)
		on = shownText(t.text.String(), clean(whole))
	}
	if l.edges = edges; l.fill == "" && !l.hatch {
		l.fill = marginFill
	}
	s.runs(at, l, t.runs)
	return on
}

// shownText says how much of a text is shown.
func shownText(text, whole string) shown {
	if text == "" {
		return shown{}
	}
	on := shown{hash: hashOf(text), shape: string(bodySummary)}
	if end, cut := cutMark(text); cut && strings.HasPrefix(whole, text[:end]) {
		on.shape += " s" + itoa(utf8.RuneCountInString(text[:end]))
	}
	return on
}

// linkToMargin links a summary in the margin to its row in Cells.
func (b *book) linkToMargin(s *sheet, at int, c *framework.Cell, key string) {
	if l := arrow(marginFill, "rtb"); c == nil {
		s.text(at, l, "")
	} else {
		s.formula(at, l, jump(cellsSheet, "A", cellsKeyColumn, key, "→"), "→")
	}
}

// eachMargin calls fn on the cells in the margins of a matrix: those of cases,
// then those of columns.
func eachMargin(m *framework.Matrix, fn func(framework.Cell)) {
	see := func(c *framework.Cell) {
		if c != nil {
			fn(*c)
		}
	}
	for r := range m.Rows {
		see(m.At(r, framework.All).Cell)
	}
	for c := range m.Columns {
		see(m.At(framework.All, c).Cell)
	}
}
