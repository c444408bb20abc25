package intake

import (
	"fmt"
	"slices"
	"strings"

	"framewise/corpus"
	"framewise/corpus/decode"
)

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
			"no open answer, so no document: %s", countOf(len(without), "row", "rows"))
	}
	if len(unnamed) > 0 {
		d.warn("row "+strings.Join(unnamed[:min(len(unnamed), 10)], ", "),
			"no label for the case: the row's number was taken")
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
