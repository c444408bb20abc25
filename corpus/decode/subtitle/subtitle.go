package subtitle

import (
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
	r := reader{d: &decode.Decoded{Warnings: warnings}}
	r.read(text, decode.Sniff(f.Content, f.Name) == decode.WebVTT)
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
	loose      bool // no caption but text between them, each line by itself
	lines      []string
}

type reader struct {
	d       *decode.Decoded
	cues    []cue
	rolling bool // times within the lines, as automatic captions have them
	warned  int
}

// read finds the cues. A cue begins at a line with an arrow. The line just
// before that is the cue's number or name: in WebVTT if it follows a blank
// line, else if it is a number and the cue before has its text.
func (r *reader) read(text string, vtt bool) {
	lines := strings.Split(text, "\n")
	i := 0
	if vtt {
		i = r.header(lines)
	}
	current := -1 // index of the cue that text belongs to
	blank := true // whether the line before was blank
	arrow := func(i int) bool { return i < len(lines) && strings.Contains(lines[i], "-->") }
	for ; i < len(lines); i++ {
		line := strings.TrimSpace(lines[i])
		switch {
		case line == "":
			// Automatic captions have lines of one space within a cue.
			blank = blank || lines[i] == "" || !vtt
			continue
		case arrow(i):
			current = r.timing(line, i+1)
		case arrow(i+1) && blank && vtt,
			arrow(i+1) && number(line) && (blank || current >= 0 && len(r.cues[current].lines) > 0):
			// the cue's name
		case vtt && blank && note(line):
			// Rules of style may have blank lines within their braces.
			for depth := 0; i+1 < len(lines) && (lines[i+1] != "" || depth > 0) && !arrow(i+1); {
				i++
				depth += strings.Count(lines[i], "{") - strings.Count(lines[i], "}")
			}
			continue
		case current < 0, blank && vtt:
			// WebVTT has no blank lines within a cue: this is text without times.
			r.warn(i+1, "text outside of the captions has no times")
			r.cues = append(r.cues, cue{loose: true, lines: []string{line}})
			current = len(r.cues) - 1
		case r.cues[current].loose:
			r.cues = append(r.cues, cue{loose: true, lines: []string{line}})
			current = len(r.cues) - 1
		default:
			r.cues[current].lines = append(r.cues[current].lines, line)
		}
		blank = false
	}
	r.rollUp()
	r.grow()
}

// header reads the lines up to the first blank one into Meta and returns the
// number of lines to skip. Without the word WEBVTT there is no header.
func (r *reader) header(lines []string) int {
	if !strings.HasPrefix(lines[0], "WEBVTT") {
		r.warn(1, "the WEBVTT header is missing; read all the same")
		return 0
	}
	if title := strings.TrimSpace(strings.TrimLeft(lines[0][6:], " \t-")); title != "" {
		r.d.Meta = append(r.d.Meta, [2]string{"title", title})
	}
	for i, line := range lines[1:] {
		line = strings.TrimSpace(line)
		if line == "" {
			return i + 1
		}
		if strings.Contains(line, "-->") {
			return i + 1
		}
		name, value, ok := strings.Cut(line, ":")
		if name, value = strings.TrimSpace(name), strings.Trim(value, " \t;"); ok && word(name) && value != "" &&
			!strings.HasSuffix(value, "}") {
			r.d.Meta = append(r.d.Meta, [2]string{name, value})
		}
	}
	return len(lines)
}

// timing begins a cue and returns its index.
func (r *reader) timing(line string, at int) int {
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
	r.cues = append(r.cues, c)
	return len(r.cues) - 1
}

// emit makes blocks of the cues.
func (r *reader) emit(f decode.File, lim decode.Limits) error {
	for n, c := range r.cues {
		var s speech
		for i, line := range c.lines {
			if i > 0 && dash(line) {
				s.next()
			}
			s.line(line)
		}
		s.next()
		if len(r.d.Blocks)+len(s.said) > lim.Blocks() {
			return corpus.Errorf(decode.ErrLimit, "%s holds more than %d captions", f.Name, lim.Blocks()).
				WithHint("no recording is that long: check the file, or split it")
		}
		for _, v := range s.said {
			r.d.Blocks = append(r.d.Blocks, decode.Block{
				Text: v.text, Speaker: v.speaker, Start: c.start, End: c.end, Timed: c.timed, Line: n + 1,
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
