package cli

import (
	"context"

	"github.com/spf13/cobra"

	"framewise/framework/project"
)

type codingPlaceOptions struct {
	quote, at string
}

func newCodingPlaceCommand(a *app) *cobra.Command {
	var o codingPlaceOptions
	cmd := &cobra.Command{
		Use:   "place ID [QUOTE]",
		Short: "Give a coding its place, or another",
		Long: `Gives a coding a place by the words of a QUOTE in its transcript: one that lost
its place when the transcript was corrected (framewise coding list --unplaced), or
one that is to stand at other words. Without a QUOTE the words that it has are
looked for. The last letters of an id are enough; differences in white space,
quotation marks and dashes don't matter.`,
		Example: `  framewise coding place 4f9c21 "she came on most Sundays"
  framewise coding place 4f9c21 --at 12`,
		Args:              takes("ID", "[QUOTE]"),
		ValidArgsFunction: a.completed(false),
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) > 1 {
				o.quote = args[1]
			}
			return runCodingPlace(cmd.Context(), a, args[0], o)
		},
	}
	cmd.Flags().StringVar(&o.at, "at", "", "the `turn` it stands at: 12, 12-15 or P07:12")
	return cmd
}

func runCodingPlace(ctx context.Context, a *app, id string, o codingPlaceOptions) (err error) {
	if o.quote, err = a.text(o.quote); err != nil {
		return err
	}
	return a.with(ctx, func(p *project.Project) error {
		q, err := p.PlaceCoding(ctx, id, o.quote, o.at)
		if err != nil {
			return err
		}
		if elsewhere(o.at, q.Locator) {
			a.term.Warn("the words stand at %s, not at %s: it is placed there", q.Locator, o.at)
		}
		if a.term.JSON {
			return a.term.Object(struct {
				ID      string `json:"id"`
				Locator string `json:"locator"`
				Quote   string `json:"quote"`
			}{string(q.Coding.ID), q.Locator.String(), q.Coding.Anchor.Quote})
		}
		a.term.Note("placed at %s", q.Locator)
		return nil
	})
}
