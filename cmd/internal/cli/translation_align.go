package cli

import (
	"context"
	"slices"

	"github.com/spf13/cobra"

	"framewise/corpus"
	"framewise/framework/project"
)

type translationAlignOptions struct {
	pairs []string
	table string
}

func newTranslationAlignCommand(a *app) *cobra.Command {
	var o translationAlignOptions
	cmd := &cobra.Command{
		Use:   "align DOC",
		Short: "Mend which turns of a translation say what the original says",
		Long: `Aligns a translation with its original anew, by who speaks, by the times and by
the length of the turns. --pair says of some turns that they belong together
(12=13: turn 12 of the original, 13 of the translation); the others are found
around them. --table takes all pairs from a table with the columns original and
translation; turns that it leaves out stand alone.

Where turns no longer correspond by number the translation is cited by a label of
its own, P07.en.`,
		Example: `  framewise translation align P07 --pair 12=13 --pair 40-41=42
  framewise translation align P07 --table pairs.xlsx`,
		Args:              takes("DOC"),
		ValidArgsFunction: a.completed(false, someDocuments),
		RunE: func(cmd *cobra.Command, args []string) error {
			if o.table != "" && len(o.pairs) > 0 {
				return usagef("--pair and --table exclude each other")
			}
			return runTranslationAlign(cmd.Context(), a, args[0], o)
		},
	}
	cmd.Flags().StringArrayVar(&o.pairs, "pair", nil, "`turns` that belong together, as in 12=13; may be repeated")
	cmd.Flags().StringVar(&o.table, "table", "", "a `file` with all the pairs")
	return cmd
}

func runTranslationAlign(ctx context.Context, a *app, name string, o translationAlignOptions) error {
	var fixed []corpus.TurnPair
	for _, s := range o.pairs {
		pair, err := project.ParseTurnPair(s)
		if err != nil {
			return asUsage(err)
		}
		fixed = append(fixed, pair)
	}
	slices.SortFunc(fixed, func(a, b corpus.TurnPair) int { return a.Original.First - b.Original.First })
	if o.table != "" {
		file, content, err := a.read(o.table)
		if err != nil {
			return err
		}
		if fixed, err = project.ReadAlignment(file, content); err != nil {
			return err
		}
	}
	return a.with(ctx, func(p *project.Project) error {
		t, err := p.AlignTranslation(ctx, name, fixed, o.table != "")
		if err != nil {
			return err
		}
		return tellTranslation(a, t)
	})
}

// tellTranslation says how a translation stands beside its original.
func tellTranslation(a *app, t project.Translation) error {
	out := translationOf(t)
	if a.term.JSON {
		return a.term.Object(out)
	}
	a.term.Note("%s (%s) beside %s (%s): %d of %s and %s stand one beside one", out.Translation, out.Into, out.Original,
		out.Language, out.Aligned, plural(out.Turns, "turn", "turns"), plural(out.TranslationTurns, "turn", "turns"))
	if out.Aligned < max(out.Turns, out.TranslationTurns) {
		a.term.Hint("framewise translation show %s shows the others", out.Translation)
	}
	return nil
}
