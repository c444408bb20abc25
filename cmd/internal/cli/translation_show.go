package cli

import (
	"context"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"framewise/cmd/internal/term"
	"framewise/corpus"
	"framewise/framework/project"
)

func newTranslationShowCommand(a *app) *cobra.Command {
	var turn string
	var o term.Output
	cmd := &cobra.Command{
		Use:   "show DOC",
		Short: "Read a translation beside its original",
		Long: `Shows an original and its translation side by side, each turn beside the one that
says the same. Where a turn stands alone, or two beside one, the alignment may be
wrong: framewise translation align mends it. With -o it is written as a CSV table,
which a spreadsheet opens and framewise translation align --table reads back.`,
		Example: `  framewise translation show P07
  framewise translation show P07 -o pairs.csv
  framewise translation show P07 --turn 12-20`,
		Args:              takes("DOC"),
		ValidArgsFunction: a.completed(false, someDocuments),
		RunE: func(cmd *cobra.Command, args []string) error {
			if o.Path != "" {
				if turn != "" {
					return usagef("--turn and -o exclude each other: the table has all turns")
				}
				return runTranslationWrite(cmd.Context(), a, args[0], o)
			}
			return runTranslationShow(cmd.Context(), a, args[0], turn)
		},
	}
	cmd.Flags().StringVar(&turn, "turn", "", "only this `turn` of the original, or these: 12, 12-15")
	outputFlags(cmd, &o)
	return cmd
}

// turnPairJSON is a line of translation show --json.
type turnPairJSON struct {
	Original    corpus.TurnRange `json:"original"`
	Translation corpus.TurnRange `json:"translation"`
	Text        string           `json:"text"`
	Translated  string           `json:"translated"`
}

func runTranslationShow(ctx context.Context, a *app, name, turn string) error {
	return a.with(ctx, func(p *project.Project) error {
		t, err := p.Translation(ctx, name)
		if err != nil {
			return err
		}
		first, last, err := turnsWanted(turn, &t.Original)
		if err != nil {
			return err
		}
		if a.term.OutTTY && !a.term.JSON {
			head := translationOf(t)
			err := a.term.Print(a.term.Styled(term.Safe(head.Original), term.Strong), " "+term.Safe(head.Language)+"   ",
				a.term.Styled(term.Safe(head.Translation), term.Strong), " "+term.Safe(head.Into), "\n")
			if err != nil {
				return err
			}
		}
		for _, pair := range t.Pairs {
			if turn != "" && (pair.Original.Last < first || pair.Original.First > last) {
				continue
			}
			if err := showPair(a, &t, pair); err != nil {
				return err
			}
		}
		return nil
	})
}

func runTranslationWrite(ctx context.Context, a *app, name string, o term.Output) error {
	return a.with(ctx, func(p *project.Project) error {
		t, err := p.Translation(ctx, name)
		if err != nil {
			return err
		}
		err = a.term.Write(o, func(w io.Writer) error { return project.WriteAlignment(w, &t) })
		if err == nil && o.Path != "-" {
			a.term.Note("wrote %s to %s", plural(len(t.Pairs), "pair", "pairs"), o.Path)
			a.term.Hint("mend it, then: framewise translation align %s --table %s", t.Translation.Name(), o.Path)
		}
		return err
	})
}

func showPair(a *app, t *project.Translation, pair corpus.TurnPair) error {
	one, other := t.TurnWords(pair)
	switch {
	case a.term.JSON:
		return a.term.Object(turnPairJSON{pair.Original, pair.Translation, one, other})
	case !a.term.OutTTY:
		return a.term.Table().Row(project.TurnNumbers(pair.Original), one, project.TurnNumbers(pair.Translation), other)
	}
	const number = 8
	width := max(20, (min(a.term.Columns, 160)-2*number-2)/2)
	left, right := term.Wrap(term.SafeLines(one), width), term.Wrap(term.SafeLines(other), width)
	for i := range max(len(left), len(right)) {
		side := func(lines []string, r corpus.TurnRange) (place, words string) {
			if i == 0 {
				place = project.TurnNumbers(r)
			}
			if i < len(lines) {
				words = lines[i]
			}
			return place + strings.Repeat(" ", max(1, number-term.Width(place))), words
		}
		n, l := side(left, pair.Original)
		m, r := side(right, pair.Translation)
		pad := strings.Repeat(" ", max(0, width-term.Width(l)))
		err := a.term.Print(a.term.Styled(n, term.Place), l+pad+"  ", a.term.Styled(m, term.Place), r)
		if err != nil {
			return err
		}
	}
	return a.term.Print()
}
