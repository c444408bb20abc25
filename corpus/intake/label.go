package intake

import (
	"slices"
	"strings"
)

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
		if !ok || lines[i].head {
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
	joint   bool // several at once
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
	case noteWords[key] || noteWords[strings.Trim(key, "[]")],
		(noteWords[first] || probeWords[first]) && !isCode(label):
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
	serials := serial(t)
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
		if stem, _, _ := splitNumber(key); serials[stem] {
			e.mark.label, key = withoutNumber(e.mark.label), stem
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
	"q": {"question"},
	"a": {"answer"},
}

// probes gives the lines that begin with Probe: to the interviewer, if there is
// one. Otherwise, and where more is said of the probe (PROBE used (yes/no):),
// they are a remark.
func probes(groups []*group) {
	var asks *group
	for _, g := range groups {
		if stem, _, _ := splitNumber(g.key); g.strong && (interviewerWords[stem] || g.key == "i" || g.key == "q") {
			if asks != nil {
				return
			}
			asks = g
		}
	}
	for _, g := range groups {
		if asks != nil && probeWords[g.key] {
			g.kind, g.strong, g.into = roleKind, true, asks
		}
	}
}

// slips joins a role that is misspelled once or twice, by a letter, to the one
// that it is a slip of: Particpant.
func slips(groups []*group) {
	var roles []*group // without a number, so not more than the words there are
	for _, g := range groups {
		if _, _, numbered := splitNumber(g.key); g.strong && g.kind == roleKind && g.n >= 5 && !numbered {
			roles = append(roles, g)
		}
	}
	for _, g := range groups {
		if g.n < 1 || g.n > 2 || g.kind != nameKind && g.kind != otherKind {
			continue
		}
		for _, o := range roles {
			if o.n >= 5*g.n && isSlip(g.key, o.key) {
				g.strong, g.into = true, o
				break
			}
		}
	}
}

// isSlip says whether two long words differ by one letter.
func isSlip(a, b string) bool {
	r, s := []rune(a), []rune(b)
	if len(r) > len(s) {
		r, s = s, r
	}
	if len(r) < 7 || len(s)-len(r) > 1 {
		return false
	}
	i := 0
	for i < len(r) && r[i] == s[i] {
		i++
	}
	if len(r) == len(s) {
		i = min(i+1, len(r))
		return slices.Equal(r[i:], s[i:])
	}
	return slices.Equal(r[i:], s[i+1:])
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
