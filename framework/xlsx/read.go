package xlsx

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"framewise/codebook"
	"framewise/corpus"
	"framewise/corpus/decode"
	"framewise/framework"
)

// ReadOptions say how much a reading returns. The zero value is usable.
type ReadOptions struct {
	// All returns what stands as it was exported too.
	All bool
}

// Read reads a workbook that [Write] wrote and people worked in, whatever
// program saved it last. It streams through the sheets and builds no workbook
// in memory.
//
// Rows are known by their identifiers, columns by their headers, sheets by
// what they hold: sorting, filtering, hiding, moving, inserting and renaming
// make no difference. What can't be read is among the problems; the rest is
// read. The error is for a file that is no workbook of Framewise or is damaged
// (a [corpus.ErrInvalid]), or that a newer Framewise wrote.
func Read(f decode.File, o ReadOptions) (*Edited, error) {
	w, err := openWorkbook(f)
	if err != nil {
		return nil, err
	}
	r := &reader{
		w: w, all: o.All, problems: make(map[Problem]bool),
		out: &Edited{Rows: make(map[corpus.CaseID]bool), Columns: make(map[codebook.CodeID]bool)},
	}
	if err := r.readOrigin(); err != nil {
		return nil, err
	}
	r.out.LastEditor = w.lastEditor()
	r.persons = w.persons()
	r.findSheets()
	for i := range w.sheets {
		if w.sheets[i].part == r.from.part {
			continue
		}
		if err := r.readSheet(&w.sheets[i]); err != nil {
			return nil, err
		}
	}
	r.tellLines()
	for _, s := range r.from.sheets {
		if editable[s.kind] && s.kind != "memos" && !r.read[s.id()] {
			r.problem(s.name, false, "the sheet is missing, or nothing on it was recognised",
				"its cells stay as they are in the project")
		}
	}
	return r.out, nil
}

// reader reads one workbook.
type reader struct {
	w        *opened
	all      bool
	from     origin
	out      *Edited
	read     map[string]bool // sheets, by what they hold
	persons  map[string]string
	problems map[Problem]bool
	// Changed lines on Central that show cells of the charts.
	changedLines []lineOfCell
}

// maxProblems is how many problems are listed: a workbook that has more is
// broken as a whole.
const maxProblems = 1000

func (r *reader) problem(address string, skipped bool, message, hint string) {
	p := Problem{address, message, hint, skipped}
	if r.problems[p] || len(r.problems) > maxProblems {
		return
	}
	if len(r.problems) == maxProblems {
		p = Problem{"", fmt.Sprintf("there are more than %d problems; the rest is not listed", maxProblems), "",
			true}
	}
	r.problems[p] = true
	r.out.Problems = append(r.out.Problems, p)
}

// editable are the kinds of sheet that are read back.
var editable = map[string]bool{
	"chart": true, "wide": true, "central": true, "cells": true, "quotes": true, "cases": true, "framework": true,
	"memos": true, // for what is changed there to be named
}

// findSheets finds the names that the exported sheets have now. A sheet of
// another name that holds the same is then known for a copy.
func (r *reader) findSheets() {
	r.read = make(map[string]bool)
	names := make(map[string]bool)
	for _, s := range r.w.sheets {
		names[s.name] = true
	}
	for i := range r.from.sheets {
		s := &r.from.sheets[i]
		if held := r.w.held[s.held]; !names[s.name] && names[held] {
			s.name = held
		}
		s.here = names[s.name]
	}
}

// sheetReader reads one of the sheets that are read back, from its header on.
type sheetReader struct {
	*reader
	name  string
	is    *originSheet
	rows  *rows
	cols  map[string]int // of the header, by name; see column
	notes map[int][]note // by row
	// What stands in the sheet, for what comes behind the rows.
	found  []foundCell
	twice  map[about]int // of found, by what they are about
	last   int           // row
	header int
}

// about is what a cell of a sheet is about: a crossing, of which it may hold one
// field only.
type about struct {
	crossing
	field framework.Field
}

// foundCell is a cell of the sheet that is going to be returned.
type foundCell struct {
	row, col int // from 1
	cell     *EditedCell
	value    string // what it says, to compare with a second one
	same     bool   // as exported
}

func (s *sheetReader) address(row, col int) string {
	return s.name + "!" + cellName(col+1, row)
}

// readSheet reads a sheet, if it is one of those that are read back.
func (r *reader) readSheet(part *sheetPart) error {
	notes, err := r.notesOf(part)
	if err != nil {
		return err
	}
	rows, err := r.w.rows(part.part)
	if err != nil {
		return err
	}
	defer rows.close()
	s := &sheetReader{reader: r, name: part.name, rows: rows, notes: notes, twice: make(map[about]int)}
	const far = 25 // rows down to which a header is looked for
	for rows.row < far {
		cells, err := rows.next()
		if errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			return err
		}
		if s.is = r.recognise(part.name, cells); s.is == nil {
			continue
		}
		s.header = rows.row
		if s.is.name != part.name && s.is.here || r.read[s.is.id()] {
			r.problem(part.name, true, fmt.Sprintf("the sheet is a copy of %s and is not read", s.is.name),
				"write in "+s.is.name)
			break
		}
		r.read[s.is.id()] = true
		return s.readRows(cells)
	}
	s.leftNotes()
	return nil
}

// readRows reads what stands below a header.
func (s *sheetReader) readRows(header []cell) error {
	var row func(cells []cell)
	switch s.is.kind {
	case "chart", "wide", "central":
		row = s.chartRows(header)
	case "cells":
		row = s.cellRows(header)
	case "quotes":
		row = s.quoteRows(header)
	case "cases":
		row = s.caseRows(header)
	case "framework":
		row = s.codeRows(header)
	case "memos":
		s.cols = headings(header)
		s.only()
		row = func([]cell) {}
	}
	check := s.seals()
	for {
		cells, err := s.rows.next()
		if errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			return err
		}
		s.last = s.rows.row
		row(cells)
		check(cells)
	}
	s.unmerge()
	for _, f := range s.found {
		if f.cell.known {
			s.out.Cells = append(s.out.Cells, *f.cell)
		} else {
			s.out.NewRows = append(s.out.NewRows, *f.cell)
		}
	}
	s.leftNotes()
	return nil
}

// unmerge drops what merged cells made look empty, and names them.
func (s *sheetReader) unmerge() {
	for _, a := range s.rows.merged {
		if a.endRow <= s.header || a.row > s.last || a.col == a.endCol && a.row == a.endRow {
			continue
		}
		s.found = slices.DeleteFunc(s.found, func(f foundCell) bool {
			inside := f.row >= a.row && f.row <= a.endRow && f.col >= a.col && f.col <= a.endCol
			return inside && (f.row != a.row || f.col != a.col)
		})
		s.problem(s.name+"!"+cellName(a.col, a.row)+":"+cellName(a.endCol, a.endRow), false,
			"the cells are merged: only the first one's text is read, the others stay as they were",
			"unmerge them and write each text into its own cell")
	}
}

// heading is the text of a header without the mark of what may be written in.
func heading(c *cell) (name string, mayWrite bool) {
	name = strings.Join(strings.Fields(c.text), " ")
	name, mayWrite = strings.CutSuffix(name, strings.TrimSpace(EditMark))
	return strings.TrimSpace(name), mayWrite
}

// headings are the columns by their headers. Where two have the same name, the
// one that may be written in is the one.
func headings(header []cell) map[string]int {
	cols := make(map[string]int, len(header))
	may := make(map[string]bool)
	for i := range header {
		name, mayWrite := heading(&header[i])
		if _, have := cols[name]; name == "" || have && (may[name] || !mayWrite) {
			continue
		}
		cols[name], may[name] = header[i].col, mayWrite
	}
	return cols
}

// recognise tells which sheet a header belongs to: by the hidden columns and,
// where those are gone, by the sheet's name.
func (r *reader) recognise(name string, header []cell) *originSheet {
	if len(header) < 2 {
		return nil
	}
	have := make(map[string]bool, len(header))
	for i := range header {
		h, _ := heading(&header[i])
		have[h] = true
	}
	byName := (*originSheet)(nil)
	for i := range r.from.sheets {
		s := &r.from.sheets[i]
		if !editable[s.kind] {
			continue
		}
		if s.sign != "" && have[s.sign] {
			return s
		}
		if s.name == name {
			byName = s
		}
	}
	if byName != nil && (have["Case"] || byName.kind == "framework" && have["Definition"]) {
		return byName
	}
	return nil
}

// only makes the rows leave out the columns that nobody asks for.
func (s *sheetReader) only(cols ...int) {
	s.rows.want = make([]bool, 1)
	s.also(cols...)
}

// also makes the rows have further columns.
func (s *sheetReader) also(cols ...int) {
	if more := slices.Max(append(cols, 0)) + 1 - len(s.rows.want); more > 0 {
		s.rows.want = append(s.rows.want, make([]bool, more)...)
	}
	for _, c := range cols {
		if c >= 0 {
			s.rows.want[c] = true
		}
	}
}

// find is the column of a header, or -1.
func find(cols map[string]int, name string) int {
	if c, ok := cols[name]; ok {
		return c
	}
	return -1
}

// wanted is find for a column that people write in: it is missed aloud.
func (s *sheetReader) wanted(cols map[string]int, name string) int {
	c := find(cols, name)
	if c < 0 {
		s.problem(s.name, false, fmt.Sprintf("the column %q is missing: it was deleted or its header changed",
			name),
			"what it held stays as it is in the project; if its header was changed, change it back")
	}
	return c
}

// at is the cell in a column, nil where the row has none there.
func at(cells []cell, col int) *cell {
	if col < 0 {
		return nil
	}
	if col < len(cells) && cells[col].col == col {
		return &cells[col]
	}
	i, ok := slices.BinarySearchFunc(cells, col, func(c cell, col int) int { return cmp.Compare(c.col, col) })
	if !ok {
		return nil
	}
	return &cells[i]
}

// textAt is the text in a column, without white space around it.
func textAt(cells []cell, col int) string {
	if c := at(cells, col); c != nil {
		return strings.TrimSpace(c.text)
	}
	return ""
}

// usable tells whether a cell's text can be taken, and names what stands
// there instead: a formula, an error.
func (s *sheetReader) usable(c *cell, address string) bool {
	switch {
	case c == nil:
		return true
	case c.failed:
		s.problem(address, true, "an error stands where text belongs: "+firstRunes(c.text, 20),
			"a text that begins with = is taken for a formula; write it with an apostrophe before it")
		return false
	case c.formula && strings.TrimSpace(c.text) == "":
		s.problem(address, true, "a formula without a value stands where text belongs",
			"open the workbook in Excel and save it, or write the text itself")
		return false
	case c.formula:
		s.problem(address, false, "a formula stands where text belongs; its value was read",
			"write the text itself")
	}
	return true
}

// caseOf finds the case of a row by what it shows and by its hidden
// identifier. What people see counts: a row pasted elsewhere and given another
// label is the other case's.
func (s *sheetReader) caseOf(id, label string, row int) *originCase {
	byID, byLabel := s.from.cases[corpus.CaseID(id)], s.from.labels[strings.ToLower(label)]
	address := s.address(row, max(0, find(s.cols, "Case")))
	switch {
	case byID != nil && byID.all && strings.EqualFold(label, byID.label):
		return byID
	case byLabel != nil && byID != nil && byLabel != byID:
		s.problem(address, false,
			fmt.Sprintf("the row shows %s but carries the identifier of %s; it was read as %s",
				byLabel.label, byID.label, byLabel.label),
			"rows were pasted, or sorted without the hidden columns; check what was read")
		return byLabel
	case byLabel != nil:
		return byLabel
	case byID != nil && label != "":
		s.problem(address, false,
			fmt.Sprintf("%q is not a case of the export; the row was read as %s by its identifier",
				firstRunes(label, 40), byID.label), "rename cases in the project, not in the workbook")
	}
	return byID
}

// cellOf begins the record of a crossing.
func (r *reader) cellOf(who *originCase, code *originCode, address string) *EditedCell {
	c := &EditedCell{
		Address: address, SummaryCut: -1, CommentCut: -1, RangeCut: -1, ExceptionsCut: -1,
		known: who != nil && code != nil,
	}
	if who != nil {
		if c.Case, c.Label = who.id, who.label; who.all {
			c.Label = framework.AllWord
		}
	}
	if code != nil {
		c.Code, c.Key, c.Title = code.id, code.key, code.title
	}
	c.Shown = r.from.masked[crossing{c.Case, c.Code}]
	if was := r.from.cells[crossing{c.Case, c.Code}]; was != nil {
		c.Cell, c.Version, c.Fingerprint = was.id, was.version, was.fingerprint
	}
	return c
}

// add keeps a cell to be returned. A second one about the same crossing, from
// a copied row, is dropped if it says the same and named if it doesn't.
func (s *sheetReader) add(c *EditedCell, row, col int, value string, same bool) {
	if c.known {
		at := about{crossing{c.Case, c.Code}, c.field}
		if i, have := s.twice[at]; have {
			if s.found[i].same {
				s.found[i] = foundCell{row, col + 1, c, value, same}
			} else if s.found[i].value != value && !same {
				s.problem(c.Address, true, fmt.Sprintf("%s under %s was changed twice on this sheet: here and at %s, "+
					"which was read", c.Label, c.Title, s.found[i].cell.Address), "leave one of the rows and read again")
			}
			return
		}
		s.twice[at] = len(s.found)
	}
	s.found = append(s.found, foundCell{row, col + 1, c, value, same})
}

// ptr is the address of a copy.
func ptr[T any](v T) *T { return &v }

// stance reads a stance as the lists write it, or as people do.
func (o *origin) stance(text string) (codebook.Stance, error) {
	text = strings.TrimSpace(text)
	if s, ok := o.stances[strings.ToLower(text)]; ok {
		return s, nil
	}
	if s, n := symbolAt(text); n > 0 {
		return s, nil
	}
	for word, s := range o.stances { // the word without its symbol
		if _, n := symbolAt(word); n > 0 && strings.EqualFold(word[n:], text) {
			return s, nil
		}
	}
	return codebook.ParseStance(text)
}

// rating reads a rating. Excel makes the number 2 of a typed +2.
func (o *origin) rating(c *cell) string {
	text := strings.TrimSpace(c.text)
	if n, err := strconv.ParseFloat(text, 64); err == nil && c.number {
		for _, r := range o.ratings {
			if v, err := strconv.ParseFloat(r, 64); err == nil && v == n {
				return r
			}
		}
	}
	return text
}

// overLong names a text that Excel would cut.
func (s *sheetReader) overLong(text, address string) {
	if len(text) > maxUnits && units(text) > maxUnits {
		s.problem(address, false, fmt.Sprintf("the text has %d characters, more than a cell of Excel holds; "+
			"it was read whole", units(text)),
			"summaries of up to "+itoa(framework.MaxSummary)+" can be read on a sheet")
	}
}
