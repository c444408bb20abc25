package framework

import (
	"iter"
	"regexp"
	"slices"
	"strconv"

	"framewise/codebook"
	"framewise/corpus"
)

// A matrix for people outside the team shows less than there is: no names
// ([View.Nameless]), or places instead of the participants' words
// ([View.Wordless]). What is left out is left out here, before anything is
// written, so that no writer can let it slip.

// outside leaves out of a matrix what its view does not show.
type outside struct {
	names    *regexp.Regexp
	wordless bool
	said     map[corpus.CaseID]heard // by each case, and under "" by all
	masked   map[*Cell][]Field
	in       *Input
}

// newOutside prepares the input: what is said is heard as the codings go by,
// and the codes' texts are masked. It is nil where nothing is left out.
func newOutside(in *Input, v *View) *outside {
	if !v.Nameless && !v.Wordless {
		return nil
	}
	o := &outside{wordless: v.Wordless, masked: make(map[*Cell][]Field), in: in}
	if v.Nameless {
		o.names = namesIn(in)
	}
	if v.Wordless {
		o.said = map[corpus.CaseID]heard{"": {}}
		in.Codings = o.listen(in.Codings)
	}
	in.Codes = slices.Clone(in.Codes)
	for i := range in.Codes {
		c := &in.Codes[i]
		for _, text := range []*string{&c.Definition, &c.Include, &c.Exclude, &c.Example} {
			*text = o.text(*text, "")
		}
		if v.Wordless {
			c.Example = "" // is a quote, with or without its marks
		}
	}
	return o
}

// listen passes codings on and keeps what their quotes say.
func (o *outside) listen(codings iter.Seq2[codebook.Coding, error]) iter.Seq2[codebook.Coding, error] {
	documents := make(map[corpus.DocumentID]*corpus.Document, len(o.in.Documents))
	for i := range o.in.Documents {
		documents[o.in.Documents[i].ID] = &o.in.Documents[i]
	}
	return func(yield func(codebook.Coding, error) bool) {
		for c, err := range codings {
			if err == nil {
				id := corpus.CaseID("")
				if d := documents[c.Anchor.Document]; d != nil {
					id = d.CaseOf(c.Anchor.Span)
				}
				o.hear(id, c.Anchor.Quote)
			}
			if !yield(c, err) {
				return
			}
		}
	}
}

// hear takes in what a case said, if words are left out.
func (o *outside) hear(id corpus.CaseID, words string) {
	if o == nil || !o.wordless || words == "" {
		return
	}
	o.said[""].hear(words)
	if id == "" {
		return
	}
	if o.said[id] == nil {
		o.said[id] = heard{}
	}
	o.said[id].hear(words)
}

// text is a text about a case, or about all of them, without what is left out.
func (o *outside) text(text string, id corpus.CaseID) string {
	if o.wordless {
		text = maskWords(text)
		if id == "" || o.said[id] != nil {
			text = o.said[id].mask(text)
		}
	}
	return maskNames(text, o.names)
}

// leave leaves out of the finished matrix what is not for outside.
func (o *outside) leave(m *Matrix, v *View) {
	m.Nameless, m.Wordless, m.masked = v.Nameless, v.Wordless, o.masked
	m.Memos, m.revised = nil, nil
	if o.wordless {
		m.Bilingual, m.QuotesIn = false, QuotesAsCoded
	}
	for r := range m.Rows {
		m.Rows[r].Case.Note = ""
		for c := range m.crossings[r] {
			x := &m.crossings[r][c]
			o.cell(x.Cell)
			for i := range x.Below {
				o.cell(&x.Below[i])
			}
			o.quotes(x.Quotes)
			x.Asked = nil // the questions stay here
		}
		o.cell(m.caseSummaries[r])
	}
	for _, c := range m.columnSummaries {
		o.cell(c)
	}
	o.quotes(m.Loose)
	if v.Nameless {
		o.leaveNames(m)
	}
}

func (o *outside) cell(c *Cell) {
	if c == nil {
		return
	}
	for _, field := range []struct {
		name Field
		text *string
	}{{SummaryField, &c.Summary}, {CommentField, &c.Comment}, {RangeField, &c.Range}, {ExceptionsField, &c.Exceptions}} {
		if text := o.text(*field.text, c.Case); text != *field.text {
			*field.text = text
			o.masked[c] = append(o.masked[c], field.name)
		}
	}
}

func (o *outside) quotes(quotes []Quote) {
	for i := range quotes {
		q := &quotes[i]
		q.Coding.Memo, q.Coding.Anchor.Before, q.Coding.Anchor.After = "", "", ""
		if o.wordless {
			q.Coding.Anchor.Quote, q.Language, q.Wording = "", "", nil
			continue
		}
		q.Coding.Anchor.Quote = maskNames(q.Coding.Anchor.Quote, o.names)
		if w := q.Wording; w != nil {
			w.Words.Text, w.Beside.Text = maskNames(w.Words.Text, o.names), maskNames(w.Beside.Text, o.names)
		}
	}
}

// leaveNames leaves out who worked on the study, what its files are called, and
// the attributes that are not shown. Cases keep their labels.
func (o *outside) leaveNames(m *Matrix) {
	m.Project.Name = maskNames(m.Project.Name, o.names)
	m.Framework.Note = maskNames(m.Framework.Note, o.names)
	for i, c := range o.in.Coders {
		n := strconv.Itoa(i + 1)
		m.Coders[c.ID] = codebook.Coder{ID: c.ID, Name: "Coder " + n, Initials: "C" + n}
	}
	labels := make(map[corpus.CaseID]string, len(o.in.Cases))
	for _, c := range o.in.Cases {
		labels[c.ID] = c.Label
	}
	documents := make(map[corpus.DocumentID]*corpus.Document, len(o.in.Documents))
	for i := range o.in.Documents {
		documents[o.in.Documents[i].ID] = &o.in.Documents[i]
	}
	speakers := func(quotes []Quote) {
		for i := range quotes {
			q := &quotes[i]
			s, ok := documents[q.Document].SpeakerAt(q.Locator.First)
			switch {
			case ok && s.Case != "":
				q.Speaker = labels[s.Case]
			case !ok || s.Role == corpus.RoleParticipant:
				q.Speaker = labels[q.Case]
			default:
				q.Speaker = string(s.Role)
			}
		}
	}
	for r := range m.Rows {
		row := &m.Rows[r]
		row.Documents = nil
		values := make(map[string]string)
		for _, a := range m.Attributes {
			if v, ok := row.Case.Values[a.Name]; ok {
				values[a.Name] = maskNames(v, o.names)
			}
		}
		row.Case.Values = values
		for c := range m.crossings[r] {
			speakers(m.crossings[r][c].Quotes)
		}
	}
	speakers(m.Loose)
	for i := range m.Groups {
		m.Groups[i].Title = maskNames(m.Groups[i].Title, o.names)
	}
	for _, attributes := range []*[]corpus.Attribute{&m.Attributes, &m.Header} {
		*attributes = slices.Clone(*attributes)
		for i := range *attributes {
			a := &(*attributes)[i]
			a.Categories = slices.Clone(a.Categories)
			for j := range a.Categories {
				a.Categories[j] = maskNames(a.Categories[j], o.names)
			}
		}
	}
}

// Masked lists the texts of a cell of this matrix that do not show all that
// the cell says.
func (m *Matrix) Masked(c *Cell) []Field { return m.masked[c] }
