package framework

import (
	"errors"
	"strconv"
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

func participants(t *testing.T) Participants {
	t.Helper()
	attributes := []corpus.Attribute{
		{Name: "gender", Type: corpus.CategoryAttribute, Categories: []string{"woman", "man"}},
		{Name: "age", Type: corpus.NumberAttribute, Missing: []string{"refused"}},
		{Name: "interviewed", Type: corpus.DateAttribute},
		{Name: "<site>", Type: corpus.CategoryAttribute, Categories: []string{"=north", "south|west"}},
	}
	var cases []corpus.Case
	for i, v := range [][4]string{
		{"woman", "21", "2026-04-01", "=north"}, {"man", "65", "2026-03-18", "south|west"},
		{"man", "refused", "", "=north"}, {"man", "34.5", "2026-05-02", "=north"},
	} {
		c := corpus.Case{Label: "P" + strconv.Itoa(i+1), Values: map[string]string{}}
		for j, a := range attributes {
			if v[j] != "" {
				c.Values[a.Name] = v[j]
			}
		}
		cases = append(cases, c)
	}
	p, err := DescribeParticipants(cases, attributes, ParticipantsView{By: "gender"})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestParticipantLines(t *testing.T) {
	t.Parallel()
	p := participants(t)
	head, lines := p.Lines(true)
	got := [][]string{append([]string{head.Text}, head.Cells...)}
	for _, l := range lines {
		got = append(got, append([]string{l.Text}, l.Cells...))
	}
	want := [][]string{
		{"Characteristic", "woman (n = 1)", "man (n = 3)", "All (n = 4)"},
		{"age"},
		{"mean (SD)", "21.0 (–)", "49.8 (21.6)", "40.2 (22.5)"},
		{"median (quartiles)", "21 (21–21)", "49.75 (42.13–57.38)", "34.5 (27.75–49.75)"},
		{"range", "21–21", "34.5–65", "21–65"},
		{"refused", "0", "1", "1"},
		{"interviewed"},
		{"from", "2026-04-01", "2026-03-18", "2026-03-18"},
		{"to", "2026-04-01", "2026-05-02", "2026-05-02"},
		{"not known", "0", "1", "1"},
		{"<site>"},
		{"=north", "1 (100%)", "2 (67%)", "3 (75%)"},
		{"south|west", "0 (0%)", "1 (33%)", "1 (25%)"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestFixed(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		x        float64
		decimals int
		want     string
	}{
		{12.5, 0, "13"}, {37.5, 0, "38"}, {-12.5, 0, "-13"}, {8.25, 1, "8.3"}, {1.005, 2, "1.01"}, {33.333, 1, "33.3"}, {0, 1, "0.0"},
	} {
		if got := fixed(test.x, test.decimals); got != test.want {
			t.Errorf("%v with %d decimals is %s, want %s", test.x, test.decimals, got, test.want)
		}
	}
}
