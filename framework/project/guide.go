package project

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"framewise/codebook"
	"framewise/codebook/guide"
	"framewise/corpus"
	"framewise/framework"
	"framewise/framework/store"
)

// A question that was asked is kept as a coding of the interviewer's turn, or
// of the answer that it is the heading of, with [codebook.Coding.Asks]: so it
// moves with the text, follows a merged code, and is undone like any other.

// GuideOptions say where the questions of a guide are looked for.
type GuideOptions struct {
	Near      float64  // the likeness that is enough; 0 is [guide.Near]
	Documents []string // only in these; none is all
}

// GuideImported is what was found of an interview guide.
type GuideImported struct {
	Questions []GuideQuestion `json:"questions"` // in the order of the table
	Added     int             `json:"added"`
	Known     int             `json:"known"` // tagged already
	Problems  []Problem       `json:"problems,omitempty"`
	Ignored   []string        `json:"ignored_columns,omitempty"`
}

// GuideQuestion is a question of the guide with the turns that ask it.
type GuideQuestion struct {
	Row      int           `json:"row"`
	Question string        `json:"question"`
	Codes    []string      `json:"codes"` // keys
	Turns    []GuideAnswer `json:"turns,omitempty"`
	Cases    int           `json:"cases"` // in so many it was asked
}

// GuideAnswer is a turn that asks a question of the guide.
type GuideAnswer struct {
	Locator  string  `json:"locator"`
	Likeness float64 `json:"likeness"`
	Words    string  `json:"words"`
	Known    bool    `json:"known,omitempty"` // tagged already with all the codes

	document *corpus.Document
	span     corpus.Span
}

// ImportGuide looks for the questions of an interview guide in what the
// interviewers said and in the headings of answers, and tags the turns with the
// codes that the questions are about. The guide is a table with the columns
// question and code; a code's cell may name several, with semicolons between.
// Rows that can't be taken are listed, with an [ErrPartly].
func (p *Project) ImportGuide(ctx context.Context, name string, content []byte, sheet string, o GuideOptions) (result GuideImported, err error) {
	t, ignored, err := readTable(name, content, sheet, []string{"question", "code"}, []string{"question", "code"})
	if err != nil {
		return result, err
	}
	_, err = p.update(ctx, "guide import", name, func(tx store.Tx) error {
		result = GuideImported{Ignored: ignored}
		desk, err := p.newCodingDesk(ctx, tx)
		if err != nil {
			return err
		}
		var listed problems
		var about [][]codebook.CodeID // of each question
		for _, row := range t.Rows {
			q := GuideQuestion{Row: row.Number, Question: t.cell(row, "question")}
			names := strings.FieldsFunc(t.cell(row, "code"), func(r rune) bool { return r == ';' || r == '\n' })
			var codes []codebook.CodeID
			var failed error
			for _, name := range names {
				id, err := desk.code(strings.TrimSpace(name))
				if err != nil {
					failed = err
					break
				}
				code, _ := desk.tree.Code(id)
				codes, q.Codes = append(codes, id), append(q.Codes, code.Key)
			}
			switch {
			case failed != nil:
				if err := listed.add(row.Number, q.Question, failed); err != nil {
					return err
				}
			case q.Question != "" && len(codes) > 0: // else it is about no code, as "How did you get here?"
				result.Questions, about = append(result.Questions, q), append(about, codes)
			}
		}
		result.Problems = listed
		if err := desk.findQuestions(result.Questions, o); err != nil {
			return err
		}
		return desk.tagQuestions(&result, about)
	})
	return result, partly(err, result.Problems)
}

// findQuestions finds the turns that ask each question.
func (d *codingDesk) findQuestions(questions []GuideQuestion, o GuideOptions) error {
	chosen := d.documents
	if len(o.Documents) > 0 {
		chosen = nil
		for _, name := range o.Documents {
			found, err := documentsNamed(d.documents, d.cases, name)
			if err != nil {
				return err
			}
			chosen = append(chosen, found...)
		}
	}
	var turns []GuideAnswer
	for i := range chosen {
		doc := &chosen[i]
		text, err := d.read(doc)
		if err != nil {
			return err
		}
		for n, turn := range doc.Turns {
			words := turn.Heading
			if s, ok := doc.SpeakerAt(n + 1); ok && s.Role == corpus.RoleInterviewer {
				words = strings.TrimSpace(words + "\n" + text.Slice(turn.Span))
			}
			if words != "" {
				turns = append(turns, GuideAnswer{
					Locator: doc.Locator(turn.Span).String(), Words: words, document: doc, span: turn.Span,
				})
			}
		}
	}
	wordings := make([]string, len(questions))
	for i, q := range questions {
		wordings[i] = q.Question
	}
	g := guide.New(wordings, func(yield func(string) bool) {
		for _, turn := range turns {
			if !yield(turn.Words) {
				return
			}
		}
	})
	for _, turn := range turns {
		for _, m := range g.Find(turn.Words, cmp.Or(o.Near, guide.Near)) {
			turn.Likeness = m.Likeness
			q := &questions[m.Question]
			// A translation has the same turns: the original is the one to tag.
			same := slices.IndexFunc(q.Turns, func(a GuideAnswer) bool { return a.Locator == turn.Locator })
			if same < 0 {
				q.Turns = append(q.Turns, turn)
			} else if q.Turns[same].document.TranslationOf != "" && turn.document.TranslationOf == "" {
				q.Turns[same] = turn
			}
		}
	}
	return nil
}

// tagQuestions tags the turns found with the codes that each question is about.
func (d *codingDesk) tagQuestions(result *GuideImported, about [][]codebook.CodeID) error {
	known := make(map[same]bool)
	for c, err := range d.tx.Codings(d.ctx, codebook.CodingFilter{}) {
		if err != nil {
			return err
		}
		if c.Asks && c.Placed() {
			known[asked(c.Anchor.Document, c.Anchor.Span, c.Code)] = true
		}
	}
	var tags []codebook.Coding
	for i := range result.Questions {
		q := &result.Questions[i]
		cases := make(map[corpus.CaseID]bool)
		for j := range q.Turns {
			turn := &q.Turns[j]
			for _, id := range framework.AskedOf(turn.document, turn.span) {
				cases[id] = true
			}
			turn.Known = true
			for _, code := range about[i] {
				key := asked(turn.document.ID, turn.span, code)
				if known[key] {
					result.Known++
					continue
				}
				tag, err := d.question(turn.document, turn.span, code)
				if err != nil {
					return err
				}
				known[key], turn.Known = true, false
				tags = append(tags, tag)
			}
		}
		q.Cases = len(cases)
	}
	result.Added = len(tags)
	return d.tx.PutCoding(d.ctx, tags...)
}

// asked is what makes two tags one, whoever set them.
func asked(document corpus.DocumentID, span corpus.Span, code codebook.CodeID) same {
	return same{document: document, span: span, code: code, asks: true}
}

// question makes the tag of a turn.
func (d *codingDesk) question(doc *corpus.Document, span corpus.Span, code codebook.CodeID) (c codebook.Coding, err error) {
	text, err := d.read(doc)
	if err != nil {
		return c, err
	}
	anchor, err := text.Anchor(doc.ID, doc.Version, span)
	if err != nil {
		return c, err
	}
	coder, err := d.coder("")
	if err != nil {
		return c, err
	}
	return codebook.Coding{
		ID: corpus.NewID[codebook.CodingID](), Anchor: anchor, Code: code, Coder: coder, Asks: true,
		FrameworkVersion: d.fw.Version, Created: d.p.time(),
	}, nil
}

// TagQuestion tags the interviewer's turn at a place with a code: what is
// asked there is about it. Known says that it was tagged so already.
func (p *Project) TagQuestion(ctx context.Context, place, code string) (q framework.Quote, known bool, err error) {
	_, err = p.update(ctx, "guide tag", place+" "+code, func(tx store.Tx) error {
		desk, err := p.newCodingDesk(ctx, tx)
		if err != nil {
			return err
		}
		doc, turn, err := desk.turnAt(place)
		if err != nil {
			return err
		}
		id, err := desk.code(code)
		if err != nil {
			return err
		}
		if s, ok := doc.SpeakerAt(turn); ok && s.Role == corpus.RoleParticipant && doc.Turns[turn-1].Heading == "" {
			return corpus.Errorf(corpus.ErrInvalid, "%s is what %s says, and no question", place, cmp.Or(s.Label, "a participant")).
				WithHint("name the turn of the interviewer; framewise show %s tells who speaks", doc.Label)
		}
		tag, err := desk.question(doc, doc.Turns[turn-1].Span, id)
		if err != nil {
			return err
		}
		q = framework.QuoteOf(doc, tag)
		for c, err := range tx.Codings(ctx, codebook.CodingFilter{Document: doc.ID, Code: []codebook.CodeID{id}}) {
			if err != nil {
				return err
			}
			if c.Asks && c.Placed() && c.Anchor.Span == tag.Anchor.Span {
				known = true
				return nil
			}
		}
		return tx.PutCoding(ctx, tag)
	})
	return q, known, err
}

// UntagQuestion takes the tag of a code off the turn at a place.
func (p *Project) UntagQuestion(ctx context.Context, place, code string) error {
	_, err := p.update(ctx, "guide untag", place+" "+code, func(tx store.Tx) error {
		desk, err := p.newCodingDesk(ctx, tx)
		if err != nil {
			return err
		}
		doc, turn, err := desk.turnAt(place)
		if err != nil {
			return err
		}
		column, err := desk.tree.Find(code)
		if err != nil {
			return err
		}
		var tags []codebook.CodingID
		for _, d := range desk.documents { // the tag may be on a translation
			if d.ID != doc.ID && d.TranslationOf != doc.ID {
				continue
			}
			for c, err := range tx.Codings(ctx, codebook.CodingFilter{Document: d.ID, Code: []codebook.CodeID{column.ID}}) {
				if err != nil {
					return err
				}
				if first, _ := d.TurnsIn(c.Anchor.Span); c.Asks && c.Placed() && first == turn {
					tags = append(tags, c.ID)
				}
			}
		}
		if len(tags) == 0 {
			return corpus.Errorf(corpus.ErrNotFound, "%s is not tagged with %s", place, column.Key).
				WithHint("framewise guide list shows the tags")
		}
		return tx.DeleteCoding(ctx, tags...)
	})
	return err
}

// turnAt finds the turn that a locator of one paragraph names.
func (d *codingDesk) turnAt(place string) (*corpus.Document, int, error) {
	l, err := corpus.ParseLocator(place)
	if err != nil {
		return nil, 0, err
	}
	found, err := documentsNamed(d.documents, d.cases, l.Label)
	if err != nil {
		return nil, 0, err
	}
	doc := &found[0]
	if l.First > len(doc.Turns) {
		return nil, 0, corpus.Errorf(corpus.ErrNotFound, "%s has %d turns", doc.Label, len(doc.Turns)).
			WithHint("framewise show %s numbers them", doc.Label)
	}
	return doc, l.First, nil
}

// Filled is an empty cell that was given the reason for its emptiness.
type Filled struct {
	Case, Code string // label and key
	Empty      framework.Emptiness
	Asked      []corpus.Locator
}

// FillCells marks the cells, of those wanted, at which nothing is coded or
// charted: as not asked, or as asked and nothing said, by what the interviewers
// were found to ask. See [framework.Silences].
func (p *Project) FillCells(ctx context.Context, w CellsWanted) (filled []Filled, err error) {
	_, err = p.update(ctx, "chart fill", strings.TrimSpace(w.Case+" "+w.Code), func(tx store.Tx) error {
		filled = nil
		m, err := matrix(ctx, tx, MatrixView{})
		if err != nil {
			return err
		}
		wanted, err := w.wanted(ctx, tx, m)
		if err != nil {
			return err
		}
		desk, err := p.newChartDesk(ctx, tx)
		if err != nil {
			return err
		}
		for _, s := range framework.Silences(m) {
			if !wanted(s.Row, s.Column) {
				continue
			}
			f := Filled{Case: m.Label(s.Row), Code: m.Key(s.Column), Empty: s.Empty}
			for _, q := range s.Asked {
				f.Asked = append(f.Asked, q.Locator)
			}
			if _, _, _, err := desk.set(f.Case, f.Code, CellEdit{Empty: &s.Empty}); err != nil {
				return err
			}
			filled = append(filled, f)
		}
		return nil
	})
	return filled, err
}
