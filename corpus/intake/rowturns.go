package intake

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"framewise/corpus"
	"framewise/corpus/decode"
)

// composer puts cells together as a document's text, a turn each.
type composer struct {
	out   strings.Builder
	at    corpus.Pos
	turns []corpus.Turn
}

func (c *composer) add(text string, t corpus.Turn) {
	text, _, _ = corpus.Clean(text)
	text = strings.Trim(text, " \t\n\u00a0")
	if text == "" {
		return
	}
	if c.out.Len() > 0 {
		c.out.WriteByte('\n')
		c.at++
	}
	size := corpus.Pos(utf8.RuneCountInString(text))
	t.Span = corpus.Span{Start: c.at, End: c.at + size}
	c.out.WriteString(text)
	c.at += size
	c.turns = append(c.turns, t)
}

// rowDocument is a document while the rows of a table are gathered into it.
type rowDocument struct {
	composer
	part  string // what the rows are told apart by
	found finding
	index map[string]int // of voices, by folded label
	dates map[string]bool
	cases []string // labels, as they came up
	empty int
	bad   string // place of the first time that can't be read
}

func newRowDocument(part string) *rowDocument {
	d := &rowDocument{part: part, index: map[string]int{}, dates: map[string]bool{}}
	d.found.convention = convention{name: columnConvention, sure: true}
	return d
}

// speaker is the index of the voice that a cell names, or [corpus.NoSpeaker].
func (d *rowDocument) speaker(who string, said bool) int {
	label, aside, _, _ := splitLabel(who)
	// A list of who was there is no speech.
	if key := fold(label); label == "" || headerWords[key] && !castWords[key] {
		return corpus.NoSpeaker
	}
	i, ok := d.index[fold(label)]
	if !ok {
		i = len(d.found.voices)
		d.index[fold(label)] = i
		d.found.voices = append(d.found.voices, voice{label: label})
	}
	v := &d.found.voices[i]
	if aside != "" && !slices.Contains(v.asides, aside) {
		v.asides = append(v.asides, aside)
	}
	if said {
		v.turns++
	}
	return i
}

// isOf notes the case that a row is of, and with it the voice of who speaks.
func (d *rowDocument) isOf(label string, speaker int) {
	if label == "" {
		return
	}
	if !slices.Contains(d.cases, label) {
		d.cases = append(d.cases, label)
	}
	if speaker >= 0 {
		d.found.voices[speaker].of = label
	}
}

// time gives a turn the time that its row has. A day is noted as one: it may
// have a clock's time, but none since the start.
func (d *rowDocument) time(turn *corpus.Turn, t *decode.Table, r decode.Row, c columns) {
	if s := strings.TrimSpace(r.Cell(c.start)); s != "" {
		if at, ok := cellTime(s, t.Header[c.start]); ok {
			turn.Start, turn.Timed = at, true
		} else if date, doubt := parseDate(s); date != "" || doubt {
			d.dates[s] = true
		} else if d.bad == "" {
			d.bad = fmt.Sprintf("row %d", r.Number)
		}
	}
	if s := strings.TrimSpace(r.Cell(c.end)); s != "" && turn.Timed {
		turn.End, _ = cellTime(s, t.Header[c.end])
	}
}

// tableTurns makes documents of a table with a turn a row: one, or one for
// every value of the column of documents; without that, of the one of cases.
func tableTurns(f decode.File, t *decode.Table, c columns, o Options) []Draft {
	key := c.doc
	if key < 0 {
		key = c.label
	}
	dateColumn := columnOf(t, names("date fecha data datum"))
	if c.forum && dateColumn < 0 {
		if dateColumn = columnOf(t, dateColumns); dateColumn < 0 {
			dateColumn = c.start
		}
	}
	var docs []*rowDocument
	byPart := make(map[string]*rowDocument)
	id, reply := -1, -1
	if c.forum {
		id, reply = columnOf(t, postIDColumns), columnOf(t, replyColumns)
	}
	posts := threads(t, id, reply)
	for i, r := range posts.rows {
		part := strings.TrimSpace(r.Cell(key))
		if key < 0 && o.Sheet != "" {
			part = t.Sheet
		}
		d := byPart[part]
		if d == nil {
			d = newRowDocument(part)
			byPart[part] = d
			docs = append(docs, d)
		}
		turn := corpus.Turn{Speaker: corpus.NoSpeaker, Line: r.Number}
		said := strings.TrimSpace(r.Cell(c.text)) != ""
		if c.speaker >= 0 {
			who := strings.Join(strings.Fields(r.Cell(c.speaker)), " ")
			if c.forum {
				who = authorName(who)
			}
			turn.Speaker = d.speaker(who, said)
		}
		d.isOf(rowCase(r.Cell(c.label)), turn.Speaker)
		d.time(&turn, t, r, c)
		if s := strings.TrimSpace(r.Cell(dateColumn)); s != "" {
			d.dates[s] = true
		}
		if !said {
			d.empty++
			continue
		}
		if c.forum {
			turn.Heading = posts.heading(i, r.Cell(dateColumn))
		}
		d.add(r.Cell(c.text), turn)
		posts.number[i] = len(d.turns)
	}
	var drafts []Draft
	for _, in := range docs {
		if len(in.turns) == 0 {
			continue
		}
		d := Draft{Text: in.out.String()}
		d.Document.Turns = in.turns
		d.Document.Part = in.part
		if len(drafts) == 0 {
			what := c.say(t, key)
			d.assume("%s", what)
			d.shared = append(d.shared, what)
		}
		opt, named := in.options(f, c, o.forPart(in.part))
		d.identify(f, opt)
		if !named {
			opt.Case = "" // a document's name may be a group's
		}
		if len(in.found.voices) > 0 {
			in.found.convention.what = fmt.Sprintf("in the column %q", t.Header[c.speaker])
			d.people(&in.found, &builder{}, opt)
		} else {
			d.warn("", "no column names the speakers: every row counts as the account of %s", d.Case)
		}
		if in.empty > 0 {
			d.warn("", "%s left out, for want of text", countOf(in.empty, "row was", "rows were"))
		}
		if in.bad != "" {
			d.warn(in.bad, "the time can't be read")
		}
		if unused := unusedColumns(t, c, dateColumn, id, reply); len(drafts) == 0 && len(unused) > 0 {
			d.warn("", "columns that were not read: %s", strings.Join(unused, ", "))
			d.shared = append(d.shared, d.Warnings[len(d.Warnings)-1].String())
		}
		drafts = append(drafts, d)
	}
	return drafts
}

// options are those of one document of a table: its label and case, unless
// the user has named them. named says whether the case is named, by the user or
// in the table, and not only called as the document is.
func (d *rowDocument) options(f decode.File, c columns, o Options) (of Options, named bool) {
	part := corpus.Label(d.part)
	number := part != "" && strings.Trim(part, "0123456789.-_") == "" // which can't be cited
	byUser := o.Case != ""
	named = byUser || c.doc < 0
	switch {
	case byUser:
	case len(d.cases) == 1:
		named = true
		o.Case = d.cases[0]
		if c.doc >= 0 && part != "" && o.Label == "" {
			o.Label = part
			if number {
				o.Label = o.Case + "." + part
			}
		}
	case c.doc < 0 && c.label < 0 && !isCode(d.part): // a sheet, which is P07 or Transcript
	case part != "":
		if number {
			part = tableLabel(f.Name) + "-" + part
		}
		o.Case = part
		o.Group = o.Group || len(d.cases) > 1
	}
	if o.Date == "" {
		o.Date = oneDate(d.dates)
	}
	if c.forum {
		if o.Kind == "" {
			o.Kind = corpus.Forum
		}
		o.Group = !byUser
	}
	return o, named
}

// rowCase is the label of the case that a cell names. A bare number can't be
// cited.
func rowCase(cell string) string {
	label := corpus.Label(cell)
	if label != "" && strings.Trim(label, "0123456789") == "" {
		label = "R" + label
	}
	return label
}

// say tells what the columns of a table with a turn a row are.
func (c *columns) say(t *decode.Table, key int) string {
	what := "a table with a turn a row"
	if c.forum {
		what = "a forum with a post a row"
	}
	what += fmt.Sprintf(": text in %q", t.Header[c.text])
	for _, n := range []struct {
		what   string
		column int
	}{{"speaker", c.speaker}, {"time", c.start}, {"document", key}, {"case", c.label}} {
		if n.column >= 0 && (n.column != key || n.what == "document") {
			what += fmt.Sprintf(", %s in %q", n.what, t.Header[n.column])
		}
	}
	return what
}

// oneDate is the day that all the dates are of, or nothing.
func oneDate(dates map[string]bool) string {
	day := ""
	for s := range dates {
		date, _ := parseDate(s)
		if date == "" || day != "" && date != day {
			return ""
		}
		day = date
	}
	return day
}

// columnOf is the column that has one of the names, or -1.
func columnOf(t *decode.Table, list []string) int {
	return slices.IndexFunc(t.Header, func(h string) bool { return known(h, list) })
}

// unusedColumns names the columns that were not read, but for those given.
func unusedColumns(t *decode.Table, c columns, used ...int) (unused []string) {
	used = append(used, c.speaker, c.text, c.start, c.end, c.doc, c.label, c.translation)
	for i, h := range t.Header {
		if strings.TrimSpace(h) != "" && !slices.Contains(used, i) {
			unused = append(unused, h)
		}
	}
	return unused
}

// cellTime reads a time in a cell: a clock, or a number of seconds, or of
// milliseconds where the number is whole and large as Whisper writes it.
func cellTime(s, header string) (time.Duration, bool) {
	if d, n, _, ok := stamp(s); ok && n == len(s) {
		return d, true
	}
	whole, fraction, _ := strings.Cut(strings.Replace(s, ",", ".", 1), ".")
	if len(whole) > 9 || strings.Trim(whole+fraction, "0123456789") != "" || whole == "" {
		return 0, false
	}
	d, err := time.ParseDuration(s + "s")
	if err != nil {
		return 0, false
	}
	name := fold(header)
	if !strings.ContainsAny(s, ".,") && (strings.Contains(name, "ms") || name == "start" || name == "end") {
		return d / 1000, true // Whisper's tsv counts milliseconds
	}
	return d, true
}
