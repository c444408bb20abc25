package corpus

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// spoken makes a document of turns "role length", with times where seconds are
// given.
func spoken(turns ...string) *Document {
	d := &Document{Speakers: []Speaker{{Label: "I", Role: RoleInterviewer}, {Label: "P", Role: RoleParticipant}}}
	at := Pos(0)
	for _, turn := range turns {
		var who string
		var size, second int
		n, _ := fmt.Sscanf(turn, "%s %d %d", &who, &size, &second)
		t := Turn{Span: Span{at, at + Pos(size)}, Speaker: NoSpeaker}
		switch who {
		case "I":
			t.Speaker = 0
		case "P":
			t.Speaker = 1
		}
		if n == 3 {
			t.Timed, t.Start = true, time.Duration(second)*time.Second
		}
		at = t.Span.End + 1
		d.Turns = append(d.Turns, t)
	}
	return d
}

func pair(a, b, c, d int) TurnPair {
	return TurnPair{Original: TurnRange{a, b}, Translation: TurnRange{c, d}}
}

func TestAlignTurns(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name                  string
		original, translation *Document
		want                  []TurnPair
	}{
		{"the same turns", spoken("I 40", "P 300", "I 20", "P 500"), spoken("I 38", "P 280", "I 18", "P 470"),
			[]TurnPair{pair(1, 1, 1, 1), pair(2, 2, 2, 2), pair(3, 3, 3, 3), pair(4, 4, 4, 4)}},
		{"two turns made one", spoken("I 40", "P 300", "P 310", "I 20", "P 500"), spoken("I 38", "P 590", "I 18", "P 470"),
			[]TurnPair{pair(1, 1, 1, 1), pair(2, 3, 2, 2), pair(4, 4, 3, 3), pair(5, 5, 4, 4)}},
		{"one turn made two", spoken("I 40", "P 600", "I 20", "P 500"), spoken("I 38", "P 290", "P 300", "I 18", "P 470"),
			[]TurnPair{pair(1, 1, 1, 1), pair(2, 2, 2, 3), pair(3, 3, 4, 4), pair(4, 4, 5, 5)}},
		{"a turn left out", spoken("I 40", "P 300", "I 90", "P 8", "I 60", "P 500"), spoken("I 38", "P 280", "I 57", "P 470"),
			[]TurnPair{pair(1, 1, 1, 1), pair(2, 2, 2, 2), pair(3, 3, 0, 0), pair(4, 4, 0, 0), pair(5, 5, 3, 3), pair(6, 6, 4, 4)}},
		{"by the times", spoken("P 300 0", "P 300 60", "P 300 120", "P 300 180", "P 300 240", "P 300 300", "P 300 360"),
			spoken("P 300 0", "P 300 121", "P 300 179", "P 300 241", "P 300 301", "P 300 360"),
			[]TurnPair{pair(1, 1, 1, 1), pair(2, 2, 0, 0), pair(3, 3, 2, 2), pair(4, 4, 3, 3), pair(5, 5, 4, 4), pair(6, 6, 5, 5), pair(7, 7, 6, 6)}},
		{"nothing", spoken(), spoken(), []TurnPair{}},
		{"nothing in translation", spoken("P 30"), spoken(), []TurnPair{pair(1, 1, 0, 0)}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, _ := AlignTurns(test.original, test.translation)
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// A translation in which some turns were merged and dropped is aligned nearly
// everywhere, and each turn stands in one pair, in order.
func TestAlignLong(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(1, 2))
	var original, translation []string
	truth := make(map[int]int) // original turn to translation turn
	for n := 1; n <= 600; n++ {
		who, size := "I", 10+r.IntN(120)
		if n%2 == 0 {
			who, size = "P", 40+r.IntN(900)
		}
		original = append(original, fmt.Sprintf("%s %d", who, size))
		if n%37 == 0 {
			continue // left out
		}
		translation = append(translation, fmt.Sprintf("%s %d", who, size*9/10+r.IntN(9)))
		truth[n] = len(translation)
	}
	a, b := spoken(original...), spoken(translation...)
	pairs, fit := AlignTurns(a, b)
	right, lastA, lastB := 0, 0, 0
	for _, p := range pairs {
		for _, side := range []struct {
			r    TurnRange
			last *int
		}{{p.Original, &lastA}, {p.Translation, &lastB}} {
			if !side.r.Empty() {
				if side.r.First != *side.last+1 {
					t.Fatalf("%+v comes after turn %d", p, *side.last)
				}
				*side.last = side.r.Last
			}
		}
		if truth[p.Original.First] == p.Translation.First && p.Single() {
			right++
		}
	}
	if lastA != len(a.Turns) || lastB != len(b.Turns) {
		t.Errorf("the pairs end at %d and %d", lastA, lastB)
	}
	if right < len(truth)*95/100 || fit < 0.9 {
		t.Errorf("%d of %d turns are aligned, fit %.2f", right, len(truth), fit)
	}
}

func TestAlignBetween(t *testing.T) {
	t.Parallel()
	a, b := spoken("P 50", "P 50", "P 50", "P 50"), spoken("P 50", "P 50", "P 50")
	got, err := AlignBetween(a, b, []TurnPair{pair(3, 3, 2, 2)}, true)
	if err != nil {
		t.Fatal(err)
	}
	want := []TurnPair{pair(1, 1, 0, 0), pair(2, 2, 0, 0), pair(0, 0, 1, 1), pair(3, 3, 2, 2), pair(4, 4, 0, 0), pair(0, 0, 3, 3)}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("no more (-want +got):\n%s", diff)
	}
	got, err = AlignBetween(a, b, []TurnPair{pair(3, 3, 2, 2)}, false)
	if err != nil {
		t.Fatal(err)
	}
	if got[len(got)-1] != pair(4, 4, 3, 3) || got[len(got)-2] != pair(3, 3, 2, 2) {
		t.Errorf("found between: %+v", got)
	}
	for _, bad := range [][]TurnPair{
		{pair(3, 3, 2, 2), pair(2, 2, 3, 3)}, {pair(5, 5, 1, 1)}, {pair(1, 1, 0, 0)}, {pair(1, 2, 1, 1), pair(2, 2, 2, 2)},
	} {
		if _, err := AlignBetween(a, b, bad, false); !errors.Is(err, ErrInvalid) {
			t.Errorf("%+v: got error %v", bad, err)
		}
	}
}

func TestAcrossPairs(t *testing.T) {
	t.Parallel()
	original, d := spoken("I 1", "P 1", "I 1"), spoken("I 1", "P 1")
	if diff := cmp.Diff([]TurnPair{pair(1, 1, 1, 1), pair(2, 2, 2, 2), pair(3, 3, 0, 0)}, d.Pairs(original)); diff != "" {
		t.Errorf("by number (-want +got):\n%s", diff)
	}
	pairs := []TurnPair{pair(1, 2, 1, 1), pair(3, 3, 0, 0), pair(4, 4, 2, 3), pair(5, 5, 4, 4)}
	for _, test := range []struct{ from, rendered, renders TurnRange }{
		{TurnRange{1, 1}, TurnRange{1, 1}, TurnRange{1, 2}},
		{TurnRange{3, 3}, TurnRange{}, TurnRange{4, 4}},
		{TurnRange{2, 4}, TurnRange{1, 3}, TurnRange{4, 5}},
		{TurnRange{9, 9}, TurnRange{}, TurnRange{}},
	} {
		if got := Rendered(pairs, test.from); got != test.rendered {
			t.Errorf("%v is rendered by %v, want %v", test.from, got, test.rendered)
		}
		if got := Renders(pairs, test.from); got != test.renders {
			t.Errorf("%v renders %v, want %v", test.from, got, test.renders)
		}
	}
}

func BenchmarkAlignTurns(b *testing.B) {
	var turns []string
	for n := range 1500 {
		turns = append(turns, fmt.Sprintf("P %d", 20+n*37%400))
	}
	a, c := spoken(turns...), spoken(turns[:1400]...)
	for b.Loop() {
		AlignTurns(a, c)
	}
}
