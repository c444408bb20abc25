package framework

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"framewise/codebook"
	"framewise/corpus"
)

func built(t *testing.T, v View) *Matrix {
	t.Helper()
	m, err := Build(study(), v)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestGroups(t *testing.T) {
	t.Parallel()
	m := built(t, View{GroupBy: []string{"site"}, OrderBy: []string{"age"}})
	var rows []string
	for _, r := range m.Rows {
		rows = append(rows, r.Case.Label)
	}
	if diff := cmp.Diff([]string{"P3", "P10", "P2"}, rows); diff != "" {
		t.Errorf("rows (-want +got):\n%s", diff)
	}
	want := []Group{{"site: north", 0, 2}, {"site: not known", 2, 1}}
	if diff := cmp.Diff(want, m.Groups); diff != "" {
		t.Errorf("groups (-want +got):\n%s", diff)
	}
	if m.Header[0].Name != "site" || m.Attributes[0].Name != "age" {
		t.Errorf("beside the rows stand %v, among all %v", m.Header, m.Attributes)
	}
	if g, ok := m.GroupAt(2); !ok || g.Title != "site: not known" {
		t.Errorf("at the third row begins %v", g)
	}
	if _, ok := m.GroupAt(1); ok {
		t.Error("a group begins within one")
	}
	two := built(t, View{GroupBy: []string{"site", "age"}, Attributes: []string{"age"}})
	if len(two.Groups) != 3 || two.Groups[0].Title != "site: north · age: 9" || len(two.Header) != 1 {
		t.Errorf("by two attributes: %v beside %v", two.Groups, two.Header)
	}
	if _, err := Build(study(), View{GroupBy: []string{"sit"}}); !errors.Is(err, corpus.ErrNotFound) {
		t.Errorf("an unknown attribute: %v", err)
	}
}

// What lies deeper than the columns stands above, and is counted once.
func TestDepth(t *testing.T) {
	t.Parallel()
	m := built(t, View{Depth: 1})
	if len(m.Columns) != 2 || m.ColumnOf("x") >= 0 {
		t.Fatalf("columns %v", m.Columns)
	}
	want := []string{"group 2 FG:2", "early P2:2", "late P2:2"}
	if diff := cmp.Diff(want, quotesAt(m, 0, 0)); diff != "" {
		t.Errorf("quotes (-want +got):\n%s", diff)
	}
	x := m.At(0, 0)
	if x.Cell != nil || len(x.Below) != 1 || x.Below[0].ID != "cell" {
		t.Errorf("cells: %v and below %v", x.Cell, x.Below)
	}
	if n, known := m.Number(0, 0); n != 3 || !known {
		t.Errorf("%d quotes, %v", n, known)
	}
	if len(m.QuotesUnder(0, "t")) != 3 {
		t.Errorf("%d quotes under the theme", len(m.QuotesUnder(0, "t")))
	}
	if whole := built(t, View{Depth: 2}); len(whole.Columns) != 3 {
		t.Errorf("two levels have %d columns", len(whole.Columns))
	}
}

func TestNumber(t *testing.T) {
	t.Parallel()
	in := study()
	in.Cells = seq(Cell{ID: "cell", Case: "c2", Code: "x", Summary: "s", Status: Draft},
		Cell{ID: "asked", Case: "c3", Code: "x", Empty: NotAsked, Status: Draft},
		Cell{ID: "said", Case: "c3", Code: "u", Empty: NothingSaid, Status: Draft},
		Cell{ID: "only", Case: "c10", Code: "x", Summary: "s", Status: Draft})
	for show, want := range map[Show][][]int{
		ShowCounts: {{3, 2, 0}, {0, -1, 0}, {1, 0, 0}}, ShowPresence: {{1, 1, 0}, {0, -1, 0}, {1, 1, 0}},
	} {
		in := in
		m, err := Build(in, View{Show: show})
		if err != nil {
			t.Fatal(err)
		}
		var got [][]int
		for r := range m.Rows {
			var row []int
			for c := range m.Columns {
				n, known := m.Number(r, c)
				if !known {
					n = -1
				}
				row = append(row, n)
			}
			got = append(got, row)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", show, diff)
		}
	}
	if _, err := Build(in, View{Show: "all"}); !errors.Is(err, corpus.ErrInvalid) {
		t.Errorf("an unknown choice: %v", err)
	}
}

func TestConsensus(t *testing.T) {
	t.Parallel()
	coding := func(id, coder string, start, end corpus.Pos) codebook.Coding {
		return codebook.Coding{ID: codebook.CodingID(id), Coder: codebook.CoderID(coder), Code: "x",
			Anchor: corpus.Anchor{Document: "d", Span: corpus.Span{Start: start, End: end}}}
	}
	older := coding("older", "B", 0, 10)
	older.Created = time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	newer := coding("a newer", "A", 0, 10)
	newer.Created = older.Created.Add(time.Hour)
	elsewhere, otherwise := coding("elsewhere", "B", 0, 10), coding("otherwise", "B", 0, 10)
	elsewhere.Anchor.Document, otherwise.Code = "e", "y"
	tests := []struct {
		name    string
		codings []codebook.Coding
		want    []string // who stands for it, and the others
	}{
		{"one coder alone", []codebook.Coding{coding("1", "A", 0, 10), coding("2", "A", 0, 10)}, nil},
		{"the shorter of a sentence and its paragraph", []codebook.Coding{coding("long", "A", 0, 100), coding("short", "B", 40, 60)},
			[]string{"short A"}},
		{"the older of equals", []codebook.Coding{newer, older}, []string{"older A"}},
		{"neighbours that touch", []codebook.Coding{coding("1", "A", 0, 10), coding("2", "B", 8, 20)}, nil},
		{"half of the shorter", []codebook.Coding{coding("1", "A", 0, 10), coding("2", "B", 5, 30)}, []string{"1 B"}},
		{"less than half", []codebook.Coding{coding("1", "A", 0, 11), coding("2", "B", 6, 30)}, nil},
		{"what most share", []codebook.Coding{coding("1", "A", 0, 20), coding("2", "B", 10, 60), coding("3", "C", 12, 58)},
			[]string{"2 A C"}},
		{"through a third, once", []codebook.Coding{coding("1", "A", 0, 10), coding("2", "B", 5, 50), coding("3", "A", 45, 55)},
			[]string{"2 A"}},
		{"two places", []codebook.Coding{coding("1", "A", 0, 10), coding("2", "B", 0, 9), coding("3", "B", 20, 30), coding("4", "C", 20, 30)},
			[]string{"2 A", "3 C"}},
		{"other code, other text", []codebook.Coding{coding("1", "A", 0, 10), otherwise, elsewhere}, nil},
		{"nothing", nil, nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			var got []string
			for _, a := range Consensus(test.codings) {
				text := string(a.Coding.ID)
				for _, other := range a.Others {
					text += " " + string(other)
				}
				got = append(got, text)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// A matrix by consensus has the quotes that two coders share, and who they are.
func TestBuildByConsensus(t *testing.T) {
	t.Parallel()
	in := study()
	in.Coders = []codebook.Coder{{ID: "A", Initials: "AA"}, {ID: "B", Initials: "BB"}, {ID: "C", Initials: "CC"}}
	var all []codebook.Coding
	for c := range in.Codings {
		all = append(all, c)
	}
	same := all[0] // of A
	same.ID, same.Coder = "same", "B"
	third := same
	third.ID, third.Coder = "third", "C"
	in.Codings = seq(append(all, same, third)...)
	m, err := Build(in, View{Consensus: true})
	if err != nil {
		t.Fatal(err)
	}
	quotes := m.At(0, 1).Quotes
	if len(quotes) != 1 || len(m.Loose) != 0 || m.Who(&quotes[0]) != "AA, BB, CC" {
		t.Errorf("%d quotes of %v, %d loose", len(quotes), quotes, len(m.Loose))
	}
	if m.At(0, 1).Cell == nil {
		t.Error("the team's cell is gone")
	}
	in.Codings = seq(append(all, same, third)...)
	if m, err = Build(in, View{Consensus: true, Coders: []codebook.CoderID{"B", "C"}}); err != nil {
		t.Fatal(err)
	}
	if quotes := m.At(0, 1).Quotes; len(quotes) != 1 || m.Who(&quotes[0]) != "BB, CC" {
		t.Errorf("of B and C: %v", quotes)
	}
}
