package framework

import (
	"slices"

	"framewise/codebook"
)

// Need says why a cell needs work.
type Need string

// The needs of a cell, in the order of the work.
const (
	ToChart   Need = "to chart"   // coded, and no summary yet
	Corrected Need = "corrected"  // words it rests on were corrected since it was charted
	NewQuotes Need = "new quotes" // coded since it was charted
	ToReview  Need = "to review"  // a draft
	ToAgree   Need = "to agree"   // reviewed
	ToSumUp   Need = "to sum up"  // all charted, and no summary of its own
)

// Task is a cell that needs work.
type Task struct {
	Row, Column int // of the matrix
	Need        Need
	// New are the quotes coded since the cell was charted that its summary
	// does not rest on; all of them where nothing is charted.
	New []codebook.CodingID
	// Revised are the quotes it rests on whose words were corrected, or lost
	// their place, since it was charted.
	Revised []Quote
}

// Work lists the cells of a matrix that need work, case by case: those to
// chart, those that rest on words corrected since, those with new quotes, drafts
// to review. Behind them all come the summaries of cases, then of columns: where
// everything is charted that they are about, and where they are drafts. With a
// status it lists the cells of that status, reviewed ones too. The matrix must
// show all codes: what a summary of another cell of the case rests on needs no
// charting of its own.
func Work(m *Matrix, status Status) []Task {
	var tasks []Task
	for row := range m.Rows {
		_, used := usedBy(m, row)
		for column := range m.Columns {
			x := m.At(row, column)
			if status != "" && x.Status() != status {
				continue
			}
			task := Task{
				Row: row, Column: column, Need: NewQuotes, New: newQuotes(x, used), Revised: m.Revised(x.Cell),
			}
			switch {
			case x.Cell == nil || x.Cell.Summary == "" && x.Cell.Empty == NotEmpty:
				task.Need = ToChart
				if len(task.New) == 0 {
					continue
				}
			case len(task.Revised) > 0:
				task.Need = Corrected
			case len(task.New) > 0:
			case x.Cell.Status == Draft:
				task.Need = ToReview
			case x.Cell.Status == Reviewed && status == Reviewed:
				task.Need = ToAgree
			default:
				continue
			}
			tasks = append(tasks, task)
		}
	}
	for row := range m.Rows {
		if task, ok := m.sumUp(row, All, status); ok {
			tasks = append(tasks, task)
		}
	}
	for column := range m.Columns {
		if task, ok := m.sumUp(All, column, status); ok {
			tasks = append(tasks, task)
		}
	}
	return tasks
}

// sumUp tells whether a summary in the margin needs work.
func (m *Matrix) sumUp(row, column int, status Status) (task Task, ok bool) {
	x := m.At(row, column)
	if status != "" && x.Status() != status {
		return task, false
	}
	task = Task{Row: row, Column: column, Revised: m.Revised(x.Cell)}
	switch {
	case x.Cell == nil || x.Cell.Text() == "" && x.Cell.Empty == NotEmpty:
		task.Need, ok = ToSumUp, m.allCharted(row, column)
	case len(task.Revised) > 0:
		task.Need, ok = Corrected, true
	case x.Cell.Status == Draft:
		task.Need, ok = ToReview, true
	case x.Cell.Status == Reviewed && status == Reviewed:
		task.Need, ok = ToAgree, true
	}
	return task, ok
}

// allCharted reports whether what is coded in a row, or in a column, is charted
// and has at least two summaries.
func (m *Matrix) allCharted(row, column int) bool {
	summaries := 0
	for _, at := range m.Margin(row, column) {
		switch x := m.At(at.Row, at.Column); {
		case x.Cell != nil && x.Cell.Summary != "":
			summaries++
		case x.Cell != nil && x.Cell.Empty != NotEmpty:
		case len(x.Quotes) > 0:
			return false
		}
	}
	return summaries > 1
}

// Margin lists the crossings that a summary in the margin is about: those of a
// row for [All] columns, those of a column for all rows.
func (m *Matrix) Margin(row, column int) (at []CellAt) {
	if column == All {
		for column := range m.Columns {
			at = append(at, CellAt{row, column})
		}
		return at
	}
	for row := range m.Rows {
		at = append(at, CellAt{row, column})
	}
	return at
}

// newQuotes are the quotes of a crossing that no summary rests on and that
// were not there when its cell was charted.
func newQuotes(x Crossing, used map[codebook.CodingID]bool) []codebook.CodingID {
	var ids []codebook.CodingID
	charted := x.Cell != nil && (x.Cell.Summary != "" || x.Cell.Empty != NotEmpty)
	for _, q := range x.Quotes {
		switch {
		case charted && !q.Coding.Created.After(x.Cell.Modified):
		case charted && slices.Contains(x.Cell.Evidence, q.Coding.ID):
		case !charted && used[q.Coding.ID]:
		default:
			ids = append(ids, q.Coding.ID)
		}
	}
	return ids
}
