package framework

import "strings"

// Piece is a stretch of two texts laid side by side: words that both have
// (Old and New are the same), that only the first has, or that only the second
// has, or, where words were replaced, both.
type Piece struct {
	Old string `json:"old"`
	New string `json:"new"`
}

// Same reports whether both texts have the piece.
func (p Piece) Same() bool { return p.Old == p.New }

// Diff lays two texts side by side, word by word. The Old of all pieces,
// joined, are a, and the New are b.
func Diff(a, b string) []Piece {
	// A space at the end of both lets a last word be the same word as one with
	// others behind it.
	words := splitWords(a + " ")
	var pieces []Piece
	at := 0
	for _, e := range edits(a+" ", b+" ") {
		if e.from > at {
			same := strings.Join(words[at:e.from], "")
			pieces = append(pieces, Piece{same, same})
		}
		pieces = append(pieces, replaced(strings.Join(words[e.from:e.to], ""), strings.Join(e.words, ""))...)
		at = e.to
	}
	if at < len(words) {
		rest := strings.Join(words[at:], "")
		pieces = append(pieces, Piece{rest, rest})
	}
	return trimmed(pieces)
}

// replaced cuts off from two stretches the words that both begin with, where
// only the white space behind them differs, and the white space both end in.
func replaced(a, b string) []Piece {
	from := 0
	for i := 0; i <= len(a) && i <= len(b) && a[:i] == b[:i]; i++ {
		if (i == len(a) || space(a[i])) && (i == len(b) || space(b[i])) {
			from = i
		}
	}
	same, a, b := a[:from], a[from:], b[from:]
	n := 0
	for n < len(a) && n < len(b) && a[len(a)-1-n] == b[len(b)-1-n] && space(a[len(a)-1-n]) {
		n++
	}
	tail := a[len(a)-n:]
	return []Piece{{same, same}, {a[:len(a)-n], b[:len(b)-n]}, {tail, tail}}
}

func space(c byte) bool { return c == ' ' || c == '\n' || c == '\t' }

// trimmed takes the space at the end of both texts off again.
func trimmed(pieces []Piece) []Piece {
	lastOld, lastNew := -1, -1 // the pieces in which the texts end
	for i, p := range pieces {
		if p.Old != "" {
			lastOld = i
		}
		if p.New != "" {
			lastNew = i
		}
	}
	var out []Piece
	for i, p := range pieces {
		was := p
		if i == lastOld {
			p.Old = p.Old[:len(p.Old)-1]
		}
		if i == lastNew {
			p.New = p.New[:len(p.New)-1]
		}
		if was.Same() && !p.Same() { // one text goes on behind words that both have
			shorter := p.Old
			if len(p.New) < len(p.Old) {
				shorter = p.New
			}
			out = add(out, Piece{shorter, shorter})
			p = Piece{strings.TrimPrefix(p.Old, shorter), strings.TrimPrefix(p.New, shorter)}
		}
		out = add(out, p)
	}
	return out
}

// add puts a piece behind others, joined with the last if it is of its kind.
func add(pieces []Piece, p Piece) []Piece {
	n := len(pieces)
	switch {
	case p == Piece{}:
		return pieces
	case n > 0 && pieces[n-1].Same() == p.Same():
		pieces[n-1] = Piece{pieces[n-1].Old + p.Old, pieces[n-1].New + p.New}
		return pieces
	}
	return append(pieces, p)
}
