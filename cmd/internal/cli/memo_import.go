package cli

import (
	"context"

	"github.com/spf13/cobra"

	"framewise/framework/project"
)

type memoImportOptions struct {
	sheet  string
	dryRun bool
}

func newMemoImportCommand(a *app) *cobra.Command {
	var o memoImportOptions
	cmd := &cobra.Command{
		Use:   "import FILE",
		Short: "Read memos from a table",
		Long: `Reads a table (csv, tsv, xlsx) with the column text and, where there are any,
about, kind, title, author and date. A memo that is in the project already, word
for word, is not doubled.`,
		Example: `  framewise memo import memos.csv
  framewise memo import diary.xlsx --sheet Memos --dry-run`,
		Args: takes("FILE"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return runMemoImport(cmd.Context(), a, args[0], o)
		},
	}
	cmd.Flags().StringVar(&o.sheet, "sheet", "", "the worksheet's `name` (else the first one with text)")
	cmd.Flags().BoolVar(&o.dryRun, "dry-run", false, "show what would come in, and leave the project as it is")
	return cmd
}

func runMemoImport(ctx context.Context, a *app, path string, o memoImportOptions) error {
	name, content, err := a.read(path)
	if err != nil {
		return err
	}
	return a.rehearsed(ctx, o.dryRun, func(p *project.Project) error {
		added, problems, err := p.ImportMemos(ctx, name, content, o.sheet)
		if !told(err) {
			return err
		}
		a.listProblems(name, problems)
		if a.term.JSON {
			return firstOf(a.term.Object(struct {
				Added    int               `json:"added"`
				Problems []project.Problem `json:"problems,omitempty"`
			}{added, problems}), err)
		}
		a.term.Note("added %s%s", plural(added, "memo", "memos"), rehearsal(o.dryRun))
		return err
	})
}
