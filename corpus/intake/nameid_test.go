package intake

import (
	"strings"
	"testing"

	"framewise/corpus/decode"
)

func TestNameID(t *testing.T) {
	t.Parallel()
	for name, want := range map[string][3]string{ // the label, the words beside it, the wave
		"P08 - Ana.md":               {"P08", "Ana", ""},
		"P08_Ana.docx":               {"P08", "Ana", ""},
		"P08-Ana.docx":               {"P08", "Ana", ""},
		"P08 (Ana).docx":             {"P08", "Ana", ""},
		"Ana (P08).docx":             {"P08", "Ana", ""},
		"P08 – Ana María O’Neil.odt": {"P08", "Ana María O’Neil", ""},
		"P08, Ana.txt":               {"P08", "Ana", ""},
		"Interview P08.docx":         {"P08", "Interview", ""},
		"interview_p08.docx":         {"p08", "interview", ""},
		"Entrevista_E1.md":           {"E1", "Entrevista", ""},
		"p8_ana.md":                  {"p8", "ana", ""},
		"id12 transcript.md":         {"id12", "transcript", ""},
		"P-08 - Ana.docx":            {"P-08", "Ana", ""},
		"FG2 carers.docx":            {"FG2", "carers", ""},
		"P1001_baseline.docx":        {"P1001", "baseline", ""},
		"P08_Ana_t2.es.docx":         {"P08", "Ana", "t2"},
		"P08_t2_Ana.docx":            {"P08", "Ana", "t2"},
		"P08 T2.docx":                {"P08", "", "t2"},
		"P08 2026-05-03.docx":        {"P08", "", ""},
		"P08 Ana 2026-05-03.docx":    {"P08", "Ana", ""},

		// Where something else may tell people apart the name stays whole.
		"Focus group 2.docx":               {"Focus-group-2", "", ""},
		"Interview 08.docx":                {"Interview-08", "", ""},
		"P08_A.docx":                       {"P08_A", "", ""},
		"P08 2.docx":                       {"P08-2", "", ""},
		"P08 (2).docx":                     {"P08", "", ""},
		"P08 and P09.docx":                 {"P08-and-P09", "", ""},
		"FG2-P3.docx":                      {"FG2-P3", "", ""},
		"S1 P08 Ana.docx":                  {"S1-P08-Ana", "", ""},
		"P07_T1.txt":                       {"P07", "", "t1"},
		"P07.txt":                          {"P07", "", ""},
		"Ana_T1_final.txt":                 {"Ana_T1_final", "", ""},
		"Ana v2.txt":                       {"Ana-v2", "", ""},
		"Ana_Part2.txt":                    {"Ana_Part2", "", ""},
		"FY2024 report.txt":                {"FY2024-report", "", ""},
		"es_utf8.txt":                      {"es_utf8", "", ""},
		"hearing-transcript-p1.pdf":        {"hearing-transcript-p1", "", ""},
		"apollo11-CM.txt":                  {"apollo11-CM", "", ""},
		"訪談3 小明.txt":                       {"訪談3-小明", "", ""},
		"2026-05-03-Interview-with-Ana.md": {"2026-05-03-Interview-with-Ana", "", ""},
	} {
		n := parseName(name)
		if got := [3]string{n.label, n.beside, n.wave}; got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
}

// What was picked out of a name is told, and what the head says is better.
func TestNameIDTold(t *testing.T) {
	t.Parallel()
	const talk = "INT: What helped?\nAna: He came.\nINT: And?\nAna: He stayed.\n"
	read := func(name, text string) *Draft {
		t.Helper()
		drafts, err := Read(decode.File{Name: name, Content: []byte(text)}, Options{})
		if err != nil {
			t.Fatal(err)
		}
		return &drafts[0]
	}
	d := read("P08 - Ana.md", talk)
	if d.Case != "P08" || d.Document.Label != "P08" || d.Beside != "Ana" ||
		!warned(d, `P08 was taken from the file's name, and "Ana" left`) {
		t.Errorf("case %s, label %s, warnings %v", d.Case, d.Document.Label, d.Warnings)
	}
	d = read("Interview E3.md", "Participant: P07\nDate: 3 May 2026\n\n"+talk)
	if d.Case != "P07" || d.Beside != "" || strings.Contains(strings.Join(d.remarks(), "; "), "was taken from the file's name") {
		t.Errorf("case %s, %v", d.Case, d.remarks())
	}
	plan := Planned{File: "P08 - Ana.md", Place: "row 2", Case: "P12"}
	drafts, err := ReadPlanned(decode.File{Name: plan.File, Content: []byte(talk)}, Options{}, &plan)
	if err != nil || drafts[0].Case != "P12" || len(drafts[0].Warnings) > 0 {
		t.Errorf("by a plan: %v, %v", drafts, err)
	}
}
