package xlsx

import (
	"encoding/xml"
	"errors"
	"io"
	"path"
	"strconv"
	"strings"

	"framewise/corpus"
	"framewise/corpus/decode"
)

// readLimits are what one workbook may cost: one of 1,000 cases by 20 codes
// with 60,000 quotes has some 110 MB of XML.
var readLimits = decode.Limits{
	FileBytes: 256 << 20, InflatedBytes: 1 << 30, Ratio: 400, Parts: 10_000, Depth: maxDepth,
}

// opened is a workbook being read: its parts, and what its cells refer to.
type opened struct {
	zip     *decode.Zip
	name    string // of the file
	sheets  []sheetPart
	held    map[string]string // defined name to the sheet it points at
	strings sharedStrings
	formats []cellFormat
	since04 bool // dates count from 1904
}

type sheetPart struct{ name, part string }

// cellFormat is what matters of a cell's style.
type cellFormat struct {
	italic, grey bool
	date         bool
}

// element is an XML element of a small part, with what matters below it.
type element struct {
	name  string
	attrs []xml.Attr
	text  string
	under []element
}

func (e *element) first(name string) *element {
	for i := range e.under {
		if e.under[i].name == name {
			return &e.under[i]
		}
	}
	return &element{}
}

func (e *element) attr(name string) string {
	for _, a := range e.attrs {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// What a part may have that is read as a tree.
const (
	small       = 32 << 20 // bytes
	maxElements = 500_000
)

// tree reads a small part whole; a part that isn't there is an empty tree.
func (w *opened) tree(part string) (*element, error) {
	root := element{}
	if !w.zip.Has(part) {
		return &root, nil
	}
	if w.zip.Size(part) > small {
		return nil, corpus.Errorf(corpus.ErrInvalid, "%s has a part %s of %d MB, more than the %d that are read",
			w.name, part, w.zip.Size(part)>>20, small>>20).WithHint("save it again without what does not belong to it")
	}
	r, err := w.zip.Open(part)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	x := decode.NewXML(r, w.name, part, readLimits)
	open := []*element{&root}
	elements := 0
	for {
		t, err := x.Token()
		if errors.Is(err, io.EOF) {
			if len(root.under) == 0 {
				return &root, nil
			}
			return &root.under[0], nil
		} else if err != nil {
			return nil, err
		}
		top := open[len(open)-1]
		switch t := t.(type) {
		case xml.StartElement:
			if elements++; elements > maxElements {
				return nil, corpus.Errorf(corpus.ErrInvalid, "%s has a part %s of more than %d elements", w.name, part,
					maxElements).WithHint("save it again without what does not belong to it")
			}
			top.under = append(top.under, element{name: t.Name.Local, attrs: t.Attr})
			open = append(open, &top.under[len(top.under)-1])
		case xml.EndElement:
			open = open[:len(open)-1]
		case xml.CharData:
			top.text += string(t)
		}
	}
}

// openWorkbook opens the container and reads what all sheets need.
func openWorkbook(f decode.File) (*opened, error) {
	z, err := decode.OpenZip(f, readLimits)
	if err != nil {
		return nil, err
	}
	w := &opened{zip: z, name: f.Name, held: make(map[string]string)}
	main := "xl/workbook.xml"
	for _, r := range w.relations("") {
		if strings.HasSuffix(r.kind, "/officeDocument") {
			main = r.part
		}
	}
	if !z.Has(main) {
		return nil, corpus.Errorf(corpus.ErrInvalid, "%s is not an Excel workbook", f.Name).
			WithHint("save it as .xlsx")
	}
	book, err := w.tree(main)
	if err != nil {
		return nil, err
	}
	w.since04 = isTrue(book.first("workbookPr").attr("date1904"))
	parts := make(map[string]relation)
	for _, r := range w.relations(main) {
		parts[r.id] = r
	}
	for _, s := range book.first("sheets").under {
		if r := parts[s.attr("id")]; strings.HasSuffix(r.kind, "/worksheet") && z.Has(r.part) {
			w.sheets = append(w.sheets, sheetPart{s.attr("name"), r.part})
		}
	}
	for _, n := range book.first("definedNames").under {
		if sheet, _, ok := strings.Cut(n.text, "!"); ok {
			w.held[n.attr("name")] = strings.ReplaceAll(strings.Trim(strings.TrimSpace(sheet), "'"), "''", "'")
		}
	}
	for _, r := range parts {
		switch {
		case strings.HasSuffix(r.kind, "/styles"):
			err = w.readFormats(r.part)
		case strings.HasSuffix(r.kind, "/sharedStrings") && z.Has(r.part):
			err = w.readStrings(r.part)
		}
		if err != nil {
			return nil, err
		}
	}
	return w, nil
}

// relation leads from one part to another.
type relation struct{ id, kind, part string }

// relations lists where a part leads to inside the container; "" is the
// container itself. Parts without any, or with damaged ones, lead nowhere.
func (w *opened) relations(part string) []relation {
	dir, file := path.Split(part)
	tree, err := w.tree(dir + "_rels/" + file + ".rels")
	if err != nil {
		return nil
	}
	var out []relation
	for _, r := range tree.under {
		to := r.attr("Target")
		if r.attr("TargetMode") == "External" || to == "" {
			continue
		}
		if !strings.HasPrefix(to, "/") {
			to = "/" + dir + to
		}
		out = append(out, relation{r.attr("Id"), r.attr("Type"), strings.TrimPrefix(path.Clean(to), "/")})
	}
	return out
}

func isTrue(s string) bool { return s == "1" || s == "true" || s == "on" }

// readFormats reads the fonts and number formats of the cells' styles.
func (w *opened) readFormats(part string) error {
	tree, err := w.tree(part)
	if err != nil {
		return err
	}
	var fonts []cellFormat
	for _, f := range tree.first("fonts").under {
		var c cellFormat
		for _, p := range f.under {
			c.see(p.name, p.attr)
		}
		fonts = append(fonts, c)
	}
	dates := make(map[string]bool)
	for _, f := range tree.first("numFmts").under {
		dates[f.attr("numFmtId")] = isDateFormat(f.attr("formatCode"))
	}
	for _, xf := range tree.first("cellXfs").under {
		var c cellFormat
		if i, err := strconv.Atoi(xf.attr("fontId")); err == nil && i >= 0 && i < len(fonts) {
			c = fonts[i]
		}
		n, _ := strconv.Atoi(xf.attr("numFmtId"))
		c.date = dates[xf.attr("numFmtId")] || n >= 14 && n <= 17 || n == 22 || n >= 27 && n <= 36 || n >= 50 &&
			n <= 58
		w.formats = append(w.formats, c)
	}
	return nil
}

// isDateFormat reports whether a number format shows a day.
func isDateFormat(code string) bool {
	quoted, bracket := false, false
	for _, r := range strings.ToLower(code) {
		switch {
		case r == '"':
			quoted = !quoted
		case quoted:
		case r == '[':
			bracket = true
		case r == ']':
			bracket = false
		case bracket:
		case r == 'd' || r == 'y':
			return true
		}
	}
	return false
}

// see takes in one property of a font, in a style or in a run.
func (c *cellFormat) see(name string, attr func(string) string) {
	switch name {
	case "i":
		v := attr("val")
		c.italic = v == "" || isTrue(v)
	case "color":
		c.grey = isGrey(attr)
	}
}

// isGrey tells the greys that can be read from black and from white, however
// the colour is named: by its value, by a theme's black or white and a tint,
// or by the old palette.
func isGrey(attr func(string) string) bool {
	if r, g, b, ok := rgb(lastSix(attr("rgb"))); ok && attr("rgb") != "" {
		return max(r, g, b)-min(r, g, b) <= 16 && r >= 0x58 && r <= 0xC8
	}
	if theme := attr("theme"); theme != "" {
		tint, _ := strconv.ParseFloat(attr("tint"), 64)
		return theme == "0" && tint < -0.2 && tint > -0.7 || theme == "1" && tint > 0.3 && tint < 0.8
	}
	switch attr("indexed") {
	case "22", "23", "55":
		return true
	}
	return false
}

func lastSix(s string) string { return s[max(0, len(s)-6):] }
