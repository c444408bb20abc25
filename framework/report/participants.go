package report

import (
	"bufio"
	_ "embed" // for the page
	"encoding/json"
	"html/template"
	"io"
	"math"
	"strconv"
	"strings"

	"framewise/corpus"
	"framewise/corpus/decode/tabular"
	"framewise/framework"
)

// ParticipantLine is a line of the table of participants: what it tells, and
// that of each group.
type ParticipantLine struct {
	Text  string
	Below bool // of the line above it that stands without cells
	Cells []string
}

// ParticipantLines lays the table out as papers print it: under a number its
// mean (SD) and range, and with median its median and quartiles; under a
// category how many cases and their share of those whose value is known;
// missing values as plain numbers. The first line has the groups and how many
// they are.
func ParticipantLines(p framework.Participants, median bool) (head ParticipantLine, lines []ParticipantLine) {
	head.Text = "Characteristic"
	for i, g := range p.Groups {
		name := g.Value
		switch {
		case i == len(p.Groups)-1:
			name = "All"
		case name == "":
			name = "Not known"
		}
		head.Cells = append(head.Cells, name+" (n = "+strconv.Itoa(g.Cases)+")")
	}
	if len(p.Groups) == 0 {
		return head, nil
	}
	each := func(text string, cell func(corpus.Distribution) string, i int) {
		line := ParticipantLine{Text: text, Below: true}
		for _, g := range p.Groups {
			line.Cells = append(line.Cells, cell(g.Of[i]))
		}
		lines = append(lines, line)
	}
	all := p.Groups[len(p.Groups)-1].Of
	for i, d := range all {
		lines = append(lines, ParticipantLine{Text: d.Attribute.Name})
		switch d.Attribute.Type {
		case corpus.NumberAttribute:
			each("mean (SD)", meanSD, i)
			if median {
				each("median (quartiles)", medianQuartiles, i)
			}
			each("range", numberRange, i)
		case corpus.DateAttribute:
			each("from", func(d corpus.Distribution) string { return dash(d.First) }, i)
			each("to", func(d corpus.Distribution) string { return dash(d.Last) }, i)
		default:
			for _, c := range d.Counts {
				each(c.Value, func(d corpus.Distribution) string { return share(d, c.Value) }, i)
			}
		}
		for _, c := range d.Missing {
			name := c.Value
			if name == "" {
				name = "not known"
			}
			each(name, func(d corpus.Distribution) string { return strconv.Itoa(cases(d.Missing, c.Value)) }, i)
		}
	}
	return head, lines
}

func cases(counts []corpus.Count, value string) int {
	for _, c := range counts {
		if c.Value == value {
			return c.Cases
		}
	}
	return 0
}

// share is a count with its percentage of the cases whose value is known: whole
// below a hundred of them, else with one decimal.
func share(d corpus.Distribution, value string) string {
	n := cases(d.Counts, value)
	if d.Known == 0 {
		return strconv.Itoa(n)
	}
	decimals := 0
	if d.Known >= 100 {
		decimals = 1
	}
	return strconv.Itoa(n) + " (" + fixed(100*float64(n)/float64(d.Known), decimals) + "%)"
}

func meanSD(d corpus.Distribution) string {
	if d.Numbers == nil {
		return "–"
	}
	sd := "–"
	if d.Numbers.SD != nil {
		sd = fixed(*d.Numbers.SD, 1)
	}
	return fixed(d.Numbers.Mean, 1) + " (" + sd + ")"
}

func medianQuartiles(d corpus.Distribution) string {
	if n := d.Numbers; n != nil {
		return plainNumber(n.Median) + " (" + plainNumber(n.Q1) + "–" + plainNumber(n.Q3) + ")"
	}
	return "–"
}

func numberRange(d corpus.Distribution) string {
	if n := d.Numbers; n != nil {
		return plainNumber(n.Min) + "–" + plainNumber(n.Max)
	}
	return "–"
}

// fixed rounds half away from zero, as people do by hand.
func fixed(x float64, decimals int) string {
	scale := math.Pow10(decimals)
	// The nearest float to 0.25 × 10 is just below or above the half.
	rounded := math.Round(x*scale*(1+1e-12)) / scale
	return strconv.FormatFloat(rounded, 'f', decimals, 64)
}

// plainNumber has the decimals that the number has, two at most.
func plainNumber(x float64) string {
	return strings.TrimSuffix(strings.TrimRight(fixed(x, 2), "0"), ".")
}

func dash(s string) string {
	if s == "" {
		return "–"
	}
	return s
}

// participantsNote stands under the table.
const participantsNote = "Numbers are mean (sample standard deviation) and range; categories are n (% of those whose value is known)."

//go:embed participants.html
var participantsSource string

var participantsPage = template.Must(template.New("participants").Parse(participantsSource))

// WriteParticipants writes the table of participants in any of the [Formats].
// The HTML is made to be opened in Word or pasted there.
func WriteParticipants(w io.Writer, p framework.Participants, title string, f Format, median bool) error {
	head, lines := ParticipantLines(p, median)
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
		b.WriteString("\n" + plain(participantsNote) + "\n")
		return b.Flush()
	case HTML:
		return participantsPage.Execute(w, participantsView{title, head, lines, participantsNote})
	}
	return corpus.Errorf(corpus.ErrInvalid, "%q is not a format", f).WithHint("use csv, md, json or html")
}

type participantsView struct {
	Title string
	Head  ParticipantLine
	Lines []ParticipantLine
	Note  string
}
