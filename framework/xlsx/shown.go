package xlsx

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"framewise/codebook"
	"framewise/framework"
)

// shown is what a sheet showed of a crossing when it was written: whether the
// text is still the same when it comes back, and what of the cell can be read
// in it.
type shown struct {
	hash  uint64 // of the text, see [hashOf]
	shape string
}

// A shape is a letter for the body of the text, then notes behind spaces:
//
//	s  the body is the summary
//	e  the body is the mark of a typed empty cell
//	g  the body was made up: quotes not charted, beginnings on Central
//	x  the text can't be taken apart again: it holds marks of its own
//	sN the first N characters of the summary stand there, the rest is in Cells
//	cN the same for the comment; c- is a comment that isn't there at all
//	n  marks are of no cell: those of stance and rating weren't there
//	rN, xN the same as sN for range and exceptions, in a row of Cells
//	h… hashes of the lines of a body that isn't the summary
const (
	bodySummary = 's'
	bodyEmpty   = 'e'
	bodyMade    = 'g'
	bodyOpaque  = 'x'
)

// The marks of typed empty cells.
var emptyMarks = map[framework.Emptiness]string{
	framework.NotAsked: "not asked", framework.NothingSaid: "–", framework.NotApplicable: "n/a",
}

const (
	notChartedMark = "not charted"
	proposedMark   = "?" // behind a reason for emptiness that nobody has confirmed
	butCodedMark   = "(but coded: "
)

// hashOf tells texts apart (FNV-1a); blanks at the ends of lines and of the
// text, which programs drop or add, make no difference.
func hashOf(text string) uint64 {
	const prime = 1099511628211
	h := uint64(14695981039346656037)
	text = strings.TrimSpace(text)
	blanks := 0 // seen and not counted yet
	for i := 0; i < len(text); i++ {
		switch c := text[i]; c {
		case ' ', '\t', '\r':
			blanks++
			continue
		case '\n':
			blanks = 0
		}
		for ; blanks > 0; blanks-- {
			h = (h ^ ' ') * prime
		}
		h = (h ^ uint64(text[i])) * prime
	}
	return h
}

// lineHash is the short hash of a line of a made-up body.
func lineHash(line string) string {
	return strconv.FormatUint(hashOf(line)&(1<<30-1), 36)
}

// parts are a chart's text taken apart.
type parts struct {
	stance     codebook.Stance
	rating     string
	body       string
	from, to   int // of the body in the text, in bytes
	bodyCut    bool
	comment    string
	commented  bool
	commentCut bool
}

// takeApart undoes what richText's verdict, comment and shorten put together.
func takeApart(text string, ratings []string) parts {
	var p parts
	end, cut := cutMark(text)
	p.from, p.to = 0, end
	if i := commentAt(text[:end]); i >= 0 {
		p.commented = true
		p.comment = strings.TrimPrefix(strings.TrimPrefix(text[i:end], "✎"), " ")
		p.commentCut = cut
		if i > 0 {
			i-- // the line break
		}
		p.to, p.bodyCut = cutMark(text[:i])
	} else {
		p.bodyCut = cut
	}
	p.stance, p.from = symbolAt(text[:p.to])
	if i := strings.Index(text[p.from:p.to], strings.TrimRight(RatingMark, " ")); i > 0 {
		if rating := text[p.from : p.from+i]; slices.Contains(ratings, rating) {
			p.rating = rating
			p.from += i + len(strings.TrimRight(RatingMark, " "))
			p.from += len(" ") * btoi(strings.HasPrefix(text[p.from:p.to], " "))
		}
	}
	p.body = text[p.from:p.to]
	return p
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

// cutMark finds the mark of a shortened text at its end.
func cutMark(text string) (end int, cut bool) {
	trimmed := strings.TrimRightFunc(text, unicode.IsSpace)
	if strings.HasSuffix(trimmed, inCells) {
		return len(trimmed) - len(inCells), true
	}
	return len(text), false
}

// commentAt is where the line of the comment begins, or -1.
func commentAt(text string) int {
	if strings.HasPrefix(text, "✎") {
		return 0
	}
	if i := strings.Index(text, "\n✎"); i >= 0 {
		return i + 1
	}
	return -1
}

// symbolAt reads the stance that a text begins with and where the rest
// begins.
func symbolAt(text string) (codebook.Stance, int) {
	for _, s := range codebook.Stances {
		if rest, ok := strings.CutPrefix(text, s.Symbol()); ok {
			return s, len(text) - len(rest) + btoi(strings.HasPrefix(rest, " "))
		}
	}
	return codebook.NoStance, 0
}

// emptiness reads a body that says why there is no summary.
func emptiness(body string) framework.Emptiness {
	body = strings.TrimSpace(body)
	for _, e := range framework.EmptyReasons {
		if body == emptyMarks[e] || strings.EqualFold(body, string(e)) {
			return e
		}
	}
	return framework.NotEmpty
}

// shownAs says what can be read back of a crossing's text. The cell is nil
// where the body is made up of several.
func (b *book) shownAs(text string, c *framework.Cell) shown {
	s := shown{hash: hashOf(text)}
	want := framework.Cell{}
	body := byte(bodyMade)
	if c != nil {
		switch {
		case c.Empty != framework.NotEmpty:
			body = bodyEmpty
			want.Comment = clean(c.Comment) // stance and rating aren't there
		case c.Summary != "":
			body = bodySummary
			fallthrough
		default:
			want.Stance, want.Rating, want.Comment = c.Stance, clean(c.Rating), clean(c.Comment)
			want.Summary = clean(c.Summary)
		}
	}
	p := takeApart(text, b.ratings)
	shape := []byte{body}
	fits := p.stance == want.Stance && p.rating == want.Rating
	switch n := utf8.RuneCountInString(p.comment); {
	case !p.commented && want.Comment != "":
		shape = append(shape, " c-"...)
	case p.commentCut && strings.HasPrefix(want.Comment, p.comment):
		shape = fmt.Appendf(shape, " c%d", n)
	case p.comment != want.Comment || p.commentCut:
		fits = false
	}
	if body == bodySummary {
		switch n := utf8.RuneCountInString(p.body); {
		case p.bodyCut && strings.HasPrefix(want.Summary, p.body):
			shape = fmt.Appendf(shape, " s%d", n)
		case p.body != want.Summary || p.bodyCut || emptiness(p.body) != framework.NotEmpty:
			fits = false
		}
	} else {
		if c == nil || body == bodyEmpty {
			shape = append(shape, " n"...)
		}
		shape = append(shape, " h"...)
		for i, line := range strings.Split(text[p.from:p.to], "\n") {
			if i > 0 {
				shape = append(shape, ',')
			}
			shape = append(shape, lineHash(line)...)
		}
	}
	if !fits {
		shape = shape[:1]
		shape[0] = bodyOpaque
	}
	s.shape = string(shape)
	return s
}

// form is a shape, read.
type form struct {
	body       byte // 0 where nothing was shown
	summaryCut int  // characters shown; 0 is all
	commentCut int
	rangeCut   int
	exceptCut  int
	cuts       struct{ summary, comment bool }
	noComment  bool
	noMarks    bool
	lines      map[string]bool
}

func formOf(shape string) form {
	f := form{noMarks: shape == ""}
	for i, word := range strings.Fields(shape) {
		switch {
		case i == 0:
			f.body = word[0]
		case word == "c-":
			f.noComment = true
		case word == "n":
			f.noMarks = true
		case word[0] == 's':
			f.summaryCut, _ = strconv.Atoi(word[1:])
			f.cuts.summary = true
		case word[0] == 'c':
			f.commentCut, _ = strconv.Atoi(word[1:])
			f.cuts.comment = true
		case word[0] == 'r':
			f.rangeCut, _ = strconv.Atoi(word[1:])
		case word[0] == 'x':
			f.exceptCut, _ = strconv.Atoi(word[1:])
		case word[0] == 'h':
			f.lines = make(map[string]bool)
			for _, h := range strings.Split(word[1:], ",") {
				f.lines[h] = true
			}
		}
	}
	return f
}
