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

func newDocumentListCommand(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "list",
		Short: "List the documents",
		Long: `Lists the documents by label: whose account each is, its kind, language and
date, how many turns it has, which version of its text is the present one, and
the file it came from. With --json also what stands above the talk: Place,
Interviewer, and whatever else its head or front matter names.`,
		Example: `  framewise document list
  framewise document list --json`,
		Args: takes(),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return runDocumentList(cmd.Context(), a)
		},
	}
}

// documentJSON is a line of document list --json.
type documentJSON struct {
	Document    string              `json:"document"`
	Cases       []string            `json:"cases,omitempty"`
	Kind        corpus.DocumentKind `json:"kind"`
	Language    string              `json:"language,omitempty"`
	Date        string              `json:"date,omitempty"`
	Turns       int                 `json:"turns"`
	Version     int                 `json:"version"`
	Source      string              `json:"source,omitempty"`
	Translation bool                `json:"translation,omitempty"`
	// Pseudonymised says that pseudonyms were put in before anything was kept.
	Pseudonymised bool           `json:"pseudonymised,omitempty"`
	Properties    []propertyJSON `json:"properties,omitempty"` // of the head, in its order
}

// propertyJSON is a line above the talk; two may have one name.
type propertyJSON struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

func runDocumentList(ctx context.Context, a *app) error {
	return a.with(ctx, func(p *project.Project) error {
		documents, err := p.Documents(ctx)
		if err != nil {
			return err
		}
		cases, _, err := p.Cases(ctx)
		if err != nil {
			return err
		}
		labels := make(map[corpus.CaseID]string, len(cases))
		for _, c := range cases {
			labels[c.ID] = c.Label
		}
		table := a.term.Table(term.Column{Title: "document", Style: term.Strong, Keep: true}, term.Column{Title: "cases"},
			term.Column{Title: "kind"}, term.Column{Title: "language"}, term.Column{Title: "date", Keep: true},
			term.Column{Title: "turns", Right: true, Keep: true}, term.Column{Title: "version", Right: true, Keep: true},
			term.Column{Title: "source", Style: term.Faint})
		for i := range documents {
			d := &documents[i]
			j := documentJSON{
				Document: d.Name(), Kind: d.Kind, Language: d.Language, Date: d.Date, Turns: len(d.Turns), Version: d.Version,
				Source: d.Source, Translation: d.TranslationOf != "", Pseudonymised: d.Pseudonymised,
			}
			for _, f := range d.Properties {
				j.Properties = append(j.Properties, propertyJSON{f[0], f[1]})
			}
			for _, id := range d.Cases() {
				j.Cases = append(j.Cases, labels[id])
			}
			if a.term.JSON {
				err = a.term.Object(j)
			} else {
				err = table.Row(j.Document, strings.Join(j.Cases, " "), string(j.Kind), j.Language, j.Date, fmt.Sprint(j.Turns),
					fmt.Sprint(j.Version), j.Source)
			}
			if err != nil {
				return err
			}
		}
		if len(documents) == 0 {
			a.term.Note("no documents")
		}
		return table.Flush()
	})
}
