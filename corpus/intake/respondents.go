package intake

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"framewise/corpus"
	"framewise/corpus/decode"
)

// languageRow is how many bytes an answer must have for its own language to be
// told; shorter ones have that of the whole table.
const languageRow = 120

// tableLanguage tells the language of the open answers.
func tableLanguage(t *decode.Table, texts []int, study string) string {
	var b strings.Builder
	for _, r := range t.Rows {
		for _, i := range texts {
			b.WriteString(r.Cell(i))
			b.WriteByte('\n')
		}
		if b.Len() > languageSample {
			break
		}
	}
	language, _ := tellLanguage(b.String(), study)
	return language
}

// tableLabel is what stands before the row in the label of somebody without
// one: the whole of the file's name, so that the second row of another table,
// wave or language is somebody else.
func tableLabel(name string) string {
	name = path.Base(strings.ReplaceAll(name, `\`, "/"))
	label := corpus.Label(strings.TrimSuffix(name, path.Ext(name)))
	switch {
	case label == "":
		return "R"
	case strings.Trim(label, "0123456789.-_") == "":
		return "D" + label // as a document of that name
	}
	return label
}

// respondents makes a document of every row.
func respondents(f decode.File, t *decode.Table, c columns, o Options) []Draft {
	var drafts []Draft
	var without, unnamed []string
	used := make(map[string]int)
	language := ""
	if o.Language == "" {
		language = tableLanguage(t, c.texts, o.StudyLanguage)
	}
	if o.Kind == "" {
		o.Kind = corpus.Survey
	}
	table := tableLabel(f.Name)
	for _, r := range t.Rows {
		var text composer
		for _, i := range c.texts {
			text.add(r.Cell(i), corpus.Turn{Heading: strings.TrimSpace(t.Header[i]), Line: r.Number})
		}
		row := fmt.Sprintf("row %d", r.Number)
		if len(text.turns) == 0 {
			without = append(without, fmt.Sprint(r.Number))
			continue
		}
		label := rowCase(r.Cell(c.label))
		anonymous := label == ""
		if anonymous {
			label = fmt.Sprintf("%s-%d", table, r.Number)
			if c.label >= 0 {
				unnamed = append(unnamed, fmt.Sprint(r.Number))
			}
		}
		planned := o.part(row)
		if planned != nil && planned.Case != "" && planned.Case != label {
			label, anonymous = planned.Case, false
		}
		d := Draft{Text: text.out.String(), Attributes: make(map[string]string), answer: true}
		if used[label]++; used[label] > 1 {
			d.warn(row, "%s has answered before: this is their document %d", label, used[label])
		}
		d.Document.Turns = text.turns
		d.Document.Part = row
		opt := o.forPart(row)
		opt.Case = label
		if anonymous && opt.Label == "" {
			opt.Label = label
		}
		if used[label] > 1 && (planned == nil || planned.Document == "") {
			opt.Label = fmt.Sprintf("%s.%d", label, used[label])
		}
		if opt.Language == "" && len(d.Text) >= languageRow {
			opt.Language, _ = tellLanguage(d.Text, language)
		}
		if opt.Language == "" {
			opt.Language = language
		}
		repeat := d.Warnings
		d.identify(f, opt)
		d.ByRow = anonymous && o.Case == ""
		if len(drafts) > 0 {
			d.Assumed, d.Warnings = nil, repeat // the first row has told it for all
		}
		d.Document.Speakers = []corpus.Speaker{{Label: label, Role: corpus.RoleParticipant}}
		for i, h := range t.Header {
			h = strings.TrimSpace(h)
			if v := strings.TrimSpace(r.Cell(i)); v != "" && h != "" && i != c.label && !slices.Contains(c.texts, i) && !o.NoAttributes {
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
		case i != c.label && strings.TrimSpace(h) != "" && !o.NoAttributes:
			closed = append(closed, h)
		}
	}
	what := fmt.Sprintf("a table with a respondent a row: open answers in %s", quoteList(open))
	if c.label >= 0 {
		what += fmt.Sprintf(", case in %q", t.Header[c.label])
	} else {
		what += ", every row a case of its own, labelled with the file's name and the row"
	}
	if len(closed) > 0 {
		what += ", attributes in " + quoteList(closed)
	}
	d.Assumed = append([]string{what}, d.Assumed...)
	if language != "" {
		d.assume("language %s, from the words; a long answer may be in another", language)
	}
	if len(without) > 0 {
		d.warn("row "+strings.Join(without[:min(len(without), 10)], ", "),
			"no open answer, so no document: %s", countOf(len(without), "row", "rows"))
	}
	if len(unnamed) > 0 {
		d.warn("row "+strings.Join(unnamed[:min(len(unnamed), 10)], ", "),
			"no label for the case: the row's number was taken")
	}
	d.shared = d.remarks()
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
