package corpus

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Fate says what becomes of a stretch of text when a corrected text takes the
// place of the one it is in.
type Fate int

// The fates.
const (
	Unmoved  Fate = iota // the same words at the same offset
	Moved                // the same words elsewhere; white space may differ
	Changed              // other words, in a place that is certain
	Unplaced             // the words are gone, or nobody can tell where to
)

func (f Fate) String() string { return [...]string{"unmoved", "moved", "changed", "unplaced"}[f] }

// Carry carries places over from one text to another. It lays the two side by
// side word by word, as [align] says, so that a stretch stays at its own
// occurrence however often its words are repeated.
type Carry struct {
	old, new *Text
	from, to []token
	partner  []int32 // by word of from: its word of to, or -1
	taken    []bool  // by word of to: whether it is a partner
	before   []int32 // by word of from: the last one up to it that has a partner, or -1
	after    []int32 // by word of from: the first one from it on that has a partner, or len(from)
}

// NewCarry compares two texts. Its time is bounded whatever is in them: a
// second or two for texts of a megabyte that have little in common.
func NewCarry(before, after *Text) *Carry {
	ids := make(map[string]int32)
	c := &Carry{old: before, new: after, from: tokens(before.s, ids), to: tokens(after.s, ids)}
	c.partner = align(c.from, c.to)
	c.taken = make([]bool, len(c.to))
	c.before, c.after = make([]int32, len(c.from)), make([]int32, len(c.from))
	last := int32(-1)
	for i, p := range c.partner {
		if p >= 0 {
			c.taken[p], last = true, int32(i)
		}
		c.before[i] = last
	}
	next := int32(len(c.from))
	for i := len(c.from) - 1; i >= 0; i-- {
		if c.partner[i] >= 0 {
			next = int32(i)
		}
		c.after[i] = next
	}
	return c
}

// Kept is the share of the old text's letters that the new one keeps in order,
// 0 to 1: of different talks less than a quarter, of a corrected one most.
func (c *Carry) Kept() float64 {
	kept, all := Pos(0), Pos(0)
	for i, t := range c.from {
		all += t.span.Len()
		if c.partner[i] >= 0 {
			kept += t.span.Len()
		}
	}
	if all == 0 {
		return 1
	}
	return float64(kept) / float64(all)
}

// Span carries a stretch of the old text over. Where its words still stand,
// that is where they are now; a passage that was cut and pasted is followed if
// there is only one place to which it can have gone. Where words of it were
// corrected, the place is certain if half of it is left. Otherwise it is
// [Unplaced], with an empty span.
func (c *Carry) Span(s Span) (Span, Fate) {
	at, certain := c.place(s)
	if words := c.old.Slice(s); !at.Empty() && sameWords(words, c.new.Slice(at)) {
		if at == s && words == c.new.Slice(at) {
			return at, Unmoved
		}
		return at, Moved
	}
	if gone, ok := c.elsewhere(s); ok {
		return gone, Moved
	}
	if at.Empty() || !certain {
		return Span{}, Unplaced
	}
	return at, Changed
}

// Bounds carries the ends of a stretch over, whatever became of the words in
// it: from the first place that it may have come to, to the last. It is empty
// where nothing stands there any more.
func (c *Carry) Bounds(s Span) Span {
	at, _ := c.place(s)
	return at
}

// sameWords compares two stretches, white space aside.
func sameWords(a, b string) bool {
	if a == b {
		return true
	}
	fa, fb := strings.Fields(a), strings.Fields(b)
	if len(fa) != len(fb) {
		return false
	}
	for i := range fa {
		if fa[i] != fb[i] {
			return false
		}
	}
	return true
}

// place finds a stretch by the words in it that have partners; certain says
// whether at least half of its letters are left.
func (c *Carry) place(s Span) (at Span, certain bool) {
	first, last := c.tokensIn(s)
	if first > last {
		return Span{}, false // nothing but white space
	}
	at = Span{c.startAt(first, last, s.Start), c.endAt(first, last, s.End)}
	if at.Empty() {
		return Span{}, false
	}
	kept, all := Pos(0), Pos(0)
	for i := first; i <= last; i++ {
		t := c.from[i].span
		n := min(t.End, s.End) - max(t.Start, s.Start)
		all += n
		if c.partner[i] >= 0 {
			kept += n
		} else if r := c.regionAt(i); r.paired() {
			kept += min(n, alike(c.from[i].text, c.to[r.pair(i)].text))
		} else if i == r.from && r.to <= last+1 {
			kept += alike(c.old.Slice(c.stretch(c.from, r.from, r.to)), c.new.Slice(c.stretch(c.to, r.newFrom, r.newTo)))
		}
	}
	return at, 2*kept >= all
}

// tokensIn are the first and the last word that a stretch of the old text
// touches; first > last where there is none.
func (c *Carry) tokensIn(s Span) (first, last int) {
	first = firstToken(c.from, func(t *token) bool { return t.span.End > s.Start })
	last = firstToken(c.from, func(t *token) bool { return t.span.Start >= s.End }) - 1
	return first, last
}

// region is a run of words of the old text without partners, [from, to), and
// the words of the new text that stand in their place.
type region struct{ from, to, newFrom, newTo int }

// regionAt is the region around a word without a partner.
func (c *Carry) regionAt(i int) region {
	r := region{from: int(c.before[i]) + 1, to: int(c.after[i]), newTo: len(c.to)}
	if r.from > 0 {
		r.newFrom = int(c.partner[r.from-1]) + 1
	}
	if r.to < len(c.from) {
		r.newTo = int(c.partner[r.to])
	}
	return r
}

// maxPaired is up to how many words that were replaced by as many are taken to
// be replaced one by one.
const maxPaired = 8

func (r region) paired() bool {
	return r.to-r.from == r.newTo-r.newFrom && r.to-r.from <= maxPaired
}

// pair is the new word in the place of an old one of a paired region.
func (r region) pair(i int) int { return r.newFrom + i - r.from }

// stretch is where the words [i, j) of a text stand.
func (c *Carry) stretch(words []token, i, j int) Span {
	if i >= j {
		return Span{}
	}
	return Span{words[i].span.Start, words[j-1].span.End}
}

// fits says whether what replaced a region may belong to a stretch at whose
// end the region is: not where it is much longer.
func (c *Carry) fits(r region) bool {
	return c.stretch(c.to, r.newFrom, r.newTo).Len() <= 2*c.stretch(c.from, r.from, r.to).Len()+20
}

// startAt is where a stretch begins that began at p, in or before its first
// word.
func (c *Carry) startAt(first, last int, p Pos) Pos {
	old := c.from[first].span
	if q := c.partner[first]; q >= 0 {
		at := c.to[q].span.Start + p - old.Start
		if q > 0 { // white space before the word, as much of it as there is
			at = max(at, c.to[q-1].span.End)
		}
		return max(at, 0)
	}
	r := c.regionAt(first)
	switch {
	case r.paired():
		return inWord(&c.from[first], &c.to[r.pair(first)], p)
	case first == r.from && p <= old.Start && r.newFrom < r.newTo && c.fits(r):
		return c.to[r.newFrom].span.Start
	case r.newTo < len(c.to):
		return c.to[r.newTo].span.Start
	}
	return c.new.len
}

// endAt is where a stretch ends that ended at p, in or behind its last word.
func (c *Carry) endAt(first, last int, p Pos) Pos {
	old := c.from[last].span
	if q := c.partner[last]; q >= 0 {
		at := c.to[q].span.End + p - old.End
		if int(q)+1 < len(c.to) {
			at = min(at, c.to[q+1].span.Start)
		}
		return min(at, c.new.len)
	}
	r := c.regionAt(last)
	switch {
	case r.paired():
		return inWord(&c.from[last], &c.to[r.pair(last)], p)
	case last == r.to-1 && p >= old.End && r.newFrom < r.newTo && c.fits(r):
		return c.to[r.newTo-1].span.End
	case r.newFrom > 0:
		return c.to[r.newFrom-1].span.End
	}
	return 0
}

// inWord carries a place in a word over to the word that replaced it: with the
// letters both begin with, or with those both end with.
func inWord(from, to *token, p Pos) Pos {
	prefix, suffix := common(from.text, to.text)
	switch {
	case p <= from.span.Start:
		return to.span.Start
	case p >= from.span.End:
		return to.span.End
	case p-from.span.Start <= prefix:
		return to.span.Start + p - from.span.Start
	case from.span.End-p <= suffix:
		return to.span.End - (from.span.End - p)
	}
	return to.span.Start + prefix
}

// common counts the code points that two words begin and end with, none twice.
func common(a, b string) (prefix, suffix Pos) {
	for a != "" && b != "" {
		ra, n := utf8.DecodeRuneInString(a)
		rb, m := utf8.DecodeRuneInString(b)
		if ra != rb {
			break
		}
		a, b = a[n:], b[m:]
		prefix++
	}
	for a != "" && b != "" {
		ra, n := utf8.DecodeLastRuneInString(a)
		rb, m := utf8.DecodeLastRuneInString(b)
		if ra != rb {
			break
		}
		a, b = a[:len(a)-n], b[:len(b)-m]
		suffix++
	}
	return prefix, suffix
}

// alike counts the letters that are left where one stretch replaced another.
func alike(a, b string) Pos {
	prefix, suffix := common(withoutSpace(a), withoutSpace(b))
	return prefix + suffix
}

func withoutSpace(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
}

// minCut is how many letters a passage must have to be looked for elsewhere.
const minCut = 12

// elsewhere looks for a passage that was cut and pasted: its words, letter by
// letter, where the comparison found no partners for them. There must be one
// such place for one such passage, or what stands around must tell them apart.
func (c *Carry) elsewhere(s Span) (Span, bool) {
	quote := strings.TrimSpace(c.old.Slice(s))
	if utf8.RuneCountInString(quote) < minCut {
		return Span{}, false
	}
	var found []Span
	for _, at := range c.new.occurrences(c.new.s, quote, c.new.AtByte) {
		if 2*share(c.to, at, func(i int) bool { return c.taken[i] }) < at.Len() {
			found = append(found, at)
		}
	}
	if len(found) == 0 {
		return Span{}, false
	}
	var rivals []Span // other passages of the same words that were cut
	for _, at := range c.old.occurrences(c.old.s, quote, c.old.AtByte) {
		if !at.Overlaps(s) && 2*share(c.from, at, func(i int) bool { return c.partner[i] >= 0 }) < at.Len() {
			rivals = append(rivals, at)
		}
	}
	if len(found) == 1 && len(rivals) == 0 {
		return found[0], true
	}
	var one Span
	for _, at := range found {
		if !c.neighbours(s, at) {
			continue
		}
		if !one.Empty() {
			return Span{}, false
		}
		one = at
	}
	for _, rival := range rivals {
		if c.neighbours(rival, one) {
			return Span{}, false
		}
	}
	return one, !one.Empty()
}

// neighbours says whether what stands before or behind a passage stands before
// or behind its new place too.
func (c *Carry) neighbours(old, new Span) bool {
	before := func(t *Text, s Span) string { return t.Slice(Span{max(0, s.Start-AnchorContext), s.Start}) }
	behind := func(t *Text, s Span) string { return t.Slice(Span{s.End, min(t.len, s.End+AnchorContext)}) }
	a, b := before(c.old, old), behind(c.old, old)
	return a != "" && a == before(c.new, new) || b != "" && b == behind(c.new, new)
}

// share counts the code points of a stretch that stand in words of a kind.
func share(words []token, s Span, is func(int) bool) (n Pos) {
	for i := firstToken(words, func(t *token) bool { return t.span.End > s.Start }); i < len(words) && words[i].span.Start < s.End; i++ {
		if is(i) {
			n += min(words[i].span.End, s.End) - max(words[i].span.Start, s.Start)
		}
	}
	return n
}
