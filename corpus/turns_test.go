package corpus

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestTurnsJSON(t *testing.T) {
	t.Parallel()
	tests := map[string]Turns{
		"none": nil,
		"plain": {
			{Span: Span{3, 10}, Speaker: 0}, {Span: Span{14, 14}, Speaker: 1}, {Span: Span{14, 20}, Speaker: NoSpeaker},
		},
		"timed": {
			{Span: Span{0, 5}, Timed: true, Start: 0, End: 1500 * time.Millisecond},
			{Span: Span{6, 9}, Timed: true, Start: 2 * time.Hour},
			{Span: Span{9, 12}, End: time.Second},
		},
		"headings": {{Span: Span{0, 5}, Heading: "What helped?"}, {Span: Span{6, 9}}, {Span: Span{10, 12}, Heading: "¿Qué; 1 2@3?"}},
		"pages and lines": {
			{Span: Span{0, 5}, Page: 1, Line: 3}, {Span: Span{6, 9}, Page: 1, Line: 5}, {Span: Span{9, 12}, Line: 2},
			{Span: Span{13, 15}, Timed: true, Start: 3, Page: 2, Line: 2},
		},
		"out of order": {{Span: Span{10, 20}}, {Span: Span{0, 5}}},
	}
	for name, turns := range tests {
		t.Run(name, func(t *testing.T) {
			b, err := json.Marshal(Document{Label: "P07", Turns: turns})
			if err != nil {
				t.Fatal(err)
			}
			var back Document
			if err := json.Unmarshal(b, &back); err != nil {
				t.Fatalf("%v in %s", err, b)
			}
			if diff := cmp.Diff(turns, back.Turns); diff != "" {
				t.Errorf("%s (-want +got):\n%s", b, diff)
			}
		})
	}
}

func FuzzTurnsJSON(f *testing.F) {
	f.Add(`{"places":"3 7 0;4 0 1@0 1500","headings":{"2":"x"}}`)
	f.Add(`{"places":"3 7 0@ 5;4 0 -1"}`)
	f.Add(`{"places":"3 7 0@ 5p2l3;4 0 -1l-2;1 1 0p0"}`)
	f.Fuzz(func(t *testing.T, s string) {
		var turns, back Turns
		if json.Unmarshal([]byte(s), &turns) != nil {
			return
		}
		b, err := json.Marshal(turns)
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(b, &back); err != nil {
			t.Fatalf("%v in %s", err, b)
		}
		if diff := cmp.Diff(turns, back); diff != "" {
			t.Fatalf("(-want +got):\n%s", diff)
		}
	})
}
