package sqlstore

import (
	"context"
	"iter"

	"framewise/codebook"
	"framewise/corpus"
	"framewise/framework"
)

var cells = noun[framework.Cell]{
	shape: shape{
		kind: "cell", table: "cell", columns: []string{"case_id", "code"},
		links: []link{{to: "case", where: "case_id = $1"}, {to: "code", where: "code = $1"}},
	},
	id:     func(c *framework.Cell) string { return string(c.ID) },
	values: func(c *framework.Cell) []any { return []any{string(c.Case), string(c.Code)} },
	places: func(ctx context.Context, r *reader, c *framework.Cell) string {
		who, what := framework.AllWord, framework.AllWord
		if c.Case != "" {
			who = cases.named(ctx, r, string(c.Case))
		}
		if c.Code != "" {
			what = codes.named(ctx, r, string(c.Code))
		}
		return who + " × " + what
	},
	validate: (*framework.Cell).Validate,
	unique: []unique[framework.Cell]{{
		where: "case_id = $2 AND code = $3",
		args:  func(c *framework.Cell) []any { return []any{string(c.Case), string(c.Code)} },
		says:  "would be a second cell for its case and code",
	}},
	needs: func(c *framework.Cell) [][]string { return [][]string{{string(c.Case)}, {string(c.Code)}} },
}

// Cell implements [framework.Reader].
func (r *reader) Cell(
	ctx context.Context, c corpus.CaseID, code codebook.CodeID,
) (cell framework.Cell, err error) {
	defer r.wrap(&err, "cell of case %s and code %s", c, code)
	found, err := cells.all(ctx, r, "case_id = $1 AND code = $2", string(c), string(code))
	if err != nil {
		return cell, err
	}
	if len(found) == 0 {
		return cell, notFound()
	}
	return found[0], nil
}

// CellByID implements [framework.Reader].
func (r *reader) CellByID(ctx context.Context, id framework.CellID) (cell framework.Cell, err error) {
	defer r.wrap(&err, "cell %s", id)
	return cells.get(ctx, r, string(id))
}

// Cells implements [framework.Reader].
func (r *reader) Cells(ctx context.Context) iter.Seq2[framework.Cell, error] {
	seq := cells.scan(ctx, r, "", nil, []string{"case_id", "code"}, func(c *framework.Cell) []any {
		return []any{string(c.Case), string(c.Code)}
	})
	return wrapAll(r, seq, "cells")
}

// PutCell implements [framework.Store].
func (tx *Tx) PutCell(ctx context.Context, c framework.Cell) (err error) {
	defer tx.wrap(&err, "put cell %s", c.ID)
	c.Modified = c.Modified.UTC()
	return cells.put(ctx, tx, c)
}

// DeleteCell implements [framework.Store].
func (tx *Tx) DeleteCell(ctx context.Context, id framework.CellID) (err error) {
	defer tx.wrap(&err, "delete cell %s", id)
	return cells.delete(ctx, tx, string(id))
}
