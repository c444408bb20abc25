package xlsx

import (
	"github.com/xuri/excelize/v2"

	"framewise/codebook"
	"framewise/framework"
)

// What a chart shows of its crossings: the summaries, which people write in, or
// the quotes, counts or presence, which they only read.

// written tells whether the charts hold what people write.
func (b *book) written() bool { return b.m.Show == framework.ShowSummary }

// shows puts on a sheet what the matrix shows of a crossing and returns the
// look of its cell.
func (b *book) shows(s *sheet, at, r, col int, width float64) look {
	x := b.m.At(r, col)
	if b.m.Show.Numbers() {
		n, known := b.m.Number(r, col)
		return s.figure(at, n, known, x.Cell)
	}
	if b.m.Show == framework.ShowQuotes {
		return s.words(at, x.Quotes, width)
	}
	t, l := b.crossing(x, width)
	l.edges = "ltb"
	if t.text.Len() > 0 {
		b.shown[r][col] = b.shownAs(t.text.String(), x.Cell)
	}
	s.runs(at, l, t.runs)
	return l
}

// showsTheme is shows for a case and a whole theme.
func (b *book) showsTheme(s *sheet, at, r, i int, width float64) look {
	c := &b.charts[i]
	if !b.written() {
		col := b.m.ColumnOf(c.theme.ID)
		if b.m.Show.Numbers() && col >= 0 {
			n, known := b.m.Number(r, col)
			return s.figure(at, n, known, b.m.At(r, col).Cell)
		}
		quotes := b.m.QuotesUnder(r, c.theme.ID)
		switch b.m.Show {
		case framework.ShowQuotes:
			return s.words(at, quotes, width)
		case framework.ShowPresence:
			return s.figure(at, min(len(quotes), 1), true, nil)
		}
		return s.figure(at, len(quotes), true, nil)
	}
	t, l, own := b.theme(r, c, width)
	l.edges = "ltb"
	if t.text.Len() > 0 {
		b.central[r][i] = b.shownAs(t.text.String(), own)
	}
	s.runs(at, l, t.runs)
	return l
}

// runs writes rich text, or an empty cell.
func (s *sheet) runs(col int, l look, runs []excelize.RichTextRun) {
	if len(runs) > 0 {
		s.rich(col, l, runs)
	} else {
		s.text(col, l, "")
	}
}

// figure writes a number or, where it isn't known, why.
func (s *sheet) figure(col, n int, known bool, c *framework.Cell) look {
	l := look{across: "center", edges: "ltb"}
	if known {
		s.number(col, l, float64(n))
		return l
	}
	if l.fill = pale; c.Empty == framework.NotAsked {
		l.fill, l.hatch = "", true
	}
	l.ink = muted
	s.text(col, l, emptyMarks[c.Empty])
	return l
}

// words writes quotes with their places, as many as can be read on a chart.
func (s *sheet) words(col int, quotes []framework.Quote, width float64) look {
	t, l := richText{width: width}, look{edges: "ltb"}
	t.quotes(quotes, maxLines-1)
	t.shorten(maxLines, 0, inQuotes)
	s.runs(col, l, t.runs)
	return l
}

// crossingWidth is the width of a column of crossings, of which a sheet has n.
func (b *book) crossingWidth(n int) float64 {
	if b.m.Show.Numbers() {
		return 14
	}
	return summaryWidth(n)
}

// crossings sets what the columns of crossings on a chart have from the first
// data row to the last: prompts and, of numbers, a heat map.
func (s *sheet) crossings(first, last int) error {
	if err := s.definitions(first, last); err != nil || !s.b.m.Show.Numbers() {
		return err
	}
	for i, c := range s.grid.columns {
		if c.code == "" {
			continue
		}
		if err := s.heatMap(cellName(i+1, first) + ":" + cellName(i+1, last)); err != nil {
			return err
		}
	}
	return nil
}

// groupFill is behind the titles of groups of rows.
const groupFill = "DDE2E8"

// group writes the title of the rows that begin with row r, if any do. It is a
// row of its own, without merged cells, which would keep the sheet from being
// sorted; it runs on over the empty cells beside it, unless pages repeat only
// the first.
func (b *book) group(s *sheet, r int) {
	g, ok := b.m.GroupAt(r)
	if !ok {
		return
	}
	s.text(0, look{bold: true, fill: groupFill, oneLine: len(s.breaks) == 0, edges: "tb"}, g.Title+" ("+count(g.Rows, "case")+")")
	for i := 1; i < len(s.grid.columns); i++ {
		s.text(i, look{fill: groupFill, edges: "tb"}, "")
	}
	s.tall = max(s.tall, 20)
	s.end()
}

// digest adds what is charted under codes that have no column where it is
// added: the beginnings of the summaries, then what is not charted.
type digest struct {
	b       *book
	t       *richText
	quotes  int      // that no summary rests on
	reasons []string // for cells that have none
}

func (d *digest) cell(code *codebook.Code, c *framework.Cell) {
	switch {
	case c.Summary != "":
		if d.t.text.Len() > 0 {
			d.t.add(plainFont, "\n")
		}
		d.t.add(boldFont, code.Title()+": ")
		one := richText{width: d.t.width}
		one.verdict(c)
		one.summary(framework.Runs(c.Summary))
		one.shorten(maxLines, beginning, " …")
		for _, run := range one.runs {
			d.t.add(run.Font, run.Text)
		}
	case c.Empty != framework.NotEmpty:
		d.reasons = append(d.reasons, code.Title()+": "+string(c.Empty))
	}
}

// crossing adds a crossing of a code, and what stands below it.
func (d *digest) crossing(code *codebook.Code, x framework.Crossing) {
	charted := make(map[codebook.CodeID]bool)
	if x.Cell != nil {
		charted[code.ID] = x.Cell.Summary != ""
		d.cell(code, x.Cell)
	}
	for i := range x.Below {
		below, _ := d.b.m.Tree.Code(x.Below[i].Code)
		charted[below.ID] = x.Below[i].Summary != ""
		d.cell(&below, &x.Below[i])
	}
	for i := range x.Quotes {
		if !charted[x.Quotes[i].Coding.Code] {
			d.quotes++
		}
	}
}

func (d *digest) end() {
	if d.quotes > 0 {
		d.reasons = append(d.reasons, "not charted: "+count(d.quotes, "quote"))
	}
	for _, reason := range d.reasons {
		if d.t.text.Len() > 0 {
			reason = "\n" + reason
		}
		d.t.add(hintFont, reason)
	}
}
