package cli

import (
	"context"

	"github.com/spf13/cobra"

	"framewise/codebook"
	"framewise/framework"
	"framewise/framework/project"
)

type chartSetOptions struct {
	summary, comment, status, stance, empty, rating, author, reviewer string
	views, exceptions                                                 string

	from   string
	sheet  string
	dryRun bool
}

func newChartSetCommand(a *app) *cobra.Command {
	var o chartSetOptions
	cmd := &cobra.Command{
		Use:   "set CASE CODE | set --from FILE",
		Short: "Chart a cell, or many from a table",
		Long: `Writes what the flags name into the cell of a case and a code and leaves the
rest as it is. A new cell is a draft by you. Locators in the summary become its
evidence; one at which nothing is coded is told. Who marks a cell as reviewed is
its reviewer unless --reviewer names another. A new summary in a cell that was
reviewed or agreed makes it a draft again.

“all” for the code is the case's own summary, “all” for the case the summary of
the column: these take --range, the range of views, and --exceptions too.

With --from it reads a table (csv, xlsx) with columns case and code and any that
are named as the flags.`,
		Example: `  framewise chart set P07 warmth --summary 'Felt “at home” with her (P07:12).' --stance positive
  framewise chart set P07 stigma --empty "not asked"
  framewise chart set P07 warmth --status reviewed --as JR
  framewise chart set P07 warmth --status agreed --reviewer CM
  framewise chart set P07 all --summary 'Moved from watching to joining in (P07:12, P07:60).'
  framewise chart set all warmth --summary 'Most felt at home.' --exceptions 'Not P03 (P03:9).'
  framewise chart set --from cells.csv`,
		ValidArgsFunction: a.completed(false, orAll(someCases), orAll(someCodes)),
		Args: func(cmd *cobra.Command, args []string) error {
			if cmd.Flags().Changed("from") {
				return takes()(cmd, args)
			}
			return takes("CASE", "CODE")(cmd, args)
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			if o.from != "" {
				return runChartFrom(cmd.Context(), a, o)
			}
			edit, err := o.edit(cmd, a)
			if err != nil {
				return err
			}
			return runChartSet(cmd.Context(), a, args[0], args[1], edit)
		},
	}
	f := cmd.Flags()
	f.StringVar(&o.summary, "summary", "", "the summary's `text`; - reads it from the standard input")
	f.StringVar(&o.views, "range", "", "in the summary of all: how far the `views` reach")
	f.StringVar(&o.exceptions, "exceptions", "", "in the summary of all: `who` or what does not fit it")
	f.StringVar(&o.comment, "comment", "", "your own `interpretation`")
	f.StringVar(&o.status, "status", "", "the `status`: draft, reviewed or agreed")
	f.StringVar(&o.stance, "stance", "", "the `stance`: positive, negative, mixed or neutral")
	f.StringVar(&o.empty, "empty", "", "the `reason` for an empty cell: not asked, nothing said, not applicable")
	f.StringVar(&o.rating, "rating", "", "a `value` of the framework's scale")
	f.StringVar(&o.author, "author", "", "`who` charted it (else the one at work)")
	f.StringVar(&o.reviewer, "reviewer", "", "`who` reviewed it")
	f.StringVar(&o.from, "from", "", "a `table` of cells")
	f.StringVar(&o.sheet, "sheet", "", "the worksheet's `name` (else the first one with text)")
	f.BoolVar(&o.dryRun, "dry-run", false, "with --from: show what would change, and leave the project as it is")
	complete(cmd, "status", words(framework.Statuses[1:])...)
	complete(cmd, "stance", words(codebook.Stances)...)
	complete(cmd, "empty", words(framework.EmptyReasons)...)
	return cmd
}

// edit reads the flags that were given.
func (o *chartSetOptions) edit(cmd *cobra.Command, a *app) (e project.CellEdit, err error) {
	given := cmd.Flags().Changed
	for flag, to := range map[string]struct {
		value *string
		field **string
	}{
		"summary": {&o.summary, &e.Summary}, "comment": {&o.comment, &e.Comment}, "rating": {&o.rating, &e.Rating},
		"range": {&o.views, &e.Range}, "exceptions": {&o.exceptions, &e.Exceptions},
		"author": {&o.author, &e.Author}, "reviewer": {&o.reviewer, &e.Reviewer},
	} {
		if given(flag) {
			*to.field = to.value
		}
	}
	if given("summary") {
		if o.summary, err = a.text(o.summary); err != nil {
			return e, err
		}
	}
	if given("status") {
		status, err := framework.ParseStatus(o.status)
		if err != nil {
			return e, asUsage(err)
		}
		e.Status = &status
	}
	if given("stance") {
		stance, err := codebook.ParseStance(o.stance)
		if err != nil {
			return e, asUsage(err)
		}
		e.Stance = &stance
	}
	if given("empty") {
		empty, err := framework.ParseEmptiness(o.empty)
		if err != nil {
			return e, asUsage(err)
		}
		e.Empty = &empty
	}
	switch {
	case e == (project.CellEdit{}):
		return e, usagef("nothing to chart").WithHint("--summary TEXT says what the case says; --empty REASON why there is nothing")
	case given("dry-run") || given("sheet"):
		return e, usagef("--dry-run and --sheet go with --from")
	}
	return e, nil
}

func runChartSet(ctx context.Context, a *app, label, code string, edit project.CellEdit) error {
	return a.with(ctx, func(p *project.Project) error {
		charted, err := p.SetCell(ctx, label, code, edit)
		if err != nil {
			return err
		}
		a.tellCharted(charted)
		if a.term.JSON {
			return a.cellObject(ctx, p, label, code)
		}
		a.noteCharted(label, code, charted.Cell)
		return nil
	})
}

// tellCharted warns of what the person who charted should look at.
func (a *app) tellCharted(c project.Charted) {
	for _, l := range c.Stale {
		a.term.Warn("%s", l.Why)
	}
	if c.Reopened != "" {
		a.term.Warn("the cell was %s, and its summary is another now: it is a draft again", c.Reopened)
	}
	if c.OwnReview {
		a.term.Warn("the author reviews the cell: a second pair of eyes sees more")
	}
}

// noteCharted says what was charted.
func (a *app) noteCharted(label, code string, cell framework.Cell) {
	rests := ""
	if n := len(cell.Evidence); n > 0 {
		rests = ", resting on " + plural(n, "quote", "quotes")
	}
	a.term.Note("charted %s × %s: %s%s", label, code, cell.Status, rests)
}

func runChartFrom(ctx context.Context, a *app, o chartSetOptions) error {
	name, content, err := a.read(o.from)
	if err != nil {
		return err
	}
	return a.rehearsed(ctx, o.dryRun, func(p *project.Project) error {
		r, err := p.ImportCells(ctx, name, content, o.sheet)
		if !told(err) {
			return err
		}
		a.listProblems(name, r.Problems)
		a.listIgnored(name, r.Ignored)
		if a.term.JSON {
			return firstOf(a.term.Object(r), err)
		}
		same := ""
		if r.Unchanged > 0 {
			same = ", " + plural(r.Unchanged, "was", "were") + " so already"
		}
		a.term.Note("charted %s%s%s", plural(r.Set, "cell", "cells"), same, rehearsal(o.dryRun))
		return err
	})
}
