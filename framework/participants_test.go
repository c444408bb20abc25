package framework

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"framewise/corpus"
)

func TestDescribeParticipants(t *testing.T) {
	t.Parallel()
	attributes := []corpus.Attribute{
		{Name: "gender", Type: corpus.CategoryAttribute, Categories: []string{"woman", "man"}, Missing: []string{"refused"}},
		{Name: "smokes", Type: corpus.BooleanAttribute},
		{Name: "town", Type: corpus.TextAttribute},
	}
	one := func(gender, smokes string) corpus.Case {
		return corpus.Case{Values: map[string]string{"gender": gender, "smokes": smokes, "town": "Maipú"}}
	}
	cases := []corpus.Case{one("man", "yes"), one("woman", "no"), one("refused", "no"), one("man", "no"), {}}
	type count map[string]int
	seen := func(g ParticipantGroup) count {
		c := count{}
		for _, d := range g.Of {
			for _, n := range d.Counts {
				c[d.Attribute.Name+" "+n.Value] = n.Cases
			}
		}
		return c
	}

	p, err := DescribeParticipants(cases, attributes, ParticipantsView{By: "GENDER"})
	if err != nil {
		t.Fatal(err)
	}
	var groups []string
	for _, g := range p.Groups {
		groups = append(groups, g.Value)
	}
	// In the order of the categories, the reasons for unknown values behind
	// them, then all; running text and what makes the groups are not told.
	if diff := cmp.Diff([]string{"woman", "man", "refused", "", ""}, groups); diff != "" {
		t.Errorf("groups (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(count{"smokes yes": 1, "smokes no": 1}, seen(p.Groups[1])); diff != "" {
		t.Errorf("men (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(count{"smokes yes": 1, "smokes no": 3}, seen(p.Groups[4])); diff != "" {
		t.Errorf("all (-want +got):\n%s", diff)
	}

	p, err = DescribeParticipants(cases, attributes, ParticipantsView{
		Where: map[string]string{"gender": "man"}, Attributes: []string{"town", "smokes"},
	})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(count{"town Maipú": 2, "smokes yes": 1, "smokes no": 1}, seen(p.Groups[0])); diff != "" {
		t.Errorf("chosen (-want +got):\n%s", diff)
	}
	for _, v := range []ParticipantsView{{By: "age"}, {Where: map[string]string{"age": "3"}}, {Attributes: []string{"age"}}} {
		if _, err := DescribeParticipants(cases, attributes, v); !errors.Is(err, corpus.ErrNotFound) {
			t.Errorf("%+v: got error %v", v, err)
		}
	}
}
