package corpus

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestAsides(t *testing.T) {
	t.Parallel()
	for s, want := range map[string][]string{
		"He came (laughs) and sat [pause] down.":                     {"(laughs)", "[pause]"},
		"Yes [inaudible 00:03:12], ((telephone rings)) no (2.5) (.)": {"[inaudible 00:03:12]", "((telephone rings))", "(2.5)", "(.)"},
		"Sí (se ríe), bueno (pausa larga) (llora un poco).":          {"(se ríe)", "(pausa larga)", "(llora un poco)"},
		"Ja (lacht) gut (unverständlich).":                           {"(lacht)", "(unverständlich)"},
		"Well {vocalsound} yes (Applause.) (Aplaudiments forts.)":    {"{vocalsound}", "(Applause.)", "(Aplaudiments forts.)"},
		// what is said in parentheses is said
		"My brother (the elder one) came, in 1998 (or was it 1999), (I laughed).": nil,
		"a [ b\nc ] d": nil,
		"":             nil,
	} {
		var got []string
		for _, at := range Asides(s) {
			got = append(got, s[at[0]:at[1]])
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("%s (-want +got):\n%s", s, d)
		}
	}
}
