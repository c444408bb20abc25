package intake

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"framewise/corpus"
	"framewise/corpus/decode"
)

const aTalk = "\n\nI: What helped you most?\nP: That he had been there.\nI: And then?\nP: Nothing more.\n"

// What the head tells of the participant becomes attributes; what it tells of
// others does not.
func TestHead(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, head string
		options    Options
		want       [][2]string
	}{
		{"lines", "Participant: P07\nAge: 34\nGender: woman\nDate: 3 May 2026\nInterviewer: CM\nPlace: the day centre",
			Options{}, [][2]string{{"Age", "34"}, {"Gender", "woman"}}},
		{"Spanish", "Código: P07\nEdad: 34 años\nSexo: mujer\nDiagnóstico: esquizofrenia\nEntrevistadora: Rosa",
			Options{}, [][2]string{{"Edad", "34"}, {"Sexo", "mujer"}, {"Diagnóstico", "esquizofrenia"}}},
		{"one line", "Participant: P07; Age: 34 years old; Gender: woman\nDate: 3 May 2026", Options{},
			[][2]string{{"Age", "34"}, {"Gender", "woman"}}},
		{"the interviewer's", "Participant: P07\nInterviewer: CM, Age: 50\nTranscribed by: LS; Gender: man\nDate: 3 May 2026",
			Options{}, nil},
		{"twice", "Participant: P07\nAge: 34\nEdad: 35\nDate: 3 May 2026", Options{}, [][2]string{{"Age", "34"}}},
		{"a sentence", "Participant: P07\nDate: 3 May 2026\nDiagnosis: " + strings.Repeat("of long standing ", 8), Options{}, nil},
		{"in words", "Participant: P07\nAge: in his fifties\nDate: 3 May 2026", Options{}, [][2]string{{"Age", "in his fifties"}}},
		{"not wanted", "Participant: P07\nAge: 34\nDate: 3 May 2026", Options{NoAttributes: true}, nil},
		{"none", "Date: 3 May 2026", Options{}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			drafts, err := Read(decode.File{Name: "P07.txt", Content: []byte(c.head + aTalk)}, c.options)
			if err != nil {
				t.Fatal(err)
			}
			d := &drafts[0]
			if diff := cmp.Diff(c.want, d.Head); diff != "" {
				t.Errorf("head (-want +got):\n%s", diff)
			}
			told := strings.Contains(strings.Join(d.Assumed, "\n"), "attributes of P07 from the head of the transcript: ")
			if told != (len(c.want) > 0) {
				t.Errorf("told: %q", d.Assumed)
			}
			if len(d.Document.Turns) != 4 || len(d.Document.Properties) < strings.Count(c.head, "\n")/2 {
				t.Errorf("%d turns, properties %q", len(d.Document.Turns), d.Document.Properties)
			}
		})
	}
}

// A field that nobody foresaw does not end the head, nor does a title.
func TestHeadOfUnknownFields(t *testing.T) {
	t.Parallel()
	talk := "\nE: ¿Cómo llegó aquí?\nR: Por mi hermana.\nE: ¿Y después?\nR: Después nada.\n"
	said := []string{"E: ¿Cómo llegó aquí?", "R: Por mi hermana.", "E: ¿Y después?", "R: Después nada."}
	for _, c := range []struct {
		name, content string
		turns         []string
		properties    int
		attributes    [][2]string
	}{
		{"between known ones", "ENTREVISTA N° 7\nFecha: 14/03/2026\nNombre del entrevistado: Luz Vera Rey\n" +
			"RUT: 1.234.567-8\nApodo en la casa: Lucha\nEdad: 45\nOcupación: dueña de casa\nEntrevistador: J. Mar\n" + talk,
			said, 7, [][2]string{{"Edad", "45"}, {"Ocupación", "dueña de casa"}}},
		{"behind the known ones", "Fecha: 14/03/2026\nEdad: 45\nPROGRAMA: 12\nBarrio: Norte\n" + talk,
			said, 4, [][2]string{{"Edad", "45"}}},
		{"no empty line behind", "Fecha: 14/03/2026\nEdad: 45\nVecina: Ya estoy.\n" + strings.TrimPrefix(talk, "\n"),
			append([]string{"-: Vecina: Ya estoy."}, said...), 2, [][2]string{{"Edad", "45"}}},
		{"who asked", "INTERVIEW TRANSCRIPT\n\nStudy: Peer support\nInterviewed by: Eva Mar\nSetting: at home\n" +
			"\nEva: How was it?\nTom: Quiet?\nEva: And then?\nTom: Nothing?\n",
			[]string{"Eva: How was it?", "Tom: Quiet?", "Eva: And then?", "Tom: Nothing?"}, 3, nil},
		{"a sentence above", "She came in late.\nFecha: 14/03/2026\nEdad: 45\n" + talk,
			append([]string{"-: She came in late."}, said...), 2, [][2]string{{"Edad", "45"}}},
	} {
		d := one(t, "talk.txt", c.content, Options{})
		if diff := cmp.Diff(c.turns, turns(&d)); diff != "" {
			t.Errorf("%s: turns (-want +got):\n%s", c.name, diff)
		}
		if diff := cmp.Diff(c.attributes, d.Head); diff != "" {
			t.Errorf("%s: head (-want +got):\n%s", c.name, diff)
		}
		if len(d.Properties) != c.properties {
			t.Errorf("%s: properties %q", c.name, d.Properties)
		}
		if asks := d.Document.Speakers[0]; asks.Role != corpus.RoleInterviewer {
			t.Errorf("%s: %s is no interviewer", c.name, asks.Label)
		}
	}
}

// In a talk of several nobody knows whose the age is.
func TestHeadOfGroup(t *testing.T) {
	t.Parallel()
	text := "Date: 3 May 2026\nAge: 34\n\nModerator: Who begins?\nMarta: I can.\nTito: Or I.\nModerator: Go on.\nMarta: It was long.\nTito: Very long.\n"
	drafts, err := Read(decode.File{Name: "FG1.txt", Content: []byte(text)}, Options{Group: true})
	if err != nil {
		t.Fatal(err)
	}
	if d := &drafts[0]; len(d.Head) != 0 || len(d.Document.Properties) != 2 {
		t.Errorf("head %q, properties %q", d.Head, d.Document.Properties)
	}
}

// The roles and properties that a format has for its speakers are theirs.
func TestToldPeople(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		file, content string
		roles         []string
		head          [][2]string
	}{
		{
			"talk.xml", `<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><profileDesc><particDesc>
			<person xml:id="A" role="interviewer" age="60"><persName>Eva</persName></person>
			<person xml:id="B" sex="F" age="45"><persName>Luz</persName></person></particDesc></profileDesc></teiHeader>
			<text><body><u who="#A">I see.</u><u who="#B">Do you?</u></body></text></TEI>`,
			[]string{"Eva interviewer", "Luz participant"}, [][2]string{{"age", "45"}, {"sex", "F"}},
		},
		{
			"talk.eaf", `<ANNOTATION_DOCUMENT><TIME_ORDER><TIME_SLOT TIME_SLOT_ID="t1" TIME_VALUE="0"/>
			<TIME_SLOT TIME_SLOT_ID="t2" TIME_VALUE="900"/><TIME_SLOT TIME_SLOT_ID="t3" TIME_VALUE="1900"/></TIME_ORDER>
			<TIER TIER_ID="Interviewer" PARTICIPANT="Eva"><ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="a"
			TIME_SLOT_REF1="t1" TIME_SLOT_REF2="t2"><ANNOTATION_VALUE>I see.</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION>
			</ANNOTATION></TIER><TIER TIER_ID="P50" PARTICIPANT="Luz"><ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="b"
			TIME_SLOT_REF1="t2" TIME_SLOT_REF2="t3"><ANNOTATION_VALUE>Do you?</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION>
			</ANNOTATION></TIER></ANNOTATION_DOCUMENT>`,
			[]string{"Eva interviewer", "Luz participant"}, nil,
		},
		{
			"talk.cha", "@UTF8\n@Begin\n@Languages:\teng\n@Participants:\tEVA Eva Investigator, LUZ Luz Participant\n" +
				"@ID:\teng|c|EVA|60;||||Investigator|||\n@ID:\teng|c|LUZ|45;06.|female|||Participant|||\n" +
				"*EVA:\tI see .\n*LUZ:\tdo you ?\n@End\n",
			[]string{"EVA interviewer", "LUZ participant"}, [][2]string{{"age", "45"}, {"sex", "female"}},
		},
	} {
		d := one(t, c.file, c.content, Options{})
		if diff := cmp.Diff(c.roles, roles(&d)); diff != "" {
			t.Errorf("%s: speakers (-want +got):\n%s", c.file, diff)
		}
		if diff := cmp.Diff(c.head, d.Head); diff != "" {
			t.Errorf("%s: head (-want +got):\n%s", c.file, diff)
		}
	}
}
