package docx

import (
	"encoding/xml"

	"framewise/corpus/decode"
	"framewise/corpus/decode/prose"
)

// style is what a named style says about our questions.
type style struct {
	name    string
	based   string
	bold    toggle
	hidden  toggle
	outline int // 1–9 for a heading, 0 for none said
}

// toggle is a property that may be left open.
type toggle int8

const (
	open toggle = iota
	yes
	no
)

func toggled(b bool) toggle {
	if b {
		return yes
	}
	return no
}

// or is the toggle, or another where it is open.
func (t toggle) or(other toggle) toggle {
	if t == open {
		return other
	}
	return t
}

type styles struct {
	byID map[string]style
}

// readStyles reads the styles part; a document without one has none.
func readStyles(p *pack) (*styles, error) {
	s := &styles{byID: map[string]style{}}
	part := p.parts["styles"]
	if part == "" {
		return s, nil
	}
	id, current := "", style{}
	keep := func() {
		if id != "" {
			s.byID[id] = current
		}
	}
	err := p.each(part, func(_ *decode.XML, e xml.StartElement) error {
		if !word(e.Name) {
			return nil
		}
		switch e.Name.Local {
		case "style":
			keep()
			id, current = attr(e, "styleId"), style{}
			return p.budget.Charge(decode.Overhead)
		case "name":
			current.name = attr(e, "val")
		case "basedOn":
			current.based = attr(e, "val")
		case "b":
			current.bold = toggled(on(e))
		case "vanish":
			current.hidden = toggled(on(e))
		case "outlineLvl":
			current.outline = level(attr(e, "val"))
		case "tblStylePr": // of parts of a table, not of the style's text
			keep()
			id = ""
		}
		return nil
	})
	keep()
	resolved := make(map[string]style, len(s.byID))
	for id, st := range s.byID {
		resolved[id] = s.resolve(st)
	}
	s.byID = resolved
	return s, err
}

// resolve fills in what a style leaves to those it is based on.
func (s *styles) resolve(st style) style {
	base := st.based
	if st.outline == 0 {
		st.outline = prose.HeadingLevel(st.name)
	}
	for range 16 { // longer chains, and circles, are nobody's
		b, ok := s.byID[base]
		if !ok {
			break
		}
		st.bold, st.hidden = st.bold.or(b.bold), st.hidden.or(b.hidden)
		if st.outline == 0 {
			st.outline = b.outline
		}
		if st.outline == 0 {
			st.outline = prose.HeadingLevel(b.name)
		}
		base = b.based
	}
	return st
}

// get returns a style by identifier. One that is not defined has its
// identifier for a name.
func (s *styles) get(id string) style {
	if st, ok := s.byID[id]; ok {
		if st.name == "" {
			st.name = id
		}
		return st
	}
	return style{name: id, outline: prose.HeadingLevel(id)}
}

// level reads an outline level, 0–8, as a heading, 1–9. 9 is body text.
func level(val string) int {
	if n := atoi(val); n >= 0 && n < 9 {
		return n + 1
	}
	return 0
}
