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
// to review. With a status it lists the cells of that status, reviewed ones too.
// The matrix must show all codes: what a summary of another cell of the case
// rests on needs no charting of its own.
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
	return tasks
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
