package framework

import (
	"framewise/codebook"
	"framewise/corpus"
)

// Quote is a coding as the matrix shows it: the words with who said them and
// where.
type Quote struct {
	Coding   codebook.Coding
	Case     corpus.CaseID // empty where nobody's account holds it
	Document corpus.DocumentID
	Locator  corpus.Locator
	Speaker  string // label in the transcript; may be empty
	Clock    string // h:mm:ss in the recording; may be empty
	Page     int    // of the source where the turn begins, from 1; 0 where it has none
	Language string // of the document, BCP 47; may be empty
	// Wording is what is printed of it; nil is its own words alone.
	Wording *Wording
	// Others are the coders who put the same stretch under the code, in a view
	// by consensus; see [Consensus].
	Others []codebook.CoderID
}

// Place is the quote's locator for people to read; it says so where that is only
// the place that the quote had last.
func (q *Quote) Place() string {
	if q.Coding.Placed() {
		return q.Locator.String()
	}
	return q.Locator.String() + " (unplaced)"
}

// Row is one case of a matrix.
type Row struct {
	Case      corpus.Case
	Documents []corpus.Document // in the order of their labels, without turns
}

// All stands for all rows or all columns of a matrix: [Matrix.At] a row and All
// is the case summary, at All and a column the column summary.
const All = -1

// AllWord is what people write for all cases or all codes, where the label of a
// case or the key of a code is asked for: P07 × all is the case summary of P07.
const AllWord = "all"

// Label is the label of a row's case, [AllWord] for [All].
func (m *Matrix) Label(row int) string {
	if row == All {
		return AllWord
	}
	return m.Rows[row].Case.Label
}

// Key is the key of a column's code, [AllWord] for [All].
func (m *Matrix) Key(column int) string {
	if column == All {
		return AllWord
	}
	return m.Columns[column].Key
}

// Title is the title of a column's code, and for [All] words that say so.
func (m *Matrix) Title(column int) string {
	if column == All {
		return "all codes"
	}
	return m.Columns[column].Title()
}

// Crossing is where a row meets a column: the charted cell, if there is one,
// and the quotes coded there. In the margins there are no quotes.
type Crossing struct {
	Cell   *Cell // nil where nothing was charted
	Quotes []Quote
	// Below are the cells of the codes below the column's that have no column
	// of their own, in the order of the framework; see [View.Depth].
	Below []Cell
	// Asked are the questions about the code itself that were put to the case;
	// see [Matrix.Asked] for those that concern it.
	Asked []Quote
	// Silent is the reason that the questions give for there being nothing,
	// where all codes and all coders' work are in view; see [Silences].
	Silent Emptiness
}

// Status is the cell's status, or [NotCharted].
func (c Crossing) Status() Status {
	if c.Cell == nil {
		return NotCharted
	}
	return c.Cell.Status
}

// Group is rows that a matrix keeps together, see [View.GroupBy].
type Group struct {
	Title string // gender: woman · site: north
	First int    // index of its first row
	Rows  int
}

// Matrix is a view: cases by codes, with the cells and the quotes of each
// crossing. Nothing in it is stored.
type Matrix struct {
	Project    Project
	Framework  Framework
	Tree       *codebook.Tree
	Attributes []corpus.Attribute // in order: those chosen, or all
	Header     []corpus.Attribute // those beside every row: chosen, or the first [HeaderAttributes]
	Rows       []Row
	GroupBy    []string        // the attributes that group the rows
	Groups     []Group         // of all rows, in order; none where nothing groups them
	Columns    []codebook.Code // depth first, active codes only
	Show       Show            // what there is to see of each crossing
	// QuotesIn is the language that quotes are printed in; Bilingual says that
	// some have words [Quote.Beside] them.
	QuotesIn  QuotesIn
	Bilingual bool
	Paged     bool // some quotes have a [Quote.Page]
	// Nameless and Wordless say that something was left out, see [View].
	Nameless, Wordless bool
	Coders             map[codebook.CoderID]codebook.Coder
	Memos              []codebook.Memo
	// Loose are the quotes that belong to no crossing: a moderator's words, a
	// case that the view leaves out, a code that was retired, and those that
	// lost their place when their document was corrected.
	Loose []Quote

	crossings [][]Crossing // by row and column
	column    map[codebook.CodeID]int
	revised   map[codebook.CodingID]Quote // those whose words a correction changed or took away
	asked     forms
	// The margins: summaries of cases by row, of columns by column.
	caseSummaries, columnSummaries []*Cell
	masked                         map[*Cell][]Field
}

// At returns the crossing of a row and a column, both from 0. One of them may
// be [All].
func (m *Matrix) At(row, column int) Crossing {
	switch {
	case row == All && column == All:
		return Crossing{}
	case column == All:
		return Crossing{Cell: m.caseSummaries[row]}
	case row == All:
		return Crossing{Cell: m.columnSummaries[column]}
	}
	return m.crossings[row][column]
}

// Revised lists the quotes on which a cell rests and whose words a correction of
// their document changed, or took the place from, since the cell was charted. c
// may be nil.
func (m *Matrix) Revised(c *Cell) []Quote {
	if c == nil || len(m.revised) == 0 {
		return nil
	}
	var quotes []Quote
	for _, id := range c.Evidence {
		if q, ok := m.revised[id]; ok && q.Coding.Revised.After(c.Modified) {
			quotes = append(quotes, q)
		}
	}
	return quotes
}

// ColumnOf is the index of a code's column, or -1.
func (m *Matrix) ColumnOf(id codebook.CodeID) int {
	if i, ok := m.column[id]; ok {
		return i
	}
	return -1
}

// GroupAt returns the group that begins with a row; ok is false where none
// does.
func (m *Matrix) GroupAt(row int) (g Group, ok bool) {
	for _, g := range m.Groups {
		if g.First == row {
			return g, true
		}
	}
	return Group{}, false
}

// QuotesUnder returns a row's quotes under a code and all codes below it, in
// the order of the text.
func (m *Matrix) QuotesUnder(row int, id codebook.CodeID) []Quote {
	var quotes []Quote
	for _, code := range m.Tree.Under(id) {
		if col := m.ColumnOf(code); col >= 0 {
			quotes = append(quotes, m.crossings[row][col].Quotes...)
		}
	}
	sortQuotes(quotes)
	return quotes
}
