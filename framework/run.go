package framework

import (
	"strings"
	"unicode/utf8"

	"framewise/codebook"
	"framewise/corpus"
)

// RunKind is what a stretch of a summary is.
type RunKind int

// The kinds of run. The conventions are those of Ritchie, Spencer and O'Connor
// (2003), Box 9.5: own words, paraphrase and analyst's comment look different.
const (
	Paraphrase RunKind = iota
	OwnWords           // “between double quotes”: the participant's
	Remark             // [in brackets]: the analyst's
	Place              // a locator
	KeyPlace           // a locator with an asterisk: the place of a key quote
)

// Run is a stretch of a summary of one kind. The texts of a summary's runs,
// joined, are the summary.
type Run struct {
	Kind RunKind
	Text string
}

// Runs cuts a summary into its runs. A quotation mark or bracket that is
// never closed is plain text; straight and curly double quotes both count.
func Runs(summary string) []Run {
	var runs []Run
	add := func(kind RunKind, text string) {
		if text == "" {
			return
		}
		if n := len(runs); n > 0 && runs[n-1].Kind == kind && kind == Paraphrase {
			runs[n-1].Text += text
			return
		}
		runs = append(runs, Run{kind, text})
	}
	plain := func(text string) {
		at := 0
		for _, l := range corpus.FindLocators(text) {
			add(Paraphrase, text[at:l.Start])
			kind := Place
			if l.Key {
				kind = KeyPlace
			}
			add(kind, text[l.Start:l.End])
			at = l.End
		}
		add(Paraphrase, text[at:])
	}
	rest := summary
	for {
		i, kind, end := nextMark(rest)
		if i < 0 {
			plain(rest)
			return runs
		}
		plain(rest[:i])
		add(kind, rest[i:end])
		rest = rest[end:]
	}
}

// nextMark finds the first quoted or bracketed stretch that is closed.
func nextMark(s string) (start int, kind RunKind, end int) {
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		closing, kind := "", OwnWords
		switch r {
		case '“', '„':
			closing = "”“"
		case '"':
			closing = `"`
		case '«':
			closing = "»"
		case '[':
			closing, kind = "]", Remark
		}
		if closing != "" {
			if j := strings.IndexAny(s[i+n:], closing); j >= 0 {
				_, m := utf8.DecodeRuneInString(s[i+n+j:])
				return i, kind, i + n + j + m
			}
		}
		i += n
	}
	return -1, Paraphrase, 0
}

// QuotedWords lists what a summary puts in the participant's mouth: the texts
// between double quotes, without them.
func QuotedWords(summary string) []string {
	var words []string
	for _, run := range Runs(summary) {
		if run.Kind == OwnWords {
			words = append(words, strings.Trim(run.Text, "“”„\"«»"))
		}
	}
	return words
}

// Evidence resolves the locators of a summary to codings among the quotes of
// its case: first those under its own code or the codes below it (under),
// else any of the case's that lie in the paragraphs named. stale are the
// locators at which nothing is coded.
func Evidence(summary string, quotes []Quote, under []codebook.CodeID) (ids []codebook.CodingID, stale []corpus.Locator) {
	own := make(map[codebook.CodeID]bool, len(under))
	for _, id := range under {
		own[id] = true
	}
	seen := make(map[codebook.CodingID]bool)
	for _, l := range corpus.FindLocators(summary) {
		var best, any []codebook.CodingID
		for _, q := range quotes {
			if q.Locator.Label != l.Label || q.Locator.First > l.Last || q.Locator.Last < l.First {
				continue
			}
			any = append(any, q.Coding.ID)
			if own[q.Coding.Code] {
				best = append(best, q.Coding.ID)
			}
		}
		if len(best) == 0 {
			best = any
		}
		if len(best) == 0 {
			stale = append(stale, l.Locator)
		}
		for _, id := range best {
			if !seen[id] {
				seen[id] = true
				ids = append(ids, id)
			}
		}
	}
	return ids, stale
}
