package cli

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"framewise/codebook"
	"framewise/corpus"
	"framewise/framework/project"
)

func newCodingAddCommand(a *app) *cobra.Command {
	var n project.NewCoding
	cmd := &cobra.Command{
		Use:   "add DOC CODE QUOTE",
		Short: "Code a quote",
		Long: `Puts a quote under a code. The words must stand in the document; differences in
white space, quotation marks and dashes don't matter, and … stands for words
left out. Where they stand more than once, say at which turn: with --at, or in
DOC, as in P07:12.

A QUOTE of "-" is read from the standard input.`,
		Example: `  framewise coding add P07 warmth "she remembered my mother's name" --stance positive
  framewise coding add P07 2.1 "I felt … at home" --at 12 --key`,
		Args:              takes("DOC", "CODE", "QUOTE"),
		ValidArgsFunction: a.completed(false, someDocuments, someCodes),
		RunE: func(cmd *cobra.Command, args []string) error {
			n.Document, n.Code, n.Quote = args[0], args[1], args[2]
			if l, err := corpus.ParseLocator(n.Document); err == nil && n.Paragraph == "" {
				n.Document, n.Paragraph = l.Label, l.Turns()
			}
			return runCodingAdd(cmd.Context(), a, n)
		},
	}
	cmd.Flags().StringVar(&n.Paragraph, "at", "", "the `turn` it stands at: 12, 12-15 or P07:12")
	cmd.Flags().StringVar(&n.Stance, "stance", "", "the `stance`: positive, negative, mixed or neutral")
	cmd.Flags().BoolVar(&n.Key, "key", false, "a quote worth printing")
	cmd.Flags().StringVar(&n.Memo, "memo", "", "a `remark` on it")
	complete(cmd, "stance", words(codebook.Stances)...)
	return cmd
}

func runCodingAdd(ctx context.Context, a *app, n project.NewCoding) (err error) {
	if _, err := codebook.ParseStance(n.Stance); err != nil {
		return asUsage(err)
	}
	if n.Quote, err = a.text(n.Quote); err != nil {
		return err
	}
	return a.with(ctx, func(p *project.Project) error {
		q, err := p.AddCoding(ctx, n)
		if err != nil {
			return err
		}
		if elsewhere(n.Paragraph, q.Locator) {
			a.term.Warn("the words stand at %s, not at %s: it is coded there", q.Locator, n.Paragraph)
		}
		if !a.term.JSON {
			a.term.Note("coded %s", q.Locator)
			return nil
		}
		// The new coding with the names of what it points at.
		views, err := p.Codings(ctx, project.CodingsWanted{Document: n.Document})
		if err != nil {
			return err
		}
		for _, v := range views {
			if v.Coding.ID == q.Coding.ID {
				return a.term.Object(jsonOfCoding(v))
			}
		}
		return nil
	})
}

// elsewhere says whether a quote was not found where somebody said it was.
func elsewhere(said string, found corpus.Locator) bool {
	said = strings.TrimSpace(said)
	if said == "" {
		return false
	}
	if !strings.Contains(said, ":") {
		said = found.Label + ":" + said
	}
	l, err := corpus.ParseLocator(said)
	return err == nil && (found.First > l.Last || found.Last < l.First)
}
