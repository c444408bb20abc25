package storetest

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"

	"framewise/codebook"
	"framewise/corpus"
	"framewise/framework/audit"
	"framewise/framework/store"
)

func memo(id string) codebook.Memo {
	return codebook.Memo{ID: codebook.MemoID(id), Kind: codebook.Analytic, Text: "What " + id + " means"}
}

func revision(t *testing.T, s store.Store) (rev int64) {
	t.Helper()
	view(t, s, func(ctx context.Context, r store.Reader) { rev = must(r.Revision(ctx)) })
	return rev
}

func noChange(t *testing.T, s store.Store) {
	st := stored(t, s)
	before := revision(t, s)
	for name, fn := range map[string]func(store.Tx) error{
		"nothing":        func(store.Tx) error { return nil },
		"the same again": func(tx store.Tx) error { return st.Put(t.Context(), tx) },
		"there and back": func(tx store.Tx) error {
			return errors.Join(tx.PutMemo(t.Context(), memo("new")), tx.DeleteMemo(t.Context(), "new"),
				tx.DeleteMemo(t.Context(), st.Memos[0].ID), tx.PutMemo(t.Context(), st.Memos[0]))
		},
	} {
		e := update(t, s, fn)
		same(t, name+": event", audit.Event{}, e)
		same(t, name+": revision", before, revision(t, s))
	}
	verifies(t, s)
}

func failure(t *testing.T, s store.Store) {
	stored(t, s)
	before, rev := state(t, s), revision(t, s)
	mine := errors.New("mine")
	e, err := s.Update(t.Context(), act, func(tx store.Tx) error {
		if err := tx.PutMemo(t.Context(), memo("lost")); err != nil {
			return err
		}
		return fmt.Errorf("chart: %w", mine)
	})
	is(t, "the act's own error", err, mine)
	same(t, "event", audit.Event{}, e)
	same(t, "records", before, state(t, s))
	same(t, "revision", rev, revision(t, s))
	verifies(t, s)
}

func panics(t *testing.T, s store.Store) {
	stored(t, s)
	before := state(t, s)
	func() {
		defer func() {
			if recover() == nil {
				t.Error("the panic was swallowed")
			}
		}()
		s.Update(t.Context(), act, func(tx store.Tx) error {
			if err := tx.PutMemo(t.Context(), memo("lost")); err != nil {
				return err
			}
			panic("in the middle")
		})
	}()
	same(t, "records", before, state(t, s))
	// The store is not stuck.
	update(t, s, func(tx store.Tx) error { return tx.PutMemo(t.Context(), memo("kept")) })
	verifies(t, s)
}

func cancelled(t *testing.T, s store.Store) {
	stored(t, s)
	before := state(t, s)
	ctx, cancel := context.WithCancel(t.Context())
	_, err := s.Update(ctx, act, func(tx store.Tx) error {
		if err := tx.PutMemo(ctx, memo("lost")); err != nil {
			return err
		}
		cancel()
		return tx.PutMemo(ctx, memo("lost too"))
	})
	is(t, "in the middle", err, context.Canceled)

	ctx, cancel = context.WithCancel(t.Context())
	_, err = s.Update(ctx, act, func(tx store.Tx) error {
		err := tx.PutMemo(ctx, memo("lost"))
		cancel()
		return err
	})
	is(t, "at the end", err, context.Canceled)

	_, err = s.Update(ctx, act, func(store.Tx) error { return nil })
	is(t, "before the start", err, context.Canceled)
	is(t, "a view", s.View(ctx, func(store.Reader) error { return nil }), context.Canceled)
	same(t, "records", before, state(t, s))
	verifies(t, s)
}

// failureSwallowed: a database that failed in the middle of an act may have
// rolled back by itself; no more of the act may happen, whatever fn makes of
// the error.
func failureSwallowed(t *testing.T, s store.Store) {
	stored(t, s)
	before := state(t, s)
	short, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := s.Update(t.Context(), act, func(tx store.Tx) error {
		if err := tx.PutMemo(t.Context(), memo("first")); err != nil {
			return err
		}
		is(t, "a write that is interrupted", tx.PutMemo(short, memo("second")), context.Canceled)
		is(t, "a write after it", tx.PutMemo(t.Context(), memo("third")), context.Canceled)
		return nil
	})
	is(t, "the act", err, context.Canceled)
	same(t, "records", before, state(t, s))
	verifies(t, s)
}

func anonymous(t *testing.T, s store.Store) {
	for _, a := range []audit.Act{{}, {Actor: "Amparo Ríos"}, {Verb: "test"}} {
		_, err := s.Update(t.Context(), a, func(tx store.Tx) error { return tx.PutMemo(t.Context(), memo("x")) })
		is(t, fmt.Sprintf("%+v", a), err, corpus.ErrInvalid)
	}
	same(t, "records", 0, len(state(t, s)))
}

func snapshots(t *testing.T, s store.Store) {
	st := stored(t, s)
	view(t, s, func(ctx context.Context, r store.Reader) {
		// The view has read nothing yet, and shows the project as it is now all the same.
		update(t, s, func(tx store.Tx) error {
			// What an act writes it sees itself.
			if err := tx.PutMemo(ctx, memo("new")); err != nil {
				return err
			}
			same(t, "inside the act", memo("new"), must(tx.Memo(ctx, "new")))
			return tx.DeleteMemo(ctx, st.Memos[0].ID)
		})
		same(t, "revision of the older view", int64(1), must(r.Revision(ctx)))
		same(t, "memos of the older view", st.Memos, must(r.Memos(ctx)))
		same(t, "events of the older view", 1, len(collect(t, r.Events(ctx, 0))))
		view(t, s, func(ctx context.Context, r store.Reader) {
			same(t, "revision of the newer view", int64(2), must(r.Revision(ctx)))
			same(t, "memo of the newer view", memo("new"), must(r.Memo(ctx, "new")))
		})
	})
}

func concurrent(t *testing.T, s store.Store) {
	const workers, acts = 8, 10
	var group sync.WaitGroup
	for w := range workers {
		group.Go(func() {
			for i := range acts {
				_, err := s.Update(t.Context(), act, func(tx store.Tx) error {
					if i%5 == 4 {
						return errSkipped // a hole, if revisions were given out first
					}
					return tx.PutMemo(t.Context(), memo(fmt.Sprintf("memo-%d-%d", w, i)))
				})
				if err != nil && !errors.Is(err, errSkipped) {
					t.Errorf("act %d of %d: %v", i, w, err)
				}
				// A reader never sees half an act.
				err = s.View(t.Context(), func(r store.Reader) error {
					memos, err := r.Memos(t.Context())
					if err != nil {
						return err
					}
					rev, err := r.Revision(t.Context())
					if int64(len(memos)) != rev {
						t.Errorf("%d memos at revision %d", len(memos), rev)
					}
					return err
				})
				if err != nil {
					t.Errorf("view: %v", err)
				}
			}
		})
	}
	group.Wait()
	view(t, s, func(ctx context.Context, r store.Reader) {
		all := collect(t, r.Events(ctx, 0))
		same(t, "events", workers*acts*4/5, len(all))
		for i, e := range all {
			same(t, "revision", int64(i+1), e.Revision)
		}
	})
	verifies(t, s)
}

var errSkipped = errors.New("skipped")
