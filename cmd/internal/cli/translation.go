package cli

import "github.com/spf13/cobra"

func newTranslationCommand(a *app) *cobra.Command {
	return group(&cobra.Command{
		Use:   "translation",
		Short: "Originals and their translations, turn by turn",
		Long: `An interview and its translation are one document in two languages: what is coded
in one is shown in the other. Two transcripts of one case in two languages are
joined when they come in, if most of their turns correspond.

Wherever quotes are printed, --quotes-in says in which language: in one (en, es),
in original, which is what was said, or in both. A quote that has none in that
language is printed as it was coded, and its language told. A quote's place is
always that of the words that were coded, which summaries cite; where those
printed stand elsewhere, that place stands behind them. They are the sentences
that the quote touches or, where sentences do not correspond, whole turns, and
that is told too.`,
		Example: `  framewise translation list
  framewise translation show P07
  framewise matrix export -o matrix.xlsx --quotes-in en`,
	}, newTranslationListCommand(a), newTranslationShowCommand(a), newTranslationAlignCommand(a), newTranslationJoinCommand(a))
}
