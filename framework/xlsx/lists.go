package xlsx

import (
	"slices"
	"strings"

	"framewise/codebook"
)

// writeCases writes one row a case.
func (b *book) writeCases() error {
	named := !b.m.Nameless // whose columns tell of people and their files
	columns := append([]column{
		{name: "Case", width: b.caseWidth()}, {name: "Chart", width: 9, note: "Leads to the central chart."},
		{name: "Kind", width: 13, sealed: true},
	}, b.attributeColumns(b.m.Attributes, look{})...)
	for i := 3; i < len(columns); i++ {
		columns[i].write = true
	}
	at := len(columns)
	if named {
		columns = append(columns, column{name: "Documents", width: 16, sealed: true}, column{name: "Language", width: 11, sealed: true},
			column{name: "Interviewed", width: 13, sealed: true})
	}
	words := -1
	if b.o.Words != nil {
		words = len(columns)
		columns = append(columns, column{name: "Words", width: 10})
	}
	then := len(columns)
	columns = append(columns, column{name: "Quotes", width: 10}, column{name: "Cells charted", width: 11})
	if named {
		columns = append(columns, column{name: "Coders", width: 14, sealed: true}, column{name: "Note", width: 40, sealed: true})
	}
	columns = append(columns, column{name: "case id", width: 8, hidden: true}, sealColumn())
	s, err := b.open(grid{
		name: casesSheet, about: casesSheet, columns: columns, rows: len(b.m.Rows), frozen: 1, repeat: 1,
		before: func(s *sheet, first, last int) error { return s.valueLists(3, first, last) },
	})
	if err != nil {
		return err
	}
	for r := range b.m.Rows {
		row := &b.m.Rows[r]
		quotes, charted := 0, 0
		var coders []string
		for c := range b.m.Columns {
			x := b.m.At(r, c)
			quotes += len(x.Quotes)
			if x.Cell != nil && x.Cell.Summary != "" {
				charted++
			}
			for _, q := range x.Quotes {
				for _, id := range append([]codebook.CoderID{q.Coding.Coder}, q.Others...) {
					coders = addNew(coders, b.m.Name(id))
				}
			}
		}
		slices.Sort(coders)
		var labels, languages, dates []string
		for _, d := range row.Documents {
			labels = addNew(labels, d.Label)
			languages = addNew(languages, d.Language)
			dates = addNew(dates, d.Date)
		}
		s.text(0, look{bold: true}, row.Case.Label)
		s.formula(1, arrow("", ""), jump(centralSheet, "A", "A", row.Case.Label, "→ chart"), "→ chart")
		s.text(2, look{}, string(row.Case.Kind))
		s.attributes(3, b.m.Attributes, &row.Case)
		if named {
			s.text(at, look{}, strings.Join(labels, ", "))
			s.text(at+1, look{}, strings.Join(languages, ", "))
			s.text(at+2, look{}, strings.Join(dates, ", "))
		}
		if words >= 0 {
			if n, ok := b.o.Words[row.Case.ID]; ok {
				s.number(words, look{across: "right", numbers: "#,##0"}, float64(n))
			} else {
				s.text(words, look{}, "")
			}
		}
		s.number(then, look{across: "right"}, float64(quotes))
		s.number(then+1, look{across: "right"}, float64(charted))
		if named {
			s.text(then+2, look{}, strings.Join(coders, ", "))
			s.text(then+3, look{}, row.Case.Note)
		}
		s.text(len(columns)-2, look{oneLine: true}, string(row.Case.ID))
		s.end()
	}
	return s.close()
}

func addNew(list []string, s string) []string {
	if s == "" || slices.Contains(list, s) {
		return list
	}
	return append(list, s)
}

// writeFramework writes one row a code, retired and merged ones too.
func (b *book) writeFramework() error {
	whole := !b.m.Nameless && !b.m.Wordless // nobody writes in texts that are not
	columns := []column{
		{name: "No.", width: 9, sealed: true}, {name: "Theme", width: 22, sealed: true}, {name: "Code", width: 28, sealed: true}, {name: "Chart", width: 9},
		{name: "Definition", width: 50, write: whole}, {name: "Include", width: 34, write: whole},
		{name: "Exclude", width: 34, write: whole},
		{name: "Example", width: 34, write: whole}, {name: "Origin", width: 12, sealed: true}, {name: "Version", width: 12, sealed: true},
		{name: "Status", width: 12, sealed: true}, {name: "Colour", width: 12, sealed: true}, {name: "Id", width: 28, sealed: true},
		{name: "code id", width: 8, hidden: true}, sealColumn(),
	}
	codes := b.m.Tree.Codes()
	s, err := b.open(grid{
		name: frameworkSheet, about: frameworkSheet, columns: columns, rows: len(codes), frozen: 3, repeat: 3,
	})
	if err != nil {
		return err
	}
	links := make(map[codebook.CodeID]string)
	for i := range b.charts {
		c := &b.charts[i]
		for j, code := range c.codes {
			links[code.ID] = `HYPERLINK("#` + sheetRef(c.sheet) + "!" + cellName(c.column(b.m, j)+1, 2) +
				`","→ chart")`
		}
	}
	for _, code := range codes {
		theme, _ := b.m.Tree.Theme(code.ID)
		colour := b.themeColour(code.ID)
		name := look{}
		if code.Parent == "" {
			name.bold = true
		}
		s.text(0, name, code.Number)
		s.text(1, look{fill: b.shade(theme.ID)}, theme.Name)
		indent := strings.Repeat("   ", len(b.m.Tree.Ancestors(code.ID)))
		s.text(2, name, indent+code.Name)
		if link := links[code.ID]; link != "" {
			s.formula(3, arrow("", ""), link, "→ chart")
		} else {
			s.text(3, look{}, "")
		}
		s.text(4, look{}, code.Definition)
		s.text(5, look{}, code.Include)
		s.text(6, look{}, code.Exclude)
		s.text(7, look{italic: true}, code.Example)
		s.text(8, look{}, string(code.Origin))
		s.text(9, look{}, b.m.Framework.Version)
		status := string(code.Status)
		if into, ok := b.m.Tree.Code(code.MergedInto); ok && code.Status == codebook.Merged {
			status += " into " + into.Title()
		}
		s.text(10, look{}, status)
		s.text(11, look{fill: colour, ink: readable(colour)}, "#"+colour)
		s.text(12, look{ink: muted}, b.m.Framework.Name+":"+code.Key)
		s.text(13, look{oneLine: true}, string(code.ID))
		s.end()
	}
	return s.close()
}

// writeCounts writes how many quotes each case has under each code, as a heat
// map with totals.
func (b *book) writeCounts() error {
	columns := append([]column{{name: "Case", width: b.caseWidth()}}, b.attributeColumns(b.m.Header, look{})...)
	columns = append(columns, column{name: "All codes", width: 8})
	at := len(columns)
	var cols []int
	for i := range b.charts {
		c := &b.charts[i]
		for j, code := range c.codes {
			fill := lighten(b.themeColour(code.ID), 0.28)
			head := look{fill: fill, upright: true}
			if code.ID == c.theme.ID {
				colour := b.themeColour(code.ID)
				head.fill, head.ink = colour, readable(colour)
			}
			columns = append(columns, column{name: code.Title(), width: 6, head: head, code: string(code.ID)})
			cols = append(cols, c.cols[j])
		}
	}
	columns = append(columns, column{name: "case id", width: 8, hidden: true})
	const first = 3
	last := first + len(b.m.Rows) - 1
	s, err := b.open(grid{
		name: countsSheet, title: "Quotes by case and code", colour: headFill, about: "Quotes by case and code",
		columns: columns, rows: len(b.m.Rows), below: 3, frozen: b.frozen(), repeat: b.frozen(),
		before: func(s *sheet, first, last int) error {
			if len(cols) == 0 {
				return nil
			}
			return s.heatMap(cellName(at+1, first) + ":" + cellName(at+len(cols), last))
		},
	})
	if err != nil {
		return err
	}
	heat := look{across: "center", numbers: `0;-0;;@`}
	sums := make([]int, len(cols))
	all := 0
	for r := range b.m.Rows {
		row := &b.m.Rows[r]
		s.text(0, look{bold: true}, row.Case.Label)
		s.attributes(1, b.m.Header, &row.Case)
		total := 0
		for i, col := range cols {
			n := len(b.m.At(r, col).Quotes)
			s.number(at+i, heat, float64(n))
			total += n
			sums[i] += n
		}
		all += total
		s.total(at-1, at, at+len(cols)-1, s.at(), s.at(), "SUM(", total)
		s.text(len(columns)-1, look{oneLine: true}, string(row.Case.ID))
		s.end()
	}
	if len(b.m.Rows) > 0 {
		s.values[0] = nil // an empty row keeps the totals out of sorting
		s.end()
		s.text(0, look{bold: true, fill: pale}, "All cases")
		for i := 1; i < at-1; i++ {
			s.text(i, look{fill: pale}, "")
		}
		// 109 adds up what a filter leaves in sight.
		s.total(at-1, at-1, at-1, first, last, "SUBTOTAL(109,", all)
		for i := range cols {
			s.total(at+i, at+i, at+i, first, last, "SUBTOTAL(109,", sums[i])
		}
		s.end()
		s.text(0, look{ink: muted, italic: true, oneLine: true, edges: "-"},
			"Quotes counted, not people: a code with many is not for that a weighty one. Read with the summaries.")
		s.end()
	}
	return s.close()
}

// total writes a sum over a stretch of columns (from 0) and rows (from 1).
func (s *sheet) total(col, from, to, first, last int, formula string, n int) {
	l := look{bold: true, fill: pale, across: "center"}
	s.formula(col, l, formula+cellName(from+1, first)+":"+cellName(to+1, last)+")", float64(n))
}
