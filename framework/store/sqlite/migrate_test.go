package sqlite

import (
	"compress/gzip"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"framewise/codebook"
	"framewise/framework"
	"framewise/framework/store"

	"github.com/pressly/goose/v3"
)

// withStep returns the migrations and one more that a later release may bring.
func withStep(t *testing.T, body string) fs.FS {
	t.Helper()
	last, err := latest(migrations)
	if err != nil {
		t.Fatal(err)
	}
	steps := fstest.MapFS{}
	names, err := fs.Glob(migrations, "*.sql")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		b, err := fs.ReadFile(migrations, name)
		if err != nil {
			t.Fatal(err)
		}
		steps[name] = &fstest.MapFile{Data: b}
	}
	steps[fmt.Sprintf("%05d_later.sql", last+1)] = &fstest.MapFile{
		Data: fmt.Appendf(nil, "-- +goose Up\n%s\nPRAGMA user_version = %d;\n", body, last+1),
	}
	return steps
}

// made makes a project with one memo and returns its path.
func made(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "study.db")
	s, err := Create(t.Context(), path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	update(t, s, func(ctx context.Context, tx store.Tx) error { return tx.PutMemo(ctx, note("one")) })
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

func raw(t *testing.T, path string) *sql.DB {
	t.Helper()
	db, err := pool(path, connection{synchronous: "FULL", busy: time.Second}, 1)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

// TestVersions holds every step to writing its own number into the header,
// where Open looks for it, and goose's table to agree.
func TestVersions(t *testing.T) {
	t.Parallel()
	names, err := fs.Glob(migrations, "*.sql")
	if err != nil {
		t.Fatal(err)
	}
	steps := fstest.MapFS{}
	path := filepath.Join(t.TempDir(), "study.db")
	db, err := pool(path, connection{synchronous: "FULL", create: true}, 1)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, name := range names {
		b, err := fs.ReadFile(migrations, name)
		if err != nil {
			t.Fatal(err)
		}
		steps[name] = &fstest.MapFile{Data: b}
		if err := migrate(t.Context(), db, steps); err != nil {
			t.Fatal(err)
		}
		want, err := goose.NumericComponent(name)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := version(t.Context(), db); err != nil || got != want {
			t.Errorf("after %s the version is %d (%v)", name, got, err)
		}
		var applied int64
		err = db.QueryRow("SELECT max(version_id) FROM goose_db_version").Scan(&applied)
		if err != nil || applied != want {
			t.Errorf("after %s goose's table is at %d (%v)", name, applied, err)
		}
	}
}

func TestOlderProject(t *testing.T) {
	t.Parallel()
	path := made(t)
	steps := withStep(t, "CREATE TABLE later (x TEXT);")
	var from, to int64
	var copied string
	o := Options{
		Now:      func() time.Time { return time.Date(2026, 4, 30, 9, 0, 0, 0, time.UTC) },
		Migrated: func(f, t int64, backup string) { from, to, copied = f, t, backup },
	}.withDefaults()
	s, err := open(t.Context(), path, o, steps)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	readNote(t, s, "one")
	if _, err := raw(t, path).Exec("SELECT x FROM later"); err != nil {
		t.Errorf("the step was not taken: %v", err)
	}
	if want := fmt.Sprintf("%s.before-v%d-20260430T090000.000Z", path, to); copied != want || to != from+1 {
		t.Errorf("copied to %s, from version %d to %d", copied, from, to)
	}
	// The copy is the project as it was.
	old, err := Open(t.Context(), copied, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer old.Close()
	readNote(t, old, "one")
	for err := range old.Verify(t.Context()) {
		t.Error(err)
	}
}

func TestMigrationThatFails(t *testing.T) {
	t.Parallel()
	path := made(t)
	steps := withStep(t, "CREATE TABLE later (x TEXT);\nINSERT INTO nowhere VALUES (1);")
	if _, err := open(t.Context(), path, Options{}.withDefaults(), steps); err == nil {
		t.Fatal("it was opened")
	} else if !strings.Contains(err.Error(), ".before-v") {
		t.Errorf("the error does not name the copy: %v", err)
	}
	s, err := Open(t.Context(), path, Options{}) // it is as it was
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	readNote(t, s, "one")
	copies, err := filepath.Glob(path + ".before-*")
	if err != nil || len(copies) != 1 {
		t.Errorf("copies: %v (%v)", copies, err)
	}
}

func TestNewerProject(t *testing.T) {
	t.Parallel()
	path := made(t)
	if _, err := raw(t, path).Exec("PRAGMA user_version = 4711"); err != nil {
		t.Fatal(err)
	}
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	_, err = Open(t.Context(), path, Options{})
	if !errors.Is(err, store.ErrNewer) || hintOf(err) == "" {
		t.Errorf("got %v", err)
	}
	if after, _ := os.ReadFile(path); string(after) != string(before) {
		t.Error("the file was touched")
	}
}

// unpacked puts a project of an earlier release into a folder of the test. They
// are invented, and made with the program as it was released.
func unpacked(t *testing.T, name string) string {
	t.Helper()
	f, err := os.Open(filepath.Join("testdata", "old", name+".db.gz"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	content, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "study.db")
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// TestProjectOfFirstRelease: what 0.1.0 wrote opens, is copied before it is
// migrated, is sound, and takes what is new.
func TestProjectOfFirstRelease(t *testing.T) {
	t.Parallel()
	path := unpacked(t, "0.1.0")
	var from, to int64
	var copied string
	s, err := Open(t.Context(), path, Options{
		Migrated: func(f, t int64, backup string) { from, to, copied = f, t, backup },
	})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	newest, err := latest(migrations)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(copied); err != nil || from != 1 || to != newest {
		t.Errorf("migrated from %d to %d, copied to %q (%v)", from, to, copied, err)
	}
	var cells []framework.Cell
	var code codebook.CodeID
	err = s.View(t.Context(), func(r store.Reader) error {
		for c, err := range r.Cells(t.Context()) {
			if err != nil {
				return err
			}
			cells, code = append(cells, c), c.Code
		}
		revision, err := r.Revision(t.Context())
		if revision != 6 {
			t.Errorf("the project is at revision %d, want 6", revision)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(cells) != 1 || len(cells[0].Evidence) != 1 || cells[0].Range != "" {
		t.Errorf("cells %+v, want one that rests on a quote", cells)
	}
	update(t, s, func(ctx context.Context, tx store.Tx) error {
		return tx.PutCell(ctx, framework.Cell{
			ID: "column", Code: code, Summary: "She waits.", Exceptions: "None yet.", Status: framework.Draft,
			Version: 1, Modified: time.Date(2026, 4, 30, 9, 0, 0, 0, time.UTC),
		})
	})
	for err := range s.Verify(t.Context()) {
		t.Error(err)
	}
}
