package cli

import (
	"slices"
	"strings"

	"framewise/cmd/internal/term"
	"framewise/codebook"
	"framewise/framework"
	"framewise/framework/project"
)

// pageWidth is the width of the lines in a charting page.
const pageWidth = 88

// chartingPage is what a person charts a cell in: its summary, then everything
// needed to write it as lines that begin with #.
func chartingPage(m *framework.Matrix, task framework.Task, quotes []framework.Quote, contexts []project.QuoteContext) string {
	var b strings.Builder
	note := func(indent, text string) {
		for _, line := range term.Wrap(term.SafeLines(text), pageWidth-2-len(indent)) {
			b.WriteString(strings.TrimRight("# "+indent+line, " ") + "\n")
		}
	}
	code, x := m.Columns[task.Column], m.At(task.Row, task.Column)
	var cell framework.Cell
	if x.Cell != nil {
		cell = *x.Cell
	}
	for line := range strings.SplitSeq(cell.Summary, "\n") {
		if strings.HasPrefix(strings.TrimLeft(line, `\`), "#") {
			line = `\` + line
		}
		b.WriteString(line + "\n")
	}
	b.WriteString("\n")
	head := m.Rows[task.Row].Case.Label + " × " + code.Title() + " — " + string(task.Need)
	if cell.Author != "" {
		head += " (" + string(cell.Status) + " by " + m.Coders[cell.Author].Name + ")"
	}
	note("", head)
	note("", "Write the summary above. “Double quotes” hold the participant's own words, [brackets] your remarks; "+
		"locators as below lead back to them. Lines that begin with # are left out.")
	if code.Definition != "" {
		b.WriteString("#\n")
		note("", code.Definition)
	}
	if cell.Empty != framework.NotEmpty {
		b.WriteString("#\n")
		note("", "Marked as empty: "+string(cell.Empty))
	}
	if cell.Comment != "" {
		b.WriteString("#\n")
		note("", "Comment: "+cell.Comment)
	}
	var asked []string
	for _, q := range m.Asked(task.Row, task.Column) {
		asked = append(asked, q.Locator.String())
	}
	if len(asked) > 0 {
		b.WriteString("#\n")
		note("", "Asked at "+strings.Join(asked, ", "))
	}
	question := ""
	for i, q := range quotes {
		b.WriteString("#\n")
		if asked := contexts[i].Question; asked != "" && asked != question {
			question = asked
			note("", "— "+term.Truncate(term.Safe(asked), 2*pageWidth))
		}
		note("", quoteHead(m, task, q))
		c := contexts[i]
		for _, w := range q.Printed() {
			before, after := "", ""
			if w.Text == q.Coding.Anchor.Quote { // what stands around it is in its language
				before, after = c.Before, c.After
			}
			if told := w.Note(); told != "" {
				before = "(" + told + ") " + before
			}
			note("  ", before+"“"+w.Text+"”"+after)
		}
		if q.Coding.Memo != "" {
			note("  ", "["+q.Coding.Memo+"]")
		}
	}
	if len(quotes) == 0 {
		b.WriteString("#\n")
		note("", "Nothing is coded here.")
	}
	for _, q := range task.Revised {
		if !q.Coding.Placed() {
			b.WriteString("#\n")
			note("", q.Locator.String()+" stood there before the transcript was corrected, and has no place now:")
			note("  ", "“"+q.Coding.Anchor.Quote+"”")
		}
	}
	return b.String()
}

// summingUpPage is what a person writes the summary of a whole case or column
// in, with what is charted there as lines that begin with #.
func summingUpPage(m *framework.Matrix, task framework.Task) string {
	var b strings.Builder
	note := func(indent, text string) {
		for _, line := range term.Wrap(term.SafeLines(text), pageWidth-2-len(indent)) {
			b.WriteString(strings.TrimRight("# "+indent+line, " ") + "\n")
		}
	}
	var cell framework.Cell
	if c := m.At(task.Row, task.Column).Cell; c != nil {
		cell = *c
	}
	for i, text := range []string{cell.Summary, cell.Range, cell.Exceptions} {
		b.WriteString([]string{"", rangeLabel + "\n", exceptionsLabel + "\n"}[i])
		for line := range strings.SplitSeq(text, "\n") {
			if strings.HasPrefix(strings.TrimLeft(line, `\`), "#") {
				line = `\` + line
			}
			b.WriteString(line + "\n")
		}
	}
	head := m.Label(task.Row) + " × " + m.Title(task.Column) + " — " + string(task.Need)
	if cell.Author != "" {
		head += " (" + string(cell.Status) + " by " + m.Coders[cell.Author].Name + ")"
	}
	note("", head)
	note("", "Write the summary above, then how far the views reach and who or what does not fit, each below its line. "+
		"Locators lead back to the quotes. Lines that begin with # are left out.")
	for _, at := range m.Margin(task.Row, task.Column) {
		c := m.At(at.Row, at.Column).Cell
		if c == nil {
			continue
		}
		title := m.Label(at.Row)
		if task.Column == framework.All {
			title = m.Title(at.Column)
		}
		parts := []string{title}
		if symbol := c.Stance.Symbol(); symbol != "" {
			parts = append(parts, symbol+" "+string(c.Stance))
		}
		if c.Empty != framework.NotEmpty {
			parts = append(parts, string(c.Empty))
		}
		b.WriteString("#\n")
		note("", strings.Join(parts, " · "))
		if c.Summary != "" {
			note("  ", c.Summary)
		}
		if c.Comment != "" {
			note("  ", "["+c.Comment+"]")
		}
	}
	return b.String()
}

// summingUp cuts what was written in such a page into its three texts.
func summingUp(words string) (summary, views, exceptions *string) {
	texts := make([]string, 3)
	at := 0
	for line := range strings.SplitSeq(words, "\n") {
		switch strings.TrimSpace(line) {
		case rangeLabel:
			at = 1
		case exceptionsLabel:
			at = 2
		default:
			texts[at] += line + "\n"
		}
	}
	for i := range texts {
		texts[i] = strings.TrimSpace(texts[i])
	}
	return &texts[0], &texts[1], &texts[2]
}

// quoteHead says where a quote is from and what was made of it.
func quoteHead(m *framework.Matrix, task framework.Task, q framework.Quote) string {
	parts := []string{q.Locator.String()}
	if symbol := q.Coding.Stance.Symbol(); symbol != "" {
		parts = append(parts, symbol+" "+string(q.Coding.Stance))
	}
	if q.Coding.Code != m.Columns[task.Column].ID {
		parts = append(parts, codeTitle(m, q.Coding.Code))
	}
	parts = append(parts, m.Name(q.Coding.Coder))
	if task.Need == framework.NewQuotes && isNew(task, q) {
		parts = append(parts, "new")
	}
	if slices.ContainsFunc(task.Revised, func(r framework.Quote) bool { return r.Coding.ID == q.Coding.ID }) {
		parts = append(parts, "corrected")
	}
	return strings.Join(parts, " · ")
}

func codeTitle(m *framework.Matrix, id codebook.CodeID) string {
	c, _ := m.Tree.Code(id)
	return c.Title()
}

// readCharting is the summary in an edited page.
func readCharting(page string) string {
	var lines []string
	for line := range strings.Lines(strings.TrimPrefix(page, "\uFEFF")) {
		line = strings.TrimRight(line, "\r\n\t ")
		if strings.HasPrefix(line, "#") {
			continue
		}
		if strings.HasPrefix(strings.TrimLeft(line, `\`), "#") {
			line = line[1:]
		}
		lines = append(lines, line)
	}
	return strings.TrimSpace(strings.Join(lines, "\n"))
}
