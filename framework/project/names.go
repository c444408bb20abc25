package project

import (
	"context"
	"slices"
	"strings"

	"framewise/codebook"
	"framewise/corpus"
	"framewise/framework"
	"framewise/framework/store"
)

// findCase finds a case by its label, letter by letter or else in any case of
// letters.
func findCase(cases []corpus.Case, label string) (corpus.Case, error) {
	label = strings.TrimSpace(label)
	for _, c := range cases {
		if c.Label == label {
			return c, nil
		}
	}
	labels := make([]string, len(cases))
	for i, c := range cases {
		if strings.EqualFold(c.Label, label) {
			return c, nil
		}
		labels[i] = c.Label
	}
	return corpus.Case{}, unknown("case", label, labels)
}

// unknown is the error of a name that is not there, with the nearest that is.
func unknown(what, name string, names []string) error {
	err := corpus.Errorf(corpus.ErrNotFound, "there is no %s %q", what, name)
	if near := corpus.Nearest(name, names); near != "" {
		return err.WithHint("did you mean %s?", near)
	}
	switch n := len(names); {
	case n == 0:
		return err.WithHint("the project has none yet")
	case n <= 12:
		return err.WithHint("there are %s", strings.Join(names, ", "))
	}
	return err
}

// documents finds documents by what a person typed: a label (P07, P07.2), a
// label with a language (P07.en), the name of the file it came from, or the
// label of a case, which names all its documents. Originals come before their
// translations.
func documentsNamed(all []corpus.Document, cases []corpus.Case, name string) ([]corpus.Document, error) {
	name = strings.TrimSpace(name)
	var found []corpus.Document
	for _, d := range all {
		if strings.EqualFold(d.Label, name) || strings.EqualFold(d.Label+"."+d.Language, name) ||
			d.Source == name {
			found = append(found, d)
		}
	}
	if len(found) > 0 {
		// Under an original's name go its translations too, whatever their label.
		for _, d := range all {
			same := func(o corpus.Document) bool { return o.ID == d.ID }
			of := func(o corpus.Document) bool { return o.ID == d.TranslationOf && strings.EqualFold(o.Label, name) }
			if !slices.ContainsFunc(found, same) && slices.ContainsFunc(found, of) {
				found = append(found, d)
			}
		}
		return originalsFirst(found), nil
	}
	for _, c := range cases {
		if !strings.EqualFold(c.Label, name) {
			continue
		}
		for _, d := range all {
			if slices.Contains(d.Cases(), c.ID) {
				found = append(found, d)
			}
		}
	}
	if len(found) > 0 {
		return originalsFirst(found), nil
	}
	var names []string
	for _, d := range all {
		names = append(names, d.Label)
	}
	slices.Sort(names)
	return nil, unknown("document", name, slices.Compact(names))
}

func originalsFirst(documents []corpus.Document) []corpus.Document {
	slices.SortStableFunc(documents, func(a, b corpus.Document) int {
		switch {
		case a.TranslationOf == "" && b.TranslationOf != "":
			return -1
		case a.TranslationOf != "" && b.TranslationOf == "":
			return 1
		}
		return 0
	})
	return documents
}

// allDocuments reads the records of all documents.
func allDocuments(ctx context.Context, r store.Reader) ([]corpus.Document, error) {
	var all []corpus.Document
	for d, err := range r.Documents(ctx) {
		if err != nil {
			return nil, err
		}
		all = append(all, d)
	}
	return all, nil
}

// inUse reads the framework in use with its tree. A project without one is a
// [corpus.ErrNotFound].
func inUse(ctx context.Context, r store.Reader) (framework.Framework, *codebook.Tree, error) {
	study, err := r.Project(ctx)
	if err != nil {
		return framework.Framework{}, nil, err
	}
	if study.Framework == "" {
		return framework.Framework{}, nil, corpus.Errorf(corpus.ErrNotFound, "no framework is in use").
			WithHint("framewise framework use watson takes a built-in one, framework import FILE one of your own")
	}
	return readFramework(ctx, r, study.Framework)
}

func readFramework(ctx context.Context, r store.Reader, id codebook.FrameworkID) (framework.Framework, *codebook.Tree, error) {
	fw, err := r.Framework(ctx, id)
	if err != nil {
		return framework.Framework{}, nil, err
	}
	codes, err := r.Codes(ctx, id)
	if err != nil {
		return framework.Framework{}, nil, err
	}
	tree, err := codebook.NewTree(codes)
	return fw, tree, err
}
