package sqlstore

import (
	"context"
	"database/sql"
	"slices"
	"strings"

	"framewise/corpus"
	"framewise/framework/store"
)

// Text implements [corpus.Reader].
func (r *reader) Text(ctx context.Context, id corpus.DocumentID, version int) (t *corpus.Text, err error) {
	defer r.wrap(&err, "text %d of document %s", version, id)
	var text, hash string
	err = r.row(ctx, "SELECT text, hash FROM document_text WHERE document = $1 AND version = $2",
		[]any{string(id), version}, &text, &hash)
	if err != nil {
		return nil, err
	}
	if corpus.Hash(text) != hash {
		return nil, corpus.Errorf(store.ErrDamaged, "the text is not the one that was stored").
			WithHint("run verify to see what else is damaged, and restore the project from a backup")
	}
	return corpus.NewText(text), nil
}

// LastText implements [corpus.Reader].
func (r *reader) LastText(ctx context.Context, id corpus.DocumentID) (version int, err error) {
	defer r.wrap(&err, "last text of document %s", id)
	return version, r.row(ctx, "SELECT coalesce(max(version), 0) FROM document_text WHERE document = $1",
		[]any{string(id)}, &version)
}

// PastTexts implements [corpus.Reader].
func (r *reader) PastTexts(ctx context.Context) (past []corpus.PastText, err error) {
	defer r.wrap(&err, "past texts")
	err = r.rows(ctx, func(rows *sql.Rows) error {
		var t corpus.PastText
		err := rows.Scan(&t.Document, &t.Version)
		past = append(past, t)
		return err
	}, `SELECT t.document, t.version FROM document_text t WHERE NOT EXISTS (SELECT 1 FROM document d
		WHERE d.id = t.document AND d.version = t.version) ORDER BY t.document, t.version`)
	return past, err
}

// PutText implements [corpus.Store].
func (tx *Tx) PutText(ctx context.Context, id corpus.DocumentID, version int, text string) (err error) {
	defer tx.wrap(&err, "put text %d of document %s", version, id)
	if tx.failed != nil {
		return tx.failed
	}
	if id == "" || version < 1 {
		return corpus.Errorf(corpus.ErrInvalid, "a text belongs to a document, and its versions count from 1")
	}
	if clean, dropped, replaced := corpus.Clean(text); dropped+replaced > 0 || clean != text {
		return corpus.Errorf(corpus.ErrInvalid, "the text holds control characters or is not UTF-8").
			WithHint("clean it before it is stored, so that its places can be cited")
	}
	sum := corpus.Hash(text)
	was, there, err := tx.is(ctx, "SELECT hash FROM document_text WHERE document = $1 AND version = $2",
		string(id), version)
	switch {
	case err != nil:
		return tx.fail(err)
	case there && was != sum:
		return corpus.Errorf(corpus.ErrConflict, "another text is stored as this version").
			WithHint("store it as the next version")
	case there:
		return nil
	}
	tx.loose = true
	return tx.fail(tx.exec(ctx, `INSERT INTO document_text (document, version, text, hash)
		VALUES ($1, $2, $3, $4)`, string(id), version, text, sum))
}

// checkPlaces makes sure at the end of an act that every coding of the documents
// it touched has its place in the present version of its document, or says that
// it has none.
func (tx *Tx) checkPlaces(ctx context.Context) error {
	ids := make([]any, 0, len(tx.needed))
	for r := range tx.needed {
		if r.kind == documents.kind {
			ids = append(ids, r.id)
		}
	}
	for _, c := range tx.order {
		if c.kind == documents.kind && c.before != "" && c.after != "" {
			ids = append(ids, c.id)
		}
	}
	for chunk := range slices.Chunk(ids, writeRows) {
		var b strings.Builder
		b.WriteString(`SELECT d.label FROM coding c JOIN document d ON d.id = c.document WHERE c.document`)
		in(&b, 0, len(chunk))
		b.WriteString(` AND c.version <> 0 AND c.version <> d.version ORDER BY d.label LIMIT 1`)
		label, wrong, err := tx.is(ctx, b.String(), chunk...)
		if err != nil {
			return err
		}
		if wrong {
			return corpus.Errorf(corpus.ErrConflict, "codings of %s have their places in another version of its text", label).
				WithHint("what was coded since its text was replaced must be undone first; framewise log shows it")
		}
	}
	return nil
}

// checkTexts makes sure at the end of an act that the documents it wrote have
// their texts.
func (tx *Tx) checkTexts(ctx context.Context) error {
	var ids []any
	for _, c := range tx.order {
		if c.kind == documents.kind && c.after != "" {
			ids = append(ids, c.id)
		}
	}
	for chunk := range slices.Chunk(ids, writeRows) {
		var b strings.Builder
		b.WriteString(`SELECT label FROM document WHERE id`)
		in(&b, 0, len(chunk))
		b.WriteString(` AND NOT EXISTS (SELECT 1 FROM document_text t WHERE t.document = document.id
			AND t.version = document.version AND t.hash = document.text_hash) LIMIT 1`)
		label, lacks, err := tx.is(ctx, b.String(), chunk...)
		if err != nil {
			return err
		}
		if lacks {
			return corpus.Errorf(corpus.ErrInvalid, "the text of the document %s was not stored with it", label)
		}
	}
	return nil
}
