package xlsx

import (
	"strconv"

	"github.com/xuri/excelize/v2"
)

// A seal is a short hash at the end of a row of what stands there and is not
// read back: who lifts the protection of a sheet and writes in such a place is
// told that it comes to nothing.
const sealHeader = "seal"

// sealColumn is the hidden column of the seals.
func sealColumn() column { return column{name: sealHeader, width: 8, hidden: true} }

// sealOf hashes the texts of the sealed columns, in their order.
func sealOf(columns int, text func(int) string) string {
	h := uint64(0)
	for i := range columns {
		h = h*31 + hashOf(text(i))
	}
	return strconv.FormatUint(h&(1<<36-1), 36)
}

// sealed are the columns under the seal, from 0, and the one that holds it; -1
// where the sheet has none.
func (g *grid) sealed() (cols []int, seal int) {
	seal = -1
	for i, c := range g.columns {
		switch {
		case c.sealed:
			cols = append(cols, i)
		case c.name == sealHeader && c.hidden:
			seal = i
		}
	}
	return cols, seal
}

// sealRow writes the seal of the row that ends, unless it is one to be filled.
func (s *sheet) sealRow() {
	if s.seal < 0 || s.row < s.grid.headerRow() {
		return
	}
	filled := false
	seal := sealOf(len(s.sealed), func(i int) string {
		c, _ := s.values[s.sealed[i]].(excelize.Cell)
		text, _ := c.Value.(string)
		filled = filled || text != ""
		return text
	})
	if filled {
		s.text(s.seal, look{oneLine: true}, seal)
	}
}

// sealHints say what to do instead of writing in a sealed column.
var sealHints = map[string]string{
	"quotes":    "of a quote only key and stance are read; correct words in the transcript (framewise document edit)",
	"cells":     "only the columns marked" + EditMark + " are read; evidence comes from the locators in the summary",
	"cases":     "of a case only the attributes are read; the rest is kept in the project",
	"framework": "rename and move codes in the project (framewise code edit, framewise code move)",
	"memos":     "write memos in the project (framewise memo add), or pin a note to a cell: it becomes a memo",
}

// seals makes the check of the sheet's rows, which asks for the sealed columns
// too. A sheet on which one of them was deleted or renamed is not checked.
func (s *sheetReader) seals() func(cells []cell) {
	seal := find(s.cols, sealHeader)
	cols := make([]int, len(s.is.sealed))
	for i, header := range s.is.sealed {
		if cols[i] = find(s.cols, header); cols[i] < 0 {
			seal = -1
		}
	}
	if seal < 0 || len(cols) == 0 {
		return func([]cell) {}
	}
	s.also(append(cols, seal)...)
	return func(cells []cell) {
		was := textAt(cells, seal)
		now := func(i int) string { return textAt(cells, cols[i]) }
		if was != "" && was != sealOf(len(cols), now) {
			s.problem(s.address(s.rows.row, cols[0]), true,
				"something was changed in this row that is not read back", sealHints[s.is.kind])
		}
	}
}
