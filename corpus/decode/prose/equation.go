package prose

import "strings"

// Equation is the text of a field that Word draws by its code (EQ): the word
// that has a reading above it, without the reading; of a formula its letters.
// ok is false where the code is of another field.
func Equation(code string) (text string, ok bool) {
	code = strings.TrimSpace(code)
	if len(code) < 3 || !strings.EqualFold(code[:2], "EQ") || code[2] != ' ' && code[2] != '\\' {
		return "", false
	}
	e := equation{code: []rune(code[2:])}
	return strings.TrimSpace(e.text(0)), true
}

// equation reads the code of such a field.
type equation struct {
	code   []rune
	at     int
	raised bool // what was read last is set above the line
}

// text reads to the end, or within brackets to the end of an argument.
func (e *equation) text(depth int) string {
	var b strings.Builder
	open := 0 // brackets that are text
	for e.at < len(e.code) {
		c := e.code[e.at]
		switch {
		case c == '\\':
			b.WriteString(e.command(depth))
			continue
		case depth > 0 && open == 0 && (c == ',' || c == ';' || c == ')'):
			return b.String()
		case c == '(':
			open++
		case c == ')':
			open--
		}
		b.WriteRune(c)
		e.at++
	}
	return b.String()
}

// command reads what a backslash begins.
func (e *equation) command(depth int) string {
	const deepest = 20
	e.at++
	name := e.letters()
	switch {
	case name == "" && e.peek() == '*': // how the result looks
		e.at++
		e.skip(' ')
		if e.peek() == '"' {
			e.at++
			for e.at < len(e.code) && e.peek() != '"' {
				e.at++
			}
			e.at++
			return ""
		}
		for e.at < len(e.code) && e.peek() != ' ' && e.peek() != '\\' {
			e.at++
		}
		return ""
	case name == "": // a sign that would mean something else
		if e.at == len(e.code) {
			return ""
		}
		e.at++
		return string(e.code[e.at-1])
	}
	up := false
	for e.skip(' '); e.peek() != '('; e.skip(' ') {
		switch c := e.peek(); {
		case c >= '0' && c <= '9' || c == '-':
			e.at++
		case c == '\\' && e.at+1 < len(e.code) && letter(e.code[e.at+1]):
			e.at++
			up = e.letters() == "up" || up
		default:
			return ""
		}
	}
	if depth >= deepest {
		e.at = len(e.code)
		return ""
	}
	var args []string
	over := false // the first argument is set above the line
	for e.at < len(e.code) && e.peek() != ')' || len(args) == 0 {
		e.at++ // the bracket, or a comma
		e.raised = false
		args = append(args, e.text(depth+1))
		if len(args) == 1 {
			over = e.raised
		}
	}
	e.at++
	e.raised = name == "s" && up
	switch {
	case name == "o" && over:
		args = args[1:]
	case name == "f":
		return strings.Join(args, "/")
	}
	return strings.Join(args, "")
}

func letter(r rune) bool { return r|0x20 >= 'a' && r|0x20 <= 'z' }

// letters reads a name, in lower case.
func (e *equation) letters() string {
	from := e.at
	for e.at < len(e.code) && letter(e.code[e.at]) {
		e.at++
	}
	return strings.ToLower(string(e.code[from:e.at]))
}

// peek is the next sign; 0 at the end.
func (e *equation) peek() rune {
	if e.at < len(e.code) {
		return e.code[e.at]
	}
	return 0
}

func (e *equation) skip(r rune) {
	for e.peek() == r {
		e.at++
	}
}
