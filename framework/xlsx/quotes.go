package xlsx

import (
	"github.com/xuri/excelize/v2"

	"framewise/codebook"
	"framewise/corpus"
	"framewise/framework"
)

// The columns of Quotes behind the case and its attributes, from 0. Those from
// quoteID on are hidden.
const (
	quoteDocument = iota
	quotePlace
	quoteTime
	quotePage
	quoteSpeaker
	quoteText
	quoteLanguage
	quoteBeside
	quoteCell
	quoteTheme
	quoteCode
	quoteStance
	quoteKey
	quoteCoder
	quoteMemo
	quoteID
	quoteCaseID
	quoteCodeID
	quoteCrossing
	quoteMarks
)

// The headers of hidden columns that are read back.
const (
	quoteIDHeader    = "quote id"
	quoteMarksHeader = "as exported"
)

// quotesColumn is the letters of a column of Quotes.
func (b *book) quotesColumn(i int) string { return columnName(2 + len(b.m.Header) + i) }

// keyMark marks a key quote in its column.
const keyMark = "*"

// writeQuotes writes one row for each coding: case by case in the order of the
// charts, within a case code by code, so that the quotes of a cell stand
// together where its link leads; then those that are no case's.
func (b *book) writeQuotes() error {
	columns := append([]column{{name: "Case", width: b.caseWidth()}}, b.attributeColumns(b.m.Header, look{})...)
	at := len(columns)
	words, language, beside := 70.0, 12.0, 8.0
	switch {
	case b.m.Bilingual && b.m.QuotesIn == framework.QuotesInBoth:
		words, language, beside = 42, 12, 42
	case b.m.Bilingual: // both on one page
		words, beside = 48, 48
	}
	columns = append(columns,
		column{name: "Document", width: 14, sealed: true}, column{name: "Place", width: 15, sealed: true}, column{name: "Time", width: 10, sealed: true},
		column{name: "Page", width: 8, hidden: !b.m.Paged, sealed: true, note: "Of the file it came from."},
		column{name: "Speaker", width: 14, sealed: true}, column{name: "Quote", width: words, sealed: true},
		column{name: "Language", width: language, hidden: b.m.QuotesIn == framework.QuotesAsCoded, sealed: true,
			note: "Of the words, with their place where it is another than the quote's."},
		column{name: "In the other language", width: beside, hidden: !b.m.Bilingual, sealed: true},
		column{name: "Cell", width: 8, note: "Leads to the cell that this quote belongs to."},
		column{name: "Theme", width: 25, sealed: true}, column{name: "Code", width: 27, sealed: true},
		column{name: "Stance", width: b.stanceWidth(), write: true},
		column{name: "Key", width: 9, write: true, note: "* marks a key quote: one worth printing."},
		column{name: "Coder", width: 11, sealed: true}, column{name: "Memo", width: 30, sealed: true},
		column{name: quoteIDHeader, width: 8, hidden: true}, column{name: "case id", width: 8, hidden: true},
		column{name: "code id", width: 8, hidden: true}, column{name: "key", width: 8, hidden: true},
		column{name: quoteMarksHeader, width: 8, hidden: true}, sealColumn(),
	)
	if b.m.Wordless {
		columns[at+quoteText].name, columns[at+quoteText].width = "Quote (not shown)", 11
	}
	s, err := b.open(grid{
		name: quotesSheet, about: quotesSheet, columns: columns, rows: b.quotes, frozen: 1, repeat: 1,
		before: func(s *sheet, first, last int) error {
			if err := s.list(at+quoteStance, first, last, b.stanceList(), "Stance",
				"How the quote leans."); err != nil {
				return err
			}
			if err := s.list(at+quoteKey, first, last, []string{keyMark}, "Key quote", ""); err != nil {
				return err
			}
			return s.stanceColours(at+quoteStance, first, last)
		},
	})
	if err != nil {
		return err
	}
	for r := range b.m.Rows {
		for i := range b.charts {
			c := &b.charts[i]
			for j := range c.codes {
				quotes := b.m.At(r, c.cols[j]).Quotes
				for q := range quotes {
					b.writeQuote(s, at, &b.m.Rows[r].Case, &c.codes[j], &c.theme, &quotes[q])
				}
			}
		}
	}
	for q := range b.m.Loose {
		code, _ := b.m.Tree.Code(b.m.Loose[q].Coding.Code)
		theme, _ := b.m.Tree.Theme(code.ID)
		b.writeQuote(s, at, nil, &code, &theme, &b.m.Loose[q])
	}
	return s.close()
}

// writeQuote writes a quote; who is nil where it belongs to no row of the
// matrix.
func (b *book) writeQuote(
	s *sheet, at int, who *corpus.Case, code, theme *codebook.Code, q *framework.Quote,
) {
	crossing, caseID := "", string(q.Case)
	if who != nil {
		crossing = key(who, code)
		s.text(0, look{bold: true}, who.Label)
		s.attributes(1, b.m.Header, who)
		s.formula(at+quoteCell, arrow("", ""), jump(cellsSheet, columnName(cellsSummary+1), cellsKeyColumn,
			crossing, "→ cell"), "→ cell")
	} else {
		for i := range at {
			s.text(i, look{}, "")
		}
		s.text(at+quoteCell, look{}, "")
	}
	place := look{}
	if q.Locator.Key {
		place.bold = true
	}
	s.text(at+quoteDocument, look{}, q.Locator.Label)
	s.text(at+quotePlace, place, q.Place())
	s.text(at+quoteTime, look{}, q.Clock)
	page := ""
	if q.Page > 0 {
		page = itoa(q.Page)
	}
	s.text(at+quotePage, look{across: "right"}, page)
	s.text(at+quoteSpeaker, look{}, q.Speaker)
	s.text(at+quoteText, look{italic: true}, q.Words().Text)
	language := ""
	if b.m.QuotesIn != framework.QuotesAsCoded {
		language = q.Words().Label()
	}
	s.text(at+quoteLanguage, look{}, language)
	s.text(at+quoteBeside, look{ink: muted}, q.Beside().Noted(q.Beside().Text))
	if below, ok := b.m.Tree.Code(q.Coding.Code); ok {
		code = &below // the quote's own, where that has no column
	}
	s.text(at+quoteTheme, look{fill: b.shade(theme.ID)}, theme.Title())
	s.text(at+quoteCode, look{}, code.Title())
	s.text(at+quoteStance, look{}, b.stances[q.Coding.Stance])
	mark := ""
	if q.Coding.Key {
		mark = keyMark
	}
	s.text(at+quoteKey, look{bold: true, across: "center"}, mark)
	s.text(at+quoteCoder, look{}, b.m.Who(q))
	s.text(at+quoteMemo, look{ink: muted}, q.Coding.Memo)
	s.text(at+quoteID, look{oneLine: true}, string(q.Coding.ID))
	s.text(at+quoteCaseID, look{oneLine: true}, caseID)
	s.text(at+quoteCodeID, look{oneLine: true}, string(q.Coding.Code))
	s.text(at+quoteCrossing, look{oneLine: true}, crossing)
	s.text(at+quoteMarks, look{oneLine: true}, formatMarks(QuoteMarks{q.Coding.Key, q.Coding.Stance}))
	s.end()
}

// writeMemos writes the memos, in the order they were written.
func (b *book) writeMemos() error {
	columns := []column{
		{name: "Kind", width: 16, sealed: true}, {name: "Title", width: 28, sealed: true}, {name: "Memo", width: 90, sealed: true},
		{name: "About", width: 34, sealed: true}, {name: "Author", width: 10, sealed: true}, {name: "Written", width: 18, sealed: true},
		{name: "memo id", width: 8, hidden: true}, sealColumn(),
	}
	s, err := b.open(grid{
		name: memosSheet, about: memosSheet, columns: columns, rows: len(b.m.Memos),
	})
	if err != nil {
		return err
	}
	subjects := b.subjects()
	for _, memo := range b.m.Memos {
		s.text(0, look{}, string(memo.Kind))
		s.text(1, look{bold: true}, memo.Title)
		s.text(2, look{}, memo.Text)
		s.text(3, look{}, subjects.name(memo.About))
		s.text(4, look{}, b.m.Name(memo.Author))
		s.text(5, look{}, dateOf(memo.Created))
		s.text(6, look{oneLine: true}, string(memo.ID))
		s.end()
	}
	return s.close()
}

// subjects knows what memos are about.
type subjects struct {
	b         *book
	documents map[corpus.DocumentID]string
	quotes    map[codebook.CodingID]*framework.Quote
}

func (b *book) subjects() subjects {
	s := subjects{b, make(map[corpus.DocumentID]string), make(map[codebook.CodingID]*framework.Quote)}
	wanted := make(map[codebook.CodingID]bool)
	for _, memo := range b.m.Memos {
		if memo.About.Coding != "" {
			wanted[memo.About.Coding] = true
		}
	}
	see := func(quotes []framework.Quote) {
		for i := range quotes {
			if wanted[quotes[i].Coding.ID] {
				s.quotes[quotes[i].Coding.ID] = &quotes[i]
			}
		}
	}
	for r := range b.m.Rows {
		for _, d := range b.m.Rows[r].Documents {
			s.documents[d.ID] = d.Label
		}
		for c := range b.m.Columns {
			see(b.m.At(r, c).Quotes)
		}
	}
	see(b.m.Loose)
	return s
}

func (s subjects) name(about codebook.Ref) string {
	switch {
	case about == (codebook.Ref{}):
		return "the study"
	case about.Coding != "":
		if q := s.quotes[about.Coding]; q != nil {
			code, _ := s.b.m.Tree.Code(q.Coding.Code)
			return "the quote at " + q.Place() + " (" + code.Title() + ")"
		}
		return "a quote outside this matrix"
	}
	name := ""
	join := func(part string) {
		if name != "" {
			name += ", "
		}
		name += part
	}
	if about.Case != "" {
		if r, ok := s.b.cases[about.Case]; ok {
			join("case " + s.b.m.Rows[r].Case.Label)
		} else {
			join("a case outside this matrix")
		}
	}
	if about.Document != "" {
		if label, ok := s.documents[about.Document]; ok {
			join("document " + label)
		} else {
			join("a document outside this matrix")
		}
	}
	if about.Code != "" {
		code, _ := s.b.m.Tree.Code(about.Code)
		join("code " + code.Title())
	}
	return name
}

// heatMap colours an area from white to a theme's blue by its numbers.
func (s *sheet) heatMap(area string) error {
	return s.b.file.SetConditionalFormat(s.grid.name, area, []excelize.ConditionalFormatOptions{{
		Type: "2_color_scale", Criteria: "=", MinType: "num", MinValue: "0", MaxType: "max",
		MinColor: "#FFFFFF", MaxColor: "#5B8FC0",
	}})
}
