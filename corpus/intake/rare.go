package intake

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"framewise/corpus/decode"
)

// maxRare is how many labels that stand once are looked for elsewhere in the
// text, and how many are told of.
const maxRare = 20

// decideRare looks at the labels that stand once after the talk has begun: a
// mother who comes in, or a sentence with a colon.
func (f *finding) decideRare(groups []*group, t *tally, lines []line, first int, text string, full int) {
	strong, alone, timed, total := 0, 0, 0, 0
	for _, g := range groups {
		if g.strong {
			strong++
			alone += g.alone
			timed += g.timed
			total += g.n
		}
	}
	ownLine, ownTime := alone*2 > total, timed*10 > total*9
	dense := total*5 >= full*4 // a line without a label is the exception
	looked := 0
	title := titles(groups)
	for _, g := range groups {
		stamped := ownTime && g.timed == g.n // as all the others
		switch {
		case g.strong, g.n < 1, g.kind >= noteKind, g.kind == otherKind && !stamped:
			continue
		case g.first < first && !stamped && !title[firstWord(g.key)] && (g.kind == nameKind || len(g.key) > 1):
			continue
		}
		label := t.entries[g.entries[0]].mark.label
		shaped := (g.alone > 0) == ownLine && (g.timed > 0) == ownTime
		words := len(strings.Fields(label))
		take := false
		switch {
		case !shaped:
		case g.kind == codeKind, stamped:
			take = true
		case strings.ToLower(label) == label: // a script without capitals
			size := utf8.RuneCountInString(label)
			take = ownLine && words > 1 || dense && (size <= 4 || words > 1 && size <= 20)
		case words == 1 && !dense:
			if looked++; looked <= maxRare {
				take = addressed(text, label)
			}
		default:
			if looked++; looked <= maxRare {
				take = !containsWord(text, strings.ToLower(label))
			}
		}
		if take {
			g.strong = true
			continue
		}
		if shaped && len(f.warnings) < maxRare {
			f.warnings = append(f.warnings, decode.Warnf(strconv.Itoa(lines[g.first].at),
				"%q stands once before a colon and was not taken for a speaker", label))
		}
	}
	if looked > maxRare {
		f.warnings = append(f.warnings, decode.Warnf("",
			"more than %d words stand once before a colon: they were not all taken for speakers", maxRare))
	}
}

// titles are the words that several speakers' labels begin with, or that are
// one and begin another: Senator, Senator Diaz.
func titles(groups []*group) map[string]bool {
	begin := make(map[string]int)
	for _, g := range groups {
		if g.strong {
			begin[firstWord(g.key)]++
		}
	}
	found := make(map[string]bool)
	for _, g := range groups {
		if word := firstWord(g.key); word != g.key && begin[word] >= 2 {
			found[word] = true
		}
	}
	return found
}

func firstWord(key string) string {
	word, _, _ := strings.Cut(key, " ")
	return word
}

// addressed says whether a single word is rather a name than a common noun:
// it occurs elsewhere with its capital, and never without.
func addressed(text, label string) bool {
	lower := strings.ToLower(label)
	if lower == label || containsWord(text, lower) {
		return false
	}
	i := indexWord(text, label)
	return i >= 0 && indexWord(text[i+len(label):], label) >= 0
}

func containsWord(text, word string) bool { return indexWord(text, word) >= 0 }

func indexWord(text, word string) int {
	for from := 0; ; {
		i := strings.Index(text[from:], word)
		if i < 0 || word == "" {
			return -1
		}
		i += from
		before, _ := utf8.DecodeLastRuneInString(text[:i])
		after, _ := utf8.DecodeRuneInString(text[i+len(word):])
		if !isWordRune(before) && !isWordRune(after) {
			return i
		}
		from = i + len(word)
	}
}
