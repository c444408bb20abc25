package chat

import (
	"strings"
	"unicode/utf8"
)

// readable writes a main tier as a reader expects it.
func (r *reader) readable(s string) string {
	if !strings.ContainsAny(s, "[]<>&+@_()0‹›„‡") && !spaced(s) {
		return s
	}
	r.words = r.words[:0]
	for s != "" {
		s = strings.TrimLeft(s, " \t")
		if s == "" {
			break
		}
		if s[0] == '[' {
			end := strings.IndexByte(s, ']')
			if end < 0 {
				r.put(s)
				break
			}
			r.put(r.bracket(s[1:end]))
			s = s[end+1:]
			continue
		}
		end := strings.IndexAny(s, " \t[")
		if end < 0 {
			end = len(s)
		}
		r.put(r.word(s[:end]))
		s = s[end:]
	}
	return string(r.words)
}

// put writes a word behind those before it, punctuation without a space.
func (r *reader) put(w string) {
	if w == "" {
		return
	}
	first, size := utf8.DecodeRuneInString(w)
	if len(r.words) > 0 && !(size == len(w) && strings.ContainsRune(".?!,;:…", first)) {
		r.words = append(r.words, ' ')
	}
	r.words = append(r.words, w...)
}

// spaced says whether a mark of punctuation stands behind a space.
func spaced(s string) bool {
	for i := 1; i < len(s); i++ {
		if s[i-1] == ' ' && strings.IndexByte(".?!,;:", s[i]) >= 0 {
			return true
		}
	}
	return false
}

// bracket is what is kept of a code in square brackets.
func (r *reader) bracket(code string) string {
	r.codes = true
	for _, sign := range []string{"=!", "%", "=?", "="} {
		if rest, ok := strings.CutPrefix(code, sign); ok {
			rest = strings.TrimSpace(rest)
			switch {
			case rest == "":
				return ""
			case sign == "=?":
				return "[" + rest + "?]"
			}
			return "[" + rest + "]"
		}
	}
	switch {
	case code == "?":
		return "[?]"
	case strings.HasPrefix(code, "x ") && strings.Trim(code[2:], "0123456789 ") == "":
		return "[" + code + "]"
	case code == "" || strings.ContainsRune("/*+:<>!-^#\"'", rune(code[0])):
		return "" // retracing, error, postcode, replacement, overlap, stress, language
	}
	return "[" + code + "]"
}

// ends are the marks of CHAT for how an utterance ends or begins, and what a
// reader has for them.
var ends = map[string]string{
	"+...": "…", "+..?": "…?", "+/.": "–", "+//.": "–", "+/?": "–?", "+//?": "–?", "+!?": "?!", `+"/.`: ":", `+".`: ".",
	"+.": ".", `+"`: "", "+<": "", "+^": "", "+,": "", "++": "", "+≈": "", "+≋": "", "„": ",", "‡": ",",
}

// plainer takes out the brackets of shortenings and the bonds between words.
var plainer = strings.NewReplacer("(", "", ")", "", "_", " ")

// word is what is kept of a word and the signs on it.
func (r *reader) word(w string) string {
	if to, ok := ends[w]; ok {
		r.codes = true
		return to
	}
	was := w
	w = strings.Trim(w, "<>‹›")
	switch {
	case w == "":
	case w[0] == '&' && len(w) > 1:
		w = event(w[1:])
		if w != "" && w[0] == '[' {
			r.codes = true
			return w
		}
	case w == "0":
		w = ""
	case w[0] == '0' && strings.Trim(w, "0123456789.,:") != "":
		w = "" // a word that was not said
	}
	if w != "" && w[0] == '(' && w[len(w)-1] == ')' && strings.Trim(w, "().:0123456789") == "" {
		return w // a pause
	}
	if strings.ContainsAny(w, "()_") {
		w = plainer.Replace(w)
	}
	if i := strings.IndexByte(w, '@'); i > 0 {
		tail := strings.TrimLeft(w[i+1:], "abcdefghijklmnopqrstuvwxyz:$&+")
		w = w[:i] + tail
	}
	if i := strings.IndexByte(w, '+'); i > 0 && i < len(w)-1 {
		w = strings.ReplaceAll(w, "+", " ")
	}
	if w != was {
		r.codes = true
	}
	return w
}

// event is what is kept of a word with an ampersand.
func event(w string) string {
	switch w[0] {
	case '-', '~':
		return w[1:]
	case '+':
		return w[1:] + "-"
	case '=':
		return "[" + strings.ReplaceAll(w[1:], ":", " ") + "]"
	case '*':
		who, said, _ := strings.Cut(w[1:], ":")
		return "[" + who + ": " + strings.ReplaceAll(said, "_", " ") + "]"
	case '{', '}':
		return ""
	}
	return w
}
