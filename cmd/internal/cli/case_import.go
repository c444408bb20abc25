package cli

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"framewise/framework/project"
)

type caseImportOptions struct {
	sheet   string
	missing []string
	dryRun  bool
}

func newCaseImportCommand(a *app) *cobra.Command {
	var o caseImportOptions
	cmd := &cobra.Command{
		Use:   "import FILE",
		Short: "Read cases and their attributes from a table",
		Long: `Reads a table (csv, tsv, xlsx) with one row a case. The column called case,
participant or id, or else the first, names the case; every other column is an
attribute: a number, a date, yes or no, a category or a text, as its values
suggest. Words such as n/a among numbers and dates are taken as missing;
--missing names others. Cases that are there already are brought up to date.`,
		Example: `  framewise case import cases.csv
  framewise case import participants.xlsx --sheet Demographics --dry-run
  framewise case import cases.csv --missing "-99,not asked"`,
		Args: takes("FILE"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return runCaseImport(cmd.Context(), a, args[0], o)
		},
	}
	cmd.Flags().StringVar(&o.sheet, "sheet", "", "the worksheet's `name` (else the first one with text)")
	cmd.Flags().StringSliceVar(&o.missing, "missing", nil, "`words` that stand for an unknown value, with commas between")
	cmd.Flags().BoolVar(&o.dryRun, "dry-run", false, "show what would come in, and leave the project as it is")
	return cmd
}

func runCaseImport(ctx context.Context, a *app, path string, o caseImportOptions) error {
	name, content, err := a.read(path)
	if err != nil {
		return err
	}
	return a.rehearsed(ctx, o.dryRun, func(p *project.Project) error {
		r, err := p.ImportCases(ctx, name, content, o.sheet, o.missing)
		if !told(err) {
			return err
		}
		a.listProblems(name, r.Problems)
		if a.term.JSON {
			return firstOf(a.term.Object(r), err)
		}
		attributes := make([]string, len(r.Attributes))
		for i, attribute := range r.Attributes {
			attributes[i] = attribute.Name + " (" + string(attribute.Type)
			if len(attribute.Missing) > 0 {
				attributes[i] += ", missing: " + strings.Join(attribute.Missing, ", ")
			}
			attributes[i] += ")"
		}
		text := fmt.Sprintf("%s, %d of them new", plural(r.Cases, "case", "cases"), r.New)
		if len(attributes) > 0 {
			text += ", with " + strings.Join(attributes, ", ")
		}
		a.term.Note("%s%s", text, rehearsal(o.dryRun))
		return err
	})
}
