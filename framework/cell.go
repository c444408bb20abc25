package framework

import (
	"slices"
	"strings"
	"time"

	"framewise/codebook"
	"framewise/corpus"
)

// CellID identifies a [Cell] for ever.
type CellID string

// Status says how far the charting of a cell has come.
type Status string

// The states of a cell. A crossing without a record is [NotCharted].
const (
	NotCharted Status = "not charted"
	Draft      Status = "draft"
	Reviewed   Status = "reviewed"
	Agreed     Status = "agreed"
)

// Statuses are the states of a cell, in the order of the work.
var Statuses = []Status{NotCharted, Draft, Reviewed, Agreed}

// Emptiness says why a cell has no summary. The literature gives no single
// rule for empty cells; teams that print the reason tell "missing" apart from
// "nothing said" (see Damschroder and Lowery 2013 on ratings marked missing).
type Emptiness string

// The reasons for an empty cell.
const (
	NotEmpty      Emptiness = ""
	NotAsked      Emptiness = "not asked"
	NothingSaid   Emptiness = "nothing said" // asked, and nothing said
	NotApplicable Emptiness = "not applicable"
)

// EmptyReasons are the reasons for an empty cell, in the order of lists.
var EmptyReasons = []Emptiness{NotAsked, NothingSaid, NotApplicable}

// MaxSummary is the length in code points above which a summary no longer
// fits a cell that can be read on a sheet: some 27 lines at Excel's greatest
// row height. Longer ones are kept and marked.
const MaxSummary = 1500

// Cell is the analyst's summary of what one case says under one code. In its
// text, “double quotes” hold the participant's own words, [square brackets]
// the analyst's remarks, locators (P07:142) the places; the rest is
// paraphrase. There is at most one cell for a case and a code.
//
// In the margins of the matrix stand the summaries of summaries: a cell without
// a code is a case summary, what one case says across all codes; one without a
// case is a column summary, what all cases say under one code or theme. These
// may hold the range of views and the exceptions besides.
type Cell struct {
	ID      CellID          `json:"id"`
	Case    corpus.CaseID   `json:"case"` // empty in a column summary
	Code    codebook.CodeID `json:"code"` // empty in a case summary
	Summary string          `json:"summary,omitempty"`
	Comment string          `json:"comment,omitempty"` // the analyst's own interpretation
	// Range says how far the views reach, Exceptions who or what does not fit
	// the summary; only in the margins. Both are written as summaries are.
	Range      string              `json:"range,omitempty"`
	Exceptions string              `json:"exceptions,omitempty"`
	Status     Status              `json:"status"`
	Empty      Emptiness           `json:"empty,omitempty"` // only without a summary
	Stance     codebook.Stance     `json:"stance,omitempty"`
	Rating     string              `json:"rating,omitempty"` // a value of the framework's scale
	Author     codebook.CoderID    `json:"author,omitempty"`
	Reviewer   codebook.CoderID    `json:"reviewer,omitempty"`
	Evidence   []codebook.CodingID `json:"evidence,omitempty"` // in the order of the summary
	Version    int                 `json:"version"`            // counts the writes, from 1
	Modified   time.Time           `json:"modified"`
}

// Validate reports what makes the cell unusable, as a [corpus.ErrInvalid].
func (c *Cell) Validate() error {
	switch {
	case c.ID == "" || c.Case == "" && c.Code == "":
		return corpus.Errorf(corpus.ErrInvalid, "a cell without an identifier, or without both case and code")
	case !c.Margin() && (c.Range != "" || c.Exceptions != ""):
		return corpus.Errorf(corpus.ErrInvalid, "a cell of one case and one code has no range of views and no exceptions").
			WithHint("they belong to the summary of a whole case or of a whole code; write “all” for the other of the two")
	case !slices.Contains(Statuses, c.Status):
		return corpus.Errorf(corpus.ErrInvalid, "%q is not a status", c.Status)
	case c.Empty != NotEmpty && !slices.Contains(EmptyReasons, c.Empty):
		return corpus.Errorf(corpus.ErrInvalid, "%q is not a reason for an empty cell", c.Empty)
	case c.Empty != NotEmpty && c.Text() != "":
		return corpus.Errorf(corpus.ErrInvalid, "a cell with a summary can't be marked %q", c.Empty)
	}
	return nil
}

// Margin reports whether the cell stands in a margin of the matrix: it is a
// case summary or a column summary.
func (c *Cell) Margin() bool { return c.Case == "" || c.Code == "" }

// Text is all that the cell says of its cases: the summary and, in the margins,
// the range of views and the exceptions, each in a paragraph of its own.
func (c *Cell) Text() string {
	var parts []string
	for _, text := range []string{c.Summary, c.Range, c.Exceptions} {
		if text != "" {
			parts = append(parts, text)
		}
	}
	return strings.Join(parts, "\n")
}

// ParseStatus reads a status in any case of letters.
func ParseStatus(s string) (Status, error) {
	return parseWord(s, Statuses, "a status")
}

// ParseEmptiness reads a reason for an empty cell, with hyphens or spaces;
// nothing is [NotEmpty].
func ParseEmptiness(s string) (Emptiness, error) {
	if strings.TrimSpace(s) == "" {
		return NotEmpty, nil
	}
	return parseWord(s, EmptyReasons, "a reason for an empty cell")
}

func parseWord[T ~string](s string, words []T, what string) (T, error) {
	want := strings.ToLower(strings.ReplaceAll(strings.TrimSpace(s), "-", " "))
	names := make([]string, len(words))
	for i, w := range words {
		if string(w) == want {
			return w, nil
		}
		names[i] = string(w)
	}
	return "", corpus.Errorf(corpus.ErrInvalid, "%q is not %s", s, what).
		WithHint("use %s", strings.Join(names, ", "))
}
