package odt

import (
	"encoding/xml"
	"strconv"

	"framewise/corpus/decode"
)

// style is what a style says about our questions.
type style struct {
	name    string // as people see it; empty for one that Writer made itself
	parent  string
	bold    toggle
	hidden  toggle
	heading int
	breaks  bool // a page begins with the paragraph
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

// key names a style: paragraphs and characters have names of their own.
type key struct{ family, name string }

type styles struct {
	named    map[key]style
	resolved map[key]style
}

func newStyles() *styles { return &styles{named: map[key]style{}, resolved: map[key]style{}} }

// style reads a style's definition.
func (p *pack) style(x *decode.XML, e xml.StartElement) error {
	k := key{decode.Attr(e, "family"), decode.Attr(e, "name")}
	st := style{name: decode.Attr(e, "display-name"), parent: decode.Attr(e, "parent-style-name")}
	if level := number(decode.Attr(e, "default-outline-level")); level < 10 {
		st.heading = level
	}
	st.breaks = decode.Attr(e, "master-page-name") != ""
	err := x.Children(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "text-properties":
			weight := decode.Attr(e, "font-weight")
			if weight == "" {
				weight = decode.Attr(e, "font-weight-complex")
			}
			if weight != "" {
				n, _ := strconv.Atoi(weight)
				st.bold = toggled(weight == "bold" || n >= 600)
			}
			if display := decode.Attr(e, "display"); display != "" {
				st.hidden = toggled(display == "none")
			}
		case "paragraph-properties":
			st.breaks = st.breaks || decode.Attr(e, "break-before") == "page"
		}
		return x.Skip()
	})
	if k.family == "paragraph" || k.family == "text" {
		p.styles.named[k] = st
		if err == nil {
			err = p.budget.Charge(decode.Overhead)
		}
	}
	return err
}

// get returns a style with what it leaves to those above it. What Writer made
// itself (P6, T3) has the name of the one it is made from.
func (s *styles) get(family, name string) style {
	k := key{family, name}
	if st, ok := s.resolved[k]; ok {
		return st
	}
	st, ok := s.named[k]
	if !ok {
		return style{name: name}
	}
	if st.name == "" && st.parent == "" {
		st.name = name
	}
	above := st.parent
	for range 16 { // longer chains, and circles, are nobody's
		b, ok := s.named[key{family, above}]
		if !ok {
			break
		}
		if st.name == "" {
			if st.name = b.name; st.name == "" {
				st.name = above
			}
		}
		st.bold, st.hidden = st.bold.or(b.bold), st.hidden.or(b.hidden)
		st.breaks = st.breaks || b.breaks
		if st.heading == 0 {
			st.heading = b.heading
		}
		above = b.parent
	}
	s.resolved[k] = st
	return st
}
