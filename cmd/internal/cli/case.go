package cli

import "github.com/spf13/cobra"

func newCaseCommand(a *app) *cobra.Command {
	return group(&cobra.Command{
		Use:   "case",
		Short: "The cases and what is known of them",
		Long: `A case is one row of the matrix: mostly a participant, at times a group or an
organisation. Its attributes (age, gender, site) choose, order and group the
rows. Transcripts bring their cases with them; attributes come from a table.`,
		Example: `  framewise case import cases.csv
  framewise case list
  framewise case table --by gender`,
	}, newCaseListCommand(a), newCaseSetCommand(a), newCaseImportCommand(a), newCaseAttributeCommand(a),
		newCaseTableCommand(a))
}
