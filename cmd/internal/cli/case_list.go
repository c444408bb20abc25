package cli

import (
	"context"

	"github.com/spf13/cobra"

	"framewise/cmd/internal/term"
	"framewise/framework/project"
)

func newCaseListCommand(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "list",
		Short: "List the cases with their attributes",
		Long: `Lists the cases by name, each with its attributes. In a pipe every line is a
case: its name, its kind, then the attributes in the order of the table that
they came from.`,
		Example: `  framewise case list
  framewise case list --json`,
		Args: takes(),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return runCaseList(cmd.Context(), a)
		},
	}
}

// caseJSON is a line of case list --json and of case set --json.
type caseJSON struct {
	Case       string            `json:"case"`
	Kind       string            `json:"kind"`
	Attributes map[string]string `json:"attributes"`
	Note       string            `json:"note,omitempty"`
}

func runCaseList(ctx context.Context, a *app) error {
	return a.with(ctx, func(p *project.Project) error {
		cases, attributes, err := p.Cases(ctx)
		if err != nil {
			return err
		}
		columns := []term.Column{{Title: "case", Style: term.Strong, Keep: true}, {Title: "kind", Style: term.Faint}}
		for _, attribute := range attributes {
			columns = append(columns, term.Column{Title: attribute.Name, Right: attribute.Type == "number"})
		}
		table := a.term.Table(columns...)
		for _, c := range cases {
			if a.term.JSON {
				if err := a.term.Object(caseJSON{c.Label, string(c.Kind), c.Values, c.Note}); err != nil {
					return err
				}
				continue
			}
			row := []string{c.Label, string(c.Kind)}
			for _, attribute := range attributes {
				row = append(row, c.Values[attribute.Name])
			}
			if err := table.Row(row...); err != nil {
				return err
			}
		}
		if len(cases) == 0 {
			a.term.Note("there are no cases yet: framewise import brings them with the transcripts")
		}
		return table.Flush()
	})
}
