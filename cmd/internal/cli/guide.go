package cli

import "github.com/spf13/cobra"

func newGuideCommand(a *app) *cobra.Command {
	return group(&cobra.Command{
		Use:   "guide",
		Short: "What the interviewers asked about",
		Long: `An interviewer's turn can be tagged with the code that its question is about, by
hand or for a whole interview guide at once. So Framewise can tell what was not
asked from what was asked and not answered: the workbook shows it faintly in empty
cells (“not asked?”), framewise chart fill marks them with it, and framewise chart
check finds the cells that say otherwise.`,
		Example: `  framewise guide import guide.csv --dry-run
  framewise guide tag P07:12 warmth
  framewise guide status`,
	}, newGuideImportCommand(a), newGuideTagCommand(a), newGuideUntagCommand(a), newGuideListCommand(a), newGuideStatusCommand(a))
}
