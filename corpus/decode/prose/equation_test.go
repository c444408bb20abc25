package prose_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"framewise/corpus/decode/prose"
)

func TestEquation(t *testing.T) {
	t.Parallel()
	for code, want := range map[string]string{
		` EQ \* jc3 \* "Font:Noto Sans CJK JP" \* hps12 \o\al(\s\up 10(とうきょう),東京)`: "東京",
		`EQ \* jc0 \* hps10 \o \ad(\s \up 9(かん),漢);`:                               "漢;",
		`eq \f(1,2)`:            "1/2",
		`EQ \r(3;x) + \b(a\,b)`: "3x + a,b",
		`EQ \s\up8(n)`:          "n",
		`EQ \o(a,/)`:            "a/",
		`EQ x (y, z) \a(`:       "x (y, z)",
		`EQ \`:                  "",
		`EQ`:                    "none",
		`EQUAL x`:               "none",
		`PAGE`:                  "none",
	} {
		got, ok := prose.Equation(code)
		if !ok {
			got = "none"
		}
		if got != want {
			t.Errorf("%s: %q, want %q", code, got, want)
		}
	}
}

func FuzzEquation(f *testing.F) {
	f.Add(`EQ \* jc3 \o\al(\s\up 10(a),b)`)
	f.Add(`EQ \f(\f(\f(1,2),3),\`)
	f.Fuzz(func(t *testing.T, code string) {
		if text, _ := prose.Equation(code); utf8.ValidString(code) && (len(text) > len(code) || !utf8.ValidString(text)) {
			t.Errorf("%q", text)
		}
	})
}

// What nests too deep ends.
func TestEquationDeep(t *testing.T) {
	t.Parallel()
	if got, _ := prose.Equation("EQ x" + strings.Repeat(`\b(`, 100_000)); got != "x" {
		t.Errorf("%.100q", got)
	}
}
