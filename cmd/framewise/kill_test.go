package main

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"framewise/framework/project"
)

const (
	killFiles   = 12
	killTurns   = 40 // of each speaker, in each document
	killCodings = 30 * killFiles
)

// TestKill kills the real program, without a chance to tidy up, at random
// moments of an import and of an import of codings. Every time the project
// must open, verify, and have each act whole or not at all; and in the end the
// same commands must bring in all that is missing.
func TestKill(t *testing.T) {
	t.Parallel()
	kills := 40
	if testing.Short() {
		kills = 8
	}
	k := &killer{t: t, program: buildProgram(t), study: filepath.Join(t.TempDir(), "study")}
	talks, table := killInput(t)
	k.run("init", k.study)
	k.run("framework", "use", "watson")

	// How long the two take undisturbed says between which moments to kill.
	importing := k.run("import", talks)
	coding := k.run("coding", "import", table)
	k.run("undo")
	k.run("undo")

	some := 0 // imports of which some files were in and some not
	for range kills / 2 {
		k.kill(&importing, "import", talks)
		documents, _ := wholeActs(t, k.study)
		switch documents {
		case killFiles:
			k.run("undo")
		case 0:
		default:
			some++
		}
	}
	k.run("import", talks)
	for range kills / 2 {
		k.kill(&coding, "coding", "import", table)
		if _, codings := wholeActs(t, k.study); codings > 0 {
			k.run("undo")
		}
	}
	t.Logf("%d of %d runs were killed at work; %d left a part of the files", k.killed, kills, some)
	if k.killed < kills/4 {
		t.Errorf("only %d of %d runs were killed before they had finished", k.killed, kills)
	}
	k.run("coding", "import", table)
	if documents, codings := wholeActs(t, k.study); documents != killFiles || codings != killCodings {
		t.Errorf("in the end %d documents and %d codings, want %d and %d", documents, codings, killFiles, killCodings)
	}
}

// killer runs the program on a study, and at times kills it.
type killer struct {
	t       *testing.T
	program string
	study   string
	killed  int
}

func (k *killer) command(arguments []string) *exec.Cmd {
	cmd := exec.Command(k.program, arguments...)
	cmd.Env = append(os.Environ(), "FRAMEWISE_PROJECT="+k.study, "FRAMEWISE_CODER=Ana Bravo")
	return cmd
}

// run runs the program to its end and returns how long it took.
func (k *killer) run(arguments ...string) time.Duration {
	k.t.Helper()
	began := time.Now()
	if out, err := k.command(arguments).CombinedOutput(); err != nil {
		k.t.Fatalf("framewise %s: %v\n%s", strings.Join(arguments, " "), err, out)
	}
	return time.Since(began)
}

// kill runs the program and kills it at some moment of the time that it takes,
// which is measured anew whenever it comes to its end: a machine may have had
// other work when it was measured first.
func (k *killer) kill(takes *time.Duration, arguments ...string) {
	k.t.Helper()
	began := time.Now()
	cmd := k.command(arguments)
	var messages bytes.Buffer
	cmd.Stderr = &messages
	if err := cmd.Start(); err != nil {
		k.t.Fatal(err)
	}
	timer := time.AfterFunc(rand.N(*takes), func() { _ = cmd.Process.Kill() })
	err := cmd.Wait()
	timer.Stop()
	if err == nil {
		*takes = time.Since(began)
		return
	}
	if bytes.Contains(messages.Bytes(), []byte("error: ")) {
		k.t.Fatalf("framewise %s: %v\n%s", strings.Join(arguments, " "), err, messages.String())
	}
	k.killed++
}

// wholeActs opens a project whose writer was killed, verifies it, and checks
// that what is in it is what acts leave whole: documents with all their turns
// and their text, and all codings of the table or none.
func wholeActs(t *testing.T, dir string) (documents, codings int) {
	t.Helper()
	ctx := context.Background()
	p, err := project.Open(ctx, dir, project.Options{Actor: "test"})
	if err != nil {
		t.Fatalf("open after a kill: %v", err)
	}
	defer func() {
		if err := p.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
	}()
	if err := p.Verify(ctx, func(fault error) { t.Errorf("fault: %v", fault) }); err != nil {
		t.Fatalf("verify after a kill: %v", err)
	}
	all, err := p.Documents(ctx)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range all {
		view, err := p.Show(ctx, d.Label)
		if err != nil {
			t.Fatalf("%s: %v", d.Label, err)
		}
		if len(view.Turns) != 2*killTurns || len(view.Cases) != 1 {
			t.Errorf("%s has %d turns and %d cases", d.Label, len(view.Turns), len(view.Cases))
		}
	}
	views, err := p.Codings(ctx, project.CodingsWanted{})
	if err != nil {
		t.Fatal(err)
	}
	if n := len(views); n != 0 && n != killCodings {
		t.Errorf("%d codings: the table's %d should be in, or none", n, killCodings)
	}
	return len(all), len(views)
}

// killInput writes invented transcripts and a table of codings of them.
func killInput(t *testing.T) (talks, table string) {
	t.Helper()
	dir := t.TempDir()
	talks, table = filepath.Join(dir, "talks"), filepath.Join(dir, "codings.csv")
	if err := os.Mkdir(talks, 0o700); err != nil {
		t.Fatal(err)
	}
	codings := []string{"document,quote,code,coder"}
	for f := 1; f <= killFiles; f++ {
		var text strings.Builder
		for n := 1; n <= killTurns; n++ {
			fmt.Fprintf(&text, "I: What came after the week number %d?\n", n)
			fmt.Fprintf(&text, "P: After week %d of talk %d we walked by the river and he said little.\n", n, f)
			if n <= killCodings/killFiles {
				codings = append(codings, fmt.Sprintf("P%02d,After week %d of talk %d we walked,love-labour,CM", f, n, f))
			}
		}
		path := filepath.Join(talks, fmt.Sprintf("P%02d.txt", f))
		if err := os.WriteFile(path, []byte(text.String()), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(table, []byte(strings.Join(codings, "\n")+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	return talks, table
}

// buildProgram builds the program for a test that must not share a process
// with it.
func buildProgram(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "framewise.exe")
	if out, err := exec.Command("go", "build", "-o", path, ".").CombinedOutput(); err != nil {
		t.Fatalf("build: %v\n%s", err, out)
	}
	return path
}
