package cli

import (
	"context"

	"github.com/spf13/cobra"

	"framewise/framework/project"
)

func newVerifyCommand(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "verify",
		Short: "Prove that every quote is what was said",
		Long: `Checks that every quote equals its place in the transcript, that everything
stored is as it was written, and that nobody altered the trail. It lists what is
wrong, a line each; the exit code is then 4.`,
		Example: `  framewise verify
  framewise verify --json && echo sound`,
		Args: takes(),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return runVerify(cmd.Context(), a)
		},
	}
}

func runVerify(ctx context.Context, a *app) error {
	return a.with(ctx, func(p *project.Project) error {
		faults := 0
		var failed error
		err := p.Verify(ctx, func(fault error) {
			faults++
			_, kind := exitOf(fault)
			if a.term.JSON {
				failed = firstOf(failed, a.term.Object(struct {
					Fault string `json:"fault"`
					Kind  string `json:"kind"`
				}{fault.Error(), kind}))
				return
			}
			failed = firstOf(failed, a.term.Table().Row(fault.Error()))
		})
		if err = firstOf(failed, err); err != nil {
			return err
		}
		events, err := p.Log(ctx)
		if err != nil {
			return err
		}
		codings, err := p.Codings(ctx, project.CodingsWanted{})
		if err != nil {
			return err
		}
		unplaced := 0
		for _, c := range codings {
			if !c.Coding.Placed() {
				unplaced++
			}
		}
		if a.term.JSON {
			return a.term.Object(struct {
				Sound    bool `json:"sound"`
				Acts     int  `json:"acts"`
				Codings  int  `json:"codings"`
				Unplaced int  `json:"unplaced,omitempty"` // of the codings: they wait for a place
			}{true, len(events), len(codings), unplaced})
		}
		a.term.Note("sound: %s in the trail, %s equal to their places", plural(len(events), "act", "acts"),
			plural(len(codings)-unplaced, "quote", "quotes"))
		if unplaced > 0 {
			a.term.Note("%s for a place since a transcript was corrected: framewise coding list --unplaced",
				plural(unplaced, "coding waits", "codings wait"))
		}
		return nil
	})
}
