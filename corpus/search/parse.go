package search

import (
	"errors"
	"regexp"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/alecthomas/participle/v2"
	"github.com/alecthomas/participle/v2/lexer"

	"framewise/corpus"
)

// Limits on a query, so that none can take the machine with it.
const (
	maxQuery = 4096 // bytes
	maxDepth = 32   // parentheses and NOTs inside each other
	maxWords = 256  // words and filters
)

// The grammar. AND is what stands between two terms without OR.
type orExpr struct {
	Parts []*andExpr `parser:"@@ ((Or | Bar) @@)*"`
}

type andExpr struct {
	Parts []*termExpr `parser:"@@ (And? @@)*"`
}

type termExpr struct {
	Pos    lexer.Position
	Not    *termExpr `parser:"  (Not | Minus) @@"`
	Group  *orExpr   `parser:"| Open @@ Close"`
	Phrase *string   `parser:"| @Phrase"`
	Filter *string   `parser:"| @Filter"`
	Word   *string   `parser:"| @Word"`
}

// Quotation marks open and close a phrase in any of their usual forms.
const (
	quoted = `"[^"]*"|“[^”]*”|„[^“”]*[“”]|«[^»]*»`
	space  = `\s()"“”„«»|`
)

var grammar = sync.OnceValue(func() *participle.Parser[orExpr] {
	return participle.MustBuild[orExpr](
		participle.Lexer(lexer.MustSimple([]lexer.SimpleRule{
			{Name: "Space", Pattern: `\s+|[-–—]+(?:\s+|$)`},
			{Name: "Phrase", Pattern: quoted},
			{Name: "Filter", Pattern: `\pL[\pL\pM\pN_.-]*(?::|<=|>=|<|>|≤|≥)(?:` + quoted + `|[^` + space + `]+)`},
			{Name: "Open", Pattern: `\(`},
			{Name: "Close", Pattern: `\)`},
			{Name: "Bar", Pattern: `\|+`},
			{Name: "Or", Pattern: `(?:OR)(?:\s+|$)`},
			{Name: "And", Pattern: `(?:AND)(?:\s+|$)`},
			{Name: "Not", Pattern: `(?:NOT)(?:\s+|$)`},
			{Name: "Minus", Pattern: `[-–−]`},
			{Name: "Word", Pattern: `[^` + space + `]+`},
			{Name: "Quote", Pattern: `["“”„«»]`},
		})),
		participle.Elide("Space"),
	)
})

// Parse reads a query as people type it:
//
//	hope work            both words, with their other endings and accents
//	"made it worse"      the words in this order
//	hop*   =hopes        the start of a word; a word exactly as it is
//	hope OR trust        either; also hope | trust
//	hope -work           without; also hope NOT work
//	(hope OR trust) work
//	code:hope coder:CM stance:negative key:yes case:P07 doc:P07.2
//	speaker:María role:participant lang:es kind:memo created>2026-04-30
//	gender:woman age>40 age:30..50 site:"San Joaquín"
//
// AND, OR and NOT are words of their own in capitals only. What cannot be read
// is a [corpus.ErrInvalid] that says where, counted in characters from 1.
func Parse(s string) (Query, error) {
	if len(s) > maxQuery {
		return nil, corpus.Errorf(corpus.ErrInvalid, "the query is longer than %d characters", maxQuery)
	}
	if !utf8.ValidString(s) {
		return nil, corpus.Errorf(corpus.ErrInvalid, "the query is not valid UTF-8")
	}
	if err := shape(s); err != nil {
		return nil, err
	}
	tree, err := grammar().ParseString("", s)
	if err != nil {
		return nil, syntaxError(s, err)
	}
	q, err := tree.query(s)
	if err != nil {
		return nil, err
	}
	if q == nil {
		return nil, corpus.Errorf(corpus.ErrInvalid, "the query %q holds no word to look for", s)
	}
	return q, nil
}

// shape checks what the grammar cannot say well: depth, size, and quotation
// marks and parentheses without their other half.
func shape(s string) error {
	if strings.TrimSpace(s) == "" {
		return corpus.Errorf(corpus.ErrInvalid, "the query is empty").
			WithHint(`type a word, a "phrase" or a filter such as code:hope`)
	}
	var open []int
	depth, words, run := 0, 0, 0
	at := 0
	rest := s
	for rest != "" {
		if loc := quotedPattern.FindStringIndex(rest); loc != nil {
			at += utf8.RuneCountInString(rest[:loc[1]])
			rest = rest[loc[1]:]
			words++
			continue
		}
		r, n := utf8.DecodeRuneInString(rest)
		rest, at = rest[n:], at+1
		switch {
		case strings.ContainsRune("\"“„«", r):
			return at1(at, "the quotation mark is not closed")
		case strings.ContainsRune("”»", r):
			return at1(at, "the quotation mark was not opened")
		case r == '(':
			open = append(open, at)
		case r == ')':
			if len(open) == 0 {
				return at1(at, "the parenthesis was not opened")
			}
			open = open[:len(open)-1]
		case r == '-' || r == '–' || r == '−':
			run++
		case r == ' ':
			words++
		}
		if r != '-' && r != '–' && r != '−' {
			run = 0
		}
		depth = max(depth, len(open)+run)
	}
	switch {
	case len(open) > 0:
		return at1(open[len(open)-1], "the parenthesis is not closed")
	case depth+strings.Count(s, "NOT") > maxDepth:
		return corpus.Errorf(corpus.ErrInvalid,
			"query: more than %d parentheses or NOTs inside each other", maxDepth)
	case words > maxWords:
		return corpus.Errorf(corpus.ErrInvalid, "query: more than %d words", maxWords)
	}
	return nil
}

var quotedPattern = regexp.MustCompile(`^(?:` + quoted + `)`)

func at1(character int, format string, args ...any) *corpus.Error {
	args = append([]any{character}, args...)
	return corpus.Errorf(corpus.ErrInvalid, "query, character %d: "+format, args...)
}

func syntaxError(s string, err error) error {
	var p participle.Error
	if !errors.As(err, &p) {
		return corpus.Errorf(corpus.ErrInvalid, "query: %v", err)
	}
	offset := min(p.Position().Offset, len(s))
	character := utf8.RuneCountInString(s[:offset]) + 1
	if offset == len(s) {
		return at1(character, "a word is missing at the end").
			WithHint("to look for the word itself, write it in small letters or in quotation marks")
	}
	near, _, _ := strings.Cut(s[offset:], " ")
	return at1(character, "%q is not expected here", near).
		WithHint(`put a "phrase" into quotation marks; see the help on queries`)
}

func (e *orExpr) query(s string) (Query, error) {
	var parts Or
	for _, p := range e.Parts {
		q, err := p.query(s)
		if err != nil {
			return nil, err
		}
		if q != nil {
			parts = append(parts, q)
		}
	}
	return single(parts, len(parts), func() Query { return parts[0] }), nil
}

func (e *andExpr) query(s string) (Query, error) {
	var parts And
	for _, p := range e.Parts {
		q, err := p.query(s)
		if err != nil {
			return nil, err
		}
		if q != nil {
			parts = append(parts, q)
		}
	}
	return single(parts, len(parts), func() Query { return parts[0] }), nil
}

// single is nothing for no part, the part itself for one, else all.
func single(all Query, n int, first func() Query) Query {
	switch n {
	case 0:
		return nil
	case 1:
		return first()
	}
	return all
}

func (e *termExpr) query(s string) (Query, error) {
	character := utf8.RuneCountInString(s[:e.Pos.Offset]) + 1
	switch {
	case e.Not != nil:
		q, err := e.Not.query(s)
		if err != nil || q == nil {
			return nil, err
		}
		return Not{q}, nil
	case e.Group != nil:
		return e.Group.query(s)
	case e.Phrase != nil:
		text := unquote(*e.Phrase)
		if strings.TrimSpace(text) == "" {
			return nil, at1(character, "there is nothing between the quotation marks")
		}
		return phraseOrNothing(text), nil
	case e.Filter != nil:
		return parseFilter(*e.Filter, character)
	}
	return parseWord(*e.Word, character)
}

// phraseOrNothing drops a phrase of nothing but punctuation.
func phraseOrNothing(text string) Query {
	if len(terms(text)) == 0 {
		return nil
	}
	return Phrase(text)
}

func unquote(s string) string {
	_, first := utf8.DecodeRuneInString(s)
	_, last := utf8.DecodeLastRuneInString(s)
	return s[first : len(s)-last]
}

var filterPattern = regexp.MustCompile(`^([^:<>≤≥]+)(:|<=|>=|<|>|≤|≥)(?s:(.+))$`)

func parseFilter(s string, character int) (Query, error) {
	m := filterPattern.FindStringSubmatch(s)
	if m == nil {
		return nil, at1(character, "%q is not a filter", s)
	}
	f := Filter{Field: strings.ToLower(m[1]), Op: m[2], Value: m[3]}
	switch f.Op {
	case "≤":
		f.Op = "<="
	case "≥":
		f.Op = ">="
	}
	value := character + utf8.RuneCountInString(m[1]) + utf8.RuneCountInString(m[2])
	if quotedPattern.MatchString(f.Value) {
		f.Value = unquote(f.Value)
	} else if from, to, ok := strings.Cut(f.Value, ".."); ok && f.Op == ":" && from != "" && to != "" {
		f.Op, f.Value, f.Upper = "..", from, to
	}
	f.Value = strings.TrimSpace(f.Value)
	switch {
	case f.Value == "" || f.Value == "*":
		return nil, at1(value, "%s has no value to look for", f.Field)
	case f.Field == "key" && truth(f.Value) == "":
		return nil, at1(value, "key is yes or no")
	}
	return f, nil
}

// truth reads yes and no as people write them.
func truth(s string) string {
	switch plain(s) {
	case "yes", "y", "true", "1", "si":
		return "yes"
	case "no", "n", "false", "0":
		return "no"
	}
	return ""
}

func parseWord(s string, character int) (Query, error) {
	w := Word{Text: s}
	if strings.HasPrefix(s, "=") || strings.HasPrefix(s, "'") && len(s) > 1 {
		w.Exact, w.Text = true, s[1:]
	}
	if strings.HasSuffix(w.Text, "*") {
		w.Prefix, w.Text = true, strings.TrimRight(w.Text, "*")
	}
	if i := strings.IndexByte(w.Text, '*'); i >= 0 {
		return nil, at1(character+utf8.RuneCountInString(s[:strings.IndexByte(s, '*')]),
			"a * can only stand at the end of a word")
	}
	found := terms(w.Text)
	if len(found) == 0 {
		if w.Prefix {
			return nil, at1(character, "a * needs letters before it")
		}
		return nil, nil
	}
	if w.Prefix && tooWide(found[len(found)-1]) {
		return nil, at1(character, "%q begins too many words: type at least two letters before the *", s)
	}
	return w, nil
}

// tooWide reports whether a prefix would walk through the whole dictionary.
func tooWide(prefix string) bool {
	r, n := utf8.DecodeRuneInString(prefix)
	return n == len(prefix) && !unspaced(r)
}
