package doc

import (
	"errors"
	"strings"

	"golang.org/x/text/encoding/charmap"

	"framewise/corpus"
	"framewise/corpus/decode"
	"framewise/corpus/decode/prose"
)

// Read reads a document. An error means that there is no usable text, and why.
func Read(f decode.File, lim decode.Limits) (*decode.Decoded, error) {
	if err := lim.Admit(f); err != nil {
		return nil, err
	}
	w := &file{name: f.Name, budget: decode.NewBudget(f.Name, lim)}
	err := w.open(f.Content)
	if err == nil && w.main == nil {
		err = decode.Refuse(f) // another program's file
	}
	if err == nil {
		err = w.read()
	}
	if errors.Is(err, errDamaged) {
		err = corpus.Errorf(corpus.ErrInvalid, "%s is damaged: it can't be read as a Word document", f.Name).
			WithHint("open it in Word or LibreOffice and save it as .docx")
	}
	if err != nil {
		return nil, err
	}
	d := &decode.Decoded{}
	lost := w.blocks.Into(d, w.comments)
	if len(d.Blocks) == 0 {
		err := corpus.Errorf(corpus.ErrInvalid, "%s holds no text", f.Name)
		if w.count.pictures > 0 {
			return nil, err.WithHint("it holds %d pictures: if they are scanned pages, "+
				"have their text recognised first", w.count.pictures)
		}
		return nil, err.WithHint("open the file and look")
	}
	d.Warnings = w.warnings()
	if lost > 0 {
		d.Warnings = append(d.Warnings, prose.Lost("", lost))
	}
	return d, nil
}

// file is a document: the streams, and the tables that say what its characters
// and paragraphs look like.
type file struct {
	name   string
	budget *decode.Budget
	main   []byte // the stream WordDocument
	table  []byte // the stream 0Table or 1Table

	pieces     []piece // of the text: of all parts, one behind the other
	characters []run
	paragraphs []run
	styles     []style
	fonts      []string
	// Where the parts begin in the text: body, footnotes, headers, macros, comments,
	// endnotes, text boxes, and the end.
	parts [8]int

	notes    map[int]stretch        // by where their number stands
	remarks  map[int]*prose.Comment // by where they hang
	boxes    map[int][]stretch      // by where their shape hangs
	marks    map[int][]mark         // of comments, by place
	blocks   prose.Blocks
	comments []prose.Comment
	line     int // paragraphs begun

	gone  prose.Deletions
	count struct{ noted, hidden, margins, signs, pictures int }
}

// stretch is a part of the text.
type stretch struct{ from, to int }

// mark is where a comment's stretch begins or ends.
type mark struct {
	id   string
	kind prose.Kind
}

// piece is a run of text that lies in one place of the main stream.
type piece struct {
	from, to int // in the text
	at       int // in the stream
	wide     bool
	grpprl   []byte // what an edit said of it before a quick save
}

// char is a character of a piece, in UTF-16.
func (w *file) char(p *piece, cp int) uint16 {
	b := w.main[p.offset(cp):]
	if p.wide {
		return little.Uint16(b)
	}
	return uint16(charmap.Windows1252.DecodeByte(b[0]))
}

// offset is where a character lies in the stream.
func (p *piece) offset(cp int) int {
	if p.wide {
		return p.at + 2*(cp-p.from)
	}
	return p.at + cp - p.from
}

// open finds the streams and reads the tables.
func (w *file) open(content []byte) error {
	c, err := openCompound(content)
	if err != nil {
		return err
	}
	if w.main, err = c.stream("WordDocument"); err != nil {
		return err
	}
	if w.main == nil {
		return nil
	}
	if len(w.main) < 0x200 || little.Uint16(w.main) != 0xA5EC && little.Uint16(w.main) != 0xA5DC {
		return errDamaged
	}
	if little.Uint16(w.main[2:]) < 0xC1 {
		return corpus.Errorf(corpus.ErrInvalid, "%s is a document of Word 95 or older", w.name).
			WithHint("open it in Word or LibreOffice and save it as .docx")
	}
	flags := little.Uint16(w.main[10:])
	if flags&0x0100 != 0 {
		return corpus.Errorf(corpus.ErrInvalid, "%s is password-protected", w.name).
			WithHint("open it in Word and save it as .docx without a password")
	}
	name := "0Table"
	if flags&0x0200 != 0 {
		name = "1Table"
	}
	if w.table, err = c.stream(name); err != nil {
		return err
	}
	lengths := [7]int{} // of the parts, where the FIB has them
	for i, at := range [7]int{76, 80, 84, 88, 92, 96, 100} {
		lengths[i] = int(little.Uint32(w.main[at:]))
		if lengths[i] > len(w.main) {
			return errDamaged
		}
		w.parts[i+1] = w.parts[i] + lengths[i]
	}
	if err := w.readPieces(); err != nil {
		return err
	}
	if w.characters, err = w.readRuns(12, w.characterRuns); err != nil {
		return err
	}
	if w.paragraphs, err = w.readRuns(13, w.paragraphRuns); err != nil {
		return err
	}
	w.readStyles()
	w.readFonts()
	w.readNotes()
	w.readComments()
	w.readBoxes()
	return nil
}

// entry is a table that the FIB points to, by its number; nil if there is none.
func (w *file) entry(number int) []byte {
	at := 154 + 8*number
	if at+8 > len(w.main) || number >= int(little.Uint16(w.main[152:])) {
		return nil
	}
	from, size := int(little.Uint32(w.main[at:])), int(little.Uint32(w.main[at+4:]))
	if size == 0 || from > len(w.table) || size > len(w.table)-from {
		return nil
	}
	return w.table[from : from+size]
}

// plc reads a table of places with data of a size for each but the last. The
// places ascend; where they don't, the table ends.
func plc(b []byte, size int) (cps []int, data func(i int) []byte) {
	n := 0
	if len(b) >= 4 {
		n = (len(b) - 4) / (4 + size)
	}
	if n <= 0 {
		return nil, nil
	}
	cps = make([]int, n+1)
	for i := range n + 1 {
		if cps[i] = int(little.Uint32(b[4*i:])); i > 0 && cps[i] < cps[i-1] {
			cps = cps[:i]
			break
		}
	}
	return cps, func(i int) []byte { return b[4*(n+1)+size*i : 4*(n+1)+size*(i+1)] }
}

// readPieces puts the text together from its pieces (Clx).
func (w *file) readPieces() error {
	clx := w.entry(33)
	var edits [][]byte
	for len(clx) >= 3 && clx[0] == 1 {
		n := int(little.Uint16(clx[1:]))
		if 3+n > len(clx) {
			return errDamaged
		}
		edits = append(edits, clx[3:3+n])
		clx = clx[3+n:]
	}
	if len(clx) < 5 || clx[0] != 2 {
		return errDamaged
	}
	cps, pcd := plc(clx[5:], 8)
	if cps == nil {
		return errDamaged
	}
	end := 0 // of the text so far
	for i := range len(cps) - 1 {
		d := pcd(i)
		at := int(little.Uint32(d[2:]))
		p := piece{from: cps[i], to: cps[i+1], at: at &^ 0x40000000, wide: at&0x40000000 == 0}
		size := p.to - p.from
		if p.wide {
			size *= 2
		} else {
			p.at /= 2
		}
		if p.from != end || p.to < p.from || p.at > len(w.main) || size > len(w.main)-p.at {
			return errDamaged
		}
		if err := w.budget.Charge(p.to - p.from + decode.Overhead); err != nil {
			return err
		}
		p.grpprl = modifier(little.Uint16(d[6:]), edits)
		w.pieces = append(w.pieces, p)
		end = p.to
	}
	for i, at := range w.parts {
		w.parts[i] = min(at, end)
	}
	return nil
}

// modifier is what a piece says of all its text (Prm): a list of its own, or
// one property.
func modifier(prm uint16, edits [][]byte) []byte {
	if prm&1 != 0 {
		if i := int(prm >> 1); i < len(edits) {
			return edits[i]
		}
		return nil
	}
	sprm := map[uint16]uint16{0x18: pInTable, 0x19: pTtp, 0x41: cDeleted, 0x55: cBold, 0x5C: cVanish}[prm>>1&0x7F]
	if sprm == 0 {
		return nil
	}
	return []byte{byte(sprm), byte(sprm >> 8), byte(prm >> 8)}
}

// warnings says what was left out or chosen.
func (w *file) warnings() []decode.Warning {
	var ws []decode.Warning
	warn := func(n int, one, many, message string) {
		if n > 0 {
			ws = append(ws, decode.Warnf("", message, decode.Plural(n, one, many)))
		}
	}
	if w.gone.N > 0 {
		ws = append(ws, decode.Warnf("", "tracked changes are read as if accepted: %s", &w.gone))
	}
	warn(w.count.noted, "note stands", "notes stand", "%s in the text, in square brackets")
	warn(w.count.hidden, "stretch", "stretches", "hidden text was left out (%s)")
	warn(w.count.margins, "header or footer", "headers and footers", "the text of %s was left out")
	if w.count.signs > 0 {
		ws = append(ws, decode.Warnf("", "%s", prose.Signs(w.count.signs)))
	}
	return ws
}

// xst reads a counted string and returns what follows it.
func xst(b []byte) (s string, rest []byte) {
	if len(b) < 2 {
		return "", nil
	}
	n := 2 * int(little.Uint16(b))
	if 2+n > len(b) {
		return "", nil
	}
	s, _, _ = corpus.Clean(strings.TrimSpace(wide(b[2 : 2+n])))
	return s, b[2+n:]
}
