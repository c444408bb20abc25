package storetest

import (
	"context"
	"iter"
	"testing"

	"framewise/codebook"
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

func roundTrips(t *testing.T, s store.Store) {
	st := small()
	update(t, s, func(tx store.Tx) error { return st.Put(t.Context(), tx) })
	verifies(t, s)
	view(t, s, func(ctx context.Context, r store.Reader) {
		same(t, "project", st.Project, must(r.Project(ctx)))
		same(t, "framework", st.Framework, must(r.Framework(ctx, st.Framework.ID)))
		same(t, "coders", st.Coders, must(r.Coders(ctx)))
		same(t, "coder", st.Coders[1], must(r.Coder(ctx, st.Coders[1].ID)))
		same(t, "attributes", st.Attributes, must(r.Attributes(ctx)))
		same(t, "cases", st.Cases, must(r.Cases(ctx)))
		same(t, "case", st.Cases[2], must(r.Case(ctx, st.Cases[2].ID)))
		same(t, "documents", st.Documents, collect(t, r.Documents(ctx)))
		same(t, "document", st.Documents[3], must(r.Document(ctx, st.Documents[3].ID)))
		same(t, "document by source", st.Documents[:1], must(r.DocumentsBySource(ctx, st.Documents[0].SourceHash)))
		same(t, "text", st.Texts[1], must(r.Text(ctx, st.Documents[1].ID, 1)).String())
		same(t, "original", "file of "+st.Texts[1], string(must(r.Original(ctx, st.Documents[1].SourceHash))))
		same(t, "codes", len(st.Codes), len(must(r.Codes(ctx, st.Framework.ID))))
		same(t, "code", st.Codes[7], must(r.Code(ctx, st.Codes[7].ID)))
		same(t, "coding", st.Codings[9], must(r.Coding(ctx, st.Codings[9].ID)))
		same(t, "codings", len(st.Codings), len(collect(t, r.Codings(ctx, codebook.CodingFilter{}))))
		same(t, "memos", st.Memos, must(r.Memos(ctx)))
		same(t, "memo", st.Memos[2], must(r.Memo(ctx, st.Memos[2].ID)))
		same(t, "cells", st.Cells, collect(t, r.Cells(ctx)))
		same(t, "cell", st.Cells[1], must(r.Cell(ctx, st.Cells[1].Case, st.Cells[1].Code)))
	})
}
