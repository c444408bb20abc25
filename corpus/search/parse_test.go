package search

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"framewise/corpus"
)

func TestParse(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, in string
		want     Query
	}{
		{"word", "hope", Word{Text: "hope"}},
		{"words", "hope work", And{Word{Text: "hope"}, Word{Text: "work"}}},
		{"and", "hope AND work", And{Word{Text: "hope"}, Word{Text: "work"}}},
		{"or binds less than and", "a b OR c", Or{And{Word{Text: "a"}, Word{Text: "b"}}, Word{Text: "c"}}},
		{"bar", "a|b", Or{Word{Text: "a"}, Word{Text: "b"}}},
		{"small letters are words", "or and not", And{Word{Text: "or"}, Word{Text: "and"}, Word{Text: "not"}}},
		{"words that begin like operators", "ORAL NOTE ANDES",
			And{Word{Text: "ORAL"}, Word{Text: "NOTE"}, Word{Text: "ANDES"}}},
		{"not", "hope NOT work", And{Word{Text: "hope"}, Not{Word{Text: "work"}}}},
		{"minus", "hope -work", And{Word{Text: "hope"}, Not{Word{Text: "work"}}}},
		{"hyphen inside", "well-being", Word{Text: "well-being"}},
		{"dash between", "hope - work", And{Word{Text: "hope"}, Word{Text: "work"}}},
		{"twice not", "--hope", Not{Not{Word{Text: "hope"}}}},
		{"parentheses", "(a OR b) -(c d)", And{Or{Word{Text: "a"}, Word{Text: "b"}},
			Not{And{Word{Text: "c"}, Word{Text: "d"}}}}},
		{"phrase", `"made it worse"`, Phrase("made it worse")},
		{"curly phrase", "“no me”", Phrase("no me")},
		{"Spanish phrase", "«no me»", Phrase("no me")},
		{"German phrase", "„kein Wort“", Phrase("kein Wort")},
		{"exact", "=hopes 'works", And{Word{Text: "hopes", Exact: true}, Word{Text: "works", Exact: true}}},
		{"prefix", "hop*", Word{Text: "hop", Prefix: true}},
		{"filter", "code:hope", Filter{"code", ":", "hope", ""}},
		{"filter with a namespace", "CODE:watson:hope", Filter{"code", ":", "watson:hope", ""}},
		{"filter in quotes", `site:"San Joaquín"`, Filter{"site", ":", "San Joaquín", ""}},
		{"above", "age>40", Filter{"age", ">", "40", ""}},
		{"at least", "age≥40", Filter{"age", ">=", "40", ""}},
		{"range", "age:30..50", Filter{"age", "..", "30", "50"}},
		{"not a filter", "-stance:negative", Not{Filter{"stance", ":", "negative", ""}}},
		{"a time is no filter", "10:30", Word{Text: "10:30"}},
		{"punctuation is nothing", "¿ hope ?", Word{Text: "hope"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := Parse(c.in)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
			again, err := Parse(got.String())
			if err != nil {
				t.Fatalf("%s: %v", got, err)
			}
			if diff := cmp.Diff(got, again); diff != "" {
				t.Errorf("%s read again: %s", got, diff)
			}
		})
	}
}

func TestParseErrors(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, in, want string }{
		{"nothing", " ", "empty"},
		{"only punctuation", "?!", "no word"},
		{"open quotation", `mamá "no me`, "character 6: the quotation mark is not closed"},
		{"closing quotation", "no me”", "character 6: the quotation mark was not opened"},
		{"empty quotation", `a ""`, "character 3: there is nothing"},
		{"open parenthesis", "a (b", "character 3: the parenthesis is not closed"},
		{"closing parenthesis", "a) b", "character 2: the parenthesis was not opened"},
		{"empty parentheses", "a ()", "character 4"},
		{"or at the end", "hope OR", "character 8: a word is missing"},
		{"or at the start", "OR hope", "character 1"},
		{"not at the end", "hope NOT", "character 9: a word is missing"},
		{"leading star", "a *ing", "character 3: a * can only stand at the end"},
		{"inner star", "ho*pe", "character 3: a * can only stand at the end"},
		{"lone star", "a *", "character 3: a * needs letters"},
		{"one letter and a star", "a h*", "character 3: \"h*\" begins too many words"},
		{"filter without a value", "code:*", "character 6: code has no value"},
		{"key of something", "a key:gold", "character 7: key is yes or no"},
		{"too deep", strings.Repeat("(", 40) + "a" + strings.Repeat(")", 40), "inside each other"},
		{"too many minus signs", strings.Repeat("-", 500) + "a", "inside each other"},
		{"too many words", strings.Repeat("a ", 400), "more than 256 words"},
		{"too long", strings.Repeat("a", 5000), "longer than"},
		{"not UTF-8", "a\xff", "UTF-8"},
	} {
		t.Run(c.name, func(t *testing.T) {
			q, err := Parse(c.in)
			if !errors.Is(err, corpus.ErrInvalid) || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, %v; want %q", q, err, c.want)
			}
		})
	}
}

// FuzzParse holds that no query makes the parser panic, that an error is the
// person's, and that what was read is read the same from its own text.
func FuzzParse(f *testing.F) {
	for _, s := range []string{
		`hope "no me" -(a OR b)`, `code:hope age>40 age:3..5 key:yes`, `=hopes 'x hop* l’espoir`,
		`"`, `((`, `NOT NOT a`, `a||b`, `« »`, `site:"a b"`, "希望 OR אין", `a:“b c”`, "x:..", "a:b..c..d", "--a", "é:1",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		q, err := Parse(s)
		if err != nil {
			if !errors.Is(err, corpus.ErrInvalid) {
				t.Fatalf("%q: %v", s, err)
			}
			return
		}
		again, err := Parse(q.String())
		if err != nil {
			// Writing out adds parentheses and spaces.
			if strings.Contains(err.Error(), "more than") || strings.Contains(err.Error(), "longer than") {
				return
			}
			t.Fatalf("%q, written as %q: %v", s, q, err)
		}
		if again.String() != q.String() {
			t.Fatalf("%q became %q became %q", s, q, again)
		}
	})
}
