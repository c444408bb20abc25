package pdf

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// word is a run of glyphs without a gap, its text in reading order.
type word struct {
	x0, x1 float64
	text   string
	bold   bool
}

// line is what stands on one baseline, words from left to right as they stand
// on the page.
type line struct {
	x0, x1, y, size float64
	words           []word
	ruby            bool // it had readings beside it
	column          int  // from 1; 0 where the page has none, or across them
	artifact        bool
}

// What makes a line and a word, in parts of the font's size. Chinese and
// Japanese have no gaps between words, but some beside Latin ones and where
// lines are justified.
const (
	sameBaseline = 0.22
	wordGap      = 0.17
	wideGap      = 0.5
)

// rows groups glyphs by the line that they stand on, from the top.
func rows(glyphs []glyph) [][]glyph {
	var points []glyph
	if slices.ContainsFunc(glyphs, glyph.point) {
		glyphs = slices.DeleteFunc(slices.Clone(glyphs), func(g glyph) bool {
			if g.point() {
				points = append(points, g)
			}
			return g.point()
		})
	}
	slices.SortStableFunc(glyphs, func(a, b glyph) int { return cmp.Compare(b.y, a.y) })
	var rows [][]glyph
	for i := 0; i < len(glyphs); {
		j, size := i+1, glyphs[i].size
		for ; j < len(glyphs) && glyphs[i].y-glyphs[j].y <= sameBaseline*max(size, glyphs[j].size); j++ {
			size = max(size, glyphs[j].size)
		}
		rows = append(rows, glyphs[i:j:j])
		i = j
	}
	for _, p := range points {
		at := nearest(rows, p.y)
		if at < 0 {
			return [][]glyph{points}
		}
		rows[at] = append(rows[at], p)
	}
	return raised(rows)
}

// point says that a glyph is a sign over or under a letter of a script that
// runs to the left. It may stand higher or lower than its letter's line.
func (g glyph) point() bool {
	r, _ := utf8.DecodeRuneInString(g.text)
	return r >= 0x590 && r < 0x8FF && unicode.Is(unicode.Mn, r)
}

// nearest is the row whose baseline is nearest to a height; -1 if there is
// none. Rows go down the page.
func nearest(rows [][]glyph, y float64) int {
	at, _ := slices.BinarySearchFunc(rows, y, func(row []glyph, y float64) int { return cmp.Compare(y, row[0].y) })
	switch {
	case at == len(rows):
		return at - 1
	case at > 0 && rows[at-1][0].y-y < y-rows[at][0].y:
		return at - 1
	}
	return at
}

// bounds are the edges, baseline and size of a row of glyphs: those of its
// largest.
func bounds(row []glyph) (x0, x1, y, size float64) {
	x0, x1 = math.Inf(1), math.Inf(-1)
	for _, g := range row {
		x0, x1 = min(x0, g.x0), max(x1, g.x1)
		if g.size > size {
			y, size = g.y, g.size
		}
	}
	return
}

// raised puts superscripts and subscripts on the lines that they belong to:
// small glyphs beside larger ones whose height they share. So it does with
// characters that stand a little beside their line, as those with a reading do.
func raised(rows [][]glyph) [][]glyph {
	out := rows[:0]
	for _, row := range rows {
		if n := len(out); n > 0 {
			ax0, ax1, ay, as := bounds(out[n-1])
			bx0, bx1, by, bs := bounds(row)
			near := ax0 < bx1+bs && bx0 < ax1+as
			above := as < 0.85*bs && ay-by < 0.6*bs
			below := bs < 0.85*as && ay-by < 0.35*as
			shifted := ay-by < 0.45*min(as, bs) && slices.ContainsFunc(row, glyph.cjk)
			if near && (above || below || shifted) && touches(out[n-1], row) {
				out[n-1] = append(out[n-1], row...)
				continue
			}
		}
		out = append(out, row)
	}
	return out
}

// touches says that every stretch of the smaller row stands right beside
// something of the other.
func touches(a, b []glyph) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(a) > 60 {
		return false
	}
	a = slices.Clone(a)
	slices.SortFunc(a, func(a, b glyph) int { return cmp.Compare(a.x0, b.x0) })
	for i := 0; i < len(a); {
		x0, x1 := a[i].x0, a[i].x1
		for i++; i < len(a) && a[i].x0-x1 < 0.3*a[i].size; i++ {
			x1 = max(x1, a[i].x1)
		}
		if !slices.ContainsFunc(b, func(g glyph) bool {
			gap := max(x0-g.x1, g.x0-x1)
			return gap < 0.5*g.size && gap > -0.3*g.size
		}) {
			return false
		}
	}
	return true
}

// typesetter makes lines of glyphs, in the same room for all of them.
type typesetter struct {
	part []glyph // of a word
	gaps []float64
}

// assemble makes a line of the glyphs on it; ok is false where they are blank.
// wide is the gap between words of Chinese or Japanese.
func (t *typesetter) assemble(row []glyph, rtl bool, wide float64) (line, bool) {
	slices.SortStableFunc(row, func(a, b glyph) int { return cmp.Compare(a.x0, b.x0) })
	accented(row)
	rtl = rtl && (slices.ContainsFunc(row, func(g glyph) bool { return rightToLeft(g.text) }) ||
		!slices.ContainsFunc(row, func(g glyph) bool { return strings.ContainsFunc(g.text, unicode.IsLetter) }))
	var l line
	_, _, l.y, l.size = bounds(row)
	if slices.ContainsFunc(row, glyph.cjk) {
		// Whatever the Latin words among them are set in.
		wide := slices.DeleteFunc(slices.Clone(row), func(g glyph) bool { return !g.cjk() })
		_, _, l.y, l.size = bounds(wide)
	}
	l.x0, l.x1 = math.Inf(1), math.Inf(-1)
	l.artifact = true
	spread := t.spacing(row)
	part := t.part[:0]
	flush := func() {
		if w, ok := join(part, rtl); ok {
			l.words = append(l.words, w)
			l.x0, l.x1 = min(l.x0, w.x0), max(l.x1, w.x1)
		}
		part = part[:0]
	}
	reach := math.Inf(-1) // of the letters so far
	for i, g := range row {
		if strings.TrimSpace(g.text) == "" {
			// Some programs draw blanks over letters, to underline them.
			middle := (g.x0 + g.x1) / 2
			under := i+1 < len(row) && strings.TrimSpace(row[i+1].text) != "" && row[i+1].x0 < middle
			if g.text != "" && middle >= reach && !under {
				flush()
			}
			continue
		}
		reach = max(reach, g.x1)
		if n := len(part); n > 0 {
			last := &part[n-1]
			if g.text == last.text && math.Abs(g.x0-last.x0) < 0.12*g.size && math.Abs(g.y-last.y) < 0.12*g.size &&
				g.x1-g.x0 > 0.2*g.size {
				last.bold = true // drawn twice to look bold
				continue
			}
			gap := wordGap
			if g.cjk() || last.cjk() {
				gap = wide
			}
			if g.x0-last.x1 > gap*min(g.size, last.size)+spread {
				flush()
			}
		}
		l.artifact = l.artifact && g.artifact
		part = append(part, g)
	}
	flush()
	t.part = part
	return l, len(l.words) > 0
}

// marks are accents that are printed by themselves, and what they are on a
// letter.
var marks = map[rune]rune{
	'´': 0x301, '`': 0x300, 'ˆ': 0x302, '^': 0x302, '¨': 0x308, '˜': 0x303, '~': 0x303, '¸': 0x327, 'ˇ': 0x30C,
	'˚': 0x30A, '¯': 0x304, '˘': 0x306, '˙': 0x307, '˝': 0x30B, '˛': 0x328,
}

// accented puts accents that are glyphs of their own on the letters that they
// stand over, as typesetting programs write them and as scripts with points
// have it.
func accented(row []glyph) {
	for i := range row {
		r, n := utf8.DecodeRuneInString(row[i].text)
		if n != len(row[i].text) || n < 1 {
			continue
		}
		mark, ok := marks[r]
		if unicode.Is(unicode.Mn, r) && (r < 0x370 || r >= 0x590 && r < 0x8FF) {
			mark, ok = r, true
		}
		if !ok {
			continue
		}
		middle := (row[i].x0 + row[i].x1) / 2
		for _, j := range []int{i + 1, i - 1, i + 2, i - 2} {
			if j < 0 || j >= len(row) {
				continue
			}
			slack := 0.01
			if j == i+1 && r >= 0x590 {
				slack = 0.05 * row[j].size // it begins where its letter does
			}
			if middle < row[j].x0-slack || middle > row[j].x1+0.01 {
				continue
			}
			base, _ := utf8.DecodeLastRuneInString(row[j].text)
			if base == 'ı' {
				row[j].text = "i"
			} else if base == 'ȷ' {
				row[j].text = "j"
			} else if !unicode.IsLetter(base) && !unicode.Is(unicode.Mn, base) {
				continue
			}
			row[j].text += string(mark)
			if r < 0x370 {
				row[j].text = norm.NFC.String(row[j].text)
			}
			row[i].text = ""
			break
		}
	}
}

// spacing is how far apart letters of a word stand where a line is set with
// spaced letters, else 0.
func (t *typesetter) spacing(row []glyph) float64 {
	if len(row) < 6 {
		return 0
	}
	gaps := t.gaps[:0]
	for i := 1; i < len(row); i++ {
		if g := row[i].x0 - row[i-1].x1; row[i].text != " " && row[i-1].text != " " {
			gaps = append(gaps, g/row[i].size)
		}
	}
	if t.gaps = gaps; len(gaps) < 5 {
		return 0
	}
	slices.Sort(gaps)
	if middle := gaps[len(gaps)/2]; middle > 0.1 && gaps[0] > 0.05 {
		return middle * row[0].size
	}
	return 0
}

// join makes a word of glyphs without gaps. rtl is the direction of the page.
func join(part []glyph, rtl bool) (word, bool) {
	if len(part) == 0 {
		return word{}, false
	}
	w := word{x0: part[0].x0, x1: part[0].x1, bold: true}
	for _, g := range part {
		w.x0, w.x1 = min(w.x0, g.x0), max(w.x1, g.x1)
		w.bold = w.bold && g.bold
		rtl = rtl || rightToLeft(g.text)
	}
	if rtl {
		part = reversed(part)
	}
	size := 0
	for _, g := range part {
		size += len(g.text)
	}
	var b strings.Builder
	b.Grow(size)
	for _, g := range part {
		b.WriteString(g.text)
	}
	if w.text = b.String(); strings.ContainsFunc(w.text, unicode.IsSpace) {
		// A glyph may hold blanks of its own, as some maps say.
		w.text = strings.Join(strings.Fields(w.text), " ")
	}
	return w, w.text != ""
}

func alphanumeric(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
