package pdf

import (
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/unicode/norm"
)

// font knows what the codes of a string stand for and how wide they are.
type font struct {
	bold     bool
	wide     bool              // codes of several bytes
	vertical bool              // its text runs down the page
	space    float64           // units of a width in text space
	unicode  *cmap             // ToUnicode
	codes    *cmap             // of a wide font: how long codes are, and their glyphs
	legacy   encoding.Encoding // of a wide font whose codes are an old encoding
	utf16    bool              // of a wide font whose codes are UTF-16
	simple   [256]string       // of other fonts
	widths   map[int]float64   // by code, or glyph of a wide font
	width    float64           // of what is not in widths
	drops    map[int]float64   // how far down vertical text goes on, by glyph
	drop     float64           // for what is not in drops
	metrics  *[95]uint16       // of a standard font without widths
}

// char is one code of a shown string.
type char struct {
	text  string
	width float64 // in thousandths of the font's size
	drop  float64 // down to the next character, likewise; below zero
	blank bool    // the code of word spacing
}

func (d *document) font(f dict) *font {
	out := &font{space: 0.001, widths: map[int]float64{}}
	if s, ok := d.resolve(f["ToUnicode"]).(*stream); ok {
		out.unicode = d.cmap(s, 0)
	}
	base := string(d.name(f["BaseFont"]))
	if _, after, ok := strings.Cut(base, "+"); ok && len(base) > 7 {
		base = after
	}
	if d.name(f["Subtype"]) == "Type0" {
		d.composite(out, f)
	} else {
		d.plainFont(out, f, base)
	}
	lower := strings.ToLower(base)
	for _, word := range []string{"bold", "black", "heavy", "-demi", "semibold"} {
		out.bold = out.bold || strings.Contains(lower, word)
	}
	return out
}

// descriptor takes what a font descriptor tells of weight and width.
func (d *document) descriptor(out *font, f dict) dict {
	desc := d.dict(f["FontDescriptor"])
	out.bold = d.number(desc["FontWeight"], 400) >= 600 || int(d.number(desc["Flags"], 0))&(1<<18) != 0
	return desc
}

func (d *document) plainFont(out *font, f dict, base string) {
	desc := d.descriptor(out, f)
	out.width = d.number(desc["MissingWidth"], 0)
	if d.name(f["Subtype"]) == "Type3" {
		if m := d.array(f["FontMatrix"]); len(m) == 6 {
			if out.space = d.number(m[0], 0.001); out.space < 0 {
				out.space = -out.space
			}
		}
	}
	first := int(d.number(f["FirstChar"], 0))
	widths := d.array(f["Widths"])
	for i, w := range widths[:min(len(widths), 256)] {
		out.widths[first+i] = d.number(w, 0)
	}
	if len(widths) == 0 {
		out.metrics, out.width = standardMetrics(base), 500
	}
	encoding := d.resolve(f["Encoding"])
	table := d.name(encoding)
	differences, _ := encoding.(dict)
	if differences != nil {
		table = d.name(differences["BaseEncoding"])
	}
	for c := range 256 {
		out.simple[c] = baseText(byte(c), table, base, d.name(f["Subtype"]))
	}
	code := 0
	for _, v := range d.array(differences["Differences"]) {
		switch v := d.resolve(v).(type) {
		case float64:
			code = int(v)
		case name:
			if code >= 0 && code < 256 {
				if s := glyphText(string(v)); s != "" || v == ".notdef" {
					out.simple[code] = s
				}
			}
			code++
		}
	}
}

// baseText is a code's text in a font's encoding before its differences.
func baseText(c byte, table name, base string, kind name) string {
	switch {
	case table == "MacRomanEncoding":
		return string(charmap.Macintosh.DecodeByte(c))
	case table == "WinAnsiEncoding", table == "" && kind == "TrueType":
		if r := charmap.Windows1252.DecodeByte(c); r >= ' ' && r != utf8.RuneError {
			return string(r)
		}
		return ""
	case table == "" && (base == "Symbol" || strings.HasPrefix(base, "SymbolMT")):
		return symbolText(c)
	case table == "" && base == "ZapfDingbats":
		return dingbat(c)
	}
	if s, ok := standard[c]; ok {
		return s
	}
	if c >= ' ' && c < 0x7F {
		return string(rune(c))
	}
	return ""
}

// predefined are the families of predefined CMaps whose codes are text in an
// old encoding.
var predefined = []struct {
	prefix string
	enc    encoding.Encoding
}{
	{"90ms-RKSJ", japanese.ShiftJIS}, {"90msp-RKSJ", japanese.ShiftJIS}, {"83pv-RKSJ", japanese.ShiftJIS},
	{"EUC-", japanese.EUCJP}, {"GBK", simplifiedchinese.GBK}, {"GB-EUC", simplifiedchinese.GBK},
	{"GBpc-EUC", simplifiedchinese.GBK}, {"B5pc", traditionalchinese.Big5}, {"ETen-B5", traditionalchinese.Big5},
	{"HKscs-B5", traditionalchinese.Big5}, {"KSC", korean.EUCKR},
}

func (d *document) composite(out *font, f dict) {
	out.wide, out.width = true, 1000
	var inner dict
	if kids := d.array(f["DescendantFonts"]); len(kids) > 0 {
		inner = d.dict(kids[0])
	}
	d.descriptor(out, inner)
	switch enc := d.resolve(f["Encoding"]).(type) {
	case name:
		s := string(enc)
		out.vertical = s == "V" || strings.HasSuffix(s, "-V")
		out.utf16 = strings.Contains(s, "UCS2") || strings.Contains(s, "UTF16")
		for _, p := range predefined {
			if strings.HasPrefix(s, p.prefix) {
				out.legacy = p.enc
			}
		}
	case *stream:
		out.codes = d.cmap(enc, 0)
		out.vertical = d.number(enc.dict["WMode"], 0) == 1
	}
	if out.vertical {
		d.verticals(out, inner)
	}
	out.width = d.number(inner["DW"], 1000)
	w := d.array(inner["W"])
	for i := 0; i+1 < len(w) && d.step(1); {
		first := int(d.number(w[i], 0))
		if each := d.array(w[i+1]); each != nil {
			for j, width := range each {
				out.widths[first+j] = d.number(width, 0)
			}
			i += 2
			continue
		}
		if i+2 >= len(w) {
			break
		}
		width := d.number(w[i+2], 0)
		for c := first; c <= min(int(d.number(w[i+1], 0)), 65535) && d.step(4); c++ {
			out.widths[c] = width
		}
		i += 3
	}
}

// verticals reads how far vertical text goes on with each glyph (DW2, W2).
// Where its origin lies is for all of them where it is by default.
func (d *document) verticals(out *font, f dict) {
	out.drop, out.drops = -1000, map[int]float64{}
	if dw := d.array(f["DW2"]); len(dw) == 2 {
		out.drop = d.number(dw[1], -1000)
	}
	w := d.array(f["W2"])
	for i := 0; i+1 < len(w) && d.step(1); {
		first := int(d.number(w[i], 0))
		if each := d.array(w[i+1]); each != nil {
			for j := 0; j+2 < len(each); j += 3 {
				out.drops[first+j/3] = d.number(each[j], -1000)
			}
			i += 2
			continue
		}
		if i+4 >= len(w) {
			break
		}
		for c := first; c <= min(int(d.number(w[i+1], 0)), 65535) && d.step(4); c++ {
			out.drops[c] = d.number(w[i+2], -1000)
		}
		i += 5
	}
}

// chars reads a shown string.
func (f *font) chars(s string, yield func(char)) {
	if !f.wide {
		for i := range len(s) {
			c := s[i]
			out := char{text: f.simple[c], blank: c == ' '}
			if t, ok := f.unicode.text(s[i : i+1]); ok {
				out.text = t
			}
			w, ok := f.widths[int(c)]
			switch {
			case ok:
			case f.metrics != nil:
				w = f.metricsOf(out.text)
			default:
				w = f.width
			}
			out.width = w * f.space * 1000
			yield(out)
		}
		return
	}
	for len(s) > 0 {
		n := f.codeLength(s)
		code := s[:n]
		s = s[n:]
		value := 0
		for i := range n {
			value = value<<8 | int(code[i])
		}
		out := char{blank: n == 1 && value == ' '}
		if t, ok := f.unicode.text(code); ok {
			out.text = t
		} else {
			switch {
			case f.utf16 && n == 2:
				out.text = string(rune(value))
			case f.utf16:
				out.text = fromUTF16(code)
			case f.legacy != nil:
				t, _ := f.legacy.NewDecoder().String(code)
				out.text = t
			}
		}
		cid := value
		if f.codes != nil {
			cid = f.codes.glyph(code, value)
		}
		w, ok := f.widths[cid]
		if !ok || f.legacy != nil || f.utf16 {
			w = f.width
			if n == 1 || f.utf16 && value < 0x80 {
				w = f.width / 2
			}
		}
		out.width = w
		if f.vertical {
			if out.drop, ok = f.drops[cid]; !ok {
				out.drop = f.drop
			}
		}
		yield(out)
	}
}

func (f *font) codeLength(s string) int {
	switch {
	case f.codes != nil:
		return f.codes.length(s)
	case f.legacy != nil:
		if s[0] < 0x80 || f.legacy == japanese.ShiftJIS && s[0] >= 0xA1 && s[0] <= 0xDF {
			return 1
		}
	case f.utf16 && len(s) >= 4 && s[0]&0xFC == 0xD8:
		return 4
	}
	return min(2, len(s))
}

func (f *font) metricsOf(text string) float64 {
	r, _ := utf8.DecodeRuneInString(text)
	if r >= utf8.RuneSelf {
		r, _ = utf8.DecodeRuneInString(norm.NFD.String(text))
	}
	if r >= ' ' && r < 0x7F {
		return float64(f.metrics[r-' '])
	}
	return f.width
}

func fromUTF16(s string) string {
	u := make([]uint16, 0, len(s)/2)
	for i := 0; i+1 < len(s); i += 2 {
		u = append(u, uint16(s[i])<<8|uint16(s[i+1]))
	}
	return string(utf16.Decode(u))
}

// standardMetrics are the widths of ASCII in the fonts that every reader has
// and that files may leave out (Adobe's font metrics for the core fonts).
func standardMetrics(base string) *[95]uint16 {
	switch {
	case strings.HasPrefix(base, "Courier"):
		return &courier
	case strings.HasPrefix(base, "Times"):
		return &times
	}
	return &helvetica
}

var helvetica = [95]uint16{
	278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556,
	556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833,
	722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556,
	556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334,
	260, 334, 584,
}

var times = [95]uint16{
	250, 333, 408, 500, 500, 833, 778, 180, 333, 333, 500, 564, 250, 333, 250, 278, 500, 500, 500, 500, 500, 500, 500,
	500, 500, 500, 278, 278, 564, 564, 564, 444, 921, 722, 667, 667, 722, 611, 556, 722, 722, 333, 389, 722, 611, 889,
	722, 722, 556, 722, 667, 556, 611, 722, 722, 944, 722, 722, 611, 333, 278, 333, 469, 500, 333, 444, 500, 444, 500,
	444, 333, 500, 500, 278, 278, 500, 278, 778, 500, 500, 500, 500, 333, 389, 278, 500, 500, 722, 500, 500, 444, 480,
	200, 480, 541,
}

var courier = func() (w [95]uint16) {
	for i := range w {
		w[i] = 600
	}
	return w
}()
