package cli

import (
	"strings"

	"github.com/spf13/cobra"

	"framewise/framework/project"
)

func newMatrixCommand(a *app) *cobra.Command {
	return group(&cobra.Command{
		Use:   "matrix",
		Short: "The matrix: cases by codes",
		Long: `The matrix is a view of what was coded and charted: cases down the side, codes
across the top. Choose the rows by their attributes and the columns by code, look
at it here, or take it away as a workbook.`,
		Example: `  framewise matrix show
  framewise matrix export -o matrix.xlsx`,
	}, newMatrixShowCommand(a), newMatrixExportCommand(a), newMatrixImportCommand(a))
}

// viewFlags choose what a matrix shows.
type viewFlags struct {
	rows, where, order, codes, attributes, coders []string
}

func (v *viewFlags) add(a *app, cmd *cobra.Command) {
	f := cmd.Flags()
	f.StringSliceVar(&v.rows, "rows", nil, "only these `cases`: P01,P07")
	f.StringArrayVar(&v.where, "where", nil, "only cases with this `attribute=value`; may be repeated")
	f.StringSliceVar(&v.order, "order", nil, "order the rows by these `attributes`")
	f.StringSliceVar(&v.codes, "codes", nil, "only these `codes`, with those below them")
	f.StringSliceVar(&v.attributes, "attributes", nil, "show these `attributes` of the cases")
	f.StringSliceVar(&v.coders, "coders", nil, "count only the codings of these `coders`")
	a.completeFlag(cmd, "rows", someCases)
	a.completeFlag(cmd, "codes", someCodes)
}

func (v *viewFlags) view(cmd *cobra.Command) (project.MatrixView, error) {
	where, err := named(v.where)
	if err != nil {
		return project.MatrixView{}, err
	}
	view := project.MatrixView{
		Cases: v.rows, Where: where, OrderBy: v.order, Codes: v.codes, Coders: v.coders,
	}
	if cmd.Flags().Changed("attributes") {
		view.Attributes = []string{}
		for _, name := range v.attributes {
			if name = strings.TrimSpace(name); name != "" {
				view.Attributes = append(view.Attributes, name)
			}
		}
	}
	return view, nil
}
