package cli

import "github.com/spf13/cobra"

func newTranslationCommand(a *app) *cobra.Command {
	return group(&cobra.Command{
		Use:   "translation",
		Short: "Originals and their translations, turn by turn",
		Long: `An interview and its translation are one document in two languages: what is coded
in one is shown in the other. Two transcripts of one case in two languages are
joined when they come in, if most of their turns correspond.`,
		Example: `  framewise translation list
  framewise translation show P07`,
	}, newTranslationListCommand(a), newTranslationShowCommand(a), newTranslationAlignCommand(a), newTranslationJoinCommand(a))
}
