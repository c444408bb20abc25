package intake

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"framewise/corpus"
	"framewise/corpus/decode"
	"framewise/corpus/pseudonym"
)

var sessions = decode.File{Name: "groups.csv", Content: []byte(`session,speaker,text
FG1,Moderator,Who wants to begin?
FG1,Marta,I can begin with the waiting.
FG1,Tito,The waiting was the worst for me.
FG1,P1,For me it was the noise.
FG1,Moderator,Can you say more about it?
FG1,Marta,Four hours on a bench.
FG1,Tito,And then home again.
FG1,P1,And nobody came.
FG2,Moderator,Who wants to begin?
FG2,Eva,I can begin with the other room.
FG2,Leo,They never told us why.
FG2,P1,They told me on the telephone.
FG2,Moderator,Can you say more about it?
FG2,Eva,It had no windows.
FG2,Leo,And no chairs.
FG2,P1,It was a short call.
`)}

var threadTable = decode.File{Name: "forum.csv", Content: []byte(`thread,author,date,post
Walks,anna,2026-01-01,I walk each day and it helps me
Walks,bob,2026-01-02,I walk at night since I can not sleep
Walks,warden,2026-01-02,Keep to the topic please
Sleep,bob,2026-02-01,Sleep is hard for me in the winter
Sleep,warden,2026-02-01,There is a thread about sleep
Sleep,carla,2026-02-01,I take tea before I sleep
`)}

var answers = decode.File{Name: "survey.csv", Content: []byte(`id,age,What helped you most?
R1,34,The walks we took with the group
R2,40,The phone calls at night
,22,My sister and her cooking
`)}

// A session's name is a document's, and whose account it is tell its speakers.
func TestTableOfGroups(t *testing.T) {
	drafts, err := Read(sessions, Options{})
	if err != nil {
		t.Fatal(err)
	}
	var cases []string
	for i := range drafts {
		d := &drafts[i]
		if d.Case != "" {
			t.Errorf("%s is the account of %s", d.Document.Label, d.Case)
		}
		for s := range d.Document.Speakers {
			cases = append(cases, d.SpeakerCases[s])
		}
	}
	want := []string{"", "FG1-Marta", "FG1-Tito", "FG1-P1", "", "FG2-Eva", "FG2-Leo", "FG2-P1"}
	if d := cmp.Diff(want, cases); d != "" {
		t.Errorf("cases (-want +got):\n%s", d)
	}
}

// readBack is a plan as a person finds it in a table.
func readBack(t *testing.T, f decode.File, o Options) Planned {
	t.Helper()
	drafts, err := Read(f, o)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := WritePlan(&b, "plan.csv", []Planned{PlanOf(f.Name, drafts)}); err != nil {
		t.Fatal(err)
	}
	plan, err := ReadPlan("plan.csv", b.Bytes())
	if err != nil {
		t.Fatalf("%v in\n%s", err, &b)
	}
	return plan[0]
}

func TestPlanOfSeveralAsIs(t *testing.T) {
	key, err := pseudonym.NewKey([]pseudonym.Entry{{Name: "Marta", Pseudonym: "Luz"}, {Name: "Walks", Pseudonym: "Paths"}})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range []decode.File{sessions, threadTable, answers} {
		for name, o := range map[string]Options{"plain": {}, "pseudonyms": {Pseudonyms: key}} {
			t.Run(f.Name+"/"+name, func(t *testing.T) {
				plan := readBack(t, f, o)
				want, err := Read(f, o)
				if err != nil {
					t.Fatal(err)
				}
				got, err := ReadPlanned(f, o, &plan)
				if err != nil {
					t.Fatal(err)
				}
				if d := cmp.Diff(briefs(want), briefs(got), cmpopts.EquateEmpty()); d != "" {
					t.Errorf("an unchanged plan changes (-want +got):\n%s", d)
				}
			})
		}
	}
}

// brief is what a plan may change of a draft.
type brief struct {
	Document corpus.Document
	Case     string
	ByRow    bool
	Cases    map[int]string
}

func briefs(drafts []Draft) []brief {
	list := make([]brief, len(drafts))
	for i, d := range drafts {
		d.Document.ID = ""
		list[i] = brief{d.Document, d.Case, d.ByRow, d.SpeakerCases}
	}
	return list
}

func TestPlanOfSeveral(t *testing.T) {
	t.Run("sessions", func(t *testing.T) {
		plan := readBack(t, sessions, Options{})
		if len(plan.Speakers) != 1 || plan.Speakers[0].Found != "Moderator" || len(plan.Parts) != 2 {
			t.Fatalf("the plan is %+v", plan)
		}
		plan.Speakers[0].Label = "Dr Salas"
		one := &plan.Parts[0]
		one.Document, one.Language, one.Date = "G-north", "es", "2026-05-03"
		one.Speakers[0].Case, one.Speakers[1].Role = "P11", "nobody"
		plan.Parts[1].Skip = true
		drafts, err := ReadPlanned(sessions, Options{}, &plan)
		if err != nil {
			t.Fatal(err)
		}
		if len(drafts) != 1 {
			t.Fatalf("%d documents, but one is left out", len(drafts))
		}
		d := &drafts[0]
		got := []string{d.Document.Label, d.Document.Part, d.Document.Language, d.Document.Date, d.Case}
		if diff := cmp.Diff([]string{"G-north", "FG1", "es", "2026-05-03", ""}, got); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
		if diff := cmp.Diff([]string{"by the plan: Dr Salas (interviewer), Marta (P11), P1 (FG1-P1)"}, d.Assumed); diff != "" {
			t.Errorf("told (-want +got):\n%s", diff)
		}
	})
	t.Run("threads", func(t *testing.T) {
		plan := readBack(t, threadTable, Options{})
		at := slices.IndexFunc(plan.Speakers, func(s PlannedSpeaker) bool { return s.Found == "warden" })
		if at < 0 {
			t.Fatalf("the plan is %+v", plan)
		}
		plan.Speakers[at].Role, plan.Speakers[at].Case = corpus.RoleOther, ""
		// Of one thread it is otherwise.
		plan.Parts[1].Speakers = append(plan.Parts[1].Speakers, PlannedSpeaker{Found: "bob", Label: "Bobby", Case: "P3"})
		drafts, err := ReadPlanned(threadTable, Options{}, &plan)
		if err != nil {
			t.Fatal(err)
		}
		var told []string
		for i := range drafts {
			told = append(told, drafts[i].Assumed...)
		}
		want := []string{"by the plan: anna, bob, warden (other)", "by the plan: Bobby (P3), warden (other), carla"}
		if diff := cmp.Diff(want, told); diff != "" {
			t.Errorf("told (-want +got):\n%s", diff)
		}
	})
	t.Run("answers", func(t *testing.T) {
		plan := readBack(t, answers, Options{})
		if len(plan.Speakers) != 0 || len(plan.Parts) != 3 || plan.Parts[1].Part != "row 3" || plan.Parts[2].Case != "survey-4" {
			t.Fatalf("the plan is %+v", plan)
		}
		plan.Parts[0].Case, plan.Parts[1].Skip = "P07", true
		plan.Parts[0].Document = "P07.survey"
		drafts, err := ReadPlanned(answers, Options{}, &plan)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, d := range drafts {
			got = append(got, d.Document.Part+" "+d.Document.Label+" "+d.Case+" "+d.Attributes["age"])
		}
		if diff := cmp.Diff([]string{"row 2 P07.survey P07 34", "row 4 survey-4 survey-4 22"}, got); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	})
}

// Of a long survey nothing is listed, and an answer may be named all the same;
// of a long forum everybody who writes is.
func TestPlanOfVeryMany(t *testing.T) {
	var survey, forum strings.Builder
	survey.WriteString("id,What helped you most?\n")
	forum.WriteString("thread,author,post\n")
	for i := range listedDocuments + 1 {
		fmt.Fprintf(&survey, "R%d,The walks that we took on day %d\n", i, i)
		fmt.Fprintf(&forum, "Day %d,anna,I walked on day %d\nDay %d,u%d,And I did not\n", i, i, i, i)
	}
	f := decode.File{Name: "survey.csv", Content: []byte(survey.String())}
	drafts, err := Read(f, Options{})
	if err != nil {
		t.Fatal(err)
	}
	plan := PlanOf(f.Name, drafts)
	if plan.Documents != len(drafts) || len(plan.Parts) != 0 || len(plan.Speakers) != 0 ||
		!strings.Contains(plan.Remarks[len(plan.Remarks)-1], `its 101 documents are too many to be listed`) {
		t.Errorf("of a survey: %+v", plan)
	}
	plan.Parts = []PlannedDocument{{Part: "row 7", Skip: true}, {Part: "Row 8", Case: "P07"}}
	if drafts, err = ReadPlanned(f, Options{}, &plan); err != nil || len(drafts) != listedDocuments || drafts[5].Case != "P07" {
		t.Errorf("%d documents, %v", len(drafts), err)
	}

	f = decode.File{Name: "forum.csv", Content: []byte(forum.String())}
	plan = readBack(t, f, Options{})
	if len(plan.Parts) != 0 || len(plan.Speakers) != listedDocuments+2 || plan.Speakers[0].Case != "anna" {
		t.Errorf("of a forum: %+v", plan)
	}
	plan.Speakers[0].Role, plan.Speakers[0].Case = corpus.RoleOther, ""
	if drafts, err = ReadPlanned(f, Options{}, &plan); err != nil {
		t.Fatal(err)
	}
	for i := range drafts {
		d := &drafts[i]
		if d.Document.Speakers[0].Role != corpus.RoleOther || d.SpeakerCases[0] != "" || d.SpeakerCases[1] != fmt.Sprintf("u%d", i) {
			t.Fatalf("%s: %v, %v", d.Document.Part, d.Document.Speakers, d.SpeakerCases)
		}
	}
}

func TestPlanOfSeveralWrong(t *testing.T) {
	talk := decode.File{Name: "talk.txt", Content: []byte(planned)}
	part := func(d PlannedDocument) Planned { return Planned{Place: "row 2", Parts: []PlannedDocument{d}} }
	for _, c := range []struct {
		name, want, hint string
		file             decode.File
		plan             Planned
	}{
		{"one", `row 3 of the plan: talk.txt has no document "FG1": it is one`, "", talk,
			part(PlannedDocument{Part: "FG1", Place: "row 3"})},
		{"stranger", `row 3 of the plan: groups.csv has no document "FG3"`, `did you mean "FG1"?`, sessions,
			part(PlannedDocument{Part: "FG3", Place: "row 3"})},
		{"speaker", `row 4 of the plan: groups.csv (FG2) has no speaker "Marta"`, "its speakers are Moderator, Eva, Leo, P1",
			sessions, part(PlannedDocument{Part: "FG2", Speakers: []PlannedSpeaker{{Found: "Marta", Place: "row 4"}}})},
		{"speaker of none", `row 3 of the plan: groups.csv has no speaker "Martha"`, "did you mean Marta?", sessions,
			Planned{Speakers: []PlannedSpeaker{{Found: "Martha", Place: "row 3"}}}},
		{"all left out", "row 2 of the plan leaves all documents of groups.csv out", "write no under import", sessions,
			Planned{Place: "row 2", Parts: []PlannedDocument{{Part: "FG1", Skip: true}, {Part: "FG2", Skip: true}}}},
		{"label", "row 2 of the plan: groups.csv has 2 documents", "name each of them", sessions,
			Planned{Place: "row 2", Document: "FG"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := ReadPlanned(c.file, Options{}, &c.plan)
			var made *corpus.Error
			if !errors.As(err, &made) || !strings.Contains(err.Error(), c.want) || !strings.Contains(made.Advice, c.hint) {
				t.Errorf("error %v (%v), want %q (%q)", err, made, c.want, c.hint)
			}
		})
	}
	head := "file,import,document found,document,case,language,date,kind,speaker found,speaker,role\n"
	for _, c := range []struct{ name, table, want string }{
		{"twice", head + "a.csv\n,,FG1\n,no,FG1\n", "row 4: FG1 is there already, row 3"},
		{"speaker twice", head + "a.csv\n,,FG1,,,,,,Ana\n,,,,,,,,Ana\n,,FG1,,,,,,Ana\n", "row 5: Ana is there already, row 3"},
		{"kind", head + "a.csv\n,,FG1,,,,,note\n", `row 3: "kind" is for the whole of a file: write it there`},
		{"label", head + "a.csv\n,,FG1,F G\n", `row 3: "F G" can't be cited: write it as F-G`},
		{"date", head + "a.csv\n,,FG1,,,,3 May\n", `row 3: "3 May" is no date`},
		{"import", head + "a.csv\n,perhaps,FG1\n", `row 3: "perhaps" is neither yes nor no`},
	} {
		t.Run("table/"+c.name, func(t *testing.T) {
			if _, err := ReadPlan("plan.csv", []byte(c.table)); !errors.Is(err, corpus.ErrInvalid) ||
				!strings.Contains(err.Error(), c.want) {
				t.Errorf("error %v, want %q", err, c.want)
			}
		})
	}
}
