package cli

import (
	"context"
	"io"

	"github.com/spf13/cobra"

	"framewise/cmd/internal/term"
	"framewise/framework/project"
)

func newCodingExportCommand(a *app) *cobra.Command {
	var w project.CodingsWanted
	var o term.Output
	cmd := &cobra.Command{
		Use:   "export [DOC]",
		Short: "Write codings as a table",
		Long: `Writes codings as a CSV table that spreadsheets open and framewise coding
import reads back: document, case, paragraph, quote, code, coder, stance, key,
memo and id.`,
		Example: `  framewise coding export -o codings.csv
  framewise coding export P07 --coder CM > P07.csv`,
		Args:              takes("[DOC]"),
		ValidArgsFunction: a.completed(false, someDocuments),
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) > 0 {
				w.Document = args[0]
			}
			return runCodingExport(cmd.Context(), a, w, o)
		},
	}
	codingFlags(a, cmd, &w)
	outputFlags(cmd, &o)
	return cmd
}

func runCodingExport(ctx context.Context, a *app, wanted project.CodingsWanted, o term.Output) error {
	return a.with(ctx, func(p *project.Project) error {
		n := 0
		err := a.term.Write(o, func(w io.Writer) (err error) {
			n, err = p.ExportCodings(ctx, w, wanted)
			return err
		})
		if err == nil && o.Path != "" && o.Path != "-" {
			a.term.Note("wrote %s to %s", plural(n, "coding", "codings"), o.Path)
		}
		return err
	})
}
