package intake

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"framewise/corpus"
	"framewise/corpus/decode"
)

// accounts writes drafts as "document case kind: turns".
func accounts(drafts []Draft) []string {
	var out []string
	for i := range drafts {
		d := &drafts[i]
		out = append(out, d.Document.Label+" "+d.Case+" "+string(d.Document.Kind)+": "+
			strings.Join(turns(d), " | "))
	}
	return out
}

// The same row of two tables without labels is two people.
func TestAnonymousTables(t *testing.T) {
	t.Parallel()
	content := "age,What helped you?\n24,She rang me every evening.\n31,Nothing did that year.\n"
	for name, want := range map[string][]string{
		"A.csv":         {"A-2", "A-3"},
		"B.csv":         {"B-2", "B-3"},
		"2025.csv":      {"D2025-2", "D2025-3"},
		"survey_t1.csv": {"survey_t1-2", "survey_t1-3"},
		"survey.es.csv": {"survey.es-2", "survey.es-3"},
	} {
		drafts := read(t, name, content, Options{})
		for i := range drafts {
			if d := &drafts[i]; d.Case != want[i] || d.Document.Label != want[i] {
				t.Errorf("%s: document %s, case %s, want %s", name, d.Document.Label, d.Case, want[i])
			}
		}
	}
}

func TestWhoseColumn(t *testing.T) {
	t.Parallel()
	answers := []string{"She rang me every evening.", "Nothing did that year.", "The walks by the river."}
	tests := []struct {
		name, header string
		values       []string
		want         []string
	}{
		{"age", "Edad", []string{"24", "31", "58"}, nil},
		{"years as words", "Age", []string{"24 years", "31 years", "58 years"}, nil},
		{"town", "Town", []string{"Lota", "Arica", "Tome"}, nil},
		{"postal code", "Postal code", []string{"100", "101", "102"}, nil},
		{"no name and numbers", "", []string{"1", "2", "3"}, nil},
		{"codes", "Edad", []string{"P01", "P02", "P03"}, []string{"P01", "P02", "P03"}},
		{"codes with a stroke", "x", []string{"FG-1", "FG-2", "FG-3"}, []string{"FG-1", "FG-2", "FG-3"}},
		{"respondent's id", "Respondent-ID", []string{"7", "8", "9"}, []string{"R7", "R8", "R9"}},
		{"Spanish", "Código del participante", []string{"a", "b", "c"}, []string{"a", "b", "c"}},
		{"number", "Número de caso", []string{"7", "8", "9"}, []string{"R7", "R8", "R9"}},
		{"German", "Teilnehmer-Nr.", []string{"7", "8", "9"}, []string{"R7", "R8", "R9"}},
		{"folio", "Folio", []string{"7", "8", "9"}, []string{"R7", "R8", "R9"}},
		{"pseudonym", "Pseudonym", []string{"Ana", "Eva", "Tom"}, []string{"Ana", "Eva", "Tom"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			content := tt.header + ",What helped you?\n"
			for i, v := range tt.values {
				content += v + "," + answers[i] + "\n"
			}
			var got []string
			for _, d := range read(t, "s.csv", content, Options{}) {
				got = append(got, d.Case)
			}
			want := tt.want
			if want == nil {
				want = []string{"s-2", "s-3", "s-4"}
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("cases (-want +got):\n%s", diff)
			}
		})
	}
}

func TestGroups(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, content string
		options       Options
		want          []string
	}{
		{
			name:    "a moderator and two with names",
			content: "Moderator: And you?\nMaria: Quiet.\nPedro: Loud, I thought.\nModerator: Why?\nPedro: So.\nMaria: No.\n",
			want:    []string{"Moderator interviewer", "Maria participant FG1-Maria", "Pedro participant FG1-Pedro"},
		},
		{
			name: "an interviewer and two who talk much",
			content: strings.Repeat("Entrevistadora: ¿Y?\nMaria: Era todo muy tranquilo.\n"+
				"Pedro: Para mí no lo era.\n", 3),
			want: []string{"Entrevistadora interviewer", "Maria participant FG1-Maria",
				"Pedro participant FG1-Pedro"},
		},
		{
			name: "somebody with the participant",
			content: strings.Repeat("Interviewer: And?\nParticipant: It was very quiet there.\n"+
				"Mother: It was.\n", 3),
			want: []string{"Interviewer interviewer", "Participant participant", "Mother other"},
		},
		{
			name:    "the user says so",
			content: "Facilitadora: ¿Y?\nMaria: Bien.\nAna Bello: Mal.\n",
			options: Options{Group: true},
			want:    []string{"Facilitadora interviewer", "Maria participant FG1-Maria", "Ana Bello participant Ana-Bello"},
		},
		{
			name:    "codes of the study's",
			content: "Moderator: And?\nP07: Quiet.\nP12: Loud.\nModerator: Why?\nP07: So.\nP12: No.\n",
			options: Options{Group: true},
			want:    []string{"Moderator interviewer", "P07 participant P07", "P12 participant P12"},
		},
		{
			name:    "a named interviewer beside the moderator",
			content: "Moderator: And?\nMaria: Why?\nPedro: Quiet.\nModerator: So?\nMaria: Then?\nPedro: No.\n",
			options: Options{Interviewers: []string{"Maria"}},
			want:    []string{"Moderator interviewer", "Maria interviewer", "Pedro participant"},
		},
		{
			name:    "somebody must answer",
			content: "Moderator: And?\nMaria: Why?\nModerator: So?\nMaria: Then?\n",
			options: Options{Interviewers: []string{"Maria"}},
			want:    []string{"Moderator participant", "Maria interviewer"},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			d := one(t, "FG1.txt", tt.content, tt.options)
			if diff := cmp.Diff(tt.want, roles(&d)); diff != "" {
				t.Errorf("speakers (-want +got):\n%s\n%s", diff, strings.Join(d.Assumed, "\n"))
			}
		})
	}
}

func TestOptionsRefused(t *testing.T) {
	t.Parallel()
	for _, o := range []Options{
		{Date: "yesterday"}, {Date: "2026-02-30"}, {Date: "30/04/2026"}, {Date: "2026-4-3"},
		{Language: "klingon"}, {Language: "xx"}, {Language: "Spanish"}, {Language: "und"}, {Language: "es,en"},
	} {
		_, err := Read(decode.File{Name: "P07.txt", Content: []byte("I: And?\nP: No.\n")}, o)
		var e *corpus.Error
		if !errors.Is(err, corpus.ErrInvalid) || !errors.As(err, &e) || e.Hint() == "" {
			t.Errorf("%q %q: error %v, want one with a hint", o.Date, o.Language, err)
		}
	}
	for given, want := range map[string]string{
		"es": "es", "es-CL": "es-CL", "ES-cl": "es-CL", "pt_BR": "pt-BR", "zh-Hant": "zh-Hant", "arn": "arn",
	} {
		d := one(t, "P07.txt", "I: And?\nP: No.\n", Options{Language: given, Date: "2024-02-29"})
		if d.Document.Language != want || d.Document.Date != "2024-02-29" {
			t.Errorf("%s: language %q, date %q", given, d.Document.Language, d.Document.Date)
		}
	}
}

func TestForum(t *testing.T) {
	t.Parallel()
	d := read(t, "board.csv", "thread,author,time,post\n"+
		"Sleep,lark,2026-05-03 10:12,Does anybody sleep?\nSleep,owl7,2026-05-03 10:15,Not me.\n"+
		"7,finch,2026-05-04 08:00,Good morning\n", Options{})
	want := []string{
		"Sleep  forum: {2026-05-03 10:12} lark: Does anybody sleep? | {2026-05-03 10:15} owl7: Not me.",
		"board-7  forum: {2026-05-04 08:00} finch: Good morning",
	}
	if diff := cmp.Diff(want, accounts(d)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"lark participant lark", "owl7 participant owl7"}, roles(&d[0])); diff != "" {
		t.Error(diff)
	}
	if d[0].Document.Date != "2026-05-03" || warned(&d[0], "can't be read") {
		t.Error(d[0].Document.Date, d[0].Warnings)
	}
	tests := []struct{ name, content, kind string }{
		{"user and body", "user,body\nlark,Hello\nowl,No\n", "forum"},
		{"Spanish", "usuario,mensaje\nlark,Hola\nowl,No\n", "forum"},
		{"name and message", "nombre,mensaje,fecha\nlark,Hola,2026-05-03\nowl,No,2026-05-03\n", "forum"},
		{"an interview", "nombre,texto\nEntrevistadora,¿Y?\nAna,Bien.\nEntrevistadora,¿Y?\nAna,No.\n", "transcript"},
		{"names and words", "name,text\nTom,And?\nAna,Well.\nTom,So?\nAna,No.\n", "transcript"},
		{"respondents", "name,age,message\nTom,30,I liked all of it very much indeed.\n" +
			"Ana,40,I liked none of it at all I fear.\n", "survey"},
	}
	for _, tt := range tests {
		if got := read(t, "x.csv", tt.content, Options{})[0].Document.Kind; string(got) != tt.kind {
			t.Errorf("%s: kind %s, want %s", tt.name, got, tt.kind)
		}
	}
	if got := read(t, "x.csv", tests[0].content, Options{Kind: corpus.Note})[0].Document.Kind; got != corpus.Note {
		t.Errorf("the user's kind became %s", got)
	}
}

func TestShortAnswers(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, content string
		want          []string
	}{
		{
			"a question with short answers",
			"id,Age,What helped you?,Why did you come\nP1,24,Tea,\nP2,31,,Cost\nP3,40,The walks,A friend\n",
			[]string{"P1 P1 survey: {What helped you?} P1: Tea", "P2 P2 survey: {Why did you come} P2: Cost",
				"P3 P3 survey: {What helped you?} P3: The walks | {Why did you come} P3: A friend"},
		},
		{
			"a question that was closed",
			"id,How old are you?,Do you live alone?,What is your gender?,¿Qué cambiaría?\n" +
				"P1,24,yes,female,Nada\nP2,31 years,no,male,El horario\n",
			[]string{"P1 P1 survey: {¿Qué cambiaría?} P1: Nada", "P2 P2 survey: {¿Qué cambiaría?} P2: El horario"},
		},
		{
			"respondent and answer", "respondent,answer\nP1,Tea\nP2,Walks\nP3,Tea\nP4,Tea\n",
			[]string{"P1 P1 survey: {answer} P1: Tea", "P2 P2 survey: {answer} P2: Walks",
				"P3 P3 survey: {answer} P3: Tea", "P4 P4 survey: {answer} P4: Tea"},
		},
		{
			"comentario", "folio;comentario\n7;Bien\n8;Mal\n",
			[]string{"R7 R7 survey: {comentario} R7: Bien", "R8 R8 survey: {comentario} R8: Mal"},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(tt.want, accounts(read(t, "s.csv", tt.content, Options{}))); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
	_, err := Read(decode.File{Name: "s.csv", Content: []byte("id,answer\nP1,3\nP2,4\n")}, Options{})
	if !errors.Is(err, corpus.ErrInvalid) {
		t.Errorf("numbers are no answers in words: %v", err)
	}
	for _, h := range []string{"Where?", "¿Dónde", "Q3. Why so", "q3 how was it", "Pourquoi venir", "Wie war es"} {
		if !isQuestion(h) {
			t.Errorf("%q is a question", h)
		}
	}
	if i := slices.IndexFunc([]string{"Age", "Wasser", "How", "Site"}, isQuestion); i >= 0 {
		t.Errorf("header %d is no question", i)
	}
}
