package html

import (
	"slices"
	"strings"
)

// pageMark is what an element says of the page of paper that begins there, as
// electronic books note those of their printed edition.
type pageMark struct {
	id     string
	begins bool // a page does
	label  string
	list   bool // it holds the list of all pages
}

func (m *pageMark) attribute(key, val string) {
	switch key {
	case "id":
		m.id = val
	case "epub:type", "role":
		kinds := strings.Fields(strings.ToLower(val))
		m.begins = m.begins || slices.Contains(kinds, "pagebreak") || slices.Contains(kinds, "doc-pagebreak")
		m.list = m.list || slices.Contains(kinds, "page-list") || slices.Contains(kinds, "doc-pagelist")
	case "title", "aria-label":
		m.label = val
	}
}

// turn turns to the page of paper that begins at an element, if one does.
func (r *reader) turn(m *pageMark) {
	label, listed := "", false
	if m.id != "" {
		label, listed = r.pages[m.id]
	}
	switch {
	case listed:
		r.d.page = pageNumber(label)
	case m.begins:
		r.d.page = pageNumber(m.label)
		if m.label == "" && strings.HasPrefix(strings.ToLower(m.id), "p") { // page_012, pg12
			r.d.page = pageNumber(m.id)
		}
	}
}

// longestNumber is how long what is written in a mark may be, in bytes, to be
// the number of the page and no text.
const longestNumber = 24

// inMark takes what is written in the mark of a page: its number, which is
// left out as those of paper are.
func (r *reader) inMark(t []byte) error {
	if r.number = append(r.number, t...); len(r.number) <= longestNumber {
		return nil
	}
	r.mark = 0
	return r.text(r.number)
}

// endMark ends the mark of a page. What was written there and is no number is
// text.
func (r *reader) endMark() {
	r.mark = 0
	written := strings.TrimSpace(string(r.number))
	if n := pageNumber(written); n > 0 && r.d.page == 0 {
		r.d.page = n
	}
	if pageNumber(written) == 0 && strings.Trim(strings.ToLower(written), "ivxlcdm") != "" {
		_ = r.text(r.number) // beyond the limit, the next text is refused
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
