package xlsx

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

func itoa(n int) string { return strconv.Itoa(n) }

// clean drops what XML can't hold (control characters, broken UTF-8 becomes
// the replacement character) and turns all line breaks into LF.
func clean(s string) string {
	if !dirty(s) {
		return s
	}
	s = strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\r\n", "\n")
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\r':
			return '\n'
		case r < ' ' && r != '\n' && r != '\t', r == 0xFFFE, r == 0xFFFF:
			return -1
		}
		return r
	}, s)
}

func dirty(s string) bool {
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c < ' ' && c != '\n' && c != '\t':
			return true
		case c == 0xEF && (strings.HasPrefix(s[i:], "\uFFFE") || strings.HasPrefix(s[i:], "\uFFFF")):
			return true
		}
	}
	return !utf8.ValidString(s)
}

// limit cuts a text to what a cell holds and says how much is gone.
func limit(s string) (kept string, cut bool) {
	if len(s) <= maxUnits || units(s) <= maxUnits {
		return s, false
	}
	const room = 60 // for the mark
	kept = cutUnits(s, maxUnits-room)
	gone := utf8.RuneCountInString(s) - utf8.RuneCountInString(kept)
	return kept + fmt.Sprintf(" … [cut: %d characters don't fit a cell]", gone), true
}

// formulaLike reports whether a spreadsheet would take the text for a formula
// once somebody edits its cell.
func formulaLike(s string) bool {
	return s != "" && strings.IndexByte("=+-@", s[0]) >= 0
}

// inFormula writes a text as a string of a formula.
func inFormula(s string) string {
	return `"` + strings.ReplaceAll(clean(s), `"`, `""`) + `"`
}
