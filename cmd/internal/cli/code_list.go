package cli

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"framewise/cmd/internal/term"
	"framewise/codebook"
	"framewise/framework/project"
)

func newCodeListCommand(a *app) *cobra.Command {
	var all bool
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List the codes with how often each was used",
		Long: `Lists the codes of the framework in use, in its order, each with the number of
its own codings (without those of the codes below it). Codes that were merged
or retired are left out unless you ask for all.`,
		Example: `  framewise code list
  framewise code list --all --json`,
		Args: takes(),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return runCodeList(cmd.Context(), a, all)
		},
	}
	cmd.Flags().BoolVar(&all, "all", false, "also those merged and retired")
	return cmd
}

func runCodeList(ctx context.Context, a *app, all bool) error {
	return a.with(ctx, func(p *project.Project) error {
		fw, tree, err := p.Framework(ctx, "")
		if err != nil {
			return err
		}
		codings, err := p.Codings(ctx, project.CodingsWanted{})
		if err != nil {
			return err
		}
		used := make(map[codebook.CodeID]int)
		for _, c := range codings {
			used[c.Code.ID]++
		}
		table := a.term.Table(term.Column{Title: "number", Style: term.Faint}, term.Column{Title: "name"},
			term.Column{Title: "code", Style: term.Place, Keep: true}, term.Column{Title: "codings", Right: true},
			term.Column{Title: "status", Style: term.Faint})
		for _, c := range tree.Codes() {
			if c.Status != codebook.Active && !all {
				continue
			}
			n := used[c.ID]
			if a.term.JSON {
				out := jsonOf(&fw, tree, c)
				out.Codings = &n
				if err := a.term.Object(out); err != nil {
					return err
				}
				continue
			}
			name, status := c.Name, ""
			if a.term.OutTTY {
				name = strings.Repeat("  ", len(tree.Ancestors(c.ID))) + name
			}
			if c.Status != codebook.Active || !a.term.OutTTY {
				status = string(c.Status)
			}
			if err := table.Row(c.Number, name, c.Key, fmt.Sprint(n), status); err != nil {
				return err
			}
		}
		return table.Flush()
	})
}
