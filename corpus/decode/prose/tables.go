package prose

// Tables is a flow with tables, and tables in their cells, for formats that
// say of every paragraph how deep it lies and mark the ends of cells and rows.
type Tables struct {
	Flow   Flow
	levels []level // of nested tables, from the outermost
}

// level is the open row of a table.
type level struct {
	cells [][]Paragraph
	cell  Flow
	open  bool // the cell has text
}

// At returns the flow at a depth: 0 is outside of tables. Rows of deeper ones
// that have not ended do so.
func (t *Tables) At(depth int) *Flow {
	for len(t.levels) > depth {
		t.EndRow(len(t.levels))
		t.levels = t.levels[:len(t.levels)-1]
	}
	for len(t.levels) < depth {
		t.levels = append(t.levels, level{})
	}
	if depth == 0 {
		return &t.Flow
	}
	t.levels[depth-1].open = true
	return &t.levels[depth-1].cell
}

// EndCell ends the cell of the table at a depth, from 1.
func (t *Tables) EndCell(depth int) {
	t.At(depth)
	l := &t.levels[depth-1]
	l.cells = append(l.cells, l.cell.End())
	l.cell, l.open = Flow{}, false
}

// EndRow puts the cells of the row at a depth, from 1, into the flow around
// their table.
func (t *Tables) EndRow(depth int) {
	if len(t.levels) < depth {
		return
	}
	if depth < len(t.levels) {
		t.At(depth)
	}
	l := &t.levels[depth-1]
	if l.open {
		l.cells = append(l.cells, l.cell.End())
	}
	outer := &t.Flow
	if depth > 1 {
		outer = &t.levels[depth-2].cell
		t.levels[depth-2].open = true
	}
	outer.Row(l.cells)
	*l = level{}
}

// End ends what is open and returns the paragraphs.
func (t *Tables) End() []Paragraph { return t.At(0).End() }

// Texts ends what is open and returns the paragraphs that say something.
func (t *Tables) Texts() []string { return t.At(0).Texts() }
