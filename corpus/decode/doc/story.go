package doc

import (
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"framewise/corpus/decode"
	"framewise/corpus/decode/prose"
)

// Characters that are none.
const (
	picture      = 0x01
	noteNumber   = 0x02
	remarkMark   = 0x05
	cellMark     = 0x07
	shape        = 0x08
	lineBreak    = 0x0B
	pageBreak    = 0x0C
	paragraphEnd = 0x0D
	columnBreak  = 0x0E
	fieldBegins  = 0x13
	fieldResult  = 0x14
	fieldEnds    = 0x15
	hardHyphen   = 0x1E
	softHyphen   = 0x1F
	symbolMark   = 0x28
)

// read reads the body, and counts what margins say.
func (w *file) read() error {
	s := story{w: w}
	w.blocks.Follow(&s.tables.Flow)
	w.blocks.Expect(len(w.paragraphs))
	if err := s.read(stretch{0, w.parts[footnotePart]}); err != nil {
		return err
	}
	for _, box := range w.boxes[w.parts[footnotePart]] {
		p := s.tables.At(0).Next()
		p.Line = max(w.line, 1)
		if err := s.box(box, p); err != nil {
			return err
		}
	}
	w.blocks.Emit(s.tables.End())
	return w.margins()
}

// margins counts the headers and footers that say something. The first six
// are the lines above notes.
func (w *file) margins() error {
	cps, _ := plc(w.entry(11), 0)
	for i := 6; i+1 < len(cps); i++ {
		at, ok := w.within(headerPart, cps[i], cps[i+1])
		if !ok {
			continue
		}
		texts, err := w.aside(at)
		if err != nil {
			return err
		}
		if strings.ContainsFunc(strings.Join(texts, " "), unicode.IsLetter) {
			w.count.margins++
		}
	}
	return nil
}

// aside reads a stretch on its own.
func (w *file) aside(at stretch) ([]string, error) {
	line := w.line
	s := story{w: w, inner: true}
	err := s.read(at)
	w.line = line
	return s.tables.Texts(), err
}

// story reads a part of the text.
type story struct {
	w      *file
	inner  bool // notes and comments within are not followed
	tables prose.Tables
	p      *prose.Paragraph // that is written to
	fields prose.Fields
	unsaid *int // what the last text was left out and counted as
	units  []uint16
	bytes  []byte
}

// read reads a stretch, paragraph by paragraph: what one is, is said at its
// end.
func (s *story) read(at stretch) error {
	w := s.w
	number := 0 // of the piece
	for from := at.from; from < at.to; {
		number = w.pieceOf(from, number)
		to, end, f := from, number, form{}
		for ; to < at.to; to++ {
			end = w.pieceOf(to, end)
			p := &w.pieces[end]
			if c := w.char(p, to); ends(c) {
				f = w.paragraphForm(p, p.offset(to), c)
				break
			}
		}
		if f.rowEnds {
			s.tables.EndRow(f.depth)
		} else if err := s.paragraph(from, to, number, f); err != nil {
			return err
		}
		if to < at.to && !f.rowEnds {
			p := &w.pieces[end]
			if l, _ := w.characterLook(p, p.offset(to), look{}); l.deleted && w.char(p, to) == paragraphEnd && !f.cellEnds {
				s.p.Join()
				w.gone.Add([]byte(" "))
			}
		}
		if f.cellEnds {
			s.tables.EndCell(f.depth)
		}
		from = to + 1
	}
	return nil
}

// pieceOf is the number of the piece that a character is in, from a number on.
func (w *file) pieceOf(cp, number int) int {
	for number < len(w.pieces)-1 && w.pieces[number].to <= cp {
		number++
	}
	return number
}

func ends(c uint16) bool {
	return c == paragraphEnd || c == cellMark || c == pageBreak || c == columnBreak
}

// paragraph reads a paragraph's characters, run by run.
func (s *story) paragraph(from, to, number int, f form) error {
	w := s.w
	w.line++
	p := s.tables.At(f.depth).Next()
	s.p = p
	if p.Line == 0 {
		p.Line = w.line
	}
	p.Style, p.Heading = f.style, f.heading
	if err := w.budget.Charge(decode.Overhead); err != nil {
		return err
	}
	for from < to {
		number = w.pieceOf(from, number)
		piece := &w.pieces[number]
		at := piece.offset(from)
		l, runEnd := w.characterLook(piece, at, f.look)
		n := runEnd - at // in bytes
		if piece.wide {
			n = (n + 1) / 2
		}
		end := min(to, piece.to, from+max(n, 1))
		if err := s.run(piece, from, max(end, from+1), l); err != nil {
			return err
		}
		from = max(end, from+1)
	}
	s.touch(to)
	return s.flush(look{})
}

// touch sets the marks of comments that lie at a place.
func (s *story) touch(cp int) {
	if s.inner || len(s.w.marks) == 0 {
		return
	}
	for _, m := range s.w.marks[cp] {
		s.p.Mark(m.id, m.kind)
	}
}

// run reads characters of one look, in one piece.
func (s *story) run(p *piece, from, to int, l look) error {
	for cp := from; cp < to; cp++ {
		c := s.w.char(p, cp)
		if len(s.w.marks) > 0 && s.w.marks[cp] != nil && !s.inner {
			if err := s.flush(l); err != nil {
				return err
			}
			s.touch(cp)
		}
		if c >= ' ' && !(c == symbolMark && l.special) {
			if s.units = append(s.units, c); len(s.units) > 4096 && !utf16.IsSurrogate(rune(c)) {
				if err := s.flush(l); err != nil {
					return err
				}
			}
			continue
		}
		if err := s.flush(l); err != nil {
			return err
		}
		if err := s.special(cp, c, l); err != nil {
			return err
		}
	}
	return s.flush(l)
}

// special reads a character that stands for something else.
func (s *story) special(cp int, c uint16, l look) error {
	w := s.w
	switch c {
	case '\t':
		return s.put("\t", l)
	case lineBreak:
		return s.put("\n", l)
	case hardHyphen:
		return s.put("\u2011", l)
	case symbolMark:
		font := ""
		if l.font < len(w.fonts) {
			font = w.fonts[l.font]
		}
		r, ok := prose.Symbol(font, l.symbol)
		if !ok {
			w.count.signs++
		}
		return s.put(string(r), l)
	case fieldBegins:
		s.fields.Begin()
	case fieldResult:
		s.fields.Separate(s.p)
	case fieldEnds:
		return s.put(s.fields.End(s.p), l)
	case picture:
		w.count.pictures++
	}
	if s.inner {
		return nil
	}
	switch c {
	case noteNumber:
		return s.note(cp, l)
	case remarkMark:
		return s.remark(cp)
	case shape, picture:
		for _, box := range w.boxes[cp] {
			if err := s.box(box, s.p); err != nil {
				return err
			}
		}
	}
	return nil
}

// note puts a note where its number stands.
func (s *story) note(cp int, l look) error {
	at, ok := s.w.notes[cp]
	if !ok || s.left([]byte("note"), l) {
		return nil
	}
	texts, err := s.w.aside(at)
	if err != nil || len(texts) == 0 {
		return err
	}
	s.w.count.noted++
	return s.w.budget.Charge(s.p.Put(" ["+strings.Join(texts, " ")+"]", false))
}

// remark reads the comment that hangs at a place.
func (s *story) remark(cp int) error {
	c := s.w.remarks[cp]
	if c == nil {
		return nil
	}
	texts, err := s.w.aside(stretch{c.FromBlock, c.ToBlock})
	c.Text = strings.Join(texts, "\n")
	s.w.comments = append(s.w.comments, *c)
	s.p.Mark(c.ID, prose.Reference)
	if err != nil {
		return err
	}
	return s.w.budget.Charge(decode.Overhead)
}

// box hangs a text box on a paragraph.
func (s *story) box(at stretch, p *prose.Paragraph) error {
	line := s.w.line
	inner := story{w: s.w, inner: true}
	err := inner.read(at)
	s.w.line = line
	p.Hang(inner.tables.End())
	return err
}

// left says whether text is left out, as deleted or hidden, and counts it, or
// as the code of a field.
func (s *story) left(t []byte, l look) bool {
	counted := &s.w.count.hidden
	switch {
	case s.fields.Codes() > 0:
		return true
	case l.deleted:
		counted = &s.w.gone.N
	case !l.hidden:
		s.unsaid = nil
		return false
	}
	if s.unsaid != counted && !prose.Blank(t) {
		s.unsaid = counted
		*counted++
	}
	if l.deleted && s.unsaid == counted {
		s.w.gone.Add(t)
	}
	return true
}

// put writes a sign that stands for a character.
func (s *story) put(sign string, l look) error {
	if s.left([]byte(sign), l) {
		return nil
	}
	return s.w.budget.Charge(s.p.Put(sign, l.bold))
}

// flush writes the characters that are pending.
func (s *story) flush(l look) error {
	if len(s.units) == 0 {
		return nil
	}
	s.bytes = s.bytes[:0]
	for i := 0; i < len(s.units); i++ {
		r := rune(s.units[i])
		if utf16.IsSurrogate(r) {
			next := rune(utf8.RuneError)
			if i+1 < len(s.units) {
				next = rune(s.units[i+1])
			}
			if r = utf16.DecodeRune(r, next); r != utf8.RuneError {
				i++
			}
		}
		s.bytes = utf8.AppendRune(s.bytes, r)
	}
	s.units = s.units[:0]
	s.fields.Code(s.bytes)
	if s.left(s.bytes, l) {
		return nil
	}
	return s.w.budget.Charge(s.p.Add(s.bytes, l.bold))
}
