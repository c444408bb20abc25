package corpus

import "strings"

// Pos is a place in a text, in Unicode code points from its start. It is the
// one offset that crosses package boundaries; [Text] converts it.
type Pos int

// Span is a half-open stretch of text, [Start, End), in code points.
type Span struct {
	Start Pos `json:"start"`
	End   Pos `json:"end"`
}

// Len is the number of code points in the span.
func (s Span) Len() Pos { return s.End - s.Start }

// Empty reports whether the span holds nothing.
func (s Span) Empty() bool { return s.End <= s.Start }

// Overlaps reports whether two spans share at least one code point.
func (s Span) Overlaps(o Span) bool { return s.Start < o.End && o.Start < s.End }

// AnchorContext is how many code points before and after the quote an
// [Anchor] remembers.
const AnchorContext = 32

// Anchor ties a quote to its place in one version of a document: the span, the
// exact words, and a little of what stands around them.
type Anchor struct {
	Document DocumentID `json:"document"`
	Version  int        `json:"version"`
	Span     Span       `json:"span"`
	Quote    string     `json:"quote"`
	Before   string     `json:"before,omitempty"` // up to [AnchorContext] code points
	After    string     `json:"after,omitempty"`
}

// Anchor makes the anchor of a span of this text. A span that is empty or not
// inside the text is an [ErrInvalid].
func (t *Text) Anchor(doc DocumentID, version int, s Span) (Anchor, error) {
	if s.Start < 0 || s.End > t.Len() || s.Empty() {
		return Anchor{}, Errorf(ErrInvalid, "the stretch %d–%d is not inside a text of %d characters",
			s.Start, s.End, t.Len())
	}
	// Copies, so that an anchor does not keep the whole transcript in memory.
	return Anchor{
		Document: doc, Version: version, Span: s,
		Quote:  strings.Clone(t.Slice(s)),
		Before: strings.Clone(t.Slice(Span{max(0, s.Start-AnchorContext), s.Start})),
		After:  strings.Clone(t.Slice(Span{s.End, min(t.Len(), s.End+AnchorContext)})),
	}, nil
}

// Check reports, as an [ErrInvalid], whether the words at the anchor's span
// are no longer the anchor's quote.
func (a *Anchor) Check(t *Text) error {
	if a.Span.Start < 0 || a.Span.End > t.Len() || a.Span.Empty() || t.Slice(a.Span) != a.Quote {
		return Errorf(ErrInvalid, "the words at %d–%d are not the quote's", a.Span.Start, a.Span.End)
	}
	return nil
}
