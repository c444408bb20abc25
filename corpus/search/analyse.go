package search

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/words"
	"golang.org/x/text/unicode/norm"
)

// maxTerm is the length in bytes beyond which a word is cut in the index.
const maxTerm = 128

// analyser divides text into the terms of the index: the words of Unicode
// Standard Annex 29 in lower case and NFKC. Accents stay. Scripts written
// without spaces between words give one term a character, so that a word in
// them is found as a phrase. Marks that do not change a word (Hebrew points,
// Arabic vowel signs) go. An article that French and Italian write together
// with the next word (l'espoir) is a term of its own. The zero value is ready;
// it is not safe for concurrent use.
type analyser struct {
	words *words.Iterator[string]
	buf   []byte
}

// each calls yield for every term, in order, with the bytes it takes up in the
// text. The term is valid during the call only.
func (a *analyser) each(text string, yield func(term []byte, start, end int)) {
	if a.words == nil {
		a.words = words.FromString(text)
	} else {
		a.words.SetText(text)
	}
	for a.words.Next() {
		start, end := a.words.Start(), a.words.End()
		word := text[start:end]
		switch kindOf(word) {
		case asciiWord:
			a.buf = a.buf[:0]
			for i := range len(word) {
				c := word[i]
				if 'A' <= c && c <= 'Z' {
					c += 'a' - 'A'
				}
				a.buf = append(a.buf, c)
			}
			a.emit(word, start, yield)
		case otherWord:
			a.normalise(word)
			a.emit(word, start, yield)
		case unspacedWord:
			for word != "" {
				n := norm.NFKC.NextBoundaryInString(word, true)
				a.normalise(word[:n])
				if len(a.buf) > 0 {
					yield(a.buf, start, start+n)
				}
				word, start = word[n:], start+n
			}
		}
	}
}

// emit yields the term in the buffer, or the two it is made of.
func (a *analyser) emit(word string, start int, yield func([]byte, int, int)) {
	if n := elided(a.buf); n > 0 {
		// The same place in the word as written: its first apostrophe.
		if i := strings.IndexAny(word, "'’"); i > 0 {
			_, width := utf8.DecodeRuneInString(word[i:])
			yield(a.buf[:n], start, start+i)
			yield(clip(a.buf[n+1:]), start+i+width, start+len(word))
			return
		}
	}
	if len(a.buf) > 0 {
		yield(clip(a.buf), start, start+len(word))
	}
}

func clip(term []byte) []byte {
	if len(term) <= maxTerm {
		return term
	}
	n := maxTerm
	for n > 0 && !utf8.RuneStart(term[n]) {
		n--
	}
	return term[:n]
}

// elisions are the words that lose their vowel before another: l'espoir,
// qu'elle, dell'anima.
var elisions = map[string]bool{
	"l": true, "d": true, "j": true, "m": true, "t": true, "s": true, "n": true, "c": true, "qu": true,
	"jusqu": true, "lorsqu": true, "puisqu": true, "quelqu": true, "quoiqu": true,
	"dell": true, "all": true, "nell": true, "sull": true, "dall": true, "un": true, "quell": true,
}

// elided is the length of the elided word at the start of a term, or 0.
func elided(term []byte) int {
	for i, c := range term {
		if i > 6 {
			break
		}
		if c == '\'' {
			if i+2 < len(term) && elisions[string(term[:i])] {
				return i
			}
			break
		}
	}
	return 0
}

// normalise puts a word's NFKC in lower case into the buffer.
func (a *analyser) normalise(word string) {
	a.buf = a.buf[:0]
	if !norm.NFKC.IsNormalString(word) {
		word = norm.NFKC.String(word)
	}
	for _, r := range word {
		switch {
		case r == '’' || r == 'ʼ':
			r = '\''
		case idle(r):
			continue
		default:
			r = unicode.ToLower(r)
		}
		a.buf = utf8.AppendRune(a.buf, r)
	}
}

// idle reports whether a character does not count in a word: combining
// accents that have no composed form, Hebrew points, Arabic vowel signs and
// lengthening, joiners and soft hyphens.
func idle(r rune) bool {
	switch {
	case r < 0x300:
		return r == 0xAD
	case r <= 0x36F:
		return true
	case r < 0x591:
		return false
	case r <= 0x5C7:
		return r != 0x5BE && r != 0x5C0 && r != 0x5C3 && r != 0x5C6
	case r <= 0x61A:
		return r >= 0x610
	case r == 0x640, 0x64B <= r && r <= 0x65F, r == 0x670, 0x6D6 <= r && r <= 0x6DC, 0x6DF <= r && r <= 0x6E8:
		return true
	}
	return 0x200B <= r && r <= 0x200F || r == 0x2060
}

type wordKind int

const (
	noWord       wordKind = iota // space, punctuation
	asciiWord                    // ASCII letters and digits
	otherWord                    // anything else with a letter or digit
	unspacedWord                 // of a script without spaces between words
)

func kindOf(word string) wordKind {
	kind := noWord
	for i, r := range word {
		if r < utf8.RuneSelf {
			if kind == noWord && ('a' <= r|0x20 && r|0x20 <= 'z' || '0' <= r && r <= '9') {
				kind = asciiWord
			}
			continue
		}
		if i == 0 && unspaced(r) {
			return unspacedWord
		}
		if kind == asciiWord || unicode.IsLetter(r) || unicode.IsNumber(r) {
			return otherWord
		}
	}
	return kind
}

// unspaced reports whether a letter is of a script that is written without
// spaces between words, or of Hangul, whose words carry their particles.
func unspaced(r rune) bool {
	switch {
	case r < 0x0E00:
		return false
	case r <= 0x0EFF, 0x1000 <= r && r <= 0x109F, 0x1780 <= r && r <= 0x17FF: // Thai, Lao; Myanmar; Khmer
		return unicode.IsLetter(r) || unicode.IsNumber(r)
	case 0x1100 <= r && r <= 0x11FF, 0x3040 <= r && r <= 0x30FF, 0x3130 <= r && r <= 0x318F:
		return unicode.IsLetter(r)
	case 0x3005 <= r && r <= 0x3007, 0x3400 <= r && r <= 0x9FFF, 0xAC00 <= r && r <= 0xD7AF:
		return true
	}
	return 0xF900 <= r && r <= 0xFAFF || 0xFF66 <= r && r <= 0xFF9F || 0x20000 <= r && r <= 0x3FFFF
}

// terms lists the terms of a text.
func terms(text string) []string {
	var a analyser
	var list []string
	a.each(text, func(term []byte, _, _ int) { list = append(list, string(term)) })
	return list
}
