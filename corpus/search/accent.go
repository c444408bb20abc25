package search

import (
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// accents knows the lower-case letters that are another letter with a mark.
var accents = sync.OnceValue(func() (a struct {
	base     map[rune]rune
	variants map[rune][]rune
}) {
	a.base = make(map[rune]rune, 1024)
	a.variants = make(map[rune][]rune, 128)
	var buf []byte
	for _, span := range [][2]rune{{0xC0, 0x52F}, {0x620, 0x6D3}, {0x1E00, 0x1FFF}} {
		for r := span[0]; r <= span[1]; r++ {
			if unicode.ToLower(r) != r {
				continue
			}
			buf = norm.NFD.AppendString(buf[:0], string(r))
			base, n := utf8.DecodeRune(buf)
			if base == r || n == len(buf) || !marks(buf[n:]) {
				continue
			}
			a.base[r] = base
			a.variants[base] = append(a.variants[base], r)
		}
	}
	return a
})

func marks(b []byte) bool {
	for _, r := range string(b) {
		if !unicode.Is(unicode.Mn, r) {
			return false
		}
	}
	return true
}

// fold takes the accents off a term.
func fold(term string) string {
	for i := range len(term) {
		if term[i] >= utf8.RuneSelf {
			base := accents().base
			return strings.Map(func(r rune) rune {
				if b, ok := base[r]; ok {
					return b
				}
				return r
			}, term)
		}
	}
	return term
}

// plain is how tags are compared: lower case without accents, outer space and
// NUL, which separates the parts of a tag.
func plain(s string) string {
	s = strings.ToLower(strings.TrimSpace(s))
	return fold(strings.ReplaceAll(norm.NFC.String(s), "\x00", " "))
}

// accentPath is an automaton over UTF-8 bytes that accepts a word without
// accents under any accents: the word itself or, with open set, all that
// begins with it. It lets a search walk only the part of a dictionary it needs.
type accentPath struct {
	step map[uint32]int // state<<8 | byte → state
	last int
	open bool
}

// newAccentPath makes the automaton of a folded word.
func newAccentPath(folded string, open bool) *accentPath {
	p := &accentPath{step: make(map[uint32]int), open: open}
	runes := []rune(folded)
	// States 1 to len(runes)+1 stand between the letters; 0 is dead; those
	// above are inside the bytes of one letter.
	p.last = len(runes) + 1
	next := p.last + 1
	var buf []byte
	for i, r := range runes {
		for _, v := range append([]rune{r}, accents().variants[r]...) {
			buf = utf8.AppendRune(buf[:0], v)
			state := i + 1
			for j, c := range buf {
				key := uint32(state)<<8 | uint32(c)
				switch to, ok := p.step[key]; {
				case j == len(buf)-1:
					p.step[key] = i + 2
				case ok:
					state = to
				default:
					p.step[key] = next
					state = next
					next++
				}
			}
		}
	}
	return p
}

func (p *accentPath) Start() int                 { return 1 }
func (p *accentPath) IsMatch(s int) bool         { return s == p.last }
func (p *accentPath) CanMatch(s int) bool        { return s != 0 }
func (p *accentPath) WillAlwaysMatch(s int) bool { return p.open && s == p.last }
func (p *accentPath) Accept(s int, c byte) int {
	if p.open && s == p.last {
		return s
	}
	return p.step[uint32(s)<<8|uint32(c)]
}

// commonPrefix is the longest common start of some words, in whole letters.
func commonPrefix(words []string) string {
	if len(words) == 0 {
		return ""
	}
	shortest := slices.MinFunc(words, func(a, b string) int { return len(a) - len(b) })
	n := len(shortest)
	for _, w := range words {
		for n > 0 && w[:n] != shortest[:n] {
			n--
		}
	}
	for n > 0 && n < len(shortest) && !utf8.RuneStart(shortest[n]) {
		n--
	}
	return shortest[:n]
}
