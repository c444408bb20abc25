package prose

import (
	"slices"

	"framewise/corpus/decode"
)

// Flow is a sequence of paragraphs: the body, a cell, a text box.
type Flow struct {
	paragraphs []Paragraph
	waiting    []mark  // starts between paragraphs, for the next one
	into       *Blocks // what takes in the paragraphs that are done
}

// drain hands on the paragraphs that are done, where that is wanted and there
// are many. The last one may go on.
func (f *Flow) drain() {
	const many = 500
	last := len(f.paragraphs) - 1
	if f.into == nil || last < many {
		return
	}
	done := Flow{paragraphs: f.paragraphs[:last:last]}
	f.into.Emit(done.End())
	f.paragraphs[0], f.paragraphs[last] = f.paragraphs[last], f.paragraphs[0]
	f.paragraphs = f.paragraphs[:1]
}

// Next is the paragraph to write into: a new one, or the last one if it goes
// on ([Paragraph.Join]). An empty one is used again. It is valid until the
// next call.
func (f *Flow) Next() *Paragraph {
	f.drain()
	n := len(f.paragraphs)
	goesOn := n > 0 && f.paragraphs[n-1].joined
	if !goesOn && (n == 0 || !f.paragraphs[n-1].empty()) {
		f.paragraphs = slices.Grow(f.paragraphs, 1)[:n+1]
		n++
	}
	p := &f.paragraphs[n-1]
	if !goesOn {
		*p = Paragraph{text: p.text[:0]} // the room of one that is done, or none
	}
	p.joined = false
	for _, m := range f.waiting {
		p.Mark(m.id, m.kind)
	}
	f.waiting = nil
	return p
}

// Between notes a mark that stands between paragraphs.
func (f *Flow) Between(id string, kind Kind) {
	if kind == Start || len(f.paragraphs) == 0 {
		f.waiting = append(f.waiting, mark{id: id, kind: kind})
		return
	}
	f.paragraphs[len(f.paragraphs)-1].Mark(id, kind)
}

// End trims the paragraphs and sets the text boxes behind those they hang on.
func (f *Flow) End() []Paragraph {
	boxes := 0
	for i := range f.paragraphs {
		if f.paragraphs[i].joined = false; f.paragraphs[i].cells == 0 {
			f.paragraphs[i].trim()
		}
		boxes += len(f.paragraphs[i].boxes)
	}
	if len(f.waiting) > 0 {
		f.paragraphs = append(f.paragraphs, Paragraph{marks: f.waiting})
	}
	if boxes == 0 {
		return f.paragraphs
	}
	all := make([]Paragraph, 0, len(f.paragraphs)+boxes)
	for _, p := range f.paragraphs {
		all = append(all, p)
		all = append(all, p.boxes...)
	}
	return all
}

// Texts ends the flow and returns the paragraphs that say something.
func (f *Flow) Texts() []string {
	var all []string
	for _, p := range f.End() {
		if len(p.text) > 0 {
			all = append(all, string(p.text))
		}
	}
	return all
}

// Row appends a table's row, made of its cells' ended flows.
func (f *Flow) Row(cells [][]Paragraph) {
	f.drain()
	rows := row(cells)
	if len(rows) > 0 && len(f.waiting) > 0 {
		for _, m := range f.waiting {
			rows[0].marks = append(rows[0].marks, mark{m.id, m.kind, 0})
		}
		f.waiting = nil
	}
	f.paragraphs = append(f.paragraphs, rows...)
}

// Embed appends the blocks of another document, and marks where its comments
// lie. name makes the identifiers of the marks.
func (f *Flow) Embed(d *decode.Decoded, name func(comment int) string) {
	f.drain()
	first := len(f.paragraphs)
	for _, b := range d.Blocks {
		p := Paragraph{Style: b.Style, Heading: b.Heading, Line: b.Line, Page: b.Page, cells: b.Cells}
		p.Put(b.Text, false)
		p.bold, p.plain = b.Bold, true
		f.paragraphs = append(f.paragraphs, p)
	}
	if len(f.paragraphs) > first {
		f.paragraphs[first].marks, f.waiting = f.waiting, nil
	}
	for i, c := range d.Comments {
		from, to := &f.paragraphs[first+c.FromBlock], &f.paragraphs[first+c.ToBlock]
		from.marks = append(from.marks, mark{name(i), Start, c.FromOffset})
		to.marks = append(to.marks, mark{name(i), End, c.ToOffset})
	}
}

// row makes the paragraphs of a table's row out of those of its cells, as the
// package comment says.
func row(cells [][]Paragraph) []Paragraph {
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
		var all []Paragraph
		for _, cell := range cells {
			all = append(all, cell...)
		}
		return all
	}
	var r Paragraph
	var rest []Paragraph
	for i, cell := range cells[:last+1] {
		sep := ""
		if i > 0 {
			sep = "\t"
		}
		begun := false
		for j := range cell {
			p := cell[j]
			if i == last && begun {
				rest = append(rest, p)
				continue
			}
			for k, c := range p.text {
				if c == '\t' {
					p.text[k] = ' '
				}
			}
			if len(p.text) > 0 && begun {
				sep = "\n"
			}
			if i == first && !begun && len(p.text) > 0 {
				r.Style, r.Heading, r.Line, r.Page = p.Style, p.Heading, p.Line, p.Page
				if first == 0 {
					r.bold = p.bold
				}
			}
			r.join(sep, &p)
			sep = ""
			begun = begun || len(p.text) > 0
		}
		if sep != "" {
			r.join(sep, &Paragraph{})
		}
	}
	for _, cell := range cells[last+1:] {
		for _, p := range cell {
			r.join("", &p)
		}
	}
	r.cells = last + 1
	return append([]Paragraph{r}, rest...)
}
