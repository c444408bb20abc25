package xlsx

import (
	"slices"
	"strings"

	"framewise/framework"
)

// corner names what was written where the margins meet: it is about nothing.
func (s *sheetReader) corner(c *cell, address string) {
	if c != nil && strings.TrimSpace(c.text) != "" {
		s.problem(address, true, "what all cases say over all codes has no place in the project",
			"write it as a memo about the study")
	}
}

// marginCell reads a cell of a chart that holds one text of a summary in the
// margin, its range of views or its exceptions.
func (s *sheetReader) marginCell(
	c *cell, row, col int, who *originCase, code *originCode, field framework.Field,
) {
	address := s.address(row, col)
	if !s.usable(c, address) {
		return
	}
	i := slices.IndexFunc(marginTexts[:], func(t marginText) bool { return t.field == field })
	var was shown
	if o := s.from.cells[crossing{who.id, code.id}]; o != nil {
		if was = o.moreOnChart[i]; s.is.kind == "central" {
			was = o.moreOnCentral[i]
		}
	}
	var runs []run
	if c != nil {
		runs = c.formatted()
	}
	text := joined(runs)
	end, cut := cutMark(text)
	styled, uniform := conventions(between(runs, 0, end))
	same := was.shape == "" && strings.TrimSpace(text) == "" || was.shape != "" && hashOf(text) == was.hash
	if same && styled == text[:end] && !s.all {
		return
	}
	if uniform && !same {
		s.uniform(address)
	}
	s.overLong(text, address)
	e := s.cellOf(who, code, address)
	e.field = field
	at := -1
	if f := formOf(was.shape); cut && f.cuts.summary {
		at = f.summaryCut
	} else if cut {
		s.cutMarkLeft(address)
	}
	if field == framework.RangeField {
		e.Range, e.RangeCut = &styled, at
	} else {
		e.Exceptions, e.ExceptionsCut = &styled, at
	}
	s.add(e, row, col, styled+"\x00"+text, same)
}

// uniform names a text that is all of one look.
func (s *sheetReader) uniform(address string) {
	s.problem(address, false, "the whole cell is in italics or in grey; its text was read as it stands",
		"put “quotation marks” around the participant's words and [brackets] around remarks")
}

// cutMarkLeft names a text that was copied from a shortened one.
func (s *sheetReader) cutMarkLeft(address string) {
	s.problem(address, false, "the text ends in the mark of a shortened one; it was read without it",
		"what is copied from a shortened text lacks its end: copy it from "+cellsSheet)
}
