package guide

import (
	"cmp"
	"iter"
	"math"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Near is the likeness from which on a question counts as asked, where nobody
// says another: about one word in three may be another.
const Near = 0.65

// Guide is the questions of an interview guide, ready to be looked for.
type Guide struct {
	questions [][]string // words
	weight    map[string]float64
	unknown   float64 // weight of a word that no turn has
}

// Match is a question found in a turn.
type Match struct {
	Question int     // index
	Likeness float64 // 1 is word for word
}

// New makes questions ready. said are the turns they will be looked for in:
// words that many of them have weigh little.
func New(questions []string, said iter.Seq[string]) *Guide {
	g := &Guide{weight: make(map[string]float64)}
	turns := 0
	have := make(map[string]int)
	for turn := range said {
		turns++
		seen := make(map[string]bool)
		for _, w := range words(turn) {
			if !seen[w] {
				seen[w] = true
				have[w]++
			}
		}
	}
	weigh := func(n int) float64 { return math.Log(1 + float64(turns+1)/float64(n+1)) }
	for w, n := range have {
		g.weight[w] = weigh(n)
	}
	g.unknown = weigh(0)
	for _, q := range questions {
		g.questions = append(g.questions, words(q))
	}
	return g
}

// Find lists the questions that are asked in a turn with at least a likeness,
// the likest first. Of questions that stand at the same words only the likest
// counts, and those that are as like.
func (g *Guide) Find(turn string, least float64) []Match {
	said := words(turn)
	if len(said) == 0 {
		return nil
	}
	type found struct {
		Match
		from, to int
	}
	var all []found
	for i, q := range g.questions {
		if likeness, from, to := g.align(q, said); likeness >= least {
			all = append(all, found{Match{i, likeness}, from, to})
		}
	}
	slices.SortStableFunc(all, func(a, b found) int { return cmp.Compare(b.Likeness, a.Likeness) })
	var matches []Match
	for i, f := range all {
		if !slices.ContainsFunc(all[:i], func(b found) bool {
			return f.Likeness < b.Likeness && f.from < b.to && b.from < f.to
		}) {
			matches = append(matches, f.Match)
		}
	}
	return matches
}

const (
	bent   = 0.8  // what a word counts that is another form of the one asked for
	strays = 0.12 // what a word between those of the question costs, in words
)

// align lays a question along the stretch of a turn that is most like it
// (Smith and Waterman 1981, with weights): likeness is the weight of the words
// found in their order, less what stands between them, of the weight of all.
func (g *Guide) align(q, said []string) (likeness float64, from, to int) {
	whole := 0.0
	weights := make([]float64, len(q))
	for i, w := range q {
		weights[i] = g.unknown
		if v, ok := g.weight[w]; ok {
			weights[i] = v
		}
		whole += weights[i]
	}
	if whole == 0 {
		return 0, 0, 0
	}
	stray := strays * whole / float64(len(q))
	type at struct {
		score float64
		from  int
	}
	row, above := make([]at, len(said)+1), make([]at, len(said)+1)
	for j := range above {
		above[j].from = j
	}
	best := at{}
	for i, w := range q {
		row[0] = at{0, 0}
		for j, s := range said {
			here := above[j+1] // the question's word is not said
			if left := row[j]; left.score-stray > here.score {
				here = at{left.score - stray, left.from}
			}
			if k := alike(w, s); k > 0 {
				begin := above[j].from
				if above[j].score <= 0 {
					begin = j
				}
				if score := above[j].score + k*weights[i]; score > here.score {
					here = at{score, begin}
				}
			}
			if row[j+1] = here; here.score > best.score {
				best, to = here, j+1
			}
		}
		row, above = above, row
	}
	return best.score / whole, best.from, to
}

// alike is 1 for the same word, less for another form of it, 0 for another.
func alike(a, b string) float64 {
	if a == b {
		return 1
	}
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	if n >= 4 && 5*n >= 3*max(len(a), len(b)) {
		return bent
	}
	return 0
}

// words are the words of a text in small letters without accents. In scripts
// that write no spaces every letter is one.
func words(text string) []string {
	var list []string
	var word strings.Builder
	end := func() {
		if word.Len() > 0 {
			list = append(list, word.String())
			word.Reset()
		}
	}
	for _, r := range norm.NFD.String(text) {
		switch {
		case unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar):
			end()
			list = append(list, string(r))
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			word.WriteRune(unicode.ToLower(r))
		case unicode.Is(unicode.Mn, r) || r == '\'' || r == '’': // an accent; don't
		default:
			end()
		}
	}
	end()
	return list
}
