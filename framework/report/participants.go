package report

import (
	"bufio"
	_ "embed" // for the page
	"encoding/json"
	"html/template"
	"io"

	"framewise/corpus"
	"framewise/corpus/decode/tabular"
	"framewise/framework"
)

//go:embed participants.html
var participantsSource string

var participantsPage = template.Must(template.New("participants").Parse(participantsSource))

// WriteParticipants writes the table of participants in any of the [Formats].
// The HTML is made to be opened in Word or pasted there.
func WriteParticipants(w io.Writer, p framework.Participants, title string, f Format, median bool) error {
	head, lines := p.Lines(median)
	switch f {
	case JSON:
		e := json.NewEncoder(w)
		e.SetIndent("", "  ")
		e.SetEscapeHTML(false)
		return e.Encode(p)
	case CSV:
		return tabular.WriteCSV(w, append([]string{"characteristic", "of"}, head.Cells...), func(yield func([]string) bool) {
			above := ""
			for _, l := range lines {
				if !l.Below {
					above = l.Text
				} else if !yield(append([]string{above, l.Text}, l.Cells...)) {
					return
				}
			}
		})
	case Markdown:
		b := bufio.NewWriter(w) // errors stay with it, until Flush
		row := func(first string, cells []string) {
			b.WriteString("| " + first)
			for _, c := range cells {
				b.WriteString(" | " + inTable(plain(c)))
			}
			b.WriteString(" |\n")
		}
		row(head.Text, head.Cells)
		tableRule(b, 1, len(head.Cells))
		for _, l := range lines {
			if l.Below {
				row("&emsp;"+inTable(plain(l.Text)), l.Cells)
			} else {
				row("**"+inTable(plain(l.Text))+"**", make([]string, len(head.Cells)))
			}
		}
		b.WriteString("\n" + plain(framework.ParticipantsNote) + "\n")
		return b.Flush()
	case HTML:
		return participantsPage.Execute(w, participantsView{title, head, lines, framework.ParticipantsNote})
	}
	return corpus.Errorf(corpus.ErrInvalid, "%q is not a format", f).WithHint("use csv, md, json or html")
}

type participantsView struct {
	Title string
	Head  framework.ParticipantLine
	Lines []framework.ParticipantLine
	Note  string
}
