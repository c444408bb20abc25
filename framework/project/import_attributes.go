package project

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"framewise/corpus"
	"framewise/corpus/intake"
	"framewise/framework/audit"
	"framewise/framework/store"
)

// attributes gives a respondent's case the closed answers.
func (in *intaker) attributes(c *corpus.Case, values map[string]string) error {
	all, err := in.tx.Attributes(in.ctx)
	if err != nil {
		return err
	}
	names := make([]string, 0, len(values))
	for name := range values {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		i := attributeNamed(all, name)
		if i < 0 {
			if all, err = in.attribute(all, name); err != nil {
				return err
			}
			i = len(all) - 1
		}
		if err := setValue(in.ctx, in.tx, c, &all[i], values[name]); err != nil {
			in.result.Warnings = append(in.result.Warnings, fmt.Sprintf("%s: %v", c.Label, err))
		}
	}
	return nil
}

// head gives a case what the head of its transcript tells of it. What is known
// already stays.
func (in *intaker) head(c *corpus.Case, fields [][2]string) error {
	all, err := in.tx.Attributes(in.ctx)
	if err != nil {
		return err
	}
	for _, f := range fields {
		i := slices.IndexFunc(all, func(a corpus.Attribute) bool { return intake.SameField(a.Name, f[0]) })
		if i < 0 {
			if all, err = in.attribute(all, f[0]); err != nil {
				return err
			}
			i = len(all) - 1
		}
		a := &all[i]
		if was := c.Values[a.Name]; was != "" {
			if value, err := a.Parse(f[1]); err != nil || !strings.EqualFold(value, was) {
				in.result.Warnings = append(in.result.Warnings, fmt.Sprintf(
					"%s has a value for %s already: what the head of the transcript says was not taken", c.Label, a.Name))
			}
			continue
		}
		if err := setValue(in.ctx, in.tx, c, a, f[1]); err != nil {
			in.result.Warnings = append(in.result.Warnings, fmt.Sprintf("%s: %v", c.Label, err))
		}
	}
	return nil
}

// attribute makes an attribute, the last of all. Later files may not fit what
// the first suggests: text takes them all, until all are there.
func (in *intaker) attribute(all []corpus.Attribute, name string) ([]corpus.Attribute, error) {
	a := corpus.Attribute{Name: name, Type: corpus.TextAttribute, Position: len(all)}
	in.result.made = append(in.result.made, name)
	return append(all, a), in.tx.PutAttribute(in.ctx, a)
}

// typeAttributes gives the attributes that an import made the types that all
// their values suggest.
func (p *Project) typeAttributes(ctx context.Context, results []Imported, batch string) error {
	var made []string
	for _, r := range results {
		made = append(made, r.made...)
	}
	if len(made) == 0 {
		return nil
	}
	var typed []corpus.Attribute
	err := p.store.View(ctx, func(r store.Reader) (err error) {
		typed, err = typesFor(ctx, r, made)
		return err
	})
	if err != nil || len(typed) == 0 {
		return err
	}
	act := audit.Act{Actor: p.actor, Verb: "import", Subject: "attributes", Batch: batch}
	_, err = p.store.Update(ctx, act, func(tx store.Tx) error {
		typed, err := typesFor(ctx, tx, made)
		if err != nil {
			return err
		}
		cases, err := tx.Cases(ctx)
		if err != nil {
			return err
		}
		for i := range typed {
			a := &typed[i]
			if err := tx.PutAttribute(ctx, *a); err != nil {
				return err
			}
			for _, c := range cases {
				value := c.Values[a.Name]
				if value == "" {
					continue
				}
				if c.Values[a.Name], err = a.Parse(value); err != nil {
					return err
				}
				if c.Values[a.Name] == value {
					continue
				}
				if err := tx.PutCase(ctx, c); err != nil {
					return err
				}
			}
		}
		return nil
	})
	return err
}

// typesFor are those of the attributes named that can be more than text.
func typesFor(ctx context.Context, r store.Reader, names []string) (typed []corpus.Attribute, err error) {
	attributes, err := r.Attributes(ctx)
	if err != nil {
		return nil, err
	}
	cases, err := r.Cases(ctx)
	if err != nil {
		return nil, err
	}
	for _, was := range attributes {
		if was.Type != corpus.TextAttribute || !slices.Contains(names, was.Name) {
			continue
		}
		var values []string
		for _, c := range cases {
			if v := c.Values[was.Name]; v != "" {
				values = append(values, v)
			}
		}
		if a := corpus.GuessAttribute(was.Name, values); a.Type != corpus.TextAttribute {
			a.Position = was.Position
			typed = append(typed, *a)
		}
	}
	return typed, nil
}
