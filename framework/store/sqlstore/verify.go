package sqlstore

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"iter"
	"strings"

	"framewise/codebook"
	"framewise/corpus"
	"framewise/framework/audit"
	"framewise/framework/store"
)

// Verify implements [store.Store]. What is wrong is named as people name it;
// an error that stops the reading itself ends the sequence.
func (s *Store) Verify(ctx context.Context) iter.Seq[error] {
	return func(yield func(error) bool) {
		err := s.view(ctx, func(r *reader) error {
			v := &verifier{reader: r, yield: yield, labels: map[ref]string{}}
			for _, check := range []func(context.Context) error{
				v.trail, v.records, v.links, v.texts, v.originals, v.quotes,
			} {
				if err := check(ctx); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil && !errors.Is(err, errStopped) {
			yield(s.explain("verify", err))
		}
	}
}

// errStopped ends a verification that nobody listens to any more.
var errStopped = errors.New("stopped")

type verifier struct {
	*reader
	yield  func(error) bool
	labels map[ref]string // of cases, documents, codes: few
}

// report tells of damage; its error ends the verification.
func (v *verifier) report(format string, args ...any) error {
	return v.tell(corpus.Errorf(store.ErrDamaged, format, args...))
}

func (v *verifier) tell(err error) error {
	if !v.yield(err) {
		return errStopped
	}
	return nil
}

// trail recomputes the chain of events, and the versions it keeps.
func (v *verifier) trail(ctx context.Context) error {
	var chain audit.Chain
	last := int64(0)
	for e, err := range v.Events(ctx, 0) {
		if err != nil {
			return err
		}
		digest := audit.NewDigest()
		for page, err := range v.touchedBy(ctx, e.Revision) {
			if err != nil {
				return err
			}
			for _, t := range page {
				digest.Add(t.Change)
				if !t.old.Valid || hash(t.old.String) == t.Before {
					continue
				}
				err := v.report("what the %s %s was before revision %d is not what the trail says",
					t.Kind, t.ID, e.Revision)
				if err != nil {
					return err
				}
			}
		}
		if err := chain.Next(e, digest); err != nil {
			return v.tell(err) // what follows a broken link can't be judged
		}
		last = e.Revision
	}
	rev, err := v.Revision(ctx)
	if err != nil {
		return err
	}
	if rev != last {
		return v.tell(fmt.Errorf("%w: it ends at revision %d and the project is at %d", audit.ErrBroken, last, rev))
	}
	return nil
}

// records compares every record with what the trail says it is.
func (v *verifier) records(ctx context.Context) error {
	for _, k := range kinds {
		if err := v.compare(ctx, k); err != nil {
			return err
		}
		if err := v.absent(ctx, k.form()); err != nil {
			return err
		}
	}
	return nil
}

func (v *verifier) compare(ctx context.Context, k kind) error {
	s := k.form()
	columns := ""
	for _, c := range s.columns {
		columns += ", t." + c
	}
	query := fmt.Sprintf(`SELECT t.id, t.data, coalesce((SELECT c.after_hash FROM change c
		WHERE c.kind = $1 AND c.id = t.id ORDER BY c.rev DESC LIMIT 1), '')%s
		FROM %s t WHERE t.id > $2 ORDER BY t.id LIMIT $3`, columns, s.table)
	type found struct {
		id, data, want string
		columns        []any
	}
	last := ""
	for {
		var page []found
		err := v.rows(ctx, func(rows *sql.Rows) error {
			f := found{columns: make([]any, len(s.columns))}
			dest := []any{&f.id, &f.data, &f.want}
			for i := range f.columns {
				dest = append(dest, &f.columns[i])
			}
			err := rows.Scan(dest...)
			page = append(page, f)
			return err
		}, query, s.kind, last, pageRows)
		if err != nil {
			return err
		}
		for _, f := range page {
			last = f.id
			label := f.id
			r, l, err := k.read(f.data)
			if err == nil {
				label = l
			}
			switch s.kind {
			case cases.kind, documents.kind, codes.kind:
				v.labels[ref{s.kind, f.id}] = label
			}
			switch {
			case hash(f.data) != f.want:
				err = v.report("the %s %s is not as the last act left it", s.kind, label)
			case err != nil:
				err = v.report("the %s %s can't be read", s.kind, label)
			case r.id != f.id || !same(r.columns, f.columns):
				err = v.report("the %s %s is filed wrongly", s.kind, label)
			}
			if err != nil {
				return err
			}
		}
		if len(page) < pageRows {
			return nil
		}
	}
}

// same compares columns as they should be with those read.
func same(want, got []any) bool {
	for i := range want {
		g := got[i]
		if b, ok := g.([]byte); ok {
			g = string(b)
		}
		if fmt.Sprint(want[i]) != fmt.Sprint(g) {
			return false
		}
	}
	return true
}

// absent finds records that no act deleted and that are gone.
func (v *verifier) absent(ctx context.Context, s *shape) error {
	query := fmt.Sprintf(`SELECT c.id FROM change c WHERE c.kind = $1 AND c.id > $2 AND c.after_hash <> ''
		AND NOT EXISTS (SELECT 1 FROM %s t WHERE t.id = c.id)
		AND NOT EXISTS (SELECT 1 FROM change l WHERE l.kind = c.kind AND l.id = c.id AND l.rev > c.rev)
		ORDER BY c.id LIMIT $3`, s.table)
	return v.each(ctx, query, []any{s.kind}, func(id string) error {
		return v.report("the %s %s is gone and no act deleted it", s.kind, id)
	})
}

// each pages through a query that selects one string in its order. The query
// ends with "> $n" for the last string seen and "LIMIT $n" after the arguments.
func (v *verifier) each(ctx context.Context, query string, args []any, fn func(string) error) error {
	last := ""
	for {
		var page []string
		err := v.rows(ctx, func(rows *sql.Rows) error {
			var s string
			err := rows.Scan(&s)
			page = append(page, s)
			return err
		}, query, append(append([]any(nil), args...), last, pageRows)...)
		if err != nil {
			return err
		}
		for _, s := range page {
			last = s
			if err := fn(s); err != nil {
				return err
			}
		}
		if len(page) < pageRows {
			return nil
		}
	}
}

// links finds records that need one that is not there.
func (v *verifier) links(ctx context.Context) error {
	byKind := map[string]*shape{}
	for _, k := range kinds {
		byKind[k.form().kind] = k.form()
	}
	for _, k := range kinds {
		s := k.form()
		for _, l := range s.links {
			column, plain := strings.CutSuffix(l.where, " = $1")
			if !plain {
				continue
			}
			query := fmt.Sprintf(`SELECT DISTINCT %[1]s FROM %[2]s WHERE %[1]s <> '' AND %[1]s > $1
				AND NOT EXISTS (SELECT 1 FROM %[3]s p WHERE p.id = %[2]s.%[1]s) ORDER BY %[1]s LIMIT $2`,
				column, s.table, byKind[l.to].table)
			err := v.each(ctx, query, nil, func(id string) error {
				return v.report("a %s needs the %s %s, which is gone", s.kind, l.to, v.label(l.to, id))
			})
			if err != nil {
				return err
			}
		}
	}
	return nil
}

func (v *verifier) label(kind, id string) string {
	if l := v.labels[ref{kind, id}]; l != "" {
		return l
	}
	return id
}

// texts recomputes the hash of every version of every text, and finds
// documents whose text is another or none.
func (v *verifier) texts(ctx context.Context) error {
	document, version := "", 0
	for {
		var text, sum string
		err := v.row(ctx, `SELECT document, version, text, hash FROM document_text
			WHERE (document, version) > ($1, $2) ORDER BY document, version LIMIT 1`,
			[]any{document, version}, &document, &version, &text, &sum)
		if errors.Is(err, corpus.ErrNotFound) {
			break
		}
		if err != nil {
			return err
		}
		if corpus.Hash(text) != sum {
			if err := v.report("text %d of the document %s is damaged", version,
				v.label(documents.kind, document)); err != nil {
				return err
			}
		}
	}
	return v.each(ctx, `SELECT d.id FROM document d WHERE d.id > $1 AND NOT EXISTS (SELECT 1 FROM document_text t
		WHERE t.document = d.id AND t.version = d.version AND t.hash = d.text_hash) ORDER BY d.id LIMIT $2`,
		nil, func(id string) error {
			return v.report("the document %s has lost its text", v.label(documents.kind, id))
		})
}

// originals unpacks every original and recomputes its hash.
func (v *verifier) originals(ctx context.Context) error {
	sum := ""
	for {
		var name string
		var packed []byte
		err := v.row(ctx, "SELECT hash, name, content FROM original WHERE hash > $1 ORDER BY hash LIMIT 1",
			[]any{sum}, &sum, &name, &packed)
		if errors.Is(err, corpus.ErrNotFound) {
			return nil
		}
		if err != nil {
			return err
		}
		if _, err := v.store.unpack(sum, packed); err != nil {
			if err := v.report("the original %s is damaged", name); err != nil {
				return err
			}
		}
	}
}

// quotes checks that the words of every coding are the words of its place. The
// codings come by document, so that one text at a time is at hand.
func (v *verifier) quotes(ctx context.Context) error {
	var doc corpus.Document
	texts := map[int]*corpus.Text{} // of doc, by version; nil where missing or damaged
	for c, err := range v.Codings(ctx, codebook.CodingFilter{}) {
		if err != nil {
			return err
		}
		a := &c.Anchor
		if a.Document != doc.ID {
			clear(texts)
			doc, err = documents.get(ctx, v.reader, string(a.Document))
			if err != nil { // told by links or records already
				doc = corpus.Document{ID: a.Document}
			}
		}
		t, read := texts[a.Version]
		if !read {
			if t, err = v.Text(ctx, a.Document, a.Version); err != nil && ctx.Err() != nil {
				return err
			}
			texts[a.Version] = t
		}
		where := doc.Locator(a.Span).String()
		if !c.Placed() {
			where = fmt.Sprintf("%s of version %d", c.Unplaced, a.Version)
		}
		switch {
		case doc.Version != 0 && c.Placed() && a.Version != doc.Version:
			err = v.report("the quote at %s (code %s) has its place in version %d of the text, and the document is at version %d",
				where, v.label(codes.kind, string(c.Code)), a.Version, doc.Version)
		case doc.Version != 0 && !c.Placed() && a.Version >= doc.Version:
			err = v.report("the quote at %s (code %s) is said to have no place in version %d of the text",
				where, v.label(codes.kind, string(c.Code)), doc.Version)
		case t == nil && err != nil && !errors.Is(err, store.ErrDamaged):
			err = v.report("the quote at %s (code %s) has lost its text", where,
				v.label(codes.kind, string(c.Code)))
		case t == nil: // damage was told by texts
			err = nil
		case a.Check(t) != nil:
			err = v.report("the quote at %s (code %s) is not what stands there", where,
				v.label(codes.kind, string(c.Code)))
		}
		if err != nil {
			return err
		}
	}
	return nil
}
