package cli

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"framewise/cmd/internal/term"
	"framewise/codebook"
	"framewise/framework"
	"framewise/framework/project"
)

func newChartShowCommand(a *app) *cobra.Command {
	var in quotesIn
	cmd := &cobra.Command{
		Use:   "show CASE [CODE]",
		Short: "Show a case's cells with their quotes",
		Long: `Shows what was charted for a case: its own summary, then cell by cell, each with
its status, stance and author and with the quotes that it rests on. With a code
it shows that cell and those below it, also where nothing was charted yet.

“all” for the case shows the summaries of the columns, for the code that of the
whole case.`,
		Example: `  framewise chart show P07
  framewise chart show P07 relationship
  framewise chart show P07 all
  framewise chart show all relationship
  framewise chart show P07 --quotes-in en`,
		Args:              takes("CASE", "[CODE]"),
		ValidArgsFunction: a.completed(false, orAll(someCases), orAll(someCodes)),
		RunE: func(cmd *cobra.Command, args []string) error {
			return runChartShow(cmd.Context(), a, args, in)
		},
	}
	quotesInFlag(a, cmd, &in)
	return cmd
}

// What stands before the range of views and the exceptions, where people read
// or write them below a summary.
const (
	rangeLabel      = "Range of views:"
	exceptionsLabel = "Exceptions:"
)

// cellJSON is a line of chart show and chart set --json.
type cellJSON struct {
	Case     string              `json:"case"`
	Code     string              `json:"code"`
	Name     string              `json:"code_name"`
	Summary  string              `json:"summary,omitempty"`
	Range    string              `json:"range,omitempty"` // of views
	Except   string              `json:"exceptions,omitempty"`
	Comment  string              `json:"comment,omitempty"`
	Status   framework.Status    `json:"status"`
	Empty    framework.Emptiness `json:"empty,omitempty"`
	Stance   codebook.Stance     `json:"stance,omitempty"`
	Rating   string              `json:"rating,omitempty"`
	Author   string              `json:"author,omitempty"`
	Reviewer string              `json:"reviewer,omitempty"`
	Modified *time.Time          `json:"modified,omitempty"`
	Quotes   []quoteJSON         `json:"quotes,omitempty"`
}

// quoteJSON is a quote in a cell's JSON.
type quoteJSON struct {
	ID       codebook.CodingID `json:"id"`
	Locator  string            `json:"locator"`
	Coder    string            `json:"coder"`
	Stance   codebook.Stance   `json:"stance,omitempty"`
	Key      bool              `json:"key,omitempty"`
	Evidence bool              `json:"evidence,omitempty"` // the summary points at it
	Quote    string            `json:"quote"`
	framework.WordsTold
	said string // as it is printed
}

func jsonOfCell(m *framework.Matrix, row, column int) cellJSON {
	x := m.At(row, column)
	out := cellJSON{Case: m.Label(row), Code: m.Key(column), Name: m.Title(column), Status: x.Status()}
	if column != framework.All {
		out.Name = m.Columns[column].Name
	}
	evidence := make(map[codebook.CodingID]bool)
	if c := x.Cell; c != nil {
		out.Summary, out.Comment, out.Empty, out.Stance, out.Rating = c.Summary, c.Comment, c.Empty, c.Stance, c.Rating
		out.Range, out.Except = c.Range, c.Exceptions
		out.Author, out.Reviewer = m.Coders[c.Author].Name, m.Coders[c.Reviewer].Name
		out.Modified = &c.Modified
		for _, id := range c.Evidence {
			evidence[id] = true
		}
	}
	for _, q := range x.Quotes {
		out.Quotes = append(out.Quotes, quoteJSON{
			q.Coding.ID, q.Locator.String(), m.Coders[q.Coding.Coder].Initials, q.Coding.Stance, q.Coding.Key,
			evidence[q.Coding.ID], q.Words().Text, q.WordsTold(), q.Said(),
		})
	}
	return out
}

func runChartShow(ctx context.Context, a *app, args []string, in quotesIn) error {
	return a.with(ctx, func(p *project.Project) error {
		m, places, err := p.Cells(ctx, cellsWanted(args))
		if err != nil {
			return err
		}
		if err := printCells(ctx, p, in, m, places); err != nil {
			return err
		}
		shown := 0
		for _, at := range places {
			x := m.At(at.Row, at.Column)
			margin := at.Row == framework.All || at.Column == framework.All
			asked := len(args) > 1 && (!margin || len(places) == 1)
			if x.Cell == nil && len(x.Quotes) == 0 && !asked {
				continue
			}
			shown++
			if err := showCell(a.term, jsonOfCell(m, at.Row, at.Column), m.Title(at.Column)); err != nil {
				return err
			}
		}
		if shown == 0 {
			a.term.Note("nothing is coded or charted for %s yet", args[0])
		}
		return nil
	})
}

// wantedColumns are the columns of codes and of what lies below them, without
// the themes above that a view brings with it; no codes are all columns.
func wantedColumns(m *framework.Matrix, codes []string) ([]int, error) {
	var columns []int
	for i := range m.Columns {
		columns = append(columns, i)
	}
	if len(codes) == 0 {
		return columns, nil
	}
	wanted := make(map[codebook.CodeID]bool)
	for _, name := range codes {
		c, err := m.Tree.Find(name)
		if err != nil {
			return nil, err
		}
		for _, id := range m.Tree.Under(c.ID) {
			wanted[id] = true
		}
	}
	return slices.DeleteFunc(columns, func(i int) bool { return !wanted[m.Columns[i].ID] }), nil
}

func showCell(t *term.Terminal, c cellJSON, title string) error {
	switch {
	case t.JSON:
		return t.Object(c)
	case !t.OutTTY:
		var at []string
		for _, q := range c.Quotes {
			at = append(at, q.Locator)
		}
		return t.Table().Row(c.Case, c.Code, string(c.Status), string(c.Empty), string(c.Stance), c.Rating, c.Author,
			c.Reviewer, c.Summary, c.Comment, strings.Join(at, " "), c.Range, c.Except)
	}
	facts := []string{string(c.Status)}
	for _, fact := range []string{
		string(c.Empty), strings.TrimSpace(c.Stance.Symbol() + " " + string(c.Stance)), c.Rating, c.Author,
	} {
		if fact != "" {
			facts = append(facts, fact)
		}
	}
	if c.Reviewer != "" {
		facts = append(facts, "reviewed by "+c.Reviewer)
	}
	err := t.Print(t.Styled(term.Safe(c.Case+" × "+title), term.Strong), "  ",
		t.Styled(term.Safe(strings.Join(facts, " · ")), term.Faint))
	if err != nil {
		return err
	}
	if err := summary(t, c.Summary, 2, min(t.Columns, 100)); err != nil {
		return err
	}
	for _, more := range []struct{ label, text string }{{rangeLabel, c.Range}, {exceptionsLabel, c.Except}} {
		if more.text != "" {
			if err := summary(t, more.label+" "+more.text, 2, min(t.Columns, 100)); err != nil {
				return err
			}
		}
	}
	if c.Comment != "" {
		if err := indented(t, "["+c.Comment+"]", 2, term.Faint); err != nil {
			return err
		}
	}
	for _, q := range c.Quotes {
		mark := " "
		if q.Evidence {
			mark = "•"
		}
		line := fmt.Sprintf("%s %s %s (%s)", q.Locator, q.Stance.Symbol(), q.said, q.Coder)
		for i, text := range term.Wrap(term.Safe(line), min(t.Columns, 100)-6) {
			if i > 0 {
				mark = " "
			}
			if err := t.Print("  ", mark, " ", t.Styled(text, term.Faint)); err != nil {
				return err
			}
		}
	}
	return t.Print()
}

// summary prints a cell's summary in a column that begins some way in: own
// words strong, remarks faint, places in their colour. The marks that make
// them so stand in the text too.
func summary(t *term.Terminal, text string, margin, width int) error {
	if text == "" {
		return nil
	}
	styles := map[framework.RunKind]term.Style{
		framework.OwnWords: term.Strong, framework.Remark: term.Faint,
		framework.Place: term.Place, framework.KeyPlace: term.Place,
	}
	// The runs of the text, byte by byte, so that wrapped lines find theirs.
	text = term.SafeLines(text)
	kinds := make([]framework.RunKind, 0, len(text))
	for _, run := range framework.Runs(text) {
		for range len(run.Text) {
			kinds = append(kinds, run.Kind)
		}
	}
	at := 0
	for _, line := range term.Wrap(text, width-margin) {
		var b, piece strings.Builder
		kind := framework.Paraphrase
		flush := func() {
			words := strings.TrimRight(piece.String(), " ")
			b.WriteString(t.Styled(words, styles[kind]) + piece.String()[len(words):])
			piece.Reset()
		}
		for _, r := range line {
			if r != ' ' {
				for at < len(text) && !strings.HasPrefix(text[at:], string(r)) {
					at++
				}
			}
			if k := kinds[min(at, len(kinds)-1)]; k != kind && r != ' ' {
				flush()
				kind = k
			}
			piece.WriteRune(r)
			if r != ' ' {
				at += len(string(r))
			}
		}
		flush()
		if err := t.Print(strings.Repeat(" ", margin), b.String()); err != nil {
			return err
		}
	}
	return nil
}
