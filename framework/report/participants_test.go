package report

import (
	"strconv"
	"strings"
	"testing"

	"framewise/corpus"
	"framewise/framework"
)

func participants(t *testing.T) framework.Participants {
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
	p, err := framework.DescribeParticipants(cases, attributes, framework.ParticipantsView{By: "gender"})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestWriteParticipants(t *testing.T) {
	t.Parallel()
	p := participants(t)
	write := func(f Format) string {
		var b strings.Builder
		if err := WriteParticipants(&b, p, "Peers & <us>", f, false); err != nil {
			t.Fatal(err)
		}
		return b.String()
	}
	for f, want := range map[Format][]string{
		CSV: {"characteristic,of,\"woman (n = 1)\"", "\r\n<site>,'=north,\"1 (100%)\"", "\r\nage,\"mean (SD)\",\"21.0 (–)\""},
		Markdown: {"| Characteristic | woman (n = 1) | man (n = 3) | All (n = 4) |\n| --- | ---: | ---: | ---: |\n| **age** |",
			"| &emsp;south\\|west | 0 (0%) |", "| **&lt;site&gt;** |"},
		HTML: {"<caption>Participants of Peers &amp; &lt;us&gt;</caption>", "&#8195;=north</th><td>1 (100%)</td>",
			`<th scope="row">&lt;site&gt;</th><td></td><td></td><td></td>`},
		JSON: {`"by": "gender"`, `"mean": 49.75`, `"sd": null`},
	} {
		got := write(f)
		for _, w := range want {
			if !strings.Contains(got, w) {
				t.Errorf("%s lacks %q:\n%s", f, w, got)
			}
		}
	}
	if err := WriteParticipants(&strings.Builder{}, p, "", "docx", false); err == nil {
		t.Error("a format that there is not was written")
	}
}
