package pdf

import (
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// down is the glyph of a character that stands upright in a line of text that
// runs down the page, turned with its line so that it runs to the right.
// Glyphs that lie on their side in such a line, as Latin words do, are turned
// as it is already. height is that of the page as the glyph's turn has it.
func (g glyph) down(height float64) glyph {
	// A character is an em high, of which a part hangs below its baseline; the
	// baseline of letters on their side is set so that they are in the middle.
	const above, middle = 0.88, 0.38
	center := (g.x0 + g.x1) / 2
	g.x0 = height - (g.y + above*g.size)
	g.x1 = g.x0 + g.size
	g.y = center - middle*g.size
	g.turn, g.upright = (g.turn+3)%4, true
	return g
}

// cell is what stands in one place of a line that runs down: a character, or a
// short number set across.
type cell struct {
	from, to int // glyphs
	x0, x1   float64
	cjk      bool // it has a character of a script that is set so
	stacked  bool // another cell stands right above or below it
}

// narrow says that the cell could be one of a vertical line.
func (c *cell) narrow(g *glyph) bool {
	if c.cjk {
		return c.to-c.from == 1 && c.x1-c.x0 <= 1.3*g.size
	}
	return c.to-c.from <= 4 && c.x1-c.x0 <= 1.6*g.size
}

// vertical finds the text of a page that is set in vertical lines, character
// by character as some programs write it, and turns its glyphs so that they
// run to the right. They must be in the order they were painted in.
func vertical(glyphs []glyph, width, height float64) []glyph {
	if !slices.ContainsFunc(glyphs, func(g glyph) bool { return g.cjk() || g.hangul() }) {
		return glyphs
	}
	var cells []cell
	var characters, stacked [4]int // by their turn
	for i := 0; i < len(glyphs); {
		c := cellAt(glyphs, i)
		if n := len(cells); n > 0 && stands(glyphs, &cells[n-1], &c) {
			cells[n-1].stacked, c.stacked = true, true
		}
		cells = append(cells, c)
		i = c.to
	}
	for _, c := range cells {
		if turn := glyphs[c.from].turn; c.cjk {
			characters[turn] += c.to - c.from
			if c.stacked {
				stacked[turn] += c.to - c.from
			}
		}
	}
	out := make([]glyph, 0, len(glyphs))
	for i := range cells {
		c := &cells[i]
		first := glyphs[c.from]
		high := height
		if first.turn%2 == 1 {
			high = width
		}
		n := stacked[first.turn]
		set := n >= 3 && n*2 >= characters[first.turn] && (c.stacked || c.cjk)
		if !c.narrow(&first) || !set && !c.among(glyphs, high) {
			out = append(out, glyphs[c.from:c.to]...)
			continue
		}
		out = append(out, c.down(glyphs, high))
	}
	return out
}

// down is the glyph of all that is in the cell.
func (c *cell) down(glyphs []glyph, height float64) glyph {
	all := glyphs[c.from]
	for _, g := range glyphs[c.from+1 : c.to] {
		all.text += g.text
		all.bold = all.bold && g.bold
	}
	all.x0, all.x1 = c.x0, c.x1
	return all.down(height)
}

// among says that a number stands in a vertical line whose font says that it is
// one, right before or behind its characters.
func (c *cell) among(glyphs []glyph, height float64) bool {
	if c.cjk {
		return false
	}
	g := c.down(glyphs, height)
	for _, i := range []int{c.from - 1, c.to} {
		if i < 0 || i >= len(glyphs) || !glyphs[i].upright || glyphs[i].turn != g.turn {
			continue
		}
		gap := max(g.x0-glyphs[i].x1, glyphs[i].x0-g.x1)
		if gap < 0.5*g.size && math.Abs(g.y-glyphs[i].y) < 0.5*g.size {
			return true
		}
	}
	return false
}

// cellAt gathers the glyphs that stand side by side, from the i-th on.
func cellAt(glyphs []glyph, i int) cell {
	g := &glyphs[i]
	c := cell{from: i, to: i, x0: g.x0, x1: g.x0}
	for ; c.to < len(glyphs); c.to++ {
		next := &glyphs[c.to]
		gap := next.x0 - c.x1
		if next.turn != g.turn || math.Abs(next.y-g.y) > sameBaseline*g.size || gap < -0.5*g.size || gap > 0.5*g.size {
			break
		}
		c.x1 = max(c.x1, next.x1)
		c.cjk = c.cjk || next.cjk() || next.hangul()
	}
	return c
}

// cjk says that a glyph is Chinese or Japanese.
func (g glyph) cjk() bool {
	r, _ := utf8.DecodeRuneInString(g.text)
	return unspaced(r)
}

// hangul says that a glyph is Korean, which has blanks but is set down the page
// as well.
func (g glyph) hangul() bool {
	r, _ := utf8.DecodeRuneInString(g.text)
	return unicode.Is(unicode.Hangul, r)
}

// stands says that b stands right below a.
func stands(glyphs []glyph, a, b *cell) bool {
	upper, lower := &glyphs[a.from], &glyphs[b.from]
	if upper.turn != lower.turn || !a.narrow(upper) || !b.narrow(lower) {
		return false
	}
	aside := math.Abs((a.x0+a.x1)-(b.x0+b.x1)) / 2
	step := (upper.y - lower.y) / max(upper.size, lower.size)
	return aside < 0.35*upper.size && step > 0.4 && step < 2.2
}

// ruby says that a row is how characters of the row below are read: small kana
// or bopomofo right beside them.
func ruby(row, below []glyph) bool {
	_, _, y, size := bounds(row)
	_, _, base, large := bounds(below)
	if size > 0.65*large || y-base < 0.5*large || y-base > 1.5*large {
		return false
	}
	for _, g := range row {
		if g.text == " " {
			continue
		}
		for _, r := range g.text {
			if !unicode.In(r, unicode.Hiragana, unicode.Katakana, unicode.Bopomofo) && !strings.ContainsRune("ー・ˊˇˋ˙", r) {
				return false
			}
		}
		if !slices.ContainsFunc(below, func(b glyph) bool { return b.x0 < g.x1+large && g.x0 < b.x1+large && ideograph(b.text) }) {
			return false
		}
	}
	return true
}

func ideograph(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.Is(unicode.Han, r)
}
