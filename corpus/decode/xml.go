package decode

import (
	"bufio"
	"bytes"
	"encoding/xml"
	"errors"
	"io"

	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"framewise/corpus"
)

// XML reads the tokens of an XML part with care: strictly, no deeper than a
// limit, and never a document type that defines entities.
type XML struct {
	name, part string
	d          *xml.Decoder
	depth      int
	limit      int
	rooted     bool
}

// NewXML reads XML from r. Errors name the file and the part. UTF-16 is
// recognised by its byte order mark.
func NewXML(r io.Reader, name, part string, lim Limits) *XML {
	b := bufio.NewReaderSize(r, 64<<10)
	if start, _ := b.Peek(2); bytes.Equal(start, []byte{0xFF, 0xFE}) || bytes.Equal(start, []byte{0xFE, 0xFF}) {
		u := unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM)
		b = bufio.NewReaderSize(transform.NewReader(b, u.NewDecoder()), 64<<10)
	} else if start, _ := b.Peek(3); bytes.Equal(start, []byte("\xEF\xBB\xBF")) {
		_, _ = b.Discard(3)
	}
	x := &XML{name: name, part: part, d: xml.NewDecoder(b), limit: lim.Depth}
	x.d.CharsetReader = func(label string, in io.Reader) (io.Reader, error) {
		if sameEncoding(label, "utf-16le") || sameEncoding(label, "utf-16be") {
			return in, nil // decoded above
		}
		enc, err := findEncoding(label)
		if err != nil {
			return nil, err
		}
		return enc.NewDecoder().Reader(in), nil
	}
	return x
}

// Token returns the next token, with namespaces resolved, or [io.EOF] at the
// end. Its bytes are valid until the next call.
func (x *XML) Token() (xml.Token, error) {
	t, err := x.d.Token()
	if err != nil {
		if errors.Is(err, io.EOF) && x.rooted {
			return nil, io.EOF
		}
		return nil, x.fail(err)
	}
	switch t := t.(type) {
	case xml.StartElement:
		x.rooted = true
		if x.depth++; x.depth > x.limit {
			return nil, corpus.Errorf(ErrLimit, "%s nests its elements more than %d deep (%s)",
				x.name, x.limit, x.part).WithHint("open it in the program it came from and save it again")
		}
	case xml.EndElement:
		x.depth--
	case xml.Directive:
		// encoding/xml never expands an entity; this is to say why.
		if bytes.Contains(t, []byte("ENTITY")) || bytes.IndexByte(t, '[') >= 0 {
			return nil, corpus.Errorf(corpus.ErrInvalid, "%s defines entities (%s), as no honest file of its kind",
				x.name, x.part).WithHint("such files are made to harm; ask where it came from")
		}
	}
	return t, nil
}

// Depth is how many elements are open.
func (x *XML) Depth() int { return x.depth }

// Skip reads on to the end of the element that was opened last.
func (x *XML) Skip() error {
	for end := x.depth - 1; x.depth > end; {
		if _, err := x.Token(); err != nil {
			return x.unfinished(err)
		}
	}
	return nil
}

// Children calls fn for every element within the one that was opened last, up
// to its end. fn must read its element to the end.
func (x *XML) Children(fn func(e xml.StartElement) error) error {
	for {
		t, err := x.Token()
		if err != nil {
			return x.unfinished(err)
		}
		switch t := t.(type) {
		case xml.StartElement:
			if err := fn(t); err != nil {
				return err
			}
		case xml.EndElement:
			return nil
		}
	}
}

// Elements calls fn for every element that opens, at any depth, within the one
// that was opened last, or to the end of the part where none is open. fn may
// read its element to the end; what is in it is then not entered.
func (x *XML) Elements(fn func(e xml.StartElement) error) error {
	for end := x.depth - 1; x.depth > end; {
		t, err := x.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if e, ok := t.(xml.StartElement); ok {
			if err := fn(e); err != nil {
				return err
			}
		}
	}
	return nil
}

// unfinished makes an end of the part within an element the error it is.
func (x *XML) unfinished(err error) error {
	if errors.Is(err, io.EOF) {
		return x.fail(io.ErrUnexpectedEOF)
	}
	return err
}

// Drain reads on to the end of the part, so that its checksum is checked.
func (x *XML) Drain() error {
	for {
		if _, err := x.Token(); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
	}
}

func (x *XML) fail(err error) error {
	var own *corpus.Error
	if errors.As(err, &own) {
		return own
	}
	line, _ := x.d.InputPos()
	return corpus.Errorf(corpus.ErrInvalid, "%s is damaged: %s is not well-formed XML (line %d)",
		x.name, x.part, line).WithHint("open it in the program it came from and save it again")
}

// Attr returns an attribute's value by its local name, whatever its namespace.
func Attr(e xml.StartElement, local string) string {
	for _, a := range e.Attr {
		if a.Name.Local == local {
			return a.Value
		}
	}
	return ""
}
