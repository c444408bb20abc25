package cli

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"framewise/cmd/internal/term"
	"framewise/corpus/pseudonym"
	"framewise/framework/project"
)

func newCorpusIdentifiersCommand(a *app) *cobra.Command {
	var kinds []string
	cmd := &cobra.Command{
		Use:   "identifiers [DOCUMENT...]",
		Short: "What looks as if it told who somebody is",
		Long: `Looks through the transcripts for names, telephone and identity numbers (Chilean
RUT, Spanish DNI, Brazilian CPF and others), e-mail and street addresses, dates
of birth. Names are told by their capitals; in German, which gives them to all
nouns, only where somebody is introduced.

These are hints for a person to judge. What is not found is not safe for that:
people are known by what they tell.`,
		Example: `  framewise corpus identifiers
  framewise corpus identifiers P07 --kind name,address`,
		Args:              takes("[DOCUMENT...]"),
		ValidArgsFunction: a.completed(true, someDocuments),
		RunE: func(cmd *cobra.Command, args []string) error {
			for _, k := range kinds {
				if !slices.ContainsFunc(pseudonym.Kinds, func(o pseudonym.Kind) bool { return strings.HasPrefix(string(o), k) }) {
					return usagef("%q is not a kind of identifier", k).
						WithHint("use the beginning of one of %s", strings.Join(words(pseudonym.Kinds), ", "))
				}
			}
			return runCorpusIdentifiers(cmd.Context(), a, args, kinds)
		},
	}
	cmd.Flags().StringSliceVar(&kinds, "kind", nil, "only these `kinds`: name, phone, address …")
	complete(cmd, "kind", "name", "phone", "e-mail", "address", "identity", "date of birth")
	return cmd
}

func runCorpusIdentifiers(ctx context.Context, a *app, names, kinds []string) error {
	return a.with(ctx, func(p *project.Project) error {
		documents, err := p.Documents(ctx)
		if err != nil {
			return err
		}
		bar := a.term.Progress("looking", len(documents))
		defer bar.Close()
		found, err := p.Identifiers(ctx, names, bar.Step)
		bar.Close()
		if err != nil {
			return err
		}
		table := a.term.Table(term.Column{Title: "kind", Style: term.Faint, Keep: true}, term.Column{Title: "text", Style: term.Strong},
			term.Column{Title: "times", Right: true, Keep: true}, term.Column{Title: "where"})
		shown := 0
		for _, s := range found {
			if len(kinds) > 0 && !slices.ContainsFunc(kinds, func(k string) bool { return strings.HasPrefix(string(s.Kind), k) }) {
				continue
			}
			shown++
			kind := string(s.Kind)
			if s.What != "" {
				kind += " (" + s.What + ")"
			}
			if a.term.JSON {
				err = a.term.Object(s)
			} else {
				err = table.Row(kind, s.Text, fmt.Sprint(s.Count), strings.Join(s.Places, " "))
			}
			if err != nil {
				return err
			}
		}
		if shown == 0 {
			a.term.Note("nothing that looks like it was found; that proves nothing")
		}
		return table.Flush()
	})
}
