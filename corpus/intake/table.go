package intake

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

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
	// Names of speakers only; those below may be a respondent's too.
	turnColumns = names(
		"speaker hablante orador orador/a falante sprecher locuteur locutor parlant speaker_name",
	)
	speakerColumns = names(
		"speaker hablante orador orador/a falante sprecher locuteur locutor parlant speaker_name",
		"who quien quien_habla voice name nombre nome nom participant_name role header דובר 說話者 发言人",
	)
	textColumns = names(
		"text texto texte testo utterance fala enunciado words content contenido conteudo",
		"transcript transcripcion transcription message mensaje mensagem turn said speech body",
		"paragraph parrafo inhalt aussage",
	)
	timeColumns = names(
		"start start_time begin time timestamp inicio hora tiempo tempo zeit debut from start_(s)",
	)
	endColumns = names(
		"end end_time fin fim stop ende until to",
	)
	docColumns = names(
		"document documento file archivo arquivo transcript_id interview_id interview entrevista",
		"doc source session sesion",
	)
	caseColumns = names(
		"case case_id caso participant participante respondent respondent_id participant_id id pid",
		"code codigo folio teilnehmer fall encuestado response_id record_id nr no n",
	)
)

// turnCases name the case that a row of a table of turns belongs to.
var turnCases = names(
	"case case_id caso caso_id cas fall participant_id participant_code id_participante",
	"codigo_participante participant participante teilnehmer",
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

// headRow says whether a row of a table within a text names its columns.
func headRow(row string) bool {
	named := false
	for cell := range strings.SplitSeq(row, "\t") {
		said := known(cell, speakerColumns) || known(cell, textColumns)
		if !said && !blank(cell) && !known(cell, timeColumns) && !known(cell, endColumns) && !known(cell, caseColumns) {
			return false
		}
		named = named || said
	}
	return named
}

// columns is what a table's columns are: indices, or -1.
type columns struct {
	speaker, text, start, end, doc, label int
	translation                           int
	texts                                 []int // of respondents
	forum                                 bool  // the turns are posts
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
		in.Warnings = append(in.Warnings,
			decode.Warnf("row 1", "the first row was taken for data, not for the columns' names"))
	}
	if o.Layout == "" && o.SpeakerColumn == "" && o.TextColumn == "" && codings(t.Header) {
		return nil, corpus.Errorf(corpus.ErrInvalid, "%s is a list of what was coded, not a transcript", f.Name).
			WithHint("import it as codings, once the documents are in; its columns are %s",
				strings.Join(t.Header, ", "))
	}
	c, layout, err := chooseColumns(f, t, o)
	if err != nil {
		return nil, err
	}
	var drafts []Draft
	if blocks := captions(t, c, layout); blocks != nil {
		d, err := transcript(f, &decode.Decoded{Blocks: blocks}, "row", o)
		if err != nil {
			return nil, err
		}
		d.assume("a table of captions: text in %q, times in %q and %q",
			t.Header[c.text], t.Header[c.start], t.Header[c.end])
		drafts = []Draft{d}
	} else if layout == turnsLayout {
		drafts = tableTurns(f, t, c, o)
		if c.translation >= 0 {
			second := c
			second.text, second.translation = c.translation, c.text
			drafts = ofColumn(tableTurns(f, t, c, o.inLanguage(t.Header, c.text)), t.Header[c.text])
			drafts = append(drafts, ofColumn(tableTurns(f, t, second, o.translated(t.Header, c.translation)),
				t.Header[c.translation])...)
		}
	} else {
		drafts = respondents(f, t, c, o)
	}
	if len(drafts) == 0 {
		return nil, decode.Empty(f)
	}
	first := &drafts[0]
	first.Warnings = append(slices.Clone(in.Warnings), first.Warnings...)
	for i := range first.doubts {
		first.doubts[i] += len(in.Warnings)
	}
	for _, w := range in.Warnings {
		first.shared = append(first.shared, w.String())
	}
	if len(t.Others) > 0 && o.Sheet == "" {
		first.warn("", "only the sheet %q was read; there is text in %s too: name the sheet to read another",
			t.Sheet, strings.Join(t.Others, ", "))
		first.shared = append(first.shared, first.Warnings[len(first.Warnings)-1].String())
	}
	return drafts, nil
}

// What the columns of a list of codings are called, as MAXQDA, NVivo, ATLAS.ti
// and people write it.
var (
	codedIn   = names("document document_name documents transcript source file dokument dokumentname documento")
	codedAs   = names("code codes code_name theme kode codigo tema node")
	codedWhat = names("segment coded_segment coded_segments quote quotation quotation_content segmento cita",
		"citacao codiertes_segment textstelle excerpt fragmento")
)

// codings says whether columns are those of a list of what was coded.
func codings(header []string) bool {
	has := func(list []string) bool {
		return slices.ContainsFunc(header, func(h string) bool { return known(h, list) })
	}
	return has(codedIn) && has(codedAs) && has(codedWhat)
}

// codingsHead says whether one of the first lines names the columns of a list
// of codings, as a report of them in a PDF or for Word does. Columns that stand
// close may have come in as one.
func codingsHead(lines []line) bool {
	for i := range lines[:min(len(lines), 10)] {
		l := lines[i].text
		if len(l) > 100 || strings.IndexByte(l, '\t') < 0 {
			continue
		}
		words := strings.FieldsFunc(fold(l), unicode.IsSpace)
		var header []string
		for i := range words {
			header = append(header, words[i], strings.Join(words[i:min(i+2, len(words))], " "))
		}
		if len(words) <= 8 && codings(header) {
			return true
		}
	}
	return false
}

// fits says whether a worksheet is one to import: it has several columns, one
// of what people said.
func fits(f decode.File, t *decode.Table, o Options) bool {
	if len(t.Header) < 2 || len(t.Rows) == 0 {
		return false
	}
	_, _, err := chooseColumns(f, t, o)
	return err == nil
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

// captions makes blocks of a table in which every row has a text, a start and
// an end, and nothing else, as Whisper writes it; nil where it is another.
func captions(t *decode.Table, c columns, layout string) []decode.Block {
	if layout != turnsLayout || c.text < 0 || c.start < 0 || c.end < 0 || len(t.Header) != 3 || len(t.Rows) == 0 {
		return nil
	}
	blocks := make([]decode.Block, len(t.Rows))
	for i, r := range t.Rows {
		start, ok := cellTime(strings.TrimSpace(r.Cell(c.start)), t.Header[c.start])
		end, ok2 := cellTime(strings.TrimSpace(r.Cell(c.end)), t.Header[c.end])
		if !ok || !ok2 || end < start {
			return nil
		}
		text := strings.Join(strings.Fields(r.Cell(c.text)), " ")
		blocks[i] = decode.Block{Text: text, Start: start, End: end, Timed: true, Line: r.Number}
	}
	return blocks
}

// nameless finds a start and an end among three columns without names: two of
// numbers, the second never less than the first.
func nameless(t *decode.Table, text int) (start, end int) {
	var rest []int
	for i, h := range t.Header {
		if i != text && strings.HasPrefix(h, "column ") {
			rest = append(rest, i)
		}
	}
	if len(t.Header) != 3 || len(rest) != 2 {
		return -1, -1
	}
	for _, r := range t.Rows {
		from, ok := cellTime(strings.TrimSpace(r.Cell(rest[0])), "")
		to, ok2 := cellTime(strings.TrimSpace(r.Cell(rest[1])), "")
		if !ok || !ok2 || to < from {
			return -1, -1
		}
	}
	return rest[0], rest[1]
}

func known(header string, list []string) bool { return slices.Contains(list, fold(header)) }

// columnNamed is the column that the user names; no name is none, -1.
func columnNamed(f decode.File, header []string, name string) (int, error) {
	if name == "" {
		return -1, nil
	}
	for i, h := range header {
		if fold(h) == fold(name) {
			return i, nil
		}
	}
	e := corpus.Errorf(corpus.ErrInvalid, "%s has no column %q", f.Name, name)
	if near := corpus.Nearest(name, header); near != "" {
		return -1, e.WithHint("did you mean %q?", near)
	}
	return -1, e.WithHint("its columns are %s", columnList(header))
}

// columnList names the columns of a table, for a person to find theirs.
func columnList(header []string) string {
	const most = 20
	if len(header) <= most {
		return strings.Join(header, ", ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(header[:most], ", "), len(header)-most)
}

// chooseColumns says what the columns are, from what the user named, then
// from their names, then from what is in them.
func chooseColumns(f decode.File, t *decode.Table, o Options) (c columns, layout string, err error) {
	c = columns{speaker: -1, text: -1, start: -1, end: -1, doc: -1, label: -1, translation: -1}
	byName := func(name string) (int, error) { return columnNamed(f, t.Header, name) }
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
	}{
		{&c.speaker, o.SpeakerColumn}, {&c.start, o.TimeColumn}, {&c.label, o.CaseColumn}, {&c.doc, o.LabelColumn},
	} {
		if *n.to, err = byName(n.name); err != nil {
			return c, "", err
		}
	}
	if _, err = byName(o.TranslationColumn); err != nil {
		return c, "", err
	}
	if original, translation := rowBilingual(t, o); original >= 0 && o.Layout != respondentsLayout {
		c.texts, c.translation = []int{original}, translation
	}
	taken := func(i int) bool {
		if i == c.translation {
			return true
		}
		return slices.Contains([]int{c.speaker, c.text, c.start, c.label, c.doc}, i) || slices.Contains(c.texts, i)
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
		if author, post := forumColumns(t, c); author >= 0 {
			c.speaker, c.text, c.forum = author, post, true
			guess(&c.doc, threadColumns)
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
		if c.start < 0 && c.end < 0 && c.speaker < 0 {
			c.start, c.end = nameless(t, c.text)
		}
		guess(&c.doc, docColumns)
		if c.label < 0 && c.speaker >= 0 && !c.forum {
			if guess(&c.label, turnCases); !divides(t, c.label, c.doc) {
				c.label = -1
			}
		}
		return c, layout, nil
	}
	guess(&c.label, caseColumns)
	for i := 0; i < len(t.Header) && c.label < 0; i++ {
		if !taken(i) && identifies(t, i) {
			c.label = i
		}
	}
	if len(c.texts) == 0 {
		c.texts = openColumns(t, taken)
	}
	if len(c.texts) == 0 { // short answers, under a name that says what they are
		if guess(&c.text, textColumns); c.text >= 0 {
			c.texts = []int{c.text}
		}
	}
	if len(c.texts) == 0 {
		return c, "", noText(f, t)
	}
	return c, layout, nil
}

// divides says whether a column of cases has one for every document or, where
// no column tells these apart, none that comes back after another.
func divides(t *decode.Table, column, doc int) bool {
	if column < 0 {
		return false
	}
	of := make(map[string]string) // by document, or by case
	last := ""
	for _, r := range t.Rows {
		label := rowCase(r.Cell(column))
		if doc >= 0 {
			part := strings.TrimSpace(r.Cell(doc))
			if label != "" && of[part] != "" && of[part] != label {
				return false
			}
			if label != "" {
				of[part] = label
			}
			continue
		}
		if label != last && of[label] != "" || label == "" {
			return false
		}
		of[label], last = label, label
	}
	return len(of) > 0
}

func noText(f decode.File, t *decode.Table) error {
	return corpus.Errorf(corpus.ErrInvalid, "%s has no column of what people said", f.Name).
		WithHint("if it lists attributes of cases, import it as those; "+
			"else name the column of text: its columns are %s", columnList(t.Header))
}

// guessLayout tells a table of turns by a column of speakers or of times
// beside one of text.
func guessLayout(t *decode.Table, c columns, o Options) string {
	has := func(list []string) bool {
		return slices.ContainsFunc(t.Header, func(h string) bool { return known(h, list) })
	}
	switch {
	case c.speaker >= 0 || c.start >= 0 || c.translation >= 0:
		return turnsLayout
	case len(c.texts) > 1:
		return respondentsLayout
	case isForum(t, c):
		return turnsLayout
	case has(textColumns) && has(timeColumns):
		return turnsLayout
	case (has(textColumns) || len(c.texts) == 1) && has(speakerColumns):
		for i, h := range t.Header {
			if known(h, speakerColumns) && (recurs(t, i) || known(h, turnColumns)) {
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
