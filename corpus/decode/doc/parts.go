package doc

import (
	"fmt"
	"strconv"
	"time"

	"framewise/corpus/decode/prose"
)

// The parts of the text, as [file].parts has them.
const (
	bodyPart = iota
	footnotePart
	headerPart
	macroPart
	commentPart
	endnotePart
	boxPart
)

// within is a stretch of a part, given by places in the part.
func (w *file) within(part, from, to int) (stretch, bool) {
	s := stretch{w.parts[part] + from, w.parts[part] + to}
	return s, from >= 0 && from <= to && s.to <= w.parts[part+1]
}

// readNotes finds the footnotes and endnotes.
func (w *file) readNotes() {
	w.notes = map[int]stretch{}
	for _, kind := range []struct{ references, texts, part int }{{2, 3, footnotePart}, {46, 47, endnotePart}} {
		refs, _ := plc(w.entry(kind.references), 2)
		texts, _ := plc(w.entry(kind.texts), 0)
		for i := 0; i < len(refs)-1 && i+1 < len(texts); i++ {
			if s, ok := w.within(kind.part, texts[i], texts[i+1]); ok {
				w.notes[refs[i]] = s
			}
		}
	}
}

// readComments finds the comments, who wrote them and what they are on. Their
// texts are read where they hang.
func (w *file) readComments() {
	w.remarks, w.marks = map[int]*prose.Comment{}, map[int][]mark{}
	var authors []string
	for b := w.entry(36); len(b) >= 2; {
		var name string
		name, b = xst(b)
		authors = append(authors, name)
	}
	// The stretches are bookmarks, known by a number.
	ranges := map[int32]stretch{}
	from, start := plc(w.entry(42), 4)
	to, _ := plc(w.entry(43), 0)
	tags := w.entry(37)
	for i := 0; i < len(from)-1; i++ {
		if at := 6 + 12*i; at+12 <= len(tags) {
			if end := int(little.Uint16(start(i))); end < len(to) {
				ranges[int32(little.Uint32(tags[at+4:]))] = stretch{from[i], to[end]}
			}
		}
	}
	refs, data := plc(w.entry(4), 30)
	texts, _ := plc(w.entry(5), 0)
	const dated = 18 // bytes that Word 2002 and later keep of each (ATRDPost10)
	dates := w.entry(112)
	if len(dates) != dated*(len(refs)-1) {
		dates = nil
	}
	for i := 0; i < len(refs)-1 && i+1 < len(texts); i++ {
		s, ok := w.within(commentPart, texts[i], texts[i+1])
		if !ok {
			continue
		}
		d := data(i)
		c := &prose.Comment{ID: strconv.Itoa(i)}
		if n := int(little.Uint16(d)); n <= 9 {
			c.Initials, _ = xst(d[:20])
		}
		if author := int(little.Uint16(d[20:])); author < len(authors) {
			c.Author = authors[author]
		}
		if dates != nil {
			c.Date = dttm(little.Uint32(dates[dated*i:]))
		}
		c.FromBlock, c.ToBlock = s.from, s.to // until it is read
		w.remarks[refs[i]] = c
		if r, ok := ranges[int32(little.Uint32(d[26:]))]; ok {
			w.marks[r.from] = append(w.marks[r.from], mark{c.ID, prose.Start})
			w.marks[r.to] = append(w.marks[r.to], mark{c.ID, prose.End})
		}
	}
}

// dttm is a date and time (DTTM) as Word writes them in .docx: to the minute,
// by the clock of whoever wrote. It is empty where there is none.
func dttm(n uint32) string {
	minute, hour, day := n&0x3F, n>>6&0x1F, n>>11&0x1F
	month, year := n>>16&0xF, n>>20&0x1FF+1900
	date := fmt.Sprintf("%04d-%02d-%02dT%02d:%02d:00Z", year, month, day, hour, minute)
	if _, err := time.Parse(time.RFC3339, date); err != nil {
		return ""
	}
	return date
}

// readBoxes finds the text boxes by the shapes that they are in.
func (w *file) readBoxes() {
	w.boxes = map[int][]stretch{}
	shapes := map[uint32]int{}
	cps, data := plc(w.entry(40), 26)
	for i := 0; i < len(cps)-1; i++ {
		shapes[little.Uint32(data(i))] = cps[i]
	}
	cps, data = plc(w.entry(56), 22)
	for i := 0; i < len(cps)-1; i++ {
		if s, ok := w.within(boxPart, cps[i], cps[i+1]); ok && s.to > s.from {
			at, known := shapes[little.Uint32(data(i)[14:])]
			if !known {
				at = w.parts[footnotePart] // at the end
			}
			w.boxes[at] = append(w.boxes[at], s)
		}
	}
}
