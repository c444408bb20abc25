package pdf

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// rightToLeft says that a text has a letter of a script written that way.
func rightToLeft(s string) bool {
	for _, r := range s {
		if r >= 0x590 && r <= 0x8FF && !unicode.IsDigit(r) {
			return true
		}
	}
	return false
}

// reversed turns glyphs from the order on the page to that of reading: right
// to left, but numbers and Latin letters within stay.
func reversed(part []glyph) []glyph {
	out := slices.Clone(part)
	slices.Reverse(out)
	for i := 0; i < len(out); {
		if !leftToRight(out[i].text) {
			i++
			continue
		}
		j := i + 1
		for ; j < len(out); j++ {
			r, _ := utf8.DecodeRuneInString(out[j].text)
			within := inside(r) && j+1 < len(out) && leftToRight(out[j+1].text)
			if !leftToRight(out[j].text) && !within {
				break
			}
		}
		slices.Reverse(out[i:j])
		i = j
	}
	return out
}

func leftToRight(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsDigit(r) || r == '%' || unicode.IsLetter(r) && !rightToLeft(s)
}

// text is the line's words in reading order. rtl is the direction of the page.
func (l *line) text(rtl bool) string {
	var b strings.Builder
	for i, w := range l.reading(rtl) {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(w.text)
	}
	return b.String()
}

// reading puts the words, which stand from left to right, into reading order.
// On a page that runs to the right a stretch of a line may still run to the
// left: a paragraph, the cell of a table, what is said behind a name.
func (l *line) reading(rtl bool) []word {
	if rtl {
		return fromRight(l.words)
	}
	toLeft := func(w word) bool { return rightToLeft(w.text) }
	if !slices.ContainsFunc(l.words, toLeft) {
		return l.words
	}
	out := make([]word, 0, len(l.words))
	for i := 0; i < len(l.words); {
		j := i + 1
		for j < len(l.words) && l.words[j].x0-l.words[j-1].x1 < 1.5*l.size && !label(l.words[i:j]) {
			j++
		}
		part := slices.Clone(l.words[i:j])
		if mostlyToLeft(part) {
			for k := range part {
				if !rightToLeft(part[k].text) { // was not seen to run to the left
					part[k].text = turned(part[k].text)
				}
			}
			part = fromRight(part)
		} else {
			for k := 0; k < len(part); k++ {
				from := k
				for k < len(part) && toLeft(part[k]) {
					k++
				}
				slices.Reverse(part[from:k])
			}
		}
		out = append(out, part...)
		i = j
	}
	return out
}

// label says that words are a name and a colon, as stands before what somebody
// said.
func label(words []word) bool {
	return len(words) <= 4 && strings.HasSuffix(words[len(words)-1].text, ":") &&
		!slices.ContainsFunc(words, func(w word) bool { return rightToLeft(w.text) })
}

// mostlyToLeft says that most letters of a stretch are of scripts that run to
// the left.
func mostlyToLeft(words []word) bool {
	n := 0
	for _, w := range words {
		for _, r := range w.text {
			switch {
			case rightToLeft(string(r)):
				n++
			case unicode.IsLetter(r):
				n--
			}
		}
	}
	return n > 0
}

// turned reverses a text but for the Latin words and numbers in it.
func turned(s string) string {
	var gs []glyph
	for _, r := range s {
		gs = append(gs, glyph{text: string(r)})
	}
	var b strings.Builder
	for _, g := range reversed(gs) {
		b.WriteString(g.text)
	}
	return b.String()
}

// fromRight reads words from the right. Latin words among them stay in their
// order, with the numbers to the right of them.
func fromRight(words []word) []word {
	latin := func(w word) bool { return !rightToLeft(w.text) && strings.ContainsFunc(w.text, unicode.IsLetter) }
	toLeft := slices.ContainsFunc(words, func(w word) bool { return rightToLeft(w.text) })
	if !toLeft && slices.ContainsFunc(words, latin) {
		return words
	}
	out := slices.Clone(words)
	slices.Reverse(out)
	for i := 0; i < len(out); i++ {
		if last := latinTo(out, i); last > i {
			straighten(out[i : last+1])
			i = last
		}
	}
	return out
}

// latinTo is the last word, from the i-th on, of a stretch of Latin words and
// numbers: i itself, or below it, where there is none. The first of them may
// have letters of the other scripts before it, the last behind it.
func latinTo(words []word, i int) int {
	_, first := cutEnd(words[i].text)
	last := -1
	if strings.ContainsFunc(first, unicode.IsLetter) {
		last = i
	}
	for j := i + 1; first != "" && j < len(words); j++ {
		start, rest := cutStart(words[j].text)
		if start == "" {
			break
		}
		if strings.ContainsFunc(start, unicode.IsLetter) {
			last = j
		}
		if rest != "" {
			break
		}
	}
	return last
}

// straighten turns the order of the Latin words of a stretch, and leaves what
// stands before and behind them in its place.
func straighten(words []word) {
	n := len(words) - 1
	before, first := cutEnd(words[0].text)
	last, behind := cutStart(words[n].text)
	words[0].text, words[n].text = first, last
	slices.Reverse(words)
	words[0].text = before + words[0].text
	words[n].text += behind
}

// cutEnd cuts a text before the Latin letters and numbers that it ends with.
func cutEnd(s string) (before, latin string) {
	runes := []rune(s)
	i := len(runes)
	for i > 0 && (leftToRight(string(runes[i-1])) || i > 1 && i < len(runes) && inside(runes[i-1]) &&
		leftToRight(string(runes[i-2]))) {
		i--
	}
	return string(runes[:i]), string(runes[i:])
}

// cutStart cuts a text behind the Latin letters and numbers that it begins
// with.
func cutStart(s string) (latin, behind string) {
	runes := []rune(s)
	i := 0
	for i < len(runes) && (leftToRight(string(runes[i])) || i > 0 && i+1 < len(runes) && inside(runes[i]) &&
		leftToRight(string(runes[i+1]))) {
		i++
	}
	return string(runes[:i]), string(runes[i:])
}

// inside says that a sign within Latin letters or numbers is one of them.
func inside(r rune) bool { return strings.ContainsRune(".,:/-'’", r) }
