package search

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestTerms(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, text, want string }{
		{"lower case", "No ONE told", "no one told"},
		{"apostrophe", "don't it’s", "don't it's"},
		{"elisions", "l'espoir qu’elle O'Brien", "l espoir qu elle o'brien"},
		{"numbers", "P07 3.5 10:30", "p07 3.5 10 30"},
		{"accents stay", "mamá Ñandú", "mamá ñandú"},
		{"composed", "cafe\u0301", "café"},
		{"ligature and full width", "ﬁn Ａ１", "fin a1"},
		{"Han", "希望a", "希 望 a"},
		{"half-width Katakana", "ｶﾞｽ", "ガ ス"},
		{"Thai", "ความ", "ค ว า ม"},
		{"Arabic vowels", "أَمَلَ", "أمل"},
		{"soft hyphen", "imagi\u00ADnation", "imagination"},
		{"nothing", "… — ?!", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, strings.Join(terms(c.text), " ")); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// FuzzAnalyse holds that terms lie inside the text, in order, and are found
// again by their own text.
func FuzzAnalyse(f *testing.F) {
	for _, list := range texts {
		for _, s := range list {
			f.Add(s)
		}
	}
	f.Add("ﷺ \u0301 İ ǅ 'l' l''a \xff")
	f.Fuzz(func(t *testing.T, s string) {
		at := 0
		var a analyser
		a.each(s, func(term []byte, start, end int) {
			if start < at || end <= start || end > len(s) || len(term) == 0 || len(term) > maxTerm {
				t.Fatalf("%q: %q at %d–%d after %d", s, term, start, end, at)
			}
			at = end
		})
	})
}

func TestStems(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ lang, query, same, other string }{
		{"en", "stopping", "stop stops stopped", "store stoop"},
		{"en", "happy", "happiness", "happen"},
		{"en", "no", "no", "not nobody now"},
		{"es", "imaginacion", "imaginación imaginaciones", "imán"},
		{"es", "sintiendo", "sintió sintieron", "sin sitio"},
		{"es", "mama", "mamá", "mamífero"},
		{"es", "año", "años", "ano anos"},
		{"es", "día", "días", "diario"},
		{"es", "mes", "mes", "me"},
		{"pt", "imaginação", "imaginações", "imagem"},
		{"fr", "continuer", "continuait continué", "content"},
		{"de", "häuser", "haus hauses", "hausten"},
		{"it", "speranza", "speranze", "spesa"},
		{"ru", "надежда", "надежды надежду", "над"},
		{"", "hope", "hope", "hopes"},
	} {
		t.Run(c.lang+" "+c.query, func(t *testing.T) {
			w := newWord(terms(c.query)[0], stemmed, stemmable([]string{c.lang}))
			// As the dictionary of an index would show its accents.
			for _, term := range strings.Fields(c.same) {
				w.widen(term)
			}
			for _, term := range strings.Fields(c.same) {
				if !w.matches(term) {
					t.Errorf("%s does not find %s", c.query, term)
				}
				if !strings.HasPrefix(fold(term), w.root) {
					t.Errorf("%s does not begin with %s", term, w.root)
				}
			}
			for _, term := range strings.Fields(c.other) {
				if w.matches(term) {
					t.Errorf("%s finds %s", c.query, term)
				}
			}
		})
	}
}

func TestAccentPath(t *testing.T) {
	t.Parallel()
	for _, open := range []bool{false, true} {
		p := newAccentPath("nino", open)
		for term, want := range map[string]bool{
			"nino": true, "niño": true, "ñinó": true, "nin": false, "niños": open, "niñas": false, "nïño": true, "": false,
		} {
			state := p.Start()
			for i := range len(term) {
				state = p.Accept(state, term[i])
			}
			if got := p.IsMatch(state); got != want {
				t.Errorf("%q, open %v: %v", term, open, got)
			}
		}
	}
}

// TestConcurrent searches while documents and quotes change.
func TestConcurrent(t *testing.T) {
	t.Parallel()
	x := openIndex(t, t.TempDir())
	feed(t, x, 1)
	var wg sync.WaitGroup
	for range 3 {
		wg.Go(func() {
			for range 60 {
				for _, query := range []string{"no", `"no me"`, "code:mechanisms", "hope"} {
					q, err := Parse(query)
					if err != nil {
						t.Error(err)
						return
					}
					res, err := x.Search(bg, q, Request{What: Both, Facets: []string{"code"}})
					if err != nil {
						t.Errorf("%s: %v", query, err)
						return
					}
					if !slices.IsSortedFunc(res.Hits, func(a, b Hit) int { return compareHits(&a, &b, ByDocument) }) {
						t.Errorf("%s: out of order", query)
					}
				}
			}
		})
	}
	for rev := int64(2); rev < 12; rev++ {
		feed(t, x, rev)
	}
	wg.Wait()
	if x.Revision() != 11 || x.Size(Turns) != 15 {
		t.Error(fmt.Sprint("revision ", x.Revision(), ", turns ", x.Size(Turns)))
	}
}
