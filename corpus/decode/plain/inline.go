package plain

import (
	"html"
	"strings"
	"unicode"
	"unicode/utf8"
)

// delimiter is a run of emphasis marks in the output of an inline.
type delimiter struct {
	at          int // byte offset in out
	n           int // marks not yet used
	mark        byte
	open, close bool
}

// stretch is a bold stretch of the output, in bytes, marks included.
type stretch struct{ from, to int }

// inline turns one line of Markdown into its text and says how many code
// points at its start are bold. Emphasis follows CommonMark's rules of
// flanking, so that 2 * 3, snake_case and lone asterisks stay as they are.
func inline(src string) (text string, bold int) {
	if !strings.ContainsAny(src, "\\*_~`[]<&!") {
		return trim(src), 0
	}
	p := parser{out: make([]byte, 0, len(src))}
	p.run(src, 0)
	p.match()
	return p.finish()
}

// special are the bytes that may not stand for themselves.
var special = [256]bool{
	'\\': true, '*': true, '_': true, '~': true, '`': true, '!': true, '[': true, '<': true, '&': true,
}

type parser struct {
	out    []byte
	delims []delimiter
	bolds  []stretch
	gone   []stretch // marks that were used up
}

// What lies deeper in links, or between more backticks, is left as it is.
const maxLinks, maxTicks = 4, 8

func (p *parser) run(src string, depth int) {
	var closing []int32 // of every opening bracket, where it closes
	if (strings.Contains(src, "](") || strings.Contains(src, "]{")) && depth < maxLinks {
		closing = pairs(src)
	}
	noTicks := [maxTicks + 1]bool{} // no run of so many backticks follows
	for i := 0; i < len(src); {
		from := i
		for i < len(src) && !special[src[i]] {
			i++
		}
		if p.out = append(p.out, src[from:i]...); i == len(src) {
			break
		}
		c := src[i]
		switch c {
		case '\\':
			if i+1 < len(src) && asciiPunct(src[i+1]) {
				p.out = append(p.out, src[i+1])
				i += 2
				continue
			}
		case '*', '_', '~':
			n := 1
			for i+n < len(src) && src[i+n] == c {
				n++
			}
			p.delimit(src, i, n)
			i += n
			continue
		case '`':
			n := 1
			for i+n < len(src) && src[i+n] == '`' {
				n++
			}
			end := -1
			if n <= maxTicks && !noTicks[n] {
				end = closingTicks(src[i+n:], n)
				noTicks[n] = end < 0
			}
			if end >= 0 {
				p.out = append(p.out, strings.TrimSpace(src[i+n:i+n+end])...)
				i += 2*n + end
			} else {
				p.out = append(p.out, src[i:i+n]...)
				i += n
			}
			continue
		case '!', '[':
			start := i
			if c == '!' {
				start++
			}
			if closing != nil && start < len(src) && src[start] == '[' && closing[start] > 0 {
				behind := int(closing[start]) + 1
				end, ok := target(src, behind)
				if n := attributes(src[behind:]); n > 0 {
					end, ok = behind+n, true
				}
				if ok {
					p.run(src[start+1:closing[start]], depth+1)
					i = end
					continue
				}
			}
		case '<':
			if n, replacement, ok := tag(src[i:]); ok {
				p.out = append(p.out, replacement...)
				i += n
				continue
			}
		case '&':
			if end := strings.IndexByte(src[i:min(len(src), i+34)], ';'); end > 0 {
				if s := html.UnescapeString(src[i : i+end+1]); !strings.HasPrefix(s, "&") || s == "&" {
					p.out = append(p.out, visible(s)...)
					i += end + 1
					continue
				}
			}
		}
		p.out = append(p.out, c)
		i++
	}
}

// visible keeps what a reference may stand for out of the text if a text file
// could not have had it.
func visible(s string) string {
	return strings.Map(func(r rune) rune {
		if r < 0x20 && r != '\t' || r == 0x7F {
			return -1
		}
		if r == '\t' || r == '\n' {
			return ' '
		}
		return r
	}, s)
}

// delimit records a run of emphasis marks, which are part of the output until
// they are matched.
func (p *parser) delimit(src string, i, n int) {
	before, after := ' ', ' '
	if i > 0 {
		before, _ = utf8.DecodeLastRuneInString(src[:i])
	}
	if i+n < len(src) {
		after, _ = utf8.DecodeRuneInString(src[i+n:])
	}
	punct := func(r rune) bool { return unicode.IsPunct(r) || unicode.IsSymbol(r) }
	left := !unicode.IsSpace(after) && (!punct(after) || unicode.IsSpace(before) || punct(before))
	right := !unicode.IsSpace(before) && (!punct(before) || unicode.IsSpace(after) || punct(after))
	d := delimiter{at: len(p.out), n: n, mark: src[i], open: left, close: right}
	if d.mark == '_' {
		d.open = left && (!right || punct(before))
		d.close = right && (!left || punct(after))
	}
	if d.mark == '~' && n != 2 || n > 8 {
		d.open, d.close = false, false
	}
	p.out = append(p.out, src[i:i+n]...)
	if d.open || d.close {
		p.delims = append(p.delims, d)
	}
}

// match pairs the runs: each closing run with the nearest open one of its
// mark. Runs that lie between the two are out of the game.
func (p *parser) match() {
	var open []delimiter
	waiting := map[byte]int{} // open runs by mark
	for _, d := range p.delims {
		taken := 0 // marks of d used up, from its left
		for d.close && d.n > 0 && waiting[d.mark] > 0 {
			j := len(open) - 1
			for open[j].mark != d.mark {
				waiting[open[j].mark]--
				j--
			}
			open = open[:j+1]
			o := &open[j]
			use := 1
			if o.n >= 2 && d.n >= 2 {
				use = 2
			}
			o.n -= use
			from, to := o.at+o.n, d.at+taken
			p.gone = append(p.gone, stretch{from, from + use}, stretch{to, to + use})
			if use == 2 && d.mark != '~' {
				p.bolds = append(p.bolds, stretch{from, to + use})
			}
			taken += use
			d.n -= use
			if o.n == 0 {
				open = open[:j]
				waiting[d.mark]--
			}
		}
		if d.open && d.n > 0 {
			d.at += taken
			open = append(open, d)
			waiting[d.mark]++
		}
	}
}

// finish removes the used marks and counts the bold beginning.
func (p *parser) finish() (string, int) {
	if len(p.gone) == 0 {
		return trim(string(p.out)), 0
	}
	drop := make([]bool, len(p.out))
	for _, g := range p.gone {
		for i := g.from; i < g.to; i++ {
			drop[i] = true
		}
	}
	level := make([]int, len(p.out)+1)
	for _, b := range p.bolds {
		level[b.from]++
		level[b.to]--
	}
	out := make([]byte, 0, len(p.out))
	depth, boldBytes, still := 0, 0, true
	for i, c := range p.out {
		depth += level[i]
		if drop[i] {
			continue
		}
		still = still && (depth > 0 || c == ' ' && len(out) == 0)
		out = append(out, c)
		if still {
			boldBytes = len(out)
		}
	}
	bold := trim(string(out[:boldBytes]))
	return trim(string(out)), utf8.RuneCountInString(bold)
}

// pairs finds the closing bracket of every opening one; 0 where there is none.
func pairs(src string) []int32 {
	at := make([]int32, len(src))
	var open []int32
	for i := 0; i < len(src); i++ {
		switch src[i] {
		case '\\':
			i++
		case '[':
			open = append(open, int32(i))
		case ']':
			if len(open) > 0 {
				at[open[len(open)-1]] = int32(i)
				open = open[:len(open)-1]
			}
		}
	}
	return at
}

// target reads the (address "title") of a link at src[i]; end is behind it.
// What has blanks but no title, [laughs](and went on), was said, not linked.
func target(src string, i int) (end int, ok bool) {
	const longest = 2000
	if i >= len(src) || src[i] != '(' {
		return 0, false
	}
	depth := 0
	for k := i; k < min(len(src), i+longest); k++ {
		switch src[k] {
		case '\\':
			k++
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				address := strings.TrimSpace(src[i+1 : k])
				return k + 1, !strings.Contains(address, " ") || strings.ContainsAny(address, `"'`)
			}
		}
	}
	return 0, false
}

// attributes is how long the {.class key="value"} at the start of src is; 0 if
// there is none.
func attributes(src string) int {
	if len(src) < 3 || src[0] != '{' {
		return 0
	}
	end := strings.IndexByte(src[:min(len(src), 500)], '}')
	if end < 0 {
		return 0
	}
	for field := range strings.FieldsSeq(src[1:end]) {
		if key, _, ok := strings.Cut(field, "="); field[0] != '.' && field[0] != '#' && (!ok || key == "") &&
			!strings.HasSuffix(field, `"`) {
			return 0
		}
	}
	return end + 1
}

// tags are the HTML elements whose marks are dropped. Anything else in angle
// brackets, like <unclear>, is the transcriber's and stays.
var tags = map[string]string{
	"b": "", "i": "", "em": "", "strong": "", "u": "", "s": "", "p": "", "span": "", "div": "", "a": "",
	"sub": "", "sup": "", "small": "", "font": "", "center": "", "details": "", "summary": "", "mark": "",
	"del": "", "ins": "", "code": "", "blockquote": "", "br": " ", "hr": "", "img": "",
	"section": "", "article": "", "header": "", "footer": "", "figure": "", "figcaption": "", "ul": "", "ol": "",
	"li": "", "table": "", "tr": "", "td": "", "th": "",
}

// tag reads an HTML tag or an autolink at the start of src.
func tag(src string) (n int, replacement string, ok bool) {
	end := strings.IndexByte(src[:min(len(src), 1000)], '>')
	if end < 2 {
		return 0, "", false
	}
	inner := src[1:end]
	if strings.HasPrefix(inner, "http://") || strings.HasPrefix(inner, "https://") {
		return end + 1, inner, true
	}
	name := strings.ToLower(strings.Trim(inner, "/ "))
	if i := strings.IndexAny(name, " \t/"); i >= 0 {
		name = name[:i]
	}
	replacement, ok = tags[name]
	return end + 1, replacement, ok
}

func closingTicks(s string, n int) int {
	for i := 0; i < len(s); {
		if s[i] != '`' {
			i++
			continue
		}
		m := 1
		for i+m < len(s) && s[i+m] == '`' {
			m++
		}
		if m == n {
			return i
		}
		i += m
	}
	return -1
}

func asciiPunct(c byte) bool {
	return c >= '!' && c <= '/' || c >= ':' && c <= '@' || c >= '[' && c <= '`' || c >= '{' && c <= '~'
}
