package sqlstore

import (
	"context"

	"framewise/codebook"
)

var codes = noun[codebook.Code]{
	shape: shape{
		kind: "code", table: "code", columns: []string{"framework", "key", "parent"},
		links: []link{{to: "framework", where: "framework = $1"}, {to: "code", where: "parent = $1"}},
	},
	id:       func(c *codebook.Code) string { return string(c.ID) },
	values:   func(c *codebook.Code) []any { return []any{string(c.Framework), c.Key, string(c.Parent)} },
	label:    func(c *codebook.Code) string { return c.Key },
	validate: (*codebook.Code).Validate,
	unique: []unique[codebook.Code]{{
		where: "framework = $2 AND key = $3",
		args:  func(c *codebook.Code) []any { return []any{string(c.Framework), c.Key} },
		says:  "is the id of another code of the framework",
	}},
	needs: func(c *codebook.Code) [][]string { return [][]string{{string(c.Framework)}, {string(c.Parent)}} },
}

// Codes implements [codebook.Reader].
func (r *reader) Codes(ctx context.Context, f codebook.FrameworkID) (cs []codebook.Code, err error) {
	defer r.wrap(&err, "codes of framework %s", f)
	return codes.all(ctx, r, "framework = $1", string(f))
}

// Code implements [codebook.Reader].
func (r *reader) Code(ctx context.Context, id codebook.CodeID) (c codebook.Code, err error) {
	defer r.wrap(&err, "code %s", id)
	return codes.get(ctx, r, string(id))
}

// PutCode implements [codebook.Store].
func (tx *Tx) PutCode(ctx context.Context, c codebook.Code) (err error) {
	defer tx.wrap(&err, "put code %s", c.ID)
	return codes.put(ctx, tx, c)
}

// DeleteCode implements [codebook.Store].
func (tx *Tx) DeleteCode(ctx context.Context, id codebook.CodeID) (err error) {
	defer tx.wrap(&err, "delete code %s", id)
	return codes.delete(ctx, tx, string(id))
}
