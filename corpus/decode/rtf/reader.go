package rtf

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"framewise/corpus"
	"framewise/corpus/decode"
	"framewise/corpus/decode/prose"
)

// destination is what becomes of the text in a group.
type destination int

const (
	body    destination = iota // it is the document's, or a note's, a box's …
	skipped                    // it is none
	fontTable
	styleSheet
	captured  // it goes into [reader.capture]
	fieldCode // so does it, and groups within are none
)

// state is what holds within a group, and within those in it until they say
// otherwise.
type state struct {
	to    destination
	uc    int // how many replacements follow a Unicode character
	style int
	level int // of the outline, 1–9; 0 for text

	font, complexFont    int // of text from left to right, and of the other
	bold, complexBold    bool
	rtl, hidden, deleted bool

	inTable bool
	nesting int // of tables: \itap
}

// group is an open group: what held before it, and what its end does.
type group struct {
	before state
	end    func() error
}

// reader reads a document from its first byte to its last.
type reader struct {
	name   string
	src    []byte
	i      int
	lim    decode.Limits
	budget *decode.Budget

	state
	stack   []group
	starred bool // \* stands before the next keyword
	fresh   bool // nothing but that was in the group yet
	to      *target

	fonts    map[int]*font
	styles   map[int]*style
	ansi     int // the document's code page
	deff     int // its font
	entry    int // of the font table
	capture  strings.Builder
	blocks   prose.Blocks
	comments []prose.Comment
	remark   prose.Comment // the comment that is being read, or comes next

	pending []byte // characters of a code page, not decoded yet
	high    rune   // the first half of a surrogate pair
	skip    int    // replacements that are left out still
	line    int    // the paragraph that is being read, from 1
	cut     bool   // the file ends within a group
	unsaid  *int   // what the last text was left out and counted as

	gone  prose.Deletions
	count struct{ noted, hidden, objects, margins, unreadable, signs, pictures int }
}

// style is an entry of the style sheet.
type style struct {
	name  string
	level int
}

// none is no font: text before one is chosen is in the document's code page.
const none = -1

func newReader(f decode.File, src []byte, lim decode.Limits) *reader {
	return &reader{
		name: f.Name, src: src, lim: lim, budget: decode.NewBudget(f.Name, lim),
		deff:  none,
		state: state{uc: 1, font: none, complexFont: none}, to: &target{}, fonts: map[int]*font{}, styles: map[int]*style{}, line: 1,
	}
}

func (r *reader) read() error {
	for r.i < len(r.src) {
		var err error
		switch c := r.src[r.i]; c {
		case '{':
			r.i++
			err = r.open()
		case '}':
			r.i++
			if err = r.shut(); err == nil && len(r.stack) == 0 {
				return nil // what follows is no part of the document
			}
		case '\\':
			r.i++
			err = r.control()
		case '\r', '\n', 0:
			r.i++
		case '\t':
			r.i++
			err = r.sign("\t")
		default:
			n := r.i + 1
			for n < len(r.src) && !special[r.src[n]] {
				n++
			}
			r.bytes(r.src[r.i:n])
			r.i = n
		}
		if err != nil {
			return err
		}
	}
	// What is open still ends here.
	for r.cut = len(r.stack) > 0; len(r.stack) > 0; {
		if err := r.shut(); err != nil {
			return err
		}
	}
	return r.flush()
}

// special are the bytes that are not text.
var special = [256]bool{'{': true, '}': true, '\\': true, '\r': true, '\n': true, '\t': true, 0: true}

func (r *reader) open() error {
	if err := r.flush(); err != nil {
		return err
	}
	if len(r.stack) >= r.lim.Depth {
		return corpus.Errorf(decode.ErrLimit, "%s nests its groups more than %d deep", r.name, r.lim.Depth).
			WithHint("open it in the program it came from and save it again")
	}
	r.stack = append(r.stack, group{before: r.state})
	r.fresh, r.starred, r.skip = true, false, 0
	if r.state.to == styleSheet {
		r.beginStyle()
	}
	return nil
}

func (r *reader) shut() error {
	if err := r.flush(); err != nil {
		return err
	}
	r.fresh, r.starred, r.skip = false, false, 0
	n := len(r.stack)
	if n == 0 {
		return nil
	}
	g := r.stack[n-1]
	r.stack = r.stack[:n-1]
	if g.end != nil {
		if err := g.end(); err != nil {
			return err
		}
	}
	r.state = g.before
	return nil
}

// atEnd has a function called at the end of the group. The first function is
// called last.
func (r *reader) atEnd(fn func() error) {
	if len(r.stack) == 0 {
		return
	}
	g := &r.stack[len(r.stack)-1]
	first := g.end
	g.end = func() error {
		if err := fn(); err != nil || first == nil {
			return err
		}
		return first()
	}
}

// control reads what follows a backslash.
func (r *reader) control() error {
	if r.i >= len(r.src) {
		return nil
	}
	c := r.src[r.i]
	if c|0x20 < 'a' || c|0x20 > 'z' {
		r.i++
		return r.symbol(c)
	}
	start := r.i
	for r.i < len(r.src) && r.i-start < 40 && r.src[r.i]|0x20 >= 'a' && r.src[r.i]|0x20 <= 'z' {
		r.i++
	}
	word := r.src[start:r.i]
	number, given := 0, false
	minus := r.i+1 < len(r.src) && r.src[r.i] == '-' && digit(r.src[r.i+1])
	if minus {
		r.i++
	}
	for ; r.i < len(r.src) && digit(r.src[r.i]); r.i++ {
		if given = true; number < 1<<40 {
			number = number*10 + int(r.src[r.i]-'0')
		}
	}
	if minus {
		number = -number
	}
	if r.i < len(r.src) && r.src[r.i] == ' ' {
		r.i++
	}
	return r.keyword(string(word), number, given)
}

func digit(c byte) bool { return c >= '0' && c <= '9' }

// symbol reads a keyword of one sign.
func (r *reader) symbol(c byte) error {
	switch c {
	case '\'':
		if r.i+2 > len(r.src) {
			r.i = len(r.src)
			return nil
		}
		n, err := strconv.ParseUint(string(r.src[r.i:r.i+2]), 16, 8)
		if err == nil {
			r.i += 2
			r.bytes([]byte{byte(n)})
		}
		return nil
	case '\\', '{', '}':
		r.bytes([]byte{c})
		return nil
	case '*':
		r.starred = r.fresh
		return nil
	case '~':
		return r.sign("\u00a0")
	case '_':
		return r.sign("\u2011")
	case '\n', '\r':
		return r.endParagraph()
	case '\t':
		return r.sign("\t")
	}
	return nil // \- may break a word, \| \: are of indexes
}

// bytes takes characters of the code page.
func (r *reader) bytes(b []byte) {
	r.fresh = false
	if r.skip > 0 {
		n := min(r.skip, len(b))
		r.skip -= n
		b = b[n:]
	}
	if r.state.to != skipped {
		r.pending = append(r.pending, b...)
	}
}

// flush decodes the characters that are pending.
func (r *reader) flush() error {
	if r.high != 0 && len(r.pending) > 0 {
		r.lone()
	}
	b := r.pending
	if len(b) == 0 {
		return nil
	}
	r.pending = r.pending[:0]
	number := r.state.font
	if r.rtl {
		number = r.complexFont
	}
	f := r.fonts[number]
	ascii := true
	for _, c := range b {
		if c >= utf8.RuneSelf {
			ascii = false
			break
		}
	}
	switch {
	case f != nil && f.charset == symbolCharset && r.state.to == body:
		return r.signsOf(f, b)
	case ascii:
		return r.text(b)
	}
	out, err := r.page(number).NewDecoder().Bytes(b)
	if err != nil {
		out = []byte("\uFFFD")
	}
	if r.state.to == body {
		r.count.unreadable += strings.Count(string(out), "\uFFFD")
	}
	return r.text(out)
}

// signsOf writes characters of a symbol font.
func (r *reader) signsOf(f *font, b []byte) error {
	var out []byte
	for _, c := range b {
		if c == ' ' {
			out = append(out, c)
			continue
		}
		s, ok := prose.Symbol(f.name, rune(c))
		if !ok {
			r.count.signs++
		}
		out = utf8.AppendRune(out, s)
	}
	return r.text(out)
}

// unicode writes a character given by its number: UTF-16, perhaps negative.
func (r *reader) unicode(n int) error {
	c := rune(uint16(n))
	if n > 0xFFFF && n <= unicode.MaxRune { // against the specification, but some do
		c = rune(n)
	}
	r.skip = r.uc
	switch {
	case utf16.IsSurrogate(c) && c < 0xDC00:
		if r.high != 0 {
			r.lone()
		}
		r.high = c
		return nil
	case utf16.IsSurrogate(c) && r.high != 0:
		c = utf16.DecodeRune(r.high, c)
		r.high = 0
	case utf16.IsSurrogate(c):
		r.lone()
		return nil
	case r.high != 0:
		r.lone()
	}
	if f := r.fonts[r.state.font]; f != nil && f.charset == symbolCharset && c >= 0xF000 && c <= 0xF0FF {
		s, ok := prose.Symbol(f.name, c)
		if !ok {
			r.count.signs++
		}
		c = s
	}
	return r.text(utf8.AppendRune(nil, c))
}

// lone counts half a surrogate pair and leaves a sign for it.
func (r *reader) lone() {
	r.high = 0
	if r.state.to == body {
		r.count.unreadable++
		_ = r.text([]byte("\uFFFD"))
	}
}

// sign writes a sign that a keyword stands for.
func (r *reader) sign(s string) error {
	r.fresh = false
	if r.skip > 0 {
		r.skip--
		return nil
	}
	if err := r.flush(); err != nil {
		return err
	}
	if r.state.to != body || r.left([]byte(s)) {
		return nil
	}
	p, err := r.paragraph()
	if err != nil {
		return err
	}
	return r.budget.Charge(p.Put(s, r.isBold()))
}

func (r *reader) isBold() bool {
	if r.rtl {
		return r.complexBold
	}
	return r.bold
}

// left says whether text is left out, as deleted or hidden, and counts it.
func (r *reader) left(t []byte) bool {
	counted := &r.count.hidden
	switch {
	case r.deleted:
		counted = &r.gone.N
	case !r.hidden:
		r.unsaid = nil
		return false
	}
	if r.unsaid != counted && !prose.Blank(t) {
		r.unsaid = counted
		*counted++
	}
	if r.deleted && r.unsaid == counted {
		r.gone.Add(t)
	}
	return true
}

// text takes decoded text to where the group's text goes.
func (r *reader) text(t []byte) error {
	switch r.state.to {
	case body:
		if r.left(t) {
			return nil
		}
		p, err := r.paragraph()
		if err != nil {
			return err
		}
		return r.budget.Charge(p.Add(t, r.isBold()))
	case captured, fieldCode:
		if r.capture.Len() < 1000 {
			r.capture.Write(t)
		}
	case fontTable:
		if f := r.fonts[r.entry]; f != nil && len(f.name) < 100 {
			f.name += strings.Trim(string(t), "; ")
		}
	}
	return nil
}

// into reads the group's text into a string, and calls fn with it at the end.
func (r *reader) into(fn func(s string) error) {
	r.state.to = captured
	r.capture.Reset()
	r.atEnd(func() error {
		s, _, _ := corpus.Clean(strings.TrimSpace(r.capture.String()))
		r.capture.Reset()
		return fn(s)
	})
}

// beginStyle begins an entry of the style sheet.
func (r *reader) beginStyle() {
	r.state.style, r.level = 0, 0
	r.into(func(name string) error {
		if name = strings.TrimSuffix(name, ";"); name != "" && r.state.style > 0 {
			st := &style{name: name, level: r.level}
			if st.level == 0 {
				st.level = prose.HeadingLevel(name)
			}
			r.styles[r.state.style] = st
		}
		return r.budget.Charge(decode.Overhead)
	})
}
