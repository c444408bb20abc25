package framework

import (
	"cmp"
	"fmt"
	"iter"
	"slices"
	"strings"

	"framewise/codebook"
	"framewise/corpus"
)

// Input is what a matrix is made of, as a database holds it.
type Input struct {
	Project    Project
	Framework  Framework
	Codes      []codebook.Code // of the framework
	Cases      []corpus.Case
	Attributes []corpus.Attribute
	Documents  []corpus.Document // all, with their turns
	Coders     []codebook.Coder
	Memos      []codebook.Memo
	Cells      iter.Seq2[Cell, error]
	Codings    iter.Seq2[codebook.Coding, error]
	// Text reads the text of a document's present version, for what quotes are in
	// other languages; nil is that quotes have their own words alone.
	Text func(*corpus.Document) (*corpus.Text, error)
}

// View chooses what a matrix shows; the zero value shows everything.
type View struct {
	// Cases are the labels of the rows; none means all cases.
	Cases []string
	// Where keeps the cases whose attributes have all these values.
	Where map[string]string
	// GroupBy names the attributes whose values keep rows together.
	GroupBy []string
	// OrderBy names the attributes to sort the rows by, within their groups and
	// before the labels.
	OrderBy []string
	// Codes are the columns wanted, each with all codes below it; none means
	// all.
	Codes []codebook.CodeID
	// Depth is how many levels of codes have columns: 1 is the themes alone, 0
	// all. What lies deeper stands in the column above it.
	Depth int
	// Attributes are the names of those to show; nil means all, with the first
	// [HeaderAttributes] beside every row.
	Attributes []string
	// Coders whose codings count; none means all. Cells are the team's and
	// count whoever wrote them.
	Coders []codebook.CoderID
	// Consensus keeps of the codings that count those that [Consensus] keeps.
	Consensus bool
	// Show is what there is to see of each crossing; nothing is [ShowSummary].
	Show Show
	// QuotesIn is the language that quotes are printed in.
	QuotesIn QuotesIn
	// Nameless leaves out, for people outside the team, who worked on the study
	// and what its files are called: coders are numbered, documents, speakers'
	// labels, memos, notes and attributes that are not shown are gone, and names
	// that the study knows are [MaskedName] in every text. Cases keep their
	// labels, and places the documents' that they cite.
	Nameless bool
	// Wordless leaves out what participants said: quotes are places without
	// words, what texts quote is [MaskedWords], examples and memos are gone.
	Wordless bool
}

// HeaderAttributes is how many attributes stand beside every row where none
// were chosen: more leave the summaries no room on a page.
const HeaderAttributes = 4

// Build lays cells and quotes out as a matrix: rows in the order of the view,
// then of the labels; columns in the order of the framework, active codes
// only. It reads each sequence once. It fails only where a sequence does,
// where the codes make no tree, or where the view names what is not there.
func Build(in Input, v View) (*Matrix, error) {
	if v.Show = cmp.Or(v.Show, ShowSummary); !slices.Contains(Shows, v.Show) {
		return nil, corpus.Errorf(corpus.ErrInvalid, "%q is not what a cell can show", v.Show).
			WithHint("use summary, quotes, counts or presence")
	}
	if v.Wordless {
		v.QuotesIn = QuotesInBoth // what is left out is known by its words in either
	}
	var tongues *Tongues
	if in.Text != nil {
		var err error
		if tongues, err = NewTongues(v.QuotesIn, in.Documents, in.Text); err != nil {
			return nil, err
		}
	}
	out := newOutside(&in, &v)
	tree, err := codebook.NewTree(in.Codes)
	if err != nil {
		return nil, err
	}
	m := &Matrix{
		Project: in.Project, Framework: in.Framework, Tree: tree, Memos: in.Memos, Show: v.Show, QuotesIn: v.QuotesIn,
		Coders: make(map[codebook.CoderID]codebook.Coder, len(in.Coders)),
		column: make(map[codebook.CodeID]int), revised: make(map[codebook.CodingID]Quote),
		asked: forms{make(map[[2]int]bool), make(map[[2]int]bool), make(map[formColumn]bool)},
	}
	for _, c := range in.Coders {
		m.Coders[c.ID] = c
	}
	if err := m.chooseAttributes(in.Attributes, v); err != nil {
		return nil, err
	}
	if err := m.chooseRows(in, v); err != nil {
		return nil, err
	}
	home := m.chooseColumns(v)

	row := make(map[corpus.CaseID]int, len(m.Rows))
	for i, r := range m.Rows {
		row[r.Case.ID] = i
	}
	m.crossings = make([][]Crossing, len(m.Rows))
	for i := range m.crossings {
		m.crossings[i] = make([]Crossing, len(m.Columns))
	}
	m.caseSummaries = make([]*Cell, len(m.Rows))
	m.columnSummaries = make([]*Cell, len(m.Columns))
	for cell, err := range in.Cells {
		if err != nil {
			return nil, err
		}
		r, known := row[cell.Case]
		col, shown := home[cell.Code]
		switch {
		case known && cell.Code == "":
			m.caseSummaries[r] = &cell
		case shown && cell.Case == "" && m.Columns[col].ID == cell.Code:
			m.columnSummaries[col] = &cell
		case known && shown && m.Columns[col].ID == cell.Code:
			m.crossings[r][col].Cell = &cell
		case known && shown:
			m.crossings[r][col].Below = append(m.crossings[r][col].Below, cell)
		}
	}
	documents := make(map[corpus.DocumentID]*corpus.Document, len(in.Documents))
	for i := range in.Documents {
		documents[in.Documents[i].ID] = &in.Documents[i]
	}
	ask := func(q codebook.Coding) {
		col, shown := home[q.Code]
		if d := documents[q.Anchor.Document]; shown && d != nil && q.Placed() {
			m.ask(q, d, col, row, in.Documents)
		}
	}
	for agreed, err := range v.counted(said(in.Codings, ask)) {
		if err != nil {
			return nil, err
		}
		coding := agreed.Coding
		d := documents[coding.Anchor.Document]
		if d == nil {
			continue
		}
		q := QuoteOf(d, coding)
		q.Others = agreed.Others
		m.Paged = m.Paged || q.Page > 0
		if tongues != nil {
			if err := tongues.Print(&q); err != nil {
				return nil, err
			}
			m.Bilingual = m.Bilingual || q.Beside().Text != ""
			out.hear(q.Case, q.Beside().Text)
		}
		if !coding.Revised.IsZero() {
			m.revised[coding.ID] = q
		}
		col, ok := home[coding.Code]
		if !ok {
			// A retired code has no column, and its quotes are not lost for that.
			if c, ok := tree.Code(coding.Code); ok && c.Status != codebook.Active && len(v.Codes) == 0 {
				m.Loose = append(m.Loose, q)
			}
			continue
		}
		r, known := row[q.Case]
		if !known || !coding.Placed() {
			m.Loose = append(m.Loose, q)
			continue
		}
		c := &m.crossings[r][col]
		c.Quotes = append(c.Quotes, q)
	}
	for _, crossings := range m.crossings {
		for _, c := range crossings {
			sortQuotes(c.Quotes)
			slices.SortFunc(c.Below, func(a, b Cell) int { return cmp.Compare(tree.Order(a.Code), tree.Order(b.Code)) })
		}
	}
	sortQuotes(m.Loose)
	if len(v.Codes) == 0 && v.Depth == 0 && len(v.Coders) == 0 && !v.Consensus {
		for _, s := range Silences(m) {
			m.crossings[s.Row][s.Column].Silent = s.Empty
		}
	}
	if out != nil {
		out.leave(m, &v)
	}
	return m, nil
}

// QuoteOf is a coding as the matrix shows it, with who said it and where. One
// that has no place is at the locator that it had last, and the document's own
// case's: who spoke there, the present version does not tell.
func QuoteOf(d *corpus.Document, c codebook.Coding) Quote {
	if !c.Placed() {
		q := Quote{Coding: c, Case: d.Case, Document: d.ID, Locator: c.Unplaced}
		q.Locator.Label, q.Locator.Key, q.Language = d.Label, c.Key, d.Language
		return q
	}
	q := Quote{Coding: c, Case: d.CaseOf(c.Anchor.Span), Document: d.ID, Locator: d.Locator(c.Anchor.Span)}
	q.Locator.Key, q.Language = c.Key, d.Language
	if s, ok := d.SpeakerAt(q.Locator.First); ok {
		q.Speaker = s.Label
	}
	if n := q.Locator.First; n >= 1 {
		turn := &d.Turns[n-1]
		if q.Page = turn.Page; turn.Timed {
			q.Clock = corpus.FormatClock(turn.Start.Seconds())
		}
	}
	return q
}

func (m *Matrix) chooseAttributes(all []corpus.Attribute, v View) error {
	if v.Attributes == nil {
		m.Attributes = all
		// Those that the rows are grouped by come first.
		m.Header = slices.Clone(all)
		slices.SortStableFunc(m.Header, func(a, b corpus.Attribute) int {
			return cmp.Compare(groupOrder(v, a), groupOrder(v, b))
		})
		m.Header = m.Header[:min(len(all), max(HeaderAttributes, len(v.GroupBy)))]
		return nil
	}
	for _, name := range v.Attributes {
		a, err := findAttribute(all, name)
		if err != nil {
			return err
		}
		m.Attributes = append(m.Attributes, a)
	}
	m.Header = m.Attributes
	return nil
}

// groupOrder is an attribute's place among those that the rows are grouped by,
// or behind them.
func groupOrder(v View, a corpus.Attribute) int {
	if i := slices.Index(v.GroupBy, a.Name); i >= 0 {
		return i
	}
	return len(v.GroupBy)
}

// findAttribute finds an attribute by its name, letter by letter or else in
// any case of letters.
func findAttribute(all []corpus.Attribute, name string) (corpus.Attribute, error) {
	names := make([]string, len(all))
	for i, a := range all {
		if a.Name == name {
			return a, nil
		}
		names[i] = a.Name
	}
	for _, a := range all {
		if strings.EqualFold(a.Name, name) {
			return a, nil
		}
	}
	err := corpus.Errorf(corpus.ErrNotFound, "there is no attribute %q", name)
	switch near := corpus.Nearest(name, names); {
	case near != "":
		err = err.WithHint("did you mean %s?", near)
	case len(names) > 0 && len(names) <= 12:
		err = err.WithHint("there are %s", strings.Join(names, ", "))
	default:
		err = err.WithHint("framewise case attribute lists them")
	}
	return corpus.Attribute{}, err
}

func (m *Matrix) chooseRows(in Input, v View) error {
	labels := make([]string, len(in.Cases))
	for i, c := range in.Cases {
		labels[i] = c.Label
	}
	for _, want := range v.Cases {
		if !slices.Contains(labels, want) {
			err := corpus.Errorf(corpus.ErrNotFound, "there is no case %q", want)
			if near := corpus.Nearest(want, labels); near != "" {
				err = err.WithHint("did you mean %s?", near)
			}
			return err
		}
	}
	var order []corpus.Attribute
	for _, name := range slices.Concat(v.GroupBy, v.OrderBy) {
		a, err := findAttribute(in.Attributes, name)
		if err != nil {
			return err
		}
		order = append(order, a)
	}
	for name := range v.Where {
		if _, err := findAttribute(in.Attributes, name); err != nil {
			return err
		}
	}
	documents := make(map[corpus.CaseID][]corpus.Document)
	for _, d := range in.Documents {
		cases := d.Cases()
		d.Turns = nil
		for _, id := range cases {
			documents[id] = append(documents[id], d)
		}
	}
	for _, c := range in.Cases {
		keep := len(v.Cases) == 0 || slices.Contains(v.Cases, c.Label)
		for name, value := range v.Where {
			keep = keep && c.Values[name] == value
		}
		if keep {
			m.Rows = append(m.Rows, Row{Case: c, Documents: documents[c.ID]})
		}
	}
	slices.SortStableFunc(m.Rows, func(a, b Row) int {
		for _, attribute := range order {
			if c := attribute.Compare(a.Case.Values[attribute.Name], b.Case.Values[attribute.Name]); c != 0 {
				return c
			}
		}
		return corpus.CompareLabels(a.Case.Label, b.Case.Label)
	})
	m.group(order[:len(v.GroupBy)])
	return nil
}

// group finds the rows that have the same values of the attributes: they
// stand together.
func (m *Matrix) group(by []corpus.Attribute) {
	if len(by) == 0 {
		return
	}
	for _, a := range by {
		m.GroupBy = append(m.GroupBy, a.Name)
	}
	for i, r := range m.Rows {
		facts := make([]string, len(by))
		for j, a := range by {
			facts[j] = a.Name + ": " + cmp.Or(r.Case.Values[a.Name], "not known")
		}
		title := strings.Join(facts, " · ")
		if n := len(m.Groups); n == 0 || m.Groups[n-1].Title != title {
			m.Groups = append(m.Groups, Group{Title: title, First: i})
		}
		m.Groups[len(m.Groups)-1].Rows++
	}
}

// chooseColumns makes the columns; home is the column of every code that is
// shown, its own or that of the code above it.
func (m *Matrix) chooseColumns(v View) (home map[codebook.CodeID]int) {
	wanted := make(map[codebook.CodeID]bool)
	for _, id := range v.Codes {
		for _, under := range m.Tree.Under(id) {
			wanted[under] = true
		}
		for _, up := range m.Tree.Ancestors(id) {
			wanted[up.ID] = true
		}
	}
	home = make(map[codebook.CodeID]int)
	for _, c := range m.Tree.Codes() {
		if c.Status != codebook.Active || len(wanted) > 0 && !wanted[c.ID] {
			continue
		}
		if v.Depth > 0 && len(m.Tree.Ancestors(c.ID)) >= v.Depth {
			if col, ok := home[c.Parent]; ok {
				home[c.ID] = col
			}
			continue
		}
		home[c.ID], m.column[c.ID] = len(m.Columns), len(m.Columns)
		m.Columns = append(m.Columns, c)
	}
	return home
}

// sortQuotes puts quotes in the order of the text: by label, then place.
func sortQuotes(quotes []Quote) {
	slices.SortFunc(quotes, func(a, b Quote) int {
		return cmp.Or(
			corpus.CompareLabels(a.Locator.Label, b.Locator.Label),
			cmp.Compare(a.Document, b.Document),
			cmp.Compare(a.Coding.Anchor.Span.Start, b.Coding.Anchor.Span.Start),
			cmp.Compare(a.Coding.Anchor.Span.End, b.Coding.Anchor.Span.End),
			cmp.Compare(a.Coding.ID, b.Coding.ID),
		)
	})
}

// Charted counts the crossings of a matrix by status; NotCharted counts only
// those with something coded.
func (m *Matrix) Charted() map[Status]int {
	n := make(map[Status]int)
	for _, row := range m.crossings {
		for _, c := range row {
			if c.Cell != nil || len(c.Quotes) > 0 {
				n[c.Status()]++
			}
		}
	}
	return n
}

// Who names whose coding a quote is: the coder's initials, and those of who
// agreed with them.
func (m *Matrix) Who(q *Quote) string {
	names := []string{m.Name(q.Coding.Coder)}
	for _, id := range q.Others {
		names = append(names, m.Name(id))
	}
	return strings.Join(names, ", ")
}

// Name is a coder's initials, for lists; the identifier where unknown.
func (m *Matrix) Name(id codebook.CoderID) string {
	if c, ok := m.Coders[id]; ok {
		return c.Initials
	}
	if id == "" {
		return ""
	}
	return fmt.Sprintf("coder %s", id)
}
