package storetest

import (
	"context"
	"encoding/json"
	"errors"
	"iter"
	"testing"

	"framewise/codebook"
	"framewise/corpus"
	"framewise/framework/audit"
	"framewise/framework/store"

	"github.com/google/go-cmp/cmp"
)

// Run runs the suite. open returns an empty project, which Run closes.
func Run(t *testing.T, open func(t *testing.T) store.Store) {
	for _, test := range []struct {
		name string
		run  func(t *testing.T, s store.Store)
	}{
		{"round trips", roundTrips},
		{"order", order},
		{"filters", filters},
		{"not found", notFound},
		{"refused records", refused},
		{"unique", uniqueness},
		{"links", links},
		{"texts and originals", texts},
		{"writing while reading", writingWhileReading},

		{"an act without a change", noChange},
		{"an act that fails", failure},
		{"an act that panics", panics},
		{"an act whose context ends", cancelled},
		{"an act after a failure", failureSwallowed},
		{"an act without an actor", anonymous},
		{"snapshots", snapshots},
		{"acts at the same time", concurrent},

		{"events", events},
		{"changes of one act", collapsed},
		{"what changed", changed},
		{"what changed in a long trail", changedAtLength},
		{"versions of a cell", cellVersions},
		{"versions of a summary in the margin", marginVersions},
		{"versions of a document", documentVersions},
		{"codings in another version", otherVersion},

		{"undo and redo", undoRedo},
		{"undo step by step", undoSteps},
		{"undo in the way of a later act", undoConflict},
		{"undo of an exchange", undoExchange},
		{"undo of an import", undoImport},
		{"random acts and back", randomActs},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			s := open(t)
			t.Cleanup(func() {
				if err := s.Close(); err != nil {
					t.Errorf("close: %v", err)
				}
			})
			test.run(t, s)
		})
	}
}

// small is a study for tests: every kind of record, more than one of each.
func small() *Study { return New(Size{Documents: 4, Turns: 6, Words: 12, Codings: 30}, 7) }

var act = audit.Act{Actor: "Amparo Ríos", Verb: "test"}

func update(t *testing.T, s store.Store, fn func(tx store.Tx) error) audit.Event {
	t.Helper()
	e, err := s.Update(t.Context(), act, fn)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func view(t *testing.T, s store.Store, fn func(ctx context.Context, r store.Reader)) {
	t.Helper()
	err := s.View(t.Context(), func(r store.Reader) error {
		fn(t.Context(), r)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// stored opens the small study in a project.
func stored(t *testing.T, s store.Store) *Study {
	t.Helper()
	st := small()
	update(t, s, func(tx store.Tx) error { return st.Put(t.Context(), tx) })
	return st
}

// is demands an error of a kind.
func is(t *testing.T, what string, err, kind error) {
	t.Helper()
	if !errors.Is(err, kind) {
		t.Errorf("%s: error %v, want one that is %q", what, err, kind)
	}
}

// must unwraps a result that a test can't go on without.
func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func collect[T any](t *testing.T, seq iter.Seq2[T, error]) []T {
	t.Helper()
	var all []T
	for v, err := range seq {
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, v)
	}
	return all
}

func same(t *testing.T, what string, want, got any) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", what, diff)
	}
}

// verifies demands that nothing is wrong.
func verifies(t *testing.T, s store.Store) {
	t.Helper()
	for err := range s.Verify(t.Context()) {
		t.Errorf("verify: %v", err)
	}
}

// dump reads every record of a project by its kind and identifier.
func dump(ctx context.Context, r store.Reader) (map[[2]string]string, error) {
	all := map[[2]string]string{}
	add := func(kind, id string, rec any) {
		b, err := json.Marshal(rec)
		if err != nil {
			panic(err) // records always marshal
		}
		all[[2]string{kind, id}] = string(b)
	}
	p, err := r.Project(ctx)
	switch {
	case err == nil:
		add("project", p.ID, p)
	case !errors.Is(err, corpus.ErrNotFound):
		return nil, err
	}
	frameworks, err := r.Frameworks(ctx)
	if err != nil {
		return nil, err
	}
	for _, f := range frameworks {
		add("framework", string(f.ID), f)
		codes, err := r.Codes(ctx, f.ID)
		if err != nil {
			return nil, err
		}
		for _, c := range codes {
			add("code", string(c.ID), c)
		}
	}
	cases, err := r.Cases(ctx)
	attributes, err2 := r.Attributes(ctx)
	coders, err3 := r.Coders(ctx)
	memos, err4 := r.Memos(ctx)
	settlements, err5 := r.Settlements(ctx)
	if err := errors.Join(err, err2, err3, err4, err5); err != nil {
		return nil, err
	}
	for _, c := range cases {
		add("case", string(c.ID), c)
	}
	for _, a := range attributes {
		add("attribute", a.Name, a)
	}
	for _, c := range coders {
		add("coder", string(c.ID), c)
	}
	for _, m := range memos {
		add("memo", string(m.ID), m)
	}
	for _, x := range settlements {
		add("settlement", string(x.ID), x)
	}
	for d, err := range r.Documents(ctx) {
		if err != nil {
			return nil, err
		}
		add("document", string(d.ID), d)
	}
	for c, err := range r.Codings(ctx, codebook.CodingFilter{}) {
		if err != nil {
			return nil, err
		}
		add("coding", string(c.ID), c)
	}
	for c, err := range r.Cells(ctx) {
		if err != nil {
			return nil, err
		}
		add("cell", string(c.ID), c)
	}
	return all, nil
}

// state is the dump of a project as it is.
func state(t *testing.T, s store.Store) map[[2]string]string {
	t.Helper()
	var all map[[2]string]string
	view(t, s, func(ctx context.Context, r store.Reader) { all = must(dump(ctx, r)) })
	return all
}
