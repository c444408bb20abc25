package cli

import (
	"strings"
	"testing"
)

func TestChartSampleAsks(t *testing.T) {
	t.Parallel()
	dir := codedStudy(t)
	for _, code := range []string{"love-labour", "lived-experience", "helper-role"} {
		if c, _, messages := person(t, dir, "", "chart", "set", "P01", code, "--summary", "Came (P01:2).", "--author", "CM"); c != OK {
			t.Fatal(messages)
		}
	}
	code, out, messages := person(t, dir, "?\nd\nIt leaves out the jam.\na\nq\n", "chart", "sample", "100%", "--seed", "1")
	if code != OK || strings.Count(messages, "Does the summary agree with the quotes?\n[a] agrees  [d] disagrees  [l] later  [q] quit: ") != 3 ||
		!strings.Contains(messages, "Why? (an empty line is no note)") {
		t.Fatalf("exit %d: %s\n%s", code, out, messages)
	}
	_, out, messages = person(t, dir, "", "chart", "sample", "--result")
	if !strings.Contains(messages, "1 of 2 judgements agree (50 %); 2 of 3 charted cells read by a second reader") ||
		!strings.Contains(out, "It leaves out the jam.") {
		t.Errorf("the result is %s\n%s", out, messages)
	}
}
