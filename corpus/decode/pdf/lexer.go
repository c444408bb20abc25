package pdf

import "bytes"

// The objects of a PDF: nil, bool, float64, string, name, array, dict, ref and
// *stream. An operator is what stands between them in a content stream.
type (
	name     string
	array    []any
	dict     map[name]any
	ref      struct{ number, generation int }
	operator string
	stream   struct {
		dict
		raw    []byte
		number int // of the object, for decryption
		gen    int
		plain  bool // not encrypted: it lies in an object stream, or is the file's own table
	}
)

// deepest is how far arrays and dictionaries may lie within each other.
const deepest = 60

// lexer reads objects from bytes. It never fails: what is malformed is read as
// null or left out, and every call moves on or reports the end.
type lexer struct {
	b     []byte
	at    int
	refs  bool // whether "1 0 R" is a reference
	depth int
}

func blank(c byte) bool {
	return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == 0
}

func delimiter(c byte) bool {
	switch c {
	case '(', ')', '<', '>', '[', ']', '{', '}', '/', '%':
		return true
	}
	return false
}

func digit(c byte) bool { return c >= '0' && c <= '9' }

// skip moves over white space and comments.
func (l *lexer) skip() {
	for l.at < len(l.b) {
		switch c := l.b[l.at]; {
		case blank(c):
			l.at++
		case c == '%':
			for l.at < len(l.b) && l.b[l.at] != '\n' && l.b[l.at] != '\r' {
				l.at++
			}
		default:
			return
		}
	}
}

// object reads the next object or operator; ok is false at the end.
func (l *lexer) object() (v any, ok bool) {
	l.skip()
	if l.at >= len(l.b) {
		return nil, false
	}
	switch c := l.b[l.at]; c {
	case '/':
		l.at++
		return l.name(), true
	case '(':
		l.at++
		return l.literal(), true
	case '<':
		l.at++
		if l.at < len(l.b) && l.b[l.at] == '<' {
			l.at++
			return l.dict(), true
		}
		return l.hex(), true
	case '[':
		l.at++
		return l.array(), true
	case ']', '{', '}', ')':
		l.at++
		return operator(c), true
	case '>':
		l.at++
		if l.at < len(l.b) && l.b[l.at] == '>' {
			l.at++
		}
		return operator(">>"), true
	default:
		return l.word(), true
	}
}

func (l *lexer) array() any {
	var a array
	if l.depth++; l.depth > deepest {
		l.at = len(l.b)
	}
	defer func() { l.depth-- }()
	for {
		v, ok := l.object()
		if !ok || v == operator("]") {
			return a
		}
		if op, is := v.(operator); is {
			if op == "endobj" || op == "endstream" || op == ">>" {
				return a
			}
			continue
		}
		a = append(a, v)
	}
}

func (l *lexer) dict() dict {
	d := dict{}
	if l.depth++; l.depth > deepest {
		l.at = len(l.b)
	}
	defer func() { l.depth-- }()
	for {
		k, ok := l.object()
		if !ok || k == operator(">>") || k == operator("endobj") {
			return d
		}
		key, is := k.(name)
		if !is {
			continue
		}
		v, ok := l.object()
		if !ok || v == operator(">>") {
			return d
		}
		if _, is := v.(operator); !is {
			d[key] = v
		}
	}
}

func (l *lexer) name() name {
	from := l.at
	escaped := false
	for l.at < len(l.b) && !blank(l.b[l.at]) && !delimiter(l.b[l.at]) {
		escaped = escaped || l.b[l.at] == '#'
		l.at++
	}
	if !escaped {
		return name(l.b[from:l.at])
	}
	var out []byte
	for i := from; i < l.at; i++ {
		if l.b[i] == '#' && i+2 < l.at && unhex(l.b[i+1]) >= 0 && unhex(l.b[i+2]) >= 0 {
			out = append(out, byte(unhex(l.b[i+1])<<4|unhex(l.b[i+2])))
			i += 2
			continue
		}
		out = append(out, l.b[i])
	}
	return name(out)
}

func unhex(c byte) int {
	switch {
	case digit(c):
		return int(c - '0')
	case c|0x20 >= 'a' && c|0x20 <= 'f':
		return int(c|0x20-'a') + 10
	}
	return -1
}

func (l *lexer) hex() string {
	var out []byte
	half := -1
	for l.at < len(l.b) {
		c := l.b[l.at]
		l.at++
		if c == '>' {
			break
		}
		x := unhex(c)
		switch {
		case x < 0:
		case half < 0:
			half = x
		default:
			out = append(out, byte(half<<4|x))
			half = -1
		}
	}
	if half >= 0 {
		out = append(out, byte(half<<4))
	}
	return string(out)
}

func (l *lexer) literal() string {
	var out []byte
	depth := 1
	for l.at < len(l.b) {
		c := l.b[l.at]
		l.at++
		switch c {
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				return string(out)
			}
		case '\r': // a line break of any kind is an LF
			if l.at < len(l.b) && l.b[l.at] == '\n' {
				l.at++
			}
			c = '\n'
		case '\\':
			if l.at >= len(l.b) {
				return string(out)
			}
			c = l.b[l.at]
			l.at++
			switch c {
			case 'n':
				c = '\n'
			case 'r':
				c = '\r'
			case 't':
				c = '\t'
			case 'b':
				c = '\b'
			case 'f':
				c = '\f'
			case '\r':
				if l.at < len(l.b) && l.b[l.at] == '\n' {
					l.at++
				}
				continue
			case '\n':
				continue
			case '0', '1', '2', '3', '4', '5', '6', '7':
				x := int(c - '0')
				for n := 0; n < 2 && l.at < len(l.b) && l.b[l.at] >= '0' && l.b[l.at] <= '7'; n++ {
					x = x<<3 | int(l.b[l.at]-'0')
					l.at++
				}
				c = byte(x)
			}
		}
		out = append(out, c)
	}
	return string(out)
}

// word reads a number, a keyword, an operator or a reference.
func (l *lexer) word() any {
	from := l.at
	for l.at < len(l.b) && !blank(l.b[l.at]) && !delimiter(l.b[l.at]) {
		l.at++
	}
	w := l.b[from:l.at]
	if n, ok := number(w); ok {
		if l.refs && digit(w[0]) && n == float64(int(n)) {
			if r, ok := l.reference(int(n)); ok {
				return r
			}
		}
		return n
	}
	switch string(w) {
	case "true":
		return true
	case "false":
		return false
	case "null":
		return nil
	}
	return operator(w)
}

// reference looks behind a whole number for the rest of "12 0 R".
func (l *lexer) reference(n int) (ref, bool) {
	i := l.at
	for i < len(l.b) && blank(l.b[i]) {
		i++
	}
	g, from := 0, i
	for i < len(l.b) && digit(l.b[i]) && i-from < 6 {
		g = g*10 + int(l.b[i]-'0')
		i++
	}
	if i == from || i >= len(l.b) || !blank(l.b[i]) {
		return ref{}, false
	}
	for i < len(l.b) && blank(l.b[i]) {
		i++
	}
	if i >= len(l.b) || l.b[i] != 'R' || i+1 < len(l.b) && !blank(l.b[i+1]) && !delimiter(l.b[i+1]) {
		return ref{}, false
	}
	l.at = i + 1
	return ref{n, g}, true
}

// number reads a number as programs write them: a sign too many is passed
// over, and what follows a second point or a sign inside.
func number(w []byte) (float64, bool) {
	n, unit, sign, digits := 0.0, 0.0, 1.0, 0
scan:
	for _, c := range w {
		switch {
		case digit(c) && unit > 0:
			n += float64(c-'0') * unit
			unit /= 10
			digits++
		case digit(c):
			n = n*10 + float64(c-'0')
			digits++
		case c == '.' && unit == 0:
			unit = 0.1
		case c == '-' && digits == 0:
			sign = -1
		case c == '+' && digits == 0:
		case c == '-' || c == '.':
			break scan
		default:
			return 0, false
		}
	}
	return sign * min(n, 1e15), digits > 0
}

// streamData returns where the data of a stream begins, behind the keyword and
// its line break.
func (l *lexer) streamData() (int, bool) {
	l.skip()
	if !bytes.HasPrefix(l.b[l.at:], []byte("stream")) {
		return 0, false
	}
	i := l.at + len("stream")
	for i < len(l.b) && (l.b[i] == ' ' || l.b[i] == '\t') {
		i++
	}
	if i < len(l.b) && l.b[i] == '\r' {
		i++
	}
	if i < len(l.b) && l.b[i] == '\n' {
		i++
	}
	return i, true
}
