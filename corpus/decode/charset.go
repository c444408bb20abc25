package decode

import (
	"bytes"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/ianaindex"
	"golang.org/x/text/encoding/unicode/utf32"

	"framewise/corpus"
)

// aliases are names people use that neither index knows.
var aliases = map[string]string{
	"macroman": "macintosh", "mac-roman": "macintosh", "macos": "macintosh", "mac": "macintosh",
	"ansi": "windows-1252", "western": "windows-1252", "cp850": "ibm850", "cp437": "ibm437",
	"cp037": "ibm037", "ebcdic": "ibm037", "cp500": "ibm037", "utf16": "utf-16le", "utf-16": "utf-16le",
}

// findEncoding finds an encoding by the name a person or a file gives it.
func findEncoding(name string) (encoding.Encoding, error) {
	n := strings.ToLower(strings.TrimSpace(name))
	if a, ok := aliases[n]; ok {
		n = a
	}
	switch n {
	case "utf-32le":
		return utf32.UTF32(utf32.LittleEndian, utf32.IgnoreBOM), nil
	case "utf-32be":
		return utf32.UTF32(utf32.BigEndian, utf32.IgnoreBOM), nil
	}
	if enc, err := htmlindex.Get(n); err == nil && enc != encoding.Replacement {
		return enc, nil
	}
	if enc, err := ianaindex.IANA.Encoding(n); err == nil && enc != nil {
		return enc, nil
	}
	return nil, corpus.Errorf(corpus.ErrInvalid, "there is no character encoding %q", name).
		WithHint("use a name like utf-8, windows-1252, macintosh, utf-16le, big5 or shift_jis")
}

func sameEncoding(a, b string) bool {
	ea, erra := findEncoding(a)
	eb, errb := findEncoding(b)
	return erra == nil && errb == nil && fmt.Sprint(ea) == fmt.Sprint(eb)
}

// utf16Pattern recognises UTF-16 without a byte order mark by where its NUL
// bytes and line breaks lie.
func utf16Pattern(content []byte) string {
	sample := content[:min(len(content), 64<<10)&^1]
	if len(sample) < 4 || bytes.IndexByte(sample, 0) < 0 {
		return ""
	}
	var nul, breaks [2]int // by even and odd place of the NUL
	for i := 0; i < len(sample); i += 2 {
		hi, lo := sample[i], sample[i+1]
		if hi == 0 && lo != 0 {
			nul[0]++
			if lo == '\n' || lo == ' ' {
				breaks[0]++
			}
		}
		if lo == 0 && hi != 0 {
			nul[1]++
			if hi == '\n' || hi == ' ' {
				breaks[1]++
			}
		}
	}
	pairs := len(sample) / 2
	// In a script that is not Latin only blanks and line breaks have a NUL, and
	// the other bytes make no text of themselves.
	noText := !utf8.Valid(sample) || controls(sample)-bytes.Count(sample, []byte{0}) > len(sample)/20
	for i, name := range [2]string{"utf-16be", "utf-16le"} {
		if nul[i] > 10*nul[1-i] && (nul[i]*2 > pairs || breaks[i]*50 > pairs && noText) {
			return name
		}
	}
	return ""
}

// controls counts the bytes of a sample that no text has, scaled to the whole.
func controls(content []byte) int {
	sample := content[:min(len(content), 64<<10)]
	if len(sample) == 0 {
		return 0
	}
	n := 0
	for _, c := range sample {
		if c < 0x20 && c != '\n' && c != '\r' && c != '\t' && c != '\f' && c != 0x1B || c == 0x7F {
			n++
		}
	}
	return n * len(content) / len(sample)
}

// pages are the legacy encodings by language. What is not listed was written
// in Windows-1252.
var pages = map[string]string{
	"cs": "windows-1250", "pl": "windows-1250", "hu": "windows-1250", "hr": "windows-1250",
	"sk": "windows-1250", "sl": "windows-1250", "ro": "windows-1250", "sq": "windows-1250", "bs": "windows-1250",
	"ru": "windows-1251", "uk": "windows-1251", "bg": "windows-1251", "sr": "windows-1251",
	"mk": "windows-1251", "be": "windows-1251",
	"el": "windows-1253", "tr": "windows-1254", "az": "windows-1254",
	"he": "windows-1255", "iw": "windows-1255", "yi": "windows-1255",
	"ar": "windows-1256", "fa": "windows-1256", "ur": "windows-1256",
	"et": "windows-1257", "lv": "windows-1257", "lt": "windows-1257",
	"vi": "windows-1258", "th": "windows-874",
	"ja": "shift_jis", "ko": "euc-kr", "zh": "gbk",
}

// latin are the pages of languages in Latin script.
var latin = map[string]bool{"windows-1252": true, "windows-1250": true, "windows-1254": true, "windows-1257": true}

// pageFor returns the legacy encodings to try for a language, likeliest first.
func pageFor(language string) []string {
	tag := strings.ToLower(strings.ReplaceAll(language, "_", "-"))
	base, rest, _ := strings.Cut(tag, "-")
	switch {
	case base == "zh" && (rest == "tw" || rest == "hk" || rest == "mo" || strings.HasPrefix(rest, "hant")):
		return []string{"big5", "gbk"}
	case base == "zh":
		return []string{"gbk", "big5"}
	case base == "ja":
		return []string{"shift_jis", "euc-jp", "iso-2022-jp"}
	case pages[base] != "":
		return []string{pages[base]}
	}
	return []string{"windows-1252", "macintosh", "ibm850", "iso-8859-15"}
}

// fromLegacy decodes text that is not Unicode with the encoding of its
// language that fits best.
func fromLegacy(f File, language string) (string, []Warning, error) {
	if ebcdic(f.Content) {
		return "", nil, corpus.Errorf(corpus.ErrInvalid, "%s looks like EBCDIC, a mainframe's encoding", f.Name).
			WithHint("convert it to UTF-8, or name the encoding ibm037")
	}
	sample := f.Content[:min(len(f.Content), 256<<10)]
	best, bestScore := "", 0
	for _, name := range pageFor(language) {
		enc, err := findEncoding(name)
		if err != nil {
			return "", nil, err
		}
		out, err := enc.NewDecoder().Bytes(sample)
		if err != nil {
			continue
		}
		if score := fitness(out); best == "" || score > bestScore {
			best, bestScore = name, score
		}
	}
	if latin[pageFor(language)[0]] && foreignScript(sample) {
		return "", nil, corpus.Errorf(corpus.ErrInvalid,
			"%s is not Unicode, and its letters are not Latin: its encoding can't be guessed", f.Name).
			WithHint("name the language (he, ru, zh-TW, …) or the encoding (windows-1255, big5, …)")
	}
	enc, _ := findEncoding(best)
	text, ws, err := fromEncoding(f.Name, f.Content, enc, best)
	guess := Warnf("", "not UTF-8: read as %s; if letters with accents look wrong, name the encoding", best)
	if language != "" {
		guess = Warnf("", "not UTF-8: read as %s, as texts in the language %s may be written; if letters look wrong, "+
			"name the encoding", best, language)
	}
	return text, append([]Warning{guess}, ws...), err
}

// frequent are the commonest characters that both kinds of Chinese share.
const frequent = "的是我不在有一人他大中到上你也好，。：？"

// fitness says how much decoded bytes look like writing: letters beyond ASCII
// next to letters speak for it, symbols inside words and unreadable
// characters against.
func fitness(text []byte) int {
	score := 0
	prev, cur := ' ', ' '
	judge := func(next rune) {
		if cur < utf8.RuneSelf {
			return
		}
		before, after := unicode.IsLetter(prev), unicode.IsLetter(next)
		switch {
		case cur == utf8.RuneError:
			score -= 20
		case cur >= 0x3040 && cur <= 0x309F || strings.ContainsRune(frequent, cur):
			score += 5
		case cur >= 0xFF61 && cur <= 0xFF9F: // half-width katakana
			score -= 3
		case cur >= 0x2E80:
			// Han and Hangul: any two bytes make one
		case cur >= 0x80 && cur < 0xA0: // control characters: nobody wrote those
			score -= 10
		case unicode.IsLetter(cur) && unicode.IsUpper(cur) && unicode.IsLower(prev):
			score -= 3 // fraŽque: a capital inside a word
		case unicode.IsLetter(cur) && (before || after):
			score += 2
		case cur == '’' && before && after:
			score++
		case unicode.Is(unicode.Pi, cur) && !before && after, unicode.Is(unicode.Pf, cur) && before && !after:
			score += 2 // “quoted”
		case !unicode.IsLetter(cur) && !unicode.IsMark(cur) && before && after:
			score -= 3
		}
	}
	for len(text) > 0 {
		r, n := utf8.DecodeRune(text)
		text = text[n:]
		judge(r)
		prev, cur = cur, r
	}
	judge(' ')
	return score
}

// foreignScript says that most letters are not ASCII ones, as no text in Latin
// script has it.
func foreignScript(content []byte) bool {
	ascii, high := 0, 0
	for _, c := range content {
		switch {
		case c >= 0x80:
			high++
		case c|0x20 >= 'a' && c|0x20 <= 'z':
			ascii++
		}
	}
	return high > ascii && high > 20
}

// ebcdic recognises text whose spaces are 0x40 and letters all above 0x80.
func ebcdic(content []byte) bool {
	sample := content[:min(len(content), 64<<10)]
	blanks, high, spaces := 0, 0, 0
	for _, c := range sample {
		switch {
		case c == 0x40:
			blanks++
		case c >= 0x81 && c <= 0xE9:
			high++
		case c == ' ':
			spaces++
		}
	}
	return blanks*20 > len(sample) && high*10 > len(sample)*3 && spaces*100 < len(sample)
}

// Plural counts something for a message: 1 page, 2 pages.
func Plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// lostLetters counts the question marks between letters, which a program
// writes for what an encoding does not have (l?Europe), if they are too many to
// be those of links.
func lostLetters(text string) int {
	n, marks := 0, 0
	for i := 0; ; i++ {
		j := strings.IndexByte(text[i:], '?')
		if j < 0 {
			break
		}
		i += j
		marks++
		before, _ := utf8.DecodeLastRuneInString(text[:i])
		after, _ := utf8.DecodeRuneInString(text[i+1:])
		if unicode.IsLower(before) && unicode.IsLetter(after) {
			n++
		}
	}
	if n < 20 || n*2 < marks {
		return 0
	}
	return n
}
