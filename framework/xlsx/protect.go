package xlsx

import (
	"strings"

	"github.com/xuri/excelize/v2"

	"framewise/codebook"
	"framewise/corpus"
)

// Sheets are protected without a password, against slips and not against
// people. Excel refuses to sort a range that holds a single locked cell, so the
// rows are unlocked, all of them, and only titles and headers are locked; what
// is typed into a column that is not read back is refused by a validation
// instead, which sorting and filtering pass by.

// protect protects a sheet.
func (s *sheet) protect() error {
	return s.b.file.ProtectSheet(s.grid.name, &excelize.SheetProtectionOptions{
		SelectLockedCells: true, SelectUnlockedCells: true, AutoFilter: true, Sort: true,
		// Italics and grey have a meaning; notes are objects; columns of one's own
		// do no harm.
		FormatCells: true, FormatColumns: true, FormatRows: true, InsertColumns: true, InsertHyperlinks: true,
		EditObjects: true, EditScenarios: true, PivotTables: true,
	})
}

// unlocked tells whether a row of the sheet is for data.
func (s *sheet) unlocked(row int) bool {
	last := s.grid.headerRow() + s.grid.rows + s.grid.spare
	if s.grid.plain || row <= s.grid.headerRow() {
		return false
	}
	return row <= last || s.grid.margin && row > last+1 && row <= last+s.grid.below
}

// guard refuses what is typed into the columns that are not read back.
func (s *sheet) guard(first, last int) error {
	v := excelize.NewDataValidation(true)
	for from := 0; from < len(s.grid.columns); from++ {
		to := from
		for to < len(s.grid.columns) && !s.grid.columns[to].write {
			to++
		}
		if to > from {
			v.SetSqref(cellName(from+1, first) + ":" + cellName(to, last))
		}
		from = to
	}
	if v.Sqref == "" {
		return nil
	}
	v.Type, v.Formula1 = "custom", "FALSE"
	v.SetError(excelize.DataValidationErrorStyleStop, "Not read back",
		"Write in the columns marked"+EditMark+". What stands here comes from the project.")
	return s.b.file.AddDataValidation(s.grid.name, v)
}

// prompt shows a message beside the cells of a column when they are chosen.
func (s *sheet) prompt(col, first, last int, title, text string) error {
	text = cutMessage(strings.TrimSpace(clean(text)))
	if text == "" {
		return nil
	}
	v := excelize.NewDataValidation(true)
	v.SetSqref(cellName(col+1, first) + ":" + cellName(col+1, last))
	v.SetInput(cutUnits(clean(title), 32), text)
	return s.b.file.AddDataValidation(s.grid.name, v)
}

// cutMessage shortens a text to what an input message holds.
func cutMessage(text string) string {
	const most = 255
	if units(text) <= most {
		return text
	}
	return cutUnits(text, most-2) + " …"
}

// definitions prompts with each code's definition in its column of a chart.
func (s *sheet) definitions(first, last int) error {
	for i, c := range s.grid.columns {
		if c.code == "" || c.code == marginID {
			continue
		}
		code, _ := s.b.m.Tree.Code(codebook.CodeID(c.code))
		text := code.Definition
		if text == "" {
			text = code.Title()
		}
		if err := s.prompt(i, first, last, code.Title(), text); err != nil {
			return err
		}
	}
	return nil
}

// listOf puts a drop-down list on a column that takes its values from a column
// of the hidden sheet.
func (s *sheet) listOf(col, first, last, from, n int, title, prompt string) error {
	if n == 0 || last < first {
		return nil
	}
	v := excelize.NewDataValidation(true)
	v.SetSqref(cellName(col+1, first) + ":" + cellName(col+1, last))
	v.SetSqrefDropList(sheetRef(OriginSheet) + "!$C$" + itoa(from) + ":$C$" + itoa(from+n-1))
	v.SetError(excelize.DataValidationErrorStyleStop, title, "Choose one of the list, or empty the cell.")
	v.SetInput(title, prompt)
	return s.b.file.AddDataValidation(s.grid.name, v)
}

// newRowLists gives the empty rows below Cells the lists that say what a new
// row is about.
func (s *sheet) newRowLists(first, last int) error {
	cases, codes := 1+len(s.b.m.Rows), 1 // with all of them
	for i := range s.b.charts {
		codes += len(s.b.charts[i].codes)
	}
	if err := s.listOf(cellsCase, first, last, originRows+1, cases, "New row",
		"Choose a case and a code, or all of one of them, then write the summary."); err != nil {
		return err
	}
	return s.listOf(cellsCode, first, last, originRows+1+cases, codes, "New row", "Choose the code.")
}

// valueLists puts drop-down lists on the attributes whose values are known.
func (s *sheet) valueLists(at, first, last int) error {
	for i, a := range s.b.m.Attributes {
		var values []string
		switch a.Type {
		case corpus.CategoryAttribute:
			values = a.Categories
		case corpus.BooleanAttribute:
			values = []string{"yes", "no"}
		}
		if err := s.list(at+i, first, last, values, cutUnits(clean(a.Name), 32), ""); err != nil {
			return err
		}
	}
	return nil
}
