package pdf

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode/utf8"
)

// sheet is a page's text: lines from the top down.
type sheet struct {
	number      int // of the page, from 1
	lines       []line
	gutters     [][2]float64
	left, right float64
	width       float64 // of the page
	rtl         bool
	runes       int64
	ruby        bool // characters had their reading beside them
	extra       bool // beside the page's main text: it runs in another direction
}

// flow is lines that are read one after the other: a page, or a column.
type flow struct {
	lines       []line
	left, right float64 // edges of the column
	page        int
	rtl         bool
	columns     int // side by side
}

// sheet puts the glyphs of a page on lines, those of each column by
// themselves: the lines of columns seldom stand at the same height.
func (t *typesetter) sheet(number int, glyphs []glyph) (sheet, bool) {
	s := sheet{number: number}
	letters := 0
	for _, g := range glyphs {
		if rightToLeft(g.text) {
			letters++
		} else if strings.ContainsFunc(g.text, alphanumeric) {
			letters--
		}
	}
	s.rtl = letters > 0
	var whole [][]glyph
	s.lines, whole = t.set(&s, glyphs)
	for i := range s.lines {
		for _, w := range s.lines[i].words {
			s.runes += int64(utf8.RuneCountInString(w.text)) + 1
		}
	}
	if len(s.lines) == 0 {
		return s, false
	}
	s.left, s.right = edges(s.lines)
	if s.gutters = s.findGutters(s.left, s.right); len(s.gutters) == 0 {
		return s, true
	}
	rough := s.lines
	s.lines = nil
	columns := make([][]glyph, len(s.gutters)+1)
	for i := 0; i < len(rough); {
		j := i
		for j < len(rough) && !rough[j].across(s.gutters) {
			j++
		}
		if !s.columned(rough[i:j]) {
			s.lines = append(s.lines, rough[i:j]...)
			i = j
		}
		for ; i < j; i++ {
			for _, g := range whole[i] {
				c := 0
				for c < len(s.gutters) && (g.x0+g.x1)/2 > (s.gutters[c][0]+s.gutters[c][1])/2 {
					c++
				}
				columns[c] = append(columns[c], g)
			}
		}
		if j < len(rough) {
			s.lines = append(s.lines, rough[j])
		}
		i = j + 1
	}
	for c, glyphs := range columns {
		lines, _ := t.set(&s, glyphs)
		for _, l := range lines {
			l.column = c + 1
			s.lines = append(s.lines, l)
		}
	}
	slices.SortStableFunc(s.lines, func(a, b line) int { return cmp.Compare(b.y, a.y) })
	return s, true
}

// set puts glyphs on lines. How characters are read, which stands beside them,
// is left out, but kept among the glyphs of the line.
func (t *typesetter) set(s *sheet, glyphs []glyph) (lines []line, whole [][]glyph) {
	all := rows(glyphs)
	var readings []glyph
	for i, row := range all {
		if i+1 < len(all) && ruby(row, all[i+1]) {
			readings, s.ruby = row, true
			continue
		}
		wide := wideGap
		if readings != nil {
			wide = 2 // a long reading spreads its word
		}
		if l, ok := t.assemble(row, s.rtl, wide); ok {
			l.ruby = readings != nil
			lines, whole = append(lines, l), append(whole, append(row[:len(row):len(row)], readings...))
		}
		readings = nil
	}
	return lines, whole
}

// flows lists the sheet's lines in the order of reading: a line across the
// gutter, as headings are, comes between the columns above and below it.
func (s *sheet) flows() []flow {
	left, right := s.left, s.right
	if right-left < 0.45*s.width {
		// Short lines only: the text could be as far from the other edge of the
		// page as it is from this.
		left, right = min(left, s.width-right), max(right, s.width-left)
	}
	whole := flow{left: left, right: right, page: s.number, rtl: s.rtl, columns: 1}
	columns := make([]flow, len(s.gutters)+1)
	for i := range columns {
		columns[i] = whole
		columns[i].columns = len(columns)
		if i > 0 {
			columns[i].left = s.gutters[i-1][1]
		}
		if i < len(s.gutters) {
			columns[i].right = s.gutters[i][0]
		}
	}
	var out []flow
	flush := func() {
		for i := range columns {
			c := &columns[i]
			if s.rtl {
				c = &columns[len(columns)-1-i]
			}
			if len(c.lines) > 0 {
				out = append(out, *c)
			}
			c.lines = nil
		}
	}
	across := false
	for _, l := range s.lines {
		if l.column > 0 {
			columns[l.column-1].lines = append(columns[l.column-1].lines, l)
			across = false
			continue
		}
		if !across {
			flush()
			out = append(out, whole)
		}
		out[len(out)-1].lines = append(out[len(out)-1].lines, l)
		across = true
	}
	flush()
	return out
}

func edges(ls []line) (left, right float64) {
	left, right = math.Inf(1), math.Inf(-1)
	for i := range ls {
		left, right = min(left, ls[i].x0), max(right, ls[i].x1)
	}
	return
}

// split cuts a line at the gutters; whole says that it runs across one.
func (l *line) split(gutters [][2]float64) (parts []line, whole bool) {
	parts = make([]line, len(gutters)+1)
	for _, w := range l.words {
		i := 0
		for ; i < len(gutters); i++ {
			if middle := (gutters[i][0] + gutters[i][1]) / 2; w.x0 < middle {
				if w.x1 > middle {
					return nil, true
				}
				break
			}
		}
		parts[i].words = append(parts[i].words, w)
	}
	for i := range parts {
		p := &parts[i]
		p.y, p.size, p.artifact = l.y, l.size, l.artifact
		if len(p.words) == 0 {
			continue
		}
		p.x0, p.x1 = p.words[0].x0, p.words[len(p.words)-1].x1
		if i > 0 && len(parts[i-1].words) > 0 && p.x0-parts[i-1].x1 < 0.6*l.size &&
			p.x0-parts[i-1].x1 < 0.7*(gutters[i-1][1]-gutters[i-1][0]) {
			return nil, true
		}
	}
	return parts, false
}

// across says that a line runs across a gutter.
func (l *line) across(gutters [][2]float64) bool {
	_, across := l.split(gutters)
	return across
}

// columned says that lines between two that run across are set in columns, and
// are not rows of a table or short lines that happen to end before a gutter.
func (s *sheet) columned(lines []line) bool {
	type tally struct {
		lines        int
		filled, last float64 // parts of the width: of all lines, and of the last
	}
	columns := make([]tally, len(s.gutters)+1)
	beside := 0 // lines with text in several columns
	for i := range lines {
		parts, _ := lines[i].split(s.gutters)
		n := 0
		for j := range parts {
			if len(parts[j].words) == 0 {
				continue
			}
			n++
			left, right := s.column(j)
			columns[j].lines++
			columns[j].last = (parts[j].x1 - parts[j].x0) / (right - left)
			columns[j].filled += columns[j].last
		}
		if n > 1 {
			beside++
		}
	}
	columns = slices.DeleteFunc(columns, func(c tally) bool { return c.lines == 0 })
	need := 0.35
	if len(columns) == 1 {
		need = 0.8
	}
	for _, c := range columns {
		filled := c.last
		if c.lines > 1 {
			filled = (c.filled - c.last) / float64(c.lines-1)
		}
		if filled < need && (len(columns) == 1 || beside*2 >= c.lines) {
			return false
		}
	}
	return true
}

// column is where the i-th column begins and ends, from 0.
func (s *sheet) column(i int) (left, right float64) {
	left, right = s.left, s.right
	if i > 0 {
		left = s.gutters[i-1][1]
	}
	if i < len(s.gutters) {
		right = s.gutters[i][0]
	}
	return left, right
}

// findGutters finds the white strips between columns. A label column, as
// transcripts have it, is none: columns are filled with running text.
func (s *sheet) findGutters(left, right float64) [][2]float64 {
	const bin = 2.0
	n := int((right-left)/bin) + 1
	if len(s.lines) < 8 || n < 20 || n > 10_000 {
		return nil
	}
	covered := make([]int, n+1)
	em := 0.0
	for i := range s.lines {
		l := &s.lines[i]
		em += l.size / float64(len(s.lines))
		last := -1
		for _, w := range l.words {
			from, to := int((w.x0-left)/bin), min(int((w.x1-left)/bin), n)
			for b := max(from, last+1, 0); b <= to; b++ {
				covered[b]++
			}
			last = max(last, to)
		}
	}
	var found [][2]float64
	most := len(s.lines) * 15 / 100
	for b := n * 12 / 100; b < n*88/100; b++ {
		from := b
		for b < n && covered[b] <= most {
			b++
		}
		if float64(b-from)*bin >= 0.6*em && b < n*92/100 {
			found = append(found, [2]float64{left + float64(from)*bin, left + float64(b)*bin})
		}
	}
	for len(found) > 0 {
		bad := s.unfit(found, left, right)
		if bad < 0 {
			for i, g := range found {
				start, end := whitest(covered, int((g[0]-left)/bin+0.5), int((g[1]-left)/bin+0.5))
				if float64(end-start)*bin >= 0.6*em {
					found[i] = [2]float64{left + float64(start)*bin, left + float64(end)*bin}
				}
			}
			return found
		}
		// Without the narrower of the gutters beside it the column is wider.
		drop := min(bad, len(found)-1)
		if bad > 0 && bad < len(found) && found[bad-1][1]-found[bad-1][0] < found[bad][1]-found[bad][0] {
			drop = bad - 1
		}
		found = slices.Delete(found, drop, drop+1)
	}
	return nil
}

// whitest is the longest part of a strip that the fewest lines reach into.
func whitest(covered []int, from, to int) (start, end int) {
	low := slices.Min(covered[from:to])
	for b := from; b < to; b++ {
		first := b
		for b < to && covered[b] == low {
			b++
		}
		if b-first > end-start {
			start, end = first, b
		}
	}
	return start, end
}

// unfit returns the first column that is no column of running text, or -1.
func (s *sheet) unfit(gutters [][2]float64, left, right float64) int {
	type tally struct{ lines, words, runes, filled float64 }
	columns := make([]tally, len(gutters)+1)
	rows := 0.0
	for i := range s.lines {
		parts, whole := s.lines[i].split(gutters)
		if whole {
			continue
		}
		rows++
		for j := range parts {
			p := &parts[j]
			if len(p.words) == 0 {
				continue
			}
			columns[j].lines++
			columns[j].words += float64(len(p.words))
			for _, w := range p.words {
				columns[j].runes += float64(utf8.RuneCountInString(w.text))
			}
			columns[j].filled += p.x1 - p.x0
		}
	}
	for j, c := range columns {
		from, to := left, right
		if j > 0 {
			from = gutters[j-1][1]
		}
		if j < len(gutters) {
			to = gutters[j][0]
		}
		if c.lines < 5 || c.lines < 0.25*rows || c.words/c.lines < 2.5 && c.runes/c.lines < 18 ||
			c.filled/c.lines < 0.55*(to-from) {
			return j
		}
	}
	return -1
}
