package project

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync"

	"framewise/codebook"
	"framewise/corpus"
	"framewise/corpus/search"
	"framewise/framework/store"
)

// resolver puts into a query what the index knows passages by in the place of
// what people call it: keys for the names of codes, initials for those of
// coders, cases for their attributes. What it looks up it reads only when a
// query asks for it.
type resolver struct {
	ctx        context.Context
	r          store.Reader
	attributes []corpus.Attribute
	read       *casesRead
	cases      []corpus.Case
	trees      []namedTree // the framework in use first
}

type namedTree struct {
	name string
	*codebook.Tree
}

func newResolver(ctx context.Context, r store.Reader, attributes []corpus.Attribute, read *casesRead) *resolver {
	return &resolver{ctx: ctx, r: r, attributes: attributes, read: read}
}

// casesRead remembers the cases as they were at a revision: a search by
// attribute needs all of them, and to read a thousand takes half its time.
type casesRead struct {
	mu       sync.Mutex
	revision int64
	cases    []corpus.Case // not to be changed
}

// at returns the cases of a snapshot.
func (c *casesRead) at(ctx context.Context, r store.Reader) ([]corpus.Case, error) {
	revision, err := r.Revision(ctx)
	if err != nil {
		return nil, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.cases == nil || c.revision != revision {
		cases, err := r.Cases(ctx)
		if err != nil {
			return nil, err
		}
		c.revision, c.cases = revision, cases
	}
	return c.cases, nil
}

func (s *resolver) resolve(q search.Query) (search.Query, error) {
	return search.Rewrite(q, func(f search.Filter) (search.Query, error) {
		field := strings.ToLower(f.Field)
		if !slices.Contains(search.Fields, field) {
			i := slices.IndexFunc(s.attributes, func(a corpus.Attribute) bool { return f.Is(a.Name) })
			switch {
			case i >= 0:
				return s.attribute(f, &s.attributes[i])
			case field == "wave" && f.Op == ":":
				return s.wave(f)
			}
			return f, nil // the index says what is wrong with it
		}
		if f.Begins() || f.Op != ":" {
			return f, nil
		}
		var err error
		switch field {
		case "case":
			err = s.known(f)
		case "code":
			f.Value, err = s.code(f.Value)
		case "coder":
			f.Value, err = s.coder(f)
		case "stance":
			var stance codebook.Stance
			stance, err = codebook.ParseStance(f.Value)
			f.Value = string(stance)
		}
		return f, err
	})
}

func (s *resolver) readCases() (err error) {
	if s.cases == nil {
		s.cases, err = s.read.at(s.ctx, s.r)
	}
	return err
}

// known reports a case that is not there.
func (s *resolver) known(f search.Filter) error {
	if err := s.readCases(); err != nil {
		return err
	}
	if slices.ContainsFunc(s.cases, func(c corpus.Case) bool { return f.Holds(c.Label) }) {
		return nil
	}
	_, err := findCase(s.cases, f.Value)
	return err
}

// wave asks for the documents of a wave, in its place.
func (s *resolver) wave(f search.Filter) (search.Query, error) {
	documents, err := allDocuments(s.ctx, s.r)
	if err != nil {
		return nil, err
	}
	if err := s.readCases(); err != nil {
		return nil, err
	}
	labels := make(map[corpus.CaseID]string, len(s.cases))
	for _, c := range s.cases {
		labels[c.ID] = c.Label
	}
	q := search.OneOf{Field: "doc"}
	var waves []string
	for i := range documents {
		wave := documents[i].Wave(labels[documents[i].Case])
		if wave == "" {
			continue
		}
		if f.Holds(wave) {
			q.Values = append(q.Values, documents[i].Label)
		}
		waves = append(waves, wave)
	}
	if len(q.Values) == 0 {
		slices.Sort(waves)
		return nil, unknown("wave", f.Value, slices.Compact(waves))
	}
	return q, nil
}

// attribute asks for the cases that have the value, in the place of the value.
func (s *resolver) attribute(f search.Filter, a *corpus.Attribute) (search.Query, error) {
	if err := s.readCases(); err != nil {
		return nil, err
	}
	holds, err := satisfies(f, a)
	if err != nil {
		return nil, err
	}
	q := search.OneOf{Field: "case"}
	for _, c := range s.cases {
		if v := c.Values[a.Name]; v != "" && holds(v) {
			q.Values = append(q.Values, c.Label)
		}
	}
	return q, nil
}

// satisfies makes the test of an attribute's values. What the attribute can't
// have is an [corpus.ErrInvalid]; the beginning of a value, and of a date the
// year or month, may be any.
func satisfies(f search.Filter, a *corpus.Attribute) (test func(value string) bool, err error) {
	equality := f.Op == ":"
	if !equality {
		// A missing value is above and below nothing.
		defer func() {
			if holds := test; holds != nil {
				test = func(v string) bool { return !a.IsMissing(v) && holds(v) }
			}
		}()
	}
	if equality && f.Begins() || equality && a.Type == corpus.TextAttribute {
		return f.Holds, nil
	}
	for _, v := range []*string{&f.Value, &f.Upper} {
		if *v == "" {
			continue
		}
		canonical, err := canonical(a, *v)
		if err != nil {
			return nil, err
		}
		*v = canonical
	}
	if equality || a.Type == corpus.NumberAttribute || a.Type == corpus.DateAttribute {
		if equality && a.Type == corpus.DateAttribute {
			f.Op, f.Upper = "..", f.Value
		}
		return f.Holds, nil
	}
	switch a.Type {
	case corpus.TextAttribute: // of its values only the numbers and dates have an order
		return f.Holds, nil
	case corpus.CategoryAttribute:
		return func(v string) bool {
			c := a.Compare(v, f.Value)
			switch f.Op {
			case "<":
				return c < 0
			case "<=":
				return c <= 0
			case ">":
				return c > 0
			case ">=":
				return c >= 0
			}
			return c >= 0 && a.Compare(v, f.Upper) <= 0
		}, nil
	}
	return nil, corpus.Errorf(corpus.ErrInvalid, "%s has no order to compare by", a.Name).
		WithHint("%s:yes asks for one value", a.Name)
}

// canonical is a value as the attribute's values are kept.
func canonical(a *corpus.Attribute, value string) (string, error) {
	switch a.Type {
	case corpus.CategoryAttribute:
		same := search.Filter{Field: a.Name, Op: ":", Value: value}
		if i := slices.IndexFunc(a.Categories, same.Holds); i >= 0 {
			return a.Categories[i], nil
		}
		if near := corpus.Nearest(value, a.Categories); near != "" {
			return "", corpus.Errorf(corpus.ErrInvalid, "%q is not a category of %s", value, a.Name).
				WithHint("did you mean %s?", near)
		}
	case corpus.DateAttribute:
		if search.IsDate(value) {
			return value, nil
		}
	case corpus.TextAttribute:
		number := corpus.Attribute{Name: a.Name, Type: corpus.NumberAttribute}
		if canonical, err := number.Parse(value); err == nil {
			return canonical, nil
		}
		if search.IsDate(value) {
			return value, nil
		}
		return "", corpus.Errorf(corpus.ErrInvalid, "%q is neither a number nor a date to compare %s with",
			value, a.Name).WithHint("%s:… asks for one value", a.Name)
	}
	return a.Parse(value)
}

// code finds the key of a code by what a person calls it, in the framework in
// use before the others; a framework's name before a colon picks that one.
func (s *resolver) code(typed string) (string, error) {
	if err := s.readTrees(); err != nil {
		return "", err
	}
	trees := s.trees
	if name, _, ok := strings.Cut(typed, ":"); ok {
		name = strings.TrimSpace(name)
		one := slices.IndexFunc(trees, func(t namedTree) bool { return strings.EqualFold(t.name, name) })
		if one < 0 {
			names := make([]string, len(trees))
			for i, t := range trees {
				names[i] = t.name
			}
			return "", unknown("framework", name, names)
		}
		trees = trees[one : one+1]
	}
	var missing error
	for _, t := range trees {
		c, err := t.Find(typed)
		switch {
		case err == nil:
			return c.Key, nil
		case !isNotFound(err):
			return "", err
		case missing == nil || !hinted(missing):
			missing = err
		}
	}
	if missing == nil {
		missing = unknown("code", typed, nil)
	}
	return "", missing
}

// hinted reports whether an error says what to do.
func hinted(err error) bool {
	var e *corpus.Error
	return errors.As(err, &e) && e.Advice != ""
}

func (s *resolver) readTrees() error {
	if s.trees != nil {
		return nil
	}
	study, err := s.r.Project(s.ctx)
	if err != nil {
		return err
	}
	frameworks, err := s.r.Frameworks(s.ctx)
	if err != nil {
		return err
	}
	for _, fw := range frameworks {
		_, tree, err := readFramework(s.ctx, s.r, fw.ID)
		if err != nil {
			return err
		}
		at := len(s.trees)
		if fw.ID == study.Framework {
			at = 0
		}
		s.trees = slices.Insert(s.trees, at, namedTree{fw.Name, tree})
	}
	return nil
}

// coder finds a coder's initials by initials or name.
func (s *resolver) coder(f search.Filter) (string, error) {
	coders, err := s.r.Coders(s.ctx)
	if err != nil {
		return "", err
	}
	var names []string
	for _, test := range []func(codebook.Coder) string{
		func(c codebook.Coder) string { return c.Initials }, func(c codebook.Coder) string { return c.Name },
	} {
		for _, c := range coders {
			if f.Holds(test(c)) {
				return c.Initials, nil
			}
			if name := test(c); !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	return "", unknown("coder", f.Value, names)
}
