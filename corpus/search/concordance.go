package search

import (
	"strings"

	"github.com/clipperhouse/uax29/v2/graphemes"

	"framewise/corpus"
)

// Context cuts out a match with up to width characters on both sides, as the
// lines of a concordance show it. Characters are what a reader takes for one
// (grapheme clusters of Unicode Standard Annex 29), none is cut in two, and
// line breaks are shown as spaces.
func Context(text *corpus.Text, match corpus.Span, width int) (before, matched, after string) {
	// No cluster that matters is longer than this many code points.
	const longest = 32
	reach := corpus.Pos(max(width, 0)+1) * longest
	left := clusters(text.Slice(corpus.Span{Start: max(0, match.Start-reach), End: match.Start}))
	right := clusters(text.Slice(corpus.Span{Start: match.End, End: min(text.Len(), match.End+reach)}))
	width = max(width, 0)
	before = strings.Join(left[max(0, len(left)-width):], "")
	after = strings.Join(right[:min(width, len(right))], "")
	return oneLine(before), oneLine(text.Slice(match)), oneLine(after)
}

func clusters(s string) []string {
	var list []string
	for it := graphemes.FromString(s); it.Next(); {
		list = append(list, it.Value())
	}
	return list
}

var breaks = strings.NewReplacer("\r\n", " ", "\n", " ", "\t", " ")

func oneLine(s string) string { return breaks.Replace(s) }
