package html

import "strings"

// role is what an element says that it is for, beside its looks.
type role struct {
	id    string
	mark  mark
	label string
	list  bool // it holds the list of all pages of paper
}

func (m *role) attribute(key, val string) {
	switch key {
	case "id":
		m.id = val
	case "class":
		for c := range strings.FieldsSeq(val) {
			m.mark = max(m.mark, markClasses[c])
		}
	case "epub:type", "role":
		for kind := range strings.FieldsSeq(strings.ToLower(val)) {
			m.mark = max(m.mark, markRoles[kind])
			m.list = m.list || kind == "page-list" || kind == "doc-pagelist"
		}
	case "title", "aria-label":
		m.label = val
	}
}

// turn turns to the page of paper that begins at an element, if one does, as
// electronic books note those of their printed edition.
func (r *reader) turn(m *role) {
	label, listed := "", false
	if m.id != "" {
		label, listed = r.pages[m.id]
	}
	switch {
	case listed:
		r.d.page = pageNumber(label)
	case m.mark == pageMark:
		r.d.page = pageNumber(m.label)
		if m.label == "" && strings.HasPrefix(strings.ToLower(m.id), "p") { // page_012, pg12
			r.d.page = pageNumber(m.id)
		}
	}
}

// mark is what a short text that is not said by anybody is for.
type mark int

const (
	noMark   mark = iota
	pageMark      // where a page begins, its number
	noteMark      // where a note belongs, its number or sign
	noteSign      // the same, before the note
	backMark      // the way back from a note
)

var markClasses = map[string]mark{
	"footnote-ref": noteMark, "footnote-reference": noteMark, "noteref": noteMark, // pandoc, docutils, EPUB
	"sdfootnoteanc": noteMark, "sdendnoteanc": noteMark, "sdfootnotesym": noteSign, "sdendnotesym": noteSign, // LibreOffice
	"footnote-back": backMark, "footnote-backref": backMark,
}

var markRoles = map[string]mark{
	"pagebreak": pageMark, "doc-pagebreak": pageMark, "noteref": noteMark, "doc-noteref": noteMark,
	"backlink": backMark, "doc-backlink": backMark,
}

// longestMark is how long a mark may be, in bytes; what is longer is text.
const longestMark = 24

// inMark takes what is written in a mark.
func (r *reader) inMark(t []byte) error {
	if r.written = append(r.written, t...); len(r.written) <= longestMark {
		return nil
	}
	r.marked = 0
	return r.text(r.written)
}

// endMark ends a mark. The numbers of pages are left out, as those of paper
// are; those of notes stand in square brackets, so that they are no part of
// the word before.
func (r *reader) endMark() {
	r.marked = 0
	written := strings.TrimSpace(string(r.written))
	e := r.top()
	switch {
	case r.kind == backMark:
	case r.kind == pageMark:
		if n := pageNumber(written); n > 0 && r.d.page == 0 {
			r.d.page = n
		}
		if pageNumber(written) == 0 && strings.Trim(strings.ToLower(written), "ivxlcdm") != "" {
			_ = r.text(r.written) // beyond the limit, the next text is refused
		}
	case written == "" || e.unseen || e.hidden || e.deleted:
	default:
		r.space = true
		_ = r.word([]byte("[" + strings.Trim(written, "[]()") + "]"))
		r.space = r.kind == noteSign
	}
}

// pageNumber is the number in what is printed on a page: "4", "Page 4", "[4]".
// It is 0 where there is none, or more: pages in Roman numbers have none.
func pageNumber(label string) int {
	n, ended := 0, false
	for _, c := range label {
		switch {
		case c < '0' || c > '9':
			ended = ended || n > 0
		case ended || n > 99_999:
			return 0
		default:
			n = n*10 + int(c-'0')
		}
	}
	return n
}
