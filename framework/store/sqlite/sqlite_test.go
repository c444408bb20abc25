package sqlite

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"framewise/codebook"
	"framewise/corpus"
	"framewise/framework/store"
	"framewise/framework/store/storetest"

	"github.com/google/go-cmp/cmp"
)

func TestStore(t *testing.T) {
	t.Parallel()
	storetest.Run(t, func(t *testing.T) store.Store {
		s, err := Create(t.Context(), filepath.Join(t.TempDir(), "study.db"), Options{})
		if err != nil {
			t.Fatal(err)
		}
		return s
	})
}

func TestConnections(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "study.db")
	s, err := Create(t.Context(), path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	for _, test := range []struct {
		name string
		c    connection
		want map[string]string
	}{
		{
			"write", connection{synchronous: "FULL", busy: 3 * time.Second},
			map[string]string{"journal_mode": "wal", "synchronous": "2", "foreign_keys": "1",
				"busy_timeout": "3000", "query_only": "0", "trusted_schema": "0"},
		},
		{
			"read", connection{synchronous: "FULL", busy: time.Second, readOnly: true},
			map[string]string{"journal_mode": "wal", "synchronous": "2", "foreign_keys": "1",
				"busy_timeout": "1000", "query_only": "1", "trusted_schema": "0"},
		},
		{
			"create", connection{synchronous: "EXTRA", create: true},
			map[string]string{"journal_mode": "wal", "synchronous": "3", "foreign_keys": "1",
				"busy_timeout": "0", "query_only": "0", "trusted_schema": "0"},
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			db, err := pool(path, test.c, 0)
			if err != nil {
				t.Fatal(err)
			}
			defer db.Close()
			for range 5 { // all five held at once
				conn, err := db.Conn(t.Context())
				if err != nil {
					t.Fatal(err)
				}
				defer conn.Close()
				got := map[string]string{}
				for name := range test.want {
					var v string
					if err := conn.QueryRowContext(t.Context(), "PRAGMA "+name).Scan(&v); err != nil {
						t.Fatal(err)
					}
					got[name] = v
				}
				if diff := cmp.Diff(test.want, got); diff != "" {
					t.Errorf("pragmas (-want +got):\n%s", diff)
				}
			}
		})
	}
}

func TestPaths(t *testing.T) {
	t.Parallel()
	names := []string{
		"plain", "with space", "50% done", "what?", "a#b", "año—niño 😊", "a&b=c;d+e", "%41", "[x]{y}",
		"'quoted'",
	}
	if runtime.GOOS == "windows" {
		names = []string{"plain", "with space", "50% done", "a#b", "año", "a&b=c;d+e", "%41", "[x]{y}"}
	}
	for _, name := range names {
		t.Run(name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), name)
			if err := os.Mkdir(dir, 0o700); err != nil {
				t.Fatal(err)
			}
			path := filepath.Join(dir, name+".db")
			s, err := Create(t.Context(), path, Options{})
			if err != nil {
				t.Fatal(err)
			}
			update(t, s, func(ctx context.Context, tx store.Tx) error { return tx.PutMemo(ctx, note("one")) })
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
			entries, err := os.ReadDir(dir)
			if err != nil {
				t.Fatal(err)
			}
			if len(entries) != 1 || entries[0].Name() != name+".db" {
				t.Errorf("the folder holds %v", entries)
			}
			s, err = Open(t.Context(), path, Options{})
			if err != nil {
				t.Fatal(err)
			}
			defer s.Close()
			if got := readNote(t, s, "one"); got != note("one") {
				t.Errorf("read %v", got)
			}
		})
	}
}

func TestFileURI(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name, path string
		windows    bool
		want       string
	}{
		{"plain", "/home/ana/study.db", false, "file:///home/ana/study.db"},
		{"escaped", "/a b/50%/x?y#z", false, "file:///a%20b/50%25/x%3Fy%23z"},
		{"not ASCII", "/año/study.db", false, "file:///a%C3%B1o/study.db"},
		{"a backslash is a letter", `/a\b`, false, "file:///a%5Cb"},
		{"drive", `C:\Users\Ana María\study.db`, true, "file:///C:/Users/Ana%20Mar%C3%ADa/study.db"},
		{"share", `\\server\share\study.db`, true, "file:////server/share/study.db"},
	} {
		if got := fileURI(test.path, test.windows); got != test.want {
			t.Errorf("%s: got %s, want %s", test.name, got, test.want)
		}
	}
}

func TestCreateRefusesExisting(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "study.db")
	if err := os.WriteFile(path, []byte("precious"), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := Create(t.Context(), path, Options{})
	if !errors.Is(err, corpus.ErrConflict) {
		t.Errorf("got %v", err)
	}
	if b, _ := os.ReadFile(path); string(b) != "precious" {
		t.Error("the file was touched")
	}
}

func TestCreateLeavesNothingBehind(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Create(ctx, filepath.Join(dir, "study.db"), Options{}); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	if entries, _ := os.ReadDir(dir); len(entries) > 0 {
		t.Errorf("the folder holds %v", entries)
	}
}

func TestOpenRefuses(t *testing.T) {
	t.Parallel()
	whole := projectFile(t)
	other := filepath.Join(t.TempDir(), "other.db")
	db, err := sql.Open("sqlite", other)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.Exec("CREATE TABLE bookmarks (url TEXT)"); err != nil {
		t.Fatal(err)
	}
	db.Close()
	otherFile, err := os.ReadFile(other)
	if err != nil {
		t.Fatal(err)
	}
	overwritten := bytes.Clone(whole)
	for i := 100; i < len(overwritten); i++ {
		overwritten[i] = 0xA5
	}
	for _, test := range []struct {
		name    string
		content []byte
		kind    error
	}{
		{"empty", nil, store.ErrDamaged},
		{"text", []byte("This is the transcript of an interview that was long enough."), store.ErrDamaged},
		{"a zip file", []byte("PK\x03\x04 and then the rest of the workbook"), store.ErrDamaged},
		{"a few bytes", whole[:40], store.ErrDamaged},
		{"truncated", whole[:len(whole)/2], store.ErrDamaged},
		{"truncated inside a page", whole[:len(whole)-1000], store.ErrDamaged},
		{"overwritten", overwritten, store.ErrDamaged},
		{"another program's", otherFile, corpus.ErrInvalid},
	} {
		t.Run(test.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "study.db")
			if err := os.WriteFile(path, test.content, 0o600); err != nil {
				t.Fatal(err)
			}
			s, err := Open(t.Context(), path, Options{})
			if err == nil {
				s.Close()
			}
			if !errors.Is(err, test.kind) {
				t.Fatalf("got %v, want one that is %q", err, test.kind)
			}
			if hint := hintOf(err); hint == "" {
				t.Errorf("%v comes without advice", err)
			}
			if after, _ := os.ReadFile(path); !bytes.Equal(after, test.content) {
				t.Error("the file was touched")
			}
		})
	}
	t.Run("nothing there", func(t *testing.T) {
		path := filepath.Join(t.TempDir(), "study.db")
		if _, err := Open(t.Context(), path, Options{}); !errors.Is(err, corpus.ErrNotFound) || hintOf(err) == "" {
			t.Errorf("got %v", err)
		}
		if _, err := os.Stat(path); err == nil {
			t.Error("the file was made")
		}
	})
	t.Run("a folder", func(t *testing.T) {
		if _, err := Open(t.Context(), t.TempDir(), Options{}); !errors.Is(err, corpus.ErrInvalid) {
			t.Errorf("got %v", err)
		}
	})
}

// projectFile returns the bytes of a small project.
func projectFile(t *testing.T) []byte {
	t.Helper()
	path := filepath.Join(t.TempDir(), "study.db")
	s, err := Create(t.Context(), path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	study := storetest.New(storetest.Size{Documents: 5, Turns: 20, Words: 20, Codings: 50}, 4)
	update(t, s, study.Put)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestLocked(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "study.db")
	one, err := Create(t.Context(), path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer one.Close()
	two, err := Open(t.Context(), path, Options{Busy: 20 * time.Millisecond}) // as another process would
	if err != nil {
		t.Fatal(err)
	}
	defer two.Close()
	update(t, one, func(ctx context.Context, tx store.Tx) error {
		if err := tx.PutMemo(ctx, note("one")); err != nil {
			return err
		}
		_, err := two.Update(ctx, act, func(tx store.Tx) error { return tx.PutMemo(ctx, note("two")) })
		if !errors.Is(err, store.ErrLocked) || hintOf(err) == "" {
			t.Errorf("an act while another writes: %v", err)
		}
		return two.View(ctx, func(r store.Reader) error { // reading never waits
			_, err := r.Memo(ctx, "one")
			if !errors.Is(err, corpus.ErrNotFound) {
				t.Errorf("a view while another writes: %v", err)
			}
			return nil
		})
	})
	update(t, two, func(ctx context.Context, tx store.Tx) error { return tx.PutMemo(ctx, note("two")) })
	readNote(t, one, "two")
}

func TestNow(t *testing.T) {
	t.Parallel()
	santiago := time.FixedZone("Santiago", -4*3600)
	now := time.Date(2026, 4, 30, 22, 15, 16, 123_456_789, santiago)
	s, err := Create(t.Context(), filepath.Join(t.TempDir(), "study.db"),
		Options{Now: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	e, err := s.Update(t.Context(), act, func(tx store.Tx) error { return tx.PutMemo(t.Context(), note("one")) })
	if err != nil {
		t.Fatal(err)
	}
	if want := time.Date(2026, 5, 1, 2, 15, 16, 123_000_000, time.UTC); e.Time != want {
		t.Errorf("got %v, want %v", e.Time, want)
	}
}

func note(id string) codebook.Memo {
	return codebook.Memo{ID: codebook.MemoID(id), Kind: codebook.Analytic, Text: "about " + id}
}

func readNote(t *testing.T, s store.Store, id codebook.MemoID) (m codebook.Memo) {
	t.Helper()
	err := s.View(t.Context(), func(r store.Reader) (err error) {
		m, err = r.Memo(t.Context(), id)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func hintOf(err error) string {
	var e *corpus.Error
	if errors.As(err, &e) {
		return e.Hint()
	}
	return ""
}

// TestErrorsKeepSilent: a message never carries words of the study.
func TestErrorsKeepSilent(t *testing.T) {
	t.Parallel()
	s := newStore(t)
	study := storetest.New(storetest.Size{Documents: 2, Turns: 4, Words: 10, Codings: 4}, 4)
	update(t, s, study.Put)
	const secret = "nobody must read this"
	c := study.Cells[0]
	c.ID, c.Summary = "second", secret
	coding := study.Codings[0]
	coding.Memo, coding.Code = secret, "none"
	for name, do := range map[string]func(store.Tx) error{
		"text":   func(tx store.Tx) error { return tx.PutText(t.Context(), study.Documents[0].ID, 1, secret) },
		"cell":   func(tx store.Tx) error { return tx.PutCell(t.Context(), c) },
		"coding": func(tx store.Tx) error { return tx.PutCoding(t.Context(), coding) },
	} {
		_, err := s.Update(t.Context(), act, do)
		if err == nil || strings.Contains(err.Error()+hintOf(err), secret) {
			t.Errorf("%s: got %v", name, err)
		}
	}
}
