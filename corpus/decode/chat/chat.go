package chat

import (
	"bytes"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"framewise/corpus/decode"
)

// bullet stands around a time. CHAT has a control character for it, which a
// clean text does not; CLAN shows it as this one.
const bullet = "•"

// Read reads a CHAT file. An error means that there is no usable text, and
// why.
func Read(f decode.File, o decode.TextOptions, lim decode.Limits) (*decode.Decoded, error) {
	g, err := decode.NewGatherer(f, lim)
	if err != nil {
		return nil, err
	}
	text, warnings, err := decodeText(f, o, lim)
	if err != nil {
		return nil, err
	}
	g.Warnings = warnings
	g.Expect(strings.Count(text, "\n*"))
	r := reader{g: g, dependent: map[string]int{}, speakers: map[string]string{}}
	if err := r.read(text); err != nil {
		return nil, err
	}
	r.tell()
	return g.Done()
}

// decodeText decodes the file, with bullets that a clean text may have.
func decodeText(f decode.File, o decode.TextOptions, lim decode.Limits) (string, []decode.Warning, error) {
	const control = "\x15"
	n := bytes.Count(f.Content, []byte(control))
	if n == 0 || !utf8.Valid(f.Content) {
		return decode.Text(f, o, lim)
	}
	if o.Encoding != "" {
		f.Content = bytes.ReplaceAll(f.Content, []byte(control), []byte(bullet))
		return decode.Text(f, o, lim)
	}
	var b strings.Builder
	b.Grow(len(f.Content) + n*(len(bullet)-len(control)))
	rest := f.Content
	for range n {
		part, after, _ := bytes.Cut(rest, []byte(control))
		b.Write(part)
		b.WriteString(bullet)
		rest = after
	}
	b.Write(rest)
	return decode.CleanText(f, b.String(), lim)
}

type reader struct {
	g         *decode.Gatherer
	speakers  map[string]string
	words     []byte         // of the line that is being read
	dependent map[string]int // tiers that were left out, by name
	codes     bool           // whether there was anything to make readable
	loose     int            // lines that belong to nothing
}

// read goes through the file. A line that begins with a tab continues the one
// before it.
func (r *reader) read(text string) error {
	open, more := "", []byte(nil) // the line, or the line and what continues it
	at, n := 0, 0
	flush := func() error {
		line := open
		if len(more) > 0 {
			line, more = string(more), more[:0]
		}
		if line == "" {
			return nil
		}
		return r.line(line, at)
	}
	for line := range strings.SplitSeq(text, "\n") {
		n++
		if open != "" && (strings.HasPrefix(line, "\t") || strings.HasPrefix(line, "    ")) {
			if len(more) == 0 {
				more = append(more, open...)
			}
			more = append(append(more, ' '), strings.TrimSpace(line)...)
			continue
		}
		if err := flush(); err != nil {
			return err
		}
		open, at = strings.TrimSpace(line), n
	}
	return flush()
}

// line reads a header, a main tier or a dependent tier.
func (r *reader) line(line string, at int) error {
	name, value, _ := strings.Cut(line, ":")
	value = strings.TrimSpace(value)
	switch line[0] {
	case '*':
		if !strings.Contains(line, ":") || len(name) > 40 {
			break
		}
		b := decode.Block{Speaker: r.speaker(strings.TrimSpace(name[1:])), Line: at}
		b.Start, b.End, b.Timed, value = r.times(value)
		b.Text = r.readable(value)
		return r.g.Add(b)
	case '%':
		r.dependent[name]++
		return nil
	case '@':
		return r.header(name, value, at)
	}
	r.loose++
	return r.g.Add(decode.Block{Text: line, Line: at, Aside: true})
}

// speaker is a code of a speaker, the same string for all lines.
func (r *reader) speaker(code string) string {
	if s, ok := r.speakers[code]; ok {
		return s
	}
	code = strings.Clone(code)
	r.speakers[code] = code
	return code
}

func (r *reader) header(name, value string, at int) error {
	switch name {
	case "@Languages":
		first, _, _ := strings.Cut(value, ",")
		r.g.Meta = append(r.g.Meta, [2]string{"language", strings.TrimSpace(first)})
	case "@Date":
		r.g.Meta = append(r.g.Meta, [2]string{"date", strings.ReplaceAll(value, "-", " ")})
	case "@Participants":
		r.g.Meta = append(r.g.Meta, [2]string{"Participants", value})
		for p := range strings.SplitSeq(value, ",") {
			if words := strings.Fields(p); len(words) >= 2 {
				if err := r.person(decode.Person{Speaker: words[0], Role: words[len(words)-1]}); err != nil {
					return err
				}
			}
		}
	case "@Media":
		r.g.Recording, _, _ = strings.Cut(value, ",")
		r.g.Recording = strings.Trim(r.g.Recording, `" `)
	case "@ID":
		return r.identity(strings.Split(value, "|"))
	case "@Comment":
		return r.g.Add(decode.Block{Text: decode.Aside(value), Line: at, Aside: true})
	case "@Situation", "@G":
		return r.g.Add(decode.Block{Text: value, Line: at, Heading: 1})
	}
	return nil
}

// person adds what is known of one who speaks.
func (r *reader) person(p decode.Person) error {
	r.g.People = append(r.g.People, p)
	return r.g.Spend(len(p.Speaker) + len(p.Role) + 20)
}

// identity reads the fields of @ID: language, corpus, code, age, sex, group,
// class, role, education. Of an age (45;06.12) only the years are taken.
func (r *reader) identity(fields []string) error {
	if len(fields) < 5 {
		return nil
	}
	i := slices.IndexFunc(r.g.People, func(p decode.Person) bool { return p.Speaker == strings.TrimSpace(fields[2]) })
	if i < 0 {
		return nil
	}
	p := &r.g.People[i]
	age, _, _ := strings.Cut(fields[3], ";")
	for _, f := range [][2]string{{"age", age}, {"sex", fields[4]}} {
		if f[1] = strings.TrimSpace(f[1]); f[1] != "" && len(p.Fields) < 2 {
			p.Fields = append(p.Fields, f)
		}
	}
	return r.g.Spend(len(age) + len(fields[4]))
}

// tell warns of what was left out and of what was changed.
func (r *reader) tell() {
	if len(r.dependent) > 0 {
		var names []string
		n := 0
		for name, lines := range r.dependent {
			if len(name) > 20 {
				name = "%…"
			}
			names = append(names, name)
			n += lines
		}
		slices.Sort(names)
		r.g.Warnf("", "%s left out: %s",
			decode.Plural(n, "line of dependent tiers was", "lines of dependent tiers were"), decode.List(slices.Compact(names)))
	}
	if r.codes {
		r.g.Warnf("", "the signs of CHAT were made readable: words that were repeated or taken back are kept, "+
			"marks of overlap, error and stress are not")
	}
	if r.loose > 0 {
		r.g.Warnf("", "%s to no speaker", decode.Plural(r.loose, "line belongs", "lines belong"))
	}
}

// times takes the bullets out of a line: from the first one's start to the last
// one's end, in milliseconds.
func (r *reader) times(s string) (start, end time.Duration, timed bool, rest string) {
	if !strings.Contains(s, "_") {
		return 0, 0, false, s
	}
	r.words = r.words[:0]
	for w := range strings.FieldsSeq(s) {
		inner := strings.Trim(w, bullet)
		if i := strings.LastIndexByte(inner, '"'); i >= 0 && strings.HasPrefix(inner, "%snd:") {
			inner = strings.TrimPrefix(inner[i+1:], "_")
		}
		a, b, ok := strings.Cut(inner, "_")
		from, okFrom := milliseconds(a)
		to, okTo := milliseconds(b)
		if !ok || !okFrom || !okTo {
			if len(r.words) > 0 {
				r.words = append(r.words, ' ')
			}
			r.words = append(r.words, w...)
			continue
		}
		if !timed {
			start, timed = from, true
		}
		end = max(end, to, start)
	}
	return start, end, timed, string(r.words)
}

func milliseconds(s string) (time.Duration, bool) {
	if s == "" || len(s) > 9 || strings.Trim(s, "0123456789") != "" {
		return 0, false
	}
	n, err := strconv.Atoi(s)
	return time.Duration(n) * time.Millisecond, err == nil
}
