package codefile

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"framewise/corpus"
)

const study = `# the codebook of our study
framework: hope-study
title: Hope after hospital
version: "2" # after meeting 3
stance: [positive, negative]
codes:
  # discussed at length with Rosa
  - id: hope
    number: "1"
    name: Hope
    definition: >-
      The sense that things can get better,
      however small.
    colour: "#4E79A7"
    origin: inductive
    codes:
      - id: small-steps # was "baby steps"
        name: Small steps
      - id: hope-other
        name: Other
        other: true
`

func TestRead(t *testing.T) {
	t.Parallel()
	f, err := Read("study.yaml", []byte(study))
	if err != nil {
		t.Fatal(err)
	}
	if f.Codes[0].Codes[1].Name != "Other" || !f.Codes[0].Codes[1].Other || f.Version != "2" {
		t.Errorf("read %+v", f)
	}
}

func TestReadProblems(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, content, want string }{
		{"unknown field", strings.Replace(study, "definition:", "defnition:", 1), `study.yaml: line 11: "defnition" is not a field here; did you mean definition?`},
		{"double id", strings.Replace(study, "hope-other", "small-steps", 1), `study.yaml: line 19: the id "small-steps" is used in line 17 already`},
		{"no name", strings.Replace(study, "        name: Small steps\n", "", 1), `study.yaml: line 17: the code "small-steps" has no name`},
		{"bad colour", strings.Replace(study, `"#4E79A7"`, "blue", 1), `study.yaml: line 8: "blue" is not a colour (code hope)`},
		{"bad stance", strings.Replace(study, "negative]", "sad]", 1), `study.yaml: line 5: "sad" is not a stance: use positive, negative, mixed, neutral`},
		{"bad origin", strings.Replace(study, "inductive", "theory", 1), `study.yaml: line 15: "theory" is not an origin: use a-priori or inductive`},
		{"list for a text", strings.Replace(study, "Hope after hospital", "[Hope]", 1), "study.yaml: line 3: a list (lines that begin with a hyphen) can't stand here: write a text"},
		{"no framework", "codes: []\n", "study.yaml: line 1: the framework has no name (framework: …)"},
		{"empty", "", "study.yaml: line 1: the file is empty"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := Read("study.yaml", []byte(test.content))
			if !errors.Is(err, corpus.ErrInvalid) {
				t.Fatalf("error %v, want an invalid file", err)
			}
			if !strings.Contains(err.Error(), test.want) {
				t.Errorf("got  %s\nwant %s", err, test.want)
			}
		})
	}
	for _, broken := range []string{"codes: [", "- a\n- b", "framework: [x]", "a: &a [*a]", "\x00", "codes: {id: x}"} {
		if _, err := Read("broken.yaml", []byte(broken)); !errors.Is(err, corpus.ErrInvalid) {
			t.Errorf("%q: error %v, want an invalid file", broken, err)
		}
	}
}

func TestUpdateKeepsComments(t *testing.T) {
	t.Parallel()
	f, err := Read("study.yaml", []byte(study))
	if err != nil {
		t.Fatal(err)
	}
	same, err := Update([]byte(study), f)
	if err != nil {
		t.Fatal(err)
	}
	for _, comment := range []string{"# the codebook of our study", "# after meeting 3", "# discussed at length with Rosa", `# was "baby steps"`} {
		if !strings.Contains(string(same), comment) {
			t.Errorf("the comment %s is lost in\n%s", comment, same)
		}
	}
	if diff := cmp.Diff(strings.Fields(study), strings.Fields(string(same))); diff != "" {
		t.Errorf("an update without a change changed the file (-was +is):\n%s", diff)
	}

	f.Version = "3"
	f.Codes[0].Codes = []Entry{{ID: "new", Name: "New"}, f.Codes[0].Codes[1], f.Codes[0].Codes[0]}
	f.Codes[0].Definition = "Something else."
	changed, err := Update([]byte(study), f)
	if err != nil {
		t.Fatal(err)
	}
	back, err := Read("study.yaml", changed)
	if err != nil {
		t.Fatalf("%v in\n%s", err, changed)
	}
	if diff := cmp.Diff(f, back); diff != "" {
		t.Errorf("read back (-want +got):\n%s", diff)
	}
	if !strings.Contains(string(changed), `# was "baby steps"`) || !strings.Contains(string(changed), "# after meeting 3") {
		t.Errorf("a comment is lost in\n%s", changed)
	}
}

func FuzzRoundTrip(f *testing.F) {
	f.Add([]byte(study))
	f.Add([]byte("framework: x\ncodes:\n- id: a\n  name: 'b: c'\n  definition: |\n    two\n    lines\n"))
	f.Fuzz(func(t *testing.T, content []byte) {
		file, err := Read("f", content)
		if err != nil {
			return
		}
		written, err := Write(file)
		if err != nil {
			t.Fatal(err)
		}
		back, err := Read("f", written)
		if err != nil {
			t.Fatalf("written but not readable: %v\n%s", err, written)
		}
		if diff := cmp.Diff(file, back, cmpopts.EquateEmpty()); diff != "" {
			t.Fatalf("(-want +got)\n%s\n%s", diff, written)
		}
		updated, err := Update(content, file)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := Read("f", updated); err != nil {
			t.Fatalf("updated but not readable: %v\n%s", err, updated)
		}
	})
}
