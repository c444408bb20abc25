package xlsx

import (
	"fmt"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"framewise/corpus"
	"framewise/framework"
)

// Schema is the version of the workbook's layout; it rises when a reader of
// the older one would go wrong.
const Schema = 1

// Fingerprint tells whether the content of a cell is what it was: its texts
// and judgements, not who wrote them or when. No cell has the empty one.
func Fingerprint(c *framework.Cell) string {
	if c == nil {
		return ""
	}
	return corpus.Hash(strings.Join([]string{
		c.Summary, c.Comment, string(c.Status), string(c.Empty), string(c.Stance), c.Rating,
	}, "\x00"))[:16]
}

// writeOrigin writes the hidden sheet that tells where the workbook comes
// from: a word for the kind of row, then its fields. The project's identifier
// and revision stand in the file's properties too, in case one is lost; a
// defined name holds on to each sheet through being renamed.
//
//	schema     version
//	project    identifier, name
//	framework  identifier, name, version
//	revision   of the project as exported
//	modified   RFC 3339
//	framewise  version
//	sheet      name, kind (chart, central, …), theme's identifier, defined name
//	column     sheet, header, code's identifier
//	cell       case's identifier, code's identifier, cell's identifier, version, fingerprint
func (b *book) writeOrigin() error {
	for _, prop := range b.properties() {
		if err := b.file.SetCustomProps(excelize.CustomProperty{Name: prop[0], Value: prop[1]}); err != nil {
			return fmt.Errorf("write workbook: %w", err)
		}
	}
	f := &b.m.Framework
	rows := [][]string{
		{"schema", itoa(Schema)},
		{"project", b.m.Project.ID, b.m.Project.Name},
		{"framework", string(f.ID), f.Name, f.Version},
		{"revision", fmt.Sprint(b.o.Revision)},
		{"modified", b.o.Modified.Format(time.RFC3339)},
		{"framewise", b.o.Version},
	}
	for _, s := range b.sheets {
		kind, theme := strings.ToLower(s.grid.name), ""
		held := "framewise." + kind
		for i := range b.charts {
			if b.charts[i].sheet == s.grid.name {
				kind, theme = "chart", string(b.charts[i].theme.ID)
				held = "framewise.chart" + itoa(i+1)
			}
		}
		if err := b.file.SetDefinedName(&excelize.DefinedName{
			Name: held, RefersTo: sheetRef(s.grid.name) + "!$A$1",
		}); err != nil {
			return fmt.Errorf("write workbook: %w", err)
		}
		rows = append(rows, []string{"sheet", s.grid.name, kind, theme, held})
		for _, c := range s.grid.columns {
			if c.code != "" {
				rows = append(rows, []string{"column", s.grid.name, c.name, c.code})
			}
		}
	}
	s, err := b.open(grid{
		name: OriginSheet, plain: true, rows: len(rows) + b.charted(),
		columns: []column{{width: 12}, {width: 38}, {width: 38}, {width: 38}, {width: 20}, {width: 18}},
	})
	if err != nil {
		return err
	}
	bare := look{oneLine: true, edges: "-"}
	for _, row := range rows {
		for i, v := range row {
			s.text(i, bare, v)
		}
		s.end()
	}
	for r := range b.m.Rows {
		for col := range b.m.Columns {
			c := b.m.At(r, col).Cell
			if c == nil {
				continue
			}
			for i, v := range []string{
				"cell", string(c.Case), string(c.Code), string(c.ID), itoa(c.Version), Fingerprint(c),
			} {
				s.text(i, bare, v)
			}
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

// charted counts the cells of the matrix.
func (b *book) charted() int {
	n := 0
	for r := range b.m.Rows {
		for col := range b.m.Columns {
			if b.m.At(r, col).Cell != nil {
				n++
			}
		}
	}
	return n
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
