package codebook

import (
	"context"
	"iter"
)

// Reader is what this room reads from a database. A single record that does
// not exist is a [corpus.ErrNotFound].
type Reader interface {
	// Codes lists one framework's codes, in no particular order.
	Codes(ctx context.Context, f FrameworkID) ([]Code, error)
	Code(ctx context.Context, id CodeID) (Code, error)

	Coding(ctx context.Context, id CodingID) (Coding, error)
	// Codings yields codings in one ordered scan: by document, then by where
	// they start, then where they end, then by identifier.
	Codings(ctx context.Context, f CodingFilter) iter.Seq2[Coding, error]
	// CountCodings counts what Codings would yield.
	CountCodings(ctx context.Context, f CodingFilter) (int, error)

	Coders(ctx context.Context) ([]Coder, error) // by name
	Coder(ctx context.Context, id CoderID) (Coder, error)

	Memo(ctx context.Context, id MemoID) (Memo, error)
	Memos(ctx context.Context) ([]Memo, error) // by time
}

// Store is a [Reader] that also writes. Put inserts or replaces; Delete of
// what does not exist is a [corpus.ErrNotFound].
type Store interface {
	Reader
	PutCode(ctx context.Context, c Code) error
	DeleteCode(ctx context.Context, id CodeID) error
	PutCoding(ctx context.Context, c ...Coding) error
	DeleteCoding(ctx context.Context, id ...CodingID) error
	PutCoder(ctx context.Context, c Coder) error
	PutMemo(ctx context.Context, m Memo) error
	DeleteMemo(ctx context.Context, id MemoID) error
}
