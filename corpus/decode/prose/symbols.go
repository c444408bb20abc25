package prose

import (
	"strings"
	"unicode"

	"framewise/corpus/decode"
)

// symbols are the signs of Word's symbol fonts that occur in transcripts, by
// font and place.
var symbols = map[string]map[int]rune{
	"wingdings": {
		0x4A: '☺', 0x4B: '😐', 0x4C: '☹', 0x6C: '●', 0x6E: '■', 0x6F: '□',
		0x71: '❑', 0x75: '◆', 0x76: '❖',
		0x9F: '•', 0xA7: '▪', 0xA8: '◻', 0xD8: '➢', 0xDF: '←', 0xE0: '→', 0xE1: '↑', 0xE2: '↓',
		0xE8: '➔',
		0xF0: '⇨', 0xFB: '✗', 0xFC: '✓', 0xFD: '☒', 0xFE: '☑',
	},
	"symbol": {
		0x2D: '−', 0xA3: '≤', 0xAB: '↔', 0xAC: '←', 0xAD: '↑', 0xAE: '→', 0xAF: '↓',
		0xB0: '°', 0xB1: '±',
		0xB3: '≥', 0xB4: '×', 0xB7: '•', 0xB8: '÷', 0xB9: '≠', 0xBB: '≈', 0xBC: '…',
		0xDE: '⇒', 0xE0: '◊',
	},
}

// Symbol is the character for a sign of a symbol font; ok is false where it has
// none and a square stands for it. Of other fonts it is the code itself.
func Symbol(font string, code rune) (r rune, ok bool) {
	if signs := symbols[strings.ToLower(font)]; signs != nil {
		if r, ok := signs[int(code&0xFF)]; ok {
			return r, true
		}
		return '□', false
	}
	if code >= 0xF000 && code <= 0xF0FF || code < 0x20 || !unicode.IsPrint(code) {
		return '□', false
	}
	return code, true
}

// Signs is the warning that signs have no character.
func Signs(n int) string {
	return decode.Plural(n, "sign of a symbol font stands", "signs of symbol fonts stand") + " as □ in the text"
}

// HeadingLevel is the level in a built-in heading's name, 1–9; the title counts
// as the first level. It is 0 for other styles.
func HeadingLevel(name string) int {
	name = strings.ToLower(strings.ReplaceAll(name, " ", ""))
	if name == "title" {
		return 1
	}
	digit, ok := strings.CutPrefix(name, "heading")
	if ok && len(digit) == 1 && digit[0] >= '1' && digit[0] <= '9' {
		return int(digit[0] - '0')
	}
	return 0
}
