package cli

import "github.com/spf13/cobra"

func newFrameworkCommand(a *app) *cobra.Command {
	return group(&cobra.Command{
		Use:   "framework",
		Short: "The frameworks: the codes that make the columns",
		Long: `A framework is the ordered tree of themes and codes that the study is coded
with. One is in use at a time; others are kept. Eighteen from the literature
are built in, and your own is one YAML file that you can edit by hand.`,
		Example: `  framewise framework list --built-in
  framewise framework use watson`,
	}, newFrameworkListCommand(a), newFrameworkShowCommand(a), newFrameworkUseCommand(a),
		newFrameworkImportCommand(a), newFrameworkExportCommand(a))
}
