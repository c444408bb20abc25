package intake

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"framewise/corpus"
)

// countedTurns are the lines of testdata/turns.txt: what was counted in a file.
func countedTurns(t *testing.T) map[string]string {
	t.Helper()
	content, err := os.ReadFile(filepath.Join("testdata", "turns.txt"))
	if err != nil {
		t.Fatal(err)
	}
	counted := make(map[string]string)
	for line := range strings.Lines(string(content)) {
		if name, said, ok := strings.Cut(strings.TrimSpace(line), "\t"); ok {
			counted[name] = said
		}
	}
	return counted
}

// checkTurns holds a transcript to what was counted in it: 16: nobody 3; I 13.
func checkTurns(t *testing.T, name string, d *Draft, want string) {
	t.Helper()
	of := map[string]int{"nobody": 0}
	for i := range d.Document.Turns {
		who := "nobody"
		if s := d.Document.Turns[i].Speaker; s != corpus.NoSpeaker {
			who = d.Document.Speakers[s].Label
		}
		of[who]++
	}
	total, listed, _ := strings.Cut(want, ": ")
	if got := fmt.Sprint(len(d.Document.Turns)); got != total {
		t.Errorf("%s: %s turns, want %s", name, got, total)
	}
	for one := range strings.SplitSeq(listed, "; ") {
		at := strings.LastIndexByte(one, ' ')
		if at < 0 {
			t.Fatalf("%s: %q is no label and number", name, one)
		}
		if got := fmt.Sprint(of[one[:at]]); got != one[at+1:] {
			t.Errorf("%s: %s turns of %s, want %s", name, got, one[:at], one[at+1:])
		}
	}
}
