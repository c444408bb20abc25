package sqlstore

import (
	"context"
	"fmt"
	"iter"
	"slices"
	"strings"

	"framewise/codebook"
)

var codings = noun[codebook.Coding]{
	shape: shape{
		kind: "coding", table: "coding", columns: []string{"document", "start", "end_", "code", "coder", "version"},
		links: []link{
			{to: "document", where: "document = $1"},
			{to: "code", where: "code = $1"},
			{to: "coder", where: "coder = $1"},
		},
	},
	id: func(c *codebook.Coding) string { return string(c.ID) },
	values: func(c *codebook.Coding) []any {
		return []any{
			string(c.Anchor.Document), int64(c.Anchor.Span.Start), int64(c.Anchor.Span.End),
			string(c.Code), string(c.Coder), placedIn(c),
		}
	},
	places: func(ctx context.Context, r *reader, c *codebook.Coding) string {
		at := c.Unplaced.String()
		if d, err := r.Document(ctx, c.Anchor.Document); err != nil {
			at = unnamed
		} else if c.Placed() {
			at = d.Locator(c.Anchor.Span).String()
		}
		return "at " + at + " under " + codes.named(ctx, r, string(c.Code))
	},
	needs: func(c *codebook.Coding) [][]string {
		return [][]string{{string(c.Anchor.Document)}, {string(c.Code)}, {string(c.Coder)}}
	},
}

// placedIn is the version of the document that a coding has its place in; 0 where
// it has none.
func placedIn(c *codebook.Coding) int {
	if !c.Placed() {
		return 0
	}
	return c.Anchor.Version
}

// Coding implements [codebook.Reader].
func (r *reader) Coding(ctx context.Context, id codebook.CodingID) (c codebook.Coding, err error) {
	defer r.wrap(&err, "coding %s", id)
	return codings.get(ctx, r, string(id))
}

// Codings implements [codebook.Reader].
func (r *reader) Codings(ctx context.Context, f codebook.CodingFilter) iter.Seq2[codebook.Coding, error] {
	where, args := codingsWhere(f)
	seq := codings.scan(ctx, r, where, args, []string{"document", "start", "end_", "id"},
		func(c *codebook.Coding) []any {
			return []any{
				string(c.Anchor.Document), int64(c.Anchor.Span.Start), int64(c.Anchor.Span.End), string(c.ID),
			}
		})
	return wrapAll(r, seq, "codings")
}

// CountCodings implements [codebook.Reader].
func (r *reader) CountCodings(ctx context.Context, f codebook.CodingFilter) (n int, err error) {
	defer r.wrap(&err, "count codings")
	where, args := codingsWhere(f)
	query := "SELECT count(*) FROM coding"
	if where != "" {
		query += " WHERE " + where
	}
	return n, r.row(ctx, query, args, &n)
}

// codingsWhere writes a filter as a condition.
func codingsWhere(f codebook.CodingFilter) (string, []any) {
	var all []string
	var args []any
	equal := func(column, value string) {
		if value != "" {
			args = append(args, value)
			all = append(all, fmt.Sprintf("%s = $%d", column, len(args)))
		}
	}
	equal("document", string(f.Document))
	equal("coder", string(f.Coder))
	if f.Unplaced {
		all = append(all, "version = 0")
	}
	switch {
	case f.Code == nil:
	case len(f.Code) == 0:
		return "1 = 0", nil // IN () is not SQL everywhere
	case len(f.Code) == 1:
		equal("code", string(f.Code[0]))
	default:
		// The empty string keeps databases from going code by code, after which they
		// would sort all codings anew for every page.
		var b strings.Builder
		b.WriteString("code || ''")
		in(&b, len(args), len(f.Code))
		all = append(all, b.String())
		for _, id := range f.Code {
			args = append(args, string(id))
		}
	}
	return strings.Join(all, " AND "), args
}

// PutCoding implements [codebook.Store].
func (tx *Tx) PutCoding(ctx context.Context, c ...codebook.Coding) (err error) {
	if len(c) == 1 {
		defer tx.wrap(&err, "put coding %s", c[0].ID)
	} else {
		defer tx.wrap(&err, "put %d codings", len(c))
	}
	for chunk := range slices.Chunk(c, writeRows) {
		chunk = slices.Clone(chunk) // the caller's times stay as they are
		for i := range chunk {
			chunk[i].Created, chunk[i].Revised = chunk[i].Created.UTC(), chunk[i].Revised.UTC()
		}
		if err := codings.put(ctx, tx, chunk...); err != nil {
			return err
		}
	}
	return nil
}

// DeleteCoding implements [codebook.Store].
func (tx *Tx) DeleteCoding(ctx context.Context, id ...codebook.CodingID) (err error) {
	defer tx.wrap(&err, "delete %d codings", len(id))
	ids := make([]string, len(id))
	for i := range id {
		ids[i] = string(id[i])
	}
	return codings.delete(ctx, tx, ids...)
}
