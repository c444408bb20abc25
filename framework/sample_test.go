package framework

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestSample(t *testing.T) {
	t.Parallel()
	var all []CellAt
	for row := range 30 {
		for column := range 4 {
			all = append(all, CellAt{row, column})
		}
	}
	for _, n := range []int{0, 1, 12, 119} {
		drawn := Sample(all, n, 7)
		if len(drawn) != n {
			t.Errorf("drew %d of %d", len(drawn), n)
		}
		at := -1
		for _, c := range drawn {
			i := slices.Index(all, c)
			if i <= at {
				t.Fatalf("%v is not in order, or twice", c)
			}
			at = i
		}
		if diff := cmp.Diff(drawn, Sample(all, n, 7)); diff != "" {
			t.Errorf("the same seed draws others: %s", diff)
		}
	}
	if slices.Equal(Sample(all, 12, 7), Sample(all, 12, 8)) {
		t.Error("another seed draws the same")
	}
	if len(Sample(all, 500, 7)) != len(all) {
		t.Error("more than there are is not all")
	}
	// Every cell comes about as often: 200 draws of 12 of 120 are 20 each.
	times := make(map[CellAt]int)
	for seed := range uint64(200) {
		for _, c := range Sample(all, 12, seed) {
			times[c]++
		}
	}
	for _, c := range all {
		if times[c] < 4 || times[c] > 45 {
			t.Errorf("%v was drawn %d times of 200, expected about 20", c, times[c])
		}
	}
	m, _ := talk(t, Cell{ID: "w", Case: "c1", Code: "warmth", Summary: "x", Status: Draft},
		Cell{ID: "t", Case: "c1", Code: "time", Empty: NotAsked, Status: Draft})
	if diff := cmp.Diff([]CellAt{{0, 1}}, Summarised(m)); diff != "" {
		t.Errorf("summarised (-want +got):\n%s", diff)
	}
}
