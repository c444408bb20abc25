package sqlstore

import (
	"cmp"
	"context"
	"iter"

	"framewise/corpus"
	"framewise/framework/store"
)

// Revert implements [store.Tx]. It first looks whether every record is still
// as the act left it, then takes all of them away, then puts back what was
// before: so two records that exchanged their names can change back.
func (tx *Tx) Revert(ctx context.Context, revision int64) (err error) {
	defer tx.wrap(&err, "revert revision %d", revision)
	if tx.failed != nil {
		return tx.failed
	}
	if _, err := tx.event(ctx, revision); err != nil {
		return err
	}
	if err := tx.revertible(ctx, revision); err != nil {
		return err
	}
	if err := tx.revert(ctx, revision); err != nil {
		// Half an undo is worse than none, whatever the caller makes of it.
		tx.failed = err
		return err
	}
	tx.undoes = append(tx.undoes, revision)
	return nil
}

// touchedKinds yields the changes of one act in their order, in runs of one
// kind that fit a statement.
func (tx *Tx) touchedKinds(ctx context.Context, revision int64) iter.Seq2[kindRun, error] {
	return func(yield func(kindRun, error) bool) {
		for page, err := range tx.touchedBy(ctx, revision) {
			if err != nil {
				yield(kindRun{}, err)
				return
			}
			for len(page) > 0 {
				k, err := kindOf(page[0].Kind)
				if err != nil {
					yield(kindRun{}, err)
					return
				}
				n := 1
				for n < min(len(page), writeRows) && page[n].Kind == page[0].Kind {
					n++
				}
				if !yield(kindRun{k, page[:n]}, nil) {
					return
				}
				page = page[n:]
			}
		}
	}
}

type kindRun struct {
	kind    kind
	touched []touched
}

func (tx *Tx) revertible(ctx context.Context, revision int64) error {
	for run, err := range tx.touchedKinds(ctx, revision) {
		if err != nil {
			return err
		}
		ids := make([]string, len(run.touched))
		for i, t := range run.touched {
			ids[i] = t.ID
		}
		present, err := tx.present(ctx, run.kind.form(), ids)
		if err != nil {
			return err
		}
		for _, t := range run.touched {
			switch {
			case hash(present[t.ID]) != t.After:
				return tx.laterAct(ctx, revision, t, run.kind.title(ctx, &tx.reader, t.ID, cmp.Or(present[t.ID], t.old.String)))
			case t.Before != "" && !t.old.Valid:
				return corpus.Errorf(corpus.ErrConflict, "what the %s %s was before has been withdrawn", t.Kind,
					run.kind.title(ctx, &tx.reader, t.ID, present[t.ID]))
			case hash(t.old.String) != t.Before:
				return corpus.Errorf(store.ErrDamaged, "what the %s %s was before is damaged", t.Kind,
					run.kind.title(ctx, &tx.reader, t.ID, present[t.ID])).
					WithHint("run verify to see what else is damaged, and restore the project from a backup")
			}
		}
	}
	return nil
}

// laterAct names the act that stands in the way of an undo of a record.
func (tx *Tx) laterAct(ctx context.Context, revision int64, t touched, title string) error {
	var later int64
	err := tx.row(ctx, "SELECT coalesce(max(rev), 0) FROM change WHERE kind = $1 AND id = $2 AND rev > $3",
		[]any{t.Kind, t.ID, revision}, &later)
	if err != nil {
		return err
	}
	if later == 0 { // what changed it is this very act
		return corpus.Errorf(corpus.ErrConflict, "the %s %s was changed in this act already", t.Kind, title)
	}
	e, err := tx.event(ctx, later)
	if err != nil {
		return err
	}
	return corpus.Errorf(corpus.ErrConflict, "revision %d (%s, by %s) changed the %s %s since",
		later, e.Verb, e.Actor, t.Kind, title).WithHint("undo revision %d first", later)
}

func (tx *Tx) revert(ctx context.Context, revision int64) error {
	for run, err := range tx.touchedKinds(ctx, revision) {
		if err != nil {
			return err
		}
		var rows []row
		for _, t := range run.touched {
			if t.After != "" { // else the act deleted it
				rows = append(rows, row{id: t.ID})
			}
		}
		if err := tx.write(ctx, run.kind.form(), rows); err != nil {
			return err
		}
	}
	for run, err := range tx.touchedKinds(ctx, revision) {
		if err != nil {
			return err
		}
		var data []string
		for _, t := range run.touched {
			if t.Before != "" { // else the act created it
				data = append(data, t.old.String)
			}
		}
		if err := run.kind.restore(ctx, tx, data); err != nil {
			return err
		}
	}
	return nil
}
