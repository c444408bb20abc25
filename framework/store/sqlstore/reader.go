package sqlstore

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"sync"

	"framewise/corpus"
	"framewise/framework/store"
)

// reader reads inside one transaction. It keeps the statements it prepared
// until the transaction ends.
type reader struct {
	store *Store
	tx    *sql.Tx

	mu         sync.Mutex
	statements map[string]*sql.Stmt
}

var _ store.Reader = (*reader)(nil)

func (r *reader) prepare(ctx context.Context, query string) (*sql.Stmt, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if s := r.statements[query]; s != nil {
		return s, nil
	}
	s, err := r.tx.PrepareContext(ctx, query)
	if err != nil {
		return nil, r.store.ended(ctx, err)
	}
	if r.statements == nil {
		r.statements = map[string]*sql.Stmt{}
	}
	r.statements[query] = s
	return s, nil
}

// rows runs a query and calls scan on every row of its answer.
func (r *reader) rows(ctx context.Context, scan func(*sql.Rows) error, query string, args ...any) error {
	s, err := r.prepare(ctx, query)
	if err != nil {
		return err
	}
	rows, err := s.QueryContext(ctx, args...)
	if err != nil {
		return r.store.ended(ctx, err)
	}
	defer rows.Close()
	for rows.Next() {
		if err := scan(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}

// row runs a query for one row. No row is a [corpus.ErrNotFound].
func (r *reader) row(ctx context.Context, query string, args []any, dest ...any) error {
	s, err := r.prepare(ctx, query)
	if err != nil {
		return err
	}
	err = s.QueryRowContext(ctx, args...).Scan(dest...)
	if errors.Is(err, sql.ErrNoRows) {
		return notFound()
	}
	return r.store.ended(ctx, err)
}

// is reports whether a query has an answer, and the first column of it.
func (r *reader) is(ctx context.Context, query string, args ...any) (first string, ok bool, err error) {
	err = r.row(ctx, query, args, &first)
	if errors.Is(err, corpus.ErrNotFound) {
		return "", false, nil
	}
	return first, err == nil, err
}

func notFound() error { return corpus.Errorf(corpus.ErrNotFound, "not in this project") }

// wrap says which operation failed, on what, in the error a function returns.
func (r *reader) wrap(err *error, format string, args ...any) {
	if *err != nil {
		*err = r.store.explain(fmt.Sprintf(format, args...), *err)
	}
}

// placeholders writes ($1, $2), ($3, $4) for a number of rows.
func placeholders(b *strings.Builder, rows, columns int) {
	n := 0
	for i := range rows {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteByte('(')
		for j := range columns {
			if j > 0 {
				b.WriteByte(',')
			}
			n++
			b.WriteByte('$')
			b.WriteString(strconv.Itoa(n))
		}
		b.WriteByte(')')
	}
}

// in writes " IN ($1, $2)" for a number of values, the first numbered after n.
func in(b *strings.Builder, n, values int) {
	b.WriteString(" IN (")
	for i := range values {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteByte('$')
		b.WriteString(strconv.Itoa(n + i + 1))
	}
	b.WriteByte(')')
}
