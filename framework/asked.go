package framework

import (
	"iter"
	"slices"

	"framewise/codebook"
	"framewise/corpus"
)

// AskedOf lists the cases that a question is put to: all who speak in the
// document, or who gives the answer that it is the heading of.
func AskedOf(d *corpus.Document, question corpus.Span) []corpus.CaseID {
	first, _ := d.TurnsIn(question)
	if s, ok := d.SpeakerAt(first); ok && s.Role == corpus.RoleParticipant && s.Case != "" {
		return []corpus.CaseID{s.Case}
	}
	return d.Cases()
}

// said leaves out the questions among codings and gives them to ask.
func said(codings iter.Seq2[codebook.Coding, error], ask func(codebook.Coding)) iter.Seq2[codebook.Coding, error] {
	return func(yield func(codebook.Coding, error) bool) {
		for c, err := range codings {
			if err == nil && c.Asks {
				ask(c)
			} else if !yield(c, err) {
				return
			}
		}
	}
}

// ask notes a question about a column's code, asked in a document.
func (m *Matrix) ask(q codebook.Coding, d *corpus.Document, column int, row map[corpus.CaseID]int, all []corpus.Document) {
	onForm := isAnswer(d, q.Anchor.Span)
	for _, id := range AskedOf(d, q.Anchor.Span) {
		if r, known := row[id]; known {
			m.crossings[r][column].Asked = append(m.crossings[r][column].Asked, QuoteOf(d, q))
			if onForm {
				m.asked.answered[[2]int{r, column}] = true
			}
		}
	}
	if onForm {
		m.asked.byForm(all, d.Source, row, column)
	}
}

// isAnswer reports whether a question stands as the heading of its answer, as
// in a survey, and not as an interviewer's turn.
func isAnswer(d *corpus.Document, question corpus.Span) bool {
	first, _ := d.TurnsIn(question)
	s, _ := d.SpeakerAt(first)
	return first > 0 && d.Turns[first-1].Heading != "" && s.Role != corpus.RoleInterviewer
}

// forms tell what was asked on paper. Whoever filled in a form had all its
// questions before them, and those without an answer have no turn.
type forms struct {
	answered map[[2]int]bool // by row and column
	posed    map[[2]int]bool
	done     map[formColumn]bool
}

type formColumn struct {
	source string
	column int
}

// byForm notes that a question of a form was put to all who filled it in.
func (f *forms) byForm(all []corpus.Document, source string, row map[corpus.CaseID]int, column int) {
	if f.done[formColumn{source, column}] {
		return
	}
	f.done[formColumn{source, column}] = true
	for i := range all {
		if all[i].Source != source {
			continue
		}
		for _, id := range all[i].Cases() {
			if r, known := row[id]; known {
				f.posed[[2]int{r, column}] = true
			}
		}
	}
}

// concerning lists the columns whose questions concern a column: its own, those
// above and, since a theme is asked for by what is asked about its codes, those
// below.
func (m *Matrix) concerning(column int) []int {
	code := m.Columns[column]
	ids := m.Tree.Under(code.ID)
	for above := code.Parent; above != ""; {
		ids = append(ids, above)
		parent, _ := m.Tree.Code(above)
		above = parent.Parent
	}
	var columns []int
	for _, id := range ids {
		if col := m.ColumnOf(id); col >= 0 {
			columns = append(columns, col)
		}
	}
	return columns
}

// Asked lists the questions that concern a crossing, in the order of the text.
func (m *Matrix) Asked(row, column int) []Quote {
	var asked []Quote
	for _, col := range m.concerning(column) {
		asked = append(asked, m.crossings[row][col].Asked...)
	}
	sortQuotes(asked)
	return asked
}

// WasAsked reports whether a question that concerns a crossing was put to the
// case, by an interviewer or on a form.
func (m *Matrix) WasAsked(row, column int) bool {
	return slices.ContainsFunc(m.concerning(column), func(col int) bool {
		return len(m.crossings[row][col].Asked) > 0 || m.asked.posed[[2]int{row, col}]
	})
}

// answered reports whether there is an answer under such a question: something
// was said, whether or not it is coded.
func (m *Matrix) answered(row, column int) bool {
	return slices.ContainsFunc(m.concerning(column), func(col int) bool { return m.asked.answered[[2]int{row, col}] })
}

// Silence is a crossing at which nothing is coded or charted, with the reason
// that the questions give for it. It is a proposal: a question may have been
// asked in other words than the guide's.
type Silence struct {
	Row, Column int
	Empty       Emptiness // [NotAsked] or [NothingSaid]
	Asked       []Quote
}

// Silences lists them case by case. What no question of the study is about is
// not among them, nor are cases in which no question was found at all, nor
// themes that are divided into codes, whose cells say it, nor what was answered
// on a form and not coded.
func Silences(m *Matrix) []Silence {
	g := inGuide(m)
	var list []Silence
	for row := range m.Rows {
		for column, code := range m.Columns {
			if !g.cases[row] || !g.codes[column] || code.Other || m.divided(code.ID) ||
				len(m.QuotesUnder(row, code.ID)) > 0 || m.charted(row, code.ID) || m.answered(row, column) {
				continue
			}
			s := Silence{Row: row, Column: column, Empty: NothingSaid, Asked: m.Asked(row, column)}
			if !m.WasAsked(row, column) {
				s.Empty = NotAsked
			}
			list = append(list, s)
		}
	}
	return list
}

// divided reports whether there are codes below one, beside the other one.
func (m *Matrix) divided(id codebook.CodeID) bool {
	return slices.ContainsFunc(m.Columns, func(c codebook.Code) bool { return c.Parent == id && !c.Other })
}

// charted reports whether something is charted under a code or one below it.
func (m *Matrix) charted(row int, id codebook.CodeID) bool {
	return slices.ContainsFunc(m.Tree.Under(id), func(id codebook.CodeID) bool {
		col := m.ColumnOf(id)
		if col < 0 {
			return false
		}
		c := m.crossings[row][col].Cell
		return c != nil && (c.Text() != "" || c.Empty != NotEmpty)
	})
}

// guided tells, by row and column, which cases were asked anything and which
// codes anybody was asked about.
type guided struct{ cases, codes []bool }

func inGuide(m *Matrix) guided {
	g := guided{make([]bool, len(m.Rows)), make([]bool, len(m.Columns))}
	for row := range m.Rows {
		for column := range m.Columns {
			if m.WasAsked(row, column) {
				g.cases[row], g.codes[column] = true, true
			}
		}
	}
	return g
}
