package project

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"framewise/framework"
	"framewise/framework/store"
	"framewise/framework/xlsx"
)

// TestMatrixImportRefused: what can't be taken of a cell is named, and the rest
// of the same cell comes in; what is listed as taken was.
func TestMatrixImportRefused(t *testing.T) {
	t.Parallel()
	ptr := func(s string) *string { return &s }
	summary := "Somebody who knew (P01:4). The mirror hurt at times."
	agreed, notCharted, notAsked := framework.Agreed, framework.NotCharted, framework.NotAsked
	for _, test := range []struct {
		name  string
		edit  xlsx.EditedCell
		taken map[framework.Field]string
		want  framework.CellValue
		named string
	}{
		{
			"a rating where the framework has none",
			xlsx.EditedCell{Summary: ptr("Rosa's words."), Rating: ptr("3")},
			map[framework.Field]string{framework.SummaryField: "Rosa's words."},
			framework.CellValue{Summary: "Rosa's words.", Status: framework.Draft, Stance: "mixed"},
			"has no rating",
		},
		{
			"a range of views in a cell that is no summary of summaries",
			xlsx.EditedCell{Comment: ptr("A thought."), Range: ptr("From all to none.")},
			map[framework.Field]string{framework.CommentField: "A thought."},
			framework.CellValue{Summary: summary, Comment: "A thought.", Status: agreed, Stance: "mixed"},
			"has no range of views",
		},
		{
			"a reason for having no summary beside a summary",
			xlsx.EditedCell{Summary: ptr(summary), Empty: &notAsked, Comment: ptr("A thought.")},
			map[framework.Field]string{framework.CommentField: "A thought."},
			framework.CellValue{Summary: summary, Comment: "A thought.", Status: agreed, Stance: "mixed"},
			"the summary stands",
		},
		{
			"not charted beside a summary",
			xlsx.EditedCell{Status: &notCharted, Comment: ptr("A thought.")},
			map[framework.Field]string{framework.CommentField: "A thought."},
			framework.CellValue{Summary: summary, Comment: "A thought.", Status: agreed, Stance: "mixed"},
			"its status stands",
		},
		{
			"a reason in the place of a summary",
			xlsx.EditedCell{Summary: ptr(""), Empty: &notAsked},
			map[framework.Field]string{framework.SummaryField: "", framework.EmptyField: "not asked"},
			framework.CellValue{Empty: notAsked, Status: framework.Draft, Stance: "mixed"},
			"",
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			p, _ := charted(t)
			ctx := t.Context()
			edited := new(xlsx.Edited)
			var result MatrixImported
			read := func() framework.CellValue {
				var value framework.CellValue
				if _, err := p.update(ctx, "matrix import", "rosa.xlsx", func(tx store.Tx) error {
					result = MatrixImported{}
					in := workbookDesk{ctx: ctx, p: p, tx: tx, edited: edited, result: &result}
					var err error
					if in.chart, err = p.newChartDesk(ctx, tx); err != nil {
						return err
					}
					c, code, err := findCrossing(in.chart.cases, in.chart.tree, "P01", "lived-experience")
					if err != nil {
						return err
					}
					if edited.Revision == 0 {
						if edited.Revision, err = tx.Revision(ctx); err != nil {
							return err
						}
					}
					cell, err := tx.Cell(ctx, c.ID, code.ID)
					if err != nil {
						return err
					}
					e := test.edit
					e.Address, e.Case, e.Label, e.Code, e.Key, e.Cell = "Cells!F2", c.ID, c.Label, code.ID, code.Key, cell.ID
					e.SummaryCut, e.CommentCut, e.RangeCut, e.ExceptionsCut = -1, -1, -1, -1
					edited.Cells = []xlsx.EditedCell{e}
					if err := in.cells(); err != nil {
						return err
					}
					if cell, err = tx.Cell(ctx, c.ID, code.ID); err != nil {
						return err
					}
					value = cell.Value()
					return nil
				}); err != nil {
					t.Fatal(err)
				}
				return value
			}
			if diff := cmp.Diff(test.want, read()); diff != "" {
				t.Errorf("the cell: -want +got\n%s", diff)
			}
			taken := map[framework.Field]string{}
			for _, c := range result.Changes {
				taken[c.Field] = c.Result
			}
			if diff := cmp.Diff(test.taken, taken); diff != "" {
				t.Errorf("what is listed as taken: -want +got\n%s", diff)
			}
			var named []string
			for _, p := range result.Problems {
				if !p.Taken {
					named = append(named, p.Message)
				}
			}
			if all := strings.Join(named, "\n"); !strings.Contains(all, test.named) || (test.named == "") != (all == "") {
				t.Errorf("named: %q, want %q", all, test.named)
			}
			read()
			if n := result.Count(framework.Taken); n > 0 {
				t.Errorf("the second time %d changes are taken", n)
			}
		})
	}
}

// TestMatrixImportCases: a value that doesn't fit is named and not listed as
// taken; one that is nearly another is taken, and told.
func TestMatrixImportCases(t *testing.T) {
	t.Parallel()
	p, ctx := coded(t), t.Context()
	table := "case,gender,age\nP01,woman,34\nP02,man,51\nP03,woman,40\nP04,man,20\n"
	must[CasesImported](t)(p.ImportCases(ctx, "cases.csv", []byte(table), "", nil))
	var result MatrixImported
	if _, err := p.update(ctx, "matrix import", "rosa.xlsx", func(tx store.Tx) error {
		cases, err := tx.Cases(ctx)
		if err != nil {
			return err
		}
		edited := new(xlsx.Edited)
		for _, c := range cases {
			if c.Label == "P01" {
				edited.Cases = append(edited.Cases, xlsx.EditedCase{
					Address: "Cases!A2", ID: c.ID, Label: c.Label,
					Exported: c.Values, Values: map[string]string{"gender": "womann", "age": "old"},
				})
			}
		}
		in := workbookDesk{ctx: ctx, p: p, tx: tx, edited: edited, result: &result}
		return in.cases()
	}); err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, c := range result.Changes {
		got = append(got, fmt.Sprint(c.Outcome, " ", c.Subject, " ", c.Field, " ", c.Result))
	}
	for _, p := range result.Problems {
		got = append(got, fmt.Sprint(p.Message, " / ", p.Hint, " / taken ", p.Taken))
	}
	if diff := cmp.Diff([]string{
		"taken P01 gender womann",
		`age is a number, and "old" is not /  / taken false`,
		`"womann" is new among the values of gender / framewise case set P01 gender=woman, if it was meant / taken true`,
	}, got); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

// TestMatrixImportNewRow: a row that names no crossing is told so.
func TestMatrixImportNewRow(t *testing.T) {
	t.Parallel()
	p, ctx := coded(t), t.Context()
	words := "Said under nothing."
	var result MatrixImported
	if _, err := p.update(ctx, "matrix import", "rosa.xlsx", func(tx store.Tx) error {
		edited := &xlsx.Edited{NewRows: []xlsx.EditedCell{
			{Address: "Cells!F40", Label: "P01", Summary: &words}, {Address: "Cells!F41", Key: "love-labour", Summary: &words},
		}}
		in := workbookDesk{ctx: ctx, p: p, tx: tx, edited: edited, result: &result}
		var err error
		if in.chart, err = p.newChartDesk(ctx, tx); err != nil {
			return err
		}
		return in.newRows()
	}); err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, p := range result.Problems {
		got = append(got, fmt.Sprint(p.Subject, " ", p.Message, " ", p.Taken))
	}
	if diff := cmp.Diff([]string{
		"Cells!F40 the new row names no case, or no code false", "Cells!F41 the new row names no case, or no code false",
	}, got); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}
