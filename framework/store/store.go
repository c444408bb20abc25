// Package store joins what the rooms ask of a database into one [Store], with
// the trail.
//
// Reading happens in [Store.View], writing in [Store.Update], which takes the
// [audit.Act] and records it in the same transaction: a write without a trace
// cannot be written down. sqlstore holds the SQL, sqlite opens a project's
// file, storetest is the suite that every backend passes.
package store

import (
	"context"
	"errors"
	"iter"

	"framewise/codebook"
	"framewise/corpus"
	"framewise/framework"
	"framewise/framework/audit"
)

// Kinds of error beside those of corpus.
var (
	// ErrLocked means that another process holds the project.
	ErrLocked = errors.New("locked")
	// ErrNewer means that a newer Framewise wrote the project.
	ErrNewer = errors.New("written by a newer Framewise")
	// ErrDamaged means that stored content does not match its own hash.
	ErrDamaged = errors.New("damaged")
)

// Reader is a consistent snapshot of a project.
type Reader interface {
	corpus.Reader
	codebook.Reader
	framework.Reader

	// Revision is the number of the last act; 0 in an empty project.
	Revision(ctx context.Context) (int64, error)
	// Events yields the acts after a revision, oldest first.
	Events(ctx context.Context, after int64) iter.Seq2[audit.Event, error]
	// Changed yields the records that are not as they were at a revision, each
	// once, in the order of kind and identifier, with the hashes of what it was
	// then (empty: not there) and is now (empty: deleted).
	Changed(ctx context.Context, after int64) iter.Seq2[audit.Change, error]
	// CellVersions yields a cell's earlier versions and the present one,
	// newest first, with the event that wrote each.
	CellVersions(ctx context.Context, id framework.CellID) iter.Seq2[CellVersion, error]
	// DocumentVersions yields the states in which acts left a document's record,
	// newest first, with the event that wrote each. Several may be of one version
	// of its text.
	DocumentVersions(ctx context.Context, id corpus.DocumentID) iter.Seq2[DocumentVersion, error]
	// CodingsBefore yields the codings that an act changed or removed, as they
	// were before it, in the order in which it did so; those withdrawn since are
	// left out. An act that gives a document another text has all of its codings
	// that had a place.
	CodingsBefore(ctx context.Context, revision int64) iter.Seq2[codebook.Coding, error]
}

// CellVersion is a cell as one act left it.
type CellVersion struct {
	Cell  framework.Cell
	Event audit.Event
}

// DocumentVersion is a document's record as one act left it.
type DocumentVersion struct {
	Document corpus.Document
	Event    audit.Event
}

// Tx is a [Reader] that also writes; it exists only inside [Store.Update].
type Tx interface {
	Reader
	corpus.Store
	codebook.Store
	framework.Store

	// Revert puts back every record that one act touched, as it was before
	// the act. If one of them is no longer as the act left it, it is a
	// [corpus.ErrConflict] that names the later act that changed it; a later
	// act that was itself reverted is no hindrance. Revert the newest act
	// first. The event of this transaction lists what it reverted.
	Revert(ctx context.Context, revision int64) error
}

// Store is a project's database. It is safe for concurrent use.
type Store interface {
	// View runs fn on a snapshot. Sequences must be used up inside fn.
	View(ctx context.Context, fn func(Reader) error) error
	// Update runs fn in a transaction, all of which happens or nothing, and
	// records the act. An fn that changes nothing leaves no event: the event
	// returned then has revision 0.
	Update(ctx context.Context, act audit.Act, fn func(Tx) error) (audit.Event, error)
	// Verify recomputes the trail and the hashes of everything stored and
	// yields what is wrong, each as an [ErrDamaged] or [audit.ErrBroken].
	Verify(ctx context.Context) iter.Seq[error]
	Close() error
}
