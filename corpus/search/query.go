package search

import (
	"strings"
)

// Query is what to look for: [And], [Or], [Not], [Word], [Phrase] and
// [Filter], nested as needed. [Parse] makes one of what a person typed; its
// String is what a person would type.
type Query interface {
	String() string
	isQuery()
}

// And finds passages in which all parts are.
type And []Query

// Or finds passages in which at least one part is.
type Or []Query

// Not finds passages in which the part is not.
type Not struct{ Query Query }

// Word finds a word, by default with its other accents and endings. A word
// that is written in several (well-being, 希望) is found as a phrase.
type Word struct {
	Text   string
	Exact  bool // only with this ending and, where it has accents, these
	Prefix bool // also at the start of longer words
}

// Phrase finds words that follow each other, exactly as written but for
// accents, upper case and punctuation.
type Phrase string

// Filter finds passages by what is known about them. Field is one of
// [Fields] or the name of an attribute; it and the value are compared without
// regard to case and accents. Op is ":" for equality, one of < <= > >= for
// numbers and dates (YYYY-MM-DD), or ".." for a range from Value to Upper,
// both included. A value that ends in * is the start of one.
type Filter struct {
	Field string
	Op    string
	Value string
	Upper string
}

func (And) isQuery()    {}
func (Or) isQuery()     {}
func (Not) isQuery()    {}
func (Word) isQuery()   {}
func (Phrase) isQuery() {}
func (Filter) isQuery() {}

// Fields are the fields of a [Filter] that every project has; all others are
// attributes of the case.
var Fields = []string{
	"case", "code", "coder", "created", "doc", "key", "kind", "lang", "role", "speaker", "stance",
}

// turnFields are those of the fields that turns have.
var turnFields = map[string]bool{
	"case": true, "doc": true, "kind": true, "lang": true, "role": true, "speaker": true,
}

// filters calls yield for every filter in a query.
func filters(q Query, yield func(Filter)) {
	switch q := q.(type) {
	case And:
		for _, part := range q {
			filters(part, yield)
		}
	case Or:
		for _, part := range q {
			filters(part, yield)
		}
	case Not:
		filters(q.Query, yield)
	case Filter:
		yield(q)
	}
}

func (q And) String() string { return join(q, " ") }
func (q Or) String() string  { return join(q, " OR ") }

func join(parts []Query, sep string) string {
	texts := make([]string, len(parts))
	for i, part := range parts {
		texts[i] = nested(part)
	}
	return strings.Join(texts, sep)
}

// nested puts a query into parentheses where it needs them.
func nested(q Query) string {
	switch q := q.(type) {
	case And:
		return "(" + q.String() + ")"
	case Or:
		return "(" + q.String() + ")"
	case nil:
		return ""
	}
	return q.String()
}

func (q Not) String() string { return "NOT " + nested(q.Query) }

func (q Word) String() string {
	s := q.Text
	if q.Exact {
		s = "=" + s
	}
	if q.Prefix {
		s += "*"
	}
	return s
}

func (q Phrase) String() string { return `"` + string(q) + `"` }

func (q Filter) String() string {
	quoted := func(s string) string {
		if strings.ContainsAny(s, " \t\n()|") {
			return `"` + s + `"`
		}
		return s
	}
	if q.Op == ".." {
		return q.Field + ":" + quoted(q.Value+".."+q.Upper)
	}
	return q.Field + q.Op + quoted(q.Value)
}
