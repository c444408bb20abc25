package sqlstore

import (
	"context"

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

func (tx *Tx) revertible(ctx context.Context, revision int64) error {
	for t, err := range tx.touchedBy(ctx, revision) {
		if err != nil {
			return err
		}
		k, err := kindOf(t.Kind)
		if err != nil {
			return err
		}
		data, _, err := tx.is(ctx, "SELECT data FROM "+k.form().table+" WHERE id = $1", t.ID)
		if err != nil {
			return err
		}
		if hash(data) != t.After {
			return tx.laterAct(ctx, revision, t)
		}
		switch {
		case t.Before != "" && !t.old.Valid:
			return corpus.Errorf(corpus.ErrConflict, "what the %s %s was before has been withdrawn", t.Kind, t.ID)
		case hash(t.old.String) != t.Before:
			return corpus.Errorf(store.ErrDamaged, "what the %s %s was before is damaged", t.Kind, t.ID).
				WithHint("run verify to see what else is damaged, and restore the project from a backup")
		}
	}
	return nil
}

// laterAct names the act that stands in the way of an undo.
func (tx *Tx) laterAct(ctx context.Context, revision int64, t touched) error {
	var later int64
	err := tx.row(ctx, "SELECT coalesce(max(rev), 0) FROM change WHERE kind = $1 AND id = $2 AND rev > $3",
		[]any{t.Kind, t.ID, revision}, &later)
	if err != nil {
		return err
	}
	if later == 0 { // what changed it is this very act
		return corpus.Errorf(corpus.ErrConflict, "the %s %s was changed in this act already", t.Kind, t.ID)
	}
	e, err := tx.event(ctx, later)
	if err != nil {
		return err
	}
	return corpus.Errorf(corpus.ErrConflict, "revision %d (%s, by %s) changed the %s %s since",
		later, e.Verb, e.Actor, t.Kind, t.ID).WithHint("undo revision %d first", later)
}

func (tx *Tx) revert(ctx context.Context, revision int64) error {
	for t, err := range tx.touchedBy(ctx, revision) {
		if err != nil {
			return err
		}
		if t.After == "" {
			continue // the act deleted it
		}
		k, err := kindOf(t.Kind)
		if err != nil {
			return err
		}
		if err := tx.write(ctx, k.form(), []row{{id: t.ID}}); err != nil {
			return err
		}
	}
	for t, err := range tx.touchedBy(ctx, revision) {
		if err != nil {
			return err
		}
		if t.Before == "" {
			continue // the act created it
		}
		k, err := kindOf(t.Kind)
		if err != nil {
			return err
		}
		if err := k.restore(ctx, tx, t.old.String); err != nil {
			return err
		}
	}
	return nil
}
