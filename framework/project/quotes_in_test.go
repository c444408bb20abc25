package project

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"framewise/codebook"
	"framewise/framework"
	"framewise/framework/xlsx"
)

// translated is a project with an interview and its translation, coded in the
// original; one quote is charted, one is not.
func translated(t *testing.T) *Project {
	t.Helper()
	ctx := t.Context()
	p := must[*Project](t)(Init(ctx, t.TempDir(), "Pares", "es", Options{Actor: "CM", Now: day}))
	t.Cleanup(func() {
		if err := p.Close(); err != nil {
			t.Error(err)
		}
	})
	must[framework.Framework](t)(p.UseFramework(ctx, "watson", ""))
	es := "E: ¿Cómo la conoció usted?\nP: En el centro, un día jueves, yo no estaba bien, no.\nE: ¿Y después?\nP: Ella me dijo que también había pasado por eso.\n"
	en := "E: How did you meet her?\nP: At the centre, one Thursday, I was not well, no.\nE: And then?\nP: She told me that she had been through it too.\n"
	must[[]Imported](t)(p.Import(ctx, []Source{text("P03.es.txt", es), text("P03.en.txt", en)}, ImportOptions{}, nil))
	for code, words := range map[string]string{"lived-experience": "Ella me dijo", "love-labour": "yo no estaba bien"} {
		must[framework.Quote](t)(p.AddCoding(ctx, NewCoding{Document: "P03.es", Quote: words, Code: code, Stance: "positive"}))
	}
	chart(t, p, "P03", "lived-experience", "She had been there (P03:4).")
	return p
}

// TestMatrixImportInTranslation: a workbook whose quotes are printed in another
// language than they were coded in comes back as any other.
func TestMatrixImportInTranslation(t *testing.T) {
	t.Parallel()
	for _, v := range []MatrixView{
		{QuotesIn: "es"}, {QuotesIn: framework.QuotesInBoth}, {QuotesIn: framework.QuotesInOriginal},
		{QuotesIn: framework.QuotesInBoth, Show: framework.ShowQuotes}, {QuotesIn: "es", Depth: 1},
	} {
		p, ctx := translated(t), t.Context()
		var b bytes.Buffer
		if err := p.ExportMatrix(ctx, &b, v, xlsx.Options{}); err != nil {
			t.Fatal(err)
		}
		before := must[int](t)(revision(p))
		r := must[MatrixImported](t)(p.ImportMatrix(ctx, "m.xlsx", b.Bytes(), MatrixImportOptions{Resolve: framework.Theirs}))
		if len(r.Changes) > 0 || len(r.Problems) > 0 || must[int](t)(revision(p)) != before {
			t.Fatalf("%+v: nobody edited it: %+v", v, r)
		}
		edited := retyped(t, b.Bytes(), "▲ works as support</t></is></c><c", "▼ works against</t></is></c><c")
		must[MatrixImported](t)(p.ImportMatrix(ctx, "m.xlsx", edited, MatrixImportOptions{}))
		codings := must[[]CodingView](t)(p.Codings(ctx, CodingsWanted{}))
		if len(codings) != 2 || codings[0].Coding.Stance != codebook.Negative || codings[1].Coding.Stance != codebook.Negative {
			t.Errorf("%+v: the marks of quotes did not come back: %+v", v, codings)
		}
		verified(t, p)
	}
}

func TestSearchQuotesIn(t *testing.T) {
	t.Parallel()
	p, ctx := translated(t), t.Context()
	for _, test := range []struct {
		query    string
		in       framework.QuotesIn
		printed  string
		language string
		marked   bool
	}{
		{"jueves", "", "En el centro, un día jueves, yo no estaba bien, no.", "es", true},
		{"jueves", "en", "At the centre, one Thursday, I was not well, no.", "en", false},
		{"jueves", framework.QuotesInBoth, "En el centro, un día jueves, yo no estaba bien, no.", "es", true},
		{"Thursday", framework.QuotesInOriginal, "En el centro, un día jueves, yo no estaba bien, no.", "es", false},
		{"code:love-labour", "en", "At the centre, one Thursday, I was not well, no.", "en", false},
		{"code:love-labour", "", "yo no estaba bien", "es", false},
	} {
		r := must[SearchResult](t)(p.Search(ctx, test.query, SearchOptions{QuotesIn: test.in}))
		if len(r.Found) != 1 {
			t.Fatalf("%s in %q: %+v", test.query, test.in, r)
		}
		f := r.Found[0]
		if f.Text != test.printed || f.Language != test.language || (len(f.Matches) > 0) != test.marked {
			t.Errorf("%s in %q: %q (%s), matches %v", test.query, test.in, f.Text, f.Language, f.Matches)
		}
		if beside := f.Quote.Beside().Text; (beside != "") != (test.in == framework.QuotesInBoth) || beside != "" && !strings.Contains(beside, "Thursday") {
			t.Errorf("%s in %q: beside it %q", test.query, test.in, beside)
		}
	}
	if _, err := p.Search(ctx, "jueves", SearchOptions{QuotesIn: "fr"}); !isNotFound(err) {
		t.Errorf("a language that nobody speaks: %v", err)
	}
}

// TestShowQuotesIn prints what is in the margin of a transcript.
func TestShowQuotesIn(t *testing.T) {
	t.Parallel()
	p, ctx := translated(t), t.Context()
	view := must[DocumentView](t)(p.Show(ctx, "P03.en"))
	if len(view.Across) != 2 {
		t.Fatalf("across: %+v", view.Across)
	}
	quotes := []*framework.Quote{&view.Across[0].Quote, &view.Across[1].Quote}
	if err := p.PrintQuotes(ctx, "en", quotes...); err != nil {
		t.Fatal(err)
	}
	said := []string{quotes[0].Said(), quotes[1].Said()}
	if slices.Sort(said); said[1] != "“She told me that she had been through it too.”" {
		t.Errorf("said: %q", said)
	}
	if err := p.PrintQuotes(ctx, "fr", quotes...); !isNotFound(err) {
		t.Errorf("a language that nobody speaks: %v", err)
	}
}
