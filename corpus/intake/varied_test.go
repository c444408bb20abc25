package intake

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Labels that vary within a transcript are one voice, where nothing speaks
// against it.
func TestVariedLabels(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, file, content string
		roles, turns        []string
		dubious             string
	}{
		{
			name: "words for whom is interviewed", file: "P07.txt",
			content: "Int: Since when?\nP: May.\nInt: And now?\nParticipant: Better.\nInterviewer: Why?\nP: Work.\n" +
				"Int: More?\nRespondent: No.\n",
			roles: []string{"Int interviewer", "P participant"},
			turns: []string{"Int: Since when?", "P: May.", "Int: And now?", "P: Better.", "Int: Why?", "P: Work.",
				"Int: More?", "P: No."},
		},
		{
			name: "who talk with each other are two", file: "P07.txt",
			content: "I: Since when?\nParticipant: May.\nRespondent: No, June.\nI: And now?\nParticipant: Better.\n",
			roles:   []string{"I interviewer", "Participant participant", "Respondent other"},
			turns: []string{"I: Since when?", "Participant: May.", "Respondent: No, June.", "I: And now?",
				"Participant: Better."},
		},
		{
			name: "a man and a woman are two", file: "P07.txt",
			content: "Entrevistador: ¿Y?\nEntrevistado: Sí.\nEntrevistador: ¿Y?\nEntrevistada: No.\n" +
				"Entrevistador: ¿Y?\nEntrevistado: Ya.\n",
			roles: []string{"Entrevistador interviewer", "Entrevistado participant", "Entrevistada other"},
			turns: []string{"Entrevistador: ¿Y?", "Entrevistado: Sí.", "Entrevistador: ¿Y?", "Entrevistada: No.",
				"Entrevistador: ¿Y?", "Entrevistado: Ya."},
		},
		{
			name: "a code in several spellings, and its letter", file: "talk.txt",
			content: "I: One?\nP07: a.\nI: Two?\nP 07: b.\nI: Three?\nP-07: c.\nI: Four?\nP: d.\n",
			roles:   []string{"I interviewer", "P07 participant"},
			turns: []string{"I: One?", "P07: a.", "I: Two?", "P07: b.", "I: Three?", "P07: c.", "I: Four?",
				"P07: d."},
		},
		{
			name: "an abbreviation", file: "P07.txt",
			content: "Entrevistadora: ¿Y?\nP07: Bien.\nEnt.: ¿Algo?\nP07: No.\n",
			roles:   []string{"Entrevistadora interviewer", "P07 participant"},
			turns:   []string{"Entrevistadora: ¿Y?", "P07: Bien.", "Entrevistadora: ¿Algo?", "P07: No."},
		},
		{
			name: "a first name and the full one", file: "P07.txt",
			content: "I: One?\nLuz: a.\nI: Two?\nLuz: b.\nI: Three?\nLuz Vera: c.\nI: Four?\nLuz V.: d.\n",
			roles:   []string{"I interviewer", "Luz participant"},
			turns:   []string{"I: One?", "Luz: a.", "I: Two?", "Luz: b.", "I: Three?", "Luz: c.", "I: Four?", "Luz: d."},
		},
		{
			name: "numbers of questions", file: "P07.txt",
			content: "Q1: Since when?\nA1: May.\nQ2: And now?\nA2: Better.\nQ3: Why?\nA3: Work.\n",
			roles:   []string{"Q interviewer", "A participant"},
			turns:   []string{"Q: Since when?", "A: May.", "Q: And now?", "A: Better.", "Q: Why?", "A: Work."},
		},
		{
			name: "numbers of people", file: "FG1.txt",
			content: "M: Who are you?\nP1: Ana.\nP2: Bo.\nP3: Cy.\nM: And how?\nP1: Well.\nP2: Fine.\nP3: Ill.\n",
			roles: []string{"M interviewer", "P1 participant FG1-P1", "P2 participant FG1-P2",
				"P3 participant FG1-P3"},
			turns: []string{"M: Who are you?", "P1: Ana.", "P2: Bo.", "P3: Cy.", "M: And how?", "P1: Well.",
				"P2: Fine.", "P3: Ill."},
		},
		{
			name: "numbered paragraphs", file: "P07.txt",
			content: "1. I: Since when?\n2. P: May.\n3. I: And now?\n4. P: Better.\n5. I: Why?\n6. P: Work.\n",
			roles:   []string{"I interviewer", "P participant"},
			turns:   []string{"I: Since when?", "P: May.", "I: And now?", "P: Better.", "I: Why?", "P: Work."},
		},
		{
			name: "numbers before a tab", file: "P07.txt",
			content: "1\tI: Since when?\n2\tP: May.\n3\tI: And now?\n4\tP: Better.\n5\tMuch better.\n6\tI: Why?\n",
			roles:   []string{"I interviewer", "P participant"},
			turns:   []string{"I: Since when?", "P: May.", "I: And now?", "P: Better. / 5\tMuch better.", "I: Why?"},
		},
		{
			name: "a point for a colon", file: "P07.txt",
			content: "Q: Since when?\nA: May.\nQ: And now?\nA: Better.\nQ. Why?\nA; Work.\n",
			roles:   []string{"Q interviewer", "A participant"},
			turns:   []string{"Q: Since when?", "A: May.", "Q: And now?", "A: Better.", "Q: Why?", "A: Work."},
			dubious: `line 5: "Q." was read as a speaker's label, in 2 places`,
		},
		{
			name: "no label at the end of a wrapped sentence", file: "P07.txt",
			content: "Q: Since when?\nA: I take a vitamin called\nA. Every day.\nQ: And now?\nA: Better.\n",
			roles:   []string{"Q interviewer", "A participant"},
			turns: []string{"Q: Since when?", "A: I take a vitamin called / A. Every day.", "Q: And now?",
				"A: Better."},
		},
		{
			name: "P for pregunta", file: "x.txt",
			content: "P: ¿Desde cuándo?\nR: Desde mayo.\nP: ¿Y ahora?\nR: Mejor.\nP: ¿Por qué?\nR: Trabajo.\n",
			roles:   []string{"P interviewer", "R participant"},
			turns: []string{"P: ¿Desde cuándo?", "R: Desde mayo.", "P: ¿Y ahora?", "R: Mejor.", "P: ¿Por qué?",
				"R: Trabajo."},
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			d := one(t, test.file, test.content, Options{})
			if diff := cmp.Diff(test.roles, roles(&d)); diff != "" {
				t.Errorf("speakers (-want +got)\n%s", diff)
			}
			if diff := cmp.Diff(test.turns, turns(&d)); diff != "" {
				t.Errorf("turns (-want +got)\n%s", diff)
			}
			if test.dubious != "" && !warned(&d, test.dubious) {
				t.Errorf("no warning with %q in %v", test.dubious, d.Warnings)
			}
		})
	}
}

// A code that the participant speaks under is the case where the file's name
// is none.
func TestCaseOfLabel(t *testing.T) {
	t.Parallel()
	tests := []struct{ file, content, want string }{
		{"second talk.txt", "I: One?\nP07: a.\nI: Two?\nP07: b.\n", "P07"},
		{"P09.txt", "I: One?\nP07: a.\nI: Two?\nP07: b.\n", "P09"},
		{"second talk.txt", "I: One?\nP1: a.\nI: Two?\nP1: b.\n", "second-talk"},
		{"second talk.txt", "S00: One?\nS01: a.\nS00: Two?\nS01: b.\n", "second-talk"},
	}
	for _, test := range tests {
		d := one(t, test.file, test.content, Options{})
		if d.Case != test.want || d.Document.Label != test.want {
			t.Errorf("%s: case %s and document %s, want %s", test.file, d.Case, d.Document.Label, test.want)
		}
		told := slices.ContainsFunc(d.Assumed, func(s string) bool { return strings.Contains(s, "from the label of the") })
		if told != (test.want == "P07") {
			t.Errorf("%s: %v", test.file, d.Assumed)
		}
	}
}
