package corpus

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

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
