package cli

import (
	"archive/zip"
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"framewise/cmd/internal/term"
)

// retype types other words into a workbook.
func retype(t *testing.T, path string, pairs ...string) {
	t.Helper()
	in, err := zip.OpenReader(path)
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	var b bytes.Buffer
	out := zip.NewWriter(&b)
	for _, part := range in.File {
		r, err := part.Open()
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		w, err := out.Create(part.Name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := strings.NewReplacer(pairs...).WriteString(w, string(content)); err != nil {
			t.Fatal(err)
		}
	}
	if err := out.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestMatrixImportAsks(t *testing.T) {
	t.Parallel()
	dir := codedStudy(t)
	do := func(want ExitCode, answer string, args ...string) string {
		t.Helper()
		code, out, messages := person(t, dir, answer, args...)
		if code != want {
			t.Fatalf("%q: exit %d: %s", args, code, messages)
		}
		return out + messages
	}
	says := func(code, want string) {
		t.Helper()
		if out := do(OK, "", "chart", "show", "P01", code); !strings.Contains(out, want) {
			t.Errorf("%s: no %q in\n%s", code, want, out)
		}
	}
	do(OK, "", "chart", "set", "P01", "love-labour", "--summary", "He brought bread on Mondays and stayed for tea.")
	do(OK, "", "chart", "set", "P01", "lived-experience", "--summary", "He went.")
	do(OK, "", "chart", "set", "P01", "helper-role", "--summary", "None.")
	book := filepath.Join(t.TempDir(), "m.xlsx")
	do(OK, "", "matrix", "export", "-o", book)
	retype(t, book, "brought bread", "carried bread", "He went.", "He left.", "None.", "Few.")
	do(OK, "", "chart", "set", "P01", "love-labour", "--summary", "He brought bread on Mondays and stayed for long.")
	do(OK, "", "chart", "set", "P01", "lived-experience", "--summary", "He never came back.")

	// Who quits has changed nothing, and so has who is not there to answer.
	for _, answer := range []string{"q\n", "t\nq\n", ""} {
		said := do(Failure, answer, "matrix", "import", book)
		if !strings.Contains(said, "nothing was done") {
			t.Errorf("quit says %s", said)
		}
		says("helper-role", "None.")
	}
	// One at a time; what is no answer is asked again.
	said := do(Partly, "x\ns\nm\n", "matrix", "import", book)
	for _, want := range []string{
		"conflict 1 of 2: P01/lived-experience, summary: changed on both sides (Central!", "│ here\n",
		"conflict 2 of 2: P01/love-labour, summary",
		"He [-brought-]{+carried+} bread", "merged: He carried bread on Mondays and stayed for long.",
		"[t] theirs  [o] ours  [s] later  [T] theirs for the rest  [O] ours for the rest  [q] quit: [t]",
		"[t] theirs  [o] ours  [m] merged  [s] later  [q] quit: ",
		"1 change taken, 0 kept, 1 joined, 1 conflict", "error: 1 field was changed both",
	} {
		if !strings.Contains(said, want) {
			t.Errorf("no %q in\n%s", want, said)
		}
	}
	says("love-labour", "He carried bread on Mondays and stayed for long.")
	says("lived-experience", "He never came back.")
	says("helper-role", "Few.")
	// What was put off is asked again, alone.
	said = do(OK, "theirs\n", "matrix", "import", book)
	if !strings.Contains(said, "conflict 1 of 1") || !strings.Contains(said, "conflict: theirs") || strings.Contains(said, "[T]") {
		t.Errorf("the second time says %s", said)
	}
	says("lived-experience", "He left.")
	do(OK, "", "undo")
	do(OK, "", "undo")
	do(OK, "O\n", "matrix", "import", book)
	says("love-labour", "He brought bread on Mondays and stayed for long.")
	says("lived-experience", "He never came back.")
	// What was decided is not asked again, and nobody is there to answer.
	said = do(OK, "", "matrix", "import", book)
	for _, want := range []string{
		"kept: ours", "0 changes taken, 2 kept, 0 joined, 0 conflicts",
		"2 conflicts were settled before, and yours stays; --theirs=P01/lived-experience takes",
	} {
		if !strings.Contains(said, want) {
			t.Errorf("no %q in\n%s", want, said)
		}
	}
	do(OK, "", "matrix", "import", book, "--theirs=P01/lived-experience")
	says("lived-experience", "He left.")
}

func TestSideBySide(t *testing.T) {
	t.Parallel()
	got := strings.Join(term.SideBySide("one two three four five six", "uno", 29), "\n")
	if want := "one two three │ uno\nfour five six │"; got != want {
		t.Errorf("got\n%s", got)
	}
}
