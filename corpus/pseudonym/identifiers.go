package pseudonym

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"framewise/corpus"
)

// Kind is what something tells of a person.
type Kind string

// The kinds of identifier.
const (
	Name     Kind = "name"
	Phone    Kind = "phone number"
	Email    Kind = "e-mail address"
	Link     Kind = "link or account"
	Address  Kind = "address"
	Birth    Kind = "date of birth"
	FullDate Kind = "full date"
	Identity Kind = "identity number"
	Bank     Kind = "bank or card number"
	Number   Kind = "long number"
)

// Kinds are the kinds of identifier, the most telling first.
var Kinds = []Kind{Identity, Bank, Email, Phone, Address, Birth, Link, Name, FullDate, Number}

// Identifier is something in a text that looks as if it told who somebody is.
type Identifier struct {
	Kind Kind
	What string // which kind of number, with its country: "RUT, Chile"; may be empty
	Text string
	At   corpus.Span
}

// Finder finds identifiers. Names are told by their capitals, so it must first
// [Finder.Learn] which words are written small elsewhere.
type Finder struct {
	known   map[string]bool // pseudonyms and other words that are no names
	lower   map[string]int  // how often a word stands in small letters
	capital map[string]int  // and how often with a capital within a sentence
	nouns   bool            // the language writes all nouns with capitals
	rules   []*rule         // in the order of their weight
}

// NewFinder makes a finder for texts of a language (BCP 47; may be empty).
// Words that are no names, such as pseudonyms and speakers' labels, are not
// found. In German, which writes all nouns with capitals, names are found only
// where somebody is introduced.
func NewFinder(language string, known ...string) *Finder {
	f := &Finder{
		known: make(map[string]bool), lower: make(map[string]int), capital: make(map[string]int),
		nouns: strings.HasPrefix(language, "de"), rules: identifierRules(),
	}
	for _, k := range known {
		for _, w := range wordsOf(k) {
			f.known[fold(k[w.start:w.end])] = true
		}
	}
	return f
}

// Learn counts the words of a text.
func (f *Finder) Learn(text string) {
	for _, w := range wordsOf(text) {
		s := text[w.start:w.end]
		switch {
		case !capital(s):
			f.lower[fold(s)]++
		case !sentenceStarts(text[:w.start]):
			f.capital[fold(s)]++
		}
	}
}

// Find finds identifiers in a text, in its order.
func (f *Finder) Find(text string) []Identifier {
	var found []Identifier
	taken := make([]word, 0, 8)
	add := func(kind Kind, what string, w word) {
		for _, t := range taken {
			if w.start < t.end && t.start < w.end {
				return
			}
		}
		taken = append(taken, w)
		found = append(found, Identifier{Kind: kind, What: what, Text: text[w.start:w.end],
			At: corpus.Span{Start: corpus.Pos(w.start), End: corpus.Pos(w.end)}}) // in bytes, until the end
	}
	lower := strings.ToLower(text)
	for _, r := range f.rules {
		if !slices.ContainsFunc(r.hints, func(h string) bool { return strings.Contains(lower, h) }) {
			continue
		}
		for _, m := range r.pattern().FindAllStringSubmatchIndex(text, -1) {
			w := word{m[0], m[1]}
			if len(m) > 2 && m[2] >= 0 {
				w = word{m[2], m[3]}
			}
			if !standsAlone(text, w) || r.valid != nil && !r.valid(text[w.start:w.end]) {
				continue
			}
			kind := r.kind
			if kind == FullDate && bornNear(text, w) {
				kind = Birth
			}
			add(kind, r.what, w)
		}
	}
	for _, w := range f.names(text) {
		add(Name, "", w)
	}
	slices.SortFunc(found, func(a, b Identifier) int { return cmp.Compare(a.At.Start, b.At.Start) })
	// Bytes become code points, in one walk.
	at, bytes := corpus.Pos(0), 0
	count := func(to corpus.Pos) corpus.Pos {
		at += corpus.Pos(utf8.RuneCountInString(text[bytes:to]))
		bytes = int(to)
		return at
	}
	for i := range found {
		s := &found[i].At
		s.Start = count(s.Start)
		s.End = count(s.End)
	}
	return found
}

// standsAlone says whether what was found is not a piece of a longer word or
// number.
func standsAlone(text string, w word) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:w.start])
	after, _ := utf8.DecodeRuneInString(text[w.end:])
	first, _ := utf8.DecodeRuneInString(text[w.start:])
	last, _ := utf8.DecodeLastRuneInString(text[:w.end])
	joins := func(a, b rune) bool {
		return unicode.IsDigit(a) && unicode.IsDigit(b) || unicode.IsLetter(a) && unicode.IsLetter(b)
	}
	return !joins(before, first) && !joins(last, after)
}

// names are the runs of words that look like names.
func (f *Finder) names(text string) []word {
	var runs []word
	words := wordsOf(text)
	for i := 0; i < len(words); i++ {
		if !f.isName(text, words[i]) {
			continue
		}
		run := words[i]
		if i > 0 { // La Pintana
			before := text[words[i-1].start:words[i-1].end]
			if capital(before) && particles[fold(before)] && strings.TrimSpace(text[words[i-1].end:run.start]) == "" {
				run.start = words[i-1].start
			}
		}
		last := i
		for j := i + 1; j < len(words) && j <= last+3; j++ {
			gap := text[words[j-1].end:words[j].start]
			if strings.Trim(gap, " .'’-") != "" || strings.ContainsAny(gap, ".") && len(text[words[j-1].start:words[j-1].end]) > 2 {
				break
			}
			if f.isName(text, words[j]) {
				run.end, last = words[j].end, j
			} else if !particles[text[words[j].start:words[j].end]] {
				break
			}
		}
		runs = append(runs, run)
		i = last
	}
	return runs
}

// particles stand between the parts of a name.
var particles = map[string]bool{
	"de": true, "del": true, "la": true, "las": true, "los": true, "da": true, "do": true, "dos": true, "das": true,
	"van": true, "von": true, "der": true, "den": true, "di": true, "y": true, "e": true, "al": true, "el": true, "bin": true,
}

// isName says whether a word is written with a capital within sentences and
// nowhere, or hardly ever, without.
func (f *Finder) isName(text string, w word) bool {
	s := text[w.start:w.end]
	if !capital(s) || utf8.RuneCountInString(s) < 2 || f.nouns {
		return false
	}
	key := fold(s)
	if f.known[key] || capitalWords[key] || shouted(s) && len(s) < 6 {
		return false
	}
	return f.capital[key] > 0 && f.lower[key]*10 < f.capital[key]
}

// NameLike says whether a speaker's label looks like a name rather than like a
// code (P07, IV2) or a role (Participant 3).
func NameLike(label string) bool {
	words := wordsOf(label)
	for _, w := range words {
		s := label[w.start:w.end]
		if utf8.RuneCountInString(s) < 2 || shouted(s) && len(words) == 1 && len(s) < 4 || !capital(s) && !unicode.IsLower([]rune(s)[0]) ||
			strings.ContainsFunc(s, unicode.IsDigit) || roleWords[fold(s)] {
			return false
		}
	}
	return len(words) > 0
}

// roleWords label speakers by what they are.
var roleWords = setOf(`participant participants participante participantes respondent respondents interviewee informant patient
	paciente user usuario usuaria client speaker voice man woman male female hombre mujer all todos several varios unknown
	entrevistado entrevistada mother father madre padre interpreter interprete teilnehmer teilnehmerin befragte befragter`)

// capitalWords are written with capitals and name nobody.
var capitalWords = setOf(`i i'm i'll i've i'd ok okay
monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september
october november december christmas easter english spanish french german portuguese chilean british american european
dios god internet whatsapp facebook google zoom covid youtube instagram señor señora don doña dr dra mr mrs ms sr sra`)

func setOf(words string) map[string]bool {
	set := make(map[string]bool)
	for w := range strings.FieldsSeq(words) {
		set[w] = true
	}
	return set
}

// sentenceStarts says whether a sentence begins behind a text: after a full
// stop, an opening mark, a line's end.
func sentenceStarts(before string) bool {
	before = strings.TrimRight(before, " \t\u00a0\"'“”‘’«»([¿¡-–—…")
	if before == "" {
		return true
	}
	last, _ := utf8.DecodeLastRuneInString(before)
	return strings.ContainsRune(".?!:;\n。？！…", last)
}

var bornPattern = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)(?:^|\P{L})(?:born|birth|nac[ií]|cumplea|nasci|geboren|geburt|né[\se]|naissance)`)
})

// bornNear says whether somebody's birth is spoken of just before or behind.
func bornNear(text string, w word) bool {
	from, to := max(0, w.start-60), min(len(text), w.end+30)
	return bornPattern().MatchString(strings.ToValidUTF8(text[from:to], ""))
}
