package html

import (
	"bytes"
	"cmp"
	"strings"

	"framewise/corpus"
	"framewise/corpus/decode"
	"framewise/corpus/decode/prose"
)

// Read reads a web page. An error means that there is no usable text, and why.
func Read(f decode.File, o decode.TextOptions, lim decode.Limits) (*decode.Decoded, error) {
	text, warnings, err := Text(f, o, lim)
	if err != nil {
		return nil, err
	}
	d := NewDocument(f.Name, lim)
	if err := d.Add(text, nil); err != nil {
		return nil, err
	}
	out, err := d.Decoded()
	if err != nil {
		return nil, err
	}
	out.Warnings = append(warnings, out.Warnings...)
	return out, nil
}

// Text decodes a page to clean UTF-8, tags and all. One that is packed with its
// pictures (MHTML) is taken out.
func Text(f decode.File, o decode.TextOptions, lim decode.Limits) (string, []decode.Warning, error) {
	if err := lim.Admit(f); err != nil {
		return "", nil, err
	}
	page, charset, err := unpack(f)
	if err != nil {
		return "", nil, err
	}
	f.Content = page
	o.Declared = cmp.Or(charset, declared(page))
	return decode.Text(f, o, lim)
}

// declared is the encoding that a page names in its first kilobytes; empty if
// none.
func declared(content []byte) string {
	head := strings.ToLower(string(content[:min(len(content), 4096)]))
	if strings.HasPrefix(strings.TrimSpace(head), "<?xml") {
		if prolog, _, ok := strings.Cut(head, "?>"); ok {
			if _, after, ok := strings.Cut(prolog, "encoding"); ok {
				return value(after)
			}
		}
	}
	for _, meta := range strings.Split(head, "<meta")[1:] {
		tag, _, _ := strings.Cut(meta, ">")
		if _, after, ok := strings.Cut(tag, "charset"); ok {
			if v := value(after); v != "" {
				return v
			}
		}
	}
	return ""
}

// value reads ="x" and =x.
func value(s string) string {
	s, ok := strings.CutPrefix(strings.TrimLeft(s, " \t\r\n"), "=")
	if !ok {
		return ""
	}
	s = strings.TrimLeft(s, " \t\r\n\"'")
	if end := strings.IndexAny(s, " \t\r\n\"';/?"); end >= 0 {
		s = s[:end]
	}
	return s
}

// Document gathers the text of one page, or of several that follow each other.
type Document struct {
	name   string
	budget *decode.Budget
	blocks prose.Blocks

	line                      int // paragraphs begun
	page                      int // of the printed text, where marks say it; else 0
	hidden, margins, pictures int
	deletions                 prose.Deletions
	recording                 string // that noScribe made it of
}

// NewDocument begins a document of the name, within the limits.
func NewDocument(name string, lim decode.Limits) *Document {
	return &Document{name: name, budget: decode.NewBudget(name, lim)}
}

// Add reads a page, which must be clean UTF-8. pages says what is printed on
// the pages of paper that begin at elements, by id, or at the beginning, by
// nothing; it may be nil. The error is that of a limit.
func (d *Document) Add(text string, pages map[string]string) error {
	r := newReader(d, text)
	r.pages = pages
	if label, ok := pages[""]; ok {
		d.page = pageNumber(label)
	}
	d.blocks.Follow(&r.body)
	if err := r.read(); err != nil {
		return err
	}
	d.blocks.Emit(r.body.End())
	return nil
}

// Decoded returns what was read. The error says that there is no text.
func (d *Document) Decoded() (*decode.Decoded, error) {
	out := &decode.Decoded{Recording: d.recording}
	d.blocks.Into(out, nil)
	if len(out.Blocks) == 0 {
		err := corpus.Errorf(corpus.ErrInvalid, "%s holds no text", d.name)
		if d.pictures > 0 {
			return nil, err.WithHint("it shows pictures only: have their text recognised first")
		}
		return nil, err.WithHint("open it in a browser and look: if it fetches its text from elsewhere, " +
			"copy the text into a .txt")
	}
	warn := func(n int, one, many, message string) {
		if n > 0 {
			out.Warnings = append(out.Warnings, decode.Warnf("", message, decode.Plural(n, one, many)))
		}
	}
	if d.deletions.N > 0 {
		out.Warnings = append(out.Warnings, decode.Warnf("", "%s", &d.deletions))
	}
	warn(d.hidden, "stretch", "stretches", "hidden text was left out (%s)")
	warn(d.margins, "header or footer", "headers and footers", "the text of %s was left out")
	return out, nil
}

// boldClasses are the classes that a style sheet sets in bold type. Of its
// selectors those of one class are read, alone or behind an element's name.
func boldClasses(sheet []byte, into map[string]bool) {
	for len(sheet) > 0 {
		open := bytes.IndexByte(sheet, '{')
		if open < 0 {
			return
		}
		selectors, rest := sheet[:open], sheet[open+1:]
		shut := bytes.IndexAny(rest, "{}")
		if shut < 0 {
			return
		}
		if rest[shut] == '{' { // within @media and its like
			sheet = rest
			continue
		}
		if bold, said := weight(string(rest[:shut])); said && bold && len(into) < 10_000 {
			for _, sel := range strings.Split(string(selectors), ",") {
				sel = strings.TrimSpace(sel[strings.LastIndexAny(sel, "}/;")+1:])
				if _, class, ok := strings.Cut(sel, "."); ok && !strings.ContainsAny(class, " .:>+~[#") {
					into[class] = true
				}
			}
		}
		sheet = rest[shut+1:]
	}
}

// weight reads the weight of the type in declarations of style.
func weight(style string) (bold, said bool) {
	_, after, ok := strings.Cut(strings.ToLower(style), "font-weight")
	if !ok {
		return false, false
	}
	v := strings.TrimLeft(after, " :")
	return strings.HasPrefix(v, "bold") || len(v) >= 3 && v[0] >= '6' && v[0] <= '9' && v[1:3] == "00", true
}
