package plain

import (
	"strings"

	"framewise/corpus/decode"
	"framewise/corpus/decode/html"
	"framewise/corpus/decode/prose"
)

// takeTables takes the tables drawn with lines (grid tables) and those in HTML
// out of a text, and leaves empty lines in their place. They are known by the
// number of the line that they begin at.
func takeTables(text string) (rest string, tables map[int][]string) {
	if !strings.Contains(text, "+-") && !strings.Contains(text, "</table>") {
		return text, nil
	}
	tables = map[int][]string{}
	lines := strings.SplitAfter(text, "\n")
	last := 0 // behind the last line that ends a table of HTML
	for i, line := range lines {
		if strings.Contains(line, "</table>") {
			last = i + 1
		}
	}
	for i := 0; i < len(lines); i++ {
		end := i
		switch line := trim(lines[i]); {
		case gridRule(line):
			end = endOfGrid(lines, i)
		case i < last && strings.HasPrefix(line, "<table"):
			end = endOfHTML(lines[:last], i)
		}
		if end == i {
			continue
		}
		for j := i; j < end; j++ {
			tables[i+1] = append(tables[i+1], trim(lines[j]))
			lines[j] = "\n"
		}
		i = end - 1
	}
	return strings.Join(lines, ""), tables
}

// endOfGrid is the line behind a table that is drawn with lines.
func endOfGrid(lines []string, from int) int {
	for i := from; i < len(lines); i++ {
		if line := trim(lines[i]); !gridRule(line) && !strings.HasPrefix(line, "|") {
			return i
		}
	}
	return len(lines)
}

// endOfHTML is the line behind a table in HTML, or behind the last that may end
// one.
func endOfHTML(lines []string, from int) int {
	open := 0
	for i := from; i < len(lines); i++ {
		open += strings.Count(lines[i], "<table") - strings.Count(lines[i], "</table>")
		if open <= 0 {
			return i + 1
		}
	}
	return len(lines)
}

// gridRule is a line between the rows of a grid table.
func gridRule(line string) bool {
	return len(line) > 3 && (strings.HasPrefix(line, "+-") || strings.HasPrefix(line, "+=")) && strings.HasSuffix(line, "+") && strings.Trim(line, "+-=:") == ""
}

// table makes blocks of a table's lines, the first of which has a number.
func table(lines []string, n int, notes map[string]string, lim decode.Limits) []decode.Block {
	if !strings.HasPrefix(lines[0], "+") {
		page := decode.File{Name: "table", Content: []byte(strings.Join(lines, "\n"))}
		d, err := html.Read(page, decode.TextOptions{Encoding: "utf-8"}, lim)
		if err != nil {
			return nil // it says nothing, as cells without text do
		}
		for i := range d.Blocks {
			d.Blocks[i].Line = n + min(d.Blocks[i].Line, len(lines)) - 1
		}
		return d.Blocks
	}
	var flow prose.Flow
	var row []*prose.Flow
	endRow := func() {
		var cells [][]prose.Paragraph
		for _, c := range row {
			cells = append(cells, c.End())
		}
		flow.Row(cells)
		row = nil
	}
	var texts []string // of the row's cells, as far as their paragraphs go
	begun := n         // the line that the row begins at
	endParagraph := func(i int) {
		if texts[i] != "" {
			p := row[i].Next()
			p.Line = begun
			text, _ := inline(putNotes(texts[i], notes))
			p.Put(text, false)
			texts[i] = ""
		}
	}
	for i, line := range lines {
		cells, ok := tableRow(line)
		if !ok {
			for j := range row {
				endParagraph(j)
			}
			endRow()
			begun = n + i + 1
			continue
		}
		for len(row) < len(cells) {
			row, texts = append(row, &prose.Flow{}), append(texts[:len(row)], "")
		}
		for j := range row {
			cell := ""
			if j < len(cells) {
				cell = trim(cells[j])
			}
			if cell == "" {
				endParagraph(j)
				continue
			}
			texts[j] = strings.TrimSpace(texts[j] + " " + cell)
		}
	}
	for j := range row {
		endParagraph(j)
	}
	endRow()
	var blocks prose.Blocks
	blocks.Emit(flow.End())
	var d decode.Decoded
	blocks.Into(&d, nil)
	return d.Blocks
}
