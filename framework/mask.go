package framework

import (
	"hash/fnv"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"framewise/corpus"
)

// What stands for words that are left out, and for a name.
const (
	MaskedWords = "“…”"
	MaskedName  = "[…]"
)

// quotation marks that open and what closes them.
var quotation = map[rune]string{
	'“': "”“", '„': "”“", '"': `"`, '«': "»", '‹': "›", '‘': "’", '‚': "’‘", '\'': "'", '「': "」", '『': "』",
}

// maskWords leaves out what stands between quotation marks of any kind, single
// ones too, and after one that is never closed, up to the end of its line. The
// rest of the text stays, its locators too.
func maskWords(text string) string {
	var b strings.Builder
	before := ' ' // the character before
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRuneInString(text[i:])
		closing := quotation[r]
		single := r == '\'' || r == '‘' || r == '‚'
		if closing == "" || single && (unicode.IsLetter(before) || unicode.IsDigit(before)) { // or an apostrophe
			b.WriteString(text[i : i+n])
			i, before = i+n, r
			continue
		}
		inner, end := quoted(text[i+n:], closing, single)
		if end < 0 && (single || r == '"') { // an apostrophe, an inch
			b.WriteString(text[i : i+n])
			i, before = i+n, r
			continue
		}
		if end < 0 {
			if inner = strings.IndexByte(text[i+n:], '\n'); inner < 0 {
				inner = len(text) - i - n
			}
			end = inner
		}
		if words := text[i+n : i+n+inner]; hasWord(words) {
			b.WriteString(MaskedWords)
		} else {
			b.WriteString(text[i : i+n+end])
		}
		i, before = i+n+end, '”'
	}
	return b.String()
}

// quoted finds where quoted words end and where the mark behind them does; end
// is -1 where there is none. The mark of single ones is no apostrophe.
func quoted(s, closing string, single bool) (inner, end int) {
	for i, r := range s {
		if single && r == '\n' {
			return 0, -1
		}
		if !strings.ContainsRune(closing, r) {
			continue
		}
		n := utf8.RuneLen(r)
		if after, _ := utf8.DecodeRuneInString(s[i+n:]); single && (unicode.IsLetter(after) || unicode.IsDigit(after)) {
			continue
		}
		return i, i + n
	}
	return 0, -1
}

func hasWord(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) })
}

// verbatim is how many words in a row, the same as in a quote, are a quotation
// though no marks say so.
const verbatim = 5

// heard are the stretches of [verbatim] words that somebody said.
type heard map[uint64]bool

// words cuts a text into words as they are compared, with where each stands.
func words(text string) (list []string, at [][2]int) {
	start := -1
	for i, r := range text + " " {
		switch word := unicode.In(r, unicode.L, unicode.M, unicode.N) || r == '\'' || r == '’'; {
		case word && start < 0:
			start = i
		case !word && start >= 0:
			list = append(list, strings.ToLower(strings.ReplaceAll(text[start:i], "’", "'")))
			at = append(at, [2]int{start, i})
			start = -1
		}
	}
	return list, at
}

func stretch(words []string) uint64 {
	h := fnv.New64a()
	for _, w := range words {
		_, _ = h.Write([]byte(w)) // a hash takes everything
		_, _ = h.Write([]byte{0})
	}
	return h.Sum64()
}

func (h heard) hear(quote string) {
	list, _ := words(quote)
	for i := 0; i+verbatim <= len(list); i++ {
		h[stretch(list[i:i+verbatim])] = true
	}
}

// mask leaves out the stretches of a text that somebody said.
func (h heard) mask(text string) string {
	list, at := words(text)
	var b strings.Builder
	done := 0
	for i := 0; i+verbatim <= len(list); i++ {
		if !h[stretch(list[i:i+verbatim])] {
			continue
		}
		last := i + verbatim - 1
		for last+1 < len(list) && h[stretch(list[last+2-verbatim:last+2])] {
			last++
		}
		b.WriteString(text[done:at[i][0]] + MaskedWords)
		done = at[last][1]
		i = last
	}
	return b.String() + text[done:]
}

// roles begin the labels that name a speaker's role and nobody.
var roles = regexp.MustCompile(`(?i)^(?:(?:int|intv|ent|mod|par|pac|res|inv)\d*$|intervi|entrevis|moderat|moderad|facilit|enqu|particip|respond|inform|patient|pacient|` +
	`speaker|hablante|sprecher|befragt|persona|unknown|voice|voz)`)

// namesIn makes a pattern of the names that a study knows: its coders' and
// those that transcripts give their speakers, whole and word by word. Those
// of a letter or two, of roles (INT, Moderator) and the cases' own labels are
// none.
func namesIn(in *Input) *regexp.Regexp {
	labels := make(map[string]bool)
	for _, c := range in.Cases {
		labels[strings.ToLower(c.Label)] = true
	}
	var names []string
	add := func(name string) {
		for _, n := range append(strings.Fields(name), name) {
			n = strings.TrimFunc(n, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
			first, _ := utf8.DecodeRuneInString(n)
			if utf8.RuneCountInString(n) > 2 && !unicode.IsLower(first) && unicode.IsLetter(first) && !labels[strings.ToLower(n)] &&
				!roles.MatchString(n) {
				names = append(names, regexp.QuoteMeta(n), regexp.QuoteMeta(strings.ToUpper(n)))
				low := strings.ToLower(n)
				names = append(names, regexp.QuoteMeta(string(unicode.ToUpper(first))+low[utf8.RuneLen(unicode.ToLower(first)):]))
			}
		}
	}
	for _, c := range in.Coders {
		add(c.Name)
	}
	for i := range in.Documents {
		for _, s := range in.Documents[i].Speakers {
			add(s.Label)
		}
	}
	if len(names) == 0 {
		return nil
	}
	slices.Sort(names)
	names = slices.Compact(names)
	slices.SortStableFunc(names, func(a, b string) int { return len(b) - len(a) }) // the whole before its parts
	return regexp.MustCompile(`(^|[^\p{L}\p{M}\p{N}])(?:` + strings.Join(names, "|") + `)($|[^\p{L}\p{M}\p{N}])`)
}

// maskNames puts a mark in the place of the names that a study knows.
func maskNames(text string, names *regexp.Regexp) string {
	if names == nil || text == "" {
		return text
	}
	for range 2 { // names that share the character between them
		text = names.ReplaceAllString(text, "${1}"+MaskedName+"${2}")
	}
	return text
}

// Restore puts what a mask left out back into a text that was edited behind
// the mask: shown is the text as masked, whole as it is. ok is false where the
// edit touches what was left out, so that nobody can tell what was meant.
func Restore(shown, edited, whole string) (text string, ok bool) {
	if SameText(shown, edited) {
		return whole, true
	}
	if placed(shown) != placed(edited) {
		return "", false
	}
	return joined(shown, edited, whole, true)
}

// placed lists the masks of a text, each with the place named next behind it.
func placed(text string) string {
	var b strings.Builder
	locators := corpus.FindLocators(text)
	for i := 0; i < len(text); i++ {
		if !strings.HasPrefix(text[i:], MaskedWords) && !strings.HasPrefix(text[i:], MaskedName) {
			continue
		}
		next := slices.IndexFunc(locators, func(l corpus.LocatorAt) bool { return l.Start > i })
		b.WriteString(text[i:i+3] + "@")
		if next >= 0 {
			b.WriteString(locators[next].Locator.String())
		}
		b.WriteByte(' ')
	}
	return b.String()
}
