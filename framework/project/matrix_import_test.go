package project

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"

	"framewise/codebook"
	"framewise/corpus"
	"framewise/framework"
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
		if strings.HasPrefix(f.Name, "xl/worksheets/") || f.Name == "xl/sharedStrings.xml" {
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
