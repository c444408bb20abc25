package sqlstore

import (
	"context"
	"database/sql"
	"errors"
	"slices"
	"strings"

	"framewise/corpus"
	"framewise/framework/store"
)

// Tx is one act while it happens.
type Tx struct {
	reader
	changes map[ref]*change
	order   []*change // by first touch
	undoes  []int64   // revisions that Revert took back
	needed  map[ref]struct{}
	loose   bool  // a text or an original was stored that no change speaks of
	failed  error // after a failure of the database nothing of the act may stay
}

var _ store.Tx = (*Tx)(nil)

// ref names a record of any kind.
type ref struct{ kind, id string }

// change is what an act did to one record: the first before, the last after.
type change struct {
	ref
	before, after string // hashes; empty where there was, or is, none
	old           string // the record as it was
}

// row is one record on its way into its table.
type row struct {
	id      string
	data    string // empty: the record goes
	columns []any
	needs   [][]string // by link of the shape
}

// writeRows is how many records go into one statement. SQLite looks a numbered
// parameter's name up by walking all of them: with 200 records to a statement
// that alone takes a third of the time of an import.
const writeRows = 40

// write is the only way into the tables of records. It reads what was there,
// drops what changes nothing, writes the rest and notes the changes.
func (tx *Tx) write(ctx context.Context, s *shape, rows []row) error {
	if tx.failed != nil {
		return tx.failed
	}
	for chunk := range slices.Chunk(rows, writeRows) {
		if err := tx.writeChunk(ctx, s, chunk); err != nil {
			return tx.fail(err)
		}
	}
	return nil
}

// fail remembers a failure of the database. SQLite may have rolled back by
// itself, PostgreSQL refuses all that follows: the act must not go on. After an
// error made for people (a conflict, a record that is not there) it may.
func (tx *Tx) fail(err error) error {
	var user *corpus.Error
	if err != nil && !errors.As(err, &user) && tx.failed == nil {
		tx.failed = err
	}
	return err
}

func (tx *Tx) writeChunk(ctx context.Context, s *shape, chunk []row) error {
	ids := make([]string, len(chunk))
	for i, r := range chunk {
		ids[i] = r.id
	}
	old, err := tx.present(ctx, s, ids)
	if err != nil {
		return err
	}
	// A record that is named twice counts as the last one says.
	last := make(map[string]int, len(chunk))
	for i, r := range chunk {
		last[r.id] = i
		if _, there := old[r.id]; !there && r.data == "" {
			return corpus.Errorf(corpus.ErrNotFound, "the %s %s is not in this project", s.kind, r.id)
		}
	}
	var puts []row
	var deletes []any
	for i, r := range chunk {
		before := old[r.id]
		if last[r.id] != i || before == r.data {
			continue
		}
		tx.note(ref{s.kind, r.id}, before, r.data)
		if r.data == "" {
			deletes = append(deletes, r.id)
			continue
		}
		puts = append(puts, r)
		for i, ids := range r.needs {
			for _, id := range ids {
				tx.need(ref{s.links[i].to, id})
			}
		}
	}
	if len(deletes) > 0 {
		var b strings.Builder
		b.WriteString("DELETE FROM " + s.table + " WHERE id")
		in(&b, 0, len(deletes))
		if err := tx.exec(ctx, b.String(), deletes...); err != nil {
			return err
		}
	}
	if len(puts) == 0 {
		return nil
	}
	args := make([]any, 0, len(puts)*(len(s.columns)+2))
	for _, r := range puts {
		args = append(args, r.id)
		args = append(args, r.columns...)
		args = append(args, r.data)
	}
	return tx.exec(ctx, s.upsert(len(puts)), args...)
}

// upsert is the statement that inserts or replaces a number of rows.
func (s *shape) upsert(rows int) string {
	var b strings.Builder
	b.WriteString("INSERT INTO " + s.table + " (id, ")
	for _, c := range s.columns {
		b.WriteString(c + ", ")
	}
	b.WriteString("data) VALUES ")
	placeholders(&b, rows, len(s.columns)+2)
	b.WriteString(" ON CONFLICT (id) DO UPDATE SET ")
	for _, c := range s.columns {
		b.WriteString(c + " = excluded." + c + ", ")
	}
	b.WriteString("data = excluded.data")
	return b.String()
}

// present reads those records of a handful that are there.
func (r *reader) present(ctx context.Context, s *shape, ids []string) (map[string]string, error) {
	var b strings.Builder
	b.WriteString("SELECT id, data FROM " + s.table + " WHERE id")
	in(&b, 0, len(ids))
	args := make([]any, len(ids))
	for i, id := range ids {
		args[i] = id
	}
	found := make(map[string]string)
	err := r.rows(ctx, func(rows *sql.Rows) error {
		var id, data string
		err := rows.Scan(&id, &data)
		found[id] = data
		return err
	}, b.String(), args...)
	return found, err
}

func (tx *Tx) note(r ref, before, after string) {
	c := tx.changes[r]
	if c == nil {
		c = &change{ref: r, before: hash(before), old: before}
		tx.changes[r] = c
		tx.order = append(tx.order, c)
	}
	c.after = hash(after)
}

func (tx *Tx) need(r ref) {
	if r.id == "" {
		return
	}
	if tx.needed == nil {
		tx.needed = map[ref]struct{}{}
	}
	tx.needed[r] = struct{}{}
}

func (tx *Tx) exec(ctx context.Context, query string, args ...any) error {
	s, err := tx.prepare(ctx, query)
	if err != nil {
		return err
	}
	_, err = s.ExecContext(ctx, args...)
	return tx.store.ended(ctx, err)
}

// hash is the hash of a record; that of no record is empty.
func hash(data string) string {
	if data == "" {
		return ""
	}
	return corpus.Hash(data)
}
