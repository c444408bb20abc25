package intake

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"framewise/corpus/decode"
)

// One speaker's label varies within a transcript: Int., Interviewer; P,
// Participant, Respondent, P07; Q1, Q2. What is here brings such labels
// together, and reads a label that lost its colon.

// whoAnswers are the words for the one who is interviewed that say no more of
// a person, as patient or student do. They are folded.
var whoAnswers = set(
	"p part participant respondent resp interviewee informant subject answer",
	"participante entrevistado entrevistada informante encuestado encuestada respuesta resposta",
	"teilnehmer teilnehmerin befragte befragter tn antwort enquete enquetee repondant repondante reponse",
	"intervistato intervistata partecipante risposta",
)

// numberedWords stand before a question, with its number behind them.
var numberedWords = set("q question pregunta pergunta frage domanda")

// answerers makes one voice of the words for whom is interviewed, where
// somebody else asks: no two of them follow on one another, they have no
// numbers that differ, and are no man and woman.
func answerers(groups []*group, t *tally) {
	var alike []*group
	number, others := "", false
	for _, g := range groups {
		if !g.strong || g.into != nil || g.joint {
			continue
		}
		stem, n, _ := splitNumber(g.key)
		if !whoAnswers[stem] {
			others = true
			continue
		}
		if n != "" && number != "" && n != number {
			return
		}
		if n != "" {
			number = n
		}
		for _, o := range alike {
			if gendered(g.key, o.key) {
				return
			}
		}
		alike = append(alike, g)
	}
	if !others || len(alike) < 2 || meet(alike, groups, t) {
		return
	}
	join(alike)
}

// gendered says whether two words may be those for a man and a woman.
func gendered(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(a) < 5 || len(b)-len(a) > 2 {
		return false
	}
	stem := strings.TrimRight(a, "aeo")
	return a != b && strings.HasPrefix(b, stem)
}

// meet says whether one of the labels stands right behind another of them.
func meet(alike, groups []*group, t *tally) bool {
	of := make([]*group, len(t.entries))
	for _, g := range groups {
		if g.strong {
			for _, e := range g.entries {
				of[e] = g
			}
		}
	}
	same := make(map[*group]bool)
	for _, g := range alike {
		same[g] = true
	}
	var last *group
	for i, e := range t.of {
		if e < 0 || of[e] == nil || i < of[e].first {
			continue
		}
		if g := of[e]; same[g] && same[last] && g != last {
			return true
		}
		last = of[e]
	}
	return false
}

// abbreviations joins a label that is the beginning of one role's word to it:
// Ent. where there is an Entrevistadora and no Entrevistado.
func abbreviations(groups []*group, t *tally) {
	for _, g := range groups {
		label := t.bestLabel(g)
		if g.n < 1 || g.into != nil || g.kind >= noteKind || !strings.HasSuffix(label, ".") ||
			strings.ContainsAny(g.key, " 0123456789") || utf8.RuneCountInString(g.key) < 2 {
			continue
		}
		var whole *group
		several := false
		for _, o := range groups {
			if o != g && o.strong && o.kind == roleKind && o.into == nil &&
				strings.HasPrefix(o.key, g.key) && len(o.key) >= len(g.key)+2 {
				several = whole != nil
				whole = o
			}
		}
		if whole != nil && !several {
			g.strong, g.into = true, whole
		}
	}
}

// sameNumber joins the spellings of a code that have one number: P07, P 07,
// P-7.
func sameNumber(groups []*group) {
	type code struct{ stem, number string }
	first := make(map[code]*group)
	for _, g := range groups {
		stem, number, numbered := splitNumber(g.key)
		if !g.strong || g.into != nil || !numbered || number == "" || g.kind != codeKind && g.kind != roleKind {
			continue
		}
		key := code{stem, number}
		o := first[key]
		switch {
		case o == nil:
			first[key] = g
		case g.n > o.n:
			first[key], o.into = g, g
		default:
			g.into = o
		}
	}
}

// fullNames joins a first name and the full name that begins with it, where
// one of them stands once or twice and they never follow on one another: María
// and María González, but not where there is a María Soto too.
func fullNames(groups []*group, t *tally) {
	for _, g := range groups {
		if !g.strong || g.into != nil || g.joint || g.kind != nameKind || strings.Contains(g.key, " ") {
			continue
		}
		alike := []*group{g}
		one := true
		for _, o := range groups {
			if o.strong && o.into == nil && !o.joint && o.kind == nameKind && strings.HasPrefix(o.key, g.key+" ") {
				for _, other := range alike {
					one = one && (strings.HasPrefix(o.key, other.key) || strings.HasPrefix(other.key, o.key))
				}
				one = one && min(g.n, o.n) <= 2
				alike = append(alike, o)
			}
		}
		if one && len(alike) > 1 && !meet(alike, groups, t) {
			join(alike)
		}
	}
}

// join makes one voice of labels, under the one that stands most often.
func join(alike []*group) {
	root := alike[0]
	for _, g := range alike {
		if g.n > root.n {
			root = g
		}
	}
	for _, g := range alike {
		if g != root {
			g.into = root
		}
	}
}

// serial finds the labels whose number counts questions or turns, not people:
// Q1, A1, Q2, A2. It returns the stems of such labels, folded.
func serial(t *tally) map[string]bool {
	type run struct{ last, different, step, lines int }
	runs := make(map[string]*run)
	broken := make(map[string]bool)
	inTurn, last := 0, -1 // of all labels: I1, P2, I3, P4
	lead := ""            // the stem that the others are compared with
	for _, e := range t.of {
		if e < 0 {
			continue
		}
		stem, digits, numbered := splitNumber(fold(t.entries[e].mark.label))
		n, err := strconv.Atoi(digits)
		if !numbered || err != nil || stem == "" {
			continue
		}
		r := runs[stem]
		if r == nil {
			r = &run{last: n - 1}
			runs[stem] = r
			if lead == "" {
				lead = stem
			}
		}
		if n < r.last {
			broken[stem] = true
		}
		if n != r.last {
			r.different++
		}
		r.last = n
		r.lines++
		if n == runs[lead].last {
			r.step++
		}
		if last < 0 || n == last+1 {
			inTurn++
		} else {
			inTurn = -1 << 30
		}
		last = n
	}
	found := make(map[string]bool)
	partner := ""
	for stem, r := range runs {
		whole := !broken[stem] && r.different >= 3
		if whole && numberedWords[stem] || len(runs) > 1 && inTurn >= 6 {
			found[stem] = true
		}
		if whole && stem != lead && r.step == r.lines {
			found[stem] = true
			partner = lead
		}
	}
	if partner != "" && !broken[partner] && runs[partner].different >= 3 {
		found[partner] = true
	} else if partner != "" && !numberedWords[partner] {
		clear(found)
	}
	return found
}

// withoutNumber is a label without the number behind it.
func withoutNumber(label string) string {
	return strings.TrimRight(strings.TrimRight(label, "0123456789"), " -#.º°")
}

// numberLines finds out whether the paragraphs are numbered, 1. I: words, and
// notes how long the number of each is.
func numberLines(lines []line) {
	numbered, inOrder, labelled, last := 0, 0, 0, 0
	sizes := make([]int, len(lines))
	for i := range lines {
		n, size := leadingNumber(lines[i].text)
		if size == 0 {
			continue
		}
		sizes[i] = size
		numbered++
		if n == last+1 || numbered == 1 {
			inOrder++
		}
		last = n
		rest := line{text: lines[i].text[size:]}
		m, ok := colon(&rest)
		if !ok {
			m, ok = tabMark(&rest)
		}
		if ok && (isRole(fold(m.label)) || isCode(m.label) || isName(m.label)) {
			labelled++
		}
	}
	if numbered < 4 || inOrder*10 < numbered*9 || labelled*2 < numbered {
		return
	}
	for i := range lines {
		lines[i].number = sizes[i]
	}
}

// leadingNumber reads a paragraph's number at the start of s and returns it
// with how many bytes it takes with the sign and the spaces behind it.
func leadingNumber(s string) (n, size int) {
	i := spaces(s)
	start := i
	for i < len(s) && isDigit(s[i]) && i-start < 5 {
		n = n*10 + int(s[i]-'0')
		i++
	}
	if i == start {
		return 0, 0
	}
	if i < len(s) && (s[i] == '.' || s[i] == ')') {
		i++
	}
	after := spaces(s[i:])
	if after == 0 || i+after == len(s) {
		return 0, 0
	}
	return n, i + after
}

// pointed reads labels that have a point or a semicolon for their colon: "Q.
// What next?" Of names and other words only the semicolon is one.
func (f *finding) pointed(groups []*group, t *tally, entryTo []int32, blocks []decode.Block, lines []line) {
	if f.convention.name != "colon" {
		return
	}
	short := make(map[string]int32)
	long := make(map[string]int32)
	for _, g := range groups {
		for _, e := range g.entries {
			if label := t.entries[e].mark.label; entryTo[e] >= 0 {
				long[label] = entryTo[e]
				if g.kind == roleKind || g.kind == codeKind {
					short[label] = entryTo[e]
				}
			}
		}
	}
	found, first, what := 0, 0, ""
	for i := range lines {
		l := &lines[i]
		if f.lines[i] != unmarked || t.of[i] >= 0 || blocks[l.block].Heading > 0 {
			continue
		}
		from, at, timed := l.lead()
		s := l.text[from:]
		end := strings.IndexAny(s[:min(len(s), 60)], ".;")
		if end < 1 || spaces(s[end+1:]) == 0 {
			continue
		}
		to, known := short[s[:end]]
		if s[end] == ';' {
			to, known = long[s[:end]]
		}
		if !known || blank(s[end+1:]) || i > 0 && !sentenceOver(lines[i-1].text) {
			continue
		}
		words := from + end + 1 + spaces(s[end+1:])
		if r, _ := utf8.DecodeRuneInString(l.text[words:]); unicode.IsLower(r) {
			continue
		}
		f.lines[i] = to
		f.marks[i] = mark{label: s[:end], words: words, at: at, timed: timed}
		if found++; found == 1 {
			first, what = l.at, s[:end+1]
		}
	}
	if found > 0 {
		f.warnings = append(f.warnings, decode.Warnf(strconv.Itoa(first),
			"%q was read as a speaker's label, in %s: check it, or put a colon behind the label", what,
			countOf(found, "place", "places")))
	}
}

// sentenceOver says whether a line ends a sentence or is empty, so that the
// next one is no more of it.
func sentenceOver(s string) bool { return blank(s) || sentenceEnds(s) }

// mark is the mark of a line that a voice has.
func (f *finding) mark(i int, l *line) mark {
	if m, ok := f.marks[i]; ok {
		return m
	}
	m, _ := f.convention.mark(l)
	return m
}
