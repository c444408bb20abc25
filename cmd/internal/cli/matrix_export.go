package cli

import (
	"context"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"framewise/cmd/internal/term"
	"framewise/framework"
	"framewise/framework/project"
	"framewise/framework/report"
	"framewise/framework/xlsx"
)

type matrixExportOptions struct {
	term.Output
	paper, format, layout, cells string
	nameless, wordless           bool
}

func newMatrixExportCommand(a *app) *cobra.Command {
	var v viewFlags
	var o matrixExportOptions
	cmd := &cobra.Command{
		Use:   "export",
		Short: "Write the matrix as a workbook, a table, a text or a web page",
		Long: `Writes a workbook that people without Framewise can read, sort, filter, print
and write in: a sheet for each theme (--layout wide: one for all), the central
chart, the quotes, the counts. Where a cell has no summary yet it shows its
quotes. A file ending in .csv, .md or .json, or --format, is a table or text
(--layout long or wide), .html a page for any browser that needs nothing else.

--cells says what each crossing shows; wide counts and presence (1, 0, empty
where nobody asked) are for statistics packages, with names fit for variables.
On --quotes-in see framewise help translation.
For outsiders there are --without-names (show few --attributes) and
--without-words; what they leave out is not lost when the file comes back.
Two exports of an unchanged project are the same file, byte for byte.`,
		Example: `  framewise matrix export -o matrix.xlsx
  framewise matrix export -o women.xlsx --where gender=woman --group site --order age
  framewise matrix export -o organisation.xlsx --codes organisation --paper A4
  framewise matrix export -o board.xlsx --without-names --without-words --attributes age
  framewise matrix export -o presence.csv --layout wide --cells presence
  framewise matrix export -o quotes.xlsx --cells quotes --quotes-in both
  framewise matrix export -o matrix.html
  framewise matrix export --format json`,
		Args: takes(),
		RunE: func(cmd *cobra.Command, _ []string) error {
			view, err := v.view(cmd)
			if err != nil {
				return err
			}
			o, format, err := o.settled(cmd)
			if err != nil {
				return err
			}
			view.Nameless, view.Wordless = o.nameless, o.wordless
			if view.Show = framework.Show(o.cells); format != "" {
				return runMatrixReport(cmd.Context(), a, view, o, format)
			}
			return runMatrixExport(cmd.Context(), a, view, o)
		},
	}
	outputFlags(cmd, &o.Output)
	v.add(a, cmd)
	cmd.Flags().StringVar(&o.paper, "paper", string(xlsx.A3), "the `paper` to print on: A3, A4 or Letter")
	cmd.Flags().StringVar(&o.format, "format", "", "the `format`: xlsx, csv, md, json or html (else by the file's ending)")
	cmd.Flags().StringVar(&o.layout, "layout", "", "the `layout`: themes (a sheet each), wide (all on one) or, of tables, long")
	cmd.Flags().StringVar(&o.cells, "cells", "", "`what` cells show: summary, quotes, counts or presence")
	cmd.Flags().BoolVar(&o.nameless, "without-names", false, "number the coders and leave out names, documents, notes and memos")
	cmd.Flags().BoolVar(&o.wordless, "without-words", false, "leave out participants' words: places only")
	complete(cmd, "paper", words(xlsx.Papers)...)
	complete(cmd, "format", append([]string{"xlsx"}, words(report.Formats)...)...)
	complete(cmd, "layout", words(report.Layouts)...)
	complete(cmd, "cells", words(framework.Shows)...)
	return cmd
}

// settled reads what kind of file is wanted; no format is a workbook.
func (o matrixExportOptions) settled(cmd *cobra.Command) (matrixExportOptions, report.Format, error) {
	o.format, o.layout, o.cells = strings.ToLower(o.format), strings.ToLower(o.layout), strings.ToLower(o.cells)
	format, known := report.FormatOf(o.Path)
	if ending := strings.ToLower(filepath.Ext(o.Path)); o.format == "" && !known && ending != "" && ending != ".xlsx" {
		return o, "", usagef("%q is not the ending of a kind of file that is written", ending).
			WithHint("use .xlsx, .csv, .md, .json or .html, or name the --format")
	}
	if o.format != "" {
		format = report.Format(o.format)
		if o.format == "xlsx" {
			format = ""
		} else if !slices.Contains(report.Formats, format) {
			return o, "", usagef("%q is not a format", o.format).WithHint("use xlsx, csv, md, json or html")
		}
	}
	switch {
	case o.layout != "" && !slices.Contains(report.Layouts, report.Layout(o.layout)):
		return o, "", usagef("%q is not a layout", o.layout).WithHint("use themes, wide or long")
	case o.cells != "" && !slices.Contains(framework.Shows, framework.Show(o.cells)):
		return o, "", usagef("%q is not what a cell can show", o.cells).WithHint("use summary, quotes, counts or presence")
	case o.layout != "" && format == report.HTML:
		return o, "", usagef("--layout goes with workbooks and tables")
	case o.layout == string(report.Long) && format == "":
		return o, "", usagef("a workbook has themes or is wide, and its sheet Cells is long").WithHint("use --layout themes or wide")
	case format != "" && cmd.Flags().Changed("paper"):
		return o, "", usagef("--paper goes with workbooks")
	}
	return o, format, nil
}

func runMatrixReport(ctx context.Context, a *app, view project.MatrixView, o matrixExportOptions, format report.Format) error {
	return a.with(ctx, func(p *project.Project) error {
		err := a.term.Write(o.Output, func(w io.Writer) error {
			return p.ReportMatrix(ctx, w, view, report.Options{Format: format, Layout: report.Layout(o.layout)})
		})
		if err == nil {
			err = a.tellWaiting(ctx, p)
		}
		if err == nil && o.Path != "" && o.Path != "-" {
			a.term.Note("wrote the matrix to %s", o.Path)
		}
		return err
	})
}

// tellWaiting warns of codings that are in no cell because they have no place.
func (a *app) tellWaiting(ctx context.Context, p *project.Project) error {
	waiting, err := p.Codings(ctx, project.CodingsWanted{Unplaced: true})
	if n := len(waiting); n > 0 {
		a.term.Warn("%s not in it for want of a place since a transcript was corrected", plural(n, "coding is", "codings are"))
		a.term.Hint("framewise coding list --unplaced shows them; a workbook has them on its sheet Quotes")
	}
	return err
}

func runMatrixExport(ctx context.Context, a *app, view project.MatrixView, o matrixExportOptions) error {
	i := slices.IndexFunc(xlsx.Papers, func(p xlsx.Paper) bool { return strings.EqualFold(string(p), o.paper) })
	if i < 0 {
		return usagef("%q is not a paper", o.paper).WithHint("use A3, A4 or Letter")
	}
	o.Binary = true
	return a.with(ctx, func(p *project.Project) error {
		err := a.term.Write(o.Output, func(w io.Writer) error {
			return p.ExportMatrix(ctx, w, view, xlsx.Options{
				Paper: xlsx.Papers[i], Wide: o.layout == string(report.Wide), Version: Version, Warn: func(w string) { a.term.Warn("%s", w) },
			})
		})
		if err == nil && o.Path != "" && o.Path != "-" {
			a.term.Note("wrote the matrix to %s", o.Path)
		}
		return err
	})
}
