package cli

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"framewise/cmd/internal/term"
	"framewise/framework"
	"framewise/framework/project"
)

func newChartFillCommand(a *app) *cobra.Command {
	var dryRun bool
	cmd := &cobra.Command{
		Use:   "fill [CASE [CODE]]",
		Short: "Mark empty cells by what was asked",
		Long: `Marks the cells at which nothing is coded or charted: as "nothing said" where a
question about the code, or about its theme, was found in the transcript, else as
"not asked". Look at them first, with --dry-run: a question may have been asked in
other words (framewise guide tag says so).

Codes that no question of the study is about are left alone, and so are cases in
which no question was found. It is one act; framewise undo takes it back.`,
		Example: `  framewise chart fill --dry-run
  framewise chart fill P07 relationship
  framewise chart fill`,
		Args:              takes("[CASE]", "[CODE]"),
		ValidArgsFunction: a.completed(false, someCases, someCodes),
		RunE: func(cmd *cobra.Command, args []string) error {
			return runChartFill(cmd.Context(), a, cellsWanted(args), dryRun)
		},
	}
	cmd.Flags().BoolVar(&dryRun, "dry-run", false, "show what would be marked, and leave the project as it is")
	return cmd
}

// filledJSON is a line of chart fill --json.
type filledJSON struct {
	Case  string              `json:"case"`
	Code  string              `json:"code"`
	Empty framework.Emptiness `json:"empty"`
	Asked []string            `json:"asked,omitempty"` // where
}

func runChartFill(ctx context.Context, a *app, w project.CellsWanted, dryRun bool) error {
	return a.rehearsed(ctx, dryRun, func(p *project.Project) error {
		filled, err := p.FillCells(ctx, w)
		if err != nil {
			return err
		}
		table := a.term.Table(term.Column{Title: "case", Style: term.Strong, Keep: true}, term.Column{Title: "code", Keep: true},
			term.Column{Title: "becomes", Keep: true}, term.Column{Title: "asked at", Style: term.Place})
		count := make(map[framework.Emptiness]int)
		for _, f := range filled {
			count[f.Empty]++
			j := filledJSON{Case: f.Case, Code: f.Code, Empty: f.Empty}
			for _, l := range f.Asked {
				j.Asked = append(j.Asked, l.String())
			}
			if a.term.JSON {
				err = a.term.Object(j)
			} else {
				err = table.Row(j.Case, j.Code, string(j.Empty), strings.Join(j.Asked, ", "))
			}
			if err != nil {
				return err
			}
		}
		if err := table.Flush(); err != nil {
			return err
		}
		if len(filled) == 0 {
			a.term.Note("there is no empty cell that the questions found say anything about")
			return nil
		}
		a.term.Note("marked %s: %d not asked, %d nothing said%s", plural(len(filled), "cell", "cells"),
			count[framework.NotAsked], count[framework.NothingSaid], rehearsal(dryRun))
		return nil
	})
}
