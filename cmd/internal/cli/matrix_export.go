package cli

import (
	"context"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"framewise/cmd/internal/term"
	"framewise/framework/project"
	"framewise/framework/xlsx"
)

type matrixExportOptions struct {
	term.Output
	paper string
}

func newMatrixExportCommand(a *app) *cobra.Command {
	var v viewFlags
	var o matrixExportOptions
	cmd := &cobra.Command{
		Use:   "export",
		Short: "Write the matrix as an Excel workbook",
		Long: `Writes a workbook that people without Framewise can read, sort, filter, print
and write in: a sheet for each theme, the central chart, the quotes, the counts.
Every cell leads to its quotes and back. Where a cell has no summary yet it
shows its quotes, marked as not charted.

Two exports of an unchanged project are the same file, byte for byte.`,
		Example: `  framewise matrix export -o matrix.xlsx
  framewise matrix export -o women.xlsx --where gender=woman --order age
  framewise matrix export -o organisation.xlsx --codes organisation --paper A4`,
		Args: takes(),
		RunE: func(cmd *cobra.Command, _ []string) error {
			view, err := v.view(cmd)
			if err != nil {
				return err
			}
			return runMatrixExport(cmd.Context(), a, view, o)
		},
	}
	outputFlags(cmd, &o.Output)
	v.add(a, cmd)
	cmd.Flags().StringVar(&o.paper, "paper", string(xlsx.A3), "the `paper` to print on: A3 or A4")
	complete(cmd, "paper", string(xlsx.A3), string(xlsx.A4))
	return cmd
}

func runMatrixExport(ctx context.Context, a *app, view project.MatrixView, o matrixExportOptions) error {
	paper := xlsx.Paper(strings.ToUpper(o.paper))
	if paper != xlsx.A3 && paper != xlsx.A4 {
		return usagef("%q is not a paper", o.paper).WithHint("use A3 or A4")
	}
	o.Binary = true
	return a.with(ctx, func(p *project.Project) error {
		err := a.term.Write(o.Output, func(w io.Writer) error {
			return p.ExportMatrix(ctx, w, view, xlsx.Options{
				Paper: paper, Version: Version, Warn: func(w string) { a.term.Warn("%s", w) },
			})
		})
		if err == nil && o.Path != "" && o.Path != "-" {
			a.term.Note("wrote the matrix to %s", o.Path)
		}
		return err
	})
}
