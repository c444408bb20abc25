package pdf

import (
	"bytes"
	"io"
	"slices"
	"strconv"

	"framewise/corpus"
	"framewise/corpus/decode"
)

// Bounds that no transcript comes near.
const (
	mostObjects = 1_000_000
	mostOnPage  = 300_000    // characters
	mostSteps   = 40_000_000 // operators, characters, bytes searched ÷ 64
)

// place is where an object lies: at an offset, or by its index in an object
// stream.
type place struct {
	offset int
	in     int // number of the object stream, 0 for none
}

// document is an opened file. Damage is passed over where it can be; err is
// set for good once a limit is reached.
type document struct {
	file    string
	b       []byte // from %PDF- on
	lim     decode.Limits
	places  map[int]place
	trailer dict
	objects map[int]any
	packed  map[int]map[int]any // objects by number, of each object stream
	loading map[int]bool
	crypt   *crypt
	zlib    io.ReadCloser // nil until a stream is packed so
	rebuilt bool
	damaged int // streams that could be read in part only
	size    int64
	steps   int
	err     error
}

// open finds the objects of a file.
func open(f decode.File, lim decode.Limits) (*document, error) {
	start := bytes.Index(f.Content[:min(len(f.Content), 1024)], []byte("%PDF-"))
	if start < 0 {
		return nil, corpus.Errorf(corpus.ErrInvalid, "%s is not a PDF document, though its name says so", f.Name).
			WithHint("open it in the program it came from and export it again")
	}
	d := &document{
		file: f.Name, b: f.Content[start:], lim: lim, places: map[int]place{}, objects: map[int]any{},
		packed: map[int]map[int]any{}, loading: map[int]bool{}, trailer: dict{},
	}
	if !d.table() || d.dict(d.trailer["Root"]) == nil {
		d.rebuild()
	}
	if d.err == nil && d.trailer["Encrypt"] != nil {
		if err := d.unlock(); err != nil {
			return nil, err
		}
	}
	if d.err == nil && d.dict(d.dict(d.trailer["Root"])["Pages"]) == nil {
		d.rebuild()
	}
	if d.err != nil {
		return nil, d.err
	}
	if len(d.places) == 0 {
		return nil, corpus.Errorf(corpus.ErrInvalid, "%s is damaged: no page of it can be found", f.Name).
			WithHint("copy or export the file again; it may have been cut")
	}
	return d, nil
}

// limit ends all reading with an error that names the limit.
func (d *document) limit(format string, args ...any) {
	if d.err == nil {
		d.err = corpus.Errorf(decode.ErrLimit, "%s "+format, append([]any{d.file}, args...)...).
			WithHint("no transcript is like that: check the file, or print it to a new PDF and import that")
	}
}

// step counts work and reports whether more of it is allowed.
func (d *document) step(n int) bool {
	if d.steps += n; d.steps > mostSteps {
		d.limit("needs more than %d steps to be read", mostSteps)
	}
	return d.err == nil
}

// table reads the cross-reference tables from the newest to the oldest.
func (d *document) table() bool {
	tail := d.b[max(0, len(d.b)-2048):]
	i := bytes.LastIndex(tail, []byte("startxref"))
	if i < 0 {
		return false
	}
	l := lexer{b: tail, at: i + len("startxref")}
	v, _ := l.object()
	next, ok := v.(float64)
	seen := map[int]bool{}
	for ok && d.err == nil {
		at := int(next)
		if at <= 0 || at >= len(d.b) || seen[at] {
			return len(seen) > 0
		}
		seen[at] = true
		t := d.section(at)
		if t == nil {
			return false
		}
		for k, v := range t {
			if _, known := d.trailer[k]; !known {
				d.trailer[k] = v
			}
		}
		if x, hybrid := t["XRefStm"].(float64); hybrid && x > 0 && int(x) < len(d.b) && !seen[int(x)] {
			seen[int(x)] = true
			d.section(int(x))
		}
		next, ok = t["Prev"].(float64)
	}
	return true
}

// section reads one cross-reference table or stream and returns its trailer.
func (d *document) section(at int) dict {
	l := lexer{b: d.b, at: at}
	first, _ := l.object()
	if first == operator("xref") {
		return d.classic(&l)
	}
	l.at = at
	number, s := d.define(&l)
	table, ok := s.(*stream)
	if !ok || number == 0 || table.dict["Type"] != name("XRef") {
		return nil
	}
	table.plain = true
	d.compressed(table)
	return table.dict
}

func (d *document) classic(l *lexer) dict {
	for d.err == nil {
		v, ok := l.object()
		if !ok {
			return nil
		}
		if v == operator("trailer") {
			l.refs = true
			t, _ := l.object()
			trailer, _ := t.(dict)
			return trailer
		}
		start, ok1 := v.(float64)
		c, _ := l.object()
		count, ok2 := c.(float64)
		if !ok1 || !ok2 {
			return nil
		}
		for i := range int(count) {
			offset, _ := l.object()
			l.object()
			kind, ok := l.object()
			if !ok {
				return nil
			}
			if kind == operator("n") {
				if o, ok := offset.(float64); ok {
					d.know(int(start)+i, place{offset: int(o)})
				}
			}
			if !d.step(1) {
				return nil
			}
		}
	}
	return nil
}

// compressed reads a cross-reference stream (ISO 32000-1, 7.5.8).
func (d *document) compressed(s *stream) {
	data := d.decode(s)
	widths, _ := s.dict["W"].(array)
	if len(widths) < 3 {
		return
	}
	var w [3]int
	total := 0
	for i := range w {
		n, _ := widths[i].(float64)
		if n < 0 || n > 8 {
			return
		}
		w[i] = int(n)
		total += w[i]
	}
	if total == 0 {
		return
	}
	index, _ := s.dict["Index"].(array)
	if len(index) == 0 {
		index = array{0.0, s.dict["Size"]}
	}
	for ; len(index) >= 2; index = index[2:] {
		start, _ := index[0].(float64)
		count, _ := index[1].(float64)
		for i := 0; i < int(count) && len(data) >= total && d.step(1); i++ {
			var field [3]int
			at := 0
			for j := range w {
				for range w[j] {
					field[j] = field[j]<<8 | int(data[at])
					at++
				}
			}
			data = data[total:]
			if w[0] == 0 {
				field[0] = 1
			}
			switch field[0] {
			case 1:
				d.know(int(start)+i, place{offset: field[1]})
			case 2:
				d.know(int(start)+i, place{in: field[1], offset: field[2]})
			}
		}
	}
}

func (d *document) know(number int, p place) {
	if _, known := d.places[number]; known || number <= 0 || p.offset < 0 {
		return
	}
	if len(d.places) >= mostObjects {
		d.limit("holds more than %d objects", mostObjects)
		return
	}
	d.places[number] = p
}

// rebuild finds the objects by looking through the whole file, as it must be
// done where the tables are missing or wrong.
func (d *document) rebuild() {
	if d.rebuilt || d.err != nil {
		return
	}
	d.rebuilt = true
	clear(d.places)
	clear(d.objects)
	clear(d.packed)
	var packs []int
	catalog := 0
	for i := 0; d.step(1); {
		n := bytes.Index(d.b[i:], []byte("obj"))
		if n < 0 {
			break
		}
		at := i + n
		i = at + 3
		d.step(n / 64)
		number, from := definition(d.b, at)
		if number <= 0 {
			continue
		}
		delete(d.places, number) // the last one counts
		d.know(number, place{offset: from})
		head := d.b[at:min(len(d.b), at+300)]
		if end := bytes.Index(head, []byte("endobj")); end >= 0 {
			head = head[:end]
		}
		switch {
		case bytes.Contains(head, []byte("/ObjStm")):
			packs = append(packs, number)
		case bytes.Contains(head, []byte("/Catalog")):
			catalog = number
		case bytes.Contains(head, []byte("/XRef")):
			l := lexer{b: d.b, at: at + 3, refs: true}
			v, _ := l.object()
			if t, ok := v.(dict); ok {
				d.adopt(t)
			}
		}
	}
	for i := 0; d.step(1); {
		n := bytes.Index(d.b[i:], []byte("trailer"))
		if n < 0 {
			break
		}
		i += n + len("trailer")
		d.step(n / 64)
		l := lexer{b: d.b, at: i, refs: true}
		v, _ := l.object()
		if t, ok := v.(dict); ok {
			d.adopt(t)
		}
		i = max(i, l.at)
	}
	if d.trailer["Encrypt"] != nil && d.crypt == nil && d.unlock() != nil {
		return // open says so
	}
	for _, number := range packs {
		s, _ := d.load(number).(*stream)
		for inside := range d.unpack(number, s) {
			d.know(inside, place{in: number})
		}
	}
	if d.dict(d.trailer["Root"]) == nil {
		for number := range d.places {
			if catalog == 0 && d.places[number].in > 0 && d.dict(ref{number: number})["Type"] == name("Catalog") {
				catalog = number
			}
		}
		d.trailer["Root"] = ref{number: catalog}
	}
}

// adopt takes what a trailer tells, the later one before the earlier.
func (d *document) adopt(t dict) {
	for _, key := range []name{"Root", "Encrypt", "ID"} {
		if v := t[key]; v != nil {
			d.trailer[key] = v
		}
	}
}

// definition reads backwards from "obj" to the number of the object; 0 where
// there is none.
func definition(b []byte, at int) (number, from int) {
	i := at
	back := func(is func(byte) bool) []byte {
		end := i
		for i > 0 && is(b[i-1]) && end-i < 12 {
			i--
		}
		return b[i:end]
	}
	if len(back(blank)) == 0 || len(back(digit)) == 0 || len(back(blank)) == 0 {
		return 0, 0
	}
	n, err := strconv.Atoi(string(back(digit)))
	if err != nil {
		return 0, 0
	}
	return n, i
}

// define reads "12 0 obj …" and returns the number and what it is.
func (d *document) define(l *lexer) (int, any) {
	n, _ := l.object()
	g, _ := l.object()
	op, _ := l.object()
	number, ok := n.(float64)
	gen, ok2 := g.(float64)
	if !ok || !ok2 || op != operator("obj") {
		return 0, nil
	}
	l.refs = true
	v, _ := l.object()
	if h, ok := v.(dict); ok {
		if from, ok := l.streamData(); ok {
			v = &stream{dict: h, raw: d.streamBytes(h, from), number: int(number), gen: int(gen)}
		}
	}
	return int(number), v
}

// streamBytes finds a stream's end: by its length where that is right, else by
// the word that ends it.
func (d *document) streamBytes(h dict, from int) []byte {
	rest := d.b[min(from, len(d.b)):]
	if n, ok := d.resolve(h["Length"]).(float64); ok && n >= 0 && int(n) <= len(rest) {
		l := lexer{b: rest[:min(len(rest), int(n)+40)], at: int(n)}
		if v, _ := l.object(); v == operator("endstream") || v == operator("endobj") {
			return rest[:int(n)]
		}
	}
	end := bytes.Index(rest, []byte("endstream"))
	if end < 0 {
		end = len(rest)
	}
	d.step(end / 64)
	return rest[:end]
}

// load returns an object by its number, nil where there is none.
func (d *document) load(number int) any {
	if v, ok := d.objects[number]; ok {
		return v
	}
	p, ok := d.places[number]
	if !ok || d.loading[number] || !d.step(1) {
		return nil
	}
	d.loading[number] = true
	defer delete(d.loading, number)
	var v any
	if p.in > 0 {
		s, _ := d.load(p.in).(*stream)
		v = d.unpack(p.in, s)[number]
	} else {
		l := lexer{b: d.b, at: min(p.offset, len(d.b))}
		var found int
		if found, v = d.define(&l); found != number {
			if !d.rebuilt {
				d.rebuild()
				delete(d.loading, number)
				return d.load(number)
			}
			v = nil
		}
		d.step((l.at - p.offset) / 64)
	}
	d.objects[number] = v
	return v
}

// unpack reads the objects of an object stream (ISO 32000-1, 7.5.7).
func (d *document) unpack(number int, s *stream) map[int]any {
	if s == nil {
		return nil
	}
	if objects, ok := d.packed[number]; ok {
		return objects
	}
	objects := map[int]any{}
	d.packed[number] = objects
	data := d.decode(s)
	count, _ := d.resolve(s.dict["N"]).(float64)
	first, _ := d.resolve(s.dict["First"]).(float64)
	l := lexer{b: data, refs: false}
	for i := 0; i < int(count) && d.step(1); i++ {
		n, _ := l.object()
		o, ok := l.object()
		id, ok1 := n.(float64)
		offset, ok2 := o.(float64)
		if !ok || !ok1 || !ok2 {
			break
		}
		if at := int(first) + int(offset); at >= 0 && at < len(data) {
			inner := lexer{b: data, at: at, refs: true}
			objects[int(id)], _ = inner.object()
			d.step((inner.at - at) / 64)
		}
	}
	return objects
}

// resolve follows a reference, or a few.
func (d *document) resolve(v any) any {
	for range 8 {
		r, ok := v.(ref)
		if !ok {
			return v
		}
		v = d.load(r.number)
	}
	return nil
}

func (d *document) dict(v any) dict {
	switch v := d.resolve(v).(type) {
	case dict:
		return v
	case *stream:
		return v.dict
	}
	return nil
}

func (d *document) array(v any) array {
	a, _ := d.resolve(v).(array)
	return a
}

func (d *document) number(v any, otherwise float64) float64 {
	if n, ok := d.resolve(v).(float64); ok {
		return n
	}
	return otherwise
}

func (d *document) name(v any) name {
	n, _ := d.resolve(v).(name)
	return n
}

// page is a page with what it inherits.
type page struct {
	dict      dict
	resources dict
	box       [4]float64
	rotate    int // quarter turns clockwise
}

// size is how wide and how high the page is as it is shown.
func (p *page) size() (w, h float64) {
	w, h = p.box[2]-p.box[0], p.box[3]-p.box[1]
	if p.rotate%2 == 1 {
		return h, w
	}
	return w, h
}

// pages lists the pages in order.
func (d *document) pages() []page {
	var out []page
	seen := map[int]bool{}
	var walk func(node any, up page, depth int)
	walk = func(node any, up page, depth int) {
		if r, ok := node.(ref); ok {
			if seen[r.number] {
				return
			}
			seen[r.number] = true
		}
		n := d.dict(node)
		if n == nil || depth > deepest || !d.step(1) {
			return
		}
		p := up
		p.dict = n
		if r := d.dict(n["Resources"]); r != nil {
			p.resources = r
		}
		for _, key := range []name{"MediaBox", "CropBox"} {
			if b := d.array(n[key]); len(b) == 4 {
				x0, y0 := d.number(b[0], 0), d.number(b[1], 0)
				x1, y1 := d.number(b[2], 0), d.number(b[3], 0)
				if x0 != x1 && y0 != y1 {
					p.box = [4]float64{min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)}
				}
			}
		}
		if r, ok := d.resolve(n["Rotate"]).(float64); ok {
			p.rotate = ((int(r)/90)%4 + 4) % 4
		}
		if kids := d.array(n["Kids"]); kids != nil && n["Type"] != name("Page") {
			for _, kid := range kids {
				walk(kid, p, depth+1)
			}
			return
		}
		if len(out) >= d.lim.Parts {
			d.limit("has more than %d pages", d.lim.Parts)
			return
		}
		out = append(out, p)
	}
	top := page{box: [4]float64{0, 0, 612, 792}}
	walk(d.dict(d.trailer["Root"])["Pages"], top, 0)
	if len(out) > 0 || d.err != nil {
		return out
	}
	// The tree is broken: take the pages as they lie in the file.
	d.rebuild()
	numbers := make([]int, 0, len(d.places))
	for n := range d.places {
		numbers = append(numbers, n)
	}
	slices.Sort(numbers)
	for _, n := range numbers {
		if d.dict(ref{number: n})["Type"] == name("Page") {
			walk(ref{number: n}, top, 0)
		}
	}
	return out
}
