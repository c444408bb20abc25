package main

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
)

// TestInterrupt interrupts the real program in the middle of an import, as
// Ctrl-C does. It says so, exits with 130, and leaves whole acts.
func TestInterrupt(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows has no way to interrupt another process")
	}
	t.Parallel()
	k := &killer{t: t, program: buildProgram(t), study: filepath.Join(t.TempDir(), "study")}
	talks, _ := killInput(t)
	k.run("init", k.study)
	takes := k.run("import", talks)
	k.run("undo")
	for tries := range 20 {
		cmd := k.command([]string{"import", talks})
		var messages bytes.Buffer
		cmd.Stderr = &messages
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		// Before the program listens, an interruption just ends it.
		timer := time.AfterFunc(takes/2+time.Duration(tries)*takes/80, func() { _ = cmd.Process.Signal(os.Interrupt) })
		err := cmd.Wait()
		timer.Stop()
		documents, _ := wholeActs(t, k.study)
		var exit *exec.ExitError
		if err == nil || errors.As(err, &exit) && exit.ExitCode() == -1 {
			if documents > 0 {
				k.run("undo")
			}
			continue
		}
		if exit == nil || exit.ExitCode() != 130 {
			t.Fatalf("%v\n%s", err, messages.String())
		}
		if !strings.Contains(messages.String(), "framewise: error: interrupted\n") {
			t.Errorf("it says\n%s", messages.String())
		}
		k.run("import", talks)
		if documents, _ := wholeActs(t, k.study); documents != killFiles {
			t.Errorf("%d documents in the end, want %d", documents, killFiles)
		}
		return
	}
	t.Error("no interruption came while the program was at work")
}
