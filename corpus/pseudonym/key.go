package pseudonym

import (
	"slices"
	"strings"
	"unicode"

	"framewise/corpus"
)

// Entry is one line of a key.
type Entry struct {
	Row       int    // in the key's file, for messages
	Name      string // what is replaced: María González, Hospital del Salvador
	Pseudonym string // what stands there instead
	// Forms are other forms of the name: Marita, Dr González. A form may have a
	// pseudonym of its own behind "=": "Marita=Anita".
	Forms []string
	// AnyCase takes the name in lower case too. Without it a name that begins
	// with a capital is not looked for in small letters, where rosa and paz are
	// words; those places are counted in [Use.Small].
	AnyCase bool
}

// Key is a list of names with their pseudonyms, ready to be used. It is safe
// for concurrent use.
type Key struct {
	entries []Entry
	// forms begin with a word, the longest first.
	forms map[string][]form
}

// form is one way of writing a name.
type form struct {
	entry   int
	as      string // its pseudonym
	words   []string
	between []string // what stands between two words; "" is any gap
	anyCase bool
}

// NewKey makes a key. Every entry needs a name and a pseudonym, and no name may
// have two: else it is a [corpus.ErrInvalid] that says in which row.
func NewKey(entries []Entry) (*Key, error) {
	k := &Key{entries: entries, forms: make(map[string][]form)}
	rows := make(map[string]form)
	for i, e := range entries {
		switch {
		case strings.TrimSpace(e.Name) == "":
			return nil, corpus.Errorf(corpus.ErrInvalid, "row %d of the key names nobody", e.Row)
		case strings.TrimSpace(e.Pseudonym) == "":
			return nil, corpus.Errorf(corpus.ErrInvalid, "row %d of the key has no pseudonym", e.Row).
				WithHint("write what is to stand in the place of the name, at least […]")
		}
		for j, written := range append([]string{e.Name}, e.Forms...) {
			as := e.Pseudonym
			if j > 0 {
				if before, after, ok := strings.Cut(written, "="); ok {
					written, as = before, after
				}
			}
			f := newForm(strings.TrimSpace(written), strings.TrimSpace(as))
			if f.entry = i; len(f.words) == 0 {
				continue
			}
			f.anyCase = e.AnyCase || !capital(f.words[0])
			folded := make([]string, len(f.words))
			for w := range f.words {
				folded[w] = fold(f.words[w])
			}
			same := strings.Join(folded, " ")
			if other, known := rows[same]; known {
				if other.as != f.as {
					return nil, corpus.Errorf(corpus.ErrInvalid, "rows %d and %d of the key give one name two pseudonyms",
						entries[other.entry].Row, e.Row)
				}
				continue
			}
			rows[same] = f
			f.words = folded
			k.forms[folded[0]] = append(k.forms[folded[0]], f)
		}
	}
	for _, forms := range k.forms {
		slices.SortStableFunc(forms, func(a, b form) int { return len(b.words) - len(a.words) })
	}
	return k, nil
}

// Entries are the key's entries, in the order of its file.
func (k *Key) Entries() []Entry { return k.entries }

func newForm(written, as string) form {
	f := form{as: as}
	at := 0
	for _, w := range wordsOf(written) {
		gap := written[at:w.start]
		if len(f.words) > 0 {
			if isGap(gap) {
				gap = ""
			}
			f.between = append(f.between, gap)
		}
		f.words = append(f.words, written[w.start:w.end])
		at = w.end
	}
	return f
}

// isGap says whether what stands between two words of a name may be written in
// other ways: a space, a hyphen, the low line of a file's name, the point of an
// initial.
func isGap(s string) bool {
	return s != "" && len(s) <= 8 && strings.Trim(s, " \t\n\u00a0-_.‐‑") == ""
}

// word is a word in a text, in bytes.
type word struct{ start, end int }

// wordsOf finds the words of a text: runs of letters, marks and digits. Where a
// script puts no spaces between words every letter is one.
func wordsOf(s string) []word {
	var words []word
	start := -1
	for i, r := range s {
		switch {
		case unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer,
			unicode.Myanmar):
			if start >= 0 {
				words = append(words, word{start, i})
			}
			words = append(words, word{i, i + len(string(r))})
			start = -1
		case unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r):
			if start < 0 {
				start = i
			}
		case start >= 0:
			words = append(words, word{start, i})
			start = -1
		}
	}
	if start >= 0 {
		words = append(words, word{start, len(s)})
	}
	return words
}
