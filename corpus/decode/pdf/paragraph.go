package pdf

import (
	"math"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"framewise/corpus/decode"
)

// paragraph is lines that belong together.
type paragraph struct {
	lines []line
	page  int
	rtl   bool
}

// setting is how a document is set: what its paragraphs are told by.
type setting struct {
	leading float64        // from baseline to baseline, in parts of the size
	size    float64        // of most of the text
	labels  map[string]int // how often lines begin with a label and a colon
	words   map[string]int // within lines, lower case
	hanging map[int]int    // how often lines hang under a word, by place
	divides bool           // words are divided at line ends as a rule
	// The edges of the text in pages of one column, where they have any, since
	// a page may hold short lines only.
	edged       bool
	left, right float64
	joined      int // words that were divided at the end of a line
	kept        int // words that kept their hyphen
}

var labelled = regexp.MustCompile(`^[\p{Lu}\p{Lo}][\p{L}\p{N}.'’_-]*( [\p{L}\p{N}.'’_()-]+){0,3} ?[:：]`)

// survey looks at all lines before they are put together.
type survey struct {
	setting
	gaps, sizes         map[int]int
	total, hyphens, all int
	starts, stops       []float64 // edges of single columns
}

func newSurvey() *survey {
	return &survey{
		setting: setting{labels: map[string]int{}, words: map[string]int{}, hanging: map[int]int{}},
		gaps:    map[int]int{}, sizes: map[int]int{},
	}
}

// at looks at a flow.
func (s *survey) at(f *flow) {
	if f.columns == 1 && len(f.lines) > 2 {
		s.starts, s.stops = append(s.starts, f.left), append(s.stops, f.right)
	}
	text := f.lines[0].text(f.rtl)
	for j := range f.lines {
		l := &f.lines[j]
		s.all++
		runes := 0
		for k, w := range l.words {
			runes += utf8.RuneCountInString(w.text)
			if k+1 < len(l.words) {
				count(s.words, bareWord(w.text))
			}
		}
		s.sizes[int(l.size*4+0.5)] += runes
		if label := labelled.FindString(text); label != "" {
			count(s.labels, label)
		}
		if j+1 == len(f.lines) {
			return
		}
		next := f.lines[j+1].text(f.rtl)
		if k := l.hangs(&f.lines[j+1]); k > 0 && f.lines[j+1].x0 > l.x0+0.7*l.size {
			s.hanging[int(l.words[k].x0+0.5)]++
		}
		if divided(text, next) {
			s.hyphens++
		}
		if g := (l.y - f.lines[j+1].y) / l.size; g > 0.8 && g < 3 {
			s.gaps[int(g*20+0.5)]++
			s.total++
		}
		text = next
	}
}

// count counts a word, and keeps no text but its own.
func count(words map[string]int, word string) {
	if n, known := words[word]; known {
		words[word] = n + 1
	} else {
		words[strings.Clone(word)] = 1
	}
}

// result is what was found.
func (s *survey) result() *setting {
	s.divides = s.hyphens*50 >= s.all && s.hyphens > 2
	most := 0
	for size, n := range s.sizes {
		if n > most || n == most && float64(size)/4 < s.size {
			most, s.size = n, float64(size)/4
		}
	}
	// The closest lines that are no exception.
	s.leading = 1.2
	for g := range 61 {
		if n := s.gaps[g] + s.gaps[g+1]; n > 0 && n*10 >= s.total {
			s.leading = float64(g+1) / 20
			break
		}
	}
	if s.edged = len(s.starts) > 0; s.edged {
		slices.Sort(s.starts)
		slices.Sort(s.stops)
		s.left, s.right = s.starts[len(s.starts)/4], s.stops[len(s.stops)*3/4]
	}
	return &s.setting
}

func bareWord(w string) string {
	return strings.ToLower(strings.TrimFunc(w, func(r rune) bool { return !alphanumeric(r) }))
}

// composer puts the lines of all flows together, across columns and pages.
type composer struct {
	*setting
	before *flow     // the one that ended last
	open   paragraph // that may go on
	done   func(p *paragraph) error
}

// add takes in a flow.
func (c *composer) add(f *flow) error {
	if f.columns == 1 && c.edged {
		f.left, f.right = min(f.left, c.left), max(f.right, c.right)
	}
	for j := range f.lines {
		fresh := true
		switch {
		case j > 0:
			fresh = c.breaks(f, j, c.open.lines)
		case c.before != nil:
			fresh = !c.continues(c.before, f)
		}
		if fresh {
			if err := c.end(); err != nil {
				return err
			}
			c.open.page, c.open.rtl = f.page, f.rtl
		}
		c.open.lines = append(c.open.lines, f.lines[j])
	}
	c.before = f
	return nil
}

// end ends the paragraph that is open.
func (c *composer) end() error {
	if len(c.open.lines) == 0 {
		return nil
	}
	err := c.done(&c.open)
	c.open.lines = c.open.lines[:0]
	return err
}

// side is a line's edges in the direction of reading, where it begins and
// where it ends, and the length of its first word.
func (f *flow) side(l *line) (start, end, first float64) {
	if f.rtl {
		w := l.words[len(l.words)-1]
		return f.right - l.x1, f.right - l.x0, w.x1 - w.x0
	}
	w := l.words[0]
	first = w.x1 - w.x0
	if r, _ := utf8.DecodeRuneInString(w.text); unbroken(r) {
		first = min(first, l.size) // a line may break behind any character
	}
	return l.x0 - f.left, l.x1 - f.left, first
}

// breaks says whether line j of a flow begins a paragraph; so is what the
// present one has.
func (s *setting) breaks(f *flow, j int, so []line) bool {
	a, b := &f.lines[j-1], &f.lines[j]
	em := b.size
	gap := a.y - b.y
	if b.ruby {
		gap = max(gap-0.8*em, 0)
	}
	if gap > s.leading*1.25*max(a.size, b.size)+0.5 || gap < 0 {
		return true
	}
	if s.marked(f, a, b) || s.early(f, a, b) || tabulated(a, b) {
		return true
	}
	startA, _, _ := f.side(a)
	startB, _, _ := f.side(b)
	switch {
	case startB > startA+0.7*em && !f.rtl && a.hangs(b) > 0:
		return false // it hangs under the text behind a label
	case startB > startA+0.7*em:
		// An indent begins a paragraph, unless the lines after it stand there
		// too: then the first line hangs out.
		if j+1 < len(f.lines) && f.lines[j].y-f.lines[j+1].y <= s.leading*1.25*em+0.5 {
			startC, _, _ := f.side(&f.lines[j+1])
			return startC < startB-0.4*em
		}
		return len(so) > 1
	case startB < startA-0.7*em && len(so) > 1:
		before, _, _ := f.side(&so[len(so)-2])
		return before > startB+0.7*em || before < startA+0.4*em
	}
	return false
}

// marked says that b cannot go on from a: another size, a label, a bullet.
func (s *setting) marked(f *flow, a, b *line) bool {
	if a.size > 1.12*b.size || b.size > 1.12*a.size {
		return true
	}
	first, last := b.reading(f.rtl)[0], a.reading(f.rtl)
	text := b.text(f.rtl)
	if label := labelled.FindString(text); label != "" && s.labels[label] > 1 {
		return true
	}
	boldA, boldB := allBold(a), allBold(b)
	if boldA != boldB && (boldA || !last[len(last)-1].bold) && (boldA || boldB) {
		return true
	}
	if first.bold && !last[len(last)-1].bold {
		lead := b.words
		for n, w := range lead {
			if !w.bold {
				lead = lead[:n]
				break
			}
		}
		if strings.HasSuffix(lead[len(lead)-1].text, ":") {
			return true
		}
	}
	switch first.text {
	case "•", "●", "■", "▪", "◦", "○", "–", "—", "-", "➢", "❖", "✓", "·":
		return ends(last[len(last)-1].text) || !strings.ContainsAny(first.text, "–—-·")
	}
	return false
}

// tabulated says that two lines are rows of a table: wide gaps in both, and
// what follows them under each other.
func tabulated(a, b *line) bool {
	stops := a.stops()
	for _, k := range b.stops() {
		if slices.ContainsFunc(stops, func(j int) bool {
			return math.Abs(a.words[j].x0-b.words[k].x0) < 0.2*a.size || math.Abs(a.words[j].x1-b.words[k].x1) < 0.2*a.size
		}) {
			return true
		}
	}
	return false
}

// hangs is the word that the next line hangs under: one of the first, with
// more than a blank before it. 0 where it hangs under none.
func (l *line) hangs(next *line) int {
	for k := 1; k < min(len(l.words), 6); k++ {
		if l.words[k].x0-l.words[k-1].x1 > 0.4*l.size && math.Abs(l.words[k].x0-next.x0) < 0.1*l.size {
			return k
		}
	}
	return 0
}

// stops are the words of a line that a wide gap sets off.
func (l *line) stops() []int {
	var out []int
	for k := 1; k < len(l.words); k++ {
		if l.words[k].x0-l.words[k-1].x1 > 1.5*l.size {
			out = append(out, k)
		}
	}
	return out
}

func allBold(l *line) bool {
	for _, w := range l.words {
		if !w.bold {
			return false
		}
	}
	return true
}

// early says that a ends although the first word of b would have fitted
// behind it.
func (s *setting) early(f *flow, a, b *line) bool {
	_, end, _ := f.side(a)
	_, _, first := f.side(b)
	return end+0.3*a.size+first < f.right-f.left-1.2*a.size
}

// continues says whether the first line of a flow goes on with the paragraph
// that the flow before it ends in.
func (s *setting) continues(before, f *flow) bool {
	a, b := &before.lines[len(before.lines)-1], &f.lines[0]
	if s.marked(f, a, b) || s.early(before, a, b) {
		return false
	}
	if len(f.lines) > 1 {
		start, _, _ := f.side(b)
		next, _, _ := f.side(&f.lines[1])
		if start > next+0.7*b.size {
			return false
		}
	}
	r, _ := utf8.DecodeRuneInString(b.text(f.rtl))
	return unicode.IsLower(r) || !ends(a.text(before.rtl))
}

// ends says that a text ends as a sentence does.
func ends(s string) bool {
	s = strings.TrimRight(s, `"'”’)]» `)
	r, _ := utf8.DecodeLastRuneInString(s)
	return strings.ContainsRune(".?!…。？！؟।:", r)
}

// divided says that the last word of a line may go on in the next.
func divided(a, b string) bool {
	r, n := utf8.DecodeLastRuneInString(a)
	if r != '-' && r != '\u00ad' && r != '\u2010' {
		return false
	}
	before, _ := utf8.DecodeLastRuneInString(a[:len(a)-n])
	after, _ := utf8.DecodeRuneInString(b)
	return unicode.IsLetter(before) && (unicode.IsLower(after) || r == '\u00ad')
}

// block makes a block of a paragraph.
func (s *setting) block(p *paragraph) decode.Block {
	out := decode.Block{Page: p.page}
	var b strings.Builder
	bold := true
	size := 0.0
	for i := range p.lines {
		l := &p.lines[i]
		size = max(size, l.size)
		words := l.reading(p.rtl)
		var tabs []int
		if !p.rtl {
			tabs = s.tabs(p, i)
		}
		for k, w := range words {
			switch {
			case slices.Contains(tabs, k):
				b.WriteByte('\t')
			case k > 0:
				b.WriteByte(' ')
			case i > 0:
				s.glue(&b, w.text)
			}
			b.WriteString(w.text)
			if bold = bold && w.bold; bold {
				out.Bold = utf8.RuneCountInString(b.String())
			}
		}
	}
	out.Text = strings.ReplaceAll(b.String(), "\u00ad", "")
	out.Bold = min(out.Bold, utf8.RuneCountInString(out.Text))
	if size > 1.2*s.size && len(p.lines) <= 3 {
		out.Heading = 2
		if size > 1.5*s.size {
			out.Heading = 1
		}
	}
	return out
}

// tabs are the words of a line that a tab goes before: those set off by wide
// gaps in a row of a table, or one behind a label at the beginning.
func (s *setting) tabs(p *paragraph, i int) []int {
	l := &p.lines[i]
	if i > 0 {
		return nil
	}
	if len(p.lines) > 1 {
		if k := l.hangs(&p.lines[1]); k > 0 {
			return []int{k}
		}
	}
	for k := 1; k < min(len(l.words), 6); k++ {
		// A line without others hangs where others do.
		if l.words[k].x0-l.words[k-1].x1 > 0.4*l.size && s.hanging[int(l.words[k].x0+0.5)] > 1 {
			return []int{k}
		}
	}
	stops := l.stops()
	if len(p.lines) > 1 && len(stops) > 0 {
		if stops[0] > 4 {
			return nil
		}
		return stops[:1]
	}
	return stops
}

// glue joins the next line to a text: words that were divided without their
// hyphen, scripts without blanks without one.
func (s *setting) glue(b *strings.Builder, next string) {
	text := b.String()
	if divided(text, next) {
		from := strings.LastIndexAny(text, " \t") + 1
		r, n := utf8.DecodeLastRuneInString(text)
		first := text[from : len(text)-n]
		whole, hyphened := s.words[bareWord(first+next)], s.words[bareWord(first+"-"+next)]
		if r == '\u00ad' || whole > hyphened || hyphened == 0 && s.divides {
			b.Reset()
			b.WriteString(text[:len(text)-n])
			s.joined++
			return
		}
		s.kept++
		return
	}
	last, _ := utf8.DecodeLastRuneInString(text)
	first, _ := utf8.DecodeRuneInString(next)
	if unspaced(last) || unspaced(first) || unbroken(last) && unbroken(first) || unicode.IsDigit(first) && within(text) {
		return
	}
	b.WriteByte(' ')
}

// within says that a text ends in a dash or slash right behind a letter or
// number, as a number that goes on in the next line does.
func within(text string) bool {
	r, n := utf8.DecodeLastRuneInString(text)
	before, _ := utf8.DecodeLastRuneInString(text[:len(text)-n])
	return strings.ContainsRune("-–/", r) && alphanumeric(before)
}

// unbroken says that a character is of a script that sets no blanks between
// words, or is its punctuation.
func unbroken(r rune) bool { return unspaced(r) || unicode.Is(unicode.Thai, r) }

// unspaced says that a character is Chinese or Japanese, where a blank means
// nothing beside one.
func unspaced(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana) ||
		r >= 0x3000 && r <= 0x30FF || r >= 0xFF00 && r <= 0xFF70
}

// brackets turns the brackets of texts that run to the left where the file has
// them as they look, and not as they are meant: most of them the wrong way
// round.
func brackets(blocks []decode.Block) {
	const all = "()[]{}"
	wrong, right := 0, 0
	for i := range blocks {
		before := ' '
		for _, r := range blocks[i].Text {
			if k := strings.IndexRune(all, before); k >= 0 && rightToLeft(string(r)) {
				right += 1 - k%2
				wrong += k % 2
			}
			if k := strings.IndexRune(all, r); k >= 0 && rightToLeft(string(before)) {
				right += k % 2
				wrong += 1 - k%2
			}
			before = r
		}
	}
	if wrong <= right {
		return
	}
	for i := range blocks {
		if rightToLeft(blocks[i].Text) {
			blocks[i].Text = strings.Map(func(r rune) rune {
				if k := strings.IndexRune(all, r); k >= 0 {
					return rune(all[k^1])
				}
				return r
			}, blocks[i].Text)
		}
	}
}
