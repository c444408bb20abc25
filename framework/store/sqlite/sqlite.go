package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"framewise/corpus"
	"framewise/framework/store"
	"framewise/framework/store/sqlstore"
)

// Options are choices about an opened project; the zero value is good.
type Options struct {
	// Now dates the acts; nil means [time.Now].
	Now func() time.Time
	// Busy is how long an act waits for another process's; zero means five
	// seconds. Then it is a [store.ErrLocked].
	Busy time.Duration
	// Migrated is called after an older project was brought up to date, with
	// its version before and after and the path of the copy made first.
	Migrated func(from, to int64, backup string)
}

func (o Options) withDefaults() Options {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Busy == 0 {
		o.Busy = 5 * time.Second
	}
	return o
}

// Create makes a project file that must not exist yet, and opens it. When it
// returns, the empty project survives a power cut. A file that exists is a
// [corpus.ErrConflict].
func Create(ctx context.Context, path string, o Options) (s *sqlstore.Store, err error) {
	o = o.withDefaults()
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_RDWR, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return nil, corpus.Errorf(corpus.ErrConflict, "there is a file %s already", path).
			WithHint("open it, or choose another folder")
	}
	if err != nil {
		return nil, fmt.Errorf("make the project: %w", err)
	}
	if err := f.Close(); err != nil {
		return nil, fmt.Errorf("make the project: %w", err)
	}
	defer func() {
		if err != nil {
			for _, suffix := range []string{"", "-wal", "-shm", "-journal"} {
				os.Remove(path + suffix)
			}
		}
	}()
	db, err := pool(path, connection{synchronous: "EXTRA", busy: o.Busy, create: true}, 1)
	if err != nil {
		return nil, err
	}
	err = explained(migrate(ctx, db, migrations))
	if err := errors.Join(err, explained(db.Close())); err != nil {
		return nil, fmt.Errorf("make the project %s: %w", path, err)
	}
	// The file itself is synced; its name, and that of a new folder, are not.
	for _, dir := range []string{filepath.Dir(path), filepath.Dir(filepath.Dir(path))} {
		if err := syncDir(dir); err != nil {
			return nil, fmt.Errorf("make the project %s: %w", path, err)
		}
	}
	return open(ctx, path, o, migrations)
}

// Open opens a project file. No file is a [corpus.ErrNotFound]; another
// program's file a [corpus.ErrInvalid]; a file that is truncated, overwritten
// or no database a [store.ErrDamaged]; a newer Framewise's a
// [store.ErrNewer]; one that another process keeps from being opened a
// [store.ErrLocked].
func Open(ctx context.Context, path string, o Options) (*sqlstore.Store, error) {
	return open(ctx, path, o.withDefaults(), migrations)
}

func open(ctx context.Context, path string, o Options, steps fs.FS) (s *sqlstore.Store, err error) {
	if err := looksRight(path); err != nil {
		return nil, err
	}
	write, err := pool(path, connection{synchronous: "FULL", busy: o.Busy}, 1)
	if err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			write.Close()
		}
	}()
	if err := bringUpToDate(ctx, write, path, o, steps); err != nil {
		return nil, fmt.Errorf("open the project %s: %w", path, explained(err))
	}
	read, err := pool(path, connection{synchronous: "FULL", busy: o.Busy, readOnly: true}, 0)
	if err != nil {
		return nil, err
	}
	return sqlstore.New(write, read, dialect, o.Now), nil
}

// pool makes a pool of connections; most is how many at once, 0 any number.
func pool(path string, c connection, most int) (*sql.DB, error) {
	dsn, err := c.dsn(path)
	if err != nil {
		return nil, fmt.Errorf("open the project %s: %w", path, err)
	}
	db, err := sql.Open("sqlite", dsn)
	if err != nil {
		return nil, fmt.Errorf("open the project %s: %w", path, err)
	}
	db.SetMaxOpenConns(most)
	db.SetMaxIdleConns(max(most, 4))
	return db, nil
}

// looksRight refuses what is no database before SQLite sees it: SQLite would
// take an empty file for an empty database.
func looksRight(path string) error {
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return corpus.Errorf(corpus.ErrNotFound, "there is no project at %s", path).
			WithHint("make one with init, or say where the project is")
	}
	if err != nil {
		return fmt.Errorf("open the project: %w", err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return fmt.Errorf("open the project: %w", err)
	}
	if info.IsDir() {
		return corpus.Errorf(corpus.ErrInvalid, "%s is a folder, not a project's file", path)
	}
	const magic = "SQLite format 3\x00"
	head := make([]byte, len(magic))
	if n, _ := f.ReadAt(head, 0); n < len(magic) || string(head) != magic {
		return corpus.Errorf(store.ErrDamaged, "%s is not a project, or its beginning was overwritten", path).
			WithHint("restore it from a backup; copies made before a migration are named %s.before-…",
				filepath.Base(path))
	}
	return nil
}
