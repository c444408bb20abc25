package prose

import (
	"strings"

	"framewise/corpus/decode"
)

// Deletions are the stretches of text that tracked changes deleted. They are
// told, since the transcript does not say any more what somebody took out.
type Deletions struct {
	N    int // how many; count one before its characters are added
	told []string
}

// How many deletions are told with their words, and how many code points of
// each; and how many bytes are gathered for that.
const (
	toldDeletions = 10
	toldLetters   = 60
	gathered      = 4 * toldLetters
)

// Add adds characters to the deletion that was counted last.
func (d *Deletions) Add(t []byte) {
	switch {
	case d.N == 0 || d.N > toldDeletions:
	case d.N > len(d.told):
		d.told = append(d.told, string(t[:min(len(t), gathered)]))
	case len(d.told[d.N-1]) < gathered:
		d.told[d.N-1] += string(t[:min(len(t), gathered)])
	}
}

// Row counts the row of a table, if it has text.
func (d *Deletions) Row(cells [][]Paragraph) {
	said := false
	for _, cell := range cells {
		for _, p := range cell {
			if Blank(p.text) {
				continue
			}
			if !said {
				said = true
				d.N++
			}
			d.Add(p.text)
			d.Add([]byte(" "))
		}
	}
}

// String counts the deletions and says what the first of them were, for a
// warning.
func (d *Deletions) String() string {
	var b strings.Builder
	b.WriteString(decode.Plural(d.N, "deletion was", "deletions were") + " left out")
	sep := ": "
	for _, words := range d.told {
		b.WriteString(sep + "“" + shortened(words) + "”")
		sep = ", "
	}
	if more := d.N - len(d.told); more > 0 && len(d.told) > 0 {
		b.WriteString(" and " + decode.Plural(more, "more", "more"))
	}
	return b.String()
}

// shortened is a text in one line, cut behind a word where it is long: half a
// name would be no name to put a pseudonym for.
func shortened(text string) string {
	words := strings.Fields(strings.ToValidUTF8(text, ""))
	if line := strings.Join(words, " "); len(text) < gathered && len([]rune(line)) <= toldLetters {
		return line
	}
	var b strings.Builder
	letters := 0
	for _, w := range words[:max(len(words)-1, 0)] { // the last may be cut
		if letters += len([]rune(w)) + 1; letters > toldLetters {
			break
		}
		b.WriteString(w + " ")
	}
	return b.String() + "…"
}
