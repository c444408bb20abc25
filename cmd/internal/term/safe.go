package term

import (
	"strings"
	"unicode"

	"github.com/rivo/uniseg"
)

// Safe makes text harmless to print on one line: line breaks and tabs become
// spaces, control characters their pictures (␛), and what would turn the
// direction of the text around it becomes a replacement character.
func Safe(s string) string { return safe(s, false) }

// SafeLines is [Safe] for text of several lines: line breaks stay.
func SafeLines(s string) string { return safe(s, true) }

func safe(s string, lines bool) string {
	if !strings.ContainsFunc(s, dangerous) {
		return s
	}
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' && lines:
			return r
		case r == '\n', r == '\t', r == '\u2028', r == '\u2029':
			return ' '
		case r < 0x20:
			return '\u2400' + r // control pictures
		case r == 0x7F:
			return '\u2421'
		case dangerous(r):
			return unicode.ReplacementChar
		}
		return r
	}, s)
}

// dangerous characters move the cursor, ring, begin an escape sequence or
// reorder the text of others (Unicode Technical Report 36, section 2.5).
func dangerous(r rune) bool {
	switch {
	case r < 0x20, r >= 0x7F && r < 0xA0: // C0, DEL and C1
		return true
	case r >= '\u202A' && r <= '\u202E', r >= '\u2066' && r <= '\u2069': // embeddings, overrides, isolates
		return true
	case r == '\u2028', r == '\u2029':
		return true
	}
	return false
}

// Width is how many columns a text takes on a terminal.
func Width(s string) int { return uniseg.StringWidth(s) }

// Truncate cuts a text to a number of columns, with an ellipsis where
// something was cut off.
func Truncate(s string, width int) string {
	if Width(s) <= width {
		return s
	}
	if width < 1 {
		return ""
	}
	var b strings.Builder
	left := width - 1
	for rest, state := s, -1; rest != ""; {
		var cluster string
		var w int
		cluster, rest, w, state = uniseg.FirstGraphemeClusterInString(rest, state)
		if w > left {
			break
		}
		b.WriteString(cluster)
		left -= w
	}
	return strings.TrimRight(b.String(), " ") + "…"
}

// Wrap breaks a text into lines of at most a number of columns, at spaces
// where there are any; line breaks in it stay.
func Wrap(s string, width int) []string {
	width = max(width, 10)
	var lines []string
	for _, paragraph := range strings.Split(s, "\n") {
		line, used := "", 0
		for _, word := range strings.Fields(paragraph) {
			w := Width(word)
			if used > 0 && used+1+w > width {
				lines, line, used = append(lines, line), "", 0
			}
			for w > width {
				head := strings.TrimSuffix(Truncate(word, width+1), "…")
				if head == "" || head == word {
					break
				}
				lines, word = append(lines, head), word[len(head):]
				w = Width(word)
			}
			if used > 0 {
				line, used = line+" ", used+1
			}
			line, used = line+word, used+w
		}
		lines = append(lines, line)
	}
	return lines
}

// SideBySide lays two texts out in two columns of a width together, and breaks
// them at spaces.
func SideBySide(left, right string, width int) []string {
	half := max((width-3)/2, 10)
	a, b := Wrap(left, half), Wrap(right, half)
	var lines []string
	for i := range max(len(a), len(b)) {
		line := ""
		if i < len(a) {
			line = a[i]
		}
		line += strings.Repeat(" ", max(half-Width(line), 0)) + " │ "
		if i < len(b) {
			line += b[i]
		}
		lines = append(lines, strings.TrimRight(line, " "))
	}
	return lines
}
