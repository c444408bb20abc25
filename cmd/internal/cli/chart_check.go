package cli

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"framewise/cmd/internal/term"
	"framewise/codebook"
	"framewise/corpus"
	"framewise/framework"
	"framewise/framework/project"
)

type chartCheckOptions struct {
	only, skip []string
}

func newChartCheckCommand(a *app) *cobra.Command {
	var o chartCheckOptions
	cmd := &cobra.Command{
		Use:   "check [CASE [CODE]]",
		Short: "Check the charting against the quotes and transcripts",
		Long: `Looks for claims without a locator (no-locator), locators at which nothing is
coded any more (stale-locator), quotes whose words were corrected since or lost their
place (corrected, unplaced), words in “quotation marks” that the case never
said (not-said), key quotes and other quotes that no summary rests on (unused-key,
unused-quote), summaries too long to be read in a cell (too-long), what is coded
and not charted (uncharted), charted and not coded (uncoded), or marked as empty
and coded (empty-coded); what is marked as not asked and was (asked), or as nothing
said and never was asked (never-asked). --only and --skip choose among them.

EXIT STATUS: 4 where something was found.`,
		Example: `  framewise chart check
  framewise chart check P07 relationship
  framewise chart check --only not-said,stale-locator
  framewise chart check --skip uncharted --json`,
		Args:              takes("[CASE]", "[CODE]"),
		ValidArgsFunction: a.completed(false, someCases, someCodes),
		RunE: func(cmd *cobra.Command, args []string) error {
			kinds, err := o.kinds()
			if err != nil {
				return err
			}
			return runChartCheck(cmd.Context(), a, cellsWanted(args), kinds)
		},
	}
	cmd.Flags().StringSliceVar(&o.only, "only", nil, "only these `checks`")
	cmd.Flags().StringSliceVar(&o.skip, "skip", nil, "all but these `checks`")
	complete(cmd, "only", words(framework.CheckKinds)...)
	complete(cmd, "skip", words(framework.CheckKinds)...)
	return cmd
}

// cellsWanted reads the arguments [CASE [CODE]].
func cellsWanted(args []string) (w project.CellsWanted) {
	if len(args) > 0 {
		w.Case = args[0]
	}
	if len(args) > 1 {
		w.Code = args[1]
	}
	return w
}

// kinds are the checks that the flags choose.
func (o *chartCheckOptions) kinds() ([]framework.CheckKind, error) {
	read := func(names []string) (kinds []framework.CheckKind, err error) {
		for _, name := range names {
			k, err := framework.ParseCheck(name)
			if err != nil {
				return nil, asUsage(err)
			}
			kinds = append(kinds, k)
		}
		return kinds, nil
	}
	only, err := read(o.only)
	if err != nil {
		return nil, err
	}
	skip, err := read(o.skip)
	if err != nil {
		return nil, err
	}
	if len(only) == 0 {
		only = framework.CheckKinds
	}
	kinds := slices.DeleteFunc(slices.Clone(only), func(k framework.CheckKind) bool { return slices.Contains(skip, k) })
	if len(kinds) == 0 {
		return nil, usagef("no check is left to do")
	}
	return kinds, nil
}

// findingJSON is a line of chart check --json.
type findingJSON struct {
	Check   framework.CheckKind `json:"check"`
	Case    string              `json:"case"`
	Code    string              `json:"code"`
	Locator string              `json:"locator,omitempty"`
	Message string              `json:"message"`
	Words   string              `json:"words,omitempty"`
	Coding  codebook.CodingID   `json:"coding,omitempty"`
	Count   int                 `json:"count,omitempty"`
}

func jsonOfFinding(m *framework.Matrix, f framework.Finding) findingJSON {
	out := findingJSON{
		Check: f.Kind, Case: m.Label(f.Row), Code: m.Key(f.Column), Message: f.Message(),
		Words: f.Words, Coding: f.Coding, Count: f.N,
	}
	if f.Locator.Label != "" {
		out.Locator = f.Locator.String()
	}
	return out
}

func runChartCheck(ctx context.Context, a *app, w project.CellsWanted, kinds []framework.CheckKind) error {
	return a.with(ctx, func(p *project.Project) error {
		m, found, err := p.CheckChart(ctx, w, kinds...)
		if err != nil {
			return err
		}
		table := a.term.Table(term.Column{Title: "check", Style: term.Bad, Keep: true},
			term.Column{Title: "case", Style: term.Strong, Keep: true}, term.Column{Title: "code"},
			term.Column{Title: "at", Style: term.Place, Keep: true}, term.Column{Title: "what"}, term.Column{Title: "words"})
		count := make(map[framework.CheckKind]int)
		for _, f := range found {
			count[f.Kind]++
			j := jsonOfFinding(m, f)
			if a.term.JSON {
				err = a.term.Object(j)
			} else {
				err = table.Row(string(j.Check), j.Case, j.Code, j.Locator, j.Message, j.Words)
			}
			if err != nil {
				return err
			}
		}
		if err := table.Flush(); err != nil {
			return err
		}
		if len(found) == 0 {
			a.term.Note("nothing found")
			return nil
		}
		var counts []string
		for _, k := range framework.CheckKinds {
			if count[k] > 0 {
				counts = append(counts, fmt.Sprintf("%s %s", thousands(count[k]), k))
			}
		}
		return corpus.Errorf(project.ErrCheck, "%s: %s", plural(len(found), "finding", "findings"), strings.Join(counts, ", ")).
			WithHint("framewise chart next walks the cells that need charting; --only and --skip choose what to look for")
	})
}
