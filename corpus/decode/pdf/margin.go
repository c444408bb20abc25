package pdf

import (
	"cmp"
	"fmt"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"framewise/corpus/decode"
)

// outermost is how many lines at the top and at the foot of a page may be a
// running head or foot.
const outermost = 4

var (
	digits   = regexp.MustCompile(`\d+`)
	pageOnly = regexp.MustCompile(`^\W*(\p{L}{1,12}\.? ?)?\d{1,4}( ?(/|of|de|von|di|van|sur|из) ?\d{1,4})?\W*$`)
	roman    = regexp.MustCompile(`^[ivxlc]{1,7}$`)
)

// running is a line that stands at the top or foot of some pages.
type running struct {
	sheets []int
	values []int // the number in it, less that of the page
	text   string
	number bool // nothing but a page's number
}

// edge is where a line stands at the edge of its page. Lines with the same
// words, but for numbers, have the same shape.
type edge struct {
	foot   bool
	height int // in steps of 6 points; 0 for numbers of pages
	shape  string
}

// heads removes running heads and feet and page numbers, which stand at the
// same height of many pages with the same words, and says what they were.
func (b *book) heads() []decode.Warning {
	found := map[edge]*running{}
	pages := 0
	b.each(func(i int, s *sheet) {
		if !s.extra {
			pages++
		}
		for _, foot := range []bool{false, true} {
			for k := range min(outermost, len(s.lines)) {
				at, text := s.edge(k, foot)
				r := found[at]
				if r == nil {
					r = &running{text: text, number: at.height == 0}
					found[at] = r
				}
				if n := len(r.sheets); n > 0 && r.sheets[n-1] == i {
					continue
				}
				r.sheets = append(r.sheets, i)
				if v, err := strconv.Atoi(digits.FindString(text)); err == nil {
					r.values = append(r.values, v-s.number)
				}
			}
		}
	})
	repeated := func(at edge) bool {
		r := found[at]
		if r.number {
			return r.counts(pages)
		}
		if strings.HasSuffix(r.text, ":") || strings.HasSuffix(r.text, "：") {
			return false // who speaks, at the top of several pages
		}
		n, above, below := len(r.sheets), at, at
		above.height++
		below.height--
		for _, near := range []*running{found[above], found[below]} {
			if near != nil { // a hair higher or lower
				n += len(near.sheets)
			}
		}
		return n >= 2 && (n*5 >= pages*2 || n >= 20) && (n >= 3 || n*3 >= pages*2)
	}
	removed := map[string]int{}
	var order []string
	b.each(func(i int, s *sheet) {
		lines := len(s.lines)
		for _, foot := range []bool{false, true} {
			var drop []string
			for k := range min(outermost, len(s.lines)) {
				at, _ := s.edge(k, foot)
				if !s.outer(k, foot).artifact && !repeated(at) {
					break
				}
				label := strconv.Quote(shorten(found[at].text))
				if at.height == 0 {
					label = "page numbers"
				} else if !s.apart(k, foot) {
					break
				}
				drop = append(drop, label)
			}
			for _, label := range drop {
				if removed[label] == 0 {
					order = append(order, label)
				}
				removed[label]++
			}
			if n := len(drop); foot {
				s.lines = s.lines[:len(s.lines)-n]
			} else {
				s.lines = s.lines[n:]
			}
		}
		if len(s.lines) < lines {
			b.sheets[i] = pack(s)
		}
	})
	if len(order) == 0 {
		return nil
	}
	const named = 8
	var list []string
	for _, label := range order[:min(named, len(order))] {
		list = append(list, fmt.Sprintf("%s (%s)", label, decode.Plural(removed[label], "page", "pages")))
	}
	if more := len(order) - named; more > 0 {
		list = append(list, fmt.Sprintf("and %d more", more))
	}
	return []decode.Warning{decode.Warnf("", "running heads and feet left out: %s", strings.Join(list, ", "))}
}

// counts says that numbers count with the pages.
func (r *running) counts(pages int) bool {
	if len(r.values) == 0 { // i, ii, iii
		return len(r.sheets) >= 2
	}
	same, most := map[int]int{}, 0
	for _, v := range r.values {
		same[v]++
		most = max(most, same[v])
	}
	return most >= 2 && most*2 > len(r.values) || pages == 1 && numbered(r.text)
}

// outer is the k-th line from the top or from the foot.
func (s *sheet) outer(k int, foot bool) *line {
	if foot {
		return &s.lines[len(s.lines)-1-k]
	}
	return &s.lines[k]
}

func (s *sheet) edge(k int, foot bool) (at edge, text string) {
	l := s.outer(k, foot)
	text = l.text(s.rtl)
	if pageOnly.MatchString(text) || roman.MatchString(text) {
		return edge{foot: foot, shape: digits.ReplaceAllString(roman.ReplaceAllString(text, "#"), "#")}, text
	}
	return edge{foot, 1 + max(0, int(l.y/6)), digits.ReplaceAllString(text, "#")}, text
}

// apart says that the k-th line is not set as the text beside it is: further
// away than lines are from each other, in another size, or marked as no
// content.
func (s *sheet) apart(k int, foot bool) bool {
	l := s.outer(k, foot)
	if l.artifact || k+1 >= len(s.lines) {
		return true
	}
	next := s.outer(k+1, foot)
	var gaps []float64
	for i := outermost; i+1 < len(s.lines)-outermost; i++ {
		gaps = append(gaps, s.lines[i].y-s.lines[i+1].y)
	}
	usual := 1.2 * l.size
	if len(gaps) > 0 {
		slices.Sort(gaps)
		usual = gaps[len(gaps)/4]
	}
	return math.Abs(l.y-next.y) > 1.15*usual || math.Abs(l.size-next.size) > 0.5 ||
		k+1 < outermost && k+2 < len(s.lines) && s.apart(k+1, foot)
}

// numbered says that a line is a page's number without a doubt: "Page 1 of 1".
func numbered(text string) bool {
	n := digits.FindAllString(text, -1)
	return len(n) == 2 || len(n) == 1 && strings.ContainsFunc(text, func(r rune) bool { return r > '9' && r != '–' && r != '—' })
}

func shorten(s string) string {
	const most = 60
	if utf8.RuneCountInString(s) <= most {
		return s
	}
	return string([]rune(s)[:most-1]) + "…"
}

// marginNumbers removes the numbers of lines or paragraphs that stand in the
// margin: whole numbers under each other beside the text, counting up.
func (b *book) marginNumbers() []decode.Warning {
	type place struct{ sheet, line int }
	type candidate struct {
		place
		value int
		word  word
	}
	var all []candidate
	beside := func(l *line, rtl bool) (word, bool) {
		first, next := l.words[0], len(l.words) > 1
		gap := 0.0
		if next {
			gap = l.words[1].x0 - first.x1
		}
		if rtl {
			first = l.words[len(l.words)-1]
			if next {
				gap = first.x0 - l.words[len(l.words)-2].x1
			}
		}
		return first, !next || gap >= 0.6*l.size
	}
	b.each(func(i int, s *sheet) {
		for j := range s.lines {
			w, ok := beside(&s.lines[j], s.rtl)
			if v, err := strconv.Atoi(w.text); ok && err == nil && len(w.text) <= 5 && v > 0 {
				all = append(all, candidate{place{i, j}, v, w})
			}
		}
	})
	// Numbers are aligned at one of their sides, or in the middle.
	var best []candidate
	for _, side := range []func(word) float64{
		func(w word) float64 { return w.x1 }, func(w word) float64 { return (w.x0 + w.x1) / 2 },
		func(w word) float64 { return w.x0 },
	} {
		sorted := slices.Clone(all)
		slices.SortStableFunc(sorted, func(a, b candidate) int { return cmp.Compare(side(a.word), side(b.word)) })
		for from := 0; from < len(sorted); {
			to := from + 1
			for to < len(sorted) && side(sorted[to].word)-side(sorted[from].word) < 3 {
				to++
			}
			if to-from > len(best) {
				best = slices.Clone(sorted[from:to])
			}
			from = to
		}
	}
	slices.SortFunc(best, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(a.sheet, b.sheet), cmp.Compare(a.line, b.line))
	})
	steps, up := map[int]int{}, 0
	for i := 1; i < len(best); i++ {
		by := best[i].value - best[i-1].value
		if best[i].value <= 10 && best[i].sheet != best[i-1].sheet {
			continue // counted anew on each page
		}
		steps[by]++
		if by > 0 {
			up++
		}
	}
	most := 0
	for by, n := range steps {
		if by == 1 || by == 5 || by == 10 || by == 2 {
			most = max(most, n)
		}
	}
	if len(best) < 4 || most*10 < (len(best)-1)*6 || up*10 < (len(best)-1)*7 {
		return nil
	}
	// Nothing else stands where they do.
	edge, numbers := 0.0, map[place]bool{}
	for _, c := range best {
		edge = max(edge, c.word.x1)
		numbers[c.place] = true
	}
	inside, lines := 0, 0
	b.each(func(i int, s *sheet) {
		for j := range s.lines {
			lines++
			if !s.rtl && s.lines[j].x0 < edge && !numbers[place{i, j}] {
				inside++
			}
		}
	})
	if inside*20 > lines {
		return nil
	}
	b.each(func(i int, s *sheet) {
		kept := s.lines[:0]
		found := false
		for j, l := range s.lines {
			if numbers[place{i, j}] {
				if found = true; !l.unnumber(s.rtl) {
					continue
				}
			}
			kept = append(kept, l)
		}
		if s.lines = kept; found {
			b.sheets[i] = pack(s)
		}
	})
	return []decode.Warning{decode.Warnf("", "%s in the margin left out: %d to %d",
		decode.Plural(len(best), "number", "numbers"), best[0].value, best[len(best)-1].value)}
}

// unnumber takes the number in the margin off a line; it is false where nothing
// else is on it.
func (l *line) unnumber(rtl bool) bool {
	n := len(l.words)
	if n == 1 {
		return false
	}
	if rtl {
		l.words = l.words[:n-1]
	} else {
		l.words = l.words[1:]
	}
	l.x0, l.x1 = l.words[0].x0, l.words[len(l.words)-1].x1
	return true
}
