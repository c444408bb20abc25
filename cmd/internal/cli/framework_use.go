package cli

import (
	"context"

	"github.com/spf13/cobra"

	"framewise/framework/project"
)

func newFrameworkUseCommand(a *app) *cobra.Command {
	var language string
	cmd := &cobra.Command{
		Use:   "use NAME",
		Short: "Choose the framework to code with",
		Long: `Makes a framework the one in use: one that the project holds, or a built-in
one, which is then copied into the project. What was coded with another
framework stays, under that framework.`,
		Example: `  framewise framework use watson
  framewise framework use chime --language es`,
		Args:              takes("NAME"),
		ValidArgsFunction: a.completed(false, someFrameworks),
		RunE: func(cmd *cobra.Command, args []string) error {
			return runFrameworkUse(cmd.Context(), a, args[0], language)
		},
	}
	cmd.Flags().StringVar(&language, "language", "", "the `language` of names and definitions: en, es")
	return cmd
}

func runFrameworkUse(ctx context.Context, a *app, name, language string) error {
	return a.with(ctx, func(p *project.Project) error {
		fw, err := p.UseFramework(ctx, name, language)
		if err != nil {
			return err
		}
		if a.term.JSON {
			return a.term.Object(frameworkJSON{
				Name: fw.Name, Title: fw.Title, Version: fw.Version, InUse: true, Citation: fw.Citation, Note: fw.Note,
			})
		}
		a.term.Note("the framework in use is %s: %s", fw.Name, fw.Title)
		return nil
	})
}
