package cli

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"framewise/cmd/internal/term"
)

// person runs commands as at a terminal of a hundred columns; answer is what
// is typed.
func person(t *testing.T, dir, answer string, args ...string) (code ExitCode, out, messages string) {
	t.Helper()
	var o, m bytes.Buffer
	if !slices.Contains(args, "--color") {
		args = append(slices.Clone(args), "--color", "never")
	}
	code = run(context.Background(), &term.Terminal{
		In: strings.NewReader(answer), Out: &o, Err: &m, InTTY: true, OutTTY: true, ErrTTY: true, Columns: 100,
	}, append(args, "--project", dir, "--as", "Ana Bravo"))
	return code, o.String(), m.String()
}

func TestTerminal(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "study")
	talk := filepath.Join(t.TempDir(), "P01.txt")
	text := "I: What did he bring?\nP: He brought the dark bread \u202eand\u202c the jam. (laughs)\n"
	if err := os.WriteFile(talk, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{
		{"init"}, {"framework", "use", "watson"}, {"import", talk},
		{"coding", "add", "P01", "love-labour", "the dark bread", "--stance", "positive"},
		{"coding", "add", "P01", "lived-experience", "He brought"},
		{"chart", "set", "P01", "love-labour", "--summary", "Bread: “the dark bread” (P01:2) [and jam]."},
		{"chart", "set", "P01", "lived-experience", "--empty", "nothing said"},
		{"memo", "add", "On bread.", "--about", "case P01", "--title", "Bread"},
	} {
		if code, _, messages := person(t, dir, "", args...); code != OK {
			t.Fatalf("%q: %d %s", args, code, messages)
		}
	}
	for _, tt := range []struct {
		name string
		args []string
		want []string // in the answer
	}{
		{"codings", []string{"coding", "list"}, []string{"AT     CASE", "P01:2  P01   love-labour       AB     ▲  the dark bread"}},
		{"colour", []string{"coding", "list", "--color", "always"}, []string{"\x1b[36mP01:2\x1b[0m"}},
		{"transcript", []string{"show", "P01"}, []string{
			"P01  transcript · en · P01.txt · 2 turns · 2 codings", "▸ love-labour · AB ▲  “the dark bread”", "\n2  P\n   He brought",
		}},
		{"asides", []string{"show", "P01", "--color", "always"}, []string{"the jam. \x1b[2m(laughs)\x1b[0m"}},
		{"matches", []string{"search", "bread", "--color", "never"}, []string{"the dark **bread**", "P01:2  P"}},
		{"phrase in colour", []string{"search", `"dark bread"`, "--color", "always"}, []string{"\x1b[1;4mdark bread\x1b[0m"}},
		{"facets", []string{"search", "bread", "--facets"}, []string{"case     P01"}},
		{"matrix", []string{"matrix", "show"}, []string{"CASE", "▲1 ✎1", "∅1", "–"}},
		{"theme", []string{"matrix", "show", "--theme", "love-labour"}, []string{"Bread: “the dark bread” (P01:2) [and jam]."}},
		{"empty theme", []string{"matrix", "show", "--theme", "lived-experience"}, []string{"∅ nothing said"}},
		{"cell", []string{"chart", "show", "P01", "love-labour", "--color", "always"}, []string{
			"\x1b[1m“the dark bread”\x1b[0m", "\x1b[2m[and jam]\x1b[0m", "• \x1b[2mP01:2 ▲ “the dark bread” (AB)",
		}},
		{"status", []string{"chart", "status"}, []string{"NOT CHARTED"}},
		{"framework", []string{"framework", "show"}, []string{"Five mechanisms of peer support", "love-labour"}},
		{"memo", []string{"memo", "list"}, []string{"Bread  (P01)", "  On bread."}},
		{"log", []string{"log"}, []string{"REVISION", "coding add"}},
		{"known file", []string{"import", talk}, []string{"P01.txt is P01 already"}},
		{"rehearsed file", []string{"import", talk, "--dry-run"}, []string{"P01.txt is P01 already"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			code, out, messages := person(t, dir, "", tt.args...)
			if code != OK {
				t.Fatalf("exit %d: %s", code, messages)
			}
			for _, want := range tt.want {
				if !strings.Contains(out, want) {
					t.Errorf("no %q in\n%s", want, out)
				}
			}
			if strings.ContainsRune(out, '\u202e') || !strings.Contains(strings.Join(tt.args, " "), "always") && strings.Contains(out, "\x1b") {
				t.Errorf("not safe for a terminal: %q", out)
			}
			for line := range strings.Lines(out) {
				if w := term.Width(strings.TrimSuffix(line, "\n")); w > 100 && !strings.Contains(out, "\x1b") {
					t.Errorf("a line of %d columns: %s", w, line)
				}
			}
		})
	}
}

// The page of the source stands where it begins, and beside every find.
func TestPages(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "study")
	talk := filepath.Join(t.TempDir(), "P02.xml")
	text := `<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en"><teiHeader/><text><body><pb n="4"/>` +
		`<u who="I"><seg>What did he bring?</seg></u><u who="Ana"><seg>Dark bread.</seg></u><pb n="5"/>` +
		`<u who="I"><seg>And then?</seg></u></body></text></TEI>`
	if err := os.WriteFile(talk, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		args []string
		want string
	}{
		{[]string{"init"}, ""},
		{[]string{"import", talk}, "3 turns"},
		{[]string{"show", "P02"}, "1  I  p. 4\n   What did he bring?\n\n2  Ana\n   Dark bread.\n\n3  I  p. 5\n"},
		{[]string{"search", "bread"}, "P02:2  Ana · p. 4 · en\n"},
	} {
		code, out, messages := person(t, dir, "", tt.args...)
		if code != OK || !strings.Contains(out, tt.want) {
			t.Errorf("%q: exit %d, no %q in\n%s%s", tt.args, code, tt.want, out, messages)
		}
	}
}

// Where a recording is known, the head names it, and a place says where it
// plays.
func TestRecordingShown(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "study")
	talk, recording := filepath.Join(t.TempDir(), "P03.srt"), filepath.Join(t.TempDir(), "P03.mp3")
	for path, text := range map[string]string{talk: "1\n00:00:04,000 --> 00:00:06,000\nHe brought bread.\n", recording: "invented"} {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, tt := range []struct {
		args []string
		want string
	}{
		{[]string{"init"}, ""},
		{[]string{"import", talk, "--media", recording}, "1 turn"},
		{[]string{"show", "P03"}, "recording: " + recording + "\n"},
		{[]string{"show", "P03:1"}, "0:00:04 of " + recording + "\n"},
	} {
		code, out, messages := person(t, dir, "", tt.args...)
		if code != OK || !strings.Contains(out, tt.want) {
			t.Errorf("%q: exit %d, no %q in\n%s%s", tt.args, code, tt.want, out, messages)
		}
	}
}

func TestAsks(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "study")
	for _, args := range [][]string{{"init"}, {"code", "add", "care", "Care"}, {"code", "add", "bread", "Bread", "--under", "care"}} {
		if code, _, messages := person(t, dir, "", args...); code != OK {
			t.Fatalf("%q: %d %s", args, code, messages)
		}
	}
	code, _, messages := person(t, dir, "n\n", "code", "retire", "care")
	if code != Failure || !strings.Contains(messages, "retire care and 2 codes below it? [y/N]") ||
		!strings.Contains(messages, "nothing was done") {
		t.Errorf("no: exit %d: %s", code, messages)
	}
	if _, out, _ := person(t, dir, "", "code", "list"); !strings.Contains(out, "bread") {
		t.Errorf("retired all the same:\n%s", out)
	}
	if code, _, messages := person(t, dir, "y\n", "code", "retire", "care"); code != OK {
		t.Errorf("yes: exit %d: %s", code, messages)
	}
	if _, out, _ := person(t, dir, "", "code", "list"); strings.Contains(out, "bread") {
		t.Errorf("not retired:\n%s", out)
	}
}

func TestWorkbookAndTerminal(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "study")
	for _, args := range [][]string{{"init"}, {"framework", "use", "watson"}, {"case", "set", "P01", "age=3"}} {
		if code, _, messages := person(t, dir, "", args...); code != OK {
			t.Fatalf("%q: %d %s", args, code, messages)
		}
	}
	code, out, messages := person(t, dir, "", "matrix", "export")
	if code != Failure || out != "" || !strings.Contains(messages, "hint: name a file with -o") {
		t.Errorf("exit %d, %d bytes: %s", code, len(out), messages)
	}
}
