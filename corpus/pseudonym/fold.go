package pseudonym

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// fold makes words equal that differ in the case of letters or in accents:
// Maria is María. The tilde of ñ and the cedilla make letters of their own, for
// Peña is not pena.
func fold(s string) string {
	ascii := true
	for i := 0; i < len(s) && ascii; i++ {
		ascii = s[i] < utf8.RuneSelf
	}
	if ascii {
		return strings.ToLower(s)
	}
	var b strings.Builder
	for _, r := range norm.NFD.String(strings.ToLower(s)) {
		switch {
		case r == '\u0303' || r == '\u0327' || !unicode.Is(unicode.Mn, r):
			b.WriteRune(r)
		case !unicode.In(r, unicode.Inherited): // a vowel sign of its script is a letter
			b.WriteRune(r)
		}
	}
	return b.String()
}

// capital says whether a word begins with a capital.
func capital(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(r) || unicode.IsTitle(r)
}

// shouted says whether a text is all in capitals, with two letters at least.
func shouted(s string) bool {
	letters := 0
	for _, r := range s {
		if unicode.IsLower(r) {
			return false
		}
		if unicode.IsUpper(r) {
			letters++
		}
	}
	return letters > 1
}
