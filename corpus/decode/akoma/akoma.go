// Package akoma reads Akoma Ntoso: the XML of debates, hearings and meetings
// that parliaments and archives publish.
//
// A paragraph is a block; [decode.Block.Line] counts them. Its speaker is the
// person whom the speech, question or answer is by: the name that the
// references give, or the identifier, which a warning says. Narratives, scenes
// and summaries are nobody's words ([decode.Block.Aside]); remarks within a
// paragraph stand in [square brackets]. Headings are headings, as deep as their
// sections. The date of the record goes to Meta, the rest of the metadata is
// left out.
package akoma

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"

	"framewise/corpus/decode"
)

// Read reads an Akoma Ntoso file. An error means that there is no usable text,
// and why.
func Read(f decode.File, lim decode.Limits) (*decode.Decoded, error) {
	g, err := decode.NewGatherer(f, lim)
	if err != nil {
		return nil, err
	}
	r := reader{
		x: decode.NewXML(bytes.NewReader(f.Content), f.Name, "the debate", lim), g: g,
		persons: map[string]string{}, unknown: map[string]bool{},
	}
	if err := r.read(); err != nil {
		return nil, err
	}
	if n := len(r.unknown); n > 0 {
		g.Warnf("", "%s named by identifiers alone, since the file does not say who they are",
			decode.Plural(n, "speaker is", "speakers are"))
	}
	return g.Done()
}

type reader struct {
	x *decode.XML
	g *decode.Gatherer

	persons map[string]string
	unknown map[string]bool
	dated   bool

	prose    decode.Prose
	speakers []string // of the speeches around the present place
	asides   int      // narratives around the present place
	heading  bool
	sections int
	line     int
}

// speeches are the elements that say whom they are by.
var speeches = map[string]bool{"speech": true, "question": true, "answer": true, "speechGroup": true}

// asides are what happened, not what was said.
var asides = map[string]bool{"narrative": true, "scene": true, "summary": true}

// blocks are the elements that end the text before them, and their own.
var blocks = map[string]bool{
	"p": true, "block": true, "heading": true, "subheading": true, "num": true, "li": true, "td": true, "th": true,
	"item": true, "content": true, "docTitle": true,
}

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
			r.prose.WriteBytes(t)
		}
		if err != nil {
			return err
		}
	}
}

func (r *reader) start(e xml.StartElement) error {
	name := e.Name.Local
	switch {
	case name == "meta":
		return r.meta()
	case name == "from":
		return r.from()
	case name == "remark":
		return r.remark()
	case name == "br", name == "eol":
		r.prose.Space()
		return nil
	case speeches[name]:
		r.speakers = append(r.speakers, r.person(decode.Attr(e, "by")))
	case asides[name]:
		r.asides++
	case strings.HasSuffix(name, "Section"), sections[name]:
		r.sections++
	case !blocks[name]:
		return nil
	}
	if err := r.flush(); err != nil {
		return err
	}
	r.heading = name == "heading" || name == "subheading"
	return nil
}

// sections are the divisions of a debate, beside those that are called so.
var sections = map[string]bool{"debateBody": true, "communication": true, "petitions": true, "questions": true}

func (r *reader) end(name string) error {
	if !speeches[name] && !asides[name] && !blocks[name] && !sections[name] && !strings.HasSuffix(name, "Section") {
		return nil
	}
	err := r.flush()
	switch {
	case speeches[name]:
		r.speakers = r.speakers[:len(r.speakers)-1]
	case asides[name]:
		r.asides--
	case blocks[name]:
		r.heading = false
	default:
		r.sections--
	}
	return err
}

// flush ends a block.
func (r *reader) flush() error {
	b := decode.Block{Text: r.prose.Take()}
	if b.Text == "" {
		return nil
	}
	switch {
	case r.heading:
		b.Heading = min(max(r.sections-1, 1), 9)
	case r.asides > 0:
		b.Text, b.Aside = decode.Aside(b.Text), true
	case len(r.speakers) > 0:
		b.Speaker = r.speakers[len(r.speakers)-1]
	}
	r.line++
	b.Line = r.line
	return r.g.Add(b)
}

// person is the name behind a reference.
func (r *reader) person(by string) string {
	by = strings.TrimSpace(by)
	id := strings.TrimPrefix(by, "#")
	if name := r.persons[id]; name != "" {
		return name
	}
	if id != by && id != "" {
		r.unknown[id] = true
	}
	return id
}

// from reads the speaker as printed before a speech: a label, not text.
func (r *reader) from() error {
	var p decode.Prose
	if err := r.text(&p); err != nil {
		return err
	}
	label := strings.TrimRight(p.Take(), ".:： ")
	if n := len(r.speakers); n > 0 && r.speakers[n-1] == "" {
		r.speakers[n-1] = label
	}
	return nil
}

// remark reads what a clerk put into a speech.
func (r *reader) remark() error {
	var p decode.Prose
	if err := r.text(&p); err != nil {
		return err
	}
	if text := decode.Aside(p.Take()); text != "" {
		r.prose.Space()
		r.prose.Write(text)
		r.prose.Space()
	}
	return nil
}

// text reads the element that was opened last to its end.
func (r *reader) text(p *decode.Prose) error {
	for end := r.x.Depth() - 1; r.x.Depth() > end; {
		t, err := r.x.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if s, ok := t.(xml.CharData); ok {
			p.WriteBytes(s)
		}
	}
	return nil
}

// meta reads who is who, and the date.
func (r *reader) meta() error {
	return r.x.Elements(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "TLCPerson":
			id := decode.Attr(e, "eId")
			if id == "" {
				id = decode.Attr(e, "id")
			}
			name := decode.Attr(e, "showAs")
			if err := r.g.Charge(id + name); err != nil {
				return err
			}
			r.persons[id] = name
		case "FRBRdate":
			if date := decode.Attr(e, "date"); date != "" && !r.dated {
				r.dated = true
				r.g.Meta = append(r.g.Meta, [2]string{"date", date})
			}
		case "FRBRlanguage":
			if l := decode.Attr(e, "language"); l != "" && len(l) < 20 {
				r.g.Meta = append(r.g.Meta, [2]string{"language", l})
			}
		}
		return nil
	})
}
