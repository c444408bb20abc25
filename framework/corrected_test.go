package framework

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"framewise/codebook"
	"framewise/corpus"
)

// TestCorrected: a cell that rests on words that were corrected since it was
// charted needs work, and a quote without a place is shown as loose.
func TestCorrected(t *testing.T) {
	t.Parallel()
	charted := time.Date(2026, 5, 4, 9, 0, 0, 0, time.UTC)
	turns := corpus.Turns{{Span: corpus.Span{Start: 0, End: 10}}, {Span: corpus.Span{Start: 11, End: 30}}}
	coding := func(id string, code codebook.CodeID, revised time.Time, was int) codebook.Coding {
		c := codebook.Coding{ID: codebook.CodingID(id), Code: code, Revised: revised, Anchor: corpus.Anchor{
			Document: "d", Version: 2, Span: corpus.Span{Start: 12, End: 16}, Quote: id,
		}}
		if was > 0 {
			c.Unplaced = corpus.Locator{Label: "P1-as-it-was", First: was, Last: was}
		}
		return c
	}
	cell := func(code codebook.CodeID, status Status, evidence ...codebook.CodingID) Cell {
		return Cell{
			ID: CellID(code), Case: "c", Code: code, Status: status, Summary: "Waited (P1:2).", Modified: charted, Evidence: evidence,
		}
	}
	m, err := Build(Input{
		Codes: []codebook.Code{
			{ID: "a", Framework: "f", Key: "a", Name: "A", Status: codebook.Active},
			{ID: "b", Framework: "f", Key: "b", Name: "B", Position: 1, Status: codebook.Active},
			{ID: "c", Framework: "f", Key: "c", Name: "C", Position: 2, Status: codebook.Active},
		},
		Cases:     []corpus.Case{{ID: "c", Label: "P1"}},
		Documents: []corpus.Document{{ID: "d", Label: "P1", Case: "c", Version: 2, Turns: turns}},
		Codings: seq(
			coding("same", "a", time.Time{}, 0), coding("changed", "a", charted.Add(time.Hour), 0),
			coding("seen", "b", charted.Add(-time.Hour), 0), coding("gone", "c", charted.Add(time.Hour), 7),
		),
		Cells: seq(cell("a", Agreed, "same", "changed"), cell("b", Agreed, "seen"), cell("c", Reviewed, "gone")),
	}, View{})
	if err != nil {
		t.Fatal(err)
	}
	if len(m.Loose) != 1 || m.Loose[0].Place() != "P1:7 (unplaced)" || m.Loose[0].Case != "c" {
		t.Errorf("loose quotes %v, want the one without a place", m.Loose)
	}
	if q := m.At(0, 0).Quotes; len(q) != 2 || q[0].Place() != "P1:2" {
		t.Errorf("quotes %v", q)
	}
	var got []string
	for _, task := range Work(m, "") {
		for _, q := range task.Revised {
			got = append(got, fmt.Sprint(m.Columns[task.Column].Key, " ", task.Need, " ", q.Coding.ID))
		}
	}
	found, err := Check(m, nil, CorrectedAt, UnplacedAt)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range found {
		got = append(got, fmt.Sprint(m.Columns[f.Column].Key, " ", f.Kind, " ", f.Locator, " ", f.Words))
	}
	want := []string{"a corrected changed", "c corrected gone", "a corrected P1:2 changed", "c unplaced P1:7 gone"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
