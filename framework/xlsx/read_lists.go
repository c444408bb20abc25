package xlsx

import (
	"strconv"
	"strings"

	"framewise/codebook"
	"framewise/corpus"
)

// quoteRows reads key and stance of the quotes.
func (s *sheetReader) quoteRows(header []cell) func([]cell) {
	s.cols = headings(header)
	id, was := find(s.cols, quoteIDHeader), find(s.cols, quoteMarksHeader)
	key, stance := s.wanted(s.cols, "Key"), s.wanted(s.cols, "Stance")
	s.only(id, was, key, stance)
	seen := make(map[codebook.CodingID]EditedQuote)
	return func(cells []cell) {
		row := s.rows.row
		q := EditedQuote{Address: s.address(row, 0), ID: codebook.CodingID(textAt(cells, id))}
		s.noteRow(row, func(int) EditedNote { return EditedNote{Quote: q.ID} })
		if q.ID == "" {
			if textAt(cells, key) != "" || textAt(cells, stance) != "" {
				s.problem(q.Address, true, "the row has no identifier of a quote", "code new quotes in the project")
			}
			return
		}
		q.Exported = parseMarks(textAt(cells, was))
		q.Stance, q.Key = s.quoteMarks(cells, stance, key, row)
		changed := was < 0 || q.Key != nil && *q.Key != q.Exported.Key ||
			q.Stance != nil && *q.Stance != q.Exported.Stance
		if !changed && !s.all {
			return
		}
		if first, twice := seen[q.ID]; twice {
			if differ(first.Key, q.Key) || differ(first.Stance, q.Stance) {
				s.problem(q.Address, true, "the quote stands twice and was changed differently: here and at "+
					first.Address+", which was read", "leave one of the rows and read again")
			}
			return
		}
		seen[q.ID] = q
		s.out.Quotes = append(s.out.Quotes, q)
	}
}

func differ[T comparable](a, b *T) bool {
	return (a == nil) != (b == nil) || a != nil && *a != *b
}

func (s *sheetReader) quoteMarks(cells []cell, stance, key, row int) (*codebook.Stance, *bool) {
	var leans *codebook.Stance
	var marked *bool
	if c := at(cells, stance); stance >= 0 && s.usable(c, s.address(row, stance)) {
		if v, err := s.from.stance(textAt(cells, stance)); err != nil {
			s.problem(s.address(row, stance), true, err.Error(), hint(err))
		} else {
			leans = &v
		}
	}
	if c := at(cells, key); key >= 0 && s.usable(c, s.address(row, key)) {
		switch text := strings.ToLower(textAt(cells, key)); text {
		case "", "no", "n", "0", "false":
			marked = ptr(false)
		case keyMark, "yes", "y", "x", "1", "true", "sí", "si", "✓", "**", "key":
			marked = ptr(true)
		default:
			s.problem(s.address(row, key), true, strconv.Quote(firstRunes(text, 20))+" is no mark of a key quote",
				"write * or leave the cell empty")
		}
	}
	return leans, marked
}

// Marks of a quote as exported stand in a hidden column: key before stance.
func formatMarks(m QuoteMarks) string {
	if m.Key {
		return strings.TrimSpace("key " + string(m.Stance))
	}
	return string(m.Stance)
}

func parseMarks(text string) QuoteMarks {
	rest, key := strings.CutPrefix(text, "key")
	return QuoteMarks{Key: key, Stance: codebook.Stance(strings.TrimSpace(rest))}
}

// caseRows reads the attributes of the cases.
func (s *sheetReader) caseRows(header []cell) func([]cell) {
	s.cols = headings(header)
	label, id := find(s.cols, "Case"), find(s.cols, "case id")
	cols := make([]int, len(s.from.attributes))
	for i, a := range s.from.attributes {
		cols[i] = s.wanted(s.cols, strings.Join(strings.Fields(a), " "))
	}
	s.only(append(cols, label, id)...)
	seen := make(map[corpus.CaseID]EditedCase)
	return func(cells []cell) {
		row := s.rows.row
		shown := textAt(cells, label)
		who := s.caseOf(textAt(cells, id), shown, row)
		if who == nil || who.all {
			if shown != "" {
				s.problem(s.address(row, label), true, strconv.Quote(firstRunes(shown, 40))+
					" is not a case of the export", "add cases in the project")
			}
			return
		}
		s.noteRow(row, func(int) EditedNote { return EditedNote{Case: who.id} })
		e := EditedCase{
			Address: s.address(row, max(label, 0)), ID: who.id, Label: who.label,
			Values: make(map[string]string), Exported: make(map[string]string),
		}
		for i, name := range s.from.attributes {
			c := at(cells, cols[i])
			if cols[i] < 0 || !s.usable(c, s.address(row, cols[i])) {
				continue
			}
			was := ""
			if i < len(who.values) {
				was = who.values[i]
			}
			value := textAt(cells, cols[i])
			if sameValue(value, was, c) {
				if value = was; !s.all {
					continue
				}
			}
			e.Values[name], e.Exported[name] = value, was
		}
		if len(e.Values) == 0 {
			return
		}
		first, twice := seen[who.id]
		if !twice {
			seen[who.id] = e
			s.out.Cases = append(s.out.Cases, e)
			return
		}
		for name, v := range e.Values {
			if old, have := first.Values[name]; !have || old != v {
				s.problem(e.Address, true, who.label+" stands twice and was changed differently: here and at "+
					first.Address+", which was read", "leave one of the rows and read again")
				return
			}
		}
	}
}

// sameValue tells whether an attribute stands as exported: numbers are
// compared as numbers, since that is what a spreadsheet made of them.
func sameValue(value, was string, c *cell) bool {
	if value == was || hashOf(value) == hashOf(clean(was)) {
		return true
	}
	if c == nil || !c.number {
		return false
	}
	a, err1 := strconv.ParseFloat(value, 64)
	b, err2 := strconv.ParseFloat(was, 64)
	return err1 == nil && err2 == nil && a == b
}

// codeFields are the texts of a code with their headers, in order.
var codeFields = [4]struct {
	field  CodeField
	header string
}{{Definition, "Definition"}, {Include, "Include"}, {Exclude, "Exclude"}, {Example, "Example"}}

// codeRows reads the texts of the codes.
func (s *sheetReader) codeRows(header []cell) func([]cell) {
	s.cols = headings(header)
	id := find(s.cols, "code id")
	name := find(s.cols, "Id")
	cols := []int{0, 0, 0, 0, id, name}
	for i, f := range codeFields {
		if cols[i] = -1; !s.from.outside { // else the texts are only shown
			cols[i] = s.wanted(s.cols, f.header)
		}
	}
	s.only(cols...)
	seen := make(map[codebook.CodeID]EditedCode)
	return func(cells []cell) {
		row := s.rows.row
		code := s.from.codes[codebook.CodeID(textAt(cells, id))]
		if code == nil {
			_, key, _ := strings.Cut(textAt(cells, name), ":")
			code = s.from.names[strings.ToLower(key)]
		}
		if code == nil {
			if cols[0] >= 0 && textAt(cells, cols[0]) != "" {
				s.problem(s.address(row, cols[0]), true, "the row is of no code of the export",
					"add codes in the project")
			}
			return
		}
		s.noteRow(row, func(int) EditedNote { return EditedNote{Code: code.id} })
		e := EditedCode{
			Address: s.address(row, max(cols[0], 0)), ID: code.id, Key: code.key,
			Fields: make(map[CodeField]string), Exported: make(map[CodeField]string),
		}
		for i, f := range codeFields {
			c := at(cells, cols[i])
			if cols[i] < 0 || !s.usable(c, s.address(row, cols[i])) {
				continue
			}
			text := ""
			if c != nil {
				text = c.text
			}
			if hashOf(text) == hashOf(code.texts[i]) {
				if text = code.texts[i]; !s.all {
					continue
				}
			}
			e.Fields[f.field], e.Exported[f.field] = text, code.texts[i]
		}
		if len(e.Fields) == 0 {
			return
		}
		if first, twice := seen[code.id]; twice {
			for f, v := range e.Fields {
				if first.Fields[f] != v {
					s.problem(e.Address, true, code.title+" stands twice and was changed differently: here and at "+
						first.Address+", which was read", "leave one of the rows and read again")
				}
			}
			return
		}
		seen[code.id] = e
		s.out.Codes = append(s.out.Codes, e)
	}
}
