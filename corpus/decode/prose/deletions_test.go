package prose

import (
	"strings"
	"testing"
)

func TestDeletions(t *testing.T) {
	t.Parallel()
	var d Deletions
	for _, words := range []string{" hated\n it ", strings.Repeat("María González ", 30), strings.Repeat("ñ", 300)} {
		d.N++
		for len(words) > 7 { // in pieces, as decoders find it
			d.Add([]byte(words[:7]))
			words = words[7:]
		}
		d.Add([]byte(words))
	}
	// Where a text is cut, it is behind a word: half a name tells too.
	want := "3 deletions were left out: “hated it”, “" + strings.Repeat("María González ", 4) + "…”, “…”"
	if got := d.String(); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	for range 20 {
		d.N++
		d.Add([]byte("x"))
	}
	if got := d.String(); !strings.HasPrefix(got, "23 deletions were left out: ") || !strings.HasSuffix(got, ", “x” and 13 more") {
		t.Errorf("got %s", got)
	}
}
