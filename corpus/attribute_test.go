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
		{"thousands", []string{"70,5", "1.200,25", "1,200.25", "-1.234.567,8"}, NumberAttribute},
		{"groups of two", []string{"1,20.5", "3"}, TextAttribute},
		{"codes", []string{"007", "008", "12"}, TextAttribute},
		{"noughts", []string{"0", "0.5", "0,25"}, NumberAttribute},
		{"dates as people write them", []string{"1/1/2024", "25/12/2023", "2024-3-4", "3.4.2024"}, DateAttribute},
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

func TestStrays(t *testing.T) {
	t.Parallel()
	tests := []struct {
		values []string
		kind   AttributeType
		strays []string
	}{
		{[]string{"34", "NA", "cincuenta", "51", "40"}, NumberAttribute, []string{"cincuenta"}},
		{[]string{"2024-01-01", "2024-02-30", "2024-03-01", "2024-04-01"}, DateAttribute, []string{"2024-02-30"}},
		{[]string{"34", "many", "51"}, TextAttribute, nil},
		{[]string{"34", "51"}, TextAttribute, nil},
	}
	for _, tt := range tests {
		kind, strays := Strays(tt.values)
		if diff := cmp.Diff(tt.strays, strays); kind != tt.kind || diff != "" {
			t.Errorf("%q: %s, strays %q, want %s, %q", tt.values, kind, strays, tt.kind, tt.strays)
		}
	}
}
