package project

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"framewise/codebook"
	"framewise/corpus"
)

// TestRandomCorrections: whatever is corrected in a transcript, codings of which
// no word was touched keep their words and their turn, the others say what
// became of them, all is sound, and undone one by one all is as it was.
func TestRandomCorrections(t *testing.T) {
	t.Parallel()
	for seed := range uint64(6) {
		r := rand.New(rand.NewPCG(seed, 9))
		p, ctx := open(t), t.Context()
		if _, err := p.UseFramework(ctx, "watson", ""); err != nil {
			t.Fatal(err)
		}
		var lines []string
		for n := range 40 {
			line := []string{"I: ", "P: "}[n%2]
			for range 4 + r.IntN(20) {
				line += []string{"mm ", "yes ", "no ", "she ", "and ", "really, ", fmt.Sprintf("w%d ", r.IntN(1e6))}[r.IntN(7)]
			}
			lines = append(lines, line+fmt.Sprintf("end%d.", n))
		}
		must[[]Imported](t)(p.Import(ctx, []Source{text("P01.txt", strings.Join(lines, "\n")+"\n")}, ImportOptions{}, nil))
		view := must[DocumentView](t)(p.Show(ctx, "P01"))
		var codings strings.Builder
		codings.WriteString("document,paragraph,quote,code,coder\n")
		for n, turn := range view.Turns {
			words := strings.Fields(view.Text.Slice(turn.Span))
			from := r.IntN(len(words) - 2)
			fmt.Fprintf(&codings, "P01,%d,\"%s\",lived-experience,C%d\n", n+1, strings.Join(words[from:from+2+r.IntN(len(words)-from-1)], " "), n)
		}
		if _, err := p.ImportCodings(ctx, "codings.csv", []byte(codings.String()), ""); err != nil {
			t.Fatal(err)
		}
		states := [][]string{places(t, p, "P01")}
		for range 5 {
			view := must[DocumentView](t)(p.Show(ctx, "P01"))
			old := strings.Split(view.Text.String(), "\n")
			touched := make(map[string]bool) // lines
			var edited []string
			for _, line := range old {
				switch r.IntN(8) {
				case 0: // gone
					touched[line] = true
				case 1: // a word more
					touched[line] = true
					words := strings.Fields(line)
					at := 1 + r.IntN(len(words))
					edited = append(edited, strings.Join(words[:at], " ")+fmt.Sprintf(" x%d ", r.IntN(1e6))+strings.Join(words[at:], " "))
				case 2: // a line more
					edited = append(edited, line, fmt.Sprintf("P: mm yes y%d really, she.", r.IntN(1e6)))
				default:
					edited = append(edited, line)
				}
			}
			before := must[[]CodingView](t)(p.Codings(ctx, CodingsWanted{Document: "P01"}))
			if _, err := p.EditDocument(ctx, "P01", view.Version, strings.Join(edited, "\n"), ReplaceOptions{}); err != nil && !errors.Is(err, ErrPartly) {
				t.Fatalf("seed %d: %v", seed, err)
			}
			after := make(map[codebook.CodingID]CodingView)
			now := must[DocumentView](t)(p.Show(ctx, "P01"))
			for _, c := range must[[]CodingView](t)(p.Codings(ctx, CodingsWanted{Document: "P01"})) {
				after[c.Coding.ID] = c
			}
			if len(after) != len(before) {
				t.Fatalf("seed %d: %d codings of %d", seed, len(after), len(before))
			}
			for _, c := range before {
				if !c.Coding.Placed() {
					continue
				}
				line := lineOf(view.Text, c.Coding.Anchor.Span)
				is := after[c.Coding.ID]
				if touched[line] {
					continue
				}
				if !is.Coding.Placed() || is.Coding.Anchor.Quote != c.Coding.Anchor.Quote || lineOf(now.Text, is.Coding.Anchor.Span) != line {
					t.Fatalf("seed %d: %s %q, of which no word was touched, is now at %s: %q", seed, c.Place(), c.Coding.Anchor.Quote,
						is.Place(), is.Coding.Anchor.Quote)
				}
			}
			verified(t, p)
			states = append(states, places(t, p, "P01"))
		}
		for i := len(states) - 2; i >= 0; i-- {
			if _, err := p.Undo(ctx, 0); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(states[i], places(t, p, "P01")); diff != "" {
				t.Fatalf("seed %d, undone to %d (-want +got):\n%s", seed, i, diff)
			}
		}
		verified(t, p)
	}
}

// lineOf is the line that a stretch begins in.
func lineOf(text *corpus.Text, s corpus.Span) string {
	n, _ := text.Line(s.Start)
	return strings.TrimSuffix(text.Slice(corpus.Span{Start: text.AtLine(n, 1), End: text.AtLine(n, 1<<20)}), "\n")
}
