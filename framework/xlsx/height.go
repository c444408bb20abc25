package xlsx

import "strings"

// Row heights are computed, since no program but Excel fits rows to their text
// on opening. The measure is Arial, which every office has or has a font of
// the same widths for.

const (
	lineHeight = 12.75 // points, Arial 10
	rowPadding = 5.0
	// maxLines is what a row at its greatest height shows.
	maxLines = 31
	// uprightHeight is that of a header whose text is turned.
	uprightHeight = 150
)

// arial holds the widths of ASCII from space to tilde in 1/1000 em.
var arial = [95]uint16{
	278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278,
	556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556,
	1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778,
	667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556,
	333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556,
	556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
}

func runeWidth(r rune) int {
	switch {
	case r >= ' ' && r <= '~':
		return int(arial[r-' '])
	case r >= 0x300 && r <= 0x36F: // combining marks
		return 0
	case r == '“' || r == '”' || r == '‘' || r == '’':
		return 333
	case r == '…' || r >= 0x1100 && (r <= 0x11FF || r >= 0x2190):
		return 1000 // symbols, CJK, emoji
	}
	return 570
}

// lines counts the lines that a text takes in a column of the given width (in
// characters, Excel's measure). It stops behind limit lines; end is the byte
// up to which the text fits into them.
func lines(text string, width float64, limit int) (n, end int) {
	// A width of w characters is 7w pixels, of which some are margin and indent;
	// Arial 10 has 13⅓ pixels to the em. Two per cent are kept for rounding.
	room := int((7*width - 9) / 13.333 * 1000 * 0.98)
	n = 1
	x, word, start := 0, 0, 0 // width of the line, of its last word, where that word begins
	for i, r := range text {
		if r == '\n' {
			if n == limit {
				return n + 1, i
			}
			n, x, word, start = n+1, 0, 0, i+1
			continue
		}
		w := runeWidth(r)
		x, word = x+w, word+w
		if r == ' ' || r == '\t' {
			word, start = 0, i+1
			continue
		}
		if x > room {
			if n == limit {
				if start == 0 || word == x {
					start = i
				}
				return n + 1, start
			}
			n++
			if word == x { // a word longer than the line breaks inside
				x, word, start = w, w, i
			} else {
				x = word
			}
		}
	}
	return n, len(text)
}

// fit shortens a text to a number of lines; cut tells whether it had to.
func fit(text string, width float64, limit int) (kept string, cut bool) {
	n, end := lines(text, width, limit)
	if n <= limit {
		return text, false
	}
	return strings.TrimRight(text[:end], " \n\t"), true
}

// heightOf is the height in points of a row of n lines.
func heightOf(n int) float64 {
	return min(float64(n)*lineHeight+rowPadding, maxHeight)
}
