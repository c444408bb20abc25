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
	at    entryField // where there is something to keep
	bytes int

	freqs  []index.TokenFreq
	places [][]int // by index into freqs
	words  []string
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
func (e *entry) Indexed() bool                              { return true }

func (e *entry) StoredFieldsBytes() uint64 { return uint64(len(e.id.value) + len(e.at.value)) }

func (e *entry) VisitFields(visit index.FieldVisitor) {
	visit(&e.id)
	visit(&e.text)
	visit(&e.tags)
	if len(e.at.value) > 0 {
		visit(&e.at)
	}
}

// entries makes and reuses entries, and keeps each term once.
type entries struct {
	analyser analyser
	interned map[string]string
	numbers  map[string]int // of the terms of the passage at hand
	free     []*entry
}

// maxInterned is how many terms are remembered before starting afresh.
const maxInterned = 1 << 16

// tagged is what all tags point at: neither frequency nor place counts.
var tagged = &index.TokenFreq{}

func newEntries() *entries {
	return &entries{interned: make(map[string]string), numbers: make(map[string]int)}
}

// new makes the entry of a passage.
func (s *entries) new(id, at, text string, tags index.TokenFrequencies) *entry {
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
			at:   entryField{name: atField, options: index.StoreField},
		}
	}
	e.bytes = len(id) + len(at) + len(text)
	e.at.value = append(e.at.value[:0], at...)
	e.id.value = append(e.id.value[:0], id...)
	clear(e.id.terms)
	once := &index.TokenFreq{}
	once.SetFrequency(1)
	e.id.terms[id] = once
	e.tags.terms = tags
	e.tags.length = len(tags)

	e.words = e.words[:0]
	s.analyser.each(text, func(term []byte, _, _ int) { e.words = append(e.words, s.intern(term)) })
	e.count(s.numbers)
	return e
}

// count fills the text field from the words: where in the passage is each.
func (e *entry) count(numbers map[string]int) {
	clear(numbers)
	clear(e.text.terms)
	e.text.length = len(e.words)
	for at, w := range e.words {
		n, ok := numbers[w]
		if !ok {
			n = len(numbers)
			numbers[w] = n
			if n == len(e.places) {
				e.places = append(e.places, nil)
			}
			e.places[n] = e.places[n][:0]
		}
		e.places[n] = append(e.places[n], at+1)
	}
	if len(e.freqs) < len(numbers) {
		e.freqs = make([]index.TokenFreq, len(numbers)*5/4)
	}
	for w, n := range numbers {
		f := &e.freqs[n]
		if packed, ok := pack(e.places[n]); ok {
			f.SetFrequency(int(packed))
			f.Locations = nil
		} else {
			f.SetFrequency(len(e.places[n]))
			f.Locations = make([]*index.TokenLocation, len(e.places[n]))
			for i, p := range e.places[n] {
				f.Locations[i] = &index.TokenLocation{Position: p}
			}
		}
		e.text.terms[w] = f
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
