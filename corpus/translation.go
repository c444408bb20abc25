package corpus

import (
	"math"
	"slices"
)

// TurnRange is a run of turns, by number from 1; the zero value is none.
type TurnRange struct {
	First int `json:"first,omitempty"`
	Last  int `json:"last,omitempty"`
}

// Empty says whether there is no turn in the range.
func (r TurnRange) Empty() bool { return r.First < 1 || r.Last < r.First }

// meets says whether two ranges share a turn.
func (r TurnRange) meets(o TurnRange) bool {
	return !r.Empty() && !o.Empty() && r.First <= o.Last && o.First <= r.Last
}

// TurnPair says that some turns of a translation render some of its original.
// One side is empty where a turn was left out, or put in.
type TurnPair struct {
	Original    TurnRange `json:"original"`
	Translation TurnRange `json:"translation"`
}

// Pairs are the turns of a translation with those of its original, in order
// and each once. Without an alignment of its own, equal numbers correspond.
func (d *Document) Pairs(original *Document) []TurnPair {
	if len(d.Alignment) > 0 {
		return d.Alignment
	}
	pairs := make([]TurnPair, 0, max(len(d.Turns), len(original.Turns)))
	for n := 1; n <= cap(pairs); n++ {
		var p TurnPair
		if n <= len(original.Turns) {
			p.Original = TurnRange{n, n}
		}
		if n <= len(d.Turns) {
			p.Translation = TurnRange{n, n}
		}
		pairs = append(pairs, p)
	}
	return pairs
}

// Rendered returns the turns of a translation that render some turns of its
// original; Renders the other way round. The range is empty where none do.
func Rendered(pairs []TurnPair, original TurnRange) TurnRange {
	return across(pairs, original, func(p TurnPair) (from, to TurnRange) { return p.Original, p.Translation })
}

// Renders returns the turns of an original that some turns of its translation
// render.
func Renders(pairs []TurnPair, translation TurnRange) TurnRange {
	return across(pairs, translation, func(p TurnPair) (from, to TurnRange) { return p.Translation, p.Original })
}

func across(pairs []TurnPair, from TurnRange, sides func(TurnPair) (from, to TurnRange)) TurnRange {
	var found TurnRange
	for _, p := range pairs {
		here, there := sides(p)
		if !here.meets(from) || there.Empty() {
			continue
		}
		if found.Empty() {
			found = there
		}
		found.First, found.Last = min(found.First, there.First), max(found.Last, there.Last)
	}
	return found
}

// AlignTurns pairs the turns of an original with those of its translation: one
// with one where it can be, else one with two, two with one, or one alone. It
// is the dynamic programme of Gale and Church (A program for aligning
// sentences in bilingual corpora, Computational Linguistics 19:1, 1993): long
// turns have long translations, with their figures for the spread (6.8) and the
// frequency of each kind of pair. To these come what transcripts tell besides:
// who speaks, and when where both are timed. Equally many turns of the same
// roles in the same order are taken as they are, one with one.
//
// fit is the share of turns, from 0 to 1, that stand one with one and are
// spoken by the same role.
func AlignTurns(original, translation *Document) (pairs []TurnPair, fit float64) {
	a := pairer{original: original, translation: translation}
	if a.sameRoles() {
		return (&Document{Turns: translation.Turns}).Pairs(original), 1
	}
	pairs = a.align()
	same := 0
	for _, p := range pairs {
		if p.Single() && a.sameRole(p.Original.First, p.Translation.First) {
			same++
		}
	}
	if most := max(len(original.Turns), len(translation.Turns)); most > 0 {
		fit = float64(same) / float64(most)
	}
	return pairs, fit
}

// Single says whether it is one turn with one.
func (p TurnPair) Single() bool {
	return !p.Original.Empty() && p.Original.First == p.Original.Last &&
		!p.Translation.Empty() && p.Translation.First == p.Translation.Last
}

// AlignBetween is [AlignTurns] where some pairs are known, in order: only what
// lies between them is aligned, or, with noMore, nothing: the other turns stand
// alone. Pairs that are out of order, overlap or name turns that there are not
// are an [ErrInvalid].
func AlignBetween(original, translation *Document, known []TurnPair, noMore bool) ([]TurnPair, error) {
	var pairs []TurnPair
	end := TurnPair{Original: TurnRange{0, 0}, Translation: TurnRange{0, 0}}
	between := func(next TurnPair) {
		a, b := *original, *translation
		a.Turns = original.Turns[end.Original.Last : next.Original.First-1]
		b.Turns = translation.Turns[end.Translation.Last : next.Translation.First-1]
		var found []TurnPair
		if noMore {
			for i := range a.Turns {
				found = append(found, TurnPair{Original: TurnRange{i + 1, i + 1}})
			}
			for i := range b.Turns {
				found = append(found, TurnPair{Translation: TurnRange{i + 1, i + 1}})
			}
		} else {
			found, _ = AlignTurns(&a, &b)
		}
		for _, p := range found {
			p.Original, p.Translation = p.Original.shift(end.Original.Last), p.Translation.shift(end.Translation.Last)
			pairs = append(pairs, p)
		}
	}
	for _, p := range known {
		if p.Original.First <= end.Original.Last || p.Translation.First <= end.Translation.Last ||
			p.Original.Empty() || p.Translation.Empty() {
			return nil, Errorf(ErrInvalid, "the turns %d=%d come after %d=%d, out of order",
				p.Original.First, p.Translation.First, end.Original.Last, end.Translation.Last)
		}
		if p.Original.Last > len(original.Turns) || p.Translation.Last > len(translation.Turns) {
			return nil, Errorf(ErrInvalid, "there is no turn %d=%d", p.Original.Last, p.Translation.Last).
				WithHint("the original has %d turns, the translation %d", len(original.Turns), len(translation.Turns))
		}
		between(p)
		pairs, end = append(pairs, p), p
	}
	between(TurnPair{
		Original:    TurnRange{First: len(original.Turns) + 1},
		Translation: TurnRange{First: len(translation.Turns) + 1},
	})
	return pairs, nil
}

func (r TurnRange) shift(by int) TurnRange {
	if r.Empty() {
		return r
	}
	return TurnRange{r.First + by, r.Last + by}
}

type pairer struct {
	original, translation *Document
	ratio                 float64 // code points of translation for one of the original
	timed                 bool
}

// The kinds of pair, with the cost of each: 100 × −ln of its frequency in Gale
// and Church, who give half of 0.0198 to either turn alone and half of 0.089 to
// either merger.
var pairKinds = []struct {
	original, translation int
	cost                  float64
}{
	{1, 1, -100 * math.Log(0.89)},
	{1, 0, -100 * math.Log(0.0099)},
	{0, 1, -100 * math.Log(0.0099)},
	{2, 1, -100 * math.Log(0.0445)},
	{1, 2, -100 * math.Log(0.0445)},
}

// What speaks against a pair, in the same unit: other voices, and every minute
// that lies between.
const (
	otherRole   = 400
	minuteApart = 300
	// alignBand is how far from the straight line the programme looks: so many
	// turns and a tenth of the document more or fewer.
	alignBand = 100
)

func (a *pairer) align() []TurnPair {
	n, m := len(a.original.Turns), len(a.translation.Turns)
	lengths := func(d *Document) (total Pos) {
		for _, t := range d.Turns {
			total += t.Span.Len() + 1
		}
		return total
	}
	a.ratio = 1
	if n > 0 && m > 0 {
		a.ratio = float64(lengths(a.translation)) / float64(lengths(a.original))
	}
	timed := func(t Turn) bool { return t.Timed }
	a.timed = slices.ContainsFunc(a.original.Turns, timed) && slices.ContainsFunc(a.translation.Turns, timed)

	// cost[i][j] is the least for the first i and j turns, within a band.
	band := alignBand + max(n, m)/10
	from := func(i int) int {
		if n == 0 {
			return 0
		}
		return max(0, i*m/n-band)
	}
	to := func(i int) int {
		if n == 0 {
			return m
		}
		return min(m, i*m/n+band)
	}
	cost := make([][]float64, n+1)
	kind := make([][]int8, n+1)
	at := func(i, j int) float64 {
		if i < 0 || j < from(i) || j > to(i) {
			return math.Inf(1)
		}
		return cost[i][j-from(i)]
	}
	for i := range n + 1 {
		cost[i] = make([]float64, to(i)-from(i)+1)
		kind[i] = make([]int8, len(cost[i]))
		for j := from(i); j <= to(i); j++ {
			best, of := math.Inf(1), int8(-1)
			if i == 0 && j == 0 {
				best = 0
			}
			for k, p := range pairKinds {
				if i < p.original || j < p.translation {
					continue
				}
				before := at(i-p.original, j-p.translation)
				if math.IsInf(before, 1) {
					continue
				}
				if c := before + p.cost + a.cost(i, p.original, j, p.translation); c < best {
					best, of = c, int8(k)
				}
			}
			cost[i][j-from(i)], kind[i][j-from(i)] = best, of
		}
	}
	var pairs []TurnPair
	for i, j := n, m; i > 0 || j > 0; {
		p := pairKinds[kind[i][j-from(i)]]
		var pair TurnPair
		if p.original > 0 {
			pair.Original = TurnRange{i - p.original + 1, i}
		}
		if p.translation > 0 {
			pair.Translation = TurnRange{j - p.translation + 1, j}
		}
		pairs = append(pairs, pair)
		i, j = i-p.original, j-p.translation
	}
	slices.Reverse(pairs)
	return pairs
}

// cost is what speaks against pairing the x turns up to i with the y turns up
// to j.
func (a *pairer) cost(i, x, j, y int) float64 {
	if x == 0 || y == 0 {
		return 0 // turns are left out whatever their length
	}
	length := func(turns Turns, last, n int) float64 {
		sum := Pos(0)
		for _, t := range turns[last-n : last] {
			sum += t.Span.Len() + 1
		}
		return float64(sum)
	}
	l1, l2 := length(a.original.Turns, i, x), length(a.translation.Turns, j, y)
	mean := (l1 + l2/a.ratio) / 2
	delta := math.Abs(l2-l1*a.ratio) / math.Sqrt(6.8*mean)
	c := -100 * math.Log(max(math.Erfc(delta/math.Sqrt2), 1e-12))
	for k := range max(x, y) {
		one, other := i-x+1+min(k, x-1), j-y+1+min(k, y-1)
		if !a.sameRole(one, other) {
			c += otherRole
		}
	}
	if first, second := a.original.Turns[i-x], a.translation.Turns[j-y]; a.timed && first.Timed && second.Timed {
		c += minuteApart * math.Abs((first.Start - second.Start).Minutes())
	}
	return c
}

// sameRoles says whether the same roles speak equally many turns in the same
// order.
func (a *pairer) sameRoles() bool {
	if len(a.original.Turns) != len(a.translation.Turns) {
		return false
	}
	for n := range a.original.Turns {
		if !a.sameRole(n+1, n+1) {
			return false
		}
	}
	return true
}

// sameRole says whether two turns are spoken by the same role. Nobody is a
// role too.
func (a *pairer) sameRole(original, translation int) bool {
	one, ok := a.original.SpeakerAt(original)
	other, okToo := a.translation.SpeakerAt(translation)
	return ok == okToo && one.Role == other.Role
}
