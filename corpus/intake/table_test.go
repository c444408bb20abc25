package intake

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"framewise/corpus"
	"framewise/corpus/decode"
)

func read(t *testing.T, name, content string, o Options) []Draft {
	t.Helper()
	drafts, err := Read(decode.File{Name: name, Content: []byte(content)}, o)
	if err != nil {
		t.Fatal(err)
	}
	for i := range drafts {
		checkDraft(t, &drafts[i])
	}
	return drafts
}

func TestTableOfTurns(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, file, content string
		options             Options
		roles, turns        []string
		warning             string
	}{
		{
			name: "speaker and text", file: "P07.csv",
			content: "speaker,text\nInterviewer,How was it?\nP07,\"Quiet.\nVery.\"\nInterviewer,And?\n" +
				"P07,\nP07,No.\n",
			roles: []string{"Interviewer interviewer", "P07 participant"},
			turns: []string{"Interviewer: How was it?", "P07: Quiet. / Very.", "Interviewer: And?",
				"P07: No."},
			warning: "1 row was left out",
		},
		{
			name: "each speaks once", file: "FG1.csv",
			content: "speaker,text\nModerator,How was it for you when it began?\n" +
				"Ana,It was good at the beginning but later nobody came.\n",
			roles: []string{"Moderator interviewer", "Ana participant"},
			turns: []string{"Moderator: How was it for you when it began?",
				"Ana: It was good at the beginning but later nobody came."},
		},
		{
			name: "Spanish, semicolons, times, a column too many", file: "P07.csv",
			content: "hablante;inicio;texto;tono\nEntrevistadora;00:00:01;¿Y cómo le fue?;alto\n" +
				"P07;00:00:04;Bien.;bajo\n" +
				"Entrevistadora;00:00:09;¿Y después?;alto\nP07;later;No.;bajo\n",
			roles: []string{"Entrevistadora interviewer", "P07 participant"},
			turns: []string{"0:00:01 Entrevistadora: ¿Y cómo le fue?", "0:00:04 P07: Bien.",
				"0:00:09 Entrevistadora: ¿Y después?", "P07: No."},
			warning: "columns that were not read: tono",
		},
		{
			name: "Whisper", file: "P07.tsv",
			content: "start\tend\ttext\n380\t2760\tHow was it?\n3000\t4000\tQuiet.\n7500\t8000\tStill.\n",
			turns:   []string{"0:00:00 -: How was it? Quiet.", "0:00:07 -: Still."},
			warning: "no speakers were found",
		},
		{
			name: "Whisper without a header", file: "P07.csv",
			content: "\"How was it, then?\",0.38,2.76\nIt was quiet there at night.,3.0,4.0\nAnd still we did not sleep.,7.5,8.0\n",
			turns: []string{"0:00:00 -: How was it, then? It was quiet there at night.",
				"0:00:07 -: And still we did not sleep."},
		},
		{
			name: "columns named by the user", file: "P07.csv",
			content: "a,b,c\n0:01,ana,How was it?\n0:04,tom,Quiet.\n0:09,ana,And?\n",
			options: Options{TextColumn: "c", SpeakerColumn: "b", TimeColumn: "a",
				Interviewers: []string{"ana"}},
			roles: []string{"ana interviewer", "tom participant"},
			turns: []string{"0:00:01 ana: How was it?", "0:00:04 tom: Quiet.", "0:00:09 ana: And?"},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			drafts := read(t, tt.file, tt.content, tt.options)
			if len(drafts) != 1 {
				t.Fatalf("%d documents", len(drafts))
			}
			if diff := cmp.Diff(tt.roles, roles(&drafts[0])); diff != "" {
				t.Errorf("speakers (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(tt.turns, turns(&drafts[0])); diff != "" {
				t.Errorf("turns (-want +got):\n%s", diff)
			}
			if tt.warning != "" && !warned(&drafts[0], tt.warning) {
				t.Errorf("no warning says %q: %v", tt.warning, drafts[0].Warnings)
			}
		})
	}
}

// A column of documents makes a document of each of its values.
func TestTableOfDocuments(t *testing.T) {
	t.Parallel()
	content := "document,speaker,text\nP01,I,How?\nP01,P,So.\nP02,I,And?\nP02,P,No.\nP01,I,Why?\n"
	drafts := read(t, "all.csv", content, Options{})
	if len(drafts) != 2 {
		t.Fatalf("%d documents, want 2", len(drafts))
	}
	if diff := cmp.Diff([]string{"I: How?", "P: So.", "I: Why?"}, turns(&drafts[0])); diff != "" {
		t.Error(diff)
	}
	for i, label := range []string{"P01", "P02"} {
		d := &drafts[i]
		if d.Document.Label != label || d.Case != label || d.Document.Part != label {
			t.Errorf("document %d is %s, case %s, part %s, want %s",
				i, d.Document.Label, d.Case, d.Document.Part, label)
		}
	}
	if drafts[0].Document.SourceHash != drafts[1].Document.SourceHash || drafts[0].Document.ID == drafts[1].Document.ID {
		t.Error("documents of one file share its hash, and not their identifier")
	}
}

func TestRespondents(t *testing.T) {
	t.Parallel()
	content := "Case,Age,Site,What helped you most in those weeks?,What would you change about it?\n" +
		"P1,24,north,\"That she had been there herself, and said so.\",\"Less paper, more time for a walk outside.\"\n" +
		"P2,61,north,,\n" +
		"P3,,south,I could ring in the evening and someone was there.,\n" +
		"P1,25,north,\"The same as last year, her being there herself.\",\n" +
		",40,south,\"Nothing much, to be honest with you, it rained.\",Everything from the door to the tea and the forms\n"
	drafts := read(t, "survey.csv", content, Options{})
	type row struct {
		Label, Case, Part, Kind string
		Attributes              map[string]string
		Turns                   []string
	}
	var got []row
	for i := range drafts {
		d := &drafts[i]
		got = append(got, row{d.Document.Label, d.Case, d.Document.Part, string(d.Document.Kind), d.Attributes, turns(d)})
	}
	q1, q2 := "{What helped you most in those weeks?} ", "{What would you change about it?} "
	want := []row{
		{"P1", "P1", "row 2", "survey", map[string]string{"Age": "24", "Site": "north"}, []string{
			q1 + "P1: That she had been there herself, and said so.",
			q2 + "P1: Less paper, more time for a walk outside."}},
		{"P3", "P3", "row 4", "survey", map[string]string{"Site": "south"}, []string{
			q1 + "P3: I could ring in the evening and someone was there."}},
		{"P1.2", "P1", "row 5", "survey", map[string]string{"Age": "25", "Site": "north"}, []string{
			q1 + "P1: The same as last year, her being there herself."}},
		{"survey-6", "survey-6", "row 6", "survey", map[string]string{"Age": "40", "Site": "south"}, []string{
			q1 + "survey-6: Nothing much, to be honest with you, it rained.",
			q2 + "survey-6: Everything from the door to the tea and the forms"}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if !warned(&drafts[0], "row 3: no open answer") || !warned(&drafts[0], "row 6: no label") {
		t.Error(drafts[0].Warnings)
	}
	assumed := strings.Join(drafts[0].Assumed, "\n")
	if !strings.Contains(assumed, `case in "Case", attributes in "Age", "Site"`) {
		t.Error(assumed)
	}

	drafts = read(t, "survey.csv", "name,text\nAna,Good.\nTom,Not for me.\n", Options{})
	if len(drafts) != 2 || !strings.Contains(strings.Join(turns(&drafts[1]), "\n"), "Not for me.") {
		t.Errorf("short answers under the name of text: %d documents", len(drafts))
	}

	drafts = read(t, "survey.csv", "n,a,b\n1,x,short\n"+
		"2,y,text\n", Options{Layout: "respondents", TextColumn: "a | b", CaseColumn: "n"})
	if diff := cmp.Diff([]string{"{a} R1: x", "{b} R1: short"}, turns(&drafts[0])); diff != "" {
		t.Error(diff)
	}
}

// A column of cases says whose account each document is, beside one of
// documents and without one.
func TestTableOfCases(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, content string
		options       Options
		want          []string // documents and their cases
	}{
		{"a case has several documents",
			"case,document,speaker,text\nP01,P01.a,I,How?\nP01,P01.a,P,So.\nP01,P01.b,I,And?\nP01,P01.b,P,No.\n",
			Options{}, []string{"P01.a P01", "P01.b P01"}},
		{"named by the user",
			"who,document,speaker,text\nP01,first,I,How?\nP01,first,P,So.\nP02,second,I,And?\nP02,second,P,No.\n",
			Options{CaseColumn: "who"}, []string{"first P01", "second P02"}},
		{"numbers can't be cited",
			"case,document,speaker,text\n7,1,I,How?\n7,1,P,So.\n7,2,I,And?\n7,2,P,No.\n",
			Options{}, []string{"R7.1 R7", "R7.2 R7"}},
		{"an interview after the other",
			"case,speaker,text\nP01,I,How?\nP01,P,So.\nP02,I,And?\nP02,P,No.\n",
			Options{}, []string{"P01 P01", "P02 P02"}},
		{"a case a speaker",
			"case,speaker,text\n,Moderator,How?\nP01,Ana,So.\nP02,Tom,No.\nP01,Ana,Yes.\nP02,Tom,Oh no.\n",
			Options{}, []string{"all "}},
		{"a case a speaker, in documents",
			"member,document,speaker,text\n,FG1,Moderator,How?\nP01,FG1,Ana,So.\nP02,FG1,Tom,No.\nP01,FG1,Ana,Yes.\n",
			Options{CaseColumn: "member"}, []string{"FG1  Ana=P01 Tom=P02"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			var got []string
			for _, d := range read(t, "all.csv", tt.content, tt.options) {
				one := d.Document.Label + " " + d.Case
				for i, s := range d.Document.Speakers {
					if of := d.SpeakerCases[i]; of != "" && tt.options.CaseColumn != "" {
						one += " " + s.Label + "=" + of
					}
				}
				got = append(got, one)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// A table within a text is read by its columns, as a worksheet is.
func TestTableWithinText(t *testing.T) {
	t.Parallel()
	const rows = "| 1 | 00:00:01 | I | How was it? | calm |\n| 2 | 00:00:05 | P | Quiet. | |\n" +
		"| No. | Time | Speaker | Text | Tone |\n| 3 | 00:00:09 | | Very. | |\n| 4 | 0:12 | I | And? | |\n| 5 | | P | No. | |\n"
	tests := []struct {
		name, content  string
		options        Options
		roles, turns   []string
		warning, error string
	}{
		{
			name:    "number, time, speaker, text; the head again; a row that goes on",
			content: "The first interview.\n\n| No. | Time | Speaker | Text | Tone |\n|---|---|---|---|---|\n" + rows,
			roles:   []string{"I interviewer", "P participant"},
			turns: []string{"-: The first interview.", "0:00:01 I: How was it?", "0:00:05 P: Quiet. / Very.",
				"0:00:12 I: And?", "P: No."},
			warning: "columns that were not read: No., Tone",
		},
		{
			name:    "labels within the words",
			content: "| Time | Text |\n|---|---|\n| 0:01 | I: How was it? |\n| 0:05 | P: Quiet. |\n| 0:09 | I: And? |\n| 0:12 | P: No. |\n",
			roles:   []string{"I interviewer", "P participant"},
			turns: []string{"0:00:01 I: How was it?", "0:00:05 P: Quiet.", "0:00:09 I: And?",
				"0:00:12 P: No."},
		},
		{
			name:    "columns named by the user",
			content: "| A | B |\n|---|---|\n| ana | How was it? |\n| tom | Quiet. |\n",
			options: Options{SpeakerColumn: "a", TextColumn: "b", Interviewers: []string{"ana"}},
			roles:   []string{"ana interviewer", "tom participant"},
			turns:   []string{"ana: How was it?", "tom: Quiet."},
		},
		{
			name:    "a column that is not there",
			content: "| Speaker | Text |\n|---|---|\n| I | How was it? |\n| P | Quiet. |\n",
			options: Options{SpeakerColumn: "Spaeker"},
			error:   `P07.md has no column "Spaeker"`,
		},
		{
			name: "a table that is but part of what is said",
			content: "I: How was it?\n\nP: Quiet, all of it, from the first day in the spring on.\n\n| Speaker | Text |\n" +
				"|---|---|\n| a | b |\n| c | d |\n\nI: And?\n\nP: No.\n",
			roles: []string{"I interviewer", "P participant"},
			turns: []string{"I: How was it?", "P: Quiet, all of it, from the first day in the spring on. / Speaker\tText / a\tb / c\td",
				"I: And?", "P: No."},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if tt.error != "" {
				_, err := Read(decode.File{Name: "P07.md", Content: []byte(tt.content)}, tt.options)
				if err == nil || err.Error() != tt.error {
					t.Errorf("error %v, want %s", err, tt.error)
				}
				return
			}
			d := read(t, "P07.md", tt.content, tt.options)[0]
			if diff := cmp.Diff(tt.roles, roles(&d)); diff != "" {
				t.Errorf("speakers (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(tt.turns, turns(&d)); diff != "" {
				t.Errorf("turns (-want +got):\n%s", diff)
			}
			if tt.warning != "" && !warned(&d, tt.warning) {
				t.Errorf("no warning says %q: %v", tt.warning, d.Warnings)
			}
		})
	}
}

// A comment in the margin stays on its words when they leave their table.
func TestCommentsWithinTables(t *testing.T) {
	t.Parallel()
	in := &decode.Decoded{
		Blocks: []decode.Block{
			{Text: "Time\tSpeaker\tText\tNotes", Cells: 4},
			{Text: "0:01\tAna\tHow was it?", Cells: 3},
			{Text: "0:04\tRené\tQuiet, so quiet.\tsmiles", Cells: 4},
		},
		Comments: []decode.Comment{
			{Text: "words", FromBlock: 2, FromOffset: len("0:04,Rene,Quiet, "), ToBlock: 2, ToOffset: len("0:04,Rene,Quiet, so quiet")},
			{Text: "row", FromBlock: 2, ToBlock: 2, ToOffset: len("0:04,Rene,Quiet, so quiet.,smiles")},
		},
	}
	d, err := transcript(decode.File{Name: "P07.docx"}, in, "paragraph", Options{})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, c := range d.Comments {
		got = append(got, c.Text+": "+corpus.NewText(d.Text).Slice(c.Span))
	}
	if diff := cmp.Diff([]string{"words: so quiet", "row: Quiet, so quiet."}, got); diff != "" {
		t.Error(diff)
	}
}

// A worksheet that the user names may be an interview among others.
func TestNamedSheet(t *testing.T) {
	t.Parallel()
	for sheet, want := range map[string]string{"P92": "P92 P92", "Transcript": "study study"} {
		in := &decode.Decoded{Table: &decode.Table{
			Sheet: sheet, Header: []string{"speaker", "text"}, Others: []string{"P93"},
			Rows: []decode.Row{{Number: 2, Cells: []string{"I", "And?"}}, {Number: 3, Cells: []string{"P", "No."}}},
		}}
		drafts, err := readTable(decode.File{Name: "study.xlsx"}, in, Options{Sheet: sheet})
		if err != nil {
			t.Fatal(err)
		}
		d := &drafts[0]
		if got := d.Document.Label + " " + d.Case; got != want || d.Document.Part != sheet {
			t.Errorf("sheet %s is the document and case %s, part %q, want %s", sheet, got, d.Document.Part, want)
		}
		if warned(d, "only the sheet") {
			t.Errorf("warned of other sheets than the one asked for: %v", d.Warnings)
		}
	}
}

// An original and its translation in two columns are two documents.
func TestTableOfTranslation(t *testing.T) {
	t.Parallel()
	original := []string{"E: ¿Cómo está usted hoy?", "P: Bien, gracias, muy bien.", "E: ¿Y su familia en la casa?", "P: Todos bien."}
	english := []string{"E: How are you today?", "P: Fine, thank you, very well.", "E: And how is your family?", "P: They are all well."}
	rows := func(head, cells string) string {
		var b strings.Builder
		b.WriteString(head)
		for i := range original {
			o, e := original[i], english[i]
			if strings.Contains(cells, "S") {
				b.WriteString(strings.NewReplacer("S", o[:1], "O", o[3:], "T", e[3:]).Replace(cells))
			} else {
				b.WriteString(strings.NewReplacer("O", o, "T", e).Replace(cells))
			}
		}
		return b.String()
	}
	tests := []struct {
		name, file, content string
		options             Options
	}{
		{"original and translation", "P07.csv", rows("speaker;original;translation;\n", "S;O;T;\n"), Options{}},
		{"languages", "P07.csv", rows("speaker;Español;English;\n", "S;O;T;\n"), Options{}},
		{"named by the user", "P07.csv", rows("speaker;a;b;\n", "S;O;T;\n"),
			Options{TextColumn: "a", TranslationColumn: "b"}},
		{"the language of the original is known", "P07.csv", rows("speaker;original;translation;\n", "S;O;T;\n"),
			Options{Language: "es", StudyLanguage: "es"}},
		{"labels within the words, in a text", "P07.md", rows("| Español | English |\n|---|---|\n", "| O | T |\n"), Options{}},
		{"a column of speakers, in a text", "P07.md",
			rows("| Speaker | Español | English |\n|---|---|---|\n", "| S | O | T |\n"), Options{}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			drafts := read(t, tt.file, tt.content, tt.options)
			if len(drafts) != 2 {
				t.Fatalf("%d documents, want 2", len(drafts))
			}
			for i, want := range [][]string{original, english} {
				if diff := cmp.Diff(want, turns(&drafts[i])); diff != "" {
					t.Error(diff)
				}
				if got := drafts[i].Document.Language; got != []string{"es", "en"}[i] || drafts[i].Case != "P07" {
					t.Errorf("document %d is of %s in %q", i, drafts[i].Case, got)
				}
			}
			if drafts[0].Document.Part == drafts[1].Document.Part {
				t.Errorf("both are %q of the file", drafts[0].Document.Part)
			}
		})
	}
	// Who names one column wants that alone.
	one := read(t, "P07.csv", rows("speaker;original;translation;\n", "S;O;T;\n"), Options{TextColumn: "translation"})
	if diff := cmp.Diff(english, turns(&one[0])); len(one) != 1 || diff != "" {
		t.Errorf("%d documents, the first %s", len(one), diff)
	}
	// What people know of languages is no translation.
	if d := read(t, "s.csv", "id,English,Spanish,What helped?\n1,yes,no,My sister helped me most of all in those days.\n"+
		"2,no,yes,The people of the church came every Sunday.\n", Options{}); d[0].Attributes["English"] != "yes" {
		t.Errorf("attributes %v", d[0].Attributes)
	}
}

// The columns of a very wide table are not all listed.
func TestWideTable(t *testing.T) {
	t.Parallel()
	_, err := Read(decode.File{Name: "w.csv", Content: []byte(strings.Repeat("c,", 1000) + "c\n" +
		strings.Repeat("1,", 1000) + "1\n")}, Options{})
	var own *corpus.Error
	if !errors.As(err, &own) || !strings.HasSuffix(own.Hint(), ", c and 981 more") {
		t.Errorf("got %v, with the advice %q", err, own.Hint())
	}
}
