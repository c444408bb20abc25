package prose

import (
	"time"
	"unicode"
	"unicode/utf8"
)

// Kind is what a mark in a paragraph is for.
type Kind int

// A comment has a start and an end, or a reference: the place its number
// stands at.
const (
	Start Kind = iota
	End
	Reference
)

// mark is where a comment touches a paragraph, in code points.
type mark struct {
	id   string
	kind Kind
	at   int
}

// Paragraph is one paragraph as it is being read.
type Paragraph struct {
	Style   string
	Heading int
	Line    int // its number in the source
	Page    int
	// Start and End are times in the recording; valid if Timed.
	Start, End time.Duration
	Timed      bool

	text   []byte
	runes  int
	bold   int  // code points at the start that are bold
	plain  bool // the bold beginning is over
	cells  int
	marks  []mark
	boxes  []Paragraph // text boxes that hang on it
	joined bool        // the next paragraph goes on in it
}

// Add appends a run's text and returns its code points. Line breaks and other
// control characters are blanks, as in XML; DEL, which XML allows, goes.
func (p *Paragraph) Add(t []byte, bold bool) int {
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

// Put appends a sign that stands for an element, such as a tab or a line
// break, as it is, and returns its code points.
func (p *Paragraph) Put(sign string, bold bool) int {
	at := len(p.text)
	p.text = append(p.text, sign...)
	return p.added(at, bold)
}

// added accounts for the bytes appended since from and returns their code
// points.
func (p *Paragraph) added(from int, bold bool) int {
	n := utf8.RuneCount(p.text[from:])
	p.runes += n
	switch {
	case p.plain || n == 0:
	case bold:
		p.bold = p.runes
	case !Blank(p.text[from:]):
		p.plain = true
	}
	return n
}

// Blank says whether a text is white space, or nothing.
func Blank(t []byte) bool {
	for len(t) > 0 {
		r, n := utf8.DecodeRune(t)
		if !unicode.IsSpace(r) {
			return false
		}
		t = t[n:]
	}
	return true
}

// Mark notes where a comment touches the paragraph: at what comes next.
func (p *Paragraph) Mark(id string, kind Kind) {
	p.marks = append(p.marks, mark{id, kind, p.runes})
}

// Hang hangs a text box on the paragraph.
func (p *Paragraph) Hang(box []Paragraph) { p.boxes = append(p.boxes, box...) }

// Join makes the next paragraph go on in this one.
func (p *Paragraph) Join() { p.joined = true }

// HasText says whether something has been added, be it blank.
func (p *Paragraph) HasText() bool { return len(p.text) > 0 }

// trim removes white space from both ends and moves the marks with the text.
func (p *Paragraph) trim() {
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
func (p *Paragraph) empty() bool { return len(p.text) == 0 && len(p.marks) == 0 && len(p.boxes) == 0 }

// join appends another paragraph's text and marks behind a separator.
func (p *Paragraph) join(sep string, q *Paragraph) {
	p.text = append(p.text, sep...)
	p.runes += utf8.RuneCountInString(sep)
	for _, m := range q.marks {
		m.at += p.runes
		p.marks = append(p.marks, m)
	}
	p.text = append(p.text, q.text...)
	p.runes += q.runes
}
