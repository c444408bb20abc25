package corpus

import "strings"

// Nearest returns the name most like the one typed, for "did you mean", or
// nothing when none is near: more than a third of the letters differ, and more
// than one (Levenshtein distance over code points, letter case ignored).
func Nearest(typed string, names []string) string {
	want := []rune(strings.ToLower(typed))
	best, bestDistance := "", max(len(want)/3, min(len(want)-1, 1))+1
	for _, name := range names {
		if d := distance(want, []rune(strings.ToLower(name)), bestDistance); d < bestDistance {
			best, bestDistance = name, d
		}
	}
	return best
}

// distance is the Levenshtein distance, or limit where it is not smaller.
func distance(a, b []rune, limit int) int {
	if max(len(a)-len(b), len(b)-len(a)) >= limit {
		return limit
	}
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i, ra := range a {
		diagonal := row[0]
		row[0] = i + 1
		for j, rb := range b {
			cost := diagonal
			if ra != rb {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j]+1, row[j+1]+1)
		}
	}
	return min(row[len(b)], limit)
}
