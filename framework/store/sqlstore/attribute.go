package sqlstore

import (
	"cmp"
	"context"
	"slices"

	"framewise/corpus"
)

var attributes = noun[corpus.Attribute]{
	shape:  shape{kind: "attribute", table: "attribute"},
	id:     func(a *corpus.Attribute) string { return a.Name },
	values: func(*corpus.Attribute) []any { return nil },
}

// Attributes implements [corpus.Reader].
func (r *reader) Attributes(ctx context.Context) (as []corpus.Attribute, err error) {
	defer r.wrap(&err, "attributes")
	as, err = attributes.all(ctx, r, "")
	slices.SortStableFunc(as, func(a, b corpus.Attribute) int { return cmp.Compare(a.Position, b.Position) })
	return as, err
}

// PutAttribute implements [corpus.Store].
func (tx *Tx) PutAttribute(ctx context.Context, a corpus.Attribute) (err error) {
	defer tx.wrap(&err, "put attribute %q", a.Name)
	return attributes.put(ctx, tx, a)
}

// DeleteAttribute implements [corpus.Store].
func (tx *Tx) DeleteAttribute(ctx context.Context, name string) (err error) {
	defer tx.wrap(&err, "delete attribute %q", name)
	return attributes.delete(ctx, tx, name)
}
