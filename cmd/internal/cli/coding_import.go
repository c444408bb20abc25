package cli

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"framewise/framework/project"
)

type codingImportOptions struct {
	sheet  string
	dryRun bool
}

func newCodingImportCommand(a *app) *cobra.Command {
	var o codingImportOptions
	cmd := &cobra.Command{
		Use:   "import FILE",
		Short: "Read codings from a table",
		Long: `Reads a table (csv, tsv, xlsx) with the columns document (or case), quote and
code, and where there are any coder, paragraph, stance, key and memo. Every
quote is looked for in its document as framewise coding add does.

A quote that is not found, or found more than once, is listed with its row, and
the exit code is then 3; all others are in. Mend the rows and import the file
again: what is in already is not doubled.`,
		Example: `  framewise coding import codings.csv --dry-run
  framewise coding import codings.xlsx --sheet "Coder 2"`,
		Args: takes("FILE"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return runCodingImport(cmd.Context(), a, args[0], o)
		},
	}
	cmd.Flags().StringVar(&o.sheet, "sheet", "", "the worksheet's `name` (else the first one with text)")
	cmd.Flags().BoolVar(&o.dryRun, "dry-run", false, "show what would come in, and leave the project as it is")
	return cmd
}

func runCodingImport(ctx context.Context, a *app, path string, o codingImportOptions) error {
	name, content, err := a.read(path)
	if err != nil {
		return err
	}
	return a.rehearsed(ctx, o.dryRun, func(p *project.Project) error {
		r, err := p.ImportCodings(ctx, name, content, o.sheet)
		if !told(err) {
			return err
		}
		a.listProblems(name, r.Problems)
		a.listIgnored(name, r.Ignored)
		if a.term.JSON {
			return firstOf(a.term.Object(r), err)
		}
		known := ""
		if r.Known > 0 {
			known = ", " + plural(r.Known, "was", "were") + " in already"
		}
		a.term.Note("added %s%s%s", plural(r.Added, "coding", "codings"), known, rehearsal(o.dryRun))
		return err
	})
}

// listIgnored tells of the columns of a table that nothing was made of.
func (a *app) listIgnored(name string, columns []string) {
	if len(columns) > 0 && !a.term.JSON {
		a.term.Note("%s: nothing was made of the columns %s", name, strings.Join(columns, ", "))
	}
}
