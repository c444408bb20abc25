package tabular

import (
	"io"
	"iter"

	"github.com/xuri/excelize/v2"
)

// Column is a column of a sheet that people fill in.
type Column struct {
	Title   string
	Width   float64  // in characters
	Choices []string // offered in a list, if any; other words can be typed
}

// listRows is how many rows of a sheet offer choices: those written, and as
// many as a person may add.
const listRows = 1000

// WriteSheet writes a table as a workbook of one sheet, for people to edit:
// the header stays in sight and filters the rows, all cells are text. [Read]
// reads it back.
func WriteSheet(w io.Writer, name string, columns []Column, rows iter.Seq[[]string]) error {
	x := excelize.NewFile()
	defer x.Close()
	if err := x.SetSheetName(x.GetSheetName(0), name); err != nil {
		return err
	}
	head, err := x.NewStyle(&excelize.Style{
		Font: &excelize.Font{Bold: true}, Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"E7EDF3"}},
		Alignment: &excelize.Alignment{WrapText: true, Vertical: "top"},
	})
	if err != nil {
		return err
	}
	// Text, so that Excel makes no date or number of what is typed.
	text := 49
	cell, err := x.NewStyle(&excelize.Style{NumFmt: text, Alignment: &excelize.Alignment{Vertical: "top"}})
	if err != nil {
		return err
	}
	var table [][]string
	for row := range rows {
		table = append(table, row)
	}
	// All but the rows stands before them: a stream forgets what comes later.
	for i, c := range columns {
		if len(c.Choices) == 0 {
			continue
		}
		list := excelize.NewDataValidation(true)
		list.Sqref = reference(i+1, 2) + ":" + reference(i+1, len(table)+listRows)
		if err := list.SetDropList(c.Choices); err != nil {
			return err
		}
		list.ShowErrorMessage = false
		if err := x.AddDataValidation(name, list); err != nil {
			return err
		}
	}
	if err := x.AutoFilter(name, "A1:"+reference(len(columns), len(table)+1), nil); err != nil {
		return err
	}
	s, err := x.NewStreamWriter(name)
	if err != nil {
		return err
	}
	if err := s.SetPanes(&excelize.Panes{
		Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft",
		Selection: []excelize.Selection{{SQRef: "A2", ActiveCell: "A2", Pane: "bottomLeft"}},
	}); err != nil {
		return err
	}
	titles := make([]any, len(columns))
	for i, c := range columns {
		if err := s.SetColWidth(i+1, i+1, c.Width); err != nil {
			return err
		}
		titles[i] = excelize.Cell{StyleID: head, Value: c.Title}
	}
	if err := s.SetRow("A1", titles); err != nil {
		return err
	}
	for n, row := range table {
		cells := make([]any, len(columns))
		for i := range cells {
			c := excelize.Cell{StyleID: cell}
			if i < len(row) && row[i] != "" {
				c.Value = row[i]
			}
			cells[i] = c
		}
		if err := s.SetRow(reference(1, n+2), cells); err != nil {
			return err
		}
	}
	if err := s.Flush(); err != nil {
		return err
	}
	return x.Write(w)
}

// reference is a cell's name. The rows and columns are ours, and in bounds.
func reference(column, row int) string {
	name, _ := excelize.CoordinatesToCellName(column, row)
	return name
}
