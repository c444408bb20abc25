package storetest

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"framewise/codebook"
	"framewise/corpus"
	"framewise/framework/audit"
	"framewise/framework/store"
)

func revert(t *testing.T, s store.Store, revisions ...int64) audit.Event {
	t.Helper()
	return update(t, s, func(tx store.Tx) error {
		for _, rev := range revisions {
			if err := tx.Revert(t.Context(), rev); err != nil {
				return err
			}
		}
		return nil
	})
}

func undoRedo(t *testing.T, s store.Store) {
	st := stored(t, s)
	before := state(t, s)
	e := update(t, s, func(tx store.Tx) error { // one created, one changed, one deleted
		m := st.Memos[0]
		m.Text = "thought again"
		return errors.Join(tx.PutMemo(t.Context(), memo("new")), tx.PutMemo(t.Context(), m),
			tx.DeleteCell(t.Context(), st.Cells[0].ID))
	})
	after := state(t, s)
	undo := revert(t, s, e.Revision)
	same(t, "undone", before, state(t, s))
	same(t, "undoes", []int64{e.Revision}, undo.Undoes)
	redo := revert(t, s, undo.Revision)
	same(t, "redone", after, state(t, s))
	again := revert(t, s, redo.Revision)
	same(t, "undone again", before, state(t, s))
	same(t, "undoes", []int64{redo.Revision}, again.Undoes)
	verifies(t, s)
}

// undoSteps: undo, undo in two acts, then both redone.
func undoSteps(t *testing.T, s store.Store) {
	st := stored(t, s)
	edit := func(text string) int64 {
		m := st.Memos[0]
		m.Text = text
		return update(t, s, func(tx store.Tx) error { return tx.PutMemo(t.Context(), m) }).Revision
	}
	first := state(t, s)
	one := edit("one")
	second := state(t, s)
	two := edit("two")
	third := state(t, s)
	undoTwo := revert(t, s, two).Revision
	same(t, "one step back", second, state(t, s))
	undoOne := revert(t, s, one).Revision
	same(t, "two steps back", first, state(t, s))
	revert(t, s, undoOne)
	same(t, "one step forth", second, state(t, s))
	revert(t, s, undoTwo)
	same(t, "two steps forth", third, state(t, s))
	revert(t, s, two, one) // both in one act, newest first
	same(t, "both back", first, state(t, s))
	verifies(t, s)
}

func undoConflict(t *testing.T, s store.Store) {
	st := stored(t, s)
	m := st.Memos[0]
	m.Text = "one"
	one := update(t, s, func(tx store.Tx) error { return tx.PutMemo(t.Context(), m) })
	m.Text = "two"
	two := update(t, s, func(tx store.Tx) error { return tx.PutMemo(t.Context(), m) })
	before := state(t, s)
	_, err := s.Update(t.Context(), act, func(tx store.Tx) error { return tx.Revert(t.Context(), one.Revision) })
	is(t, "an act that a later one built on", err, corpus.ErrConflict)
	if err != nil && !strings.Contains(err.Error(), fmt.Sprintf("revision %d", two.Revision)) {
		t.Errorf("the error %q does not name revision %d", err, two.Revision)
	}
	same(t, "records", before, state(t, s))

	code := codebook.Code{
		ID: "new", Framework: st.Framework.ID, Key: "new", Name: "New",
		Origin: codebook.Inductive, Status: codebook.Active,
	}
	added := update(t, s, func(tx store.Tx) error { return tx.PutCode(t.Context(), code) })
	c := st.Codings[0]
	c.Code = code.ID
	update(t, s, func(tx store.Tx) error { return tx.PutCoding(t.Context(), c) })
	before = state(t, s)
	_, err = s.Update(t.Context(), act, func(tx store.Tx) error { return tx.Revert(t.Context(), added.Revision) })
	is(t, "a code that was used since", err, corpus.ErrConflict)
	same(t, "records", before, state(t, s))
	verifies(t, s)
}

// undoExchange: two cases that exchanged their labels, which are unique.
func undoExchange(t *testing.T, s store.Store) {
	st := stored(t, s)
	before := state(t, s)
	a, b := st.Cases[0], st.Cases[1]
	e := update(t, s, func(tx store.Tx) error {
		parked := a
		parked.Label = "parked"
		a.Label, b.Label = b.Label, a.Label
		return errors.Join(tx.PutCase(t.Context(), parked), tx.PutCase(t.Context(), b), tx.PutCase(t.Context(), a))
	})
	revert(t, s, e.Revision)
	same(t, "records", before, state(t, s))
	verifies(t, s)
}

// undoImport: documents come back with their texts.
func undoImport(t *testing.T, s store.Store) {
	st := New(Size{Documents: 3, Turns: 4, Words: 10, Codings: 900}, 9) // more than a page of changes
	e := update(t, s, func(tx store.Tx) error { return st.Put(t.Context(), tx) })
	after := state(t, s)
	undo := revert(t, s, e.Revision)
	same(t, "records", 0, len(state(t, s)))
	verifies(t, s)
	revert(t, s, undo.Revision)
	same(t, "records", after, state(t, s))
	view(t, s, func(ctx context.Context, r store.Reader) {
		same(t, "text", st.Texts[0], must(r.Text(ctx, st.Documents[0].ID, 1)).String())
	})
	verifies(t, s)
}

// randomActs does random acts and takes them all back, newest first.
func randomActs(t *testing.T, s store.Store) {
	for seed := range uint64(4) {
		st := New(Size{Documents: 3, Turns: 4, Words: 8, Codings: 20}, 100+seed)
		start := revision(t, s)
		initial := state(t, s)
		states := []map[[2]string]string{}
		r := rand.New(rand.NewPCG(seed, 2))
		for range 30 {
			states = append(states, state(t, s))
			_, err := s.Update(t.Context(), act, func(tx store.Tx) error { return st.scramble(t.Context(), tx, r) })
			// Some acts ask for what can't be; then nothing may have happened.
			if err != nil && !errors.Is(err, corpus.ErrConflict) && !errors.Is(err, corpus.ErrInvalid) {
				t.Fatal(err)
			}
			if revision(t, s) < start+int64(len(states)) {
				same(t, "records after an act that failed", states[len(states)-1], state(t, s))
				states = states[:len(states)-1]
			}
		}
		if len(states) < 10 {
			t.Fatalf("only %d of 30 acts did anything", len(states))
		}
		if start == 0 {
			follows(t, s, states)
		}
		for i := len(states); i > 0; i-- {
			revert(t, s, start+int64(i))
			same(t, fmt.Sprintf("seed %d, act %d taken back", seed, i), states[i-1], state(t, s))
		}
		same(t, "in the end", initial, state(t, s))
		verifies(t, s)
	}
}

// scramble does a few random writes. The first stores the study's frame.
func (s *Study) scramble(ctx context.Context, tx store.Tx, r *rand.Rand) error {
	if _, err := tx.Framework(ctx, s.Framework.ID); err != nil {
		return errors.Join(s.PutFrame(ctx, tx), s.PutDocuments(ctx, tx))
	}
	for range 1 + r.IntN(6) {
		i := r.IntN(20)
		c, m, k := s.Codings[i], s.Memos[i%3], s.Cases[i%3]
		code, cell := s.Codes[i], s.Cells[i%3]
		text := fmt.Sprint("scrambled ", r.IntN(5))
		var err error
		switch r.IntN(9) {
		case 0:
			c.Memo = text
			err = tx.PutCoding(ctx, c)
		case 1:
			err = tx.PutCoding(ctx, s.Codings...)
		case 2:
			err = tx.DeleteCoding(ctx, c.ID)
		case 3:
			m.Text = text
			err = tx.PutMemo(ctx, m)
		case 4:
			err = tx.DeleteMemo(ctx, m.ID)
		case 5:
			k.Label = fmt.Sprintf("P%d", 1+r.IntN(6))
			err = tx.PutCase(ctx, k)
		case 6:
			if err = tx.DeleteCode(ctx, code.ID); err == nil && r.IntN(2) == 0 {
				err = tx.PutCode(ctx, code)
			}
		case 7:
			cell.Summary, cell.Evidence = text, nil
			err = tx.PutCell(ctx, cell)
		case 8:
			err = tx.DeleteCell(ctx, cell.ID)
		}
		if err != nil && !errors.Is(err, corpus.ErrNotFound) {
			return err
		}
	}
	return nil
}
