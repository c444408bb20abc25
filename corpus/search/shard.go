package search

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"log"
	"maps"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/blevesearch/bleve/v2/index/scorch"
	index "github.com/blevesearch/bleve_index_api"
	bolterrors "go.etcd.io/bbolt/errors"

	"framewise/corpus"
)

// version is the version of what is written into the index: the analyser, the
// tags, the meta record. It is part of the folder's name.
const version = 1

// shard is one index on disk. Its folder is base/name-vN-G, where G counts up
// each time a broken index is replaced.
type shard struct {
	base, name string
	project    string
	timeout    time.Duration

	mu       sync.RWMutex // held to read while searching, to write while opening or closing
	dir      string
	idx      *scorch.Scorch
	readOnly bool // idx is open to be read only
	sealed   bool // the seal is as it would be written
	queue    *index.AnalysisQueue
	meta     meta
	// revision is what the index has seen. It runs ahead of meta.Revision by
	// commits that changed nothing here, until it is settled.
	revision int64
	lag      lag
	why      error         // why the index was replaced by an empty one, or nil
	failed   chan struct{} // closed when bleve's own goroutines fail
	bad      error         // an ErrBroken met after opening
	cache    segmentCache
	sound    map[string]stamp // the segments' files that were checked
}

// meta is the record in the index that says what should be in it.
type meta struct {
	Version   int    `json:"version"`
	Project   string `json:"project"`
	Revision  int64  `json:"revision"`
	Documents uint64 `json:"documents"`
	// Fed passages and their words, ever: what a passage's mean length is
	// taken from.
	Fed   uint64 `json:"fed"`
	Words uint64 `json:"words"`
}

// metaKey names the meta record among bleve's internal values.
const metaKey = "framewise"

// mergePlan lets bleve keep few segments: a search visits each.
var mergePlan = map[string]any{"MaxSegmentsPerTier": 6}

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

func (m meta) encode() []byte {
	b, err := json.Marshal(m)
	if err != nil {
		panic(err) // strings and numbers only
	}
	return append(b, fmt.Sprintf(" %08x", crc32.Checksum(b, castagnoli))...)
}

func decodeMeta(b []byte) (m meta, err error) {
	i := len(b) - 9
	if i < 0 || fmt.Sprintf(" %08x", crc32.Checksum(b[:i], castagnoli)) != string(b[i:]) {
		return m, broken("its record of itself is damaged")
	}
	if err := json.Unmarshal(b[:i], &m); err != nil {
		return m, broken("its record of itself is damaged")
	}
	return m, nil
}

// failures tells shards of errors in bleve's own goroutines, by folder: bleve
// takes its callbacks by name from a global table.
var failures sync.Map // folder → func(error)

func init() {
	scorch.RegistryAsyncErrorCallbacks["framewise"] = func(err error, path string) {
		if f, ok := failures.Load(path); ok {
			f.(func(error))(err)
		}
	}
}

// need opens the newest generation to be read, or puts an empty one in its
// place, unless one is open or was broken while it was.
func (s *shard) need() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.idx != nil || s.bad != nil {
		return nil
	}
	return s.open(true)
}

// writable opens the index anew if it is open to be read only.
func (s *shard) writable() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.idx == nil || s.bad != nil || !s.readOnly {
		return nil
	}
	if err := s.shut(); err != nil {
		return err
	}
	err := s.open(false)
	if errors.Is(err, ErrBusy) {
		_ = s.open(true) // as it was
	}
	return err
}

// open opens the newest generation, or puts an empty one in its place.
// Any number of processes can read an index, which bleve then leaves as it is:
// no merging begins that the end of a search would only break off.
func (s *shard) open(readOnly bool) error {
	newest, err := s.newest()
	if err != nil {
		return err
	}
	if newest == 0 {
		return s.create(1, nil)
	}
	dir := s.folder(newest)
	err = guard(func() error { return s.load(dir, readOnly) })
	switch {
	case err == nil:
		s.removeOthers()
		return nil
	case errors.Is(err, bolterrors.ErrTimeout):
		return s.busy()
	}
	s.closeQuietly()
	return s.create(newest+1, err)
}

func (s *shard) busy() error {
	return corpus.Errorf(ErrBusy, "another process holds the search index %s", s.name).
		WithHint("wait for it to end, or search without the index")
}

// create makes an empty index, durable before anything relies on it.
func (s *shard) create(generation int, why error) error {
	dir := s.folder(generation)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	err := guard(func() error {
		if err := s.start(dir, false); err != nil {
			return err
		}
		s.meta, s.revision, s.sound = meta{Version: version, Project: s.project}, 0, nil
		b := index.NewBatch()
		b.SetInternal([]byte(metaKey), s.meta.encode())
		return s.idx.Batch(b)
	})
	if errors.Is(err, bolterrors.ErrTimeout) {
		return s.busy()
	}
	if err != nil {
		s.closeQuietly()
		return err
	}
	for _, d := range []string{dir, s.base} {
		if err := syncDir(d); err != nil {
			s.closeQuietly()
			return err
		}
	}
	s.why = why
	s.removeOthers()
	return nil
}

// load opens an index and checks it. The files' checksums are taken before
// bleve opens them, so that none of its goroutines can have merged a damaged
// one into a sound-looking other.
func (s *shard) load(dir string, readOnly bool) error {
	last := readSeal(dir)
	if err := checkDatabase(dir, last, s.timeout); err != nil {
		return err
	}
	var damaged map[string]error
	var err error
	if s.sound, damaged, err = checkSegments(dir, last); err != nil {
		return err
	}
	if err := s.start(dir, readOnly); err != nil {
		return err
	}
	if err := s.check(damaged); err != nil {
		return err
	}
	if readOnly {
		s.sealed = last != nil && maps.Equal(last.Segments, s.sound)
		return nil
	}
	if err := os.Remove(filepath.Join(dir, sealName)); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	return nil
}

// start starts bleve on a folder.
func (s *shard) start(dir string, readOnly bool) error {
	s.queue = index.NewAnalysisQueue(1)
	s.failed = make(chan struct{})
	failed, once := s.failed, new(sync.Once)
	failures.Store(dir, func(error) { once.Do(func() { close(failed) }) })
	made, err := scorch.NewScorch(scorch.Name, map[string]any{
		"path":                   dir,
		"read_only":              readOnly,
		"bolt_timeout":           s.timeout.String(),
		"asyncErrorCallbackName": "framewise",
		"scorchMergePlanOptions": mergePlan,
	}, s.queue)
	if err != nil {
		return err
	}
	// Known before it is open, so that a failure, or a panic, can be cleaned
	// up after.
	s.idx, s.dir, s.readOnly, s.sealed = made.(*scorch.Scorch), dir, readOnly, false
	err = quietly(s.idx.Open)
	if errors.Is(err, bolterrors.ErrTimeout) {
		s.queue.Close()
		s.idx = nil
	}
	return err
}

// quietly runs bleve's opening without its remarks on the standard logger,
// which are errors to us anyway.
func quietly(open func() error) error {
	quiet.Lock()
	defer quiet.Unlock()
	w := log.Writer()
	log.SetOutput(io.Discard)
	defer log.SetOutput(w)
	return open()
}

var quiet sync.Mutex

// check holds what is in the index against its record of itself.
func (s *shard) check(damaged map[string]error) error {
	r, err := s.idx.Reader()
	if err != nil {
		return err
	}
	defer r.Close()
	snapshot := r.(*scorch.IndexSnapshot)
	for _, segment := range snapshot.Segments() {
		p, ok := segment.Segment().(interface{ Path() string })
		if !ok {
			continue
		}
		if err := damaged[filepath.Base(p.Path())]; err != nil {
			return err
		}
	}
	b, err := r.GetInternal([]byte(metaKey))
	if err != nil {
		return err
	}
	if s.meta, err = decodeMeta(b); err != nil {
		return err
	}
	s.revision = s.meta.Revision
	n, err := r.DocCount()
	switch {
	case err != nil:
		return err
	case s.meta.Version != version || s.meta.Project != s.project:
		return broken("it belongs to another project or version")
	case n != s.meta.Documents:
		return broken("it holds %d passages, not %d", n, s.meta.Documents)
	}
	return nil
}

// merge makes one segment of all.
func (s *shard) merge(ctx context.Context) error {
	s.mu.RLock()
	idx, failed, readOnly := s.idx, s.failed, s.readOnly
	s.mu.RUnlock()
	if idx == nil || readOnly {
		return nil
	}
	done := make(chan error, 1)
	go func() { done <- guard(func() error { return idx.ForceMerge(ctx, nil) }) }()
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
		return ctx.Err()
	case <-failed:
		return broken("%s could not be merged", s.name)
	}
}

// write applies one batch with the record that goes with it.
func (s *shard) write(b *index.Batch, m meta) error {
	b.SetInternal([]byte(metaKey), m.encode())
	s.mu.RLock()
	idx, failed := s.idx, s.failed
	s.mu.RUnlock()
	if idx == nil {
		return s.closedError()
	}
	done := make(chan error, 1)
	go func() { done <- guard(func() error { return idx.Batch(b) }) }()
	var err error
	select {
	case err = <-done:
	case <-failed:
		// A panic or a failed write in bleve's goroutines: Batch might wait
		// for them for ever.
		err = broken("%s could not be written", s.name)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if err != nil {
		// bleve would try to write again and again.
		s.bad = broken("%s could not be written: %v", s.name, err)
		s.closeQuietly()
		return fmt.Errorf("search index %s: %w", s.name, err)
	}
	s.meta, s.revision = m, m.Revision
	return nil
}

// settle writes the revision down where it has run ahead.
func (s *shard) settle() error {
	s.mu.RLock()
	m := s.meta
	ahead := s.idx != nil && s.bad == nil && s.revision != m.Revision
	m.Revision = s.revision
	s.mu.RUnlock()
	if !ahead {
		return nil
	}
	return s.write(index.NewBatch(), m)
}

// isDamage reports whether an error met while reading means that the index is
// damaged: all do that are neither the query's nor the caller's.
func isDamage(err error) bool {
	return !errors.Is(err, corpus.ErrInvalid) && !errors.Is(err, context.Canceled) &&
		!errors.Is(err, context.DeadlineExceeded) && !errors.Is(err, errClosed)
}

var errClosed = errors.New("closed")

func (s *shard) closedError() error {
	if s.bad != nil {
		return s.bad
	}
	return corpus.Errorf(errClosed, "the search index %s is closed", s.name)
}

// reset puts an empty index in the place of this one.
func (s *shard) reset() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.closeQuietly()
	newest, err := s.newest()
	if err != nil {
		return err
	}
	s.bad = nil
	return s.create(newest+1, nil)
}

// close closes the index and seals it.
func (s *shard) close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.idx == nil {
		return nil
	}
	return s.shut()
}

func (s *shard) shut() error {
	seal := func() error { return writeSeal(s.dir, s.sound) }
	if s.readOnly && s.bad == nil && !s.sealed {
		_ = seal() // while no other can write; without it the next opening takes longer
	}
	err := s.end()
	if err == nil && s.bad == nil && !s.readOnly {
		err = seal()
	}
	return err
}

func (s *shard) closeQuietly() {
	if s.idx != nil {
		_ = s.end()
	}
}

// end ends bleve's work on the index.
func (s *shard) end() error {
	idx := s.idx
	s.idx = nil
	err := guard(idx.Close)
	s.queue.Close()
	failures.Delete(s.dir)
	s.cache.clear()
	return err
}

func (s *shard) folder(generation int) string {
	return filepath.Join(s.base, fmt.Sprintf("%s-v%d-%d", s.name, version, generation))
}

// newest is the highest generation on disk, or 0.
func (s *shard) newest() (int, error) {
	list, err := os.ReadDir(s.base)
	if err != nil {
		return 0, err
	}
	newest := 0
	for _, e := range list {
		rest, ok := strings.CutPrefix(e.Name(), fmt.Sprintf("%s-v%d-", s.name, version))
		if n, err := strconv.Atoi(rest); ok && err == nil {
			newest = max(newest, n)
		}
	}
	return newest, nil
}

// removeOthers removes the folders of other generations and versions; what
// another process still holds on Windows goes next time.
func (s *shard) removeOthers() {
	list, _ := os.ReadDir(s.base)
	for _, e := range list {
		if strings.HasPrefix(e.Name(), s.name+"-v") && e.Name() != filepath.Base(s.dir) {
			_ = os.RemoveAll(filepath.Join(s.base, e.Name()))
		}
	}
}

func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer d.Close()
	// Some file systems cannot sync a folder; that is not the index's trouble.
	_ = d.Sync()
	return nil
}
