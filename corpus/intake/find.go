package intake

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"framewise/corpus"
	"framewise/corpus/decode"
)

// What a line is, where it is not a speaker's: negative, as speakers are
// indices.
const (
	unmarked  int32 = -1 // goes on as before
	noteLine  int32 = -2 // a transcriber's remark
	pageLine  int32 = -3 // a page mark of a transcript
	fieldLine int32 = -4 // a line of the head: Date: 3 May 2026
)

// finding is how the speakers of a file were found: a convention, the voices,
// and for every line the voice that begins there.
type finding struct {
	convention convention
	voices     []voice
	lines      []int32
	fields     [][2]string
	notes      map[string]bool // labels of remarks, as written
	score      int
	warnings   []decode.Warning
}

// voice is a speaker as the labels of a file show it.
type voice struct {
	label  string
	asides []string
	turns  int
	first  int // line
	merged []string
}

// entry is a label in one spelling.
type entry struct {
	mark  struct{ label, aside string }
	n     int
	first int
	alone int // times without words behind
	timed int // times with a clock
}

// tally counts the labels of a convention.
type tally struct {
	entries []entry
	of      []int32 // entry of every line, or -1
	marked  int
}

func count(c convention, lines []line) *tally {
	t := &tally{of: make([]int32, len(lines))}
	index := make(map[struct{ label, aside string }]int32)
	for i := range lines {
		t.of[i] = -1
		m, ok := c.mark(&lines[i])
		if !ok {
			continue
		}
		t.marked++
		key := struct{ label, aside string }{m.label, m.aside}
		e, known := index[key]
		if !known {
			e = int32(len(t.entries))
			index[key] = e
			t.entries = append(t.entries, entry{mark: key, first: i})
		}
		t.entries[e].n++
		if blank(lines[i].text[m.words:]) {
			t.entries[e].alone++
		}
		if m.timed {
			t.entries[e].timed++
		}
		t.of[i] = e
	}
	return t
}

// find chooses the convention that explains most lines, or the one named.
// found is nil where no speakers were found.
func find(blocks []decode.Block, lines []line, text, name string) (found *finding, err error) {
	full := 0
	for i := range lines {
		if !blank(lines[i].text) {
			full++
		}
	}
	if name != "" {
		c, none, err := named(name, blocks)
		if err != nil || none {
			return nil, err
		}
		f := resolve(c, count(c, lines), lines, full, text, true)
		if f == nil {
			return nil, corpus.Errorf(corpus.ErrInvalid, "no speakers were found %s", c.what).
				WithHint("leave the convention out to have it found, or say paragraph to do without speakers")
		}
		return f, nil
	}
	for _, c := range conventions(blocks) {
		if c.name == "line" && found != nil {
			break
		}
		t := count(c, lines)
		if t.marked == 0 {
			continue
		}
		f := resolve(c, t, lines, full, text, false)
		if f != nil && (found == nil || f.score > found.score) {
			found = f
		}
		if found != nil && (found.convention.sure || found.score*10 > full*6) {
			break
		}
	}
	return found, nil
}

// group is one label in all its spellings.
type group struct {
	key     string
	entries []int32
	n       int
	first   int
	alone   int
	timed   int
	kind    kind
	strong  bool
	into    *group
}

type kind int

const (
	otherKind kind = iota
	nameKind
	codeKind
	roleKind
	noteKind
	pageKind
	plainKind // stands before a colon, but is nobody
)

func kindOf(c *convention, label, key string) kind {
	stem, _, _ := splitNumber(key)
	first, _, _ := strings.Cut(strings.Trim(key, "[]"), " ")
	switch {
	case c.sure:
		return roleKind
	case isRole(key):
		return roleKind
	case pageWords[stem] || pageWords[key]:
		return pageKind
	case noteWords[key] || noteWords[strings.Trim(key, "[]")] || noteWords[first] && !isCode(label):
		return noteKind
	case plainWords[key] || plainWords[stem] || plainWords[first] || headerWords[key] && !castWords[key]:
		return plainKind
	case c.name == "bracket" && bracketWords[key]:
		return plainKind
	case isCode(label):
		return codeKind
	case isName(label):
		return nameKind
	}
	return otherKind
}

// resolve decides which labels are speakers. It returns nil where the
// convention does not hold. userSaid trusts the labels more.
func resolve(c convention, t *tally, lines []line, full int, text string, userSaid bool) *finding {
	groups, byKey := gather(&c, t)
	f := &finding{convention: c, lines: make([]int32, len(lines)), notes: map[string]bool{}}
	head := readHead(&c, t, lines, groups)

	// Which labels are speakers without doubt?
	likely := 0
	for _, g := range groups {
		if g.kind == roleKind || g.kind == codeKind || g.kind == nameKind {
			likely += g.n
		}
	}
	dense := userSaid || float64(likely) >= 0.8*float64(full)
	strong, total, named := 0, 0, 0
	for _, g := range groups {
		switch g.kind {
		case roleKind:
			g.strong = g.n >= 1
		case codeKind, nameKind:
			g.strong = g.n >= 2
		case otherKind:
			size := utf8.RuneCountInString(g.key)
			g.strong = !strings.Contains(g.key, " ") && size > 0 && size <= 20 &&
				(g.n >= 3 && dense || c.name == "bracket" && t.marked*2 >= full)
		}
		if g.strong {
			strong++
			total += g.n
			if g.kind == roleKind || g.kind == codeKind {
				named += g.n
			}
		}
	}
	for _, g := range groups {
		// Aaron van Wirdum (AvW), whom the rest of the file calls AvW.
		if a := t.entries[g.entries[0]].mark.aside; g.kind == nameKind && !g.strong && a != "" {
			if o := byKey[fold(a)]; o != nil && o.strong {
				g.strong = true
			}
		}
	}
	if dense && (strong < 2 || userSaid) {
		// Nearly every line has a label: few words, or many people.
		for _, g := range groups {
			if !g.strong && g.n == 1 && (g.kind == codeKind || g.kind == nameKind) {
				g.strong = true
				strong++
				total++
				if g.kind == codeKind {
					named++
				}
			}
		}
	}
	share := float64(total) / float64(max(full, 1))
	switch {
	case total == 0 || share < c.share && !userSaid:
		return nil
	case userSaid || c.sure || dense && named == total:
	case total < 2:
		return nil
	case strong == 1 && (named == 0 && (total < 3 || share < 0.2) || named > 0 && share < 0.05):
		return nil
	case named == 0 && total < 4 && !dense && share < 0.8:
		return nil
	case c.name == "line" && (named == 0 || strong > 12 || strong < 2):
		return nil
	}

	first := len(lines) // of the talk
	for _, g := range groups {
		if g.strong {
			first = min(first, g.first)
		}
	}
	f.decideRare(groups, t, lines, first, text, full)
	aliases(groups, byKey, t)

	index := make(map[*group]int32)
	entryTo := make([]int32, len(t.entries))
	for i := range entryTo {
		entryTo[i] = unmarked
	}
	slices.SortStableFunc(groups, func(a, b *group) int { return a.first - b.first })
	for _, g := range groups {
		to := unmarked
		switch {
		case g.kind == noteKind:
			to = noteLine
			f.notes[t.entries[g.entries[0]].mark.label] = true
		case g.kind == pageKind:
			to = pageLine
		case g.strong:
			root := g
			for root.into != nil {
				root = root.into
			}
			i, ok := index[root]
			if !ok {
				i = int32(len(f.voices))
				index[root] = i
				f.voices = append(f.voices, voice{label: t.bestLabel(root), first: g.first})
			}
			to = i
			for _, e := range g.entries {
				v := &f.voices[i]
				if a := t.entries[e].mark.aside; a != "" && !slices.Contains(v.asides, a) {
					v.asides = append(v.asides, a)
				}
				if l := t.entries[e].mark.label; l != v.label && !slices.Contains(v.merged, l) {
					v.merged = append(v.merged, l)
				}
			}
		}
		for _, e := range g.entries {
			entryTo[e] = to
		}
	}
	for i, e := range t.of {
		f.lines[i] = unmarked
		if e >= 0 {
			f.lines[i] = entryTo[e]
		}
		if head.field[i] {
			f.lines[i] = fieldLine
		}
		if v := f.lines[i]; v >= 0 {
			f.voices[v].turns++
			f.score++
		}
	}
	f.fields = head.fields
	return f
}

// bestLabel is the spelling used most; of two, the longer.
func (t *tally) bestLabel(g *group) string {
	best := g.entries[0]
	for _, e := range g.entries {
		if t.entries[e].n > t.entries[best].n ||
			t.entries[e].n == t.entries[best].n && len(t.entries[e].mark.label) > len(t.entries[best].mark.label) {
			best = e
		}
	}
	return t.entries[best].mark.label
}

// gather brings the spellings of a label together. An aside makes a label of
// its own only where the name never stands without one and has several.
func gather(c *convention, t *tally) (groups []*group, byKey map[string]*group) {
	asides := make(map[string][]string) // of a key; "" for none
	keys := make([]string, len(t.entries))
	for i := range t.entries {
		e := &t.entries[i]
		keys[i] = fold(e.mark.label)
		if a := fold(e.mark.aside); len(asides[keys[i]]) < 8 && !slices.Contains(asides[keys[i]], a) {
			asides[keys[i]] = append(asides[keys[i]], a)
		}
	}
	byKey = make(map[string]*group)
	for i := range t.entries {
		e := &t.entries[i]
		key := keys[i]
		if as := asides[key]; len(as) > 1 && !slices.Contains(as, "") && !c.sure {
			e.mark.label += " (" + e.mark.aside + ")"
			e.mark.aside = ""
			key = fold(e.mark.label)
		}
		switch stem, number, _ := splitNumber(key); stem {
		case "int", "intv", "interv", "interviewers":
			key = "interviewer" + number
		}
		g := byKey[key]
		if g == nil {
			g = &group{key: key, first: e.first, kind: kindOf(c, e.mark.label, key)}
			byKey[key] = g
			groups = append(groups, g)
		}
		g.entries = append(g.entries, int32(i))
		g.n += e.n
		g.alone += e.alone
		g.timed += e.timed
		g.first = min(g.first, e.first)
	}
	return groups, byKey
}

// shorts are abbreviations that, seldom among the full word, are slips of it.
var shorts = map[string][]string{
	"i": {"interviewer", "interviewerin", "intervieweur", "intervistatore"},
	"p": {"participant", "participante"},
	"m": {"moderator", "moderador", "moderadora"},
	"e": {"entrevistador", "entrevistadora"},
	"r": {"respondent"},
}

// aliases joins labels that are one voice: "Aaron van Wirdum (AvW)" and later
// "AvW"; Interviewer, and now and then I.
func aliases(groups []*group, byKey map[string]*group, t *tally) {
	for _, g := range groups {
		if !g.strong || g.into != nil {
			continue
		}
		for _, e := range g.entries {
			if a := t.entries[e].mark.aside; a != "" {
				if o := byKey[fold(a)]; o != nil && o != g && o.into == nil && o.strong {
					o.into = g
				}
			}
		}
		for _, long := range shorts[g.key] {
			if o := byKey[long]; o != nil && o.strong && o.into == nil && g.n*4 <= o.n {
				g.into = o
			} else if o != nil && o.strong && o.into == nil && o.n*4 <= g.n {
				o.into = g
			}
		}
	}
}

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
	for _, g := range groups {
		if g.strong || g.kind != nameKind && g.kind != codeKind || g.n < 1 ||
			g.first < first && (g.kind == nameKind || len(g.key) > 1) {
			continue
		}
		label := t.entries[g.entries[0]].mark.label
		shaped := (g.alone > 0) == ownLine && (g.timed > 0) == ownTime
		words := len(strings.Fields(label))
		take := false
		switch {
		case !shaped:
		case g.kind == codeKind, ownTime:
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

// rarely says whether a voice speaks so seldom that its label may be a slip.
func (f *finding) rarely(v *voice) bool {
	total := 0
	for i := range f.voices {
		total += f.voices[i].turns
	}
	return !f.convention.sure && (v.turns <= 2 && total >= 20 || v.turns == 1 && total >= 6)
}
