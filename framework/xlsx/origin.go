package xlsx

import (
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"framewise/codebook"
	"framewise/corpus"
	"framewise/framework"
)

// Schema is the version of the workbook's layout; it rises when a reader of
// the older one would go wrong.
const Schema = 2

// Fingerprint tells whether the content of a cell is what it was: its texts
// and judgements, not who wrote them or when. No cell has the empty one.
func Fingerprint(c *framework.Cell) string {
	if c == nil {
		return ""
	}
	parts := []string{c.Summary, c.Comment, string(c.Status), string(c.Empty), string(c.Stance), c.Rating}
	if c.Margin() {
		parts = append(parts, c.Range, c.Exceptions)
	}
	return corpus.Hash(strings.Join(parts, "\x00"))[:16]
}

// cellsHash tells whether a row of Cells still says what it said. What only the
// margins have counts where it is there: so do workbooks of layout 1 stay known.
func cellsHash(v framework.CellValue) uint64 {
	h := uint64(0)
	for _, f := range framework.Fields {
		inMargin := f == framework.RangeField || f == framework.ExceptionsField
		if inMargin && v.Range == "" && v.Exceptions == "" {
			continue
		}
		h = h*31 + hashOf(v.Get(f))
	}
	return h
}

// writeOrigin writes the hidden sheet that tells where the workbook comes from
// and what it said: a word for the kind of row, then its fields. The project's
// identifier and revision stand in the file's properties too, in case one is
// lost; a defined name holds on to each sheet through being renamed.
//
//	schema     version
//	project    identifier, name
//	framework  identifier, name, version
//	revision   of the project as exported
//	modified   RFC 3339
//	framewise  version
//	shows      what the charts show, where that is not the summaries
//	outside    what is left out: names, words
//	case       identifier, label, values of the attributes in their order; first all of them
//	code       identifier, name in lists, key, title, definition, include, exclude, example; first all
//	also       the same, of a code that has no column
//	attribute  name
//	rating     value
//	stance     stance, word
//	sheet      name, kind (chart, wide, central, …), theme's identifier, defined name
//	column     sheet, header, code's identifier, field of the cell if not the summary
//	sealed     header of a column of the sheet whose changes are named
//	note       hash of a header's note
//	masked     case's identifier, code's identifier, field, text as it is shown
//	cell       case's identifier, code's identifier, cell's identifier, version, fingerprint,
//	           hash of its row in Cells, hash and shape on its chart, the same on Central;
//	           in the margins hash and shape of range and exceptions on the chart, the same on Central
//
// Cases and codes stand first, for the drop-down lists of Cells (see lists). All
// of them together have the identifier [marginID].
func (b *book) writeOrigin() error {
	for _, prop := range b.properties() {
		if err := b.file.SetCustomProps(excelize.CustomProperty{Name: prop[0], Value: prop[1]}); err != nil {
			return fmt.Errorf("write workbook: %w", err)
		}
	}
	rows := b.originHead()
	sheets, err := b.originSheets()
	if err != nil {
		return err
	}
	rows = append(append(rows, sheets...), b.originMasked()...)
	crossings := 0
	eachMargin(b.m, func(framework.Cell) { crossings++ })
	for r := range b.m.Rows {
		for col := range b.m.Columns {
			if b.known(r, col) {
				crossings++
			}
		}
	}
	columns := []column{{width: 12}, {width: 38}, {width: 38}, {width: 38}, {width: 20}, {width: 18}}
	for _, row := range rows {
		for len(columns) < max(len(row), 19) {
			columns = append(columns, column{width: 18})
		}
	}
	s, err := b.open(grid{name: OriginSheet, plain: true, rows: len(rows) + crossings, columns: columns})
	if err != nil {
		return err
	}
	bare := look{oneLine: true, edges: "-"}
	put := func(i int, v string) {
		if v != "" {
			s.text(i, bare, v)
		}
	}
	for _, row := range rows {
		for i, v := range row {
			put(i, v)
		}
		s.end()
	}
	central := make(map[int]int) // column of the matrix to place on Central
	for i := range b.charts {
		if col := b.m.ColumnOf(b.charts[i].theme.ID); col >= 0 {
			central[col] = i
		}
	}
	for r := range b.m.Rows {
		for col := range b.m.Columns {
			if b.known(r, col) {
				b.originCell(put, r, col, central)
				s.end()
			}
		}
		for i := range b.charts {
			theme := b.charts[i].theme.ID
			if on := b.central[r][i]; b.m.ColumnOf(theme) < 0 && on.shape != "" { // a theme out of use
				for col, v := range map[int]string{0: "cell", 1: string(b.m.Rows[r].Case.ID), 2: string(theme),
					9: inHex(on.hash), 10: on.shape} {
					put(col, v)
				}
				s.end()
			}
		}
	}
	for r := range b.m.Rows {
		if c := b.m.At(r, framework.All).Cell; c != nil {
			originMargin(put, c, string(b.m.Rows[r].Case.ID), marginID, b.caseShown[r], b.caseShown[r])
			s.end()
		}
	}
	for col := range b.m.Columns {
		if c := b.m.At(framework.All, col).Cell; c != nil {
			originMargin(put, c, marginID, string(b.m.Columns[col].ID), b.columnShown[col], b.columnCentral[col])
			s.end()
		}
	}
	if err := s.close(); err != nil {
		return err
	}
	// SetSheetVisible would read every sheet written so far back into memory.
	for i := range b.file.WorkBook.Sheets.Sheet {
		if sh := &b.file.WorkBook.Sheets.Sheet[i]; sh.Name == OriginSheet {
			sh.State = "veryHidden"
		}
	}
	return nil
}

// known tells whether any sheet shows something of a crossing.
func (b *book) known(r, col int) bool {
	if x := b.m.At(r, col); x.Cell != nil || len(x.Quotes) > 0 {
		return true
	}
	return b.shown[r][col].hash != 0 || b.m.Columns[col].Parent == ""
}

func (b *book) originCell(put func(int, string), r, col int, central map[int]int) {
	x := b.m.At(r, col)
	put(0, "cell")
	put(1, string(b.m.Rows[r].Case.ID))
	put(2, string(b.m.Columns[col].ID))
	cell := x.Cell
	if cell != nil {
		put(3, string(cell.ID))
		put(4, itoa(cell.Version))
		put(5, Fingerprint(cell))
	} else {
		cell = &framework.Cell{Status: framework.NotCharted}
	}
	if x.Cell != nil || len(x.Quotes) > 0 {
		put(6, shownInCells(cell))
	}
	if on := b.shown[r][col]; on.shape != "" {
		put(7, inHex(on.hash))
		put(8, on.shape)
	}
	if i, ok := central[col]; ok && b.central[r][i].shape != "" {
		put(9, inHex(b.central[r][i].hash))
		put(10, b.central[r][i].shape)
	}
}

// originMargin writes the row of a cell in the margin.
func originMargin(put func(int, string), c *framework.Cell, who, code string, chart, central marginShown) {
	for i, v := range []string{"cell", who, code, string(c.ID), itoa(c.Version), Fingerprint(c), shownInCells(c)} {
		put(i, v)
	}
	for i := range marginTexts {
		for j, on := range []shown{chart[i], central[i]} {
			if on.shape != "" {
				put(7+4*i+2*j, inHex(on.hash))
				put(8+4*i+2*j, on.shape)
			}
		}
	}
}

// shownInCells is the hash of a cell's row in Cells, and how much of its texts
// stands there where it isn't all.
func shownInCells(c *framework.Cell) string {
	v := c.Value()
	shape := ""
	for _, part := range []struct {
		mark string
		text *string
	}{{"s", &v.Summary}, {"c", &v.Comment}, {"r", &v.Range}, {"x", &v.Exceptions}} {
		text, cut := limit(clean(*part.text))
		kept, _ := uncut(text)
		if *part.text = *kept; cut {
			shape += " " + part.mark + itoa(utf8.RuneCountInString(*kept))
		}
	}
	v.Rating = clean(v.Rating)
	if shape != "" {
		shape = " " + string(bodySummary) + shape
	}
	return inHex(cellsHash(v)) + shape
}

func inHex(n uint64) string { return strconv.FormatUint(n, 16) }

// originRows is how many rows stand before those of the cases.
const originRows = 6

// originHead are the rows about the study.
func (b *book) originHead() [][]string {
	f := &b.m.Framework
	rows := [][]string{
		{"schema", itoa(Schema)},
		{"project", b.m.Project.ID, b.m.Project.Name},
		{"framework", string(f.ID), f.Name, f.Version},
		{"revision", fmt.Sprint(b.o.Revision)},
		{"modified", b.o.Modified.Format(time.RFC3339)},
		{"framewise", b.o.Version},
	}
	rows = append(rows, []string{"case", marginID, allCases})
	for r := range b.m.Rows {
		c := &b.m.Rows[r].Case
		row := []string{"case", string(c.ID), c.Label}
		for _, a := range b.m.Attributes {
			row = append(row, c.Values[a.Name])
		}
		rows = append(rows, row)
	}
	code := func(kind string, c *codebook.Code) {
		rows = append(rows, []string{kind, string(c.ID), b.listed[c.ID], c.Key, c.Title(), c.Definition, c.Include,
			c.Exclude, c.Example})
	}
	rows = append(rows, []string{"code", marginID, allCodes, framework.AllWord, allCodes})
	for i := range b.charts {
		for j := range b.charts[i].codes {
			code("code", &b.charts[i].codes[j])
		}
	}
	for _, c := range b.m.Tree.Codes() {
		if b.listed[c.ID] == "" {
			code("also", &c)
		}
	}
	for _, a := range b.m.Attributes {
		rows = append(rows, []string{"attribute", a.Name})
	}
	for _, r := range b.ratings {
		rows = append(rows, []string{"rating", r})
	}
	for _, s := range codebook.Stances {
		rows = append(rows, []string{"stance", string(s), b.stances[s]})
	}
	if !b.written() {
		rows = append(rows, []string{"shows", string(b.m.Show)})
	}
	if b.m.Nameless {
		rows = append(rows, []string{"outside", "names"})
	}
	if b.m.Wordless {
		rows = append(rows, []string{"outside", "words"})
	}
	return rows
}

// listNames names the codes in the lists that new rows of Cells choose from:
// by title, with the key behind it where two are alike.
func (b *book) listNames() map[codebook.CodeID]string {
	titles := make(map[string]int)
	for i := range b.charts {
		for j := range b.charts[i].codes {
			titles[b.charts[i].codes[j].Title()]++
		}
	}
	names := make(map[codebook.CodeID]string)
	for i := range b.charts {
		for j := range b.charts[i].codes {
			c := &b.charts[i].codes[j]
			if names[c.ID] = c.Title(); titles[c.Title()] > 1 {
				names[c.ID] += " (" + c.Key + ")"
			}
		}
	}
	return names
}

// originMasked are the rows about texts that are not shown whole.
func (b *book) originMasked() [][]string {
	var rows [][]string
	add := func(c *framework.Cell) {
		if c == nil {
			return
		}
		v := c.Value()
		for _, f := range b.m.Masked(c) {
			rows = append(rows, []string{"masked", string(c.Case), string(c.Code), string(f), v.Get(f)})
		}
	}
	for r := -1; r < len(b.m.Rows); r++ {
		for c := -1; c < len(b.m.Columns); c++ {
			if r >= 0 || c >= 0 {
				add(b.m.At(r, c).Cell)
			}
		}
	}
	return rows
}

// originSheets are the rows about the sheets, and makes their defined names.
func (b *book) originSheets() ([][]string, error) {
	var rows [][]string
	for _, s := range b.sheets {
		kind, theme := strings.ToLower(s.grid.name), ""
		held := "framewise." + kind
		for i := range b.charts {
			if b.o.Wide && s.grid.name == wideSheet {
				kind, held = "wide", "framewise.wide"
			} else if b.charts[i].sheet == s.grid.name {
				kind, theme = "chart", string(b.charts[i].theme.ID)
				held = "framewise.chart" + itoa(i+1)
			}
		}
		if err := b.file.SetDefinedName(&excelize.DefinedName{
			Name: held, RefersTo: sheetRef(s.grid.name) + "!$A$1",
		}); err != nil {
			return nil, fmt.Errorf("write workbook: %w", err)
		}
		rows = append(rows, []string{"sheet", s.grid.name, kind, theme, held})
		for _, c := range s.grid.columns {
			if c.code != "" {
				rows = append(rows, []string{"column", s.grid.name, c.name, c.code, string(c.field)})
			}
			if c.sealed {
				rows = append(rows, []string{"sealed", c.name})
			}
			if c.note != "" {
				rows = append(rows, []string{"note", inHex(hashOf(noteText(c.note)))})
			}
		}
	}
	return rows, nil
}

// properties are the custom properties of the file.
func (b *book) properties() [][2]string {
	return [][2]string{
		{"framewise.schema", itoa(Schema)},
		{"framewise.project", b.m.Project.ID},
		{"framewise.framework", string(b.m.Framework.ID)},
		{"framewise.revision", fmt.Sprint(b.o.Revision)},
	}
}
