package sqlstore

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"sync"
	"time"

	"framewise/corpus"
	"framewise/framework/audit"
	"framewise/framework/store"

	"github.com/klauspost/compress/zstd"
)

// Dialect is what one kind of database does in its own way.
type Dialect struct {
	// Explain turns a driver's error into one made for people, of a kind that
	// [errors.Is] finds, and returns every other error as it is.
	Explain func(error) error
	// Snapshot are the options of a transaction that sees one state of the
	// database from its first statement to its last.
	Snapshot *sql.TxOptions
}

// Store is a [store.Store] on a SQL database.
type Store struct {
	write, read *sql.DB
	dialect     Dialect
	now         func() time.Time

	encoder func() (*zstd.Encoder, error)
	decoder func() (*zstd.Decoder, error)
}

var _ store.Store = (*Store)(nil)

// New makes a store of two pools of connections to one database whose tables
// are there already: one for acts, which should hold a single connection where
// the database allows a single writer, and one for snapshots. They may be the
// same pool. The store closes both. now dates the acts.
func New(write, read *sql.DB, d Dialect, now func() time.Time) *Store {
	return &Store{
		write: write, read: read, dialect: d, now: now,
		encoder: sync.OnceValues(func() (*zstd.Encoder, error) {
			return zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1))
		}),
		decoder: sync.OnceValues(func() (*zstd.Decoder, error) {
			return zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(2<<30))
		}),
	}
}

// Close releases the connections. Acts and views must have ended.
func (s *Store) Close() error {
	err := s.read.Close()
	if s.write != s.read {
		err = errors.Join(err, s.write.Close())
	}
	return s.explain("close the project", err)
}

// View implements [store.Store].
func (s *Store) View(ctx context.Context, fn func(store.Reader) error) error {
	return s.view(ctx, func(r *reader) error { return fn(r) })
}

func (s *Store) view(ctx context.Context, fn func(*reader) error) error {
	tx, err := s.read.BeginTx(ctx, s.dialect.Snapshot)
	if err != nil {
		return s.explain("read the project", err)
	}
	defer tx.Rollback() // nothing was written
	r := &reader{store: s, tx: tx}
	// The first statement takes the snapshot; let it be now and not at the
	// first record that fn happens to ask for.
	if _, err := r.Revision(ctx); err != nil {
		return err
	}
	return fn(r)
}

// Update implements [store.Store]. Acts run one after another; an Update
// inside the fn of another waits for ever.
func (s *Store) Update(ctx context.Context, act audit.Act, fn func(store.Tx) error) (audit.Event, error) {
	if act.Actor == "" || act.Verb == "" {
		return audit.Event{}, corpus.Errorf(corpus.ErrInvalid, "an act needs who did it and what was done")
	}
	begun, err := s.write.BeginTx(ctx, nil)
	if err != nil {
		return audit.Event{}, s.explain(act.Verb, err)
	}
	defer begun.Rollback() // after an error or a panic; after a commit it does nothing
	tx := &Tx{reader: reader{store: s, tx: begun}, changes: map[ref]*change{}}
	if err := fn(tx); err != nil {
		return audit.Event{}, err
	}
	event, err := tx.seal(ctx, act)
	if err != nil || event.Revision == 0 {
		return audit.Event{}, s.explain(act.Verb, err)
	}
	if err := begun.Commit(); err != nil {
		return audit.Event{}, s.explain(act.Verb, s.ended(ctx, err))
	}
	return event, nil
}

// ended prefers the reason for which a transaction was ended to the fact that
// it has.
func (s *Store) ended(ctx context.Context, err error) error {
	if errors.Is(err, sql.ErrTxDone) && ctx.Err() != nil {
		return ctx.Err()
	}
	return err
}

// explain says what was being done when an error came, and in people's words
// what it means.
func (s *Store) explain(doing string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s: %w", doing, s.dialect.Explain(err))
}
