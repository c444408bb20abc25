package corpus

import (
	"context"
	"iter"
)

// Reader is what this room reads from a database. A single record that does
// not exist is an [ErrNotFound]. Sequences stop at the first error, which they
// yield.
type Reader interface {
	Case(ctx context.Context, id CaseID) (Case, error)
	// CaseByLabel finds a case by its label, letter by letter or else in any case
	// of (English) letters: P07 and p07 are one person.
	CaseByLabel(ctx context.Context, label string) (Case, error)
	// Cases yields all cases in the order of their labels, P2 before P10.
	Cases(ctx context.Context) ([]Case, error)
	Attributes(ctx context.Context) ([]Attribute, error) // by position

	Document(ctx context.Context, id DocumentID) (Document, error)
	// Documents yields all documents in the order of their labels, an original
	// before its translations.
	Documents(ctx context.Context) iter.Seq2[Document, error]
	// DocumentsByLabel returns the documents with a label, in any case of
	// (English) letters: an original, then its translations. There may be none.
	DocumentsByLabel(ctx context.Context, label string) ([]Document, error)
	// DocumentsBySource returns the documents that came from the file with
	// this hash.
	DocumentsBySource(ctx context.Context, hash string) ([]Document, error)
	// DocumentsByText returns the documents whose present text has this hash.
	DocumentsByText(ctx context.Context, hash string) ([]Document, error)
	// Text returns the text of one version of a document, checked against its
	// hash.
	Text(ctx context.Context, id DocumentID, version int) (*Text, error)
	// LastText is the highest version of which a text is stored, also where an
	// undo has taken the document back behind it; 0 where there is none.
	LastText(ctx context.Context, id DocumentID) (version int, err error)
	// PastTexts lists the texts that are stored and no document has any more:
	// those of earlier versions, and of what was undone.
	PastTexts(ctx context.Context) ([]PastText, error)
	// Original returns the bytes of a source file.
	Original(ctx context.Context, hash string) ([]byte, error)
}

// PastText names a text for [Reader.Text].
type PastText struct {
	Document DocumentID
	Version  int
}

// Store is a [Reader] that also writes. Put inserts or replaces; Delete of
// what does not exist is an [ErrNotFound].
type Store interface {
	Reader
	PutCase(ctx context.Context, c Case) error
	DeleteCase(ctx context.Context, id CaseID) error
	PutAttribute(ctx context.Context, a Attribute) error
	DeleteAttribute(ctx context.Context, name string) error
	// PutDocument stores a document's record. The text of its version must be
	// there already, or be put in the same act.
	PutDocument(ctx context.Context, d Document) error
	DeleteDocument(ctx context.Context, id DocumentID) error
	// PutText stores the text of one version. A version's text is never
	// replaced: a second put with another text is an [ErrConflict].
	PutText(ctx context.Context, id DocumentID, version int, text string) error
	// PutOriginal keeps a source file's bytes under their hash, once.
	PutOriginal(ctx context.Context, name string, content []byte) (hash string, err error)
}
