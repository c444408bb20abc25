package subtitle

import (
	"cmp"
	"strconv"
	"strings"
	"time"

	"framewise/corpus"
	"framewise/corpus/decode"
)

// Read reads a WebVTT or SRT file; the content decides which it is. An error
// means that there is no usable text, and why.
func Read(f decode.File, o decode.TextOptions, lim decode.Limits) (*decode.Decoded, error) {
	text, warnings, err := decode.Text(f, o, lim)
	if err != nil {
		return nil, err
	}
	r := reader{d: &decode.Decoded{Warnings: warnings}, text: arrows(text)}
	r.read(decode.Sniff(f.Content, f.Name) == decode.WebVTT)
	if err := r.emit(f, lim); err != nil {
		return nil, err
	}
	if len(r.d.Blocks) == 0 {
		return nil, decode.Empty(f)
	}
	return r.d, nil
}

// cue is a caption as it stands in the file.
type cue struct {
	start, end time.Duration
	timed      bool
	speaker    string // that the caption's name tells
	loose      bool   // no caption but text between them, each line by itself
	text       string // its lines, and blank ones among them
}

// lines are the lines of a cue that say something.
func (c *cue) lines(yield func(line string) bool) {
	for line := range strings.SplitSeq(c.text, "\n") {
		if line = strings.TrimSpace(line); line != "" && !yield(line) {
			return
		}
	}
}

type reader struct {
	d       *decode.Decoded
	text    string
	cues    []cue
	speaker string // of the next cue
	rolling bool   // times within the lines, as automatic captions have them
	warned  int
}

// read finds the cues. A cue begins at a line with an arrow. The line just
// before that is the cue's number or name: in WebVTT if it follows a blank
// line, else if it is a number and the cue before has its text.
func (r *reader) read(vtt bool) {
	r.cues = make([]cue, 0, strings.Count(r.text, "-->"))
	next, n := 0, 0 // where the next line begins, and the lines before it
	if vtt {
		next, n = r.header()
	}
	start := 0    // of the last cue's text
	blank := true // whether the line before was blank
	for next < len(r.text) {
		from, whole := next, r.line(next)
		next, n = next+len(whole)+1, n+1
		line := strings.TrimSpace(whole)
		var last *cue // that text belongs to
		if len(r.cues) > 0 {
			last = &r.cues[len(r.cues)-1]
		}
		switch {
		case line == "":
			// Automatic captions have lines of one space within a cue.
			blank = blank || whole == "" || !vtt
			continue
		case arrow(line):
			r.timing(line, n)
		case (blank && vtt || number(line) && (blank || last != nil && last.text != "")) && arrow(r.line(next)):
			r.speaker = called(line)
		case vtt && blank && note(line):
			// Rules of style may have blank lines within their braces.
			for depth := 0; next < len(r.text); n++ {
				line := r.line(next)
				if line == "" && depth <= 0 || arrow(line) {
					break
				}
				depth += strings.Count(line, "{") - strings.Count(line, "}")
				next += len(line) + 1
			}
			continue
		case last == nil, blank && vtt:
			// WebVTT has no blank lines within a cue: this is text without times.
			r.warn(n, "text outside of the captions has no times")
			r.cues = append(r.cues, cue{loose: true, text: line})
		case last.loose:
			r.cues = append(r.cues, cue{loose: true, text: line})
		default:
			if last.text == "" {
				start = from
			}
			last.text = r.text[start : from+len(whole)]
		}
		blank = false
	}
	r.rollUp()
	r.grow()
}

// line is the line that begins at a place in the text.
func (r *reader) line(at int) string {
	line, _, _ := strings.Cut(r.text[min(at, len(r.text)):], "\n")
	return line
}

func arrow(line string) bool { return strings.Contains(line, "-->") }

// header reads the lines up to the first blank one into Meta, and returns where
// that begins and how many lines are before it. Without the word WEBVTT there
// is no header.
func (r *reader) header() (next, n int) {
	first := r.line(0)
	if !strings.HasPrefix(first, "WEBVTT") {
		r.warn(1, "the WEBVTT header is missing; read all the same")
		return 0, 0
	}
	if title := strings.TrimSpace(strings.TrimLeft(first[6:], " \t-")); title != "" {
		r.d.Meta = append(r.d.Meta, [2]string{"title", title})
	}
	next, n = len(first)+1, 1
	for ; next < len(r.text); n++ {
		whole := r.line(next)
		line := strings.TrimSpace(whole)
		if line == "" || arrow(line) {
			break
		}
		name, value, ok := strings.Cut(line, ":")
		if name, value = strings.TrimSpace(name), strings.Trim(value, " \t;"); ok && word(name) && value != "" &&
			!strings.HasSuffix(value, "}") {
			r.d.Meta = append(r.d.Meta, [2]string{name, value})
		}
		next += len(whole) + 1
	}
	return next, n
}

// timing begins a cue.
func (r *reader) timing(line string, at int) {
	var c cue
	from, rest, _ := strings.Cut(line, "-->")
	to, _, _ := strings.Cut(strings.TrimSpace(rest), " ")
	to, _, _ = strings.Cut(to, "\t")
	var okFrom, okTo bool
	c.start, okFrom = clock(strings.TrimSpace(from))
	c.end, okTo = clock(to)
	switch {
	case !okFrom || !okTo:
		r.warn(at, "a time that can't be read; the text is kept without times")
	case c.end < c.start:
		r.warn(at, "the caption ends before it begins; the text is kept without times")
	default:
		c.timed = true
	}
	if !c.timed {
		c.start, c.end = 0, 0
	}
	c.speaker, r.speaker = r.speaker, ""
	r.cues = append(r.cues, c)
}

// called is the speaker that Webex gives in a caption's name: 12 "Ana Soto" (4).
func called(name string) string {
	_, quoted, ok := strings.Cut(name, " \"")
	end := strings.LastIndexByte(quoted, '"')
	if !ok || end <= 0 {
		return ""
	}
	return decode.Clean(quoted[:end])
}

// arrows puts arrows into the times of captions that have a comma in their
// place, as those of YouTube and Meet (.sbv).
func arrows(text string) string {
	first, _, _ := strings.Cut(strings.TrimLeft(text, "\n \t"), "\n")
	if !decode.CommaTimes(first) {
		return text
	}
	var b strings.Builder
	for line := range strings.Lines(text) {
		if decode.CommaTimes(line) {
			line = strings.Replace(line, ",", " --> ", 1)
		}
		b.WriteString(line)
	}
	return b.String()
}

// emit makes blocks of the cues.
func (r *reader) emit(f decode.File, lim decode.Limits) error {
	r.d.Blocks = make([]decode.Block, 0, min(len(r.cues), lim.Blocks()))
	var s speech
	for n, c := range r.cues {
		s.begin()
		first := true
		for line := range c.lines {
			if !first && dash(line) {
				s.next()
			}
			first = false
			s.line(line)
		}
		s.next()
		if len(r.d.Blocks)+len(s.said) > lim.Blocks() {
			return corpus.Errorf(decode.ErrLimit, "%s holds more than %d captions", f.Name, lim.Blocks()).
				WithHint("no recording is that long: check the file, or split it")
		}
		for _, v := range s.said {
			r.d.Blocks = append(r.d.Blocks, decode.Block{
				Text: v.text, Speaker: cmp.Or(v.speaker, c.speaker), Start: c.start, End: c.end, Timed: c.timed, Line: n + 1,
			})
		}
	}
	return nil
}

// clock reads a time: hours (if any), minutes and seconds, and a fraction
// behind a point or comma (if any).
func clock(s string) (time.Duration, bool) {
	var parts [3]int64
	n, digits := 0, 0
	i := 0
	for ; i < len(s); i++ {
		c := s[i]
		switch {
		case c >= '0' && c <= '9':
			if digits++; digits > 6 {
				return 0, false
			}
			parts[n] = parts[n]*10 + int64(c-'0')
			continue
		case c == ':' && digits > 0 && n < 2:
			n, digits = n+1, 0
			continue
		}
		break
	}
	if n == 0 || digits == 0 {
		return 0, false
	}
	if n == 1 {
		parts = [3]int64{0, parts[0], parts[1]}
	}
	if parts[1] > 59 || parts[2] > 60 { // some programs write 00:59:60
		return 0, false
	}
	t := time.Duration(parts[0]*3600+parts[1]*60+parts[2]) * time.Second
	if i == len(s) {
		return t, true
	}
	if s[i] != '.' && s[i] != ',' || i+1 == len(s) {
		return 0, false
	}
	unit := time.Second / 10
	for _, c := range []byte(s[i+1:]) {
		if c < '0' || c > '9' {
			return 0, false
		}
		t += time.Duration(c-'0') * unit
		unit /= 10
	}
	return t, true
}

// note recognises the first line of a WebVTT block that is no caption. A
// second WEBVTT comes of joining files.
func note(line string) bool {
	first, _, _ := strings.Cut(strings.ReplaceAll(line, "\t", " "), " ")
	return first == "NOTE" || first == "WEBVTT" || line == "STYLE" || line == "REGION" || first == "Region:"
}

func dash(line string) bool {
	line = strings.TrimSpace(bareStart(line))
	return strings.HasPrefix(line, ">>") || strings.HasPrefix(line, "&gt;&gt;") || strings.HasPrefix(line, "- ") || strings.HasPrefix(line, "–") || strings.HasPrefix(line, "—") ||
		len(line) > 1 && line[0] == '-' && line[1] != '-' && (line[1] < '0' || line[1] > '9')
}

func number(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

func word(s string) bool {
	return s != "" && !strings.ContainsFunc(s, func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && r != '-' && r != '_'
	})
}

// warn notes something about a line, for the first hundred of them.
func (r *reader) warn(line int, message string) {
	const most = 100
	switch r.warned++; {
	case r.warned <= most:
		r.d.Warnings = append(r.d.Warnings, decode.Warnf("line "+strconv.Itoa(line), "%s", message))
	case r.warned == most+1:
		r.d.Warnings = append(r.d.Warnings, decode.Warnf("", "more of the same"))
	}
}
