package framework

import (
	"slices"
	"strings"

	"framewise/corpus"
)

// QuotesIn says in which language of its document a quote is printed. What is
// none of the constants is a language, BCP 47: en, es-CL.
type QuotesIn string

// The languages of a quote that have no name of their own.
const (
	QuotesAsCoded    QuotesIn = ""         // that of the words that were coded
	QuotesInOriginal QuotesIn = "original" // that of the interview, where a translation was coded too
	QuotesInBoth     QuotesIn = "both"     // as coded, and behind it another that the document has
)

// ParseQuotesIn reads a language as people write it: coded is as nothing. Whether
// a document is in it, [NewTongues] knows.
func ParseQuotesIn(s string) QuotesIn {
	s = strings.TrimSpace(s)
	switch word := QuotesIn(strings.ToLower(s)); word {
	case "coded":
		return QuotesAsCoded
	case QuotesInOriginal, QuotesInBoth:
		return word
	}
	return QuotesIn(s)
}

// Words are what a document says in one of its languages.
type Words struct {
	Text     string
	Language string // BCP 47; empty where the document does not say
	// At is where they stand, where that is another place than the quote's own.
	At string
	// Turns is how many whole turns they are where the quote is only a part of
	// what these say; else 0.
	Turns int
	// Told says that the language was not to be expected and is told.
	Told bool
}

// Wording is what is printed of a quote where that is not just its own words.
type Wording struct {
	Words Words
	// Beside are the words that another language of the document has there; none
	// where there is none, or one language alone is wanted.
	Beside Words
	// Both says that Beside is printed wherever the quote is, and not only where
	// there is a column for it.
	Both bool
}

// Words are those of the quote that are printed: the coding's, or what another
// language of the document has there; see [View.QuotesIn].
func (q *Quote) Words() Words {
	if q.Wording != nil {
		return q.Wording.Words
	}
	return q.own()
}

// Beside are the words that another language of the document has there, if they
// are wanted.
func (q *Quote) Beside() Words {
	if q.Wording != nil {
		return q.Wording.Beside
	}
	return Words{}
}

// own are the words that were coded.
func (q *Quote) own() Words { return Words{Text: q.Coding.Anchor.Quote, Language: q.Language} }

// Note is what readers must be told of the words: their language, their place,
// that they are more than the quote. It is empty where all that is plain.
func (w Words) Note() string {
	var parts []string
	switch {
	case w.Told && w.Language == "":
		parts = append(parts, "language not known")
	case w.Told:
		parts = append(parts, w.Language)
	}
	if w.At != "" {
		parts = append(parts, w.At)
	}
	switch {
	case w.Turns == 1:
		parts = append(parts, "whole turn")
	case w.Turns > 1:
		parts = append(parts, "whole turns")
	}
	return strings.Join(parts, ", ")
}

// Label is [Words.Note] with the language always told.
func (w Words) Label() string {
	w.Told = true
	return w.Note()
}

// Noted is a text with the note on the words behind it.
func (w Words) Noted(text string) string {
	if note := w.Note(); note != "" {
		return text + " (" + note + ")"
	}
	return text
}

// Printed are the words of a quote that are printed, one after the other: one
// or, with [QuotesInBoth], two. There are none where words are left out.
func (q *Quote) Printed() []Words {
	var printed []Words
	if words := q.Words(); words.Text != "" {
		printed = append(printed, words)
	}
	if w := q.Wording; w != nil && w.Both && w.Beside.Text != "" {
		printed = append(printed, w.Beside)
	}
	return printed
}

// Said is a quote as it is printed in a line: its words between quotation
// marks, and behind them in parentheses what must be told of them.
func (q *Quote) Said() string {
	var parts []string
	for _, w := range q.Printed() {
		parts = append(parts, w.Noted("“"+w.Text+"”"))
	}
	return strings.Join(parts, " ")
}

// Bare is [Quote.Said] without quotation marks, for a column of its own.
func (q *Quote) Bare() string {
	var parts []string
	for _, w := range q.Printed() {
		parts = append(parts, w.Noted(w.Text))
	}
	return strings.Join(parts, " / ")
}

// WordsTold is what JSON tells of a quote's words besides themselves: in which
// language they are, where they stand if not at the quote's locator, how many
// whole turns they are if they say more; and the same of the words beside them.
type WordsTold struct {
	Language       string `json:"language,omitempty"`
	At             string `json:"at,omitempty"`
	Turns          int    `json:"whole_turns,omitempty"`
	Beside         string `json:"beside,omitempty"`
	BesideLanguage string `json:"beside_language,omitempty"`
	BesideAt       string `json:"beside_at,omitempty"`
	BesideTurns    int    `json:"beside_whole_turns,omitempty"`
}

// WordsTold is what is told of the quote's words.
func (q *Quote) WordsTold() WordsTold {
	w, b := q.Words(), q.Beside()
	return WordsTold{w.Language, w.At, w.Turns, b.Text, b.Language, b.At, b.Turns}
}

// Tongues finds what quotes are in other languages of their documents.
type Tongues struct {
	in        QuotesIn
	documents map[corpus.DocumentID]*corpus.Document
	family    map[corpus.DocumentID][]*corpus.Document // by the original: it, then its translations
	text      func(*corpus.Document) (*corpus.Text, error)
	// What was read last, of the documents that say the same as of.
	of     corpus.DocumentID
	texts  map[corpus.DocumentID]*corpus.Text
	beside map[[2]corpus.DocumentID]*corpus.Parallel
}

// NewTongues finds quotes in a language among all documents, with their turns.
// text reads the text of a document's present version. A language that no
// document is in is a [corpus.ErrNotFound].
func NewTongues(in QuotesIn, all []corpus.Document, text func(*corpus.Document) (*corpus.Text, error)) (*Tongues, error) {
	t := &Tongues{
		in: in, text: text, documents: make(map[corpus.DocumentID]*corpus.Document, len(all)),
		family: make(map[corpus.DocumentID][]*corpus.Document),
	}
	for i := range all {
		t.documents[all[i].ID] = &all[i]
	}
	for i := range all {
		if original := t.documents[all[i].TranslationOf]; original != nil {
			if t.family[original.ID] == nil {
				t.family[original.ID] = []*corpus.Document{original}
			}
			t.family[original.ID] = append(t.family[original.ID], &all[i])
		}
	}
	if in == QuotesAsCoded || in == QuotesInOriginal || in == QuotesInBoth {
		return t, nil
	}
	var languages []string
	for i := range all {
		if in.named(all[i].Language) {
			return t, nil
		}
		if l := all[i].Language; l != "" && !slices.Contains(languages, l) {
			languages = append(languages, l)
		}
	}
	slices.Sort(languages)
	err := corpus.Errorf(corpus.ErrNotFound, "no document is in the language %q", in)
	if len(languages) == 0 {
		return nil, err.WithHint("framewise document list shows the languages of documents; none is known")
	}
	return nil, err.WithHint("documents are in %s; quotes can be printed in original or both too", strings.Join(languages, ", "))
}

// named reports whether a document's language is the one wanted: en-GB is en,
// and en may be en-GB.
func (in QuotesIn) named(language string) bool {
	want, have := strings.ToLower(string(in)), strings.ToLower(language)
	return have != "" && (want == have || strings.HasPrefix(have, want+"-") || strings.HasPrefix(want, have+"-"))
}

// Print says in a quote which words of it are printed, and which stand beside
// them. A quote that has none in the language wanted keeps its own, with the
// language told.
func (t *Tongues) Print(q *Quote) error {
	d := t.documents[q.Document]
	if d == nil {
		return nil
	}
	w := Wording{Words: q.own(), Both: t.in == QuotesInBoth}
	if to := t.other(d); to == nil || !q.Coding.Placed() || q.Coding.Anchor.Version != d.Version {
		w.Words.Told = w.Both || t.in == QuotesInOriginal && d.TranslationOf != "" ||
			t.in.aLanguage() && !t.in.named(d.Language)
	} else {
		found, err := t.across(q, d, to)
		switch {
		case err != nil:
			return err
		case t.in == QuotesAsCoded || w.Both:
			w.Beside = found
			w.Words.Told, w.Beside.Told = w.Both, w.Both
		case found.Text == "":
			w.Words.Told = true
		default:
			w.Words = found
		}
	}
	if q.Wording = nil; w != (Wording{Words: q.own()}) {
		q.Wording = &w
	}
	return nil
}

func (in QuotesIn) aLanguage() bool {
	return in != QuotesAsCoded && in != QuotesInOriginal && in != QuotesInBoth
}

// other is the document whose words are wanted of a quote in another; nil where
// there is none or the words are wanted as coded.
func (t *Tongues) other(d *corpus.Document) *corpus.Document {
	original := t.documents[d.TranslationOf]
	if original == nil {
		original = d
	}
	family := t.family[original.ID]
	switch {
	case len(family) == 0:
		return nil
	case t.in.aLanguage():
		if t.in.named(d.Language) {
			return nil
		}
		i := slices.IndexFunc(family, func(o *corpus.Document) bool { return strings.EqualFold(o.Language, string(t.in)) })
		if i < 0 {
			i = slices.IndexFunc(family, func(o *corpus.Document) bool { return t.in.named(o.Language) })
		}
		if i < 0 {
			return nil
		}
		return family[i]
	case d != original:
		return original
	case t.in == QuotesInOriginal:
		return nil
	}
	return family[1]
}

// across are the words of another document for a quote; from one translation to
// another by way of the original. They are none where it does not say the same.
func (t *Tongues) across(q *Quote, from, to *corpus.Document) (Words, error) {
	way := []*corpus.Document{from, to}
	if original := t.documents[from.TranslationOf]; original != nil && original != to {
		way = []*corpus.Document{from, original, to}
	}
	span, more := q.Coding.Anchor.Span, false
	for i := range way[1:] {
		p, err := t.parallel(way[i], way[i+1])
		if err != nil {
			return Words{}, err
		}
		there, whole := p.Beside(span)
		if there.Empty() {
			return Words{}, nil
		}
		span, more = there, more || whole
	}
	w := Words{Text: strings.Clone(t.texts[to.ID].Slice(span)), Language: to.Language}
	at := to.Locator(span)
	if at.Label != q.Locator.Label {
		w.At = at.String()
	}
	if more {
		w.Turns = 1 + at.Last - at.First
	}
	return w, nil
}

// parallel lays two documents side by side, and keeps them so until documents
// that say something else are asked for: codings come document by document.
func (t *Tongues) parallel(from, to *corpus.Document) (*corpus.Parallel, error) {
	original := from.ID
	if from.TranslationOf != "" {
		original = from.TranslationOf
	}
	if t.of != original {
		t.of, t.texts = original, make(map[corpus.DocumentID]*corpus.Text)
		t.beside = make(map[[2]corpus.DocumentID]*corpus.Parallel)
	}
	key := [2]corpus.DocumentID{from.ID, to.ID}
	if p := t.beside[key]; p != nil {
		return p, nil
	}
	for _, d := range []*corpus.Document{from, to} {
		if t.texts[d.ID] == nil {
			text, err := t.text(d)
			if err != nil {
				return nil, err
			}
			t.texts[d.ID] = text
		}
	}
	t.beside[key] = corpus.NewParallel(from, t.texts[from.ID], to, t.texts[to.ID])
	return t.beside[key], nil
}
