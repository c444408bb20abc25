package cli

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"framewise/cmd/internal/term"
	"framewise/corpus"
	"framewise/framework/project"
)

func newTranslationShowCommand(a *app) *cobra.Command {
	var turn string
	cmd := &cobra.Command{
		Use:   "show DOC",
		Short: "Read a translation beside its original",
		Long: `Shows an original and its translation side by side, each turn beside the one that
says the same. Where a turn stands alone, or two beside one, the alignment may be
wrong: framewise translation align mends it.`,
		Example: `  framewise translation show P07
  framewise translation show P07 --turn 12-20`,
		Args:              takes("DOC"),
		ValidArgsFunction: a.completed(false, someDocuments),
		RunE: func(cmd *cobra.Command, args []string) error {
			return runTranslationShow(cmd.Context(), a, args[0], turn)
		},
	}
	cmd.Flags().StringVar(&turn, "turn", "", "only this `turn` of the original, or these: 12, 12-15")
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

func showPair(a *app, t *project.Translation, pair corpus.TurnPair) error {
	one, other := wordsIn(&t.Original, t.OriginalText, pair.Original), wordsIn(&t.Translation, t.TranslationText, pair.Translation)
	switch {
	case a.term.JSON:
		return a.term.Object(turnPairJSON{pair.Original, pair.Translation, one, other})
	case !a.term.OutTTY:
		return a.term.Table().Row(turnNumbers(pair.Original), one, turnNumbers(pair.Translation), other)
	}
	const number = 8
	width := max(20, (min(a.term.Columns, 160)-2*number-2)/2)
	left, right := term.Wrap(term.SafeLines(one), width), term.Wrap(term.SafeLines(other), width)
	for i := range max(len(left), len(right)) {
		side := func(lines []string, r corpus.TurnRange) (place, words string) {
			if i == 0 {
				place = turnNumbers(r)
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

// wordsIn are the words of some turns, a line each, with who speaks.
func wordsIn(d *corpus.Document, text *corpus.Text, r corpus.TurnRange) string {
	var lines []string
	for n := r.First; !r.Empty() && n <= r.Last; n++ {
		words := text.Slice(d.Turns[n-1].Span)
		if s, ok := d.SpeakerAt(n); ok {
			words = s.Label + ": " + words
		}
		lines = append(lines, words)
	}
	return strings.Join(lines, "\n")
}

// turnNumbers are the numbers of some turns: 12, 12–13, or – for none.
func turnNumbers(r corpus.TurnRange) string {
	switch {
	case r.Empty():
		return "–"
	case r.First == r.Last:
		return fmt.Sprint(r.First)
	}
	return fmt.Sprintf("%d–%d", r.First, r.Last)
}
