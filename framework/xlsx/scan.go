package xlsx

import (
	"bytes"
	"io"
	"strconv"
	"unicode/utf8"

	"framewise/corpus"
)

// scanner reads the tokens of a sheet or of the shared strings. These parts
// are far the largest of a workbook and the most plainly written, and a reader
// of all XML spends ten times as long on them. It knows elements, text, CDATA
// and the five entities; it refuses document types, and anything longer or
// deeper than a limit.
type scanner struct {
	in         io.Reader
	name, part string // of the file, for errors
	buf        []byte
	at, end    int
	eof        bool
	depth      int

	// The last token. The slices hold until the next call.
	tag   []byte // local name
	attrs []byte
	empty bool // the start tag is its own end: an end token follows
	text  []byte
}

type token int

const (
	startTag token = iota
	endTag
	textToken
)

const (
	maxToken = 4 << 20 // bytes of a tag or of a text
	maxDepth = 64
)

func newScanner(in io.Reader, name, part string) *scanner {
	return &scanner{in: in, name: name, part: part, buf: make([]byte, 64<<10)}
}

func (s *scanner) damaged(what string) error {
	return corpus.Errorf(corpus.ErrInvalid, "%s is damaged: %s %s", s.name, s.part, what).
		WithHint("open it in the program it came from and save it again")
}

// fill reads more behind what is there; false at the end of the part.
func (s *scanner) fill() (bool, error) {
	if s.eof {
		return false, nil
	}
	if s.at > 0 {
		copy(s.buf, s.buf[s.at:s.end])
		s.at, s.end = 0, s.end-s.at
	}
	if s.end == len(s.buf) {
		if len(s.buf) >= maxToken {
			return false, s.damaged("holds a text of more than 4 MB")
		}
		s.buf = append(s.buf, make([]byte, len(s.buf))...)
	}
	n, err := s.in.Read(s.buf[s.end:])
	s.end += n
	if err == io.EOF {
		s.eof = true
		return n > 0, nil
	}
	return err == nil, err
}

// find returns where, from s.at on, a byte stands; -1 where the part ends
// before it.
func (s *scanner) find(c byte, from int) (int, error) {
	for {
		if i := bytes.IndexByte(s.buf[s.at+from:s.end], c); i >= 0 {
			return from + i, nil
		}
		from = s.end - s.at
		more, err := s.fill()
		if err != nil {
			return 0, err
		}
		if !more && s.eof {
			return -1, nil
		}
	}
}

// next reads a token; [io.EOF] at the end of a part that is whole.
func (s *scanner) next() (token, error) {
	if s.empty {
		s.empty = false
		s.depth--
		return endTag, nil
	}
	for {
		n, err := s.find('<', 0)
		if err != nil {
			return 0, err
		}
		if n < 0 {
			if s.depth > 0 {
				return 0, s.damaged("ends in its middle")
			}
			return 0, io.EOF
		}
		if n > 0 {
			s.text = s.buf[s.at : s.at+n]
			s.at += n
			return textToken, nil
		}
		end, err := s.tagEnd()
		if err != nil {
			return 0, err
		}
		inside := s.buf[s.at+1 : s.at+end]
		switch {
		case len(inside) == 0:
			return 0, s.damaged("has a tag without a name")
		case inside[0] == '/':
			s.at += end + 1
			name, _ := cutBlank(inside[1:])
			s.tag = local(name)
			if s.depth--; s.depth < 0 {
				return 0, s.damaged("closes what it never opened")
			}
			return endTag, nil
		case inside[0] == '?':
			s.at += end + 1
			continue
		case inside[0] == '!':
			token, skip, err := s.declaration()
			if err != nil {
				return 0, err
			}
			if skip {
				continue
			}
			return token, nil
		}
		s.at += end + 1
		if s.empty = inside[len(inside)-1] == '/'; s.empty {
			inside = inside[:len(inside)-1]
		}
		s.tag, s.attrs = cutBlank(inside)
		s.tag = local(s.tag)
		if s.depth++; s.depth > maxDepth {
			return 0, s.damaged("nests its elements too deep")
		}
		return startTag, nil
	}
}

// tagEnd finds the > of the tag that begins here; one in quotes is no end.
func (s *scanner) tagEnd() (int, error) {
	from := 1
	for {
		end, err := s.find('>', from)
		if err != nil {
			return 0, err
		}
		if end < 0 {
			return 0, s.damaged("ends in its middle")
		}
		inside := s.buf[s.at+1 : s.at+end]
		if inside == nil || len(inside) > 0 && (inside[0] == '!' || inside[0] == '?') || !openQuote(inside) {
			return end, nil
		}
		from = end + 1
	}
}

func openQuote(tag []byte) bool {
	open := byte(0)
	for _, c := range tag {
		switch {
		case open == 0 && (c == '"' || c == '\''):
			open = c
		case c == open:
			open = 0
		}
	}
	return open != 0
}

// declaration passes over a comment and gives the text of a CDATA section.
func (s *scanner) declaration() (t token, skip bool, err error) {
	until := func(start, end string) (int, error) {
		from := len(start)
		for {
			i, err := s.find('>', from)
			if err != nil {
				return 0, err
			}
			if i < 0 {
				return 0, s.damaged("ends in its middle")
			}
			if i+1 >= len(start)+len(end) && bytes.HasSuffix(s.buf[s.at:s.at+i+1], []byte(end)) {
				return i + 1, nil
			}
			from = i + 1
		}
	}
	begins := func(p string) bool { return bytes.HasPrefix(s.buf[s.at:s.end], []byte(p)) }
	switch {
	case begins("<!--"):
		n, err := until("<!--", "-->")
		s.at += n
		return 0, true, err
	case begins("<![CDATA["):
		n, err := until("<![CDATA[", "]]>")
		if err != nil {
			return 0, false, err
		}
		raw := s.buf[s.at+len("<![CDATA[") : s.at+n-len("]]>")]
		s.at += n
		// As other text, which is unescaped by whoever wants it.
		s.text = bytes.ReplaceAll(bytes.ReplaceAll(raw, []byte("&"), []byte("&amp;")), []byte("<"), []byte("&lt;"))
		return textToken, false, nil
	}
	return 0, false, corpus.Errorf(corpus.ErrInvalid, "%s declares a document type (%s), as no honest workbook",
		s.name, s.part).WithHint("such files are made to harm; ask where it came from")
}

// skip reads on to the end of the element that was opened last.
func (s *scanner) skip() error {
	for end := s.depth - 1; s.depth > end; {
		if _, err := s.next(); err != nil {
			if err == io.EOF {
				err = s.damaged("ends in its middle")
			}
			return err
		}
	}
	return nil
}

// attr is the raw value of an attribute of the last start tag, by its name
// with any prefix; nil if there is none.
func (s *scanner) attr(name string) []byte {
	rest := s.attrs
	for {
		eq := bytes.IndexByte(rest, '=')
		if eq < 0 {
			return nil
		}
		key := bytes.TrimSpace(rest[:eq])
		rest = rest[eq+1:]
		for len(rest) > 0 && isBlank(rest[0]) {
			rest = rest[1:]
		}
		if len(rest) == 0 {
			return nil
		}
		end := bytes.IndexByte(rest[1:], rest[0])
		if end < 0 {
			return nil
		}
		if string(key) == name {
			return rest[1 : 1+end]
		}
		rest = rest[end+2:]
	}
}

// cutBlank cuts a tag behind its name.
func cutBlank(tag []byte) (name, rest []byte) {
	for i, c := range tag {
		if isBlank(c) {
			return tag[:i], tag[i:]
		}
	}
	return tag, nil
}

func isBlank(c byte) bool { return c == ' ' || c == '\t' || c == '\r' || c == '\n' }

func local(name []byte) []byte {
	if i := bytes.IndexByte(name, ':'); i >= 0 {
		return name[i+1:]
	}
	return name
}

// unescape adds raw text to dst with its entities resolved, Excel's _x000D_
// too, and all line breaks as LF.
func unescape(dst, raw []byte) []byte {
	if !utf8.Valid(raw) {
		raw = bytes.ToValidUTF8(raw, []byte("\uFFFD"))
	}
	for i := 0; i < len(raw); {
		c := raw[i]
		switch {
		case c == '&':
			r, n := entity(raw[i:])
			if n == 0 {
				dst = append(dst, c)
				i++
				continue
			}
			if r == '\r' {
				r = '\n'
			}
			dst = utf8.AppendRune(dst, r)
			i += n
		case c == '_' && len(raw) >= i+7 && raw[i+1] == 'x' && raw[i+6] == '_':
			n, err := strconv.ParseUint(string(raw[i+2:i+6]), 16, 16)
			if err != nil {
				dst = append(dst, c)
				i++
				continue
			}
			i += 7
			switch {
			case n == '\r':
				if i < len(raw) && raw[i] == '\n' {
					continue
				}
				dst = append(dst, '\n')
			case n >= ' ' || n == '\n' || n == '\t':
				dst = utf8.AppendRune(dst, rune(n))
			}
		case c == '\r':
			if i+1 == len(raw) || raw[i+1] != '\n' {
				dst = append(dst, '\n')
			}
			i++
		default:
			dst = append(dst, c)
			i++
		}
	}
	return dst
}

// entity reads the entity that raw begins with; n is its length, 0 where it is
// none.
func entity(raw []byte) (r rune, n int) {
	end := bytes.IndexByte(raw[:min(len(raw), 12)], ';')
	if end < 0 {
		return 0, 0
	}
	switch name := string(raw[1:end]); name {
	case "amp":
		return '&', end + 1
	case "lt":
		return '<', end + 1
	case "gt":
		return '>', end + 1
	case "quot":
		return '"', end + 1
	case "apos":
		return '\'', end + 1
	default:
		if len(name) < 2 || name[0] != '#' {
			return 0, 0
		}
		digits, base := name[1:], 10
		if digits[0] == 'x' || digits[0] == 'X' {
			digits, base = digits[1:], 16
		}
		v, err := strconv.ParseUint(digits, base, 32)
		if err != nil || v == 0 || v > utf8.MaxRune || !utf8.ValidRune(rune(v)) {
			return 0, 0
		}
		return rune(v), end + 1
	}
}
