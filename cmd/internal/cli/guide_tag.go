package cli

import (
	"context"

	"github.com/spf13/cobra"

	"framewise/framework/project"
)

func newGuideTagCommand(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "tag PLACE CODE",
		Short: "Tag an interviewer's turn with the code it asks about",
		Long: `Says that the question at a place, as P07:12, is about a code: for what was asked
in other words than the interview guide has, or where there is no guide. It is no
quote: what the interviewer says is nobody's account.`,
		Example: `  framewise guide tag P07:12 warmth
  framewise guide tag P07.2:3 stigma --json`,
		Args:              takes("PLACE", "CODE"),
		ValidArgsFunction: a.completed(false, someDocuments, someCodes),
		RunE: func(cmd *cobra.Command, args []string) error {
			return runGuideTag(cmd.Context(), a, args[0], args[1])
		},
	}
}

func runGuideTag(ctx context.Context, a *app, place, code string) error {
	return a.with(ctx, func(p *project.Project) error {
		q, known, err := p.TagQuestion(ctx, place, code)
		if err != nil {
			return err
		}
		if a.term.JSON {
			views, err := p.Codings(ctx, project.CodingsWanted{Code: code, Questions: true})
			if err != nil {
				return err
			}
			for _, v := range views {
				if v.Document == q.Document && v.Coding.Anchor.Span == q.Coding.Anchor.Span {
					return a.term.Object(jsonOfQuestion(v))
				}
			}
			return nil
		}
		if known {
			a.term.Note("%s is tagged with %s already", place, code)
		} else {
			a.term.Note("tagged %s with %s", place, code)
		}
		return nil
	})
}

func newGuideUntagCommand(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "untag PLACE CODE",
		Short: "Take the tag of a code off a turn",
		Long: `Says that the question at a place is not about a code after all. A guide that is
imported again finds it again, unless --in names other documents.`,
		Example: `  framewise guide untag P07:12 warmth
  framewise guide untag P07.2:3 stigma`,
		Args:              takes("PLACE", "CODE"),
		ValidArgsFunction: a.completed(false, someDocuments, someCodes),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.with(cmd.Context(), func(p *project.Project) error {
				if err := p.UntagQuestion(cmd.Context(), args[0], args[1]); err != nil {
					return err
				}
				a.term.Note("%s is no longer tagged with %s", args[0], args[1])
				return nil
			})
		},
	}
}
