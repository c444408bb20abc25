package sqlstore

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"iter"
	"time"

	"framewise/codebook"
	"framewise/corpus"
	"framewise/framework"
	"framewise/framework/audit"
	"framewise/framework/store"
)

// Revision implements [store.Reader].
func (r *reader) Revision(ctx context.Context) (rev int64, err error) {
	defer r.wrap(&err, "revision")
	return rev, r.row(ctx, "SELECT rev FROM head", nil, &rev)
}

const eventColumns = "rev, time, actor, verb, subject, batch, undoes, changes, digest, previous, hash"

func scanEvent(scan func(...any) error) (audit.Event, error) {
	var e audit.Event
	var at, undoes string
	err := scan(&e.Revision, &at, &e.Actor, &e.Verb, &e.Subject, &e.Batch, &undoes, &e.Changes,
		&e.Digest, &e.Previous, &e.Hash)
	if err != nil {
		return e, err
	}
	if e.Time, err = time.Parse(timeLayout, at); err != nil {
		return e, fmt.Errorf("the time of revision %d: %w", e.Revision, err)
	}
	if err := json.Unmarshal([]byte(undoes), &e.Undoes); err != nil {
		return e, fmt.Errorf("what revision %d takes back: %w", e.Revision, err)
	}
	return e, nil
}

// Events implements [store.Reader].
func (r *reader) Events(ctx context.Context, after int64) iter.Seq2[audit.Event, error] {
	return wrapAll(r, func(yield func(audit.Event, error) bool) {
		for {
			page := make([]audit.Event, 0, pageRows)
			err := r.rows(ctx, func(rows *sql.Rows) error {
				e, err := scanEvent(rows.Scan)
				page = append(page, e)
				return err
			}, "SELECT "+eventColumns+" FROM event WHERE rev > $1 ORDER BY rev LIMIT $2", after, pageRows)
			if err != nil {
				yield(audit.Event{}, err)
				return
			}
			for _, e := range page {
				if !yield(e, nil) {
					return
				}
				after = e.Revision
			}
			if len(page) < pageRows {
				return
			}
		}
	}, "events")
}

func (r *reader) event(ctx context.Context, revision int64) (audit.Event, error) {
	var e audit.Event
	query := "SELECT " + eventColumns + " FROM event WHERE rev = $1"
	found := false
	err := r.rows(ctx, func(rows *sql.Rows) (err error) {
		found = true
		e, err = scanEvent(rows.Scan)
		return err
	}, query, revision)
	if err == nil && !found {
		err = notFound()
	}
	return e, err
}

// touched is one row of the change table.
type touched struct {
	n int64
	audit.Change
	old sql.NullString // the record before; NULL where there was none, or it was withdrawn
}

// touchedBy yields the changes of one act in their order, a page at a time.
func (r *reader) touchedBy(ctx context.Context, revision int64) iter.Seq2[[]touched, error] {
	return func(yield func([]touched, error) bool) {
		last := int64(0)
		for {
			page := make([]touched, 0, pageRows)
			err := r.rows(ctx, func(rows *sql.Rows) error {
				var t touched
				err := rows.Scan(&t.n, &t.Kind, &t.ID, &t.Before, &t.After, &t.old)
				page = append(page, t)
				return err
			}, `SELECT n, kind, id, before_hash, after_hash, before FROM change
				WHERE rev = $1 AND n > $2 ORDER BY n LIMIT $3`, revision, last, pageRows)
			if err != nil || len(page) == 0 {
				if err != nil {
					yield(nil, err)
				}
				return
			}
			if !yield(page, nil) || len(page) < pageRows {
				return
			}
			last = page[len(page)-1].n
		}
	}
}

// CellVersions implements [store.Reader].
func (r *reader) CellVersions(ctx context.Context, id framework.CellID) iter.Seq2[store.CellVersion, error] {
	return versions(ctx, r, &cells, string(id), func(c framework.Cell, e audit.Event) store.CellVersion {
		return store.CellVersion{Cell: c, Event: e}
	})
}

// DocumentVersions implements [store.Reader].
func (r *reader) DocumentVersions(ctx context.Context, id corpus.DocumentID) iter.Seq2[store.DocumentVersion, error] {
	return versions(ctx, r, &documents, string(id), func(d corpus.Document, e audit.Event) store.DocumentVersion {
		return store.DocumentVersion{Document: d, Event: e}
	})
}

// CodingsBefore implements [store.Reader].
func (r *reader) CodingsBefore(ctx context.Context, revision int64) iter.Seq2[codebook.Coding, error] {
	return wrapAll(r, func(yield func(codebook.Coding, error) bool) {
		for page, err := range r.touchedBy(ctx, revision) {
			if err != nil {
				yield(codebook.Coding{}, err)
				return
			}
			for _, t := range page {
				if t.Kind != codings.kind || !t.old.Valid || t.Before == "" {
					continue
				}
				var c codebook.Coding
				err := json.Unmarshal([]byte(t.old.String), &c)
				if hash(t.old.String) != t.Before {
					err = corpus.Errorf(store.ErrDamaged, "what the coding %s was before is damaged", t.ID).
						WithHint("run verify to see what else is damaged, and restore the project from a backup")
				}
				if !yield(c, err) || err != nil {
					return
				}
			}
		}
	}, fmt.Sprintf("codings before revision %d", revision))
}

// versions yields a record as each act left it, newest first; what was
// withdrawn is left out. A record that never was is a [corpus.ErrNotFound].
func versions[T, V any](ctx context.Context, r *reader, n *noun[T], id string, of func(T, audit.Event) V) iter.Seq2[V, error] {
	return wrapAll(r, func(yield func(V, error) bool) {
		var none V
		type step struct {
			rev   int64
			after string
			old   sql.NullString
		}
		var steps []step // newest first
		err := r.rows(ctx, func(rows *sql.Rows) error {
			var s step
			err := rows.Scan(&s.rev, &s.after, &s.old)
			steps = append(steps, s)
			return err
		}, "SELECT rev, after_hash, before FROM change WHERE kind = $1 AND id = $2 ORDER BY rev DESC", n.kind, id)
		if err == nil && len(steps) == 0 {
			err = notFound()
		}
		if err != nil {
			yield(none, err)
			return
		}
		for i, s := range steps {
			if s.after == "" {
				continue // this act deleted it
			}
			var rec T
			if i == 0 {
				rec, err = n.get(ctx, r, id)
			} else if old := steps[i-1].old; !old.Valid {
				continue // withdrawn
			} else {
				err = json.Unmarshal([]byte(old.String), &rec)
			}
			var e audit.Event
			if err == nil {
				e, err = r.event(ctx, s.rev)
			}
			if err != nil {
				yield(none, err)
				return
			}
			if !yield(of(rec, e), nil) {
				return
			}
		}
	}, fmt.Sprintf("versions of %s %s", n.kind, id))
}
