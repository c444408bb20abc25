package cli

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"framewise/cmd/internal/term"
	"framewise/codebook"
	"framewise/framework"
	"framewise/framework/project"
)

func newMatrixShowCommand(a *app) *cobra.Command {
	var v viewFlags
	var theme string
	cmd := &cobra.Command{
		Use:   "show",
		Short: "See the matrix at a glance, or read one theme",
		Long: `Shows cases by themes: how many quotes of each stance, and how many cells are
charted. With --codes the columns are those codes, with --depth 2 those below
the themes too. With --theme it shows the summaries of one theme, case after
case, to be read and compared.

Signs: ▲ positive, ▼ negative, ◆ mixed, ○ neutral, · no stance; ✎ cells charted,
∅ cells empty for a reason.`,
		Example: `  framewise matrix show
  framewise matrix show --where gender=woman --order age
  framewise matrix show --group site --depth 2 --consensus
  framewise matrix show --theme relationship`,
		Args: takes(),
		RunE: func(cmd *cobra.Command, _ []string) error {
			view, err := v.view(cmd)
			if err != nil {
				return err
			}
			if theme != "" {
				view.Codes = []string{theme}
				return runMatrixTheme(cmd.Context(), a, view)
			}
			return runMatrixShow(cmd.Context(), a, view)
		},
	}
	v.add(a, cmd)
	cmd.Flags().StringVar(&theme, "theme", "", "read the summaries under this `code`")
	a.completeFlag(cmd, "theme", someCodes)
	return cmd
}

// crossingJSON is a line of matrix show --json: a case and a theme.
type crossingJSON struct {
	Case       string                  `json:"case"`
	Attributes map[string]string       `json:"attributes,omitempty"`
	Code       string                  `json:"code"`
	Quotes     int                     `json:"quotes"`
	Stances    map[codebook.Stance]int `json:"stances,omitempty"`
	Charted    int                     `json:"charted"`
	Empty      int                     `json:"empty"`
	NotCharted int                     `json:"not_charted"`
}

// cross counts what a case has under a code and all codes below it.
func cross(m *framework.Matrix, row int, code codebook.Code) crossingJSON {
	out := crossingJSON{
		Case: m.Rows[row].Case.Label, Attributes: m.Rows[row].Case.Values, Code: code.Key,
		Stances: make(map[codebook.Stance]int),
	}
	for _, id := range m.Tree.Under(code.ID) {
		column := m.ColumnOf(id)
		if column < 0 {
			continue
		}
		x := m.At(row, column)
		out.Quotes += len(x.Quotes)
		for _, q := range x.Quotes {
			if q.Coding.Stance != codebook.NoStance {
				out.Stances[q.Coding.Stance]++
			}
		}
		for i := range x.Below {
			if x.Below[i].Empty != framework.NotEmpty {
				out.Empty++
			} else if x.Below[i].Summary != "" {
				out.Charted++
			}
		}
		switch {
		case x.Cell != nil && x.Cell.Empty != framework.NotEmpty:
			out.Empty++
		case x.Status() != framework.NotCharted:
			out.Charted++
		case len(x.Quotes) > 0 && len(x.Below) == 0:
			out.NotCharted++
		}
	}
	return out
}

// signs is a crossing in a few characters.
func (c *crossingJSON) signs() string {
	var parts []string
	rest := c.Quotes
	for _, s := range codebook.Stances {
		if n := c.Stances[s]; n > 0 {
			parts = append(parts, fmt.Sprint(s.Symbol(), n))
			rest -= n
		}
	}
	if rest > 0 {
		parts = append(parts, fmt.Sprint("·", rest))
	}
	if c.Charted > 0 {
		parts = append(parts, fmt.Sprint("✎", c.Charted))
	}
	if c.Empty > 0 {
		parts = append(parts, fmt.Sprint("∅", c.Empty))
	}
	return strings.Join(parts, " ")
}

// columnsOf are the codes across the top: the themes, or those asked for.
func columnsOf(m *framework.Matrix, asked []string, depth int) ([]codebook.Code, error) {
	if depth > 0 {
		return m.Columns, nil
	}
	if len(asked) == 0 {
		var themes []codebook.Code
		for _, c := range m.Tree.Themes() {
			if m.ColumnOf(c.ID) >= 0 {
				themes = append(themes, c)
			}
		}
		return themes, nil
	}
	var codes []codebook.Code
	for _, name := range asked {
		c, err := m.Tree.Find(name)
		if err != nil {
			return nil, err
		}
		codes = append(codes, c)
	}
	return codes, nil
}

func runMatrixShow(ctx context.Context, a *app, view project.MatrixView) error {
	return a.with(ctx, func(p *project.Project) error {
		m, err := p.Matrix(ctx, view)
		if err != nil {
			return err
		}
		codes, err := columnsOf(m, view.Codes, view.Depth)
		if err != nil {
			return err
		}
		columns := []term.Column{{Title: "case", Style: term.Strong, Keep: true}}
		// Attributes are shown where they were asked for; the codes need the room.
		attributes := m.Attributes
		if view.Attributes == nil {
			attributes = nil
		}
		for _, attribute := range attributes {
			columns = append(columns, term.Column{Title: attribute.Name})
		}
		room := max(12, (a.term.Columns-8)/max(len(codes), 1)-2)
		for _, c := range codes {
			columns = append(columns, term.Column{Title: term.Truncate(c.Title(), room)})
		}
		table := a.term.Table(columns...)
		for row := range m.Rows {
			if g, ok := m.GroupAt(row); ok && a.term.OutTTY && !a.term.JSON {
				if err := table.Row(append([]string{g.Title}, make([]string, len(columns)-1)...)...); err != nil {
					return err
				}
			}
			cells := []string{m.Rows[row].Case.Label}
			for _, attribute := range attributes {
				cells = append(cells, m.Rows[row].Case.Values[attribute.Name])
			}
			for _, c := range codes {
				x := cross(m, row, c)
				if a.term.JSON {
					if err := a.term.Object(x); err != nil {
						return err
					}
					continue
				}
				text := x.signs()
				if text == "" && a.term.OutTTY {
					text = "–"
				}
				cells = append(cells, text)
			}
			if a.term.JSON {
				continue
			}
			if err := table.Row(cells...); err != nil {
				return err
			}
		}
		if err := table.Flush(); err != nil {
			return err
		}
		if len(m.Rows) == 0 {
			a.term.Note("no case is like that")
		} else if a.term.OutTTY {
			a.term.Note("\n▲ positive  ▼ negative  ◆ mixed  ○ neutral  · no stance  ✎ cells charted  ∅ empty for a reason")
		}
		return nil
	})
}

// runMatrixTheme shows the summaries of one theme, case after case.
func runMatrixTheme(ctx context.Context, a *app, view project.MatrixView) error {
	return a.with(ctx, func(p *project.Project) error {
		m, err := p.Matrix(ctx, view)
		if err != nil {
			return err
		}
		wanted, err := wantedColumns(m, view.Codes)
		if err != nil {
			return err
		}
		for row := range m.Rows {
			if !a.term.JSON && a.term.OutTTY {
				if g, ok := m.GroupAt(row); ok {
					if err := a.term.Print(a.term.Styled(term.Safe(g.Title), term.Strong), "\n"); err != nil {
						return err
					}
				}
				if err := caseHead(a.term, m, row); err != nil {
					return err
				}
			}
			shown := 0
			for _, column := range wanted {
				x := m.At(row, column)
				if x.Cell == nil && len(x.Quotes) == 0 {
					continue
				}
				shown++
				if err := themeCell(a.term, m, row, column); err != nil {
					return err
				}
			}
			if a.term.OutTTY && !a.term.JSON {
				if shown == 0 {
					if err := a.term.Print("  ", a.term.Styled("nothing coded or charted", term.Faint)); err != nil {
						return err
					}
				}
				if err := a.term.Print(); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

func caseHead(t *term.Terminal, m *framework.Matrix, row int) error {
	c := m.Rows[row].Case
	var facts []string
	for _, attribute := range m.Attributes {
		if value := c.Values[attribute.Name]; value != "" {
			facts = append(facts, attribute.Name+" "+value)
		}
	}
	if len(facts) == 0 {
		return t.Print(t.Styled(term.Safe(c.Label), term.Strong))
	}
	return t.Print(t.Styled(term.Safe(c.Label), term.Strong), "  ",
		t.Styled(term.Truncate(term.Safe(strings.Join(facts, " · ")), max(t.Columns-term.Width(c.Label)-2, 10)), term.Faint))
}

func themeCell(t *term.Terminal, m *framework.Matrix, row, column int) error {
	c := jsonOfCell(m, row, column)
	if t.JSON || !t.OutTTY {
		return showCell(t, c, "")
	}
	head := m.Columns[column].Title()
	if symbol := c.Stance.Symbol(); symbol != "" {
		head += " " + symbol
	}
	err := t.Print("  ", t.Styled(term.Safe(head), stanceStyle(c.Stance)), "  ", t.Styled(string(c.Status), term.Faint))
	if err != nil {
		return err
	}
	switch {
	case c.Empty != framework.NotEmpty:
		return indented(t, "∅ "+string(c.Empty), 4, term.Faint)
	case c.Summary != "":
		return summary(t, c.Summary, 4, min(t.Columns, 100))
	}
	return indented(t, plural(len(c.Quotes), "quote", "quotes")+" not charted yet", 4, term.Faint)
}
