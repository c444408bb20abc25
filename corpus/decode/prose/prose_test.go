package prose_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"

	"framewise/corpus/decode"
	"framewise/corpus/decode/decodetest"
	"framewise/corpus/decode/prose"
)

// write fills a flow with whatever a document may hold, the same for the same
// seed, and returns the comments that were marked.
func write(f *prose.Flow, seed uint64) (comments []prose.Comment) {
	r := rand.New(rand.NewPCG(seed, 1))
	var open []string
	mark := func(set func(string, prose.Kind)) {
		switch r.IntN(12) {
		case 0:
			id := fmt.Sprint(len(comments))
			comments = append(comments, prose.Comment{ID: id, Comment: decode.Comment{Text: "t" + id}})
			open = append(open, id)
			set(id, prose.Start)
		case 1:
			if len(open) > 0 {
				set(open[0], prose.End)
				set(open[0], prose.Reference)
				open = open[1:]
			}
		}
	}
	words := []string{"", " ", "she", " had\t", "been – ", "there\n", "é😀"}
	for i := range 3000 {
		mark(f.Between)
		if r.IntN(20) == 0 {
			var cells [][]prose.Paragraph
			for range r.IntN(4) {
				var cell prose.Flow
				for range r.IntN(3) {
					cell.Next().Put(words[r.IntN(len(words))], false)
				}
				cells = append(cells, cell.End())
			}
			f.Row(cells)
			continue
		}
		p := f.Next()
		if p.Line == 0 {
			p.Line = i + 1
		}
		for range r.IntN(4) {
			p.Put(words[r.IntN(len(words))], r.IntN(2) == 0)
			mark(p.Mark)
		}
		switch r.IntN(10) {
		case 0:
			p.Join()
		case 1:
			var box prose.Flow
			q := box.Next()
			q.Line = i + 1
			q.Put("boxed", false)
			p.Hang(box.End())
		}
	}
	return comments
}

// A flow that is followed while it is read comes out as one that is emitted at
// its end.
func TestFollow(t *testing.T) {
	t.Parallel()
	for seed := range uint64(10) {
		read := func(follow bool) *decode.Decoded {
			var b prose.Blocks
			var f prose.Flow
			if follow {
				b.Follow(&f)
			}
			comments := write(&f, seed)
			b.Emit(f.End())
			d := &decode.Decoded{}
			b.Into(d, comments)
			return d
		}
		whole, followed := read(false), read(true)
		if diff := cmp.Diff(whole, followed); diff != "" {
			t.Fatalf("seed %d (-whole +followed)\n%.2000s", seed, diff)
		}
		if len(whole.Blocks) < 1000 || len(whole.Comments) == 0 {
			t.Fatalf("seed %d: %d blocks, %d comments", seed, len(whole.Blocks), len(whole.Comments))
		}
		for i := range whole.Blocks {
			whole.Blocks[i].Line = max(whole.Blocks[i].Line, 1) // rows here have none
		}
		decodetest.Check(t, whole, nil)
	}
}
