package xlsx

import (
	"bytes"
	"fmt"
	"io"
	"reflect"
	"strings"
	"unsafe"

	"github.com/xuri/excelize/v2"

	"framewise/framework"
)

// column is one column of a sheet.
type column struct {
	name   string // in the header
	width  float64
	hidden bool
	write  bool   // people may write in it
	sealed bool   // a change of it is named when the workbook is read, see [sealHeader]
	link   bool   // holds an arrow only: no filter button
	note   string // on the header
	head   look
	code   string          // identifier of the code whose column it is
	field  framework.Field // what it holds of a cell, if not the summary
}

// EditMark stands behind the headers of columns that people may write in.
const EditMark = " ✎"

// grid is what a sheet is made of, told before its first row: most of it has
// to be in the file before the rows, the rest would be lost without an error
// if it came after them.
type grid struct {
	name    string
	title   string // in row 1, above the header; none puts the header there
	bands   []band // stretches of row 1 behind the title with one of their own
	colour  string // of title and tab
	about   string // behind the study's name in the printed header
	columns []column
	rows    int  // of data
	spare   int  // empty rows below the data, for new ones
	below   int  // further rows below, outside the filter
	margin  bool // those behind the first of them are to be written in
	frozen  int  // columns that stay in sight
	repeat  int  // columns repeated on each printed page
	plain   bool // a page of text: no header, filter or panes
	// before is called when the sheet exists and nothing is written yet, for
	// validations and conditional formats; first and last are the data's rows.
	before func(s *sheet, first, last int) error
}

// band is a title over some columns.
type band struct {
	from, n int // from 0
	title   string
	colour  string
}

// sheet is a sheet being written, row after row. Its first error stays, so
// that rows can be written without looking; end returns it.
type sheet struct {
	b      *book
	grid   grid
	stream *excelize.StreamWriter
	buffer *bytes.Buffer // of the stream; nil leaves it alone
	part   io.Writer
	row    int // last written, from 1
	values []any
	styles []styled // of the last cells written, by column
	breaks []int    // the columns, from 0, with which printed pages begin, but for the first
	tall   float64  // points that the row needs so far
	open   bool     // the row is unlocked
	sealed []int    // columns, and the one of their seal
	seal   int
	err    error
}

func (g *grid) headerRow() int {
	switch {
	case g.plain:
		return 0
	case g.title != "":
		return 2
	}
	return 1
}

// open makes a sheet and writes its title and header.
func (b *book) open(g grid) (*sheet, error) {
	s := &sheet{
		b: b, grid: g, tall: heightOf(1),
		values: make([]any, len(g.columns)), styles: make([]styled, len(g.columns)),
	}
	s.sealed, s.seal = g.sealed()
	if err := s.prepare(); err != nil {
		return nil, fmt.Errorf("write sheet %s: %w", g.name, err)
	}
	if !g.plain {
		s.writeHeader()
	}
	b.sheets = append(b.sheets, s)
	return s, s.err
}

func (s *sheet) prepare() error {
	f, g := s.b.file, &s.grid
	if len(s.b.sheets) == 0 {
		if err := f.SetSheetName("Sheet1", g.name); err != nil {
			return err
		}
	} else if _, err := f.NewSheet(g.name); err != nil {
		return err
	}
	header, first := g.headerRow(), g.headerRow()+1
	last := header + g.rows
	corner := cellName(len(g.columns), last+g.spare+g.below)
	if g.rows > 0 && !g.plain {
		area := cellName(1, header) + ":" + cellName(len(g.columns), last)
		if err := f.AutoFilter(g.name, area, nil); err != nil {
			return err
		}
		if err := s.tidyFilter(); err != nil {
			return err
		}
	}
	if err := f.SetSheetDimension(g.name, "A1:"+corner); err != nil {
		return err
	}
	for i, c := range g.columns {
		if c.note == "" {
			continue
		}
		if err := s.note(i, header, c.note); err != nil {
			return err
		}
	}
	if err := s.protect(); err != nil {
		return err
	}
	if g.rows > 0 && !g.plain {
		if err := s.guard(first, last); err != nil {
			return err
		}
		if g.margin && g.below > 0 {
			if err := s.guard(last+g.spare+2, last+g.spare+g.below); err != nil {
				return err
			}
		}
	}
	if g.before != nil && g.rows+g.spare > 0 {
		if err := g.before(s, first, last); err != nil {
			return err
		}
	}
	if err := s.pageSetUp(header); err != nil {
		return err
	}
	var err error
	if s.stream, err = f.NewStreamWriter(g.name); err != nil {
		return err
	}
	if s.buffer = bufferOf(s.stream); s.buffer != nil {
		if s.part, err = s.b.zip.Create(s.path()); err != nil {
			return err
		}
	}
	if !g.plain {
		if err := s.freeze(header); err != nil {
			return err
		}
	}
	for i, c := range g.columns {
		if err := s.stream.SetColWidth(i+1, i+1, c.width); err != nil {
			return err
		}
		if c.hidden {
			if err := s.stream.SetColVisible(i+1, i+1, false); err != nil {
				return err
			}
		}
	}
	return nil
}

// freeze keeps the header and the first columns in sight.
func (s *sheet) freeze(header int) error {
	g, first := &s.grid, header+1
	panes := excelize.Panes{
		Freeze: true, XSplit: g.frozen, YSplit: header,
		TopLeftCell: cellName(g.frozen+1, first), ActivePane: "bottomRight",
	}
	if g.frozen == 0 {
		panes.ActivePane = "bottomLeft"
	}
	panes.Selection = []excelize.Selection{
		{SQRef: panes.TopLeftCell, ActiveCell: panes.TopLeftCell, Pane: panes.ActivePane},
	}
	return s.stream.SetPanes(&panes)
}

// tidyFilter hides the filter buttons of the arrow columns, which would cover
// them, and takes back the flag by which excelize says that rows are hidden.
// excelize has no option for either; the fields are there.
func (s *sheet) tidyFilter() error {
	ws, ok := s.b.file.Sheet.Load(s.path())
	if !ok {
		return fmt.Errorf("no part for the sheet")
	}
	v := reflect.ValueOf(ws).Elem()
	v.FieldByName("SheetPr").Elem().FieldByName("FilterMode").SetBool(false)
	columns := v.FieldByName("AutoFilter").Elem().FieldByName("FilterColumn")
	for i, c := range s.grid.columns {
		if !c.link {
			continue
		}
		fc := reflect.New(columns.Type().Elem().Elem())
		fc.Elem().FieldByName("ColID").SetInt(int64(i))
		fc.Elem().FieldByName("HiddenButton").SetBool(true)
		columns.Set(reflect.Append(columns, fc))
	}
	return nil
}

// path is the sheet's part in the file: the n-th sheet made is sheet n. It
// holds until the sheet is among the book's.
func (s *sheet) path() string {
	return fmt.Sprintf("xl/worksheets/sheet%d.xml", len(s.b.sheets)+1)
}

// bufferOf reaches the memory in which a stream writer keeps its rows. It
// would keep up to 16 MB of every sheet, and twice that while growing, until
// the file is saved; emptied into the archive as the rows come, a workbook of
// any size takes little. nil, should a later excelize have none: the rows then
// go excelize's own way.
func bufferOf(w *excelize.StreamWriter) *bytes.Buffer {
	data := reflect.ValueOf(w).Elem().FieldByName("rawData")
	if !data.IsValid() || data.Kind() != reflect.Struct {
		return nil
	}
	buf := data.FieldByName("buf")
	if !buf.IsValid() || buf.Type() != reflect.TypeFor[bytes.Buffer]() {
		return nil
	}
	return (*bytes.Buffer)(unsafe.Pointer(buf.UnsafeAddr()))
}

// drain moves what has been written into the archive once there is more of it
// than a number of bytes.
func (s *sheet) drain(more int) error {
	if s.buffer == nil || s.buffer.Len() <= more {
		return nil
	}
	_, err := s.buffer.WriteTo(s.part)
	return err
}

// note puts a note on a header, large enough for its text.
func (s *sheet) note(col, row int, text string) error {
	text = noteText(text)
	const width = 300 // pixels
	n, _ := lines(text, width/7, 100)
	return s.b.file.AddComment(s.grid.name, excelize.Comment{
		Author: "Framewise", Cell: cellName(col+1, row), Width: width, Height: uint(24 + 16*n),
		Paragraph: []excelize.RichTextRun{
			{Text: text, Font: &excelize.Font{Family: fontName, Size: 9, Color: ink}},
		},
	})
}

// noteText is what a header's note says.
func noteText(text string) string {
	text = clean(text)
	if units(text) > 2000 {
		text = cutUnits(text, 2000) + " …"
	}
	return text
}

func (s *sheet) writeHeader() {
	g := &s.grid
	if g.title != "" {
		for _, b := range s.titles() {
			s.band(b)
		}
		s.tall = 27
		s.end()
	}
	for i, c := range g.columns {
		head := c.head
		if head == (look{}) {
			head = look{fill: headFill, ink: "FFFFFF"}
		}
		head.bold = true
		if !head.upright {
			head.middle = true
		}
		name := c.name
		if c.write {
			name += EditMark
		}
		s.text(i, head, name)
		switch {
		case c.hidden:
		case head.upright:
			s.tall = max(s.tall, uprightHeight)
		default:
			// The filter's button takes the place of three characters.
			n, _ := lines(name, max(c.width/1.08-3, 3), maxLines)
			s.tall = max(s.tall, heightOf(n)+6)
		}
	}
	s.end()
}

// at is the row being written, from 1.
func (s *sheet) at() int { return s.row + 1 }

func (s *sheet) put(col int, l look, c excelize.Cell) {
	l.open = s.open
	last := &s.styles[col] // most cells look like the one above
	if last.id == 0 || last.look != l {
		id, err := s.b.style(l)
		if err != nil && s.err == nil {
			s.err = err
		}
		*last = styled{l, id}
	}
	c.StyleID = last.id
	s.values[col] = c
}

// styled is a look with its number in the workbook.
type styled struct {
	look look
	id   int
}

// text writes a text into a column of the row.
func (s *sheet) text(col int, l look, text string) {
	if text == "" {
		s.put(col, l, excelize.Cell{})
		return
	}
	text, cut := limit(clean(text))
	if cut {
		s.b.warn("sheet %s, row %d: a text longer than a cell holds was cut", s.grid.name, s.at())
	}
	l.quoted = formulaLike(text)
	s.put(col, l, excelize.Cell{Value: text})
	if c := &s.grid.columns[col]; !l.oneLine && !c.hidden && !l.upright {
		n, _ := lines(text, c.width, maxLines)
		s.tall = max(s.tall, heightOf(n))
	}
}

// rich writes a text of several fonts.
func (s *sheet) rich(col int, l look, runs []excelize.RichTextRun) {
	var whole strings.Builder
	total := 0
	for i := range runs {
		runs[i].Text = clean(runs[i].Text)
		total += len(runs[i].Text)
		whole.WriteString(runs[i].Text)
	}
	text := whole.String()
	if total > maxUnits && units(text) > maxUnits {
		s.text(col, l, text)
		return
	}
	if len(runs) == 1 && runs[0].Font == plainFont {
		s.text(col, l, text)
		return
	}
	if runs[0].Font == plainFont && l.ink == "" {
		runs[0].Font = nil // the first run may go without: it takes the cell's
	}
	l.quoted = formulaLike(text)
	s.put(col, l, excelize.Cell{Value: runs})
	n, _ := lines(text, s.grid.columns[col].width, maxLines)
	s.tall = max(s.tall, heightOf(n))
}

// number writes a number.
func (s *sheet) number(col int, l look, n float64) { s.put(col, l, excelize.Cell{Value: n}) }

// formula writes a formula with the value that programs show which don't
// compute.
func (s *sheet) formula(col int, l look, formula string, value any) {
	s.put(col, l, excelize.Cell{Formula: formula, Value: value})
}

// end writes the row.
func (s *sheet) end() {
	s.sealRow()
	if s.err == nil {
		s.err = s.stream.SetRow(cellName(1, s.row+1), s.values,
			excelize.RowOpts{Height: s.tall})
	}
	if s.err == nil {
		s.err = s.drain(1 << 16)
	}
	s.row++
	s.open = s.unlocked(s.at())
	s.tall = heightOf(1)
	clear(s.values)
}

// close ends the sheet.
func (s *sheet) close() error {
	err := s.err
	if err == nil {
		err = s.stream.Flush()
	}
	if err == nil {
		err = s.drain(0)
	}
	if err != nil {
		return fmt.Errorf("write sheet %s: %w", s.grid.name, err)
	}
	return nil
}

// cellName is the A1 name of a place, both from 1. Callers stay within Excel's
// limits.
func cellName(col, row int) string { return columnName(col) + itoa(row) }

// columnName is the letters of a column, from 1.
func columnName(col int) string {
	var letters [4]byte
	i := len(letters)
	for ; col > 0; col = (col - 1) / 26 {
		i--
		letters[i] = byte('A' + (col-1)%26)
	}
	return string(letters[i:])
}

// sheetRef is a sheet's name as formulas write it.
func sheetRef(name string) string { return "'" + name + "'" }

// jump is a link that looks its target's row up, so that it holds after
// sorting: to the row of a sheet whose search column has the value.
func jump(sheet, col, search, value, label string) string {
	return `HYPERLINK("#` + sheetRef(sheet) + `!` + col + `"&MATCH(` + inFormula(value) + `,` +
		sheetRef(sheet) + `!$` + search + `:$` + search + `,0),` + inFormula(label) + `)`
}

// arrow is the look of a link.
func arrow(fill, edges string) look {
	return look{ink: linkBlue, fill: fill, across: "center", oneLine: true, edges: edges}
}
