package cli

import (
	"context"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"framewise/cmd/internal/term"
	"framewise/framework"
	"framewise/framework/project"
)

// everyCell is what --theirs and --ours mean without a cell.
const everyCell = "*"

type matrixImportOptions struct {
	theirs, ours []string
	join, dryRun bool
}

func newMatrixImportCommand(a *app) *cobra.Command {
	var o matrixImportOptions
	cmd := &cobra.Command{
		Use:   "import FILE.xlsx",
		Short: "Read an edited workbook back",
		Long: `Reads back a workbook of matrix export that people have edited, and compares
everything three ways: as exported, as in the workbook, as now. What was changed
only there is taken, what only here is kept. What was changed on both sides is
shown side by side, and at a terminal you say of each whose counts. Elsewhere,
and where you decide later, it stays as it is here (exit code 3): import the file
again with --theirs or --ours, for all or for one cell. What you keep is not asked
again, unless either side changes, or you name its cell.
Text, comments, status, stance, rating, key quotes, attributes, definitions, new
rows and notes all come back. It is one act, which undo takes back whole. The
same workbook a second time changes nothing.`,
		Example: `  framewise matrix import matrix.xlsx --dry-run
  framewise matrix import matrix.xlsx
  framewise matrix import matrix.xlsx --theirs=P07/warmth --ours
  framewise matrix import matrix.xlsx --merge`,
		Args: takes("FILE.xlsx"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return runMatrixImport(cmd.Context(), a, args[0], o)
		},
	}
	f := cmd.Flags()
	f.StringArrayVar(&o.theirs, "theirs", nil, "in a conflict take the workbook's side; with =`CASE/CODE` in that cell only")
	f.StringArrayVar(&o.ours, "ours", nil, "in a conflict keep the project's side; with =`CASE/CODE` in that cell only")
	f.Lookup("theirs").NoOptDefVal = everyCell
	f.Lookup("ours").NoOptDefVal = everyCell
	f.BoolVar(&o.join, "merge", false, "where both edited different places of one text, take both edits")
	f.BoolVar(&o.dryRun, "dry-run", false, "show what would change, and leave the project as it is")
	return cmd
}

func (o *matrixImportOptions) resolution() (project.MatrixImportOptions, error) {
	r := project.MatrixImportOptions{Join: o.join, Cells: make(map[string]framework.Resolution)}
	for _, side := range []struct {
		cells []string
		how   framework.Resolution
	}{{o.theirs, framework.Theirs}, {o.ours, framework.Ours}} {
		for _, cell := range side.cells {
			switch {
			case cell == everyCell && r.Resolve != framework.Ask:
				return r, usagef("--theirs and --ours can't both be for all cells").
					WithHint("name the cells of one of them: --theirs=P07/warmth --ours")
			case cell == everyCell:
				r.Resolve = side.how
			case r.Cells[cell] != framework.Ask && r.Cells[cell] != side.how:
				return r, usagef("%s is under both --theirs and --ours", cell)
			default:
				r.Cells[cell] = side.how
			}
		}
	}
	return r, nil
}

func runMatrixImport(ctx context.Context, a *app, path string, o matrixImportOptions) error {
	how, err := o.resolution()
	if err != nil {
		return err
	}
	name, content, err := a.read(path)
	if err != nil {
		return err
	}
	return a.rehearsed(ctx, o.dryRun, func(p *project.Project) error {
		asked := !o.dryRun && a.term.CanAsk()
		if asked {
			if how.Decided, err = a.decideConflicts(ctx, p, name, content, how); err != nil {
				return err
			}
		}
		r, err := p.ImportMatrix(ctx, name, content, how)
		if !told(err) {
			return err
		}
		for cell := range how.Cells {
			if !slices.ContainsFunc(r.Changes, func(c project.WorkbookChange) bool { return c.Subject == cell }) {
				a.term.Warn("nothing was changed at %s", cell)
			}
		}
		if a.term.JSON {
			return firstOf(a.term.Object(r), err)
		}
		if listed := a.listChanges(r); listed != nil {
			return listed
		}
		if !asked {
			for _, c := range r.Open() {
				a.term.Warn("%s", a.conflictText(c, r.LastEditor))
			}
		}
		for _, problem := range r.Problems {
			a.term.Warn("%s: %s", problem.Subject, problem.Message)
			if problem.Hint != "" {
				a.term.Hint("%s", problem.Hint)
			}
		}
		a.term.Note("%s taken, %d kept, %d joined, %s%s",
			plural(r.Count(framework.Taken), "change", "changes"), r.Count(framework.Kept),
			r.Count(framework.Joined), plural(r.Count(framework.Conflict), "conflict", "conflicts"), rehearsal(o.dryRun))
		if settled := r.Settled(); len(settled) > 0 {
			a.term.Hint("%s settled before, and yours stays; --theirs=%s takes the workbook's side after all",
				plural(len(settled), "conflict was", "conflicts were"), settled[0].Subject)
		}
		return err
	})
}

// listChanges prints the changes.
func (a *app) listChanges(r project.MatrixImported) error {
	table := a.term.Table(
		term.Column{Title: "outcome", Keep: true}, term.Column{Title: "where", Style: term.Strong, Keep: true},
		term.Column{Title: "field", Keep: true}, term.Column{Title: "in the workbook at", Style: term.Faint},
		term.Column{Title: "becomes"})
	for _, c := range r.Changes {
		if c.Outcome == framework.Agreeing {
			continue
		}
		outcome := string(c.Outcome)
		if c.Resolved != "" {
			outcome += ": " + c.Resolved
		}
		if err := table.Row(outcome, c.Subject, string(c.Field), c.Address, oneLine(c.Result)); err != nil {
			return err
		}
	}
	return table.Flush()
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
