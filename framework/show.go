package framework

// Show says what a matrix shows of each crossing.
type Show string

// What there is to see of a crossing. Counts and presence are of a code and
// all codes below it.
const (
	ShowSummary  Show = "summary"  // what was charted or, where nothing was yet, the quotes
	ShowQuotes   Show = "quotes"   // the quotes, with their places
	ShowCounts   Show = "counts"   // how many quotes
	ShowPresence Show = "presence" // 1 where the case speaks of it and 0 where not
)

// Shows are the choices of [Show], in the order of lists.
var Shows = []Show{ShowSummary, ShowQuotes, ShowCounts, ShowPresence}

// Numbers tells whether crossings are shown as numbers.
func (s Show) Numbers() bool { return s == ShowCounts || s == ShowPresence }

// Number is the number of a crossing: with [ShowPresence] 1 or 0, else the
// count. It is not known where nobody asked about the code or it does not
// apply, so that no quotes say nothing.
func (m *Matrix) Number(row, column int) (n int, known bool) {
	under := m.Tree.Under(m.Columns[column].ID)
	charted := false
	for _, id := range under {
		col := m.ColumnOf(id)
		if col < 0 {
			continue
		}
		x := &m.crossings[row][col]
		n += len(x.Quotes)
		charted = charted || x.Cell != nil && x.Cell.Summary != ""
		for i := range x.Below {
			charted = charted || x.Below[i].Summary != ""
		}
	}
	if m.Show == ShowPresence {
		if charted {
			n = 1
		}
		n = min(n, 1)
	}
	if c := m.At(row, column).Cell; n == 0 && c != nil && (c.Empty == NotAsked || c.Empty == NotApplicable) {
		return 0, false
	}
	return n, true
}
