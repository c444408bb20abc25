package cli

import (
	"context"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"framewise/cmd/internal/term"
	"framewise/framework"
	"framewise/framework/project"
	"framewise/framework/report"
)

type caseTableOptions struct {
	term.Output
	by, format        string
	where, attributes []string
	median            bool
}

func newCaseTableCommand(a *app) *cobra.Command {
	var o caseTableOptions
	cmd := &cobra.Command{
		Use:   "table",
		Short: "The table of participants: who took part, in numbers",
		Long: `Sums up the cases' attributes as the first table of a paper does: mean (SD) and
range of numbers, n (%) of categories, the first and last of dates; side by side
for groups of cases with --by. Percentages are of the cases whose value is known;
the others are counted under the reason that is given for them. Attributes of
running text are told only where --attributes names them.

A file ending in .html opens in Word as a table; .md, .csv and .json are the
others.`,
		Example: `  framewise case table
  framewise case table --by gender --attributes age,diagnosis
  framewise case table --by diagnosis -o table-1.html`,
		Args: takes(),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return runCaseTable(cmd.Context(), a, o)
		},
	}
	outputFlags(cmd, &o.Output)
	cmd.Flags().StringVar(&o.by, "by", "", "the `attribute` that makes the columns")
	cmd.Flags().StringArrayVar(&o.where, "where", nil, "only cases with this `attribute=value`; may be repeated")
	cmd.Flags().StringSliceVar(&o.attributes, "attributes", nil, "tell these `attributes`, in this order")
	cmd.Flags().BoolVar(&o.median, "median", false, "give medians and quartiles too")
	cmd.Flags().StringVar(&o.format, "format", "", "the `format`: html, md, csv or json (else by the file's ending)")
	complete(cmd, "format", words(report.Formats)...)
	a.completeFlag(cmd, "by", someAttributes)
	a.completeFlag(cmd, "attributes", someAttributes)
	return cmd
}

func runCaseTable(ctx context.Context, a *app, o caseTableOptions) error {
	where, err := named(o.where)
	if err != nil {
		return err
	}
	format, known := report.FormatOf(o.Path)
	if o.format != "" {
		format, known = report.Format(strings.ToLower(o.format)), true
	}
	if a.term.JSON {
		format, known = report.JSON, true
	}
	toFile := o.Path != "" && o.Path != "-"
	if known && !slices.Contains(report.Formats, format) || !known && toFile {
		return usagef("there is no format for %q", o.Path+o.format).WithHint("use html, md, csv or json")
	}
	return a.with(ctx, func(p *project.Project) error {
		told, err := p.Participants(ctx, framework.ParticipantsView{By: o.by, Where: where, Attributes: o.attributes})
		if err != nil {
			return err
		}
		if !known {
			return printParticipants(a, told, o.median)
		}
		study, err := p.Study(ctx)
		if err != nil {
			return err
		}
		err = a.term.Write(o.Output, func(w io.Writer) error {
			return report.WriteParticipants(w, told, study.Name, format, o.median)
		})
		if err == nil && toFile {
			a.term.Note("wrote the table to %s", o.Path)
		}
		return err
	})
}

// printParticipants prints the table: at a terminal as papers do, in a pipe
// with a line's attribute before it.
func printParticipants(a *app, told framework.Participants, median bool) error {
	head, lines := told.Lines(median)
	columns := []term.Column{{Title: head.Text, Keep: true}}
	for _, title := range head.Cells {
		columns = append(columns, term.Column{Title: title})
	}
	table := a.term.Table(columns...)
	attribute := ""
	for _, l := range lines {
		row := []string{l.Text}
		switch {
		case a.term.OutTTY && l.Below:
			row[0] = "  " + l.Text
		case l.Below:
			row = []string{attribute, l.Text}
		case a.term.OutTTY:
			l.Cells = make([]string, len(head.Cells))
		default:
			attribute = l.Text
			continue
		}
		if err := table.Row(append(row, l.Cells...)...); err != nil {
			return err
		}
	}
	return table.Flush()
}
