package storetest

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"testing"

	"framewise/codebook"
	"framewise/corpus"
	"framewise/framework"
	"framewise/framework/store"
)

func roundTrips(t *testing.T, s store.Store) {
	st := stored(t, s)
	verifies(t, s)
	view(t, s, func(ctx context.Context, r store.Reader) {
		same(t, "project", st.Project, must(r.Project(ctx)))
		same(t, "framework", st.Framework, must(r.Framework(ctx, st.Framework.ID)))
		same(t, "frameworks", []framework.Framework{st.Framework}, must(r.Frameworks(ctx)))
		same(t, "coders", st.Coders, must(r.Coders(ctx)))
		same(t, "coder", st.Coders[1], must(r.Coder(ctx, st.Coders[1].ID)))
		same(t, "attributes", st.Attributes, must(r.Attributes(ctx)))
		same(t, "cases", st.Cases, must(r.Cases(ctx)))
		same(t, "case", st.Cases[2], must(r.Case(ctx, st.Cases[2].ID)))
		same(t, "case by label", st.Cases[2], must(r.CaseByLabel(ctx, "P3")))
		same(t, "documents", st.Documents, collect(t, r.Documents(ctx)))
		same(t, "document", st.Documents[3], must(r.Document(ctx, st.Documents[3].ID)))
		same(t, "documents by label", st.Documents[1:2], must(r.DocumentsByLabel(ctx, "P2")))
		same(t, "documents by source", st.Documents[:1], must(r.DocumentsBySource(ctx, st.Documents[0].SourceHash)))
		same(t, "documents by text", st.Documents[1:2], must(r.DocumentsByText(ctx, st.Documents[1].TextHash)))
		same(t, "last text", 1, must(r.LastText(ctx, st.Documents[1].ID)))
		same(t, "text", st.Texts[1], must(r.Text(ctx, st.Documents[1].ID, 1)).String())
		same(t, "original", "file of "+st.Texts[1], string(must(r.Original(ctx, st.Documents[1].SourceHash))))
		codes := must(r.Codes(ctx, st.Framework.ID))
		slices.SortFunc(codes, func(a, b codebook.Code) int { return a.Position - b.Position })
		same(t, "codes", st.Codes, codes)
		same(t, "code", st.Codes[7], must(r.Code(ctx, st.Codes[7].ID)))
		same(t, "coding", st.Codings[9], must(r.Coding(ctx, st.Codings[9].ID)))
		codings := collect(t, r.Codings(ctx, codebook.CodingFilter{}))
		slices.SortFunc(codings, func(a, b codebook.Coding) int { return a.Created.Compare(b.Created) })
		same(t, "codings", st.Codings, codings)
		same(t, "memos", st.Memos, must(r.Memos(ctx)))
		same(t, "memo", st.Memos[2], must(r.Memo(ctx, st.Memos[2].ID)))
		all := slices.Concat(st.Cells, st.Margins)
		slices.SortFunc(all, func(a, b framework.Cell) int {
			return cmp.Or(cmp.Compare(a.Case, b.Case), cmp.Compare(a.Code, b.Code))
		})
		same(t, "cells", all, collect(t, r.Cells(ctx)))
		same(t, "cell", st.Cells[1], must(r.Cell(ctx, st.Cells[1].Case, st.Cells[1].Code)))
		same(t, "cell by identifier", st.Cells[1], must(r.CellByID(ctx, st.Cells[1].ID)))
		same(t, "column summary", st.Margins[0], must(r.Cell(ctx, "", st.Codes[0].ID)))
		same(t, "settlements", st.Settlements, must(r.Settlements(ctx)))
		same(t, "case summary", st.Margins[1], must(r.Cell(ctx, st.Cases[0].ID, "")))
	})
}

func order(t *testing.T, s store.Store) {
	st := New(Size{Documents: 12, Turns: 4, Words: 10, Codings: 1300}, 3) // more codings than a page
	slices.Reverse(st.Documents)                                          // stored last to first
	slices.Reverse(st.Texts)
	update(t, s, func(tx store.Tx) error {
		if err := st.Put(t.Context(), tx); err != nil {
			return err
		}
		translation := st.Documents[9] // of P3
		translation.ID, translation.TranslationOf = "document-0-first-by-identifier", st.Documents[9].ID
		if err := tx.PutText(t.Context(), translation.ID, 1, st.Texts[9]); err != nil {
			return err
		}
		return tx.PutDocument(t.Context(), translation)
	})
	view(t, s, func(ctx context.Context, r store.Reader) {
		var cases, documents []string
		for _, c := range must(r.Cases(ctx)) {
			cases = append(cases, c.Label)
		}
		for _, d := range collect(t, r.Documents(ctx)) {
			label := d.Label
			if d.TranslationOf != "" {
				label += " translated"
			}
			documents = append(documents, label)
		}
		want := []string{"P1", "P2", "P3", "P4", "P5", "P6", "P7", "P8", "P9", "P10", "P11", "P12"}
		same(t, "cases", want, cases)
		same(t, "documents", slices.Insert(want, 3, "P3 translated"), documents)

		codings := collect(t, r.Codings(ctx, codebook.CodingFilter{}))
		same(t, "codings", len(st.Codings), len(codings))
		sorted := slices.IsSortedFunc(codings, func(a, b codebook.Coding) int {
			switch x, y := a.Anchor, b.Anchor; {
			case x.Document != y.Document:
				return compare(x.Document, y.Document)
			case x.Span.Start != y.Span.Start:
				return compare(x.Span.Start, y.Span.Start)
			case x.Span.End != y.Span.End:
				return compare(x.Span.End, y.Span.End)
			}
			return compare(a.ID, b.ID)
		})
		if !sorted {
			t.Error("the codings don't come by document, start, end and identifier")
		}
	})
}

func compare[T interface{ ~string | ~int }](a, b T) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

func filters(t *testing.T, s store.Store) {
	st := stored(t, s)
	for _, test := range []struct {
		name   string
		filter codebook.CodingFilter
	}{
		{"all", codebook.CodingFilter{}},
		{"document", codebook.CodingFilter{Document: st.Documents[1].ID}},
		{"code", codebook.CodingFilter{Code: []codebook.CodeID{st.Codings[0].Code}}},
		{"codes", codebook.CodingFilter{Code: []codebook.CodeID{st.Codings[0].Code, st.Codings[1].Code}}},
		{"no code", codebook.CodingFilter{Code: []codebook.CodeID{}}},
		{"coder", codebook.CodingFilter{Coder: st.Coders[1].ID}},
		{"all conditions", codebook.CodingFilter{
			Document: st.Codings[5].Anchor.Document, Code: []codebook.CodeID{st.Codings[5].Code},
			Coder: st.Codings[5].Coder,
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			f := test.filter
			want := map[codebook.CodingID]bool{}
			for _, c := range st.Codings {
				if (f.Document == "" || c.Anchor.Document == f.Document) && (f.Coder == "" || c.Coder == f.Coder) &&
					(f.Code == nil || slices.Contains(f.Code, c.Code)) {
					want[c.ID] = true
				}
			}
			view(t, s, func(ctx context.Context, r store.Reader) {
				got := map[codebook.CodingID]bool{}
				for _, c := range collect(t, r.Codings(ctx, f)) {
					got[c.ID] = true
				}
				same(t, "codings", want, got)
				same(t, "count", len(want), must(r.CountCodings(ctx, f)))
			})
		})
	}
}

func notFound(t *testing.T, s store.Store) {
	view(t, s, func(ctx context.Context, r store.Reader) {
		one := func(what string, err error) { is(t, what, err, corpus.ErrNotFound) }
		_, err := r.Project(ctx)
		one("project", err)
		_, err = r.Framework(ctx, "none")
		one("framework", err)
		_, err = r.Case(ctx, "none")
		one("case", err)
		_, err = r.CaseByLabel(ctx, "P99")
		one("case by label", err)
		_, err = r.Document(ctx, "none")
		one("document", err)
		_, err = r.Text(ctx, "none", 1)
		one("text", err)
		_, err = r.Original(ctx, "none")
		one("original", err)
		_, err = r.Code(ctx, "none")
		one("code", err)
		_, err = r.Coding(ctx, "none")
		one("coding", err)
		_, err = r.Coder(ctx, "none")
		one("coder", err)
		_, err = r.Memo(ctx, "none")
		one("memo", err)
		_, err = r.Cell(ctx, "none", "none")
		one("cell", err)
		_, err = r.CellByID(ctx, "none")
		one("cell by identifier", err)
		for _, err := range r.CellVersions(ctx, "none") {
			one("versions", err)
		}
		same(t, "documents by source", 0, len(must(r.DocumentsBySource(ctx, "none"))))
		same(t, "documents by text", 0, len(must(r.DocumentsByText(ctx, "none"))))
		same(t, "past texts", 0, len(must(r.PastTexts(ctx))))
		same(t, "last text", 0, must(r.LastText(ctx, "none")))
		for _, err := range r.DocumentVersions(ctx, "none") {
			one("document versions", err)
		}
		same(t, "codings", 0, len(collect(t, r.Codings(ctx, codebook.CodingFilter{}))))
	})
	for _, test := range []struct {
		name string
		do   func(context.Context, store.Tx) error
	}{
		{"case", func(ctx context.Context, tx store.Tx) error { return tx.DeleteCase(ctx, "none") }},
		{"attribute", func(ctx context.Context, tx store.Tx) error { return tx.DeleteAttribute(ctx, "none") }},
		{"document", func(ctx context.Context, tx store.Tx) error { return tx.DeleteDocument(ctx, "none") }},
		{"framework", func(ctx context.Context, tx store.Tx) error { return tx.DeleteFramework(ctx, "none") }},
		{"code", func(ctx context.Context, tx store.Tx) error { return tx.DeleteCode(ctx, "none") }},
		{"coding", func(ctx context.Context, tx store.Tx) error { return tx.DeleteCoding(ctx, "none") }},
		{"memo", func(ctx context.Context, tx store.Tx) error { return tx.DeleteMemo(ctx, "none") }},
		{"cell", func(ctx context.Context, tx store.Tx) error { return tx.DeleteCell(ctx, "none") }},
		{"revision", func(ctx context.Context, tx store.Tx) error { return tx.Revert(ctx, 1) }},
	} {
		_, err := s.Update(t.Context(), act, func(tx store.Tx) error { return test.do(t.Context(), tx) })
		is(t, "delete "+test.name, err, corpus.ErrNotFound)
	}
}

// attempt is a write that must fail with an error of a kind and leave the act
// able to go on.
type attempt struct {
	name string
	kind error
	do   func(context.Context, store.Tx) error
}

// attempts tries each in the same act, which then changes something else.
func attempts(t *testing.T, s store.Store, all []attempt) {
	before := state(t, s)
	update(t, s, func(tx store.Tx) error {
		for _, a := range all {
			is(t, a.name, a.do(t.Context(), tx), a.kind)
		}
		return tx.PutMemo(t.Context(), codebook.Memo{ID: "after", Kind: codebook.Analytic, Text: "still here"})
	})
	after := state(t, s)
	delete(after, [2]string{"memo", "after"})
	same(t, "records", before, after)
	verifies(t, s)
}

func refused(t *testing.T, s store.Store) {
	st := stored(t, s)
	attempts(t, s, []attempt{
		{"a case without a label", corpus.ErrInvalid, func(ctx context.Context, tx store.Tx) error {
			return tx.PutCase(ctx, corpus.Case{ID: "x"})
		}},
		{"a label no locator can cite", corpus.ErrInvalid, func(ctx context.Context, tx store.Tx) error {
			return tx.PutCase(ctx, corpus.Case{ID: "x", Label: "P 1"})
		}},
		{"a document without a label", corpus.ErrInvalid, func(ctx context.Context, tx store.Tx) error {
			d := st.Documents[0]
			d.Label = ""
			return tx.PutDocument(ctx, d)
		}},
		{"a coding without an identifier", corpus.ErrInvalid, func(ctx context.Context, tx store.Tx) error {
			return tx.PutCoding(ctx, codebook.Coding{})
		}},
		{"a code without a name", corpus.ErrInvalid, func(ctx context.Context, tx store.Tx) error {
			return tx.PutCode(ctx, codebook.Code{ID: "x", Framework: st.Framework.ID, Key: "x"})
		}},
		{"a cell of no status", corpus.ErrInvalid, func(ctx context.Context, tx store.Tx) error {
			return tx.PutCell(ctx, framework.Cell{ID: "x", Case: st.Cases[0].ID, Code: st.Codes[9].ID})
		}},
		{"a cell of neither case nor code", corpus.ErrInvalid, func(ctx context.Context, tx store.Tx) error {
			return tx.PutCell(ctx, framework.Cell{ID: "x", Status: framework.Draft})
		}},
		{"exceptions of one case under one code", corpus.ErrInvalid, func(ctx context.Context, tx store.Tx) error {
			c := st.Cells[0]
			c.Exceptions = "P2"
			return tx.PutCell(ctx, c)
		}},
		{"an attribute without a name", corpus.ErrInvalid, func(ctx context.Context, tx store.Tx) error {
			return tx.PutAttribute(ctx, corpus.Attribute{})
		}},
	})
}

func uniqueness(t *testing.T, s store.Store) {
	st := stored(t, s)
	attempts(t, s, []attempt{
		{"a second cell for a crossing", corpus.ErrConflict, func(ctx context.Context, tx store.Tx) error {
			c := st.Cells[0]
			c.ID = "x"
			return tx.PutCell(ctx, c)
		}},
		{"a second summary of a column", corpus.ErrConflict, func(ctx context.Context, tx store.Tx) error {
			c := st.Margins[0]
			c.ID = "x"
			return tx.PutCell(ctx, c)
		}},
		{"a second summary of a case", corpus.ErrConflict, func(ctx context.Context, tx store.Tx) error {
			c := st.Margins[1]
			c.ID = "x"
			return tx.PutCell(ctx, c)
		}},
		{"a cell moved onto another", corpus.ErrConflict, func(ctx context.Context, tx store.Tx) error {
			c := st.Cells[0]
			c.Case, c.Code = st.Cells[1].Case, st.Cells[1].Code
			return tx.PutCell(ctx, c)
		}},
		{"a second case with a label", corpus.ErrConflict, func(ctx context.Context, tx store.Tx) error {
			return tx.PutCase(ctx, corpus.Case{ID: "x", Label: "P1"})
		}},
		{"a second original with a label", corpus.ErrConflict, func(ctx context.Context, tx store.Tx) error {
			d := st.Documents[0]
			d.ID = "x"
			return tx.PutDocument(ctx, d)
		}},
		{"a second code with a key", corpus.ErrConflict, func(ctx context.Context, tx store.Tx) error {
			c := st.Codes[0]
			c.ID = "x"
			return tx.PutCode(ctx, c)
		}},
		{"a second framework with a name", corpus.ErrConflict, func(ctx context.Context, tx store.Tx) error {
			f := st.Framework
			f.ID = "x"
			return tx.PutFramework(ctx, f)
		}},
		{"a second coder with a name", corpus.ErrConflict, func(ctx context.Context, tx store.Tx) error {
			return tx.PutCoder(ctx, codebook.Coder{ID: "x", Name: st.Coders[0].Name, Initials: "XX"})
		}},
		{"a second coder with the initials", corpus.ErrConflict, func(ctx context.Context, tx store.Tx) error {
			return tx.PutCoder(ctx, codebook.Coder{ID: "x", Name: "Ximena", Initials: st.Coders[0].Initials})
		}},
		{"a second study", corpus.ErrConflict, func(ctx context.Context, tx store.Tx) error {
			return tx.PutProject(ctx, framework.Project{ID: "x", Name: "another"})
		}},
	})
	// What one record gives up another may take, in the same act.
	update(t, s, func(tx store.Tx) error {
		a, b := st.Cases[0], st.Cases[1]
		a.Label, b.Label = "P77", "P1"
		return errors.Join(tx.PutCase(t.Context(), a), tx.PutCase(t.Context(), b))
	})
	verifies(t, s)
}

func links(t *testing.T, s store.Store) {
	st := stored(t, s)
	before := state(t, s)
	for _, a := range []attempt{
		{"a coding under no code", corpus.ErrInvalid, func(ctx context.Context, tx store.Tx) error {
			c := st.Codings[0]
			c.Code = "none"
			return tx.PutCoding(ctx, c)
		}},
		{"a coding in no document", corpus.ErrInvalid, func(ctx context.Context, tx store.Tx) error {
			c := st.Codings[0]
			c.Anchor.Document = "none"
			return tx.PutCoding(ctx, c)
		}},
		{"a cell of no case", corpus.ErrInvalid, func(ctx context.Context, tx store.Tx) error {
			c := st.Cells[0]
			c.Case = "none"
			return tx.PutCell(ctx, c)
		}},
		{"a summary of no column", corpus.ErrInvalid, func(ctx context.Context, tx store.Tx) error {
			c := st.Margins[0]
			c.Code = "none"
			return tx.PutCell(ctx, c)
		}},
		{"a code of no framework", corpus.ErrInvalid, func(ctx context.Context, tx store.Tx) error {
			c := st.Codes[0]
			c.Framework = "none"
			return tx.PutCode(ctx, c)
		}},
		{"a document whose speaker is no case", corpus.ErrInvalid, func(ctx context.Context, tx store.Tx) error {
			d := st.Documents[0]
			d.Speakers = append(slices.Clone(d.Speakers), corpus.Speaker{Label: "X", Case: "none"})
			return tx.PutDocument(ctx, d)
		}},
		{"a code with codings goes", corpus.ErrConflict, func(ctx context.Context, tx store.Tx) error {
			return tx.DeleteCode(ctx, st.Codings[0].Code)
		}},
		{"a case with a document goes", corpus.ErrConflict, func(ctx context.Context, tx store.Tx) error {
			return tx.DeleteCase(ctx, st.Cases[0].ID)
		}},
		{"a document with codings goes", corpus.ErrConflict, func(ctx context.Context, tx store.Tx) error {
			return tx.DeleteDocument(ctx, st.Documents[0].ID)
		}},
		{"a framework with codes goes", corpus.ErrConflict, func(ctx context.Context, tx store.Tx) error {
			return tx.DeleteFramework(ctx, st.Framework.ID)
		}},
	} {
		_, err := s.Update(t.Context(), act, func(tx store.Tx) error { return a.do(t.Context(), tx) })
		is(t, a.name, err, a.kind)
	}
	same(t, "records", before, state(t, s))

	// Within an act the order is free, also where what was pointed at goes again.
	update(t, s, func(tx store.Tx) error {
		ctx := t.Context()
		c := st.Cells[0]
		c.ID, c.Case = "cell-of-the-new", "new"
		gone := c
		gone.ID, gone.Case = "gone", "gone"
		return firstError(
			func() error { return tx.PutCell(ctx, c) },
			func() error { return tx.PutCell(ctx, gone) },
			func() error { return tx.PutCase(ctx, corpus.Case{ID: "new", Label: "N1"}) },
			func() error { return tx.PutCase(ctx, corpus.Case{ID: "gone", Label: "N2"}) },
			func() error { return tx.DeleteCase(ctx, "gone") },
			func() error { return tx.DeleteCell(ctx, "gone") },
		)
	})
	verifies(t, s)
}

func texts(t *testing.T, s store.Store) {
	st := stored(t, s)
	d := st.Documents[0]
	attempts(t, s, []attempt{
		{"another text of a version", corpus.ErrConflict, func(ctx context.Context, tx store.Tx) error {
			return tx.PutText(ctx, d.ID, 1, "I: something else")
		}},
		{"the same text again", nil, func(ctx context.Context, tx store.Tx) error {
			return tx.PutText(ctx, d.ID, 1, st.Texts[0])
		}},
		{"a text with control characters", corpus.ErrInvalid, func(ctx context.Context, tx store.Tx) error {
			return tx.PutText(ctx, d.ID, 2, "one\x00two")
		}},
		{"a text that is not UTF-8", corpus.ErrInvalid, func(ctx context.Context, tx store.Tx) error {
			return tx.PutText(ctx, d.ID, 2, "se\xf1ora")
		}},
		{"a version before the first", corpus.ErrInvalid, func(ctx context.Context, tx store.Tx) error {
			return tx.PutText(ctx, d.ID, 0, "one")
		}},
	})
	for _, a := range []attempt{
		{"a document without its text", corpus.ErrInvalid, func(ctx context.Context, tx store.Tx) error {
			d := d
			d.Version = 2
			return tx.PutDocument(ctx, d)
		}},
		{"a document of another text", corpus.ErrInvalid, func(ctx context.Context, tx store.Tx) error {
			d := d
			d.TextHash = corpus.Hash("something else")
			return tx.PutDocument(ctx, d)
		}},
		{"a text without its document", corpus.ErrInvalid, func(ctx context.Context, tx store.Tx) error {
			return tx.PutText(ctx, d.ID, 2, "two")
		}},
	} {
		_, err := s.Update(t.Context(), act, func(tx store.Tx) error { return a.do(t.Context(), tx) })
		is(t, a.name, err, a.kind)
	}
	const second = "I: the second version 😊\n"
	update(t, s, func(tx store.Tx) error {
		d := d
		d.Version, d.TextHash, d.Turns = 2, corpus.Hash(second), nil
		return errors.Join(tx.PutDocument(t.Context(), d), tx.PutText(t.Context(), d.ID, 2, second),
			tx.PutCoding(t.Context(), st.unplaced(d.ID)...))
	})
	view(t, s, func(ctx context.Context, r store.Reader) {
		same(t, "first text", st.Texts[0], must(r.Text(ctx, d.ID, 1)).String())
		same(t, "second text", second, must(r.Text(ctx, d.ID, 2)).String())
	})
	for _, content := range [][]byte{{}, {0}, []byte("PK\x03\x04 not text \xff\xfe"), make([]byte, 1<<20)} {
		var hash string
		update(t, s, func(tx store.Tx) (err error) {
			hash, err = tx.PutOriginal(t.Context(), "file.docx", content)
			if err != nil {
				return err
			}
			return tx.PutMemo(t.Context(), codebook.Memo{ID: codebook.MemoID(hash), Kind: codebook.Analytic})
		})
		same(t, "hash", corpus.Hash(content), hash)
		view(t, s, func(ctx context.Context, r store.Reader) {
			if got := must(r.Original(ctx, hash)); string(got) != string(content) {
				t.Errorf("an original of %d bytes comes back as %d others", len(content), len(got))
			}
		})
	}
	verifies(t, s)
}

// writingWhileReading holds a store to what a loop over codings may do: read
// other records, write, and stop early.
func writingWhileReading(t *testing.T, s store.Store) {
	st := New(Size{Documents: 3, Turns: 4, Words: 10, Codings: 1200}, 5)
	update(t, s, func(tx store.Tx) error { return st.Put(t.Context(), tx) })
	n := 0
	update(t, s, func(tx store.Tx) error {
		for c, err := range tx.Codings(t.Context(), codebook.CodingFilter{}) {
			if err != nil {
				return err
			}
			if _, err := tx.Code(t.Context(), c.Code); err != nil {
				return err
			}
			n++
			if c.Key {
				if err := tx.DeleteCoding(t.Context(), c.ID); err != nil {
					return err
				}
			}
		}
		for range tx.Documents(t.Context()) {
			break
		}
		_, err := tx.Project(t.Context())
		return err
	})
	same(t, "codings read", 1200, n)
	view(t, s, func(ctx context.Context, r store.Reader) {
		same(t, "codings left", 1080, must(r.CountCodings(ctx, codebook.CodingFilter{})))
	})
	verifies(t, s)
}
