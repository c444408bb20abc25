package packs

import (
	"errors"
	"strings"
	"testing"

	"framewise/codebook"
	"framewise/codebook/codefile"
	"framewise/corpus"
	"framewise/framework"
)

// counts are the numbers of codes at each depth that the cited works have, not
// counting the Other code that every theme gets.
var counts = map[string][]int{
	"watson": {5}, "chime": {5, 18}, "tdf": {14}, "com-b": {3, 6}, "cfir": {5, 48, 19}, "npt": {4, 16},
	"npt-manual": {3, 12}, "re-aim": {5}, "socio-ecological": {5}, "bronfenbrenner": {5}, "hbm": {6},
	"candidacy": {7}, "levesque": {5, 5}, "tfa": {7}, "proctor": {8}, "nasss": {7, 23},
	"i-parihs": {6, 35}, "andersen": {4, 3},
}

func TestPacks(t *testing.T) {
	t.Parallel()
	if len(All()) != len(counts) {
		t.Errorf("%d packs, want %d", len(All()), len(counts))
	}
	for _, f := range All() {
		t.Run(f.Framework, func(t *testing.T) {
			var got []int
			var count func(depth int, entries []codefile.Entry)
			count = func(depth int, entries []codefile.Entry) {
				for _, e := range entries {
					if e.Other {
						continue
					}
					if len(got) <= depth {
						got = append(got, 0)
					}
					got[depth]++
					count(depth+1, e.Codes)
					if e.Definition == "" {
						t.Errorf("%s has no definition", e.ID)
					}
				}
			}
			count(0, f.Codes)
			want := counts[f.Framework]
			if len(got) != len(want) {
				t.Fatalf("codes by depth %v, want %v", got, want)
			}
			for i := range want {
				if got[i] != want[i] {
					t.Errorf("codes by depth %v, want %v", got, want)
				}
			}
			if f.Citation == "" || f.Title == "" || len(f.Stance) == 0 {
				t.Error("a pack needs a title, a citation and stances")
			}
			for _, theme := range f.Codes {
				if n := len(theme.Codes); n == 0 || !theme.Codes[n-1].Other {
					t.Errorf("the theme %s does not end with an Other code", theme.ID)
				}
			}
			fw, codes, _ := framework.FromFile(f, nil, nil)
			if err := fw.Validate(); err != nil {
				t.Error(err)
			}
			for _, c := range codes {
				if err := c.Validate(); err != nil {
					t.Error(err)
				}
			}
			if _, err := codebook.NewTree(codes); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestSpanish(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"watson", "chime"} {
		f, err := Open(name)
		if err != nil {
			t.Fatal(err)
		}
		es, err := f.In("es")
		if err != nil {
			t.Fatal(err)
		}
		var initials string
		for i, e := range es.Codes {
			if e.Name == f.Codes[i].Name || e.Definition == f.Codes[i].Definition {
				t.Errorf("%s: %s is not translated", name, e.ID)
			}
			initials += e.Name[:1]
		}
		if name == "chime" && initials != "CESIE" && initials != "CEISE" {
			t.Errorf("CHIME in Spanish begins with %s, want CEISE", initials)
		}
	}
}

func TestOpen(t *testing.T) {
	t.Parallel()
	if _, err := Open("WATSON"); err != nil {
		t.Error(err)
	}
	_, err := Open("wattson")
	var hinted *corpus.Error
	if !errors.As(err, &hinted) || !strings.Contains(hinted.Hint(), "watson") {
		t.Errorf("error %v, want a hint at watson", err)
	}
}
