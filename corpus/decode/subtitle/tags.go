package subtitle

import (
	"html"
	"strings"
	"unicode"
)

// voice is what one speaker says within a cue.
type voice struct {
	speaker, text string
}

// speech gathers the voices of a cue, line by line.
type speech struct {
	said    []voice
	speaker string
	pieces  []string // of the present voice's text
}

// begin begins a cue.
func (s *speech) begin() { s.said, s.speaker = s.said[:0], "" }

// next ends the present voice's text.
func (s *speech) next() {
	if text := trim(strings.Join(s.pieces, "")); text != "" {
		s.said = append(s.said, voice{s.speaker, text})
	}
	s.pieces = s.pieces[:0]
}

func (s *speech) line(line string) {
	if len(s.pieces) > 0 {
		s.text(" ")
	}
	for line != "" {
		i := strings.IndexAny(line, "<{")
		if i < 0 {
			break
		}
		n, name, annotation := tag(line[i:])
		if n == 0 {
			s.text(line[:i+1])
			line = line[i+1:]
			continue
		}
		s.text(line[:i])
		line = line[i+n:]
		switch name {
		case "v":
			s.next()
			s.speaker = annotation
		case "/v":
			s.next()
			s.speaker = ""
		case "br":
			s.text(" ")
		}
	}
	s.text(line)
}

func (s *speech) text(t string) {
	if strings.Contains(t, "&") {
		t = unescape(t)
	}
	if t != "" {
		s.pieces = append(s.pieces, t)
	}
}

// unescape decodes character references; those for control characters, which
// no text may hold, go.
func unescape(t string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t' || r == '\r':
			return ' '
		case r < 0x20 || r == 0x7F:
			return -1
		}
		return r
	}, html.UnescapeString(t))
}

// tags of WebVTT, and those that are found in SRT.
var tags = map[string]bool{
	"v": true, "c": true, "i": true, "b": true, "u": true, "s": true, "ruby": true, "rt": true, "lang": true,
	"font": true, "em": true, "strong": true, "span": true, "p": true, "br": true,
}

// tag reads a tag at the start of s: its length, its name (with a slash if it
// closes), and what stands behind name and classes. A length of 0 means that
// it is no tag but text.
func tag(s string) (n int, name, annotation string) {
	const longest = 400
	if s[0] == '{' { // {\an8}: where SubRip players put the caption
		if end := strings.IndexByte(s[:min(len(s), longest)], '}'); end > 1 && s[1] == '\\' {
			return end + 1, "", ""
		}
		return 0, "", ""
	}
	end := strings.IndexByte(s[:min(len(s), longest)], '>')
	if end < 2 {
		return 0, "", ""
	}
	inner := s[1:end]
	if _, ok := clock(inner); ok {
		return end + 1, "", ""
	}
	closing := ""
	if inner[0] == '/' {
		closing, inner = "/", inner[1:]
	}
	i := strings.IndexAny(inner, ". \t/")
	if i < 0 {
		i = len(inner)
	}
	name = strings.ToLower(inner[:i])
	if !tags[name] {
		return 0, "", ""
	}
	if j := strings.IndexAny(inner, " \t"); j >= 0 {
		annotation = inner[j:]
	}
	// A tag within the name (<v Ana <b>) is not part of the name.
	annotation, _, _ = strings.Cut(annotation, "<")
	return end + 1, closing + name, trim(unescape(annotation))
}

// bare is a line's text without tags, to be compared.
func (s *speech) bare(line string) string {
	if !strings.ContainsAny(line, "<{&") {
		return trim(line)
	}
	s.begin()
	s.line(line)
	s.next()
	if len(s.said) == 1 {
		return s.said[0].text
	}
	var b strings.Builder
	for _, v := range s.said {
		b.WriteString(v.text)
	}
	return b.String()
}

// bareStart is a line without the tags it begins with, voices excepted.
func bareStart(line string) string {
	for line != "" && (line[0] == '<' || line[0] == '{') {
		n, name, _ := tag(line)
		if n == 0 || name == "v" {
			break
		}
		line = line[n:]
	}
	return line
}

func trim(s string) string {
	return strings.TrimFunc(s, func(r rune) bool { return unicode.IsSpace(r) || r == '\uFEFF' })
}
