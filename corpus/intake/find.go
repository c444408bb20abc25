package intake

import (
	"slices"
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
	marks      map[int]mark    // of lines whose label the convention does not read
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
	joint  bool   // of several who speak at once
	of     string // label of the case, where a column names it
}

// find chooses the convention that explains most lines, or the one named.
// found is nil where no speakers were found. column is the convention of the
// table that the text is written in, if one names speakers.
func find(blocks []decode.Block, lines []line, text string, column *convention, o Options) (found *finding, err error) {
	name, labels := o.Speakers, o.Labels
	full := 0
	for i := range lines {
		if !blank(lines[i].text) && !blocks[lines[i].block].Aside && !lines[i].head {
			full++
		}
	}
	if column != nil {
		return resolve(*column, count(*column, lines), blocks, lines, full, text, labels, true), nil
	}
	if name != "" {
		c, none, err := named(name, blocks)
		if err != nil || none {
			return nil, err
		}
		f := resolve(c, count(c, lines), blocks, lines, full, text, labels, true)
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
		f := resolve(c, t, blocks, lines, full, text, labels, false)
		if f != nil && (found == nil || f.score > found.score) {
			found = f
		}
		if found != nil && (found.convention.sure || found.score*10 > full*6) {
			break
		}
	}
	return found, nil
}

// resolve decides which labels are speakers. It returns nil where the
// convention does not hold. userSaid trusts the labels more.
func resolve(c convention, t *tally, blocks []decode.Block, lines []line, full int, text string, labels []string, userSaid bool) *finding {
	groups, byKey := gather(&c, t)
	f := &finding{convention: c, lines: make([]int32, len(lines)), notes: map[string]bool{}, marks: map[int]mark{}}
	head := readHead(&c, t, blocks, lines, groups)

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
			g.strong = !strings.Contains(t.entries[g.entries[0]].mark.label, " ") && size > 0 && size <= 20 &&
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
	for _, label := range labels {
		if g := byKey[fold(label)]; g != nil && !g.strong && g.n > 0 {
			g.strong = true
			strong++
			total += g.n
			named += g.n
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
	case named == 0 && strong >= 4 && total <= 2*strong && share < 0.3:
		return nil // the parts of a form: Agency, Action, Dates, Mail, Fax
	case c.name == "line" && (named == 0 && !overTimes(groups, t, lines) || strong > 12 || strong < 2):
		return nil
	case c.name == "heading" && (strong > 12 || strong < 2 || total*10 < t.marked*9 || total < 4):
		return nil // they say what is talked about
	case c.name == "dash" && (strong > 12 || strong < 2):
		return nil
	}

	first := len(lines) // of the talk
	for _, g := range groups {
		if g.strong {
			first = min(first, g.first)
		}
	}
	probes(groups)
	slips(groups)
	abbreviations(groups, t)
	f.decideRare(groups, t, lines, first, text, full)
	joint(groups, byKey)
	aliases(groups, byKey, t)
	sameNumber(groups)
	fullNames(groups, t)
	answerers(groups, t)

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
		case g.kind == pageKind, g.kind == plainKind && g.alone == g.n && g.timed == g.n:
			to = pageLine // Page 3; Break: [19:01]
		case g.strong:
			root := g
			for root.into != nil {
				root = root.into
			}
			i, ok := index[root]
			if !ok {
				i = int32(len(f.voices))
				index[root] = i
				f.voices = append(f.voices, voice{label: t.bestLabel(root), first: g.first, joint: root.joint})
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
	}
	f.pointed(groups, t, entryTo, blocks, lines)
	for _, v := range f.lines {
		if v >= 0 {
			f.voices[v].turns++
			f.score++
		}
	}
	f.fields = head.fields
	return f
}

// overTimes says whether the labels that have a line to themselves stand over
// lines with a time, so that they are names for sure.
func overTimes(groups []*group, t *tally, lines []line) bool {
	strong := make(map[int32]bool)
	for _, g := range groups {
		for _, e := range g.entries {
			strong[e] = g.strong
		}
	}
	over, all := 0, 0
	label := false // on the last line with text
	for i := range lines {
		if blank(lines[i].text) {
			continue
		}
		if _, _, ok := stampLine(lines[i].text); ok && label {
			over++
		}
		if label = t.of[i] >= 0 && strong[t.of[i]]; label {
			all++
		}
	}
	return all >= 2 && over*10 >= all*9
}

// rarely says whether a voice speaks so seldom that its label may be a slip.
func (f *finding) rarely(v *voice) bool {
	total := 0
	for i := 0; i < len(f.voices) && total < 20; i++ {
		total += f.voices[i].turns
	}
	return !f.convention.sure && !v.joint && (v.turns <= 2 && total >= 20 || v.turns == 1 && total >= 6)
}
