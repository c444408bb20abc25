package docx

import (
	"encoding/xml"
	"io"
	"path"
	"strconv"
	"strings"
	"unicode"

	"framewise/corpus"
	"framewise/corpus/decode"
	"framewise/corpus/decode/prose"
)

// Read reads a Word document. An error means that there is no usable text,
// and why.
func Read(f decode.File, lim decode.Limits) (*decode.Decoded, error) {
	z, err := decode.OpenZip(f, lim)
	if err != nil {
		return nil, err
	}
	return read(f, z, lim, 0)
}

// read reads a document that lies so deep in others.
func read(f decode.File, z *decode.Zip, lim decode.Limits, depth int) (*decode.Decoded, error) {
	p := &pack{file: f, zip: z, lim: lim, depth: depth, budget: decode.NewBudget(f.Name, lim)}
	if err := p.locate(); err != nil {
		return nil, err
	}
	var err error
	p.styles, err = readStyles(p)
	if err != nil {
		return nil, err
	}
	notes := map[string]string{}
	for _, kind := range []string{"footnote", "endnote"} {
		if err := p.readNotes(kind, notes); err != nil {
			return nil, err
		}
	}
	if err := p.readComments(); err != nil {
		return nil, err
	}
	s := newStory(p, p.document)
	s.notes = notes
	if err := s.read(); err != nil {
		return nil, err
	}
	d := &decode.Decoded{}
	lost := s.blocks.Into(d, p.comments)
	if len(d.Blocks) == 0 {
		return nil, s.noText()
	}
	// No breaks: one page, or set by a program that notes none. Fewer than there
	// are pages: Word noted only some, and the numbers would be wrong.
	if n := p.pages(); s.breaks == 0 || n > 0 && n != s.breaks+1 {
		for i := range d.Blocks {
			d.Blocks[i].Page = 0
		}
	}
	d.Warnings = s.warnings()
	if lost > 0 {
		d.Warnings = append(d.Warnings, prose.Lost(p.parts["comments"], lost))
	}
	left, err := p.headers()
	if err != nil {
		return nil, err
	}
	if left > 0 {
		d.Warnings = append(d.Warnings, decode.Warnf("", "the text of %s was left out",
			decode.Plural(left, "header or footer", "headers and footers")))
	}
	return d, nil
}

// pack is an opened document: its parts and what bounds their reading.
type pack struct {
	file     decode.File
	zip      *decode.Zip
	lim      decode.Limits
	document string            // name of the main part
	parts    map[string]string // by kind of relation: comments, styles, footnotes, …
	margins  []string          // headers and footers
	embedded map[string]string // documents, by identifier
	depth    int               // of the document within others
	styles   *styles
	comments []prose.Comment
	budget   *decode.Budget
}

// open begins to read a part.
func (p *pack) open(part string) (*decode.XML, io.Closer, error) {
	r, err := p.zip.Open(part)
	if err != nil {
		return nil, nil, err
	}
	return decode.NewXML(r, p.file.Name, part, p.lim), r, nil
}

// each reads a part and calls fn for every element that opens. Elements that
// fn reads to their end are not entered.
func (p *pack) each(part string, fn func(x *decode.XML, e xml.StartElement) error) error {
	x, closer, err := p.open(part)
	if err != nil {
		return err
	}
	defer closer.Close()
	return x.Elements(func(e xml.StartElement) error { return fn(x, e) })
}

// locate finds the main part and those it refers to.
func (p *pack) locate() error {
	p.parts, p.embedded = map[string]string{}, map[string]string{}
	main := ""
	if p.zip.Has("_rels/.rels") {
		err := p.each("_rels/.rels", func(_ *decode.XML, e xml.StartElement) error {
			if e.Name.Local == "Relationship" && relation(e) == "officeDocument" {
				main = strings.TrimPrefix(path.Clean("/"+decode.Attr(e, "Target")), "/")
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	if main == "" || !p.zip.Has(main) {
		main = "word/document.xml"
	}
	if !p.zip.Has(main) {
		return corpus.Errorf(corpus.ErrInvalid, "%s is not a Word document: it has no document part", p.file.Name).
			WithHint("open it in the program it came from and save it as .docx")
	}
	p.document = main
	dir, base := path.Split(main)
	rels := dir + "_rels/" + base + ".rels"
	if p.zip.Has(rels) {
		err := p.each(rels, func(_ *decode.XML, e xml.StartElement) error {
			if e.Name.Local != "Relationship" || decode.Attr(e, "TargetMode") == "External" {
				return nil
			}
			target := decode.Attr(e, "Target")
			if !strings.HasPrefix(target, "/") {
				target = dir + target
			}
			target = strings.TrimPrefix(path.Clean("/"+target), "/")
			if !p.zip.Has(target) {
				return nil
			}
			switch kind := relation(e); kind {
			case "header", "footer":
				p.margins = append(p.margins, target)
			case "aFChunk":
				p.embedded[decode.Attr(e, "Id")] = target
			default:
				p.parts[kind] = target
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	for _, kind := range []string{"styles", "comments", "footnotes", "endnotes"} {
		if p.parts[kind] == "" && p.zip.Has(dir+kind+".xml") {
			p.parts[kind] = dir + kind + ".xml"
		}
	}
	return nil
}

// relation is the last word of a relation's type, which transitional and
// strict documents share.
func relation(e xml.StartElement) string { return path.Base(decode.Attr(e, "Type")) }

// readNotes reads footnotes or endnotes into texts by kind and identifier.
func (p *pack) readNotes(kind string, notes map[string]string) error {
	part := p.parts[kind+"s"]
	if part == "" {
		return nil
	}
	return p.each(part, func(x *decode.XML, e xml.StartElement) error {
		if e.Name.Local != kind || !word(e.Name) {
			return nil
		}
		switch attr(e, "type") {
		case "separator", "continuationSeparator", "continuationNotice":
			return x.Skip()
		}
		s := newStory(p, part)
		if err := s.inside(x); err != nil {
			return err
		}
		notes[kind+attr(e, "id")] = strings.Join(s.content.Texts(), " ")
		return nil
	})
}

func (p *pack) readComments() error {
	part := p.parts["comments"]
	if part == "" {
		return nil
	}
	return p.each(part, func(x *decode.XML, e xml.StartElement) error {
		if e.Name.Local != "comment" || !word(e.Name) {
			return nil
		}
		c := prose.Comment{ID: attr(e, "id")}
		c.Author, c.Initials, c.Date = attr(e, "author"), attr(e, "initials"), attr(e, "date")
		c.Author, _, _ = corpus.Clean(strings.TrimSpace(c.Author))
		s := newStory(p, part)
		if err := s.inside(x); err != nil {
			return err
		}
		c.Text = strings.Join(s.content.Texts(), "\n")
		p.comments = append(p.comments, c)
		return p.budget.Charge(decode.Overhead)
	})
}

// headers counts the headers and footers that say something. Page numbers,
// which are fields or digits, don't.
func (p *pack) headers() (int, error) {
	n := 0
	for _, part := range p.margins {
		x, closer, err := p.open(part)
		if err != nil {
			return 0, err
		}
		s := newStory(p, part)
		s.noFields = true
		err = s.all(x)
		closer.Close()
		if err != nil {
			return 0, err
		}
		for _, t := range s.content.Texts() {
			if strings.ContainsFunc(t, unicode.IsLetter) {
				n++
				break
			}
		}
	}
	return n, nil
}

// The namespaces of WordprocessingML.
const (
	transitional = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
	strict       = "http://purl.oclc.org/ooxml/wordprocessingml/main"
	alternatives = "http://schemas.openxmlformats.org/markup-compatibility/2006"
)

func word(n xml.Name) bool { return n.Space == transitional || n.Space == strict }

// attr is an attribute in the namespace of WordprocessingML, or in none.
func attr(e xml.StartElement, local string) string {
	for _, a := range e.Attr {
		if a.Name.Local == local && (a.Name.Space == "" || word(a.Name)) {
			return a.Value
		}
	}
	return ""
}

// on reads a toggle (<w:b/>, <w:b w:val="0"/>).
func on(e xml.StartElement) bool {
	switch attr(e, "val") {
	case "0", "false", "off":
		return false
	}
	return true
}

func atoi(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		return -1
	}
	return n
}
