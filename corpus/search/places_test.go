package search

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

func TestPack(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(3, 3))
	packed := 0
	for range 20_000 {
		places := make([]int, 1+r.IntN(8))
		at := 0
		for i := range places {
			at += 1 + r.IntN(1<<r.IntN(14))
			places[i] = at
		}
		p, ok := pack(places)
		if !ok {
			continue
		}
		packed++
		if p == 0 || p>>62 != 0 {
			t.Fatalf("%v packed into %x", places, p)
		}
		if got := unpack(p, nil); !slices.Equal(got, places) || packedCount(p) != len(places) {
			t.Fatalf("%v became %v, count %d", places, got, packedCount(p))
		}
	}
	if packed < 5_000 {
		t.Errorf("only %d could be packed", packed)
	}
	for _, c := range []struct {
		places []int
		ok     bool
	}{
		{[]int{1}, true},
		{[]int{7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21}, true}, // 15 groups
		{[]int{7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22}, false},
		{[]int{1 << 44}, true},
		{[]int{1 << 45}, false},
	} {
		if p, ok := pack(c.places); ok != c.ok || ok && !slices.Equal(unpack(p, nil), c.places) {
			t.Errorf("%v: %x, %v", c.places, p, ok)
		}
	}
}

// TestLongPassages finds phrases where the places of a word do not fit into
// its frequency, before and after segments were merged.
func TestLongPassages(t *testing.T) {
	t.Parallel()
	x := openIndex(t, t.TempDir())
	long := strings.Repeat("no hay mal que por bien ", 400) + "no me digas " + strings.Repeat("que no ", 50)
	for i := range 30 {
		b := x.Batch()
		label := fmt.Sprint("P", i+1)
		d := Document{ID: docID(label), Label: label, Language: "es"}
		if err := b.PutDocument(d, []Turn{{Number: 1, Text: long}, {Number: 2, Text: "no, me dijo"}}); err != nil {
			t.Fatal(err)
		}
		if err := b.Commit(int64(i + 1)); err != nil {
			t.Fatal(err)
		}
	}
	for query, want := range map[string]int{
		`"no me digas"`: 30, `"no me dijo"`: 30, `"bien no me"`: 30, `"me digas que no que no"`: 30,
		`"digas no"`: 0, `"no no"`: 0, "no": 60, `"que por bien no hay"`: 30,
	} {
		res := ask(t, x, query, Request{Limit: -1})
		if res.Total != want {
			t.Errorf("%s: %d, want %d", query, res.Total, want)
		}
		for _, h := range res.Hits {
			if h.Turn == 1 && !h.Check(long) {
				t.Errorf("%s does not check", query)
			}
		}
	}
	// The short turn before the long one, in which no other word is as rare.
	if got := found(ask(t, x, "dijo OR no", Request{Order: ByRelevance, Limit: 1}).Hits); got[0] != "P1:2" {
		t.Errorf("got %v first", got)
	}
}
