package project

import (
	"fmt"
	"slices"

	"framewise/corpus"
	"framewise/framework"
)

// citations rewrites the locators that cite turns of the document which have
// other numbers now, in cells and memos, and lists those whose turn is gone.
// A cell stays charted when it was: only where its evidence stands is told anew.
func (r *reviser) citations() error {
	number := renumbering(&r.document, &r.next, r.carry)
	if number == nil {
		return nil
	}
	labels := make(map[corpus.CaseID]string)
	for _, c := range r.cases {
		labels[c.ID] = c.Label
	}
	var cells []framework.Cell
	for cell, err := range r.tx.Cells(r.ctx) {
		if err != nil {
			return err
		}
		cells = append(cells, cell)
	}
	for _, cell := range cells {
		row, column := framework.AllWord, framework.AllWord
		if cell.Case != "" {
			row = labels[cell.Case]
		}
		if cell.Code != "" {
			c, err := r.tx.Code(r.ctx, cell.Code)
			if err != nil {
				return err
			}
			column = c.Key
		}
		written, err := r.cite(row+" × "+column, number, &cell.Summary, &cell.Comment, &cell.Range, &cell.Exceptions)
		if err != nil {
			return err
		}
		if written {
			cell.Version++
			if err := r.tx.PutCell(r.ctx, cell); err != nil {
				return err
			}
		}
	}
	memos, err := r.tx.Memos(r.ctx)
	if err != nil {
		return err
	}
	for _, m := range memos {
		subject := "a memo"
		if m.Title != "" {
			subject = fmt.Sprintf("the memo “%s”", m.Title)
		}
		written, err := r.cite(subject, number, &m.Title, &m.Text)
		if err != nil {
			return err
		}
		if written {
			if err := r.tx.PutMemo(r.ctx, m); err != nil {
				return err
			}
		}
	}
	return nil
}

// cite rewrites the locators in texts of one subject, unless they are to be
// kept; written says whether it did.
func (r *reviser) cite(subject string, number func(corpus.Locator) (corpus.Locator, bool), texts ...*string) (written bool, err error) {
	c := Citing{Subject: subject}
	for _, text := range texts {
		*text = corpus.ReplaceLocators(*text, func(l corpus.Locator) corpus.Locator {
			if l.Label != r.document.Label || l.First > len(r.document.Turns) {
				return l
			}
			now, ok := r.cited(l, number)
			switch {
			case !ok:
				if !slices.Contains(c.Gone, l.String()) {
					c.Gone = append(c.Gone, l.String())
				}
				return l
			case now != l && !slices.Contains(c.Was, l.String()):
				c.Was, c.Now = append(c.Was, l.String()), append(c.Now, now.String())
			}
			if r.o.KeepLocators {
				return l
			}
			return now
		})
	}
	c.Written = len(c.Was) > 0 && !r.o.KeepLocators
	if len(c.Was)+len(c.Gone) > 0 {
		r.result.Citing = append(r.result.Citing, c)
	}
	return c.Written, nil
}

// cited is what a locator cites now. An original and a translation that share
// their label share their locators too: one that leads to a coding in the other
// of the two alone stays with that.
func (r *reviser) cited(l corpus.Locator, number func(corpus.Locator) (corpus.Locator, bool)) (corpus.Locator, bool) {
	mine, others := false, corpus.DocumentID("")
	for _, c := range r.coded {
		switch {
		case c.Locator.Label != l.Label || c.Locator.First > l.Last || c.Locator.Last < l.First:
		case c.Document == r.document.ID:
			mine = true
		default:
			others = c.Document
		}
	}
	translation := r.document.TranslationOf != "" && r.next.Label != r.document.Label
	if others != "" && !mine || translation && !mine {
		if label := r.renamed[others]; label != "" {
			l.Label = label
		}
		return l, true
	}
	now, ok := number(l)
	now.Label = r.next.Label
	return now, ok
}

// renumbering tells of a locator which turns it cites now; ok is false where they
// are gone. It is nil where every turn has the number that it had.
func renumbering(old, next *corpus.Document, carry *corpus.Carry) func(corpus.Locator) (now corpus.Locator, ok bool) {
	type turns struct{ first, last int }
	became := make([]turns, len(old.Turns))
	same := len(old.Turns) == len(next.Turns)
	for i, t := range old.Turns {
		if at := carry.Bounds(t.Span); !at.Empty() {
			became[i].first, became[i].last = next.TurnsIn(at)
		}
		same = same && became[i] == turns{i + 1, i + 1}
	}
	if same {
		return nil
	}
	return func(l corpus.Locator) (corpus.Locator, bool) {
		now := corpus.Locator{Label: l.Label, Key: l.Key}
		for _, t := range became[l.First-1 : min(l.Last, len(became))] {
			if t.first == 0 {
				continue
			}
			if now.First == 0 {
				now.First = t.first
			}
			now.First, now.Last = min(now.First, t.first), max(now.Last, t.last)
		}
		return now, now.First > 0
	}
}
