package sqlstore

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"iter"
	"strings"

	"framewise/corpus"
)

// shape is what the store must know of a noun to write any of its records.
type shape struct {
	kind  string // in the trail: case, document, code, coding, cell …
	table string
	// columns beside id and data, in order.
	columns []string
	// links say which other records a record of this noun needs.
	links []link
}

// link is a need of one noun for another: a record pointed at must be there.
type link struct {
	to    string // kind
	where string // finds the records that point at $1
}

// noun is how the records of one kind are stored.
type noun[T any] struct {
	shape
	id func(*T) string
	// values of the shape's columns; nil or empty stands for nothing.
	values func(*T) []any
	// label names the record in messages as people know it; it may be empty.
	label func(*T) string
	// places names a record by those it belongs to, where it has no label.
	places   func(ctx context.Context, r *reader, rec *T) string
	validate func(*T) error
	unique   []unique[T]
	// needs lists the identifiers behind each of the shape's links.
	needs func(*T) [][]string
}

// unique is a rule that no other record may break.
type unique[T any] struct {
	where string         // over $2 and on; $1 is the record's own identifier
	args  func(*T) []any // nil where the rule does not apply
	says  string         // in an error: "is the short name of another case"
}

// kind is a noun of any type, for what is done to all of them.
type kind interface {
	form() *shape
	// read decodes a stored record into its columns and its label.
	read(data string) (row, string, error)
	// title names a stored record in messages; the identifier is what it falls
	// back on.
	title(ctx context.Context, r *reader, id, data string) string
	// restore puts back records as the trail kept them.
	restore(ctx context.Context, tx *Tx, data []string) error
}

// kinds are all nouns, each after those it needs.
var kinds = []kind{
	&projects, &frameworks, &coders, &attributes, &cases, &documents, &codes, &codings, &memos, &cells, &settlements,
}

func kindOf(name string) (kind, error) {
	for _, k := range kinds {
		if k.form().kind == name {
			return k, nil
		}
	}
	return nil, fmt.Errorf("the trail speaks of a %q, which is no kind of record", name)
}

func (n *noun[T]) form() *shape { return &n.shape }

// row lays a record out for its table; data is the record's JSON.
func (n *noun[T]) row(rec *T, data string) row {
	r := row{id: n.id(rec), data: data, columns: n.values(rec)}
	if n.needs != nil {
		r.needs = n.needs(rec)
	}
	return r
}

func (n *noun[T]) read(data string) (row, string, error) {
	var rec T
	if err := json.Unmarshal([]byte(data), &rec); err != nil {
		return row{}, "", err
	}
	return n.row(&rec, data), n.name(&rec), nil
}

func (n *noun[T]) title(ctx context.Context, r *reader, id, data string) string {
	var rec T
	if data == "" || json.Unmarshal([]byte(data), &rec) != nil {
		return id
	}
	if n.places != nil {
		return n.places(ctx, r, &rec)
	}
	return n.name(&rec)
}

// unnamed stands for a record that is not there, in the title of another.
const unnamed = "…"

// named is the name of a record by its identifier.
func (n *noun[T]) named(ctx context.Context, r *reader, id string) string {
	rec, err := n.get(ctx, r, id)
	if err != nil {
		return unnamed
	}
	return n.name(&rec)
}

// name is the record's label or, for want of one, its identifier.
func (n *noun[T]) name(rec *T) string {
	if n.label != nil {
		if l := n.label(rec); l != "" {
			return l
		}
	}
	return n.id(rec)
}

func (n *noun[T]) restore(ctx context.Context, tx *Tx, data []string) error {
	rows := make([]row, len(data))
	for i, d := range data {
		var rec T
		if err := json.Unmarshal([]byte(d), &rec); err != nil {
			return fmt.Errorf("a %s as the trail kept it: %w", n.kind, err)
		}
		if err := n.alone(ctx, tx, &rec); err != nil {
			return err
		}
		rows[i] = n.row(&rec, d)
	}
	return tx.write(ctx, &n.shape, rows)
}

// put stores records after checking each.
func (n *noun[T]) put(ctx context.Context, tx *Tx, recs ...T) error {
	rows := make([]row, 0, min(len(recs), writeRows))
	for i := range recs {
		rec := &recs[i]
		if n.id(rec) == "" {
			return corpus.Errorf(corpus.ErrInvalid, "a %s without an identifier", n.kind)
		}
		if n.validate != nil {
			if err := n.validate(rec); err != nil {
				return err
			}
		}
		if err := n.alone(ctx, tx, rec); err != nil {
			return err
		}
		data, err := encode(rec)
		if err != nil {
			return corpus.Errorf(corpus.ErrInvalid, "the %s %s can't be written down", n.kind, n.id(rec))
		}
		rows = append(rows, n.row(rec, data))
		if len(rows) == cap(rows) || i == len(recs)-1 {
			if err := tx.write(ctx, &n.shape, rows); err != nil {
				return err
			}
			rows = rows[:0]
		}
	}
	return nil
}

// alone checks that no other record has what only one may have.
func (n *noun[T]) alone(ctx context.Context, tx *Tx, rec *T) error {
	for _, u := range n.unique {
		args := u.args(rec)
		if args == nil {
			continue
		}
		_, taken, err := tx.is(ctx, "SELECT id FROM "+n.table+" WHERE id <> $1 AND "+u.where+" LIMIT 1",
			append([]any{n.id(rec)}, args...)...)
		if err != nil {
			return err
		}
		if taken {
			return corpus.Errorf(corpus.ErrConflict, "%s %s", n.name(rec), u.says)
		}
	}
	return nil
}

// delete removes records; one that is not there is a [corpus.ErrNotFound].
func (n *noun[T]) delete(ctx context.Context, tx *Tx, ids ...string) error {
	rows := make([]row, len(ids))
	for i, id := range ids {
		rows[i] = row{id: id}
	}
	return tx.write(ctx, &n.shape, rows)
}

// get reads one record.
func (n *noun[T]) get(ctx context.Context, r *reader, id string) (T, error) {
	var rec T
	var data string
	if err := r.row(ctx, "SELECT data FROM "+n.table+" WHERE id = $1", []any{id}, &data); err != nil {
		return rec, err
	}
	return rec, json.Unmarshal([]byte(data), &rec)
}

// pageRows is how many records a sequence reads at a time.
const pageRows = 500

// all reads every record that a condition selects, in the order of identifiers.
func (n *noun[T]) all(ctx context.Context, r *reader, where string, args ...any) ([]T, error) {
	query := "SELECT data FROM " + n.table
	if where != "" {
		query += " WHERE " + where
	}
	return n.list(ctx, r, query+" ORDER BY id", args...)
}

// list decodes the data that a query selects.
func (n *noun[T]) list(ctx context.Context, r *reader, query string, args ...any) ([]T, error) {
	var recs []T
	var data sql.RawBytes
	err := r.rows(ctx, func(rows *sql.Rows) error {
		if err := rows.Scan(&data); err != nil {
			return err
		}
		var rec T
		if err := json.Unmarshal(data, &rec); err != nil {
			return err
		}
		recs = append(recs, rec)
		return nil
	}, query, args...)
	return recs, err
}

// scan yields the records that a condition selects in the order of some
// columns, which together must be unique. key gives their values.
func (n *noun[T]) scan(
	ctx context.Context, r *reader, where string, args []any, columns []string, key func(*T) []any,
) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		order := strings.Join(columns, ", ")
		condition, last := where, args
		for {
			var b strings.Builder
			b.WriteString("SELECT data FROM " + n.table)
			if condition != "" {
				b.WriteString(" WHERE " + condition)
			}
			fmt.Fprintf(&b, " ORDER BY %s LIMIT %d", order, pageRows)
			page, err := n.list(ctx, r, b.String(), last...)
			if err != nil {
				var none T
				yield(none, err)
				return
			}
			for i := range page {
				if !yield(page[i], nil) {
					return
				}
			}
			if len(page) < pageRows {
				return
			}
			b.Reset()
			if where != "" {
				b.WriteString(where + " AND ")
			}
			fmt.Fprintf(&b, "(%s) > (", order)
			for i := range columns {
				if i > 0 {
					b.WriteByte(',')
				}
				fmt.Fprintf(&b, "$%d", len(args)+i+1)
			}
			b.WriteByte(')')
			condition = b.String()
			last = append(append([]any(nil), args...), key(&page[len(page)-1])...)
		}
	}
}

// wrapAll says which operation failed in the error that ends a sequence.
func wrapAll[T any](r *reader, seq iter.Seq2[T, error], doing string) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		for v, err := range seq {
			r.wrap(&err, "%s", doing)
			if !yield(v, err) || err != nil {
				return
			}
		}
	}
}

// encode writes a record as the store keeps it.
func encode(v any) (string, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return "", err
	}
	return string(bytes.TrimSuffix(b.Bytes(), []byte("\n"))), nil
}
