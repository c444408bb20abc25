package cli

import (
	"context"

	"github.com/spf13/cobra"

	"framewise/framework/project"
)

func newCodeAddCommand(a *app) *cobra.Command {
	var f codeFlags
	var under string
	cmd := &cobra.Command{
		Use:   "add CODE NAME",
		Short: "Add a code that the data call for",
		Long: `Adds a code to the framework in use, marked as built from the data. It comes
under another code, behind those that are there, or at the top as a theme,
which gets an Other code of its own. In a project without a framework it begins
one.`,
		Example: `  framewise code add waiting-lists "Waiting lists" --under organisation
  framewise code add money "Money matters" --definition "Pay, costs, subsidies"`,
		Args:              takes("CODE", "NAME"),
		ValidArgsFunction: a.completed(false),
		RunE: func(cmd *cobra.Command, args []string) error {
			return runCodeAdd(cmd.Context(), a, args[0], args[1], under, f.read(cmd.Flags()))
		},
	}
	cmd.Flags().StringVar(&under, "under", "", "the `code` above it (else it is a theme)")
	f.add(cmd.Flags())
	a.completeFlag(cmd, "under", someCodes)
	return cmd
}

func runCodeAdd(ctx context.Context, a *app, key, name, under string, edit project.CodeEdit) error {
	return a.with(ctx, func(p *project.Project) error {
		c, err := p.AddCode(ctx, key, name, under, edit)
		if err != nil {
			return err
		}
		return a.tellCode(ctx, p, c.Key, "added")
	})
}

// tellCode says what was done to a code, or shows it as JSON.
func (a *app) tellCode(ctx context.Context, p *project.Project, key, done string) error {
	fw, tree, err := p.Framework(ctx, "")
	if err != nil {
		return err
	}
	c, err := tree.Find(key)
	if err != nil {
		return err
	}
	if a.term.JSON {
		return a.term.Object(jsonOf(&fw, tree, c))
	}
	a.term.Note("%s %s, %s", done, c.Key, c.Title())
	return nil
}
