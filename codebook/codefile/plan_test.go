package codefile

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"framewise/corpus"
	"framewise/corpus/decode"
	"framewise/corpus/intake"
)

const talk = `Date: 3 May 2026
INT: What helped you most?
Ana: That he had been there himself.
Int: Did it last?
Ana: It lasted the winter.
INT: Why?
Ana: He moved away.
`

// What is written as YAML is what a table of the plan says, and where.
func TestPlan(t *testing.T) {
	t.Parallel()
	f := decode.File{Name: "P07_t1.txt", Content: []byte(talk)}
	drafts, err := intake.Read(f, intake.Options{})
	if err != nil {
		t.Fatal(err)
	}
	groups := decode.File{Name: "groups.csv", Content: []byte("session,speaker,text\nFG1,Rosa,Shall we begin?\nFG1,Ana,I can begin.\n" +
		"FG1,P1,Or I can.\nFG1,Ana,I was first.\nFG2,Rosa,Shall we begin?\nFG2,Leo,It was late.\nFG2,P1,It was cold.\n")}
	sessions, err := intake.Read(groups, intake.Options{Group: true, Interviewers: []string{"Rosa"}})
	if err != nil {
		t.Fatal(err)
	}
	plan := []intake.Planned{
		intake.PlanOf(f.Name, drafts), intake.PlanOf(groups.Name, sessions),
		{File: "2026/a: b # c.docx", Skip: true, Remarks: []string{"can't be\u0085imported: \x00"}},
		{File: "no", Case: "null", Document: "007", Speakers: []intake.PlannedSpeaker{
			{Found: "~"}, {Found: "- x: #y", Label: "Señora “Ñ”", Role: "nobody"}, {Found: "1e3", Case: "2026-05-03"},
		}},
	}
	var y, table bytes.Buffer
	if err := WritePlan(&y, "plan.yaml", plan); err != nil {
		t.Fatal(err)
	}
	for _, line := range []string{
		"#   framewise import --with plan.yaml", "# date 2026-05-03, from the head of the transcript", "  import: yes",
		"  date: 2026-05-03", "  - found: INT # 3 turns, also written Int", "    role: interviewer", "# can't be imported:",
		"- file: groups.csv # 2 documents", "  - found: Rosa # 2 turns in 2 documents", "  - found: FG1 # 4 turns",
		"    document: FG1", "    - found: Ana # 2 turns", "      case: FG1-Ana",
	} {
		if !strings.Contains(y.String(), "\n"+line+"\n") {
			t.Errorf("no line %q in\n%s", line, &y)
		}
	}
	got, err := ReadPlan("plan.yaml", y.Bytes())
	if err != nil {
		t.Fatalf("%v in\n%s", err, &y)
	}
	if err := intake.WritePlan(&table, "plan.csv", plan); err != nil {
		t.Fatal(err)
	}
	want, err := intake.ReadPlan("plan.csv", table.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(want, got, withoutPlaces); d != "" {
		t.Errorf("read from YAML (-a table +YAML):\n%s", d)
	}
	lines := strings.Split(y.String(), "\n")
	for _, p := range got {
		checkPlace(t, lines, p.Place, "- file: ")
		for _, s := range p.Speakers {
			checkPlace(t, lines, s.Place, s.Found)
		}
		for _, d := range p.Parts {
			checkPlace(t, lines, d.Place, "- found: "+d.Part)
			for _, s := range d.Speakers {
				checkPlace(t, lines, s.Place, "- found: "+s.Found)
			}
		}
	}
}

var withoutPlaces = cmp.Options{
	cmpopts.IgnoreFields(intake.Planned{}, "Place"), cmpopts.IgnoreFields(intake.PlannedSpeaker{}, "Place"),
	cmpopts.IgnoreFields(intake.PlannedDocument{}, "Place"),
}

func checkPlace(t *testing.T, lines []string, place, want string) {
	t.Helper()
	n := 0
	if _, err := fmt.Sscanf(place, "line %d", &n); err != nil || n < 1 || !strings.Contains(lines[n-1], want) {
		t.Errorf("%q is not where %q stands", place, want)
	}
}

func TestReadPlanWrong(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, content, want string }{
		{"empty", "", "plan.yaml names no files"},
		{"comments", "# a plan\n", "plan.yaml names no files"},
		{"no list", "file: a.txt\n", "plan.yaml: line 1: fields (name: value) can't stand here: write a list"},
		{"no speakers", "- file: a.txt\n  speakers: Ana\n", "plan.yaml: line 2: a text can't stand here: write a list"},
		{"syntax", "- file: a.txt\n  case: [\n", "plan.yaml: line "},
		{"field", "- file: a.txt\n  date: 2026-05-03\n  speakers:\n  - found: Ana\n    rol: other\n",
			`plan.yaml: line 5: "rol" is not a field here; did you mean role?`},
		{"no file", "- file: a.txt\n- import: yes\n", "plan.yaml: line 2: no file is named"},
		{"twice", "- file: a.txt\n- file: ./a.txt\n", "line 2: ./a.txt is there already, line 1"},
		{"import", "- file: a.txt\n  import: perhaps\n", `line 2: "perhaps" is neither yes nor no`},
		{"label", "- file: a.txt\n\n  case: P 1\n", `line 3: "P 1" can't be cited: write it as P-1`},
		{"language", "- file: a.txt\n  language: zzzz\n", `line 2: "zzzz" is no language`},
		{"date", "- file: a.txt\n  # on Sunday\n  date: 3 May\n", `line 3: "3 May" is no date`},
		{"kind", "- file: a.txt\n  kind: transcrypt\n", "line 2: \"transcrypt\" is no kind of document: did you mean transcript?"},
		{"role", "- file: a.txt\n  speakers:\n  - found: Ana\n    role: interviwer\n",
			`line 4: "interviwer" is no role: did you mean interviewer?`},
		{"no label", "- file: a.txt\n  speakers:\n  - speaker: Ana\n", "line 3: whose label it is, as found in the file, is missing"},
		{"speaker twice", "- file: a.txt\n  speakers:\n  - found: Ana\n  - {found: Ana}\n", "line 4: Ana is there already, line 3"},
		{"no document", "- file: a.csv\n  documents:\n  - case: P1\n", "line 3: which document it is, as found in the file, is missing"},
		{"document twice", "- file: a.csv\n  documents:\n  - found: A\n  - found: A\n", "line 4: A is there already, line 3"},
		{"of a document", "- file: a.csv\n  documents:\n  - found: A\n    speakers:\n    - found: Ana\n      role: x\n",
			`line 6: "x" is no role`},
		{"several", "- file: a.txt\n  date: 3 May\n- file: b.txt\n  import: perhaps\n",
			`line 2: "3 May" is no date; line 4: "perhaps"`},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := ReadPlan("plan.yaml", []byte(c.content))
			if !errors.Is(err, corpus.ErrInvalid) || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error %v, want %q", err, c.want)
			}
		})
	}
}

func TestIsPlan(t *testing.T) {
	t.Parallel()
	for content, want := range map[string]bool{
		"\ufeff# a plan\r\n\n---\n- file: a.txt\n": true, "- file: a.txt": true, "": false, "# a plan\n": false,
		"file,speaker found\na.txt,- file\n": false, "PK\x03\x04\n- file: a.txt\n": false,
	} {
		if IsPlan([]byte(content)) != want {
			t.Errorf("%q: a plan in YAML is %v", content, !want)
		}
	}
}

func FuzzPlan(f *testing.F) {
	f.Add([]byte("- file: a.txt\n  date: 2026-05-03\n  speakers:\n  - found: Ana\n    role: other\n- file: b.txt\n  import: no\n"))
	f.Add([]byte("- file: a.csv\n  date: 2026-05-02\n  documents:\n  - found: FG1\n    date: 2026-05-03\n    speakers:\n    - {found: Ana, case: P2}\n  - {found: b, import: no}\n"))
	f.Add([]byte("- &a\n  file: 007\n  speakers: &s\n  - {found: \"\\x07\\u2028\", speaker: ~}\n- file: x\n  speakers: *s\n"))
	f.Fuzz(func(t *testing.T, content []byte) {
		plan, err := ReadPlan("f", content)
		if err != nil {
			return
		}
		var b bytes.Buffer
		if err := WritePlan(&b, "f", plan); err != nil {
			t.Fatal(err)
		}
		back, err := ReadPlan("f", b.Bytes())
		if err != nil {
			t.Fatalf("written but not readable: %v\n%s", err, &b)
		}
		if diff := cmp.Diff(plan, back, withoutPlaces, cmpopts.EquateEmpty()); diff != "" {
			t.Fatalf("(-want +got)\n%s\n%s", diff, &b)
		}
	})
}
