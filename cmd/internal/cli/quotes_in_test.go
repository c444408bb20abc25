package cli

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"framewise/cmd/internal/term"
)

// bilingualStudy has an interview with its translation, coded in the original;
// the second turn of each has other sentences.
func bilingualStudy(t *testing.T) string {
	t.Helper()
	dir, files := filepath.Join(t.TempDir(), "study"), t.TempDir()
	for name, text := range map[string]string{
		"P07.es.txt": "E: ¿Qué traía?\nP: Traía pan. Pan oscuro, los lunes. Se quedaba.\nE: ¿Y después?\nP: No volvió más. Nunca supe por qué.\n",
		"P07.en.txt": "I: What did he bring?\nP: He brought bread, dark bread, on Mondays. He stayed.\nI: And then?\nP: He never came back. I never knew why.\n",
	} {
		if err := os.WriteFile(filepath.Join(files, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, args := range [][]string{
		{"init", "--language", "es"}, {"framework", "use", "watson"},
		{"import", filepath.Join(files, "P07.es.txt"), filepath.Join(files, "P07.en.txt")},
		{"coding", "add", "P07.es", "love-labour", "Pan oscuro", "--stance", "positive"},
		{"coding", "add", "P07.es", "lived-experience", "No volvió"},
	} {
		if code, _, messages := person(t, dir, "", args...); code != OK {
			t.Fatalf("%q: %d %s", args, code, messages)
		}
	}
	return dir
}

// TestQuotesInAtTerminal: what a person at a terminal reads.
func TestQuotesInAtTerminal(t *testing.T) {
	t.Parallel()
	dir := bilingualStudy(t)
	for _, tt := range []struct {
		args []string
		want []string
		not  string
	}{
		{[]string{"show", "P07"}, []string{"▸ love-labour · AB ▲  “Pan oscuro”\n"}, "dark bread"},
		{
			[]string{"show", "P07", "--quotes-in", "en"},
			[]string{"▸ love-labour · AB ▲  (whole turn) “He brought bread, dark bread, on Mondays. He stayed.”\n"}, "“Pan",
		},
		{
			[]string{"show", "P07", "--quotes-in", "both"},
			[]string{"▸ lived-experience · AB  (es) “No volvió”\n                            (en) “He never came back.”\n"}, "",
		},
		{
			[]string{"chart", "show", "P07", "--quotes-in", "both"},
			[]string{"P07:4 “No volvió” (es) “He never came back.” (en) (AB)"}, "",
		},
		{[]string{"chart", "show", "P07", "--quotes-in", "en"}, []string{"P07:4 “He never came back.” (AB)"}, "volvió"},
		{[]string{"coding", "list", "--quotes-in", "en"}, []string{"He never came back."}, "volvió"},
		{[]string{"search", "code:lived-experience", "--quotes-in", "both"}, []string{"No volvió\n  (en) He never came back.\n"}, ""},
		{
			[]string{"search", "code:love-labour", "--quotes-in", "en"},
			[]string{"· en · whole turn · love-labour", "  He brought bread"}, "Pan",
		},
	} {
		code, out, messages := person(t, dir, "", tt.args...)
		if code != OK {
			t.Fatalf("%q: exit %d: %s", tt.args, code, messages)
		}
		for _, want := range tt.want {
			if !strings.Contains(out, want) {
				t.Errorf("%q: no %q in\n%s", tt.args, want, out)
			}
		}
		if tt.not != "" && strings.Contains(out, tt.not) {
			t.Errorf("%q: %q in\n%s", tt.args, tt.not, out)
		}
		for line := range strings.Lines(out) {
			if w := term.Width(strings.TrimSuffix(line, "\n")); w > 100 {
				t.Errorf("%q: a line of %d columns: %s", tt.args, w, line)
			}
		}
	}
}

// TestChartNextQuotesIn: the page that is charted in has the quotes in the
// language asked for, and what stands around them with their own words.
func TestChartNextQuotesIn(t *testing.T) {
	dir := bilingualStudy(t)
	for in, want := range map[string]string{
		"coded": "#   Traía pan. “Pan oscuro”, los lunes. Se quedaba.\n",
		"en":    "#   (whole turn) “He brought bread, dark bread, on Mondays. He stayed.”\n",
		"both": "#   (es) Traía pan. “Pan oscuro”, los lunes. Se quedaba.\n" +
			"#   (en, whole turn) “He brought bread, dark bread, on Mondays. He stayed.”\n",
	} {
		seen := editing(t, "true\n")
		code, _, messages := person(t, dir, "", "chart", "next", "P07", "love-labour", "--quotes-in", in)
		if code != OK {
			t.Fatalf("exit %d: %s", code, messages)
		}
		page, err := os.ReadFile(seen)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(string(page), want) {
			t.Errorf("in %s no %q in\n%s", in, want, page)
		}
	}
}
