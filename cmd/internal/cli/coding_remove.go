package cli

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"framewise/framework/project"
)

func newCodingRemoveCommand(a *app) *cobra.Command {
	var yes bool
	cmd := &cobra.Command{
		Use:   "remove ID...",
		Short: "Remove codings",
		Long: `Removes codings by their ids, as framewise coding list shows them; the last
letters of an id are enough. Either all are removed or none. Undo brings them
back.`,
		Example: `  framewise coding remove 4f9c21 --yes
  framewise coding remove 4f9c21 77ab03`,
		Args:              takes("ID..."),
		ValidArgsFunction: a.completed(false),
		RunE: func(cmd *cobra.Command, args []string) error {
			return runCodingRemove(cmd.Context(), a, args, yes)
		},
	}
	cmd.Flags().BoolVarP(&yes, "yes", "y", false, "don't ask")
	return cmd
}

func runCodingRemove(ctx context.Context, a *app, ids []string, yes bool) error {
	return a.with(ctx, func(p *project.Project) error {
		if err := a.sure(yes, fmt.Sprintf("remove %s?", plural(len(ids), "coding", "codings"))); err != nil {
			return err
		}
		if err := p.RemoveCodings(ctx, ids...); err != nil {
			return err
		}
		if a.term.JSON {
			return a.term.Object(struct {
				Removed int `json:"removed"`
			}{len(ids)})
		}
		a.term.Note("removed %s", plural(len(ids), "coding", "codings"))
		return nil
	})
}
