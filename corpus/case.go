package corpus

// CaseID identifies a [Case] for ever; people use its Label.
type CaseID string

// CaseKind says what sort of unit a case is.
type CaseKind string

// The kinds of case.
const (
	Participant  CaseKind = "participant"
	Group        CaseKind = "group"
	Organisation CaseKind = "organisation"
)

// Case is a unit of analysis: one row of the matrix. Usually a participant, it
// may be a group or an organisation. A case may have several documents, and a
// document (a focus group) several cases.
type Case struct {
	ID    CaseID   `json:"id"`
	Label string   `json:"label"` // short name people cite, unique in a project: P07
	Kind  CaseKind `json:"kind"`
	// Values holds the case's attributes by name, in the canonical form that
	// [Attribute.Parse] returns. A value that is not known has no entry, or one
	// that says why: see [Attribute.Missing].
	Values map[string]string `json:"values,omitempty"`
	Note   string            `json:"note,omitempty"`
}

// Validate reports what makes the case unusable, as an [ErrInvalid].
func (c *Case) Validate() error {
	if c.ID == "" {
		return Errorf(ErrInvalid, "a case without an identifier")
	}
	return validLabel("case", c.Label)
}

// validLabel holds labels to what a locator can cite.
func validLabel(what, label string) error {
	if label == "" {
		return Errorf(ErrInvalid, "a %s needs a short name, like P07", what)
	}
	if !labelPattern().MatchString(label) {
		return Errorf(ErrInvalid, "%q can't be the short name of a %s", label, what).
			WithHint("use letters, digits, hyphens, dots and low lines, so that P07:142 can cite it")
	}
	return nil
}
