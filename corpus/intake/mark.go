package intake

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// mark is what stands before a speaker's words at the start of a line.
type mark struct {
	label string // as written
	aside string // in parentheses behind the label: E1 (probe)
	words int    // byte offset at which the words begin
	at    time.Duration
	timed bool
	row   bool // of a table: the label is the first cell
}

// maxLabel is how far into a line, in bytes, a label may reach.
const maxLabel = 160

// lead skips what may stand before a label in a line.
func (l *line) lead() (i int, at time.Duration, timed bool) {
	i, at, timed = lead(l.text[l.number:])
	return i + l.number, at, timed
}

// lead skips what may stand before a label: spaces, a dash or a bullet, a
// time.
func lead(s string) (i int, at time.Duration, timed bool) {
	for range 8 { // a few of each, in any order
		before := i
		for i < len(s) && (s[i] == ' ' || s[i] == '\t' || s[i] == '>') {
			i++
		}
		i += bidiMark(s[i:])
		if d, n, _, ok := stamp(s[i:]); ok && !timed {
			at, timed = d, true
			i += n
		}
		for _, dash := range []string{"- ", "– ", "— ", "• ", "* ", "·\t", "-\t", "–", "—"} {
			if strings.HasPrefix(s[i:], dash) {
				i += len(dash)
				break
			}
		}
		if i == before {
			break
		}
	}
	return i, at, timed
}

func bidiMark(s string) int {
	for _, m := range []string{"\u200e", "\u200f", "\u202a", "\u202b", "\u2067"} {
		if strings.HasPrefix(s, m) {
			return len(m)
		}
	}
	return 0
}

// emphasis returns the length of Markdown's ** or __ or * or _ at the start.
func emphasis(s string) int {
	n := 0
	for n < len(s) && n < 3 && (s[n] == '*' || s[n] == '_') {
		n++
	}
	return n
}

// spaces returns the length of the white space at the start.
func spaces(s string) int {
	n := 0
	for n < len(s) {
		if s[n] == ' ' || s[n] == '\t' {
			n++
		} else if strings.HasPrefix(s[n:], "\u00a0") {
			n += 2
		} else if strings.HasPrefix(s[n:], "\u3000") {
			n += 3
		} else {
			break
		}
	}
	return n
}

// colon reads "Name: words" with the times, dashes, bold type and asides that
// may stand around the name.
func colon(l *line) (m mark, ok bool) {
	s := l.text
	// Most lines have no colon near their start.
	head := s[:min(len(s), maxLabel)]
	if strings.IndexByte(head, ':') < 0 && !strings.Contains(head, "：") {
		return m, false
	}
	i, at, timed := l.lead()
	m.at, m.timed = at, timed
	bold := emphasis(s[i:])
	i += bold
	i += spaces(s[i:])
	bracketed := i < len(s) && s[i] == '['
	if bracketed {
		i++
	}
	start := i
	if n := strings.Index(s[start:min(len(s), start+maxLabel)], ":\t"); n > 0 && timed && s[start-1] == '\t' {
		// A chat of Zoom: the time, the name with whatever is in it, the words.
		m.label, m.aside, _, _ = splitLabel(s[start : start+n])
		m.words = start + n + 2
		return m, m.label != ""
	}
	end := -1 // of the label
	cut := func(at int) {
		if end < 0 {
			end = at
		}
	}
	limit := min(len(s), start+maxLabel)
scan:
	for i < limit {
		c := s[i]
		if c >= utf8.RuneSelf {
			r, n := utf8.DecodeRuneInString(s[i:])
			switch {
			case r == '：' || r == '﹕':
				cut(i)
				i += n
				break scan
			case strings.ContainsRune("“”„«»‹›…¿¡？！；。、，「」『』", r):
				return m, false
			case r == '（':
				shut := strings.Index(s[i:limit], "）")
				if shut < 0 {
					return m, false
				}
				cut(i)
				m.aside = strings.TrimSpace(s[i+n : i+shut])
				i += shut
				n = len("）")
			}
			i += n
			continue
		}
		switch c {
		case ':':
			if i > start && isDigit(s[i-1]) && i+1 < len(s) && isDigit(s[i+1]) {
				// A clock behind the label: P1 00:01:09: words
				j := i
				for j > start && isDigit(s[j-1]) {
					j--
				}
				d, n, ok := clock(s[j:])
				if !ok || j == start || s[j-1] != ' ' && s[j-1] != '\t' {
					return m, false
				}
				m.at, m.timed = d, true
				cut(j)
				i = j + n
				continue
			}
			cut(i)
			i++
			break scan
		case '(', '[', '<', '{', '#':
			if d, n, _, ok := stamp(s[i:]); ok {
				m.at, m.timed = d, true
				cut(i)
				i += n
				continue
			}
			if c != '(' {
				if c == '#' {
					i++ // P#3
					continue
				}
				return m, false
			}
			shut := strings.IndexByte(s[i:limit], ')')
			if shut < 0 {
				return m, false
			}
			inside := strings.TrimSpace(s[i+1 : i+shut])
			if inside != "" && strings.Trim(inside, "0123456789") == "" {
				i += shut + 1 // Speaker (1)
				continue
			}
			cut(i)
			m.aside = inside
			i += shut + 1
			continue
		case ']':
			if !bracketed {
				return m, false
			}
			bracketed = false
			cut(i)
		case '*', '_':
			if n := emphasis(s[i:]); c == '*' || bold > 0 && n == bold {
				cut(i)
				i += n
				continue
			}
		case '.':
			// Dr. Soto, J.R., Int.: but not the end of a sentence.
			j := i
			for j > start && s[j-1] != ' ' && s[j-1] != '.' {
				j--
			}
			if i-j > 5 && i+1 < limit && s[i+1] == ' ' {
				return m, false
			}
		case ',':
			if !credential(s[i+1 : limit]) {
				return m, false
			}
		case '"':
			// The gershayim of Hebrew stand between two letters.
			if i == start || i+1 >= len(s) || s[i-1] < utf8.RuneSelf || s[i+1] < utf8.RuneSelf {
				return m, false
			}
		case '\t':
			if rest := strings.TrimLeft(s[i:limit], " \t"); !strings.HasPrefix(rest, ":") {
				return m, false
			}
		case '?', '!', ';', '@', '=', '~', '\\', '`', '^', '}', ')', '>':
			return m, false
		default:
			if end >= 0 && c != ' ' {
				return m, false // text between a label's end and the colon
			}
		}
		i++
	}
	if end < 0 || bracketed {
		return m, false
	}
	if c, _ := utf8.DecodeLastRuneInString(s[:i]); c != ':' && c != '：' && c != '﹕' {
		return m, false
	}
	m.label = cleanLabel(s[start:end])
	if m.label == "" {
		return m, false
	}
	if strings.HasPrefix(s[i:], "//") || strings.HasPrefix(s[i:], "\\") {
		return m, false
	}
	if bold > 0 {
		i += emphasis(s[i:])
	}
	i += spaces(s[i:])
	m.words = i
	if d, n, bracketed, ok := stamp(s[i:]); ok && (bracketed || blank(s[i+n:])) {
		m.at, m.timed = d, true
		m.words = i + n
		m.words += spaces(s[m.words:])
	}
	return m, true
}

// credential says whether what follows a comma belongs to a name: PhD, MD, Jr.
func credential(s string) bool {
	s = strings.TrimLeft(s, " ")
	n, capitals := 0, 0
	for n < len(s) && (s[n]|0x20 >= 'a' && s[n]|0x20 <= 'z' || s[n] == '.') {
		if s[n] >= 'A' && s[n] <= 'Z' {
			capitals++
		}
		n++
	}
	word := strings.TrimSuffix(s[:n], ".")
	return n <= 6 && (capitals > 1 || word == "Jr" || word == "Sr")
}

// cleanLabel takes away what may stand around a label.
func cleanLabel(s string) string {
	return strings.TrimFunc(s, func(r rune) bool {
		return unicode.IsSpace(r) || strings.ContainsRune("*_:：-–—\u200e\u200f", r)
	})
}

// boldMark reads a label in bold type, with or without a colon: **Name**
// words, **I [00:00:12]** words, or a docx paragraph that begins in bold.
func boldMark(l *line) (m mark, ok bool) {
	s := l.text
	i, at, timed := l.lead()
	m.at, m.timed = at, timed
	var inside string
	switch {
	case l.bold > 0:
		end := len(s)
		n := 0
		for b := range s {
			if n == l.bold {
				end = b
				break
			}
			n++
		}
		if end <= i || end-i > maxLabel {
			return m, false
		}
		inside, i = s[i:end], end
	case strings.HasPrefix(s[i:], "**") || strings.HasPrefix(s[i:], "__"):
		quote := s[i : i+2]
		shut := strings.Index(s[i+2:min(len(s), i+2+maxLabel)], quote)
		if shut <= 0 {
			return m, false
		}
		inside, i = s[i+2:i+2+shut], i+4+shut
	default:
		return m, false
	}
	m.label, m.aside, at, timed = splitLabel(inside)
	if timed {
		m.at, m.timed = at, true
	}
	if m.label == "" {
		return m, false
	}
	i += spaces(s[i:])
	if strings.HasPrefix(s[i:], ":") {
		i++
		i += spaces(s[i:])
	}
	if d, n, bracketed, ok := stamp(s[i:]); ok && (bracketed || blank(s[i+n:])) {
		m.at, m.timed = d, true
		i += n
		i += spaces(s[i:])
	}
	m.words = i
	return m, true
}

// splitLabel parts a label from an aside and a time behind it.
func splitLabel(s string) (label, aside string, at time.Duration, timed bool) {
	s = strings.TrimSpace(s)
	for i := 0; i < len(s); i++ {
		c := s[i]
		bare := isDigit(c) && i > 0 && (s[i-1] == ' ' || s[i-1] == '\t')
		if !bare && c != '(' && c != '[' && c != '#' && c != '<' {
			continue
		}
		if d, n, _, ok := stamp(s[i:]); ok {
			_, more, _, _ := splitLabel(s[i+n:])
			return cleanLabel(s[:i]), more, d, true
		}
		if c == '(' && strings.HasSuffix(cleanLabel(s), ")") {
			inside := strings.TrimSuffix(cleanLabel(s[i+1:]), ")")
			if strings.Trim(inside, "0123456789") != "" {
				return cleanLabel(s[:i]), strings.TrimSpace(inside), 0, false
			}
		}
	}
	return cleanLabel(s), "", 0, false
}

// bracketMark reads [Name] words and <name> words.
func bracketMark(l *line) (m mark, ok bool) {
	s := l.text
	i, at, timed := l.lead()
	m.at, m.timed = at, timed
	if i >= len(s) || s[i] != '[' && s[i] != '<' {
		return m, false
	}
	shut := strings.IndexByte(s[i:min(len(s), i+maxLabel)], s[i]+2) // [ ] and < > lie two apart
	if shut < 2 {
		return m, false
	}
	m.label, m.aside, at, timed = splitLabel(s[i+1 : i+shut])
	if timed {
		m.at, m.timed = at, true
	}
	if s[i] == '<' { // a chat: [08:25] <ana_> hi, by the clock on the wall
		m.label = strings.TrimSpace(s[i+1 : i+shut])
		m.timed = m.timed && strings.Count(s[:i], ":") > 1
	}
	i += shut + 1
	if strings.HasPrefix(s[i:], "(") { // a Markdown link
		return m, false
	}
	i += spaces(s[i:])
	if i < len(s) && s[i] == ':' {
		i++
		i += spaces(s[i:])
	}
	m.words = i
	return m, m.label != "" && !strings.ContainsAny(m.label, "/@")
}

// stampMark reads a label with a time and no colon, as Otter, Rev and Trint
// write it: "Name  0:03", "Name (00:01:02) words", or "00:01:02 Name" alone.
func stampMark(l *line) (m mark, ok bool) {
	s := l.text
	head := s[:min(len(s), maxLabel)]
	c := strings.IndexByte(head, ':')
	if c < 1 || !isDigit(s[c-1]) {
		return m, false
	}
	i, at, timed := l.lead()
	if timed {
		// The time stands first: only a label may follow.
		m.at, m.timed = at, true
		rest := strings.TrimSpace(s[i:])
		if rest == "" || len(rest) > 60 || strings.ContainsAny(rest, ".,;?!:") {
			return m, false
		}
		m.label, m.aside, _, _ = splitLabel(rest)
		m.words = len(s)
		return m, m.label != ""
	}
	j := c
	for j > i && isDigit(s[j-1]) {
		j--
	}
	if j > i && strings.IndexByte("[(<{#", s[j-1]) >= 0 {
		j--
	}
	d, n, bracketed, ok := stamp(s[j:])
	if !ok || j == i {
		return m, false
	}
	end := j + n
	rest := strings.TrimLeft(s[end:], " \t")
	// A bare time ends the line; only one in brackets may have words behind.
	if !bracketed && rest != "" {
		return m, false
	}
	m.at, m.timed = d, true
	m.label, m.aside, _, _ = splitLabel(s[i:j])
	if strings.HasPrefix(rest, ":") {
		rest = strings.TrimLeft(rest[1:], " \t")
	}
	m.words = len(s) - len(rest)
	return m, m.label != "" && !strings.ContainsAny(m.label, ".,;?!:\"“”")
}

// tabMark reads Name<TAB>words.
func tabMark(l *line) (m mark, ok bool) {
	s := l.text
	if strings.IndexByte(s[:min(len(s), maxLabel)], '\t') < 0 {
		return m, false
	}
	i, at, timed := l.lead()
	m.at, m.timed = at, timed
	tab := strings.IndexByte(s[i:min(len(s), i+maxLabel)], '\t')
	if tab < 1 {
		return m, false
	}
	m.label, m.aside, at, timed = splitLabel(s[i : i+tab])
	if timed {
		m.at, m.timed = at, true
	}
	m.words = i + tab + spaces(s[i+tab:])
	return m, m.label != "" && m.words < len(s) && !strings.ContainsAny(m.label, ".,;?!\"“”")
}

// aloneMark reads a label that has a line to itself.
func aloneMark(l *line) (m mark, ok bool) {
	s := strings.TrimSpace(l.text)
	if s == "" || len(s) > 60 || strings.ContainsAny(s, ".,;?!:\"“”…") {
		return m, false
	}
	m.label, m.aside, _, _ = splitLabel(s)
	m.words = len(l.text)
	return m, m.label != ""
}

// dashMark reads Name - words, with a dash of any length, or an angle for it.
func dashMark(l *line) (m mark, ok bool) {
	i, at, timed := l.lead()
	s := l.text[i:]
	m.at, m.timed = at, timed
	cut, size := -1, 0
	for _, sign := range []string{" - ", " – ", " — ", " > "} {
		if at := strings.Index(s[:min(len(s), 60)], sign); at > 0 && (cut < 0 || at < cut) {
			cut, size = at, len(sign)
		}
	}
	if cut < 0 {
		return m, false
	}
	m.label, m.aside, at, timed = splitLabel(s[:cut])
	if timed {
		m.at, m.timed = at, true
	}
	m.words = i + cut + size
	m.words += spaces(l.text[m.words:])
	return m, m.label != "" && m.words < len(l.text) && !strings.ContainsAny(m.label, ".,;?!:\"“”…")
}
