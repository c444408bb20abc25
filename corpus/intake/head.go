package intake

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"framewise/corpus/decode"
)

// headLines is how many lines of text the head of a transcript may have.
const headLines = 60

// head is what was read from the lines before the talk.
type head struct {
	field  map[int]bool // lines that are a name and a value
	fields [][2]string
}

// readHead finds the lines before the talk that are a name and a value, and
// takes them out of the counts of labels: "Participant: P07" above is not the
// participant speaking.
func readHead(c *convention, t *tally, blocks []decode.Block, lines []line, groups []*group) head {
	h := head{field: make(map[int]bool)}
	if c.sure && c.name != columnConvention {
		return h
	}
	groupOf := make([]*group, len(t.entries))
	for _, g := range groups {
		for _, e := range g.entries {
			groupOf[e] = g
		}
	}
	type candidate struct {
		line  int
		name  string
		value string
		group *group
		cast  bool
		row   bool
	}
	var found []candidate
	pure := false // whether there is a line that only a head can have
	seen := 0
	for i := range lines {
		l := &lines[i]
		if blank(l.text) {
			continue
		}
		if seen++; seen > headLines {
			break
		}
		if c.sure && t.of[i] >= 0 {
			break // the table of turns begins
		}
		m, ok := field(l, &blocks[l.block])
		if !ok || l.head {
			continue
		}
		key := fold(m.label)
		var g *group
		if e := t.of[i]; e >= 0 {
			g = groupOf[e]
		}
		value := fieldValue(l.text[m.words:])
		if value == "" && m.timed && headerWords[key] { // Start time: 10:00
			_, after, _ := strings.Cut(l.text, m.label)
			value = fieldValue(strings.TrimLeft(after, "*_:： "))
		}
		cast := castWords[key]
		switch {
		case value == "":
			continue
		case headerWords[key] && !cast:
			pure = true
		case cast && shortValue(firstField(value)) && seen <= 20:
			// Participant: P07 is not said either.
			pure = pure || participantFields[key] && idValue(firstField(value)) && strings.ContainsAny(value, "0123456789")
		case g != nil && g.n == 1 && fieldKind(g.kind) && utf8.RuneCountInString(m.label) <= maxFieldName ||
			g == nil && isName(m.label):
			// A name and a value of no known sort: the head's, if it turns
			// out to stand before the talk.
		case g == nil && m.row && !isRole(key) && !isCode(m.label):
		case g != nil && (g.kind == plainKind || g.kind == otherKind || g.kind == noteKind):
			continue
		default:
			// Somebody speaks.
			seen = headLines
			continue
		}
		found = append(found, candidate{i, m.label, value, g, cast, m.row})
	}
	last := -1 // the last line that is the head's for sure
	for _, f := range found {
		if !f.cast && headerWords[fold(f.name)] || f.cast && (pure || idValue(firstField(f.value))) {
			last = max(last, f.line)
		}
	}
	if last >= 0 {
		open, row := make(map[int]bool), make(map[int]bool)
		for _, f := range found {
			open[f.line] = utf8.RuneCountInString(f.value) <= maxField && !strings.ContainsAny(f.value, "?!")
			row[f.line] = f.row && open[f.line] && (f.cast || !isRole(fold(f.name)) && !isCode(f.name))
		}
		for row[last] && row[last+1] {
			last++ // in the same table
		}
		last = blockEnd(lines, last, open)
	}
	for _, f := range found {
		known := headerWords[fold(f.name)] || f.cast && (pure || idValue(firstField(f.value)))
		if !known && (f.line > last || f.group != nil && !fieldKind(f.group.kind) ||
			utf8.RuneCountInString(f.value) > 120) {
			continue
		}
		h.field[f.line] = true
		h.fields = append(h.fields, [2]string{f.name, f.value})
		if g := f.group; g != nil {
			g.n--
			g.first = nextLine(t, g, f.line)
		}
	}
	for i := 0; i < last; i++ {
		if b := &blocks[lines[i].block]; t.of[i] < 0 && b.Heading == 0 && !b.Aside && titleLine(lines[i].text) {
			h.field[i] = true
		}
	}
	return h
}

// maxFieldName is how many characters the name of a field that is no known one
// has at most.
const maxFieldName = 40

// fieldKind says whether a label that stands once can be the name of a field
// that nobody foresaw: RUT, Nombre del entrevistado.
func fieldKind(k kind) bool {
	return k == nameKind || k == codeKind || k == otherKind || k == plainKind
}

// field reads a line as a name and a value: Participant: P07, or a row of a
// table of two columns.
func field(l *line, b *decode.Block) (m mark, ok bool) {
	name, _, row := strings.Cut(l.text, "\t")
	if b.Cells != 2 || !row || !l.whole || strings.ContainsAny(name, ":：") {
		return colon(l)
	}
	m = mark{label: fieldValue(name), words: len(name) + 1, row: true}
	return m, m.label != "" && !strings.ContainsAny(name, "?!¿¡") && utf8.RuneCountInString(m.label) <= maxFieldName
}

// blockEnd is the last line of the head: fields of no known sort that follow
// on the last known one belong to it where an empty line parts them from the
// talk.
func blockEnd(lines []line, last int, field map[int]bool) int {
	for i := last + 1; i < len(lines); i++ {
		switch apart := lines[i].at - lines[i-1].at; {
		case apart > 1:
			return i - 1
		case !field[i]:
			return last
		}
	}
	return last
}

// titleLine says whether a line above or in the head is a title, such as
// ENTREVISTA N° 7, rather than something said.
func titleLine(s string) bool {
	_, _, timed := stampLine(s)
	return !blank(s) && !timed && utf8.RuneCountInString(s) <= maxField && len(strings.Fields(s)) <= 10 &&
		!sentenceEnds(s)
}

// nextLine is the first line after i that carries the group's label, or a
// line beyond the last.
func nextLine(t *tally, g *group, i int) int {
	for j := i + 1; j < len(t.of); j++ {
		if e := t.of[j]; e >= 0 {
			for _, x := range g.entries {
				if x == e {
					return j
				}
			}
		}
	}
	return len(t.of)
}

// firstField is a value without the fields that stand behind it in its line:
// P07 of "Participant: P07; Age: 34".
func firstField(value string) string {
	if m := nextField().FindStringSubmatchIndex(value); m != nil && headerWords[fold(value[m[2]:m[3]])] {
		return value[:m[0]]
	}
	return value
}

func fieldValue(s string) string {
	return strings.Trim(strings.TrimSpace(s), "*_ ")
}

// shortValue says whether a value is a name, initials or a code rather than
// something said.
func shortValue(s string) bool {
	if strings.ContainsAny(s, "?!¿¡…") {
		return false
	}
	words := 0
	for w := range strings.FieldsSeq(s) {
		words++
		r, _ := utf8.DecodeRuneInString(w)
		if words > 5 || unicode.IsLower(r) && !particles[w] {
			return false
		}
	}
	return words > 0
}

// idValue says whether a value is a code or initials: P07, C.M., 12.
func idValue(s string) bool {
	return isCode(s) || strings.Trim(s, "0123456789") == ""
}

// looseFields reads the head of a document without speakers: the lines at its
// beginning that have a name only a head has.
func looseFields(blocks []decode.Block, lines []line) (fields [][2]string) {
	seen := 0
	for i := range lines {
		if blank(lines[i].text) {
			continue
		}
		if seen++; seen > headLines {
			break
		}
		if m, ok := field(&lines[i], &blocks[lines[i].block]); ok && !lines[i].head && headerWords[fold(m.label)] {
			if v := fieldValue(lines[i].text[m.words:]); v != "" && utf8.RuneCountInString(v) <= 120 {
				fields = append(fields, [2]string{m.label, v})
			}
		}
	}
	return fields
}
