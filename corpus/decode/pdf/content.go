package pdf

import (
	"math"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// glyph is a character, or a few, where it stands on the page: x from its left
// to its right edge, y its baseline, upwards. Text that runs upwards or
// downwards is turned so that it runs to the right.
type glyph struct {
	x0, x1, y, size float64
	text            string
	bold            bool
	artifact        bool  // marked as no content: a running head or foot
	turn            uint8 // quarter turns against the clock
	upright         bool  // in a line that runs down the page
}

type matrix [6]float64

var identity = matrix{1, 0, 0, 1, 0, 0}

// times is the matrix that does m first, then n.
func (m matrix) times(n matrix) matrix {
	return matrix{
		m[0]*n[0] + m[1]*n[2], m[0]*n[1] + m[1]*n[3],
		m[2]*n[0] + m[3]*n[2], m[2]*n[1] + m[3]*n[3],
		m[4]*n[0] + m[5]*n[2] + n[4], m[4]*n[1] + m[5]*n[3] + n[5],
	}
}

// graphics is the part of the graphics state that places text.
type graphics struct {
	ctm                        matrix
	charSpace, wordSpace       float64
	scale, leading, size, rise float64
	font                       *font
	stroked                    bool // drawn and filled: bold without a bold font
}

// marked is a stretch of marked content.
type marked struct {
	artifact bool
	actual   *string // text that replaces what is shown
	used     int     // index + 1 of the glyph that holds it
}

// painter reads the glyphs of a page from its content.
type painter struct {
	d       *document
	page    page
	fonts   map[any]*font // by reference, or by name and resources
	glyphs  []glyph
	g       graphics
	saved   []graphics
	text    matrix
	start   matrix // of the line
	marks   []marked
	slanted int // characters that run askew
	unknown int // characters without a Unicode value
}

// glyphsOf reads a page. The pages share their fonts and the room for glyphs.
func (d *document) glyphsOf(p page, fonts map[any]*font, room []glyph) *painter {
	w, h := p.box[2]-p.box[0], p.box[3]-p.box[1]
	ctm := matrix{1, 0, 0, 1, -p.box[0], -p.box[1]}
	switch p.rotate {
	case 1:
		ctm = ctm.times(matrix{0, -1, 1, 0, 0, w})
	case 2:
		ctm = ctm.times(matrix{-1, 0, 0, -1, w, h})
	case 3:
		ctm = ctm.times(matrix{0, 1, -1, 0, h, 0})
	}
	in := &painter{d: d, page: p, fonts: fonts, glyphs: room[:0], text: identity, start: identity}
	in.g = graphics{ctm: ctm, scale: 1}
	var content []byte
	switch c := d.resolve(p.dict["Contents"]).(type) {
	case *stream:
		content = d.decode(c)
	case array:
		// An operator may be cut by the end of a stream, a word may not.
		for _, part := range c {
			if s, ok := d.resolve(part).(*stream); ok {
				content = append(append(content, d.decode(s)...), '\n')
			}
		}
	}
	in.run(content, p.resources, 0)
	return in
}

// run interprets a content stream.
func (in *painter) run(content []byte, resources dict, depth int) {
	const mostArgs = 64
	l := lexer{b: content}
	var args []any
	marks := len(in.marks)
	for in.d.step(1) {
		v, ok := l.object()
		if !ok {
			break
		}
		op, is := v.(operator)
		if !is {
			if len(args) < mostArgs {
				args = append(args, v)
			}
			continue
		}
		switch op {
		case "BI":
			l.inlineImage()
		case "Do":
			if len(args) == 1 {
				in.form(args[0], resources, depth)
			}
		case "Tf":
			if len(args) == 2 {
				in.setFont(args[0], resources)
				in.g.size = floatOf(args[1])
			}
		case "gs":
			if len(args) == 1 {
				in.state(args[0], resources)
			}
		case "BMC", "BDC":
			in.mark(op, args, resources)
		case "EMC":
			if len(in.marks) > marks {
				in.marks = in.marks[:len(in.marks)-1]
			}
		default:
			in.operate(op, args)
		}
		args = args[:0]
	}
	in.marks = in.marks[:min(marks, len(in.marks))]
}

func floatOf(v any) float64 {
	n, _ := v.(float64)
	return n
}

func (in *painter) operate(op operator, args []any) {
	g := &in.g
	num := func(i int) float64 {
		if i < len(args) {
			return floatOf(args[i])
		}
		return 0
	}
	switch op {
	case "q":
		if len(in.saved) < 1000 {
			in.saved = append(in.saved, *g)
		}
	case "Q":
		if n := len(in.saved); n > 0 {
			*g = in.saved[n-1]
			in.saved = in.saved[:n-1]
		}
	case "cm":
		g.ctm = matrix{num(0), num(1), num(2), num(3), num(4), num(5)}.times(g.ctm)
	case "BT":
		in.text, in.start = identity, identity
	case "Tc":
		g.charSpace = num(0)
	case "Tw":
		g.wordSpace = num(0)
	case "Tz":
		g.scale = num(0) / 100
	case "TL":
		g.leading = num(0)
	case "Ts":
		g.rise = num(0)
	case "Tr":
		g.stroked = num(0) == 2
	case "Td":
		in.move(num(0), num(1))
	case "TD":
		g.leading = -num(1)
		in.move(num(0), num(1))
	case "Tm":
		in.start = matrix{num(0), num(1), num(2), num(3), num(4), num(5)}
		in.text = in.start
	case "T*":
		in.move(0, -g.leading)
	case "Tj", "'", "\"":
		if op != "Tj" {
			in.move(0, -g.leading)
		}
		if op == "\"" && len(args) == 3 {
			g.wordSpace, g.charSpace = num(0), num(1)
		}
		if len(args) > 0 {
			s, _ := args[len(args)-1].(string)
			in.show(s)
		}
	case "TJ":
		if len(args) == 0 {
			return
		}
		parts, _ := args[0].(array)
		for _, part := range parts {
			switch part := part.(type) {
			case string:
				in.show(part)
			case float64:
				if by := -part / 1000 * g.size; g.font != nil && g.font.vertical {
					in.text = matrix{1, 0, 0, 1, 0, by}.times(in.text)
				} else {
					in.text = matrix{1, 0, 0, 1, by * g.scale, 0}.times(in.text)
				}
			}
		}
	}
}

func (in *painter) move(x, y float64) {
	in.start = matrix{1, 0, 0, 1, x, y}.times(in.start)
	in.text = in.start
}

func (in *painter) setFont(v any, resources dict) {
	n, _ := v.(name)
	in.useFont(in.d.dict(resources["Font"])[n])
}

func (in *painter) useFont(v any) {
	key := v
	if _, ok := v.(ref); !ok {
		key = nil // a font that is written where it is used
	}
	f := in.fonts[key]
	if f == nil || key == nil {
		f = in.d.font(in.d.dict(v))
		if key != nil {
			in.fonts[key] = f
		}
	}
	in.g.font = f
}

func (in *painter) state(v any, resources dict) {
	n, _ := v.(name)
	gs := in.d.dict(in.d.dict(resources["ExtGState"])[n])
	if f := in.d.array(gs["Font"]); len(f) == 2 {
		in.useFont(f[0])
		in.g.size = in.d.number(f[1], in.g.size)
	}
}

// form paints a form XObject.
func (in *painter) form(v any, resources dict, depth int) {
	const deepestForm = 12
	n, _ := v.(name)
	s, ok := in.d.resolve(in.d.dict(resources["XObject"])[n]).(*stream)
	if !ok || in.d.name(s.dict["Subtype"]) != "Form" || depth >= deepestForm || !in.d.step(30) {
		return
	}
	g, saved, text, start := in.g, in.saved, in.text, in.start
	in.saved = nil
	if m := in.d.array(s.dict["Matrix"]); len(m) == 6 {
		var own matrix
		for i := range own {
			own[i] = in.d.number(m[i], identity[i])
		}
		in.g.ctm = own.times(in.g.ctm)
	}
	if own := in.d.dict(s.dict["Resources"]); own != nil {
		resources = own
	}
	in.run(in.d.decode(s), resources, depth+1)
	in.g, in.saved, in.text, in.start = g, saved, text, start
}

func (in *painter) mark(op operator, args []any, resources dict) {
	if len(in.marks) >= 1000 {
		return
	}
	var m marked
	if len(in.marks) > 0 {
		m.artifact = in.marks[len(in.marks)-1].artifact
	}
	if op == "BDC" && len(args) == 2 {
		tag, _ := args[0].(name)
		properties, _ := args[1].(dict)
		if n, ok := args[1].(name); ok {
			properties = in.d.dict(in.d.dict(resources["Properties"])[n])
		}
		kind := in.d.name(properties["Subtype"])
		m.artifact = m.artifact || tag == "Artifact" && (kind == "Header" || kind == "Footer")
		if s, ok := in.d.resolve(properties["ActualText"]).(string); ok {
			t := s
			if t = strings.TrimPrefix(s, "\xFE\xFF"); len(t) < len(s) {
				t = fromUTF16(t)
			}
			m.actual = &t
		}
	}
	in.marks = append(in.marks, m)
}

// show paints a string.
func (in *painter) show(s string) {
	g := &in.g
	if g.font == nil || !in.d.step(len(s)) {
		return
	}
	g.font.chars(s, func(c char) {
		m := in.text.times(g.ctm)
		if g.font.vertical {
			// The origin is in the middle above the character, ours at its left,
			// on the baseline.
			in.put(c, matrix{1, 0, 0, 1, -c.width / 2000 * g.size * g.scale, -0.88 * g.size}.times(m))
			by := c.drop/1000*g.size + g.charSpace
			if c.blank {
				by += g.wordSpace
			}
			in.text = matrix{1, 0, 0, 1, 0, by}.times(in.text)
			return
		}
		advance := (c.width/1000*g.size + g.charSpace) * g.scale
		if c.blank {
			advance += g.wordSpace * g.scale
		}
		in.put(c, m)
		in.text = matrix{1, 0, 0, 1, advance, 0}.times(in.text)
	})
}

// put places a character whose origin the matrix tells.
func (in *painter) put(c char, m matrix) {
	g := &in.g
	size := math.Abs(g.size) * math.Hypot(m[2], m[3])
	width := c.width / 1000 * g.size * g.scale
	along := math.Hypot(m[0], m[1])
	if size <= 0.1 || size > 2000 || along == 0 || math.IsNaN(size) || math.IsInf(size, 0) {
		return
	}
	x, y := g.rise*m[2]+m[4], g.rise*m[3]+m[5]
	if !(math.Abs(x) < 1e6 && math.Abs(y) < 1e6) {
		return
	}
	w, h := in.page.size()
	if x < -2 || y < -2 || x > w+2 || y > h+2 {
		return // beside the page
	}
	// Mirrored text (a negative size) runs the other way.
	cos, sin := m[0]/along, m[1]/along
	if width < 0 {
		cos, sin, width = -cos, -sin, -width
	}
	out := glyph{size: size, text: clean(c.text), bold: g.font.bold || g.stroked}
	width *= along
	switch {
	case cos > 0.98:
		out.x0, out.y = x, y
	case sin > 0.98:
		out.x0, out.y, out.turn = y, w-x, 1
	case cos < -0.98:
		out.x0, out.y, out.turn = w-x, h-y, 2
	case sin < -0.98:
		out.x0, out.y, out.turn = h-y, x, 3
	default:
		in.slanted++
		return
	}
	out.x1 = out.x0 + width
	if g.font.vertical {
		if out.turn%2 == 1 {
			h = w
		}
		out = out.down(h)
		out.x1 = out.x0 + math.Abs(c.drop)/1000*size
	}
	if n := len(in.marks); n > 0 {
		out.artifact = in.marks[n-1].artifact
	}
	if mark := in.replaced(); mark != nil {
		if mark.used > 0 {
			last := &in.glyphs[mark.used-1]
			if last.turn == out.turn && math.Abs(last.y-out.y) < size/2 {
				last.x0, last.x1 = min(last.x0, out.x0), max(last.x1, out.x1)
			}
			return
		}
		out.text = clean(*mark.actual)
		mark.used = len(in.glyphs) + 1
	} else if out.text == "" {
		if c.text == "" && c.width > 0 {
			in.unknown++
		}
		return
	}
	if len(in.glyphs) >= mostOnPage {
		in.d.limit("has more than %d characters on one page", mostOnPage)
		return
	}
	in.glyphs = append(in.glyphs, out)
}

// replaced is the mark whose text stands for what is being shown.
func (in *painter) replaced() *marked {
	for i := range in.marks {
		if in.marks[i].actual != nil {
			return &in.marks[i]
		}
	}
	return nil
}

// clean takes apart the letters that are joined or shaped for print only, and
// drops what is no character. A soft hyphen stays: it tells where a word was
// divided.
func clean(s string) string {
	plain := true
	for i := range len(s) {
		plain = plain && s[i] >= ' ' && s[i] < 0x7F
	}
	if plain {
		return s
	}
	var out strings.Builder
	for _, r := range s {
		switch {
		case r == '\t' || r == '\n' || r == '\r' || r == '\u00a0' || r >= 0x2000 && r <= 0x200A || r == 0x3000:
			out.WriteByte(' ')
		case r < ' ' || r >= 0x7F && r < 0xA0 || r == '\uFEFF' || r == '\uFFFD' || r == 0x200B:
		case r >= 0xE000 && r <= 0xF8FF: // a symbol font's own places
			out.WriteString(symbolText(byte(r)))
		case r >= 0xFE10 && r <= 0xFE19, r >= 0xFE30 && r <= 0xFE48, // punctuation of vertical lines
			r >= 0xFB00 && r <= 0xFB06, r >= 0xFB1D && r <= 0xFDFF, r >= 0xFE70 && r <= 0xFEFE:
			out.WriteString(norm.NFKC.String(string(r)))
		default:
			out.WriteRune(r)
		}
	}
	return out.String()
}

// inlineImage moves behind a picture within the content.
func (l *lexer) inlineImage() {
	for {
		v, ok := l.object()
		if !ok {
			return
		}
		if v == operator("ID") {
			break
		}
	}
	for i := l.at + 1; i+2 < len(l.b); i++ {
		if l.b[i] == 'E' && l.b[i+1] == 'I' && blank(l.b[i-1]) && (blank(l.b[i+2]) || i+3 >= len(l.b)) {
			// The letters may be part of the picture: text follows, or the end.
			ahead := l.b[i+2 : min(i+12, len(l.b))]
			printable := true
			for _, c := range ahead {
				printable = printable && (c < 0x80 && c >= ' ' || blank(c) && c != 0)
			}
			if printable {
				l.at = i + 2
				return
			}
		}
	}
	l.at = len(l.b)
}
