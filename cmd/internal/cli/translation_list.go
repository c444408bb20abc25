package cli

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"framewise/cmd/internal/term"
	"framewise/framework/project"
)

func newTranslationListCommand(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "list",
		Short: "List the translations with their originals",
		Long: `Lists every translation: its original, the two languages, how many turns each has,
and how many stand one beside one.`,
		Example: `  framewise translation list
  framewise translation list --json`,
		Args: takes(),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return runTranslationList(cmd.Context(), a)
		},
	}
}

// translationJSON is a line of translation list --json.
type translationJSON struct {
	Original         string `json:"original"`
	Language         string `json:"language"`
	Turns            int    `json:"turns"`
	Translation      string `json:"translation"`
	Into             string `json:"into"`
	TranslationTurns int    `json:"translation_turns"`
	Aligned          int    `json:"aligned"` // turns that stand one beside one
}

func translationOf(t project.Translation) translationJSON {
	out := translationJSON{
		Original: t.Original.Name(), Language: t.Original.Language, Turns: len(t.Original.Turns),
		Translation: t.Translation.Name(), Into: t.Translation.Language, TranslationTurns: len(t.Translation.Turns),
	}
	for _, p := range t.Pairs {
		if p.Single() {
			out.Aligned++
		}
	}
	return out
}

func runTranslationList(ctx context.Context, a *app) error {
	return a.with(ctx, func(p *project.Project) error {
		list, err := p.Translations(ctx)
		if err != nil {
			return err
		}
		table := a.term.Table(term.Column{Title: "original", Style: term.Strong, Keep: true}, term.Column{Title: "in"},
			term.Column{Title: "turns", Right: true}, term.Column{Title: "translation", Style: term.Strong, Keep: true},
			term.Column{Title: "in"}, term.Column{Title: "turns", Right: true}, term.Column{Title: "one beside one", Right: true})
		for _, t := range list {
			out := translationOf(t)
			if a.term.JSON {
				err = a.term.Object(out)
			} else {
				err = table.Row(out.Original, out.Language, fmt.Sprint(out.Turns), out.Translation, out.Into,
					fmt.Sprint(out.TranslationTurns), fmt.Sprint(out.Aligned))
			}
			if err != nil {
				return err
			}
		}
		if len(list) == 0 {
			a.term.Note("there are no translations: framewise translation join makes a document one")
		}
		return table.Flush()
	})
}
