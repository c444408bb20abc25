package framework

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestDiff(t *testing.T) {
	t.Parallel()
	same := func(s string) Piece { return Piece{s, s} }
	for _, test := range []struct {
		name, a, b string
		want       []Piece
	}{
		{"the same", "Felt seen.", "Felt seen.", []Piece{same("Felt seen.")}},
		{"nothing", "", "", nil},
		{"all new", "", "Felt seen.", []Piece{{"", "Felt seen."}}},
		{"all gone", "Felt seen.", "", []Piece{{"Felt seen.", ""}}},
		{"a word replaced", "Felt seen there.", "Felt heard there.", []Piece{same("Felt "), {"seen", "heard"}, same(" there.")}},
		{"the last word", "Felt seen", "Felt heard", []Piece{same("Felt "), {"seen", "heard"}}},
		{"words behind the last", "Felt seen", "Felt seen at last", []Piece{same("Felt seen"), {"", " at last"}}},
		{"a line", "One.\nTwo.", "One.\nTwo.\nThree.", []Piece{same("One.\nTwo."), {"", "\nThree."}}},
	} {
		t.Run(test.name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, Diff(test.a, test.b)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func FuzzDiff(f *testing.F) {
	f.Add("Felt seen (P01:2).", "Felt “heard” (P01:2).\nThen not.")
	f.Add(" a", "a ")
	f.Add("\u00a0x", "x\u2003")
	f.Fuzz(func(t *testing.T, a, b string) {
		var before, after string
		for _, p := range Diff(a, b) {
			before, after = before+p.Old, after+p.New
			if p == (Piece{}) {
				t.Fatal("an empty piece")
			}
		}
		if before != a || after != b {
			t.Fatalf("%q and %q come back as %q and %q", a, b, before, after)
		}
	})
}
