package sqlstore

import (
	"cmp"
	"context"
	"slices"

	"framewise/codebook"
)

var coders = noun[codebook.Coder]{
	shape:  shape{kind: "coder", table: "coder", columns: []string{"name", "initials"}},
	id:     func(c *codebook.Coder) string { return string(c.ID) },
	values: func(c *codebook.Coder) []any { return []any{c.Name, c.Initials} },
	label:  func(c *codebook.Coder) string { return c.Name },
	unique: []unique[codebook.Coder]{
		{
			where: "name = $2",
			args:  func(c *codebook.Coder) []any { return []any{c.Name} },
			says:  "is the name of another coder",
		},
		{
			where: "initials = $2",
			args: func(c *codebook.Coder) []any {
				if c.Initials == "" {
					return nil
				}
				return []any{c.Initials}
			},
			says: "has the initials of another coder",
		},
	},
}

// Coders implements [codebook.Reader].
func (r *reader) Coders(ctx context.Context) (cs []codebook.Coder, err error) {
	defer r.wrap(&err, "coders")
	cs, err = coders.all(ctx, r, "")
	slices.SortStableFunc(cs, func(a, b codebook.Coder) int { return cmp.Compare(a.Name, b.Name) })
	return cs, err
}

// Coder implements [codebook.Reader].
func (r *reader) Coder(ctx context.Context, id codebook.CoderID) (c codebook.Coder, err error) {
	defer r.wrap(&err, "coder %s", id)
	return coders.get(ctx, r, string(id))
}

// PutCoder implements [codebook.Store].
func (tx *Tx) PutCoder(ctx context.Context, c codebook.Coder) (err error) {
	defer tx.wrap(&err, "put coder %s", c.ID)
	return coders.put(ctx, tx, c)
}
