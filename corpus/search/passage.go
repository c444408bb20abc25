package search

import (
	"strconv"
	"strings"
	"time"

	"framewise/corpus"
)

// Kind says what a passage is.
type Kind string

// The kinds of passage.
const (
	KindTurn  Kind = "turn"
	KindQuote Kind = "quote"
	KindCell  Kind = "cell" // the summary and comment of a matrix cell
	KindMemo  Kind = "memo"
)

// Document is what the turns of one document have in common.
type Document struct {
	ID       corpus.DocumentID
	Label    string // what locators cite; orders the hits
	Language string // BCP 47; chooses the endings that words are widened by
}

// Turn is one turn of a document.
type Turn struct {
	Number  int    // from 1, unique in its document
	Case    string // label of the case whose turn it is; may be empty
	Speaker string
	Role    corpus.Role
	Text    string
}

// Quote is a coded stretch, a cell's text or a memo. Only ID and Kind must be
// there; what is empty can't be found by.
type Quote struct {
	ID       string // unique among quotes, cells and memos
	Kind     Kind
	Document corpus.DocumentID
	Locator  corpus.Locator // orders the hits; a cell's has the case's label
	Case     string         // label of the case
	Speaker  string
	Role     corpus.Role
	Language string
	Text     string
	Codes    []string // keys of the code and of the codes above it
	Coder    string   // initials
	Stance   string
	Key      bool              // a quote worth printing
	Values   map[string]string // the case's attributes, as corpus.Case has them
	Created  time.Time
}

// The fields of the index: a passage's words and what is known about it.
const (
	textField = "text"
	tagField  = "tag"
	atField   = "at" // kept, not searched: where a quote is
	idField   = "_id"
)

// Names of tags that no person types.
const (
	tagDocument = "#document" // the document's identifier
	tagValue    = "="         // before the name of an attribute
)

// tag makes the term of the tag field that says name is value: its parts are
// the name and the value as they are compared, then the value as it is shown.
func tag(name, value string) string {
	return name + "\x00" + plain(value) + "\x00" + strings.ReplaceAll(value, "\x00", " ")
}

// docTag carries the document's identifier behind the label, so that two
// documents of one label (a translation and its original) stay apart.
func docTag(label string, id corpus.DocumentID) string {
	return tag("doc", label) + "\x00" + string(id)
}

// tagParts undoes tag and docTag.
func tagParts(term string) (plain, shown, id string) {
	_, rest, _ := strings.Cut(term, "\x00")
	plain, rest, _ = strings.Cut(rest, "\x00")
	shown, id, _ = strings.Cut(rest, "\x00")
	return plain, shown, id
}

// attributeTag is the name of an attribute's tags.
func attributeTag(name string) string { return tagValue + plain(name) }

func turnTags(d Document, t Turn) []string {
	return present([]string{
		docTag(d.Label, d.ID), tag(tagDocument, string(d.ID)), tag("lang", d.Language),
		tag("case", t.Case), tag("speaker", t.Speaker), tag("role", string(t.Role)),
	})
}

func quoteTags(q *Quote) []string {
	tags := []string{
		docTag(q.Locator.Label, q.Document), tag(tagDocument, string(q.Document)), tag("lang", q.Language),
		tag("case", q.Case), tag("speaker", q.Speaker), tag("role", string(q.Role)),
		tag("kind", string(q.Kind)), tag("coder", q.Coder), tag("stance", q.Stance),
	}
	if q.Key {
		tags = append(tags, tag("key", "yes"))
	}
	if !q.Created.IsZero() {
		tags = append(tags, tag("created", q.Created.UTC().Format(time.DateOnly)))
	}
	for _, c := range q.Codes {
		tags = append(tags, tag("code", c))
	}
	for name, value := range q.Values {
		tags = append(tags, tag(attributeTag(name), value))
	}
	return present(tags)
}

// present drops tags without a value; a document's stays, for the order.
func present(tags []string) []string {
	kept := tags[:0]
	for _, t := range tags {
		if p, shown, id := tagParts(t); p != "" || shown != "" || id != "" {
			kept = append(kept, t)
		}
	}
	return kept
}

// turnID is the identifier of a turn in the index. It says where the turn is,
// so that a hit need not be looked up.
func turnID(d Document, number int) string {
	return string(d.ID) + "\x00" + strconv.Itoa(number) + "\x00" + d.Label
}

// splitTurnID undoes turnID.
func splitTurnID(id string) (from source, number int) {
	from.id, id, _ = strings.Cut(id, "\x00")
	n, label, _ := strings.Cut(id, "\x00")
	number, _ = strconv.Atoi(n)
	from.label = label
	return from, number
}

// quoteAt says where a quote is and what it is.
func quoteAt(q *Quote) string {
	return string(q.Document) + "\x00" + strconv.Itoa(q.Locator.First) + "\x00" + string(q.Kind) + "\x00" +
		q.Locator.Label
}

// splitQuoteAt undoes quoteAt.
func splitQuoteAt(at string) (from source, number int, kind Kind) {
	from.id, at, _ = strings.Cut(at, "\x00")
	n, at, _ := strings.Cut(at, "\x00")
	k, label, _ := strings.Cut(at, "\x00")
	number, _ = strconv.Atoi(n)
	from.label = label
	return from, number, Kind(k)
}
