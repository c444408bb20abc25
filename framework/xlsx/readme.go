package xlsx

import (
	"fmt"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"

	"framewise/codebook"
	"framewise/framework"
)

// writeReadme writes the first page: what this is, what the sheets are, how to
// read a cell, how to sort without harm.
func (b *book) writeReadme() error {
	p := page{b: b}
	s, err := b.open(grid{
		name: readmeSheet, plain: true, colour: headFill, rows: 1,
		columns: []column{{width: 2}, {width: 36}, {width: 92}},
	})
	if err != nil {
		return err
	}
	p.s = s
	p.study()
	p.sheets()
	p.writing()
	p.legend()
	p.manners()
	return s.close()
}

// page writes the lines of the README sheet.
type page struct {
	b *book
	s *sheet
}

var (
	noEdge  = look{edges: "-"}
	labelOf = look{edges: "-", ink: "566573", flush: true}
)

func (p *page) blank() { p.s.end() }

func (p *page) heading(text string) {
	p.blank()
	l := look{bold: true, size: 12, edges: "b", oneLine: true, flush: true}
	p.s.text(1, l, text)
	p.s.text(2, l, "")
	p.s.tall = 20
	p.s.end()
	p.s.tall = 5
	p.s.end()
}

func (p *page) line(label, text string) {
	if text == "" {
		return
	}
	p.s.text(1, labelOf, label)
	p.s.text(2, noEdge, text)
	p.s.end()
}

// sample shows how something looks, and says what it means.
func (p *page) sample(l look, runs []excelize.RichTextRun, meaning string) {
	p.s.rich(1, l, runs)
	p.s.text(2, noEdge, meaning)
	p.s.tall += 3
	p.s.end()
}

func (p *page) study() {
	b, m := p.b, p.b.m
	name := m.Project.Name
	if name == "" {
		name = "Framework matrix"
	}
	p.s.text(1, look{bold: true, size: 20, edges: "-", oneLine: true, flush: true}, name)
	p.s.tall = 32
	p.s.end()
	p.s.text(1, look{edges: "-", ink: muted, oneLine: true, flush: true}, fmt.Sprintf("Framework matrix: "+
		"%s, %s, %s",
		count(len(m.Rows), "case"), count(len(m.Columns), "code"), count(b.quotes, "quote")))
	p.s.end()
	p.heading("The study")
	f := &m.Framework
	title := f.Title
	if f.Version != "" {
		title += ", version " + f.Version
	}
	if f.Note != "" {
		title += " (" + f.Note + ")"
	}
	p.line("Framework", title)
	p.line("Source", f.Citation)
	p.line("DOI", f.DOI)
	p.line("Last change", b.date())
	if b.o.Version != "" {
		p.line("Written by", "Framewise "+b.o.Version)
	}
	var coders []string
	for _, c := range m.Coders {
		coders = append(coders, c.Initials+" = "+c.Name)
	}
	if m.Nameless { // nobody asks who number two is
		coders = nil
	}
	p.line("Coders", strings.Join(slices.Sorted(slices.Values(coders)), ", "))
	charted := m.Charted()
	var states []string
	for _, s := range framework.Statuses {
		if n := charted[s]; n > 0 {
			states = append(states, fmt.Sprintf("%d %s", n, s))
		}
	}
	p.line("Cells", strings.Join(states, ", "))
	if m.Nameless {
		p.line("Without names", "The people who worked on the study are numbered; documents, notes and memos are left "+
			"out, and names that the study knows are "+framework.MaskedName+". Texts may still tell who somebody is to "+
			"people who know them: read them before you pass them on.")
	}
	if m.Wordless {
		p.line("Places only", "What participants said is left out: quotes are places without words, and what a text "+
			"quotes is "+framework.MaskedWords+". Leave these marks where they are when you write in such a text.")
	} else {
		p.line("Handle with care", "This workbook holds participants' own words. Keep and pass it on as you would "+
			"the transcripts.")
	}
}

func (p *page) sheets() {
	p.heading("The sheets")
	p.sheet(centralSheet, headFill, "one row a case, one column a theme: its summary, or the beginnings of "+
		"what is charted under it")
	if p.b.o.Wide && len(p.b.charts) > 0 {
		p.sheet(wideSheet, headFill, "chart of all themes: one row a case, one column a code")
	}
	for i := range p.b.charts {
		c := &p.b.charts[i]
		if c.sheet == wideSheet {
			continue
		}
		about := "chart of the theme: one row a case, one column a code"
		if first, _, _ := strings.Cut(c.theme.Definition, "\n"); first != "" {
			about = first
		}
		p.sheet(c.sheet, p.b.themeColour(c.theme.ID), about)
	}
	p.sheet(cellsSheet, headFill, "every cell in a row of its own, whole, with comment, status, evidence")
	p.sheet(quotesSheet, headFill, "every quote with who said it, where and when, code, stance and coder")
	p.sheet(casesSheet, headFill, "the cases with their attributes and documents")
	if len(p.b.people) > 0 {
		p.sheet(peopleSheet, headFill, "the cases' attributes summed up, as the first table of a paper does")
	}
	p.sheet(frameworkSheet, headFill, "the codes with their definitions")
	p.sheet(countsSheet, headFill, "how many quotes each case has under each code")
	if len(p.b.m.Memos) > 0 {
		p.sheet(memosSheet, headFill, "what the analysts thought along the way")
	}
}

func (p *page) sheet(name, colour, about string) {
	l := look{edges: "lrtb", fill: lighten(colour, 0.28), bold: true, oneLine: true}
	p.s.formula(1, l, `HYPERLINK("#`+sheetRef(name)+`!A1",`+inFormula(name)+`)`, name)
	p.s.text(2, noEdge, about)
	p.s.end()
}

func (p *page) legend() {
	p.heading("How to read a cell")
	switch p.b.m.Show {
	case framework.ShowCounts:
		p.line("On the charts", "how many quotes the case has under the code and the codes below it")
	case framework.ShowPresence:
		p.line("On the charts", "1 where the case speaks of it (something is coded or summarised), 0 where not")
	case framework.ShowQuotes:
		p.line("On the charts", "the quotes themselves; the summaries stand in "+cellsSheet)
	}
	p.tongues()
	run := func(f *excelize.Font, text string) []excelize.RichTextRun {
		return []excelize.RichTextRun{{Font: f, Text: text}}
	}
	p.sample(look{}, run(plainFont, "plain"), "the analyst's paraphrase")
	p.sample(look{}, run(ownFont, "“in italics”"), "the participant's own words")
	p.sample(look{}, run(remarkFont, "[grey, in brackets]"), "the analyst's remark")
	p.sample(look{}, run(remarkFont, CommentMark+"behind a pencil"),
		"the analyst's own interpretation, kept apart from what was said")
	p.sample(look{}, run(placeFont, "P07:142–145"),
		"where it was said: paragraphs 142 to 145 of the transcript P07")
	p.sample(look{}, run(keyFont, "P07:142*"), "the place of a key quote, one worth printing")
	p.sample(look{ink: linkBlue}, []excelize.RichTextRun{{Font: font(linkBlue, ""), Text: "→"}},
		"leads from a chart to the cell's row in Cells, and from there to its quotes and back")
	if r := p.b.m.Framework.Rating; r != nil && len(r.Values) > 0 {
		var steps []string
		for _, v := range r.Values {
			steps = append(steps, strings.TrimSpace(v.Value+" "+v.Label))
		}
		p.sample(look{}, run(boldFont, r.Values[0].Value+RatingMark), r.Name+": "+strings.Join(steps, ", "))
	}
	p.heading("Stance")
	for _, s := range stancesOf(&p.b.m.Framework) {
		label := p.b.m.Framework.StanceLabel(s)
		meaning := meanings[s]
		if label != string(s) {
			meaning = label + ": " + meaning
		}
		p.sample(look{fill: tint(s)}, []excelize.RichTextRun{
			{Font: stanceFonts[s], Text: s.Symbol() + " "}, {Font: plainFont, Text: string(s)},
		}, meaning)
	}
	p.heading("Cells without a summary")
	p.sample(look{hatch: true, across: "center"}, run(remarkFont, "not asked"), "the question was not asked")
	p.sample(look{fill: pale, across: "center"}, run(remarkFont, "–"), "asked, and nothing said")
	p.sample(look{fill: pale, across: "center"}, run(remarkFont, "n/a"), "does not apply to this case")
	p.sample(look{}, run(hintFont, "not charted"), "coded but not summarised yet; the quotes stand below")
	if p.b.proposes() {
		p.sample(look{}, run(hintFont, string(framework.NotAsked)+proposedMark),
			"nothing coded or charted; the interviewers' questions say why. Write the same without ? if it is so")
	}
	p.sample(look{}, run(hintFont, " "), "empty and white: nothing coded, nothing charted")
}

// tongues tells in which language quotes are.
func (p *page) tongues() {
	text := ""
	switch in := p.b.m.QuotesIn; in {
	case framework.QuotesAsCoded:
		return
	case framework.QuotesInOriginal:
		text = "in the language of the interview, where a translation was coded too"
	case framework.QuotesInBoth:
		text = "in the language they were coded in, and behind it in another that the interview is in"
	default:
		text = "in " + string(in) + " where the interview is in it, else in their own language, which is told behind them"
	}
	p.line("Quotes", text+". Places are those of the words that were coded: summaries cite them. Where the words "+
		"printed stand elsewhere, or are a whole turn of which the quote is a part, that is told behind them.")
}

var meanings = map[codebook.Stance]string{
	codebook.Positive: "the account speaks well of what the code is about",
	codebook.Negative: "the account speaks ill of it",
	codebook.Mixed:    "both",
	codebook.Neutral:  "neither",
}

func (p *page) writing() {
	p.heading("Writing in this workbook")
	charts := "the summaries on " + centralSheet + " and on the charts; "
	if !p.b.written() {
		charts = "" // they show what nobody writes
	}
	definitions := "; the texts in " + frameworkSheet
	if p.b.m.Nameless || p.b.m.Wordless {
		definitions = ""
	}
	p.line("Where", "In the columns whose header ends in"+EditMark+": "+charts+"summary, comment, status, reason, stance and rating in "+cellsSheet+"; stance and key in "+
		quotesSheet+"; the attributes in "+casesSheet+definitions+". What is written there "+
		"is read back into the project and compared with what changed there meanwhile; nothing is overwritten "+
		"without being shown. The sheets are protected without a password, against slips.")
	if p.b.written() {
		p.chartCells()
	}
	p.line("Italics and grey",
		"Put “quotation marks” around the participant's words and [brackets] around your "+
			"own remarks, or set them in italics or grey inside the text: both are understood.")
	p.line("Places", "Write where it was said as P07:142, with an asterisk for a key quote: it becomes "+
		"evidence.")
	p.line("New cells", fmt.Sprintf("The %d empty rows below the last of %s are for cells that are not "+
		"there yet: "+
		"choose case and code, then write.", spareRows, cellsSheet))
	p.line("Thoughts", "Pin a note to any cell: it comes back as a memo about that case and code.")
	p.line("Key quotes", "An asterisk in "+quotesSheet+" marks a quote worth printing.")
}

// chartCells tells how to write in charts of summaries.
func (p *page) chartCells() {
	p.line("Once is enough", "A cell stands in several places: on its chart, in "+cellsSheet+", perhaps on "+
		centralSheet+". Change it in one of them.")
	p.line("A cell on a chart",
		"Type over “not charted”, a reason or an old summary, or change some of it. The "+
			"marks before it (stance, rating) and the comment behind the pencil can be changed there too; to take "+
			"one away, do it in "+cellsSheet+". A text that ends in “"+strings.TrimSpace(inCells)+"” is shortened: "+
			"leave that end as it is, or write in "+cellsSheet+".")
	p.line("Summaries of summaries", "Below the cases of a chart stand three rows: what all cases say in each "+
		"column, the range of views, and the exceptions. On "+centralSheet+", behind the themes, stands what each case "+
		"says over all codes; the charts repeat it. In "+cellsSheet+" these are rows of “"+allCases+"” and of “"+
		allCodes+"”.")
}

func (p *page) manners() {
	p.heading("Finding, sorting and filtering")
	p.line("Definitions", "Rest the pointer on a code's header to read its definition.")
	p.line("From summary to words", "The arrow beside a summary leads to its row in Cells; the arrow there "+
		"under "+
		"Quotes leads to the first of its quotes. They stand together, and their arrows lead back.")
	p.line("Order", "The cases stand in the same order on every sheet: "+p.order())
	p.line("Sorting safely", "Sort and filter with the buttons in the header row. They take whole rows, so a "+
		"case keeps its summaries; the arrows look their targets up and stay right. Don't sort a selection of "+
		"columns.")
	p.line("Hidden columns", "The last columns of most sheets are hidden: identifiers that travel with their "+
		"rows and with copies of them. Leave them as they are.")
	p.line("Long texts", fmt.Sprintf("A chart shows up to %d characters of a summary; Cells has the whole.",
		framework.MaxSummary))
	p.line("Printing", fmt.Sprintf("The pages are laid out for %s, landscape; header and case are on every "+
		"page.",
		p.b.o.Paper))
}

func (p *page) order() string {
	if len(p.b.m.Rows) == 0 {
		return "there are none."
	}
	last := p.b.m.Rows[len(p.b.m.Rows)-1].Case.Label
	if len(p.b.m.Groups) > 0 {
		return "in groups by " + strings.Join(p.b.m.GroupBy, ", ") + ", which have a title of their own on the charts. Sorting mixes them."
	}
	return "from " + p.b.m.Rows[0].Case.Label + " to " + last + "."
}
