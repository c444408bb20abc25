package pdf

// cmap maps the codes of strings to text (ToUnicode) or to glyphs (an
// Encoding of its own).
type cmap struct {
	spaces [4][][2]string // codespace ranges, by length of code
	texts  map[string]string
	ranges []codeRange
	glyphs []codeRange
}

// codeRange are codes of the same length and what the first of them stands
// for: a text whose last character counts up, texts in turn, or a glyph.
type codeRange struct {
	low, high string
	text      string
	each      array
	glyph     int
}

// mostRanges bounds a CMap; the largest real ones have some 20,000 entries.
const mostRanges = 100_000

func (d *document) cmap(s *stream, depth int) *cmap {
	m := &cmap{texts: map[string]string{}}
	if base, ok := d.resolve(s.dict["UseCMap"]).(*stream); ok && depth < 4 {
		m = d.cmap(base, depth+1)
	}
	l := lexer{b: d.decode(s)}
	var args []any
	text := func(i int) string { s, _ := args[i].(string); return s }
	for d.step(1) {
		v, ok := l.object()
		if !ok {
			break
		}
		op, is := v.(operator)
		if !is {
			args = append(args, v)
			continue
		}
		if len(m.ranges)+len(m.glyphs)+len(m.texts) > mostRanges {
			break
		}
		switch op {
		case "begincodespacerange", "beginbfchar", "beginbfrange", "begincidrange", "begincidchar":
			args = args[:0]
			continue
		case "endcodespacerange":
			for i := 0; i+1 < len(args); i += 2 {
				if n := len(text(i)); n >= 1 && n <= 4 && n == len(text(i+1)) && len(m.spaces[n-1]) < 1000 {
					m.spaces[n-1] = append(m.spaces[n-1], [2]string{text(i), text(i + 1)})
				}
			}
		case "endbfchar":
			for i := 0; i+1 < len(args); i += 2 {
				switch to := args[i+1].(type) {
				case string:
					m.texts[text(i)] = fromUTF16(to)
				case name:
					m.texts[text(i)] = glyphText(string(to))
				}
			}
		case "endbfrange":
			for i := 0; i+2 < len(args); i += 3 {
				r := codeRange{low: text(i), high: text(i + 1), text: fromUTF16(text(i + 2))}
				r.each, _ = args[i+2].(array)
				m.add(&m.ranges, r)
			}
		case "endcidrange":
			for i := 0; i+2 < len(args); i += 3 {
				n, _ := args[i+2].(float64)
				m.add(&m.glyphs, codeRange{low: text(i), high: text(i + 1), glyph: int(n)})
			}
		case "endcidchar":
			for i := 0; i+1 < len(args); i += 2 {
				n, _ := args[i+1].(float64)
				m.add(&m.glyphs, codeRange{low: text(i), high: text(i), glyph: int(n)})
			}
		}
		args = args[:0]
	}
	return m
}

func (m *cmap) add(to *[]codeRange, r codeRange) {
	if len(r.low) == len(r.high) && r.low <= r.high && len(r.low) >= 1 && len(r.low) <= 4 {
		*to = append(*to, r)
	}
}

// text is what a code stands for; ok is false where the map does not say.
func (m *cmap) text(code string) (string, bool) {
	if m == nil {
		return "", false
	}
	if t, ok := m.texts[code]; ok {
		return t, true
	}
	t, ok := "", false
	for _, r := range m.ranges {
		if len(r.low) != len(code) || code < r.low || code > r.high {
			continue
		}
		n := distance(r.low, code)
		if r.each != nil {
			if n < len(r.each) {
				s, _ := r.each[n].(string)
				t, ok = fromUTF16(s), true
			}
			break
		}
		runes := []rune(r.text)
		if len(runes) > 0 {
			runes[len(runes)-1] += rune(n)
			t, ok = string(runes), true
		}
		break
	}
	if m.texts != nil && len(m.texts) < mostRanges && ok {
		m.texts[code] = t // found faster the next time
	}
	return t, ok
}

// glyph is a code's place in the font; value where the map does not say.
func (m *cmap) glyph(code string, value int) int {
	for _, r := range m.glyphs {
		if len(r.low) == len(code) && code >= r.low && code <= r.high {
			return r.glyph + distance(r.low, code)
		}
	}
	return value
}

// length is how many bytes the first code of s has.
func (m *cmap) length(s string) int {
	for n := 1; n <= min(4, len(s)); n++ {
		for _, space := range m.spaces[n-1] {
			inside := true
			for i := range n { // each byte has its own range
				inside = inside && s[i] >= space[0][i] && s[i] <= space[1][i]
			}
			if inside {
				return n
			}
		}
	}
	return min(2, len(s))
}

func distance(low, code string) int {
	n := 0
	for i := range len(low) {
		n = n<<8 + int(code[i]) - int(low[i])
	}
	return n
}
