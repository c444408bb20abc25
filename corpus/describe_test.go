package corpus

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestDescribe(t *testing.T) {
	t.Parallel()
	sd := 10.0
	tests := []struct {
		name      string
		attribute Attribute
		values    []string
		want      Distribution
	}{
		{
			"numbers", Attribute{Type: NumberAttribute, Missing: []string{"refused", "n/a"}},
			[]string{"30", "n/a", "20", "", "40", "n/a", "refused"},
			Distribution{
				Known: 3, Missing: []Count{{"refused", 1}, {"n/a", 2}, {"", 1}},
				Numbers: &Numbers{Mean: 30, SD: &sd, Q1: 25, Median: 30, Q3: 35, Min: 20, Max: 40},
			},
		},
		{
			"one number has no deviation", Attribute{Type: NumberAttribute}, []string{"30"},
			Distribution{Known: 1, Numbers: &Numbers{Mean: 30, Q1: 30, Median: 30, Q3: 30, Min: 30, Max: 30}},
		},
		{
			"no number", Attribute{Type: NumberAttribute}, []string{""},
			Distribution{Missing: []Count{{"", 1}}},
		},
		{
			"categories in their order, with nobody in one",
			Attribute{Type: CategoryAttribute, Categories: []string{"low", "middle", "high"}},
			[]string{"high", "low", "high"},
			Distribution{Known: 3, Counts: []Count{{"low", 1}, {"middle", 0}, {"high", 2}}},
		},
		{
			"a category listed twice", Attribute{Type: CategoryAttribute, Categories: []string{"a", "a"}}, []string{"b", "a"},
			Distribution{Known: 2, Counts: []Count{{"a", 1}, {"b", 1}}},
		},
		{
			"yes and no", Attribute{Type: BooleanAttribute}, []string{"no", "no"},
			Distribution{Known: 2, Counts: []Count{{"yes", 0}, {"no", 2}}},
		},
		{
			"dates", Attribute{Type: DateAttribute}, []string{"2026-05-01", "2026-03-18", ""},
			Distribution{Known: 2, Missing: []Count{{"", 1}}, First: "2026-03-18", Last: "2026-05-01"},
		},
		{
			"text", Attribute{Type: TextAttribute}, []string{"Maipú", "La Pintana", "Maipú"},
			Distribution{Known: 3, Counts: []Count{{"La Pintana", 1}, {"Maipú", 2}}},
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			test.want.Attribute = test.attribute
			if diff := cmp.Diff(test.want, Describe(test.attribute, test.values)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// The expected values are those of Python's statistics.stdev and
// statistics.quantiles(method="inclusive"), and the certified ones of NumAcc1
// of NIST's Statistical Reference Datasets, made to catch cancellation.
func TestSumUp(t *testing.T) {
	t.Parallel()
	s := sumUp([]float64{3, 1, 4, 1, 5, 9, 2, 6, 5, 3})
	if s.Mean != 3.9 || math.Abs(*s.SD-2.4698178070456938) > 1e-12 {
		t.Errorf("mean %v and deviation %v, want 3.9 and 2.4698178070456938", s.Mean, *s.SD)
	}
	if s.Q1 != 2.25 || s.Median != 3.5 || s.Q3 != 5 {
		t.Errorf("quartiles %v, %v, %v, want 2.25, 3.5, 5", s.Q1, s.Median, s.Q3)
	}
	if s := sumUp([]float64{10000001, 10000003, 10000002}); s.Mean != 10000002 || *s.SD != 1 {
		t.Errorf("NumAcc1: mean %v and deviation %v, want 10000002 and 1", s.Mean, *s.SD)
	}
}
