package decode

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"

	"framewise/corpus"
)

// TextOptions say what is known about a text file beside its bytes. The zero
// value is fine.
type TextOptions struct {
	// Encoding is the character encoding a person named: windows-1252,
	// macintosh, utf-16le, big5. Empty means: find out.
	Encoding string
	// Language is the BCP 47 tag of what is spoken: es, en, zh-TW. It decides
	// which legacy encoding is tried on a file that is not Unicode.
	Language string
	// Declared is the encoding that the file itself names, as web pages do. It
	// is believed where the bytes are not UTF-8.
	Declared string
}

// Text decodes a text file to clean UTF-8 as [corpus.Clean] makes it. A byte
// order mark decides; then the encoding named in the options; then UTF-8 if
// the bytes are valid; then UTF-16 by its pattern of NUL bytes; else the
// legacy encoding that fits best, which a warning names. Content that is not
// text is a [corpus.ErrInvalid] that says what it looks like.
func Text(f File, o TextOptions, lim Limits) (string, []Warning, error) {
	if int64(len(f.Content)) > lim.FileBytes {
		return "", nil, tooLarge(f.Name, int64(len(f.Content)), lim.FileBytes)
	}
	if err := Refuse(f); err != nil {
		return "", nil, err
	}
	if n := runesAtLeast(f.Content); n > lim.Runes {
		return "", nil, tooLong(f.Name, lim)
	}
	text, warnings, err := decodeText(f, o)
	if err != nil {
		return "", warnings, err
	}
	text, more, err := CleanText(f, text, lim)
	return text, append(warnings, more...), err
}

// CleanText is what [Text] makes of a file's text when it is decoded.
func CleanText(f File, text string, lim Limits) (string, []Warning, error) {
	if int64(len(text)) > lim.Runes && int64(utf8.RuneCountInString(text)) > lim.Runes {
		return "", nil, tooLong(f.Name, lim)
	}
	raw := text
	text, dropped, replaced := corpus.Clean(raw)
	text = strings.TrimLeft(text, "\uFEFF") // a mark behind what was left out, or a second one
	if most := lim.Blocks(); strings.Count(text, "\n") > most {
		return "", nil, corpus.Errorf(ErrLimit, "%s has more than %d lines", f.Name, most).
			WithHint("no interview is that long: check the file, or split it")
	}
	var warnings []Warning
	if dropped > 0 {
		warnings = append(warnings, Warnf("", "%s left out",
			Plural(dropped, "control character was", "control characters were")))
	}
	if replaced > 0 {
		warnings = append(warnings, Warnf("", "%s not valid and stand as � in the text, in %s",
			Plural(replaced, "byte was", "bytes were"), unreadableLines(raw)))
	}
	twice := twiceEncoded(func(sign string) int { return strings.Count(text, sign) })
	warnings = append(warnings, twice...)
	if n := lostLetters(text); n > 0 {
		warnings = append(warnings, Warnf("", "? stands within words (%s): letters were lost when it was saved, "+
			"import a better copy if there is one", Plural(n, "place", "places")))
	}
	return text, warnings, nil
}

// runesAtLeast is a lower bound of the code points that the content will have
// in any encoding we read, found without decoding it: a legacy byte or pair
// of bytes gives at least one.
func runesAtLeast(content []byte) int64 {
	if n := int64(len(content)); n < 1<<20 {
		return 0
	}
	if utf8.Valid(content) {
		return int64(utf8.RuneCount(content))
	}
	return int64(len(content)) / 4
}

func tooLong(name string, lim Limits) error {
	return corpus.Errorf(ErrLimit, "%s holds more than %d characters of text", name, lim.Runes).
		WithHint("no interview is that long: check the file, or split it")
}

func tooLarge(name string, size, limit int64) error {
	return corpus.Errorf(ErrLimit, "%s is %d MB, more than the %d MB that are read",
		name, size>>20, limit>>20).WithHint("split the file, or save its text alone")
}

// marks are the byte order marks, longest first where one begins another.
var marks = []struct{ mark, encoding string }{
	{"\x00\x00\xFE\xFF", "utf-32be"},
	{"\xFF\xFE\x00\x00", "utf-32le"},
	{"\xEF\xBB\xBF", "utf-8"},
	{"\xFF\xFE", "utf-16le"},
	{"\xFE\xFF", "utf-16be"},
}

// byMark names the encoding that a byte order mark declares, and how many
// bytes the mark has.
func byMark(content []byte) (name string, skip int) {
	for _, m := range marks {
		if bytes.HasPrefix(content, []byte(m.mark)) {
			return m.encoding, len(m.mark)
		}
	}
	return "", 0
}

func decodeText(f File, o TextOptions) (string, []Warning, error) {
	content := f.Content
	if name, skip := byMark(content); name != "" {
		var ws []Warning
		if o.Encoding != "" && !sameEncoding(o.Encoding, name) {
			ws = append(ws, Warnf("", "read as %s, which its byte order mark says, not as %s", name, o.Encoding))
		}
		if name == "utf-8" {
			text, w := fromUTF8(content[skip:])
			return text, append(ws, w...), nil
		}
		enc, _ := findEncoding(name)
		text, w, err := fromEncoding(f.Name, content[skip:], enc, name)
		return text, append(ws, w...), err
	}
	if o.Encoding != "" {
		enc, err := findEncoding(o.Encoding)
		if err != nil {
			return "", nil, err
		}
		if sameEncoding(o.Encoding, "utf-8") {
			text, w := fromUTF8(content)
			return text, w, nil
		}
		return fromEncoding(f.Name, content, enc, o.Encoding)
	}
	if name := utf16Pattern(content); name != "" {
		enc, _ := findEncoding(name)
		text, w, err := fromEncoding(f.Name, content, enc, name)
		return text, append([]Warning{Warnf("", "read as %s by the pattern of its bytes", name)}, w...), err
	}
	if controls(content)*10 > len(content)*3 {
		return "", nil, binaryError(f.Name)
	}
	if enc := o.declared(content); enc != nil {
		return fromEncoding(f.Name, content, enc, o.Declared)
	}
	if probablyUTF8(content, o.Language) {
		text, w := fromUTF8(content)
		if o.Declared != "" && !sameEncoding(o.Declared, "utf-8") && !ascii(content) {
			w = append(w, Warnf("", "read as UTF-8, which its bytes are, not as %s, which it says", o.Declared))
		}
		return text, w, nil
	}
	if controls(content)*20 > len(content) {
		return "", nil, binaryError(f.Name)
	}
	return fromLegacy(f, o.Language)
}

// declared is the encoding that a file names, if its bytes may be in it.
func (o TextOptions) declared(content []byte) encoding.Encoding {
	enc, err := findEncoding(o.Declared)
	if err != nil || utf8.Valid(content) && !ascii(content) || sameEncoding(o.Declared, "utf-8") ||
		strings.HasPrefix(fmt.Sprint(enc), "UTF-") {
		return nil
	}
	return enc
}

func ascii(content []byte) bool {
	for _, c := range content {
		if c >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// fromUTF8 reads UTF-8, leaving out a character that the end of the file cuts.
// Other invalid bytes stay for [corpus.Clean] to replace and count.
func fromUTF8(content []byte) (string, []Warning) {
	if n := cutAtEnd(content); n > 0 {
		return string(content[:len(content)-n]), []Warning{Warnf("",
			"the file ends inside a character, which was left out: it may have been cut")}
	}
	return string(content), nil
}

// cutAtEnd is the number of bytes at the end that begin a UTF-8 character
// without finishing it.
func cutAtEnd(content []byte) int {
	for n := 1; n <= min(3, len(content)); n++ {
		tail := content[len(content)-n:]
		if utf8.RuneStart(tail[0]) {
			if tail[0] >= utf8.RuneSelf && !utf8.FullRune(tail) {
				return n
			}
			return 0
		}
	}
	return 0
}

// probablyUTF8 tells UTF-8 with a few damaged bytes from a legacy encoding:
// the latter hardly ever forms a valid sequence, and one for Latin script next
// to never only such as stand for Latin letters.
func probablyUTF8(content []byte, language string) bool {
	if utf8.Valid(content) {
		return true
	}
	cut := cutAtEnd(content)
	valid, invalid := 0, 0
	most := 10 // valid ones, for each that is not
	if latin[pageFor(language)[0]] {
		most = 2
	}
	body := content[:len(content)-cut]
	for i := 0; i < len(body); {
		if body[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, n := utf8.DecodeRune(body[i:])
		if r == utf8.RuneError && n == 1 {
			invalid++
		} else {
			valid++
		}
		if n == 2 && r > lastLatin {
			most = 10
		}
		i += n
	}
	if invalid == 0 && valid == 0 {
		// Only the last character is not ASCII. A lone lead byte of two is cut
		// UTF-8; in a legacy encoding it would be a capital with an accent.
		c := content[len(content)-cut]
		return cut > 1 || c >= 0xC2 && c <= 0xDF
	}
	return valid >= most*invalid
}

// lastLatin ends the Latin letters that are two bytes in UTF-8.
const lastLatin = 0x24F

// unreadableLines says in which lines of a text something stands that could not
// be read: line 6, lines 6, 9 and 12 more.
func unreadableLines(text string) string {
	const named = 5
	var lines []string
	line, last, more := 1, 0, 0
	for i, r := range text {
		switch {
		case r == '\n' || r == '\r' && !strings.HasPrefix(text[i+1:], "\n"):
			line++
		case r != utf8.RuneError || line == last:
		case len(lines) == named:
			more++
			last = line
		default:
			lines = append(lines, fmt.Sprint(line))
			last = line
		}
	}
	switch {
	case more > 0:
		return fmt.Sprintf("lines %s and %d more", strings.Join(lines, ", "), more)
	case len(lines) == 1:
		return "line " + lines[0]
	}
	return "lines " + strings.Join(lines, ", ")
}

// fromEncoding decodes with a known encoding. Text that the encoding cannot
// have written is replaced and counted.
func fromEncoding(name string, content []byte, enc encoding.Encoding, as string) (string, []Warning, error) {
	out, err := enc.NewDecoder().Bytes(content)
	if err != nil {
		return "", nil, corpus.Errorf(corpus.ErrInvalid, "%s can't be read as %s", name, as).
			WithHint("name another encoding")
	}
	text := string(out)
	bad := strings.Count(text, "\uFFFD")
	if bad == 0 {
		return text, nil, nil
	}
	return text, []Warning{Warnf("", "%s not readable as %s and stand as � in the text, in %s",
		Plural(bad, "character was", "characters were"), as, unreadableLines(text))}, nil
}

// twiceEncoded warns of the marks of UTF-8 that was read as Windows-1252 and
// encoded again: Ã before a character between U+0080 and U+00BF (but not
// before a no-break space, as Portuguese has it). A handful are no accident.
func twiceEncoded(count func(sign string) int) []Warning {
	n := count("\xC3\x83\xC2") - count("\xC3\x83\xC2\xA0")
	if n < 5 {
		return nil
	}
	return []Warning{Warnf("", "the text looks as if it had been encoded twice (Ã³ for ó, %s): "+
		"import a better copy if there is one", Plural(n, "place", "places"))}
}
