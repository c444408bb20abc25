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

// The layouts of a table.
const (
	turnsLayout       = "turns"
	respondentsLayout = "respondents"
)

// Names that columns have, folded, the most telling first.
var (
	speakerColumns = names("speaker hablante orador orador/a falante sprecher locuteur locutor parlant speaker_name who quien quien_habla",
		"voice name nombre nome nom participant_name role header דובר 說話者 发言人")
	textColumns = names("text texto texte testo utterance fala enunciado words content contenido conteudo transcript transcripcion",
		"transcription message mensaje mensagem turn said speech body paragraph parrafo inhalt aussage")
	timeColumns = names("start start_time begin time timestamp inicio hora tiempo tempo zeit debut from start_(s)")
	endColumns  = names("end end_time fin fim stop ende until to")
	docColumns  = names("document documento file archivo arquivo transcript_id interview_id interview entrevista doc source",
		"session sesion")
	caseColumns = names("case case_id caso participant participante respondent respondent_id participant_id id pid code codigo folio",
		"teilnehmer fall encuestado response_id record_id nr no n")
)

func names(lists ...string) []string {
	var all []string
	for _, l := range lists {
		for w := range strings.FieldsSeq(l) {
			all = append(all, strings.ReplaceAll(w, "_", " "))
		}
	}
	return all
}

// columns is what a table's columns are: indices, or -1.
type columns struct {
	speaker, text, start, end, doc, label int
	texts                                 []int // of respondents
}

// readTable makes drafts of a table.
func readTable(f decode.File, in *decode.Decoded, o Options) ([]Draft, error) {
	t := in.Table
	if headless(t) {
		header := make([]string, len(t.Header))
		for i := range header {
			header[i] = fmt.Sprintf("column %d", i+1)
		}
		t = &decode.Table{Sheet: t.Sheet, Header: header,
			Rows: append([]decode.Row{{Number: 1, Cells: t.Header}}, t.Rows...), Others: t.Others}
		in.Warnings = append(in.Warnings, decode.Warnf("row 1", "the first row was taken for data, not for the columns' names"))
	}
	c, layout, err := chooseColumns(f, t, o)
	if err != nil {
		return nil, err
	}
	var drafts []Draft
	if layout == turnsLayout {
		drafts = tableTurns(f, t, c, o)
	} else {
		drafts = respondents(f, t, c, o)
	}
	if len(drafts) == 0 {
		return nil, decode.Empty(f)
	}
	drafts[0].Warnings = append(slices.Clone(in.Warnings), drafts[0].Warnings...)
	if len(t.Others) > 0 {
		drafts[0].warn("", "only the sheet %q was read; there is text in %s too", t.Sheet, strings.Join(t.Others, ", "))
	}
	return drafts, nil
}

// headless says whether a table's first row is data: a long sentence, or a
// number beside text.
func headless(t *decode.Table) bool {
	for _, h := range t.Header {
		if known(h, speakerColumns) || known(h, textColumns) || known(h, caseColumns) {
			return false
		}
	}
	numbers, sentences := 0, 0
	for _, h := range t.Header {
		h = strings.TrimSpace(h)
		switch {
		case h == "":
		case strings.Trim(h, "0123456789.,:-") == "":
			numbers++
		case strings.Count(h, " ") >= 3 && !strings.HasSuffix(h, "?"), strings.Count(h, " ") >= 3 && numbers > 0:
			sentences++
		}
	}
	return numbers >= 2 || numbers > 0 && sentences > 0
}

func known(header string, list []string) bool { return slices.Contains(list, fold(header)) }

// chooseColumns says what the columns are, from what the user named, then
// from their names, then from what is in them.
func chooseColumns(f decode.File, t *decode.Table, o Options) (c columns, layout string, err error) {
	c = columns{speaker: -1, text: -1, start: -1, end: -1, doc: -1, label: -1}
	byName := func(name string) (int, error) {
		if name == "" {
			return -1, nil
		}
		for i, h := range t.Header {
			if fold(h) == fold(name) {
				return i, nil
			}
		}
		e := corpus.Errorf(corpus.ErrInvalid, "%s has no column %q", f.Name, name)
		if near := corpus.Nearest(name, t.Header); near != "" {
			return -1, e.WithHint("did you mean %q?", near)
		}
		return -1, e.WithHint("its columns are %s", strings.Join(t.Header, ", "))
	}
	if o.Layout != "" && o.Layout != turnsLayout && o.Layout != respondentsLayout {
		return c, "", corpus.Errorf(corpus.ErrInvalid, "%q is no layout of a table", o.Layout).
			WithHint("say %s (a row is a turn) or %s (a row is a person)", turnsLayout, respondentsLayout)
	}
	texts := []string{o.TextColumn}
	if o.TextColumn != "" {
		texts = strings.Split(o.TextColumn, "|")
	}
	for _, name := range texts {
		i, err := byName(strings.TrimSpace(name))
		if err != nil {
			return c, "", err
		}
		if i >= 0 {
			c.texts = append(c.texts, i)
		}
	}
	for _, n := range []struct {
		to   *int
		name string
	}{{&c.speaker, o.SpeakerColumn}, {&c.start, o.TimeColumn}, {&c.label, o.CaseColumn}, {&c.doc, o.LabelColumn}} {
		if *n.to, err = byName(n.name); err != nil {
			return c, "", err
		}
	}
	taken := func(i int) bool {
		return i == c.speaker || i == c.text || i == c.start || i == c.label || i == c.doc || slices.Contains(c.texts, i)
	}
	guess := func(to *int, list []string) {
		if *to >= 0 {
			return
		}
		for _, name := range list {
			for i, h := range t.Header {
				if fold(h) == name && !taken(i) {
					*to = i
					return
				}
			}
		}
	}

	if layout = o.Layout; layout == "" {
		layout = guessLayout(t, c, o)
	}
	if layout == turnsLayout {
		if len(c.texts) > 0 {
			c.text = c.texts[0]
		}
		guess(&c.text, textColumns)
		if c.text < 0 {
			if open := openColumns(t, taken); len(open) > 0 {
				c.text = longest(t, open)
			}
		}
		if c.text < 0 {
			return c, "", noText(f, t)
		}
		guess(&c.speaker, speakerColumns)
		if c.speaker < 0 && o.Layout == turnsLayout {
			guess(&c.speaker, caseColumns)
		}
		guess(&c.start, timeColumns)
		guess(&c.end, endColumns)
		guess(&c.doc, docColumns)
		return c, layout, nil
	}
	guess(&c.label, caseColumns)
	if c.label < 0 && len(t.Header) > 0 && !taken(0) && identifies(t, 0) {
		c.label = 0
	}
	if len(c.texts) == 0 {
		c.texts = openColumns(t, taken)
	}
	if len(c.texts) == 0 {
		return c, "", noText(f, t)
	}
	return c, layout, nil
}

func noText(f decode.File, t *decode.Table) error {
	return corpus.Errorf(corpus.ErrInvalid, "%s has no column of what people said", f.Name).
		WithHint("if it lists attributes of cases, import it as those; else name the column of text: its columns are %s",
			strings.Join(t.Header, ", "))
}

// guessLayout tells a table of turns by a column of speakers or of times
// beside one of text.
func guessLayout(t *decode.Table, c columns, o Options) string {
	has := func(list []string) bool {
		return slices.ContainsFunc(t.Header, func(h string) bool { return known(h, list) })
	}
	switch {
	case c.speaker >= 0 || c.start >= 0:
		return turnsLayout
	case len(c.texts) > 1:
		return respondentsLayout
	case has(textColumns) && has(timeColumns):
		return turnsLayout
	case (has(textColumns) || len(c.texts) == 1) && has(speakerColumns):
		for i, h := range t.Header {
			if known(h, speakerColumns) && recurs(t, i) {
				return turnsLayout
			}
		}
	case has(textColumns) && len(t.Header) == 1:
		return turnsLayout
	}
	// A person whose code stands in several rows is speaking in turns.
	for i, h := range t.Header {
		if known(h, caseColumns) && len(openColumns(t, func(j int) bool { return j == i })) == 1 && recurs(t, i) {
			return turnsLayout
		}
	}
	if len(t.Rows) > 0 && strings.HasPrefix(t.Header[0], "column ") {
		return turnsLayout
	}
	return respondentsLayout
}

// recurs says whether a column's values come back, as a speaker's name does.
func recurs(t *decode.Table, column int) bool {
	seen := make(map[string]int)
	n := 0
	for _, r := range t.Rows {
		if v := fold(r.Cell(column)); v != "" {
			seen[v]++
			n++
		}
	}
	return len(seen) < n
}

// identifies says whether a column has another short value in every row.
func identifies(t *decode.Table, column int) bool {
	seen := make(map[string]bool)
	for _, r := range t.Rows {
		v := strings.TrimSpace(r.Cell(column))
		if v == "" || seen[v] || utf8.RuneCountInString(v) > 30 {
			return false
		}
		seen[v] = true
	}
	return len(seen) > 0
}

// openColumns lists the columns with answers in people's own words: of what is
// filled in, most differs and much is longer than a label.
func openColumns(t *decode.Table, taken func(int) bool) []int {
	var open []int
	for i := range t.Header {
		if taken(i) || known(t.Header[i], caseColumns) {
			continue
		}
		n, long, words := 0, 0, 0
		seen := make(map[string]bool)
		for _, r := range t.Rows {
			v := strings.TrimSpace(r.Cell(i))
			if v == "" || isoDate.MatchString(v) && len(v) < 30 {
				continue
			}
			n++
			seen[v] = true
			if size := utf8.RuneCountInString(v); size >= 40 || strings.Count(v, " ") >= 5 {
				long++
			}
			words += strings.Count(v, " ") + 1
		}
		if n > 0 && (long*3 >= n || words >= 5*n) && len(seen)*2 > n {
			open = append(open, i)
		}
	}
	return open
}

func longest(t *decode.Table, of []int) int {
	best, most := -1, -1
	for _, i := range of {
		n := 0
		for _, r := range t.Rows {
			n += len(r.Cell(i))
		}
		if n > most {
			best, most = i, n
		}
	}
	return best
}

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
	dateColumn := slices.IndexFunc(t.Header, func(h string) bool {
		return slices.Contains([]string{"date", "fecha", "data", "datum"}, fold(h))
	})
	var docs []*document
	byPart := make(map[string]*document)
	for _, r := range t.Rows {
		part := ""
		if key >= 0 {
			part = strings.TrimSpace(r.Cell(key))
		}
		d := byPart[part]
		if d == nil {
			d = &document{part: part, index: map[string]int{}, dates: map[string]bool{}}
			d.found.convention = convention{name: "column", sure: true}
			byPart[part] = d
			docs = append(docs, d)
		}
		turn := corpus.Turn{Speaker: corpus.NoSpeaker}
		if c.speaker >= 0 {
			label, aside, _, _ := splitLabel(strings.Join(strings.Fields(r.Cell(c.speaker)), " "))
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
		d.add(r.Cell(c.text), turn)
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
			opt.Case = label
		}
		if opt.Date == "" && len(in.dates) == 1 {
			for s := range in.dates {
				opt.Date, _ = parseDate(s)
			}
		}
		what := fmt.Sprintf("a table with a turn a row: text in %q", t.Header[c.text])
		if c.speaker >= 0 {
			what += fmt.Sprintf(", speaker in %q", t.Header[c.speaker])
		}
		if c.start >= 0 {
			what += fmt.Sprintf(", time in %q", t.Header[c.start])
		}
		if key >= 0 {
			what += fmt.Sprintf(", document in %q", t.Header[key])
		}
		d.assume("%s", what)
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
		if unused := unusedColumns(t, c, dateColumn); len(drafts) == 0 && len(unused) > 0 {
			d.warn("", "columns that were not read: %s", strings.Join(unused, ", "))
		}
		drafts = append(drafts, d)
	}
	return drafts
}

func unusedColumns(t *decode.Table, c columns, date int) (unused []string) {
	for i, h := range t.Header {
		switch i {
		case c.speaker, c.text, c.start, c.end, c.doc, c.label, date:
			continue
		}
		if strings.TrimSpace(h) != "" {
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
	if fraction == "" && !strings.Contains(s, ".") && (strings.Contains(fold(header), "ms") || fold(header) == "start" || fold(header) == "end") {
		return d / 1000, true // Whisper's tsv counts milliseconds
	}
	return d, true
}

// respondents makes a document of every row.
func respondents(f decode.File, t *decode.Table, c columns, o Options) []Draft {
	var drafts []Draft
	var without, unnamed []string
	used := make(map[string]int)
	if o.Kind == "" {
		o.Kind = corpus.Survey
	}
	for _, r := range t.Rows {
		var text composer
		for _, i := range c.texts {
			text.add(r.Cell(i), corpus.Turn{Speaker: 0, Heading: strings.TrimSpace(t.Header[i])})
		}
		row := fmt.Sprintf("row %d", r.Number)
		if len(text.turns) == 0 {
			without = append(without, fmt.Sprint(r.Number))
			continue
		}
		label := ""
		if c.label >= 0 {
			label = corpus.Label(r.Cell(c.label))
			if label != "" && strings.Trim(label, "0123456789") == "" {
				label = "R" + label // a bare number can't be cited
			}
		}
		if label == "" {
			label = fmt.Sprintf("R%d", r.Number)
			if c.label >= 0 {
				unnamed = append(unnamed, fmt.Sprint(r.Number))
			}
		}
		d := Draft{Text: text.out.String(), Attributes: make(map[string]string)}
		if used[label]++; used[label] > 1 {
			d.warn(row, "%s has answered before: this is their document %d", label, used[label])
		}
		d.Document.Turns = text.turns
		d.Document.Part = row
		opt := o
		opt.Case = label
		if used[label] > 1 {
			opt.Label = fmt.Sprintf("%s.%d", label, used[label])
		}
		if opt.Language == "" && len(drafts) > 0 {
			opt.Language = drafts[0].Document.Language
		}
		d.identify(f, opt)
		d.Document.Speakers = []corpus.Speaker{{Label: label, Role: corpus.RoleParticipant}}
		for i, h := range t.Header {
			h = strings.TrimSpace(h)
			if v := strings.TrimSpace(r.Cell(i)); v != "" && h != "" && i != c.label && !slices.Contains(c.texts, i) {
				d.Attributes[h] = v
			}
		}
		drafts = append(drafts, d)
	}
	if len(drafts) == 0 {
		return nil
	}
	d := &drafts[0]
	var open, closed []string
	for i, h := range t.Header {
		switch {
		case slices.Contains(c.texts, i):
			open = append(open, h)
		case i != c.label && strings.TrimSpace(h) != "":
			closed = append(closed, h)
		}
	}
	what := fmt.Sprintf("a table with a respondent a row: open answers in %s", quoteList(open))
	if c.label >= 0 {
		what += fmt.Sprintf(", case in %q", t.Header[c.label])
	}
	if len(closed) > 0 {
		what += ", attributes in " + quoteList(closed)
	}
	d.Assumed = append([]string{what}, d.Assumed...)
	if len(without) > 0 {
		d.warn("row "+strings.Join(without[:min(len(without), 10)], ", "),
			"%s no open answer and made no document", map[bool]string{true: "this row has", false: "these rows have"}[len(without) == 1])
	}
	if len(unnamed) > 0 {
		d.warn("row "+strings.Join(unnamed[:min(len(unnamed), 10)], ", "), "no label for the case: the row's number was taken")
	}
	return drafts
}

func quoteList(list []string) string {
	var b strings.Builder
	for i, s := range list {
		if i == 8 {
			fmt.Fprintf(&b, " and %d more", len(list)-8)
			break
		}
		if i > 0 {
			b.WriteString(", ")
		}
		fmt.Fprintf(&b, "%q", s)
	}
	return b.String()
}
