package cli

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"framewise/cmd/internal/term"
)

// editing makes a script the editor; what it is given lies in the file seen.
func editing(t *testing.T, script string) (seen string) {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("the editor of this test is a shell script")
	}
	dir := t.TempDir()
	path := filepath.Join(dir, "an editor") // with a space, as programs have
	seen = filepath.Join(dir, "seen")
	script = "#!/bin/sh\nls -l \"$1\" >" + seen + ".mode; cp \"$1\" " + seen + ".part; mv " + seen + ".part " + seen + "\n" + script
	if err := os.WriteFile(path, []byte(script), 0o700); err != nil {
		t.Fatal(err)
	}
	t.Setenv("VISUAL", "")
	t.Setenv("EDITOR", path)
	return seen
}

// writes is an editor's script that puts a text above what is there.
func writes(text string) string {
	return "{ printf '%s\\n' '" + text + "'; cat \"$1\"; } >\"$1.new\" && mv \"$1.new\" \"$1\"\n"
}

func codedStudy(t *testing.T) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "study")
	talk := filepath.Join(t.TempDir(), "P01.txt")
	text := "I: What did he bring?\nP: On Mondays he brought the dark bread and the jam, and he stayed.\n" +
		"I: And then?\nP: He never came back.\n"
	if err := os.WriteFile(talk, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{
		{"init"}, {"framework", "use", "watson"}, {"import", talk},
		{"coding", "add", "P01", "love-labour", "the dark bread", "--stance", "positive", "--memo", "as at home"},
		{"coding", "add", "P01", "lived-experience", "never came back", "--key"},
	} {
		if code, _, messages := person(t, dir, "", args...); code != OK {
			t.Fatalf("%q: %d %s", args, code, messages)
		}
	}
	return dir
}

func TestChartNext(t *testing.T) {
	dir := codedStudy(t)
	noDrafts := func() {
		t.Helper()
		if left := term.Drafts(dir); len(left) > 0 {
			t.Errorf("left behind: %v", left)
		}
	}
	next := func(answer string, args ...string) string {
		t.Helper()
		code, out, messages := person(t, dir, answer, append([]string{"chart", "next"}, args...)...)
		if code != OK {
			t.Fatalf("exit %d: %s", code, messages)
		}
		noDrafts()
		return out + messages
	}
	shown := func(code string) string {
		t.Helper()
		_, out, _ := person(t, dir, "", "chart", "show", "P01", code)
		return out
	}

	seen := editing(t, writes("Brought “the dark bread” (P01:2).\n\\# one\n# not this"))
	said := next("", "P01", "love-labour")
	if !strings.Contains(said, "charted P01 × love-labour: draft, resting on 1 quote") {
		t.Errorf("charting says %s", said)
	}
	if out := shown("love-labour"); !strings.Contains(out, "(P01:2).\n  # one\n") || strings.Contains(out, "not this") ||
		!strings.Contains(out, "draft · Ana Bravo") {
		t.Errorf("charted:\n%s", out)
	}
	page, err := os.ReadFile(seen)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"\n# P01 × ", " — to chart\n", "\n# — What did he bring?\n# P01:2 · ▲ positive · AB\n",
		"#   On Mondays he brought “the dark bread” and the jam, and he stayed.\n#   [as at home]\n",
	} {
		if !strings.Contains(string(page), want) {
			t.Errorf("no %q in\n%s", want, page)
		}
	}
	if mode, err := os.ReadFile(seen + ".mode"); err != nil || !strings.HasPrefix(string(mode), "-rw-------") ||
		!strings.Contains(string(mode), dir+string(filepath.Separator)) {
		t.Errorf("the page lay at %s %v", mode, err)
	}

	// From one to the next; an emptied or untouched page changes nothing.
	editing(t, ": >\"$1\"\n")
	said = next("y\nn\n")
	for _, want := range []string{"love-labour is as it was", "mark it as reviewed by you? [y/N]", "go on to P01 × "} {
		if !strings.Contains(said, want) {
			t.Errorf("no %q in\n%s", want, said)
		}
	}
	seen = editing(t, "")
	said = next("y\n", "--status", "draft")
	if !strings.Contains(said, "warning: the author reviews the cell") || !strings.Contains(shown("love-labour"), "reviewed by Ana Bravo") {
		t.Errorf("reviewing says %s\n%s", said, shown("love-labour"))
	}
	if page, _ := os.ReadFile(seen); !strings.HasPrefix(string(page), "Brought “the dark bread” (P01:2).\n\\# one\n\n# P01 × ") ||
		!strings.Contains(string(page), "(draft by Ana Bravo)") {
		t.Errorf("the page of a draft:\n%s", page)
	}

	// New quotes: the cell may stay as it is, once they were looked at.
	time.Sleep(2 * time.Millisecond) // times are kept to the millisecond
	if code, _, messages := person(t, dir, "", "coding", "add", "P01", "love-labour", "he stayed"); code != OK {
		t.Fatal(messages)
	}
	seen = editing(t, "")
	if said = next("y\n", "P01", "love-labour"); !strings.Contains(said, "with the new quotes considered? [y/N]") {
		t.Errorf("new quotes: %s", said)
	}
	if page, _ := os.ReadFile(seen); !strings.Contains(string(page), "# P01:2 · AB · new\n") {
		t.Errorf("the page with new quotes:\n%s", page)
	}
	if said = next("", "P01", "love-labour"); !strings.Contains(said, "no cell needs work") {
		t.Errorf("considered, and still: %s", said)
	}
	if out := shown("love-labour"); !strings.Contains(out, "reviewed ·") {
		t.Errorf("considering changed the status:\n%s", out)
	}
	editing(t, "")
	if next("y\n", "--status", "reviewed"); !strings.Contains(shown("love-labour"), "agreed ·") {
		t.Errorf("not agreed:\n%s", shown("love-labour"))
	}

	// An editor that fails changes nothing; no editor is told.
	editing(t, "exit 3\n")
	if code, _, messages := person(t, dir, "", "chart", "next"); code != Failure || !strings.Contains(messages, "exit status 3") {
		t.Errorf("a failing editor: %d %s", code, messages)
	}
	noDrafts()
	t.Setenv("EDITOR", "")
	if code, _, messages := person(t, dir, "", "chart", "next"); code != Usage || !strings.Contains(messages, "hint: EDITOR=") {
		t.Errorf("no editor: %d %s", code, messages)
	}
	noDrafts()
}

// TestChartNextMeanwhile: somebody else charts the cell while it is open. What
// was written is kept beside, and nothing is overwritten.
func TestChartNextMeanwhile(t *testing.T) {
	dir := codedStudy(t)
	seen := editing(t, "while [ ! -e \"$0.go\" ]; do sleep 0.02; done\n"+writes("Mine (P01:4)."))
	type result struct {
		code     ExitCode
		messages string
	}
	done := make(chan result)
	go func() {
		code, _, messages := person(t, dir, "", "chart", "next", "P01", "lived-experience")
		done <- result{code, messages}
	}()
	for {
		if _, err := os.Stat(seen); err == nil {
			break
		}
		time.Sleep(5 * time.Millisecond)
	}
	if code, _, messages := person(t, dir, "", "chart", "set", "P01", "lived-experience", "--summary", "Theirs (P01:4)."); code != OK {
		t.Fatal(messages)
	}
	if err := os.WriteFile(filepath.Join(filepath.Dir(seen), "an editor.go"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	r := <-done
	left := term.Drafts(dir)
	if r.code != Failure || len(left) != 1 || !strings.Contains(r.messages, "charted anew meanwhile") ||
		!strings.Contains(r.messages, "what you wrote is in "+left[0]) {
		t.Fatalf("exit %d, left %v: %s", r.code, left, r.messages)
	}
	if words, _ := os.ReadFile(left[0]); !strings.HasPrefix(string(words), "Mine (P01:4).\n") {
		t.Errorf("left: %s", words)
	}
	if _, out, _ := person(t, dir, "", "chart", "show", "P01", "lived-experience"); !strings.Contains(out, "Theirs (P01:4).") {
		t.Errorf("overwritten:\n%s", out)
	}
	if _, _, messages := person(t, dir, "", "chart", "next", "--list"); !strings.Contains(messages, left[0]+" holds its words") {
		t.Errorf("what was left is not told: %s", messages)
	}
}

func TestReadCharting(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ name, page, want string }{
		{"nothing", "\n\n# P01\n#\n", ""},
		{"lines", "One.\n\nTwo.  \n# P01\n", "One.\n\nTwo."},
		{"a line that begins with #", "\\#1 is bread\n\\\\# two\n# P01\n", "#1 is bread\n\\# two"},
		{"below the notes too", "# P01\nOne.", "One."},
		{"as Windows writes", "\uFEFFOne.\r\nTwo.\r\n# P01\r\n", "One.\nTwo."},
	} {
		t.Run(test.name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, readCharting(test.page)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// TestSummingUp: when a case is charted its own summary is asked for, with what
// is charted and a place for range and exceptions.
func TestSummingUp(t *testing.T) {
	dir := codedStudy(t)
	for _, args := range [][]string{
		{"P01", "love-labour", "--summary", "Bread (P01:2).", "--comment", "as at home", "--stance", "positive"},
		{"P01", "lived-experience", "--summary", "Gone (P01:4*)."},
	} {
		if code, _, messages := person(t, dir, "", append(append([]string{"chart", "set"}, args...), "--status", "agreed")...); code != OK {
			t.Fatalf("%q: %d %s", args, code, messages)
		}
	}
	next := func(answer string) string {
		t.Helper()
		code, out, messages := person(t, dir, answer, "chart", "next")
		if code != OK {
			t.Fatalf("exit %d: %s", code, messages)
		}
		if left := term.Drafts(dir); len(left) > 0 {
			t.Errorf("left behind: %v", left)
		}
		return out + messages
	}
	untouched := editing(t, "")
	if said := next(""); !strings.Contains(said, "P01 × all is as it was") {
		t.Errorf("an untouched page says %s", said)
	}
	page, err := os.ReadFile(untouched)
	if err != nil {
		t.Fatal(err)
	}
	want := "\nRange of views:\n\nExceptions:\n\n# P01 × all codes — to sum up\n"
	if !strings.HasPrefix(string(page), want) || !strings.Contains(string(page), "\n#   Bread (P01:2).\n#   [as at home]\n") ||
		!strings.Contains(string(page), " · ▲ positive\n") {
		t.Errorf("the page is\n%s", page)
	}
	editing(t, "sed -i.bak -e '1s/^/Bread, then nobody (P01:2, P01:4)./' -e 's/^Exceptions:/&\\nNone but the jam./' \"$1\"; rm \"$1.bak\"\n")
	if said := next(""); !strings.Contains(said, "charted P01 × all: draft, resting on 2 quotes") {
		t.Errorf("summing up says %s", said)
	}
	_, out, _ := person(t, dir, "", "chart", "show", "P01", "all")
	if !strings.Contains(out, "  Bread, then nobody (P01:2, P01:4).\n  Exceptions: None but the jam.\n") || strings.Contains(out, "Range") {
		t.Errorf("summed up:\n%s", out)
	}
	// What stands there is there again, and a draft is to be reviewed.
	again := editing(t, "")
	if said := next("y\n"); !strings.Contains(said, "charted P01 × all: reviewed") {
		t.Errorf("reviewing says %s", said)
	}
	if page, err = os.ReadFile(again); err != nil || !strings.HasPrefix(string(page),
		"Bread, then nobody (P01:2, P01:4).\nRange of views:\n\nExceptions:\nNone but the jam.\n# P01 × all codes — to review") {
		t.Errorf("the page is (%v)\n%s", err, page)
	}
}
