package project

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"framewise/corpus"
	"framewise/framework"
	"framewise/framework/store"
)

// Participants sums up the cases' attributes, as the first table of a paper
// does.
func (p *Project) Participants(ctx context.Context, v framework.ParticipantsView) (told framework.Participants, err error) {
	cases, attributes, err := p.Cases(ctx)
	if err != nil {
		return told, err
	}
	if v.Where, err = canonicalValues(attributes, v.Where); err != nil {
		return told, err
	}
	return framework.DescribeParticipants(cases, attributes, v)
}

// canonicalValues are values as the cases have them, by the attributes' own
// names. What is no attribute's is left as it is.
func canonicalValues(attributes []corpus.Attribute, values map[string]string) (map[string]string, error) {
	canonical := make(map[string]string, len(values))
	for name, value := range values {
		if i := attributeNamed(attributes, name); i >= 0 {
			a, err := &attributes[i], error(nil)
			if value, err = a.Parse(value); err != nil {
				return nil, err
			}
			name = a.Name
		}
		canonical[name] = value
	}
	return canonical, nil
}

// attributeNamed is the index of an attribute by its name, in any case of
// letters, or -1.
func attributeNamed(attributes []corpus.Attribute, name string) int {
	return slices.IndexFunc(attributes, func(a corpus.Attribute) bool { return strings.EqualFold(a.Name, name) })
}

// AttributeChange says what is to be another about an attribute. What is empty
// stays.
type AttributeChange struct {
	Name    string               // a new name
	Type    corpus.AttributeType // the values are read anew
	Order   []string             // its categories, all of them
	Missing []string             // further words that stand for an unknown value
}

// ChangeAttribute changes an attribute and with it the values that cases have
// of it, all or none: a value that does not fit is a [corpus.ErrInvalid] that
// names its cases.
func (p *Project) ChangeAttribute(ctx context.Context, name string, change AttributeChange) (a corpus.Attribute, err error) {
	_, err = p.update(ctx, "case attribute", name, func(tx store.Tx) error {
		attributes, err := tx.Attributes(ctx)
		if err != nil {
			return err
		}
		i := attributeNamed(attributes, name)
		if i < 0 {
			names := make([]string, len(attributes))
			for i, a := range attributes {
				names[i] = a.Name
			}
			return unknown("attribute", name, names)
		}
		cases, err := tx.Cases(ctx)
		if err != nil {
			return err
		}
		was := attributes[i]
		if a, err = changed(was, change, cases); err != nil {
			return err
		}
		if j := attributeNamed(attributes, a.Name); j >= 0 && j != i {
			return corpus.Errorf(corpus.ErrConflict, "there is an attribute %s already", attributes[j].Name)
		}
		if a.Name != was.Name {
			if err := tx.DeleteAttribute(ctx, was.Name); err != nil {
				return err
			}
		}
		if err := tx.PutAttribute(ctx, a); err != nil {
			return err
		}
		for _, c := range cases {
			value, has := c.Values[was.Name]
			if !has {
				continue
			}
			canonical, err := a.Parse(value)
			if err != nil {
				return err
			}
			delete(c.Values, was.Name)
			c.Values[a.Name] = canonical
			if err := tx.PutCase(ctx, c); err != nil {
				return err
			}
		}
		return nil
	})
	return a, err
}

// changed is an attribute after a change, if all values fit it.
func changed(a corpus.Attribute, change AttributeChange, cases []corpus.Case) (corpus.Attribute, error) {
	was := a.Name
	if change.Name != "" {
		a.Name = change.Name
	}
	for _, word := range change.Missing {
		if word = strings.TrimSpace(word); word != "" && !a.IsMissing(word) {
			a.Missing = append(slices.Clone(a.Missing), word)
			a.Categories = slices.DeleteFunc(slices.Clone(a.Categories), a.IsMissing)
		}
	}
	if change.Type != "" && change.Type != a.Type {
		a.Type, a.Categories = change.Type, nil
		if change.Type == corpus.CategoryAttribute && change.Order == nil {
			a.Categories = valuesOf(&a, was, cases)
		}
	}
	if change.Order != nil {
		if a.Type != corpus.CategoryAttribute {
			return a, corpus.Errorf(corpus.ErrInvalid, "%s is a %s and has no categories to order", was, a.Type).
				WithHint("make it one with --type category")
		}
		a.Categories = change.Order
	}
	wrong := make(map[string][]string)
	for _, c := range cases {
		if value := c.Values[was]; value != "" {
			if _, err := a.Parse(value); err != nil {
				wrong[value] = append(wrong[value], c.Label)
			}
		}
	}
	if len(wrong) == 0 {
		return a, nil
	}
	words := slices.Sorted(maps.Keys(wrong))
	const most = 10 // are named: more are a wrong type rather than slips
	list := make([]string, 0, most+1)
	for i, value := range words {
		if i == most {
			list = append(list, fmt.Sprintf("and %d more", len(words)-most))
			break
		}
		list = append(list, fmt.Sprintf("%q (%s)", value, strings.Join(wrong[value], ", ")))
	}
	if change.Order != nil {
		return a, corpus.Errorf(corpus.ErrInvalid, "the categories leave out %s", strings.Join(list, ", ")).
			WithHint("name all of them, in their order")
	}
	return a, corpus.Errorf(corpus.ErrInvalid, "%s can't be a %s with %s", was, a.Type, strings.Join(list, ", ")).
		WithHint("mend them with framewise case set, or name them as missing: --missing %q",
			strings.Join(words[:min(len(words), most)], ","))
}

// valuesOf are the values that cases have of an attribute, in alphabetical
// order, without the missing ones.
func valuesOf(a *corpus.Attribute, name string, cases []corpus.Case) []string {
	var values []string
	for _, c := range cases {
		if value := c.Values[name]; !a.IsMissing(value) {
			values = append(values, value)
		}
	}
	slices.Sort(values)
	return slices.Compact(values)
}
