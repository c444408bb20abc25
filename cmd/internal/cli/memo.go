package cli

import "github.com/spf13/cobra"

func newMemoCommand(a *app) *cobra.Command {
	return group(&cobra.Command{
		Use:   "memo",
		Short: "Memos: what you think as you go",
		Long: `A memo is a dated note about the study, a case, a code, a cell or a document:
analytic, reflexive, methodological or cultural. Memos go with the workbook.`,
		Example: `  framewise memo add "Warmth is told through food here" --about "code warmth" --kind cultural
  framewise memo list`,
	}, newMemoAddCommand(a), newMemoListCommand(a), newMemoImportCommand(a))
}
