package framework

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"framewise/codebook"
	"framewise/corpus"
)

// CheckKind names one thing that may be wrong with the charting.
type CheckKind string

// The checks.
const (
	NoLocator    CheckKind = "no-locator"    // claims, and no place they come from
	StaleLocator CheckKind = "stale-locator" // a place at which nothing is coded under a code in use
	CorrectedAt  CheckKind = "corrected"     // a quote it rests on, corrected since
	UnplacedAt   CheckKind = "unplaced"      // a quote it rests on that lost its place since
	NotSaid      CheckKind = "not-said"      // own words that the case never said
	UnusedKey    CheckKind = "unused-key"    // a key quote that no summary rests on
	UnusedQuote  CheckKind = "unused-quote"  // another quote of a charted cell that no summary rests on
	TooLong      CheckKind = "too-long"      // longer than [MaxSummary]
	Uncharted    CheckKind = "uncharted"     // coded, and no summary
	Uncoded      CheckKind = "uncoded"       // a summary, and nothing coded there or below
	EmptyCoded   CheckKind = "empty-coded"   // marked as empty for a reason, and coded
	AskedAfter   CheckKind = "asked"         // marked as not asked, and a question was found
	NeverAsked   CheckKind = "never-asked"   // marked as asked and nothing said, and no question was found
)

// CheckKinds are all checks, in the order of lists.
var CheckKinds = []CheckKind{
	NoLocator, StaleLocator, CorrectedAt, UnplacedAt, NotSaid, UnusedKey, UnusedQuote, TooLong, Uncharted, Uncoded, EmptyCoded,
	AskedAfter, NeverAsked,
}

// ParseCheck reads the name of a check.
func ParseCheck(s string) (CheckKind, error) {
	want := CheckKind(strings.ToLower(strings.ReplaceAll(strings.TrimSpace(s), " ", "-")))
	if slices.Contains(CheckKinds, want) {
		return want, nil
	}
	names := make([]string, len(CheckKinds))
	for i, c := range CheckKinds {
		names[i] = string(c)
	}
	err := corpus.Errorf(corpus.ErrInvalid, "%q is not a check", s)
	if near := corpus.Nearest(s, names); near != "" {
		return "", err.WithHint("did you mean %s?", near)
	}
	return "", err.WithHint("the checks are %s", strings.Join(names, ", "))
}

// Finding is one thing that a check found in a cell.
type Finding struct {
	Kind        CheckKind
	Row, Column int // of the matrix
	// Locator is the place it is about; its label is empty where it is about
	// no single place.
	Locator corpus.Locator
	Coding  codebook.CodingID // of a quote
	Words   string            // the quote, or the words never said
	N       int               // the quotes not charted, or the characters too long
}

// Message says what was found, without the words it is about.
func (f Finding) Message() string {
	switch f.Kind {
	case NoLocator:
		return "the summary says nothing of where it comes from"
	case StaleLocator:
		return "nothing is coded there under a code in use"
	case CorrectedAt:
		return "the words of this quote were corrected since the cell was charted"
	case UnplacedAt:
		return "this quote has no place in the transcript since it was corrected"
	case NotSaid:
		if f.Row == All {
			return "none of the cases it cites said these words"
		}
		return "the case never said these words"
	case UnusedKey:
		return "no summary rests on this key quote"
	case UnusedQuote:
		return "no summary rests on this quote"
	case TooLong:
		return fmt.Sprintf("the summary is too long to be read in a cell: %d characters of %d", f.N, MaxSummary)
	case Uncharted:
		return fmt.Sprintf("coded and not charted: %s", counted(f.N))
	case Uncoded:
		return "charted, and nothing is coded here"
	case EmptyCoded:
		return fmt.Sprintf("marked as empty, and coded: %s", counted(f.N))
	case AskedAfter:
		return "marked as not asked, and asked"
	case NeverAsked:
		return "marked as nothing said, and no question was found that asks for it"
	}
	return ""
}

func counted(quotes int) string {
	if quotes == 1 {
		return "1 quote"
	}
	return fmt.Sprintf("%d quotes", quotes)
}

// Check checks the charting of a matrix that shows all codes, the summaries in
// its margins too: the checks named, or all of them. The findings are in the
// order of rows, columns and [CheckKinds], [All] first. voice gives what a case said, for [NotSaid]; it is asked once for
// a case whose summaries quote it, and its error ends the checking.
func Check(m *Matrix, voice func(corpus.CaseID) (*Voice, error), checks ...CheckKind) ([]Finding, error) {
	if len(checks) == 0 {
		checks = CheckKinds
	}
	var all []Finding
	guide := inGuide(m)
	for row := All; row < len(m.Rows); row++ {
		c := rowCheck{m: m, row: row, wanted: checks, voice: voice, guide: guide}
		found, err := c.run()
		if err != nil {
			return nil, err
		}
		all = append(all, found...)
	}
	return all, nil
}

// rowCheck checks the cells of one case.
type rowCheck struct {
	m      *Matrix
	row    int
	wanted []CheckKind
	voice  func(corpus.CaseID) (*Voice, error)
	guide  guided

	heard  *Voice
	quotes []Quote // all of the case
	used   map[codebook.CodingID]bool
	found  []Finding
}

func (c *rowCheck) add(check CheckKind, f Finding) {
	if slices.Contains(c.wanted, check) {
		f.Kind, f.Row = check, c.row
		c.found = append(c.found, f)
	}
}

func (c *rowCheck) run() ([]Finding, error) {
	if c.row == All {
		c.quotes = c.m.allQuotes()
	} else {
		c.quotes, c.used = usedBy(c.m, c.row)
	}
	for column := All; column < len(c.m.Columns); column++ {
		x := c.m.At(c.row, column)
		if x.Cell != nil && x.Cell.Text() != "" {
			if err := c.summary(column, x.Cell); err != nil {
				return nil, err
			}
		}
		if c.row != All && column != All {
			c.coverage(column, x)
		}
	}
	slices.SortStableFunc(c.found, func(a, b Finding) int {
		if a.Column != b.Column {
			return a.Column - b.Column
		}
		return slices.Index(CheckKinds, a.Kind) - slices.Index(CheckKinds, b.Kind)
	})
	return c.found, nil
}

// usedBy lists all quotes of a row, and which of them some summary of the row
// rests on: by the evidence recorded, or by a locator that leads there now.
func usedBy(m *Matrix, row int) (quotes []Quote, used map[codebook.CodingID]bool) {
	for column := range m.Columns {
		quotes = append(quotes, m.At(row, column).Quotes...)
	}
	used = make(map[codebook.CodingID]bool)
	for column, code := range m.Columns {
		cell := m.At(row, column).Cell
		if cell == nil || cell.Summary == "" {
			continue
		}
		for _, id := range cell.Evidence {
			used[id] = true
		}
		ids, _ := Evidence(cell.Summary, quotes, m.Tree.Under(code.ID))
		for _, id := range ids {
			used[id] = true
		}
	}
	return quotes, used
}

// summary checks what a summary says.
func (c *rowCheck) summary(column int, cell *Cell) error {
	if len(corpus.FindLocators(cell.Text())) == 0 && claims(cell.Text()) {
		c.add(NoLocator, Finding{Column: column})
	}
	_, stale := Evidence(cell.Text(), c.quotes, nil)
	for _, l := range stale {
		c.add(StaleLocator, Finding{Column: column, Locator: l})
	}
	for _, q := range c.m.Revised(cell) {
		kind := CorrectedAt
		if !q.Coding.Placed() {
			kind = UnplacedAt
		}
		c.add(kind, Finding{Column: column, Locator: q.Locator, Coding: q.Coding.ID, Words: q.Coding.Anchor.Quote})
	}
	longest := max(utf8.RuneCountInString(cell.Summary), utf8.RuneCountInString(cell.Range),
		utf8.RuneCountInString(cell.Exceptions))
	if longest > MaxSummary {
		c.add(TooLong, Finding{Column: column, N: longest})
	}
	if len(c.under(column)) == 0 {
		c.add(Uncoded, Finding{Column: column})
	}
	if c.voice == nil || !slices.Contains(c.wanted, NotSaid) {
		return nil
	}
	var cited []int // by a column summary: the rows whose words it may quote
	if c.row == All {
		cited = c.m.cited(cell.Text())
	}
	for _, words := range QuotedWords(cell.Text()) {
		if c.row == All && c.coded(words) {
			continue // far cheaper than hearing all that they said
		}
		said, err := c.said(words, cited)
		if err != nil {
			return err
		}
		if !said && !c.coded(words) {
			c.add(NotSaid, Finding{Column: column, Words: words})
		}
	}
	return nil
}

// under lists the quotes that a summary in a column is about.
func (c *rowCheck) under(column int) []Quote {
	switch {
	case column == All:
		return c.quotes
	case c.row != All:
		return c.m.QuotesUnder(c.row, c.m.Columns[column].ID)
	}
	for row := range c.m.Rows { // any will do
		if quotes := c.m.QuotesUnder(row, c.m.Columns[column].ID); len(quotes) > 0 {
			return quotes
		}
	}
	return nil
}

// said reports whether the case said these words or, in a column summary, one of
// those it cites. Of a case that was not heard nothing can be told.
func (c *rowCheck) said(words string, cited []int) (bool, error) {
	if c.row != All {
		cited = []int{c.row}
	}
	for _, row := range cited {
		if c.heard == nil || c.row == All {
			var err error
			if c.heard, err = c.voice(c.m.Rows[row].Case.ID); err != nil {
				return false, err
			}
		}
		if c.heard.Silent() || c.heard.Said(words) {
			return true, nil
		}
	}
	return false, nil
}

// cited are the rows whose documents a text names; all rows where it names none.
func (m *Matrix) cited(text string) (rows []int) {
	labels := make(map[string]bool)
	for _, l := range corpus.FindLocators(text) {
		labels[l.Label] = true
	}
	for row := range m.Rows {
		named := slices.ContainsFunc(m.Rows[row].Documents, func(d corpus.Document) bool { return labels[d.Label] })
		if named || len(labels) == 0 {
			rows = append(rows, row)
		}
	}
	return rows
}

// allQuotes lists the quotes of all rows, if there is a column summary to ask
// for them.
func (m *Matrix) allQuotes() (quotes []Quote) {
	if !slices.ContainsFunc(m.columnSummaries, func(c *Cell) bool { return c != nil }) {
		return nil
	}
	for _, row := range m.crossings {
		for _, x := range row {
			quotes = append(quotes, x.Quotes...)
		}
	}
	return quotes
}

// claims reports whether a summary says more than remarks.
func claims(summary string) bool {
	for _, run := range Runs(summary) {
		if run.Kind != Remark && strings.ContainsFunc(run.Text, unicode.IsLetter) {
			return true
		}
	}
	return false
}

// coded reports whether words stand in one of the case's quotes, which may
// reach over a question.
func (c *rowCheck) coded(words string) bool {
	words = spoken(words)
	for _, q := range c.quotes {
		if occurs(corpus.NewText(strings.ToLower(q.Coding.Anchor.Quote)), words) {
			return true
		}
	}
	return false
}

// coverage checks whether what is coded at a crossing is charted.
func (c *rowCheck) coverage(column int, x Crossing) {
	if x.Cell != nil && x.Cell.Empty != NotEmpty {
		if n := len(x.Quotes); n > 0 {
			c.add(EmptyCoded, Finding{Column: column, N: n})
		}
		c.asked(column, x.Cell.Empty)
		return
	}
	charted := x.Cell != nil && x.Cell.Summary != ""
	unused := 0
	for _, q := range x.Quotes {
		if c.used[q.Coding.ID] {
			continue
		}
		unused++
		f := Finding{Column: column, Locator: q.Locator, Coding: q.Coding.ID, Words: q.Coding.Anchor.Quote}
		switch {
		case q.Coding.Key:
			c.add(UnusedKey, f)
		case charted:
			c.add(UnusedQuote, f)
		}
	}
	if !charted && unused > 0 {
		c.add(Uncharted, Finding{Column: column, N: len(x.Quotes)})
	}
}

// asked checks whether a reason for emptiness holds against what was asked.
func (c *rowCheck) asked(column int, reason Emptiness) {
	was := c.m.WasAsked(c.row, column)
	switch {
	case reason == NotAsked && was:
		f := Finding{Column: column}
		if asked := c.m.Asked(c.row, column); len(asked) > 0 {
			f.Locator, f.Words = asked[0].Locator, asked[0].Coding.Anchor.Quote
		}
		c.add(AskedAfter, f)
	case reason == NothingSaid && !was && c.guide.cases[c.row] && c.guide.codes[column]:
		c.add(NeverAsked, Finding{Column: column})
	}
}
