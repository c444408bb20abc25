package xlsx

import (
	"strings"
	"unicode"

	"framewise/framework"
)

// run is a stretch of a cell's text in one format, as far as it has a meaning.
type run struct {
	text         string
	italic, grey bool
	own          bool // the format is the run's own, not the cell's
}

func joined(runs []run) string {
	if len(runs) == 1 {
		return runs[0].text
	}
	var b strings.Builder
	for _, r := range runs {
		b.WriteString(r.text)
	}
	return b.String()
}

// between cuts runs to the bytes [from, to) of their joined text.
func between(runs []run, from, to int) []run {
	var out []run
	at := 0
	for _, r := range runs {
		a, b := max(from-at, 0), min(to-at, len(r.text))
		at += len(r.text)
		if a < b {
			r.text = r.text[a:b]
			out = append(out, r)
		}
	}
	return out
}

// withoutLines drops the lines of which known says so, each with its break.
func withoutLines(runs []run, known func(line string) bool) []run {
	text := joined(runs)
	var out []run
	at := 0
	for _, line := range strings.SplitAfter(text, "\n") {
		if !known(strings.TrimSuffix(line, "\n")) {
			out = append(out, between(runs, at, at+len(line))...)
		}
		at += len(line)
	}
	return out
}

const ownWordMarks, remarkMarks = "“”„\"«»", "[]"

// conventions writes a text as summaries are: what stands in italics is the
// participant's and gets “quotation marks”, what is grey is the analyst's and
// gets [brackets], unless it has some or stands between some. A text that is
// all of one look because its cell is says nothing by it; then uniform is set.
func conventions(runs []run) (text string, uniform bool) {
	meant := false
	for _, r := range runs {
		meant = meant || r.italic || r.grey
	}
	plain := joined(runs)
	if !meant {
		return plain, false
	}
	runs = sameLooks(runs)
	if len(runs) == 1 && !runs[0].own {
		marked := strings.ContainsAny(plain, ownWordMarks) || strings.ContainsAny(plain, remarkMarks)
		return plain, !marked && hasWord(plain)
	}
	var b strings.Builder
	at := 0
	for _, r := range runs {
		switch {
		case !hasWord(r.text):
			b.WriteString(r.text)
		case r.grey && !strings.ContainsAny(r.text, remarkMarks) && !marked(plain, at, framework.Remark):
			wrap(&b, r.text, "[", "]")
		case r.italic && !r.grey && !strings.ContainsAny(r.text, ownWordMarks) &&
			!marked(plain, at, framework.OwnWords):
			wrap(&b, r.text, "“", "”")
		default:
			b.WriteString(r.text)
		}
		at += len(r.text)
	}
	return b.String(), false
}

// sameLooks joins neighbours of one look. White space takes that of the run
// before it.
func sameLooks(runs []run) []run {
	var out []run
	for _, r := range runs {
		if n := len(out); n > 0 && (out[n-1].italic == r.italic && out[n-1].grey == r.grey ||
			strings.TrimSpace(r.text) == "") {
			out[n-1].text += r.text
			out[n-1].own = out[n-1].own || r.own
			continue
		}
		out = append(out, r)
	}
	return out
}

func hasWord(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) })
}

// marked tells whether the byte at a place of the text already stands between
// marks of a kind.
func marked(text string, at int, kind framework.RunKind) bool {
	for _, r := range framework.Runs(text) {
		if at < len(r.Text) {
			return r.Kind == kind
		}
		at -= len(r.Text)
	}
	return false
}

func wrap(b *strings.Builder, text, opening, closing string) {
	inner := strings.TrimSpace(text)
	i := strings.Index(text, inner)
	b.WriteString(text[:i] + opening + inner + closing + text[i+len(inner):])
}
