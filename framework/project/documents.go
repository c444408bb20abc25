package project

import (
	"context"
	"slices"
	"strings"

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
	// Others are the other documents of the case, further waves, where the case
	// was asked for: P07.t2.
	Others []string
	// Across are the codings of the document's original or translations, with
	// the turns here that say the same.
	Across []CodingAcross
}

// CodingAcross is a coding in another language of a document.
type CodingAcross struct {
	CodingView
	Name  string           // of the document that was coded: P07.en
	Turns corpus.TurnRange // of the document shown; empty where none says the same
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
			if !strings.EqualFold(c.Label, strings.TrimSpace(name)) {
				continue
			}
			for i := range all {
				if d := &all[i]; d.ID != view.ID && d.TranslationOf == "" && view.TranslationOf != d.ID && slices.Contains(d.Cases(), id) {
					view.Others = append(view.Others, d.Name())
				}
			}
		}
		if view.Text, err = r.Text(ctx, view.ID, view.Version); err != nil {
			return err
		}
		codings, err := codingViews(ctx, r, CodingsWanted{Document: view.Name()})
		if err != nil {
			return err
		}
		if view.Across, err = codingsAcross(ctx, r, all, &view.Document); err != nil {
			return err
		}
		asked, err := codingViews(ctx, r, CodingsWanted{Document: view.Name(), Questions: true})
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

// codingsAcross are the codings of a document's original and translations.
func codingsAcross(ctx context.Context, r store.Reader, all []corpus.Document, d *corpus.Document) ([]CodingAcross, error) {
	var across []CodingAcross
	for i := range all {
		o := &all[i]
		var turns func(corpus.TurnRange) corpus.TurnRange
		switch {
		case o.ID == d.TranslationOf:
			pairs := d.Pairs(o)
			turns = func(t corpus.TurnRange) corpus.TurnRange { return corpus.Rendered(pairs, t) }
		case o.TranslationOf == d.ID:
			pairs := o.Pairs(d)
			turns = func(t corpus.TurnRange) corpus.TurnRange { return corpus.Renders(pairs, t) }
		default:
			continue
		}
		codings, err := codingViews(ctx, r, CodingsWanted{Document: o.Name()})
		if err != nil {
			return nil, err
		}
		for _, c := range codings {
			if c.Document != o.ID || !c.Coding.Placed() {
				continue
			}
			first, last := o.TurnsIn(c.Coding.Anchor.Span)
			across = append(across, CodingAcross{c, o.Name(), turns(corpus.TurnRange{First: first, Last: last})})
		}
	}
	return across, nil
}

// Documents lists the documents by label.
func (p *Project) Documents(ctx context.Context) (all []corpus.Document, err error) {
	err = p.store.View(ctx, func(r store.Reader) error {
		all, err = allDocuments(ctx, r)
		return err
	})
	return all, err
}
