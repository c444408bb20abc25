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

// Create makes a project file that must not exist yet, and opens it. The file
// appears under its name when it is complete; when Create returns, the empty
// project survives a power cut. A file that exists is a [corpus.ErrConflict].
func Create(ctx context.Context, path string, o Options) (s *sqlstore.Store, err error) {
	o = o.withDefaults()
	if _, err := os.Lstat(path); err == nil {
		return nil, exists(path)
	}
	dir := filepath.Dir(path)
	f, err := os.CreateTemp(dir, filepath.Base(path)+".new-*")
	if err != nil {
		return nil, fmt.Errorf("make the project: %w", err)
	}
	made := f.Name()
	defer func() {
		for _, suffix := range []string{"", "-wal", "-shm", "-journal"} {
			os.Remove(made + suffix) // what is left of it
		}
	}()
	if err := f.Close(); err != nil {
		return nil, fmt.Errorf("make the project: %w", err)
	}
	db, err := pool(made, connection{synchronous: "EXTRA", busy: o.Busy, create: true}, 1)
	if err != nil {
		return nil, err
	}
	err = explained(migrate(ctx, db, migrations))
	if err := errors.Join(err, explained(db.Close())); err != nil {
		return nil, fmt.Errorf("make the project %s: %w", path, err)
	}
	if err := moveNew(made, path); err != nil {
		return nil, err
	}
	// What is in the file is synced; its name, and that of a new folder, are not.
	for _, dir := range []string{dir, filepath.Dir(dir)} {
		if err := syncDir(dir); err != nil {
			return nil, fmt.Errorf("make the project %s: %w", path, err)
		}
	}
	return open(ctx, path, o, migrations)
}

// moveNew gives a file its name unless another file has it. Not every file
// system has hard links, which leave no moment between looking and moving.
func moveNew(from, to string) error {
	err := os.Link(from, to)
	if err == nil {
		return nil // the caller removes the first name
	}
	if _, there := os.Lstat(to); there == nil {
		return exists(to)
	}
	if err := os.Rename(from, to); err != nil {
		return fmt.Errorf("make the project: %w", err)
	}
	return nil
}

func exists(path string) error {
	return corpus.Errorf(corpus.ErrConflict, "there is a file %s already", path).
		WithHint("open it, or choose another folder")
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
	read, err := pool(path, connection{synchronous: "FULL", busy: o.Busy, readOnly: true}, 0)
	if err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			read.Close()
			write.Close()
		}
	}()
	if err := bringUpToDate(ctx, read, write, path, o, steps); err != nil {
		return nil, fmt.Errorf("open the project %s: %w", path, explained(err))
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
