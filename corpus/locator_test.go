package corpus

import (
	"slices"
	"testing"
)

func TestParseLocator(t *testing.T) {
	t.Parallel()
	tests := []struct {
		in   string
		want Locator
		out  string
	}{
		{"P07:142", Locator{"P07", 142, 142, false}, "P07:142"},
		{"P07:142–145", Locator{"P07", 142, 145, false}, "P07:142–145"},
		{"P07:142-145*", Locator{"P07", 142, 145, true}, "P07:142–145*"},
		{"P07.2:3*", Locator{"P07.2", 3, 3, true}, "P07.2:3*"},
		{"grupo_ñuñoa-1:9", Locator{"grupo_ñuñoa-1", 9, 9, false}, "grupo_ñuñoa-1:9"},
	}
	for _, test := range tests {
		got, err := ParseLocator(test.in)
		if err != nil || got != test.want || got.String() != test.out {
			t.Errorf("%s: got %v (%v), want %v", test.in, got, err, test.want)
		}
	}
	for _, bad := range []string{"", "P07", "P07:", ":12", "P07:0", "P07:9–3", "P07:12 and", "a P07:12", "P07:12345678"} {
		if got, err := ParseLocator(bad); err == nil {
			t.Errorf("%q was read as %v", bad, got)
		}
	}
}

func TestFindLocators(t *testing.T) {
	t.Parallel()
	text := "Felt seen (P07:12, P07:14–16*); at 10:30 he left. [see P08.2:3] http://x:80"
	var got []string
	for _, l := range FindLocators(text) {
		got = append(got, l.String())
		if text[l.Start:l.End] != l.String() {
			t.Errorf("%q stands at %q", l, text[l.Start:l.End])
		}
	}
	want := []string{"P07:12", "P07:14–16*", "P08.2:3", "x:80"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func FuzzLocator(f *testing.F) {
	f.Add("P07:142–145*")
	f.Add("x P1.2:3 - 9 y:1")
	f.Fuzz(func(t *testing.T, s string) {
		for _, l := range FindLocators(s) {
			if l.First < 1 || l.Last < l.First || l.Start < 0 || l.End > len(s) {
				t.Fatalf("found %+v in %q", l, s)
			}
			again, err := ParseLocator(l.String())
			if err != nil || again != l.Locator {
				t.Fatalf("%v does not come back: %v, %v", l, again, err)
			}
		}
		if l := Label(s); l != "" && !labelPattern().MatchString(l) {
			t.Fatalf("the label %q of %q is none", l, s)
		}
	})
}

func TestLabel(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"P07": "P07", "interview 07 (final)": "interview-07-final", "Ñuñoa/grupo 1": "Ñuñoa-grupo-1",
		"  ": "", "..": "", "a:b*c": "a-b-c",
	} {
		if got := Label(in); got != want {
			t.Errorf("the label of %q is %q, want %q", in, got, want)
		}
	}
}

func TestCompareLabels(t *testing.T) {
	t.Parallel()
	want := []string{"P1", "P2", "P02.2", "P10", "Q1", "grupo"}
	got := slices.Clone(want)
	slices.Reverse(got)
	slices.SortFunc(got, CompareLabels)
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
