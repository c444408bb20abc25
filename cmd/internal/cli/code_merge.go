package cli

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"framewise/framework/project"
)

func newCodeMergeCommand(a *app) *cobra.Command {
	var yes bool
	cmd := &cobra.Command{
		Use:   "merge CODE INTO",
		Short: "Merge a code into another",
		Long: `Moves all codings of a code to another, and its charted cells where the other
has none, and marks the first as merged. Codes below it come under the other.
Undo takes all of it back.`,
		Example: `  framewise code merge warmth love-labour --yes
  framewise code merge 2.1 2.2`,
		Args:              takes("CODE", "INTO"),
		ValidArgsFunction: a.completed(false, someCodes, someCodes),
		RunE: func(cmd *cobra.Command, args []string) error {
			return runCodeMerge(cmd.Context(), a, args[0], args[1], yes)
		},
	}
	cmd.Flags().BoolVarP(&yes, "yes", "y", false, "don't ask")
	return cmd
}

func runCodeMerge(ctx context.Context, a *app, code, into string, yes bool) error {
	return a.with(ctx, func(p *project.Project) error {
		_, tree, err := p.Framework(ctx, "")
		if err != nil {
			return err
		}
		from, err := tree.Find(code)
		if err != nil {
			return err
		}
		to, err := tree.Find(into)
		if err != nil {
			return err
		}
		if err := a.sure(yes, fmt.Sprintf("merge %s into %s?", from.Key, to.Key)); err != nil {
			return err
		}
		moved, kept, err := p.MergeCode(ctx, from.Key, to.Key)
		if err != nil {
			return err
		}
		if kept > 0 {
			a.term.Warn("%s of %s stay where they are: %s has charted the same cases",
				plural(kept, "cell", "cells"), from.Key, to.Key)
		}
		if a.term.JSON {
			return a.term.Object(struct {
				Code  string `json:"code"`
				Into  string `json:"into"`
				Moved int    `json:"codings_moved"`
				Kept  int    `json:"cells_kept"`
			}{from.Key, to.Key, moved, kept})
		}
		a.term.Note("merged %s into %s: %s moved", from.Key, to.Key, plural(moved, "coding", "codings"))
		return nil
	})
}
