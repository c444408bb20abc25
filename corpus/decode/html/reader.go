package html

import (
	"errors"
	"io"
	"strconv"
	"strings"
	"time"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"framewise/corpus/decode"
	"framewise/corpus/decode/prose"
)

// What lies deeper is read too, but without its looks.
const (
	deepest = 1000 // open elements
	inmost  = 50   // tables within tables
)

// element is an open element, with what it and those around it say.
type element struct {
	tag     atom.Atom
	name    string // where there is no atom
	bold    bool
	hidden  bool // and it counts
	deleted bool
	unseen  bool // as a script is
	pre     bool
	framed  bool   // a table that is in [reader.tables]
	class   string // of the block
	heading int
}

// table is an open table.
type table struct {
	outer *prose.Flow
	cells [][]prose.Paragraph
	cell  *prose.Flow // the open cell's text; nil between cells
}

// reader reads a page token by token, so that its memory is that of the text.
type reader struct {
	d     *Document
	z     *html.Tokenizer
	xhtml bool // <script/> ends itself

	body   prose.Flow
	flow   *prose.Flow // that is written to
	tables []table
	open   []element
	count  map[atom.Atom]int // of open elements
	over   int               // elements open beyond the deepest
	bold   map[string]bool   // classes in bold type

	at      *anchor           // of noScribe, before the next word; nil where there is none
	p       *prose.Paragraph  // that is written to; nil where none has begun
	space   bool              // white space waits for the next word
	breaks  int               // so do line breaks
	pages   map[string]string // what is printed on pages of paper, by element
	marked  int               // elements open within a mark; 0 outside of one
	kind    mark              // of it
	written []byte            // what is in it
	sheet   bool              // a style sheet comes next
	said    bool              // the hidden stretch is counted
}

func newReader(d *Document, text string) *reader {
	r := &reader{
		d: d, z: html.NewTokenizer(strings.NewReader(text)),
		count: map[atom.Atom]int{}, bold: map[string]bool{},
	}
	r.flow = &r.body
	r.open = append(r.open, element{})
	start := text[:min(len(text), 1000)]
	r.xhtml = strings.HasPrefix(strings.TrimSpace(start), "<?xml") ||
		strings.Contains(start, "http://www.w3.org/1999/xhtml")
	r.z.AllowCDATA(r.xhtml)
	return r
}

func (r *reader) read() error {
	for {
		var err error
		switch kind := r.z.Next(); kind {
		case html.ErrorToken:
			for len(r.tables) > 0 {
				r.endTable()
			}
			if err := r.z.Err(); !errors.Is(err, io.EOF) {
				return err
			}
			return nil
		case html.TextToken:
			if r.sheet {
				boldClasses(r.z.Raw(), r.bold)
			}
			err = r.text(r.z.Text())
		case html.StartTagToken, html.SelfClosingTagToken:
			err = r.start(kind == html.SelfClosingTagToken)
		case html.EndTagToken:
			name, _ := r.z.TagName()
			r.end(atom.Lookup(name), string(name))
		}
		if err != nil {
			return err
		}
	}
}

// top is the innermost open element.
func (r *reader) top() *element { return &r.open[len(r.open)-1] }

// text writes characters: white space as one blank, or as it is in
// preformatted text, where a line is a paragraph.
func (r *reader) text(t []byte) error {
	if r.marked > 0 {
		return r.inMark(t)
	}
	e := r.top()
	if e.unseen || e.hidden || e.deleted {
		if !e.unseen && !r.said && !prose.Blank(t) {
			if r.said = true; e.deleted {
				r.d.deletions.N++
			} else {
				r.d.hidden++
			}
		}
		if e.deleted && !e.unseen && r.said {
			r.d.deletions.Add(t)
		}
		return nil
	}
	for len(t) > 0 {
		n := 0
		for n < len(t) && !isSpace(t[n]) {
			n++
		}
		if n > 0 {
			if err := r.word(t[:n]); err != nil {
				return err
			}
			t = t[n:]
			continue
		}
		for n < len(t) && isSpace(t[n]) {
			switch {
			case !e.pre:
				r.space = true
			case t[n] == '\n':
				r.endParagraph()
			case r.p != nil:
				if err := r.d.budget.Charge(r.p.Put(string(t[n]), e.bold)); err != nil {
					return err
				}
			}
			n++
		}
		t = t[n:]
	}
	return nil
}

func isSpace(c byte) bool { return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f' }

// word writes a word, behind the white space and line breaks that wait.
func (r *reader) word(w []byte) error {
	e := r.top()
	if r.breaks > 1 || r.breaks > 0 && e.bold {
		r.endParagraph()
	}
	if r.p == nil {
		r.d.line++
		r.p = r.flow.Next()
		r.p.Line, r.p.Page, r.p.Style, r.p.Heading = r.d.line, r.d.page, e.class, e.heading
		if err := r.d.budget.Charge(decode.Overhead); err != nil {
			return err
		}
	} else {
		sign := ""
		switch {
		case r.breaks > 0:
			sign = "\n"
		case r.space:
			sign = " "
		}
		if err := r.d.budget.Charge(r.p.Put(sign, e.bold)); err != nil {
			return err
		}
	}
	if r.at != nil {
		if !r.p.HasText() {
			r.p.Start, r.p.Timed = r.at.from, true
		}
		r.p.End = max(r.p.End, r.at.to)
		r.at = nil
	}
	r.space, r.breaks = false, 0
	return r.d.budget.Charge(r.p.Add(w, e.bold))
}

// anchor is where something is said in the recording.
type anchor struct{ from, to time.Duration }

// anchorOf reads the names that noScribe gives to what is said, with the times
// in milliseconds: ts_1500_3000_S01.
func anchorOf(name string) *anchor {
	rest, ok := strings.CutPrefix(name, "ts_")
	if !ok || len(name) > 100 {
		return nil
	}
	from, rest, _ := strings.Cut(rest, "_")
	to, _, ok := strings.Cut(rest, "_")
	a, errA := strconv.ParseUint(from, 10, 32)
	b, errB := strconv.ParseUint(to, 10, 32)
	if !ok || errA != nil || errB != nil || b < a {
		return nil
	}
	return &anchor{time.Duration(a) * time.Millisecond, time.Duration(b) * time.Millisecond}
}

func (r *reader) endParagraph() { r.p, r.space, r.breaks = nil, false, 0 }

// start opens an element.
func (r *reader) start(closed bool) error {
	name, more := r.z.TagName()
	tag := atom.Lookup(name)
	if closed && r.xhtml {
		r.z.NextIsNotRawText()
	}
	switch tag {
	case atom.Br:
		r.breaks++
		r.space = false
		return nil
	case atom.Img:
		r.d.pictures++
		return nil
	case atom.Hr:
		r.endParagraph()
		var is role
		for more {
			var key, val []byte
			key, val, more = r.z.TagAttr()
			is.attribute(string(key), string(val))
		}
		r.turn(&is)
		return nil
	case atom.Meta:
		var name, content string
		for more {
			var key, val []byte
			key, val, more = r.z.TagAttr()
			switch string(key) {
			case "name":
				name = string(val)
			case "content":
				content = string(val)
			}
		}
		if name == "audio_source" && len(content) < 1000 {
			r.d.recording = decode.Clean(content)
		}
		return nil
	case atom.Wbr, atom.Input, atom.Link, atom.Base, atom.Col, atom.Source, atom.Track, atom.Embed,
		atom.Area, atom.Param:
		return nil
	}
	if err := r.d.budget.Charge(1); err != nil { // so that endless markup is bounded
		return err
	}
	block := blocks[tag]
	if block {
		r.endParagraph()
		r.implied(tag)
	}
	if len(r.open) >= deepest {
		r.over++
		return nil
	}
	e := *r.top()
	e.tag, e.name, e.framed = tag, "", false
	if tag == 0 {
		e.name = string(name)
	}
	if level := strings.IndexByte("123456", byte(lastOf(name))); level >= 0 && len(name) == 2 && name[0] == 'h' {
		e.heading = level + 1
	}
	switch tag {
	case atom.B, atom.Strong:
		e.bold = true
	case atom.Pre, atom.Textarea, atom.Xmp, atom.Plaintext, atom.Listing:
		e.pre = true
	case atom.Del:
		e.deleted = true
	}
	e.unseen = e.unseen || unshown[tag]
	var is role
	for more {
		var key, val []byte
		key, val, more = r.z.TagAttr()
		r.attribute(&e, string(key), string(val), block)
		is.attribute(string(key), string(val))
	}
	e.unseen = e.unseen || is.list
	r.turn(&is)
	if !e.hidden && !e.deleted {
		r.said = false
	}
	if closed && (r.xhtml || tag == 0) {
		return nil
	}
	r.sheet = tag == atom.Style
	switch tag {
	case atom.Table:
		if e.framed = len(r.tables) < inmost; e.framed {
			r.tables = append(r.tables, table{outer: r.flow})
		}
	case atom.Tr:
		r.endRow()
	case atom.Td, atom.Th:
		r.startCell()
	}
	r.open = append(r.open, e)
	r.count[tag]++
	if is.mark != noMark && r.marked == 0 {
		r.marked, r.kind, r.written = len(r.open), is.mark, r.written[:0]
	}
	return nil
}

func lastOf(name []byte) byte {
	if len(name) == 0 {
		return 0
	}
	return name[len(name)-1]
}

// attribute reads what an attribute says about an element's looks.
func (r *reader) attribute(e *element, key, val string, block bool) {
	switch key {
	case "hidden":
		e.hidden = true
	case "name":
		if at := anchorOf(val); at != nil && e.tag == atom.A {
			r.at = at
		}
	case "title":
		if e.tag == atom.Div && r.top().tag == atom.Body && (val == "header" || val == "footer") {
			e.unseen = true // as LibreOffice writes them
			r.d.margins++
		}
	case "style":
		style := strings.ToLower(strings.ReplaceAll(val, " ", ""))
		if bold, said := weight(style); said {
			e.bold = bold
		}
		if strings.Contains(style, "display:none") || strings.Contains(style, "visibility:hidden") ||
			strings.Contains(style, "mso-list:ignore") {
			e.hidden = true
		}
	case "class":
		for _, c := range strings.Fields(val) {
			if r.bold[c] || !block && strings.Contains(strings.ToLower(c), "speaker") {
				e.bold = true
			}
		}
		if block {
			if class := strings.Join(strings.Fields(val), " "); class != "" && len(class) <= 100 {
				e.class = class
			}
		}
	}
}

// end closes the innermost element of a name, with those in it that are open
// still. An end tag in a cell closes nothing outside of it.
func (r *reader) end(tag atom.Atom, name string) {
	if r.over > 0 {
		if r.over--; blocks[tag] {
			r.endParagraph()
		}
		return
	}
	if tag == atom.P && r.count[tag] == 0 || tag == atom.Br { // as browsers do
		r.endParagraph()
		return
	}
	if r.count[tag] == 0 {
		return
	}
	for i := len(r.open) - 1; i > 0; i-- {
		e := &r.open[i]
		if e.tag == tag && (tag != 0 || e.name == name) {
			r.closeTo(i)
			return
		}
		if e.tag == atom.Table || (e.tag == atom.Td || e.tag == atom.Th) && !ofTable[tag] {
			return
		}
	}
}

// closeTo closes the open elements from an index on.
func (r *reader) closeTo(i int) {
	for len(r.open) > i {
		e := *r.top()
		r.count[e.tag]--
		if r.marked == len(r.open) {
			r.endMark()
		}
		r.open = r.open[:len(r.open)-1]
		r.ended(&e)
	}
}

// ended does what the end of an element does to the text.
func (r *reader) ended(e *element) {
	if !r.top().hidden && !r.top().deleted {
		r.said = false
	}
	if blocks[e.tag] {
		r.endParagraph()
	}
	switch e.tag {
	case atom.Table:
		if e.framed {
			r.endTable()
		}
	case atom.Tr:
		r.endRow()
	case atom.Td, atom.Th:
		r.endCell()
	case atom.Style:
		r.sheet = false
	}
}

// implied closes what the start of a block closes without an end tag.
func (r *reader) implied(tag atom.Atom) {
	for i := len(r.open) - 1; i > 0; i-- {
		e := r.open[i].tag
		switch {
		case e == atom.P,
			tag == atom.Li && e == atom.Li,
			(tag == atom.Dt || tag == atom.Dd) && (e == atom.Dt || e == atom.Dd),
			(tag == atom.Td || tag == atom.Th) && (e == atom.Td || e == atom.Th),
			tag == atom.Tr && e == atom.Tr,
			rowGroup[tag] && rowGroup[e],
			tag == atom.Option && e == atom.Option:
			r.closeTo(i)
			if e == atom.P {
				continue
			}
			return
		case e == atom.Table, e == atom.Ul, e == atom.Ol, e == atom.Dl:
			return
		case (e == atom.Td || e == atom.Th) && !ofTable[tag]:
			return
		}
	}
}

func (r *reader) startCell() {
	r.endCell()
	if len(r.tables) > 0 {
		t := &r.tables[len(r.tables)-1]
		t.cell = &prose.Flow{}
		r.flow = t.cell
	}
}

func (r *reader) endCell() {
	if len(r.tables) == 0 {
		return
	}
	r.endParagraph()
	t := &r.tables[len(r.tables)-1]
	if t.cell != nil {
		t.cells = append(t.cells, t.cell.End())
		t.cell = nil
		r.flow = t.outer
	}
}

func (r *reader) endRow() {
	r.endCell()
	if len(r.tables) > 0 {
		t := &r.tables[len(r.tables)-1]
		t.outer.Row(t.cells)
		t.cells = nil
	}
}

func (r *reader) endTable() {
	r.endRow()
	if n := len(r.tables); n > 0 {
		r.flow = r.tables[n-1].outer
		r.tables = r.tables[:n-1]
	}
}

func set(tags ...atom.Atom) map[atom.Atom]bool {
	m := make(map[atom.Atom]bool, len(tags))
	for _, t := range tags {
		m[t] = true
	}
	return m
}

// Kinds of elements.
var (
	// blocks begin and end a paragraph.
	blocks = set(atom.Address, atom.Article, atom.Aside, atom.Blockquote, atom.Body, atom.Caption, atom.Center,
		atom.Dd, atom.Details, atom.Dialog, atom.Dir, atom.Div, atom.Dl, atom.Dt, atom.Fieldset, atom.Figcaption,
		atom.Figure, atom.Footer, atom.Form, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Head,
		atom.Header, atom.Hgroup, atom.Html, atom.Legend, atom.Li, atom.Listing, atom.Main, atom.Menu, atom.Nav,
		atom.Ol, atom.Optgroup, atom.Option, atom.P, atom.Plaintext, atom.Pre, atom.Section, atom.Summary, atom.Table,
		atom.Tbody, atom.Td, atom.Textarea, atom.Tfoot, atom.Th, atom.Thead, atom.Tr, atom.Ul, atom.Xmp)
	// unshown are those whose text no browser shows, or shows beside the text.
	unshown = set(atom.Script, atom.Style, atom.Title, atom.Template, atom.Noscript, atom.Iframe, atom.Noembed,
		atom.Noframes, atom.Rt, atom.Rp, atom.Svg, atom.Audio, atom.Video, atom.Canvas, atom.Datalist)
	rowGroup = set(atom.Thead, atom.Tbody, atom.Tfoot)
	ofTable  = set(atom.Table, atom.Thead, atom.Tbody, atom.Tfoot, atom.Tr, atom.Td, atom.Th)
)
