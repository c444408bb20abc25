package intake

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"framewise/corpus"
	"framewise/corpus/decode"
)

// dataFolder is the folder of real transcripts, which are not ours to keep in
// the repository: FRAMEWISE_DATA, or shared/data beside the checkout.
func dataFolder(t *testing.T) string {
	t.Helper()
	folder := os.Getenv("FRAMEWISE_DATA")
	if folder == "" {
		dir, err := os.Getwd()
		if err != nil {
			t.Fatal(err)
		}
		for {
			if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
				break
			}
			if filepath.Dir(dir) == dir {
				t.Skip("no go.mod above the package, so no folder of real transcripts")
			}
			dir = filepath.Dir(dir)
		}
		folder = filepath.Join(dir, "..", "shared", "data")
	}
	if _, err := os.Stat(filepath.Join(folder, "interviews")); err != nil {
		if os.Getenv("FRAMEWISE_CI") != "" {
			t.Fatalf("no real transcripts at %s, which CI has", folder)
		}
		t.Skipf("no real transcripts at %s: set FRAMEWISE_DATA", folder)
	}
	return folder
}

// inData is what is known of the speakers of a real transcript.
type inData struct {
	speakers    int
	has         string // labels that must be among them, with | between
	interviewer string // its label; empty where there is none
}

var realSpeakers = map[string]inData{
	"interviews/en/pdpilot/P1.pdf": {2, "Dan|Participant", "Dan"},
	"interviews/en/pdpilot/P2.pdf": {2, "Dan|Participant", "Dan"},
	"interviews/en/pdpilot/P4.pdf": {2, "Dan|Participant", "Dan"},
	"interviews/en/pdpilot/P6.pdf": {2, "Dan|Participant", "Dan"},
	"interviews/ca/parlament/PCAT-0101-12032021.docx": {
		7, "El secretari general|Carlos Carrizosa Torres", ""},
	"interviews/ca/parlament/PCAT-0202-30032021.docx": {
		13, "La presidenta|Salvador Illa i Roca", ""},
	"interviews/de/divekit/nnWMA2_transkript.md": {3, "I|B", "I"},
	"interviews/de/haski/NodeGrade_paper_ECSEE_qualitative_data_interview1_german.docx": {
		3, "I|S1|S2", "I"},
	"interviews/de/haski/NodeGrade_paper_ECSEE_qualitative_data_interview2_german.docx": {
		3, "I|S3|S4", "I"},
	"interviews/en/bitcointranscripts/bitcoin-review-podcast__covenants-introspection-ctv-and-activation-impasse.md": {
		3, "NVK|Rijndael|James", ""},
	"interviews/en/bitcointranscripts/stephan-livera-podcast__2020-08-13-christian-decker.md": {
		2, "Stephan Livera|Christian Decker", "Stephan Livera"},
	"interviews/en/changelog/brainscience__brain-science-33.md": {
		2, "Adam Stacoviak|Mireille Reece, PsyD", ""},
	"interviews/en/changelog/podcast__the-changelog-345.md": {
		3, "Jerod Santo|Evan Conrad|Adam Stacoviak", ""},
	"interviews/en/nasa/apollo11-CM.txt":     {9, "CDR|CMP|LMP|CDR / LMP", ""},
	"interviews/en/qualcoder/transcript.txt": {3, "id1|id2|id3", ""},
	"interviews/es/bitcointranscripts/andreas-antonopoulos__2014-10-08-andreas-antonopolous-canada-senate-bitcoin.es.md": {
		9, "AA|Senador|Senador Black", ""},
	"interviews/es/bitcointranscripts/bitcoin-magazine__2020-08-03-eric-lombrozo-luke-dashjr-taproot-activation.es.md": {
		3, "Aaron van Wirdum|Eric Lombrozo|Luke Dashjr", "Aaron van Wirdum"},
	"interviews/es/bitcointranscripts/lets-talk-bitcoin-podcast__2019-06-09-ltb-pieter-wuille-jonas-nick.es.md": {
		6, "Adam|Stephanie|Pieter|Jonas", ""},
	"interviews/es/guionistas-py/Entrevista_E1.md":                            {2, "ENTREVISTADOR|E1", "ENTREVISTADOR"},
	"interviews/es/guionistas-py/Entrevista_E3.md":                            {3, "ENTREVISTADOR|E1|E3", "ENTREVISTADOR"},
	"interviews/he/knesset/20_ptv_317899.doc":                                 {7, `היו"ר משה גפני|קובי בוזו|שלומית ארליך`, ""},
	"interviews/he/knesset/20_ptv_317899.txt":                                 {7, `היו"ר משה גפני|קובי בוזו|שלומית ארליך`, ""},
	"interviews/he/knesset/parts_86485.csv":                                   {9, `היו"ר שלום שמחון|אתי בנדלר`, ""},
	"interviews/pt/cpi-pandemia/NT_12-Deliberativa.csv":                       {14, "Omar Aziz|HUMBERTO COSTA", ""},
	"interviews/pt/cpi-pandemia/NT_65-Deliberativa.csv":                       {3, "Omar Aziz|HUMBERTO COSTA", ""},
	"interviews/de/parlamint/ParlaMint-AT_1996-05-07-020-XX-NRSITZ-00022.xml": {1, "Willi Brauneder", ""},
	"interviews/es/parlamint/ParlaMint-ES_2021-09-28-CD210928.xml": {
		48, "chair|AlfonsoRodríguezGómezDeCelis|JoanBaldovíRoda", ""},
	"interviews/gl/parlamint/ParlaMint-ES-GA_2021-10-26-DSPG052.xml": {
		2, "SantalicesMiguelÁngel|PorroMaríaCorina", ""},
	"formats/tei_xml/tei_ParlaMint-AT_2003-05-23.xml":    {21, "Andreas Khol|Karl Öllinger|Peter Pilz", ""},
	"formats/tei_xml/tei_ParlaMint-ES-GA_2022-05-24.xml": {1, "SantalicesMiguelÁngel", ""},
	"interviews/en-ja-zh/archive.tw/2019-03-09-Interview-with-Hal-Hal.an.xml": {
		4, "関治之|蔡偉淦|Audrey Tang|林冠妤", ""},
	"interviews/en/archive.tw/2016-07-30-Interview-with-Nesta.an.xml": {2, "Theo Bass|Audrey Tang", "Theo Bass"},
	"interviews/en/archive.tw/2017-04-25-Interview-with-Javier-C.-Hernández.an.xml": {
		2, "Javier C. Hernández|Audrey Tang", "Javier C. Hernández"},
	"interviews/en/archive.tw/2017-08-29-Interview-with-Mele-Ane-Havea.an.xml": {
		2, "Mele-Ane Havea|Audrey Tang", "Mele-Ane Havea"},
	"interviews/en/archive.tw/2019-10-08-Interview-with-Renat-Künzi.an.xml": {
		2, "Renat Künzi|Audrey Tang", "Renat Künzi"},
	"interviews/en/archive.tw/2020-02-23-Interview-with-Ima-Sanchís.an.xml": {
		3, "Ima Sanchís|Audrey Tang|Angélica Guevara", "Ima Sanchís"},
	"interviews/fr/archive.tw/2016-01-25-artetv-tous-les-internets.an.xml": {
		2, "Maxime Vatteblé|Audrey Tang", "Maxime Vatteblé"},
	"interviews/fr/archive.tw/2016-01-27-Un-jour-dans-le-monde.an.xml": {
		4, "Nicolas Demorand|Saskia Sassen|Audrey Tang", ""},
	"interviews/zh/archive.tw/2016-06-30-vTaiwan及Join平台之分析訪談-呂家華.an.xml": {2, "問|呂家華", "問"},
	"interviews/zh/archive.tw/2016-10-12-國土及公共治理季刊第16期-政策對談.an.xml": {
		4, "高子羽|唐鳳|曾旭正|潘國才", "高子羽"},
	"interviews/zh/archive.tw/2019-11-11-諮商心理師、臨床心理師全聯會來訪.an.xml": {8, "郭乃文|唐鳳|黃雅羚|林惠蓉", ""},
	"interviews/zh/archive.tw/2020-03-11-鳴醫來訪.an.xml":             {2, "Cary|唐鳳", ""},
	"interviews/en/qmsum/Bed002.json":                             {6, "Grad A|Grad B|Professor C|Grad D|Grad E|Grad F", ""},
	"interviews/en/qmsum/ES2002a.json":                            {4, "Project Manager|Marketing|Industrial Designer|User Interface", ""},
	"interviews/en/qmsum/education_0.json": {
		11, "Lynne Neagle AM|Julie Morgan AM|Vaughan Gething AM|Nicola Edwards", ""},
	"interviews/en/qmsum/education_11.json":               {6, "Carol Shillabeer|Lynne Neagle AM|Hefin David AM", ""},
	"formats/eaf/poio_example.eaf":                        {2, "K-Spch|W-Spch", ""},
	"formats/eaf/speach_fables_01_03_aesop.eaf":           {1, "P001", ""},
	"formats/eaf/speach_test.eaf":                         {1, "P001", ""},
	"formats/textgrid/batchalign_utterance.TextGrid":      {2, "PAR0|PAR1", ""},
	"formats/textgrid/mfa_michaelandsickmichael.TextGrid": {2, "michael|sickmichael", ""},
	"formats/cha/batchalign_test.cha":                     {1, "PAR0", ""},
	"formats/cha/batchalign_media_missing.cha":            {1, "PAR0", ""},
	"formats/html/podcast-namespace_example.html":         {3, "Travis|Sarah|Gilon", ""},
	"formats/replica/f4_es.rtf":                           {2, "I|B", "I"},
	"formats/replica/noscribe_en.html":                    {2, "S00|S01", "S00"},
	"formats/replica/otter_es.txt":                        {2, "ENTREVISTADOR|E1", "ENTREVISTADOR"},
	"formats/replica/teams_en.vtt":                        {2, "Theo Bass|Audrey Tang", "Theo Bass"},
	"formats/srt/podcast-namespace_example.srt":           {3, "Travis|Sarah", ""},
	"formats/txt/encodings/de_cp1252.txt":                 {3, "I|B", "I"},
	"formats/txt/encodings/es_cp1252_crlf.txt":            {2, "ENTREVISTADOR|E1", "ENTREVISTADOR"},
	"formats/txt/encodings/es_macroman_cr.txt":            {2, "ENTREVISTADOR|E1", "ENTREVISTADOR"},
	"formats/txt/encodings/es_utf16le-bom_crlf.txt":       {2, "ENTREVISTADOR|E1", "ENTREVISTADOR"},
	"formats/txt/encodings/es_utf16le-nobom.txt":          {2, "ENTREVISTADOR|E1", "ENTREVISTADOR"},
	"formats/txt/encodings/es_utf8-bom_crlf.txt":          {2, "ENTREVISTADOR|E1", "ENTREVISTADOR"},
	"formats/txt/encodings/es_utf8_cr.txt":                {2, "ENTREVISTADOR|E1", "ENTREVISTADOR"},
	"formats/txt/encodings/es_utf8_nbsp_smartquotes.txt":  {2, "ENTREVISTADOR|E1", "ENTREVISTADOR"},
	"formats/txt/encodings/es_utf8_nfd.txt":               {2, "ENTREVISTADOR|E1", "ENTREVISTADOR"},
	"formats/txt/encodings/zh_utf8.txt":                   {2, "Cary|唐鳳", ""},
	"formats/txt/irc_2006-11-30_08.raw.txt":               {48, "boink|JunkeyWRK", ""},
	"formats/txt/zoom-chat_acde__2026-07-02_240__chat.txt": {
		36, "frangio|Ansgar Dietrichs|Justin Florentine|Jihoon", ""},
	"formats/vtt/podcast-namespace_example.vtt":   {2, "Sarah", ""},
	"formats/vtt/vttjs_voice_with-annotation.vtt": {1, "Mary", ""},
	"formats/vtt/vttjs_voice_with-subclass.vtt":   {1, "Joe", ""},
	"formats/vtt/zoom_acde__2026-07-02_240__transcript.vtt": {
		21, "Ansgar Dietrichs|Pooja Ranjan", ""},
	"formats/vtt/zoom_acde__2026-07-02_240__transcript_corrected.vtt": {
		21, "Ansgar Dietrichs|Pooja Ranjan", ""},
	"formats/vtt/zoom_pqinterop__2026-03-11_030__transcript.vtt": {
		11, "Will Corcoran|Gajinder Singh", ""},
	"formats/csv_xlsx/qualcoder_survey456.csv":  {1, "ID4", ""},
	"formats/csv_xlsx/qualcoder_survey789.xlsx": {1, "ID7", ""},
}

// Every real transcript has the speakers that are known to be in it, or a
// warning that says why there are none, or an error that says what to do.
func TestRealTranscripts(t *testing.T) {
	t.Parallel()
	root := dataFolder(t)
	counted, seen := countedTurns(t), 0
	for _, folder := range []string{"interviews", "formats", "adversarial"} {
		err := filepath.WalkDir(filepath.Join(root, folder), func(path string, e fs.DirEntry, err error) error {
			if err != nil || e.IsDir() {
				return err
			}
			content, err := os.ReadFile(path)
			if err != nil || decode.Sniff(content, e.Name()) == decode.Unknown {
				return err
			}
			name, _ := filepath.Rel(root, path)
			name = filepath.ToSlash(name)
			want, known := realSpeakers[name]
			if known {
				seen++
			}
			drafts, err := Read(decode.File{Name: filepath.Base(path), Content: content}, Options{})
			if err != nil {
				var e *corpus.Error
				if known || !errors.As(err, &e) || e.Hint() == "" {
					t.Errorf("%s: %v", name, err)
				}
				return nil
			}
			for i := range drafts {
				checkDraft(t, &drafts[i])
			}
			checkReal(t, name, &drafts[0], want, known)
			if counted[name] != "" {
				checkTurns(t, name, &drafts[0], counted[name])
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if seen == 0 {
		t.Errorf("none of the known transcripts is in %s", root)
	}
}

func checkReal(t *testing.T, name string, d *Draft, want inData, known bool) {
	t.Helper()
	labels := make([]string, len(d.Document.Speakers))
	interviewer := ""
	for i, s := range d.Document.Speakers {
		labels[i] = s.Label
		if s.Role == corpus.RoleInterviewer {
			interviewer = s.Label
		}
	}
	if !known {
		if len(labels) == 0 && len(d.Document.Turns) > 1 && !warned(d, "no speakers were found") &&
			!warned(d, "no column names the speakers") {
			t.Errorf("%s: no speakers, and no warning that says so", name)
		}
		return
	}
	if len(labels) != want.speakers {
		t.Errorf("%s: %d speakers %q, want %d", name, len(labels), labels, want.speakers)
	}
	for l := range strings.SplitSeq(want.has, "|") {
		if !slices.Contains(labels, l) {
			t.Errorf("%s: %q is not among the speakers %q", name, l, labels)
		}
	}
	if interviewer != want.interviewer {
		t.Errorf("%s: the interviewer is %q, want %q", name, interviewer, want.interviewer)
	}
	// Attributing words is the point: most of the text is somebody's.
	said := corpus.Pos(0)
	for _, turn := range d.Document.Turns {
		if turn.Speaker != corpus.NoSpeaker {
			said += turn.Span.Len()
		}
	}
	if total := corpus.NewText(d.Text).Len(); said*2 < total {
		t.Errorf("%s: only %d of %d characters are anybody's words", name, said, total)
	}
	if d.Document.Language == "" && len(d.Text) > 2000 {
		t.Errorf("%s: no language", name)
	}
}
