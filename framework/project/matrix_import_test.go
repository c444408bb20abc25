package project

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"framewise/codebook"
	"framewise/corpus"
	"framewise/framework"
	"framewise/framework/audit"
	"framewise/framework/xlsx"
)

// retyped is a workbook in which somebody typed other words over some, on
// every sheet that shows them.
func retyped(t *testing.T, workbook []byte, pairs ...string) []byte {
	t.Helper()
	r, err := zip.NewReader(bytes.NewReader(workbook), int64(len(workbook)))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	found := 0
	for _, f := range r.File {
		part := must[io.ReadCloser](t)(f.Open())
		content := string(must[[]byte](t)(io.ReadAll(part)))
		if strings.HasPrefix(f.Name, "xl/worksheets/") || f.Name == "xl/sharedStrings.xml" || f.Name == "docProps/core.xml" {
			for i := 0; i < len(pairs); i += 2 {
				found += strings.Count(content, pairs[i])
				content = strings.ReplaceAll(content, pairs[i], pairs[i+1])
			}
		}
		to := must[io.Writer](t)(w.Create(f.Name))
		must[int](t)(io.WriteString(to, content))
	}
	if found == 0 {
		t.Fatalf("%q is not in the workbook", pairs)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// charted is a coded project with three cells, and its workbook.
func charted(t *testing.T) (*Project, []byte) {
	t.Helper()
	p, ctx := coded(t), t.Context()
	table := `case,code,summary,status,stance
P01,lived-experience,Somebody who knew (P01:4). The mirror hurt at times.,agreed,mixed
P02,love-labour,Walks and queues (P02:2).,draft,positive
P02,lived-experience,Hardly spoken of.,draft,
`
	must[CellsImported](t)(p.ImportCells(ctx, "cells.csv", []byte(table), ""))
	return p, exported(t, p)
}

func exported(t *testing.T, p *Project) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := p.ExportMatrix(t.Context(), &b, MatrixView{}, xlsx.Options{}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestMatrixImportFromOutside: a workbook that leaves participants' words out is
// written in by people who never saw them, and nothing is lost for that.
func TestMatrixImportFromOutside(t *testing.T) {
	t.Parallel()
	p, _ := charted(t)
	ctx := t.Context()
	const whole = "Says “dicen más que” the rest (P02:2)."
	chart(t, p, "P02", "love-labour", whole)
	var b bytes.Buffer
	if err := p.ExportMatrix(ctx, &b, MatrixView{Wordless: true, Nameless: true}, xlsx.Options{}); err != nil {
		t.Fatal(err)
	}
	before := must[int](t)(revision(p))
	r := must[MatrixImported](t)(p.ImportMatrix(ctx, "m.xlsx", b.Bytes(), MatrixImportOptions{Resolve: framework.Theirs}))
	if len(r.Changes) > 0 || len(r.Problems) > 0 || must[int](t)(revision(p)) != before {
		t.Fatalf("nobody edited it: %+v", r)
	}
	// Runs of a cell; the hidden sheet has the text in one piece.
	edited := retyped(t, b.Bytes(), ">Says </t>", ">Often says </t>")
	for range 2 {
		must[MatrixImported](t)(p.ImportMatrix(ctx, "m.xlsx", edited, MatrixImportOptions{}))
		if got := summaryAt(t, p, "P02", "love-labour"); got != "Often says “dicen más que” the rest (P02:2)." {
			t.Errorf("taken: %q", got)
		}
	}
	edited = retyped(t, b.Bytes(), ">“…”</t>", ">nothing</t>")
	r, err := p.ImportMatrix(ctx, "m.xlsx", edited, MatrixImportOptions{Resolve: framework.Theirs})
	if !errors.Is(err, ErrPartly) || len(r.Problems) == 0 || !strings.Contains(r.Problems[0].Message, "where words are left out") {
		t.Errorf("%v: %+v", err, r)
	}
	if got := summaryAt(t, p, "P02", "love-labour"); !strings.Contains(got, "“dicen más que”") {
		t.Errorf("lost: %q", got)
	}
	verified(t, p)
}

func summaryAt(t *testing.T, p *Project, label, code string) string {
	t.Helper()
	m := must[*framework.Matrix](t)(p.Matrix(t.Context(), MatrixView{}))
	c := must[codebook.Code](t)(m.Tree.Find(code))
	for i, row := range m.Rows {
		if cell := m.At(i, m.ColumnOf(c.ID)).Cell; row.Case.Label == label && cell != nil {
			return cell.Summary
		}
	}
	return ""
}

func chart(t *testing.T, p *Project, label, code, summary string) {
	t.Helper()
	if _, err := p.SetCell(t.Context(), label, code, CellEdit{Summary: &summary}); err != nil {
		t.Fatal(err)
	}
}

func TestMatrixImport(t *testing.T) {
	t.Parallel()
	p, workbook := charted(t)
	ctx := t.Context()

	before := must[int](t)(revision(p))
	r := must[MatrixImported](t)(p.ImportMatrix(ctx, "m.xlsx", workbook, MatrixImportOptions{}))
	if len(r.Changes) > 0 || len(r.Problems) > 0 || must[int](t)(revision(p)) != before {
		t.Fatalf("a workbook that nobody edited: %+v", r)
	}

	chart(t, p, "P02", "lived-experience", "Spoken of once.")
	edited := retyped(t, workbook, "Walks and queues", "Bread and queues")
	for _, again := range []bool{false, true} {
		r = must[MatrixImported](t)(p.ImportMatrix(ctx, "m.xlsx", edited, MatrixImportOptions{}))
		if again != (r.Count(framework.Taken) == 0) || r.Count(framework.Conflict) != 0 {
			t.Errorf("again %v: %+v", again, r)
		}
	}
	if got := summaryAt(t, p, "P02", "love-labour"); got != "Bread and queues (P02:2)." {
		t.Errorf("taken: %q", got)
	}
	if got := summaryAt(t, p, "P02", "lived-experience"); got != "Spoken of once." {
		t.Errorf("kept: %q", got)
	}
	if _, err := p.Undo(ctx, 0); err != nil {
		t.Fatal(err)
	}
	if got := summaryAt(t, p, "P02", "love-labour"); got != "Walks and queues (P02:2)." {
		t.Errorf("undone: %q", got)
	}
	verified(t, p)
}

func TestMatrixImportConflicts(t *testing.T) {
	t.Parallel()
	p, workbook := charted(t)
	ctx := t.Context()
	edited := retyped(t, workbook, "Somebody who knew", "Somebody who really knew", "Walks and queues", "Theirs")
	chart(t, p, "P02", "love-labour", "Ours.")
	chart(t, p, "P01", "lived-experience", "Somebody who knew (P01:4). The mirror hurt at every visit.")

	r, err := p.ImportMatrix(ctx, "m.xlsx", edited, MatrixImportOptions{})
	if !errors.Is(err, ErrPartly) || r.Count(framework.Conflict) != 2 {
		t.Fatalf("%+v, %v: want two conflicts", r, err)
	}
	if got := summaryAt(t, p, "P02", "love-labour"); got != "Ours." {
		t.Errorf("a conflict left open changed the cell: %q", got)
	}
	r, err = p.ImportMatrix(ctx, "m.xlsx", edited, MatrixImportOptions{
		Join: true, Cells: map[string]framework.Resolution{"P02/love-labour": framework.Theirs},
	})
	if err != nil || r.Count(framework.Joined) != 1 {
		t.Fatalf("%+v, %v: want one joined", r, err)
	}
	if got := summaryAt(t, p, "P02", "love-labour"); got != "Theirs (P02:2)." {
		t.Errorf("theirs: %q", got)
	}
	want := "Somebody who really knew (P01:4). The mirror hurt at every visit."
	if got := summaryAt(t, p, "P01", "lived-experience"); got != want {
		t.Errorf("joined: %q, want %q", got, want)
	}
	verified(t, p)
}

func TestMatrixImportRefuses(t *testing.T) {
	t.Parallel()
	p, workbook := charted(t)
	other, _ := charted(t)
	ctx := t.Context()
	if _, err := other.ImportMatrix(ctx, "m.xlsx", workbook, MatrixImportOptions{}); !errors.Is(err, corpus.ErrInvalid) {
		t.Errorf("a workbook of another project: %v", err)
	}
	before := must[int](t)(revision(p))
	for name, content := range map[string][]byte{
		"empty": nil, "text": []byte("case,code\n"), "cut": workbook[:len(workbook)/2],
	} {
		if _, err := p.ImportMatrix(ctx, name+".xlsx", content, MatrixImportOptions{}); err == nil {
			t.Errorf("%s was taken for a workbook", name)
		}
	}
	if must[int](t)(revision(p)) != before {
		t.Error("a refused workbook left an act")
	}
}

// TestMatrixImportKept: what was changed only here is listed as kept, whatever
// happened to the cell, and what the workbook does not show is not.
func TestMatrixImportKept(t *testing.T) {
	t.Parallel()
	p, workbook := charted(t)
	ctx := t.Context()
	chart(t, p, "P02", "lived-experience", "Spoken of once.")
	chart(t, p, "P01", "helper-role", "Came since.")
	reason := framework.NotAsked
	for range 2 { // charted, taken back and charted anew: one cell after the other
		if _, err := p.SetCell(ctx, "P02", "helper-role", CellEdit{Empty: &reason}); err != nil {
			t.Fatal(err)
		}
		if reason == framework.NotAsked {
			must[[]audit.Event](t)(p.Undo(ctx, 0))
		}
		reason = framework.NothingSaid
	}
	r := must[MatrixImported](t)(p.ImportMatrix(ctx, "m.xlsx", workbook, MatrixImportOptions{}))
	var got []string
	for _, c := range r.Changes {
		got = append(got, fmt.Sprintf("%s %s %s: %q", c.Outcome, c.Subject, c.Field, c.Result))
	}
	want := []string{
		`kept P01/helper-role summary: "Came since."`, `kept P01/helper-role status: "draft"`,
		`kept P02/helper-role status: "draft"`, `kept P02/helper-role empty: "nothing said"`,
		`kept P02/lived-experience summary: "Spoken of once."`,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestMatrixImportReview: who reviews in the workbook is the reviewer, and an
// edit of what was agreed opens it again.
func TestMatrixImportReview(t *testing.T) {
	t.Parallel()
	p, workbook := charted(t)
	ctx := t.Context()
	must[codebook.Coder](t)(p.SetCoder(ctx, "Julia Rojas", "", ""))
	edited := retyped(t, workbook, "Somebody who knew", "Somebody who really knew", ">draft<", ">reviewed<",
		"<lastModifiedBy>Framewise", "<lastModifiedBy>Julia Rojas")
	r := must[MatrixImported](t)(p.ImportMatrix(ctx, "m.xlsx", edited, MatrixImportOptions{}))
	if r.LastEditor != "Julia Rojas" {
		t.Fatalf("last edited by %q", r.LastEditor)
	}
	told := false
	for _, problem := range r.Problems {
		told = told || problem.Taken && strings.Contains(problem.Message, "P01/lived-experience was agreed") &&
			strings.HasSuffix(problem.Message, "it is a draft again")
	}
	if !told {
		t.Errorf("not told that a cell is open again: %+v", r.Problems)
	}
	for label, want := range map[string]string{"P01": "draft", "P02": "reviewed by Julia Rojas"} {
		versions := must[[]CellVersion](t)(p.CellHistory(ctx, label, "lived-experience"))
		last := versions[len(versions)-1]
		got := string(last.Cell.Status)
		if last.Reviewer != "" {
			got += " by " + last.Reviewer
		}
		if got != want {
			t.Errorf("%s is %s, want %s", label, got, want)
		}
	}
}

// TestMatrixImportDecided: a decision counts for what the person saw, and no
// longer where the project says something else by now.
func TestMatrixImportDecided(t *testing.T) {
	t.Parallel()
	p, workbook := charted(t)
	ctx := t.Context()
	edited := retyped(t, workbook, "Walks and queues", "Theirs")
	chart(t, p, "P02", "love-labour", "Ours.")
	r, err := p.ImportMatrix(ctx, "m.xlsx", edited, MatrixImportOptions{})
	if !errors.Is(err, ErrPartly) || len(r.Open()) != 1 {
		t.Fatalf("%+v, %v: want one open conflict", r, err)
	}
	o := MatrixImportOptions{Decided: []Decision{{r.Open()[0], framework.Theirs}}}
	chart(t, p, "P02", "love-labour", "Ours, anew.")
	if r, err = p.ImportMatrix(ctx, "m.xlsx", edited, o); !errors.Is(err, ErrPartly) || len(r.Open()) != 1 {
		t.Errorf("%+v, %v: decided without having seen it", r, err)
	}
	o.Decided[0].Conflict = r.Open()[0]
	r = must[MatrixImported](t)(p.ImportMatrix(ctx, "m.xlsx", edited, o))
	if got := summaryAt(t, p, "P02", "love-labour"); got != "Theirs (P02:2)." || r.Changes[0].Resolved != "theirs" {
		t.Errorf("decided: %q, %+v", got, r.Changes)
	}
}

// TestMatrixImportMargins: the summaries of whole cases and columns come back
// as cells do: taken, kept, in conflict, joined, and undone at once.
func TestMatrixImportMargins(t *testing.T) {
	t.Parallel()
	p, _ := charted(t)
	ctx := t.Context()
	sum := func(label, code string, e CellEdit) {
		t.Helper()
		if _, err := p.SetCell(ctx, label, code, e); err != nil {
			t.Fatal(err)
		}
	}
	text := func(s string) *string { return &s }
	chart(t, p, "P01", "all", "One who knew (P01:4), mostly.")
	sum("all", "love-labour", CellEdit{
		Summary: text("It is walking (P02:2)."), Range: text("From walks to queues."), Exceptions: text("None."),
	})
	workbook := exported(t, p)
	edited := retyped(t, workbook, "One who knew", "One who really knew", "From walks to queues", "From bread to queues",
		"None.", "Nobody.")
	sum("all", "love-labour", CellEdit{Exceptions: text("P01 says nothing.")})
	chart(t, p, "P02", "all", "Walks (P02:2).")

	r, err := p.ImportMatrix(ctx, "m.xlsx", edited, MatrixImportOptions{})
	if !errors.Is(err, ErrPartly) {
		t.Fatalf("%+v, %v: want a conflict", r, err)
	}
	var got []string
	for _, c := range r.Changes {
		got = append(got, string(c.Outcome)+" "+c.Subject+" "+string(c.Field)+": "+c.Result)
	}
	slices.Sort(got)
	want := []string{
		"conflict all/love-labour exceptions: P01 says nothing.",
		"kept P02/all status: draft", "kept P02/all summary: Walks (P02:2).",
		"taken P01/all summary: One who really knew (P01:4), mostly.",
		"taken all/love-labour range: From bread to queues.",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("changes (-want +got):\n%s", diff)
	}
	r = must[MatrixImported](t)(p.ImportMatrix(ctx, "m.xlsx", edited, MatrixImportOptions{
		Cells: map[string]framework.Resolution{"all/love-labour": framework.Theirs},
	}))
	cell := func(row, column int) *framework.Cell {
		return must[*framework.Matrix](t)(p.Matrix(ctx, MatrixView{})).At(row, column).Cell
	}
	column := must[*framework.Matrix](t)(p.Matrix(ctx, MatrixView{})).ColumnOf(
		must[[]CellVersion](t)(p.CellHistory(ctx, "all", "love-labour"))[0].Cell.Code)
	if c := cell(framework.All, column); c.Exceptions != "Nobody." || c.Range != "From bread to queues." || len(c.Evidence) != 1 {
		t.Errorf("taken over: %+v", c)
	}
	for range 2 {
		if _, err := p.Undo(ctx, 0); err != nil {
			t.Fatal(err)
		}
	}
	if c := cell(framework.All, column); c.Exceptions != "P01 says nothing." || c.Range != "From walks to queues." {
		t.Errorf("undone: %+v", c)
	}
	if c := cell(0, framework.All); c.Summary != "One who knew (P01:4), mostly." {
		t.Errorf("undone: %+v", c)
	}
	verified(t, p)
}
