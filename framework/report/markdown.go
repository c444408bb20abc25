package report

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"framewise/codebook"
	"framewise/corpus"
	"framewise/framework"
)

func writeMarkdown(w io.Writer, m *framework.Matrix, layout Layout) error {
	b := bufio.NewWriter(w) // errors stay with it, until Flush
	fmt.Fprintf(b, "# %s\n", plain(m.Project.Name))
	switch {
	case layout == Long && m.Show.Numbers():
		header, rows := longTable(m)
		b.WriteByte('\n')
		tableRow(b, header)
		tableRule(b, len(header)-1, 1)
		for row := range rows {
			tableRow(b, row)
		}
	case layout == Long:
		for row := range m.Rows {
			caseSection(b, m, row)
		}
		columnSection(b, m)
	case layout == Themes:
		for _, theme := range m.Tree.Themes() {
			if m.ColumnOf(theme.ID) >= 0 {
				fmt.Fprintf(b, "\n## %s\n\n", plain(theme.Title()))
				wideTable(b, m, m.Header, m.Tree.Under(theme.ID))
			}
		}
	default:
		b.WriteByte('\n')
		codes := make([]codebook.CodeID, len(m.Columns))
		for i, c := range m.Columns {
			codes[i] = c.ID
		}
		wideTable(b, m, m.Attributes, codes)
	}
	return b.Flush()
}

// wideTable has a row for every case and a column for every code that is
// shown.
func wideTable(b *bufio.Writer, m *framework.Matrix, attributes []corpus.Attribute, codes []codebook.CodeID) {
	header := []string{"case"}
	for _, a := range attributes {
		header = append(header, a.Name)
	}
	var columns []int
	for _, id := range codes {
		if column := m.ColumnOf(id); column >= 0 {
			columns = append(columns, column)
			header = append(header, m.Columns[column].Title())
		}
	}
	if caseSummaries(m) {
		columns = append(columns, framework.All)
		header = append(header, m.Title(framework.All))
	}
	tableRow(b, header)
	if m.Show.Numbers() {
		tableRule(b, 1+len(attributes), len(columns))
	} else {
		tableRule(b, len(header), 0)
	}
	for _, row := range wideRows(m) {
		if g, ok := m.GroupAt(row); ok {
			b.WriteString("| **" + inTable(plain(g.Title)) + "**" + strings.Repeat(" |", len(header)) + "\n")
		}
		b.WriteString("| " + inTable(plain(m.Label(row))))
		for _, a := range attributes {
			b.WriteString(" | " + inTable(plain(valueOf(m, row, a))))
		}
		for _, column := range columns {
			b.WriteString(" | " + inTable(crossing(m, row, column)))
		}
		b.WriteString(" |\n")
	}
}

// crossing is a cell as Markdown.
func crossing(m *framework.Matrix, row, column int) string {
	x := m.At(row, column)
	if m.Show != framework.ShowSummary {
		return plain(wide(m, row, column))
	}
	var parts []string
	if x.Cell != nil {
		if symbol := x.Cell.Stance.Symbol(); symbol != "" {
			parts = append(parts, symbol)
		}
		if x.Cell.Empty != framework.NotEmpty {
			parts = append(parts, "∅ "+string(x.Cell.Empty))
		}
		for _, t := range inMargin(x.Cell) { // of a crossing it is the summary
			parts = append(parts, emphasised(t.label)+dressed(t.text))
		}
	}
	for i := range x.Below {
		if c := &x.Below[i]; c.Summary != "" {
			code, _ := m.Tree.Code(c.Code)
			parts = append(parts, "**"+plain(code.Title())+"** "+dressed(c.Summary))
		}
	}
	if n := len(x.Quotes); n > 0 && len(x.Below) == 0 && (x.Cell == nil || x.Cell.Summary == "" && x.Cell.Empty == framework.NotEmpty) {
		parts = append(parts, fmt.Sprintf("*not charted: %d coded*", n))
	}
	return strings.Join(parts, " ")
}

// caseSection is all that is known of a case, cell by cell.
func caseSection(b *bufio.Writer, m *framework.Matrix, row int) {
	fmt.Fprintf(b, "\n## %s\n", plain(m.Rows[row].Case.Label))
	var facts []string
	for _, a := range m.Attributes {
		if value := m.Rows[row].Case.Values[a.Name]; value != "" {
			facts = append(facts, plain(a.Name+": "+value))
		}
	}
	if len(facts) > 0 {
		fmt.Fprintf(b, "\n%s\n", strings.Join(facts, " · "))
	}
	if m.Show == framework.ShowSummary && m.At(row, framework.All).Cell != nil {
		marginSection(b, m, m.At(row, framework.All))
	}
	for _, column := range shown(m, row) {
		x := m.At(row, column)
		fmt.Fprintf(b, "\n### %s\n", plain(m.Columns[column].Title()))
		charted := m.Show == framework.ShowSummary
		if charted {
			fmt.Fprintf(b, "\n%s\n", plain(strings.Join(state(m, x), " · ")))
		}
		if charted && x.Cell != nil && x.Cell.Summary != "" {
			fmt.Fprintf(b, "\n%s\n", strings.ReplaceAll(dressed(x.Cell.Summary), "\n", "  \n"))
		}
		if charted && x.Cell != nil && x.Cell.Comment != "" {
			fmt.Fprintf(b, "\n\\[%s\\]\n", strings.ReplaceAll(plain(x.Cell.Comment), "\n", "  \n"))
		}
		for j := range x.Below {
			if c := &x.Below[j]; charted && c.Summary != "" {
				code, _ := m.Tree.Code(c.Code)
				fmt.Fprintf(b, "\n**%s** %s\n", plain(code.Title()), strings.ReplaceAll(dressed(c.Summary), "\n", "  \n"))
			}
		}
		for i := range x.Quotes {
			q := &x.Quotes[i]
			if i == 0 {
				b.WriteByte('\n')
			}
			head := q.Locator.String()
			if symbol := q.Coding.Stance.Symbol(); symbol != "" {
				head += " " + symbol
			}
			b.WriteString("- " + plain(head))
			for _, w := range q.Printed() {
				fmt.Fprintf(b, " *“%s”*", strings.Join(strings.Fields(plain(w.Text)), " "))
				if note := w.Note(); note != "" {
					fmt.Fprintf(b, " (%s)", plain(note))
				}
			}
			if who := m.Who(q); who != "" {
				fmt.Fprintf(b, " (%s)", plain(who))
			}
			b.WriteByte('\n')
		}
	}
}

// columnSection is what all cases say, column by column.
func columnSection(b *bufio.Writer, m *framework.Matrix) {
	for i, column := range columnSummaries(m) {
		if i == 0 {
			b.WriteString("\n## All cases\n")
		}
		fmt.Fprintf(b, "\n### %s\n", plain(m.Title(column)))
		marginSection(b, m, m.At(framework.All, column))
	}
}

// marginSection is a summary in the margin.
func marginSection(b *bufio.Writer, m *framework.Matrix, x framework.Crossing) {
	fmt.Fprintf(b, "\n%s\n", plain(strings.Join(state(m, x), " · ")))
	for _, t := range inMargin(x.Cell) {
		fmt.Fprintf(b, "\n%s%s\n", emphasised(t.label), strings.ReplaceAll(dressed(t.text), "\n", "  \n"))
	}
	if x.Cell.Comment != "" {
		fmt.Fprintf(b, "\n\\[%s\\]\n", strings.ReplaceAll(plain(x.Cell.Comment), "\n", "  \n"))
	}
}

// emphasised is what stands before a text, in bold.
func emphasised(label string) string {
	if label == "" {
		return ""
	}
	return "**" + strings.TrimSpace(label) + "** "
}

// dressed is a summary with the participant's words in italics.
func dressed(summary string) string {
	var b strings.Builder
	for _, run := range framework.Runs(strings.ReplaceAll(summary, "\r", "")) {
		if run.Kind == framework.OwnWords && !strings.Contains(run.Text, "\n") {
			b.WriteString("*" + marks.Replace(run.Text) + "*")
		} else {
			b.WriteString(marks.Replace(run.Text))
		}
	}
	return noBlocks(b.String())
}

// marks are the characters that Markdown or HTML act on.
var marks = strings.NewReplacer(`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "<", "&lt;",
	">", "&gt;", "&", "&amp;", "#", `\#`, "|", `\|`, "~", `\~`, "$", `\$`)

// plain is text that Markdown leaves as it is.
func plain(s string) string { return noBlocks(marks.Replace(strings.ReplaceAll(s, "\r", ""))) }

// noBlocks keeps lines from becoming items of a list, rules, or code.
func noBlocks(s string) string {
	lines := strings.Split(s, "\n")
	for i, line := range lines {
		line = strings.TrimLeft(line, " \t")
		digits := 0
		for digits < len(line) && line[digits] >= '0' && line[digits] <= '9' {
			digits++
		}
		if digits < len(line) && (digits == 0 && strings.IndexByte("-+=", line[0]) >= 0 ||
			digits > 0 && strings.IndexByte(".)", line[digits]) >= 0 && strings.HasPrefix(line[digits+1:]+" ", " ")) {
			line = line[:digits] + `\` + line[digits:]
		}
		lines[i] = line
	}
	return strings.Join(lines, "\n")
}

// inTable is Markdown on the one line that a table's cell has.
func inTable(s string) string { return strings.ReplaceAll(s, "\n", "<br>") }

func tableRow(b *bufio.Writer, cells []string) {
	for _, c := range cells {
		b.WriteString("| " + inTable(plain(c)) + " ")
	}
	b.WriteString("|\n")
}

// tableRule is the line under a header, with columns of text, then of numbers.
func tableRule(b *bufio.Writer, texts, numbers int) {
	b.WriteString(strings.Repeat("| --- ", texts) + strings.Repeat("| ---: ", numbers) + "|\n")
}
