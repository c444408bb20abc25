package framework

import (
	"errors"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"framewise/codebook"
	"framewise/corpus"
)

// talk is an invented interview of P01, a group with P01 and P02 in it, and
// what was coded in both.
func talk(t *testing.T, cells ...Cell) (*Matrix, func(corpus.CaseID) (*Voice, error)) {
	t.Helper()
	document := func(label string, owner corpus.CaseID, speakers []corpus.Speaker, turns ...string) (corpus.Document, *corpus.Text) {
		d := corpus.Document{ID: corpus.DocumentID(label), Label: label, Case: owner, Speakers: speakers}
		var b strings.Builder
		for i, words := range turns {
			start := corpus.Pos(len([]rune(b.String())))
			b.WriteString(words)
			d.Turns = append(d.Turns, corpus.Turn{
				Span: corpus.Span{Start: start, End: start + corpus.Pos(len([]rune(words)))}, Speaker: i % len(speakers),
			})
			b.WriteByte('\n')
		}
		return d, corpus.NewText(b.String())
	}
	interview, words := document("P01", "c1", []corpus.Speaker{
		{Label: "I", Role: corpus.RoleInterviewer}, {Label: "P", Role: corpus.RoleParticipant},
	}, "Was it warm?", "She waited with me – in the “queue”, every week.", "And then?", "Nobody rang any more.")
	group, groupWords := document("FG", "", []corpus.Speaker{
		{Label: "A", Role: corpus.RoleParticipant, Case: "c1"}, {Label: "B", Role: corpus.RoleParticipant, Case: "c2"},
	}, "We were many.", "I was alone.")
	texts := map[corpus.DocumentID]*corpus.Text{"P01": words, "FG": groupWords}
	documents := []corpus.Document{interview, group}

	coding := func(id string, d corpus.Document, quote, code string, key bool) codebook.Coding {
		place, err := texts[d.ID].Place(quote, corpus.Span{})
		if err != nil {
			t.Fatal(err)
		}
		a, err := texts[d.ID].Anchor(d.ID, 1, place.Span)
		if err != nil {
			t.Fatal(err)
		}
		return codebook.Coding{ID: codebook.CodingID(id), Anchor: a, Code: codebook.CodeID(code), Key: key}
	}
	m, err := Build(Input{
		Codes: []codebook.Code{
			{ID: "care", Framework: "f", Key: "care", Name: "Care", Status: codebook.Active},
			{ID: "warmth", Framework: "f", Key: "warmth", Name: "Warmth", Parent: "care", Status: codebook.Active},
			{ID: "time", Framework: "f", Key: "time", Name: "Time", Parent: "care", Position: 1, Status: codebook.Active},
		},
		Cases:     []corpus.Case{{ID: "c1", Label: "P01"}, {ID: "c2", Label: "P02"}},
		Documents: documents, Cells: seq(cells...),
		Codings: seq(coding("waited", interview, "waited with me", "warmth", true),
			coding("rang", interview, "Nobody rang", "time", false)),
	}, View{})
	if err != nil {
		t.Fatal(err)
	}
	return m, func(id corpus.CaseID) (*Voice, error) {
		v := new(Voice)
		for i := range documents {
			v.Hear(id, &documents[i], texts[documents[i].ID])
		}
		return v, nil
	}
}

func TestCheck(t *testing.T) {
	t.Parallel()
	cell := func(code, summary string) Cell {
		return Cell{ID: CellID(code), Case: "c1", Code: codebook.CodeID(code), Summary: summary, Status: Draft}
	}
	warmth := cell("warmth", "Was waited with (P01:2*).")
	tests := []struct {
		name  string
		cells []Cell
		want  []string
	}{
		{"nothing charted", nil, []string{"unused-key P01 × warmth P01:2* waited with me", "uncharted P01 × warmth 1", "uncharted P01 × time 1"}},
		{"all charted", []Cell{warmth, cell("time", "Left alone (P01:4).")}, nil},
		{"charted above", []Cell{cell("care", "Waited with (P01:2), then left (P01:3–4).")}, nil},
		{"claims without a place", []Cell{warmth, cell("time", "Left alone.")}, []string{
			"no-locator P01 × time", "unused-quote P01 × time P01:4 Nobody rang",
		}},
		{"a remark is no claim", []Cell{warmth, cell("time", "[ask again]")}, []string{"unused-quote P01 × time P01:4 Nobody rang"}},
		{"stale", []Cell{warmth, cell("time", "Left (P01:4, P01:3, P09:1).")}, []string{
			"stale-locator P01 × time P01:3", "stale-locator P01 × time P09:1",
		}},
		{"evidence recorded counts as used", []Cell{warmth, {
			ID: "time", Case: "c1", Code: "time", Summary: "[see P01:2]", Status: Draft, Evidence: []codebook.CodingID{"rang"},
		}}, nil},
		{"too long", []Cell{warmth, cell("time", "P01:4 "+strings.Repeat("é", MaxSummary))}, []string{"too-long P01 × time 1506"}},
		{"nothing coded", []Cell{warmth, cell("time", "(P01:4)"), {
			ID: "x", Case: "c2", Code: "time", Summary: "Alone (P01:4).", Status: Draft,
		}}, []string{"stale-locator P02 × time P01:4", "uncoded P02 × time"}},
		{"empty and coded", []Cell{warmth, {ID: "time", Case: "c1", Code: "time", Empty: NotAsked, Status: Draft}}, []string{
			"empty-coded P01 × time 1",
		}},
		{"own words", []Cell{warmth, cell("time", "“Nobody rang”, “Waited with me - in the 'queue'.” and "+
			"“she … every week”, “we were many”, “[the worker] waited” (P01:4)")}, nil},
		{"never said", []Cell{warmth, cell("time", "“nobody called”, “was it warm?”, “I was alone” (P01:4)")}, []string{
			"not-said P01 × time nobody called", "not-said P01 × time was it warm?", "not-said P01 × time I was alone",
		}},
		{"a case's own summary", []Cell{
			warmth, cell("time", "(P01:4)"),
			{ID: "m", Case: "c1", Summary: "“Waited with me” (P01:2), “alone” (P01:3).", Exceptions: "“hardly ever” (P01:4)", Status: Draft},
		}, []string{"stale-locator P01 × all P01:3", "not-said P01 × all alone", "not-said P01 × all hardly ever"}},
		{"a column's own summary", []Cell{
			warmth, cell("time", "(P01:4)"),
			{ID: "m", Code: "care", Summary: "“Waited with me”, “we were many” (P01:2).", Range: "“alone” (FG:2)", Status: Draft},
			{ID: "n", Code: "time", Range: "“I was alone” or not (P01:4).", Exceptions: "P02", Status: Draft},
		}, []string{"stale-locator all × care FG:2", "not-said all × time I was alone"}},
		{"summaries of nothing", []Cell{
			warmth, cell("time", "(P01:4)"),
			{ID: "m", Case: "c2", Summary: "Quiet.", Status: Draft},
			{ID: "n", Case: "c1", Exceptions: "P01:2 " + strings.Repeat("é", MaxSummary), Status: Draft},
		}, []string{"too-long P01 × all 1506", "no-locator P02 × all", "uncoded P02 × all"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			m, voice := talk(t, test.cells...)
			found, err := Check(m, voice)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.want, findings(m, found)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			for _, f := range found {
				if f.Message() == "" || strings.Contains(f.Message(), f.Words) && f.Words != "" {
					t.Errorf("%s says %q", f.Kind, f.Message())
				}
			}
		})
	}
	t.Run("one kind", func(t *testing.T) {
		m, voice := talk(t)
		found, err := Check(m, voice, UnusedKey)
		if err != nil || len(found) != 1 {
			t.Errorf("found %v, %v", findings(m, found), err)
		}
	})
	t.Run("a text that can't be read", func(t *testing.T) {
		m, _ := talk(t, cell("time", "“x” (P01:4)"))
		broken := errors.New("broken")
		if _, err := Check(m, func(corpus.CaseID) (*Voice, error) { return nil, broken }); !errors.Is(err, broken) {
			t.Errorf("got %v", err)
		}
		silent := func(corpus.CaseID) (*Voice, error) { return new(Voice), nil }
		if found, err := Check(m, silent, NotSaid); err != nil || len(found) > 0 {
			t.Errorf("a case without a transcript: %v, %v", findings(m, found), err)
		}
	})
}

func findings(m *Matrix, found []Finding) []string {
	var lines []string
	for _, f := range found {
		parts := []string{string(f.Kind), m.Label(f.Row), "×", m.Key(f.Column)}
		if f.Locator.Label != "" {
			parts = append(parts, f.Locator.String())
		}
		if f.Words != "" {
			parts = append(parts, f.Words)
		}
		if f.N > 0 {
			parts = append(parts, strconv.Itoa(f.N))
		}
		lines = append(lines, strings.Join(parts, " "))
	}
	return lines
}

func TestParseCheck(t *testing.T) {
	t.Parallel()
	for _, k := range CheckKinds {
		if got, err := ParseCheck(strings.ToUpper(strings.ReplaceAll(string(k), "-", " "))); got != k || err != nil {
			t.Errorf("%s: %s, %v", k, got, err)
		}
	}
	if _, err := ParseCheck("no-locater"); !errors.Is(err, corpus.ErrInvalid) || !strings.Contains(err.(*corpus.Error).Hint(), "no-locator") {
		t.Errorf("got %v", err)
	}
}
