package doc

import (
	"slices"
	"strings"

	"framewise/corpus/decode"
)

// run is a stretch of the main stream with its properties. There are many.
type run struct {
	from, to    uint32
	at          uint32 // of a list of properties (grpprl), in the main stream
	size, style uint16 // of the list; istd, of a paragraph
}

// find returns the run that a place of the stream lies in.
func find(runs []run, at int) *run {
	i, ok := slices.BinarySearchFunc(runs, at, func(r run, at int) int {
		switch {
		case int(r.to) <= at:
			return -1
		case int(r.from) > at:
			return 1
		}
		return 0
	})
	if !ok {
		return nil
	}
	return &runs[i]
}

// grpprl is a run's list of properties.
func (w *file) grpprl(r *run) []byte { return w.main[r.at : int(r.at)+int(r.size)] }

// readRuns gathers the runs from the pages (FKP) that a table of the FIB lists.
func (w *file) readRuns(number int, page func(page []byte, into []run) []run) ([]run, error) {
	cps, data := plc(w.entry(number), 4)
	var runs, found []run
	for i := range max(len(cps)-1, 0) {
		at := int(little.Uint32(data(i))&0x3FFFFF) * 512
		if at+512 > len(w.main) {
			return nil, errDamaged
		}
		found = page(w.main[at:at+512], found[:0])
		for _, r := range found {
			if n := len(runs); r.to <= r.from || n > 0 && r.from < runs[n-1].to {
				continue // out of order: as if it were not there
			}
			if r.size > 0 {
				r.at += uint32(at)
			}
			runs = append(runs, r)
			if err := w.budget.Charge(decode.Overhead / 4); err != nil {
				return nil, err
			}
		}
	}
	return runs, nil
}

// characterRuns reads a page of characters' properties (ChpxFkp). Where they
// are is told within the page.
func (w *file) characterRuns(page []byte, into []run) []run {
	n := int(page[511])
	if 4*(n+1)+n > 511 {
		return into
	}
	for i := range n {
		r := run{from: little.Uint32(page[4*i:]), to: little.Uint32(page[4*i+4:])}
		if at := 2 * int(page[4*(n+1)+i]); at > 0 && at+1+int(page[at]) <= 511 {
			r.at, r.size = uint32(at+1), uint16(page[at])
		}
		into = append(into, r)
	}
	return into
}

// paragraphRuns reads a page of paragraphs' properties (PapxFkp).
func (w *file) paragraphRuns(page []byte, into []run) []run {
	n := int(page[511])
	if 4*(n+1)+13*n > 511 {
		return into
	}
	for i := range n {
		r := run{from: little.Uint32(page[4*i:]), to: little.Uint32(page[4*i+4:])}
		if at := 2 * int(page[4*(n+1)+13*i]); at > 0 && at+2 <= 511 {
			size := 2*int(page[at]) - 1
			if page[at] == 0 {
				at++
				size = 2 * int(page[at])
			}
			if at++; size >= 2 && at+size <= 511 {
				r.style, r.at, r.size = little.Uint16(page[at:]), uint32(at+2), uint16(size-2)
			}
		}
		into = append(into, r)
	}
	return into
}

// Properties that matter here (sprm).
const (
	cDeleted  = 0x0800 // sprmCFRMarkDel
	cBold     = 0x0835
	cBoldBi   = 0x085C // of text from right to left
	cVanish   = 0x083C
	cSpecial  = 0x0855
	cSymbol   = 0x6A09
	cStyle    = 0x4A30
	pInTable  = 0x2416
	pTtp      = 0x2417 // the mark ends a row
	pItap     = 0x6649
	pInnerEnd = 0x244B // the mark ends a cell of a table in a table
	pInnerTtp = 0x244C
	pOutline  = 0x2640
	pStyle    = 0x4600
)

// properties calls fn for every property of a list. It ends where the list is
// damaged.
func properties(grpprl []byte, fn func(sprm uint16, operand []byte)) {
	for len(grpprl) >= 3 {
		sprm := little.Uint16(grpprl)
		rest := grpprl[2:]
		size := 0
		switch sprm >> 13 {
		case 0, 1:
			size = 1
		case 2, 4, 5:
			size = 2
		case 3:
			size = 4
		case 7:
			size = 3
		default: // its size stands before it
			size = int(rest[0])
			rest = rest[1:]
			if sprm == 0xD608 && len(rest) > 0 { // sprmTDefTable: two bytes, one too many
				size += int(rest[0])<<8 - 1
				rest = rest[1:]
			}
		}
		if size < 0 || size > len(rest) {
			return
		}
		if size > 0 {
			fn(sprm, rest[:size])
		}
		grpprl = rest[size:]
	}
}

// look is how characters look.
type look struct {
	bold, hidden, deleted, special bool
	symbol                         rune // of a symbol font
	font                           int  // that it is of
}

// characterLook is the look at a place of the stream, and where the run ends.
// base is that of the paragraph's style.
func (w *file) characterLook(p *piece, at int, base look) (l look, to int) {
	to = len(w.main)
	l = base
	set := func(sprm uint16, operand []byte) {
		switch sprm {
		case cDeleted:
			l.deleted = operand[0]&1 != 0
		case cBold, cBoldBi:
			l.bold = toggled(operand[0], base.bold)
		case cVanish:
			l.hidden = toggled(operand[0], base.hidden)
		case cSpecial:
			l.special = operand[0]&1 != 0
		case cSymbol:
			if len(operand) >= 4 {
				l.font, l.symbol = int(little.Uint16(operand)), rune(little.Uint16(operand[2:]))
			}
		case cStyle:
			if n := int(little.Uint16(operand)); n < len(w.styles) && w.styles[n].ofCharacters {
				base = w.styles[n].over(base)
				l.bold, l.hidden = base.bold, base.hidden
			}
		}
	}
	if r := find(w.characters, at); r != nil {
		to = int(r.to)
		properties(w.grpprl(r), set)
	}
	properties(p.grpprl, set)
	return l, to
}

// toggled is a property that is off, on, as the style has it, or the other way.
func toggled(operand byte, style bool) bool {
	switch operand {
	case 0x80:
		return style
	case 0x81:
		return !style
	}
	return operand&1 != 0
}

// form is what a paragraph is.
type form struct {
	look              look // of its style
	style             string
	heading           int
	depth             int // in tables
	cellEnds, rowEnds bool
}

// paragraphForm is the form of the paragraph that ends with a mark.
func (w *file) paragraphForm(p *piece, at int, sign uint16) (f form) {
	in, level, istd := false, 0, 0
	outline := -1
	inner, innerRow := false, false
	set := func(sprm uint16, operand []byte) {
		switch sprm {
		case pInTable:
			in = operand[0] != 0
		case pTtp:
			f.rowEnds = operand[0] != 0
		case pItap:
			if len(operand) >= 4 {
				level = int(int32(little.Uint32(operand)))
			}
		case pInnerEnd:
			inner = operand[0] != 0
		case pInnerTtp:
			innerRow = operand[0] != 0
		case pOutline:
			outline = int(operand[0])
		case pStyle:
			if len(operand) >= 2 {
				istd = int(little.Uint16(operand))
			}
		}
	}
	if r := find(w.paragraphs, at); r != nil {
		istd = int(r.style)
		properties(w.grpprl(r), set)
	}
	properties(p.grpprl, set)
	if istd < len(w.styles) {
		st := &w.styles[istd]
		f.look = st.over(look{})
		if istd > 0 {
			f.style, f.heading = st.name, st.heading
		}
	}
	if outline >= 0 && outline < 9 {
		f.heading = outline + 1
	}
	if in {
		f.depth = min(max(level, 1), 20)
	}
	switch {
	case f.depth > 1:
		f.cellEnds, f.rowEnds = inner, innerRow
	case sign == cellMark:
		f.depth, f.cellEnds = 1, !f.rowEnds
	default:
		f.rowEnds = false
	}
	return f
}

// readFonts reads the names of the fonts (SttbfFfn).
func (w *file) readFonts() {
	b := w.entry(15)
	if len(b) < 4 {
		return
	}
	for b = b[4:]; len(b) > 0; {
		n := int(b[0]) + 1
		if n > len(b) || n < 40 {
			return
		}
		name, _, _ := strings.Cut(wide(b[40:n]), "\x00")
		w.fonts = append(w.fonts, name)
		b = b[n:]
	}
}
