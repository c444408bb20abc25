package framework

import (
	"slices"
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
