package project

import (
	"errors"
	"testing"

	"framewise/corpus"
)

// Names that are nearly alike: a label in other letters is the same case, a
// name that only looks like somebody's initials is somebody else.
func TestNamesAlike(t *testing.T) {
	t.Parallel()
	p, ctx := coded(t), t.Context()
	must[[]Imported](t)(p.Import(ctx, []Source{text("p01.md", "I: Again?\nP: Again, and it was good.\n")}, ImportOptions{}, nil))
	cases, _, err := p.Cases(ctx)
	if err != nil || len(cases) != 2 {
		t.Errorf("cases %+v, %v: p01 is P01", cases, err)
	}
	documents := must[[]corpus.Document](t)(p.Documents(ctx))
	if len(documents) != 3 || documents[1].Label != "P01.2" {
		t.Errorf("documents %+v", documents)
	}

	table := "document,quote,code,coder\nP02,Sundays are long,love-labour,Marta\nP02,Sundays are long,love-labour,Mar\n" +
		"P02,Sundays are long,love-labour,MAR\n"
	r := must[CodingsImported](t)(p.ImportCodings(ctx, "c.csv", []byte(table), ""))
	if r.Added != 2 || r.Known != 1 {
		t.Errorf("added %d, known %d: Mar is not Marta, and MAR is", r.Added, r.Known)
	}

	twice, err := p.ImportCases(ctx, "cases.csv", []byte("case,age\nP01,50\nP01,60\n"), "", nil)
	if err != nil || len(twice.Problems) != 1 || !twice.Problems[0].Taken {
		t.Errorf("a case in two rows: %+v, %v", twice, err)
	}
}

func TestRetiredQuotesStay(t *testing.T) {
	t.Parallel()
	p, ctx := coded(t), t.Context()
	if err := p.RetireCode(ctx, "love-labour"); err != nil {
		t.Fatal(err)
	}
	m, err := p.Matrix(ctx, MatrixView{})
	if err != nil || len(m.Loose) != 2 {
		t.Errorf("%d loose quotes, %v: those of a retired code are not lost", len(m.Loose), err)
	}
	table := []byte("case,code,summary\nP02,love-labour,x\n")
	if _, err := p.ImportCells(ctx, "cells.csv", table, ""); !errors.Is(err, ErrPartly) {
		t.Errorf("a retired code was charted: %v", err)
	}
}
