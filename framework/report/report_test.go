package report

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"flag"
	"iter"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"

	"framewise/codebook"
	"framewise/corpus"
	"framewise/corpus/decode"
	"framewise/corpus/decode/tabular"
	"framewise/framework"
)

var update = flag.Bool("update", false, "rewrite the golden files")

func seq[T any](items ...T) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		for _, item := range items {
			if !yield(item, nil) {
				return
			}
		}
	}
}

// study is invented, and as unkind as text can be.
func study(t *testing.T, v framework.View, more ...framework.Cell) *framework.Matrix {
	t.Helper()
	day := time.Date(2026, 5, 4, 9, 0, 0, 0, time.UTC)
	document := func(label string) corpus.Document {
		d := corpus.Document{ID: corpus.DocumentID(label), Label: label, Case: corpus.CaseID(label), Speakers: []corpus.Speaker{
			{Label: "I", Role: corpus.RoleInterviewer}, {Label: "P<b>", Role: corpus.RoleParticipant},
		}}
		for i := range 4 {
			d.Turns = append(d.Turns, corpus.Turn{
				Span: corpus.Span{Start: corpus.Pos(i * 100), End: corpus.Pos(i*100 + 90)}, Speaker: i % 2,
				Start: time.Duration(i) * time.Minute, Timed: true,
			})
		}
		return d
	}
	coding := func(id, doc string, turn int, code, quote string, stance codebook.Stance, key bool) codebook.Coding {
		start := corpus.Pos((turn - 1) * 100)
		return codebook.Coding{
			ID: codebook.CodingID(id), Code: codebook.CodeID(code), Coder: "cm", Stance: stance, Key: key,
			Anchor: corpus.Anchor{
				Document: corpus.DocumentID(doc), Span: corpus.Span{Start: start, End: start + 20}, Quote: quote,
			},
		}
	}
	cell := func(who, code, summary string, status framework.Status, stance codebook.Stance, evidence ...codebook.CodingID) framework.Cell {
		return framework.Cell{
			ID: framework.CellID(who + code), Case: corpus.CaseID(who), Code: codebook.CodeID(code), Summary: summary,
			Status: status, Stance: stance, Author: "cm", Evidence: evidence, Modified: day,
		}
	}
	hostile := cell("P02", "warmth", "=HYPERLINK(\"http://x\") </script><script>alert(1)</script>\n- *not* a _list_ | nor `code`",
		framework.Agreed, codebook.Negative)
	hostile.Comment, hostile.Reviewer = "<img src=x onerror=alert(2)>", "jr"
	notAsked, silent := cell("P10", "warmth", "", framework.Draft, ""), cell("P10", "time", "", framework.Draft, "")
	notAsked.Empty, silent.Empty = framework.NotAsked, framework.NothingSaid
	in := framework.Input{
		Project:   framework.Project{ID: "p", Name: "Peers & <others>", Language: "en"},
		Framework: framework.Framework{ID: "f", Name: "mine", Title: "Mine", Version: "2"},
		Codes: []codebook.Code{
			{ID: "care", Framework: "f", Key: "care", Number: "1", Name: "Care", Status: codebook.Active, Colour: "#4E79A7"},
			{ID: "warmth", Framework: "f", Key: "warm-th", Parent: "care", Number: "1.1", Name: "Warmth", Status: codebook.Active, Definition: `Being "met" <here>.`},
			{ID: "time", Framework: "f", Key: "warm_th", Parent: "care", Position: 1, Name: "Time", Status: codebook.Active},
			{ID: "other", Framework: "f", Key: "other", Position: 1, Name: "Time", Status: codebook.Active, Colour: "red}body{display:none"},
		},
		Cases: []corpus.Case{
			{ID: "P10", Label: "P10", Values: map[string]string{"age": "9", "code": "x"}},
			{ID: "P02", Label: "P02", Values: map[string]string{"age": "41", "site": "@north"}},
		},
		Attributes: []corpus.Attribute{
			{Name: "age", Type: corpus.NumberAttribute}, {Name: "site", Type: corpus.CategoryAttribute, Categories: []string{"south", "@north"}},
			{Name: "code", Type: corpus.TextAttribute},
		},
		Documents: []corpus.Document{document("P02"), document("P10")},
		Coders:    []codebook.Coder{{ID: "cm", Name: "Carla Mora", Initials: "CM"}, {ID: "jr", Name: "Julia Rojas", Initials: "JR"}},
		Cells: seq(append(more, hostile, notAsked, silent,
			cell("P02", "time", "Left “to *wait*” (P02:4*) [why?], see P02:9.", framework.Draft, codebook.Mixed, "wait"))...),
		Codings: seq(coding("met", "P02", 2, "warmth", "they met me </q>", codebook.Positive, false),
			coding("wait", "P02", 4, "time", "to wait\nand wait", "", true), coding("bread", "P10", 2, "other", "bread", "", false)),
	}
	m, err := framework.Build(in, v)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// summedUp are summaries in the margins of the study.
func summedUp() []framework.Cell {
	day := time.Date(2026, 5, 5, 9, 0, 0, 0, time.UTC)
	return []framework.Cell{
		{
			ID: "P02 in all", Case: "P02", Summary: "=Waits and is met (P02:2, P02:4*).", Exceptions: "Not <always>.",
			Status: framework.Agreed, Author: "cm", Reviewer: "jr", Modified: day, Evidence: []codebook.CodingID{"met", "wait"},
		},
		{
			ID: "warmth in all", Code: "warmth", Summary: "Few are met (P02:2).\n- *one*", Range: "From “met” to nothing.",
			Exceptions: "P10 (P10:2)", Comment: "thin", Stance: codebook.Mixed, Status: framework.Draft, Author: "cm", Modified: day,
		},
		{ID: "other in all", Code: "other", Empty: framework.NotAsked, Status: framework.Draft, Author: "cm", Modified: day},
	}
}

func write(t *testing.T, m *framework.Matrix, o Options) string {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, m, o); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestGolden(t *testing.T) {
	t.Parallel()
	grouped := framework.View{GroupBy: []string{"site"}}
	shows := func(show framework.Show) framework.View { return framework.View{Show: show} }
	for _, test := range []struct {
		name   string
		view   framework.View
		layout Layout
		only   Format
	}{
		{"long", framework.View{}, Long, ""}, {"wide", framework.View{}, Wide, ""},
		{"themes", framework.View{}, Themes, Markdown}, {"grouped", grouped, "", Markdown}, {"grouped", grouped, "", HTML},
		{"presence", shows(framework.ShowPresence), Wide, ""}, {"counts", shows(framework.ShowCounts), Wide, ""},
		{"counts-long", shows(framework.ShowCounts), Long, ""},
		{"quotes", shows(framework.ShowQuotes), Wide, ""}, {"quotes-long", shows(framework.ShowQuotes), Long, ""},
		{"quotes", shows(framework.ShowQuotes), "", HTML}, {"counts", shows(framework.ShowCounts), "", HTML},
		{"depth", framework.View{Depth: 1}, Long, ""}, {"depth-wide", framework.View{Depth: 1}, Wide, ""},
		{"depth", framework.View{Depth: 1}, "", HTML}, {"page", framework.View{}, "", HTML},
		{"margins", framework.View{}, Long, ""}, {"margins-wide", framework.View{}, Wide, ""},
		{"margins", framework.View{GroupBy: []string{"site"}}, "", HTML},
		{"margins-counts", shows(framework.ShowCounts), Wide, CSV}, // which have none
	} {
		var more []framework.Cell
		if strings.HasPrefix(test.name, "margins") {
			more = summedUp()
		}
		for _, f := range Formats {
			if test.only != "" && f != test.only || test.only == "" && f == HTML {
				continue
			}
			name := "matrix." + test.name + "." + string(f)
			t.Run(name, func(t *testing.T) {
				o := Options{f, test.layout}
				got := write(t, study(t, test.view, more...), o)
				if again := write(t, study(t, test.view, more...), o); again != got {
					t.Error("not the same twice")
				}
				path := filepath.Join("testdata", name)
				if *update {
					if err := os.WriteFile(path, []byte(got), 0o600); err != nil {
						t.Fatal(err)
					}
				}
				want, err := os.ReadFile(path)
				if err != nil {
					t.Fatal(err)
				}
				if diff := cmp.Diff(string(want), got); diff != "" {
					t.Errorf("(-want +got):\n%s", diff)
				}
			})
		}
	}
}

// TestTables reads the tables of numbers back as a statistics package does.
func TestTables(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		show framework.Show
		want [][]string
	}{
		{framework.ShowPresence, [][]string{
			{"case", "age", "site", "code", "care", "warm_th", "warm_th_2", "other"},
			{"P02", "41", "@north", "", "1", "1", "1", "0"},
			{"P10", "9", "", "x", "0", "", "0", "1"}, // not asked is missing, nothing said is not
		}},
		{framework.ShowCounts, [][]string{
			{"case", "age", "site", "code", "care", "warm_th", "warm_th_2", "other"},
			{"P02", "41", "@north", "", "2", "1", "1", "0"},
			{"P10", "9", "", "x", "0", "", "0", "1"},
		}},
	} {
		t.Run(string(test.show), func(t *testing.T) {
			content := write(t, study(t, framework.View{Show: test.show}), Options{CSV, Wide})
			read, err := tabular.Read(decode.File{Name: "m.csv", Content: []byte(content)}, tabular.Options{}, decode.DefaultLimits)
			if err != nil {
				t.Fatal(err)
			}
			got := [][]string{read.Table.Header}
			for _, r := range read.Table.Rows {
				var row []string
				for i := range read.Table.Header {
					row = append(row, r.Cell(i))
				}
				got = append(got, row)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
	for _, test := range []struct {
		show   framework.Show
		layout Layout
		list   string
		n      int
	}{
		{framework.ShowSummary, Long, "cells", 5}, {framework.ShowSummary, Wide, "rows", 2},
		{framework.ShowQuotes, Long, "quotes", 3}, {framework.ShowQuotes, Wide, "rows", 2},
		{framework.ShowCounts, Long, "numbers", 8}, {framework.ShowPresence, Wide, "rows", 2},
	} {
		var got map[string]any
		if err := json.Unmarshal([]byte(write(t, study(t, framework.View{Show: test.show}), Options{JSON, test.layout})), &got); err != nil {
			t.Fatal(err)
		}
		if list, _ := got[test.list].([]any); len(list) != test.n {
			t.Errorf("%s %s: %d %s", test.show, test.layout, len(list), test.list)
		}
	}
	if s := write(t, study(t, framework.View{}), Options{CSV, Long}); !strings.Contains(s, "\"'=HYPERLINK(") || !strings.Contains(s, ",'@north") {
		t.Errorf("a formula stays one:\n%s", s)
	}
}

// TestPage holds the page to what it promises: it loads nothing, runs nothing
// but its own script, and what people wrote is text.
func TestPage(t *testing.T) {
	t.Parallel()
	page := write(t, study(t, framework.View{}), Options{Format: HTML})
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	var text, policy strings.Builder
	ids := make(map[string]bool)
	var links, inline []string
	scripts := 0
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.TextNode && n.Parent.Data != "script" && n.Parent.Data != "style" {
			text.WriteString(n.Data)
		}
		for _, a := range n.Attr {
			switch {
			case a.Key == "id":
				if ids[a.Val] {
					t.Errorf("two elements have the id %s", a.Val)
				}
				ids[a.Val] = true
			case a.Key == "href":
				links = append(links, strings.TrimPrefix(a.Val, "#"))
			case a.Key == "src" || a.Key == "style" || strings.HasPrefix(a.Key, "on"):
				t.Errorf("<%s %s=%q>", n.Data, a.Key, a.Val)
			case a.Key == "content" && strings.HasPrefix(a.Val, "default-src"):
				policy.WriteString(a.Val)
			}
		}
		switch n.Data {
		case "script", "style":
			if n.Type == html.ElementNode {
				scripts++
				inline = append(inline, n.FirstChild.Data)
			}
		case "img", "link", "iframe", "object", "base":
			if n.Type == html.ElementNode {
				t.Errorf("a <%s>", n.Data)
			}
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
	}
	walk(root)
	for _, want := range []string{
		"</script><script>alert(1)</script>\n- *not* a _list_ | nor `code`", "[<img src=x onerror=alert(2)>]",
		"they met me </q>", "Peers & <others>", "P<b> · 0:01:00 · CM", "∅ not asked", "agreed · ▼ negative · Carla Mora · reviewed by Julia Rojas",
	} {
		if !strings.Contains(text.String(), want) {
			t.Errorf("no %q in the text:\n%s", want, text.String())
		}
	}
	if scripts != 2 {
		t.Errorf("%d styles and scripts", scripts)
	}
	for _, s := range inline {
		if !strings.Contains(policy.String(), "'"+digest(s)+"'") {
			t.Errorf("the policy %s does not allow what begins with %.60q", policy.String(), s)
		}
	}
	if strings.Contains(page, "display:none") || regexp.MustCompile(`https?://[^x]`).MatchString(page) {
		t.Error("a colour that is none, or an address")
	}
	if len(links) != 1 {
		t.Errorf("%d links, want that of the one place at which something is coded", len(links))
	}
	for _, id := range links {
		if !ids[id] {
			t.Errorf("a link leads to %s, which is not there", id)
		}
	}
}

func TestWriteRefuses(t *testing.T) {
	t.Parallel()
	for _, o := range []Options{{Format: "doc"}, {CSV, "tall"}, {HTML, Wide}, {CSV, Themes}, {JSON, Themes}} {
		if err := Write(new(bytes.Buffer), study(t, framework.View{}), o); !errors.Is(err, corpus.ErrInvalid) {
			t.Errorf("%v: %v", o, err)
		}
	}
	for name, want := range map[string]Format{"m.csv": CSV, "M.HTM": HTML, "a.b.md": Markdown, "m.json": JSON, "m.xlsx": "", "csv": ""} {
		if got, ok := FormatOf(name); got != want || ok != (want != "") {
			t.Errorf("%s: %q %v", name, got, ok)
		}
	}
}

// TestEmpty: a matrix without cases is written too.
func TestEmpty(t *testing.T) {
	t.Parallel()
	m, err := framework.Build(framework.Input{Cells: seq[framework.Cell](), Codings: seq[codebook.Coding]()}, framework.View{})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range Formats {
		if write(t, m, Options{Format: f}) == "" {
			t.Errorf("%s is empty", f)
		}
	}
}

// failing is a full disk.
type failing struct{}

func (failing) Write([]byte) (int, error) { return 0, errors.New("disk full") }

func TestFullDisk(t *testing.T) {
	t.Parallel()
	for _, f := range Formats {
		if err := Write(failing{}, study(t, framework.View{}), Options{Format: f}); err == nil {
			t.Errorf("%s: no error", f)
		}
	}
}

func TestPlain(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"1. one\n2) two\n- three\n  indented": "1\\. one\n2\\) two\n\\- three\nindented", "a*b_c|d<e>&": `a\*b\_c\|d&lt;e&gt;&amp;`,
		"12": "12", "1.1 Warmth": "1.1 Warmth", "3.": "3\\.", "": "", "# x": `\# x`,
	} {
		if got := plain(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
	if got := dressed("Felt “se*n” (P1:2)\n- and"); got != "Felt *“se\\*n”* (P1:2)\n\\- and" {
		t.Errorf("dressed: %q", got)
	}
}

// TestFormulas: no cell of any table runs in a spreadsheet.
func TestFormulas(t *testing.T) {
	t.Parallel()
	for _, start := range []string{"=", "+", "-", "@", "\t=", "\r="} {
		m := study(t, framework.View{})
		for row := range m.Rows {
			for column := range m.Columns {
				x := m.At(row, column)
				if x.Cell != nil {
					x.Cell.Summary, x.Cell.Comment, x.Cell.Rating = start+"cmd|1", start+"cmd|2", start+"cmd|3"
				}
				for i := range x.Quotes {
					x.Quotes[i].Coding.Anchor.Quote, x.Quotes[i].Speaker, x.Quotes[i].Coding.Memo = start+"cmd|4", start+"cmd|5", start+"cmd|6"
				}
			}
			m.Rows[row].Case.Values["site"] = start + "cmd|7"
		}
		m.Attributes[1].Name = start + "cmd|8"
		for i := range m.Columns {
			m.Columns[i].Number, m.Columns[i].Name = "", start+"cmd|9"
		}
		for _, show := range framework.Shows {
			m.Show = show
			for _, layout := range []Layout{Long, Wide} {
				content := write(t, m, Options{CSV, layout})
				r := csv.NewReader(strings.NewReader(strings.TrimPrefix(content, "\uFEFF")))
				records, err := r.ReadAll()
				if err != nil {
					t.Fatal(err)
				}
				for _, record := range records {
					for _, cell := range record {
						if cell != "" && strings.ContainsAny(cell[:1], "=+-@\t\r\n") {
							t.Errorf("%s %s has the cell %q", show, layout, cell)
						}
					}
				}
			}
		}
	}
}

func TestVariable(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"age": "age", "Género (auto)": "Genero_auto", "1st site": "v_1st_site", "self-care": "self_care", "…": "v", "": "v",
		"años": "anos", "年齢": "年齢", "_x_": "x", "a - b": "a_b",
		strings.Repeat("long ", 9): "long_long_long_long_long_long",
	} {
		if got := variable(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
	if got := distinct([]string{"a", "A", "a"}); cmp.Diff([]string{"a", "A_2", "a_3"}, got) != "" {
		t.Errorf("distinct: %q", got)
	}
}

// TestOutside: what a matrix leaves out is in none of the formats.
func TestOutside(t *testing.T) {
	t.Parallel()
	names, words := []string{"Carla", "Mora", "Julia", "Rojas", "(CM)", "P<b>", "P&lt;b&gt;"}, []string{"they met me", "to wait", "wait*", "bread"}
	whole := ""
	for _, show := range framework.Shows {
		for _, f := range Formats {
			for _, layout := range []Layout{Long, Wide} {
				if f == HTML {
					layout = ""
				}
				o := Options{f, layout}
				whole += write(t, study(t, framework.View{Show: show}), o)
				nameless := write(t, study(t, framework.View{Show: show, Nameless: true}), o)
				wordless := write(t, study(t, framework.View{Show: show, Wordless: true}), o)
				for _, secret := range names {
					if strings.Contains(nameless, secret) {
						t.Errorf("%s %v: %s", show, o, secret)
					}
				}
				for _, secret := range words {
					if strings.Contains(wordless, secret) {
						t.Errorf("%s %v: %s", show, o, secret)
					}
				}
			}
		}
	}
	for _, secret := range append(names, words...) {
		if !strings.Contains(whole, secret) && secret != "P<b>" {
			t.Errorf("%s is nowhere at all", secret)
		}
	}
}
