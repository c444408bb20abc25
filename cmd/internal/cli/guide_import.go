package cli

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"framewise/cmd/internal/term"
	"framewise/codebook/guide"
	"framewise/framework/project"
)

type guideImportOptions struct {
	sheet  string
	dryRun bool
	project.GuideOptions
}

func newGuideImportCommand(a *app) *cobra.Command {
	var o guideImportOptions
	cmd := &cobra.Command{
		Use:   "import FILE",
		Short: "Find an interview guide's questions in the transcripts",
		Long: `Reads a table (csv, tsv, xlsx) with the columns question and code, looks for every
question in what the interviewers said and in the headings of survey answers, and
tags those turns with the code. A code's cell may name several; a question in two
languages, or in two wordings, is two rows.

Questions are found in nearly the same words, in any language. The turns are
listed for you to look over, with how like they are (1.00 is word for word). What
is tagged already is not doubled; framewise guide untag removes what is wrong, and
framewise guide tag adds what was asked in other words.`,
		Example: `  framewise guide import guide.csv --dry-run
  framewise guide import guide.xlsx --near 0.8
  framewise guide import guide.csv --in P16,P17`,
		Args: takes("FILE"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if o.Near < 0.3 || o.Near > 1 {
				return usagef("--near is from 0.3 to 1")
			}
			return runGuideImport(cmd.Context(), a, args[0], o)
		},
	}
	f := cmd.Flags()
	f.Float64Var(&o.Near, "near", guide.Near, "how like a turn's words must be: 1 is word for word")
	f.StringSliceVar(&o.Documents, "in", nil, "only in these `documents`")
	f.StringVar(&o.sheet, "sheet", "", "the worksheet's `name` (else the first one with text)")
	f.BoolVar(&o.dryRun, "dry-run", false, "show what would be tagged, and leave the project as it is")
	a.completeFlag(cmd, "in", someDocuments)
	return cmd
}

func runGuideImport(ctx context.Context, a *app, path string, o guideImportOptions) error {
	name, content, err := a.read(path)
	if err != nil {
		return err
	}
	return a.rehearsed(ctx, o.dryRun, func(p *project.Project) error {
		r, err := p.ImportGuide(ctx, name, content, o.sheet, o.GuideOptions)
		if !told(err) {
			return err
		}
		if a.term.JSON {
			return firstOf(a.term.Object(r), err)
		}
		table := a.term.Table(term.Column{Title: "at", Style: term.Place, Keep: true}, term.Column{Title: "code"},
			term.Column{Title: "like", Right: true, Keep: true}, term.Column{Title: "", Keep: true},
			term.Column{Title: "question of the guide"}, term.Column{Title: "what was asked"})
		var nowhere []project.GuideQuestion
		for _, q := range r.Questions {
			if len(q.Turns) == 0 {
				nowhere = append(nowhere, q)
			}
			for _, turn := range q.Turns {
				state := "new"
				if turn.Known {
					state = "known"
				}
				if err := table.Row(turn.Locator, strings.Join(q.Codes, "; "), fmt.Sprintf("%.2f", turn.Likeness), state,
					q.Question, turn.Words); err != nil {
					return err
				}
			}
		}
		if err := table.Flush(); err != nil {
			return err
		}
		a.listProblems(name, r.Problems)
		a.listIgnored(name, r.Ignored)
		for _, q := range nowhere {
			a.term.Warn("%s: row %d: nobody asked this in so many words: %s", name, q.Row, q.Question)
		}
		known := ""
		if r.Known > 0 {
			known = ", " + plural(r.Known, "was", "were") + " so already"
		}
		a.term.Note("tagged %s%s%s", plural(r.Added, "turn", "turns"), known, rehearsal(o.dryRun))
		return err
	})
}
