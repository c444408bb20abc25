package intake

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"framewise/corpus"
	"framewise/corpus/decode"
)

// one reads a file that must be one document.
func one(t *testing.T, name, content string, o Options) Draft {
	t.Helper()
	drafts, err := Read(decode.File{Name: name, Content: []byte(content)}, o)
	if err != nil {
		t.Fatal(err)
	}
	if len(drafts) != 1 {
		t.Fatalf("%d documents, want 1", len(drafts))
	}
	checkDraft(t, &drafts[0])
	return drafts[0]
}

// turns writes a draft's turns as "label: words", with the time before it
// where there is one; a turn's line breaks are " / ".
func turns(d *Draft) []string {
	text := corpus.NewText(d.Text)
	var out []string
	for i, turn := range d.Document.Turns {
		s := "-"
		if sp, ok := d.Document.SpeakerAt(i + 1); ok {
			s = sp.Label
		}
		s += ": " + strings.ReplaceAll(text.Slice(turn.Span), "\n", " / ")
		if turn.Timed {
			s = corpus.FormatClock(turn.Start.Seconds()) + " " + s
		}
		if turn.Heading != "" {
			s = "{" + turn.Heading + "} " + s
		}
		out = append(out, s)
	}
	return out
}

// roles writes the speakers as "label role case".
func roles(d *Draft) []string {
	var out []string
	for i, s := range d.Document.Speakers {
		out = append(out, strings.TrimSpace(fmt.Sprintf("%s %s %s", s.Label, s.Role, d.SpeakerCases[i])))
	}
	return out
}

// warned says whether a warning holds the words.
func warned(d *Draft, words string) bool {
	for _, w := range d.Warnings {
		if strings.Contains(w.String(), words) {
			return true
		}
	}
	return false
}

// Every convention, with the traps it has.
func TestConventions(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, file, content string
		options             Options
		roles, turns        []string
		dubious             string // words of a warning that must be there
	}{
		{
			name: "letters", file: "P07.txt",
			content: "I: How was it?\n\nP: Quiet.\nVery quiet.\n\nI: And then?\n\nP: Then she came.\n",
			roles:   []string{"I interviewer", "P participant"},
			turns: []string{"I: How was it?", "P: Quiet. / Very quiet.", "I: And then?",
				"P: Then she came."},
		},
		{
			name: "question and answer", file: "P07.txt",
			content: "Q: How was it?\nA: Quiet.\nQ: And then?\nA: Loud.\n",
			roles:   []string{"Q interviewer", "A participant"},
			turns:   []string{"Q: How was it?", "A: Quiet.", "Q: And then?", "A: Loud."},
		},
		{
			name: "capitals and abbreviations are one voice", file: "P07.txt",
			content: "INTERVIEWER: One?\nP: a.\nInt: Two?\nP: b.\nInterviewer: Three?\nP: c.\n" +
				"INT.: Four?\nP: d.\n",
			roles: []string{"INTERVIEWER interviewer", "P participant"},
			turns: []string{"INTERVIEWER: One?", "P: a.", "INTERVIEWER: Two?", "P: b.",
				"INTERVIEWER: Three?",
				"P: c.", "INTERVIEWER: Four?", "P: d."},
		},
		{
			name: "interviewer's letter is a slip of the full word", file: "P07.txt",
			content: strings.Repeat("Interviewer: And?\nP: Yes.\n", 6) + "I: And?\nP: No.\n",
			roles:   []string{"Interviewer interviewer", "P participant"},
			turns: append(slicesRepeat([]string{"Interviewer: And?", "P: Yes."}, 6),
				"Interviewer: And?", "P: No."),
		},
		{
			name: "spanish", file: "P03.txt",
			content: "Entrevistadora: ¿Cómo le fue?\nE1: Bien.\nEntrevistadora: ¿Y después?\n" +
				"E1 (con risa): Mejor.\n",
			roles: []string{"Entrevistadora interviewer", "E1 participant"},
			turns: []string{"Entrevistadora: ¿Cómo le fue?", "E1: Bien.", "Entrevistadora: ¿Y después?",
				"E1: Mejor."},
		},
		{
			name: "E is the interviewer beside P", file: "P03.txt",
			content: "E: ¿Cómo le fue?\nP: Bien.\nE: ¿Y después?\nP: Mejor.\n",
			roles:   []string{"E interviewer", "P participant"},
			turns:   []string{"E: ¿Cómo le fue?", "P: Bien.", "E: ¿Y después?", "P: Mejor."},
		},
		{
			name: "Portuguese, French, German, Italian", file: "x.txt",
			content: "Entrevistador: a?\nEnquêtrice: b?\nFragestellerin: c?\nIntervistatore: d?\n" +
				"Participante: e.\n" +
				"Participante: f.\n",
			roles: []string{"Entrevistador interviewer", "Enquêtrice interviewer",
				"Fragestellerin interviewer",
				"Intervistatore interviewer", "Participante participant"},
			turns: []string{"Entrevistador: a?", "Enquêtrice: b?", "Fragestellerin: c?",
				"Intervistatore: d?",
				"Participante: e.", "Participante: f."},
		},
		{
			name: "names, and who asks most", file: "P07.txt",
			content: "Carla Muñoz: How was it?\nBen Ode: Quiet, I would say, and long.\n" +
				"Carla Muñoz: And then?\n" +
				"Ben Ode: Then she came, and it went well.\n",
			roles: []string{"Carla Muñoz interviewer", "Ben Ode participant"},
			turns: []string{"Carla Muñoz: How was it?", "Ben Ode: Quiet, I would say, and long.",
				"Carla Muñoz: And then?", "Ben Ode: Then she came, and it went well."},
			dubious: "taken for the interviewer",
		},
		{
			name: "a name beside the participant", file: "P07.txt",
			content: "Dan: Go on.\nParticipant: It was long, and what could I do.\nDan: And then?\n" +
				"Participant: She came.\nDan: Okay, and I think that is all that we wanted to hear from you.\n" +
				"Participant: Good.\n",
			roles: []string{"Dan interviewer", "Participant participant"},
			turns: []string{"Dan: Go on.", "Participant: It was long, and what could I do.", "Dan: And then?",
				"Participant: She came.", "Dan: Okay, and I think that is all that we wanted to hear from you.",
				"Participant: Good."},
			dubious: "since the other speaker is called Participant",
		},
		{
			name: "names with abbreviations and credentials", file: "P07.txt",
			content: "Dr. Soto: How?\nMara Vidal, PhD: Well.\nDr. Soto: Why?\nMara Vidal, PhD: So.\n" +
				"J.R. O'Neil: Hm.\n" +
				"J.R. O'Neil: Yes.\n",
			options: Options{Interviewers: []string{"dr soto"}, Group: true},
			roles: []string{"Dr. Soto interviewer", "Mara Vidal, PhD participant Mara-Vidal-PhD",
				"J.R. O'Neil participant J.R.-O-Neil"},
			turns: []string{"Dr. Soto: How?", "Mara Vidal, PhD: Well.", "Dr. Soto: Why?",
				"Mara Vidal, PhD: So.",
				"J.R. O'Neil: Hm.", "J.R. O'Neil: Yes."},
		},
		{
			name: "a full name with the initials that follow", file: "P07.txt",
			content: "Ana Bello (AB): Shall we?\nTom Costa (TC): Yes.\nAB: How was it?\nTC: Good.\n" +
				"AB: Why?\nTC: Her.\n",
			options: Options{Interviewers: []string{"AB"}},
			roles:   []string{"Ana Bello interviewer", "Tom Costa participant"},
			turns: []string{"Ana Bello: Shall we?", "Tom Costa: Yes.", "Ana Bello: How was it?",
				"Tom Costa: Good.",
				"Ana Bello: Why?", "Tom Costa: Her."},
		},
		{
			name: "a role behind the name", file: "P07.txt",
			content: "Ana (moderator): Shall we?\nTom: Yes.\nAna: Why?\nTom: So.\n",
			roles:   []string{"Ana interviewer", "Tom participant"},
			turns:   []string{"Ana: Shall we?", "Tom: Yes.", "Ana: Why?", "Tom: So."},
		},
		{
			name: "bold with a colon", file: "P07.md",
			content: "**I:** How was it?\n\n**P07:** Quiet.\n\n**I**: And then?\n\n" +
				"**P07**: Then *she* came.\n",
			roles: []string{"I interviewer", "P07 participant"},
			turns: []string{"I: How was it?", "P07: Quiet.", "I: And then?", "P07: Then she came."},
		},
		{
			name: "bold with a time", file: "P07.md",
			content: "**I [00:00:00]** How was it?\n\n**B [00:00:24]** Quiet.\n\n" +
				"**I [00:01:02]** And?\n\n**B [00:01:04]** No.\n",
			roles: []string{"I interviewer", "B participant"},
			turns: []string{"0:00:00 I: How was it?", "0:00:24 B: Quiet.", "0:01:02 I: And?",
				"0:01:04 B: No."},
		},
		{
			name: "stars in a text file", file: "P07.txt",
			content: "**I:** How?\n**P:** So.\n**I:** And?\n**P:** No.\n",
			roles:   []string{"I interviewer", "P participant"},
			turns:   []string{"I: How?", "P: So.", "I: And?", "P: No."},
		},
		{
			name: "brackets", file: "fg1.txt",
			content: "[id1] I liked it.\n\n[id2] I did not. [laughs]\n\n[laughter]\n\n[id1] Well.\n\n" +
				"[id3] Hm.\n\n" +
				"[id2] So.\n\n[id3] No.\n",
			roles: []string{"id1 participant fg1-id1", "id2 participant fg1-id2",
				"id3 participant fg1-id3"},
			turns: []string{"id1: I liked it.", "id2: I did not. [laughs] / [laughter]", "id1: Well.",
				"id3: Hm.",
				"id2: So.", "id3: No."},
		},
		{
			name: "chat", file: "chat.txt",
			content: "[08:25] <boi> and then\n[08:26] <lark> what\n[08:27] <boi> nothing\n",
			roles:   []string{"boi participant", "lark participant"},
			turns:   []string{"boi: and then", "lark: what", "boi: nothing"},
		},
		{
			name: "Zoom's chat", file: "chat.txt",
			content: "00:03:57\tAna Bello:\tGood day\n00:04:02\tTom | Costa:\tHello\n" +
				"00:04:05\tAna Bello:\tWell\n",
			roles: []string{"Ana Bello participant", "Tom | Costa participant"},
			turns: []string{"0:03:57 Ana Bello: Good day", "0:04:02 Tom | Costa: Hello",
				"0:04:05 Ana Bello: Well"},
		},
		{
			name: "Otter", file: "P07.txt",
			content: "Speaker 1  0:03  \nHow was it?\n\nSpeaker 2  0:06  \nQuiet.\nVery.\n\n" +
				"Speaker 1  1:10:02\nAnd?\n\n" +
				"Speaker 2  1:10:05\nNo.\n",
			options: Options{Interviewers: []string{"Speaker 1"}},
			roles:   []string{"Speaker 1 interviewer", "Speaker 2 participant"},
			turns: []string{"0:00:03 Speaker 1: How was it?", "0:00:06 Speaker 2: Quiet. / Very.",
				"1:10:02 Speaker 1: And?", "1:10:05 Speaker 2: No."},
		},
		{
			name: "Rev", file: "P07.txt",
			content: "Interviewer (00:01):\nHow was it?\n\nAna (00:06):\nQuiet.\n\n" +
				"Interviewer (00:10):\nAnd?\n\nAna (00:12):\nNo.\n",
			roles: []string{"Interviewer interviewer", "Ana participant"},
			turns: []string{"0:00:01 Interviewer: How was it?", "0:00:06 Ana: Quiet.",
				"0:00:10 Interviewer: And?",
				"0:00:12 Ana: No."},
		},
		{
			name: "a name with a time and words", file: "P07.txt",
			content: "Interviewer (00:00:01) How was it?\nAna (00:00:06) Quiet.\n" +
				"Interviewer (00:00:10) And?\nAna (00:00:12) No.\n",
			roles: []string{"Interviewer interviewer", "Ana participant"},
			turns: []string{"0:00:01 Interviewer: How was it?", "0:00:06 Ana: Quiet.",
				"0:00:10 Interviewer: And?",
				"0:00:12 Ana: No."},
		},
		{
			name: "Trint", file: "P07.txt",
			content: "[00:00:01] Interviewer\nHow was it?\n\n[00:00:06] Ana\nQuiet.\n\n" +
				"[00:00:10] Interviewer\nAnd?\n\n[00:00:12] Ana\nNo.\n",
			roles: []string{"Interviewer interviewer", "Ana participant"},
			turns: []string{"0:00:01 Interviewer: How was it?", "0:00:06 Ana: Quiet.",
				"0:00:10 Interviewer: And?",
				"0:00:12 Ana: No."},
		},
		{
			name: "a time behind the colon", file: "show.txt",
			content: "Ana: 00:01:10\n\nHow was it?\n\nTom: 00:01:30\n\nQuiet.\n\nAna: 00:01:32\n\n" +
				"And?\n\nTom: 00:01:33\n\nNo.\n",
			options: Options{Interviewers: []string{"Ana"}},
			roles:   []string{"Ana interviewer", "Tom participant"},
			turns: []string{"0:01:10 Ana: How was it?", "0:01:30 Tom: Quiet.", "0:01:32 Ana: And?",
				"0:01:33 Tom: No."},
		},
		{
			name: "times on lines of their own, days before hours", file: "log.txt",
			content: "[01:00:00:28]\nCDR: Well.\n\n[01:00:00:30]\nLMP: So.\n\n[01:00:00:35]\n" +
				"CDR: No.\nmore\n\n[01:00:01:00]\nand more\n",
			roles: []string{"CDR participant", "LMP participant"},
			turns: []string{"24:00:28 CDR: Well.", "24:00:30 LMP: So.", "24:00:35 CDR: No. / more",
				"24:01:00 CDR: and more"},
		},
		{
			name: "f4 writes the end of the turn", file: "P07.txt",
			content: "I: Wie war es? #00:00:05-1#\nB: Ruhig. #00:00:09-5#\nI: Und? #00:00:10-0#\n" +
				"B: Nein. #00:00:12-0#\n",
			roles: []string{"I interviewer", "B participant"},
			turns: []string{"0:00:00 I: Wie war es?", "0:00:05 B: Ruhig.", "0:00:09 I: Und?", "0:00:10 B: Nein."},
		},
		{
			name: "f4's times within turns and on lines of their own", file: "P07.txt",
			content: "I: Wie war es? #00:00:05-1#\nB: Ruhig. #00:00:09-5#\nSehr. #00:00:11-0#\nI: Und?\n#00:00:12-0#\n" +
				"B: Nein.\n",
			roles: []string{"I interviewer", "B participant"},
			turns: []string{"0:00:00 I: Wie war es?", "0:00:05 B: Ruhig. #00:00:09-5# / Sehr.", "0:00:11 I: Und?",
				"0:00:12 B: Nein."},
		},
		{
			name: "times in brackets behind the turns, when they ended", file: "P07.txt",
			content: "I: How was it? [00:00:05]\nP: Quiet. [00:00:09]\nI: And? [00:00:10]\nP: Well,\nno. [00:00:12]\n",
			roles:   []string{"I interviewer", "P participant"},
			turns: []string{"0:00:00 I: How was it?", "0:00:05 P: Quiet.", "0:00:09 I: And?",
				"0:00:10 P: Well, / no."},
		},
		{
			name: "times in brackets behind the turns, when they began", file: "P07.txt",
			content: "I: How was it? [0:00]\nP: Quiet. [0:09]\nI: And? [0:10]\nP: No. [0:12]\n",
			roles:   []string{"I interviewer", "P participant"},
			turns:   []string{"0:00:00 I: How was it?", "0:00:09 P: Quiet.", "0:00:10 I: And?", "0:00:12 P: No."},
		},
		{
			name: "a time in brackets now and then is said of a word", file: "P07.txt",
			content: "I: How was it? [0:05]\nP: Quiet.\nI: And?\nP: No (0:12)\n",
			roles:   []string{"I interviewer", "P participant"},
			turns:   []string{"I: How was it? [0:05]", "P: Quiet.", "I: And?", "P: No (0:12)"},
		},
		{
			name: "noScribe: times in anchors alone", file: "P07.html",
			content: `<p><a name="ts_0_1500_S00"></a>S00: How was it?</p><p><a name="ts_2000_3000_S01">S01: Quiet.</a> ` +
				`<a name="ts_3100_3500_S01">Very.</a></p><p><a name="ts_4000_5000_S00">S00: And?</a></p>` +
				`<p><a name="ts_x_5000_S01">S01: No.</a></p>`,
			roles: []string{"S00 interviewer", "S01 participant"},
			turns: []string{"0:00:00 S00: How was it?", "0:00:02 S01: Quiet. Very.", "0:00:04 S00: And?", "S01: No."},
		},
		{
			name: "noScribe: speaker, then time", file: "P07.txt",
			content: "S00: [00:00:12] Wie war es? Und wo?\n\nS01: [00:00:36] Ruhig. //S00: Ja. // Sehr.\n\n" +
				"S00: [00:01:04] Und?\n\nS01: [00:01:08] Nein.\n",
			roles: []string{"S00 interviewer", "S01 participant"},
			turns: []string{"0:00:12 S00: Wie war es? Und wo?", "0:00:36 S01: Ruhig. //S00: Ja. // Sehr.",
				"0:01:04 S00: Und?", "0:01:08 S01: Nein."},
		},
		{
			name: "a name, a time and the words on three lines", file: "P07.txt",
			content: "EVA MAR\n00:00:00\nHow was it?\n\nTOM REY\n00:00:03\nQuiet.\n\nEVA MAR\n00:01:05\nAnd then?\n\n" +
				"TOM REY\n00:01:08\nNothing.\n",
			roles: []string{"EVA MAR interviewer", "TOM REY participant"},
			turns: []string{"0:00:00 EVA MAR: How was it?", "0:00:03 TOM REY: Quiet.", "0:01:05 EVA MAR: And then?",
				"0:01:08 TOM REY: Nothing."},
		},
		{
			name: "headings that are names", file: "P07.md",
			content: "### Eva\n\nHow was it?\n\n### Tom\n\nQuiet.\n\nVery.\n\n### Eva\n\nAnd then?\n\n### Tom\n\nNothing.\n",
			roles:   []string{"Eva interviewer", "Tom participant"},
			turns:   []string{"Eva: How was it?", "Tom: Quiet. / Very.", "Eva: And then?", "Tom: Nothing."},
		},
		{
			name: "headings that are topics", file: "P07.md",
			content: "## Home\n\nIt was small.\n\n## Work\n\nAt the mill.\n\n## Home\n\nAgain.\n\n## Health\n\nSo so.\n\n" +
				"## Friends\n\nFew.\n",
			turns: []string{"{Home} -: It was small.", "{Work} -: At the mill.", "{Home} -: Again.", "{Health} -: So so.",
				"{Friends} -: Few."},
			dubious: "no speakers were found",
		},
		{
			name: "a dash behind the label", file: "P07.txt",
			content: "Interviewer - How was it?\nTom – Quiet - very.\nInterviewer — And then?\nTom – Nothing.\n",
			roles:   []string{"Interviewer interviewer", "Tom participant"},
			turns: []string{"Interviewer: How was it?", "Tom: Quiet - very.", "Interviewer: And then?",
				"Tom: Nothing."},
		},
		{
			name: "dashes within sentences", file: "P07.txt",
			content: "It was quiet - very.\nMorning - the best time.\nSo I rose - and went.\nMorning - again.\n",
			turns: []string{"-: It was quiet - very.", "-: Morning - the best time.", "-: So I rose - and went.",
				"-: Morning - again."},
			dubious: "no speakers were found",
		},
		{
			name: "dashes before what each says", file: "P07.txt",
			content: "– How was it?\n– Quiet – very.\n— And then?\n- Nothing.\n",
			turns:   []string{"-: How was it?", "-: Quiet – very.", "-: And then?", "-: Nothing."},
			dubious: "no speakers were found",
		},
		{
			name: "tabs", file: "P07.txt",
			content: "Interviewer\tHow was it?\nAna\tQuiet.\nInterviewer\tAnd?\nAna\tNo.\n",
			roles:   []string{"Interviewer interviewer", "Ana participant"},
			turns:   []string{"Interviewer: How was it?", "Ana: Quiet.", "Interviewer: And?", "Ana: No."},
		},
		{
			name: "names on lines of their own", file: "P07.txt",
			content: "Interviewer\nHow was it?\n\nParticipant\nQuiet.\nVery.\n\nInterviewer\nAnd?\n\n" +
				"Participant\nNo.\n",
			roles: []string{"Interviewer interviewer", "Participant participant"},
			turns: []string{"Interviewer: How was it?", "Participant: Quiet. / Very.",
				"Interviewer: And?", "Participant: No."},
		},
		{
			name: "full-width colon", file: "x.txt",
			content: "訪談者：你好嗎？\n王小明：很好，他說：「對」。\n訪談者：然後呢？\n王小明：沒了。\n",
			roles:   []string{"訪談者 interviewer", "王小明 participant"},
			turns:   []string{"訪談者: 你好嗎？", "王小明: 很好，他說：「對」。", "訪談者: 然後呢？", "王小明: 沒了。"},
		},
		{
			name: "Hebrew with gershayim", file: "x.txt",
			content: "היו\"ר דנה לוי:\n\nמה שלומך?\n\nרון כץ:\n\nטוב.\n\nהיו\"ר דנה לוי:\n\nולמה?\n\n" +
				"רון כץ:\n\nככה: בגלל.\n",
			options: Options{Interviewers: []string{"היו\"ר דנה לוי"}},
			roles:   []string{"היו\"ר דנה לוי interviewer", "רון כץ participant"},
			turns: []string{"היו\"ר דנה לוי: מה שלומך?", "רון כץ: טוב.", "היו\"ר דנה לוי: ולמה?",
				"רון כץ: ככה: בגלל."},
		},
		{
			name: "Arabic", file: "x.txt",
			content: "الباحث: كيف الحال؟\nسلمى: بخير.\nالباحث: لماذا؟\nسلمى: هكذا.\n",
			roles:   []string{"الباحث interviewer", "سلمى participant"},
			turns:   []string{"الباحث: كيف الحال؟", "سلمى: بخير.", "الباحث: لماذا؟", "سلمى: هكذا."},
		},
		{
			name: "voice tags", file: "call.vtt",
			content: "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\n<v Ana>How was\n\n" +
				"00:00:02.000 --> 00:00:03.000\n<v Ana>it?\n\n" +
				"00:00:03.000 --> 00:00:04.000\n<v Tom>Quiet.\n\n00:00:05.000 --> 00:00:06.000\n" +
				"<v Ana>And?\n\n" +
				"00:00:06.000 --> 00:00:07.000\n<v Tom>No.\n",
			options: Options{Interviewers: []string{"Ana"}},
			roles:   []string{"Ana interviewer", "Tom participant"},
			turns: []string{"0:00:01 Ana: How was it?", "0:00:03 Tom: Quiet.", "0:00:05 Ana: And?",
				"0:00:06 Tom: No."},
		},
		{
			name: "Zoom repeats the name in every caption", file: "call.vtt",
			content: "WEBVTT\n\n1\n00:00:01.000 --> 00:00:02.000\nAna Bello: How was\n\n2\n" +
				"00:00:02.000 --> 00:00:03.000\n" +
				"Ana Bello: it?\n\n3\n00:00:03.000 --> 00:00:04.000\nTom Costa: Quiet.\n\n4\n" +
				"00:00:05.000 --> 00:00:06.000\nand long.\n\n5\n00:00:06.000 --> 00:00:07.000\n" +
				"Tom Costa: No.\n",
			options: Options{Interviewers: []string{"Ana Bello"}},
			roles:   []string{"Ana Bello interviewer", "Tom Costa participant"},
			turns:   []string{"0:00:01 Ana Bello: How was it?", "0:00:03 Tom Costa: Quiet. and long. No."},
		},
		{
			name: "captions without speakers", file: "call.srt",
			content: "1\n00:00:01,000 --> 00:00:02,000\nHow was\n\n2\n00:00:02,000 --> 00:00:03,000\n" +
				"it?\n\n3\n" +
				"00:00:09,000 --> 00:00:10,000\nQuiet.\n",
			turns:   []string{"0:00:01 -: How was it?", "0:00:09 -: Quiet."},
			dubious: "no speakers were found",
		},
		{
			name: "captions that might all be labels", file: "call.srt",
			content: "1\n00:00:01,000 --> 00:00:02,000\nhello 1\n\n2\n00:00:02,000 --> 00:00:03,000\nhello 2\n",
			turns:   []string{"0:00:01 -: hello 1 hello 2"},
			dubious: "the language was not recognised",
		},
		{
			name: "times without speakers", file: "show.txt",
			content: "00:00:01 Welcome back.\n\n00:00:05 Today at 10:30 we talk.\n",
			turns:   []string{"0:00:01 -: Welcome back.", "0:00:05 -: Today at 10:30 we talk."},
			dubious: "no speakers were found",
		},
		{
			name: "no speakers", file: "P07.txt",
			content: "It was quiet.\n\nAnd long: very long.\n",
			turns:   []string{"-: It was quiet.", "-: And long: very long."},
			dubious: "no speakers were found",
		},
		{
			name: "an expression of the user's", file: "P07.txt",
			content: "ana >> How was it?\nben >> Quiet.\n and long\n",
			options: Options{Speakers: `^(?P<label>\w+) >> (?P<text>.*)$`, Interviewers: []string{"ana"}},
			roles:   []string{"ana interviewer", "ben participant"},
			turns:   []string{"ana: How was it?", "ben: Quiet. / and long"},
		},
		{
			name: "the user wants paragraphs", file: "P07.txt",
			content: "I: How?\nP: So.\nI: And?\nP: No.\n",
			options: Options{Speakers: "paragraph"},
			turns:   []string{"-: I: How?", "-: P: So.", "-: I: And?", "-: P: No."},
		},
		{
			name: "the user names a convention that few lines show", file: "P07.txt",
			content: "Some words.\n\nmore words.\n\nAna: Once.\n\nand so on.\n",
			options: Options{Speakers: "colon"},
			roles:   []string{"Ana participant"},
			turns:   []string{"-: Some words.", "-: more words.", "Ana: Once.", "-: and so on."},
			dubious: "only one speaker",
		},
		// Traps.
		{
			name: "sentences with a colon, links, clocks", file: "P07.txt",
			content: "I: At 10:30 she said: \"note: this\".\nP: https://example.invalid/a:b\n" +
				"Re: your letter\n" +
				"The thing is: I was there.\n10:30 was when I came.\nI: And?\nP: No.\n" +
				"P10: I am somebody else.\n",
			roles: []string{"I interviewer", "P participant", "P10 other"},
			turns: []string{"I: At 10:30 she said: \"note: this\".",
				"P: https://example.invalid/a:b / Re: your letter / The thing is: I was there. / 10:30 was when I came.",
				"I: And?", "P: No.", "P10: I am somebody else."},
		},
		{
			name: "P1 is not P10", file: "fg.txt",
			content: "P1: a.\nP10: b.\nP1: c.\nP10: d.\nP2: e.\nP2: f.\n",
			roles:   []string{"P1 participant fg-P1", "P10 participant fg-P10", "P2 participant fg-P2"},
			turns:   []string{"P1: a.", "P10: b.", "P1: c.", "P10: d.", "P2: e.", "P2: f."},
		},
		{
			name: "remarks are nobody's words", file: "P07.txt",
			content: "I: How?\nP: So.\nNote: the telephone rings\nI: And?\nP: No.\n[NOTES]: tired\n" +
				"and quiet\n",
			roles: []string{"I interviewer", "P participant"},
			turns: []string{"I: How?", "P: So.", "-: Note: the telephone rings", "I: And?", "P: No.",
				"-: [NOTES]: tired", "P: and quiet"},
		},
		{
			name: "a mother who comes in", file: "P07.txt",
			content: strings.Repeat("I: And?\n"+
				"P: Yes, it was quiet and very long.\n", 5) + "M: He was ill.\nP: I was.\n",
			roles: []string{"I interviewer", "P participant", "M other"},
			turns: append(slicesRepeat([]string{"I: And?", "P: Yes, it was quiet and very long."}, 5),
				"M: He was ill.", "P: I was."),
			dubious: "in one or two places only: M",
		},
		{
			name: "a name that stands once", file: "P07.txt",
			content: strings.Repeat("Ana: And what then, do you think?\n"+
				"Tom: It was quiet, I thanked Vera for it.\n\nso I did\n", 3) +
				"Vera: He was ill.\nSummary: all well\nBeware: the dog\n",
			roles: []string{"Ana interviewer", "Tom participant", "Vera other"},
			turns: append(slicesRepeat([]string{"Ana: And what then, do you think?",
				"Tom: It was quiet, I thanked Vera for it. / so I did"}, 3),
				"Vera: He was ill. / Summary: all well / Beware: the dog"),
			dubious: `line 15: "Beware" stands once before a colon`,
		},
		{
			name: "the head is not the talk", file: "x.txt",
			content: "Participant: P07\nInterviewer: CM\nDate: 3 May 2026\nPlace: Santiago, Chile\n\n" +
				"Interviewer: How was it?\nParticipant: Quiet.\nInterviewer: And?\nParticipant: No.\n",
			roles: []string{"Interviewer interviewer", "Participant participant"},
			turns: []string{"Interviewer: How was it?", "Participant: Quiet.", "Interviewer: And?",
				"Participant: No."},
		},
		{
			name: "the head names the interviewer", file: "P07.txt",
			content: "Date: 2026-05-03\nInterviewer: CM\n\nCM: So it was quiet.\nP07: Quiet.\n" +
				"CM: Tell me.\nP07: Well.\n",
			roles: []string{"CM interviewer", "P07 participant"},
			turns: []string{"CM: So it was quiet.", "P07: Quiet.", "CM: Tell me.", "P07: Well."},
		},
		{
			name: "headings", file: "P07.md",
			content: "# Interview\n\n## Part 1\n\n**I:** How?\n\n**P:** So.\n\n## Part 2\n\n" +
				"A quiet room.\n\n**I:** And?\n\n**P:** No.\n",
			roles: []string{"I interviewer", "P participant"},
			turns: []string{"{Interview · Part 1} I: How?", "P: So.", "{Part 2} -: A quiet room.",
				"I: And?",
				"P: No."},
			dubious: "1 paragraph before the talk or after a heading: nobody's words (turn 3)",
		},
		{
			name: "two interviewed together", file: "pair.txt",
			content: "I: How was it?\nS1: Quiet.\nS2: Loud.\nI: And?\nS2: No.\nS1: Yes.\n",
			roles:   []string{"I interviewer", "S1 participant pair-S1", "S2 participant pair-S2"},
			turns: []string{"I: How was it?", "S1: Quiet.", "S2: Loud.", "I: And?", "S2: No.",
				"S1: Yes."},
		},
		{
			name: "a focus group with names", file: "fg.txt",
			content: strings.Repeat("Moderator: And you?\nAna: a.\nTom: b.\nEva: c.\n", 2),
			roles: []string{"Moderator interviewer", "Ana participant fg-Ana", "Tom participant fg-Tom",
				"Eva participant fg-Eva"},
			turns: slicesRepeat([]string{"Moderator: And you?", "Ana: a.", "Tom: b.", "Eva: c."}, 2),
		},
		{
			name: "a case of the user's is no group", file: "fg.txt",
			content: strings.Repeat("Moderator: And you?\nAna: a long story.\nTom: b.\nEva: c.\n", 2),
			options: Options{Case: "G1"},
			roles:   []string{"Moderator interviewer", "Ana participant", "Tom other", "Eva other"},
			turns: slicesRepeat([]string{"Moderator: And you?", "Ana: a long story.", "Tom: b.",
				"Eva: c."}, 2),
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			d := one(t, tt.file, tt.content, tt.options)
			if diff := cmp.Diff(tt.roles, roles(&d)); diff != "" {
				t.Errorf("speakers (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(tt.turns, turns(&d)); diff != "" {
				t.Errorf("turns (-want +got):\n%s", diff)
			}
			if tt.dubious != "" && !warned(&d, tt.dubious) {
				t.Errorf("no warning says %q: %v", tt.dubious, d.Warnings)
			}
		})
	}
}

func slicesRepeat(s []string, n int) []string {
	var out []string
	for range n {
		out = append(out, s...)
	}
	return out
}

func TestReadErrors(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, file, content string
		options             Options
		want                string
	}{
		{"empty", "a.txt", "", Options{}, "a.txt is empty"},
		{"blank", "a.txt", " \n\n\t\n", Options{}, "a.txt holds no text"},
		{"picture", "a.png", "\x89PNG\r\n\x1a\n", Options{}, "a picture"},
		{"convention", "a.txt", "I: a\nP: b\n", Options{Speakers: "colom"}, "no way to find speakers"},
		{"expression", "a.txt", "I: a\nP: b\n", Options{Speakers: `(?P<label>[`}, "can't be read"},
		{"groups", "a.txt", "I: a\nP: b\n", Options{Speakers: `(?P<label>.)`}, "lacks a group"},
		{"convention not there", "a.txt", "I: a\n" +
			"P: b\n", Options{Speakers: "tab"}, "no speakers were found"},
		{"column", "a.csv", "speaker,text\nI,a b c\nP,d\n", Options{TextColumn: "txt"}, `no column "txt"`},
		{"layout", "a.csv", "speaker,text\nI,a b c\nP,d\n", Options{Layout: "rows"}, "no layout"},
		{"codings", "a.csv", "Document name,Code,Weight,Segment\nP1,love,0,She came every Sunday and sat with us.\n",
			Options{}, "a list of what was coded"},
		{"no open answers", "a.csv", "case,age\nP1,20\n" +
			"P2,30\n", Options{}, "no column of what people said"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			_, err := Read(decode.File{Name: tt.file, Content: []byte(tt.content)}, tt.options)
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Fatalf("error %v, want %q", err, tt.want)
			}
		})
	}
}

// What the head and the name of a file say.
func TestIdentify(t *testing.T) {
	t.Parallel()
	d := one(t, `C:\study\P07_t1.es-CL.txt`, "Fecha: 3 de mayo de 2026\nLugar: Santiago\n\nE: ¿Y?\n"+
		"P: No.\nE: ¿Sí?\nP: Ya.\n", Options{})
	got := []string{d.Document.Label, d.Case, d.Document.Language, d.Document.Date, d.Document.Source, string(d.Document.Kind)}
	if diff := cmp.Diff([]string{"P07.t1", "P07", "es-CL", "2026-05-03", "P07_t1.es-CL.txt",
		"transcript"}, got); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([][2]string{{"Fecha", "3 de mayo de 2026"}, {"Lugar",
		"Santiago"}}, d.Properties); diff != "" {
		t.Error(diff)
	}
	if d.Document.TextHash != corpus.Hash(d.Text) || d.Document.ID == "" || d.Document.Version != 1 {
		t.Error("the document lacks its hash, identifier or version")
	}

	o := Options{Case: "A1", Label: "A1.2", Language: "pt", Date: "2026-01-02", Kind: corpus.Note}
	d = one(t, "x.txt", "I: And?\nP: No.\n", o)
	got = []string{d.Document.Label, d.Case, d.Document.Language, d.Document.Date, string(d.Document.Kind)}
	if diff := cmp.Diff([]string{"A1.2", "A1", "pt", "2026-01-02", "note"}, got); diff != "" {
		t.Error("options do not decide:", diff)
	}
}

func TestParseName(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]fileName{
		"P07.docx":                  {label: "P07"},
		"P03.es.docx":               {label: "P03", language: "es"},
		"P03_es.docx":               {label: "P03", language: "es"},
		"P07_t1_es.docx":            {label: "P07", wave: "t1", language: "es"},
		"P07-T2.txt":                {label: "P07", wave: "t2"},
		"interview 07 (final).docx": {label: "interview-07"},
		"Entrevista José Núñez.txt": {label: "Entrevista-José-Núñez"},
		"350.txt":                   {label: "D350"},
		"no_extension":              {label: "no_extension"},
		"two.dots.docx.txt":         {label: "two.dots.docx"},
		"=1+1.txt":                  {label: "D1-1"},
		"(a).txt":                   {label: "a"},
	} {
		if got := parseName(name); got != want {
			t.Errorf("%s: %+v, want %+v", name, got, want)
		}
	}
}

func TestParseDate(t *testing.T) {
	t.Parallel()
	for s, want := range map[string]string{
		"2026-05-03": "2026-05-03", "3 May 2026": "2026-05-03", "May 3rd, 2026": "2026-05-03",
		"3 de mayo de 2026": "2026-05-03", "3. Mai 2026": "2026-05-03", "le 1er août 2026": "2026-08-01",
		"30/05/2026": "2026-05-30", "05/30/2026": "2026-05-30", "03.05.2026": "2026-05-03",
		"31 February 2026": "", "03/05/2026": "", "soon": "", "2026-13-01": "",
	} {
		got, doubt := parseDate(s)
		if got != want || doubt != (s == "03/05/2026") {
			t.Errorf("%s: %q, doubt %v, want %q", s, got, doubt, want)
		}
	}
}

func TestStamp(t *testing.T) {
	t.Parallel()
	for s, want := range map[string]string{
		"0:03": "3s", "00:01:02": "1m2s", "[00:01:02.5] x": "1m2.5s", "(1:02)": "1m2s",
		"#00:00:05-1#": "5.1s",
		"95:03 x":      "1h35m3s", "1:00:00:01": "24h0m1s", "00:00:01,250": "1.25s",
		"3:1": "", "10:30am": "", "12": "", "[12": "", "1:2:3:4:5": "", "00:99": "", "": "", "x": "",
	} {
		got := ""
		if d, _, _, ok := stamp(s); ok {
			got = d.String()
		}
		if got != want {
			t.Errorf("%s: %q, want %q", s, got, want)
		}
	}
}

func TestTellLanguage(t *testing.T) {
	t.Parallel()
	for want, text := range map[string]string{
		"en": "I was there and they asked me what it is that you want to do with it",
		"es": "yo estaba muy mal pero ella también me dijo que las cosas no son para siempre",
		"pt": "eu não sei o que você quer mas isso também foi muito bom para mim",
		"fr": "je ne sais pas mais c'est elle qui nous a dit que ça va dans les deux sens",
		"de": "ich weiß nicht was das ist aber wir haben auch mit der Frau geredet und so",
		"it": "non lo so ma questo è anche molto più bello per me che gli altri della casa",
		"ca": "jo no ho sé però també és això que hem fet amb els altres i per això",
		"he": "אני לא יודע", "ar": "لا أعرف", "zh": "我不知道", "ja": "わたしは知らない", "hi": "मुझे नहीं पता",
		"nl": "bij beschikking van het kanton werd op dertig januari de man van het gezin benoemd tot voogd van zijn kind",
		"pl": "nie wiem co to jest ale ona też była tam i tak już się stało",
		"cs": "já nevím co to je ale ona tam také byla a tak už se to stalo když jsme přišli",
		"sv": "jag vet inte vad det är men hon var också där när vi kom till henne och det var så",
		"da": "jeg ved ikke hvad det er men hun var også der da vi kom til hende af og til meget sent",
		"fi": "minä en tiedä mitä se on mutta hän oli myös siellä kun me tulimme ja niin se oli",
		"tr": "ben bilmiyorum ama o da çok iyi bir şey değil ve sonra daha kötü oldu",
		"af": "ek weet nie wat dit is nie maar hulle was ook daar en ons het baie gepraat",
		"":   "xyzzy plugh en page, en tête, en haut",
	} {
		if got, _ := tellLanguage(text, ""); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
	// In a study a doubt is decided by its language.
	const short = "E: Cuénteme, ¿cómo llegó aquí?\nR: Me derivaron de acá, de al lado.\nE: ¿Y después?\nR: Nada."
	const english = "I was there and they asked me what it is that you want to do with it, and I did not know"
	for _, tt := range []struct {
		study, text, want string
		told              bool
	}{
		{"es-CL", short, "es-CL", true}, {"nl", short, "nl", false}, {"es-CL", "Nada de nada. Gracias.", "es-CL", false},
		{"es-CL", english, "en", true}, {"es-CL", "And then? Of that?", "es-CL", false}, {"pl", english, "en", true},
		{"pl", "I to jest dom, a ja i ty do domu na noc, i na rok", "pl", false},
		{"uk", "Я не знаю, де він", "uk", true}, {"es", "אני לא יודע", "he", true}, {"zh-TW", "我不知道", "zh-TW", true},
		{"ru", "xyzzy plugh", "ru", false},
	} {
		if got, told := tellLanguage(tt.text, tt.study); got != tt.want || told != tt.told {
			t.Errorf("%q in a study in %s: %q, %v, want %q, %v", tt.text, tt.study, got, told, tt.want, tt.told)
		}
	}
	// Whoever says "I" all the time does not speak Catalan for that.
	const sleepless = "I slept badly. I ate. I cried. I left home."
	if got, _ := tellLanguage(sleepless, ""); got == "ca" {
		t.Errorf("%q: Catalan", sleepless)
	}
}

func TestComments(t *testing.T) {
	t.Parallel()
	in := &decode.Decoded{
		Blocks: []decode.Block{
			{Text: "I: How was it?", Line: 1}, {Text: "  ", Line: 2}, {Text: "P: Quiet – véry.", Line: 3},
			{Text: "I: And?", Line: 4}, {Text: "P: No.", Line: 5},
		},
		Comments: []decode.Comment{
			{Author: "CM", Text: "calm", FromBlock: 2, FromOffset: 3, ToBlock: 2, ToOffset: 16},
			{Author: "CM", Text: "over two", FromBlock: 2, FromOffset: 11, ToBlock: 3, ToOffset: 2},
			{Author: "CM", Text: "a point", FromBlock: 4, FromOffset: 3, ToBlock: 4, ToOffset: 3},
			{Author: "CM", Text: "beyond", FromBlock: 4, FromOffset: 3, ToBlock: 9, ToOffset: 99},
		},
	}
	d, err := transcript(decode.File{Name: "P07.docx"}, in, "paragraph", Options{})
	if err != nil {
		t.Fatal(err)
	}
	checkDraft(t, &d)
	var got []string
	text := corpus.NewText(d.Text)
	for _, c := range d.Comments {
		got = append(got, c.Text+" = "+text.Slice(c.Span))
	}
	want := []string{"calm = Quiet – véry.", "over two = véry.\nI:", "a point = P: No.", "beyond = No."}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if !warned(&d, "on no words") {
		t.Error("no warning of the comment on a point")
	}
}

func TestStyles(t *testing.T) {
	t.Parallel()
	label := func(s string) decode.Block { return decode.Block{Text: s, Style: "D3 Intervinent"} }
	text := func(s string) decode.Block { return decode.Block{Text: s, Style: "Normal"} }
	in := &decode.Decoded{Blocks: []decode.Block{
		text("Session 1"), label("The chair (Ana Bello)"), text("Good day."), text("We begin."),
		{Text: "The vote",
			Heading: 2}, text("So."), label("Tom Costa"), text("Yes."), label("Thank you."), label("The chair"), text("No."),
	}}
	d, err := transcript(decode.File{Name: "x.docx"}, in, "paragraph",
		Options{Interviewers: []string{"The chair"}})
	if err != nil {
		t.Fatal(err)
	}
	checkDraft(t, &d)
	want := []string{"-: Session 1", "The chair: Good day. / We begin.", "{The vote} The chair: So.",
		"Tom Costa: Yes. / Thank you.", "The chair: No."}
	if diff := cmp.Diff(want, turns(&d)); diff != "" {
		t.Error(diff)
	}

	in = &decode.Decoded{Blocks: []decode.Block{
		label("The chair"), text("Good day."), {Text: "(Applause.)", Style: "D3 Acotació"}, text("We begin."),
		label("Tom Costa"), text("Yes."), {Text: "(He leaves.)", Style: "Stage Direction"},
	}}
	d, err = transcript(decode.File{Name: "x.docx"}, in, "paragraph", Options{})
	if err != nil {
		t.Fatal(err)
	}
	want = []string{"The chair: Good day.", "-: (Applause.)", "The chair: We begin.", "Tom Costa: Yes.",
		"-: (He leaves.)"}
	if diff := cmp.Diff(want, turns(&d)); diff != "" {
		t.Error(diff)
	}

	in = &decode.Decoded{Blocks: []decode.Block{
		{Text: "How was it?", Style: "Interviewer"}, {Text: "Quiet.",
			Style: "Respondent"}, {Text: "And?", Style: "Interviewer"},
	}}
	d, err = transcript(decode.File{Name: "x.docx"}, in, "paragraph", Options{})
	if err != nil {
		t.Fatal(err)
	}
	want = []string{"Interviewer: How was it?", "Respondent: Quiet.", "Interviewer: And?"}
	if diff := cmp.Diff(want, turns(&d)); diff != "" {
		t.Error(diff)
	}
}
