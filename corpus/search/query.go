package search

import (
	"slices"
	"strings"
)

// Query is what to look for: [And], [Or], [Not], [Word], [Phrase],
// [Filter] and [OneOf], nested as needed. [Parse] makes one of what a person typed; its
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

// OneOf finds passages whose field has one of the values, compared as those of
// a [Filter] are; without values it finds none. It is not typed, but what
// [Rewrite] puts in the place of a filter that the index can't answer.
type OneOf struct {
	Field  string
	Values []string
}

func (And) isQuery()    {}
func (Or) isQuery()     {}
func (Not) isQuery()    {}
func (Word) isQuery()   {}
func (Phrase) isQuery() {}
func (Filter) isQuery() {}
func (OneOf) isQuery()  {}

// Holds reports whether a value satisfies the filter, whatever field it is
// of. The field of the filter says how values are compared.
func (f Filter) Holds(value string) bool { return f.test()(plain(value)) }

// test makes the test of values without accents and upper case.
func (f Filter) test() func(value string) bool {
	value := plain(f.Value)
	switch f.Op {
	case "", ":":
		return equal(f.tagName(), value)
	case "..":
		upper := plain(f.Upper)
		return func(v string) bool { return compare(v, value, ">=") && compare(v, upper, "<=") }
	}
	return func(v string) bool { return compare(v, value, f.Op) }
}

// tagName is what the index calls the filter's field.
func (f Filter) tagName() string {
	if name := strings.ToLower(f.Field); slices.Contains(Fields, name) {
		return name
	}
	return attributeTag(f.Field)
}

// Is reports whether the filter is by a field or attribute of that name, in
// any case of letters and with or without accents.
func (f Filter) Is(field string) bool { return plain(f.Field) == plain(field) }

// Begins reports whether the filter asks for values by their beginning.
func (f Filter) Begins() bool { return strings.HasSuffix(f.Value, "*") }

// Rewrite returns the query with every filter replaced by what change makes of
// it. The query itself stays as it is; the first error ends it.
func Rewrite(q Query, change func(Filter) (Query, error)) (Query, error) {
	switch q := q.(type) {
	case And:
		parts, err := rewriteAll(q, change)
		return And(parts), err
	case Or:
		parts, err := rewriteAll(q, change)
		return Or(parts), err
	case Not:
		part, err := Rewrite(q.Query, change)
		return Not{part}, err
	case Filter:
		return change(q)
	}
	return q, nil
}

func rewriteAll(parts []Query, change func(Filter) (Query, error)) ([]Query, error) {
	all := make([]Query, len(parts))
	for i, part := range parts {
		var err error
		if all[i], err = Rewrite(part, change); err != nil {
			return nil, err
		}
	}
	return all, nil
}

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
	case OneOf:
		yield(Filter{Field: q.Field, Op: ":"})
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

func (q OneOf) String() string {
	parts := make(Or, len(q.Values))
	for i, v := range q.Values {
		parts[i] = Filter{Field: q.Field, Op: ":", Value: v}
	}
	return nested(parts)
}
