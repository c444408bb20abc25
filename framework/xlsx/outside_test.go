package xlsx_test

import (
	"fmt"
	"html"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"framewise/codebook"
	"framewise/corpus"
	"framewise/framework"
)

// confidential is the study with names wherever people write some; names are
// those, words what participants said.
func confidential() (s *study, names, words []string) {
	s = newStudy()
	s.in.Project.Name = "Walking beside, by Catalina Muñoz"
	s.in.Framework.Note = "after Diego's meeting"
	s.in.Codes[3].Definition = "Stories that frighten; see “so there's a third time” and ask Diego Soto."
	for i := range s.in.Documents {
		d := &s.in.Documents[i]
		d.Source = "Fernanda_" + d.Label + "_maria.docx"
		d.Speakers[0].Label = "Fernanda Paz"
		if len(d.Speakers) > 1 {
			d.Speakers[1].Label = "Marta"
		}
	}
	s.in.Attributes = append(s.in.Attributes, corpus.Attribute{
		Name: "Asked by", Type: corpus.CategoryAttribute, Categories: []string{"Fernanda Paz", "Diego Soto"}, Position: 3,
	}, corpus.Attribute{Name: "Street", Type: corpus.TextAttribute, Position: 4})
	for i := range s.in.Cases {
		s.in.Cases[i].Values["Asked by"], s.in.Cases[i].Values["Street"] = "Fernanda Paz", "Calle Larga"
		s.in.Cases[i].Note = "cousin of P07, met through Teresa"
	}
	s.cells[1].Comment, s.cells[4].Summary = "Catalina doubts it.", "Visits on a Sunday, when “nobody comes” (P01:57); Fernanda is surprised."
	s.cells[5].Summary = "Says they just changed him, like you change a light bulb (P01:60)." // no marks
	s.cells = append(s.cells,
		framework.Cell{ID: "whole", Case: "case-P05", Summary: "Hope, “I started to count in years again”; Fernanda agrees.",
			Range: "from “in weeks” to years", Status: framework.Draft, Author: "c1", Version: 1},
		framework.Cell{ID: "column", Code: "hope", Summary: "Most hope.", Exceptions: "P03: “that's a story they tell you”, says Marta.",
			Status: framework.Draft, Author: "c2", Version: 1})
	s.codes[0].Memo = "Diego laughs"
	for i := range s.codes {
		s.codes[i].Anchor.Before, s.codes[i].Anchor.After = "so I said to Teresa", "and Teresa said no"
	}
	names = []string{"Catalina", "Muñoz", "CM", "Diego", "Soto", "DS", "Fernanda", "Paz", "Marta", "maria", "Teresa", "Larga", "Moderadora",
		"kitchen table", "2025-09"}
	words = []string{"Teresa"}
	for _, c := range s.codes {
		list := strings.Fields(c.Anchor.Quote)
		for i := 0; i+5 <= len(list); i++ {
			words = append(words, strings.Join(list[i:i+5], " "))
		}
		if len(list) < 5 {
			words = append(words, c.Anchor.Quote)
		}
	}
	for _, c := range s.cells {
		words = append(words, framework.QuotedWords(c.Summary)...)
	}
	return s, names, append(words, "so there's a third time", s.in.Codes[2].Example)
}

var tag = regexp.MustCompile(`<[^>]*>`)

// leaks lists the secrets that any part of a file holds, as it stands or with
// its markup taken out.
func leaks(t *testing.T, data []byte, secrets []string) []string {
	t.Helper()
	var found []string
	for name, content := range parts(t, data) {
		texts := []string{name, html.UnescapeString(content), html.UnescapeString(tag.ReplaceAllString(content, "")),
			html.UnescapeString(tag.ReplaceAllString(content, " "))}
		for _, secret := range secrets {
			for _, text := range texts {
				if i := strings.Index(text, secret); i >= 0 && alone(text, i, len(secret)) {
					found = append(found, fmt.Sprintf("%s has %q: …%s…", name, secret, text[max(0, i-40):min(len(text), i+60)]))
					break
				}
			}
		}
	}
	return found
}

// alone tells whether a short secret is a word of its own and no piece of a
// hash.
func alone(text string, i, n int) bool {
	if n > 3 {
		return true
	}
	isWord := func(c byte) bool {
		return c == '_' || c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z'
	}
	return (i == 0 || !isWord(text[i-1])) && (i+n == len(text) || !isWord(text[i+n]))
}

// TestNothingLeaks unzips workbooks for outsiders and looks through every part:
// hidden sheets and columns, notes, properties, defined names, messages.
func TestNothingLeaks(t *testing.T) {
	t.Parallel()
	s, names, words := confidential()
	_, data := write(t, s.matrix(t, framework.View{}), options)
	if found := len(leaks(t, data, append(names, words...))); found < len(words) {
		t.Fatalf("only %d secrets are in the whole workbook: the test finds nothing", found)
	}
	attributes := []string{"Age", "Asked by"}
	for _, test := range []struct {
		name    string
		view    framework.View
		secrets []string
	}{
		{"names", framework.View{Nameless: true, Attributes: attributes}, names},
		{"names, in groups", framework.View{Nameless: true, Attributes: attributes, GroupBy: []string{"Asked by"}}, names},
		{"words", framework.View{Wordless: true}, words},
		{"words, quotes shown", framework.View{Wordless: true, Show: framework.ShowQuotes}, words},
		{"words, themes only", framework.View{Wordless: true, Depth: 1}, words},
		{"both, counted", framework.View{Nameless: true, Wordless: true, Show: framework.ShowCounts, Attributes: attributes},
			append(names, words...)},
		{"both, by consensus", framework.View{Nameless: true, Wordless: true, Consensus: true, Attributes: []string{}}, append(names, words...)},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			s, _, _ := confidential()
			for _, o := range []bool{false, true} {
				opt := options
				opt.Wide = o
				_, data := write(t, s.matrix(t, test.view), opt)
				for _, leak := range leaks(t, data, test.secrets) {
					t.Error(leak)
				}
				if got := told(t, s, read(t, data, readOptions)); len(got) > 0 {
					t.Errorf("nobody edited %q", got)
				}
			}
		})
	}
}

// What is written in a workbook for outsiders comes back; where words are left
// out, what was left out is no edit.
func TestEditsBehindMasks(t *testing.T) {
	t.Parallel()
	s, _, _ := confidential()
	_, data := write(t, s.matrix(t, framework.View{Wordless: true, Nameless: true}), options)
	f := open(t, data)
	const masked = "▲ +2 · Believes the peer worker where he doesn't believe the doctor, because he “…” (P01:14*). Is not looked at " +
		"as if he were “…” (P01:22). [said with some anger at the ward]\n✎ […] doubts it."
	var cell string
	for col := 'A'; col < 'Z'; col++ {
		if value(t, f, lived, string(col)+"2") == "1.1 Being believed ✎" {
			cell = string(col) + "3"
		}
	}
	if diff := cmp.Diff(masked, value(t, f, lived, cell)); diff != "" {
		t.Fatalf("%s (-want +got):\n%s", cell, diff)
	}
	e := editView(t, s, framework.View{Wordless: true, Nameless: true}, options, func(f *excelize.File) error {
		if err := f.SetCellValue("Framework", "E3", "Mine."); err != nil {
			return err
		}
		if err := f.SetCellValue("Cells", "H2", "draft"); err != nil {
			return err
		}
		return f.SetCellValue(lived, cell, strings.Replace(masked, "Believes", "Rather believes", 1))
	})
	for _, line := range e {
		if strings.HasPrefix(line, "code") || strings.HasPrefix(line, "problem") {
			t.Error(line)
		}
	}
	if len(e) != 2 {
		t.Errorf("read %q", e)
	}
	var out strings.Builder
	if err := f.SetCellValue(lived, cell, strings.Replace(masked, "Believes", "Rather believes", 1)); err != nil {
		t.Fatal(err)
	}
	if err := f.Write(&out); err != nil {
		t.Fatal(err)
	}
	got := read(t, []byte(out.String()), readOptions).Cells
	if len(got) != 1 {
		t.Fatalf("%d cells", len(got))
	}
	shown := got[0].Shown[framework.SummaryField]
	text, ok := framework.Restore(shown, *got[0].Summary, s.cells[1].Summary)
	if want := "Rather b" + s.cells[1].Summary[1:]; !ok || text != want {
		t.Errorf("restored %v (-want +got):\n%s", ok, cmp.Diff(want, text))
	}
	if got[0].Code != codebook.CodeID("credible") || got[0].Shown[framework.CommentField] != "[…] doubts it." {
		t.Errorf("%s: shown %q", got[0].Code, got[0].Shown)
	}
}
