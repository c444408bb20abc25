package talk

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"framewise/corpus"
	"framewise/corpus/decode"
)

// Read reads a JSON file. An error means that no talk was found in it, and why.
func Read(f decode.File, o decode.TextOptions, lim decode.Limits) (*decode.Decoded, error) {
	g, err := decode.NewGatherer(f, lim)
	if err != nil {
		return nil, err
	}
	values, warnings, err := decode.NewJSON(f, o, lim)
	if err != nil {
		return nil, err
	}
	g.Warnings = warnings
	var t tree
	for _, j := range values {
		v := *j
		if err := t.survey(&v, &t.root, len(values) > 1); err != nil {
			return nil, err
		}
	}
	if len(values) > 1 {
		g.Warnf("", "%d values, one behind the other, were read as one list", len(values))
	}
	x := extract{g: g, root: &t.root}
	if !x.choose() {
		if whole := t.root.any("text|transcript|transcription"); whole != nil && whole.strings > 0 {
			x.whole(whole)
		} else {
			return nil, corpus.Errorf(corpus.ErrInvalid, "%s is JSON, but there is no talk in it", f.Name).
				WithHint("what is read is a list of entries with a text and a speaker, an author or a time")
		}
	}
	for _, link := range t.links {
		if link[1].want {
			link[0].wanted()
		}
	}
	x.room(lim)
	lost := 0
	for _, j := range values {
		if err := x.walk(j, &t.root, len(values) > 1); err != nil {
			return nil, err
		}
		lost += j.Lost
	}
	if lost > 0 {
		g.Warnf("", "%s no characters and stand as � in the text", decode.Plural(lost, "code is", "codes are"))
	}
	if err := x.emit(); err != nil {
		return nil, err
	}
	return g.Done()
}

// record is an entry: its fields as they are written.
type record struct {
	fields [slots]string
	parent int // index of the record around it, or -1
}

// slots is how many fields a record may have. There may be many records, so
// those of talk and those of posts share places.
const slots = 7

var slot = [roles]int{
	textRole: 0, speakerRole: 1, startRole: 2, dateRole: 2, endRole: 3, lengthRole: 3, idRole: 3,
	kindRole: 4, replyRole: 4, outerSpeakerRole: 5, titleRole: 5, threadRole: 6,
}

// field is a field of a record.
func (r *record) field(of role) *string { return &r.fields[slot[of]] }

// extract takes the records out of the JSON.
type extract struct {
	g      *decode.Gatherer
	root   *node
	layout layout
	alone  bool // a text without entries

	records []record
	open    int // the record around the present place, or -1
	outer   string
	joinAt  string            // start of the word that is being read
	joined  map[string]string // speakers by the start of their words
	meta    string            // the language
}

// choose finds the layout, and marks the places of its fields.
func (x *extract) choose() bool {
	x.open = -1
	i := slices.IndexFunc(layouts, func(l layout) bool { return l.fits(x.root) })
	if i >= 0 {
		x.layout = layouts[i]
	} else {
		l, ok := guess(x.root)
		if !ok {
			return false
		}
		x.layout = l
	}
	l := &x.layout
	x.mark(x.root.at(l.at))
	set(x.root.any(languages), languageRole)
	if l.outer != "" {
		set(x.root.any(l.outer), outerSpeakerRole)
	}
	if l.join != "" {
		if n := x.root.at(l.join); n != nil {
			x.joined = make(map[string]string)
			set(n.any("start_time"), joinTimeRole)
			set(n.any("speaker_label"), joinSpeakerRole)
		}
	}
	return true
}

// room makes room for the records, whose number is known.
func (x *extract) room(lim decode.Limits) {
	n := 0
	x.root.each(func(c *node) {
		if c.record {
			n += max(c.objects, 1)
		}
	})
	x.records = make([]record, 0, min(n, lim.Blocks()))
	if !x.layout.posts && !x.layout.words {
		x.g.Blocks = make([]decode.Block, 0, cap(x.records))
	}
}

// whole takes the text of the file as the only record.
func (x *extract) whole(text *node) {
	x.open, x.alone = -1, true
	x.root.record, x.root.want = true, true
	set(text, textRole)
	set(x.root.any(languages), languageRole)
}

// mark marks the places of a list's records and their fields, and of the
// replies in them.
func (x *extract) mark(n *node) {
	l := &x.layout
	n.record = true
	n.wanted()
	set(n.any(l.text), textRole)
	for _, f := range []struct {
		paths string
		role  role
	}{
		{l.speaker, speakerRole}, {l.start, startRole}, {l.end, endRole}, {l.length, lengthRole}, {l.kind, kindRole},
	} {
		if !l.posts || f.role == speakerRole {
			set(n.any(f.paths), f.role)
		}
	}
	if !l.posts {
		return
	}
	set(n.any(replyNames), replyRole)
	set(n.any(dateNames), dateRole)
	set(n.any(idNames), idRole)
	set(n.any(threadNames), threadRole)
	set(n.any(titleNames), titleRole)
	for path := range strings.SplitSeq(postNames, "|") { // a first post may call its words otherwise
		if c := n.at(path); c != nil && c.strings > 0 {
			set(c, textRole)
		}
	}
	n.each(func(c *node) {
		if c != n && c.objects > 0 && !c.record && replies[c.name] && c.any(l.text) != nil {
			x.mark(c)
		}
	})
	// The entry around a list of posts may be the first post.
	for a := n.parent; a != nil; a = a.parent {
		if a.record {
			continue
		}
		if text, author := found(a, postNames), found(a, authorNames); text != "" && author != "" && text != author {
			outer := extract{root: x.root, layout: layout{at: a.path(), text: text, speaker: author, posts: true}}
			outer.mark(a)
		}
	}
}

// set marks a place as that of a field, unless it is one already.
func set(n *node, r role) {
	if n != nil && n.role == none && n.parent != nil {
		n.role = r
		n.wanted()
	}
}

func (n *node) wanted() {
	for ; n != nil && !n.want; n = n.parent {
		n.want = true
	}
}

// walk reads a value and what is in it.
func (x *extract) walk(j *decode.JSON, n *node, listed bool) error {
	switch j.Kind() {
	case '{':
		around := x.open
		if n.record && (listed || n.objects == 0) {
			if err := x.g.Spend(20); err != nil {
				return err
			}
			x.records = append(x.records, record{parent: around})
			x.open = len(x.records) - 1
			if x.layout.outer != "" {
				*x.records[x.open].field(outerSpeakerRole) = x.outer
			}
		}
		err := j.Object(func(name string) error {
			c := n.children[name]
			if c == nil || !c.want {
				j.Skip()
				return nil
			}
			return x.walk(j, c, false)
		})
		x.open = around
		return err
	case '[':
		first := true
		return j.Array(func() error {
			if !first && alternatives[n.name] {
				j.Skip()
				return nil
			}
			first = false
			if n.role == textRole {
				return x.piece(j)
			}
			return x.walk(j, n, true)
		})
	case '"':
		x.field(n, j.String())
	default:
		if s := j.Scalar(); s != "null" {
			x.field(n, s)
		}
	}
	return nil
}

// piece reads a piece of a text that is written as a list: a string, or an
// object with one.
func (x *extract) piece(j *decode.JSON) error {
	add := func(s string) {
		if x.open >= 0 {
			*x.records[x.open].field(textRole) += s
		}
	}
	switch j.Kind() {
	case '"':
		add(j.String())
	case '{':
		return j.Object(func(name string) error {
			if name == "text" && j.Kind() == '"' {
				add(j.String())
			} else {
				j.Skip()
			}
			return nil
		})
	default:
		j.Skip()
	}
	return nil
}

// field takes in a value.
func (x *extract) field(n *node, s string) {
	switch n.role {
	case none:
	case languageRole:
		if x.meta == "" {
			x.meta = s
		}
	case outerSpeakerRole:
		x.outer = s
	case joinTimeRole:
		x.joinAt = s
	case joinSpeakerRole:
		x.joined[x.joinAt] = s
	default:
		if x.open >= 0 {
			if f := x.records[x.open].field(n.role); *f == "" {
				*f = s
			}
		}
	}
}

// emit makes blocks, or a table of posts, of the records.
func (x *extract) emit() error {
	if s := x.meta; s != "" && len(s) < 20 {
		x.g.Meta = append(x.g.Meta, [2]string{"language", s})
	}
	if x.layout.posts {
		return x.posts()
	}
	if x.alone && len(x.records) == 1 {
		return x.prose(*x.records[0].field(textRole))
	}
	clock := x.clock()
	words := decode.Words{To: x.g}
	for i := range x.records {
		r := &x.records[i]
		b := decode.Block{Text: oneLine(*r.field(textRole)), Speaker: x.speaker(r), Line: i + 1}
		if b.Text == "" || x.layout.words && x.layout.tagged && b.Speaker == "" {
			continue
		}
		b.Start, b.End, b.Timed = clock.times(r)
		var err error
		if x.layout.words {
			err = words.Add(b, strings.HasPrefix(*r.field(kindRole), "punct"))
		} else {
			err = x.g.Add(b)
		}
		if err != nil {
			return err
		}
	}
	if err := words.End(); err != nil {
		return err
	}
	if slices.ContainsFunc(x.g.Blocks, func(b decode.Block) bool { return !b.Timed }) {
		return nil
	}
	// One channel may stand behind the other.
	slices.SortStableFunc(x.g.Blocks, func(a, b decode.Block) int { return cmp.Compare(a.Start, b.Start) })
	return nil
}

// prose makes blocks of a text without entries: its paragraphs.
func (x *extract) prose(text string) error {
	if stamped(text) {
		return x.oTranscribe(text)
	}
	n := 0
	for line := range strings.SplitSeq(text, "\n") {
		n++
		if err := x.g.Add(decode.Block{Text: line, Line: n}); err != nil {
			return err
		}
	}
	return nil
}

func oneLine(s string) string {
	if !strings.ContainsAny(s, "\n\t\r") {
		return strings.TrimSpace(s)
	}
	var p decode.Prose
	p.Write(s)
	return p.Take()
}

// speaker is the label of a record's speaker; a number alone is Speaker 1.
func (x *extract) speaker(r *record) string {
	s := strings.TrimSpace(*r.field(speakerRole))
	if s == "" {
		if s = ""; x.layout.outer != "" {
			s = *r.field(outerSpeakerRole)
		}
	}
	if s == "" && x.joined != nil {
		s = x.joined[*r.field(startRole)]
	}
	if s != "" && strings.Trim(s, "0123456789") == "" {
		return "Speaker " + s
	}
	return s
}

// clock reads the times of records.
type clock struct {
	unit   time.Duration // of a bare number
	length bool          // whether the end is a length
}

// clock finds the unit of the times where it is not known: the one in which
// people say about fifteen letters a second.
func (x *extract) clock() clock {
	if x.layout.unit > 0 {
		return clock{x.layout.unit, x.layout.length != ""}
	}
	letters, length := 0, 0.0
	one := clock{unit: time.Second}
	first, last := -1.0, 0.0
	for i := range x.records {
		r := &x.records[i]
		from, bare, ok := number(*r.field(startRole))
		if !ok || !bare {
			continue
		}
		letters += len(*r.field(textRole))
		if first < 0 {
			first = from
		}
		last = max(last, from)
		if to, _, ok := number(*r.field(endRole)); ok && to > from {
			length += to - from
			last = max(last, to)
		}
	}
	if length == 0 {
		length = last - first
	}
	if length <= 0 || letters == 0 {
		return one
	}
	const letterASecond = 15
	seconds := float64(letters) / letterASecond
	best := one
	for _, unit := range []time.Duration{time.Millisecond, time.Microsecond, 100 * time.Nanosecond, time.Nanosecond} {
		if ratio(length*unit.Seconds(), seconds) < ratio(length*best.unit.Seconds(), seconds) {
			best.unit = unit
		}
	}
	return best
}

// ratio is how many times the larger of two is the smaller.
func ratio(a, b float64) float64 { return max(a, b) / min(a, b) }
