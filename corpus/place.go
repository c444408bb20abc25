package corpus

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Match says how a quote was found in a text.
type Match int

// The ways to find a quote, the strictest first.
const (
	ExactMatch  Match = iota // letter by letter
	FoldedMatch              // but for white space, quotation marks, dashes, dots
	ElidedMatch              // with words left out at an ellipsis
)

func (m Match) String() string {
	return [...]string{"exact", "differs in white space or punctuation", "words left out at …"}[m]
}

// Placement is where a quote stands.
type Placement struct {
	Span  Span
	Match Match
}

// maxElision is how many code points an ellipsis in a quote may stand for.
const maxElision = 2000

// Place finds a quote that somebody copied out of the text, by hand or by
// another program: first letter by letter, then ignoring differences in white
// space, quotation marks and dashes, then letting an ellipsis stand for up to
// 2,000 left-out characters. Whole words win over parts of words.
//
// Where the quote occurs more than once, the occurrence nearest to near is
// taken; if near is empty that is an [ErrConflict] that counts them. A quote
// that does not occur is an [ErrNotFound].
func (t *Text) Place(quote string, near Span) (Placement, error) {
	quote, _, _ = Clean(quote)
	if quote = strings.TrimSpace(quote); quote == "" {
		return Placement{}, Errorf(ErrInvalid, "an empty quote")
	}
	if s, ok := t.overlapping(quote, near); ok {
		return Placement{s, ExactMatch}, nil
	}
	spans := t.occurrences(t.s, quote, func(b int) Pos { return t.AtByte(b) })
	match := ExactMatch
	if len(spans) == 0 {
		f := t.fold()
		want := foldQuote(quote)
		match = FoldedMatch
		spans = t.occurrences(f.s, want, f.at)
		if len(spans) == 0 {
			if parts := splitElisions(want); len(parts) > 0 {
				match = ElidedMatch
				spans = f.elided(t, parts)
			}
		}
	}
	switch {
	case len(spans) == 0:
		return Placement{}, Errorf(ErrNotFound, "the quote does not occur in the text")
	case len(spans) > 1 && near.Empty():
		return Placement{}, Errorf(ErrConflict, "the quote occurs %d times", len(spans)).
			WithHint("name the paragraph it is from")
	}
	best := spans[0]
	for _, s := range spans[1:] {
		if gap(s, near) < gap(best, near) {
			best = s
		}
	}
	return Placement{best, match}, nil
}

// gap is how far apart two spans lie; 0 if they overlap.
func gap(a, b Span) Pos {
	return max(0, a.Start-b.End+1, b.Start-a.End+1)
}

// overlapping finds a quote letter by letter, in whole words, where it overlaps
// a span: none is nearer, and a long text need not be gone through.
func (t *Text) overlapping(quote string, near Span) (Span, bool) {
	if near.Empty() {
		return Span{}, false
	}
	from := max(t.Byte(near.Start)-len(quote)+1, 0)
	to := min(t.Byte(near.End)+len(quote)-1, len(t.s))
	for from < to {
		i := strings.Index(t.s[from:to], quote)
		if i < 0 {
			break
		}
		i += from
		end := i + len(quote)
		if wholeWords(t.s, i, end) {
			return Span{t.AtByte(i), t.AtByte(end-1) + 1}, true
		}
		from = end
	}
	return Span{}, false
}

// occurrences lists where want stands in s; at converts s's byte offsets.
func (t *Text) occurrences(s, want string, at func(int) Pos) []Span {
	if want == "" {
		return nil
	}
	var words, parts []Span
	for from := 0; ; {
		i := strings.Index(s[from:], want)
		if i < 0 {
			break
		}
		i += from
		end := i + len(want)
		span := Span{at(i), at(end-1) + 1}
		if wholeWords(s, i, end) {
			words = append(words, span)
		} else {
			parts = append(parts, span)
		}
		from = end
	}
	if len(words) > 0 {
		return words
	}
	return parts
}

// wholeWords reports whether s[i:end] does not begin or end within a word.
func wholeWords(s string, i, end int) bool {
	before, _ := utf8.DecodeLastRuneInString(s[:i])
	first, _ := utf8.DecodeRuneInString(s[i:])
	last, _ := utf8.DecodeLastRuneInString(s[:end])
	after, _ := utf8.DecodeRuneInString(s[end:])
	return (i == 0 || !wordRune(before) || !wordRune(first)) &&
		(end == len(s) || !wordRune(last) || !wordRune(after))
}

func wordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) }

// folded is a text with white space, quotation marks, dashes and dots made
// alike, and the way back to the text's positions.
type folded struct {
	s   string
	pos []int32 // for every byte of s, the position in the text it came from
}

func (f *folded) at(b int) Pos { return Pos(f.pos[b]) }

func (t *Text) fold() *folded {
	t.findFolded.Do(func() {
		f := &folded{pos: make([]int32, 0, len(t.s))}
		var b strings.Builder
		b.Grow(len(t.s))
		foldInto(t.s, func(s string, p int) {
			b.WriteString(s)
			for range len(s) {
				f.pos = append(f.pos, int32(p))
			}
		})
		f.s = b.String()
		t.folded = f
	})
	return t.folded
}

// foldInto hands out s piece by piece, folded, with the position of each.
func foldInto(s string, emit func(s string, p int)) {
	space, dots, dash := false, 0, false
	p := 0
	flushDots := func() {
		switch {
		case dots >= 3:
			emit("…", p-dots)
		case dots > 0:
			for i := range dots {
				emit(".", p-dots+i)
			}
		}
		dots = 0
	}
	for i, r := range s {
		if r != '.' {
			flushDots()
		}
		wasSpace, wasDash := space, dash
		space, dash = false, false
		switch {
		case r == '.':
			dots++
		case r == '\u00AD' || r == '\u200B' || r == '\u2060' || r == '\uFEFF':
			space, dash = wasSpace, wasDash // invisible
		case unicode.IsSpace(r):
			space = true
			if !wasSpace {
				emit(" ", p)
			}
		case strings.ContainsRune("\"'`´‘’‚‛“”„‟«»‹›′″", r):
			emit("'", p)
		case strings.ContainsRune("-‐‑‒–—―−", r):
			dash = true
			if !wasDash {
				emit("-", p)
			}
		default:
			emit(s[i:i+utf8.RuneLen(r)], p)
		}
		p++
	}
	flushDots()
}

// foldQuote folds a quote like the text, and takes off the quotation marks
// and ellipses around it.
func foldQuote(quote string) string {
	var b strings.Builder
	foldInto(quote, func(s string, _ int) { b.WriteString(s) })
	s := b.String()
	for _, e := range []string{"[…]", "(…)"} {
		s = strings.ReplaceAll(s, e, "…")
	}
	for {
		cut := strings.TrimSpace(s)
		cut = strings.TrimPrefix(strings.TrimSuffix(cut, "…"), "…")
		if len(cut) > 1 && cut[0] == '\'' && cut[len(cut)-1] == '\'' {
			cut = cut[1 : len(cut)-1]
		}
		if cut == s {
			return s
		}
		s = cut
	}
}

// splitElisions cuts a folded quote at its ellipses; nothing if there is none.
func splitElisions(s string) []string {
	if !strings.Contains(s, "…") {
		return nil
	}
	var parts []string
	for part := range strings.SplitSeq(s, "…") {
		if part = strings.TrimSpace(part); part != "" {
			parts = append(parts, part)
		}
	}
	return parts
}

// elided lists the spans in which the parts follow each other closely.
func (f *folded) elided(t *Text, parts []string) []Span {
	var spans []Span
next:
	for _, first := range t.occurrences(f.s, parts[0], f.at) {
		span := first
		for _, part := range parts[1:] {
			from := f.byte(span.End)
			i := strings.Index(f.s[from:], part)
			if i < 0 {
				continue next
			}
			start := f.at(from + i)
			if start-span.End > maxElision {
				continue next
			}
			span.End = f.at(from+i+len(part)-1) + 1
		}
		spans = append(spans, span)
	}
	return spans
}

// byte is the first byte of the folded text that came from p or later.
func (f *folded) byte(p Pos) int {
	lo, hi := 0, len(f.pos)
	for lo < hi {
		mid := (lo + hi) / 2
		if Pos(f.pos[mid]) < p {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo
}
