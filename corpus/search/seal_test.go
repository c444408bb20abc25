package search

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// TestSealTrust holds what an hour's trust in a segment's file means: damage
// that leaves the file's time as it was is found when the hour is over. (Any
// other is found at once: TestDamage.)
func TestSealTrust(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	x := openIndex(t, dir)
	feed(t, x, 1)
	closeIndex := func() {
		t.Helper()
		if err := x.Close(); err != nil {
			t.Fatal(err)
		}
	}
	closeIndex()
	segments, err := filepath.Glob(filepath.Join(dir, "turns-v1-1", "*.zap"))
	if err != nil || len(segments) != 1 {
		t.Fatal(segments, err)
	}
	segment := segments[0]
	written := time.Now().Add(-2 * trusted)
	backdate := func() {
		t.Helper()
		if err := os.Chtimes(segment, written, written); err != nil {
			t.Fatal(err)
		}
	}
	backdate()
	x = openIndex(t, dir)
	if err := x.Replaced(Turns); err != nil {
		t.Fatalf("a sound file: %v", err)
	}
	closeIndex()

	b, err := os.ReadFile(segment)
	if err != nil {
		t.Fatal(err)
	}
	b[len(b)-1] ^= 1 // of the checksum itself, which only the check reads
	if err := os.WriteFile(segment, b, 0o600); err != nil {
		t.Fatal(err)
	}
	backdate()
	x = openIndex(t, dir)
	if err := x.Replaced(Turns); err != nil {
		t.Errorf("within the hour: %v", err)
	}
	closeIndex()

	last := readSeal(filepath.Dir(segment))
	if last == nil || len(last.Segments) != 1 {
		t.Fatalf("the seal: %+v", last)
	}
	for name, s := range last.Segments {
		s.Checked = s.Checked.Add(-trusted)
		last.Segments[name] = s
	}
	if err := writeSeal(filepath.Dir(segment), last.Segments); err != nil {
		t.Fatal(err)
	}
	x = openIndex(t, dir)
	if err := x.Replaced(Turns); !errors.Is(err, ErrBroken) {
		t.Errorf("after the hour: %v", err)
	}
}

func TestStampVouches(t *testing.T) {
	t.Parallel()
	at := func(seconds int) time.Time { return time.Unix(1_750_000_000+int64(seconds), 0).UTC() }
	old := stamp{Size: 10, Modified: at(0), Checked: at(60)}
	for _, test := range []struct {
		name string
		old  stamp
		now  stamp
		want bool
	}{
		{"as it was", old, stamp{10, at(0), at(61)}, true},
		{"nearly an hour later", old, stamp{10, at(0), at(60 + 3599)}, true},
		{"an hour later", old, stamp{10, at(0), at(60 + 3600)}, false},
		{"another size", old, stamp{11, at(0), at(61)}, false},
		{"another time", old, stamp{10, at(1), at(61)}, false},
		{"checked too soon", stamp{10, at(0), at(1)}, stamp{10, at(0), at(61)}, false},
		{"a clock set back", old, stamp{10, at(0), at(59)}, false},
		{"never checked", stamp{}, stamp{10, at(0), at(61)}, false},
	} {
		if got := test.old.vouches(test.now); got != test.want {
			t.Errorf("%s: %v", test.name, got)
		}
	}
}
