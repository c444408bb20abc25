package sqlite

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"framewise/corpus"
	"framewise/framework/store"

	"github.com/pressly/goose/v3"
)

//go:embed migrations/*.sql
var embedded embed.FS

// migrations are the numbered steps from an empty file to today's tables. A
// step, once released, never changes.
var migrations = func() fs.FS {
	sub, err := fs.Sub(embedded, "migrations")
	if err != nil {
		panic(err) // the folder is embedded above
	}
	return sub
}()

// applicationID marks a file as a project, in SQLite's header; "FrmW".
const applicationID = 0x46726d57

// migrate takes all steps that a file has not taken yet.
func migrate(ctx context.Context, db *sql.DB, steps fs.FS) error {
	p, err := goose.NewProvider(goose.DialectSQLite3, db, steps, goose.WithDisableGlobalRegistry(true))
	if err != nil {
		return err
	}
	_, err = p.Up(ctx)
	return err
}

// bringUpToDate looks at the version of a file, which every step writes into
// SQLite's header, and migrates an older one after copying it. What is up to
// date is read only: who only reads does not pay for a connection that writes.
func bringUpToDate(ctx context.Context, read, write *sql.DB, path string, o Options, steps fs.FS) error {
	target, err := latest(steps)
	if err != nil {
		return err
	}
	from, err := version(ctx, read)
	if err != nil {
		return err
	}
	switch {
	case from > target:
		return corpus.Errorf(store.ErrNewer, "a newer Framewise wrote it (version %d; this one knows %d)",
			from, target).WithHint("install the newer Framewise; the project was not touched")
	case from == target:
		return nil
	}
	copied, err := backup(ctx, write, path, from, o.Now())
	if err != nil {
		return fmt.Errorf("copy the project before migrating it: %w", err)
	}
	if err := migrate(ctx, write, steps); err != nil {
		// Another process may have been faster.
		if now, versionErr := version(ctx, write); versionErr != nil || now != target {
			return fmt.Errorf("migrate the project from version %d to %d (a copy is at %s): %w",
				from, target, copied, err)
		}
	}
	if o.Migrated != nil {
		o.Migrated(from, target, copied)
	}
	return nil
}

// version reads the number of the last step a project's file has taken.
func version(ctx context.Context, db *sql.DB) (v int64, err error) {
	var id int64
	err = db.QueryRowContext(ctx, "SELECT a.application_id, u.user_version"+
		" FROM pragma_application_id a, pragma_user_version u").Scan(&id, &v)
	if err == nil && id != applicationID {
		err = otherProgram("it")
	}
	return v, err
}

// latest is the number of the last of the steps.
func latest(steps fs.FS) (int64, error) {
	names, err := fs.Glob(steps, "*.sql")
	if err != nil {
		return 0, err
	}
	var last int64
	for _, name := range names {
		n, err := goose.NumericComponent(name)
		if err != nil {
			return 0, err
		}
		last = max(last, n)
	}
	return last, nil
}

// backup copies a project beside itself and sees the copy safely on the disk.
func backup(ctx context.Context, db *sql.DB, path string, v int64, now time.Time) (string, error) {
	to := fmt.Sprintf("%s.before-v%d-%s", path, v+1, now.UTC().Format("20060102T150405.000Z"))
	if _, err := db.ExecContext(ctx, "VACUUM INTO $1", to); err != nil {
		return "", err
	}
	f, err := os.OpenFile(to, os.O_RDWR, 0)
	if err != nil {
		return "", err
	}
	if err := errors.Join(f.Sync(), f.Close(), os.Chmod(to, 0o600)); err != nil {
		return "", err
	}
	return to, syncDir(filepath.Dir(to))
}
