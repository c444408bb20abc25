package cli

import "github.com/spf13/cobra"

func newChartCommand(a *app) *cobra.Command {
	return group(&cobra.Command{
		Use:   "chart",
		Short: "Chart the cells: what each case says under each code",
		Long: `Charting is summarising what one case says under one code, in a cell of the
matrix. In a summary “double quotes” hold the participant's own words, [square
brackets] your remarks, and locators like P07:142 lead back to the transcript;
the rest is paraphrase. “all” in place of the code is the summary of a whole
case, in place of the case that of a whole code or theme.`,
		Example: `  framewise chart show P07 warmth
  framewise chart set P07 warmth --summary 'Felt “at home” with her at once (P07:12).'
  framewise chart next`,
	}, newChartShowCommand(a), newChartSetCommand(a), newChartNextCommand(a), newChartFillCommand(a), newChartStatusCommand(a),
		newChartCheckCommand(a), newChartSampleCommand(a), newChartLogCommand(a), newChartRestoreCommand(a))
}
