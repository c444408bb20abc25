package decode

import (
	"encoding/json"
	"errors"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"framewise/corpus"
)

// JSON walks through the values of a JSON file that was found to be valid, and
// no deeper than a limit. The value that comes next must be read or skipped
// before the next is asked for.
type JSON struct {
	s    string
	at   int
	end  int
	Lost int // halves of surrogate pairs, which are no characters
}

// NewJSON checks a file and returns a walker for each of its values: one,
// unless the file has a value a line (JSON lines). Errors name the line. The
// text in it is the caller's to count against the limit.
func NewJSON(f File, o TextOptions, lim Limits) (values []*JSON, w []Warning, err error) {
	whole := lim
	whole.Runes = max(lim.Runes, lim.FileBytes) // names and numbers are no text
	text, w, err := Text(f, o, whole)
	if err != nil {
		return nil, nil, err
	}
	parts, err := jsonValues(f, text, lim)
	if err != nil {
		return nil, nil, err
	}
	for _, p := range parts {
		if part := text[p[0]:p[1]]; !json.Valid([]byte(part)) {
			line := 1 + strings.Count(text[:p[0]], "\n")
			var bad *json.SyntaxError
			if err := json.Unmarshal([]byte(part), new(json.RawMessage)); errors.As(err, &bad) {
				line += strings.Count(part[:min(int(bad.Offset), len(part))], "\n")
			}
			return nil, nil, invalidJSON(f, line)
		}
		values = append(values, &JSON{s: text, at: p[0], end: p[1]})
	}
	return values, w, nil
}

func invalidJSON(f File, line int) error {
	return corpus.Errorf(corpus.ErrInvalid, "%s is damaged: it is no valid JSON (line %d)", f.Name, line).
		WithHint("export it again from the program it came from")
}

// jsonValues finds where each value of a text begins and ends, and how deep
// values nest.
func jsonValues(f File, s string, lim Limits) (parts [][2]int, err error) {
	depth, from := 0, -1
	for i := 0; i < len(s); i++ {
		switch c := s[i]; c {
		case '{', '[':
			if depth == 0 {
				if len(parts) >= lim.Blocks() {
					return nil, tooLong(f.Name, lim)
				}
				from = i
			}
			if depth++; depth > lim.Depth {
				return nil, corpus.Errorf(ErrLimit, "%s nests its values more than %d deep", f.Name, lim.Depth).
					WithHint("such files are made to harm; ask where it came from")
			}
		case '}', ']':
			if depth--; depth == 0 {
				parts = append(parts, [2]int{from, i + 1})
			}
		case '"':
			for i++; i < len(s) && s[i] != '"'; i++ {
				if s[i] == '\\' {
					i++
				}
			}
		default:
			if depth == 0 && c > ' ' && c != ',' {
				depth = -1
			}
		}
		if depth < 0 {
			return nil, invalidJSON(f, 1+strings.Count(s[:i], "\n"))
		}
	}
	if depth > 0 || len(parts) == 0 {
		return nil, invalidJSON(f, 1+strings.Count(s, "\n"))
	}
	return parts, nil
}

// Kind is the first byte of the value that comes next: { [ " t f n, a digit or
// a minus sign; 0 at the end.
func (j *JSON) Kind() byte {
	j.space()
	if j.at >= j.end {
		return 0
	}
	return j.s[j.at]
}

func (j *JSON) space() {
	for j.at < j.end && j.s[j.at] <= ' ' {
		j.at++
	}
}

// Object reads an object: fn is called for every name, and must read or skip
// the value.
func (j *JSON) Object(fn func(name string) error) error {
	j.at++ // {
	for j.Kind() != '}' {
		name := j.String()
		j.space()
		j.at++ // :
		if err := fn(name); err != nil {
			return err
		}
		j.comma()
	}
	j.at++
	return nil
}

// Array reads an array: fn is called for every value, and must read or skip
// it.
func (j *JSON) Array(fn func() error) error {
	j.at++ // [
	for j.Kind() != ']' {
		if err := fn(); err != nil {
			return err
		}
		j.comma()
	}
	j.at++
	return nil
}

func (j *JSON) comma() {
	if j.Kind() == ',' {
		j.at++
	}
}

// String reads a string.
func (j *JSON) String() string {
	j.at++ // "
	from := j.at
	for j.s[j.at] != '"' && j.s[j.at] != '\\' {
		j.at++
	}
	if j.s[j.at] == '"' {
		j.at++
		return j.s[from : j.at-1]
	}
	var b strings.Builder
	b.WriteString(j.s[from:j.at])
	for j.s[j.at] != '"' {
		if c := j.s[j.at]; c != '\\' {
			b.WriteByte(c)
			j.at++
			continue
		}
		j.at += 2
		switch c := j.s[j.at-1]; c {
		case 'b', 'f':
		case 'n':
			b.WriteByte('\n')
		case 'r':
			b.WriteByte('\r')
		case 't':
			b.WriteByte('\t')
		case 'u':
			b.WriteRune(j.unicode())
		default:
			b.WriteByte(c)
		}
	}
	j.at++
	return b.String()
}

// unicode reads the digits behind \u, and the other half of a pair.
func (j *JSON) unicode() rune {
	r := j.hex()
	if !utf16.IsSurrogate(r) {
		return r
	}
	if strings.HasPrefix(j.s[j.at:], `\u`) {
		at := j.at
		j.at += 2
		if pair := utf16.DecodeRune(r, j.hex()); pair != utf8.RuneError {
			return pair
		}
		j.at = at
	}
	j.Lost++
	return utf8.RuneError
}

func (j *JSON) hex() rune {
	n, _ := strconv.ParseUint(j.s[j.at:j.at+4], 16, 32)
	j.at += 4
	return rune(n)
}

// Scalar reads a number, true, false or null as it is written.
func (j *JSON) Scalar() string {
	from := j.at
	for j.at < j.end && j.s[j.at] > ' ' && strings.IndexByte(",]}", j.s[j.at]) < 0 {
		j.at++
	}
	return j.s[from:j.at]
}

// Skip steps over a value of any kind.
func (j *JSON) Skip() {
	depth := 0
	j.space()
	for {
		switch j.s[j.at] {
		case '{', '[':
			depth++
			j.at++
		case '}', ']':
			depth--
			j.at++
		case '"':
			for j.at++; j.s[j.at] != '"'; j.at++ {
				if j.s[j.at] == '\\' {
					j.at++
				}
			}
			j.at++
		case ',', ':', ' ', '\n', '\t', '\r':
			j.at++
			continue
		default:
			j.Scalar()
		}
		if depth == 0 {
			return
		}
	}
}
