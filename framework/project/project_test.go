package project

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"framewise/codebook"
	"framewise/corpus"
	"framewise/corpus/search"
	"framewise/framework"
	"framewise/framework/audit"
	"framewise/framework/xlsx"
)

// The study of these tests is invented, as all of them are.
const (
	interview1 = `I: How did you meet her?
P: At the centre, a Thursday. I was not well, no, not well at all.
I: And then?
P: She said she had been there too. That was the first time anybody told me that.
I: What did that mean for you?
P: That one can get out. But also… I compared myself, and I was not her.
`
	interview2 = `I: Tell me about the visits.
P: He came on Tuesdays. We walked to the market and he waited with me in the queue.
I: And what was not so good?
P: He never came on a Sunday, and Sundays are long.
`
	codings = `document,paragraph,quote,code,coder,stance,key,memo
P01,4,She said she had been there too,lived-experience,CM,positive,yes,
P01,6,I compared myself,lived-experience,JR,negative,,a painful mirror
P02,2,He came on Tuesdays. … he waited with me,love-labour,CM,+,,
P02,4,Sundays are long,love-labour,CM,-,,
`
)

func day() time.Time { return time.Date(2026, 5, 4, 9, 0, 0, 0, time.UTC) }

func open(t *testing.T) *Project {
	t.Helper()
	p, err := Init(t.Context(), t.TempDir(), "Peers", "en", Options{Actor: "Catalina Muñoz", Now: day})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := p.Close(); err != nil {
			t.Error(err)
		}
	})
	return p
}

func text(name, content string) Source {
	return Source{Name: name, Read: func() ([]byte, error) { return []byte(content), nil }}
}

func must[T any](t *testing.T) func(T, error) T {
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

// coded is a project with two interviews, coded.
func coded(t *testing.T) *Project {
	t.Helper()
	p, ctx := open(t), t.Context()
	must[framework.Framework](t)(p.UseFramework(ctx, "watson", ""))
	must[[]Imported](t)(p.Import(ctx, []Source{text("P01.txt", interview1), text("P02.txt", interview2)}, ImportOptions{}, nil))
	r := must[CodingsImported](t)(p.ImportCodings(ctx, "codings.csv", []byte(codings), ""))
	if r.Added != 4 {
		t.Fatalf("added %d codings: %+v", r.Added, r.Problems)
	}
	return p
}

func verified(t *testing.T, p *Project) {
	t.Helper()
	if err := p.Verify(context.WithoutCancel(t.Context()), func(err error) { t.Error(err) }); err != nil {
		t.Error(err)
	}
}

func TestMainJob(t *testing.T) {
	t.Parallel()
	p, ctx := coded(t), t.Context()

	view := must[DocumentView](t)(p.Show(ctx, "P01"))
	if len(view.Turns) != 6 || len(view.Codings) != 2 || len(view.Cases) != 1 || view.Cases[0].Label != "P01" {
		t.Errorf("P01 has %d turns, %d codings, cases %v", len(view.Turns), len(view.Codings), view.Cases)
	}
	if speaker, ok := view.SpeakerAt(1); !ok || speaker.Role != corpus.RoleInterviewer {
		t.Errorf("the first speaker is %+v, want the interviewer", speaker)
	}

	summary := "Met someone who “had been there too” (P01:4*), yet compared herself (P01:6)."
	stance, status := codebook.Mixed, framework.Reviewed
	charted, err := p.SetCell(ctx, "P01", "lived-experience", CellEdit{Summary: &summary, Stance: &stance, Status: &status})
	if err != nil || len(charted.Stale) > 0 || len(charted.Cell.Evidence) != 2 {
		t.Fatalf("%+v, %v", charted, err)
	}
	before := must[int](t)(revision(p))
	if _, err := p.SetCell(ctx, "P01", "lived-experience", CellEdit{Summary: &summary}); err != nil {
		t.Fatal(err)
	}
	if after := must[int](t)(revision(p)); after != before {
		t.Errorf("charting the same again made act %d", after)
	}

	var first, second bytes.Buffer
	for _, b := range []*bytes.Buffer{&first, &second} {
		if err := p.ExportMatrix(ctx, b, MatrixView{}, xlsx.Options{}); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(first.Bytes(), second.Bytes()) {
		t.Error("two exports of one revision differ")
	}
	verified(t, p)
}

func revision(p *Project) (int, error) {
	events, err := p.Log(context.Background())
	return len(events), err
}

func TestImport(t *testing.T) {
	t.Parallel()
	p, ctx := open(t), t.Context()
	results, err := p.Import(ctx, []Source{
		text("P01.txt", interview1), text("empty.txt", ""), text("same.txt", interview1), text("P02.txt", interview2),
		{Name: "gone.txt", Read: func() ([]byte, error) { return nil, os.ErrNotExist }},
	}, ImportOptions{}, nil)
	if !errors.Is(err, ErrPartly) {
		t.Errorf("error %v, want partly done", err)
	}
	if len(results) != 5 || results[1].Err == nil || results[2].Known != "P01" || results[4].Err == nil {
		t.Fatalf("results %+v", results)
	}
	documents := must[[]corpus.Document](t)(p.Documents(ctx))
	if len(documents) != 2 || documents[1].Label != "P02" {
		t.Errorf("documents %+v", documents)
	}
	undone, err := p.Undo(ctx, 0)
	if err != nil || len(undone) != 2 {
		t.Fatalf("undone %v, %v: want both files", undone, err)
	}
	if documents := must[[]corpus.Document](t)(p.Documents(ctx)); len(documents) != 0 {
		t.Errorf("after undo there are %d documents", len(documents))
	}
	if _, err := p.Redo(ctx); err != nil {
		t.Fatal(err)
	}
	if documents := must[[]corpus.Document](t)(p.Documents(ctx)); len(documents) != 2 {
		t.Errorf("after redo there are %d documents", len(documents))
	}
	verified(t, p)
}

func TestTranslation(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	p := must[*Project](t)(Init(ctx, t.TempDir(), "Peers", "", Options{Actor: "CM", Now: day}))
	defer p.Close()
	es := "E: ¿Cómo la conoció usted?\nP: En el centro, un día jueves, yo no estaba bien, no.\nE: ¿Y después?\nP: Ella me dijo que también había pasado por eso.\n"
	en := "E: How did you meet her?\nP: At the centre, one Thursday, I was not well, no.\nE: And then?\nP: She told me that she had been through it too.\n"
	must[[]Imported](t)(p.Import(ctx, []Source{text("P03.es.txt", es), text("P03.en.txt", en)}, ImportOptions{}, nil))
	documents := must[[]corpus.Document](t)(p.Documents(ctx))
	if len(documents) != 2 || documents[0].Label != "P03" || documents[1].Label != "P03" ||
		documents[1].TranslationOf != documents[0].ID || documents[1].Language != "en" {
		t.Fatalf("documents %+v", documents)
	}
	view := must[DocumentView](t)(p.Show(ctx, "P03.en"))
	if view.Language != "en" {
		t.Errorf("P03.en shows the document in %s", view.Language)
	}

	// The original is the one in the project's language, whichever came first.
	spanish := must[*Project](t)(Init(ctx, t.TempDir(), "Pares", "es", Options{Actor: "CM", Now: day}))
	defer spanish.Close()
	must[[]Imported](t)(spanish.Import(ctx, []Source{text("P03.en.txt", en), text("P03.es.txt", es)}, ImportOptions{}, nil))
	documents = must[[]corpus.Document](t)(spanish.Documents(ctx))
	if len(documents) != 2 || documents[0].Language != "es" || documents[1].TranslationOf != documents[0].ID {
		t.Fatalf("documents %+v", documents)
	}
	verified(t, spanish)
}

// TestLegacyEncoding reads a text that is not Unicode as texts in the
// project's language are written.
func TestLegacyEncoding(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	// Hebrew and Russian in their old encodings: in any other they are no words.
	hebrew := "\xee\xf8\xe0\xe9\xe9\xef: \xee\xe4 \xf9\xec\xe5\xee\xea \xe4\xe9\xe5\xed?\n" +
		"\xee\xf8\xe5\xe0\xe9\xe9\xef: \xe8\xe5\xe1, \xfa\xe5\xe3\xe4.\n"
	russian := "\xc8: \xca\xe0\xea \xe4\xe5\xeb\xe0 \xf1\xe5\xe3\xee\xe4\xed\xff?\n\xd0: \xd5\xee\xf0\xee\xf8\xee, \xf1\xef\xe0\xf1\xe8\xe1\xee.\n"
	p := must[*Project](t)(Init(ctx, t.TempDir(), "Study", "he", Options{Actor: "CM", Now: day}))
	defer p.Close()
	results := must[[]Imported](t)(p.Import(ctx, []Source{text("P01.txt", hebrew), text("P02.ru.txt", russian)}, ImportOptions{}, nil))
	for i, want := range []struct{ said, warn string }{
		{"מה שלומך היום?", "read as windows-1255, as texts in the language he may be written"},
		{"Как дела сегодня?", "read as windows-1251, as texts in the language ru may be written"},
	} {
		view := must[DocumentView](t)(p.Show(ctx, results[i].Labels[0]))
		if !strings.Contains(view.Text.String(), want.said) || !strings.Contains(strings.Join(results[i].Warnings, "; "), want.warn) {
			t.Errorf("got %q with warnings %q, want %+v", view.Text.String(), results[i].Warnings, want)
		}
	}
	english := must[*Project](t)(Init(ctx, t.TempDir(), "Study", "en", Options{Actor: "CM", Now: day}))
	defer english.Close()
	results, err := english.Import(ctx, []Source{text("P01.txt", hebrew)}, ImportOptions{}, nil)
	if err == nil || len(results) != 1 || !strings.Contains(results[0].Err.Error(), "its encoding can't be guessed") {
		t.Errorf("got %+v and %v", results, err)
	}
}

func TestImportCodingsProblems(t *testing.T) {
	t.Parallel()
	p, ctx := coded(t), t.Context()
	table := `document,quote,code,coder,paragraph
P01,nobody ever said this,lived-experience,CM,
P01,not well,lived-experience,CM,
P01,not well,lived-experience,CM,2
P01,She said she had been there too,lived-experience,CM,
P09,x,lived-experience,CM,
P01,get out,lived-experiense,CM,
P01,That one can get out.,love-labour,CM,2
P01,That one can get out.,love-labour,CM,99
`
	r, err := p.ImportCodings(ctx, "more.csv", []byte(table), "")
	if !errors.Is(err, ErrPartly) {
		t.Errorf("error %v, want partly done", err)
	}
	var got []string
	for _, problem := range r.Problems {
		got = append(got, problem.Message+" / "+problem.Hint)
	}
	want := []string{
		"the quote does not occur in the text / ",
		"the quote occurs 2 times / name the paragraph it is from",
		`there is no document "P09" / did you mean P01?`,
		`there is no code "lived-experiense" / did you mean lived-experience?`,
		"found at P01:6, not where the row says / ",
		"P01 has 6 paragraphs, and the row names the 99th / ",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("problems (-want +got):\n%s", diff)
	}
	if r.Added != 2 || r.Known != 1 {
		t.Errorf("added %d, known %d, want 2 and 1", r.Added, r.Known)
	}
	if r.Problems[0].Row != 2 {
		t.Errorf("the first problem is in row %d, want 2", r.Problems[0].Row)
	}
	verified(t, p)
}

func TestCodingsRoundTrip(t *testing.T) {
	t.Parallel()
	p, ctx := coded(t), t.Context()
	var out bytes.Buffer
	if n, err := p.ExportCodings(ctx, &out, CodingsWanted{}); err != nil || n != 4 {
		t.Fatal(n, err)
	}
	r := must[CodingsImported](t)(p.ImportCodings(ctx, "back.csv", out.Bytes(), ""))
	if r.Added != 0 || r.Known != 4 {
		t.Errorf("read back: %d added, %d known:\n%s", r.Added, r.Known, out.String())
	}
	views := must[[]CodingView](t)(p.Codings(ctx, CodingsWanted{Code: "lived-experience", Coder: "JR"}))
	if len(views) != 1 || views[0].CaseLabel != "P01" || views[0].Quote.Coding.Memo != "a painful mirror" {
		t.Errorf("views %+v", views)
	}
	id := string(views[0].Coding.ID)
	if err := p.RemoveCodings(ctx, id[len(id)-8:]); err != nil {
		t.Fatal(err)
	}
	if views := must[[]CodingView](t)(p.Codings(ctx, CodingsWanted{})); len(views) != 3 {
		t.Errorf("%d codings after removing one", len(views))
	}
}

func TestCodes(t *testing.T) {
	t.Parallel()
	p, ctx := coded(t), t.Context()
	tree := func() *codebook.Tree {
		_, tree, err := p.Framework(ctx, "")
		if err != nil {
			t.Fatal(err)
		}
		return tree
	}
	keys := func(codes []codebook.Code) string {
		var keys []string
		for _, c := range codes {
			keys = append(keys, c.Key)
		}
		return strings.Join(keys, " ")
	}
	added, err := p.AddCode(ctx, "mirror", "A painful mirror", "lived-experience", CodeEdit{})
	if err != nil {
		t.Fatal(err)
	}
	if added.Number != "1.1" || added.Origin != codebook.Inductive {
		t.Errorf("added %+v", added)
	}
	parent, err := tree().Find("lived-experience")
	if err != nil {
		t.Fatal(err)
	}
	if got := keys(tree().Children(parent.ID)); got != "mirror lived-experience-other" {
		t.Errorf("children %q: a new code goes before Other", got)
	}
	name := "The mirror"
	if err := p.EditCode(ctx, "mirror", CodeEdit{Name: &name}); err != nil {
		t.Fatal(err)
	}
	if err := p.MoveCode(ctx, "mirror", "love-labour", 1); err != nil {
		t.Fatal(err)
	}
	if err := p.MoveCode(ctx, "love-labour", "mirror", 0); !errors.Is(err, corpus.ErrInvalid) {
		t.Errorf("a code went below itself: %v", err)
	}
	moved, _, err := p.MergeCode(ctx, "love-labour", "lived-experience")
	if err != nil || moved != 2 {
		t.Fatalf("moved %d, %v", moved, err)
	}
	if got := keys(tree().Children(parent.ID)); got != "lived-experience-other mirror love-labour-other" {
		t.Errorf("children after the merge: %q", got)
	}
	if _, err := p.AddCoding(ctx, NewCoding{Document: "P02", Quote: "Tell me about the visits", Code: "love-labour"}); err != nil {
		t.Errorf("a coding with a merged code: %v", err)
	}
	if err := p.RetireCode(ctx, "mirror"); err != nil {
		t.Fatal(err)
	}
	if _, err := p.AddCoding(ctx, NewCoding{Document: "P02", Quote: "Tell me", Code: "mirror"}); !errors.Is(err, corpus.ErrInvalid) {
		t.Errorf("a coding with a retired code: %v", err)
	}
	for range 6 {
		if _, err := p.Undo(ctx, 0); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := tree().Find("mirror"); !errors.Is(err, corpus.ErrNotFound) {
		t.Errorf("after undoing all of it: %v", err)
	}
	if views := must[[]CodingView](t)(p.Codings(ctx, CodingsWanted{Code: "love-labour"})); len(views) != 2 {
		t.Errorf("%d codings of love-labour are back, want 2", len(views))
	}
	verified(t, p)
}

func TestCodesOfOnesOwn(t *testing.T) {
	t.Parallel()
	p, ctx := open(t), t.Context()
	if _, err := p.AddCode(ctx, "hope", "Hope", "", CodeEdit{}); err != nil {
		t.Fatal(err)
	}
	if _, err := p.AddCode(ctx, "hope", "Again", "", CodeEdit{}); !errors.Is(err, corpus.ErrInvalid) {
		t.Errorf("a second code with the same id: %v", err)
	}
	yaml := must[[]byte](t)(p.ExportFramework(ctx, "", nil))
	edited := strings.Replace(string(yaml), "name: Hope\n", "name: Hope # everyone's word\n", 1)
	if _, _, err := p.ImportFramework(ctx, "study.yaml", []byte(edited)); err != nil {
		t.Fatal(err)
	}
	again := must[[]byte](t)(p.ExportFramework(ctx, "", []byte(edited)))
	if diff := cmp.Diff(edited, string(again)); diff != "" {
		t.Errorf("the file changed on its way through (-was +is):\n%s", diff)
	}
}

func TestCasesAndMemos(t *testing.T) {
	t.Parallel()
	p, ctx := coded(t), t.Context()
	r, err := p.ImportCases(ctx, "cases.csv", []byte("case,gender,age\nP01,woman,34\nP02,man,58\nP03,woman,old\n"), "", nil)
	if err != nil || r.New != 1 {
		t.Fatalf("%+v, %v", r, err)
	}
	if _, err := p.SetCase(ctx, "P01", map[string]string{"age": "35", "lives alone": "no"}); err != nil {
		t.Fatal(err)
	}
	cases, attributes, err := p.Cases(ctx)
	if err != nil || len(cases) != 3 || len(attributes) != 3 || cases[0].Values["age"] != "35" || cases[0].Values["lives alone"] != "no" {
		t.Errorf("cases %+v, attributes %+v, %v", cases, attributes, err)
	}
	for _, about := range []string{"", "case P01", "code love-labour", "cell P01 × love-labour", "cell P01/2", "document P02"} {
		if _, err := p.AddMemo(ctx, NewMemo{About: about, Text: "On " + about, Kind: codebook.Cultural}); err != nil {
			t.Errorf("%q: %v", about, err)
		}
	}
	for _, about := range []string{"case P1", "P01", "cell P01", "code x"} {
		if _, err := p.AddMemo(ctx, NewMemo{About: about, Text: "x"}); err == nil {
			t.Errorf("a memo about %q was taken", about)
		}
	}
	memos := must[[]MemoView](t)(p.Memos(ctx))
	if len(memos) != 6 || memos[3].Subject != "P01 × love-labour" || memos[0].Subject != "the study" {
		t.Errorf("memos %+v", memos)
	}
}

func TestUndoOfAnAttributeInUse(t *testing.T) {
	t.Parallel()
	p, ctx := coded(t), t.Context()
	for _, label := range []string{"P01", "P02"} {
		if _, err := p.SetCase(ctx, label, map[string]string{"age": "34"}); err != nil {
			t.Fatal(err)
		}
	}
	events := must[[]audit.Event](t)(p.Log(ctx))
	first := events[len(events)-2].Revision // the act that made the attribute
	if _, err := p.Undo(ctx, first); !errors.Is(err, corpus.ErrConflict) {
		t.Errorf("an attribute was undone from under P02: %v", err)
	}
	for range 2 {
		if _, err := p.Undo(ctx, 0); err != nil {
			t.Fatal(err)
		}
	}
	verified(t, p)
}

func TestImportCells(t *testing.T) {
	t.Parallel()
	p, ctx := coded(t), t.Context()
	table := `case,code,summary,status,stance,empty,author,reviewer
P01,lived-experience,Been there (P01:4).,agreed,positive,,CM,JR
P02,love-labour,Walks (P02:2; P02:1).,draft,mixed,,JR,
P02,helper-role,,draft,,not-asked,JR,
P02,nonsense,x,draft,,,JR,
`
	r, err := p.ImportCells(ctx, "cells.csv", []byte(table), "")
	if !errors.Is(err, ErrPartly) || r.Set != 3 || len(r.Problems) != 2 {
		t.Fatalf("%+v, %v", r, err)
	}
	again, _ := p.ImportCells(ctx, "cells.csv", []byte(table), "")
	if again.Set != 0 || again.Unchanged != 3 {
		t.Errorf("the same table again: %+v", again)
	}
	themes, byCase, _, err := p.ChartStatus(ctx)
	if err != nil || themes[0].Status[framework.Agreed] != 1 || byCase["P02"][framework.Draft] != 2 {
		t.Errorf("status %+v, %+v, %v", themes, byCase, err)
	}
}

func TestSearch(t *testing.T) {
	t.Parallel()
	p, ctx := coded(t), t.Context()
	tests := []struct {
		query string
		want  []string
	}{
		{"not well", []string{"P01:2"}},
		{`"not her"`, []string{"P01:6"}},
		{"walking", []string{"P02:2"}},
		{"compar*", []string{"P01:6"}},
		{"visits role:interviewer", []string{"P02:1"}},
		{"code:lived-experience", []string{"P01:4*", "P01:6"}},
		{"code:love-labour stance:negative", []string{"P02:4"}},
		{"coder:JR compared", []string{"P01:6"}},
		{"case:P02 sunday", []string{"P02:4"}},
		{"nowhere", nil},
	}
	check := func(p *Project) {
		t.Helper()
		for _, test := range tests {
			r := must[SearchResult](t)(p.Search(ctx, test.query, SearchOptions{}))
			var got []string
			for _, f := range r.Found {
				got = append(got, f.Locator.String())
				if strings.ContainsAny(test.query[:1], "nwv\"") && len(f.Matches) == 0 {
					t.Errorf("%s: nothing is marked in %q", test.query, f.Text)
				}
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("%s (-want +got):\n%s", test.query, diff)
			}
		}
	}
	check(p)

	// The index follows what happens: a new coding, an attribute, an undo.
	if _, err := p.AddCoding(ctx, NewCoding{Document: "P02", Quote: "walked to the market", Code: "strengths-support"}); err != nil {
		t.Fatal(err)
	}
	if _, err := p.SetCase(ctx, "P02", map[string]string{"gender": "man"}); err != nil {
		t.Fatal(err)
	}
	if r := must[SearchResult](t)(p.Search(ctx, "code:strengths-support gender:man", SearchOptions{})); r.Total != 1 {
		t.Errorf("%d quotes of the new code, want 1", r.Total)
	}
	if _, err := p.Undo(ctx, 0); err != nil {
		t.Fatal(err)
	}
	if _, err := p.Undo(ctx, 0); err != nil {
		t.Fatal(err)
	}
	if r := must[SearchResult](t)(p.Search(ctx, "code:strengths-support", SearchOptions{})); r.Total != 0 {
		t.Errorf("%d quotes of the code after undo, want none", r.Total)
	}
	check(p)

	// Cells and memos are found too.
	summary := "Bicycles."
	if _, err := p.SetCell(ctx, "P01", "helper-role", CellEdit{Summary: &summary}); err != nil {
		t.Fatal(err)
	}
	r := must[SearchResult](t)(p.Search(ctx, "bicycle", SearchOptions{Quotes: true, Facets: true}))
	if r.Total != 1 || r.Found[0].Kind != search.KindCell || r.Found[0].Case != "P01" || len(r.Facets["code"]) == 0 {
		t.Errorf("cells: %+v", r)
	}

	// Another process holds the index: the answer is the same.
	other, err := Open(ctx, p.Dir(), Options{Actor: "JR", Now: day})
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	if r := must[SearchResult](t)(other.Search(ctx, "not well", SearchOptions{})); r.Total != 1 || r.Warning == "" {
		t.Errorf("beside another process: %+v", r)
	}
	if left, err := filepath.Glob(filepath.Join(p.Dir(), "*borrowed*")); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}

	// A broken index is made anew.
	if err := p.Close(); err != nil {
		t.Fatal(err)
	}
	broken := 0
	err = filepath.WalkDir(filepath.Join(p.Dir(), IndexName), func(path string, d os.DirEntry, err error) error {
		if err == nil && d.Type().IsRegular() {
			broken++
			return os.WriteFile(path, []byte("not an index"), 0o600)
		}
		return err
	})
	if err != nil || broken == 0 {
		t.Fatal(broken, err)
	}
	again := must[*Project](t)(Open(ctx, p.Dir(), Options{Actor: "CM", Now: day}))
	defer again.Close()
	check(again)
}

func TestFind(t *testing.T) {
	t.Parallel()
	p := open(t)
	below := filepath.Join(p.Dir(), "a", "b")
	if err := os.MkdirAll(below, 0o700); err != nil {
		t.Fatal(err)
	}
	if dir, err := Find("", below); err != nil || dir != p.Dir() {
		t.Errorf("found %q, %v", dir, err)
	}
	if _, err := Find(below, ""); !errors.Is(err, ErrNoProject) {
		t.Errorf("a folder without a project: %v", err)
	}
	if _, err := Find("", t.TempDir()); !errors.Is(err, ErrNoProject) {
		t.Errorf("nowhere: %v", err)
	}
	if _, err := Init(t.Context(), p.Dir(), "x", "", Options{}); !errors.Is(err, corpus.ErrConflict) {
		t.Errorf("a second project in one folder: %v", err)
	}
}
