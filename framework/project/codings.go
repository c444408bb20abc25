package project

import (
	"context"
	"io"
	"slices"
	"strings"

	"framewise/codebook"
	"framewise/corpus"
	"framewise/corpus/decode/tabular"
	"framewise/framework"
	"framewise/framework/store"
)

// NewCoding is a coding to be added, in people's words.
type NewCoding struct {
	Document  string // label of a document or of a case, or a file's name
	Quote     string
	Code      string
	Paragraph string // a turn's number, a range, or a locator; may be empty
	Coder     string // name or initials; nothing is the person at work
	Stance    string
	Key       bool
	Memo      string
}

// AddCoding codes a quote. The quote must be found: see [corpus.Text.Place].
func (p *Project) AddCoding(ctx context.Context, n NewCoding) (q framework.Quote, err error) {
	_, err = p.update(ctx, "coding add", n.Document, func(tx store.Tx) error {
		desk, err := p.newCodingDesk(ctx, tx)
		if err != nil {
			return err
		}
		coding, d, _, err := desk.place(n)
		if err != nil {
			return err
		}
		q = framework.QuoteOf(d, coding)
		return tx.PutCoding(ctx, coding)
	})
	return q, err
}

// same is what makes two codings one: a table read twice adds nothing.
type same struct {
	document corpus.DocumentID
	span     corpus.Span
	code     codebook.CodeID
	coder    codebook.CoderID
	asks     bool
}

func sameAs(c codebook.Coding) same {
	return same{c.Anchor.Document, c.Anchor.Span, c.Code, c.Coder, c.Asks}
}

// CodingsImported is the outcome of [Project.ImportCodings].
type CodingsImported struct {
	Added    int       `json:"added"`
	Known    int       `json:"known"` // in the project already
	Problems []Problem `json:"problems,omitempty"`
	Ignored  []string  `json:"ignored_columns,omitempty"`
}

// ImportCodings reads codings from a table with the columns document (or
// case), quote and code and, where there are any, coder, paragraph, stance,
// key and memo. Every quote is placed as [corpus.Text.Place] does. Rows that
// can't be placed are listed with their numbers, with an [ErrPartly]; all
// others are in. A coding that the project has already (same place, code and
// coder) is not doubled.
func (p *Project) ImportCodings(ctx context.Context, name string, content []byte, sheet string) (result CodingsImported, err error) {
	wanted := []string{"document", "case", "quote", "code", "coder", "paragraph", "stance", "key", "memo"}
	t, ignored, err := readTable(name, content, sheet, wanted, []string{"quote", "code"})
	if err != nil {
		return result, err
	}
	if !t.has("document") && !t.has("case") {
		return result, corpus.Errorf(corpus.ErrInvalid, "%s has neither a column %q nor one %q", name, "document", "case").
			WithHint("its columns are %s", strings.Join(t.Header, ", "))
	}
	_, err = p.update(ctx, "coding import", name, func(tx store.Tx) error {
		result = CodingsImported{Ignored: slices.DeleteFunc(ignored, exportOnly)}
		var listed problems
		defer func() { result.Problems = listed }()
		desk, err := p.newCodingDesk(ctx, tx)
		if err != nil {
			return err
		}
		known := make(map[same]bool)
		for c, err := range tx.Codings(ctx, codebook.CodingFilter{}) {
			if err != nil {
				return err
			}
			if c.Placed() {
				known[sameAs(c)] = true
			}
		}
		const chunk = 2000
		var codings []codebook.Coding
		for _, row := range t.Rows {
			if err := ctx.Err(); err != nil {
				return err
			}
			n := NewCoding{
				Document: t.cell(row, "document"), Quote: t.cell(row, "quote"), Code: t.cell(row, "code"),
				Coder: t.cell(row, "coder"), Paragraph: t.cell(row, "paragraph"), Stance: t.cell(row, "stance"),
				Key: yes(t.cell(row, "key")), Memo: t.cell(row, "memo"),
			}
			if n.Document == "" {
				n.Document = t.cell(row, "case")
			}
			if n == (NewCoding{}) {
				continue
			}
			c, _, moved, err := desk.place(n)
			if err != nil {
				if err := listed.add(row.Number, n.Document, err); err != nil {
					return err
				}
				continue
			}
			if moved != "" {
				listed = append(listed, Problem{Row: row.Number, Subject: n.Document, Message: moved, Taken: true})
			}
			if known[sameAs(c)] {
				result.Known++
				continue
			}
			known[sameAs(c)] = true
			result.Added++
			if codings = append(codings, c); len(codings) == chunk {
				if err := tx.PutCoding(ctx, codings...); err != nil {
					return err
				}
				codings = codings[:0]
			}
		}
		return tx.PutCoding(ctx, codings...)
	})
	return result, partly(err, result.Problems)
}

// CodingsWanted selects codings in people's words; nothing is all.
type CodingsWanted struct {
	Document string // label of a document or a case
	Code     string // with all codes below it
	Coder    string
	Unplaced bool // only those that lost their place when their document was corrected
	// Questions selects what was asked in place of what was said.
	Questions bool
}

// Codings lists codings as quotes, by document and place, with the names of
// codes and coders.
func (p *Project) Codings(ctx context.Context, w CodingsWanted) (views []CodingView, err error) {
	err = p.store.View(ctx, func(r store.Reader) error {
		views, err = codingViews(ctx, r, w)
		return err
	})
	return views, err
}

// CodingView is a quote with the names of what its coding points at.
type CodingView struct {
	framework.Quote
	CaseLabel string
	Code      codebook.Code
	CoderName string
}

// namer gives quotes the names of what their codings point at.
type namer struct {
	codes  map[codebook.CodeID]codebook.Code // of all frameworks
	coders []codebook.Coder
	cases  []corpus.Case
}

func newNamer(ctx context.Context, r store.Reader) (n namer, err error) {
	n.codes = make(map[codebook.CodeID]codebook.Code)
	frameworks, err := r.Frameworks(ctx)
	if err != nil {
		return n, err
	}
	for _, fw := range frameworks {
		all, err := r.Codes(ctx, fw.ID)
		if err != nil {
			return n, err
		}
		for _, c := range all {
			n.codes[c.ID] = c
		}
	}
	if n.coders, err = r.Coders(ctx); err != nil {
		return n, err
	}
	n.cases, err = r.Cases(ctx)
	return n, err
}

// view is a coding of a document as people see it.
func (n *namer) view(d *corpus.Document, c codebook.Coding) CodingView {
	v := CodingView{Quote: framework.QuoteOf(d, c), Code: n.codes[c.Code]}
	for _, k := range n.cases {
		if k.ID == v.Case {
			v.CaseLabel = k.Label
		}
	}
	for _, k := range n.coders {
		if k.ID == c.Coder {
			v.CoderName = k.Initials
		}
	}
	return v
}

func codingViews(ctx context.Context, r store.Reader, w CodingsWanted) ([]CodingView, error) {
	filter := codebook.CodingFilter{Unplaced: w.Unplaced}
	names, err := newNamer(ctx, r)
	if err != nil {
		return nil, err
	}
	if w.Code != "" {
		_, tree, err := inUse(ctx, r)
		if err != nil {
			return nil, err
		}
		c, err := tree.Find(w.Code)
		if err != nil {
			return nil, err
		}
		filter.Code = tree.Under(c.ID)
	}
	if w.Coder != "" {
		c, ok := findCoder(names.coders, w.Coder)
		if !ok {
			initials := make([]string, len(names.coders))
			for i, c := range names.coders {
				initials[i] = c.Initials
			}
			return nil, unknown("coder", w.Coder, initials)
		}
		filter.Coder = c.ID
	}
	documents, err := allDocuments(ctx, r)
	if err != nil {
		return nil, err
	}
	chosen := documents
	if w.Document != "" {
		if chosen, err = documentsNamed(documents, names.cases, w.Document); err != nil {
			return nil, err
		}
	}
	var views []CodingView
	for i := range chosen {
		if w.Document != "" {
			filter.Document = chosen[i].ID
		} else if i > 0 {
			break
		}
		for c, err := range r.Codings(ctx, filter) {
			if err != nil {
				return nil, err
			}
			if c.Asks != w.Questions && !w.Unplaced {
				continue
			}
			at := slices.IndexFunc(documents, func(d corpus.Document) bool { return d.ID == c.Anchor.Document })
			if at >= 0 {
				views = append(views, names.view(&documents[at], c))
			}
		}
	}
	return views, nil
}

// exportOnly says whether a column is one of those that [Project.ExportCodings]
// writes for people and programs to look at, and that are not read.
func exportOnly(header string) bool { return header == "id" || header == "unplaced" }

// ExportCodings writes all codings as a CSV table that [Project.ImportCodings]
// reads back.
func (p *Project) ExportCodings(ctx context.Context, w io.Writer, wanted CodingsWanted) (n int, err error) {
	views, err := p.Codings(ctx, wanted)
	if err != nil {
		return 0, err
	}
	names := make(map[corpus.DocumentID]string)
	err = p.store.View(ctx, func(r store.Reader) error {
		for d, err := range r.Documents(ctx) {
			if err != nil {
				return err
			}
			names[d.ID] = d.Name()
		}
		return nil
	})
	if err != nil {
		return 0, err
	}
	header := []string{"document", "case", "paragraph", "quote", "code", "coder", "stance", "key", "memo", "id", "unplaced"}
	rows := make([][]string, len(views))
	for i, v := range views {
		c := v.Coding
		paragraph := strings.TrimSuffix(v.Locator.String()[len(v.Locator.Label)+1:], "*")
		mark := func(is bool) string {
			if is {
				return "yes"
			}
			return ""
		}
		rows[i] = []string{
			names[v.Document], v.CaseLabel, paragraph, c.Anchor.Quote, v.Code.Key, v.CoderName,
			string(c.Stance), mark(c.Key), c.Memo, string(c.ID), mark(!c.Placed()),
		}
	}
	return len(rows), tabular.WriteCSV(w, header, slices.Values(rows))
}

// RemoveCodings removes codings by identifier; the beginning of one is enough
// where no other begins alike.
func (p *Project) RemoveCodings(ctx context.Context, ids ...string) error {
	_, err := p.update(ctx, "coding remove", strings.Join(ids, " "), func(tx store.Tx) error {
		found := make([]codebook.CodingID, len(ids))
		for i, id := range ids {
			c, err := codingNamed(ctx, tx, id)
			if err != nil {
				return err
			}
			found[i] = c.ID
		}
		return tx.DeleteCoding(ctx, found...)
	})
	return err
}
