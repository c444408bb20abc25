package rtf

import (
	"framewise/corpus/decode"
	"framewise/corpus/decode/prose"
)

// inmost is how deep tables are told apart within tables.
const inmost = 20

// target is what text is written to: the body, a note, a text box.
type target struct {
	prose.Tables
	row bool             // a row is being defined: what follows is in it
	p   *prose.Paragraph // that is written to; nil where none has begun
}

// depth is the level that text is at.
func (r *reader) depth() int {
	switch {
	case r.nesting > 0:
		return min(r.nesting, inmost)
	case r.inTable || r.to.row:
		return 1
	}
	return 0
}

// paragraph is the one to write to.
func (r *reader) paragraph() (*prose.Paragraph, error) {
	if r.to.p != nil {
		return r.to.p, nil
	}
	p := r.to.At(r.depth()).Next()
	r.to.p = p
	if p.Line == 0 {
		p.Line = r.line
	}
	if st := r.styles[r.style]; st != nil {
		p.Style, p.Heading = st.name, st.level
	}
	if r.level > 0 {
		p.Heading = r.level
	}
	return p, r.budget.Charge(decode.Overhead)
}

// endParagraph ends the paragraph, unless its mark is deleted.
func (r *reader) endParagraph() error {
	r.fresh, r.skip = false, 0
	if err := r.flush(); err != nil || r.state.to != body {
		return err
	}
	if r.deleted {
		r.gone.Add([]byte(" "))
		if p := r.to.p; p != nil {
			p.Join()
		}
	}
	r.to.p = nil
	r.line++
	return nil
}

// mark notes where a comment touches the text.
func (r *reader) mark(id string, kind prose.Kind) {
	if r.to.p != nil {
		r.to.p.Mark(id, kind)
		return
	}
	r.to.At(r.depth()).Between(id, kind)
}

// aside reads the group into a target of its own. fn is called at the end,
// when the text goes on where it stood.
func (r *reader) aside(fn func(t *prose.Tables) error) {
	outer, around, line := r.to, r.state, r.line
	inner := &target{}
	r.to = inner
	r.state = state{to: body, uc: r.uc, font: r.deff, complexFont: r.deff}
	r.atEnd(func() error {
		r.to, r.state, r.line = outer, around, line
		return fn(&inner.Tables)
	})
}
