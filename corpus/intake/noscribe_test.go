package intake

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"framewise/corpus"
	"framewise/corpus/decode"
)

func readOne(t *testing.T, name, text string) *Draft {
	t.Helper()
	drafts, err := Read(decode.File{Name: name, Content: []byte(text)}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	checkDraft(t, &drafts[0])
	return &drafts[0]
}

// said are the words of all turns, behind who said them.
func said(d *Draft) (turns []string) {
	text := corpus.NewText(d.Text)
	for _, turn := range d.Document.Turns {
		who := ""
		if turn.Speaker >= 0 {
			who = d.Document.Speakers[turn.Speaker].Label
		}
		turns = append(turns, who+"|"+text.Slice(turn.Span))
	}
	return turns
}

func TestNoScribe(t *testing.T) {
	t.Parallel()
	const talk = "S00: I’ll go ahead. Is it OK if I record?\n\nS01: Yes, of course.\n\nS00: Great. How are you?\n\nS01: I am well.\n"
	turns := []string{"S00|I’ll go ahead. Is it OK if I record?", "S01|Yes, of course.", "S00|Great. How are you?", "S01|I am well."}
	for _, c := range []struct {
		name, head string
		want       [][2]string
	}{
		{"english", "P07_t1\n\nTranscribed with noScribe vers. 0.6.2\nAudio source: C:/Users/me/P07 t1.mp3\n" +
			"(Start: 00:00:00 | Stop: 00:10:00 | Language: English (en) | Mark pause: 1sec+)\n\n", [][2]string{
			{"Title", "P07_t1"}, {"noScribe", "Transcribed with noScribe vers. 0.6.2"}, {"Audio source", "C:/Users/me/P07 t1.mp3"},
			{"Start", "00:00:00"}, {"Stop", "00:10:00"}, {"Language", "English (en)"}, {"Mark pause", "1sec+"},
		}},
		{"german", "P07\nTranskribiert mit noScribe Vers. 0.5\nAudiodatei: P07.m4a\n\n", [][2]string{
			{"Title", "P07"}, {"noScribe", "Transkribiert mit noScribe Vers. 0.5"}, {"Audiodatei", "P07.m4a"},
		}},
		{"french, without a file", "entretien_01\n\nTranscrit avec noScribe vers. 0.5\n(Détection des locuteurs : 2)\n\n", [][2]string{
			{"Title", "entretien_01"}, {"noScribe", "Transcrit avec noScribe vers. 0.5"}, {"Détection des locuteurs", "2"},
		}},
		{"chinese", "使用noScribe 0.6 版本转录\n音频文件：访谈.wav\n\n", [][2]string{
			{"noScribe", "使用noScribe 0.6 版本转录"}, {"音频文件", "访谈.wav"},
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := readOne(t, "P07.txt", c.head+talk)
			if diff := cmp.Diff(turns, said(d)); diff != "" {
				t.Errorf("turns (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(c.want, d.Document.Properties); diff != "" {
				t.Errorf("properties (-want +got):\n%s", diff)
			}
			if !strings.Contains(strings.Join(d.Assumed, "\n"), "what noScribe wrote above the talk is kept") {
				t.Errorf("not told: %v", d.Assumed)
			}
		})
	}
	// Without speakers each paragraph is a turn, and these are none.
	d := readOne(t, "P07.txt", "P07\nTranscribed with noScribe vers. 0.6\n\nI came here in the winter.\n\nIt was a long one.\n")
	if diff := cmp.Diff([]string{"|I came here in the winter.", "|It was a long one."}, said(d)); diff != "" {
		t.Errorf("without speakers (-want +got):\n%s", diff)
	}
	// Who speaks of it speaks.
	d = readOne(t, "P07.txt", talk+"S00: Transcribed with noScribe 0.6, I think.\n\nWe had noScribe 0.6 for that.\n")
	if n := len(d.Document.Turns); n != 5 || len(d.Document.Properties) > 0 {
		t.Errorf("%d turns, properties %v", n, d.Document.Properties)
	}
}

// A head in a table has no colons.
func TestHeadInTable(t *testing.T) {
	t.Parallel()
	const talk = "<p>INT: What helped?</p><p>Ana: He came.</p><p>INT: And?</p><p>Ana: He stayed.</p>"
	turns := []string{"INT|What helped?", "Ana|He came.", "INT|And?", "Ana|He stayed."}
	table := func(rows ...string) string {
		var b strings.Builder
		b.WriteString("<table>")
		for _, r := range rows {
			b.WriteString("<tr>")
			for cell := range strings.SplitSeq(r, "|") {
				b.WriteString("<td>" + cell + "</td>")
			}
			b.WriteString("</tr>")
		}
		return b.String() + "</table>"
	}
	d := readOne(t, "talk.html", table("Participant|P07", "Age|34", "Level of schooling|Twelve years", "Date of interview|2026-05-03",
		"Interviewer|Carla Mora", "Own words for it|The long winter")+talk)
	if diff := cmp.Diff(turns, said(d)); diff != "" {
		t.Errorf("turns (-want +got):\n%s", diff)
	}
	want := [][2]string{{"Participant", "P07"}, {"Age", "34"}, {"Level of schooling", "Twelve years"},
		{"Date of interview", "2026-05-03"}, {"Interviewer", "Carla Mora"}, {"Own words for it", "The long winter"}}
	if diff := cmp.Diff(want, d.Document.Properties); diff != "" {
		t.Errorf("properties (-want +got):\n%s", diff)
	}
	if d.Case != "P07" || d.Document.Date != "2026-05-03" || cmp.Diff([][2]string{{"Age", "34"}}, d.Head) != "" {
		t.Errorf("case %s, date %s, head %v", d.Case, d.Document.Date, d.Head)
	}

	// Above a table of turns.
	d = readOne(t, "talk.html", table("Participant|P07", "Age|34")+table("Speaker|Text", "INT|What helped?", "Ana|He came.", "INT|And?",
		"Ana|He stayed."))
	if diff := cmp.Diff(turns, said(d)); diff != "" {
		t.Errorf("above a table of turns (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([][2]string{{"Participant", "P07"}, {"Age", "34"}}, d.Document.Properties); diff != "" {
		t.Errorf("properties (-want +got):\n%s", diff)
	}

	// A talk in a table without a head begins where somebody speaks.
	d = readOne(t, "talk.html", table("Date|2026-05-03", "INT|What helped?", "Ana|He came.", "INT|And?", "Ana|He stayed."))
	if diff := cmp.Diff(turns, said(d)); diff != "" {
		t.Errorf("a talk in a table (-want +got):\n%s", diff)
	}

	// Answers in a form are said.
	d = readOne(t, "form.html", table("Participant|P07", "What helped you?|The walks did.", "Who came?|My sister came."))
	if len(d.Document.Turns) < 2 {
		t.Errorf("of a form: %v", said(d))
	}
}
