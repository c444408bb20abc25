package corpus

import (
	"strings"
	"sync"
	"unicode/utf8"
)

// markEvery is the distance, in code points, between two remembered byte
// offsets of a [Text]: a conversion decodes at most that many.
const markEvery = 64

// Text is a document's immutable text with the converters between code points
// ([Pos]), bytes, UTF-16 code units and lines. Making one costs a pass over
// the text; a conversion then costs the decoding of at most a few dozen code
// points, and nothing at all in ASCII text.
//
// Offsets outside the text are clamped to its ends; an offset inside an
// encoded character is moved back to the character's start.
type Text struct {
	s     string
	len   Pos
	bytes []int32 // byte offset of every markEvery-th code point; nil in ASCII
	utf16 []int32 // UTF-16 offset of the same

	findLines  sync.Once
	lines      []Pos // start of every line
	findFolded sync.Once
	folded     *folded
}

// NewText prepares a text. It must be valid UTF-8 with LF line breaks, as
// [Clean] makes it.
func NewText(s string) *Text {
	t := &Text{s: s}
	n := utf8.RuneCountInString(s)
	t.len = Pos(n)
	if n == len(s) {
		return t
	}
	t.bytes = make([]int32, 0, n/markEvery+1)
	t.utf16 = make([]int32, 0, n/markEvery+1)
	i, units := 0, 0
	for b, r := range s {
		if i%markEvery == 0 {
			t.bytes = append(t.bytes, int32(b))
			t.utf16 = append(t.utf16, int32(units))
		}
		i++
		units++
		if r > 0xFFFF {
			units++
		}
	}
	return t
}

// String returns the whole text.
func (t *Text) String() string { return t.s }

// Len is the length in code points.
func (t *Text) Len() Pos { return t.len }

// Slice returns the words of a span, clamped to the text. The result shares
// the text's memory.
func (t *Text) Slice(s Span) string {
	if s.Empty() {
		return ""
	}
	return t.s[t.Byte(s.Start):t.Byte(s.End)]
}

// Byte converts a position to a byte offset.
func (t *Text) Byte(p Pos) int {
	p = min(max(p, 0), t.len)
	if t.bytes == nil {
		return int(p)
	}
	if p == t.len {
		return len(t.s)
	}
	b := int(t.bytes[p/markEvery])
	for range p % markEvery {
		_, n := utf8.DecodeRuneInString(t.s[b:])
		b += n
	}
	return b
}

// AtByte converts a byte offset to a position.
func (t *Text) AtByte(b int) Pos {
	b = min(max(b, 0), len(t.s))
	if t.bytes == nil {
		return Pos(b)
	}
	i := lastAtMost(t.bytes, b)
	p := Pos(i * markEvery)
	at := int(t.bytes[i])
	for at < b {
		_, n := utf8.DecodeRuneInString(t.s[at:])
		if at+n > b {
			break
		}
		at += n
		p++
	}
	return p
}

// UTF16 converts a position to an offset in UTF-16 code units, as browsers and
// other programs count.
func (t *Text) UTF16(p Pos) int {
	p = min(max(p, 0), t.len)
	if t.bytes == nil {
		return int(p)
	}
	i := min(int(p/markEvery), len(t.bytes)-1)
	b, units := int(t.bytes[i]), int(t.utf16[i])
	for range p - Pos(i*markEvery) {
		r, n := utf8.DecodeRuneInString(t.s[b:])
		b += n
		units++
		if r > 0xFFFF {
			units++
		}
	}
	return units
}

// AtUTF16 converts an offset in UTF-16 code units to a position.
func (t *Text) AtUTF16(units int) Pos {
	units = max(units, 0)
	if t.bytes == nil {
		return min(Pos(units), t.len)
	}
	i := lastAtMost(t.utf16, units)
	p := Pos(i * markEvery)
	b, at := int(t.bytes[i]), int(t.utf16[i])
	for at < units && b < len(t.s) {
		r, n := utf8.DecodeRuneInString(t.s[b:])
		w := 1
		if r > 0xFFFF {
			w = 2
		}
		if at+w > units {
			break
		}
		b += n
		at += w
		p++
	}
	return p
}

// Line converts a position to a line number and a column, both from 1, the
// column in code points.
func (t *Text) Line(p Pos) (line, column int) {
	p = min(max(p, 0), t.len)
	starts := t.lineStarts()
	i := lastAtMost(starts, int(p))
	return i + 1, int(p-starts[i]) + 1
}

// AtLine converts a line number and a column, both from 1, to a position.
func (t *Text) AtLine(line, column int) Pos {
	starts := t.lineStarts()
	i := min(max(line-1, 0), len(starts)-1)
	end := t.len
	if i+1 < len(starts) {
		end = starts[i+1] - 1
	}
	return min(starts[i]+Pos(max(column-1, 0)), end)
}

func (t *Text) lineStarts() []Pos {
	t.findLines.Do(func() {
		t.lines = []Pos{0}
		var p Pos
		for _, r := range t.s {
			p++
			if r == '\n' {
				t.lines = append(t.lines, p)
			}
		}
	})
	return t.lines
}

// lastAtMost is the index of the last element that is at most v; the first
// element must be 0.
func lastAtMost[T ~int | ~int32](sorted []T, v int) int {
	lo, hi := 0, len(sorted)
	for hi-lo > 1 {
		mid := (lo + hi) / 2
		if int(sorted[mid]) <= v {
			lo = mid
		} else {
			hi = mid
		}
	}
	return lo
}

// Clean makes a text storable: line breaks become LF, leading byte order
// marks go, control characters other than TAB and LF go, invalid UTF-8
// becomes U+FFFD. Nothing is normalised. dropped counts the control characters
// and replaced the invalid bytes, for a warning.
func Clean(s string) (clean string, dropped, replaced int) {
	s = strings.TrimLeft(s, "\uFEFF")
	dirty := false
	for i := 0; i < len(s); i++ {
		if c := s[i]; c < 0x20 && c != '\n' && c != '\t' || c == 0x7F {
			dirty = true
			break
		}
	}
	if !dirty && utf8.ValidString(s) {
		return s, 0, 0
	}
	var b strings.Builder
	b.Grow(len(s))
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == utf8.RuneError && n == 1:
			replaced++
			b.WriteRune(utf8.RuneError)
		case r == '\r':
			if i+1 >= len(s) || s[i+1] != '\n' {
				b.WriteByte('\n')
			}
		case r < 0x20 && r != '\n' && r != '\t' || r == 0x7F:
			dropped++
		case r == '\uFEFF' && b.Len() == 0: // behind a control character
		default:
			b.WriteString(s[i : i+n])
		}
		i += n
	}
	return b.String(), dropped, replaced
}
