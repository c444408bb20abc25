package sqlite

import (
	"context"
	"iter"
	"path/filepath"
	"testing"
	"time"

	"framewise/codebook"
	"framewise/framework/audit"
	"framewise/framework/store"
	"framewise/framework/store/sqlstore"
	"framewise/framework/store/storetest"
)

var act = audit.Act{Actor: "Amparo Ríos", Verb: "test"}

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

// update does an act with each of some functions.
func update(tb testing.TB, s store.Store, fns ...func(context.Context, store.Tx) error) {
	tb.Helper()
	for _, fn := range fns {
		_, err := s.Update(tb.Context(), act, func(tx store.Tx) error { return fn(tb.Context(), tx) })
		if err != nil {
			tb.Fatal(err)
		}
	}
}

// measure times run on a store that setup made, and reports the processors'
// time beside that on the wall.
func measure(b *testing.B, setup func() *sqlstore.Store, run func(*sqlstore.Store)) {
	var used time.Duration
	for b.Loop() {
		b.StopTimer()
		s := setup()
		b.StartTimer()
		since := cpuTime()
		run(s)
		used += cpuTime() - since
	}
	b.ReportMetric(used.Seconds()/float64(b.N), "cpu-s/op")
}

// filled returns the same project again and again, which holds a study.
func filled(b *testing.B, study *storetest.Study) func() *sqlstore.Store {
	s := newStore(b)
	update(b, s, study.PutFrame, study.PutDocuments, putCodings(study))
	return func() *sqlstore.Store { return s }
}

func putCodings(study *storetest.Study) func(context.Context, store.Tx) error {
	return func(ctx context.Context, tx store.Tx) error { return tx.PutCoding(ctx, study.Codings...) }
}

// count demands a number of records of a sequence.
func count[T any](b *testing.B, s store.Store, want int, seq func(store.Reader) iter.Seq2[T, error]) {
	n := 0
	err := s.View(b.Context(), func(r store.Reader) error {
		for _, err := range seq(r) {
			if err != nil {
				return err
			}
			n++
		}
		return nil
	})
	if err != nil || n != want {
		b.Fatalf("%d records of %d (%v)", n, want, err)
	}
}

func BenchmarkPutDocuments(b *testing.B) {
	study := large()
	size := 0
	for _, text := range study.Texts {
		size += len(text)
	}
	b.SetBytes(int64(size))
	measure(b, func() *sqlstore.Store {
		s := newStore(b)
		update(b, s, study.PutFrame)
		return s
	}, func(s *sqlstore.Store) { update(b, s, study.PutDocuments) })
}

func BenchmarkPutCoding(b *testing.B) {
	study := large()
	measure(b, func() *sqlstore.Store {
		s := newStore(b)
		update(b, s, study.PutFrame, study.PutDocuments)
		return s
	}, func(s *sqlstore.Store) { update(b, s, putCodings(study)) })
}

// BenchmarkUndo takes an import of 60,000 codings back.
func BenchmarkUndo(b *testing.B) {
	study := large()
	measure(b, func() *sqlstore.Store {
		s := newStore(b)
		update(b, s, study.PutFrame, study.PutDocuments, putCodings(study))
		return s
	}, func(s *sqlstore.Store) {
		update(b, s, func(ctx context.Context, tx store.Tx) error { return tx.Revert(ctx, 3) })
	})
}

func BenchmarkReadCodings(b *testing.B) {
	study := large()
	measure(b, filled(b, study), func(s *sqlstore.Store) {
		count(b, s, len(study.Codings), func(r store.Reader) iter.Seq2[codebook.Coding, error] {
			return r.Codings(b.Context(), codebook.CodingFilter{})
		})
	})
}

// BenchmarkReadCode reads the codings of one code of twenty.
func BenchmarkReadCode(b *testing.B) {
	study := large()
	want := 0
	for _, c := range study.Codings {
		if c.Code == study.Codes[3].ID {
			want++
		}
	}
	measure(b, filled(b, study), func(s *sqlstore.Store) {
		count(b, s, want, func(r store.Reader) iter.Seq2[codebook.Coding, error] {
			return r.Codings(b.Context(), codebook.CodingFilter{Code: []codebook.CodeID{study.Codes[3].ID}})
		})
	})
}

// BenchmarkChanged is a follower that starts anew.
func BenchmarkChanged(b *testing.B) {
	study := large()
	changes := 2 + len(study.Codes) + len(study.Coders) + len(study.Attributes) + len(study.Cases) +
		len(study.Documents) + len(study.Codings)
	measure(b, filled(b, study), func(s *sqlstore.Store) {
		count(b, s, changes, func(r store.Reader) iter.Seq2[audit.Change, error] { return r.Changed(b.Context(), 0) })
	})
}

// BenchmarkAct is one coding changed in a large project, and the question of a
// follower what changed.
func BenchmarkAct(b *testing.B) {
	study := large()
	coding := study.Codings[1]
	measure(b, filled(b, study), func(s *sqlstore.Store) {
		coding.Key = !coding.Key
		e, err := s.Update(b.Context(), act, func(tx store.Tx) error { return tx.PutCoding(b.Context(), coding) })
		if err != nil {
			b.Fatal(err)
		}
		count(b, s, 1, func(r store.Reader) iter.Seq2[audit.Change, error] {
			return r.Changed(b.Context(), e.Revision-1)
		})
	})
}

// BenchmarkVerify verifies a large project.
func BenchmarkVerify(b *testing.B) {
	measure(b, filled(b, large()), func(s *sqlstore.Store) {
		for err := range s.Verify(b.Context()) {
			b.Fatal(err)
		}
	})
}

// BenchmarkOpen is what every command of the command line pays first.
func BenchmarkOpen(b *testing.B) {
	path := filepath.Join(b.TempDir(), "study.db")
	s, err := Create(b.Context(), path, Options{})
	if err != nil {
		b.Fatal(err)
	}
	s.Close()
	measure(b, func() *sqlstore.Store { return nil }, func(*sqlstore.Store) {
		s, err := Open(b.Context(), path, Options{})
		if err != nil {
			b.Fatal(err)
		}
		if err := s.View(b.Context(), func(store.Reader) error { return nil }); err != nil {
			b.Fatal(err)
		}
		s.Close()
	})
}
