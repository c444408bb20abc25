package xlsx

import (
	"fmt"
	"regexp"
	"strings"

	"framewise/codebook"
	"framewise/framework"
)

// cellRows reads the rows of Cells, new ones too.
func (s *sheetReader) cellRows(header []cell) func([]cell) {
	s.cols = headings(header)
	columns := cellsColumns()
	col := make([]int, len(columns))
	var wanted []int
	for i, c := range columns {
		switch i {
		case cellsCase, cellsCode, cellsTheme, cellsCaseID, cellsCodeID:
			col[i] = find(s.cols, c.name)
		case cellsSummary, cellsComment, cellsStatus, cellsEmpty, cellsStance, cellsRating:
			col[i] = s.wanted(s.cols, c.name)
		case cellsRange, cellsExceptions:
			if col[i] = find(s.cols, c.name); col[i] < 0 && s.out.Schema >= 2 {
				s.wanted(s.cols, c.name)
			}
		default:
			continue
		}
		wanted = append(wanted, col[i])
	}
	s.only(wanted...)
	return func(cells []cell) {
		row := s.rows.row
		who := s.caseOf(textAt(cells, col[cellsCaseID]), textAt(cells, col[cellsCase]), row)
		code := s.codeOf(cells, col, row)
		if who != nil && who.all && who.field != framework.SummaryField {
			who = nil // the label of a row below a chart
		}
		if who != nil && who.all && code != nil && code.id == "" {
			s.corner(at(cells, col[cellsSummary]), s.address(row, max(col[cellsSummary], 0)))
			return
		}
		e := s.cellOf(who, code, s.address(row, max(col[cellsSummary], 0)))
		if s.fields(e, cells, col, row) {
			if textAt(cells, col[cellsCaseID]) == "" && textAt(cells, col[cellsCodeID]) == "" {
				e.onlyFilled()
			}
			if who == nil {
				e.Label = textAt(cells, col[cellsCase])
			}
			if code == nil {
				e.Key = textAt(cells, col[cellsCode])
			}
			s.cellRow(e, who != nil && code != nil, row, col)
		}
		s.noteRow(row, func(int) EditedNote {
			return EditedNote{Case: e.Case, Code: e.Code}
		})
	}
}

// codeOf finds the code of a row of Cells. As with cases, what people see
// counts where it says something else than the identifier.
func (s *sheetReader) codeOf(cells []cell, col []int, row int) *originCode {
	byID := s.from.codes[codebook.CodeID(textAt(cells, col[cellsCodeID]))]
	text := textAt(cells, col[cellsCode])
	if byID != nil && (text == "" || strings.EqualFold(text, byID.title)) {
		return byID
	}
	_, key, _ := strings.Cut(text, ":") // with the framework's name before it
	byName := s.from.names[strings.ToLower(text)]
	if byName == nil && key != "" {
		byName = s.from.names[strings.ToLower(key)]
	}
	address := s.address(row, max(col[cellsCode], 0))
	switch {
	case byName != nil && byID != nil && byName != byID:
		s.problem(address, false,
			fmt.Sprintf("the row shows %s but carries the identifier of %s; it was read as %s",
				byName.title, byID.title, byName.title), "rows were pasted, or sorted without the hidden columns; "+
				"check what was read")
		return byName
	case byName != nil:
		return byName
	case byID != nil:
		s.problem(address, false,
			fmt.Sprintf("%q is not a code of the export; the row was read as %s by its identifier",
				firstRunes(text, 60), byID.title), "rename codes in the project, not in the workbook")
	}
	return byID
}

// cutBeyond is what [limit] puts behind a text that no cell holds.
var cutBeyond = regexp.MustCompile(` … \[cut: \d{1,9} characters don't fit a cell\]$`)

// fields reads what a row of Cells says; false where it says nothing.
func (s *sheetReader) fields(e *EditedCell, cells []cell, col []int, row int) (anything bool) {
	take := func(i int, read func(c *cell, address string)) {
		c, address := at(cells, col[i]), s.address(row, col[i])
		if col[i] < 0 || !s.usable(c, address) {
			return
		}
		if c == nil {
			c = &cell{}
		}
		anything = anything || strings.TrimSpace(c.text) != ""
		read(c, address)
	}
	take(cellsSummary, func(c *cell, address string) {
		text, uniform := conventions(c.formatted())
		e.Summary, e.SummaryCut = uncut(text)
		if uniform {
			s.uniform(address)
		}
		s.overLong(text, address)
	})
	more := func(i int, to **string, cut *int) {
		take(i, func(c *cell, address string) {
			text, uniform := conventions(c.formatted())
			if *to, *cut = uncut(text); uniform {
				s.uniform(address)
			}
			s.overLong(text, address)
		})
	}
	more(cellsRange, &e.Range, &e.RangeCut)
	more(cellsExceptions, &e.Exceptions, &e.ExceptionsCut)
	take(cellsComment, func(c *cell, address string) {
		e.Comment, e.CommentCut = uncut(c.text)
		s.overLong(c.text, address)
	})
	unread := func(address string, err error) {
		s.problem(address, true, err.Error(), hint(err))
	}
	take(cellsStatus, func(c *cell, address string) {
		if strings.TrimSpace(c.text) == "" {
			return // a cell always has one
		}
		if v, err := framework.ParseStatus(c.text); err != nil {
			unread(address, err)
		} else {
			e.Status = &v
		}
	})
	take(cellsEmpty, func(c *cell, address string) {
		v := emptiness(c.text) // the marks of the charts too
		if v == framework.NotEmpty {
			var err error
			if v, err = framework.ParseEmptiness(c.text); err != nil {
				unread(address, err)
				return
			}
		}
		e.Empty = &v
	})
	take(cellsStance, func(c *cell, address string) {
		if v, err := s.from.stance(c.text); err != nil {
			unread(address, err)
		} else {
			e.Stance = &v
		}
	})
	take(cellsRating, func(c *cell, _ string) { e.Rating = ptr(s.from.rating(c)) })
	return anything
}

// onlyFilled leaves out what a new row leaves empty: it may be about a cell
// that is there already.
func (c *EditedCell) onlyFilled() {
	if c.Empty != nil && *c.Empty == framework.NotEmpty && (c.Summary == nil || *c.Summary == "") {
		c.Empty = nil
	}
	for _, text := range []**string{&c.Summary, &c.Comment, &c.Rating, &c.Range, &c.Exceptions} {
		if *text != nil && strings.TrimSpace(**text) == "" {
			*text = nil
		}
	}
	if c.Stance != nil && *c.Stance == codebook.NoStance {
		c.Stance = nil
	}
}

// uncut takes the mark off a text that was too long for a cell; cut is -1
// where there is none.
func uncut(text string) (kept *string, cut int) {
	if m := cutBeyond.FindStringIndex(text); m != nil {
		text = text[:m[0]]
		return &text, 0
	}
	return &text, -1
}

// cellRow keeps a row of Cells, unless it stands as it was exported.
func (s *sheetReader) cellRow(e *EditedCell, known bool, row int, col []int) {
	value := framework.CellValue{Status: framework.NotCharted}
	for f, v := range map[framework.Field]*string{
		framework.SummaryField: e.Summary, framework.CommentField: e.Comment, framework.RatingField: e.Rating,
		framework.StatusField: (*string)(e.Status), framework.EmptyField: (*string)(e.Empty),
		framework.StanceField: (*string)(e.Stance), framework.RangeField: e.Range,
		framework.ExceptionsField: e.Exceptions,
	} {
		if v != nil {
			value.Set(f, *v)
		}
	}
	same := false
	if known {
		was := s.from.cells[crossing{e.Case, e.Code}]
		same = was != nil && was.cells.hash != 0 && was.cells.hash == cellsHash(value)
		f := form{}
		if was != nil {
			f = formOf(was.cells.shape)
		}
		if e.SummaryCut >= 0 {
			e.SummaryCut = f.summaryCut
		}
		if e.CommentCut >= 0 {
			e.CommentCut = f.commentCut
		}
		if e.RangeCut >= 0 {
			e.RangeCut = f.rangeCut
		}
		if e.ExceptionsCut >= 0 {
			e.ExceptionsCut = f.exceptCut
		}
		if same && !s.all {
			return
		}
	}
	s.add(e, row, col[cellsSummary], fmt.Sprint(value), same)
}

func hint(err error) string {
	if h, ok := err.(interface{ Hint() string }); ok {
		return h.Hint()
	}
	return ""
}
