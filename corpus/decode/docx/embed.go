package docx

import (
	"errors"
	"fmt"
	"unicode/utf8"

	"framewise/corpus"
	"framewise/corpus/decode"
	"framewise/corpus/decode/html"
	"framewise/corpus/decode/plain"
	"framewise/corpus/decode/prose"
	"framewise/corpus/decode/rtf"
)

// deepest is how deep documents may lie within documents.
const deepest = 8

// chunk takes in the document that stands for paragraphs (w:altChunk), once.
// One that can't be read is left out with a warning that says why.
func (s *story) chunk(id string, f *prose.Flow) error {
	part, ok := s.p.embedded[id]
	if !ok {
		s.chunks++
		return nil
	}
	delete(s.p.embedded, id)
	if s.p.depth >= deepest {
		return corpus.Errorf(decode.ErrLimit, "%s embeds documents more than %d deep", s.p.file.Name, deepest).
			WithHint("open it in Word and save it, which takes their text in")
	}
	content, err := s.p.zip.Read(part)
	if err != nil {
		return err
	}
	d, err := s.embedded(decode.File{Name: s.p.file.Name + ": " + part, Content: content})
	if errors.Is(err, decode.ErrLimit) {
		return err
	}
	if err != nil {
		s.unread = append(s.unread, decode.Warnf(s.part, "an embedded document was left out: %v", err))
		return s.p.budget.Charge(decode.Overhead)
	}
	if d == nil {
		s.chunks++
		return nil
	}
	return s.embed(part, d, f)
}

// embedded reads a document; it is nil where it is of no kind that is read.
func (s *story) embedded(f decode.File) (*decode.Decoded, error) {
	switch decode.Sniff(f.Content, f.Name) {
	case decode.Word:
		z, err := s.p.zip.Inside(f)
		if err != nil {
			return nil, err
		}
		return read(f, z, s.p.lim, s.p.depth+1)
	case decode.RichText:
		return rtf.Read(f, s.p.lim)
	case decode.HTML:
		return html.Read(f, decode.TextOptions{}, s.p.lim)
	case decode.PlainText:
		return plain.Read(f, decode.TextOptions{}, s.p.lim)
	}
	return nil, nil
}

// embed puts a document's paragraphs, comments and warnings among ours.
func (s *story) embed(part string, d *decode.Decoded, f *prose.Flow) error {
	for i := range d.Blocks {
		b := &d.Blocks[i]
		if err := s.p.budget.Charge(decode.Overhead + utf8.RuneCountInString(b.Text)); err != nil {
			return err
		}
		b.Line += s.line
		b.Page = s.breaks + 1
	}
	if n := len(d.Blocks); n > 0 {
		s.line = d.Blocks[n-1].Line
	}
	name := func(i int) string { return fmt.Sprint(part, " ", i) }
	for i, c := range d.Comments {
		s.p.comments = append(s.p.comments, prose.Comment{ID: name(i), Comment: c})
	}
	f.Embed(d, name)
	for _, w := range d.Warnings {
		if w.Place == "" {
			w.Place = part
		}
		s.unread = append(s.unread, w)
	}
	return nil
}
