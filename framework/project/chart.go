package project

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"framewise/codebook"
	"framewise/corpus"
	"framewise/framework"
	"framewise/framework/store"
)

// CellEdit says what to change of a cell; what is nil stays. Setting a summary
// removes a reason for emptiness, and the other way round.
type CellEdit struct {
	Summary, Comment, Rating *string
	Range, Exceptions        *string // only in the summary of a whole case or code
	Status                   *framework.Status
	Empty                    *framework.Emptiness
	Stance                   *codebook.Stance
	Author, Reviewer         *string // names or initials
	// Considered says that all that is coded there by now was looked at, even
	// where that changes nothing else.
	Considered bool
	// Version is the cell's version that was edited, if it matters: where
	// another one is there by now, nothing is written.
	Version *int
}

// Charted is a cell as it was charted.
type Charted struct {
	Cell  framework.Cell
	Stale []Stale // places in the summary at which nothing is coded
	// Changed is false where the cell said all that already.
	Changed bool
	// Reopened is the status that the cell lost by the edit of its summary.
	Reopened framework.Status
	// OwnReview says that the author is now the reviewer too.
	OwnReview bool
}

// Stale is a locator in a cell's text that is no evidence, and why.
type Stale struct {
	corpus.Locator
	Why string
}

// SetCell charts a cell. The locators in its summary become its evidence; those
// at which nothing is coded are returned as stale, and the summary is kept as
// written. A new cell is a draft by the person at work. With
// [framework.AllWord] for the code it is the case summary, with that for the
// case the code's column summary.
//
// Status goes from draft to reviewed to agreed. Who reviews or agrees and names
// no reviewer is the reviewer, unless there is one. A new summary in a cell
// that was reviewed or agreed makes it a draft again, unless a status is given
// with it.
func (p *Project) SetCell(ctx context.Context, caseLabel, code string, e CellEdit) (charted Charted, err error) {
	_, err = p.update(ctx, "chart set", caseLabel+" × "+code, func(tx store.Tx) error {
		desk, err := p.newChartDesk(ctx, tx)
		if err != nil {
			return err
		}
		before, err := desk.cell(caseLabel, code)
		if err != nil && !isNotFound(err) {
			return err
		}
		if e.Version != nil && *e.Version != before.Version {
			return corpus.Errorf(corpus.ErrConflict, "%s × %s was charted anew meanwhile", caseLabel, code).
				WithHint("framewise chart log %s %s shows by whom", caseLabel, code)
		}
		e.reviewedBy(before, p.actor)
		charted = Charted{}
		if charted.Cell, charted.Stale, charted.Changed, err = desk.set(caseLabel, code, e); err != nil {
			return err
		}
		if after := charted.Cell; after.Status != before.Status && e.Status == nil && before.Version > 0 {
			charted.Reopened = before.Status
		}
		charted.OwnReview = e.Reviewer != nil && charted.Cell.Reviewer != "" && charted.Cell.Reviewer == charted.Cell.Author
		return nil
	})
	return charted, err
}

// reviewedBy makes somebody the reviewer of an edit that reviews or agrees and
// names no reviewer.
func (e *CellEdit) reviewedBy(before framework.Cell, who string) {
	if e.Status != nil && (*e.Status == framework.Reviewed || *e.Status == framework.Agreed) && e.Reviewer == nil &&
		(before.Reviewer == "" || *e.Status == framework.Reviewed) {
		e.Reviewer = &who
	}
}

// cell reads the cell of a case and a code.
func (d *chartDesk) cell(caseLabel, code string) (framework.Cell, error) {
	c, column, err := findCrossing(d.cases, d.tree, caseLabel, code)
	if err != nil {
		return framework.Cell{}, err
	}
	return d.tx.Cell(d.ctx, c.ID, column.ID)
}

// findCrossing finds the case and the code of a cell as people name them. In
// the margins, where one of them is [framework.AllWord], that one is empty.
func findCrossing(cases []corpus.Case, tree *codebook.Tree, caseLabel, code string) (
	c corpus.Case, column codebook.Code, err error,
) {
	if c, err = findCase(cases, caseLabel); isNotFound(err) && isAll(caseLabel, "cases") {
		err = nil
	}
	if err != nil {
		return c, column, err
	}
	if column, err = tree.Find(code); isNotFound(err) && isAll(code, "codes") {
		column, err = codebook.Code{}, nil
	}
	if err == nil && c.ID == "" && column.ID == "" {
		err = corpus.Errorf(corpus.ErrInvalid, "a cell of all cases and all codes is none").
			WithHint("name a case for its summary, or a code for its column's")
	}
	return c, column, err
}

// isAll reports whether somebody wrote all for cases or codes. A case or a code
// of that name is found first; “all cases” and “all codes” are always taken.
func isAll(s, what string) bool {
	s = strings.ToLower(strings.Join(strings.Fields(s), " "))
	return s == framework.AllWord || s == framework.AllWord+" "+what
}

// chartDesk charts cells one after the other; it holds what they share.
type chartDesk struct {
	ctx    context.Context
	p      *Project
	tx     store.Tx
	fw     framework.Framework
	tree   *codebook.Tree
	cases  []corpus.Case
	quotes map[corpus.CaseID][]framework.Quote
	turns  map[string]int // of the documents, by label in small letters; read with the quotes
	coders map[string]codebook.CoderID
}

func (p *Project) newChartDesk(ctx context.Context, tx store.Tx) (*chartDesk, error) {
	d := &chartDesk{ctx: ctx, p: p, tx: tx, coders: make(map[string]codebook.CoderID)}
	var err error
	if d.fw, d.tree, err = inUse(ctx, tx); err != nil {
		return nil, err
	}
	d.cases, err = tx.Cases(ctx)
	return d, err
}

// set charts one cell; changed is false where it says already what e says.
func (d *chartDesk) set(caseLabel, code string, e CellEdit) (cell framework.Cell, stale []Stale, changed bool, err error) {
	c, column, err := findCrossing(d.cases, d.tree, caseLabel, code)
	if err != nil {
		return cell, nil, false, err
	}
	if column.ID != "" && column.Status != codebook.Active {
		return cell, nil, false, corpus.Errorf(corpus.ErrInvalid, "the code %s is %s", column.Key, column.Status)
	}
	cell, err = d.tx.Cell(d.ctx, c.ID, column.ID)
	before := cell
	switch {
	case isNotFound(err):
		cell = framework.Cell{
			ID: corpus.NewID[framework.CellID](), Case: c.ID, Code: column.ID, Status: framework.Draft,
		}
		if e.Author == nil {
			e.Author = &d.p.actor
		}
	case err != nil:
		return cell, nil, false, err
	}
	if err := d.apply(&cell, e); err != nil {
		return cell, nil, false, err
	}
	if before.Version == 0 && cell.Value() == (*framework.Cell)(nil).Value() {
		return cell, nil, false, nil // as uncharted as it was
	}
	stale, changed, err = d.put(before, &cell, e.Considered)
	return cell, stale, changed, err
}

// put stores a cell, with the evidence that its summary names, unless it is as
// it was; considered stores it all the same.
func (d *chartDesk) put(before framework.Cell, cell *framework.Cell, considered bool) (stale []Stale, changed bool, err error) {
	quotes, err := d.quotesOf(cell.Case)
	if err != nil {
		return nil, false, err
	}
	var loose []corpus.Locator
	cell.Evidence, loose = framework.Evidence(cell.Text(), quotes, d.tree.Under(cell.Code))
	for _, l := range loose {
		stale = append(stale, Stale{l, d.why(l, cell)})
	}
	if equalCells(before, *cell) && !considered {
		return stale, false, nil
	}
	cell.Version = before.Version + 1
	cell.Modified = d.p.time()
	if err := cell.Validate(); err != nil {
		return nil, false, err
	}
	return stale, true, d.tx.PutCell(d.ctx, *cell)
}

func equalCells(a, b framework.Cell) bool {
	evidence := slices.Equal(a.Evidence, b.Evidence)
	return evidence && a.ID == b.ID && a.Value() == b.Value() && a.Author == b.Author && a.Reviewer == b.Reviewer
}

func (d *chartDesk) apply(cell *framework.Cell, e CellEdit) error {
	was, empty := cell.Text(), cell.Empty
	for _, text := range []struct{ to, from *string }{
		{&cell.Summary, e.Summary}, {&cell.Range, e.Range}, {&cell.Exceptions, e.Exceptions},
	} {
		if text.from == nil {
			continue
		}
		if *text.to = strings.TrimSpace(*text.from); *text.to != "" {
			cell.Empty = framework.NotEmpty
		}
	}
	if e.Empty != nil {
		cell.Empty = *e.Empty
		if cell.Empty != framework.NotEmpty && e.Summary == nil && e.Range == nil && e.Exceptions == nil {
			cell.Summary, cell.Range, cell.Exceptions = "", "", ""
		}
	}
	if reviewed := cell.Status == framework.Reviewed || cell.Status == framework.Agreed; reviewed &&
		e.Status == nil && (cell.Text() != was || cell.Empty != empty) {
		cell.Status = framework.Draft
		if e.Reviewer == nil {
			cell.Reviewer = ""
		}
	}
	if e.Comment != nil {
		cell.Comment = strings.TrimSpace(*e.Comment)
	}
	if e.Stance != nil {
		cell.Stance = *e.Stance
	}
	if e.Status != nil {
		if *e.Status == framework.NotCharted && cell.Text() != "" {
			return corpus.Errorf(corpus.ErrInvalid, "a cell with a summary is not %q", framework.NotCharted).
				WithHint("draft, reviewed and agreed are what it can be; an empty summary takes it away")
		}
		cell.Status = *e.Status
	}
	if e.Rating != nil {
		cell.Rating = strings.TrimSpace(*e.Rating)
		if err := d.checkRating(cell.Rating); err != nil {
			return err
		}
	}
	for _, person := range []struct {
		to   *codebook.CoderID
		name *string
	}{{&cell.Author, e.Author}, {&cell.Reviewer, e.Reviewer}} {
		if person.name == nil {
			continue
		}
		if strings.TrimSpace(*person.name) == "" {
			*person.to = ""
			continue
		}
		id, ok := d.coders[*person.name]
		if !ok {
			coder, err := d.p.coder(d.ctx, d.tx, *person.name)
			if err != nil {
				return err
			}
			id = coder.ID
			d.coders[*person.name] = id
		}
		*person.to = id
	}
	return nil
}

func (d *chartDesk) checkRating(rating string) error {
	if rating == "" {
		return nil
	}
	if d.fw.Rating == nil {
		return corpus.Errorf(corpus.ErrInvalid, "the framework %s has no rating", d.fw.Name)
	}
	var values []string
	for _, v := range d.fw.Rating.Values {
		if v.Value == rating {
			return nil
		}
		values = append(values, v.Value)
	}
	return corpus.Errorf(corpus.ErrInvalid, "%q is not a rating of %s", rating, d.fw.Name).
		WithHint("use %s", strings.Join(values, ", "))
}

// quotesOf lists a case's quotes, those of all cases for none; all codings are
// read on the first call.
func (d *chartDesk) quotesOf(id corpus.CaseID) ([]framework.Quote, error) {
	if d.quotes == nil {
		d.quotes = make(map[corpus.CaseID][]framework.Quote)
		documents, err := allDocuments(d.ctx, d.tx)
		if err != nil {
			return nil, err
		}
		byID := make(map[corpus.DocumentID]*corpus.Document, len(documents))
		d.turns = make(map[string]int, len(documents))
		for i := range documents {
			byID[documents[i].ID] = &documents[i]
			label := strings.ToLower(documents[i].Label)
			d.turns[label] = max(d.turns[label], len(documents[i].Turns))
		}
		for c, err := range d.tx.Codings(d.ctx, codebook.CodingFilter{}) {
			if err != nil {
				return nil, err
			}
			if doc := byID[c.Anchor.Document]; doc != nil && c.Placed() && !c.Asks {
				q := framework.QuoteOf(doc, c)
				d.quotes[q.Case] = append(d.quotes[q.Case], q)
				if q.Case != "" {
					d.quotes[""] = append(d.quotes[""], q)
				}
			}
		}
	}
	return d.quotes[id], nil
}

// why says what is amiss with a locator in a cell that became no evidence.
func (d *chartDesk) why(l corpus.Locator, cell *framework.Cell) string {
	turns, there := d.turns[strings.ToLower(l.Label)]
	switch {
	case !there:
		return fmt.Sprintf("there is no document %s, which %s names", l.Label, l)
	case l.First > turns:
		return fmt.Sprintf("%s has %d paragraphs: there is no %s", l.Label, turns, l)
	case cell.Case == "":
		return "nothing is coded at " + l.String()
	}
	return "nothing of the case is coded at " + l.String()
}

// CellsImported is the outcome of [Project.ImportCells].
type CellsImported struct {
	Set       int       `json:"set"`
	Unchanged int       `json:"unchanged"`
	Problems  []Problem `json:"problems,omitempty"`
	Ignored   []string  `json:"ignored_columns,omitempty"`
}

// ImportCells charts from a table with the columns case and code and any of
// summary, comment, range, exceptions, status, stance, empty, rating, author,
// reviewer; all stands for all cases or all codes. A column that is not there
// leaves what it names alone. Rows that can't be taken are listed, with an
// [ErrPartly].
func (p *Project) ImportCells(ctx context.Context, name string, content []byte, sheet string) (result CellsImported, err error) {
	wanted := []string{
		"case", "code", "summary", "comment", "range", "exceptions", "status", "stance", "empty", "rating", "author",
		"reviewer",
	}
	t, ignored, err := readTable(name, content, sheet, wanted, []string{"case", "code"})
	if err != nil {
		return result, err
	}
	_, err = p.update(ctx, "chart set", name, func(tx store.Tx) error {
		result = CellsImported{Ignored: ignored}
		var listed problems
		defer func() { result.Problems = listed }()
		desk, err := p.newChartDesk(ctx, tx)
		if err != nil {
			return err
		}
		for _, row := range t.Rows {
			label, code := t.cell(row, "case"), t.cell(row, "code")
			if label == "" && code == "" {
				continue
			}
			var e CellEdit
			text := func(column string) *string {
				if !t.has(column) {
					return nil
				}
				s := t.cell(row, column)
				return &s
			}
			e.Summary, e.Comment, e.Rating = text("summary"), text("comment"), text("rating")
			e.Range, e.Exceptions = text("range"), text("exceptions")
			e.Author, e.Reviewer = text("author"), text("reviewer")
			if e.Author != nil && *e.Author == "" {
				e.Author = nil
			}
			err := func() error {
				if s := t.cell(row, "status"); s != "" {
					status, err := framework.ParseStatus(s)
					if err != nil {
						return err
					}
					e.Status = &status
				}
				if t.has("empty") {
					empty, err := framework.ParseEmptiness(t.cell(row, "empty"))
					if err != nil {
						return err
					}
					e.Empty = &empty
				}
				if t.has("stance") {
					stance, err := codebook.ParseStance(t.cell(row, "stance"))
					if err != nil {
						return err
					}
					e.Stance = &stance
				}
				_, stale, changed, err := desk.set(label, code, e)
				if err != nil {
					return err
				}
				for _, l := range stale {
					listed = append(listed, Problem{
						Row: row.Number, Subject: label + " × " + code, Taken: true,
						Message: l.Why,
					})
				}
				if changed {
					result.Set++
				} else {
					result.Unchanged++
				}
				return nil
			}()
			if err != nil {
				if err := listed.add(row.Number, label+" × "+code, err); err != nil {
					return err
				}
			}
		}
		return nil
	})
	return result, partly(err, result.Problems)
}

// Progress counts the crossings of one theme, or of the whole framework, by
// the state of their charting. A crossing counts once something is coded or
// charted there.
type Progress struct {
	Theme  codebook.Code
	Coded  int // crossings with at least one quote
	Status map[framework.Status]int
	Empty  int // of those charted, the typed empty ones
	Quotes int
	Own    framework.Status // of the theme's column summary
	// Corrected counts the cells that rest on words which were corrected since.
	Corrected int
}

// ChartStatus says how far the charting has come, theme by theme and case by
// case.
func (p *Project) ChartStatus(ctx context.Context) (themes []Progress, byCase map[string]map[framework.Status]int, m *framework.Matrix, err error) {
	if m, err = p.Matrix(ctx, MatrixView{}); err != nil {
		return nil, nil, nil, err
	}
	byCase = make(map[string]map[framework.Status]int)
	for _, theme := range m.Tree.Themes() {
		if m.ColumnOf(theme.ID) < 0 {
			continue
		}
		progress := Progress{
			Theme: theme, Status: make(map[framework.Status]int),
			Own: m.At(framework.All, m.ColumnOf(theme.ID)).Status(),
		}
		for row := range m.Rows {
			label := m.Rows[row].Case.Label
			if byCase[label] == nil {
				byCase[label] = make(map[framework.Status]int)
			}
			for _, id := range m.Tree.Under(theme.ID) {
				column := m.ColumnOf(id)
				if column < 0 {
					continue
				}
				x := m.At(row, column)
				if x.Cell == nil && len(x.Quotes) == 0 {
					continue
				}
				progress.Status[x.Status()]++
				byCase[label][x.Status()]++
				progress.Quotes += len(x.Quotes)
				if len(x.Quotes) > 0 {
					progress.Coded++
				}
				if x.Cell != nil && x.Cell.Empty != framework.NotEmpty {
					progress.Empty++
				}
				if len(m.Revised(x.Cell)) > 0 {
					progress.Corrected++
				}
			}
		}
		themes = append(themes, progress)
	}
	return themes, byCase, m, nil
}
