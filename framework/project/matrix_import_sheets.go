package project

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"framewise/codebook"
	"framewise/corpus"
	"framewise/framework"
	"framewise/framework/xlsx"
)

func (in *workbookDesk) quotes() error {
	for _, e := range in.edited.Quotes {
		c, err := in.tx.Coding(in.ctx, e.ID)
		if isNotFound(err) {
			in.problem(e.Address, false, "the quote was removed since the export", "")
			continue
		}
		if err != nil {
			return err
		}
		d, err := in.tx.Document(in.ctx, c.Anchor.Document)
		if err != nil {
			return err
		}
		q := framework.QuoteOf(&d, c)
		q.Locator.Key = false
		subject, about := q.Place(), codebook.Ref{Coding: c.ID}
		changed := false
		if e.Key != nil {
			s, differs, err := in.field(e.Address, "quote", subject, about, "key", mark(e.Exported.Key), mark(*e.Key), mark(c.Key))
			if err != nil {
				return err
			}
			c.Key, changed = s == mark(true), changed || differs
		}
		if e.Stance != nil {
			s, differs, err := in.field(e.Address, "quote", subject, about, "stance",
				string(e.Exported.Stance), string(*e.Stance), string(c.Stance))
			if err != nil {
				return err
			}
			c.Stance, changed = codebook.Stance(s), changed || differs
		}
		if changed {
			if err := in.tx.PutCoding(in.ctx, c); err != nil {
				return err
			}
		}
	}
	return nil
}

func mark(b bool) string {
	if b {
		return "yes"
	}
	return ""
}

func (in *workbookDesk) cases() error {
	attributes, err := in.tx.Attributes(in.ctx)
	if err != nil {
		return err
	}
	for _, e := range in.edited.Cases {
		c, err := in.tx.Case(in.ctx, e.ID)
		if isNotFound(err) {
			in.problem(e.Address, false, fmt.Sprintf("the case %s is not in the project any more", e.Label), "")
			continue
		}
		if err != nil {
			return err
		}
		c.Values = maps.Clone(c.Values)
		changed := false
		for _, name := range slices.Sorted(maps.Keys(e.Values)) {
			noted := len(in.result.Changes)
			value, differs, err := in.field(e.Address, "case", c.Label, codebook.Ref{Case: c.ID}, name, e.Exported[name], e.Values[name],
				c.Values[name])
			if err != nil {
				return err
			}
			if !differs {
				continue
			}
			i := slices.IndexFunc(attributes, func(a corpus.Attribute) bool { return a.Name == name })
			if i < 0 {
				in.result.Changes = in.result.Changes[:noted]
				in.problem(e.Address, false, fmt.Sprintf("there is no attribute %q any more", name), "")
				continue
			}
			categories := attributes[i].Categories
			if err := setValue(in.ctx, in.tx, &c, &attributes[i], value); err != nil {
				in.result.Changes = in.result.Changes[:noted]
				if err := in.refuse(e.Address, err); err != nil {
					return err
				}
				continue
			}
			if near := corpus.Nearest(value, categories); near != "" && len(attributes[i].Categories) > len(categories) {
				in.problem(e.Address, true, fmt.Sprintf("%q is new among the values of %s", value, name),
					fmt.Sprintf("framewise case set %s %s=%s, if it was meant", c.Label, name, near))
			}
			changed = true
		}
		if changed {
			if err := in.tx.PutCase(in.ctx, c); err != nil {
				return err
			}
		}
	}
	return nil
}

func (in *workbookDesk) codes() error {
	for _, e := range in.edited.Codes {
		c, err := in.tx.Code(in.ctx, e.ID)
		if isNotFound(err) {
			in.problem(e.Address, false, fmt.Sprintf("the code %s is not in the project any more", e.Key), "")
			continue
		}
		if err != nil {
			return err
		}
		changed := false
		for _, field := range []struct {
			name xlsx.CodeField
			to   *string
		}{
			{xlsx.Definition, &c.Definition}, {xlsx.Include, &c.Include}, {xlsx.Exclude, &c.Exclude}, {xlsx.Example, &c.Example},
		} {
			workbook, ok := e.Fields[field.name]
			if !ok {
				continue
			}
			text, differs, err := in.field(e.Address, "code", c.Key, codebook.Ref{Code: c.ID}, string(field.name), e.Exported[field.name],
				workbook, *field.to)
			if err != nil {
				return err
			}
			if differs {
				*field.to, changed = text, true
			}
		}
		if changed {
			if err := in.tx.PutCode(in.ctx, c); err != nil {
				return err
			}
		}
	}
	return nil
}

// notes makes memos of the notes that people pinned to cells. A note that is a
// memo already, word for word, is not doubled.
func (in *workbookDesk) notes() error {
	if len(in.edited.Notes) == 0 {
		return nil
	}
	memos, err := in.tx.Memos(in.ctx)
	if err != nil {
		return err
	}
	coders, err := in.tx.Coders(in.ctx)
	if err != nil {
		return err
	}
	for _, n := range in.edited.Notes {
		text := strings.TrimSpace(n.Text)
		about := codebook.Ref{Case: n.Case, Code: n.Code}
		if n.Quote != "" {
			about = codebook.Ref{Coding: n.Quote}
		}
		known := slices.ContainsFunc(memos, func(m codebook.Memo) bool { return m.Text == text && m.About == about })
		if text == "" || known {
			continue
		}
		author, ok := findCoder(coders, cmp.Or(n.Author, in.edited.LastEditor))
		if !ok {
			if author, err = in.p.coder(in.ctx, in.tx, ""); err != nil {
				return err
			}
		}
		m := codebook.Memo{
			ID: corpus.NewID[codebook.MemoID](), Kind: codebook.Analytic, Title: "Note in " + in.result.Workbook,
			Text: text, About: about, Author: author.ID, Created: in.p.time(),
		}
		if err := in.tx.PutMemo(in.ctx, m); err != nil {
			return err
		}
		subject, err := subjectOf(in.ctx, in.tx, about)
		if err != nil {
			return err
		}
		in.note(WorkbookChange{Address: n.Address, Kind: "memo", Subject: subject, FieldChange: framework.FieldChange{
			Field: "note", Workbook: text, Outcome: framework.Taken, Result: text,
		}})
	}
	return nil
}
