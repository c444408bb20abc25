package cli

import (
	"context"

	"github.com/spf13/cobra"

	"framewise/framework/project"
)

type codeMoveOptions struct {
	under    string
	top      bool
	position int
}

func newCodeMoveCommand(a *app) *cobra.Command {
	var o codeMoveOptions
	cmd := &cobra.Command{
		Use:   "move CODE",
		Short: "Put a code elsewhere in the framework",
		Long: `Puts a code, with all below it, under another code or at the top, and at a
place among its new neighbours. Without a place it comes last, before Other.`,
		Example: `  framewise code move waiting-lists --under organisation
  framewise code move warmth --under relationship --position 1
  framewise code move money --top`,
		Args:              takes("CODE"),
		ValidArgsFunction: a.completed(false, someCodes),
		RunE: func(cmd *cobra.Command, args []string) error {
			if o.top == (o.under != "") {
				return usagef("say where %s goes", args[0]).WithHint("--under CODE, or --top")
			}
			if o.position < 0 {
				return usagef("positions count from 1")
			}
			return runCodeMove(cmd.Context(), a, args[0], o)
		},
	}
	cmd.Flags().StringVar(&o.under, "under", "", "the `code` to put it under")
	cmd.Flags().BoolVar(&o.top, "top", false, "make it a theme")
	cmd.Flags().IntVar(&o.position, "position", 0, "its `place` among its neighbours, from 1")
	a.completeFlag(cmd, "under", someCodes)
	return cmd
}

func runCodeMove(ctx context.Context, a *app, code string, o codeMoveOptions) error {
	return a.with(ctx, func(p *project.Project) error {
		if err := p.MoveCode(ctx, code, o.under, o.position); err != nil {
			return err
		}
		return a.tellCode(ctx, p, code, "moved")
	})
}
