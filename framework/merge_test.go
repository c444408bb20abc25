package framework

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestMerge(t *testing.T) {
	t.Parallel()
	exported := CellValue{Summary: "Felt seen (P07:12). Missed the Sundays.", Status: Draft, Stance: "mixed"}
	tests := []struct {
		name    string
		now     CellValue
		edited  map[Field]string
		how     Resolution
		join    bool
		want    CellValue
		outcome map[Field]Outcome
	}{
		{
			"nothing changed", exported, map[Field]string{SummaryField: exported.Summary + " \r\n", StatusField: "draft"}, Ask, false,
			exported, nil,
		},
		{
			"changed only there", exported, map[Field]string{SummaryField: "New.", StatusField: "reviewed"}, Ask, false,
			CellValue{Summary: "New.", Status: Reviewed, Stance: "mixed"}, map[Field]Outcome{SummaryField: Taken, StatusField: Taken},
		},
		{
			"changed only here", CellValue{Summary: "Ours.", Status: Draft, Stance: "mixed"},
			map[Field]string{SummaryField: exported.Summary}, Ask, false,
			CellValue{Summary: "Ours.", Status: Draft, Stance: "mixed"}, map[Field]Outcome{SummaryField: Kept},
		},
		{
			"the same change twice", CellValue{Summary: "New.", Status: Draft, Stance: "mixed"},
			map[Field]string{SummaryField: "New."}, Ask, false,
			CellValue{Summary: "New.", Status: Draft, Stance: "mixed"}, map[Field]Outcome{SummaryField: Agreeing},
		},
		{
			"what was edited there is here already, and more",
			CellValue{Summary: "Felt truly seen (P07:12). Missed the Sundays very much.", Status: Draft, Stance: "mixed"},
			map[Field]string{SummaryField: "Felt truly seen (P07:12). Missed the Sundays."}, Theirs, false,
			CellValue{Summary: "Felt truly seen (P07:12). Missed the Sundays very much.", Status: Draft, Stance: "mixed"},
			map[Field]Outcome{SummaryField: Agreeing},
		},
		{
			"conflict", CellValue{Summary: "Ours.", Status: Draft, Stance: "mixed"}, map[Field]string{SummaryField: "Theirs."}, Ask, true,
			CellValue{Summary: "Ours.", Status: Draft, Stance: "mixed"}, map[Field]Outcome{SummaryField: Conflict},
		},
		{
			"conflict, theirs", CellValue{Summary: "Ours.", Status: Draft, Stance: "mixed"}, map[Field]string{SummaryField: "Theirs."}, Theirs, false,
			CellValue{Summary: "Theirs.", Status: Draft, Stance: "mixed"}, map[Field]Outcome{SummaryField: Conflict},
		},
		{
			"emptied there", exported, map[Field]string{SummaryField: "", EmptyField: "not asked"}, Ask, false,
			CellValue{Empty: NotAsked, Status: Draft, Stance: "mixed"}, map[Field]Outcome{SummaryField: Taken, EmptyField: Taken},
		},
		{
			"the range there, the exceptions here", CellValue{Summary: exported.Summary, Exceptions: "P03", Status: Draft, Stance: "mixed"},
			map[Field]string{RangeField: "From seen to overlooked", ExceptionsField: ""}, Ask, false,
			CellValue{
				Summary: exported.Summary, Range: "From seen to overlooked", Exceptions: "P03", Status: Draft, Stance: "mixed",
			},
			map[Field]Outcome{RangeField: Taken, ExceptionsField: Kept},
		},
		{
			"edits apart are joined",
			CellValue{Summary: "Felt seen (P07:12). Missed the Sundays very much.", Status: Draft, Stance: "mixed"},
			map[Field]string{SummaryField: "Felt truly seen (P07:12). Missed the Sundays."}, Ask, true,
			CellValue{Summary: "Felt truly seen (P07:12). Missed the Sundays very much.", Status: Draft, Stance: "mixed"},
			map[Field]Outcome{SummaryField: Joined},
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, changes := Merge(exported, test.now, test.edited, test.how, test.join)
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("value (-want +got):\n%s", diff)
			}
			var outcomes map[Field]Outcome
			for _, c := range changes {
				if outcomes == nil {
					outcomes = make(map[Field]Outcome)
				}
				outcomes[c.Field] = c.Outcome
			}
			if diff := cmp.Diff(test.outcome, outcomes); diff != "" {
				t.Errorf("outcomes (-want +got):\n%s", diff)
			}
		})
	}
}

// TestJoinTexts changes different words of random texts on both sides: joined,
// the text has both changes and nothing else.
func TestJoinTexts(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(3, 4))
	vocabulary := strings.Fields("and then she said no to me on the bus with “her” bread (P07:12) 😀 ñandú")
	for range 500 {
		base := make([]string, 12+r.IntN(20))
		for i := range base {
			base[i] = vocabulary[r.IntN(len(vocabulary))]
		}
		// Words that occur once, so that the place of an edit is certain.
		left, right := r.IntN(4), 7+r.IntN(4)
		base[left], base[left+1], base[right], base[right+1] = "LEFT", "mark1", "RIGHT", "mark2"
		a, b, both := append([]string(nil), base...), append([]string(nil), base...), append([]string(nil), base...)
		a[left], both[left] = "left changed", "left changed"
		b[right], both[right] = "right changed", "right changed"
		got, ok := joinTexts(strings.Join(base, " "), strings.Join(a, " "), strings.Join(b, " "))
		if want := strings.Join(both, " "); !ok || got != want {
			t.Fatalf("joined %q (%v), want %q", got, ok, want)
		}
	}
	if _, ok := joinTexts("one two three", "one 2 three", "one II three"); ok {
		t.Error("two edits of one word were joined")
	}
	for _, same := range []string{"", "a", " a  b\n"} {
		if got, ok := joinTexts(same, same, same); !ok || got != same {
			t.Errorf("%q joined with itself is %q", same, got)
		}
	}
}
