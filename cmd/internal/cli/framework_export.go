package cli

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"

	"github.com/spf13/cobra"

	"framewise/cmd/internal/term"
	"framewise/framework/project"
)

func newFrameworkExportCommand(a *app) *cobra.Command {
	var o term.Output
	cmd := &cobra.Command{
		Use:   "export [NAME]",
		Short: "Write a framework as a codebook file",
		Long: `Writes a framework as a YAML file that you can edit by hand and import again.
Without a name it is the one in use. A file that is there is brought up to date
only with --force; the comments that you wrote in it are kept.`,
		Example: `  framewise framework export > codebook.yaml
  framewise framework export -o codebook.yaml --force
  framewise framework export chime -o chime.yaml`,
		Args:              takes("[NAME]"),
		ValidArgsFunction: a.completed(false, someFrameworks),
		RunE: func(cmd *cobra.Command, args []string) error {
			name := ""
			if len(args) > 0 {
				name = args[0]
			}
			return runFrameworkExport(cmd.Context(), a, name, o)
		},
	}
	outputFlags(cmd, &o)
	return cmd
}

// outputFlags are the flags of commands that write a file.
func outputFlags(cmd *cobra.Command, o *term.Output) {
	cmd.Flags().StringVarP(&o.Path, "output", "o", "", "the `file` to write (else the standard output)")
	cmd.Flags().BoolVar(&o.Force, "force", false, "replace a file that is there")
}

func runFrameworkExport(ctx context.Context, a *app, name string, o term.Output) error {
	return a.with(ctx, func(p *project.Project) error {
		return a.term.Write(o, func(w io.Writer) error {
			var existing []byte
			if o.Path != "" && o.Path != "-" {
				var err error
				if existing, err = os.ReadFile(o.Path); err != nil && !errors.Is(err, fs.ErrNotExist) {
					return err
				}
			}
			content, err := p.ExportFramework(ctx, name, existing)
			if err != nil {
				return err
			}
			_, err = w.Write(content)
			return err
		})
	})
}
