package xlsx

import (
	"errors"
	"io"
	"math"
	"strconv"
	"strings"
	"time"

	"framewise/corpus"
)

// sharedStrings are the texts that a workbook keeps outside its sheets, all in
// one piece of memory.
type sharedStrings struct {
	text []byte
	ends []uint32 // of each string in text
	runs []runEnd // of all strings that have formats of their own
	from []uint32 // where each string's runs end in runs
}

type runEnd struct {
	end  uint32 // in text
	look uint8  // bits of a run
}

const (
	lookItalic = 1 << iota
	lookGrey
	lookOwn
)

const maxStrings = 512 << 20

func (w *opened) readStrings(part string) error {
	r, err := w.zip.Open(part)
	if err != nil {
		return err
	}
	defer r.Close()
	s := newScanner(r, w.name, part)
	st := &w.strings
	for {
		t, err := s.next()
		if errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
		if t != startTag || string(s.tag) != "si" {
			continue
		}
		if err := st.add(s); err != nil {
			return err
		}
		if len(st.text) > maxStrings {
			return corpus.Errorf(corpus.ErrInvalid, "%s holds more than %d MB of text", w.name, maxStrings>>20).
				WithHint("export fewer cases or codes at a time")
		}
	}
}

// add reads one string; its start tag has been read.
func (st *sharedStrings) add(s *scanner) error {
	n := len(st.runs)
	rich := false
	err := eachRun(s, func(raw []byte, look uint8) {
		st.text = unescape(st.text, raw)
		rich = rich || look != 0
		st.runs = append(st.runs, runEnd{uint32(len(st.text)), look})
	})
	if !rich {
		st.runs = st.runs[:n]
	}
	st.ends = append(st.ends, uint32(len(st.text)))
	st.from = append(st.from, uint32(len(st.runs)))
	return err
}

// at returns a string and, where it has formats of its own, its runs.
func (st *sharedStrings) at(i int) (text string, runs []run) {
	if i < 0 || i >= len(st.ends) {
		return "", nil
	}
	start, first := uint32(0), uint32(0)
	if i > 0 {
		start, first = st.ends[i-1], st.from[i-1]
	}
	text = string(st.text[start:st.ends[i]])
	at := start
	for _, r := range st.runs[first:st.from[i]] {
		runs = append(runs, runOf(text[at-start:r.end-start], r.look))
		at = r.end
	}
	return text, runs
}

func runOf(text string, look uint8) run {
	return run{text: text, italic: look&lookItalic != 0, grey: look&lookGrey != 0, own: look&lookOwn != 0}
}

// eachRun reads the runs of a string item (si, is) up to its end tag. Reading
// aids for East Asian text are not part of it.
func eachRun(s *scanner, add func(raw []byte, look uint8)) error {
	look := uint8(0)
	for end := s.depth - 1; s.depth > end; {
		t, err := s.next()
		if err != nil {
			return unfinished(s, err)
		}
		if t == endTag && string(s.tag) == "r" {
			look = 0
		}
		if t != startTag {
			continue
		}
		switch string(s.tag) {
		case "rPh", "phoneticPr":
			err = s.skip()
		case "rPr":
			look, err = runLook(s)
		case "t":
			err = eachText(s, func(raw []byte) { add(raw, look) })
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// eachText gives the text up to the end of the element opened last.
func eachText(s *scanner, add func(raw []byte)) error {
	for end := s.depth - 1; s.depth > end; {
		t, err := s.next()
		if err != nil {
			return unfinished(s, err)
		}
		if t == textToken {
			add(s.text)
		}
	}
	return nil
}

func unfinished(s *scanner, err error) error {
	if errors.Is(err, io.EOF) {
		return s.damaged("ends in its middle")
	}
	return err
}

// runLook reads the properties of a run.
func runLook(s *scanner) (uint8, error) {
	var c cellFormat
	look := uint8(lookOwn)
	for end := s.depth - 1; s.depth > end; {
		t, err := s.next()
		if err != nil {
			return 0, unfinished(s, err)
		}
		if t == startTag {
			switch string(s.tag) {
			case "i", "color":
				c.see(string(s.tag), func(name string) string { return string(s.attr(name)) })
			}
		}
	}
	if c.italic {
		look |= lookItalic
	}
	if c.grey {
		look |= lookGrey
	}
	return look, nil
}

// cell is a cell as it is read.
type cell struct {
	col     int // from 0
	text    string
	runs    []run // nil where the text has one look, the cell's
	format  cellFormat
	formula bool
	failed  bool // the value is an error: #REF!
	number  bool
}

// formatted is the cell's text as runs.
func (c *cell) formatted() []run {
	if c.runs == nil {
		return []run{{text: c.text, italic: c.format.italic, grey: c.format.grey}}
	}
	runs := c.runs
	for i := range runs {
		if !runs[i].own {
			runs[i].italic, runs[i].grey = c.format.italic, c.format.grey
		}
	}
	return runs
}

// area is a range of cells, from 1, ends included.
type area struct{ col, row, endCol, endRow int }

// rows reads a sheet row after row.
type rows struct {
	w     *opened
	s     *scanner
	part  io.Closer
	row   int // the last read, from 1
	cells []cell
	want  []bool // by column; nil is all
	// merged areas stand behind the rows in the file.
	merged []area
	raw    []byte
}

func (w *opened) rows(part string) (*rows, error) {
	r, err := w.zip.Open(part)
	if err != nil {
		return nil, err
	}
	return &rows{w: w, s: newScanner(r, w.name, part), part: r}, nil
}

func (r *rows) close() { _ = r.part.Close() }

// next reads the next row that is there; [io.EOF] at the end of the sheet. The
// cells hold until the next call, their texts for ever.
func (r *rows) next() ([]cell, error) {
	for {
		t, err := r.s.next()
		if err != nil {
			return nil, err
		}
		if t != startTag {
			continue
		}
		switch string(r.s.tag) {
		case "row":
			r.row++
			if n := number(r.s.attr("r")); n > 0 {
				r.row = n
			}
			if r.row > maxRows {
				return nil, r.s.damaged("has more rows than Excel")
			}
			return r.cells, r.readRow()
		case "mergeCell":
			if a, ok := parseArea(string(r.s.attr("ref"))); ok && len(r.merged) < 10_000 {
				r.merged = append(r.merged, a)
			}
		}
	}
}

func (r *rows) readRow() error {
	r.cells = r.cells[:0]
	col := -1
	for end := r.s.depth - 1; r.s.depth > end; {
		t, err := r.s.next()
		if err != nil {
			return unfinished(r.s, err)
		}
		if t != startTag || string(r.s.tag) != "c" {
			continue
		}
		col++
		if at := columnOf(r.s.attr("r")); at > 0 {
			col = at - 1
		}
		if r.want != nil && (col >= len(r.want) || !r.want[col]) || col >= maxColumns {
			if err := r.s.skip(); err != nil {
				return err
			}
			continue
		}
		c := cell{col: col}
		if i := number(r.s.attr("s")); i >= 0 && i < len(r.w.formats) {
			c.format = r.w.formats[i]
		}
		if err := r.readCell(&c, string(r.s.attr("t"))); err != nil {
			return err
		}
		r.cells = append(r.cells, c)
	}
	return nil
}

func (r *rows) readCell(c *cell, kind string) error {
	value := false
	r.raw = r.raw[:0]
	for end := r.s.depth - 1; r.s.depth > end; {
		t, err := r.s.next()
		if err != nil {
			return unfinished(r.s, err)
		}
		if t != startTag {
			continue
		}
		switch tag := string(r.s.tag); {
		case tag == "v":
			value = true
			err = eachText(r.s, func(raw []byte) { r.raw = unescape(r.raw, raw) })
		case tag == "is" && kind == "inlineStr":
			err = r.inline(c)
		default: // some programs leave the text that was there before beside the new
			c.formula = c.formula || tag == "f"
			err = r.s.skip()
		}
		if err != nil {
			return err
		}
	}
	if !value {
		return nil
	}
	v := string(r.raw)
	switch kind {
	case "s":
		i, err := strconv.Atoi(strings.TrimSpace(v))
		if err != nil || i < 0 || i >= len(r.w.strings.ends) {
			return r.s.damaged("refers to a text that is not there")
		}
		c.text, c.runs = r.w.strings.at(i)
	case "inlineStr":
	case "str", "d":
		c.text = v
	case "b":
		c.text = "no"
		if isTrue(strings.TrimSpace(v)) {
			c.text = "yes"
		}
	case "e":
		c.text, c.failed = v, true
	default:
		c.text, c.number = r.w.number(strings.TrimSpace(v), c.format), true
	}
	return nil
}

func (r *rows) inline(c *cell) error {
	rich := false
	var runs []run
	err := eachRun(r.s, func(raw []byte, look uint8) {
		rich = rich || look != 0
		r.raw = unescape(r.raw[:0], raw)
		runs = append(runs, runOf(string(r.raw), look))
	})
	c.text = joined(runs)
	if rich {
		c.runs = runs
	}
	return err
}

// number writes a number as people do: without an exponent, a day as a date.
func (w *opened) number(v string, f cellFormat) string {
	n, err := strconv.ParseFloat(v, 64)
	if err != nil || math.IsInf(n, 0) || math.IsNaN(n) {
		return v
	}
	if f.date && n >= 1 && n < 2_958_466 {
		day := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
		if w.since04 {
			day = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
		}
		return day.AddDate(0, 0, int(n)).Format(time.DateOnly)
	}
	if math.Abs(n) >= 1e15 || n != 0 && math.Abs(n) < 1e-9 {
		return strconv.FormatFloat(n, 'g', -1, 64)
	}
	return strconv.FormatFloat(n, 'f', -1, 64)
}

// number reads a whole number; -1 where there is none.
func number(raw []byte) int {
	n := 0
	if len(raw) == 0 || len(raw) > 9 {
		return -1
	}
	for _, c := range raw {
		if c < '0' || c > '9' {
			return -1
		}
		n = 10*n + int(c-'0')
	}
	return n
}

// columnOf reads the column, from 1, of a place like AB12; 0 where it is none.
func columnOf(ref []byte) int {
	n := 0
	for _, c := range ref {
		if c < 'A' || c > 'Z' || n > maxColumns {
			break
		}
		n = 26*n + int(c-'A') + 1
	}
	return n
}

// parsePlace reads a place like AB12, with or without dollars.
func parsePlace(ref string) (col, row int, ok bool) {
	ref = strings.ReplaceAll(ref, "$", "")
	col = columnOf([]byte(ref))
	i := strings.IndexFunc(ref, func(r rune) bool { return r >= '0' && r <= '9' })
	if col < 1 || col > maxColumns || i < 1 {
		return 0, 0, false
	}
	row = number([]byte(ref[i:]))
	return col, row, row >= 1 && row <= maxRows && len(ref[:i]) == len(columnName(col))
}

func parseArea(ref string) (area, bool) {
	from, to, found := strings.Cut(ref, ":")
	if !found {
		to = from
	}
	var a area
	var ok1, ok2 bool
	a.col, a.row, ok1 = parsePlace(from)
	a.endCol, a.endRow, ok2 = parsePlace(to)
	return a, ok1 && ok2
}
