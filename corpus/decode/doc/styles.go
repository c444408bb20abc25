package doc

import "framewise/corpus/decode/prose"

// style is an entry of the style sheet.
type style struct {
	name         string
	heading      int
	ofCharacters bool
	based        int   // the entry that it is based on
	bold, hidden *bool // nil where it doesn't say
}

// over is a look with what the style says of it.
func (s *style) over(l look) look {
	if s.bold != nil {
		l.bold = *s.bold
	}
	if s.hidden != nil {
		l.hidden = *s.hidden
	}
	return l
}

// readStyles reads the styles (STSH).
func (w *file) readStyles() {
	b := w.entry(1)
	if len(b) < 6 {
		return
	}
	size, count, base := int(little.Uint16(b)), int(little.Uint16(b[2:])), int(little.Uint16(b[4:]))
	if 2+size > len(b) {
		return
	}
	for b = b[2+size:]; len(b) >= 2 && len(w.styles) < count; {
		n := int(little.Uint16(b))
		if 2+n > len(b) {
			return
		}
		w.styles = append(w.styles, readStyle(b[2:2+n], base))
		b = b[2+n:]
	}
	for i := range w.styles {
		st := &w.styles[i]
		next := st.based
		for range 16 { // longer chains, and circles, are nobody's
			if next >= len(w.styles) || st.bold != nil && st.hidden != nil {
				break
			}
			from := &w.styles[next]
			if st.bold == nil {
				st.bold = from.bold
			}
			if st.hidden == nil {
				st.hidden = from.hidden
			}
			next = from.based
		}
	}
}

// readStyle reads an entry (STD): what there is of it, whose fixed part is of a
// size, its name, and the properties that it gives to paragraphs and characters
// (UPX).
func readStyle(std []byte, base int) (st style) {
	st.based = 0xFFF // none
	if len(std) < 4 || base >= len(std) {
		return st
	}
	const ofParagraphs, ofCharacters = 1, 2
	kind := little.Uint16(std[2:])
	st.based = int(kind >> 4)
	kind &= 0xF
	st.ofCharacters = kind == ofCharacters
	var rest []byte
	st.name, rest = xst(std[base:])
	if sti := int(little.Uint16(std) & 0xFFF); sti >= 1 && sti <= 9 { // heading 1 to 9
		st.heading = sti
	} else {
		st.heading = prose.HeadingLevel(st.name)
	}
	if len(rest) < 2 {
		return st
	}
	rest = rest[2:] // the NUL behind the name
	if kind == ofParagraphs {
		_, rest = upx(rest)
	} else if kind != ofCharacters {
		return st
	}
	list, _ := upx(rest)
	properties(list, func(sprm uint16, operand []byte) {
		on := operand[0] == 1 || operand[0] == 0x81
		switch sprm {
		case cBold:
			st.bold = &on
		case cVanish:
			st.hidden = &on
		}
	})
	return st
}

// upx cuts off a list of properties, which begins with its size and ends at an
// even byte.
func upx(b []byte) (list, rest []byte) {
	if len(b) < 2 {
		return nil, nil
	}
	n := int(little.Uint16(b))
	if 2+n > len(b) {
		return nil, nil
	}
	return b[2 : 2+n], b[min(2+n+n&1, len(b)):]
}
