package talk

import (
	"bytes"
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
	j, values, warnings, err := decode.NewJSON(f, o, lim)
	if err != nil {
		return nil, err
	}
	g.Warnings = warnings
	listed := values > 1
	var t tree
	if err := j.Values(func() error { return t.survey(j, &t.root, listed) }); err != nil {
		return nil, err
	}
	if listed {
		g.Warnf("", "%d values, one behind the other, were read as one list", values)
	}
	x := extract{g: g, root: &t.root, words: decode.Words{To: g}, speakers: map[string]string{}}
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
	walk := func() error { return x.walk(j, &t.root, listed) }
	if err := x.look(j, walk); err != nil {
		return nil, err
	}
	if err := j.Values(walk); err != nil {
		return nil, err
	}
	if j.Lost > 0 {
		g.Warnf("", "%s no characters and stand as � in the text", decode.Plural(j.Lost, "code is", "codes are"))
	}
	if err := x.end(); err != nil {
		return nil, err
	}
	return g.Done()
}

// record is an entry: its fields as they are written.
type record struct {
	fields [slots][]byte
	number int // from 1
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
func (r *record) field(of role) *[]byte { return &r.fields[slot[of]] }

// text is what a field says.
func (r *record) text(of role) string { return string(r.fields[slot[of]]) }

// extract takes the records out of the JSON.
type extract struct {
	g      *decode.Gatherer
	root   *node
	layout layout
	alone  bool // a text without entries

	take    func(r *record) error // what becomes of a record; nil where all are kept
	records []record              // those that are open, or all
	begun   int                   // records so far
	open    int                   // the record around the present place, or -1
	outer   []byte
	joinAt  string            // start of the word that is being read
	joined  map[string]string // speakers by the start of their words
	names   map[string]string // of speakers, by what they are called in the records
	named   [2]string         // the identifier and the name that is being read
	meta    string            // the language

	clock    clock
	words    decode.Words
	speakers map[string]string // labels, by what is written
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
	if n := x.root.at(nameLists); n != nil && n.objects > 0 && n.any(nameIDs) != nil && n.any(names) != nil {
		x.names = make(map[string]string)
		set(n.any(nameIDs), nameIDRole)
		set(n.any(names), nameRole)
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
	switch {
	case x.layout.posts:
		x.records = make([]record, 0, min(n, lim.Blocks()))
	case !x.layout.words:
		x.g.Expect(n)
	}
}

// look finds what must be known before the first record is read: the unit of
// the times, and the speakers of words that are told elsewhere.
func (x *extract) look(j *decode.JSON, walk func() error) error {
	l := &x.layout
	x.clock = clock{unit: l.unit, length: l.length != ""}
	var p pace
	switch {
	case l.posts:
		return nil
	case x.alone || l.unit > 0 && x.joined == nil && x.names == nil:
	default:
		x.take = p.add
		if err := j.Values(walk); err != nil {
			return err
		}
		if l.unit == 0 {
			x.clock = clock{unit: p.unit()}
		}
		_ = x.g.Spend(-overhead * x.begun) // they come again
		x.begun, x.outer = 0, nil
	}
	x.take = x.block
	return nil
}

// whole takes the text of the file as the only record.
func (x *extract) whole(text *node) {
	x.open, x.alone = -1, true
	x.root.record, x.root.want = true, true
	set(text, textRole)
	set(x.root.any(languages), languageRole)
	set(x.root.any("media"), recordingRole) // oTranscribe
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
			if err := x.begin(); err != nil {
				return err
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
		begun := x.open != around
		x.open = around
		if err == nil && begun && around < 0 && x.take != nil {
			for i := 0; i < len(x.records) && err == nil; i++ {
				err = x.take(&x.records[i])
			}
			x.records = x.records[:0]
		}
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
		x.field(n, j.Quoted())
	default:
		if s := j.Scalar(); s[0] != 'n' {
			x.field(n, s)
		}
	}
	return nil
}

// overhead is what a record counts for, in code points.
const overhead = 20

// begin begins a record.
func (x *extract) begin() error {
	if err := x.g.Spend(overhead); err != nil {
		return err
	}
	x.begun++
	x.records = append(x.records, record{number: x.begun, parent: x.open})
	x.open = len(x.records) - 1
	if x.layout.outer != "" {
		*x.records[x.open].field(outerSpeakerRole) = x.outer
	}
	return nil
}

// piece reads a piece of a text that is written as a list: a string, or an
// object with one.
func (x *extract) piece(j *decode.JSON) error {
	add := func(s []byte) {
		if x.open >= 0 {
			f := x.records[x.open].field(textRole)
			*f = append(*f, s...)
		}
	}
	switch j.Kind() {
	case '"':
		add(j.Quoted())
	case '{':
		return j.Object(func(name string) error {
			if name == "text" && j.Kind() == '"' {
				add(j.Quoted())
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
func (x *extract) field(n *node, s []byte) {
	switch n.role {
	case none:
	case languageRole:
		if x.meta == "" {
			x.meta = string(s)
		}
	case recordingRole:
		x.g.Recording = decode.Clean(string(s))
	case outerSpeakerRole:
		x.outer = s
	case joinTimeRole:
		x.joinAt = string(s)
	case joinSpeakerRole:
		x.joined[x.joinAt] = string(s)
	case nameIDRole, nameRole:
		x.named[n.role-nameIDRole] = string(s)
		if x.named[0] != "" && x.named[1] != "" {
			x.names[x.named[0]] = x.named[1]
			x.named = [2]string{}
		}
	default:
		if x.open >= 0 {
			if f := x.records[x.open].field(n.role); len(*f) == 0 {
				*f = s
			}
		}
	}
}

// block makes a block of a record, or a part of one.
func (x *extract) block(r *record) error {
	if x.alone && x.root.objects < 2 {
		return x.prose(r.text(textRole))
	}
	b := decode.Block{Text: oneLine(r.text(textRole)), Speaker: x.speaker(r), Line: r.number}
	if b.Text == "" || x.layout.words && x.layout.tagged && b.Speaker == "" {
		return nil
	}
	b.Start, b.End, b.Timed = x.clock.times(r)
	if x.layout.words {
		return x.words.Add(b, bytes.HasPrefix(*r.field(kindRole), []byte("punct")))
	}
	return x.g.Add(b)
}

// end finishes the blocks, or makes a table of the posts.
func (x *extract) end() error {
	if s := x.meta; s != "" && len(s) < 20 {
		x.g.Meta = append(x.g.Meta, [2]string{"language", s})
	}
	if x.layout.posts {
		return x.posts()
	}
	if err := x.words.End(); err != nil {
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
	written := bytes.TrimSpace(*r.field(speakerRole))
	if len(written) == 0 && x.layout.outer != "" {
		written = *r.field(outerSpeakerRole)
	}
	if len(written) == 0 {
		written = []byte(x.joined[string(*r.field(startRole))])
	}
	s, known := x.speakers[string(written)]
	if !known {
		if s = cmp.Or(x.names[string(written)], string(written)); s != "" && strings.Trim(s, "0123456789") == "" {
			s = "Speaker " + s
		}
		x.speakers[string(written)] = s
	}
	return s
}

// clock reads the times of records.
type clock struct {
	unit   time.Duration // of a bare number
	length bool          // whether the end is a length
}

// pace is how much is said in which time, in whatever unit.
type pace struct {
	letters     int
	length      float64
	first, last float64
	timed       bool
}

// add takes a record in.
func (p *pace) add(r *record) error {
	from, bare, ok := number(*r.field(startRole))
	if !ok || !bare {
		return nil
	}
	p.letters += len(*r.field(textRole))
	if !p.timed {
		p.first, p.timed = from, true
	}
	p.last = max(p.last, from)
	if to, _, ok := number(*r.field(endRole)); ok && to > from {
		p.length += to - from
		p.last = max(p.last, to)
	}
	return nil
}

// unit is the unit of the times where it is not known: the one in which people
// say about fifteen letters a second.
func (p *pace) unit() time.Duration {
	length := p.length
	if length == 0 {
		length = p.last - p.first
	}
	best := time.Second
	if length <= 0 || p.letters == 0 {
		return best
	}
	const letterASecond = 15
	seconds := float64(p.letters) / letterASecond
	for _, unit := range []time.Duration{time.Millisecond, time.Microsecond, 100 * time.Nanosecond, time.Nanosecond} {
		if ratio(length*unit.Seconds(), seconds) < ratio(length*best.Seconds(), seconds) {
			best = unit
		}
	}
	return best
}

// ratio is how many times the larger of two is the smaller.
func ratio(a, b float64) float64 { return max(a, b) / min(a, b) }
