package search

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"
)

// What says which of the two indexes is meant.
type What int

// The indexes.
const (
	Auto   What = iota // quotes where the query asks for what only quotes have, else turns
	Turns              // what was said, turn by turn
	Quotes             // coded stretches, cells and memos
	Both
)

// Options say how to open an index.
type Options struct {
	// Project is the project's identifier. An index that was made for another
	// project is replaced.
	Project string
	// What are the indexes to open; Auto is both. [Index.Need] opens the rest.
	What What
	// Languages are those of the project (BCP 47), whose endings a word is
	// widened by. The languages of the passages in the index are added.
	Languages []string
	// Timeout is how long to wait for another process to let go of the index
	// before [ErrBusy]; 0 is 200 milliseconds.
	Timeout time.Duration
}

// Index is the two indexes of a project. It is safe for concurrent use: any
// number of searches beside one [Batch].
type Index struct {
	opts    Options
	turns   *shard
	quotes  *shard
	writing sync.Mutex // held while writing
}

// Open opens the indexes in a folder, which it makes where it is missing. An
// index that is missing, damaged, of another version or of another project is
// replaced by an empty one: its [Index.Revision] is then 0, and
// [Index.Replaced] says why. The error is an [ErrBusy] where another process
// writes to the index.
func Open(dir string, opts Options) (*Index, error) {
	if opts.Timeout <= 0 {
		opts.Timeout = 200 * time.Millisecond
	}
	dir, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("search index: %w", err)
	}
	x := &Index{opts: opts}
	for name, s := range map[string]**shard{"turns": &x.turns, "quotes": &x.quotes} {
		*s = &shard{base: dir, name: name, project: opts.Project, timeout: opts.Timeout}
	}
	if err := x.Need(opts.What); err != nil {
		_ = x.Close()
		return nil, err
	}
	return x, nil
}

// Need opens those of the indexes that are not open, as [Open] does. Searching
// needs the index that [Aim] names, [Index.Batch] and [Index.Revision] need
// both.
func (x *Index) Need(w What) error {
	x.writing.Lock()
	defer x.writing.Unlock()
	return x.need(w)
}

// Opened reports whether what [Index.Need] would open is open.
func (x *Index) Opened(w What) bool {
	return !slices.ContainsFunc(x.shards(w), func(s *shard) bool {
		s.mu.RLock()
		defer s.mu.RUnlock()
		return s.idx == nil
	})
}

func (x *Index) need(w What) error {
	for _, s := range x.shards(w) {
		if err := s.need(); err != nil {
			return fmt.Errorf("open search index: %w", err)
		}
	}
	return nil
}

func (x *Index) writable(w What) error {
	for _, s := range x.shards(w) {
		if err := s.writable(); err != nil {
			return fmt.Errorf("write search index: %w", err)
		}
	}
	return nil
}

// Revision is the last revision that both indexes have seen whole; everything
// the project changed after it must be fed, and feeding anything twice does no
// harm. 0 means that everything must be fed.
func (x *Index) Revision() int64 { return min(x.RevisionOf(Turns), x.RevisionOf(Quotes)) }

// RevisionOf is the revision of one of the indexes, so that the loss of one
// need not mean feeding both.
func (x *Index) RevisionOf(w What) int64 {
	if w != Turns && w != Quotes {
		return x.Revision()
	}
	s := x.shard(w)
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.revision
}

// Size is the number of passages in an index.
func (x *Index) Size(w What) int {
	n := uint64(0)
	for _, s := range x.shards(w) {
		s.mu.RLock()
		n += s.meta.Documents
		s.mu.RUnlock()
	}
	return int(n)
}

// Replaced says why an index was replaced by an empty one when it was opened:
// an [ErrBroken], or nil.
func (x *Index) Replaced(w What) error {
	for _, s := range x.shards(w) {
		if s.why != nil {
			return s.why
		}
	}
	return nil
}

// Merge brings what many batches left in pieces together, as bleve does by
// itself while an index stays open for writing: a search visits every piece. It
// is worth its time behind some thousands of passages.
func (x *Index) Merge(ctx context.Context, w What) error {
	for _, s := range x.shards(w) {
		if err := s.merge(ctx); err != nil {
			return err
		}
	}
	return nil
}

// Reset puts empty indexes in the place of one or both, after an [ErrBroken].
func (x *Index) Reset(w What) error {
	x.writing.Lock()
	defer x.writing.Unlock()
	// Another process may be using them.
	if err := x.need(w); err != nil {
		return err
	}
	if err := x.writable(w); err != nil {
		return err
	}
	for _, s := range x.shards(w) {
		if err := s.reset(); err != nil {
			return fmt.Errorf("reset search index: %w", err)
		}
	}
	return nil
}

// Close closes the indexes.
func (x *Index) Close() error {
	x.writing.Lock()
	defer x.writing.Unlock()
	var first error
	for _, s := range x.shards(Both) {
		if err := s.settle(); err != nil && first == nil {
			first = err
		}
		if err := s.close(); err != nil && first == nil {
			first = err
		}
	}
	if first != nil {
		return fmt.Errorf("close search index: %w", first)
	}
	return nil
}

func (x *Index) shard(w What) *shard {
	if w == Turns {
		return x.turns
	}
	return x.quotes
}

func (x *Index) shards(w What) []*shard {
	switch w {
	case Turns:
		return []*shard{x.turns}
	case Quotes:
		return []*shard{x.quotes}
	}
	return []*shard{x.turns, x.quotes}
}

// read runs fn on a view of one index. Whatever a damaged index does inside is
// an [ErrBroken], here and from then on.
func (s *shard) read(fn func(*view) error) error {
	s.mu.RLock()
	if s.bad != nil {
		s.mu.RUnlock()
		return s.bad
	}
	err := guard(func() error {
		v, err := s.view()
		if err != nil {
			return err
		}
		defer v.close()
		return fn(v)
	})
	s.mu.RUnlock()
	if err != nil && isDamage(err) {
		err = broken("%s: %v", s.name, err)
		s.mu.Lock()
		s.bad = err
		s.mu.Unlock()
	}
	return err
}

// stemmable keeps the languages that have a stemmer, each once.
func stemmable(tags []string) []string {
	var list []string
	for _, t := range tags {
		if l := language(t); stemmers[l] != nil && !slices.Contains(list, l) {
			list = append(list, l)
		}
	}
	return list
}
