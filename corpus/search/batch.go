package search

import (
	"slices"
	"sync/atomic"

	index "github.com/blevesearch/bleve_index_api"

	"framewise/corpus"
)

// Bounds of what is kept in memory before it is written. Fewer and larger
// writes cost less: a write of 50 passages costs 3.4 times as much a passage
// as one of 5,000.
const (
	maxPassages = 5_000
	maxBytes    = 2 << 20 // of text and identifiers
)

// maxLag is how many commits that change nothing in an index may pass before
// its revision is written down.
const maxLag = 256

// Batch collects changes. It writes by itself whenever it has collected much,
// under the old revision: if the process ends then, the same changes must be
// fed again, which does no harm. A Batch is for one goroutine.
type Batch struct {
	x       *Index
	entries *entries
	turns   *pending
	quotes  *pending
	err     error
}

// pending are the changes of one index.
type pending struct {
	s       *shard
	ops     map[string]index.Document // nil deletes
	check   []string                  // identifiers that may be in the index already
	bytes   int
	entries *entries
	begun   map[corpus.DocumentID]bool // documents with turns among the ops
}

// Batch begins to collect changes. Where another process uses the indexes,
// what is done with the batch is an [ErrBusy].
func (x *Index) Batch() *Batch {
	x.writing.Lock()
	defer x.writing.Unlock()
	e := newEntries()
	return &Batch{
		x: x, entries: e, turns: newPending(x.turns, e), quotes: newPending(x.quotes, e), err: x.writable(Both),
	}
}

func newPending(s *shard, e *entries) *pending {
	return &pending{
		s: s, entries: e,
		ops: make(map[string]index.Document), begun: make(map[corpus.DocumentID]bool),
	}
}

// PutDocument puts the turns of a document in the place of those it had.
func (b *Batch) PutDocument(d Document, turns []Turn) error {
	list, err := b.clear(d.ID)
	if err != nil {
		return err
	}
	old := make(map[string]bool, len(list))
	for _, id := range list {
		old[id] = true
	}
	numbers := make(map[int]bool, len(turns))
	type voice struct {
		of, speaker string
		role        corpus.Role
	}
	tags := make(map[voice]index.TokenFrequencies)
	for _, t := range turns {
		v := voice{t.Case, t.Speaker, t.Role}
		set, ok := tags[v]
		if !ok {
			set = tagSet(turnTags(d, t))
			tags[v] = set
		}
		if numbers[t.Number] {
			return corpus.Errorf(corpus.ErrInvalid, "%s has two turns %d", d.Label, t.Number)
		}
		numbers[t.Number] = true
		id := turnID(d, t.Number)
		if err := b.put(b.turns, id, "", t.Text, set, old[id]); err != nil {
			return err
		}
	}
	b.turns.begun[d.ID] = true
	return nil
}

// DeleteDocument deletes the turns of a document. Its quotes are deleted one
// by one, as their codings are.
func (b *Batch) DeleteDocument(id corpus.DocumentID) error {
	_, err := b.clear(id)
	return err
}

// clear deletes the turns of a document and lists their identifiers.
func (b *Batch) clear(id corpus.DocumentID) (old []string, err error) {
	if b.err != nil {
		return nil, b.err
	}
	if b.turns.begun[id] {
		if err := b.flush(b.turns); err != nil {
			return nil, err
		}
	}
	b.err = b.x.turns.read(func(v *view) error {
		old, err = v.documentEntries(string(id))
		return err
	})
	for _, o := range old {
		b.turns.delete(o)
	}
	return old, b.err
}

// PutQuote puts a quote, a cell or a memo in the place of what had its
// identifier.
func (b *Batch) PutQuote(q *Quote) error {
	if q.ID == "" {
		return corpus.Errorf(corpus.ErrInvalid, "a quote without an identifier")
	}
	return b.put(b.quotes, q.ID, quoteAt(q), q.Text, tagSet(quoteTags(q)), true)
}

// DeleteQuote deletes quotes, cells and memos. What is not there is no error.
func (b *Batch) DeleteQuote(ids ...string) error {
	for _, id := range ids {
		b.quotes.delete(id)
	}
	return b.err
}

func (p *pending) delete(id string) {
	p.ops[id] = nil
	p.check = append(p.check, id)
}

func (b *Batch) put(p *pending, id, at, text string, tags index.TokenFrequencies, check bool) error {
	if b.err != nil {
		return b.err
	}
	p.ops[id] = b.entries.new(id, at, text, tags)
	if check {
		p.check = append(p.check, id)
	}
	p.bytes += len(id) + len(at) + len(text)
	if len(p.ops) >= maxPassages || p.bytes >= maxBytes {
		return b.flush(p)
	}
	return nil
}

// Commit writes what was collected and says that the index has now seen the
// project up to a revision. The batch can go on to be used.
func (b *Batch) Commit(revision int64) error {
	if b.err != nil {
		return b.err
	}
	for _, p := range []*pending{b.turns, b.quotes} {
		if err := b.commit(p, revision); err != nil {
			return err
		}
	}
	return nil
}

func (b *Batch) commit(p *pending, revision int64) error {
	b.x.writing.Lock()
	defer b.x.writing.Unlock()
	s := p.s
	if len(p.ops) > 0 {
		b.err = p.write(revision)
		return b.err
	}
	s.mu.Lock()
	// A first revision is written at once: it says that the index is whole.
	whole := s.meta.Revision == 0
	s.revision = revision
	s.mu.Unlock()
	if s.lag.Add(1) >= maxLag || whole {
		s.lag.Store(0)
		b.err = s.settle()
	}
	return b.err
}

// flush writes what is pending under the revision the index has.
func (b *Batch) flush(p *pending) error {
	b.x.writing.Lock()
	defer b.x.writing.Unlock()
	b.err = p.write(p.s.meta.Revision)
	return b.err
}

func (p *pending) write(revision int64) error {
	if len(p.ops) == 0 {
		return nil
	}
	var gone uint64
	if len(p.check) > 0 {
		slices.Sort(p.check)
		p.check = slices.Compact(p.check)
		if err := p.s.read(func(v *view) (err error) { gone, err = v.count(p.check); return err }); err != nil {
			return err
		}
	}
	m := p.s.meta
	m.Revision = revision
	m.Documents -= gone
	batch := index.NewBatch()
	for id, op := range p.ops {
		batch.IndexOps[id] = op
		if e, ok := op.(*entry); ok {
			m.Documents++
			m.Fed++
			m.Words += uint64(e.text.length)
		}
	}
	if err := p.s.write(batch, m); err != nil {
		return err
	}
	p.entries.recycle(p.ops)
	clear(p.ops)
	clear(p.begun)
	p.check, p.bytes = p.check[:0], 0
	return nil
}

// lag counts commits that changed nothing.
type lag = atomic.Int32
