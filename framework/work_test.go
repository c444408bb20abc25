package framework

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"framewise/codebook"
)

func TestWork(t *testing.T) {
	t.Parallel()
	monday := time.Date(2026, 5, 4, 9, 0, 0, 0, time.UTC)
	cell := func(code, summary string, status Status, at time.Time, evidence ...codebook.CodingID) Cell {
		return Cell{
			ID: CellID(code), Case: "c1", Code: codebook.CodeID(code), Summary: summary, Status: status,
			Modified: at, Evidence: evidence,
		}
	}
	before, after := time.Time{}.Add(-time.Hour), monday // codings of talk have no time
	tests := []struct {
		name   string
		status Status
		cells  []Cell
		want   []string
	}{
		{"nothing charted", "", nil, []string{"P01 × warmth to chart [waited]", "P01 × time to chart [rang]"}},
		{"drafts", "", []Cell{cell("warmth", "P01:2", Draft, after), cell("time", "P01:4", Reviewed, after)}, []string{
			"P01 × warmth to review []", "P01 × all to sum up []",
		}},
		{"charted above", "", []Cell{cell("care", "P01:2, P01:4", Agreed, after)}, nil},
		{"coded later", "", []Cell{cell("warmth", "x", Agreed, before), cell("time", "x", Draft, before, "rang")}, []string{
			"P01 × warmth new quotes [waited]", "P01 × time to review []", "P01 × all to sum up []",
		}},
		{"summed up", "", []Cell{
			cell("warmth", "P01:2", Agreed, after), cell("time", "P01:4", Agreed, after),
			{ID: "case", Case: "c1", Summary: "In all (P01:2).", Status: Agreed, Modified: after},
			{ID: "column", Code: "warmth", Range: "From P01 to P02.", Status: Draft, Modified: after},
		}, []string{"all × warmth to review []"}},
		{"a column", "", []Cell{
			cell("warmth", "P01:2", Agreed, after), cell("care", "P01:4", Agreed, after),
			{ID: "w2", Case: "c2", Code: "warmth", Summary: "None.", Status: Agreed, Modified: after},
			{ID: "case", Case: "c1", Empty: NotApplicable, Status: Agreed, Modified: after},
		}, []string{"all × warmth to sum up []"}},
		{"reviewed", Reviewed, []Cell{cell("warmth", "P01:2", Draft, after), cell("time", "P01:4", Reviewed, after)}, []string{"P01 × time to agree []"}},
		{"not charted", NotCharted, []Cell{cell("warmth", "P01:2", Draft, after)}, []string{"P01 × time to chart [rang]"}},
		{"agreed", Agreed, []Cell{cell("warmth", "x", Agreed, before), cell("time", "x", Agreed, after)}, []string{"P01 × warmth new quotes [waited]"}},
		{"a reviewed summary", Reviewed, []Cell{{ID: "c", Case: "c1", Summary: "x", Status: Reviewed, Modified: after}}, []string{
			"P01 × all to agree []",
		}},
		{"empty for a reason", "", []Cell{
			{ID: "w", Case: "c1", Code: "warmth", Empty: NotAsked, Status: Agreed, Modified: after},
			{ID: "t", Case: "c1", Code: "time", Empty: NotAsked, Status: Agreed, Modified: before},
		}, []string{"P01 × time new quotes [rang]"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			m, _ := talk(t, test.cells...)
			var got []string
			for _, w := range Work(m, test.status) {
				got = append(got, fmt.Sprint(m.Label(w.Row), " × ", m.Key(w.Column), " ", w.Need, " ", w.New))
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}
