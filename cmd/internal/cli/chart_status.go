package cli

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"framewise/cmd/internal/term"
	"framewise/framework"
	"framewise/framework/project"
)

func newChartStatusCommand(a *app) *cobra.Command {
	var byCase bool
	cmd := &cobra.Command{
		Use:   "status",
		Short: "See how far the charting has come",
		Long: `Counts the cells by their status, theme by theme or case by case. A cell counts
once something is coded or charted there; those with quotes and no summary are
still to chart. The last column tells of the summary of the whole theme or case.`,
		Example: `  framewise chart status
  framewise chart status --by-case`,
		Args: takes(),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return runChartStatus(cmd.Context(), a, byCase)
		},
	}
	cmd.Flags().BoolVar(&byCase, "by-case", false, "count by case, not by theme")
	return cmd
}

// progressJSON is a line of chart status --json.
type progressJSON struct {
	Theme      string `json:"theme,omitempty"`
	Name       string `json:"name,omitempty"`
	Case       string `json:"case,omitempty"`
	Quotes     *int   `json:"quotes,omitempty"`
	NotCharted int    `json:"not_charted"`
	Draft      int    `json:"draft"`
	Reviewed   int    `json:"reviewed"`
	Agreed     int    `json:"agreed"`
	Corrected  int    `json:"corrected,omitempty"` // cells that rest on words corrected since
	Empty      *int   `json:"empty,omitempty"`     // of those charted, the empty ones with a reason
	// Own is the status of the summary of the whole theme or case.
	Own framework.Status `json:"own_summary"`
}

func (j *progressJSON) count(n map[framework.Status]int) {
	j.NotCharted, j.Draft = n[framework.NotCharted], n[framework.Draft]
	j.Reviewed, j.Agreed = n[framework.Reviewed], n[framework.Agreed]
}

func (j *progressJSON) numbers() []string {
	var cells []string
	for _, n := range []int{j.NotCharted, j.Draft, j.Reviewed, j.Agreed} {
		cells = append(cells, fmt.Sprint(n))
	}
	return cells
}

func runChartStatus(ctx context.Context, a *app, byCase bool) error {
	return a.with(ctx, func(p *project.Project) error {
		themes, cases, m, err := p.ChartStatus(ctx)
		if err != nil {
			return err
		}
		var lines []progressJSON
		if byCase {
			for i, row := range m.Rows {
				j := progressJSON{Case: row.Case.Label, Own: m.At(i, framework.All).Status()}
				j.count(cases[row.Case.Label])
				lines = append(lines, j)
			}
		} else {
			for i := range themes {
				th := &themes[i]
				j := progressJSON{Theme: th.Theme.Key, Name: th.Theme.Title(), Quotes: &th.Quotes, Empty: &th.Empty, Own: th.Own, Corrected: th.Corrected}
				j.count(th.Status)
				lines = append(lines, j)
			}
		}
		columns := []term.Column{{Title: "theme", Style: term.Strong}, {Title: "quotes", Right: true}}
		if byCase {
			columns = []term.Column{{Title: "case", Style: term.Strong, Keep: true}}
		}
		for _, title := range []string{"not charted", "draft", "reviewed", "agreed"} {
			columns = append(columns, term.Column{Title: title, Right: true, Keep: true})
		}
		if !byCase {
			columns = append(columns, term.Column{Title: "empty", Right: true, Keep: true})
		}
		columns = append(columns, term.Column{Title: "own summary"})
		table := a.term.Table(columns...)
		for _, j := range lines {
			if a.term.JSON {
				if err := a.term.Object(j); err != nil {
					return err
				}
				continue
			}
			row := append([]string{j.Case}, j.numbers()...)
			if !byCase {
				row = append([]string{j.Name, fmt.Sprint(*j.Quotes)}, j.numbers()...)
				row = append(row, fmt.Sprint(*j.Empty))
			}
			row = append(row, string(j.Own))
			if err := table.Row(row...); err != nil {
				return err
			}
		}
		if err := table.Flush(); err != nil {
			return err
		}
		corrected := 0
		for _, th := range themes {
			corrected += th.Corrected
		}
		if corrected > 0 {
			a.term.Note("%s on words that were corrected since: framewise chart next", plural(corrected, "cell rests", "cells rest"))
		}
		if n := len(framework.Silences(m)); n > 0 {
			a.term.Note("%s nothing is coded at can be marked by what was asked: framewise chart fill --dry-run",
				plural(n, "cell that", "cells that"))
		}
		return nil
	})
}
