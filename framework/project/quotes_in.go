package project

import (
	"context"

	"framewise/corpus"
	"framewise/framework"
	"framewise/framework/store"
)

// textsIn reads the texts of documents.
func textsIn(ctx context.Context, r store.Reader) func(*corpus.Document) (*corpus.Text, error) {
	return func(d *corpus.Document) (*corpus.Text, error) { return r.Text(ctx, d.ID, d.Version) }
}

// PrintQuotes says in quotes which words of them are printed, in a language; see
// [framework.Tongues].
func (p *Project) PrintQuotes(ctx context.Context, in framework.QuotesIn, quotes ...*framework.Quote) error {
	return p.store.View(ctx, func(r store.Reader) error {
		tongues, err := tonguesIn(ctx, r, in)
		if err != nil {
			return err
		}
		for _, q := range quotes {
			if err := tongues.Print(q); err != nil {
				return err
			}
		}
		return nil
	})
}

func tonguesIn(ctx context.Context, r store.Reader, in framework.QuotesIn) (*framework.Tongues, error) {
	all, err := allDocuments(ctx, r)
	if err != nil {
		return nil, err
	}
	return framework.NewTongues(in, all, textsIn(ctx, r))
}
