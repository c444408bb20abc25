package docx

import (
	"unicode"
	"unicode/utf8"

	"framewise/corpus/decode"
)

// markKind is what a mark in a paragraph is for.
type markKind int

const (
	rangeStart markKind = iota
	rangeEnd
	reference
)

// mark is where a comment touches a paragraph, in code points.
type mark struct {
	id   string
	kind markKind
	at   int
}

// paragraph is one paragraph as it is being read.
type paragraph struct {
	text     []byte
	runes    int
	bold     int  // code points at the start that are bold
	plain    bool // the bold beginning is over
	style    string
	hasStyle style
	heading  int
	line     int
	cells    int
	marks    []mark
	boxes    []paragraph // text boxes that hang on it
	joined   bool        // its mark is deleted: the next paragraph goes on in it
}

// add appends a run's text and returns its code points. Line breaks in XML
// are blanks; DEL, which XML allows, goes.
func (p *paragraph) add(t []byte, bold bool) int {
	at := len(p.text)
	from := 0
	for i, c := range t {
		if c < ' ' && c != '\t' || c == 0x7F {
			p.text = append(p.text, t[from:i]...)
			if c != 0x7F {
				p.text = append(p.text, ' ')
			}
			from = i + 1
		}
	}
	p.text = append(p.text, t[from:]...)
	return p.added(at, bold)
}

// added accounts for the bytes appended since from and returns their code
// points.
func (p *paragraph) added(from int, bold bool) int {
	n := utf8.RuneCount(p.text[from:])
	p.runes += n
	switch {
	case p.plain || n == 0:
	case bold:
		p.bold = p.runes
	case !blank(p.text[from:]):
		p.plain = true
	}
	return n
}

func blank(t []byte) bool {
	for len(t) > 0 {
		r, n := utf8.DecodeRune(t)
		if !unicode.IsSpace(r) {
			return false
		}
		t = t[n:]
	}
	return true
}

func (p *paragraph) mark(id string, kind markKind) {
	p.marks = append(p.marks, mark{id, kind, p.runes})
}

// trim removes white space from both ends and moves the marks with the text.
func (p *paragraph) trim() {
	lead := 0
	for len(p.text) > 0 {
		r, n := utf8.DecodeRune(p.text)
		if !unicode.IsSpace(r) && r != '\uFEFF' {
			break
		}
		p.text = p.text[n:]
		lead++
	}
	p.runes -= lead
	for len(p.text) > 0 {
		r, n := utf8.DecodeLastRune(p.text)
		if !unicode.IsSpace(r) && r != '\uFEFF' {
			break
		}
		p.text = p.text[:len(p.text)-n]
		p.runes--
	}
	for i := range p.marks {
		p.marks[i].at = min(max(p.marks[i].at-lead, 0), p.runes)
	}
	p.bold = min(max(p.bold-lead, 0), p.runes)
	if p.bold > 0 && p.bold < p.runes {
		end := 0
		for range p.bold {
			_, n := utf8.DecodeRune(p.text[end:])
			end += n
		}
		for end > 0 {
			r, n := utf8.DecodeLastRune(p.text[:end])
			if !unicode.IsSpace(r) {
				break
			}
			end -= n
			p.bold--
		}
	}
}

// empty says that nothing would be lost without the paragraph.
func (p *paragraph) empty() bool { return len(p.text) == 0 && len(p.marks) == 0 && len(p.boxes) == 0 }

// join appends another paragraph's text and marks behind a separator.
func (p *paragraph) join(sep string, q *paragraph) {
	p.text = append(p.text, sep...)
	p.runes += utf8.RuneCountInString(sep)
	for _, m := range q.marks {
		m.at += p.runes
		p.marks = append(p.marks, m)
	}
	p.text = append(p.text, q.text...)
	p.runes += q.runes
}

// flow is a sequence of paragraphs: the body, a cell, a text box.
type flow struct {
	paragraphs []paragraph
	waiting    []mark // starts between paragraphs, for the next one
}

// next is the paragraph to write into: a new one, or the last one if its mark
// was deleted. An empty one is used again.
func (f *flow) next() *paragraph {
	n := len(f.paragraphs)
	switch {
	case n == 0 || !f.paragraphs[n-1].joined && !f.paragraphs[n-1].empty():
		f.paragraphs = append(f.paragraphs, paragraph{})
		n++
	case !f.paragraphs[n-1].joined:
		f.paragraphs[n-1] = paragraph{}
	}
	p := &f.paragraphs[n-1]
	p.joined = false
	for _, m := range f.waiting {
		p.mark(m.id, m.kind)
	}
	f.waiting = nil
	return p
}

// between notes a mark that stands between paragraphs.
func (f *flow) between(id string, kind markKind) {
	if kind == rangeStart || len(f.paragraphs) == 0 {
		f.waiting = append(f.waiting, mark{id: id, kind: kind})
		return
	}
	f.paragraphs[len(f.paragraphs)-1].mark(id, kind)
}

// end trims the paragraphs and sets the text boxes behind those they hang on.
func (f *flow) end() []paragraph {
	boxes := 0
	for i := range f.paragraphs {
		if f.paragraphs[i].joined = false; f.paragraphs[i].cells == 0 {
			f.paragraphs[i].trim()
		}
		boxes += len(f.paragraphs[i].boxes)
	}
	if len(f.waiting) > 0 {
		f.paragraphs = append(f.paragraphs, paragraph{marks: f.waiting})
	}
	if boxes == 0 {
		return f.paragraphs
	}
	all := make([]paragraph, 0, len(f.paragraphs)+boxes)
	for _, p := range f.paragraphs {
		all = append(all, p)
		all = append(all, p.boxes...)
	}
	return all
}

// row makes the paragraphs of a table's row out of those of its cells, as the
// package comment says.
func row(cells [][]paragraph) []paragraph {
	first, last, filled := -1, -1, 0
	for i, cell := range cells {
		for _, p := range cell {
			if len(p.text) > 0 {
				if first < 0 {
					first = i
				}
				last = i
				filled++
				break
			}
		}
	}
	if filled < 2 {
		var all []paragraph
		for _, cell := range cells {
			all = append(all, cell...)
		}
		return all
	}
	var r paragraph
	var rest []paragraph
	for i, cell := range cells[:last+1] {
		sep := ""
		if i > 0 {
			sep = "\t"
		}
		begun := false
		for j := range cell {
			p := cell[j]
			for k, c := range p.text {
				if c == '\t' {
					p.text[k] = ' '
				}
			}
			if i == last && begun {
				rest = append(rest, p)
				continue
			}
			if len(p.text) > 0 && begun {
				sep = "\n"
			}
			if i == first && !begun && len(p.text) > 0 {
				r.style, r.heading, r.line = p.style, p.heading, p.line
				if first == 0 {
					r.bold = p.bold
				}
			}
			r.join(sep, &p)
			sep = ""
			begun = begun || len(p.text) > 0
		}
		if sep != "" {
			r.join(sep, &paragraph{})
		}
	}
	for _, cell := range cells[last+1:] {
		for _, p := range cell {
			r.join("", &p)
		}
	}
	r.cells = last + 1
	return append([]paragraph{r}, rest...)
}

// place is a point in the blocks.
type place struct{ block, offset int }

func (a place) before(b place) bool {
	return a.block < b.block || a.block == b.block && a.offset < b.offset
}

// emit makes blocks of paragraphs, and places of their marks.
func (s *story) emit(paragraphs []paragraph) {
	for i := range paragraphs {
		p := &paragraphs[i]
		at := len(s.blocks)
		if len(p.text) > 0 {
			s.blocks = append(s.blocks, decode.Block{
				Text: string(p.text), Style: p.style, Heading: p.heading, Bold: p.bold, Line: p.line, Cells: p.cells,
			})
			s.lengths = append(s.lengths, p.runes)
		}
		for _, m := range p.marks {
			where := place{at, m.at}
			switch m.kind {
			case rangeStart:
				if _, twice := s.starts[m.id]; !twice {
					s.starts[m.id] = where
				}
			case rangeEnd:
				if len(p.text) == 0 && at > 0 {
					where = place{at - 1, s.lengths[at-1]}
				}
				s.ends[m.id] = where
			case reference:
				if len(p.text) == 0 && at > 0 {
					where = place{at - 1, s.lengths[at-1]}
				}
				s.references[m.id] = where
			}
		}
	}
}

// place finds the stretch of a comment: its range if it has one with text in
// it, else the paragraph that its number or one end of the range stands in.
func (s *story) place(id string) (from, to place, ok bool) {
	start, hasStart := s.starts[id]
	end, hasEnd := s.ends[id]
	ref, hasRef := s.references[id]
	if len(s.blocks) == 0 || !hasStart && !hasEnd && !hasRef {
		return from, to, false
	}
	if hasStart && !hasEnd && hasRef {
		end, hasEnd = ref, true
	}
	last := len(s.blocks) - 1
	clamp := func(p place) place {
		if p.block > last {
			return place{last, s.lengths[last]}
		}
		return p
	}
	if start, end = clamp(start), clamp(end); hasStart && hasEnd && start.before(end) {
		// A range that begins or ends at the border of a paragraph does not
		// touch the paragraph beyond.
		if start.offset == s.lengths[start.block] && start.block < end.block {
			start = place{start.block + 1, 0}
		}
		if end.offset == 0 && start.block < end.block {
			end = place{end.block - 1, s.lengths[end.block-1]}
		}
		if start.before(end) {
			return start, end, true
		}
	}
	at := start
	if hasRef {
		at = clamp(ref)
	} else if hasEnd {
		at = end
	}
	return place{at.block, 0}, place{at.block, s.lengths[at.block]}, true
}
