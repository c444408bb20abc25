package corpus

import (
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
}

func TestDocument(t *testing.T) {
	t.Parallel()
	d := Document{
		Label:    "FG1",
		Speakers: []Speaker{{Label: "Mod", Role: RoleInterviewer}, {Label: "Ana", Role: RoleParticipant, Case: "a"}, {Label: "Luz", Role: RoleParticipant, Case: "l"}},
		Turns: []Turn{
			{Span: Span{5, 10}, Speaker: 0}, {Span: Span{16, 20}, Speaker: 1}, {Span: Span{26, 30}, Speaker: 2},
		},
	}
	tests := []struct {
		span    Span
		locator string
		owner   CaseID
	}{
		{Span{6, 8}, "FG1:1", ""},
		{Span{16, 20}, "FG1:2", "a"},
		{Span{17, 29}, "FG1:2–3", "a"},
		{Span{12, 18}, "FG1:2", "a"}, // begins in the label
		{Span{0, 3}, "FG1:1", ""},
		{Span{27, 99}, "FG1:3", "l"},
	}
	for _, test := range tests {
		if got := d.Locator(test.span).String(); got != test.locator {
			t.Errorf("locator of %v is %s, want %s", test.span, got, test.locator)
		}
		if got := d.CaseOf(test.span); got != test.owner {
			t.Errorf("case of %v is %q, want %q", test.span, got, test.owner)
		}
	}
	if diff := cmp.Diff([]CaseID{"a", "l"}, d.Cases()); diff != "" {
		t.Errorf("cases (-want +got):\n%s", diff)
	}
}

func TestNearest(t *testing.T) {
	t.Parallel()
	names := []string{"lived-experience", "love-labour", "hope"}
	for typed, want := range map[string]string{"love-labor": "love-labour", "hop": "hope", "lived experience": "lived-experience", "xyz": "", "": ""} {
		if got := Nearest(typed, names); got != want {
			t.Errorf("nearest to %q is %q, want %q", typed, got, want)
		}
	}
}
