package xlsx

import (
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// The rows leave excelize's memory as they are written; a release of excelize
// that keeps them elsewhere must not pass unnoticed.
func TestBufferOfStreamWriter(t *testing.T) {
	t.Parallel()
	f := excelize.NewFile()
	w, err := f.NewStreamWriter("Sheet1")
	if err != nil {
		t.Fatal(err)
	}
	before := bufferOf(w)
	if before == nil {
		t.Fatal("no buffer: a large workbook would take twice the memory")
	}
	n := before.Len()
	if err := w.SetRow("A1", []any{"here"}); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(before.String()[n:], "here") {
		t.Error("the row is not in the buffer")
	}
}

func TestLines(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name  string
		text  string
		width float64
		limit int
		lines int
		kept  string
	}{
		{"nothing", "", 10, 9, 1, ""},
		{"one word", "word", 10, 9, 1, "word"},
		{"two lines", "one\ntwo", 10, 9, 2, "one\ntwo"},
		{"wrapped between words", "seven words that go over ten characters", 12, 9, 4,
			"seven words that go over ten characters"},
		{"a word longer than the line", strings.Repeat("m", 20), 10, 9, 4, strings.Repeat("m", 20)},
		{"cut at a word", "seven words that go over ten characters", 12, 2, 3, "seven words that"},
		{"cut at a line", "one\ntwo\nthree", 10, 2, 3, "one\ntwo"},
		{"cut inside a word", strings.Repeat("m", 20), 10, 1, 2, strings.Repeat("m", 5)},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			n, end := lines(test.text, test.width, test.limit)
			if kept := strings.TrimRight(test.text[:end], " \n"); n != test.lines || kept != test.kept {
				t.Errorf("%d lines of %q, want %d of %q", n, kept, test.lines, test.kept)
			}
		})
	}
}

func TestReadable(t *testing.T) {
	t.Parallel()
	for fill, want := range map[string]string{
		"000000": "FFFFFF", "FFFFFF": ink, "4E79A7": "FFFFFF", "EDC948": ink,
		"B07AA1": "FFFFFF", "#404A57": "FFFFFF",
		"F2F2F2": ink, "no colour": ink,
	} {
		if got := readable(fill); got != want {
			t.Errorf("on %s: %s, want %s", fill, got, want)
		}
	}
}

func TestColumnName(t *testing.T) {
	t.Parallel()
	for n, want := range map[int]string{1: "A", 26: "Z", 27: "AA", 702: "ZZ", 703: "AAA", 16384: "XFD"} {
		if got := columnName(n); got != want {
			t.Errorf("column %d is %s, want %s", n, got, want)
		}
	}
}

// FuzzLimit: whatever a transcript holds, what is written is what XML and a
// cell can hold.
func FuzzLimit(f *testing.F) {
	for _, s := range []string{"", "plain", "a\x00b", "\xff", strings.Repeat("🙂", 20000), "\uFFFE", "a\r\nb"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		kept, _ := limit(clean(s))
		if n := units(kept); n > maxUnits {
			t.Errorf("%d units", n)
		}
		if dirty(kept) {
			t.Errorf("%q is not clean", kept)
		}
		for _, width := range []float64{3, 60} {
			if n, end := lines(kept, width, 5); n < 1 || n > 6 || end < 0 || end > len(kept) {
				t.Errorf("%d lines up to %d of %d", n, end, len(kept))
			}
		}
	})
}
