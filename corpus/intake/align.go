package intake

import (
	"fmt"

	"framewise/corpus"
)

// Align says whether a translation can stand beside its original turn by
// turn: equally many turns, spoken by the same roles in the same order. If
// not, problem says where they part.
func Align(original, translation *corpus.Document) (ok bool, problem string) {
	if a, b := len(original.Turns), len(translation.Turns); a != b {
		where := min(a, b) + 1
		for i := range min(a, b) {
			if roleAt(original, i) != roleAt(translation, i) {
				where = i + 1
				break
			}
		}
		return false, fmt.Sprintf("the original has %d turns and the translation %d: they part at turn %d",
			a, b, where)
	}
	for i := range original.Turns {
		if a, b := roleAt(original, i), roleAt(translation, i); a != b {
			return false, fmt.Sprintf("turn %d is spoken by %s in the original and by %s in the translation",
				i+1, a, b)
		}
	}
	return true, ""
}

func roleAt(d *corpus.Document, i int) string {
	if s, ok := d.SpeakerAt(i + 1); ok {
		return "the " + string(s.Role)
	}
	return "nobody"
}
