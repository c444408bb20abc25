package xlsx

import (
	"strings"
	"time"

	"framewise/codebook"
	"framewise/corpus"
	"framewise/framework"
)

// Edited is what people wrote in a workbook: plain data, nothing decided. It
// lists what does not stand as it was exported, by the workbook's own record
// of that; with [ReadOptions.All], everything that could be written in.
type Edited struct {
	Project    string // identifier of the project that exported the workbook
	Name       string // of that project
	Framework  codebook.FrameworkID
	Revision   int64 // of the project as exported
	Schema     int
	Modified   time.Time // when the project as exported had last changed
	LastEditor string    // who saved the workbook last, as the file says; may be empty

	// The rows and columns that were exported, in no order.
	Rows    map[corpus.CaseID]bool
	Columns map[codebook.CodeID]bool

	// Cells are the cells, in the order of the sheets. One that was edited on
	// several sheets is there as often.
	Cells []EditedCell
	// NewRows are rows that were added in Cells and name a case or a code that
	// was not exported: Label or Key then holds what was written. New rows whose
	// case and code are known are among Cells.
	NewRows  []EditedCell
	Quotes   []EditedQuote
	Cases    []EditedCase
	Codes    []EditedCode
	Notes    []EditedNote
	Problems []Problem
}

// EditedCell is a crossing as one sheet shows it. A field that the sheet
// doesn't carry, or that could not be read, is nil.
type EditedCell struct {
	Address string          // where it stands: 2 Love labour!F7
	Case    corpus.CaseID   // identifiers as exported; empty in a column summary
	Label   string          // the case's label; [framework.AllWord] for all
	Code    codebook.CodeID // empty in a case summary
	Key     string          // the code's key; [framework.AllWord] for all
	Title   string          // the code's number and name

	// What was exported: the cell's identifier, version and [Fingerprint].
	// Empty where the crossing was not charted.
	Cell        framework.CellID
	Version     int
	Fingerprint string

	// Shown are the texts of which the workbook shows only a part, with names or
	// participants' words left out, as it showed them; see [framework.Restore].
	Shown map[framework.Field]string

	Summary *string
	Comment *string
	Status  *framework.Status
	Empty   *framework.Emptiness
	Stance  *codebook.Stance
	Rating  *string
	// Of cells in the margins.
	Range, Exceptions *string

	// The cuts are for a text that was exported shortened: what stands in the
	// workbook takes the place of so many code points of it, and the rest
	// follows. -1 where the text was exported whole. See [EditedCell.Edits].
	SummaryCut, CommentCut, RangeCut, ExceptionsCut int
	// Chart says that the cell stands on a chart, where stance, rating and
	// comment are marks around the summary.
	Chart bool

	known bool            // both case and code, or all of one of them, are of the export
	field framework.Field // the only one that its place has; empty for any
}

// Edits returns the fields as [framework.Merge] takes them, given the cell as
// it was exported, with what [EditedCell.Shown] has of it in place of the
// whole: texts that were exported shortened are made whole, and
// where a new text was typed over a chart's cell, marks that went with the old
// one don't count as taken away.
func (c *EditedCell) Edits(exported framework.CellValue) map[framework.Field]string {
	edits := make(map[framework.Field]string)
	whole := func(f framework.Field, text *string, cut int) {
		if text != nil {
			edits[f] = *text + behind(exported.Get(f), cut)
		}
	}
	whole(framework.SummaryField, c.Summary, c.SummaryCut)
	whole(framework.CommentField, c.Comment, c.CommentCut)
	whole(framework.RangeField, c.Range, c.RangeCut)
	whole(framework.ExceptionsField, c.Exceptions, c.ExceptionsCut)
	for f, v := range map[framework.Field]*string{
		framework.StatusField: (*string)(c.Status), framework.EmptyField: (*string)(c.Empty),
		framework.StanceField: (*string)(c.Stance), framework.RatingField: c.Rating,
	} {
		if v != nil {
			edits[f] = *v
		}
	}
	if summary, ok := edits[framework.SummaryField]; ok && c.Chart &&
		hashOf(summary) != hashOf(clean(exported.Summary)) {
		for _, f := range []framework.Field{framework.StanceField, framework.RatingField, framework.CommentField} {
			if edits[f] == "" {
				delete(edits, f)
			}
		}
	}
	return edits
}

// behind is what follows the first n code points; nothing where n is below 0.
func behind(text string, n int) string {
	if n < 0 {
		return ""
	}
	text = clean(text)
	return strings.TrimPrefix(text, firstRunes(text, n))
}

// EditedQuote is a row of Quotes.
type EditedQuote struct {
	Address  string
	ID       codebook.CodingID
	Key      *bool // nil where the column is gone
	Stance   *codebook.Stance
	Exported QuoteMarks
}

// QuoteMarks are the marks of a quote that people set in the workbook.
type QuoteMarks struct {
	Key    bool
	Stance codebook.Stance
}

// EditedCase is a row of Cases.
type EditedCase struct {
	Address string
	ID      corpus.CaseID
	Label   string
	// Values holds the attributes by name, as written; "" is an emptied cell.
	// Attributes whose column is gone are not there.
	Values   map[string]string
	Exported map[string]string // those of Values as exported; "" had none
}

// EditedCode is a row of Framework.
type EditedCode struct {
	Address  string
	ID       codebook.CodeID
	Key      string
	Fields   map[CodeField]string // as written; those whose column is gone are not there
	Exported map[CodeField]string // those of Fields as exported
}

// CodeField names a text of a code.
type CodeField string

// The texts of a code that people write in the workbook.
const (
	Definition CodeField = "definition"
	Include    CodeField = "include"
	Exclude    CodeField = "exclude"
	Example    CodeField = "example"
)

// EditedNote is a note that somebody pinned to a cell of the workbook.
type EditedNote struct {
	Address string
	Author  string // as the workbook names them; may be empty
	Text    string
	// What the note is about, as far as its place tells: a cell has both Case
	// and Code, a quote its own identifier.
	Case  corpus.CaseID
	Code  codebook.CodeID
	Quote codebook.CodingID
}

// Problem is something in the workbook that could not be read as it stands.
type Problem struct {
	Address string // sheet and cell, or the sheet alone
	Message string // lower case, no full stop
	Hint    string // what to do; may be empty
	// Skipped says that something a person wrote was not read; otherwise it
	// was, and this says how.
	Skipped bool
}

func (p Problem) String() string { return p.Address + ": " + p.Message }
