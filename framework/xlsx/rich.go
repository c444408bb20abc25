package xlsx

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"framewise/codebook"
	"framewise/framework"
)

// CommentMark stands before the analyst's comment in a chart's cell, on a line
// of its own behind the summary.
const CommentMark = "✎ "

// RatingMark stands behind a cell's rating, before its summary: "+2 · ".
const RatingMark = " · "

const (
	inCells  = " … whole text in " + cellsSheet
	inQuotes = " … whole in " + quotesSheet
)

// richText collects runs up to a number of lines in a column.
type richText struct {
	runs  []excelize.RichTextRun
	text  strings.Builder
	width float64
}

func (t *richText) add(f *excelize.Font, text string) {
	text = clean(text)
	if text == "" {
		return
	}
	t.text.WriteString(text)
	if n := len(t.runs); n > 0 && t.runs[n-1].Font == f {
		t.runs[n-1].Text += text
		return
	}
	t.runs = append(t.runs, excelize.RichTextRun{Font: f, Text: text})
}

// lines is how many lines the text takes so far.
func (t *richText) lines() int {
	n, _ := lines(t.text.String(), t.width, maxLines)
	return n
}

// shorten cuts the text to a number of lines and of characters, and puts a
// mark behind what is left.
func (t *richText) shorten(limit, characters int, mark string) bool {
	text := t.text.String()
	kept := text
	if characters > 0 && utf8.RuneCountInString(text) > characters {
		kept = firstRunes(text, characters)
	}
	kept, cut := fit(kept, t.width, limit)
	if !cut && len(kept) == len(text) {
		return false
	}
	if cut { // room for the mark
		kept, _ = fit(kept, t.width, limit-1)
	}
	kept = atWord(kept)
	left := len(kept)
	var runs []excelize.RichTextRun
	for _, r := range t.runs {
		if left <= 0 {
			break
		}
		r.Text = r.Text[:min(left, len(r.Text))]
		left -= len(r.Text)
		runs = append(runs, r)
	}
	t.runs = append(runs, excelize.RichTextRun{Font: hintFont, Text: mark})
	t.text.Reset()
	t.text.WriteString(kept)
	t.text.WriteString(mark)
	return true
}

func firstRunes(s string, n int) string {
	for i := range s {
		if n == 0 {
			return s[:i]
		}
		n--
	}
	return s
}

// atWord cuts back to the end of a word, unless that would take much away.
func atWord(s string) string {
	if i := strings.LastIndexAny(s, " \n"); i > len(s)-40 && i > 0 {
		s = s[:i]
	}
	return strings.TrimRight(s, " \n")
}

// summary adds a summary in its conventions: the participant's words in
// italics, remarks grey, places blue-grey and bold where a key quote stands.
func (t *richText) summary(runs []framework.Run) {
	for _, run := range runs {
		t.add(fontOf(run.Kind), run.Text)
	}
}

// runs cuts a cell's summary into its runs, once for all sheets that show it.
func (b *book) runs(c *framework.Cell) []framework.Run {
	runs, known := b.cut[c]
	if !known {
		runs = slices.Clone(framework.Runs(c.Summary)) // without the room to grow
		b.cut[c] = runs
	}
	return runs
}

func fontOf(k framework.RunKind) *excelize.Font {
	switch k {
	case framework.OwnWords:
		return ownFont
	case framework.Remark:
		return remarkFont
	case framework.Place:
		return placeFont
	case framework.KeyPlace:
		return keyFont
	}
	return plainFont
}

var stanceFonts = map[codebook.Stance]*excelize.Font{
	codebook.Positive: stanceFont(codebook.Positive), codebook.Negative: stanceFont(codebook.Negative),
	codebook.Mixed: stanceFont(codebook.Mixed), codebook.Neutral: stanceFont(codebook.Neutral),
}

// verdict adds stance and rating, as they stand before a summary.
func (t *richText) verdict(c *framework.Cell) {
	if s := c.Stance.Symbol(); s != "" {
		t.add(stanceFonts[c.Stance], s+" ")
	}
	if c.Rating != "" {
		t.add(boldFont, c.Rating+RatingMark)
	}
}

// quote adds one quote with its place.
func (t *richText) quote(q *framework.Quote) {
	f := placeFont
	if q.Locator.Key {
		f = keyFont
	}
	if s := q.Coding.Stance.Symbol(); s != "" {
		t.add(stanceFonts[q.Coding.Stance], s+" ")
	}
	t.add(f, q.Locator.String())
	for _, w := range q.Printed() {
		t.add(ownFont, " “"+w.Text+"”")
		if note := w.Note(); note != "" {
			t.add(hintFont, " ("+note+")")
		}
	}
}

// uncharted adds the quotes of a crossing that has no summary yet, as many as
// can be read on a chart.
func (t *richText) uncharted(quotes []framework.Quote) {
	const enough = 18 // lines
	t.add(hintFont, notChartedMark)
	t.quotes(quotes, enough)
}

// quotes adds quotes, each on a line of its own, up to a number of lines.
func (t *richText) quotes(quotes []framework.Quote, enough int) {
	for i := range quotes {
		one := richText{width: t.width}
		one.quote(&quotes[i])
		left := enough
		if t.text.Len() > 0 {
			left -= t.lines()
		}
		if i > 0 && one.lines() > left {
			t.add(hintFont, "\n+ "+itoa(len(quotes)-i)+" more: see "+quotesSheet)
			return
		}
		one.shorten(max(left, 3), 0, inQuotes)
		if t.text.Len() > 0 {
			t.add(plainFont, "\n")
		}
		for _, r := range one.runs {
			t.add(r.Font, r.Text)
		}
	}
}

// crossing is how a chart shows a crossing: its text and the look of its cell.
func (b *book) crossing(x framework.Crossing, width float64) (richText, look) {
	t := richText{width: width}
	c := x.Cell
	if c == nil || c.Summary == "" && c.Empty == framework.NotEmpty {
		var l look
		if c != nil {
			t.verdict(c)
			l.fill = tint(c.Stance)
		}
		if len(x.Below) > 0 {
			d := digest{b: b, t: &t}
			d.crossing(&codebook.Code{}, framework.Crossing{Quotes: x.Quotes, Below: x.Below})
			d.end()
		} else if len(x.Quotes) > 0 {
			t.uncharted(x.Quotes)
		} else if c == nil && x.Silent != framework.NotEmpty {
			t.add(hintFont, string(x.Silent)+proposedMark)
		}
		if c != nil {
			t.comment(c.Comment)
		}
		t.shorten(maxLines, 0, inCells)
		return t, l
	}
	if c.Empty != framework.NotEmpty {
		l := look{across: "center", fill: pale}
		if c.Empty == framework.NotAsked {
			l.fill, l.hatch = "", true
		}
		t.add(remarkFont, emptyMarks[c.Empty])
		if n := len(x.Quotes); n > 0 {
			t.add(hintFont, "\n"+butCodedMark+itoa(n)+", see "+quotesSheet+")")
		}
		t.comment(c.Comment)
		t.shorten(maxLines, 0, inCells)
		return t, l
	}
	t.verdict(c)
	t.summary(b.runs(c))
	t.shorten(maxLines, framework.MaxSummary, inCells)
	if c.Comment != "" {
		t.comment(c.Comment)
		t.shorten(maxLines, 0, inCells)
	}
	return t, look{fill: tint(c.Stance)}
}

// proposes reports whether any empty cell shows a reason that nobody has
// confirmed.
func (b *book) proposes() bool {
	for r := range b.m.Rows {
		for c := range b.m.Columns {
			if b.m.At(r, c).Silent != framework.NotEmpty {
				return true
			}
		}
	}
	return false
}

func (t *richText) comment(comment string) {
	if comment == "" {
		return
	}
	mark := CommentMark
	if t.text.Len() > 0 {
		mark = "\n" + mark
	}
	t.add(remarkFont, mark+comment)
}
