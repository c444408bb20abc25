package cli

import (
	"context"

	"github.com/spf13/cobra"

	"framewise/framework/project"
)

func newTranslationJoinCommand(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "join TRANSLATION ORIGINAL",
		Short: "Make a document the translation of another",
		Long: `Says that a document is the translation of another, and aligns them. Its codings
stay where they are; its case becomes that of the original.`,
		Example: `  framewise translation join P07_english P07
  framewise undo`,
		Args:              takes("TRANSLATION", "ORIGINAL"),
		ValidArgsFunction: a.completed(true, someDocuments),
		RunE: func(cmd *cobra.Command, args []string) error {
			return runTranslationJoin(cmd.Context(), a, args[0], args[1])
		},
	}
}

func runTranslationJoin(ctx context.Context, a *app, translation, original string) error {
	return a.with(ctx, func(p *project.Project) error {
		t, err := p.JoinTranslation(ctx, translation, original)
		if err != nil {
			return err
		}
		return tellTranslation(a, t)
	})
}
