package decode

import (
	"bytes"
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
// before the next is asked for. What it returns as bytes may lie in the file:
// it must not be changed, nor kept beyond the decoding.
type JSON struct {
	s     []byte
	at    int
	names map[string]string // those seen, so that each is one string
	Lost  int               // halves of surrogate pairs, which are no characters
}

// NewJSON checks a file and returns a walker, and how many values the file has:
// one, unless it has a value a line (JSON lines). Errors name the line. The
// text in it is the caller's to clean and to count against the limit.
func NewJSON(f File, o TextOptions, lim Limits) (j *JSON, values int, w []Warning, err error) {
	s := bytes.TrimPrefix(f.Content, []byte("\xEF\xBB\xBF"))
	if o.Encoding == "" && int64(len(s)) <= lim.FileBytes && clean(s) {
		w = twiceEncoded(func(sign string) int { return bytes.Count(s, []byte(sign)) })
	} else {
		whole := lim
		whole.Runes = max(lim.Runes, lim.FileBytes) // names and numbers are no text
		var text string
		if text, w, err = Text(f, o, whole); err != nil {
			return nil, 0, nil, err
		}
		s = []byte(text)
	}
	if values, err = jsonValues(f, s, lim); err != nil {
		return nil, 0, nil, err
	}
	return &JSON{s: s, names: map[string]string{}}, values, w, nil
}

// clean says whether bytes are a clean text but for their line breaks, which
// stand between values only.
func clean(s []byte) bool {
	for _, c := range s {
		if c < ' ' && c != '\n' && c != '\t' && c != '\r' || c == 0x7F {
			return false
		}
	}
	return utf8.Valid(s) && !bytes.HasPrefix(s, []byte("\uFEFF"))
}

func invalidJSON(f File, line int) error {
	return corpus.Errorf(corpus.ErrInvalid, "%s is damaged: it is no valid JSON (line %d)", f.Name, line).
		WithHint("export it again from the program it came from")
}

// jsonValues counts the values of a text, and finds whether they are valid and
// how deep they nest.
func jsonValues(f File, s []byte, lim Limits) (values int, err error) {
	line := func(at int) int { return 1 + bytes.Count(s[:min(at, len(s))], []byte("\n")) }
	depth, from := 0, -1
	for i := 0; i < len(s); i++ {
		switch c := s[i]; c {
		case '{', '[':
			if depth == 0 {
				if values >= lim.Blocks() {
					return 0, tooLong(f.Name, lim)
				}
				from = i
			}
			if depth++; depth > lim.Depth {
				return 0, corpus.Errorf(ErrLimit, "%s nests its values more than %d deep", f.Name, lim.Depth).
					WithHint("such files are made to harm; ask where it came from")
			}
		case '}', ']':
			if depth--; depth == 0 {
				values++
				if value := s[from : i+1]; !json.Valid(value) {
					var bad *json.SyntaxError
					if err := json.Unmarshal(value, new(json.RawMessage)); errors.As(err, &bad) {
						from += int(bad.Offset)
					}
					return 0, invalidJSON(f, line(from))
				}
			}
		case '"':
			if depth == 0 {
				return 0, invalidJSON(f, line(i)) // beside the values
			}
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
			return 0, invalidJSON(f, line(i))
		}
	}
	if depth > 0 || values == 0 {
		return 0, invalidJSON(f, line(len(s)))
	}
	return values, nil
}

// Values calls fn for every value of the file, from the first one on. fn must
// read or skip it.
func (j *JSON) Values(fn func() error) error {
	j.at, j.Lost = 0, 0
	for j.space(); j.at < len(j.s); j.space() {
		if j.s[j.at] == ',' {
			j.at++
			continue
		}
		if err := fn(); err != nil {
			return err
		}
	}
	return nil
}

// Kind is the first byte of the value that comes next: { [ " t f n, a digit or
// a minus sign; 0 at the end.
func (j *JSON) Kind() byte {
	j.space()
	if j.at >= len(j.s) {
		return 0
	}
	return j.s[j.at]
}

func (j *JSON) space() {
	for j.at < len(j.s) && j.s[j.at] <= ' ' {
		j.at++
	}
}

// Object reads an object: fn is called for every name, and must read or skip
// the value.
func (j *JSON) Object(fn func(name string) error) error {
	j.at++ // {
	for j.Kind() != '}' {
		name := j.name()
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

// name reads a name.
func (j *JSON) name() string {
	const most = 10_000
	b := j.Quoted()
	name, ok := j.names[string(b)]
	if !ok {
		if name = string(b); len(j.names) < most {
			j.names[name] = name
		}
	}
	return name
}

// Quoted reads a string: what is between its quotation marks.
func (j *JSON) Quoted() []byte {
	j.at++ // "
	from := j.at
	for j.s[j.at] != '"' && j.s[j.at] != '\\' {
		j.at++
	}
	if j.s[j.at] == '"' {
		j.at++
		return j.s[from : j.at-1 : j.at-1]
	}
	b := append([]byte(nil), j.s[from:j.at]...)
	for j.s[j.at] != '"' {
		if c := j.s[j.at]; c != '\\' {
			b = append(b, c)
			j.at++
			continue
		}
		j.at += 2
		switch c := j.s[j.at-1]; c {
		case 'b', 'f':
		case 'n':
			b = append(b, '\n')
		case 'r':
			b = append(b, '\r')
		case 't':
			b = append(b, '\t')
		case 'u':
			b = utf8.AppendRune(b, j.unicode())
		default:
			b = append(b, c)
		}
	}
	j.at++
	return b
}

// unicode reads the digits behind \u, and the other half of a pair.
func (j *JSON) unicode() rune {
	r := j.hex()
	if !utf16.IsSurrogate(r) {
		return r
	}
	if bytes.HasPrefix(j.s[j.at:], []byte(`\u`)) {
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
	n, _ := strconv.ParseUint(string(j.s[j.at:j.at+4]), 16, 32)
	j.at += 4
	return rune(n)
}

// Scalar reads a number, true, false or null as it is written.
func (j *JSON) Scalar() []byte {
	from := j.at
	for j.at < len(j.s) && j.s[j.at] > ' ' && strings.IndexByte(",]}", j.s[j.at]) < 0 {
		j.at++
	}
	return j.s[from:j.at:j.at]
}

// Skip steps over a value of any kind and returns the length that it is written
// in.
func (j *JSON) Skip() (length int) {
	depth := 0
	j.space()
	for from := j.at; ; {
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
			return j.at - from
		}
	}
}
