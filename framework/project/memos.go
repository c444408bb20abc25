package project

import (
	"context"
	"slices"
	"strings"
	"time"

	"framewise/codebook"
	"framewise/corpus"
	"framewise/framework"
	"framewise/framework/store"
)

// MemoView is a memo with the names of what it is about and of its author.
type MemoView struct {
	codebook.Memo
	Subject    string // "P07", "P07 × warmth", "warmth", "the study"
	AuthorName string
}

// Memos lists the memos, oldest first.
func (p *Project) Memos(ctx context.Context) (views []MemoView, err error) {
	err = p.store.View(ctx, func(r store.Reader) error {
		memos, err := r.Memos(ctx)
		if err != nil {
			return err
		}
		for _, m := range memos {
			v := MemoView{Memo: m}
			if v.Subject, err = subjectOf(ctx, r, m.About); err != nil {
				return err
			}
			if author, err := r.Coder(ctx, m.Author); err == nil {
				v.AuthorName = author.Name
			}
			views = append(views, v)
		}
		return nil
	})
	return views, err
}

// subjectOf names what a memo is about.
func subjectOf(ctx context.Context, r store.Reader, about codebook.Ref) (string, error) {
	var names []string
	if about.Case != "" {
		c, err := r.Case(ctx, about.Case)
		if err != nil {
			return "", err
		}
		names = append(names, c.Label)
	}
	if about.Document != "" {
		d, err := r.Document(ctx, about.Document)
		if err != nil {
			return "", err
		}
		names = append(names, d.Label)
	}
	if about.Code != "" {
		c, err := r.Code(ctx, about.Code)
		if err != nil {
			return "", err
		}
		names = append(names, c.Key)
	}
	if about.Coding != "" {
		c, err := r.Coding(ctx, about.Coding)
		if err != nil {
			return "", err
		}
		d, err := r.Document(ctx, c.Anchor.Document)
		if err != nil {
			return "", err
		}
		q := framework.QuoteOf(&d, c)
		names = append(names, q.Place())
	}
	if len(names) == 0 {
		return "the study", nil
	}
	return strings.Join(names, " × "), nil
}

// NewMemo is a memo to be added.
type NewMemo struct {
	// About names the subject: nothing or "study", "case P07", "code warmth",
	// "cell P07 × warmth" (or "cell P07/warmth"), "document P07.2".
	About  string
	Kind   codebook.MemoKind // nothing is analytic
	Title  string
	Text   string
	Author string    // name or initials; nothing is the person at work
	Date   time.Time // zero is now
}

// AddMemo writes a memo.
func (p *Project) AddMemo(ctx context.Context, n NewMemo) (m codebook.Memo, err error) {
	_, err = p.update(ctx, "memo add", n.About, func(tx store.Tx) error {
		m, err = p.putMemo(ctx, tx, n)
		return err
	})
	return m, err
}

func (p *Project) putMemo(ctx context.Context, tx store.Tx, n NewMemo) (m codebook.Memo, err error) {
	if strings.TrimSpace(n.Text) == "" {
		return m, corpus.Errorf(corpus.ErrInvalid, "a memo needs a text")
	}
	if n.Kind == "" {
		n.Kind = codebook.Analytic
	}
	if !slices.Contains(codebook.MemoKinds, n.Kind) {
		return m, corpus.Errorf(corpus.ErrInvalid, "%q is not a kind of memo", n.Kind).
			WithHint("use analytic, reflexive, methodological or cultural")
	}
	about, err := p.resolve(ctx, tx, n.About)
	if err != nil {
		return m, err
	}
	author, err := p.coder(ctx, tx, n.Author)
	if err != nil {
		return m, err
	}
	if n.Date.IsZero() {
		n.Date = p.time()
	}
	m = codebook.Memo{
		ID: corpus.NewID[codebook.MemoID](), Kind: n.Kind, Title: n.Title, Text: n.Text, About: about,
		Author: author.ID, Created: n.Date.UTC(),
	}
	return m, tx.PutMemo(ctx, m)
}

// resolve reads what a memo is about.
func (p *Project) resolve(ctx context.Context, r store.Reader, about string) (ref codebook.Ref, err error) {
	about = strings.TrimSpace(about)
	what, name, _ := strings.Cut(about, " ")
	name = strings.TrimSpace(name)
	byCase := func(label string) error {
		cases, err := r.Cases(ctx)
		if err != nil {
			return err
		}
		c, err := findCase(cases, label)
		ref.Case = c.ID
		return err
	}
	byCode := func(code string) error {
		_, tree, err := inUse(ctx, r)
		if err != nil {
			return err
		}
		c, err := tree.Find(code)
		ref.Code = c.ID
		return err
	}
	switch strings.ToLower(what) {
	case "", "study", "project":
		return ref, nil
	case "case":
		return ref, byCase(name)
	case "code", "theme":
		return ref, byCode(name)
	case "document":
		documents, err := allDocuments(ctx, r)
		if err != nil {
			return ref, err
		}
		found, err := documentsNamed(documents, nil, name)
		if err != nil {
			return ref, err
		}
		ref.Document = found[0].ID
		return ref, nil
	case "cell":
		label, code, ok := strings.Cut(name, "×")
		if !ok {
			label, code, ok = strings.Cut(name, "/")
		}
		if ok {
			if err := byCase(strings.TrimSpace(label)); err != nil {
				return ref, err
			}
			return ref, byCode(strings.TrimSpace(code))
		}
	}
	return ref, corpus.Errorf(corpus.ErrInvalid, "%q does not say what the memo is about", about).
		WithHint(`write "case P07", "code warmth", "cell P07/warmth", "document P07.2" or "study"`)
}

// ImportMemos reads memos from a table with the columns text and, where there
// are any, about, kind, title, author and date. A memo that is in the project
// already, word for word, is not doubled. Rows that can't be taken are listed,
// with an [ErrPartly].
func (p *Project) ImportMemos(ctx context.Context, name string, content []byte, sheet string) (added int, left []Problem, err error) {
	t, _, err := readTable(name, content, sheet, []string{"about", "kind", "title", "text", "author", "date"}, []string{"text"})
	if err != nil {
		return 0, nil, err
	}
	var listed problems
	_, err = p.update(ctx, "memo import", name, func(tx store.Tx) error {
		added, listed = 0, nil
		memos, err := tx.Memos(ctx)
		if err != nil {
			return err
		}
		for _, row := range t.Rows {
			n := NewMemo{
				About: t.cell(row, "about"), Kind: codebook.MemoKind(strings.ToLower(t.cell(row, "kind"))),
				Title: t.cell(row, "title"), Text: t.cell(row, "text"), Author: t.cell(row, "author"),
			}
			if slices.ContainsFunc(memos, func(m codebook.Memo) bool { return m.Text == n.Text && m.Title == n.Title }) {
				continue
			}
			if date := t.cell(row, "date"); date != "" {
				if n.Date, err = time.Parse(time.DateOnly, date); err != nil {
					listed = append(listed, Problem{Row: row.Number, Message: "the date is not like 2026-04-30", Taken: true})
					n.Date = time.Time{}
				}
			}
			if _, err := p.putMemo(ctx, tx, n); err != nil {
				if err := listed.add(row.Number, n.About, err); err != nil {
					return err
				}
				continue
			}
			added++
		}
		return nil
	})
	return added, listed, partly(err, listed)
}
