package rtf

import (
	"bytes"

	"framewise/corpus"
	"framewise/corpus/decode"
	"framewise/corpus/decode/prose"
)

// Read reads a document. An error means that there is no usable text, and why.
func Read(f decode.File, lim decode.Limits) (*decode.Decoded, error) {
	if err := lim.Admit(f); err != nil {
		return nil, err
	}
	src := bytes.TrimLeft(f.Content, "\xEF\xBB\xBF \t\r\n")
	if !bytes.HasPrefix(bytes.ToLower(src[:min(len(src), 5)]), []byte(`{\rtf`)) {
		return nil, corpus.Errorf(corpus.ErrInvalid, "%s is not an RTF document", f.Name).
			WithHint("open it in the program it came from and save it as .docx")
	}
	r := newReader(f, src, lim)
	r.blocks.Follow(&r.to.Flow)
	if err := r.read(); err != nil {
		return nil, err
	}
	r.blocks.Emit(r.to.End())
	d := &decode.Decoded{}
	lost := r.blocks.Into(d, r.comments)
	if len(d.Blocks) == 0 {
		err := corpus.Errorf(corpus.ErrInvalid, "%s holds no text", f.Name)
		if r.count.pictures > 0 {
			return nil, err.WithHint("it holds %d pictures: if they are scanned pages, "+
				"have their text recognised first", r.count.pictures)
		}
		return nil, err.WithHint("open the file and look")
	}
	d.Warnings = r.warnings()
	if lost > 0 {
		d.Warnings = append(d.Warnings, prose.Lost("", lost))
	}
	return d, nil
}

// warnings says what was left out or chosen.
func (r *reader) warnings() []decode.Warning {
	var ws []decode.Warning
	warn := func(n int, one, many, message string) {
		if n > 0 {
			ws = append(ws, decode.Warnf("", message, decode.Plural(n, one, many)))
		}
	}
	if r.gone.N > 0 {
		ws = append(ws, decode.Warnf("", "tracked changes are read as if accepted: %s", &r.gone))
	}
	warn(r.count.noted, "note stands", "notes stand", "%s in the text, in square brackets")
	warn(r.count.hidden, "stretch", "stretches", "hidden text was left out (%s)")
	warn(r.count.objects, "embedded object was", "embedded objects were", "%s left out")
	warn(r.count.margins, "header or footer", "headers and footers", "the text of %s was left out")
	warn(r.count.unreadable, "character was", "characters were", "%s not readable and stand as � in the text")
	if r.count.signs > 0 {
		ws = append(ws, decode.Warnf("", "%s", prose.Signs(r.count.signs)))
	}
	if r.cut {
		ws = append(ws, decode.Warnf("", "the file ends inside a group: it may have been cut"))
	}
	return ws
}
