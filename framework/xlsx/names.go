package xlsx

import (
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// The sheets that every workbook has. [OriginSheet] is hidden.
const (
	readmeSheet    = "README"
	centralSheet   = "Central"
	wideSheet      = "Matrix" // where all themes are on one sheet
	cellsSheet     = "Cells"
	quotesSheet    = "Quotes"
	casesSheet     = "Cases"
	frameworkSheet = "Framework"
	countsSheet    = "Counts"
	peopleSheet    = "Participants"
	memosSheet     = "Memos"
	OriginSheet    = "_framewise"
)

// sheetNames gives out names that Excel takes: at most 31 UTF-16 units, none
// of []:*?/\ and no quotation marks (they would have to be doubled in every
// formula), no two alike but for case, not History, which Excel keeps.
type sheetNames struct{ taken map[string]bool }

func newSheetNames() *sheetNames {
	n := &sheetNames{taken: map[string]bool{"history": true}}
	for _, name := range []string{readmeSheet, centralSheet, wideSheet, cellsSheet, quotesSheet, casesSheet,
		frameworkSheet, countsSheet, peopleSheet, memosSheet, OriginSheet} {
		n.taken[strings.ToLower(name)] = true
	}
	return n
}

const maxSheetName = 31

func (n *sheetNames) take(title string) string {
	title = strings.Map(func(r rune) rune {
		switch {
		case strings.ContainsRune(`[]:*?/\`, r), r < ' ', r == 0xFFFE, r == 0xFFFF:
			return ' '
		case r == '\'':
			return '’'
		case r == '"':
			return '”'
		}
		return r
	}, title)
	title = strings.Join(strings.Fields(title), " ")
	if title == "" {
		title = "Theme"
	}
	name := cutWords(title, maxSheetName)
	for i := 2; n.taken[strings.ToLower(name)]; i++ {
		suffix := " (" + itoa(i) + ")"
		name = cutWords(title, maxSheetName-len(suffix)) + suffix
	}
	n.taken[strings.ToLower(name)] = true
	return name
}

// cutWords is [cutUnits] that ends with a whole word, if that leaves at least
// half.
func cutWords(s string, n int) string {
	short := cutUnits(s, n)
	if len(short) == len(s) || s[len(short)] == ' ' {
		return short
	}
	if i := strings.LastIndexByte(short, ' '); i >= len(short)/2 {
		return short[:i]
	}
	return short
}

// cutUnits keeps what fits into n UTF-16 units, without splitting a character
// or leaving a space at the end.
func cutUnits(s string, n int) string {
	if len(s) <= n {
		return s
	}
	units := 0
	for i, r := range s {
		if units += max(1, utf16.RuneLen(r)); units > n {
			return strings.TrimRight(s[:i], " ")
		}
	}
	return s
}

// units counts the UTF-16 units of a text, in which Excel measures.
func units(s string) int {
	n := utf8.RuneCountInString(s)
	for _, r := range s {
		if r > 0xFFFF {
			n++
		}
	}
	return n
}
