package cli

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"framewise/cmd/internal/term"
	"framewise/codebook/codefile"
	"framewise/framework/packs"
	"framewise/framework/project"
)

func newFrameworkListCommand(a *app) *cobra.Command {
	var builtIn bool
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List the project's frameworks, or the built-in ones",
		Long: `Lists the frameworks that the project holds and says which is in use. With
--built-in it lists those that come with Framewise, for which no project is
needed; framework use takes one of them into the project.`,
		Example: `  framewise framework list
  framewise framework list --built-in`,
		Args: takes(),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if builtIn {
				return runPackList(a)
			}
			return runFrameworkList(cmd.Context(), a)
		},
	}
	cmd.Flags().BoolVar(&builtIn, "built-in", false, "those that come with Framewise")
	return cmd
}

// frameworkJSON is a line of framework list --json.
type frameworkJSON struct {
	Name      string   `json:"name"`
	Title     string   `json:"title"`
	Version   string   `json:"version,omitempty"`
	Codes     int      `json:"codes,omitempty"`
	InUse     bool     `json:"in_use"`
	BuiltIn   bool     `json:"built_in"`
	Languages []string `json:"languages,omitempty"`
	Citation  string   `json:"citation,omitempty"`
	Note      string   `json:"note,omitempty"`
}

func runFrameworkList(ctx context.Context, a *app) error {
	return a.with(ctx, func(p *project.Project) error {
		all, used, err := p.Frameworks(ctx)
		if err != nil {
			return err
		}
		table := a.term.Table(term.Column{Title: "name", Style: term.Strong, Keep: true}, term.Column{Title: "in use"},
			term.Column{Title: "version"}, term.Column{Title: "title"})
		for _, fw := range all {
			if a.term.JSON {
				out := frameworkJSON{
					Name: fw.Name, Title: fw.Title, Version: fw.Version, InUse: fw.ID == used,
					Citation: fw.Citation, Note: fw.Note,
				}
				if fw.Language != "" {
					out.Languages = []string{fw.Language}
				}
				if err := a.term.Object(out); err != nil {
					return err
				}
				continue
			}
			mark := ""
			if fw.ID == used {
				mark = "in use"
			}
			if err := table.Row(fw.Name, mark, fw.Version, fw.Title); err != nil {
				return err
			}
		}
		if len(all) == 0 {
			a.term.Note("the project has no framework yet: framework use takes a built-in one, framework import one of your own")
		}
		return table.Flush()
	})
}

func runPackList(a *app) error {
	table := a.term.Table(term.Column{Title: "name", Style: term.Strong, Keep: true},
		term.Column{Title: "codes", Right: true}, term.Column{Title: "languages", Keep: true}, term.Column{Title: "title"})
	for _, f := range packs.All() {
		languages := append([]string{f.Language}, slices.Sorted(maps.Keys(f.Translations))...)
		codes := countEntries(f.Codes)
		if a.term.JSON {
			err := a.term.Object(frameworkJSON{
				Name: f.Framework, Title: f.Title, Version: f.Version, Codes: codes, BuiltIn: true,
				Languages: languages, Citation: f.Citation, Note: f.Note,
			})
			if err != nil {
				return err
			}
			continue
		}
		if err := table.Row(f.Framework, fmt.Sprint(codes), strings.Join(languages, " "), f.Title); err != nil {
			return err
		}
	}
	return table.Flush()
}

func countEntries(entries []codefile.Entry) int {
	n := len(entries)
	for _, e := range entries {
		n += countEntries(e.Codes)
	}
	return n
}
