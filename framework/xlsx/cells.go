package xlsx

import (
	"slices"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"framewise/codebook"
	"framewise/corpus"
	"framewise/framework"
)

// The columns of Cells, from 0. Those from cellsEvidenceIDs on are hidden.
const (
	cellsCase = iota
	cellsTheme
	cellsCode
	cellsChart
	cellsQuotes
	cellsSummary
	cellsComment
	cellsStatus
	cellsEmpty
	cellsStance
	cellsRating
	cellsRange
	cellsExceptions
	cellsAuthor
	cellsReviewer
	cellsModified
	cellsEvidence
	cellsEvidenceIDs
	cellsID
	cellsCaseID
	cellsCodeID
	cellsKey
	cellsFingerprint
	cellsSeal
)

// cellsKeyColumn holds the keys that links to Cells look up.
var cellsKeyColumn = columnName(cellsKey + 1)

func cellsColumns() []column {
	return []column{
		cellsCase: {name: "Case", width: 9}, cellsTheme: {name: "Theme", width: 25, sealed: true},
		cellsCode:    {name: "Code", width: 27},
		cellsChart:   {name: "Chart", width: 9, note: "Leads to this cell on the chart of its theme."},
		cellsQuotes:  {name: "Quotes", width: 10, note: "Leads to the first of the quotes coded here."},
		cellsSummary: {name: "Summary", width: 60, write: true}, cellsComment: {name: "Analyst's comment",
			width: 34, write: true},
		cellsStatus: {name: "Status", width: 14, write: true}, cellsEmpty: {name: "Empty because", width: 18,
			write: true},
		cellsStance: {name: "Stance", width: 16, write: true}, cellsRating: {name: "Rating", width: 12,
			write: true},
		cellsRange: {name: rangeHeader, width: 24, write: true,
			note: "Only in the summary of all cases or of all codes: how far the views reach."},
		cellsExceptions: {name: exceptionsHeader, width: 24, write: true,
			note: "Only in the summary of all cases or of all codes: who or what does not fit it."},
		cellsAuthor: {name: "Author", width: 11, sealed: true}, cellsReviewer: {name: "Reviewer", width: 13, sealed: true},
		cellsModified:    {name: "Modified", width: 18, sealed: true},
		cellsEvidence:    {name: "Evidence", width: 20, sealed: true},
		cellsEvidenceIDs: {name: "evidence ids", width: 8, hidden: true},
		cellsID:          {name: "cell id", width: 8, hidden: true},
		cellsCaseID:      {name: "case id", width: 8, hidden: true},
		cellsCodeID:      {name: "code id", width: 8, hidden: true},
		cellsKey:         {name: "key", width: 8, hidden: true},
		cellsFingerprint: {name: "fingerprint", width: 8, hidden: true},
		cellsSeal:        sealColumn(),
	}
}

// writeCells writes one row for each crossing that has a cell or quotes.
func (b *book) writeCells() error {
	columns := cellsColumns()
	columns[cellsCase].width = b.caseWidth()
	columns[cellsStance].width = b.stanceWidth()
	s, err := b.open(grid{
		name: cellsSheet, about: cellsSheet, columns: columns, rows: b.cells, spare: b.spare(),
		frozen: cellsCode + 1, repeat: cellsCode + 1, before: b.cellLists,
	})
	if err != nil {
		return err
	}
	all := make(map[codebook.CodingID]string) // where the summaries of columns rest
	eachMargin(b.m, func(c framework.Cell) {
		for _, id := range c.Evidence {
			all[id] = ""
		}
	})
	for i := range b.m.Loose {
		if q := &b.m.Loose[i]; !q.Coding.Placed() {
			all[q.Coding.ID] = q.Place()
		}
	}
	for r := range b.m.Rows {
		who := b.m.Rows[r].Case.Label
		places := make(map[codebook.CodingID]string)
		for i := range b.m.Loose {
			if q := &b.m.Loose[i]; !q.Coding.Placed() {
				places[q.Coding.ID] = q.Place()
			}
		}
		for col := range b.m.Columns {
			for _, q := range b.m.At(r, col).Quotes {
				places[q.Coding.ID] = q.Place()
				if _, wanted := all[q.Coding.ID]; wanted {
					all[q.Coding.ID] = q.Place()
				}
			}
		}
		if x := b.m.At(r, framework.All); x.Cell != nil {
			b.writeCell(s, cellRow{who: who, whoID: string(b.m.Rows[r].Case.ID), code: allCodes, codeID: marginID,
				key:  who + "|" + marginID,
				link: jump(centralSheet, columnName(2+len(b.m.Header)+2*len(b.charts)), "A", who, toChart)}, x, places)
		}
		for i := range b.charts {
			c := &b.charts[i]
			for j := range c.codes {
				if x := b.m.At(r, c.cols[j]); x.Cell != nil || len(x.Quotes) > 0 {
					b.writeCell(s, b.cellRow(c, j, &b.m.Rows[r].Case), x, places)
				}
			}
		}
	}
	for i := range b.charts {
		c := &b.charts[i]
		for j := range c.codes {
			if x := b.m.At(framework.All, c.cols[j]); x.Cell != nil {
				b.writeCell(s, b.cellRow(c, j, nil), x, all)
			}
		}
	}
	for range s.grid.spare {
		for i, c := range columns {
			if !c.hidden {
				s.text(i, look{edges: "-"}, "")
			}
		}
		s.end()
	}
	return s.close()
}

// cellRow is what a row of Cells is about.
type cellRow struct {
	who, theme, code, whoID, codeID string
	fill                            string // behind the theme
	key                             string
	link                            string // formula that leads to its chart
}

const toChart = "→ chart"

// cellRow is the row of a code on a chart and a case; of all cases for nil.
func (b *book) cellRow(c *chart, j int, who *corpus.Case) cellRow {
	code := &c.codes[j]
	row := cellRow{
		who: allCases, whoID: marginID, theme: c.theme.Title(), fill: b.shade(c.theme.ID), code: code.Title(),
		codeID: string(code.ID), key: marginID + "|" + code.Key,
	}
	if who != nil {
		row.who, row.whoID, row.key = who.Label, string(who.ID), key(who, code)
	}
	row.link = jump(c.sheet, columnName(c.column(b.m, j)+1), "A", row.who, toChart)
	return row
}

func (b *book) writeCell(s *sheet, row cellRow, x framework.Crossing, places map[codebook.CodingID]string) {
	s.text(cellsCase, look{bold: true}, row.who)
	s.text(cellsTheme, look{fill: row.fill}, row.theme)
	s.text(cellsCode, look{}, row.code)
	s.formula(cellsChart, arrow("", ""), row.link, toChart)
	cell := x.Cell
	if cell == nil {
		cell = &framework.Cell{Status: framework.NotCharted}
	}
	b.writeSummary(s, cell, row.who, row.code)
	s.text(cellsComment, look{ink: muted}, cell.Comment)
	s.text(cellsStatus, look{}, string(cell.Status))
	s.text(cellsEmpty, look{}, string(cell.Empty))
	s.text(cellsStance, look{}, b.stances[cell.Stance])
	s.text(cellsRating, look{}, cell.Rating)
	if margin := row.whoID == marginID || row.codeID == marginID; margin {
		b.writeMore(s, cellsRange, cell.Range)
		b.writeMore(s, cellsExceptions, cell.Exceptions)
	} else {
		s.text(cellsRange, look{fill: pale}, "")
		s.text(cellsExceptions, look{fill: pale}, "")
	}
	s.text(cellsAuthor, look{}, b.m.Name(cell.Author))
	s.text(cellsReviewer, look{}, b.m.Name(cell.Reviewer))
	s.text(cellsModified, look{}, dateOf(cell.Modified))
	corrected := b.m.Revised(x.Cell)
	found := make([]string, 0, len(cell.Evidence))
	ids := make([]string, len(cell.Evidence))
	first := "" // of the evidence that is in this matrix
	for i, id := range cell.Evidence {
		ids[i] = string(id)
		if at := places[id]; at != "" {
			if slices.ContainsFunc(corrected, func(q framework.Quote) bool { return q.Coding.ID == id && q.Coding.Placed() }) {
				at += " (corrected)"
			}
			if found = append(found, at); first == "" {
				first = string(id)
			}
		}
	}
	// The quotes coded here or, where a theme is summed up, those it rests on.
	switch n := len(x.Quotes); {
	case n > 0:
		b.linkToQuotes(s, quoteCrossing, row.key, n)
	case first != "":
		b.linkToQuotes(s, quoteID, first, len(found))
	default:
		s.text(cellsQuotes, look{}, "")
	}
	s.text(cellsEvidence, look{}, strings.Join(found, ", "))
	s.text(cellsEvidenceIDs, look{oneLine: true}, strings.Join(ids, " "))
	s.text(cellsID, look{oneLine: true}, string(cell.ID))
	s.text(cellsCaseID, look{oneLine: true}, row.whoID)
	s.text(cellsCodeID, look{oneLine: true}, row.codeID)
	s.text(cellsKey, look{oneLine: true}, row.key)
	s.text(cellsFingerprint, look{oneLine: true}, Fingerprint(x.Cell))
	s.end()
}

// linkToQuotes links a cell to the quote whose column holds a value.
func (b *book) linkToQuotes(s *sheet, search int, value string, n int) {
	label := "→ " + itoa(n)
	s.formula(cellsQuotes, arrow("", ""),
		jump(quotesSheet, b.quotesColumn(quoteText), b.quotesColumn(search), value, label), label)
}

// writeMore writes the range of views or the exceptions.
func (b *book) writeMore(s *sheet, col int, text string) {
	t := richText{width: s.grid.columns[col].width}
	t.summary(framework.Runs(text))
	s.runs(col, look{}, t.runs)
}

func (b *book) writeSummary(s *sheet, cell *framework.Cell, who, code string) {
	t := richText{width: 60}
	if whole, cut := limit(clean(cell.Summary)); cut {
		b.warn("the summary of %s under %s is longer than a cell holds and was cut", who, code)
		t.summary(framework.Runs(whole))
	} else if whole != "" {
		t.summary(b.runs(cell))
	}
	if len(t.runs) == 0 {
		s.text(cellsSummary, look{}, "")
		return
	}
	s.rich(cellsSummary, look{}, t.runs)
}

func dateOf(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format("2006-01-02 15:04")
}

// spareRows is how many empty rows stand below Cells for new ones.
const spareRows = 200

func (b *book) spare() int { return min(spareRows, maxRows-1-b.cells) }

// cellLists sets the drop-down lists of Cells and the colours of stance.
func (b *book) cellLists(s *sheet, first, last int) error {
	end := last + s.grid.spare
	if err := s.newRowLists(last+1, end); err != nil {
		return err
	}
	var statuses, reasons, ratings []string
	for _, v := range framework.Statuses {
		statuses = append(statuses, string(v))
	}
	for _, v := range framework.EmptyReasons {
		reasons = append(reasons, string(v))
	}
	prompt := ""
	if r := b.m.Framework.Rating; r != nil {
		for _, v := range r.Values {
			ratings = append(ratings, v.Value)
			prompt += v.Value + " " + v.Label + "\n"
		}
	}
	for _, list := range []struct {
		col           int
		values        []string
		title, prompt string
	}{
		{cellsStatus, statuses, "Status", "How far the charting of this cell has come."},
		{cellsEmpty, reasons, "Empty because", "Only where there is no summary: why there is none."},
		{cellsStance, b.stanceList(), "Stance", "How the account leans."},
		{cellsRating, ratings, "Rating", prompt},
	} {
		if err := s.list(list.col, first, end, list.values, list.title, list.prompt); err != nil {
			return err
		}
	}
	return s.stanceColours(cellsStance, first, end)
}

// stanceWidth is the width of a column of stances.
func (b *book) stanceWidth() float64 {
	n := 11
	for _, word := range b.stances {
		n = max(n, units(word))
	}
	return float64(min(n, 20)) + 3
}

func (b *book) stanceList() []string {
	var words []string
	for _, s := range stancesOf(&b.m.Framework) {
		words = append(words, b.stances[s])
	}
	return words
}

// list puts a drop-down list on a column. Values that no list can hold get
// none.
func (s *sheet) list(col, first, last int, values []string, title, prompt string) error {
	total := 0
	for _, v := range values {
		if strings.Contains(v, ",") {
			return nil
		}
		total += units(v) + 1
	}
	if len(values) == 0 || total > 255 {
		return nil
	}
	v := excelize.NewDataValidation(true)
	v.SetSqref(cellName(col+1, first) + ":" + cellName(col+1, last))
	if err := v.SetDropList(values); err != nil {
		return err
	}
	v.SetError(excelize.DataValidationErrorStyleStop, title, "Choose one of the list, or empty the cell.")
	if prompt != "" {
		v.SetInput(title, cutUnits(clean(strings.TrimSpace(prompt)), 250))
	}
	return s.b.file.AddDataValidation(s.grid.name, v)
}

// stanceColours tints a column by the symbol its cells begin with, so that the
// colour follows when somebody chooses another.
func (s *sheet) stanceColours(col, first, last int) error {
	var rules []excelize.ConditionalFormatOptions
	for _, stance := range codebook.Stances {
		id, err := s.b.file.NewConditionalStyle(&excelize.Style{
			Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{tint(stance)}},
			Font: &excelize.Font{Color: strong(stance)},
		})
		if err != nil {
			return err
		}
		rules = append(rules, excelize.ConditionalFormatOptions{
			Type: "text", Criteria: "begins with", Value: stance.Symbol(), Format: &id,
		})
	}
	area := cellName(col+1, first) + ":" + cellName(col+1, last)
	return s.b.file.SetConditionalFormat(s.grid.name, area, rules)
}
