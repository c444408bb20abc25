package project

import (
	"context"
	"fmt"
	"strings"

	"framewise/codebook"
	"framewise/corpus"
	"framewise/framework"
	"framewise/framework/store"
)

// codingDesk places codings one after the other; it holds what they share, and
// the text of the document at hand.
type codingDesk struct {
	ctx       context.Context
	p         *Project
	tx        store.Tx
	fw        framework.Framework
	tree      *codebook.Tree
	cases     []corpus.Case
	documents []corpus.Document
	named     map[string][]corpus.Document
	coders    map[string]codebook.CoderID
	codes     map[string]codebook.CodeID
	at        corpus.DocumentID
	text      *corpus.Text
}

func (p *Project) newCodingDesk(ctx context.Context, tx store.Tx) (*codingDesk, error) {
	d := &codingDesk{
		ctx: ctx, p: p, tx: tx, named: make(map[string][]corpus.Document),
		coders: make(map[string]codebook.CoderID), codes: make(map[string]codebook.CodeID),
	}
	var err error
	if d.fw, d.tree, err = inUse(ctx, tx); err != nil {
		return nil, err
	}
	if d.cases, err = tx.Cases(ctx); err != nil {
		return nil, err
	}
	d.documents, err = allDocuments(ctx, tx)
	return d, err
}

// place makes the coding's record. moved tells, for a warning, where else than
// asked or how else than letter by letter the quote was found.
func (d *codingDesk) place(n NewCoding) (c codebook.Coding, doc *corpus.Document, moved string, err error) {
	stance, err := codebook.ParseStance(n.Stance)
	if err != nil {
		return c, nil, "", err
	}
	code, err := d.code(n.Code)
	if err != nil {
		return c, nil, "", err
	}
	documents, ok := d.named[n.Document]
	if !ok {
		if documents, err = documentsNamed(d.documents, d.cases, n.Document); err != nil {
			return c, nil, "", err
		}
		d.named[n.Document] = documents
	}
	// A case may have several documents: the quote is in one of them.
	var placed corpus.Placement
	var first error
	for i := range documents {
		doc = &documents[i]
		near, err := near(doc, n.Paragraph)
		if err != nil {
			return c, nil, "", err
		}
		text, err := d.read(doc)
		if err != nil {
			return c, nil, "", err
		}
		if placed, err = text.Place(n.Quote, near); err == nil {
			first = nil
			if !near.Empty() && !placed.Span.Overlaps(near) {
				moved = fmt.Sprintf("found at %s, not where the row says", doc.Locator(placed.Span))
			} else if placed.Match == corpus.ElidedMatch {
				moved = fmt.Sprintf("words left out: the whole of %s is coded", doc.Locator(placed.Span))
			}
			break
		}
		if first == nil {
			first = err
		}
	}
	if first != nil {
		return c, nil, "", first
	}
	coder, err := d.coder(n.Coder)
	if err != nil {
		return c, nil, "", err
	}
	anchor, err := d.text.Anchor(doc.ID, doc.Version, placed.Span)
	if err != nil {
		return c, nil, "", err
	}
	return codebook.Coding{
		ID: corpus.NewID[codebook.CodingID](), Anchor: anchor, Code: code, Coder: coder, Stance: stance,
		Key: n.Key, Memo: n.Memo, FrameworkVersion: d.fw.Version, Created: d.p.time(),
	}, doc, moved, nil
}

func (d *codingDesk) read(doc *corpus.Document) (*corpus.Text, error) {
	if d.at == doc.ID {
		return d.text, nil
	}
	text, err := d.tx.Text(d.ctx, doc.ID, doc.Version)
	if err != nil {
		return nil, err
	}
	d.at, d.text = doc.ID, text
	return text, nil
}

func (d *codingDesk) code(name string) (codebook.CodeID, error) {
	if id, ok := d.codes[name]; ok {
		return id, nil
	}
	c, err := d.tree.Find(name)
	if err != nil {
		return "", err
	}
	if c.Status == codebook.Merged {
		if into, ok := d.tree.Code(c.MergedInto); ok {
			c = into
		}
	}
	if c.Status != codebook.Active {
		return "", corpus.Errorf(corpus.ErrInvalid, "the code %s is retired", c.Key)
	}
	d.codes[name] = c.ID
	return c.ID, nil
}

func (d *codingDesk) coder(name string) (codebook.CoderID, error) {
	if id, ok := d.coders[name]; ok {
		return id, nil
	}
	c, err := d.p.coder(d.ctx, d.tx, name)
	if err != nil {
		return "", err
	}
	d.coders[name] = c.ID
	return c.ID, nil
}

// near is the stretch of the paragraphs that a row names: 12, 12–14, P07:12.
func near(d *corpus.Document, paragraph string) (corpus.Span, error) {
	paragraph = strings.TrimSpace(paragraph)
	if paragraph == "" {
		return corpus.Span{}, nil
	}
	if !strings.Contains(paragraph, ":") {
		paragraph = "x:" + strings.TrimSuffix(paragraph, ".0") // a spreadsheet's number
	}
	l, err := corpus.ParseLocator(paragraph)
	if err != nil {
		return corpus.Span{}, corpus.Errorf(corpus.ErrInvalid, "%q is not a paragraph", strings.TrimPrefix(paragraph, "x:")).
			WithHint("write its number, 12, or a range, 12–14")
	}
	if l.First > len(d.Turns) {
		return corpus.Span{}, corpus.Errorf(corpus.ErrInvalid, "%s has %d paragraphs, and the row names the %dth",
			d.Label, len(d.Turns), l.First)
	}
	return corpus.Span{
		Start: d.Turns[l.First-1].Span.Start,
		End:   d.Turns[min(l.Last, len(d.Turns))-1].Span.End,
	}, nil
}
