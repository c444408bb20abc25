package corpus

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"
)

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
	// Attribute.Parse returns. A missing value has no entry.
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

// AttributeType is how an attribute's values are read, sorted and compared.
type AttributeType string

// The types of attribute.
const (
	TextAttribute     AttributeType = "text"
	NumberAttribute   AttributeType = "number"
	CategoryAttribute AttributeType = "category"
	DateAttribute     AttributeType = "date"
	BooleanAttribute  AttributeType = "boolean"
)

// Attribute defines one property that cases have: age, gender, site.
type Attribute struct {
	Name       string        `json:"name"` // unique in a project
	Type       AttributeType `json:"type"`
	Categories []string      `json:"categories,omitempty"` // of a category, in their order
	Position   int           `json:"position"`             // order among the attributes, from 0
}

// Parse checks a value as a person wrote it and returns its canonical form: a
// number with a point, a date as 2006-01-02, a boolean as yes or no. An empty
// value is missing and stays empty. The error is an [ErrInvalid].
func (a *Attribute) Parse(value string) (string, error) {
	value = strings.TrimSpace(value)
	if value == "" {
		return "", nil
	}
	switch a.Type {
	case NumberAttribute:
		if _, err := strconv.ParseFloat(value, 64); err == nil {
			return value, nil
		}
		if s := strings.Replace(value, ",", ".", 1); s != value {
			if _, err := strconv.ParseFloat(s, 64); err == nil {
				return s, nil
			}
		}
		return "", Errorf(ErrInvalid, "%s is a number, and %q is not", a.Name, value)
	case DateAttribute:
		for _, layout := range []string{time.DateOnly, "02/01/2006", "02-01-2006", "2006/01/02", "02.01.2006"} {
			if t, err := time.Parse(layout, value); err == nil {
				return t.Format(time.DateOnly), nil
			}
		}
		return "", Errorf(ErrInvalid, "%s is a date, and %q is not", a.Name, value).
			WithHint("write dates as 2026-04-30 or 30/04/2026")
	case BooleanAttribute:
		switch strings.ToLower(value) {
		case "yes", "y", "true", "1", "sí", "si":
			return "yes", nil
		case "no", "n", "false", "0":
			return "no", nil
		}
		return "", Errorf(ErrInvalid, "%s is yes or no, and %q is neither", a.Name, value)
	case CategoryAttribute:
		for _, c := range a.Categories {
			if strings.EqualFold(c, value) {
				return c, nil
			}
		}
		return "", Errorf(ErrInvalid, "%q is not a category of %s", value, a.Name).
			WithHint("its categories are %s", strings.Join(a.Categories, ", "))
	}
	return value, nil
}

// Compare orders two canonical values: numbers by size, categories in their
// order, the rest by text; a missing value comes last.
func (a *Attribute) Compare(x, y string) int {
	switch {
	case x == y:
		return 0
	case x == "":
		return 1
	case y == "":
		return -1
	}
	switch a.Type {
	case NumberAttribute:
		fx, _ := strconv.ParseFloat(x, 64)
		fy, _ := strconv.ParseFloat(y, 64)
		return cmp.Compare(fx, fy)
	case CategoryAttribute:
		return cmp.Compare(slices.Index(a.Categories, x), slices.Index(a.Categories, y))
	}
	return cmp.Compare(x, y)
}

// GuessAttribute makes an attribute of the narrowest type that fits all the
// values given: boolean, number, date, category (few distinct values, in
// alphabetical order), else text.
func GuessAttribute(name string, values []string) *Attribute {
	fits := func(t AttributeType) bool {
		a := &Attribute{Name: name, Type: t}
		n := 0
		for _, v := range values {
			if strings.TrimSpace(v) == "" {
				continue
			}
			n++
			if _, err := a.Parse(v); err != nil {
				return false
			}
		}
		return n > 0
	}
	// 0 and 1 alone are codes of something more often than truth values.
	for _, t := range []AttributeType{NumberAttribute, BooleanAttribute, DateAttribute} {
		if fits(t) {
			return &Attribute{Name: name, Type: t}
		}
	}
	var distinct []string
	n := 0
	for _, v := range values {
		v = strings.TrimSpace(v)
		if v == "" {
			continue
		}
		n++
		if !slices.ContainsFunc(distinct, func(d string) bool { return strings.EqualFold(d, v) }) {
			distinct = append(distinct, v)
		}
	}
	if len(distinct) > 0 && len(distinct) <= 12 && len(distinct)*2 <= n {
		slices.Sort(distinct)
		return &Attribute{Name: name, Type: CategoryAttribute, Categories: distinct}
	}
	return &Attribute{Name: name, Type: TextAttribute}
}
