package corpus

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
)

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
	// Missing are the values that stand for an unknown one and say why: n/a,
	// refused, -99. They count nowhere, whatever the type.
	Missing  []string `json:"missing,omitempty"`
	Position int      `json:"position"` // order among the attributes, from 0
}

// IsMissing says whether a value is unknown: empty, or among those that stand
// for one.
func (a *Attribute) IsMissing(value string) bool {
	_, missing := a.missing(value)
	return missing
}

// missing is a missing value as [Attribute.Missing] has it.
func (a *Attribute) missing(value string) (canonical string, missing bool) {
	if value = strings.TrimSpace(value); value == "" {
		return "", true
	}
	for _, m := range a.Missing {
		if strings.EqualFold(m, value) {
			return m, true
		}
	}
	return "", false
}

// Number is the value of a number, if it is one and known.
func (a *Attribute) Number(value string) (n float64, ok bool) {
	if a.Type != NumberAttribute || a.IsMissing(value) {
		return 0, false
	}
	return finite(value)
}

// finite reads a number as programs write it; NaN and infinity are none.
func finite(s string) (n float64, ok bool) {
	n, err := strconv.ParseFloat(s, 64)
	return n, err == nil && !math.IsNaN(n) && !math.IsInf(n, 0)
}

// withPoint is a number as programs write it: 1200.25 of 1.200,25 and 1,200.25,
// 70.5 of 70,5.
func withPoint(value string) string {
	point, comma := strings.LastIndexByte(value, '.'), strings.LastIndexByte(value, ',')
	if point < 0 || comma < 0 {
		return strings.Replace(value, ",", ".", 1)
	}
	at, group := max(point, comma), ","
	if comma > point {
		group = "."
	}
	whole := strings.Split(strings.TrimPrefix(value[:at], "-"), group)
	for i, digits := range whole {
		if len(digits) != 3 && (i > 0 || len(digits) > 3) {
			return value // 1,20.5 is a slip
		}
	}
	return strings.ReplaceAll(value[:at], group, "") + "." + value[at+1:]
}

// Strays are those of some values that keep them from being numbers, or dates,
// when three in four at least are; kind says which. It is text where there is
// nothing to tell.
func Strays(values []string) (kind AttributeType, strays []string) {
	for _, t := range []AttributeType{NumberAttribute, DateAttribute} {
		a := &Attribute{Type: t}
		var odd []string
		n := 0
		for _, v := range values {
			if v = strings.TrimSpace(v); v == "" || missingWords[strings.ToLower(v)] {
				continue
			}
			if _, err := a.Parse(v); err != nil || t == NumberAttribute && padded(v) {
				odd = append(odd, v)
			} else {
				n++
			}
		}
		if len(odd) > 0 && n >= 3*len(odd) {
			return t, odd
		}
	}
	return TextAttribute, nil
}

// padded says whether digits have noughts before them, as those of codes and
// telephones have: 007.
func padded(value string) bool {
	return len(value) > 1 && value[0] == '0' && strings.Trim(value, "0123456789") == ""
}

// Parse checks a value as a person wrote it and returns its canonical form: a
// number with a point, a date as 2006-01-02, a boolean as yes or no. An empty
// value is missing and stays empty, as do the words of [Attribute.Missing]. The
// error is an [ErrInvalid].
func (a *Attribute) Parse(value string) (string, error) {
	value = strings.TrimSpace(value)
	if canonical, missing := a.missing(value); missing {
		return canonical, nil
	}
	switch a.Type {
	case NumberAttribute:
		if _, ok := finite(value); ok {
			return value, nil
		}
		if s := withPoint(value); s != value {
			if _, ok := finite(s); ok {
				return s, nil
			}
		}
		return "", Errorf(ErrInvalid, "%s is a number, and %q is not", a.Name, value)
	case DateAttribute:
		for _, layout := range []string{"2006-1-2", "2/1/2006", "2-1-2006", "2006/1/2", "2.1.2006"} {
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
// order, the rest by text. Missing values come last, those that say why before
// the empty ones.
func (a *Attribute) Compare(x, y string) int {
	if x == y {
		return 0
	}
	switch missingX, missingY := a.IsMissing(x), a.IsMissing(y); {
	case x == "" || y == "":
		return cmp.Compare(y, x)
	case missingX && !missingY:
		return 1
	case missingY && !missingX:
		return -1
	case missingX:
		return cmp.Compare(slices.Index(a.Missing, x), slices.Index(a.Missing, y))
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

// missingWords are what people write for a value that they do not have, in
// lower case.
var missingWords = map[string]bool{
	"n/a": true, "n.a.": true, "na": true, "#n/a": true, "nan": true, "null": true, "none": true,
	"missing": true, "unknown": true, "not known": true, "not stated": true, "refused": true, "declined": true,
	"prefer not to say": true, "don't know": true, "dk": true,
	"-": true, "–": true, "—": true, "--": true, ".": true, "?": true, "…": true,
	"s/i": true, "s/d": true, "s.d.": true, "n/d": true, "sin dato": true, "sin datos": true, "sin información": true,
	"no sabe": true, "no responde": true, "no contesta": true, "ns/nr": true, "ns/nc": true, "no aplica": true,
	"desconocido": true, "desconocida": true, "k.a.": true, "keine angabe": true,
}

// GuessAttribute makes an attribute of the narrowest type that fits all the
// values given: boolean, number, date, category (few distinct values, in
// alphabetical order), else text. Words such as n/a among numbers, dates and
// booleans become the attribute's [Attribute.Missing]. Digits with noughts before
// them (007, 0912) are codes, and no numbers.
func GuessAttribute(name string, values []string) *Attribute {
	fits := func(t AttributeType) *Attribute {
		a := &Attribute{Name: name, Type: t}
		n := 0
		for _, v := range values {
			v = strings.TrimSpace(v)
			if a.IsMissing(v) {
				continue
			}
			if _, err := a.Parse(v); err == nil && (t != NumberAttribute || !padded(v)) {
				n++
			} else if missingWords[strings.ToLower(v)] {
				a.Missing = append(a.Missing, v)
			} else {
				return nil
			}
		}
		if n == 0 {
			return nil
		}
		return a
	}
	// 0 and 1 alone are codes of something more often than truth values.
	for _, t := range []AttributeType{NumberAttribute, BooleanAttribute, DateAttribute} {
		if a := fits(t); a != nil {
			return a
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
