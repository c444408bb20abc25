package cli

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"framewise/cmd/internal/term"
	"framewise/framework/project"
)

func newCorpusPseudonymiseCommand(a *app) *cobra.Command {
	var into string
	cmd := &cobra.Command{
		Use:   "pseudonymise KEY",
		Short: "Make a copy of the project in which pseudonyms stand for names",
		Long: `Copies the project into a new folder with pseudonyms in the place of the names
that the key lists: in transcripts, quotes, cells, memos, labels and attributes.
The copy has no history and none of the imported files, which would hold the
names. The project itself stays as it is: lock it away, and work in the copy.

The key is a table with the columns name and pseudonym; if wanted forms (other
forms of the name, with semicolons between, "Marita=Anita" with a pseudonym of
its own) and any case (yes: look for it in small letters too). Whole words are
replaced, whatever their accents; María González before María. Keep the key out
of the project's folder: there it is refused.`,
		Example: `  framewise corpus pseudonymise ../safe/key.csv --into ../study-pseudonymised
  framewise corpus pseudonymise ../safe/key.xlsx --into ../copy --json`,
		Args: takes("KEY"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if into == "" {
				return usagef("into which folder? the copy needs one of its own").WithHint("name it with --into")
			}
			return runCorpusPseudonymise(cmd.Context(), a, args[0], into)
		},
	}
	cmd.Flags().StringVar(&into, "into", "", "the new `folder` of the copy")
	return cmd
}

func runCorpusPseudonymise(ctx context.Context, a *app, path, into string) error {
	key, err := a.key(path, into)
	if err != nil {
		return err
	}
	return a.with(ctx, func(p *project.Project) error {
		r, err := p.Pseudonymise(ctx, key, into)
		if err != nil {
			return err
		}
		if a.term.JSON {
			return a.term.Object(r)
		}
		table := a.term.Table(term.Column{Title: "name", Style: term.Strong}, term.Column{Title: "pseudonym"},
			term.Column{Title: "times", Right: true, Keep: true}, term.Column{Title: "where"},
			term.Column{Title: "left in small letters"})
		for _, one := range r.Replaced {
			err := table.Row(one.Name, one.Pseudonym, fmt.Sprint(one.Count), strings.Join(one.Places, " "),
				strings.Join(one.Small, " "))
			if err != nil {
				return err
			}
		}
		if err := table.Flush(); err != nil {
			return err
		}
		if len(r.Unused) > 0 {
			a.term.Warn("never found in a transcript: %s", strings.Join(r.Unused, ", "))
		}
		a.term.Note("copied %s, %s and %s into %s", plural(r.Documents, "document", "documents"),
			plural(r.Codings, "coding", "codings"), plural(r.Cells, "cell", "cells"), into)
		a.term.Hint("framewise corpus identifiers --project %s lists what still looks like a name", into)
		return nil
	})
}
