package cli

import "github.com/spf13/cobra"

func newCodingCommand(a *app) *cobra.Command {
	return group(&cobra.Command{
		Use:   "coding",
		Short: "The codings: quotes under codes",
		Long: `A coding is a stretch of a transcript that one coder put under one code. It
keeps the exact words and their place. Codings come in one by one, from a table,
or with a Word file whose margin comments name codes (framewise import).`,
		Example: `  framewise coding add P07 warmth "she remembered my mother's name"
  framewise coding import codings.csv`,
	}, newCodingAddCommand(a), newCodingListCommand(a), newCodingImportCommand(a), newCodingExportCommand(a),
		newCodingPlaceCommand(a), newCodingRemoveCommand(a))
}
