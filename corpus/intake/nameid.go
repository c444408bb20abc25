package intake

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

var (
	nameIDShape   = compileLater(`^(\p{L}{1,4})-?(\d{1,4})$`)
	nameWaveShape = compileLater(`^(?:[tTwW]\d{1,2}|wave\d{1,2})$`)
	nameDateShape = compileLater(`^\d{4}-\d{2}-\d{2}$`)
	nameYear      = compileLater(`^(?:19|20)\d\d$`)
)

var (
	// idPrefixes stand before the number of a person or a group, however they
	// are written.
	idPrefixes = set("id pid int fg gf gd par tn sub suj subj resp case caso")
	// notIDs stand before the number of something else: a version, a part.
	notIDs = set("v ver rev part pt teil tape take vol no nr num page pag day dia tag mp utf cp iso copy")
)

// nameID finds the code of a person or a group among the words of a file's
// name: P08 in "P08 - Ana", "P08_Ana", "Interview P08" and "Ana (P08)". beside
// are the words, wave is t1 where that stands among them too. id is empty where
// there is none, or where something else may tell people apart: a second code,
// a number, a single letter.
func nameID(name string) (id, beside, wave string) {
	var words []string
	take := func(s string) bool {
		switch {
		case nameWaveShape().MatchString(s) && wave == "":
			wave = strings.ToLower(s)
		case nameDateShape().MatchString(s): // which is the document's date
		case id == "" && isNameID(s, len(words) == 0):
			id = s
		case isPlainWord(s):
			words = append(words, s)
		default:
			return false
		}
		return true
	}
	for _, s := range strings.FieldsFunc(name, func(r rune) bool {
		return unicode.IsSpace(r) || strings.ContainsRune("_.,;()[]–—", r)
	}) {
		s = strings.Trim(s, "-")
		if s == "" || take(s) {
			continue
		}
		for part := range strings.SplitSeq(s, "-") {
			if part != "" && !take(part) {
				return "", "", ""
			}
		}
	}
	return id, strings.Join(words, " "), wave
}

// isNameID says whether a word of a file's name looks like a code: one letter
// or a few capitals, and a number behind them. Behind other words p1 may be a
// page, and p01 is a person.
func isNameID(s string, first bool) bool {
	m := nameIDShape().FindStringSubmatch(s)
	if m == nil || nameWaveShape().MatchString(s) || nameYear().MatchString(m[2]) || notIDs[fold(m[1])] {
		return false
	}
	capitals := strings.IndexFunc(m[1], func(r rune) bool { return !unicode.IsUpper(r) }) < 0
	r, size := utf8.DecodeRuneInString(m[1])
	small := unicode.IsLower(r) && size == len(m[1]) && (first || len(m[2]) > 1)
	return capitals || small || idPrefixes[fold(m[1])]
}

// Beside are the words beside the code of a case in a file's name: Ana, of
// "P08 - Ana.docx". It is empty where the name has no code, or nothing else.
func Beside(file string) string { return parseName(file).beside }

// isPlainWord says whether all of a word are letters. A single letter may part
// the two of a couple: P08_A.
func isPlainWord(s string) bool {
	n := 0
	for _, r := range s {
		if !unicode.In(r, unicode.L, unicode.M) && r != '\'' && r != '’' {
			return false
		}
		n++
	}
	return n > 1
}
