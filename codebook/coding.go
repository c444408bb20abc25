package codebook

import (
	"strings"
	"time"

	"framewise/corpus"
)

// CodingID identifies a [Coding] for ever.
type CodingID string

// CoderID identifies a [Coder] for ever; people use the name or the initials.
type CoderID string

// Coder is a person who codes, charts or reviews.
type Coder struct {
	ID       CoderID `json:"id"`
	Name     string  `json:"name"`     // unique in a project
	Initials string  `json:"initials"` // unique in a project
	Role     string  `json:"role,omitempty"`
}

// Initials makes initials of a name: "Catalina Muñoz" is CM.
func Initials(name string) string {
	var b strings.Builder
	for _, word := range strings.Fields(name) {
		r := []rune(word)[0]
		b.WriteRune(r)
	}
	if b.Len() == 0 {
		return ""
	}
	if len(strings.Fields(name)) == 1 {
		r := []rune(name)
		return strings.ToUpper(string(r[:min(3, len(r))]))
	}
	return strings.ToUpper(b.String())
}

// Stance says how an account leans towards what the code is about. Not set,
// neutral and mixed are three different things.
type Stance string

// The stances.
const (
	NoStance Stance = ""
	Positive Stance = "positive"
	Negative Stance = "negative"
	Mixed    Stance = "mixed"
	Neutral  Stance = "neutral"
)

// Stances are the stances that can be set, in the order of lists.
var Stances = []Stance{Positive, Negative, Mixed, Neutral}

// ParseStance reads a stance as people write it: the word, a sign (+ − ± 0) or
// a symbol (▲ ▼ ◆ ○). Empty is [NoStance]; anything else a
// [corpus.ErrInvalid].
func ParseStance(s string) (Stance, error) {
	switch strings.ToLower(strings.TrimSpace(s)) {
	case "":
		return NoStance, nil
	case "positive", "pos", "good", "+", "▲", "positiva", "positivo", "facilitator", "strength":
		return Positive, nil
	case "negative", "neg", "bad", "-", "−", "–", "▼", "negativa", "negativo", "barrier", "difficulty":
		return Negative, nil
	case "mixed", "±", "+-", "+/-", "◆", "mixta", "mixto":
		return Mixed, nil
	case "neutral", "0", "○", "neutra", "neutro":
		return Neutral, nil
	}
	return NoStance, corpus.Errorf(corpus.ErrInvalid, "%q is not a stance", s).
		WithHint("use positive, negative, mixed or neutral")
}

// Symbol is the stance's sign, so that colour is never its only carrier.
func (s Stance) Symbol() string {
	switch s {
	case Positive:
		return "▲"
	case Negative:
		return "▼"
	case Mixed:
		return "◆"
	case Neutral:
		return "○"
	}
	return ""
}

// Coding is one stretch of a document that one coder put under one code.
type Coding struct {
	ID     CodingID      `json:"id"`
	Anchor corpus.Anchor `json:"anchor"`
	Code   CodeID        `json:"code"`
	Coder  CoderID       `json:"coder"`
	Stance Stance        `json:"stance,omitempty"`
	Key    bool          `json:"key,omitempty"` // a quote worth printing
	Memo   string        `json:"memo,omitempty"`
	// Asks marks a question: nothing that was said about the code, but that it
	// was asked for, by an interviewer's turn or by the heading of an answer.
	Asks bool `json:"asks,omitempty"`
	// FrameworkVersion is the framework's version when the coding was made.
	FrameworkVersion string    `json:"framework_version,omitempty"`
	Created          time.Time `json:"created"`
	// Revised is when a correction of the document last changed the words or
	// took their place away; zero where none did.
	Revised time.Time `json:"revised,omitzero"`
	// Unplaced is where the words stood last, set while the document's present
	// version has no place for them. The coding then waits for a person, and
	// its anchor is of the version that had them.
	Unplaced corpus.Locator `json:"unplaced,omitzero"`
}

// Placed reports whether the coding has a place in the present version of its
// document.
func (c *Coding) Placed() bool { return c.Unplaced == corpus.Locator{} }

// CodingFilter selects codings; the zero value selects all. Conditions add up.
type CodingFilter struct {
	Document corpus.DocumentID
	Code     []CodeID // any of these; nil is any
	Coder    CoderID
	Unplaced bool // only those without a place
}

// MemoID identifies a [Memo] for ever.
type MemoID string

// MemoKind says what a memo is for.
type MemoKind string

// The kinds of memo.
const (
	Analytic       MemoKind = "analytic"
	Reflexive      MemoKind = "reflexive"
	Methodological MemoKind = "methodological"
	Cultural       MemoKind = "cultural"
)

// MemoKinds are the kinds of memo, in the order of lists.
var MemoKinds = []MemoKind{Analytic, Reflexive, Methodological, Cultural}

// Ref points at what a memo is about. Exactly the fields of its subject are
// set; none means the study as a whole.
type Ref struct {
	Case     corpus.CaseID     `json:"case,omitempty"`
	Document corpus.DocumentID `json:"document,omitempty"`
	Code     CodeID            `json:"code,omitempty"` // with Case: the cell
	Coding   CodingID          `json:"coding,omitempty"`
}

// Memo is what an analyst thinks about something.
type Memo struct {
	ID      MemoID    `json:"id"`
	Kind    MemoKind  `json:"kind"`
	Title   string    `json:"title,omitempty"`
	Text    string    `json:"text"`
	About   Ref       `json:"about"`
	Author  CoderID   `json:"author"`
	Created time.Time `json:"created"`
}
