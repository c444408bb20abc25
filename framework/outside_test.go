package framework

import (
	"fmt"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"

	"framewise/codebook"
	"framewise/corpus"
)

func TestMaskWords(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"Felt “seen” (P07:12*).":                    "Felt “…” (P07:12*).",
		"said \"yes\", «sí», „ja“ and ‹oui›":        "said “…”, “…”, “…” and “…”",
		"he didn't, the patients' view":             "he didn't, the patients' view",
		"said 'I don't know' and left":              "said “…” and left",
		"‘it’s over’, he says":                      "“…”, he says",
		"[she says “no” twice]":                     "[she says “…” twice]",
		"never closed “and so on\nnext line (P1:2)": "never closed “…”\nnext line (P1:2)",
		"a 5\" pipe":                 "a 5\" pipe",
		"cut “…” already, “ ” empty": "cut “…” already, “ ” empty",
		"“one”“two”":                 "“…”“…”",
		"":                           "",
		"“nested ‘inner’ words” stay out": "“…” stay out",
		"‚so‘ and 「はい」":                   "“…” and “…”",
	} {
		if got := maskWords(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

// FuzzMaskWords: between marks that are closed nothing stays, and places do.
func FuzzMaskWords(f *testing.F) {
	f.Add("Felt ", "seen")
	f.Add("it's “so” ", "x'y")
	f.Fuzz(func(t *testing.T, before, words string) {
		if strings.ContainsAny(before+words, "“”„\"«»‹›‘’‚'「」『』") || !strings.ContainsFunc(words, unicode.IsLetter) {
			return
		}
		if got, want := maskWords(before+"“"+words+"” (P07:12)"), before+MaskedWords+" (P07:12)"; got != want {
			t.Fatalf("%q, want %q", got, want)
		}
	})
}

func TestHeard(t *testing.T) {
	t.Parallel()
	h := heard{}
	h.hear("He came on a Sunday. Nobody comes on a Sunday, you know.")
	for in, want := range map[string]string{
		"Says nobody comes on a Sunday, so it counts (P01:57).": "Says “…”, so it counts (P01:57).",
		"He came on a Monday.":             "He came on a Monday.",
		"NOBODY COMES — on a sunday, YOU.": "“…”.",
		"on a Sunday":                      "on a Sunday",
	} {
		if got := h.mask(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

// secrets are an input full of what must not go out, and the words of it.
func secrets() (in Input, names, words []string) {
	in = study()
	in.Project = Project{ID: "p", Name: "A study by Catalina Muñoz"}
	in.Framework = Framework{ID: "f", Name: "f", Note: "after Diego's meeting"}
	in.Coders = []codebook.Coder{{ID: "A", Name: "Catalina Muñoz", Initials: "CM"}, {ID: "B", Name: "Diego Soto", Initials: "DS"}}
	in.Codes[1].Definition, in.Codes[1].Example = "What “plums taste like”; ask Diego.", "plums and cherries"
	for i := range in.Documents {
		in.Documents[i].Source, in.Documents[i].Date = "maria-perez.docx", "2025-03-04"
		in.Documents[i].Speakers[0].Label, in.Documents[i].Speakers[1].Label = "Fernanda", "MARTA"
	}
	in.Attributes = append(in.Attributes, corpus.Attribute{Name: "asked by", Type: corpus.CategoryAttribute, Categories: []string{"Diego Soto", "nobody"}, Position: 2})
	in.Cases[1].Values["asked by"], in.Cases[1].Note = "Diego Soto", "lives next to the school"
	in.Memos = []codebook.Memo{{ID: "m", Text: "Like my sister.", Author: "A"}}
	in.Cells = seq(
		Cell{ID: "cell", Case: "c2", Code: "x", Summary: "Marta says “plums are best” (P2:2), and that she was glad to see Fernanda again.",
			Comment: "Catalina: is it “plums”?", Status: Draft, Author: "A", Reviewer: "B"},
		Cell{ID: "whole", Case: "c2", Summary: "All about “plums”.", Range: "from “plums” to pears", Status: Draft, Author: "B"},
		Cell{ID: "column", Code: "x", Exceptions: "only she was glad to see it", Status: Draft, Author: "B"},
	)
	var all []codebook.Coding
	for c := range in.Codings {
		c.Anchor.Quote = "and she was glad to see the plums, Marta"
		c.Anchor.Before, c.Anchor.After, c.Memo = "before the plums", "after the cherries", "said to Fernanda"
		all = append(all, c)
	}
	in.Codings = seq(all...)
	return in, []string{"Catalina", "Muñoz", "CM", "Diego", "Soto", "DS", "Fernanda", "Marta", "MARTA", "maria-perez", "2025-03-04",
		"my sister", "next to the school"}, []string{"plums", "cherries", "she was glad to see"}
}

// TestOutside prints a matrix whole: what is left out is nowhere in it.
func TestOutside(t *testing.T) {
	t.Parallel()
	printed := func(v View) (string, *Matrix) {
		in, _, _ := secrets()
		m, err := Build(in, v)
		if err != nil {
			t.Fatal(err)
		}
		var b strings.Builder
		fmt.Fprintf(&b, "%+v %+v %+v %+v %+v %+v %+v %+v %+v %+v", m.Project, m.Framework, m.Tree.Codes(), m.Columns, m.Attributes,
			m.Header, m.Groups, m.Coders, m.Memos, m.Loose)
		cell := func(c *Cell) {
			if c != nil {
				fmt.Fprintf(&b, " %+v", *c)
			}
		}
		for r := range m.Rows {
			fmt.Fprintf(&b, " %+v", m.Rows[r])
			for c := range m.Columns {
				x := m.At(r, c)
				cell(x.Cell)
				fmt.Fprintf(&b, " %+v %+v", x.Quotes, x.Below)
			}
			cell(m.caseSummaries[r])
		}
		for _, c := range m.columnSummaries {
			cell(c)
		}
		return b.String(), m
	}
	_, names, words := secrets()
	whole, _ := printed(View{})
	for _, secret := range append(names, words...) {
		if !strings.Contains(whole, secret) {
			t.Errorf("the whole matrix lacks %q: the test finds nothing", secret)
		}
	}
	nameless, m := printed(View{Nameless: true, GroupBy: []string{"asked by"}})
	for _, secret := range names {
		if strings.Contains(nameless, secret) {
			t.Errorf("without names there is %q", secret)
		}
	}
	quotes := m.At(m.row("P2"), m.ColumnOf("x")).Quotes
	if got := quotes[0]; got.Speaker != "P2" || m.Who(&got) != "C2" || got.Coding.Anchor.Quote != "and she was glad to see the plums, […]" {
		t.Errorf("a quote without names: %+v", got)
	}
	for _, q := range m.Loose {
		if q.Coding.ID == "moderator" && q.Speaker != "interviewer" {
			t.Errorf("the moderator is %q", q.Speaker)
		}
	}
	if hidden, _ := printed(View{Nameless: true, Attributes: []string{"age"}}); strings.Contains(hidden, "north") {
		t.Error("an attribute that is not shown is there")
	}
	for _, v := range []View{{Wordless: true}, {Wordless: true, Depth: 1}} {
		wordless, m := printed(v)
		for _, secret := range words {
			if strings.Contains(wordless, secret) {
				t.Errorf("without words there is %q", secret)
			}
		}
		if v.Depth == 1 {
			continue
		}
		c := m.At(m.row("P2"), m.ColumnOf("x")).Cell
		if diff := cmp.Diff("Marta says “…” (P2:2), and that “…” Fernanda again.", c.Summary); diff != "" {
			t.Errorf("summary (-want +got):\n%s", diff)
		}
		if diff := cmp.Diff([]Field{SummaryField, CommentField}, m.Masked(c)); diff != "" {
			t.Errorf("masked (-want +got):\n%s", diff)
		}
		if got := m.At(m.row("P2"), m.ColumnOf("x")).Quotes; len(got) != 2 || got[0].Locator.String() != "P2:2" {
			t.Errorf("the places are gone: %+v", got)
		}
	}
	// What the store holds is as it was.
	in, _, _ := secrets()
	codes := in.Codes
	if _, err := Build(in, View{Wordless: true, Nameless: true}); err != nil {
		t.Fatal(err)
	}
	if codes[1].Example == "" || in.Attributes[2].Categories[0] != "Diego Soto" || in.Cases[1].Values["asked by"] != "Diego Soto" {
		t.Error("the input was changed")
	}
}

func (m *Matrix) row(label string) int {
	for r := range m.Rows {
		if m.Rows[r].Case.Label == label {
			return r
		}
	}
	return -1
}

func TestRestore(t *testing.T) {
	t.Parallel()
	const whole = "Felt “seen at last” (P07:12) and “very tired of it” (P07:30*), Ana says."
	const shown = "Felt “…” (P07:12) and “…” (P07:30*), […] says."
	for _, test := range []struct{ name, edited, want string }{
		{"nothing", shown + "  ", whole},
		{"a word beside the mask", "He felt “…” (P07:12) and “…” (P07:30*), […] says.", "He felt “seen at last” (P07:12) and “very tired of it” (P07:30*), Ana says."},
		{"more behind", shown + " [why?]", whole + " [why?]"},
		{"words between", "Felt “…” (P07:12), then “…” (P07:30*), […] says.", "Felt “seen at last” (P07:12), then “very tired of it” (P07:30*), Ana says."},
		{"a mask taken out", "Felt seen (P07:12) and “…” (P07:30*), […] says.", ""},
		{"masks changed round", "Felt “…” (P07:30*) and “…” (P07:12), […] says.", ""},
		{"one too many", shown + " “…”", ""},
		{"all new", "Tired.", ""},
		{"emptied", "", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			got, ok := Restore(shown, test.edited, whole)
			if got != test.want || ok != (test.want != "") {
				t.Errorf("%q, %v; want %q", got, ok, test.want)
			}
		})
	}
}
