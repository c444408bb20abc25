package codebook

import (
	"regexp"
	"strings"
	"sync"

	"framewise/corpus"
)

// FrameworkID identifies a framework for ever.
type FrameworkID string

// CodeID identifies a [Code] for ever, through renames and moves.
type CodeID string

// Origin says where a code came from.
type Origin string

// The origins of a code: from a theory, or built from the data.
const (
	APriori   Origin = "a-priori"
	Inductive Origin = "inductive"
)

// CodeStatus says whether a code is in use.
type CodeStatus string

// The states of a code. Codings of a merged code were moved to the code it
// was merged into; those of a retired code stay where they are.
const (
	Active  CodeStatus = "active"
	Merged  CodeStatus = "merged"
	Retired CodeStatus = "retired"
)

// Code is one node of a framework: a theme (at the top), sub-theme or code.
type Code struct {
	ID        CodeID      `json:"id"`
	Framework FrameworkID `json:"framework"`
	// Key is the code's stable name in files and on the command line, unique
	// in its framework: lived-experience. With the framework's name before it
	// (watson:lived-experience) it is unique everywhere.
	Key        string     `json:"key"`
	Parent     CodeID     `json:"parent,omitempty"`
	Position   int        `json:"position"` // among its siblings, from 0
	Number     string     `json:"number,omitempty"`
	Name       string     `json:"name"`
	Definition string     `json:"definition,omitempty"`
	Include    string     `json:"include,omitempty"`
	Exclude    string     `json:"exclude,omitempty"`
	Example    string     `json:"example,omitempty"`
	Colour     string     `json:"colour,omitempty"` // #RRGGBB; empty means the parent's
	Origin     Origin     `json:"origin"`
	Other      bool       `json:"other,omitempty"` // the catch-all under a theme
	Status     CodeStatus `json:"status"`
	MergedInto CodeID     `json:"merged_into,omitempty"`
}

var (
	// Compiled when it is first used: every start of the program would pay.
	keyPattern = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`^[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}_-]*[\p{L}\p{M}\p{N}])?$`)
	})
	colourPattern = regexp.MustCompile(`^#[0-9A-Fa-f]{6}$`)
)

// Validate reports what makes the code unusable, as a [corpus.ErrInvalid].
func (c *Code) Validate() error {
	switch {
	case c.ID == "" || c.Framework == "":
		return corpus.Errorf(corpus.ErrInvalid, "a code without an identifier or a framework")
	case !keyPattern().MatchString(c.Key):
		return corpus.Errorf(corpus.ErrInvalid, "%q can't be a code's id", c.Key).
			WithHint("use letters, digits and hyphens, like lived-experience")
	case strings.TrimSpace(c.Name) == "":
		return corpus.Errorf(corpus.ErrInvalid, "the code %q has no name", c.Key)
	case c.Colour != "" && !colourPattern.MatchString(c.Colour):
		return corpus.Errorf(corpus.ErrInvalid, "%q is not a colour (code %s)", c.Colour, c.Key).
			WithHint("write colours as #4E79A7")
	case c.Parent == c.ID:
		return corpus.Errorf(corpus.ErrInvalid, "the code %q can't lie under itself", c.Key)
	}
	return nil
}

// Title is the code's number and name, as headings print it: "2.1 Warmth".
func (c *Code) Title() string {
	if c.Number == "" {
		return c.Name
	}
	return c.Number + " " + c.Name
}
