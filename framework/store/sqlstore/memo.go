package sqlstore

import (
	"cmp"
	"context"
	"slices"

	"framewise/codebook"
)

var memos = noun[codebook.Memo]{
	shape:  shape{kind: "memo", table: "memo"},
	id:     func(m *codebook.Memo) string { return string(m.ID) },
	values: func(*codebook.Memo) []any { return nil },
	label:  func(m *codebook.Memo) string { return m.Title },
}

// Memo implements [codebook.Reader].
func (r *reader) Memo(ctx context.Context, id codebook.MemoID) (m codebook.Memo, err error) {
	defer r.wrap(&err, "memo %s", id)
	return memos.get(ctx, r, string(id))
}

// Memos implements [codebook.Reader].
func (r *reader) Memos(ctx context.Context) (ms []codebook.Memo, err error) {
	defer r.wrap(&err, "memos")
	ms, err = memos.all(ctx, r, "")
	slices.SortStableFunc(ms, func(a, b codebook.Memo) int {
		return cmp.Or(a.Created.Compare(b.Created), cmp.Compare(a.ID, b.ID))
	})
	return ms, err
}

// PutMemo implements [codebook.Store].
func (tx *Tx) PutMemo(ctx context.Context, m codebook.Memo) (err error) {
	defer tx.wrap(&err, "put memo %s", m.ID)
	m.Created = m.Created.UTC()
	return memos.put(ctx, tx, m)
}

// DeleteMemo implements [codebook.Store].
func (tx *Tx) DeleteMemo(ctx context.Context, id codebook.MemoID) (err error) {
	defer tx.wrap(&err, "delete memo %s", id)
	return memos.delete(ctx, tx, string(id))
}
