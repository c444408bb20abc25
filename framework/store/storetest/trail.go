package storetest

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"framewise/corpus"
	"framewise/framework"
	"framewise/framework/audit"
	"framewise/framework/store"
)

func events(t *testing.T, s store.Store) {
	acts := []audit.Act{
		{Actor: "Amparo Ríos", Verb: "memo add", Subject: "Über “listening” <1>", Batch: "b1"},
		{Actor: "Bruno Soto", Verb: "memo add", Subject: "odd \x00 bytes \xff", Undoes: []int64{7, 9, 7}},
		{Actor: "Bruno Soto", Verb: "memo remove"},
	}
	for i, a := range acts {
		before := time.Now().Add(-time.Minute)
		got, err := s.Update(t.Context(), a, func(tx store.Tx) error {
			return tx.PutMemo(t.Context(), memo(fmt.Sprint(i)))
		})
		if err != nil {
			t.Fatal(err)
		}
		same(t, "revision", int64(i+1), got.Revision)
		same(t, "actor", a.Actor, got.Actor)
		same(t, "verb", a.Verb, got.Verb)
		same(t, "batch", a.Batch, got.Batch)
		same(t, "changes", 1, got.Changes)
		if got.Time.Before(before) || got.Time.Location() != time.UTC {
			t.Errorf("revision %d happened at %v", got.Revision, got.Time)
		}
		view(t, s, func(ctx context.Context, r store.Reader) {
			last := collect(t, r.Events(ctx, int64(i)))
			same(t, "events after the one before", []audit.Event{got}, last)
		})
	}
	view(t, s, func(ctx context.Context, r store.Reader) {
		all := collect(t, r.Events(ctx, 0))
		same(t, "events", 3, len(all))
		same(t, "subject", acts[0].Subject, all[0].Subject)
		same(t, "subject made storable", "odd  bytes \uFFFD", all[1].Subject)
		same(t, "undoes", []int64{9, 7}, all[1].Undoes)
		same(t, "after the last", 0, len(collect(t, r.Events(ctx, 3))))
	})
	verifies(t, s)
}

// collapsed: several writes to a record in one act are one change.
func collapsed(t *testing.T, s store.Store) {
	st := stored(t, s)
	edited := st.Codings[0]
	edited.Memo = "for a moment"
	e := update(t, s, func(tx store.Tx) error {
		m := st.Memos[0]
		for i := range 3 {
			m.Text = fmt.Sprint("draft ", i)
			if err := tx.PutMemo(t.Context(), m); err != nil {
				return err
			}
		}
		return errors.Join(
			tx.PutMemo(t.Context(), memo("new")), tx.DeleteMemo(t.Context(), "new"),
			tx.DeleteMemo(t.Context(), st.Memos[1].ID),
			// A record named twice in one call counts as the last says.
			tx.PutCoding(t.Context(), edited, st.Codings[1], st.Codings[0]),
		)
	})
	same(t, "changes", 2, e.Changes)
	view(t, s, func(ctx context.Context, r store.Reader) {
		var got []string
		for _, c := range collect(t, r.Changed(ctx, e.Revision-1)) {
			got = append(got, c.Kind+" "+c.ID)
		}
		same(t, "changed", []string{"memo " + string(st.Memos[0].ID), "memo " + string(st.Memos[1].ID)}, got)
	})
	verifies(t, s)
}

func changed(t *testing.T, s store.Store) {
	st := stored(t, s)
	edited := st.Memos[0]
	edited.Text = "thought again"
	var states []map[[2]string]string
	for _, fn := range []func(store.Tx) error{
		func(tx store.Tx) error { return tx.PutMemo(t.Context(), memo("new")) },
		func(tx store.Tx) error { return tx.PutMemo(t.Context(), edited) },
		func(tx store.Tx) error { return tx.DeleteMemo(t.Context(), "new") },
		func(tx store.Tx) error { return tx.PutMemo(t.Context(), st.Memos[0]) },
		func(tx store.Tx) error { return tx.DeleteCell(t.Context(), st.Cells[0].ID) },
	} {
		states = append(states, state(t, s))
		update(t, s, fn)
	}
	follows(t, s, append([]map[[2]string]string{{}}, states...))
}

// changedAtLength: after an import, more changes than anybody wants to sort.
func changedAtLength(t *testing.T, s store.Store) {
	st := New(Size{Documents: 5, Turns: 4, Words: 8, Codings: 10_500}, 11)
	states := []map[[2]string]string{{}}
	for _, fn := range []func(store.Tx) error{
		func(tx store.Tx) error { return tx.PutMemo(t.Context(), memo("early")) },
		func(tx store.Tx) error { return st.Put(t.Context(), tx) },
		func(tx store.Tx) error { // every second change anew, every third deleted
			for i := range 30 {
				c := st.Codings[i]
				c.Memo = "thought again"
				if i%2 == 0 {
					if err := tx.PutCoding(t.Context(), c); err != nil {
						return err
					}
				}
				if i%3 == 0 {
					if err := tx.DeleteCoding(t.Context(), c.ID); err != nil {
						return err
					}
				}
			}
			return nil
		},
		func(tx store.Tx) error { return tx.PutCoding(t.Context(), st.Codings[0]) },
	} {
		update(t, s, fn)
		states = append(states, state(t, s))
	}
	follows(t, s, states)
}

// follows holds Changed to the differences between the states of a project
// after each of its revisions, from 0, and now.
func follows(t *testing.T, s store.Store, states []map[[2]string]string) {
	t.Helper()
	now := state(t, s)
	view(t, s, func(ctx context.Context, r store.Reader) {
		for rev, then := range states {
			want := map[[2]string][2]bool{} // was there, is there
			for k, v := range then {
				if now[k] != v {
					want[k] = [2]bool{true, now[k] != ""}
				}
			}
			for k := range now {
				if then[k] == "" {
					want[k] = [2]bool{false, true}
				}
			}
			got := map[[2]string][2]bool{}
			last := [2]string{}
			for _, c := range collect(t, r.Changed(ctx, int64(rev))) {
				k := [2]string{c.Kind, c.ID}
				if k[0] < last[0] || k[0] == last[0] && k[1] <= last[1] {
					t.Errorf("%v comes after %v", k, last)
				}
				last = k
				got[k] = [2]bool{c.Before != "", c.After != ""}
			}
			same(t, fmt.Sprintf("changed after revision %d", rev), want, got)
		}
	})
}

func cellVersions(t *testing.T, s store.Store) { versions(t, s, stored(t, s).Cells[0]) }

func marginVersions(t *testing.T, s store.Store) { versions(t, s, stored(t, s).Margins[0]) }

func versions(t *testing.T, s store.Store, c framework.Cell) {
	want := []framework.Cell{c}
	for i := range 3 {
		c.Version, c.Summary = i+2, fmt.Sprint("summary ", i)
		update(t, s, func(tx store.Tx) error {
			return errors.Join(tx.PutCell(t.Context(), c), tx.PutMemo(t.Context(), memo(fmt.Sprint(i))))
		})
		want = append([]framework.Cell{c}, want...)
	}
	read := func() (cells []framework.Cell, revisions []int64) {
		view(t, s, func(ctx context.Context, r store.Reader) {
			for _, v := range collect(t, r.CellVersions(ctx, c.ID)) {
				cells, revisions = append(cells, v.Cell), append(revisions, v.Event.Revision)
			}
		})
		return cells, revisions
	}
	cells, revisions := read()
	same(t, "versions", want, cells)
	same(t, "revisions", []int64{4, 3, 2, 1}, revisions)

	update(t, s, func(tx store.Tx) error { return tx.DeleteCell(t.Context(), c.ID) })
	cells, _ = read()
	same(t, "versions of a deleted cell", want, cells)
	view(t, s, func(ctx context.Context, r store.Reader) {
		_, err := r.CellByID(ctx, c.ID)
		is(t, "the cell", err, corpus.ErrNotFound)
	})
	update(t, s, func(tx store.Tx) error { return tx.Revert(t.Context(), 5) })
	cells, revisions = read()
	same(t, "versions of a restored cell", append(want[:1:1], want...), cells)
	same(t, "revisions of a restored cell", []int64{6, 4, 3, 2, 1}, revisions)
}
