package cli

import (
	"context"

	"github.com/spf13/cobra"

	"framewise/framework/project"
)

func newFrameworkImportCommand(a *app) *cobra.Command {
	var dryRun bool
	cmd := &cobra.Command{
		Use:   "import FILE",
		Short: "Read a framework from a codebook file",
		Long: `Reads a framework from a YAML file and puts it to use. A framework of the same
name is brought up to date: codes keep what was coded with them, and codes that
the file no longer has are retired. A mistake in the file is told with its line,
and nothing is then changed.`,
		Example: `  framewise framework import codebook.yaml
  framewise framework import codebook.yaml --dry-run`,
		Args: takes("FILE"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return runFrameworkImport(cmd.Context(), a, args[0], dryRun)
		},
	}
	cmd.Flags().BoolVar(&dryRun, "dry-run", false, "read the file, and leave the project as it is")
	return cmd
}

func runFrameworkImport(ctx context.Context, a *app, path string, dryRun bool) error {
	name, content, err := a.read(path)
	if err != nil {
		return err
	}
	return a.rehearsed(ctx, dryRun, func(p *project.Project) error {
		fw, gone, err := p.ImportFramework(ctx, name, content)
		if err != nil {
			return err
		}
		_, tree, err := p.Framework(ctx, "")
		if err != nil {
			return err
		}
		for _, c := range gone {
			a.term.Warn("%s: the file no longer has %s: it is retired, and its codings stay", name, c.Key)
		}
		if a.term.JSON {
			return a.term.Object(frameworkJSON{
				Name: fw.Name, Title: fw.Title, Version: fw.Version, Codes: len(tree.Codes()), InUse: true,
				Citation: fw.Citation, Note: fw.Note,
			})
		}
		a.term.Note("the framework in use is %s, with %s and %s%s", fw.Name,
			plural(len(tree.Themes()), "theme", "themes"), plural(len(tree.Codes())-len(tree.Themes()), "code", "codes"),
			rehearsal(dryRun))
		return nil
	})
}
