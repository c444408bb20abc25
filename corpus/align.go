package corpus

import (
	"slices"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/words"
)

// token is a word or a sign of a text; white space is none.
type token struct {
	span Span
	text string
	id   int32 // equal for equal texts
	// opens says how well a cut before the token suits people: 2 at the start of
	// a line, 1 behind the end of a sentence.
	opens int8
}

// tokens cuts a text into its words, as Unicode Standard Annex 29 does. ids
// numbers the words seen.
func tokens(s string, ids map[string]int32) []token {
	list := make([]token, 0, len(s)/5)
	at, opens := Pos(0), int8(2)
	for it := words.FromString(s); it.Next(); {
		w := it.Value()
		end := at + Pos(utf8.RuneCountInString(w))
		if r, _ := utf8.DecodeRuneInString(w); unicode.IsSpace(r) {
			if strings.Contains(w, "\n") {
				opens = 2
			}
		} else {
			id, known := ids[w]
			if !known {
				id = int32(len(ids))
				ids[w] = id
			}
			list = append(list, token{Span{at, end}, w, id, opens})
			opens = 0
			if unicode.Is(unicode.Sentence_Terminal, r) {
				opens = 1
			}
		}
		at = end
	}
	return list
}

// firstToken is the index of the first token for which is holds, as it does
// for all behind it.
func firstToken(list []token, is func(*token) bool) int {
	return sort.Search(len(list), func(i int) bool { return is(&list[i]) })
}

// weight is what it is worth to keep a token: long words tell more than signs.
func (t *token) weight() int32 {
	r, _ := utf8.DecodeRuneInString(t.text)
	if !wordRune(r) {
		return 1
	}
	return 2 + min(int32(t.span.Len()), 8)
}

// The bounds of the comparison.
const (
	// maxTable is up to how many pairs of words two stretches are compared
	// exactly.
	maxTable = 1 << 18
	// gapCost is what leaving words out at one more place costs: without it a
	// repeated word could as well be kept far from its neighbours.
	gapCost = 4
)

// shingles are the runs of words by which stretches too long to be compared
// exactly are divided, the most telling first; each divides what the one
// before it has left.
var shingles = []int{12, 12, 5, 5, 2, 2}

// align lays two texts side by side. The result has, for every token of a, its
// partner in b, or -1; partners are equal and in order.
//
// What both begin and end with is kept. Long stretches are then divided at the
// runs of words that occur once in each (Cohen's patience diff, with runs for
// lines), short ones compared exactly: of all ways to keep words the one that
// keeps most at the fewest places, since people correct in few places, and cut
// where lines begin (see slide). What can't be divided is taken to be replaced. No clock ends the comparison: it is
// the same on every machine, and its cost is bounded by maxTable for each
// stretch of that size.
func align(a, b []token) []int32 {
	partner := make([]int32, len(a))
	for i := range partner {
		partner[i] = -1
	}
	(&aligner{a, b, partner}).between(0, len(a), 0, len(b), 0)
	slide(a, partner, len(b))
	back := inverse(partner, len(b))
	slide(b, back, len(a))
	return inverse(back, len(a))
}

// inverse turns a list of partners round: it is of n tokens.
func inverse(partner []int32, n int) []int32 {
	back := make([]int32, n)
	for i := range back {
		back[i] = -1
	}
	for i, p := range partner {
		if p >= 0 {
			back[p] = int32(i)
		}
	}
	return back
}

// slide moves every stretch without partners, in whose place nothing stands,
// to where people would have cut it, if the same words before or behind it make
// that the same cut: to the start of a line, else of a sentence; the latest of
// several, since an answer belongs to the question before it. n is how many
// tokens the other text has.
func slide(list []token, partner []int32, n int) {
	// at is the partner of a token; those of the ends stand beside the other's ends.
	at := func(i int) int {
		switch {
		case i < 0:
			return -1
		case i == len(list):
			return n
		}
		return int(partner[i])
	}
	opens := func(i int) int8 {
		if i == len(list) {
			return 2
		}
		return list[i].opens
	}
	for from := 0; from < len(list); from++ {
		if partner[from] >= 0 {
			continue
		}
		to := from + 1
		for to < len(list) && partner[to] < 0 {
			to++
		}
		if from > 0 && to < len(list) && list[from-1].id != list[to-1].id && list[from].id != list[to].id || at(to) != at(from-1)+1 {
			from = to
			continue
		}
		// As far back as can be, then forward to the best place.
		i, j := from, to
		for i > 0 && list[i-1].id == list[j-1].id && at(i-2) == at(i-1)-1 {
			i, j = i-1, j-1
		}
		best, worth := i, int8(-1)
		for {
			if w := opens(i) + opens(j); w >= worth {
				best, worth = i, w
			}
			if i >= from && (j == len(list) || at(j+1) != at(j)+1) || list[i].id != list[j].id {
				break
			}
			i, j = i+1, j+1
		}
		for ; from > best; from-- { // the gap moves back by one
			to--
			partner[to], partner[from-1] = partner[from-1], -1
		}
		for ; from < best; from++ { // and forward
			partner[from], partner[to] = partner[to], -1
			to++
		}
		from = to
	}
}

type aligner struct {
	a, b    []token
	partner []int32
}

// between aligns a[i:j] with b[k:l]; level says which shingles are left.
func (al *aligner) between(i, j, k, l, level int) {
	for i < j && k < l && al.a[i].id == al.b[k].id {
		al.partner[i] = int32(k)
		i, k = i+1, k+1
	}
	for i < j && k < l && al.a[j-1].id == al.b[l-1].id {
		j, l = j-1, l-1
		al.partner[j] = int32(l)
	}
	if i == j || k == l {
		return
	}
	if (j-i)*(l-k) <= maxTable {
		al.exactly(i, j, k, l)
		return
	}
	for ; level < len(shingles); level++ {
		anchors := al.anchors(i, j, k, l, shingles[level])
		if len(anchors) == 0 {
			continue
		}
		for _, p := range anchors {
			al.between(i, p[0], k, p[1], level+1)
			al.partner[p[0]] = int32(p[1])
			i, k = p[0]+1, p[1]+1
		}
		al.between(i, j, k, l, level+1)
		return
	}
}

// anchors are the pairs of tokens in runs of n that occur once in either
// stretch, in the order of both.
func (al *aligner) anchors(i, j, k, l, n int) [][2]int {
	if j-i < n || l-k < n {
		return nil
	}
	const twice = -1
	once := func(list []token, from, to int) map[uint64]int {
		at := make(map[uint64]int, to-from)
		for p := from; p+n <= to; p++ {
			h := hashOf(list[p : p+n])
			if _, seen := at[h]; seen {
				at[h] = twice
			} else {
				at[h] = p
			}
		}
		return at
	}
	inA, inB := once(al.a, i, j), once(al.b, k, l)
	var pairs [][2]int
	for p := i; p+n <= j; p++ {
		h := hashOf(al.a[p : p+n])
		if q, ok := inB[h]; ok && q != twice && inA[h] == p &&
			slices.EqualFunc(al.a[p:p+n], al.b[q:q+n], func(x, y token) bool { return x.id == y.id }) {
			pairs = append(pairs, [2]int{p, q})
		}
	}
	var anchors [][2]int
	lastA, lastB := i-1, k-1
	for _, p := range increasing(pairs) {
		for t := range n {
			if p[0]+t > lastA && p[1]+t > lastB {
				lastA, lastB = p[0]+t, p[1]+t
				anchors = append(anchors, [2]int{lastA, lastB})
			}
		}
	}
	return anchors
}

func hashOf(run []token) uint64 {
	h := uint64(14695981039346656037)
	for i := range run {
		h = (h ^ uint64(run[i].id)) * 1099511628211
		h ^= h >> 29
	}
	return h
}

// increasing is the longest list of pairs, given in the order of their first
// numbers, in which the second ones rise too.
func increasing(pairs [][2]int) [][2]int {
	var ends []int // by length: the pair that ends the lowest such list
	before := make([]int, len(pairs))
	for i, p := range pairs {
		n := sort.Search(len(ends), func(n int) bool { return pairs[ends[n]][1] >= p[1] })
		before[i] = -1
		if n > 0 {
			before[i] = ends[n-1]
		}
		if n == len(ends) {
			ends = append(ends, i)
		} else {
			ends[n] = i
		}
	}
	list := make([][2]int, len(ends))
	if len(ends) == 0 {
		return list
	}
	for n, i := len(ends)-1, ends[len(ends)-1]; n >= 0; n, i = n-1, before[i] {
		list[n] = pairs[i]
	}
	return list
}

// exactly aligns a[i:j] with b[k:l] by the table of all pairs (Gotoh 1982, with
// one state for words left out on either side).
func (al *aligner) exactly(i, j, k, l int) {
	const never = -1 << 30
	rows, columns := j-i, l-k
	// How each place in the table was reached best: having kept a pair (kept),
	// or having left a word out (left).
	const (
		keptFromLeft = 1 << iota // the pair before was not kept
		leftUp                   // the word left out is of a, else of b
		leftFromKept             // and is the first to be left out
	)
	how := make([]byte, (rows+1)*(columns+1))
	kept, left := make([]int32, columns+1), make([]int32, columns+1)
	keptAbove, leftAbove := make([]int32, columns+1), make([]int32, columns+1)
	for r := 0; r <= rows; r++ {
		for c := 0; c <= columns; c++ {
			step := &how[r*(columns+1)+c]
			kept[c], left[c] = never, never
			if r == 0 && c == 0 {
				kept[c] = 0
				continue
			}
			if r > 0 && c > 0 && al.a[i+r-1].id == al.b[k+c-1].id {
				kept[c] = keptAbove[c-1]
				if leftAbove[c-1] > kept[c] {
					kept[c] = leftAbove[c-1]
					*step |= keptFromLeft
				}
				kept[c] += al.a[i+r-1].weight()
			}
			if c > 0 {
				left[c] = left[c-1]
				if kept[c-1]-gapCost > left[c] {
					left[c] = kept[c-1] - gapCost
					*step |= leftFromKept
				}
			}
			if r > 0 {
				if leftAbove[c] > left[c] {
					left[c] = leftAbove[c]
					*step = *step&^leftFromKept | leftUp
				}
				if keptAbove[c]-gapCost > left[c] {
					left[c] = keptAbove[c] - gapCost
					*step |= leftFromKept | leftUp
				}
			}
		}
		kept, keptAbove = keptAbove, kept
		left, leftAbove = leftAbove, left
	}
	r, c := rows, columns
	for inKept := keptAbove[c] >= leftAbove[c]; r > 0 || c > 0; {
		step := how[r*(columns+1)+c]
		if inKept {
			r, c = r-1, c-1
			al.partner[i+r] = int32(k + c)
			inKept = step&keptFromLeft == 0
			continue
		}
		inKept = step&leftFromKept != 0
		if step&leftUp != 0 {
			r--
		} else {
			c--
		}
	}
}

// Hunk is a run of lines of two texts: [From, To) of the one and [NewFrom,
// NewTo) of the other, which are the same or not.
type Hunk struct {
	From, To, NewFrom, NewTo int
	Same                     bool
}

// DiffLines lays two texts side by side, line by line.
func DiffLines(a, b []string) []Hunk {
	ids := make(map[string]int32)
	numbered := func(lines []string) []token {
		list := make([]token, len(lines))
		for i, line := range lines {
			id, known := ids[line]
			if !known {
				id = int32(len(ids))
				ids[line] = id
			}
			list[i] = token{text: line, id: id, span: Span{End: Pos(len(line))}}
		}
		return list
	}
	partner := align(numbered(a), numbered(b))
	var hunks []Hunk
	for i, k := 0, 0; i < len(a) || k < len(b); {
		h := Hunk{From: i, NewFrom: k}
		if h.Same = i < len(a) && partner[i] == int32(k); h.Same {
			for i < len(a) && partner[i] == int32(k) {
				i, k = i+1, k+1
			}
		} else {
			for i < len(a) && partner[i] < 0 {
				i++
			}
			k = len(b)
			if i < len(a) {
				k = int(partner[i])
			}
		}
		h.To, h.NewTo = i, k
		hunks = append(hunks, h)
	}
	return hunks
}
