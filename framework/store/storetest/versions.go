package storetest

import (
	"context"
	"errors"
	"slices"
	"testing"

	"framewise/codebook"
	"framewise/corpus"
	"framewise/framework/store"
)

// unplaced are the codings of a document without their places.
func (s *Study) unplaced(id corpus.DocumentID) []codebook.Coding {
	var all []codebook.Coding
	for _, c := range s.Codings {
		if c.Anchor.Document == id {
			c.Unplaced = corpus.Locator{Label: "P1", First: 2, Last: 2}
			c.Revised = created
			all = append(all, c)
		}
	}
	return all
}

// replaced gives a document a new text, which begins with other words, as the
// given version: the first of its codings is carried over, the others have no
// place.
func replaced(ctx context.Context, tx store.Tx, st *Study, version int, before string) error {
	d := st.Documents[0]
	text := before + st.Texts[0]
	shift := corpus.Pos(len([]rune(before)))
	d.Version, d.TextHash, d.Turns = version, corpus.Hash(text), slices.Clone(d.Turns)
	for i := range d.Turns {
		d.Turns[i].Span.Start += shift
		d.Turns[i].Span.End += shift
	}
	codings := st.unplaced(d.ID)
	first := &codings[0]
	first.Unplaced = corpus.Locator{}
	var err error
	first.Anchor, err = corpus.NewText(text).Anchor(d.ID, version,
		corpus.Span{Start: first.Anchor.Span.Start + shift, End: first.Anchor.Span.End + shift})
	return errors.Join(err, tx.PutText(ctx, d.ID, version, text), tx.PutDocument(ctx, d), tx.PutCoding(ctx, codings...))
}

func documentVersions(t *testing.T, s store.Store) {
	st := stored(t, s)
	d := st.Documents[0]
	before := state(t, s)
	read := func() (versions []int, revisions []int64) {
		view(t, s, func(ctx context.Context, r store.Reader) {
			for _, v := range collect(t, r.DocumentVersions(ctx, d.ID)) {
				versions, revisions = append(versions, v.Document.Version), append(revisions, v.Event.Revision)
			}
		})
		return versions, revisions
	}
	counts := func(all, unplaced int) {
		t.Helper()
		view(t, s, func(ctx context.Context, r store.Reader) {
			for _, f := range []struct {
				filter codebook.CodingFilter
				want   int
			}{
				{codebook.CodingFilter{Document: d.ID}, all},
				{codebook.CodingFilter{Unplaced: true}, unplaced},
				{codebook.CodingFilter{Document: d.ID, Unplaced: true}, unplaced},
				{codebook.CodingFilter{Document: st.Documents[1].ID, Unplaced: true}, 0},
			} {
				same(t, "codings", f.want, len(collect(t, r.Codings(ctx, f.filter))))
				same(t, "count", f.want, must(r.CountCodings(ctx, f.filter)))
			}
		})
	}
	n := len(st.unplaced(d.ID))
	counts(n, 0)
	update(t, s, func(tx store.Tx) error { return replaced(t.Context(), tx, st, 2, "I: Hello 😊\n") })
	view(t, s, func(ctx context.Context, r store.Reader) {
		var were []codebook.Coding
		for _, c := range st.Codings {
			if c.Anchor.Document == d.ID {
				were = append(were, c)
			}
		}
		same(t, "codings before", were, collect(t, r.CodingsBefore(ctx, 2)))
		for _, rev := range []int64{1, 99} {
			same(t, "codings before", 0, len(collect(t, r.CodingsBefore(ctx, rev))))
		}
	})
	versions, revisions := read()
	same(t, "versions", []int{2, 1}, versions)
	same(t, "revisions", []int64{2, 1}, revisions)
	counts(n, n-1)
	verifies(t, s)

	// Undone, the codings are back in their places and the text stays.
	revert(t, s, 2)
	same(t, "undone", before, state(t, s))
	counts(n, 0)
	view(t, s, func(ctx context.Context, r store.Reader) { same(t, "last text", 2, must(r.LastText(ctx, d.ID))) })
	verifies(t, s)

	past := func(want ...corpus.PastText) {
		t.Helper()
		view(t, s, func(ctx context.Context, r store.Reader) { same(t, "past texts", want, must(r.PastTexts(ctx))) })
	}
	past(corpus.PastText{Document: d.ID, Version: 2})

	// Another text is another version.
	update(t, s, func(tx store.Tx) error { return replaced(t.Context(), tx, st, 3, "I: Good morning\n") })
	versions, _ = read()
	same(t, "versions", []int{3, 1, 2, 1}, versions)
	past(corpus.PastText{Document: d.ID, Version: 1}, corpus.PastText{Document: d.ID, Version: 2})
	verifies(t, s)
}

func otherVersion(t *testing.T, s store.Store) {
	st := stored(t, s)
	d, second := st.Documents[0], "I: Hello\n"+st.Texts[0]
	coding := st.unplaced(d.ID)[0]
	fresh := coding
	fresh.ID, fresh.Unplaced = "fresh", corpus.Locator{}
	for _, a := range []attempt{
		{"a new version without its codings", corpus.ErrConflict, func(ctx context.Context, tx store.Tx) error {
			d := d
			d.Version, d.TextHash = 2, corpus.Hash(second)
			return errors.Join(tx.PutText(ctx, d.ID, 2, second), tx.PutDocument(ctx, d))
		}},
		{"a coding in a version to come", corpus.ErrConflict, func(ctx context.Context, tx store.Tx) error {
			c := fresh
			c.Anchor.Version = 2
			return tx.PutCoding(ctx, c)
		}},
		{"a coding without a place", nil, func(ctx context.Context, tx store.Tx) error { return tx.PutCoding(ctx, coding) }},
		{"a new version with its codings", nil, func(ctx context.Context, tx store.Tx) error {
			return replaced(ctx, tx, st, 2, "I: Hello\n")
		}},
		{"a coding in a version gone by", corpus.ErrConflict, func(ctx context.Context, tx store.Tx) error {
			return tx.PutCoding(ctx, fresh)
		}},
	} {
		_, err := s.Update(t.Context(), act, func(tx store.Tx) error { return a.do(t.Context(), tx) })
		is(t, a.name, err, a.kind)
	}
	// What was coded in the new version stands in the way of an undo.
	rev := revision(t, s)
	update(t, s, func(tx store.Tx) error {
		c := st.Codings[len(st.Documents)] // of the same document
		placed := must(tx.Coding(t.Context(), st.unplaced(d.ID)[0].ID))
		c.ID, c.Anchor = "since", placed.Anchor
		return tx.PutCoding(t.Context(), c)
	})
	_, err := s.Update(t.Context(), act, func(tx store.Tx) error { return tx.Revert(t.Context(), rev) })
	is(t, "undo", err, corpus.ErrConflict)
}
