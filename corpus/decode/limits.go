package decode

import (
	"fmt"

	"framewise/corpus"
)

// ErrLimit is the kind of the errors that say which limit a file is beyond. It
// is a [corpus.ErrInvalid].
var ErrLimit = fmt.Errorf("%w: beyond a limit", corpus.ErrInvalid)

// Limits bound what one file may cost. A file beyond a limit is refused with
// an error that names the limit.
type Limits struct {
	FileBytes     int64 // size of the file itself
	InflatedBytes int64 // of all the parts of a zip container or PDF that are read
	Ratio         int64 // inflated size ÷ packed size of one part, above 1 MB
	Parts         int   // entries in a zip container, pages of a PDF
	Depth         int   // nested XML elements
	Runes         int64 // code points of text; a line or paragraph counts as twenty at least
	Cells         int   // cells of a table
}

// DefaultLimits are generous for transcripts: the longest interview known to
// us has some 1.5 MB of text.
var DefaultLimits = Limits{
	FileBytes:     256 << 20,
	InflatedBytes: 256 << 20,
	Ratio:         200,
	Parts:         10_000,
	Depth:         256,
	Runes:         50_000_000,
	Cells:         20_000_000,
}

// Blocks is how many blocks a file may have: what is kept for each costs more
// memory than a short text itself.
func (l Limits) Blocks() int { return int(l.Runes / 20) }

// Admit refuses a file that is empty or larger than is read.
func (l Limits) Admit(f File) error {
	switch size := int64(len(f.Content)); {
	case size == 0:
		return empty(f.Name)
	case size > l.FileBytes:
		return tooLarge(f.Name, size, l.FileBytes)
	}
	return nil
}

// Overhead is what is kept for every paragraph, cell, comment and style: it
// counts like so many code points, so that a file of nothing but those is
// bounded too.
const Overhead = 20

// Budget is what may still be read of a file.
type Budget struct {
	name string
	lim  Limits
	left int64
}

// NewBudget gives a file what the limits allow it.
func NewBudget(name string, lim Limits) *Budget { return &Budget{name, lim, lim.Runes} }

// Charge takes n code points from the budget. Beyond it the error names the
// limit.
func (b *Budget) Charge(n int) error {
	if b.left -= int64(n); b.left >= 0 {
		return nil
	}
	return tooLong(b.name, b.lim)
}
