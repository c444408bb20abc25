package odt

import (
	"bytes"
	"encoding/xml"
	"io"
	"strconv"
	"strings"
	"unicode"

	"framewise/corpus"
	"framewise/corpus/decode"
	"framewise/corpus/decode/prose"
)

// Read reads a text document, packed or flat. An error means that there is no
// usable text, and why.
func Read(f decode.File, lim decode.Limits) (*decode.Decoded, error) {
	p := &pack{file: f, lim: lim, budget: decode.NewBudget(f.Name, lim), styles: newStyles()}
	s := &story{p: p}
	if err := p.read(s); err != nil {
		return nil, err
	}
	d := &decode.Decoded{}
	lost := s.blocks.Into(d, s.comments)
	if len(d.Blocks) == 0 {
		err := corpus.Errorf(corpus.ErrInvalid, "%s holds no text", f.Name)
		if s.pictures > 0 {
			return nil, err.WithHint("it holds %d pictures: if they are scanned pages, "+
				"have their text recognised first", s.pictures)
		}
		return nil, err.WithHint("open the file and look")
	}
	if !s.paged {
		for i := range d.Blocks {
			d.Blocks[i].Page = 0
		}
	}
	d.Warnings = s.warnings()
	if lost > 0 {
		d.Warnings = append(d.Warnings, prose.Lost("", lost))
	}
	return d, nil
}

// pack is an opened document and what bounds its reading.
type pack struct {
	file   decode.File
	lim    decode.Limits
	zip    *decode.Zip // nil for a flat file
	budget *decode.Budget
	styles *styles
}

const content = "content.xml"

// read reads the styles, and then the text into s.
func (p *pack) read(s *story) error {
	if flat(p.file.Content) {
		if err := p.lim.Admit(p.file); err != nil {
			return err
		}
		return p.part(bytes.NewReader(p.file.Content), "its text", s)
	}
	z, err := decode.OpenZip(p.file, p.lim)
	if err != nil {
		return err
	}
	p.zip = z
	if err := decode.Unlocked(z, p.file, p.lim); err != nil {
		return err
	}
	if !z.Has(content) {
		return corpus.Errorf(corpus.ErrInvalid, "%s is not an OpenDocument file: it has no %s", p.file.Name, content).
			WithHint("open it in the program it came from and save it as .odt")
	}
	for _, part := range []string{"styles.xml", content} {
		if !z.Has(part) {
			continue
		}
		r, err := z.Open(part)
		if err != nil {
			return err
		}
		err = p.part(r, part, s)
		r.Close()
		if err != nil {
			return err
		}
	}
	return nil
}

// flat says whether a document is one XML file and no container.
func flat(content []byte) bool {
	return bytes.HasPrefix(bytes.TrimLeft(content, "\xEF\xBB\xBF\xFF\xFE \t\r\n"), []byte("<"))
}

// The namespaces of OpenDocument that are looked at.
const (
	officeNS = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
	textNS   = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
	tableNS  = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
	drawNS   = "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"
	styleNS  = "urn:oasis:names:tc:opendocument:xmlns:style:1.0"
	dublinNS = "http://purl.org/dc/elements/1.1/"
)

// part reads a part, or a flat file: styles, headers and text, in whatever
// order they come.
func (p *pack) part(r io.Reader, part string, s *story) error {
	s.x = decode.NewXML(r, p.file.Name, part, p.lim)
	return s.x.Elements(func(e xml.StartElement) (err error) {
		switch {
		case e.Name.Space == styleNS && e.Name.Local == "style":
			err = p.style(s.x, e)
		case e.Name.Space == styleNS && margin(e.Name.Local):
			err = s.margin()
		case e.Name.Space == officeNS && e.Name.Local == "text":
			s.paged = decode.Attr(e, "use-soft-page-breaks") == "true"
			s.page = 1
			var body prose.Flow
			s.blocks.Follow(&body)
			if err = s.flowInto(&body); err == nil {
				s.blocks.Emit(body.End())
			}
		case e.Name.Space == officeNS && (e.Name.Local == "meta" || e.Name.Local == "settings" ||
			e.Name.Local == "scripts" || e.Name.Local == "font-face-decls"):
			err = s.x.Skip()
		case e.Name.Space == officeNS && (e.Name.Local == "spreadsheet" || e.Name.Local == "presentation" ||
			e.Name.Local == "drawing" || e.Name.Local == "chart"):
			return corpus.Errorf(corpus.ErrInvalid, "%s is a %s, not a text document", p.file.Name, e.Name.Local).
				WithHint("open it and save its text as .odt or .docx, or its table as .xlsx")
		}
		return err
	})
}

func margin(name string) bool {
	return strings.HasPrefix(name, "header") || strings.HasPrefix(name, "footer")
}

// margin counts a header or footer that says something. Page numbers, which
// are digits, don't.
func (s *story) margin() error {
	var f prose.Flow
	quiet := &story{p: s.p, x: s.x}
	if err := quiet.flowInto(&f); err != nil {
		return err
	}
	for _, t := range f.Texts() {
		if strings.ContainsFunc(t, unicode.IsLetter) {
			s.margins++
			break
		}
	}
	return nil
}

// number reads a count or level; what is none is 0.
func number(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil || n < 0 {
		return 0
	}
	return n
}
