package project

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"framewise/codebook"
	"framewise/corpus"
	"framewise/framework"
)

// described is a coded project whose cases have attributes of every type; P03
// has no document and no values.
func described(t *testing.T) *Project {
	t.Helper()
	p, ctx := coded(t), t.Context()
	table := `case,age,site,joined,schooling,paid
P01,34,North clinic,2026-03-30,primary,yes
P02,41.0,Región Sur,2026-04-15,secondary,no
P03,,,,,
P04,50,South,2026-05-01,primary,no
P05,51,South,2026-05-02,secondary,no
`
	must[CasesImported](t)(p.ImportCases(ctx, "cases.csv", []byte(table), "", nil))
	more := "document,paragraph,quote,code,coder\nP02,2,walked to the market,strengths-support,Rosa Muñoz\n"
	must[CodingsImported](t)(p.ImportCodings(ctx, "more.csv", []byte(more), ""))
	must[framework.Framework](t)(second(p, t))
	must[framework.Framework](t)(p.UseFramework(ctx, "watson", ""))
	return p
}

// second gives the project another framework.
func second(p *Project, t *testing.T) (framework.Framework, error) {
	content := `framework: recovery
title: Recovery
codes:
  - id: turning-point
    number: "9.9"
    name: Turning point
`
	fw, _, err := p.ImportFramework(t.Context(), "recovery.yaml", []byte(content))
	return fw, err
}

func TestSearchFilters(t *testing.T) {
	t.Parallel()
	p := described(t)
	love, found := "", false
	_, tree, err := p.Framework(t.Context(), "watson")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range tree.Codes() {
		if c.Key == "love-labour" {
			love, found = c.Name, true
		}
	}
	if !found {
		t.Fatal("watson has no love-labour")
	}
	for _, test := range []struct {
		name, query string
		want        []string
	}{
		{"attribute of turns that are not coded", "age>=40 market", []string{"P02:2"}},
		{"word of another case", "age<40 market", nil},
		{"attribute after the word", "anybody age:34", []string{"P01:4"}},
		{"number written otherwise", "age:41 sunday", []string{"P02:4"}},
		{"range", "age:30..35 well", []string{"P01:2"}},
		{"nobody has the value", "age:99 well", nil},
		{"not those with the value", "(meet OR visits) -age:34", []string{"P02:1"}},
		{"nobody to leave out", "meet -age:99", []string{"P01:1"}},
		{"either", "(age:34 OR site:sur) visits", nil},
		{"accents", `site:"region sur" visits`, []string{"P02:1"}},
		{"beginning", "site:nor* meet", []string{"P01:1"}},
		{"letter case", "SITE:NORTH* meet", []string{"P01:1"}},
		{"date", "joined:2026-03-30 meet", []string{"P01:1"}},
		{"date as people write it", "joined:15/04/2026 visits", []string{"P02:1"}},
		{"month", "joined:2026-04 visits", []string{"P02:1"}},
		{"since a month", "joined>=2026-04 (visits OR meet)", []string{"P02:1"}},
		{"order of a category", "schooling>primary (visits OR meet)", []string{"P02:1"}},
		{"range of a category", "schooling:primary..primary (visits OR meet)", []string{"P01:1"}},
		{"boolean", "paid:true (visits OR meet)", []string{"P01:1"}},
		{"attribute among quotes", "coder:CM age>40", []string{"P02:2", "P02:4"}},
		{"attribute and case", "case:p02 age:41 visits", []string{"P02:1"}},

		{"code by number", "code:" + number(t, tree.Codes(), "lived-experience"), []string{"P01:4*", "P01:6"}},
		{"code by name", `code:"` + love + `" sundays`, []string{"P02:4"}},
		{"code with its framework", "code:watson:love-labour sundays", []string{"P02:4"}},
		{"code in capitals", "code:LOVE-labour sundays", []string{"P02:4"}},
		{"code of another framework", `code:"turning point"`, nil},
		{"beginning of a code", "code:lov* sundays", []string{"P02:4"}},
		{"coder in small letters", "coder:jr", []string{"P01:6"}},
		{"coder by name", `coder:"rosa munoz" market`, []string{"P02:2"}},
		{"sign of a stance", "stance:− sundays", []string{"P02:4"}},
		{"another word for a stance", "stance:bad sundays", []string{"P02:4"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			r := must[SearchResult](t)(p.Search(t.Context(), test.query, SearchOptions{}))
			var got []string
			for _, f := range r.Found {
				got = append(got, f.Locator.String())
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("%s (-want +got):\n%s", test.query, diff)
			}
		})
	}
}

func TestSearchUnknownValues(t *testing.T) {
	t.Parallel()
	p := described(t)
	for _, test := range []struct {
		name, query string
		kind        error
		says, hint  string
	}{
		{"code", "code:love-labor", corpus.ErrNotFound, `no code "love-labor"`, "love-labour"},
		{"code of the other framework", "code:turning-poin", corpus.ErrNotFound, "no code", "turning-point"},
		{"code not under that framework", "code:watson:turning-point", corpus.ErrNotFound, "no code", ""},
		{"framework of a code", "code:wattson:love-labour", corpus.ErrNotFound, `no framework "wattson"`, "watson"},
		{"case", "case:P2", corpus.ErrNotFound, `no case "P2"`, "P02"},
		{"case left out", "well -case:P2", corpus.ErrNotFound, `no case "P2"`, "P02"},
		{"coder", "coder:XX", corpus.ErrNotFound, `no coder "XX"`, "CM"},
		{"coder's name", `coder:"Rosa Munos"`, corpus.ErrNotFound, "no coder", "Rosa Muñoz"},
		{"stance", "stance:sad", corpus.ErrInvalid, `"sad" is not a stance`, "positive, negative"},
		{"number", "age>>3", corpus.ErrInvalid, "age is a number", ""},
		{"end of a range", "age:30..old", corpus.ErrInvalid, "age is a number", ""},
		{"date", "joined<soon", corpus.ErrInvalid, "joined is a date", "2026-04-30"},
		{"category", "schooling:primery", corpus.ErrInvalid, "not a category", "primary"},
		{"boolean has no order", "paid>yes", corpus.ErrInvalid, "paid has no order", "paid:yes"},
		{"text has no order", "site>North", corpus.ErrInvalid, "neither a number nor a date", "site:"},
		{"case has no order", "case>P01", corpus.ErrInvalid, "case has no order", "case:"},
		{"created", "created>soon", corpus.ErrInvalid, "created is a date", "2026-04"},
		{"kind", "kind:note", corpus.ErrInvalid, `no kind "note"`, "memo"},
		{"attribute", "aje:34", corpus.ErrInvalid, `no field or attribute "aje"`, "age:34"},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, err := p.Search(t.Context(), test.query, SearchOptions{})
			var e *corpus.Error
			if !errors.Is(err, test.kind) || !errors.As(err, &e) {
				t.Fatalf("%s: error %v, want %v", test.query, err, test.kind)
			}
			if !strings.Contains(e.Error(), test.says) || !strings.Contains(e.Advice, test.hint) {
				t.Errorf("%s: %q with hint %q, want %q with %q", test.query, e.Error(), e.Advice, test.says, test.hint)
			}
		})
	}
}

func number(t *testing.T, codes []codebook.Code, key string) string {
	t.Helper()
	for _, c := range codes {
		if c.Key == key && c.Number != "" {
			return c.Number
		}
	}
	t.Fatalf("no numbered code %s", key)
	return ""
}

// TestSearchPutBack searches a project whose database was put back from a copy,
// beside an index that has seen more than there is.
func TestSearchPutBack(t *testing.T) {
	t.Parallel()
	p := coded(t)
	ctx, dir := t.Context(), p.Dir()
	reopen := func(between func()) {
		t.Helper()
		if err := p.Close(); err != nil {
			t.Fatal(err)
		}
		between()
		p = must[*Project](t)(Open(ctx, dir, Options{Actor: "CM", Now: day}))
		t.Cleanup(func() { p.Close() })
	}
	total := func(query string) int {
		t.Helper()
		r := must[SearchResult](t)(p.Search(ctx, query, SearchOptions{}))
		if r.Warning != "" {
			t.Errorf("%s: %s", query, r.Warning)
		}
		return r.Total
	}
	database := filepath.Join(dir, DatabaseName)
	var kept []byte
	reopen(func() { kept = must[[]byte](t)(os.ReadFile(database)) })
	if total("sundays") != 1 {
		t.Fatal("nobody speaks of Sundays")
	}
	later := text("P03.txt", "I: And then?\nP03: On Sundays we sang.\n")
	if _, err := p.Import(ctx, []Source{later}, ImportOptions{}, nil); err != nil {
		t.Fatal(err)
	}
	if n := total("sundays"); n != 2 {
		t.Errorf("%d finds, want 2", n)
	}
	reopen(func() {
		if err := os.WriteFile(database, kept, 0o600); err != nil {
			t.Fatal(err)
		}
	})
	if n := total("sundays"); n != 1 {
		t.Errorf("put back: %d finds, want 1", n)
	}
}

// TestSearchBesideReaders searches in two processes at once, as it were.
func TestSearchBesideReaders(t *testing.T) {
	t.Parallel()
	p := coded(t)
	ctx := t.Context()
	if err := p.Index(ctx, nil); err != nil {
		t.Fatal(err)
	}
	if err := p.Close(); err != nil {
		t.Fatal(err)
	}
	for range 3 {
		p := must[*Project](t)(Open(ctx, p.Dir(), Options{Actor: "CM", Now: day}))
		defer p.Close()
		for _, query := range []string{"sundays", "coder:CM"} {
			if r := must[SearchResult](t)(p.Search(ctx, query, SearchOptions{})); r.Total == 0 || r.Warning != "" {
				t.Errorf("%s: %d finds, %s", query, r.Total, r.Warning)
			}
		}
	}
}

// A search by attribute sees what a case was given a moment ago, and what an
// undo took from it, though the cases are remembered between searches.
func TestSearchAfterCaseChanged(t *testing.T) {
	t.Parallel()
	p, ctx := described(t), t.Context()
	quotes := func() int {
		t.Helper()
		return must[SearchResult](t)(p.Search(ctx, "age<30", SearchOptions{Quotes: true})).Total
	}
	if n := quotes(); n != 0 {
		t.Fatalf("%d quotes of somebody under thirty", n)
	}
	must[corpus.Case](t)(p.SetCase(ctx, "P02", map[string]string{"age": "22"}))
	if n := quotes(); n == 0 {
		t.Error("the new age of P02 is not seen")
	}
	if _, err := p.Undo(ctx, 0); err != nil {
		t.Fatal(err)
	}
	if n := quotes(); n != 0 {
		t.Errorf("%d quotes of somebody under thirty after the undo", n)
	}
}
