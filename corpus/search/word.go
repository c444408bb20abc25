package search

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// wordMode is how far a word of a query is widened.
type wordMode int

const (
	stemmed wordMode = iota // to other accents and endings
	exact                   // to other accents, unless it was typed with some
	prefix                  // to all that begins with it
)

// word is one term of a query. It matches by itself, against the dictionary of
// an index or the terms of a text alike.
type word struct {
	mode     wordMode
	typed    string // the term as the analyser makes it
	folded   string
	accented bool // typed with accents: then an exact word has these
	enyes    int  // ñ is typed on purpose: año is not ano

	languages []string
	stems     []wordStem // of the word under all its accents
	root      string     // what all terms of these stems begin with, folded
}

// wordStem is what is left of a word without its ending.
type wordStem struct {
	language, stem string
	root           string // what all terms of the stem begin with, folded
}

// longestEnding bounds how many bytes a term has beyond its stem.
const longestEnding = 16

func newWord(term string, mode wordMode, languages []string) *word {
	w := &word{mode: mode, typed: term, folded: fold(term), languages: languages}
	w.accented = w.typed != w.folded
	w.enyes = strings.Count(term, "ñ")
	if mode == stemmed {
		w.root = w.folded
		w.widen(term)
	}
	return w
}

// widen adds the stems of the word as it is written with other accents: typed
// as imaginacion, a word still finds what imaginación finds.
func (w *word) widen(variant string) {
	if w.mode != stemmed || !w.equal(variant) {
		return
	}
	for _, lang := range w.languages {
		s, ok := stem(lang, variant)
		if !ok || s == "" || slices.ContainsFunc(w.stems, func(k wordStem) bool {
			return k.language == lang && k.stem == s
		}) {
			continue
		}
		root := commonPrefix([]string{w.folded, s})
		// A stem's last letter may stand for another: happi for happy.
		if _, n := utf8.DecodeLastRuneInString(s); root == s && utf8.RuneCountInString(s) > 3 {
			root = s[:len(s)-n]
		}
		if root == "" {
			continue
		}
		w.stems = append(w.stems, wordStem{lang, s, root})
		w.root = commonPrefix([]string{w.root, root})
	}
}

// equal reports whether a term is the word but for accents.
func (w *word) equal(term string) bool {
	return fold(term) == w.folded && (w.enyes == 0 || strings.Count(term, "ñ") == w.enyes)
}

// matches reports whether a term is one the word stands for.
func (w *word) matches(term string) bool {
	switch w.mode {
	case exact:
		if w.accented {
			return term == w.typed
		}
		return fold(term) == w.folded
	case prefix:
		if w.accented {
			return strings.HasPrefix(term, w.typed)
		}
		return strings.HasPrefix(fold(term), w.folded)
	}
	folded := fold(term)
	if folded == w.folded {
		return w.equal(term)
	}
	for _, k := range w.stems {
		if len(folded) > len(k.stem)+longestEnding || !strings.HasPrefix(folded, k.root) {
			continue
		}
		if s, ok := stem(k.language, term); ok && s == k.stem {
			return strings.Count(term, "ñ") >= w.enyes
		}
	}
	return false
}
