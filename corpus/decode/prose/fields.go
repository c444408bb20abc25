package prose

// Fields are the open fields of a text, one within another: of each comes its
// code first, then its result, which is what is shown. The zero value is ready.
type Fields struct {
	open  []field
	codes int // of them that are in their code
}

type field struct {
	inCode bool
	code   []byte
	at     int // of the paragraph's code points, where the result began
}

// Begin begins a field.
func (f *Fields) Begin() {
	f.open = append(f.open, field{inCode: true})
	f.codes++
}

// Code takes what is written in the code of the innermost field, if that is in
// its code.
func (f *Fields) Code(t []byte) {
	const longest = 2000
	if n := len(f.open); n > 0 && f.open[n-1].inCode && len(f.open[n-1].code) < longest {
		f.open[n-1].code = append(f.open[n-1].code, t...)
	}
}

// Separate begins the result of the innermost field, in a paragraph.
func (f *Fields) Separate(p *Paragraph) {
	if n := len(f.open); n > 0 && f.open[n-1].inCode {
		f.open[n-1].inCode, f.open[n-1].at = false, p.runes
		f.codes--
	}
}

// End ends the innermost field. Of one without a result, which is drawn by its
// code, it returns the text.
func (f *Fields) End(p *Paragraph) (drawn string) {
	n := len(f.open)
	if n == 0 {
		return ""
	}
	last := f.open[n-1]
	f.open = f.open[:n-1]
	if last.inCode {
		f.codes--
	} else if p.runes != last.at {
		return ""
	}
	drawn, _ = Equation(string(last.code))
	return drawn
}

// Open is how many fields are open.
func (f *Fields) Open() int { return len(f.open) }

// Codes is how many of them are in their code.
func (f *Fields) Codes() int { return f.codes }

// InCode says that the innermost field is in its code.
func (f *Fields) InCode() bool { return len(f.open) > 0 && f.open[len(f.open)-1].inCode }
