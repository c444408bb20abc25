package report

import (
	"crypto/sha256"
	_ "embed" // for the page's parts
	"encoding/base64"
	"fmt"
	"html/template"
	"io"
	"maps"
	"regexp"
	"slices"
	"strings"

	"framewise/codebook"
	"framewise/corpus"
	"framewise/framework"
)

//go:embed page.html
var pageSource string

//go:embed page.css
var pageStyle string

//go:embed page.js
var pageScript string

// pageView is what the page shows.
type pageView struct {
	Policy     string // what the page may load: nothing
	Style      template.CSS
	Script     template.JS
	Language   string
	Title      string
	Framework  string
	Facts      string
	Attributes []attributeView
	More       bool // whether some attributes are shown only when asked for
	Themes     []themeView
	Columns    []columnView
	Rows       []rowView
	// The margins: whether there is a column of case summaries, and the row of
	// column summaries; nil where there are none.
	CaseSummaries bool
	Foot          *rowView
}

type attributeView struct {
	Name   string
	Number bool
	More   bool
	Values []string // to choose from; none where there are too many
}

type themeView struct{ Key, Title string }

type columnView struct {
	Title, Definition, Theme string
	Class                    string // the theme's colour
	Level                    int    // 0 for a theme
}

type rowView struct {
	Group  string // of the rows that begin here
	Label  string
	Values []valueView
	Cells  []cellView
	Own    *cellView // the case summary; nil where no case has one
}

type valueView struct {
	Name string
	More bool
	Text string
	Sort string // sorts as the attribute does; empty where the value is missing
}

type cellView struct {
	Theme   string
	Title   string // the code's
	Class   string // the stance, or that it stands in the margin
	Symbol  string
	Label   string // the framework's word for the stance
	Runs    []runView
	Number  string // where numbers are shown
	Open    bool   // the quotes are shown
	Below   []belowView
	Empty   string
	Comment string
	State   string
	Quotes  []quoteView
}

// belowView is a summary of a code that has no column of its own.
type belowView struct {
	Title string
	Runs  []runView
}

type runView struct {
	Class, Text string
	Target      string // the quote that a place leads to
}

type quoteView struct {
	ID, Locator, Facts, Memo string
	Words                    []framework.Words
	Stance, Symbol           string
	Evidence                 bool
}

// maxChoices is how many values an attribute may have to be chosen from.
const maxChoices = 15

// parsePage is the page's template. It can't fail: the template is part of the
// program, and a test executes it.
func parsePage() *template.Template {
	return template.Must(template.New("page").Parse(pageSource))
}

func writePage(w io.Writer, m *framework.Matrix) error {
	v := pageView{
		Language: m.Project.Language, Title: m.Project.Name, Framework: m.Framework.Title,
		Facts: fmt.Sprintf("%d cases, %d codes", len(m.Rows), len(m.Columns)),
	}
	style := pageStyle + themeColours(m)
	v.Style, v.Script = template.CSS(style), template.JS(pageScript)
	v.Policy = "default-src 'none'; style-src '" + digest(style) + "'; script-src '" + digest(pageScript) +
		"'; base-uri 'none'; form-action 'none'"
	if m.Framework.Version != "" {
		v.Framework += ", version " + m.Framework.Version
	}
	for i, a := range m.Attributes {
		view := viewOfAttribute(m, a)
		view.More = more(m, i)
		v.More = v.More || view.More
		v.Attributes = append(v.Attributes, view)
	}
	for _, c := range m.Columns {
		theme, _ := m.Tree.Theme(c.ID)
		if c.ID == theme.ID {
			v.Themes = append(v.Themes, themeView{c.Key, c.Title()})
		}
		v.Columns = append(v.Columns, columnView{
			Title: c.Title(), Definition: c.Definition, Theme: theme.Key, Class: themeClass(m, theme.ID),
			Level: len(m.Tree.Ancestors(c.ID)),
		})
	}
	v.CaseSummaries = caseSummaries(m)
	q := quoted{m: m, target: make(map[codebook.CodingID]string)}
	for row := range m.Rows {
		v.Rows = append(v.Rows, viewOfRow(m, row, v.CaseSummaries, &q))
	}
	if summaries := columnSummaries(m); len(summaries) > 0 {
		v.Foot = &rowView{Label: "All cases", Values: make([]valueView, len(m.Attributes))}
		for i := range m.Attributes {
			v.Foot.Values[i].More = more(m, i)
		}
		for column := range m.Columns {
			v.Foot.Cells = append(v.Foot.Cells, viewOfMargin(m, framework.All, column, q.all, q.target))
		}
	}
	return parsePage().Execute(w, v)
}

// more tells whether an attribute has no room beside every row.
func more(m *framework.Matrix, attribute int) bool {
	name := m.Attributes[attribute].Name
	return !slices.ContainsFunc(m.Header, func(a corpus.Attribute) bool { return a.Name == name })
}

// digest names a style or script in the page's policy.
func digest(s string) string {
	sum := sha256.Sum256([]byte(s))
	return "sha256-" + base64.StdEncoding.EncodeToString(sum[:])
}

func themeClass(m *framework.Matrix, theme codebook.CodeID) string {
	return fmt.Sprintf("theme-%d", m.Tree.Order(theme))
}

var colour = regexp.MustCompile(`^#[0-9A-Fa-f]{6}$`)

// themeColours are the rules that give each theme its colour.
func themeColours(m *framework.Matrix) string {
	var b strings.Builder
	for _, theme := range m.Tree.Themes() {
		if c := m.Tree.Colour(theme.ID); colour.MatchString(c) {
			fmt.Fprintf(&b, "th.%s { border-top-color: %s }\n", themeClass(m, theme.ID), c)
		}
	}
	return b.String()
}

func viewOfAttribute(m *framework.Matrix, a corpus.Attribute) attributeView {
	v := attributeView{Name: a.Name, Number: a.Type == corpus.NumberAttribute}
	if a.Type == corpus.NumberAttribute || a.Type == corpus.DateAttribute {
		return v
	}
	seen := make(map[string]bool)
	for _, r := range m.Rows {
		if value := r.Case.Values[a.Name]; value != "" && !seen[value] {
			seen[value] = true
			v.Values = append(v.Values, value)
		}
	}
	slices.SortFunc(v.Values, a.Compare)
	if len(v.Values) > maxChoices || len(v.Values) < 2 {
		v.Values = nil
	}
	return v
}

// quoted is where the quotes of all rows stand on the page, for the places in
// column summaries.
type quoted struct {
	m      *framework.Matrix
	all    []framework.Quote
	target map[codebook.CodingID]string
}

// add takes in the quotes of a row, if there is a column summary to lead to
// them.
func (q *quoted) add(all []framework.Quote, target map[codebook.CodingID]string) {
	if len(columnSummaries(q.m)) == 0 {
		return
	}
	q.all = append(q.all, all...)
	maps.Copy(q.target, target)
}

func viewOfRow(m *framework.Matrix, row int, own bool, everywhere *quoted) rowView {
	v := rowView{Label: m.Rows[row].Case.Label}
	if g, ok := m.GroupAt(row); ok {
		v.Group = g.Title
	}
	for i, a := range m.Attributes {
		value := m.Rows[row].Case.Values[a.Name]
		sort := value
		if a.Type == corpus.CategoryAttribute && value != "" {
			for order, c := range a.Categories {
				if c == value {
					sort = fmt.Sprintf("%04d", order)
				}
			}
		}
		v.Values = append(v.Values, valueView{a.Name, more(m, i), value, sort})
	}
	// Every place leads to the first quote there: under its own code, else
	// under any.
	var all []framework.Quote
	target := make(map[codebook.CodingID]string)
	for column := range m.Columns {
		for i, q := range m.At(row, column).Quotes {
			all = append(all, q)
			target[q.Coding.ID] = fmt.Sprintf("q-%d-%d-%d", row, column, i)
		}
	}
	for column := range m.Columns {
		v.Cells = append(v.Cells, viewOfCell(m, row, column, all, target))
	}
	if own {
		cell := viewOfMargin(m, row, framework.All, all, target)
		v.Own = &cell
	}
	everywhere.add(all, target)
	return v
}

// runsOf cuts a summary into its runs, with the quotes that its places lead to:
// under its own code, else under any.
func runsOf(m *framework.Matrix, summary string, code codebook.CodeID, all []framework.Quote, target map[codebook.CodingID]string) (list []runView) {
	for _, run := range framework.Runs(summary) {
		r := runView{Class: classes[run.Kind], Text: run.Text}
		if run.Kind == framework.Place || run.Kind == framework.KeyPlace {
			if ids, _ := framework.Evidence(run.Text, all, m.Tree.Under(code)); len(ids) > 0 {
				r.Target = target[ids[0]]
			}
		}
		list = append(list, r)
	}
	return list
}

// viewOfMargin is the summary of a whole case or of a whole column.
func viewOfMargin(m *framework.Matrix, row, column int, all []framework.Quote, target map[codebook.CodingID]string) cellView {
	v := cellView{Title: m.Title(column), Class: "margin"}
	if column != framework.All {
		theme, _ := m.Tree.Theme(m.Columns[column].ID)
		v.Theme = theme.Key
	}
	x := m.At(row, column)
	c := x.Cell
	if c == nil {
		return v
	}
	v.Empty, v.Comment = string(c.Empty), c.Comment
	v.Symbol, v.Label = c.Stance.Symbol(), m.Framework.StanceLabel(c.Stance)
	v.State = strings.Join(state(m, x), " · ")
	for _, t := range inMargin(c) {
		runs := runsOf(m, t.text, c.Code, all, target)
		if t.label == "" {
			v.Runs = runs
		} else {
			v.Below = append(v.Below, belowView{strings.TrimSpace(t.label), runs})
		}
	}
	return v
}

func viewOfCell(m *framework.Matrix, row, column int, all []framework.Quote, target map[codebook.CodingID]string) cellView {
	x, code := m.At(row, column), m.Columns[column]
	theme, _ := m.Tree.Theme(code.ID)
	v := cellView{Theme: theme.Key, Title: code.Title()}
	v.Open = m.Show == framework.ShowQuotes
	if m.Show.Numbers() {
		v.Number = wide(m, row, column)
	}
	runs := func(summary string) []runView { return runsOf(m, summary, code.ID, all, target) }
	if c := x.Cell; c != nil && m.Show == framework.ShowSummary {
		v.Empty, v.Comment = string(c.Empty), c.Comment
		v.Class, v.Symbol, v.Label = string(c.Stance), c.Stance.Symbol(), m.Framework.StanceLabel(c.Stance)
		v.State = strings.Join(state(m, x), " · ")
		v.Runs = runs(c.Summary)
	} else if len(x.Quotes) > 0 && len(x.Below) == 0 && m.Show == framework.ShowSummary {
		v.State = string(framework.NotCharted)
	}
	for i := range x.Below {
		if c := &x.Below[i]; m.Show == framework.ShowSummary && c.Summary != "" {
			below, _ := m.Tree.Code(c.Code)
			v.Below = append(v.Below, belowView{below.Title(), runs(c.Summary)})
		}
	}
	for _, q := range x.Quotes {
		facts, page := []string{}, pageText(q.Page)
		if page != "" {
			page = "p. " + page
		}
		for _, fact := range []string{q.Speaker, q.Clock, page, m.Who(&q)} {
			if fact != "" {
				facts = append(facts, fact)
			}
		}
		v.Quotes = append(v.Quotes, quoteView{
			ID: target[q.Coding.ID], Locator: q.Locator.String(), Words: q.Printed(),
			Facts: strings.Join(facts, " · "), Memo: q.Coding.Memo, Evidence: rests(x, q),
			Stance: string(q.Coding.Stance), Symbol: q.Coding.Stance.Symbol(),
		})
	}
	return v
}

// classes are the looks of a summary's runs.
var classes = map[framework.RunKind]string{
	framework.OwnWords: "own", framework.Remark: "remark", framework.Place: "place", framework.KeyPlace: "place",
}
