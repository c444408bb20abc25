package project

import (
	"context"
	"fmt"
	"slices"

	"framewise/codebook"
	"framewise/corpus"
	"framewise/framework"
	"framewise/framework/store"
)

// CodeEdit says what to change of a code; what is nil stays.
type CodeEdit struct {
	Key, Number, Name, Definition, Include, Exclude, Example, Colour *string
}

// editTree changes the framework in use: fn is given its codes and returns
// them changed.
func (p *Project) editTree(ctx context.Context, verb, subject string, fn func(*codebook.Tree) ([]codebook.Code, error)) error {
	_, err := p.update(ctx, verb, subject, func(tx store.Tx) error {
		_, tree, err := inUse(ctx, tx)
		if err != nil {
			return err
		}
		codes, err := fn(tree)
		if err != nil {
			return err
		}
		return putCodes(ctx, tx, codes)
	})
	return err
}

// AddCode adds a code built from the data at the end of its siblings, before
// an Other code; parent is empty for a theme, which gets an Other code of its
// own. In a project without a framework it begins one, named after nothing but
// the study.
func (p *Project) AddCode(ctx context.Context, key, name, parent string, edit CodeEdit) (added codebook.Code, err error) {
	_, err = p.update(ctx, "code add", key, func(tx store.Tx) error {
		study, err := tx.Project(ctx)
		if err != nil {
			return err
		}
		if study.Framework == "" {
			fw := framework.Framework{
				ID: corpus.NewID[codebook.FrameworkID](), Name: "study", Title: study.Name, Version: "1",
				Note: "built from the data",
			}
			if err := tx.PutFramework(ctx, fw); err != nil {
				return err
			}
			study.Framework = fw.ID
			if err := tx.PutProject(ctx, study); err != nil {
				return err
			}
		}
		_, tree, err := inUse(ctx, tx)
		if err != nil {
			return err
		}
		added = codebook.Code{
			ID: corpus.NewID[codebook.CodeID](), Framework: study.Framework, Key: key, Name: name,
			Origin: codebook.Inductive, Status: codebook.Active,
		}
		edit.apply(&added)
		codes := slices.Clone(tree.Codes())
		if parent == "" {
			added.Position = len(tree.Themes())
			if added.Number == "" {
				added.Number = fmt.Sprint(added.Position + 1)
			}
			other := codebook.Code{
				ID: corpus.NewID[codebook.CodeID](), Framework: study.Framework, Parent: added.ID,
				Key: key + "-other", Name: "Other", Number: added.Number + ".9", Other: true,
				Origin: codebook.Inductive, Status: codebook.Active,
			}
			return putCodes(ctx, tx, append(codes, added, other))
		}
		up, err := tree.Find(parent)
		if err != nil {
			return err
		}
		added.Parent = up.ID
		siblings := tree.Children(up.ID)
		added.Position = len(siblings)
		for i, s := range siblings {
			if s.Other {
				added.Position = i
				break
			}
		}
		if added.Number == "" && up.Number != "" {
			added.Number = fmt.Sprintf("%s.%d", up.Number, added.Position+1)
		}
		return putCodes(ctx, tx, place(codes, added))
	})
	return added, err
}

func (e CodeEdit) apply(c *codebook.Code) {
	for _, f := range []struct {
		to   *string
		from *string
	}{
		{&c.Key, e.Key}, {&c.Number, e.Number}, {&c.Name, e.Name}, {&c.Definition, e.Definition},
		{&c.Include, e.Include}, {&c.Exclude, e.Exclude}, {&c.Example, e.Example}, {&c.Colour, e.Colour},
	} {
		if f.from != nil {
			*f.to = *f.from
		}
	}
}

// place puts a code among its siblings at its position and counts them anew.
func place(codes []codebook.Code, c codebook.Code) []codebook.Code {
	codes = slices.DeleteFunc(codes, func(o codebook.Code) bool { return o.ID == c.ID })
	for i := range codes {
		if codes[i].Parent == c.Parent && codes[i].Position >= c.Position {
			codes[i].Position++
		}
	}
	return append(codes, c)
}

// EditCode changes a code's words, number or colour. Codings keep to it.
func (p *Project) EditCode(ctx context.Context, code string, edit CodeEdit) error {
	return p.editTree(ctx, "code edit", code, func(tree *codebook.Tree) ([]codebook.Code, error) {
		c, err := tree.Find(code)
		if err != nil {
			return nil, err
		}
		edit.apply(&c)
		codes := slices.Clone(tree.Codes())
		codes[tree.Order(c.ID)] = c
		return codes, nil
	})
}

// MoveCode puts a code, with all below it, under another (or at the top, with
// an empty parent) at a position from 1; 0 is the end.
func (p *Project) MoveCode(ctx context.Context, code, parent string, position int) error {
	return p.editTree(ctx, "code move", code, func(tree *codebook.Tree) ([]codebook.Code, error) {
		c, err := tree.Find(code)
		if err != nil {
			return nil, err
		}
		c.Parent = ""
		if parent != "" {
			up, err := tree.Find(parent)
			if err != nil {
				return nil, err
			}
			if slices.Contains(tree.Under(c.ID), up.ID) {
				return nil, corpus.Errorf(corpus.ErrInvalid, "%s can't go below itself", c.Key)
			}
			c.Parent = up.ID
		}
		siblings := slices.DeleteFunc(tree.Children(c.Parent), func(s codebook.Code) bool { return s.ID == c.ID })
		c.Position = len(siblings)
		if position > 0 {
			c.Position = min(position-1, len(siblings))
		} else if n := len(siblings); n > 0 && siblings[n-1].Other {
			c.Position = n - 1
		}
		codes := slices.Clone(tree.Codes())
		for i, s := range siblings { // close the gap it leaves
			codes[tree.Order(s.ID)].Position = i
		}
		return place(codes, c), nil
	})
}

// RetireCode takes a code and all below it out of use. What was coded with
// them stays, and shows in no column.
func (p *Project) RetireCode(ctx context.Context, code string) error {
	return p.editTree(ctx, "code retire", code, func(tree *codebook.Tree) ([]codebook.Code, error) {
		c, err := tree.Find(code)
		if err != nil {
			return nil, err
		}
		codes := slices.Clone(tree.Codes())
		for _, id := range tree.Under(c.ID) {
			codes[tree.Order(id)].Status = codebook.Retired
		}
		return codes, nil
	})
}

// MergeCode moves all codings of a code to another and marks the first as
// merged. A cell whose crossing the other code has charted already stays where
// it is; kept counts those. Codes below the merged one come under the other.
func (p *Project) MergeCode(ctx context.Context, code, into string) (moved, kept int, err error) {
	_, err = p.update(ctx, "code merge", code+" into "+into, func(tx store.Tx) error {
		_, tree, err := inUse(ctx, tx)
		if err != nil {
			return err
		}
		from, err := tree.Find(code)
		if err != nil {
			return err
		}
		to, err := tree.Find(into)
		if err != nil {
			return err
		}
		if slices.Contains(tree.Under(from.ID), to.ID) {
			return corpus.Errorf(corpus.ErrInvalid, "%s can't be merged into itself or a code below it", from.Key)
		}
		var codings []codebook.Coding
		for c, err := range tx.Codings(ctx, codebook.CodingFilter{Code: []codebook.CodeID{from.ID}}) {
			if err != nil {
				return err
			}
			c.Code = to.ID
			codings = append(codings, c)
		}
		moved = len(codings)
		if err := tx.PutCoding(ctx, codings...); err != nil {
			return err
		}
		charted := make(map[corpus.CaseID]bool)
		var cells []framework.Cell
		for c, err := range tx.Cells(ctx) {
			if err != nil {
				return err
			}
			switch c.Code {
			case to.ID:
				charted[c.Case] = true
			case from.ID:
				cells = append(cells, c)
			}
		}
		for _, c := range cells {
			if charted[c.Case] {
				kept++
				continue
			}
			c.Code = to.ID
			c.Version++
			c.Modified = p.time()
			if err := tx.PutCell(ctx, c); err != nil {
				return err
			}
		}
		codes := slices.Clone(tree.Codes())
		for i := range codes {
			if codes[i].Parent == from.ID {
				codes[i].Parent = to.ID
				codes[i].Position += len(tree.Children(to.ID))
			}
		}
		from.Status, from.MergedInto = codebook.Merged, to.ID
		codes[tree.Order(from.ID)] = from
		return putCodes(ctx, tx, codes)
	})
	return moved, kept, err
}
