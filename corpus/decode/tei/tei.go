package tei

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"time"

	"framewise/corpus/decode"
)

// Read reads a TEI file. An error means that there is no usable text, and why.
func Read(f decode.File, lim decode.Limits) (*decode.Decoded, error) {
	g, err := decode.NewGatherer(f, lim)
	if err != nil {
		return nil, err
	}
	r := reader{
		x: decode.NewXML(bytes.NewReader(f.Content), f.Name, "the TEI", lim), g: g,
		persons: map[string]string{}, times: map[string]time.Duration{},
	}
	if err := r.read(); err != nil {
		return nil, err
	}
	r.name()
	r.people()
	if r.language != "" && len(r.language) < 20 {
		g.Meta = append(g.Meta, [2]string{"language", r.language})
	}
	return g.Done()
}

type reader struct {
	x *decode.XML
	g *decode.Gatherer

	language string // of the whole
	persons  map[string]string
	about    []person
	times    map[string]time.Duration
	whos     []who // of the blocks, since persons may be listed behind the text

	prose  decode.Prose
	open   int // segments and paragraphs around the present place
	who    who
	spoken int    // utterances around the present place
	label  string // what the last note of type speaker said
	divs   int
	page   int
	line   int
	labels int // notes that only named the speaker
}

// who is the speaker of an utterance, and its times.
type who struct {
	id         string // as in the file: #ana, or several
	name       string // for want of an id
	start, end string
}

// read goes through the file.
func (r *reader) read() error {
	for {
		t, err := r.x.Token()
		if errors.Is(err, io.EOF) {
			return r.flush()
		}
		if err != nil {
			return err
		}
		switch t := t.(type) {
		case xml.StartElement:
			err = r.start(t)
		case xml.EndElement:
			err = r.end(t.Name.Local)
		case xml.CharData:
			if r.open > 0 || r.spoken > 0 {
				r.prose.WriteBytes(t)
			}
		}
		if err != nil {
			return err
		}
	}
}

func (r *reader) start(e xml.StartElement) error {
	switch name := e.Name.Local; name {
	case "TEI", "teiCorpus":
		if r.language == "" {
			r.language = decode.Attr(e, "lang")
		}
	case "teiHeader":
		return r.header()
	case "listPerson", "particDesc":
		return r.listPersons()
	case "timeline":
		return r.timeline(e)
	case "div", "div1", "div2", "div3":
		r.divs++
		return r.flush()
	case "annotationBlock", "u", "sp":
		if err := r.flush(); err != nil {
			return err
		}
		if r.spoken++; r.spoken == 1 {
			r.who = who{}
		}
		r.utterance(e)
	case "speaker": // of a play: a label
		label, err := r.text()
		if r.who.name == "" {
			r.who.name = strings.TrimRight(label, ".: ")
		}
		return err
	case "head":
		if err := r.flush(); err != nil {
			return err
		}
		return r.heading()
	case "seg", "p", "ab", "l":
		r.open++
		if r.open > 1 && name == "seg" {
			return nil // within a paragraph
		}
		return r.flush()
	case "note", "stage", "incident", "kinesic", "vocal", "writing", "gap", "event":
		return r.aside(e)
	case "pause":
		if r.open > 0 || r.spoken > 0 {
			r.prose.Space()
			r.prose.Write("[pause]")
			r.prose.Space()
		}
	case "reg", "corr", "expan", "spanGrp", "linkGrp", "fw", "graphic", "figure":
		return r.x.Skip()
	case "pb":
		r.page = number(decode.Attr(e, "n"), r.page)
		r.prose.Space()
	case "lb", "cb", "time", "w":
		r.prose.Space()
	case "pc":
		r.prose.Glue()
	}
	return nil
}

func (r *reader) end(name string) error {
	switch name {
	case "div", "div1", "div2", "div3":
		r.divs--
		return r.flush()
	case "annotationBlock", "u", "sp":
		err := r.flush()
		if r.spoken--; r.spoken == 0 {
			r.who = who{}
		}
		return err
	case "seg", "p", "ab", "l":
		r.open--
		if r.open > 0 && name == "seg" {
			return nil
		}
		return r.flush()
	case "w", "time":
		r.prose.Space()
	}
	return nil
}

// utterance reads who speaks, and when.
func (r *reader) utterance(e xml.StartElement) {
	for _, a := range e.Attr {
		switch a.Name.Local {
		case "who":
			r.who.id = strings.TrimSpace(a.Value)
		case "start":
			r.who.start = reference(a.Value)
		case "end":
			r.who.end = reference(a.Value)
		case "ana":
			if r.who.name == "" {
				first, _, _ := strings.Cut(strings.TrimSpace(a.Value), " ")
				r.who.name = reference(first)
			}
		}
	}
	if r.who.id == "" && r.who.name == "" {
		r.who.name = r.label
	}
	r.label = ""
}

// flush ends a block.
func (r *reader) flush() error {
	text := r.prose.Take()
	if text == "" {
		return nil
	}
	if r.spoken == 0 {
		return r.add(decode.Block{Text: text}, who{})
	}
	return r.add(decode.Block{Text: text}, r.who)
}

func (r *reader) add(b decode.Block, by who) error {
	r.line++
	b.Line, b.Page = r.line, r.page
	had := len(r.g.Blocks)
	err := r.g.Add(b)
	if len(r.g.Blocks) > had {
		r.whos = append(r.whos, by)
	}
	return err
}

// heading reads a heading to its end.
func (r *reader) heading() error {
	text, err := r.text()
	if err != nil || text == "" {
		return err
	}
	return r.add(decode.Block{Text: text, Heading: min(max(r.divs, 1), 9)}, who{})
}

// aside reads a note or a description of what happened to its end.
func (r *reader) aside(e xml.StartElement) error {
	kind, gap := decode.Attr(e, "type"), e.Name.Local == "gap"
	reason := decode.Attr(e, "reason")
	text, err := r.described()
	if err != nil {
		return err
	}
	switch {
	case kind == "speaker" && r.open == 0:
		r.label = strings.TrimRight(text, ".:： ")
		r.labels++
		return nil
	case text == "" && gap && r.spoken > 0:
		if text = reason; text == "" {
			text = "gap"
		}
	case gap && reason == "editorial":
		return nil // what the editors of the corpus left out
	}
	text = decode.Aside(text)
	if text == "" {
		return nil
	}
	if r.open > 0 || r.prose.Len() > 0 {
		r.prose.Space()
		r.prose.Write(text)
		r.prose.Space()
		return r.g.Charge(text)
	}
	if err := r.flush(); err != nil {
		return err
	}
	return r.add(decode.Block{Text: text, Aside: true}, who{})
}

// text reads the element that was opened last to its end, as running text.
func (r *reader) text() (string, error) { return r.collect(false) }

// described is the same, where several descriptions are one in several
// languages: the one in the file's is read.
func (r *reader) described() (string, error) { return r.collect(true) }

func (r *reader) collect(descriptions bool) (string, error) {
	var p decode.Prose
	first, best := "", ""
	for end := r.x.Depth() - 1; r.x.Depth() > end; {
		t, err := r.x.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return "", err
		}
		switch t := t.(type) {
		case xml.StartElement:
			switch t.Name.Local {
			case "desc":
				if !descriptions {
					continue
				}
				language := decode.Attr(t, "lang")
				text, err := r.text()
				if err != nil {
					return "", err
				}
				if first == "" {
					first = text
				}
				if language != "" && language == r.language {
					best = text
				}
			case "reg", "corr", "expan":
				if err := r.x.Skip(); err != nil {
					return "", err
				}
			default:
				p.Space()
			}
		case xml.EndElement:
			p.Space()
		case xml.CharData:
			p.WriteBytes(t)
		}
		if p.Len() > 4*maxText {
			if err := r.g.Spend(p.Len()); err != nil {
				return "", err
			}
		}
	}
	if best == "" {
		best = first
	}
	return strings.TrimSpace(p.Take() + " " + best), nil
}

// maxText is the length from which a note or heading counts against the limit
// while it is read.
const maxText = 1 << 20

// name gives the blocks their speakers and times, now that all persons are
// known.
func (r *reader) name() {
	bare := 0
	labels := make(map[who]string)
	for i := range r.g.Blocks {
		by := r.whos[i]
		if by == (who{}) {
			continue
		}
		b := &r.g.Blocks[i]
		key := who{id: by.id}
		if by.id == "" {
			key.name = by.name
		}
		label, ok := labels[key]
		if !ok {
			var known bool
			if label, known = r.person(by); !known {
				bare++
			}
			label = decode.Clean(label)
			labels[key] = label
		}
		b.Speaker = label
		start, okStart := r.times[by.start]
		if end, okEnd := r.times[by.end]; okStart && by.start != "" {
			b.Start, b.Timed = start, true
			if okEnd && end >= start {
				b.End = end
			} else {
				b.End = start
			}
		}
	}
	if bare > 0 {
		r.g.Warnf("", "%s named by identifiers alone, since the file has no list of persons",
			decode.Plural(bare, "speaker is", "speakers are"))
	}
	if r.labels > 0 {
		r.g.Warnf("", "%s not taken into the text", decode.Plural(r.labels,
			"note that only says who speaks next was", "notes that only say who speaks next were"))
	}
}

// person is the label of a speaker; known is false where it is no name but an
// identifier.
func (r *reader) person(by who) (label string, known bool) {
	if by.id == "" {
		return by.name, true
	}
	known = true
	var names []string
	for id := range strings.FieldsSeq(by.id) {
		name := r.persons[reference(id)]
		if name == "" {
			name = reference(id)
			known = known && name == id // no pointer, so it is meant to be read
		}
		names = append(names, name)
	}
	return strings.Join(names, ", "), known
}

// reference is what a pointer points to: #ana, persons.xml#ana, spk:ana.
func reference(s string) string {
	s = strings.TrimSpace(s)
	if i := strings.LastIndexByte(s, '#'); i >= 0 {
		return s[i+1:]
	}
	return s
}

func number(s string, otherwise int) int {
	n := 0
	for _, c := range []byte(s) {
		if c < '0' || c > '9' || n > 100_000 {
			return otherwise
		}
		n = n*10 + int(c-'0')
	}
	if n == 0 {
		return otherwise
	}
	return n
}
