package sqlite

import (
	"errors"
	"path/filepath"
	"strings"
	"testing"

	"framewise/framework/audit"
	"framewise/framework/store"
	"framewise/framework/store/storetest"
)

// TestTampering changes a project behind the store's back and expects Verify
// to say what is wrong, without a word of the study.
func TestTampering(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name string
		sql  string
		kind error
		says string // in one of the messages
	}{
		{"nothing", "", nil, ""},
		{
			"an event's actor",
			"UPDATE event SET actor = 'Nobody' WHERE rev = 2",
			audit.ErrBroken, "revision 2",
		},
		{
			"an event's time",
			"UPDATE event SET time = '2020-01-01T00:00:00.000Z' WHERE rev = 2",
			audit.ErrBroken, "revision 2",
		},
		{
			"an event left out",
			"DELETE FROM change WHERE rev = 2; DELETE FROM event WHERE rev = 2",
			audit.ErrBroken, "revision 1",
		},
		{
			"the last event left out",
			"DELETE FROM change WHERE rev = 3; DELETE FROM event WHERE rev = 3",
			audit.ErrBroken, "revision 2",
		},
		{
			"a change left out",
			"DELETE FROM change WHERE rev = 2 AND n = 1",
			audit.ErrBroken, "revision 2",
		},
		{
			"a change's hash",
			"UPDATE change SET after_hash = before_hash WHERE rev = 2",
			audit.ErrBroken, "revision 2",
		},
		{
			"an earlier version",
			"UPDATE change SET before = replace(before, 'Ríos', 'Rojas') WHERE rev = 2",
			store.ErrDamaged, "coder",
		},
		{
			"a case",
			`UPDATE case_ SET data = replace(data, '"21"', '"22"') WHERE label = 'P1'`,
			store.ErrDamaged, "the case P1 is not as",
		},
		{
			"a case's column",
			"UPDATE case_ SET label = 'P99' WHERE label = 'P2'",
			store.ErrDamaged, "the case P2 is filed wrongly",
		},
		{
			"a case cut off",
			"UPDATE case_ SET data = substr(data, 1, 20) WHERE label = 'P1'",
			store.ErrDamaged, "the case case-0000",
		},
		{
			"a case added",
			`INSERT INTO case_ (id, label, data) VALUES ('x', 'X1', '{"id":"x","label":"X1","kind":""}')`,
			store.ErrDamaged, "the case X1 is not as",
		},
		{"a case gone", "DELETE FROM case_ WHERE label = 'P1'", store.ErrDamaged, "the case case-0000"},
		{
			"a code gone",
			"DELETE FROM code WHERE key = 'code-1'",
			store.ErrDamaged, "needs the code code-0001",
		},
		{
			"a text",
			"UPDATE document_text SET text = replace(text, 'nobody', 'somebody')",
			store.ErrDamaged, "document P1 is damaged",
		},
		{
			"a text and its hash",
			"UPDATE document_text SET text = 'I: x', hash = '4a0e5ee8e1e5bc0f8b6f'" +
				" WHERE document LIKE 'document-0001%'",
			store.ErrDamaged, "the document P2 has lost its text",
		},
		{
			"a text gone",
			"DELETE FROM document_text WHERE document LIKE 'document-0000%'",
			store.ErrDamaged, "the quote at P1:",
		},
		{
			"an original",
			"UPDATE original SET content = zeroblob(30) WHERE name = 'P1.txt'",
			store.ErrDamaged, "the original P1.txt is damaged",
		},
		{"a quote's place", "UPDATE coding SET start = start + 1", store.ErrDamaged, "is filed wrongly"},
		{"a quote's version", "UPDATE coding SET version = 0", store.ErrDamaged, "is filed wrongly"},
		{
			"a document's version",
			`UPDATE document SET version = 2, data = replace(data, '"version":1', '"version":2') WHERE label = 'P1'`,
			store.ErrDamaged, "has its place in version 1 of the text, and the document is at version 2",
		},
		{
			"a cell's case",
			"UPDATE cell SET case_id = 'nobody-here' WHERE case_id <> ''",
			store.ErrDamaged, "needs the case nobody-here",
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			path := filepath.Join(t.TempDir(), "study.db")
			s, err := Create(t.Context(), path, Options{})
			if err != nil {
				t.Fatal(err)
			}
			defer s.Close()
			study := storetest.New(storetest.Size{Documents: 3, Turns: 8, Words: 30, Codings: 20}, 4)
			update(t, s, study.Put)
			for i := range 2 {
				coder := study.Coders[i]
				coder.Role = "reviewer"
				_, err := s.Update(t.Context(), act, func(tx store.Tx) error {
					return tx.PutCoder(t.Context(), coder)
				})
				if err != nil {
					t.Fatal(err)
				}
			}
			if _, err := raw(t, path).Exec("PRAGMA foreign_keys = 0; " + test.sql); err != nil {
				t.Fatal(err)
			}
			var found []string
			hit := false
			for err := range s.Verify(t.Context()) {
				found = append(found, err.Error())
				hit = hit || errors.Is(err, test.kind) && strings.Contains(err.Error(), test.says)
				for _, text := range study.Texts {
					if strings.Contains(err.Error(), text[10:40]) {
						t.Errorf("the message %q holds words of a transcript", err)
					}
				}
			}
			if test.kind == nil && len(found) > 0 || test.kind != nil && !hit {
				t.Errorf("want %v that says %q, found:\n%s", test.kind, test.says, strings.Join(found, "\n"))
			}
		})
	}
}

// TestVerifyQuotes: a record may agree with the trail and yet be wrong, when a
// program stored a quote that does not stand in its text.
func TestVerifyQuotes(t *testing.T) {
	t.Parallel()
	s := newStore(t)
	study := storetest.New(storetest.Size{Documents: 2, Turns: 8, Words: 30, Codings: 20}, 4)
	study.Codings[3].Anchor.Span.Start++
	update(t, s, study.Put)
	var found []string
	for err := range s.Verify(t.Context()) {
		found = append(found, err.Error())
	}
	if len(found) != 1 || !strings.Contains(found[0], "the quote at P2:") || !strings.Contains(found[0], "code-") {
		t.Errorf("found %q", found)
	}
	// Who has heard enough may stop.
	for range s.Verify(t.Context()) {
		break
	}
}
