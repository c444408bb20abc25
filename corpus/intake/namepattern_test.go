package intake

import (
	"strings"
	"testing"

	"framewise/corpus/decode"
)

func TestNamePattern(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		pattern, name string
		want          fileName
		fits          bool
	}{
		{"{case}_{wave}_{language}", "P07_T1_es-CL.docx", fileName{label: "P07", wave: "t1", language: "es-CL"}, true},
		{"{case}_{wave}_{language}", "folder/P07_baseline_EN.docx", fileName{label: "P07", wave: "baseline", language: "en"}, true},
		{"{case}_{wave}_{language}", "P07_t1.docx", fileName{label: "P07", wave: "t1"}, false},
		{"{case}_{wave}_{language}", "P07_t1_zz.docx", fileName{label: "P07", wave: "t1", beside: "zz"}, false},
		{"{language}-{case}", "es-Ana María.txt", fileName{label: "Ana-María", language: "es"}, true},
		{"{case}{wave}", "P07T2.vtt", fileName{label: "P07", wave: "t2"}, true},
		{"Interview {any}, {case} ({date})", "interview 12, P07 (2026-05-03).pdf", fileName{label: "P07", date: "2026-05-03"}, true},
		{"Interview {any}, {case} ({date})", "interview 12, P07 (2026-13-03).pdf", fileName{label: "interview-12-P07"}, false},
		{"{case} wave {wave}", "350 wave 2.txt", fileName{label: "D350", wave: "t2"}, true},
		{"{case}_{any}", "P07_final_(2).txt", fileName{label: "P07"}, true},
		{"({case}).", "(P07)..txt", fileName{label: "P07"}, true},
	} {
		o := Options{NamePattern: c.pattern}
		if err := o.check(); err != nil {
			t.Fatalf("%s: %v", c.pattern, err)
		}
		got, fits := o.parse(c.name)
		if c.want.sure = c.fits; got != c.want || fits != c.fits {
			t.Errorf("%s of %s: %+v, fits: %v, want %+v", c.pattern, c.name, got, fits, c.want)
		}
	}
	for pattern, want := range map[string]string{
		"{case":             "has a { without its }",
		"{wave}_{language}": "has no {case}",
		"{cas}_{wave}":      "has {cas}, which is nothing in a name",
		"{case}_{case}":     "has {case} twice",
		"{case}{language}":  "has {language} right behind another part",
	} {
		if err := (Options{NamePattern: pattern}).Check(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: error %v, want %q", pattern, err, want)
		}
	}
}

// What the pattern says of a name counts more than the head.
func TestNamePatternDecides(t *testing.T) {
	t.Parallel()
	f := decode.File{Name: "es Ana 2 2026-05-03.txt", Content: []byte("Participant: P99\nDate: 1 May 2026" + aTalk)}
	drafts, err := Read(f, Options{NamePattern: "{language} {case} {wave} {date}"})
	if err != nil {
		t.Fatal(err)
	}
	d := &drafts[0]
	if d.Case != "Ana" || d.Document.Label != "Ana.t2" || d.Document.Language != "es" || d.Document.Date != "2026-05-03" {
		t.Errorf("case %s, document %s in %s of %s", d.Case, d.Document.Label, d.Document.Language, d.Document.Date)
	}
	f.Name = "somehow else.txt"
	if drafts, err = Read(f, Options{NamePattern: "{language} {case} {wave} {date}"}); err != nil {
		t.Fatal(err)
	}
	if w := drafts[0].Warnings; drafts[0].Case != "P99" || len(w) == 0 || !strings.Contains(w[0].Message, "does not fit the pattern") {
		t.Errorf("case %s, warnings %v", drafts[0].Case, w)
	}
}
