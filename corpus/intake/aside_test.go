package intake

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Remarks that a format tells from speech are nobody's words, and the language
// that a file names is believed.
func TestAsides(t *testing.T) {
	t.Parallel()
	tei := read(t, "x.xml", `<TEI xml:lang="gl"><text><body><u who="Ana">Hola.</u><note>Sae</note><u who="Ana">Ya.</u>`+
		`<u who="Leo">Si.</u></body></text></TEI>`, Options{})[0]
	if diff := cmp.Diff([]string{"Ana: Hola.", "-: [Sae]", "Ana: Ya.", "Leo: Si."}, turns(&tei)); diff != "" {
		t.Errorf("untimed (-want +got):\n%s", diff)
	}
	if tei.Document.Language != "gl" {
		t.Errorf("language %q", tei.Document.Language)
	}
	cha := read(t, "x.cha", "@UTF8\n@Begin\n@Languages:\tspa\n*A:\thola 0_900\n@Comment:\tsale\n*A:\tya 900_1900\n"+
		"*A:\tsí 2000_2500\n*B:\tno 9000_9500\n@End\n", Options{})[0]
	if diff := cmp.Diff([]string{"0:00:00 A: hola", "-: [sale]", "0:00:00 A: ya sí", "0:00:09 B: no"}, turns(&cha)); diff != "" {
		t.Errorf("timed (-want +got):\n%s", diff)
	}
	if end := cha.Document.Turns[2].End.Milliseconds(); cha.Document.Language != "es" || end != 2500 {
		t.Errorf("language %q, end %d", cha.Document.Language, end)
	}
	for said, want := range map[string]string{"spa": "es", "en_us": "en-US", "Spanish": "", "mul": "", "x": ""} {
		d := Draft{Properties: [][2]string{{"Language", said}}}
		if got := d.languageInHead(); got != want {
			t.Errorf("language %q was read as %q, want %q", said, got, want)
		}
	}
}
