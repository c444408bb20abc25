package decode

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"framewise/corpus"
)

// Gatherer collects the blocks of a file within the limits.
type Gatherer struct {
	Decoded
	file File
	lim  Limits
	left int64 // code points that may still come
	lost int   // bytes that were no text
}

// NewGatherer refuses a file that is empty or too large.
func NewGatherer(f File, lim Limits) (*Gatherer, error) {
	if len(f.Content) == 0 {
		return nil, empty(f.Name)
	}
	if int64(len(f.Content)) > lim.FileBytes {
		return nil, tooLarge(f.Name, int64(len(f.Content)), lim.FileBytes)
	}
	return &Gatherer{file: f, lim: lim, left: lim.Runes}, nil
}

// Expect makes room for so many blocks, give or take a few.
func (g *Gatherer) Expect(n int) { g.Blocks = slices.Grow(g.Blocks, min(max(n, 0), g.lim.Blocks())) }

// Add takes a block in, with its text and speaker made clean; one without
// words is nothing.
func (g *Gatherer) Add(b Block) error {
	b.Text, b.Speaker = g.clean(b.Text), g.clean(b.Speaker)
	if b.Text == "" {
		return nil
	}
	if err := g.Charge(b.Text); err != nil {
		return err
	}
	if len(g.Blocks) >= g.lim.Blocks() {
		return corpus.Errorf(ErrLimit, "%s holds more than %d paragraphs", g.file.Name, g.lim.Blocks()).
			WithHint("no interview is that long: check the file, or split it")
	}
	g.Blocks = append(g.Blocks, b)
	return nil
}

func (g *Gatherer) clean(s string) string {
	s, _, lost := corpus.Clean(s)
	g.lost += lost
	return strings.TrimFunc(s, unicode.IsSpace)
}

// InTime puts the blocks in the order of their times and numbers them by it.
func (g *Gatherer) InTime() {
	slices.SortStableFunc(g.Blocks, func(a, b Block) int { return cmp.Compare(a.Start, b.Start) })
	for i := range g.Blocks {
		g.Blocks[i].Line = i + 1
	}
}

// Charge counts text against the limit.
func (g *Gatherer) Charge(text string) error { return g.Spend(utf8.RuneCountInString(text)) }

// Spend counts what is kept beside text against the limit, as so many code
// points.
func (g *Gatherer) Spend(runes int) error {
	if g.left -= int64(runes); g.left < 0 {
		return tooLong(g.file.Name, g.lim)
	}
	return nil
}

// Warnf adds a warning.
func (g *Gatherer) Warnf(place, format string, args ...any) {
	g.Warnings = append(g.Warnings, Warnf(place, format, args...))
}

// Done returns what was gathered, or the error of a file without text.
func (g *Gatherer) Done() (*Decoded, error) {
	if len(g.Blocks) == 0 && g.Table == nil {
		return nil, Empty(g.file)
	}
	if g.lost > 0 {
		g.Warnf("", "%s not valid and stand as � in the text", Plural(g.lost, "byte was", "bytes were"))
	}
	return &g.Decoded, nil
}

// Prose puts running text together out of pieces, with every stretch of white
// space as one space and none at the ends. The zero value is ready.
type Prose struct {
	b     []byte
	space bool // before what comes next
}

// Write adds a piece of text.
func (p *Prose) Write(s string) { write(p, s) }

// WriteBytes adds a piece of text.
func (p *Prose) WriteBytes(b []byte) { write(p, b) }

func write[T string | []byte](p *Prose, s T) {
	for i := 0; i < len(s); {
		if separator(s[i]) {
			p.space = true
			i++
			continue
		}
		from := i
		for i < len(s) && !separator(s[i]) {
			i++
		}
		if p.space && len(p.b) > 0 {
			p.b = append(p.b, ' ')
		}
		p.b = append(p.b, s[from:i]...)
		p.space = false
	}
}

// Space asks for white space before what comes next; Glue takes it back.
func (p *Prose) Space() { p.space = true }

// Glue joins what comes next to what is there.
func (p *Prose) Glue() { p.space = false }

// Len is the length in bytes of what is there.
func (p *Prose) Len() int { return len(p.b) }

// Take returns the text and begins anew.
func (p *Prose) Take() string {
	s := string(p.b)
	p.b, p.space = p.b[:0], false
	return s
}

// OneLine is a text as [Prose] has it; the text itself where it is so already.
func OneLine(s string) string {
	before := byte(' ')
	for i := range len(s) {
		if c := s[i]; separator(c) && (c != ' ' || before == ' ') {
			before = ' '
			break
		}
		before = s[i]
	}
	if before != ' ' {
		return s
	}
	var p Prose
	p.Write(s)
	return p.Take()
}

// separator is white space that divides words, but not the no-break space,
// which somebody put there, nor what is no white space to a reader.
func separator(c byte) bool { return c == ' ' || c == '\n' || c == '\t' || c == '\r' }

// Aside writes a remark of a transcriber's in [square brackets], unless it
// stands in brackets already.
func Aside(s string) string {
	s = strings.TrimSpace(s)
	if s == "" {
		return ""
	}
	for _, pair := range []string{"()", "[]", "{}", "（）", "【】"} {
		open, size := utf8.DecodeRuneInString(pair)
		if strings.HasPrefix(s, string(open)) && strings.HasSuffix(s, pair[size:]) {
			return s
		}
	}
	return "[" + s + "]"
}

// Clean is a text made clean, as documents hold it, without white space at its
// ends.
func Clean(s string) string {
	s, _, _ = corpus.Clean(s)
	return strings.TrimFunc(s, unicode.IsSpace)
}
