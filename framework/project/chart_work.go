package project

import (
	"context"
	"slices"
	"strings"
	"unicode"

	"framewise/corpus"
	"framewise/framework"
	"framewise/framework/store"
)

// ChartWork lists the cells that need work, among those wanted, as
// [framework.Work] does.
func (p *Project) ChartWork(ctx context.Context, w CellsWanted, status framework.Status) (
	m *framework.Matrix, tasks []framework.Task, err error,
) {
	err = p.store.View(ctx, func(r store.Reader) error {
		if m, err = matrix(ctx, r, MatrixView{}); err != nil {
			return err
		}
		wanted, err := w.wanted(ctx, r, m)
		if err != nil {
			return err
		}
		tasks = framework.Work(m, status)
		tasks = slices.DeleteFunc(tasks, func(t framework.Task) bool { return !wanted(t.Row, t.Column) })
		return nil
	})
	return m, tasks, err
}

// QuoteContext is what stands around a quote.
type QuoteContext struct {
	// Before and After are the words around it in its own turns, cut at words.
	Before, After string
	// Question is the turn before it, where an interviewer speaks in it.
	Question string
}

// contextLength is how many code points a quote's context shows on each side.
const contextLength = 200

// Contexts reads what stands around quotes, in their order.
func (p *Project) Contexts(ctx context.Context, quotes []framework.Quote) (contexts []QuoteContext, err error) {
	err = p.store.View(ctx, func(r store.Reader) error {
		contexts = make([]QuoteContext, len(quotes))
		documents := make(map[corpus.DocumentID]corpus.Document)
		texts := make(map[corpus.DocumentID]*corpus.Text)
		for i, q := range quotes {
			d, read := documents[q.Document]
			if !read {
				var err error
				if d, err = r.Document(ctx, q.Document); err != nil {
					return err
				}
				if texts[d.ID], err = r.Text(ctx, d.ID, q.Coding.Anchor.Version); err != nil {
					return err
				}
				documents[d.ID] = d
			}
			contexts[i] = contextOf(&d, texts[d.ID], q.Coding.Anchor.Span)
		}
		return nil
	})
	return contexts, err
}

func contextOf(d *corpus.Document, text *corpus.Text, s corpus.Span) (c QuoteContext) {
	first, last := d.TurnsIn(s)
	if first < 1 {
		return c
	}
	start, end := d.Turns[first-1].Span.Start, d.Turns[last-1].Span.End
	before := corpus.Span{Start: max(start, s.Start-contextLength), End: s.Start}
	after := corpus.Span{Start: s.End, End: min(end, s.End+contextLength)}
	c.Before, c.After = text.Slice(before), text.Slice(after)
	if before.Start > start {
		if i := strings.IndexFunc(c.Before, unicode.IsSpace); i >= 0 {
			c.Before = "…" + c.Before[i:]
		}
	}
	if after.End < end {
		if i := strings.LastIndexFunc(c.After, unicode.IsSpace); i >= 0 {
			c.After = c.After[:i] + " …"
		}
	}
	if first > 1 {
		if sp, ok := d.SpeakerAt(first - 1); ok && sp.Role == corpus.RoleInterviewer {
			c.Question = text.Slice(d.Turns[first-2].Span)
		}
	}
	return c
}
