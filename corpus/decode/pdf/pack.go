package pdf

import (
	"slices"
	"strings"
)

// packed is a sheet as it is kept until all pages are read: a long document
// has many words, and each of them a place.
type packed struct {
	sheet // without its lines
	lines []packedLine
	words []packedWord
	text  string // of the words, one behind the other
}

type packedLine struct {
	x0, x1, y, size float32
	words           int32 // how many
	column          int16
	ruby, artifact  bool
}

type packedWord struct {
	x0, x1 uint16 // in parts of the line: a hundredth of a point, or less
	size   int32  // of its text, in bytes; below zero where it is bold
}

// parts is how many a line has, from its left to its right edge.
const parts = 1<<16 - 1

func pack(s *sheet) packed {
	p := packed{sheet: *s, lines: make([]packedLine, len(s.lines))}
	p.sheet.lines = nil
	words, size := 0, 0
	for i := range s.lines {
		l := &s.lines[i]
		p.lines[i] = packedLine{
			float32(l.x0), float32(l.x1), float32(l.y), float32(l.size), int32(len(l.words)), int16(l.column), l.ruby, l.artifact,
		}
		words += len(l.words)
		for _, w := range l.words {
			size += len(w.text)
		}
	}
	p.words = make([]packedWord, 0, words)
	var text strings.Builder
	text.Grow(size)
	for i := range s.lines {
		l := &s.lines[i]
		for _, w := range l.words {
			n := len(w.text)
			if w.bold {
				n = -n
			}
			p.words = append(p.words, packedWord{l.part(w.x0), l.part(w.x1), int32(n)})
			text.WriteString(w.text)
		}
	}
	p.text = text.String()
	return p
}

func (l *line) part(x float64) uint16 {
	if l.x1 <= l.x0 {
		return 0
	}
	return uint16(min(max((x-l.x0)/(l.x1-l.x0), 0), 1)*parts + 0.5)
}

// desk is room for the lines of one sheet.
type desk struct {
	lines []line
	words []word
}

// unpack lays a sheet on a desk, and takes away what lay there.
func (p *packed) unpack(d *desk) *sheet {
	d.lines, d.words = slices.Grow(d.lines[:0], len(p.lines)), slices.Grow(d.words[:0], len(p.words))
	text, words := p.text, p.words
	for _, l := range p.lines {
		from := len(d.words)
		x0, x1 := float64(l.x0), float64(l.x1)
		at := func(part uint16) float64 { return x0 + (x1-x0)*float64(part)/parts }
		for _, w := range words[:l.words] {
			n := int(max(w.size, -w.size))
			d.words = append(d.words, word{x0: at(w.x0), x1: at(w.x1), text: text[:n], bold: w.size < 0})
			text = text[n:]
		}
		words = words[l.words:]
		d.lines = append(d.lines, line{
			x0: x0, x1: x1, y: float64(l.y), size: float64(l.size),
			words: d.words[from:len(d.words):len(d.words)], ruby: l.ruby, column: int(l.column), artifact: l.artifact,
		})
	}
	s := p.sheet
	s.lines = d.lines
	return &s
}

// each calls fn for every sheet, one after the other on the same desk.
func (b *book) each(fn func(i int, s *sheet)) {
	var d desk
	for i := range b.sheets {
		fn(i, b.sheets[i].unpack(&d))
	}
}
