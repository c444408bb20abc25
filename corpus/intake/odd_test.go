package intake

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Labels that are nobody's, or several people's, and those that are misspelled.
func TestOddLabels(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, content string
		roles, turns  []string
		silent        string // words that no warning may have
	}{
		{
			name: "two at once, in either order",
			content: strings.Repeat("I: And?\nAna: Yes.\nBen: No.\n", 6) +
				"Ana / Ben: Never.\nBen / Ana: Ever.\nAna and Ben: Or so.\n",
			roles: []string{"I interviewer", "Ana participant P1-Ana", "Ben participant P1-Ben", "Ana / Ben other"},
			turns: append(slicesRepeat([]string{"I: And?", "Ana: Yes.", "Ben: No."}, 6),
				"Ana / Ben: Never.", "Ana / Ben: Ever.", "Ana / Ben: Or so."),
			silent: "one or two places",
		},
		{
			name:    "somebody nobody knows is not at once with anybody",
			content: strings.Repeat("I: And?\nP: Yes.\n", 3) + "I / Tom's dog: Woof.\nP: Down.\n",
			roles:   []string{"I interviewer", "P participant"},
			turns: append(slicesRepeat([]string{"I: And?", "P: Yes."}, 2), "I: And?",
				"P: Yes. / I / Tom's dog: Woof.", "P: Down."),
		},
		{
			name:    "everyone",
			content: strings.Repeat("Moderator: And?\nP1: Yes.\nP2: No.\n", 2) + "All: Never!\nModerator: Good.\n",
			roles: []string{"Moderator interviewer", "P1 participant P1-P1", "P2 participant P1-P2",
				"All other"},
			turns: append(slicesRepeat([]string{"Moderator: And?", "P1: Yes.", "P2: No."}, 2),
				"All: Never!", "Moderator: Good."),
		},
		{
			name: "a role misspelled",
			content: strings.Repeat("Interviewer: And?\nParticipant: Yes.\n", 6) +
				"Intervewer: So?\nParticpant: No.\n",
			roles: []string{"Interviewer interviewer", "Participant participant"},
			turns: append(slicesRepeat([]string{"Interviewer: And?", "Participant: Yes."}, 6),
				"Interviewer: So?", "Participant: No."),
		},
		{
			name:    "names that differ by a letter are two people",
			content: strings.Repeat("Gabriel: And?\nAna: Yes.\n", 6) + "Gabriela: So?\nAna: No.\n",
			roles:   []string{"Gabriel interviewer", "Ana participant", "Gabriela other"},
			turns: append(slicesRepeat([]string{"Gabriel: And?", "Ana: Yes."}, 6),
				"Gabriela: So?", "Ana: No."),
		},
		{
			name: "a title before others have spoken",
			content: "The hearing of May.\n\nSenator Diaz: Thank you for coming to us today.\n\n" +
				strings.Repeat("Witness: Gladly.\n\nSenator: And then?\n\n", 3) +
				"Senator Ode: So it was you.\n\nWitness: You did.\n\nSenator Ode: Good.\n",
			roles: []string{"Senator Diaz participant Senator-Diaz", "Witness participant P1-Witness",
				"Senator interviewer",
				"Senator Ode participant Senator-Ode"},
			turns: append(append([]string{"-: The hearing of May.", "Senator Diaz: Thank you for coming to us today."},
				slicesRepeat([]string{"Witness: Gladly.", "Senator: And then?"}, 3)...),
				"Senator Ode: So it was you.", "Witness: You did.", "Senator Ode: Good."),
		},
		{
			name: "a mark with nothing but a time is not said",
			content: "Ana: One.\nBen: Two.\nAna: Three.\nBreak: [19:01]\nBen: Four.\nAna: Five.\n" +
				"Break: [38:28]\nBen: Six.\n",
			roles: []string{"Ana participant", "Ben participant"},
			turns: []string{"Ana: One.", "Ben: Two.", "Ana: Three.", "Ben: Four.", "Ana: Five.", "Ben: Six."},
		},
		{
			name:    "a probe is the interviewer's",
			content: strings.Repeat("Interviewer: Why?\nP07: Because.\nProbe: How so?\nP07: Just so.\n", 2),
			roles:   []string{"Interviewer interviewer", "P07 participant"},
			turns: slicesRepeat([]string{"Interviewer: Why?", "P07: Because.", "Interviewer: How so?",
				"P07: Just so."}, 2),
		},
		{
			name: "a line about a probe is a remark",
			content: strings.Repeat("Interviewer: Why?\nP07: Because.\n"+
				"Probe used (y/n): y. How so?\nP07: Just so.\n", 2),
			roles: []string{"Interviewer interviewer", "P07 participant"},
			turns: slicesRepeat([]string{"Interviewer: Why?", "P07: Because.", "-: Probe used (y/n): y. How so?",
				"P07: Just so."}, 2),
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			d := one(t, "P1.txt", tt.content, Options{})
			if diff := cmp.Diff(tt.roles, roles(&d)); diff != "" {
				t.Errorf("speakers (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(tt.turns, turns(&d)); diff != "" {
				t.Errorf("turns (-want +got):\n%s", diff)
			}
			if tt.silent != "" && warned(&d, tt.silent) {
				t.Errorf("a warning says %q: %v", tt.silent, d.Warnings)
			}
		})
	}
}

// What a program, a scribe or a form writes between the words is not said.
func TestNotSaid(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, file, content string
		turns               []string
	}{
		{
			name: "a program's own line", file: "P1.txt",
			content: "I: And?\nP: Yes.\nI: So?\nP: No.\n\nTranscribed by https://otter.ai\n",
			turns:   []string{"I: And?", "P: Yes.", "I: So?", "P: No."},
		},
		{
			name: "somebody who speaks of transcribing", file: "P1.txt",
			content: "I: And?\nP: Yes.\nI: So?\nP: No.\nTranscribed by hand it was.\n",
			turns:   []string{"I: And?", "P: Yes.", "I: So?", "P: No. / Transcribed by hand it was."},
		},
		{
			name: "the parts of a form", file: "P1.txt",
			content: strings.Repeat("Agency: Health.\nDates: May.\nMail: A street.\nFax: None.\n"+
				strings.Repeat("It is a long story.\n", 20), 2),
			turns: slicesRepeat(append([]string{"-: Agency: Health.", "-: Dates: May.", "-: Mail: A street.",
				"-: Fax: None."}, slicesRepeat([]string{"-: It is a long story."}, 20)...), 2),
		},
		{
			name: "who was there, in a table", file: "P1.csv",
			content: "speaker,text\nPresent,\"Ana, Ben\"\nAna,Good day.\nBen,Good day.\nAna,We begin.\n",
			turns:   []string{"-: Ana, Ben", "Ana: Good day.", "Ben: Good day.", "Ana: We begin."},
		},
		{
			name: "dialogue marks in captions", file: "P1.vtt",
			content: "WEBVTT\n\n00:01.000 --> 00:02.000\n>> So it was.\n\n00:02.000 --> 00:03.000\n- Yes.\n- No.\n",
			turns:   []string{"0:00:01 -: So it was.", "0:00:02 -: Yes.", "0:00:02 -: No."},
		},
		{
			name: "a chat of Zoom with signs in a name", file: "P1.txt",
			content: "00:01:00\tAna:\tHi\n00:01:01\tBen:\tHo\n00:01:02\tTom (@tom) | Soto:\tHello\n" +
				"00:01:05\tAna:\tWell\n00:01:07\tBen:\tYes\n",
			turns: []string{"0:01:00 Ana: Hi", "0:01:01 Ben: Ho", "0:01:02 Tom (@tom) | Soto: Hello",
				"0:01:05 Ana: Well", "0:01:07 Ben: Yes"},
		},
		{
			name: "a chat by the clock on the wall", file: "P1.txt",
			content: "[08:25] <ana_b> Hi\n[08:26] <tom_> Hello\n[08:26] <ana_b> Well\n",
			turns:   []string{"ana_b: Hi", "tom_: Hello", "ana_b: Well"},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			d := one(t, tt.file, tt.content, Options{})
			if diff := cmp.Diff(tt.turns, turns(&d)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// The date of a session stands in its title, with the day of the week.
func TestDayInHead(t *testing.T) {
	t.Parallel()
	talk := "\n\nRosa: Good day.\n\nAna: On Monday, 3 May 1999, I came.\n\nRosa: So.\n\nAna: Yes.\n"
	for head, want := range map[string]string{
		"Session 2, Tuesday, 30 March 2021":                  "2021-03-30",
		"Sessió 2, dimarts 30 de març de 2021":               "2021-03-30",
		"יום שלישי (08 בדצמבר 2015), שעה 10:00":              "2015-12-08",
		"Ana was born on 30 March 1971":                      "",
		"Tuesday, 30 March 2021\n\nWednesday, 31 March 2021": "",
		"Tuesday at 3": "",
		"The minutes":  "",
	} {
		if d := one(t, "x.txt", head+talk, Options{}); d.Document.Date != want {
			t.Errorf("%s: %q, want %q", head, d.Document.Date, want)
		}
	}
	for text, want := range map[string]string{
		"The court\n\nTuesday, January 13, 2009\n\nIt sat.\n": "2009-01-13",
		"On Monday, 3 May 1999, I came to them.\n\nI left.\n": "",
	} {
		if d := one(t, "x.txt", text, Options{}); d.Document.Date != want {
			t.Errorf("%s: %q, want %q", text, d.Document.Date, want)
		}
	}
}

// A report of codings is told from a transcript.
func TestReportOfCodings(t *testing.T) {
	t.Parallel()
	report := "Coded segments\nDocument name Code\tSegment\nP1\tlove\tI: Who came?\nP: She did.\nI: And?\nP: No.\n"
	if d := one(t, "report.txt", report, Options{}); !warned(&d, "a list of what was coded") {
		t.Errorf("warnings %v", d.Warnings)
	}
	talk := "I: Which document is it, which code?\tP: A segment of one.\nI: And?\nP: No.\n"
	if d := one(t, "P1.txt", talk, Options{}); warned(&d, "a list of what was coded") {
		t.Errorf("warnings %v", d.Warnings)
	}
}

// Marks of pages are not said, and tell the page.
func TestPageMarks(t *testing.T) {
	t.Parallel()
	talk := func(marks ...string) string {
		s := ""
		for i, m := range marks {
			s += m + fmt.Sprintf("I: And %d?\nP: Yes %d.\n", i, i)
		}
		return s
	}
	tests := []struct {
		name, content string
		want          []int
	}{
		{"at the top", talk("[Page 1]\n", "[Page 2]\n", "[Page 3]\n"), []int{1, 1, 2, 2, 3, 3}},
		{"from the second on", talk("", "Página 2 de 3\n", "Página 3 de 3\n"), []int{1, 1, 2, 2, 3, 3}},
		{"at the foot", talk("", "Page 1 of 3\n", "Page 2 of 3\n") + "Page 3 of 3\n", []int{1, 1, 2, 2, 3, 3}},
		{"of a sheet", talk("_page : 7\n", "", "_page : 8\n"), []int{7, 7, 7, 7, 8, 8}},
		{"none", talk("", "", ""), []int{0, 0, 0, 0, 0, 0}},
	}
	for _, tt := range tests {
		d := one(t, "P1.txt", tt.content, Options{})
		var got []int
		for _, turn := range d.Document.Turns {
			got = append(got, turn.Page)
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
		for _, said := range turns(&d) {
			if strings.Contains(strings.ToLower(said), "p\u00e1g") || strings.Contains(strings.ToLower(said), "page") {
				t.Errorf("%s: %q", tt.name, said)
			}
		}
	}
}

// Who seldom speaks, or asks but once, does not interview a group.
func TestWhoAsks(t *testing.T) {
	t.Parallel()
	guest := "Ana: One.\nBen: Two.\nEva: Three.\nTom: Four.\n"
	for content, want := range map[string]string{
		strings.Repeat(guest, 9) + "Ida: And where?\nAna: Here.\nIda: And when?\nBen: Now.\n": "",
		"Ida: You may begin.\nAna: One.\nIda: Is that all?\nAna: Two.\nIda: We are done.\n":   "",
		strings.Repeat("Ida: And where?\nAna: Here.\nBen: There.\n", 3):                       "Ida",
		strings.Repeat("Ida: And where?\n"+strings.Repeat("Ana: On and on.\n", 9), 3):         "Ida",
	} {
		got := ""
		d := one(t, "P1.txt", content, Options{})
		for _, s := range d.Document.Speakers {
			if s.Role == "interviewer" {
				got = s.Label
			}
		}
		if got != want {
			t.Errorf("the interviewer is %q, want %q, in:\n%s", got, want, content)
		}
	}
}

// A value of the head that is a time is one too.
func TestHeadWithTimes(t *testing.T) {
	t.Parallel()
	d := one(t, "P07.txt", "Date: 2026-04-30\nStart time: 10:00\n**End time:** 10:48\n\n"+
		"I: How?\nP: So.\nI: And?\nP: No.\n", Options{})
	want := [][2]string{{"Date", "2026-04-30"}, {"Start time", "10:00"}, {"End time", "10:48"}}
	if diff := cmp.Diff(want, d.Properties); diff != "" {
		t.Error(diff)
	}
	if first := turns(&d)[0]; first != "I: How?" {
		t.Errorf("the first turn is %q", first)
	}
}
