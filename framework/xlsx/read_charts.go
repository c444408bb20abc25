package xlsx

import (
	"fmt"
	"strings"

	"framewise/codebook"
	"framewise/framework"
)

// chartColumn is what a column of a chart is about.
type chartColumn struct {
	code  *originCode
	field framework.Field // the only one it holds, in the margin
}

// chartColumns finds the columns of a chart's codes. Where headers are alike,
// the order tells them apart.
func (s *sheetReader) chartColumns(header []cell) map[int]chartColumn {
	attributes := make(map[string]bool)
	for _, a := range s.from.attributes {
		attributes[strings.Join(strings.Fields(a), " ")] = true
	}
	where := make(map[string][]int) // columns by header
	for _, marked := range []bool{true, false} {
		for i := range header {
			name, mayWrite := heading(&header[i])
			switch {
			case mayWrite && marked:
				where[name] = append(where[name], header[i].col)
			case !mayWrite && !marked && len(where[name]) == 0 && !attributes[name]:
				where[name] = []int{header[i].col} // somebody took the mark away
			}
		}
	}
	cols := make(map[int]chartColumn)
	for _, c := range s.is.columns {
		code := s.from.codes[c.code]
		if code == nil {
			continue
		}
		if len(where[c.header]) == 0 {
			if !s.from.unwritten {
				s.wanted(nil, c.header)
			}
			continue
		}
		cols[where[c.header][0]] = chartColumn{code, c.field}
		where[c.header] = where[c.header][1:]
	}
	return cols
}

// chartRows reads the rows of a theme's chart or of Central.
func (s *sheetReader) chartRows(header []cell) func([]cell) {
	s.cols = headings(header)
	label, id := find(s.cols, "Case"), find(s.cols, s.is.sign)
	columns := s.chartColumns(header)
	order := []int{label, id}
	for i := range header { // in the order of the sheet
		if columns[header[i].col].code != nil {
			order = append(order, header[i].col)
		}
	}
	s.only(order...)
	order = order[2:]
	return func(cells []cell) {
		row := s.rows.row
		who := s.caseOf(textAt(cells, id), textAt(cells, label), row)
		for _, col := range order {
			if s.from.unwritten {
				break
			}
			switch {
			case who == nil:
				if textAt(cells, col) != "" {
					s.problem(s.address(row, col), true, fmt.Sprintf("the row's case, %q, is not one of the export",
						firstRunes(textAt(cells, label), 40)), "add the case to the project, or give the row its label back")
				}
			case who.all && columns[col].code.id == "":
				s.corner(at(cells, col), s.address(row, col))
			case who.all && who.field != framework.SummaryField:
				s.marginCell(at(cells, col), row, col, who, columns[col].code, who.field)
			case columns[col].field != "":
				s.marginCell(at(cells, col), row, col, who, columns[col].code, columns[col].field)
			default:
				s.chartCell(at(cells, col), row, col, who, columns[col].code)
			}
		}
		s.noteRow(row, func(col int) EditedNote {
			n := EditedNote{}
			if who != nil {
				n.Case = who.id
			}
			if code := columns[col].code; code != nil {
				n.Code = code.id
			} else if code := columns[col-1].code; code != nil { // the arrow behind it
				n.Code = code.id
			}
			return n
		})
	}
}

// chartCell reads what a chart says of a crossing.
func (s *sheetReader) chartCell(c *cell, row, col int, who *originCase, code *originCode) {
	address := s.address(row, col)
	if !s.usable(c, address) {
		return
	}
	var was shown
	if o := s.from.cells[crossing{who.id, code.id}]; o != nil {
		if was = o.chart; s.is.kind == "central" {
			was = o.central
		}
	}
	var runs []run
	text := ""
	if c != nil {
		runs = c.formatted()
		text = joined(runs)
	}
	blank := strings.TrimSpace(text) == ""
	same := was.shape == "" && blank || was.shape != "" && hashOf(text) == was.hash
	f := formOf(was.shape)
	if same && !s.all && f.body != bodySummary {
		return
	}
	p := takeApart(text, s.from.ratings)
	body := between(runs, p.from, p.to)
	styled, uniform := conventions(body)
	if same && styled == p.body && !s.all {
		return
	}
	e := s.cellOf(who, code, address)
	e.Chart = true
	if f.body == bodyOpaque {
		if !same {
			s.problem(address, true, "the text was changed, but it holds marks of its own that can't be told from "+
				"those of stance, rating or comment", "make the change in "+cellsSheet)
		} else {
			s.add(e, row, col, text, same)
		}
		return
	}
	if blank && !same { // emptied
		if f.body == bodyMade {
			return
		}
		e.Summary, e.Empty = ptr(""), ptr(framework.NotEmpty)
		s.add(e, row, col, "", same)
		return
	}
	made := f.body == bodyEmpty || f.body == bodyMade
	if made {
		left := withoutLines(body, func(line string) bool {
			return f.lines[lineHash(line)] || strings.TrimSpace(line) == notChartedMark ||
				s.is.kind == "central" && s.showsCell(line, who, code, address)
		})
		styled, _ = conventions(left)
		styled, uniform = strings.TrimSpace(styled), false
		if !same && f.body == bodyMade && styled == "" && p.stance == codebook.NoStance && p.rating == "" && !p.commented {
			return // only lines that show other cells were changed
		}
	}
	s.body(e, styled, f, p, same)
	s.marks(e, f, p)
	if uniform && !same {
		s.uniform(address)
	}
	s.overLong(text, address)
	s.add(e, row, col, styled+"\x00"+text, same)
}

// body takes in the summary, or the reason why there is none.
func (s *sheetReader) body(e *EditedCell, styled string, f form, p parts, same bool) {
	made := f.body == bodyEmpty || f.body == bodyMade
	switch reason := emptiness(styled); {
	case made && styled == "": // nothing was added to what Framewise put there
		if f.body == bodyEmpty && same {
			e.Summary, e.Empty = ptr(""), ptr(emptiness(strings.SplitN(p.body, "\n", 2)[0]))
		}
	case reason != framework.NotEmpty:
		e.Summary, e.Empty = ptr(""), &reason
	default:
		e.Summary, e.Empty = &styled, ptr(framework.NotEmpty)
	}
	if made {
		return
	}
	switch {
	case p.bodyCut && f.cuts.summary:
		e.SummaryCut = f.summaryCut
	case p.bodyCut:
		s.cutMarkLeft(e.Address)
	case f.cuts.summary && !same:
		s.problem(e.Address, false, "the text had been shortened and the mark of that is gone: it was read as the "+
			"whole summary", "compare it with "+cellsSheet+", where the whole of the old one stands")
	}
}

// marks takes in stance, rating and comment.
func (s *sheetReader) marks(e *EditedCell, f form, p parts) {
	if !f.noMarks || p.stance != codebook.NoStance {
		e.Stance = &p.stance
	}
	if !f.noMarks || p.rating != "" {
		e.Rating = &p.rating
	}
	if (f.noComment || f.noMarks && f.body != bodyEmpty) && !p.commented {
		return
	}
	e.Comment = &p.comment
	if p.commentCut && f.cuts.comment {
		e.CommentCut = f.commentCut
	}
}

// lineOfCell is a line on Central that shows what a case says under one code of
// a theme, and was changed there.
type lineOfCell struct {
	who, title, address, sheet string
	at                         crossing
}

// showsCell tells whether a line on Central shows one of the theme's cells,
// and remembers it.
func (s *sheetReader) showsCell(line string, who *originCase, theme *originCode, address string) bool {
	for i := range s.from.sheets {
		chart := &s.from.sheets[i]
		if chart.kind != "chart" || chart.theme != theme.id {
			continue
		}
		for _, c := range chart.columns {
			code := s.from.codes[c.code]
			if code != nil && code != theme && strings.HasPrefix(strings.TrimSpace(line), code.title+": ") {
				s.changedLines = append(s.changedLines,
					lineOfCell{who.label, code.title, address, chart.name, crossing{who.id, code.id}})
				return true
			}
		}
	}
	return false
}

// tellLines names the changes on Central that are to be made elsewhere,
// unless they were: somebody may have replaced words in all sheets.
func (r *reader) tellLines() {
	edited := make(map[crossing]bool)
	for _, c := range r.out.Cells {
		edited[crossing{c.Case, c.Code}] = true
	}
	for _, b := range r.changedLines {
		if !edited[b.at] {
			r.problem(b.address, true, "the line shows what "+b.who+" says under "+b.title+", and was not read",
				"make the change in "+b.sheet)
		}
	}
}
