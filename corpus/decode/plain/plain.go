package plain

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"framewise/corpus/decode"
)

// Read reads a plain text or Markdown file; the name decides which it is, but
// for a text that has the marks of Markdown all over. An error means that there
// is no usable text, and why.
func Read(f decode.File, o decode.TextOptions, lim decode.Limits) (*decode.Decoded, error) {
	text, warnings, err := decode.Text(f, o, lim)
	if err != nil {
		return nil, err
	}
	lines := strings.Count(text, "\n") + 1 - strings.Count(text, "\n\n") // that are not blank, about
	d := &decode.Decoded{Blocks: make([]decode.Block, 0, lines), Warnings: warnings}
	switch {
	case decode.Sniff(f.Content, f.Name) == decode.Markdown:
		readMarkdown(d, text, lim)
	case markedUp(text):
		readMarkdown(d, text, lim)
		d.Warnings = append(d.Warnings, decode.Warnf("", "marks of Markdown (# a heading, **bold**) were read as such"))
	default:
		readPlain(d, text)
	}
	if len(d.Blocks) == 0 {
		return nil, decode.Empty(f)
	}
	return d, nil
}

func readPlain(d *decode.Decoded, text string) {
	width := wrapWidth(text)
	n := 0
	before := ""       // the line before this one
	var lines []string // of the paragraph that the last block is
	for line := range strings.Lines(text) {
		n++
		line = trim(line)
		switch {
		case line == "":
		case before != "" && width > 0 && continues(before, line, width):
			lines = append(lines, line)
		default:
			endParagraph(d, lines)
			lines = append(lines[:0], line)
			d.Blocks = append(d.Blocks, decode.Block{Text: line, Line: n})
		}
		before = line
	}
	endParagraph(d, lines)
	noteWidth(d, width)
}

// endParagraph joins the lines of the last block.
func endParagraph(d *decode.Decoded, lines []string) {
	if len(lines) > 1 {
		d.Blocks[len(d.Blocks)-1].Text = strings.Join(lines, " ")
	}
}

func noteWidth(d *decode.Decoded, width int) {
	if width > 0 {
		d.Warnings = append(d.Warnings, decode.Warnf("",
			"lines broken at %d characters were joined to paragraphs", width))
	}
}

// trim removes white space, and byte order marks, from both ends of a line.
func trim(line string) string {
	return strings.TrimFunc(line, func(r rune) bool { return unicode.IsSpace(r) || r == '\uFEFF' })
}

// wrapWidth is the width, in code points, at which the text was hard-wrapped;
// 0 if it was not. See the package comment for the rule.
func wrapWidth(text string) int {
	const narrow, wide, enough = 40, 100, 6
	width := 0
	for line := range strings.Lines(text) {
		if line = trim(line); utf8.RuneCountInString(line) > width && !unbreakable(line) {
			width = utf8.RuneCountInString(line)
		}
		if width > wide {
			return 0
		}
	}
	if width < narrow {
		return 0
	}
	breaks, full := 0, 0
	before := ""
	for line := range strings.Lines(text) {
		line = trim(line)
		if before != "" && line != "" && !opensTurn(line) {
			breaks++
			if continues(before, line, width) {
				full++
			}
		}
		before = line
	}
	if full < enough || full*10 < breaks*9 {
		return 0
	}
	return width
}

// unbreakable says that a line has an address or the like in it, which may be
// longer than a line.
func unbreakable(line string) bool {
	const longest = 30
	for word := range strings.FieldsSeq(line) {
		if len(word) > longest && utf8.RuneCountInString(word) > longest && strings.ContainsAny(word, "/@_.=") {
			return true
		}
	}
	return false
}

// continues says whether a line break looks like one of wrapping: the first
// word of the next line would not have fitted on this one.
func continues(line, next string, width int) bool {
	word, _, _ := strings.Cut(next, " ")
	return !opensTurn(next) && utf8.RuneCountInString(line)+1+utf8.RuneCountInString(word) > width
}

// opensTurn says whether a line begins as turns and lists do: with a label and
// a colon within the first few words, a timestamp, a bracket, a dash, a number.
func opensTurn(line string) bool {
	first, _, _ := strings.Cut(line, " ")
	r, _ := utf8.DecodeRuneInString(line)
	switch {
	case strings.ContainsRune("[(-–—>•#|", r), first == "*", first == "+":
		return true
	case strings.ContainsAny(first, ":：") && !strings.Contains(first, "://"):
		return true
	case unicode.IsDigit(r):
		return strings.HasSuffix(first, ".") || strings.HasSuffix(first, ")")
	case unicode.Is(unicode.Latin, r) && !unicode.IsUpper(r):
		return false
	}
	words := 1
	for _, c := range line {
		switch {
		case c == ':' || c == '：':
			return true
		case c == ' ':
			if words++; words > 4 {
				return false
			}
		case c == '.' && words > 1 || c == ',' || c == ';' || c == '?' || c == '!':
			return false
		}
	}
	return false
}
