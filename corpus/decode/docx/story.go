package docx

import (
	"encoding/xml"
	"errors"
	"io"
	"strconv"
	"strings"

	"framewise/corpus"
	"framewise/corpus/decode"
	"framewise/corpus/decode/prose"
)

// story reads the text of one part.
type story struct {
	p        *pack
	part     string
	x        *decode.XML
	notes    map[string]string // texts of notes by kind and identifier
	noFields bool              // leave out results of fields too

	blocks prose.Blocks

	fields  prose.Fields
	line    int // paragraphs begun
	breaks  int // page breaks met, as Word last set the text
	content prose.Flow

	unread []decode.Warning // of embedded documents

	deletions                                       prose.Deletions
	hidden, noted, chunks, objects, signs, pictures int
}

func newStory(p *pack, part string) *story { return &story{p: p, part: part} }

// read reads the main part from beginning to end.
func (s *story) read() error {
	x, closer, err := s.p.open(s.part)
	if err != nil {
		return err
	}
	defer closer.Close()
	s.blocks.Follow(&s.content)
	if err := s.all(x); err != nil {
		return err
	}
	s.blocks.Emit(s.content.End())
	return nil
}

// all reads a part whose root holds the text, or whose body does.
func (s *story) all(x *decode.XML) error {
	s.x = x
	for {
		t, err := x.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		e, ok := t.(xml.StartElement)
		switch {
		case !ok:
		case !word(e.Name):
			if err := x.Skip(); err != nil {
				return err
			}
		case e.Name.Local == "document": // its body follows
		default:
			if err := s.flowInto(&s.content); err != nil {
				return err
			}
		}
	}
}

// inside reads the rest of the element that was opened last.
func (s *story) inside(x *decode.XML) error {
	s.x = x
	return s.flowInto(&s.content)
}

// flowInto reads paragraphs and tables.
func (s *story) flowInto(f *prose.Flow) error {
	return s.x.Children(func(e xml.StartElement) error { return s.blockLevel(e, f) })
}

func (s *story) blockLevel(e xml.StartElement, f *prose.Flow) error {
	if e.Name.Space == alternatives && e.Name.Local == "AlternateContent" {
		return s.alternate(func(e xml.StartElement) error { return s.blockLevel(e, f) })
	}
	if !word(e.Name) {
		return s.x.Skip()
	}
	switch e.Name.Local {
	case "p":
		return s.paragraph(f)
	case "tbl":
		return s.table(f)
	case "sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo":
		return s.flowInto(f)
	case "del":
		return s.deleted()
	case "altChunk":
		if err := s.chunk(decode.Attr(e, "id"), f); err != nil {
			return err
		}
	case "commentRangeStart":
		f.Between(attr(e, "id"), prose.Start)
	case "commentRangeEnd":
		f.Between(attr(e, "id"), prose.End)
	}
	return s.x.Skip()
}

// alternate reads the first alternative and leaves out the others.
func (s *story) alternate(fn func(e xml.StartElement) error) error {
	taken := false
	return s.x.Children(func(e xml.StartElement) error {
		if taken || e.Name.Local != "Choice" && e.Name.Local != "Fallback" {
			return s.x.Skip()
		}
		taken = true
		return s.x.Children(fn)
	})
}

// deleted reads a deletion and counts it if it held text, to be told.
func (s *story) deleted() error {
	said := false
	for end := s.x.Depth() - 1; s.x.Depth() > end; {
		t, err := s.x.Token()
		if err != nil {
			return err
		}
		switch t := t.(type) {
		case xml.CharData:
			if !said && !prose.Blank(t) {
				said = true
				s.deletions.N++
			}
			if said {
				s.deletions.Add(t)
			}
		case xml.StartElement:
			if said && word(t.Name) && t.Name.Local != "r" && t.Name.Local != "delText" { // a tab, a line's end
				s.deletions.Add([]byte(" "))
			}
		}
	}
	return nil
}

// paragraph is a paragraph with what its style says.
type paragraph struct {
	*prose.Paragraph
	look style
}

func (s *story) paragraph(f *prose.Flow) error {
	p := &paragraph{Paragraph: f.Next()}
	s.line++
	if p.Line == 0 {
		p.Line = s.line
	}
	if p.Page == 0 {
		p.Page = s.breaks + 1
	}
	if err := s.p.budget.Charge(decode.Overhead); err != nil {
		return err
	}
	return s.x.Children(func(e xml.StartElement) error { return s.inline(e, p) })
}

// inline reads what a paragraph consists of.
func (s *story) inline(e xml.StartElement, p *paragraph) error {
	if !word(e.Name) {
		switch {
		case e.Name.Space == alternatives && e.Name.Local == "AlternateContent":
			return s.alternate(func(e xml.StartElement) error { return s.inline(e, p) })
		case e.Name.Local == "oMath" || e.Name.Local == "oMathPara":
			return s.formula(p)
		}
		return s.x.Skip()
	}
	switch e.Name.Local {
	case "r":
		return s.run(p)
	case "pPr":
		return s.properties(p)
	case "hyperlink", "smartTag", "customXml", "ins", "moveTo", "bdo", "dir", "sdt", "sdtContent", "rubyBase":
		return s.x.Children(func(e xml.StartElement) error { return s.inline(e, p) })
	case "fldSimple":
		if !s.noFields {
			return s.x.Children(func(e xml.StartElement) error { return s.inline(e, p) })
		}
	case "del":
		return s.deleted()
	case "commentRangeStart", "commentRangeEnd":
		kind := prose.Start
		if e.Name.Local == "commentRangeEnd" {
			kind = prose.End
		}
		p.Mark(attr(e, "id"), kind)
		if err := s.p.budget.Charge(decode.Overhead); err != nil {
			return err
		}
	}
	return s.x.Skip()
}

// properties reads a paragraph's style, level and whether its mark is deleted.
func (s *story) properties(p *paragraph) error {
	outline := 0
	err := s.x.Children(func(e xml.StartElement) error {
		if !word(e.Name) {
			return s.x.Skip()
		}
		switch e.Name.Local {
		case "pStyle":
			p.look = s.p.styles.get(attr(e, "val"))
			p.Style = p.look.name
		case "outlineLvl":
			outline = level(attr(e, "val"))
		case "rPr":
			return s.x.Children(func(e xml.StartElement) error {
				if word(e.Name) && (e.Name.Local == "del" || e.Name.Local == "moveFrom") {
					p.Join()
				}
				return s.x.Skip()
			})
		}
		return s.x.Skip()
	})
	p.Heading = p.look.outline
	if outline > 0 {
		p.Heading = outline
	}
	return err
}

// look is how a run looks.
type look struct {
	bold, hidden toggle
	said         bool // whether hidden text was counted
}

func (s *story) run(p *paragraph) error {
	l := look{bold: p.look.bold, hidden: p.look.hidden}
	return s.x.Children(func(e xml.StartElement) error { return s.inRun(e, p, &l) })
}

// inRun reads what a run consists of.
func (s *story) inRun(e xml.StartElement, p *paragraph, l *look) error {
	if !word(e.Name) {
		if e.Name.Space == alternatives && e.Name.Local == "AlternateContent" {
			return s.alternate(func(e xml.StartElement) error { return s.inRun(e, p, l) })
		}
		return s.x.Skip()
	}
	switch e.Name.Local {
	case "t":
		return s.text(p, l)
	case "instrText":
		return s.code()
	case "rPr":
		return s.looks(l)
	case "drawing", "pict", "object":
		return s.graphic(e, p)
	case "ruby":
		return s.x.Children(func(e xml.StartElement) error {
			if word(e.Name) && e.Name.Local == "rubyBase" {
				return s.inline(e, p)
			}
			return s.x.Skip()
		})
	}
	if err := s.x.Skip(); err != nil {
		return err
	}
	switch e.Name.Local {
	case "lastRenderedPageBreak":
		if s.breaks++; !p.HasText() {
			p.Page = s.breaks + 1
		}
	case "fldChar":
		return s.field(attr(e, "fldCharType"), p, l)
	case "commentReference":
		p.Mark(attr(e, "id"), prose.Reference)
	case "tab", "ptab":
		return s.put(p, "\t", l)
	case "br", "cr":
		return s.put(p, "\n", l)
	case "noBreakHyphen":
		return s.put(p, "\u2011", l)
	case "sym":
		code, err := strconv.ParseUint(attr(e, "char"), 16, 16)
		r, ok := prose.Symbol(attr(e, "font"), rune(code))
		if err != nil || !ok {
			r = '□'
			s.signs++
		}
		return s.put(p, string(r), l)
	case "footnoteReference", "endnoteReference":
		note := s.notes[strings.TrimSuffix(e.Name.Local, "Reference")+attr(e, "id")]
		if note != "" && !s.silent(l) {
			s.noted++
			return s.put(p, " ["+note+"]", &look{})
		}
	}
	return nil
}

// looks reads a run's bold and hidden.
func (s *story) looks(l *look) error {
	return s.x.Children(func(e xml.StartElement) error {
		if word(e.Name) {
			switch e.Name.Local {
			case "rStyle":
				st := s.p.styles.get(attr(e, "val"))
				l.bold, l.hidden = st.bold.or(l.bold), st.hidden.or(l.hidden)
			case "b":
				l.bold = toggled(on(e))
			case "vanish":
				l.hidden = toggled(on(e))
			}
		}
		return s.x.Skip()
	})
}

// field follows the parts of a field: code, result.
func (s *story) field(kind string, p *paragraph, l *look) error {
	switch kind {
	case "begin":
		s.fields.Begin()
	case "separate":
		s.fields.Separate(p.Paragraph)
	case "end":
		return s.put(p, s.fields.End(p.Paragraph), l)
	}
	return nil
}

// silent says that text is not shown: it is hidden, or part of a field's code.
// The code itself is no text (w:instrText); what is text lies in a field
// within the code.
func (s *story) silent(l *look) bool {
	inCode := s.fields.Codes()
	if s.fields.InCode() {
		inCode--
	}
	return l.hidden == yes || inCode > 0 || s.noFields && s.fields.Open() > 0
}

// text reads a w:t.
func (s *story) text(p *paragraph, l *look) error {
	silent := s.silent(l)
	for {
		t, err := s.x.Token()
		if err != nil {
			return err
		}
		switch t := t.(type) {
		case xml.CharData:
			if silent {
				if l.hidden == yes && !l.said && !prose.Blank(t) {
					l.said = true
					s.hidden++
				}
				continue
			}
			if err := s.p.budget.Charge(p.Add(t, l.bold == yes)); err != nil {
				return err
			}
		case xml.StartElement:
			if err := s.x.Skip(); err != nil {
				return err
			}
		case xml.EndElement:
			return nil
		}
	}
}

// code reads a part of a field's code.
func (s *story) code() error {
	for {
		t, err := s.x.Token()
		if err != nil {
			return err
		}
		switch t := t.(type) {
		case xml.CharData:
			s.fields.Code(t)
		case xml.StartElement:
			if err := s.x.Skip(); err != nil {
				return err
			}
		case xml.EndElement:
			return nil
		}
	}
}

// put appends a character or two that stand for an element.
func (s *story) put(p *paragraph, t string, l *look) error {
	if s.silent(l) {
		return nil
	}
	return s.p.budget.Charge(p.Put(t, l.bold == yes))
}

// graphic looks for text boxes in a drawing, old or new.
func (s *story) graphic(e xml.StartElement, p *paragraph) error {
	switch {
	case word(e.Name) && e.Name.Local == "txbxContent":
		var box prose.Flow
		if err := s.flowInto(&box); err != nil {
			return err
		}
		p.Hang(box.End())
		return nil
	case e.Name.Space == alternatives && e.Name.Local == "AlternateContent":
		return s.alternate(func(e xml.StartElement) error { return s.graphic(e, p) })
	case e.Name.Local == "blip" || e.Name.Local == "imagedata":
		s.pictures++
	case e.Name.Local == "OLEObject":
		s.objects++
	}
	return s.x.Children(func(e xml.StartElement) error { return s.graphic(e, p) })
}

// formula reads the letters of a formula, without its layout but for the stroke
// of fractions.
func (s *story) formula(p *paragraph) error {
	return s.x.Children(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "t":
			return s.text(p, &look{})
		case "den":
			if err := s.put(p, "/", &look{}); err != nil {
				return err
			}
		}
		return s.formula(p)
	})
}

func (s *story) table(f *prose.Flow) error {
	return s.x.Children(func(e xml.StartElement) error { return s.tableLevel(e, f) })
}

func (s *story) tableLevel(e xml.StartElement, f *prose.Flow) error {
	if !word(e.Name) {
		return s.x.Skip()
	}
	switch e.Name.Local {
	case "tr":
		return s.row(f)
	case "sdt", "sdtContent", "customXml", "ins", "moveTo":
		return s.table(f)
	case "commentRangeStart":
		f.Between(attr(e, "id"), prose.Start)
	case "commentRangeEnd":
		f.Between(attr(e, "id"), prose.End)
	}
	return s.x.Skip()
}

func (s *story) row(f *prose.Flow) error {
	var cells [][]prose.Paragraph
	gone := false
	var level func(e xml.StartElement) error
	level = func(e xml.StartElement) error {
		if !word(e.Name) {
			return s.x.Skip()
		}
		switch e.Name.Local {
		case "tc":
			var cell prose.Flow
			if err := s.flowInto(&cell); err != nil {
				return err
			}
			cells = append(cells, cell.End())
			return s.p.budget.Charge(decode.Overhead)
		case "sdt", "sdtContent", "customXml":
			return s.x.Children(level)
		case "trPr":
			return s.x.Children(func(e xml.StartElement) error {
				gone = gone || word(e.Name) && e.Name.Local == "del"
				return s.x.Skip()
			})
		case "commentRangeStart":
			f.Between(attr(e, "id"), prose.Start)
		case "commentRangeEnd":
			f.Between(attr(e, "id"), prose.End)
		}
		return s.x.Skip()
	}
	if err := s.x.Children(level); err != nil {
		return err
	}
	if gone {
		s.deletions.Row(cells)
		return nil
	}
	f.Row(cells)
	return nil
}

// noText says why there may be none.
func (s *story) noText() error {
	err := corpus.Errorf(corpus.ErrInvalid, "%s holds no text", s.p.file.Name)
	switch {
	case s.pictures > 0:
		return err.WithHint("it holds %d pictures: if they are scanned pages, have their text recognised first",
			s.pictures)
	case len(s.unread) > 0:
		err.Message += "; " + s.unread[0].Message
		fallthrough
	case s.chunks > 0:
		return err.WithHint("it only embeds another document: open it in Word and save it, which takes the text in")
	}
	return err.WithHint("open the file and look")
}

// warnings says what was left out or chosen.
func (s *story) warnings() []decode.Warning {
	var ws []decode.Warning
	warn := func(n int, one, many, message string) {
		if n > 0 {
			ws = append(ws, decode.Warnf(s.part, message, decode.Plural(n, one, many)))
		}
	}
	if s.deletions.N > 0 {
		ws = append(ws, decode.Warnf(s.part, "tracked changes are read as if accepted: %s", &s.deletions))
	}
	warn(s.noted, "note stands", "notes stand", "%s in the text, in square brackets")
	warn(s.hidden, "stretch", "stretches", "hidden text was left out (%s)")
	warn(s.chunks, "embedded document", "embedded documents",
		"the text of %s was left out: save the file in Word to take it in")
	warn(s.objects, "embedded object was", "embedded objects were", "%s left out")
	if s.signs > 0 {
		ws = append(ws, decode.Warnf(s.part, "%s", prose.Signs(s.signs)))
	}
	if s.fields.Codes() > 0 {
		warn(s.fields.Open(), "field has", "fields have", "%s no end: look whether text is missing")
	}
	return append(ws, s.unread...)
}
