package odt

import (
	"encoding/xml"
	"strconv"
	"strings"

	"framewise/corpus"
	"framewise/corpus/decode"
	"framewise/corpus/decode/prose"
)

// story reads text.
type story struct {
	p        *pack
	x        *decode.XML
	blocks   prose.Blocks
	comments []prose.Comment

	line  int  // paragraphs begun
	page  int  // that is being read
	paged bool // the file notes where its pages break

	deletions                                 prose.Deletions
	hidden, noted, objects, pictures, margins int
}

// paragraph is a paragraph with what its style says.
type paragraph struct {
	*prose.Paragraph
	look style
	full bool // something stands before: white space that comes next counts
}

// flowInto reads paragraphs, lists, tables and what holds them.
func (s *story) flowInto(f *prose.Flow) error {
	return s.x.Children(func(e xml.StartElement) error { return s.blockLevel(e, f) })
}

func (s *story) blockLevel(e xml.StartElement, f *prose.Flow) error {
	switch e.Name.Space {
	case textNS:
		switch e.Name.Local {
		case "p", "h":
			return s.paragraph(e, f)
		case "list", "list-item", "list-header", "numbered-paragraph", "index-body", "index-title",
			"table-of-content", "illustration-index", "table-index", "object-index", "user-index",
			"alphabetical-index", "bibliography":
			return s.flowInto(f)
		case "section":
			if decode.Attr(e, "display") == "none" {
				return s.unseen(&s.hidden)
			}
			return s.flowInto(f)
		case "tracked-changes":
			return s.flowInto(f)
		case "changed-region":
			return s.x.Children(func(e xml.StartElement) error {
				if e.Name.Local == "deletion" {
					return s.unseen(&s.deletions.N)
				}
				return s.x.Skip()
			})
		case "soft-page-break":
			s.page++
		}
	case tableNS:
		switch e.Name.Local {
		case "table", "table-header-rows", "table-rows", "table-row-group":
			return s.flowInto(f)
		case "table-row":
			return s.row(f)
		}
	case drawNS:
		return s.drawing(e, f)
	case officeNS:
		if e.Name.Local == "annotation" || e.Name.Local == "annotation-end" {
			return s.annotation(e, f.Between)
		}
	}
	return s.x.Skip()
}

// unseen reads an element that is not shown and counts it if it holds text,
// which is told of a deletion.
func (s *story) unseen(count *int) error {
	said := false
	for end := s.x.Depth() - 1; s.x.Depth() > end; {
		t, err := s.x.Token()
		if err != nil {
			return err
		}
		switch t := t.(type) {
		case xml.StartElement:
			if t.Name.Space == dublinNS { // who changed it, and when
				if err := s.x.Skip(); err != nil {
					return err
				}
			}
		case xml.CharData:
			if !said && !prose.Blank(t) {
				said = true
				*count++
			}
			if said && count == &s.deletions.N {
				s.deletions.Add(t)
			}
		case xml.EndElement:
			if said && count == &s.deletions.N && t.Name.Local != "span" {
				s.deletions.Add([]byte(" "))
			}
		}
	}
	return nil
}

func (s *story) paragraph(e xml.StartElement, f *prose.Flow) error {
	p := &paragraph{Paragraph: f.Next(), look: s.p.styles.get("paragraph", decode.Attr(e, "style-name"))}
	s.line++
	if p.look.breaks && s.line > 1 {
		s.page++
	}
	p.Line, p.Page, p.Style, p.Heading = s.line, s.page, p.look.name, p.look.heading
	if e.Name.Local == "h" {
		p.Heading = min(max(number(decode.Attr(e, "outline-level")), 1), 9)
	}
	if err := s.p.budget.Charge(decode.Overhead); err != nil {
		return err
	}
	if p.look.hidden == yes {
		return s.unseen(&s.hidden)
	}
	return s.inline(p, p.look.bold == yes)
}

// inline reads the rest of an element within a paragraph.
func (s *story) inline(p *paragraph, bold bool) error {
	for {
		t, err := s.x.Token()
		if err != nil {
			return err
		}
		switch t := t.(type) {
		case xml.CharData:
			err = s.text(p, t, bold)
		case xml.StartElement:
			err = s.element(t, p, bold)
		case xml.EndElement:
			return nil
		}
		if err != nil {
			return err
		}
	}
}

// text appends characters. A sequence of white space is one blank, and none
// at the start.
func (s *story) text(p *paragraph, t []byte, bold bool) error {
	kept := t[:0]
	for _, c := range t {
		if c == ' ' || c == '\t' || c == '\n' || c == '\r' {
			if !p.full {
				continue
			}
			c, p.full = ' ', false
		} else {
			p.full = true
		}
		kept = append(kept, c)
	}
	return s.p.budget.Charge(p.Add(kept, bold))
}

// put appends a sign that stands for an element.
func (s *story) put(p *paragraph, sign string, bold bool) error {
	p.full = true
	if err := s.p.budget.Charge(p.Put(sign, bold)); err != nil {
		return err
	}
	return s.x.Skip()
}

// element reads what a paragraph consists of beside characters.
func (s *story) element(e xml.StartElement, p *paragraph, bold bool) error {
	switch e.Name.Space {
	case textNS:
		switch e.Name.Local {
		case "span":
			look := s.p.styles.get("text", decode.Attr(e, "style-name"))
			if look.hidden == yes {
				return s.unseen(&s.hidden)
			}
			return s.inline(p, look.bold.or(toggled(bold)) == yes)
		case "s":
			return s.put(p, strings.Repeat(" ", min(max(number(decode.Attr(e, "c")), 1), 1000)), bold)
		case "tab":
			return s.put(p, "\t", bold)
		case "line-break":
			return s.put(p, "\n", bold)
		case "soft-page-break":
			if s.page++; !p.HasText() {
				p.Page = s.page
			}
			return s.x.Skip()
		case "note":
			return s.note(p)
		case "hidden-text", "hidden-paragraph":
			if decode.Attr(e, "is-hidden") == "true" {
				return s.unseen(&s.hidden)
			}
		case "ruby-text", "script", "note-citation", "tracked-changes":
			return s.x.Skip()
		}
		return s.inline(p, bold) // links, fields: what they show
	case officeNS:
		if e.Name.Local == "annotation" || e.Name.Local == "annotation-end" {
			return s.annotation(e, p.Mark)
		}
	case drawNS:
		if e.Name.Local == "a" {
			return s.inline(p, bold)
		}
		var box prose.Flow
		if err := s.drawing(e, &box); err != nil {
			return err
		}
		p.Hang(box.End())
		return nil
	}
	return s.x.Skip()
}

// note puts a note where its number stands.
func (s *story) note(p *paragraph) error {
	return s.x.Children(func(e xml.StartElement) error {
		if e.Name.Local != "note-body" {
			return s.x.Skip()
		}
		var f prose.Flow
		line := s.line
		if err := s.flowInto(&f); err != nil {
			return err
		}
		s.line = line
		if note := strings.Join(f.Texts(), " "); note != "" {
			s.noted++
			p.full = true
			return s.p.budget.Charge(p.Put(" ["+note+"]", false))
		}
		return nil
	})
}

// annotation reads a comment, or the end of the stretch that one is on.
func (s *story) annotation(e xml.StartElement, mark func(id string, kind prose.Kind)) error {
	name := decode.Attr(e, "name")
	if e.Name.Local == "annotation-end" {
		mark(name, prose.End)
		return s.x.Skip()
	}
	c := prose.Comment{ID: name}
	if name == "" {
		c.ID = "\x00" + strconv.Itoa(len(s.comments)) // no name has a NUL
		mark(c.ID, prose.Reference)
	} else {
		mark(c.ID, prose.Start)
	}
	var f prose.Flow
	quiet := &story{p: s.p, x: s.x}
	err := s.x.Children(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "creator":
			return s.line1(&c.Author)
		case "date":
			return s.line1(&c.Date)
		case "creator-initials", "sender-initials":
			return s.line1(&c.Initials)
		}
		return quiet.blockLevel(e, &f)
	})
	c.Text = strings.Join(f.Texts(), "\n")
	s.comments = append(s.comments, c)
	if err == nil {
		err = s.p.budget.Charge(decode.Overhead)
	}
	return err
}

// line1 reads the characters of an element.
func (s *story) line1(into *string) error {
	for {
		t, err := s.x.Token()
		if err != nil {
			return err
		}
		switch t := t.(type) {
		case xml.CharData:
			*into += string(t)
			if err := s.p.budget.Charge(len(t)); err != nil {
				return err
			}
		case xml.StartElement:
			if err := s.x.Skip(); err != nil {
				return err
			}
		case xml.EndElement:
			*into, _, _ = corpus.Clean(strings.TrimSpace(*into))
			return nil
		}
	}
}

// drawing looks for text in a frame or a shape.
func (s *story) drawing(e xml.StartElement, f *prose.Flow) error {
	switch e.Name.Local {
	case "image":
		s.pictures++
		return s.x.Skip() // a copy in the file itself is no text
	case "object", "object-ole", "plugin", "applet", "floating-frame":
		s.objects++
		return s.x.Skip()
	}
	return s.x.Children(func(e xml.StartElement) error {
		if e.Name.Space == textNS || e.Name.Space == tableNS || e.Name.Space == drawNS {
			return s.blockLevel(e, f)
		}
		return s.x.Skip() // titles and descriptions, which are not shown
	})
}

func (s *story) row(f *prose.Flow) error {
	var cells [][]prose.Paragraph
	err := s.x.Children(func(e xml.StartElement) error {
		if e.Name.Space != tableNS || e.Name.Local != "table-cell" && e.Name.Local != "covered-table-cell" {
			return s.blockLevel(e, f)
		}
		var cell prose.Flow
		if err := s.flowInto(&cell); err != nil {
			return err
		}
		cells = append(cells, cell.End())
		return s.p.budget.Charge(decode.Overhead)
	})
	f.Row(cells)
	return err
}

// warnings says what was left out or chosen.
func (s *story) warnings() []decode.Warning {
	var ws []decode.Warning
	warn := func(n int, one, many, message string) {
		if n > 0 {
			ws = append(ws, decode.Warnf("", message, decode.Plural(n, one, many)))
		}
	}
	if s.deletions.N > 0 {
		ws = append(ws, decode.Warnf("", "tracked changes are read as if accepted: %s", &s.deletions))
	}
	warn(s.noted, "note stands", "notes stand", "%s in the text, in square brackets")
	warn(s.hidden, "stretch", "stretches", "hidden text was left out (%s)")
	warn(s.objects, "embedded object was", "embedded objects were", "%s left out")
	warn(s.margins, "header or footer", "headers and footers", "the text of %s was left out")
	return ws
}
