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

// tableTurns makes documents of a table with a turn a row: one, or one for
// every value of the column of documents.
func tableTurns(f decode.File, t *decode.Table, c columns, o Options) []Draft {
	type document struct {
		composer
		part  string
		found finding
		index map[string]int
		dates map[string]bool
		empty int
		bad   string // place of the first time that can't be read
	}
	key := c.doc
	if key < 0 {
		key = c.label // with turns, the column of cases divides
	}
	dateColumn := columnOf(t, names("date fecha data datum"))
	if c.forum && dateColumn < 0 {
		if dateColumn = columnOf(t, dateColumns); dateColumn < 0 {
			dateColumn = c.start
		}
	}
	var docs []*document
	byPart := make(map[string]*document)
	id, reply := -1, -1
	if c.forum {
		id, reply = columnOf(t, postIDColumns), columnOf(t, replyColumns)
	}
	posts := threads(t, id, reply)
	for i, r := range posts.rows {
		part := ""
		if key >= 0 {
			part = strings.TrimSpace(r.Cell(key))
		}
		d := byPart[part]
		if d == nil {
			d = &document{part: part, index: map[string]int{}, dates: map[string]bool{}}
			d.found.convention = convention{name: columnConvention, sure: true}
			byPart[part] = d
			docs = append(docs, d)
		}
		turn := corpus.Turn{Speaker: corpus.NoSpeaker, Line: r.Number}
		if c.speaker >= 0 {
			who := strings.Join(strings.Fields(r.Cell(c.speaker)), " ")
			if c.forum {
				who = authorName(who)
			}
			label, aside, _, _ := splitLabel(who)
			if label != "" {
				i, ok := d.index[fold(label)]
				if !ok {
					i = len(d.found.voices)
					d.index[fold(label)] = i
					d.found.voices = append(d.found.voices, voice{label: label})
				}
				if v := &d.found.voices[i]; aside != "" && !slices.Contains(v.asides, aside) {
					v.asides = append(v.asides, aside)
				}
				if strings.TrimSpace(r.Cell(c.text)) != "" {
					d.found.voices[i].turns++
				}
				turn.Speaker = i
			}
		}
		if s := strings.TrimSpace(r.Cell(c.start)); s != "" {
			if at, ok := cellTime(s, t.Header[c.start]); ok {
				turn.Start, turn.Timed = at, true
			} else if date, doubt := parseDate(s); date != "" || doubt {
				d.dates[s] = true // and perhaps a clock's time, but none since the start
			} else if d.bad == "" {
				d.bad = fmt.Sprintf("row %d", r.Number)
			}
		}
		if s := strings.TrimSpace(r.Cell(c.end)); s != "" && turn.Timed {
			turn.End, _ = cellTime(s, t.Header[c.end])
		}
		if s := strings.TrimSpace(r.Cell(dateColumn)); s != "" {
			d.dates[s] = true
		}
		if strings.TrimSpace(r.Cell(c.text)) == "" {
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
		if key >= 0 {
			d.Document.Part = in.part
		}
		opt := o
		if label := corpus.Label(in.part); label != "" && opt.Case == "" {
			if strings.Trim(label, "0123456789.-_") == "" {
				label = tableLabel(f.Name) + "-" + label // a bare number can't be cited
			}
			opt.Case = label
		}
		if opt.Date == "" {
			opt.Date = oneDate(in.dates)
		}
		if c.forum {
			if opt.Kind == "" {
				opt.Kind = corpus.Forum
			}
			opt.Group = o.Case == ""
		}
		what := fmt.Sprintf("a table with a turn a row: text in %q", t.Header[c.text])
		if c.forum {
			what = fmt.Sprintf("a forum with a post a row: text in %q", t.Header[c.text])
		}
		if c.speaker >= 0 {
			what += fmt.Sprintf(", speaker in %q", t.Header[c.speaker])
		}
		if c.start >= 0 {
			what += fmt.Sprintf(", time in %q", t.Header[c.start])
		}
		if key >= 0 {
			what += fmt.Sprintf(", document in %q", t.Header[key])
		}
		if len(drafts) == 0 {
			d.assume("%s", what)
		}
		d.identify(f, opt)
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
		}
		drafts = append(drafts, d)
	}
	return drafts
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
	used = append(used, c.speaker, c.text, c.start, c.end, c.doc, c.label)
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
