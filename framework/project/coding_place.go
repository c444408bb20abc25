package project

import (
	"context"
	"strings"

	"framewise/codebook"
	"framewise/corpus"
	"framewise/framework"
	"framewise/framework/store"
)

// PlaceCoding gives a coding its place by the words of a quote, as
// [corpus.Text.Place] finds them: one that lost its place when its document was
// corrected, or one that is to stand at other words. No quote means the words
// that it has. paragraph, which may be empty, says near which turn they stand.
func (p *Project) PlaceCoding(ctx context.Context, id, quote, paragraph string) (q framework.Quote, err error) {
	_, err = p.update(ctx, "coding place", id, func(tx store.Tx) error {
		c, err := codingNamed(ctx, tx, id)
		if err != nil {
			return err
		}
		d, err := tx.Document(ctx, c.Anchor.Document)
		if err != nil {
			return err
		}
		near, err := near(&d, paragraph)
		if err != nil {
			return err
		}
		text, err := tx.Text(ctx, d.ID, d.Version)
		if err != nil {
			return err
		}
		if quote == "" {
			quote = c.Anchor.Quote
		}
		placed, err := text.Place(quote, near)
		if err != nil {
			return err
		}
		before := c.Anchor.Quote
		if c.Anchor, err = text.Anchor(d.ID, d.Version, placed.Span); err != nil {
			return err
		}
		if c.Anchor.Quote != before {
			c.Revised = p.time()
		}
		c.Unplaced = corpus.Locator{}
		q = framework.QuoteOf(&d, c)
		return tx.PutCoding(ctx, c)
	})
	return q, err
}

// codingNamed finds a coding by its identifier; the beginning or the end of it
// is enough where no other's is alike.
func codingNamed(ctx context.Context, r store.Reader, id string) (found codebook.Coding, err error) {
	n := 0
	for c, err := range r.Codings(ctx, codebook.CodingFilter{}) {
		if err != nil {
			return found, err
		}
		if strings.HasPrefix(string(c.ID), id) || strings.HasSuffix(string(c.ID), id) {
			found = c
			n++
		}
	}
	switch n {
	case 0:
		return found, corpus.Errorf(corpus.ErrNotFound, "there is no coding %q", id).
			WithHint("coding list shows them with their ids")
	case 1:
		return found, nil
	}
	return found, corpus.Errorf(corpus.ErrInvalid, "%d codings have ids like %q", n, id).
		WithHint("give more of the id")
}
