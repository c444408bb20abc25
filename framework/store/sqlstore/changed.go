package sqlstore

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"iter"
	"slices"

	"framewise/framework/audit"
)

// Changed implements [store.Reader].
func (r *reader) Changed(ctx context.Context, after int64) iter.Seq2[audit.Change, error] {
	return wrapAll(r, func(yield func(audit.Change, error) bool) {
		var now audit.Change // what became of the record at hand
		flush := func() bool { return now.Before == now.After || yield(now, nil) }
		for s, err := range r.steps(ctx, after) {
			switch {
			case err != nil:
				yield(audit.Change{}, err)
				return
			case s.Kind == now.Kind && s.ID == now.ID:
				now.After = s.After
				continue
			case !flush():
				return
			}
			now = s.Change
		}
		flush()
	}, fmt.Sprintf("changes after revision %d", after))
}

// step is what one act did to one record.
type step struct {
	rev int64
	audit.Change
}

// fewSteps is up to how many steps are sorted in memory.
const fewSteps = 10_000

// steps yields what the acts after a revision did, by kind, identifier and
// revision. A follower asks for a handful of steps at the end of a long trail:
// they are found by their revision, and sorted here. One that starts anew asks
// for nearly all: they are walked in the order of the index, and none is ever
// sorted. The choice is made here because no database knows which of the two
// it is.
func (r *reader) steps(ctx context.Context, after int64) iter.Seq2[step, error] {
	return func(yield func(step, error) bool) {
		few, err := r.stepList(ctx, "WHERE rev > $1 ORDER BY rev, n LIMIT $2", after, fewSteps+1)
		if err != nil {
			yield(step{}, err)
			return
		}
		if len(few) <= fewSteps {
			slices.SortFunc(few, func(a, b step) int {
				return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.ID, b.ID), cmp.Compare(a.rev, b.rev))
			})
			for _, s := range few {
				if !yield(s, nil) {
					return
				}
			}
			return
		}
		var last step
		for {
			page, err := r.stepList(ctx, "WHERE (kind, id, rev) > ($1, $2, $3) ORDER BY kind, id, rev LIMIT $4",
				last.Kind, last.ID, last.rev, pageRows)
			if err != nil {
				yield(step{}, err)
				return
			}
			for _, s := range page {
				last = s
				if s.rev > after && !yield(s, nil) {
					return
				}
			}
			if len(page) < pageRows {
				return
			}
		}
	}
}

func (r *reader) stepList(ctx context.Context, where string, args ...any) ([]step, error) {
	var list []step
	err := r.rows(ctx, func(rows *sql.Rows) error {
		var s step
		err := rows.Scan(&s.rev, &s.Kind, &s.ID, &s.Before, &s.After)
		list = append(list, s)
		return err
	}, "SELECT rev, kind, id, before_hash, after_hash FROM change "+where, args...)
	return list, err
}
