package xlsx

import (
	"slices"
	"strings"
)

// note is a note of a sheet before it is known what it is about.
type note struct {
	row, col     int // from 1
	author, text string
}

// persons names the authors of threaded comments.
func (w *opened) persons() map[string]string {
	names := make(map[string]string)
	for _, r := range w.relations("xl/workbook.xml") {
		if !strings.HasSuffix(r.kind, "/person") {
			continue
		}
		if tree, err := w.tree(r.part); err == nil {
			for i := range tree.under {
				names[tree.under[i].attr("id")] = tree.under[i].attr("displayName")
			}
		}
	}
	return names
}

// notesOf reads the notes that people pinned to a sheet, by row: not those
// that were exported on headers.
func (r *reader) notesOf(sheet *sheetPart) (map[int][]note, error) {
	out := make(map[int][]note)
	add := func(ref, author, text string) {
		ours := r.from.notes[inHex(hashOf(text))]
		raw := strings.ReplaceAll(strings.TrimSpace(text), "&", "&amp;")
		text = string(unescape(nil, []byte(raw))) // programs differ on _x000D_
		col, row, ok := parsePlace(ref)
		if !ok || text == "" || ours || r.from.notes[inHex(hashOf(text))] {
			return
		}
		out[row] = append(out[row], note{row, col, strings.TrimSpace(author), text})
	}
	for _, rel := range r.w.relations(sheet.part) {
		threaded := strings.HasSuffix(rel.kind, "/threadedComment")
		if !threaded && !strings.HasSuffix(rel.kind, "/comments") {
			continue
		}
		tree, err := r.w.tree(rel.part)
		if err != nil {
			return nil, err
		}
		if threaded {
			for i := range tree.under {
				c := &tree.under[i]
				add(c.attr("ref"), r.persons[c.attr("personId")], c.first("text").text)
			}
			continue
		}
		authors := tree.first("authors").under
		list := tree.first("commentList").under
		for i := range list {
			author := ""
			if n := number([]byte(list[i].attr("authorId"))); n >= 0 && n < len(authors) {
				author = authors[n].text
			}
			if strings.HasPrefix(author, "tc=") {
				continue // stands in for a threaded comment
			}
			add(list[i].attr("ref"), author, noteWords(list[i].first("text")))
		}
	}
	return out, nil
}

// noteWords is the text of a note, over all its runs.
func noteWords(e *element) string {
	var b strings.Builder
	for i := range e.under {
		switch c := &e.under[i]; c.name {
		case "t":
			b.WriteString(c.text)
		case "r":
			b.WriteString(noteWords(c))
		}
	}
	return b.String()
}

// noteRow returns the notes of a row, with what about tells of each column.
func (s *sheetReader) noteRow(row int, about func(col int) EditedNote) {
	for _, n := range s.notes[row] {
		e := about(n.col - 1)
		e.Address, e.Author, e.Text = s.address(n.row, n.col-1), n.author, n.text
		s.out.Notes = append(s.out.Notes, e)
	}
	delete(s.notes, row)
}

// leftNotes returns the notes that are on no row of data: they are about no
// record.
func (s *sheetReader) leftNotes() {
	var left []note
	for _, notes := range s.notes {
		left = append(left, notes...)
	}
	slices.SortFunc(left, func(a, b note) int {
		if a.row != b.row {
			return a.row - b.row
		}
		return a.col - b.col
	})
	for _, n := range left {
		s.out.Notes = append(s.out.Notes, EditedNote{
			Address: s.address(n.row, n.col-1), Author: n.author, Text: n.text,
		})
	}
	s.notes = nil
}
