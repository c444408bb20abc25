package sqlstore

import (
	"context"
	"slices"

	"framewise/corpus"
)

var cases = noun[corpus.Case]{
	shape:    shape{kind: "case", table: "case_", columns: []string{"label"}},
	id:       func(c *corpus.Case) string { return string(c.ID) },
	values:   func(c *corpus.Case) []any { return []any{c.Label} },
	label:    func(c *corpus.Case) string { return c.Label },
	validate: (*corpus.Case).Validate,
	unique: []unique[corpus.Case]{{
		where: "label = $2",
		args:  func(c *corpus.Case) []any { return []any{c.Label} },
		says:  "is the short name of another case",
	}},
}

// Case implements [corpus.Reader].
func (r *reader) Case(ctx context.Context, id corpus.CaseID) (c corpus.Case, err error) {
	defer r.wrap(&err, "case %s", id)
	return cases.get(ctx, r, string(id))
}

// CaseByLabel implements [corpus.Reader].
func (r *reader) CaseByLabel(ctx context.Context, label string) (c corpus.Case, err error) {
	defer r.wrap(&err, "case %s", label)
	found, err := cases.all(ctx, r, "lower(label) = lower($1)", label)
	if err == nil && len(found) == 0 {
		err = corpus.Errorf(corpus.ErrNotFound, "there is no case %q", label)
	}
	if err != nil {
		return c, err
	}
	return found[max(0, slices.IndexFunc(found, func(c corpus.Case) bool { return c.Label == label }))], nil
}

// Cases implements [corpus.Reader].
func (r *reader) Cases(ctx context.Context) (cs []corpus.Case, err error) {
	defer r.wrap(&err, "cases")
	cs, err = cases.all(ctx, r, "")
	slices.SortStableFunc(cs, func(a, b corpus.Case) int { return corpus.CompareLabels(a.Label, b.Label) })
	return cs, err
}

// PutCase implements [corpus.Store].
func (tx *Tx) PutCase(ctx context.Context, c corpus.Case) (err error) {
	defer tx.wrap(&err, "put case %s", c.ID)
	return cases.put(ctx, tx, c)
}

// DeleteCase implements [corpus.Store].
func (tx *Tx) DeleteCase(ctx context.Context, id corpus.CaseID) (err error) {
	defer tx.wrap(&err, "delete case %s", id)
	return cases.delete(ctx, tx, string(id))
}
