package sqlstore

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"iter"
	"slices"
	"strings"

	"framewise/corpus"
)

var documents = noun[corpus.Document]{
	shape: shape{
		kind: "document", table: "document",
		// cases lists the document's cases with a space before and after each.
		columns: []string{"label", "translation_of", "version", "text_hash", "source_hash", "cases"},
		links: []link{
			{to: "case", where: "cases LIKE '% ' || $1 || ' %'"},
			{to: "document", where: "translation_of = $1"},
		},
	},
	id: func(d *corpus.Document) string { return string(d.ID) },
	values: func(d *corpus.Document) []any {
		list := " "
		for _, id := range d.Cases() {
			list += string(id) + " "
		}
		return []any{d.Label, string(d.TranslationOf), d.Version, d.TextHash, d.SourceHash, list}
	},
	label: func(d *corpus.Document) string { return d.Label },
	validate: func(d *corpus.Document) error {
		if corpus.Label(d.Label) != d.Label || d.Label == "" {
			return corpus.Errorf(corpus.ErrInvalid, "%q can't be the short name of a document", d.Label).
				WithHint("use letters, digits, hyphens, dots and low lines, so that P07:142 can cite it")
		}
		return nil
	},
	unique: []unique[corpus.Document]{{
		where: "translation_of = '' AND label = $2",
		args: func(d *corpus.Document) []any {
			if d.TranslationOf != "" {
				return nil
			}
			return []any{d.Label}
		},
		says: "is the short name of another document",
	}},
	needs: func(d *corpus.Document) [][]string {
		var ids []string
		for _, id := range d.Cases() {
			ids = append(ids, string(id))
		}
		return [][]string{ids, {string(d.TranslationOf)}}
	},
}

// Document implements [corpus.Reader].
func (r *reader) Document(ctx context.Context, id corpus.DocumentID) (d corpus.Document, err error) {
	defer r.wrap(&err, "document %s", id)
	return documents.get(ctx, r, string(id))
}

// Documents implements [corpus.Reader].
func (r *reader) Documents(ctx context.Context) iter.Seq2[corpus.Document, error] {
	return wrapAll(r, func(yield func(corpus.Document, error) bool) {
		ids, err := r.documentOrder(ctx)
		if err != nil {
			yield(corpus.Document{}, err)
			return
		}
		for page := range slices.Chunk(ids, 50) { // a document's turns take some 15 KB
			docs, err := r.documentsByID(ctx, page)
			if err != nil {
				yield(corpus.Document{}, err)
				return
			}
			for _, id := range page {
				if !yield(docs[id], nil) {
					return
				}
			}
		}
	}, "documents")
}

// documentOrder lists the documents' identifiers in the order of their labels,
// an original before its translations.
func (r *reader) documentOrder(ctx context.Context) ([]string, error) {
	type entry struct{ id, label, original string }
	var entries []entry
	err := r.rows(ctx, func(rows *sql.Rows) error {
		var e entry
		err := rows.Scan(&e.id, &e.label, &e.original)
		entries = append(entries, e)
		return err
	}, "SELECT id, label, translation_of FROM document")
	slices.SortFunc(entries, func(a, b entry) int {
		original := func(e entry) int { return min(len(e.original), 1) }
		return cmp.Or(corpus.CompareLabels(a.label, b.label),
			cmp.Compare(original(a), original(b)), cmp.Compare(a.id, b.id))
	})
	ids := make([]string, len(entries))
	for i, e := range entries {
		ids[i] = e.id
	}
	return ids, err
}

func (r *reader) documentsByID(ctx context.Context, ids []string) (map[string]corpus.Document, error) {
	var b strings.Builder
	b.WriteString("SELECT id, data FROM document WHERE id")
	in(&b, 0, len(ids))
	args := make([]any, len(ids))
	for i, id := range ids {
		args[i] = id
	}
	docs := make(map[string]corpus.Document, len(ids))
	var data sql.RawBytes
	err := r.rows(ctx, func(rows *sql.Rows) error {
		var id string
		if err := rows.Scan(&id, &data); err != nil {
			return err
		}
		var d corpus.Document
		err := json.Unmarshal(data, &d)
		docs[id] = d
		return err
	}, b.String(), args...)
	return docs, err
}

// DocumentsByLabel implements [corpus.Reader].
func (r *reader) DocumentsByLabel(ctx context.Context, label string) (docs []corpus.Document, err error) {
	defer r.wrap(&err, "documents %s", label)
	docs, err = documents.all(ctx, r, "lower(label) = lower($1)", label)
	slices.SortStableFunc(docs, func(a, b corpus.Document) int {
		return cmp.Compare(min(len(a.TranslationOf), 1), min(len(b.TranslationOf), 1))
	})
	return docs, err
}

// DocumentsBySource implements [corpus.Reader].
func (r *reader) DocumentsBySource(ctx context.Context, hash string) (docs []corpus.Document, err error) {
	defer r.wrap(&err, "documents of the file %.12s", hash)
	if hash == "" {
		return nil, nil
	}
	docs, err = documents.all(ctx, r, "source_hash = $1", hash)
	slices.SortStableFunc(docs, func(a, b corpus.Document) int { return corpus.CompareLabels(a.Label, b.Label) })
	return docs, err
}

// DocumentsByText implements [corpus.Reader].
func (r *reader) DocumentsByText(ctx context.Context, hash string) (docs []corpus.Document, err error) {
	defer r.wrap(&err, "documents of the text %.12s", hash)
	docs, err = documents.all(ctx, r, "text_hash = $1", hash)
	slices.SortStableFunc(docs, func(a, b corpus.Document) int { return corpus.CompareLabels(a.Label, b.Label) })
	return docs, err
}

// PutDocument implements [corpus.Store].
func (tx *Tx) PutDocument(ctx context.Context, d corpus.Document) (err error) {
	defer tx.wrap(&err, "put document %s", d.ID)
	return documents.put(ctx, tx, d)
}

// DeleteDocument implements [corpus.Store]. Its texts stay, for undo.
func (tx *Tx) DeleteDocument(ctx context.Context, id corpus.DocumentID) (err error) {
	defer tx.wrap(&err, "delete document %s", id)
	return documents.delete(ctx, tx, string(id))
}
