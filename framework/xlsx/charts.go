package xlsx

import (
	"strconv"

	"framewise/codebook"
	"framewise/corpus"
	"framewise/framework"
)

const arrowWidth = 2.7

// summaryWidth is the width of a chart's columns: the fewer the wider.
func summaryWidth(n int) float64 {
	switch {
	case n <= 3:
		return 60
	case n <= 5:
		return 52
	}
	return 45
}

// writeChart writes charts on a sheet: that of one theme, or all of them side
// by side.
func (b *book) writeChart(charts []chart) error {
	theme, name := &charts[0].theme, charts[0].sheet
	colour, title, sign := b.themeColour(theme.ID), theme.Title(), theme.Key
	n := len(charts[0].codes)
	if b.o.Wide {
		colour, title, sign = headFill, "All themes", everyTheme
		for i := range charts[1:] {
			n += len(charts[1+i].codes)
		}
	}
	width := b.beside(n, b.crossingWidth(n), false)
	head := look{fill: colour, ink: readable(colour)}
	columns := []column{{name: "Case", width: b.caseWidth(), head: head}}
	columns = append(columns, b.attributeColumns(b.m.Header, head)...)
	var bands []band
	for i := range charts {
		c := &charts[i]
		colour := b.themeColour(c.theme.ID)
		if b.o.Wide {
			bands = append(bands, band{len(columns), 2 * len(c.codes), c.theme.Title(), colour})
		}
		for _, code := range c.codes {
			col := column{name: code.Title(), width: width, note: b.definition(&code), code: string(code.ID),
				write: b.written()}
			if code.ID == c.theme.ID {
				if !b.o.Wide {
					col.name = themeColumn[b.m.Show]
				}
				col.head = look{fill: colour, ink: readable(colour)}
			} else {
				fill := lighten(b.themeColour(code.ID), 0.28)
				col.head = look{fill: fill, ink: ink}
			}
			col.head.edges = "ltb"
			arrows := col.head
			arrows.edges = "rtb"
			columns = append(columns, col, column{width: arrowWidth, link: true, head: arrows})
		}
	}
	behind := len(columns)
	columns, margin := b.addMargin(columns, false)
	if b.o.Wide && len(margin) > 0 {
		bands = append(bands, band{behind, len(columns) - behind, "", marginHead})
	}
	columns = append(columns, column{name: chartSign(sign), width: 8, hidden: true})
	frozen, repeat := b.frozen(), 1
	if b.o.Wide {
		repeat = frozen // so that the title has room before those of the themes
	}
	s, err := b.open(grid{
		name: name, title: title, bands: bands, colour: colour, about: title, columns: columns,
		rows: len(b.m.Rows) + len(b.m.Groups), below: b.marginRows(), margin: true, frozen: frozen, repeat: repeat,
		before: (*sheet).crossings,
	})
	if err != nil {
		return err
	}
	for r := range b.m.Rows {
		row := &b.m.Rows[r]
		b.group(s, r)
		s.text(0, look{bold: true}, row.Case.Label)
		s.attributes(1, b.m.Header, &row.Case)
		for k := range charts {
			c := &charts[k]
			for i, code := range c.codes {
				col := c.column(b.m, i)
				l := b.shows(s, col, r, c.cols[i], width)
				arrows := arrow(l.fill, "rtb")
				arrows.hatch = l.hatch
				b.linkToCell(s, col+1, arrows, b.m.At(r, c.cols[i]), &row.Case, &code)
			}
		}
		b.caseMargin(s, r, margin)
		s.text(len(columns)-1, look{}, string(row.Case.ID))
		s.end()
	}
	codes := make(map[int]int)
	for k := range charts {
		for i, col := range charts[k].cols {
			codes[charts[k].column(b.m, i)] = col
		}
	}
	b.columnMargin(s, codes, b.columnShown)
	return s.close()
}

// themeColumn heads the column of a theme on its own chart.
var themeColumn = map[framework.Show]string{
	framework.ShowSummary: "Theme summary", framework.ShowQuotes: "Theme as a whole",
	framework.ShowCounts: "All of the theme", framework.ShowPresence: "All of the theme",
}

// linkToCell links a crossing that has anything to its row in Cells.
func (b *book) linkToCell(
	s *sheet, col int, l look, x framework.Crossing, c *corpus.Case, code *codebook.Code,
) {
	if x.Cell == nil && len(x.Quotes) == 0 {
		s.text(col, l, "")
		return
	}
	s.formula(col, l, jump(cellsSheet, "A", cellsKeyColumn, key(c, code), "→"), "→")
}

// caseWidth is the width of the column of case labels.
func (b *book) caseWidth() float64 {
	n := 7
	for i := range b.m.Rows {
		n = max(n, units(b.m.Rows[i].Case.Label))
	}
	return float64(min(n, 24)) + 4
}

// attributeColumns are the columns of attributes, as wide as their values ask
// for.
func (b *book) attributeColumns(attributes []corpus.Attribute, head look) []column {
	columns := make([]column, len(attributes))
	for i, a := range attributes {
		n := 5
		for r := range b.m.Rows {
			n = max(n, units(b.m.Rows[r].Case.Values[a.Name]))
		}
		columns[i] = column{name: a.Name, width: float64(max(min(n+4, 24), min(units(a.Name)+6, 16))), head: head}
	}
	return columns
}

// attributes writes a case's values from a column on.
func (s *sheet) attributes(col int, attributes []corpus.Attribute, c *corpus.Case) {
	for i, a := range attributes {
		value := c.Values[a.Name]
		if a.Type == corpus.NumberAttribute && value != "" {
			if n, err := strconv.ParseFloat(value, 64); err == nil {
				s.number(col+i, look{}, n)
				continue
			}
		}
		s.text(col+i, look{}, value)
	}
}

// frozen is how many columns stay in sight: the case, and its attributes if
// they leave room for what is read.
func (b *book) frozen() int {
	width := b.caseWidth()
	for _, c := range b.attributeColumns(b.m.Header, look{}) {
		width += c.width
	}
	if width > 50 {
		return 1
	}
	return 1 + len(b.m.Header)
}

// definition is what a header's note says about its code.
func (b *book) definition(c *codebook.Code) string {
	text := c.Title()
	for _, part := range []struct{ label, text string }{
		{"", c.Definition}, {"Include: ", c.Include}, {"Exclude: ", c.Exclude}, {"Example: ", c.Example},
	} {
		if part.text != "" {
			text += "\n" + part.label + part.text
		}
	}
	return text + "\n(" + b.m.Framework.Name + ":" + c.Key + ")"
}

// writeCentral writes the chart of all themes: each theme's own summary or,
// where there is none, the beginnings of what is charted under it.
func (b *book) writeCentral() error {
	width := b.beside(len(b.charts), b.crossingWidth(len(b.charts)), true)
	columns := []column{{name: "Case", width: b.caseWidth()}}
	columns = append(columns, b.attributeColumns(b.m.Header, look{})...)
	for i := range b.charts {
		c := &b.charts[i]
		colour := b.themeColour(c.theme.ID)
		head := look{fill: colour, ink: readable(colour), edges: "ltb"}
		arrows := head
		arrows.edges = "rtb"
		columns = append(columns,
			column{name: c.theme.Title(), width: width, note: b.definition(&c.theme), head: head,
				code: string(c.theme.ID), write: b.written()},
			column{width: arrowWidth, link: true, head: arrows})
	}
	columns, margin := b.addMargin(columns, true)
	columns = append(columns, column{name: chartSign(""), width: 8, hidden: true})
	frozen := b.frozen()
	s, err := b.open(grid{
		name: centralSheet, title: "Central chart", colour: headFill, about: "Central chart", columns: columns,
		rows: len(b.m.Rows) + len(b.m.Groups), below: b.marginRows(), margin: true, frozen: frozen, repeat: 1,
		before: (*sheet).crossings,
	})
	if err != nil {
		return err
	}
	for r := range b.m.Rows {
		row := &b.m.Rows[r]
		b.group(s, r)
		s.text(0, look{bold: true}, row.Case.Label)
		s.attributes(1, b.m.Header, &row.Case)
		for i := range b.charts {
			c := &b.charts[i]
			col := 1 + len(b.m.Header) + 2*i
			l := b.showsTheme(s, col, r, i, width)
			arrows := arrow(l.fill, "rtb")
			arrows.hatch = l.hatch
			s.formula(col+1, arrows, jump(c.sheet, "A", "A", row.Case.Label, "→"), "→")
		}
		b.caseMargin(s, r, margin)
		s.text(len(columns)-1, look{}, string(row.Case.ID))
		s.end()
	}
	codes := make(map[int]int, len(b.charts))
	for i := range b.charts {
		if col := b.m.ColumnOf(b.charts[i].theme.ID); col >= 0 {
			codes[1+len(b.m.Header)+2*i] = col
		}
	}
	b.columnMargin(s, codes, b.columnCentral)
	return s.close()
}

// beginning is how many characters of a summary stand in the central chart
// for a theme that has none of its own.
const beginning = 160

// theme is what the central chart shows of a case under a theme; own is the
// theme's own cell where that is it.
func (b *book) theme(r int, c *chart, width float64) (t richText, l look, own *framework.Cell) {
	if col := b.m.ColumnOf(c.theme.ID); col >= 0 {
		x := b.m.At(r, col)
		if x.Cell != nil && (x.Cell.Summary != "" || x.Cell.Empty != framework.NotEmpty) {
			t, l = b.crossing(x, width)
			return t, l, x.Cell
		}
	}
	t.width = width
	d := digest{b: b, t: &t}
	for i := range c.codes {
		d.crossing(&c.codes[i], b.m.At(r, c.cols[i]))
	}
	d.end()
	t.shorten(maxLines, 0, " … more in "+c.sheet)
	return t, look{}, nil
}

// count writes a number with its noun: 1 quote, 2 quotes.
func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return itoa(n) + " " + noun + "s"
}
