package cli

import (
	"strings"

	"github.com/spf13/cobra"

	"framewise/framework"
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
	rows, where, group, order, codes, attributes, coders []string
	depth                                                int
	consensus                                            bool
	quotesIn                                             quotesIn
}

func (v *viewFlags) add(a *app, cmd *cobra.Command) {
	f := cmd.Flags()
	f.StringSliceVar(&v.rows, "rows", nil, "only these `cases`: P01,P07")
	f.StringArrayVar(&v.where, "where", nil, "only cases with this `attribute=value`; may be repeated")
	f.StringSliceVar(&v.group, "group", nil, "keep rows together that are alike in these `attributes`")
	f.StringSliceVar(&v.order, "order", nil, "order the rows by these `attributes`")
	f.StringSliceVar(&v.codes, "codes", nil, "only these `codes`, with those below them")
	f.IntVar(&v.depth, "depth", 0, "how many `levels` of codes have columns; deeper ones count above (0: all)")
	f.StringSliceVar(&v.attributes, "attributes", nil, "show these `attributes` of the cases")
	f.StringSliceVar(&v.coders, "coders", nil, "count only the codings of these `coders`")
	f.BoolVar(&v.consensus, "consensus", false, "count only what two coders put under the same code")
	quotesInFlag(a, cmd, &v.quotesIn)
	a.completeFlag(cmd, "rows", someCases)
	a.completeFlag(cmd, "codes", someCodes)
}

func (v *viewFlags) view(cmd *cobra.Command) (project.MatrixView, error) {
	where, err := named(v.where)
	if err != nil {
		return project.MatrixView{}, err
	}
	view := project.MatrixView{
		Cases: v.rows, Where: where, GroupBy: v.group, OrderBy: v.order, Codes: v.codes, Depth: v.depth, Coders: v.coders,
		Consensus: v.consensus, QuotesIn: framework.QuotesIn(v.quotesIn),
	}
	if v.depth < 0 {
		return view, usagef("%d is no number of levels", v.depth).WithHint("use 1 for the themes, 2 for the codes below them too")
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
