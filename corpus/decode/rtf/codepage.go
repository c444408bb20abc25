package rtf

import (
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"
)

// pages are the code pages by their Windows numbers.
var pages = map[int]encoding.Encoding{
	437: charmap.CodePage437, 819: charmap.ISO8859_1, 850: charmap.CodePage850, 852: charmap.CodePage852,
	855: charmap.CodePage855, 860: charmap.CodePage860, 862: charmap.CodePage862, 863: charmap.CodePage863,
	865: charmap.CodePage865, 866: charmap.CodePage866, 874: charmap.Windows874,
	932: japanese.ShiftJIS, 936: simplifiedchinese.GBK, 949: korean.EUCKR, 950: traditionalchinese.Big5,
	1250: charmap.Windows1250, 1251: charmap.Windows1251, 1252: charmap.Windows1252, 1253: charmap.Windows1253,
	1254: charmap.Windows1254, 1255: charmap.Windows1255, 1256: charmap.Windows1256, 1257: charmap.Windows1257,
	1258: charmap.Windows1258, 10000: charmap.Macintosh, 10001: japanese.ShiftJIS,
	10002: traditionalchinese.Big5, 10003: korean.EUCKR, 10007: charmap.MacintoshCyrillic,
	10008: simplifiedchinese.GBK, 54936: simplifiedchinese.GB18030, 65001: unicode.UTF8,
}

// ofCharset are the code pages of fonts by \fcharset. 0 and 1 are the
// document's own: Word writes what a Western font lacks in that page as
// Unicode, and simpler programs call every font Western.
var ofCharset = map[int]int{
	77: 10000, 78: 10001, 79: 10003, 80: 10008, 81: 10002, 89: 10007, 128: 932, 129: 949, 134: 936, 136: 950,
	161: 1253, 162: 1254, 163: 1258, 177: 1255, 178: 1256, 186: 1257, 204: 1251, 222: 874, 238: 1250,
	254: 437, 255: 850,
}

// symbolCharset is the \fcharset of fonts whose characters are signs.
const symbolCharset = 2

// font is an entry of the font table.
type font struct {
	name    string
	charset int
	page    int // by \cpg; 0 if not said
}

// page returns the code page of a font.
func (r *reader) page(number int) encoding.Encoding {
	if f := r.fonts[number]; f != nil {
		if enc := pages[f.page]; enc != nil {
			return enc
		}
		if enc := pages[ofCharset[f.charset]]; enc != nil {
			return enc
		}
	}
	if enc := pages[r.ansi]; enc != nil {
		return enc
	}
	return charmap.Windows1252
}
