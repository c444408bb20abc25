package plain

import (
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"framewise/corpus/decode"
)

// markedUp says whether a text that is not called Markdown is: it has
// headings, and many of its lines begin in bold type.
func markedUp(text string) bool {
	if !strings.HasPrefix(text, "#") && !strings.Contains(text, "\n#") {
		return false
	}
	headings, bold, lines := 0, 0, 0
	for line := range strings.Lines(text) {
		line = trim(line)
		if line == "" {
			continue
		}
		lines++
		if level, title := heading(line, false); level > 0 && title != "" {
			headings++
		} else if after, ok := strings.CutPrefix(line, "**"); ok && strings.Index(after, "**") > 0 {
			bold++
		}
	}
	return headings > 0 && bold >= 4 && bold*5 >= lines
}

// headed says whether a text has a heading.
func headed(text string) bool {
	for line := range strings.Lines(text) {
		if level, _ := heading(trim(line), false); level > 0 {
			return true
		}
	}
	return false
}

// readMarkdown divides Markdown into blocks. A line is a block here too:
// transcripts in Markdown are as often one turn a line as one a paragraph.
func readMarkdown(d *decode.Decoded, text string, lim decode.Limits) {
	text, hidden := dropComments(text)
	if hidden > 0 {
		d.Warnings = append(d.Warnings, decode.Warnf("", "%s (<!-- -->) left out",
			decode.Plural(hidden, "hidden comment was", "hidden comments were")))
	}
	rest, n := frontMatter(d, text)
	rest, notes := takeNotes(rest)
	above := n
	rest, tables := takeTables(rest)
	width := wrapWidth(rest)
	headings := headed(rest)
	var fence string   // what closes the code block we are in
	var before string  // the line before this one, if a paragraph may go on after it
	var lines []string // of the paragraph that the last block is
	end := func() {
		if len(lines) > 1 {
			last := &d.Blocks[len(d.Blocks)-1]
			last.Text, last.Bold = inline(strings.Join(lines, " "))
		}
		lines = lines[:0]
	}
	for line := range strings.Lines(rest) {
		n++
		hardBreak := strings.HasSuffix(line, "  \n") || strings.HasSuffix(line, "\\\n")
		line = putNotes(trim(line), notes)
		mark := fenceMark(line)
		switch {
		case tables[n-above] != nil:
			end()
			before = ""
			d.Blocks = append(d.Blocks, table(tables[n-above], n, notes, lim)...)
		case mark != "" && fence == "":
			fence, before = mark, ""
		case mark != "" && fence == mark:
			fence, before = "", ""
		case line == "":
			before = ""
		case fence != "":
			end()
			d.Blocks = append(d.Blocks, decode.Block{Text: line, Line: n})
		case before != "" && setext(line):
			d.Blocks[len(d.Blocks)-1].Heading = 1
			before = ""
		case thematicBreak(line):
			before = ""
		case before != "" && width > 0 && continues(before, line, width):
			lines = append(lines, strings.TrimSuffix(line, "\\"))
			before = line
		default:
			end()
			b := markdownBlock(line, headings)
			before = ""
			if b.Text != "" {
				b.Line = n
				d.Blocks = append(d.Blocks, b)
				if b.Heading == 0 && b.Cells == 0 {
					lines = append(lines, strings.TrimSuffix(quoted(line), "\\"))
					before = line
				}
			}
		}
		if hardBreak {
			before = ""
		}
	}
	end()
	for _, name := range slices.Sorted(maps.Keys(notes)) { // that no mark is for
		if text, _ := inline("[" + notes[name] + "]"); text != "" {
			d.Blocks = append(d.Blocks, decode.Block{Text: text, Line: max(n, 1)})
		}
	}
	noteWidth(d, width)
}

// markdownBlock reads one line. A line that says nothing has no text.
// headings says that there are some in the text.
func markdownBlock(line string, headings bool) (b decode.Block) {
	line = quoted(line)
	if cells, ok := tableRow(line); ok {
		for i := range cells {
			cells[i], _ = inline(trim(cells[i]))
			cells[i] = strings.ReplaceAll(cells[i], "\t", " ")
			if cells[i] != "" {
				b.Cells = i + 1
			}
		}
		b.Text = strings.Join(cells[:b.Cells], "\t")
		return b
	}
	b.Heading, line = heading(line, headings)
	b.Text, b.Bold = inline(strings.TrimSuffix(line, "\\"))
	return b
}

// dropComments blanks out HTML comments, keeping their line breaks so that
// lines keep their numbers. An unclosed comment stays.
func dropComments(text string) (string, int) {
	n := 0
	var b strings.Builder
	for {
		i := strings.Index(text, "<!--")
		if i < 0 {
			break
		}
		j := strings.Index(text[i:], "-->")
		if j < 0 {
			break
		}
		j += i + 3
		b.WriteString(text[:i])
		for range strings.Count(text[i:j], "\n") {
			b.WriteByte('\n')
		}
		text = text[j:]
		n++
	}
	b.WriteString(text)
	return b.String(), n
}

// frontMatter takes simple front matter (key: value between lines of ---) off
// the beginning and into Meta. It returns the rest and the number of lines
// taken. A list under a key becomes one value. What does not look like front
// matter is text.
func frontMatter(d *decode.Decoded, text string) (rest string, lines int) {
	const most = 200
	body, ok := strings.CutPrefix(text, "---\n")
	if !ok {
		return text, 0
	}
	var meta [][2]string
	n, taken := 1, 4
	for line := range strings.Lines(body) {
		n++
		taken += len(line)
		item := strings.TrimSpace(line)
		switch {
		case n > most:
			return text, 0
		case item == "---" || item == "...":
			if len(meta) == 0 {
				return text, 0
			}
			for _, m := range meta {
				if m[1] != "" {
					d.Meta = append(d.Meta, m)
				}
			}
			return text[taken:], n
		case item == "" || item[0] == '#':
		case strings.HasPrefix(item, "- ") && len(meta) > 0:
			addValue(&meta[len(meta)-1], item[2:])
		default:
			key, value, ok := strings.Cut(item, ":")
			nested := line[0] == ' ' || line[0] == '\t'
			isKey := ok && key != "" && !strings.ContainsAny(key, "*[]") && len(key) <= 60 &&
				(value == "" || value[0] == ' ')
			switch {
			case isKey:
				if nested && len(meta) == 0 {
					return text, 0
				}
				meta = append(meta, [2]string{strings.TrimSpace(key), ""})
				addValue(&meta[len(meta)-1], value)
			case nested && len(meta) > 0:
				addValue(&meta[len(meta)-1], item)
			default:
				return text, 0
			}
		}
	}
	return text, 0
}

// addValue adds to a key's value; a list in brackets is several.
func addValue(m *[2]string, value string) {
	value = strings.TrimSpace(value)
	if len(value) >= 2 && value[0] == '[' && value[len(value)-1] == ']' {
		for item := range strings.SplitSeq(value[1:len(value)-1], ",") {
			addValue(m, strings.Trim(item, "[] \t"))
		}
		return
	}
	if len(value) >= 2 && (value[0] == '"' || value[0] == '\'') && value[len(value)-1] == value[0] {
		value = value[1 : len(value)-1]
	}
	switch {
	case value == "" || value == "|" || value == ">":
	case m[1] == "":
		m[1] = value
	default:
		m[1] += ", " + value
	}
}

// heading takes the marks off a heading (## Title ##) and returns its level.
// Where loose, the blank behind them may be wanting (##The first part), but not
// where that would be a hashtag.
func heading(line string, loose bool) (int, string) {
	n := len(line) - len(strings.TrimLeft(line, "#"))
	if n == 0 || n > 6 || len(line) > n && line[n] != ' ' && line[n] != '\t' && !(loose && title(line[n:])) {
		return 0, line
	}
	line = strings.TrimSpace(line[n:])
	if i := strings.LastIndexByte(line, '{'); i >= 0 && attributes(line[i:]) == len(line)-i {
		line = strings.TrimSpace(line[:i])
	}
	if closed := strings.TrimRight(line, "#"); closed == "" || strings.HasSuffix(closed, " ") {
		line = strings.TrimSpace(closed)
	}
	return n, line
}

// title says whether a line is rather a title than a sentence that begins with
// a hashtag: a short one of several words, the first with a capital and no
// other, without a point at the end.
func title(line string) bool {
	first, rest, _ := strings.Cut(line, " ")
	r, size := utf8.DecodeRuneInString(first)
	return unicode.IsUpper(r) && strings.IndexFunc(first[size:], func(r rune) bool { return !unicode.IsLower(r) }) < 0 &&
		strings.TrimSpace(rest) != "" && len(line) <= 100 && !strings.ContainsAny(line[len(line)-1:], ".!?…,;:")
}

// setext is the line of equals signs that makes a heading of the line before
// it. The other kind, of hyphens, is far more often meant as a rule.
func setext(line string) bool { return len(line) >= 3 && strings.Trim(line, "=") == "" }

// thematicBreak is a line that only draws a rule.
func thematicBreak(line string) bool {
	c := line[0]
	if c != '-' && c != '*' && c != '_' {
		return false
	}
	marks := 0
	for i := range len(line) {
		switch line[i] {
		case c:
			marks++
		case ' ', '\t':
		default:
			return false
		}
	}
	return marks >= 3
}

func fenceMark(line string) string {
	switch {
	case strings.HasPrefix(line, "```"):
		return "```"
	case strings.HasPrefix(line, "~~~"):
		return "~~~"
	}
	return ""
}

// quoted takes the marks of a block quotation off a line. Two of them (>>)
// with nothing between open a speaker's turn in captions, and stay.
func quoted(line string) string {
	for strings.HasPrefix(line, "> ") || line == ">" {
		line = strings.TrimLeft(line[1:], " \t")
	}
	return line
}

// tableRow splits a row of a Markdown table (| a | b |). The rule under the
// head is a row without cells.
func tableRow(line string) (cells []string, ok bool) {
	if len(line) < 3 || line[0] != '|' || line[len(line)-1] != '|' {
		return nil, false
	}
	inner := line[1 : len(line)-1]
	if strings.Trim(inner, "-:| \t") == "" && strings.Contains(inner, "-") {
		return nil, true
	}
	from := 0
	for i := 0; i < len(inner); i++ {
		switch inner[i] {
		case '\\':
			i++
		case '|':
			cells = append(cells, inner[from:i])
			from = i + 1
		}
	}
	return append(cells, inner[from:]), true
}
