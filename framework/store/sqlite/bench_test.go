package sqlite

import (
	"context"
	"path/filepath"
	"testing"

	"framewise/codebook"
	"framewise/framework/audit"
	"framewise/framework/store"
	"framewise/framework/store/sqlstore"
	"framewise/framework/store/storetest"
)

var act = audit.Act{Actor: "Amparo Ríos", Verb: "bench"}

// large is a thousand transcripts of 38 KB with 60,000 codings.
func large() *storetest.Study {
	return storetest.New(storetest.Size{Documents: 1000, Turns: 150, Words: 46, Codings: 60_000}, 1)
}

func newStore(tb testing.TB) *sqlstore.Store {
	tb.Helper()
	s, err := Create(tb.Context(), filepath.Join(tb.TempDir(), "study.db"), Options{})
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { s.Close() })
	return s
}

func update(tb testing.TB, s store.Store, fn func(context.Context, store.Tx) error) {
	tb.Helper()
	_, err := s.Update(tb.Context(), act, func(tx store.Tx) error { return fn(tb.Context(), tx) })
	if err != nil {
		tb.Fatal(err)
	}
}

func BenchmarkPutDocuments(b *testing.B) {
	study := large()
	size := 0
	for _, text := range study.Texts {
		size += len(text)
	}
	b.SetBytes(int64(size))
	for b.Loop() {
		b.StopTimer()
		s := newStore(b)
		update(b, s, study.PutFrame)
		b.StartTimer()
		update(b, s, study.PutDocuments)
	}
}

func BenchmarkPutCoding(b *testing.B) {
	study := large()
	for b.Loop() {
		b.StopTimer()
		s := newStore(b)
		update(b, s, study.PutFrame)
		update(b, s, study.PutDocuments)
		b.StartTimer()
		update(b, s, func(ctx context.Context, tx store.Tx) error { return tx.PutCoding(ctx, study.Codings...) })
	}
}

func BenchmarkReadCodings(b *testing.B) {
	study := large()
	s := newStore(b)
	update(b, s, study.Put)
	b.ReportAllocs()
	for b.Loop() {
		err := s.View(b.Context(), func(r store.Reader) error {
			n := 0
			for _, err := range r.Codings(b.Context(), codebook.CodingFilter{}) {
				if err != nil {
					return err
				}
				n++
			}
			if n != len(study.Codings) {
				b.Fatalf("read %d codings of %d", n, len(study.Codings))
			}
			return nil
		})
		if err != nil {
			b.Fatal(err)
		}
	}
}
