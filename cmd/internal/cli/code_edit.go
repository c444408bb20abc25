package cli

import (
	"context"

	"github.com/spf13/cobra"

	"framewise/framework/project"
)

func newCodeEditCommand(a *app) *cobra.Command {
	var f codeFlags
	cmd := &cobra.Command{
		Use:   "edit CODE",
		Short: "Change a code's name, definition or colour",
		Long: `Changes what the flags name and leaves the rest as it is. What was coded with
the code stays coded with it.`,
		Example: `  framewise code edit 2.1 --name "Warmth and closeness"
  framewise code edit warmth --include "small gestures, remembered names"`,
		Args:              takes("CODE"),
		ValidArgsFunction: a.completed(false, someCodes),
		RunE: func(cmd *cobra.Command, args []string) error {
			edit := f.read(cmd.Flags())
			if edit == (project.CodeEdit{}) {
				return usagef("nothing to change").WithHint("name it with a flag: framewise code edit %s --name NAME", args[0])
			}
			return runCodeEdit(cmd.Context(), a, args[0], edit)
		},
	}
	cmd.Flags().StringVar(&f.name, "name", "", "its `name`")
	cmd.Flags().StringVar(&f.id, "id", "", "its `id` in files and on the command line")
	f.add(cmd.Flags())
	return cmd
}

func runCodeEdit(ctx context.Context, a *app, code string, edit project.CodeEdit) error {
	return a.with(ctx, func(p *project.Project) error {
		_, tree, err := p.Framework(ctx, "")
		if err != nil {
			return err
		}
		c, err := tree.Find(code)
		if err != nil {
			return err
		}
		if err := p.EditCode(ctx, c.Key, edit); err != nil {
			return err
		}
		if edit.Key != nil {
			c.Key = *edit.Key
		}
		return a.tellCode(ctx, p, c.Key, "changed")
	})
}
