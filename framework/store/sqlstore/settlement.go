package sqlstore

import (
	"context"

	"framewise/framework"
)

var settlements = noun[framework.Settlement]{
	shape:  shape{kind: "settlement", table: "settlement"},
	id:     func(s *framework.Settlement) string { return string(s.ID) },
	values: func(*framework.Settlement) []any { return nil },
}

// Settlements implements [framework.Reader].
func (r *reader) Settlements(ctx context.Context) (all []framework.Settlement, err error) {
	defer r.wrap(&err, "settlements")
	return settlements.all(ctx, r, "")
}

// PutSettlement implements [framework.Store].
func (tx *Tx) PutSettlement(ctx context.Context, s framework.Settlement) (err error) {
	defer tx.wrap(&err, "put settlement %s", s.ID)
	return settlements.put(ctx, tx, s)
}
