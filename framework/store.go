package framework

import (
	"context"
	"iter"

	"framewise/codebook"
	"framewise/corpus"
)

// Reader is what this room reads from a database. A single record that does
// not exist is a [corpus.ErrNotFound].
type Reader interface {
	Project(ctx context.Context) (Project, error)
	Framework(ctx context.Context, id codebook.FrameworkID) (Framework, error)
	Frameworks(ctx context.Context) ([]Framework, error) // by name

	Cell(ctx context.Context, c corpus.CaseID, code codebook.CodeID) (Cell, error)
	CellByID(ctx context.Context, id CellID) (Cell, error)
	// Cells yields all cells, by case and code identifier.
	Cells(ctx context.Context) iter.Seq2[Cell, error]

	Settlements(ctx context.Context) ([]Settlement, error) // by identifier
}

// Store is a [Reader] that also writes. Put inserts or replaces; Delete of
// what does not exist is a [corpus.ErrNotFound].
type Store interface {
	Reader
	PutProject(ctx context.Context, p Project) error
	PutFramework(ctx context.Context, f Framework) error
	DeleteFramework(ctx context.Context, id codebook.FrameworkID) error
	// PutCell stores a cell. A second cell for the same case and code is a
	// [corpus.ErrConflict].
	PutCell(ctx context.Context, c Cell) error
	DeleteCell(ctx context.Context, id CellID) error

	PutSettlement(ctx context.Context, s Settlement) error
}
