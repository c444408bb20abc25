package guide

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// The questions and what was said are invented.
var (
	questions = []string{
		"How did you come to meet the peer worker?",
		"What do you think about his having been ill himself?",
		"What do you think about the way it ended?",
		"¿Cómo conoció a la persona que lo acompaña?",
		"支持者は何をしてくれましたか。",
	}
	said = []string{
		"Thank you for coming. So, how did you come to meet, er, the peer worker?",
		"And what do you think about the ending, I mean, the way it all ended?",
		"What do you think about the food?",
		"Mm. And what do you think about that?",
		"¿Y cómo fue que conoció a esta persona que la acompaña a usted?",
		"では、支持者は何をしてくれたのでしょうか。",
		"How did you get here today? By bus?",
		"You said he'd been ill himself. What do you think about his having been ill himself, and how did you come to meet the peer worker?",
		"Mm.", "", "Go on.", "What happened then?", "And how was that?", "Did you tell anybody?",
	}
)

func TestFind(t *testing.T) {
	t.Parallel()
	g := New(questions, slices.Values(said))
	want := [][]int{{0}, {2}, nil, nil, {3}, {4}, nil, {0, 1}, nil, nil, nil, nil, nil, nil}
	for i, turn := range said {
		var got []int
		for _, m := range g.Find(turn, Near) {
			got = append(got, m.Question)
			if m.Likeness > 1.000001 {
				t.Errorf("%q: a likeness of %v", turn, m.Likeness)
			}
		}
		slices.Sort(got)
		if diff := cmp.Diff(want[i], got); diff != "" {
			t.Errorf("%q (-want +got):\n%s", turn, diff)
		}
	}
	// Word for word it is 1, whatever stands around it.
	for i, q := range questions {
		m := g.Find("Well then. "+strings.ToUpper(q)+" Take your time.", Near)
		if len(m) == 0 || m[0].Question != i || m[0].Likeness < 0.9999 {
			t.Errorf("%q in itself: %v", q, m)
		}
	}
}
