package sqlstore

import (
	"context"
	"database/sql"
	"slices"
	"strings"

	"framewise/corpus"
)

// checkLinks makes sure at the end of an act that no record points at one that
// is not there: neither a new record at nothing, nor an old one at what the
// act deleted. Within the act the order of writes is free.
func (tx *Tx) checkLinks(ctx context.Context) error {
	gone := map[string][]any{} // identifiers by kind
	for _, c := range tx.order {
		if c.after == "" {
			gone[c.kind] = append(gone[c.kind], c.id)
		}
	}
	for r := range tx.needed {
		if c := tx.changes[r]; c == nil || c.after == "" {
			gone[r.kind] = append(gone[r.kind], r.id)
		}
	}
	for _, target := range kinds {
		ids := gone[target.form().kind]
		if len(ids) == 0 || !pointedAt(target.form().kind) {
			continue
		}
		missing, err := tx.missing(ctx, target.form(), ids)
		if err != nil {
			return err
		}
		for _, id := range missing {
			if err := tx.checkUnneeded(ctx, target.form().kind, id); err != nil {
				return err
			}
		}
	}
	return nil
}

func pointedAt(to string) bool {
	return slices.ContainsFunc(kinds, func(k kind) bool {
		return slices.ContainsFunc(k.form().links, func(l link) bool { return l.to == to })
	})
}

// missing returns those identifiers of which there is no record, sorted.
func (r *reader) missing(ctx context.Context, s *shape, ids []any) ([]string, error) {
	var missing []string
	for chunk := range slices.Chunk(ids, writeRows) {
		there := make(map[string]bool, len(chunk))
		var b strings.Builder
		b.WriteString("SELECT id FROM " + s.table + " WHERE id")
		in(&b, 0, len(chunk))
		err := r.rows(ctx, func(rows *sql.Rows) error {
			var id string
			err := rows.Scan(&id)
			there[id] = true
			return err
		}, b.String(), chunk...)
		if err != nil {
			return nil, err
		}
		for _, id := range chunk {
			if id := id.(string); !there[id] {
				missing = append(missing, id)
			}
		}
	}
	slices.Sort(missing)
	return slices.Compact(missing), nil
}

// checkUnneeded is a [corpus.ErrConflict] where a record points at one that
// the act deleted, and a [corpus.ErrInvalid] where that one never was.
func (tx *Tx) checkUnneeded(ctx context.Context, to, id string) error {
	for _, k := range kinds {
		s := k.form()
		for _, l := range s.links {
			if l.to != to {
				continue
			}
			data, needed, err := tx.is(ctx, "SELECT data FROM "+s.table+" WHERE "+l.where+" LIMIT 1", id)
			if err != nil {
				return err
			}
			if !needed {
				continue
			}
			row, _, err := k.read(data)
			if err != nil {
				return err
			}
			label := k.title(ctx, &tx.reader, row.id, data)
			if c := tx.changes[ref{to, id}]; c != nil && c.before != "" {
				if target, err := kindOf(to); err == nil {
					id = target.title(ctx, &tx.reader, id, c.old)
				}
				return corpus.Errorf(corpus.ErrConflict, "the %s %s still needs the %s %s", s.kind, label, to, id).
					WithHint("remove or move what needs it first")
			}
			return corpus.Errorf(corpus.ErrInvalid, "the %s %s needs the %s %s, which is not in this project",
				s.kind, label, to, id)
		}
	}
	return nil
}
