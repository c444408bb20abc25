package cli

import (
	"strings"

	"framewise/cmd/internal/term"
	"framewise/framework/project"
)

// maxExcerpt is how many lines of a passage a find shows.
const maxExcerpt = 3

// excerpt is the passage of a find as lines of at most a width: the part
// around its first match, with every match in it marked. What is left out is
// an ellipsis.
func excerpt(f project.Found, width int, mark func(string) string) []string {
	// Matches are wrapped as single words, told apart by a private character.
	const open, shut = '\uE000', '\uE001'
	text := marked(term.Safe(f.Text), f.Matches, func(s string) string {
		fields := strings.Fields(s)
		for i, w := range fields {
			fields[i] = string(open) + w + string(shut)
		}
		return strings.Join(fields, " ")
	}, func(s string) string {
		return strings.Map(func(r rune) rune {
			if r == open || r == shut {
				return ' '
			}
			return r
		}, s)
	})
	lines := term.Wrap(text, width)
	first := 0
	for i, line := range lines {
		if strings.ContainsRune(line, open) {
			first = max(0, i-1)
			break
		}
	}
	last := min(len(lines), first+maxExcerpt)
	first = max(0, last-maxExcerpt)
	cut := lines[first:last:last]
	if len(cut) == 0 {
		return nil
	}
	if first > 0 {
		cut[0] = "… " + cut[0]
	}
	if last < len(lines) {
		cut[len(cut)-1] += " …"
	}
	for i, line := range cut {
		// Neighbouring words of one phrase are marked together.
		line = strings.ReplaceAll(line, string(shut)+" "+string(open), " ")
		var b strings.Builder
		for line != "" {
			before, rest, ok := strings.Cut(line, string(open))
			b.WriteString(before)
			if !ok {
				break
			}
			match, after, _ := strings.Cut(rest, string(shut))
			b.WriteString(mark(match))
			line = after
		}
		cut[i] = b.String()
	}
	return cut
}
