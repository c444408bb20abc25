package corpus

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"unicode"
)

// Locator is what people write to say where something was said: P07:142 (the
// document's label and the turn's number), P07:142–145, with * behind it for a
// key quote. Page references with an asterisk for a quote worth printing are
// the convention of Ritchie, Spencer and O'Connor (2003), Box 9.5.
type Locator struct {
	Label string `json:"label"` // of the document
	First int    `json:"first"` // number of the first turn, from 1
	Last  int    `json:"last"`  // number of the last; equal to First for one turn
	Key   bool   `json:"key,omitempty"`
}

func (l Locator) String() string {
	s := l.Label + ":" + l.Turns()
	if l.Key {
		s += "*"
	}
	return s
}

// Turns is the locator without the document: 142, 142–145.
func (l Locator) Turns() string {
	s := strconv.Itoa(l.First)
	if l.Last > l.First {
		s += "–" + strconv.Itoa(l.Last)
	}
	return s
}

// A label is a run of letters, digits, dots, hyphens and low lines that begins
// and ends with a letter or digit; the range takes a dash of any kind.
const label = `[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}_.-]*[\p{L}\p{M}\p{N}_])?`

var (
	labelPattern   = compileLater(`^` + label + `$`)
	locatorPattern = compileLater(`(` + label + `):(\d{1,7})(?:\s?[-–—]\s?(\d{1,7}))?(\*)?`)
)

// compileLater compiles a pattern when it is first used: those of this package
// cost a millisecond, which every start of the program would pay.
func compileLater(pattern string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(pattern) })
}

// Label makes a short name out of any text, such as a file's name: what a
// locator cannot cite becomes a hyphen. It is empty if nothing is left.
func Label(s string) string {
	var b strings.Builder
	gap := false
	for _, r := range s {
		if !unicode.In(r, unicode.L, unicode.M, unicode.N) && r != '.' && r != '_' {
			gap = b.Len() > 0
			continue
		}
		if gap {
			b.WriteByte('-')
			gap = false
		}
		b.WriteRune(r)
	}
	return strings.Trim(b.String(), "._-")
}

// ParseLocator reads one locator. Anything else is an [ErrInvalid].
func ParseLocator(s string) (Locator, error) {
	m := locatorPattern().FindStringSubmatchIndex(s)
	if m == nil || m[0] != 0 || m[1] != len(s) {
		return Locator{}, Errorf(ErrInvalid, "%q is not a locator", s).
			WithHint("write the document and the paragraph: P07:142 or P07:142–145")
	}
	l, ok := locatorFrom(s, m)
	if !ok {
		return Locator{}, Errorf(ErrInvalid, "%q is not a locator", s).
			WithHint("paragraphs count from 1, and a range goes upwards: P07:142–145")
	}
	return l, nil
}

// LocatorAt is a locator found in a longer text, with its place there in bytes.
type LocatorAt struct {
	Locator
	Start, End int
}

// FindLocators lists the locators in a text, in order. Clock times (10:30) are
// not locators: a label has at least one letter.
func FindLocators(s string) []LocatorAt {
	var found []LocatorAt
	for _, m := range locatorPattern().FindAllStringSubmatchIndex(s, -1) {
		if !strings.ContainsFunc(s[m[2]:m[3]], isLetter) {
			continue
		}
		if l, ok := locatorFrom(s, m); ok {
			found = append(found, LocatorAt{l, m[0], m[1]})
		}
	}
	return found
}

// ReplaceLocators puts other locators into a text in the place of those in it.
// One that stays the same stays as it was written.
func ReplaceLocators(s string, fn func(Locator) Locator) string {
	var b strings.Builder
	at := 0
	for _, l := range FindLocators(s) {
		if now := fn(l.Locator); now != l.Locator {
			b.WriteString(s[at:l.Start])
			b.WriteString(now.String())
			at = l.End
		}
	}
	if at == 0 {
		return s
	}
	b.WriteString(s[at:])
	return b.String()
}

func isLetter(r rune) bool { return r > 0x7F || r|0x20 >= 'a' && r|0x20 <= 'z' }

func locatorFrom(s string, m []int) (Locator, bool) {
	l := Locator{Label: s[m[2]:m[3]], Key: m[8] >= 0}
	l.First, _ = strconv.Atoi(s[m[4]:m[5]])
	l.Last = l.First
	if m[6] >= 0 {
		l.Last, _ = strconv.Atoi(s[m[6]:m[7]])
	}
	return l, l.First >= 1 && l.Last >= l.First
}

// CompareLabels orders short names as people do: P2 before P10.
func CompareLabels(a, b string) int {
	for a != "" && b != "" {
		da, db := digits(a), digits(b)
		if da > 0 && db > 0 {
			na, nb := strings.TrimLeft(a[:da], "0"), strings.TrimLeft(b[:db], "0")
			if c := len(na) - len(nb); c != 0 {
				return c
			}
			if c := strings.Compare(na, nb); c != 0 {
				return c
			}
			a, b = a[da:], b[db:]
			continue
		}
		if a[0] != b[0] {
			return int(a[0]) - int(b[0])
		}
		a, b = a[1:], b[1:]
	}
	return len(a) - len(b)
}

func digits(s string) int {
	n := 0
	for n < len(s) && s[n] >= '0' && s[n] <= '9' {
		n++
	}
	return n
}

// FormatClock prints a time in a recording as h:mm:ss.
func FormatClock(seconds float64) string {
	s := int(seconds)
	return fmt.Sprintf("%d:%02d:%02d", s/3600, s/60%60, s%60)
}
