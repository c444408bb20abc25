package framework

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"framewise/corpus"
)

// Participants tells who took part: the cases' attributes summed up, side by
// side for groups of cases, as the first table of most papers does.
type Participants struct {
	By     string             `json:"by,omitempty"` // the attribute that makes the groups; may be empty
	Groups []ParticipantGroup `json:"groups"`       // one for each value, in its order, then all cases
}

// ParticipantGroup is one column of [Participants].
type ParticipantGroup struct {
	// Value is what the cases of the group have in common; empty for all cases,
	// and among the others where it is not known.
	Value string `json:"value"`
	Cases int    `json:"cases"`
	// Of describes the attributes, in the same order for each group.
	Of []corpus.Distribution `json:"attributes"`
}

// ParticipantsView chooses what [DescribeParticipants] tells.
type ParticipantsView struct {
	By         string            // the attribute that makes the groups; may be empty
	Where      map[string]string // only the cases whose attributes have all these values
	Attributes []string          // which are told; nil is all but those of running text
}

// DescribeParticipants sums up the attributes of the cases. An attribute that
// the view names and that is not there is a [corpus.ErrNotFound].
func DescribeParticipants(cases []corpus.Case, attributes []corpus.Attribute, v ParticipantsView) (Participants, error) {
	told, err := toldOf(attributes, v)
	if err != nil {
		return Participants{}, err
	}
	chosen, err := chooseCases(cases, attributes, v.Where)
	if err != nil {
		return Participants{}, err
	}
	var p Participants
	if v.By != "" {
		by, err := findAttribute(attributes, v.By)
		if err != nil {
			return p, err
		}
		p.By = by.Name
		groups := make(map[string][]corpus.Case)
		for _, c := range chosen {
			value := c.Values[by.Name] // a missing one says why
			groups[value] = append(groups[value], c)
		}
		values := make([]string, 0, len(groups))
		for value := range groups {
			values = append(values, value)
		}
		slices.SortFunc(values, by.Compare)
		for _, value := range values {
			p.Groups = append(p.Groups, describeGroup(value, groups[value], told))
		}
	}
	p.Groups = append(p.Groups, describeGroup("", chosen, told))
	return p, nil
}

func toldOf(attributes []corpus.Attribute, v ParticipantsView) (told []corpus.Attribute, err error) {
	for _, name := range v.Attributes {
		a, err := findAttribute(attributes, name)
		if err != nil {
			return nil, err
		}
		told = append(told, a)
	}
	if v.Attributes == nil {
		for _, a := range attributes {
			if a.Type != corpus.TextAttribute && !strings.EqualFold(a.Name, v.By) {
				told = append(told, a)
			}
		}
	}
	return told, nil
}

// chooseCases are the cases whose attributes have all the values named.
func chooseCases(cases []corpus.Case, attributes []corpus.Attribute, where map[string]string) ([]corpus.Case, error) {
	for name, value := range where {
		a, err := findAttribute(attributes, name)
		if err != nil {
			return nil, err
		}
		cases = slices.DeleteFunc(slices.Clone(cases), func(c corpus.Case) bool { return c.Values[a.Name] != value })
	}
	return cases, nil
}

func describeGroup(value string, cases []corpus.Case, told []corpus.Attribute) ParticipantGroup {
	g := ParticipantGroup{Value: value, Cases: len(cases)}
	for _, a := range told {
		values := make([]string, len(cases))
		for i, c := range cases {
			values[i] = c.Values[a.Name]
		}
		g.Of = append(g.Of, corpus.Describe(a, values))
	}
	return g
}

// ParticipantLine is a line of the table of participants: what it tells, and
// that of each group.
type ParticipantLine struct {
	Text  string
	Below bool // of the line above it that stands without cells
	Cells []string
}

// Lines lays the table out as papers print it: under a number its
// mean (SD) and range, and with median its median and quartiles; under a
// category how many cases and their share of those whose value is known;
// missing values as plain numbers. The first line has the groups and how many
// they are.
func (p *Participants) Lines(median bool) (head ParticipantLine, lines []ParticipantLine) {
	head.Text = "Characteristic"
	for i, g := range p.Groups {
		name := g.Value
		switch {
		case i == len(p.Groups)-1:
			name = "All"
		case name == "":
			name = "Not known"
		}
		head.Cells = append(head.Cells, name+" (n = "+strconv.Itoa(g.Cases)+")")
	}
	if len(p.Groups) == 0 {
		return head, nil
	}
	each := func(text string, cell func(corpus.Distribution) string, i int) {
		line := ParticipantLine{Text: text, Below: true}
		for _, g := range p.Groups {
			line.Cells = append(line.Cells, cell(g.Of[i]))
		}
		lines = append(lines, line)
	}
	all := p.Groups[len(p.Groups)-1].Of
	for i, d := range all {
		lines = append(lines, ParticipantLine{Text: d.Attribute.Name})
		switch d.Attribute.Type {
		case corpus.NumberAttribute:
			each("mean (SD)", meanSD, i)
			if median {
				each("median (quartiles)", medianQuartiles, i)
			}
			each("range", numberRange, i)
		case corpus.DateAttribute:
			each("from", func(d corpus.Distribution) string { return dash(d.First) }, i)
			each("to", func(d corpus.Distribution) string { return dash(d.Last) }, i)
		default:
			for _, c := range d.Counts {
				each(c.Value, func(d corpus.Distribution) string { return share(d, c.Value) }, i)
			}
		}
		for _, c := range d.Missing {
			name := c.Value
			if name == "" {
				name = "not known"
			}
			each(name, func(d corpus.Distribution) string { return strconv.Itoa(cases(d.Missing, c.Value)) }, i)
		}
	}
	return head, lines
}

func cases(counts []corpus.Count, value string) int {
	for _, c := range counts {
		if c.Value == value {
			return c.Cases
		}
	}
	return 0
}

// share is a count with its percentage of the cases whose value is known: whole
// below a hundred of them, else with one decimal.
func share(d corpus.Distribution, value string) string {
	n := cases(d.Counts, value)
	if d.Known == 0 {
		return strconv.Itoa(n)
	}
	decimals := 0
	if d.Known >= 100 {
		decimals = 1
	}
	return strconv.Itoa(n) + " (" + fixed(100*float64(n)/float64(d.Known), decimals) + "%)"
}

func meanSD(d corpus.Distribution) string {
	if d.Numbers == nil {
		return "–"
	}
	sd := "–"
	if d.Numbers.SD != nil {
		sd = fixed(*d.Numbers.SD, 1)
	}
	return fixed(d.Numbers.Mean, 1) + " (" + sd + ")"
}

func medianQuartiles(d corpus.Distribution) string {
	if n := d.Numbers; n != nil {
		return plainNumber(n.Median) + " (" + plainNumber(n.Q1) + "–" + plainNumber(n.Q3) + ")"
	}
	return "–"
}

func numberRange(d corpus.Distribution) string {
	if n := d.Numbers; n != nil {
		return plainNumber(n.Min) + "–" + plainNumber(n.Max)
	}
	return "–"
}

// fixed rounds half away from zero, as people do by hand.
func fixed(x float64, decimals int) string {
	scale := math.Pow10(decimals)
	// The nearest float to 0.25 × 10 is just below or above the half.
	rounded := math.Round(x*scale*(1+1e-12)) / scale
	return strconv.FormatFloat(rounded, 'f', decimals, 64)
}

// plainNumber has the decimals that the number has, two at most.
func plainNumber(x float64) string {
	return strings.TrimSuffix(strings.TrimRight(fixed(x, 2), "0"), ".")
}

func dash(s string) string {
	if s == "" {
		return "–"
	}
	return s
}

// ParticipantsNote stands under the table and says what its numbers are.
const ParticipantsNote = "Numbers are mean (sample standard deviation) and range; categories are n (% of those whose value is known)."
