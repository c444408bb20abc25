package cli

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"framewise/framework/project"
)

func newCodeRetireCommand(a *app) *cobra.Command {
	var yes bool
	cmd := &cobra.Command{
		Use:   "retire CODE",
		Short: "Take a code out of use",
		Long: `Takes a code and all below it out of use: they are columns no longer. What was
coded with them stays, and undo brings them back.`,
		Example: `  framewise code retire waiting-lists --yes
  framewise code retire 3.4`,
		Args:              takes("CODE"),
		ValidArgsFunction: a.completed(false, someCodes),
		RunE: func(cmd *cobra.Command, args []string) error {
			return runCodeRetire(cmd.Context(), a, args[0], yes)
		},
	}
	cmd.Flags().BoolVarP(&yes, "yes", "y", false, "don't ask")
	return cmd
}

func runCodeRetire(ctx context.Context, a *app, code string, yes bool) error {
	return a.with(ctx, func(p *project.Project) error {
		_, tree, err := p.Framework(ctx, "")
		if err != nil {
			return err
		}
		c, err := tree.Find(code)
		if err != nil {
			return err
		}
		question := fmt.Sprintf("retire %s?", c.Key)
		if n := len(tree.Under(c.ID)) - 1; n > 0 {
			question = fmt.Sprintf("retire %s and %s below it?", c.Key, plural(n, "code", "codes"))
		}
		if err := a.sure(yes, question); err != nil {
			return err
		}
		if err := p.RetireCode(ctx, c.Key); err != nil {
			return err
		}
		return a.tellCode(ctx, p, c.Key, "retired")
	})
}
