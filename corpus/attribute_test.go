package corpus

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestGuessAttribute(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name   string
		values []string
		want   AttributeType
	}{
		{"ages", []string{"21", "65", "", "38,5"}, NumberAttribute},
		{"yes and no", []string{"yes", "no", "sí", "No"}, BooleanAttribute},
		{"ones are numbers", []string{"1", "0", "1"}, NumberAttribute},
		{"dates", []string{"2026-04-01", "30/04/2026"}, DateAttribute},
		{"gender", []string{"woman", "man", "man", "woman", "Woman"}, CategoryAttribute},
		{"names of places", []string{"La Pintana", "Puente Alto", "Maipú"}, TextAttribute},
		{"nothing", []string{"", " "}, TextAttribute},
		{"ages, one unknown", []string{"21", "n/a", "65", "N/A", "?"}, NumberAttribute},
		{"unknown alone", []string{"n/a", "?"}, TextAttribute},
		{"not a number", []string{"NaN", "Inf", "0"}, TextAttribute},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := GuessAttribute("x", test.values); got.Type != test.want {
				t.Errorf("got %s, want %s", got.Type, test.want)
			}
		})
	}
	got := GuessAttribute("gender", []string{"woman", "man", "man", "Woman"})
	if diff := cmp.Diff([]string{"man", "woman"}, got.Categories); diff != "" {
		t.Errorf("categories (-want +got):\n%s", diff)
	}
	got = GuessAttribute("age", []string{"21", "n/a", "65", "N/A", "?"})
	if diff := cmp.Diff([]string{"n/a", "?"}, got.Missing); diff != "" {
		t.Errorf("missing (-want +got):\n%s", diff)
	}
}

func TestParseAttribute(t *testing.T) {
	t.Parallel()
	tests := []struct {
		attribute Attribute
		in, want  string
		ok        bool
	}{
		{Attribute{Type: NumberAttribute}, "38,5", "38.5", true},
		{Attribute{Type: NumberAttribute}, "old", "", false},
		{Attribute{Type: DateAttribute}, "30/04/2026", "2026-04-30", true},
		{Attribute{Type: DateAttribute}, "31/04/2026", "", false},
		{Attribute{Type: BooleanAttribute}, "Sí", "yes", true},
		{Attribute{Type: CategoryAttribute, Categories: []string{"low", "high"}}, "HIGH", "high", true},
		{Attribute{Type: CategoryAttribute, Categories: []string{"low", "high"}}, "medium", "", false},
		{Attribute{Type: TextAttribute}, "  as it is ", "as it is", true},
		{Attribute{Type: NumberAttribute}, " ", "", true},
		{Attribute{Type: NumberAttribute}, "NaN", "", false},
		{Attribute{Type: NumberAttribute, Missing: []string{"n/a", "-99"}}, " N/A", "n/a", true},
		{Attribute{Type: NumberAttribute, Missing: []string{"n/a", "-99"}}, "-99", "-99", true},
	}
	for _, test := range tests {
		got, err := test.attribute.Parse(test.in)
		if (err == nil) != test.ok || got != test.want {
			t.Errorf("%s %q: got %q, %v", test.attribute.Type, test.in, got, err)
		}
	}
	order := Attribute{Type: CategoryAttribute, Categories: []string{"low", "high"}}
	if order.Compare("low", "high") >= 0 || order.Compare("", "low") <= 0 {
		t.Error("categories do not compare in their order, missing last")
	}
	number := Attribute{Type: NumberAttribute}
	if number.Compare("9", "10") >= 0 {
		t.Error("numbers compare as text")
	}
	number.Missing = []string{"refused", "-99"}
	values := []string{"", "-99", "3", "refused", "20"}
	slices.SortFunc(values, number.Compare)
	if diff := cmp.Diff([]string{"3", "20", "refused", "-99", ""}, values); diff != "" {
		t.Errorf("numbers with missing ones (-want +got):\n%s", diff)
	}
	if n, ok := number.Number("-99"); ok {
		t.Errorf("a missing value counts as %v", n)
	}
}
