package search

import (
	index "github.com/blevesearch/bleve_index_api"
)

// entry is a passage on its way into the index: already analysed, so that
// nothing of it is done twice, and reused from batch to batch. It is bleve's
// index.Document.
type entry struct {
	id    entryField
	text  entryField
	tags  entryField
	bytes int

	freqs     []index.TokenFreq
	locations []index.TokenLocation
	words     []string
}

// entryField is one field of an entry: bleve's index.Field.
type entryField struct {
	name    string
	options index.FieldIndexingOptions
	value   []byte
	length  int
	terms   index.TokenFrequencies
}

func (f *entryField) Name() string                                     { return f.name }
func (f *entryField) Value() []byte                                    { return f.value }
func (f *entryField) ArrayPositions() []uint64                         { return nil }
func (f *entryField) EncodedFieldType() byte                           { return 't' }
func (f *entryField) Analyze()                                         {}
func (f *entryField) Options() index.FieldIndexingOptions              { return f.options }
func (f *entryField) AnalyzedLength() int                              { return f.length }
func (f *entryField) AnalyzedTokenFrequencies() index.TokenFrequencies { return f.terms }
func (f *entryField) NumPlainTextBytes() uint64                        { return uint64(len(f.value)) }

func (e *entry) ID() string                                 { return string(e.id.value) }
func (e *entry) Size() int                                  { return e.bytes }
func (e *entry) VisitComposite(index.CompositeFieldVisitor) {}
func (e *entry) HasComposite() bool                         { return false }
func (e *entry) NumPlainTextBytes() uint64                  { return uint64(e.bytes) }
func (e *entry) AddIDField()                                {}
func (e *entry) StoredFieldsBytes() uint64                  { return uint64(len(e.id.value)) }
func (e *entry) Indexed() bool                              { return true }

func (e *entry) VisitFields(visit index.FieldVisitor) {
	visit(&e.id)
	visit(&e.text)
	visit(&e.tags)
}

// entries makes and reuses entries, and keeps each term once.
type entries struct {
	analyser analyser
	interned map[string]string
	free     []*entry
}

// maxInterned is how many terms are remembered before starting afresh.
const maxInterned = 1 << 16

// tagged is what all tags point at: neither frequency nor place counts.
var tagged = &index.TokenFreq{}

func newEntries() *entries {
	return &entries{interned: make(map[string]string)}
}

// new makes the entry of a passage.
func (s *entries) new(id, text string, tags index.TokenFrequencies) *entry {
	var e *entry
	if n := len(s.free); n > 0 {
		e, s.free = s.free[n-1], s.free[:n-1]
	} else {
		e = &entry{
			id: entryField{name: idField, options: index.IndexField | index.StoreField, length: 1,
				terms: make(index.TokenFrequencies, 1)},
			text: entryField{name: textField, options: index.IndexField | index.IncludeTermVectors,
				terms: make(index.TokenFrequencies)},
			tags: entryField{name: tagField, options: index.IndexField | index.SkipFreqNorm},
		}
	}
	e.bytes = len(id) + len(text)
	e.id.value = append(e.id.value[:0], id...)
	clear(e.id.terms)
	once := &index.TokenFreq{}
	once.SetFrequency(1)
	e.id.terms[id] = once
	e.tags.terms = tags
	e.tags.length = len(tags)

	e.words = e.words[:0]
	s.analyser.each(text, func(term []byte, _, _ int) { e.words = append(e.words, s.intern(term)) })
	e.count()
	return e
}

// count fills the text field from the words: how often each is there, where.
func (e *entry) count() {
	n := len(e.words)
	if cap(e.freqs) < n {
		e.freqs = make([]index.TokenFreq, n, n+n/2)
		e.locations = make([]index.TokenLocation, n, n+n/2)
	}
	e.freqs, e.locations = e.freqs[:n], e.locations[:n]
	clear(e.text.terms)
	e.text.length = n
	used := 0
	for i, w := range e.words {
		f := e.text.terms[w]
		if f == nil {
			f = &e.freqs[used]
			used++
			f.Locations = f.Locations[:0]
			f.SetFrequency(0)
			e.text.terms[w] = f
		}
		f.SetFrequency(f.Frequency() + 1)
		e.locations[i] = index.TokenLocation{Position: i + 1}
		f.Locations = append(f.Locations, &e.locations[i])
	}
}

func (s *entries) intern(term []byte) string {
	if t, ok := s.interned[string(term)]; ok {
		return t
	}
	if len(s.interned) >= maxInterned {
		clear(s.interned)
	}
	t := string(term)
	s.interned[t] = t
	return t
}

// tagSet makes the terms of the tag field.
func tagSet(tags []string) index.TokenFrequencies {
	set := make(index.TokenFrequencies, len(tags))
	for _, t := range tags {
		set[t] = tagged
	}
	return set
}

// recycle takes entries back that the index has let go of.
func (s *entries) recycle(ops map[string]index.Document) {
	for _, op := range ops {
		if e, ok := op.(*entry); ok && e != nil && cap(e.words) < 4096 {
			s.free = append(s.free, e)
		}
	}
}
