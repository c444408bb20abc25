package framework

import (
	"iter"
	"testing"

	"github.com/google/go-cmp/cmp"

	"framewise/codebook"
	"framewise/corpus"
)

func TestRuns(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, summary string
		want          []Run
	}{
		{"plain", "Goes out again.", []Run{{Paraphrase, "Goes out again."}}},
		{
			"all kinds", "Felt “seen” (P07:12, P07:14*); [unsure, see memo].",
			[]Run{
				{Paraphrase, "Felt "}, {OwnWords, "“seen”"}, {Paraphrase, " ("}, {Place, "P07:12"}, {Paraphrase, ", "},
				{KeyPlace, "P07:14*"}, {Paraphrase, "); "}, {Remark, "[unsure, see memo]"}, {Paraphrase, "."},
			},
		},
		{"straight and angled", `"yes" and «sí»`, []Run{{OwnWords, `"yes"`}, {Paraphrase, " and "}, {OwnWords, "«sí»"}}},
		{"never closed", "said “yes and [no", []Run{{Paraphrase, "said “yes and [no"}}},
		{"locator in own words stays words", "“at P07:12”", []Run{{OwnWords, "“at P07:12”"}}},
		{"empty", "", nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, Runs(test.summary)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func FuzzRuns(f *testing.F) {
	f.Add("Felt “seen” (P07:12*); [x] \"y\" «z")
	f.Fuzz(func(t *testing.T, s string) {
		var joined string
		for _, r := range Runs(s) {
			joined += r.Text
		}
		if joined != s {
			t.Fatalf("the runs of %q make %q", s, joined)
		}
	})
}

func seq[T any](items ...T) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		for _, item := range items {
			if !yield(item, nil) {
				return
			}
		}
	}
}

// study is a focus group and two interviews, with a moderator's words coded
// too.
func study() Input {
	turns := []corpus.Turn{
		{Span: corpus.Span{Start: 0, End: 10}, Speaker: 0}, {Span: corpus.Span{Start: 11, End: 30}, Speaker: 1},
		{Span: corpus.Span{Start: 31, End: 60}, Speaker: 2},
	}
	interview := func(label string, owner corpus.CaseID) corpus.Document {
		return corpus.Document{
			ID: corpus.DocumentID(label), Label: label, Case: owner, Turns: turns,
			Speakers: []corpus.Speaker{{Label: "I", Role: corpus.RoleInterviewer}, {Label: "P", Role: corpus.RoleParticipant, Case: owner}, {Label: "M", Role: corpus.RoleOther}},
		}
	}
	group := interview("FG", "")
	group.Speakers[1].Case, group.Speakers[2].Case = "c2", "c10"
	coding := func(id, doc string, start, end corpus.Pos, code, coder string) codebook.Coding {
		return codebook.Coding{
			ID: codebook.CodingID(id), Code: codebook.CodeID(code), Coder: codebook.CoderID(coder),
			Anchor: corpus.Anchor{Document: corpus.DocumentID(doc), Span: corpus.Span{Start: start, End: end}, Quote: id},
		}
	}
	age := corpus.Attribute{Name: "age", Type: corpus.NumberAttribute}
	return Input{
		Codes: []codebook.Code{
			{ID: "t", Framework: "f", Key: "t", Name: "Theme", Status: codebook.Active},
			{ID: "x", Framework: "f", Key: "x", Name: "X", Parent: "t", Status: codebook.Active},
			{ID: "old", Framework: "f", Key: "old", Name: "Old", Parent: "t", Position: 1, Status: codebook.Retired},
			{ID: "u", Framework: "f", Key: "u", Name: "Other theme", Position: 1, Status: codebook.Active},
		},
		Cases: []corpus.Case{
			{ID: "c10", Label: "P10", Values: map[string]string{"age": "20", "site": "north"}},
			{ID: "c2", Label: "P2", Values: map[string]string{"age": "40"}},
			{ID: "c3", Label: "P3", Values: map[string]string{"age": "9", "site": "north"}},
		},
		Attributes: []corpus.Attribute{age, {Name: "site", Type: corpus.TextAttribute, Position: 1}},
		Documents:  []corpus.Document{interview("P2", "c2"), interview("P10", "c10"), group},
		Cells:      seq(Cell{ID: "cell", Case: "c2", Code: "x", Summary: "s", Status: Draft}),
		Codings: seq(
			coding("late", "P2", 15, 20, "x", "A"), coding("early", "P2", 11, 14, "x", "B"),
			coding("group 2", "FG", 12, 20, "t", "A"), coding("group 10", "FG", 40, 50, "t", "A"),
			coding("moderator", "FG", 0, 5, "t", "A"), coding("retired", "P2", 12, 14, "old", "A"),
		),
	}
}

func quotesAt(m *Matrix, row, column int) []string {
	var quotes []string
	for _, q := range m.At(row, column).Quotes {
		quotes = append(quotes, q.Coding.Anchor.Quote+" "+q.Locator.String())
	}
	return quotes
}

func TestBuild(t *testing.T) {
	t.Parallel()
	m, err := Build(study(), View{})
	if err != nil {
		t.Fatal(err)
	}
	var rows, columns []string
	for _, r := range m.Rows {
		rows = append(rows, r.Case.Label)
	}
	for _, c := range m.Columns {
		columns = append(columns, c.Key)
	}
	for _, test := range []struct {
		name      string
		want, got []string
	}{
		{"rows in the order of labels", []string{"P2", "P3", "P10"}, rows},
		{"active codes, depth first", []string{"t", "x", "u"}, columns},
		{"quotes in the order of the text", []string{"early P2:2", "late P2:2"}, quotesAt(m, 0, 1)},
		{"a focus group's speakers are cases", []string{"group 2 FG:2"}, quotesAt(m, 0, 0)},
		{"a focus group's speakers are cases", []string{"group 10 FG:3"}, quotesAt(m, 2, 0)},
		{"nothing", nil, quotesAt(m, 1, 0)},
	} {
		if diff := cmp.Diff(test.want, test.got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.name, diff)
		}
	}
	if len(m.Loose) != 2 || m.Loose[0].Coding.Anchor.Quote != "moderator" || m.Loose[1].Coding.Anchor.Quote != "retired" {
		t.Errorf("loose quotes %v, want the moderator's and the retired code's", m.Loose)
	}
	if m.At(0, 1).Cell == nil || m.At(0, 1).Status() != Draft || m.At(0, 0).Status() != NotCharted {
		t.Error("the cell is not at its crossing")
	}
	if under := m.QuotesUnder(0, "t"); len(under) != 3 || under[0].Coding.Anchor.Quote != "group 2" {
		t.Errorf("quotes under the theme: %v", under)
	}
	if diff := cmp.Diff(map[Status]int{Draft: 1, NotCharted: 2}, m.Charted()); diff != "" {
		t.Errorf("charted (-want +got):\n%s", diff)
	}
}

// TestMargins: summaries of whole cases and columns stand in the margins of
// every matrix that has their row or column, and nowhere else.
func TestMargins(t *testing.T) {
	t.Parallel()
	in := study()
	in.Cells = seq(
		Cell{ID: "cell", Case: "c2", Code: "x", Summary: "s", Status: Draft},
		Cell{ID: "case", Case: "c2", Summary: "P2 in all", Status: Reviewed},
		Cell{ID: "column", Code: "x", Summary: "all say X", Range: "a to b", Status: Draft},
		Cell{ID: "retired column", Code: "old", Summary: "gone", Status: Draft},
	)
	for _, test := range []struct {
		name string
		view View
		want []string
	}{
		{"all", View{}, []string{"P2 × all: case", "all × x: column", "P2 × x: cell"}},
		{"another case", View{Cases: []string{"P3"}}, []string{"all × x: column"}},
		{"another code", View{Codes: []codebook.CodeID{"u"}}, []string{"P2 × all: case"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			m, err := Build(in, test.view)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			see := func(row, column int) {
				if c := m.At(row, column).Cell; c != nil {
					got = append(got, m.Label(row)+" × "+m.Key(column)+": "+string(c.ID))
				}
			}
			for row := range m.Rows {
				see(row, All)
			}
			for column := range m.Columns {
				see(All, column)
			}
			for row := range m.Rows {
				for column := range m.Columns {
					see(row, column)
				}
			}
			see(All, All)
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestCellValidate(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name string
		cell Cell
		want string // of the error; empty is none
	}{
		{"a crossing", Cell{ID: "i", Case: "c", Code: "x", Status: Draft}, ""},
		{"a case summary", Cell{ID: "i", Case: "c", Range: "r", Status: Draft}, ""},
		{"a column summary", Cell{ID: "i", Code: "x", Summary: "s", Exceptions: "e", Status: Agreed}, ""},
		{"nobody was asked", Cell{ID: "i", Code: "x", Empty: NotAsked, Status: Draft}, ""},
		{"of nothing", Cell{ID: "i", Status: Draft}, "a cell without an identifier, or without both case and code"},
		{
			"a range of one", Cell{ID: "i", Case: "c", Code: "x", Range: "r", Status: Draft},
			"a cell of one case and one code has no range of views and no exceptions",
		},
		{
			"empty with exceptions", Cell{ID: "i", Code: "x", Empty: NotAsked, Exceptions: "e", Status: Draft},
			`a cell with a summary can't be marked "not asked"`,
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := ""
			if err := test.cell.Validate(); err != nil {
				got = err.Error()
			}
			if got != test.want {
				t.Errorf("error %q, want %q", got, test.want)
			}
		})
	}
}

func TestBuildView(t *testing.T) {
	t.Parallel()
	m, err := Build(study(), View{
		Where: map[string]string{"site": "north"}, OrderBy: []string{"age"}, Codes: []codebook.CodeID{"x"},
		Attributes: []string{"age"}, Coders: []codebook.CoderID{"B"},
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(m.Rows) != 2 || m.Rows[0].Case.Label != "P3" || m.Rows[1].Case.Label != "P10" {
		t.Errorf("rows %v, want P3 (9) before P10 (20)", m.Rows)
	}
	if len(m.Columns) != 2 || m.Columns[1].Key != "x" || len(m.Attributes) != 1 {
		t.Errorf("columns %v, attributes %v", m.Columns, m.Attributes)
	}
	for _, bad := range []View{{Cases: []string{"P1"}}, {OrderBy: []string{"agee"}}, {Where: map[string]string{"x": "y"}}, {Attributes: []string{"x"}}} {
		if _, err := Build(study(), bad); err == nil {
			t.Errorf("the view %+v was taken", bad)
		}
	}
}

func TestEvidence(t *testing.T) {
	t.Parallel()
	m, err := Build(study(), View{})
	if err != nil {
		t.Fatal(err)
	}
	quotes := m.QuotesUnder(0, "t")
	ids, stale := Evidence("First this (P2:2), then that (P2:3; FG:1–2*).", quotes, []codebook.CodeID{"x"})
	if diff := cmp.Diff([]codebook.CodingID{"early", "late", "group 2"}, ids); diff != "" {
		t.Errorf("evidence (-want +got):\n%s", diff)
	}
	if len(stale) != 1 || stale[0].String() != "P2:3" {
		t.Errorf("stale %v, want P2:3", stale)
	}
}

func TestFileRoundTrip(t *testing.T) {
	t.Parallel()
	in := study()
	tree, err := codebook.NewTree(in.Codes)
	if err != nil {
		t.Fatal(err)
	}
	fw := Framework{
		ID: "f", Name: "study", Title: "T", Stances: []codebook.Stance{codebook.Positive},
		StanceLabels: map[codebook.Stance]string{codebook.Positive: "works"},
		Rating:       &Rating{Name: "R", Values: []RatingValue{{"+1", "good"}}},
	}
	file := ToFile(fw, tree)
	back, codes, gone := FromFile(file, &fw, in.Codes)
	if diff := cmp.Diff(fw, back); diff != "" {
		t.Errorf("framework (-want +got):\n%s", diff)
	}
	again, err := codebook.NewTree(codes)
	if err != nil || len(gone) > 0 {
		t.Fatal(err, gone)
	}
	for i, c := range tree.Codes() {
		if a := again.Codes()[i]; a.ID != c.ID || a.Status != c.Status || a.Parent != c.Parent {
			t.Errorf("code %+v came back as %+v", c, a)
		}
	}

	file.Codes[0].Codes = nil // x and old are gone from the file
	_, codes, gone = FromFile(file, &fw, in.Codes)
	if len(gone) != 2 || len(codes) != 4 {
		t.Fatalf("%d gone of %d, want 2 of 4", len(gone), len(codes))
	}
	for _, c := range codes {
		if c.ID == "x" && c.Status != codebook.Retired {
			t.Error("a code that the file no longer has is not retired")
		}
	}
	if _, err := codebook.NewTree(codes); err != nil {
		t.Error(err)
	}
}
