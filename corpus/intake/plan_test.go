package intake

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"framewise/corpus"
	"framewise/corpus/decode"
)

const planned = `INT: What helped you most?
Ana: That he had been there himself.
Int: Did it last?
Ana: It lasted the winter.
Anna: And then no more.
INT: Why?
Anna: He moved away.
Noise: a door.
Noise: a bell.
Ana: That was all.
`

// planOf reads a file and what would be assumed of it, by way of a table.
func planOf(t *testing.T, f decode.File, ending string) Planned {
	t.Helper()
	drafts, err := Read(f, Options{})
	if err != nil {
		t.Fatal(err)
	}
	want := []Planned{PlanOf(f.Name, drafts)}
	var b bytes.Buffer
	if err := WritePlan(&b, "plan"+ending, want); err != nil {
		t.Fatal(err)
	}
	plan, err := ReadPlan("plan"+ending, b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	if len(plan) != 1 || plan[0].Place != "row 2" {
		t.Fatalf("read %+v", plan)
	}
	got := plan[0]
	want[0].Place, want[0].Remarks = "row 2", nil
	for i := range want[0].Speakers {
		s := &want[0].Speakers[i]
		s.Place, s.Also, s.Turns = fmt.Sprintf("row %d", 3+i), nil, 0 // which are to be looked at
	}
	if d := cmp.Diff(want[0], got); d != "" {
		t.Errorf("the plan as read (-want +got):\n%s", d)
	}
	return got
}

func TestPlanAsIs(t *testing.T) {
	for _, ending := range []string{".csv", ".xlsx"} {
		t.Run(ending, func(t *testing.T) {
			f := decode.File{Name: "P07_t1.es.txt", Content: []byte(planned)}
			plan := planOf(t, f, ending)
			want, err := Read(f, Options{})
			if err != nil {
				t.Fatal(err)
			}
			got, err := ReadPlanned(f, Options{}, &plan)
			if err != nil {
				t.Fatal(err)
			}
			want[0].Document.ID, got[0].Document.ID = "", ""
			if d := cmp.Diff(want[0].Document, got[0].Document); d != "" {
				t.Errorf("an unchanged plan changes the document (-want +got):\n%s", d)
			}
			if d := cmp.Diff([]any{want[0].Case, want[0].Text}, []any{got[0].Case, got[0].Text}); d != "" {
				t.Errorf("an unchanged plan changes (-want +got):\n%s", d)
			}
		})
	}
}

func TestPlanCast(t *testing.T) {
	f := decode.File{Name: "talk.txt", Content: []byte(planned)}
	plan := planOf(t, f, ".csv")
	plan.Case, plan.Document, plan.Language, plan.Date = "P12", "P12.t2", "es", "2026-05-03"
	for i := range plan.Speakers {
		switch s := &plan.Speakers[i]; s.Found {
		case "INT":
			s.Label, s.Role, s.Case = "Dr Salas", corpus.RoleOther, ""
		case "Ana", "Anna":
			s.Label, s.Role, s.Case = "Ana", corpus.RoleParticipant, "P12"
		case "Noise":
			s.Role, s.Case = nobody, ""
		}
	}
	drafts, err := ReadPlanned(f, Options{}, &plan)
	if err != nil {
		t.Fatal(err)
	}
	d := &drafts[0]
	speakers := []corpus.Speaker{{Label: "Dr Salas", Role: corpus.RoleOther}, {Label: "Ana", Role: corpus.RoleParticipant}}
	if diff := cmp.Diff(speakers, d.Document.Speakers); diff != "" {
		t.Errorf("speakers (-want +got):\n%s", diff)
	}
	var who []int
	for _, turn := range d.Document.Turns {
		who = append(who, turn.Speaker)
	}
	if diff := cmp.Diff([]int{0, 1, 0, 1, 1, 0, 1, -1, -1, 1}, who); diff != "" {
		t.Errorf("who speaks (-want +got):\n%s", diff)
	}
	got := []string{d.Case, d.Document.Label, d.Document.Language, d.Document.Date}
	if diff := cmp.Diff([]string{"P12", "P12.t2", "es", "2026-05-03"}, got); diff != "" {
		t.Errorf("the file's row (-want +got):\n%s", diff)
	}
	if len(d.SpeakerCases) != 0 {
		t.Errorf("cases of speakers: %v, but all is one case's account", d.SpeakerCases)
	}
	if diff := cmp.Diff([]string{"by the plan: Dr Salas (other), Ana; case P12"}, d.Assumed); diff != "" {
		t.Errorf("told (-want +got):\n%s", diff)
	}
	if len(d.Warnings) != 0 {
		t.Errorf("warnings of what the plan settles: %v", d.Warnings)
	}
}

// A talk of one becomes a talk of several where its speakers have cases.
func TestPlanCases(t *testing.T) {
	f := decode.File{Name: "group.txt", Content: []byte(planned)}
	plan := Planned{File: f.Name, Place: "row 2", Speakers: []PlannedSpeaker{
		{Found: "int", Role: corpus.RoleInterviewer}, {Found: "Ana", Case: "P01"}, {Found: "Anna", Case: "P02"},
	}}
	drafts, err := ReadPlanned(f, Options{}, &plan)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(map[int]string{1: "P01", 2: "P02", 3: "group-Noise"}, drafts[0].SpeakerCases); d != "" || drafts[0].Case != "" {
		t.Errorf("case %q, of the speakers (-want +got):\n%s", drafts[0].Case, d)
	}
	if w := drafts[0].Warnings; len(w) != 1 || !strings.Contains(w[0].Message, "Noise speaks and is not in the plan") {
		t.Errorf("warnings %v", w)
	}
}

// A label that was not taken for a speaker is one by the plan.
func TestPlanSlip(t *testing.T) {
	f := decode.File{Name: "P07.txt", Content: []byte("INT: What helped?\nAna: He came.\nINT: And?\nAan: He stayed, note: a year.\n" +
		"INT: Why?\nAna: He liked it.\nAnd we did.\nAnd I did.\n")}
	drafts, err := Read(f, Options{})
	if err != nil || len(drafts[0].Document.Speakers) != 2 {
		t.Fatalf("speakers %v, %v", drafts[0].Document.Speakers, err)
	}
	plan := PlanOf(f.Name, drafts)
	plan.Speakers = append(plan.Speakers, PlannedSpeaker{Found: "Aan", Label: "Ana", Role: corpus.RoleParticipant})
	if drafts, err = ReadPlanned(f, Options{}, &plan); err != nil {
		t.Fatal(err)
	}
	d := &drafts[0]
	if len(d.Document.Speakers) != 2 || len(d.Document.Turns) != 6 || d.Document.Turns[3].Speaker != 1 {
		t.Errorf("speakers %v, turns %v", d.Document.Speakers, d.Document.Turns)
	}
	if s := corpus.NewText(d.Text).Slice(d.Document.Turns[3].Span); s != "He stayed, note: a year." {
		t.Errorf("the turn is %q", s)
	}
	plan.Speakers[2].Found = "note"
	if _, err := ReadPlanned(f, Options{}, &plan); !errors.Is(err, corpus.ErrNotFound) {
		t.Errorf("a word that is no label: %v", err)
	}
}

// A convention that the plan has and the guess had not is followed.
func TestPlanConvention(t *testing.T) {
	f := decode.File{Name: "talk.txt", Content: []byte(planned)}
	drafts, err := ReadPlanned(f, Options{}, &Planned{File: f.Name, Place: "row 2", Convention: "paragraph"})
	if err != nil {
		t.Fatal(err)
	}
	if d := drafts[0].Document; len(d.Speakers) != 0 || len(d.Turns) != 10 {
		t.Errorf("%d speakers and %d turns", len(d.Speakers), len(d.Turns))
	}
}

func TestPlanWrong(t *testing.T) {
	talk := decode.File{Name: "talk.txt", Content: []byte(planned)}
	survey := decode.File{Name: "s.csv", Content: []byte("id,What helped you most?\nP1,The walks we took.\nP2,The phone calls.\n")}
	for _, c := range []struct {
		name, want, hint string
		file             decode.File
		plan             Planned
	}{
		{"stranger", `row 4 of the plan: talk.txt has no speaker "Annna"`, "did you mean Anna?", talk,
			Planned{Speakers: []PlannedSpeaker{{Found: "Ana", Place: "row 3"}, {Found: "Annna", Place: "row 4"}}}},
		{"roles", "Ana and Anna of talk.txt are both called Ana, and have two roles", "", talk,
			Planned{Speakers: []PlannedSpeaker{{Found: "Ana", Role: "participant"}, {Found: "Anna", Label: "Ana", Role: "other"}}}},
		{"cases", "Ana of talk.txt has two cases, P1 and P2", "", talk,
			Planned{Speakers: []PlannedSpeaker{{Found: "Ana", Role: "other", Case: "P1"},
				{Found: "Anna", Label: "Ana", Role: "other", Case: "P2"}}}},
		{"documents", "row 2 of the plan: s.csv has 2 documents", "", survey, Planned{Document: "P1", Place: "row 2"}},
		{"convention", "no speakers were found by a name and a tab", "", talk, Planned{Convention: "tab"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := ReadPlanned(c.file, Options{}, &c.plan)
			var made *corpus.Error
			if !errors.As(err, &made) || !strings.Contains(err.Error(), c.want) || !strings.Contains(made.Advice, c.hint) {
				t.Errorf("error %v (%v), want %q (%q)", err, made, c.want, c.hint)
			}
		})
	}
}

func TestReadPlanWrong(t *testing.T) {
	head := "file,import,document,case,language,date,kind,speaker found,speaker,role\n"
	for _, c := range []struct{ name, table, want string }{
		{"no plan", "case,age\nP1,3\n", `no column "file"`},
		{"no speakers", "file,case\na.txt,P1\n", `no column "speaker found"`},
		{"empty", head, "names no files"},
		{"no file", head + ",yes,P1\n", "row 2: no file is named"},
		{"twice", head + "a.txt,yes\n./a.txt,no\n", "row 3: ./a.txt is there already, row 2"},
		{"import", head + "a.txt,perhaps\n", `row 2: "perhaps" is neither yes nor no`},
		{"label", head + "a.txt,yes,P 1\n", `row 2: "P 1" can't be cited: write it as P-1`},
		{"language", head + "a.txt,yes,,,zzzz\n", `row 2: "zzzz" is no language`},
		{"date", head + "a.txt,yes,,,,3 May\n", `row 2: "3 May" is no date`},
		{"kind", head + "a.txt,yes,,,,,transcrypt\n", "did you mean transcript?"},
		{"role", head + "a.txt,yes\na.txt,,,,,,,Ana,,interviwer\n", `row 3: "interviwer" is no role: did you mean interviewer?`},
		{"speaker twice", head + "a.txt\n,,,,,,,Ana\n,,,,,,,Ana\n", "row 4: Ana is there already, row 3"},
		{"speaker left out", head + "a.txt\na.txt,no,,,,,,Ana\n", "row 3: only files and documents are left out"},
		{"several", head + "a.txt,yes,,,,3 May\nb.txt,perhaps\n", `row 2: "3 May" is no date; row 3: "perhaps"`},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := ReadPlan("plan.csv", []byte(c.table))
			if !errors.Is(err, corpus.ErrInvalid) || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error %v, want %q", err, c.want)
			}
		})
	}
}

// Over real transcripts a plan that nobody changed changes nothing, read from
// a table.
func TestPlanOfRealData(t *testing.T) {
	folder := dataFolder(t)
	n, several := 0, 0
	err := filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !slices.Contains([]string{".docx", ".txt", ".md", ".vtt", ".srt", ".csv", ".xlsx"}, filepath.Ext(path)) {
			return err
		}
		if info, err := d.Info(); err != nil || info.Size() > 1<<20 {
			return err // the small ones are many enough
		}
		content, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		f := decode.File{Name: d.Name(), Content: content}
		want, err := Read(f, Options{})
		if err != nil {
			return nil // what is refused is other tests' business
		}
		var b bytes.Buffer
		if err := WritePlan(&b, "plan.csv", []Planned{PlanOf(path, want)}); err != nil {
			return err
		}
		plan, err := ReadPlan("plan.csv", b.Bytes())
		if err != nil {
			t.Errorf("%s: %v", d.Name(), err)
			return nil
		}
		got, err := ReadPlanned(f, Options{}, &plan[0])
		if err != nil {
			t.Errorf("%s: %v", d.Name(), err)
			return nil
		}
		n++
		if len(want) > 1 {
			several++
		}
		if diff := cmp.Diff(briefs(want), briefs(got), cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%s (-want +got):\n%.800s", d.Name(), diff)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if n < 20 || several < 2 {
		t.Errorf("only %d files were read, %d of them with several documents", n, several)
	}
	t.Logf("%d files, %d of them with several documents", n, several)
}
