package project

import (
	"context"

	"framewise/corpus"
	"framewise/framework/store"
)

// DocumentView is a document with its text and what was coded in it.
type DocumentView struct {
	corpus.Document
	Text    *corpus.Text
	Cases   []corpus.Case
	Codings []CodingView
	// Unplaced are the codings that no version shown here has a place for: they
	// lost it when the document was corrected.
	Unplaced []CodingView
	Asked    []CodingView // the questions that are tagged with what they ask about
}

// Show reads a document by label, label and language, or file name, with its
// codings.
func (p *Project) Show(ctx context.Context, name string) (view DocumentView, err error) {
	err = p.store.View(ctx, func(r store.Reader) error {
		cases, err := r.Cases(ctx)
		if err != nil {
			return err
		}
		all, err := allDocuments(ctx, r)
		if err != nil {
			return err
		}
		found, err := documentsNamed(all, cases, name)
		if err != nil {
			return err
		}
		view.Document = found[0]
		for _, id := range view.Document.Cases() {
			c, err := r.Case(ctx, id)
			if err != nil {
				return err
			}
			view.Cases = append(view.Cases, c)
		}
		if view.Text, err = r.Text(ctx, view.ID, view.Version); err != nil {
			return err
		}
		codings, err := codingViews(ctx, r, CodingsWanted{Document: qualified(view.Document)})
		if err != nil {
			return err
		}
		asked, err := codingViews(ctx, r, CodingsWanted{Document: qualified(view.Document), Questions: true})
		for _, c := range append(codings, asked...) {
			switch {
			case c.Document != view.ID:
			case !c.Coding.Placed():
				view.Unplaced = append(view.Unplaced, c)
			case c.Coding.Asks:
				view.Asked = append(view.Asked, c)
			default:
				view.Codings = append(view.Codings, c)
			}
		}
		return err
	})
	return view, err
}

// Documents lists the documents by label.
func (p *Project) Documents(ctx context.Context) (all []corpus.Document, err error) {
	err = p.store.View(ctx, func(r store.Reader) error {
		all, err = allDocuments(ctx, r)
		return err
	})
	return all, err
}

// qualified is a document's label, with the language of a translation.
func qualified(d corpus.Document) string {
	if d.TranslationOf != "" {
		return d.Label + "." + d.Language
	}
	return d.Label
}
