package intake

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"framewise/corpus"
	"framewise/corpus/decode"
)

// line is a line of a block: where labels are looked for.
type line struct {
	text   string
	block  int
	at     int        // its number in the source, for messages
	start  corpus.Pos // in the document's text; for cues, not known yet
	bold   int        // code points at the start of the line that are bold
	whole  bool       // the block has no other line
	number int        // bytes of the paragraph's number, with the spaces behind it
	of     corpus.Pos // where its block starts
	head   bool       // written by a program above the talk
}

// split makes lines of the blocks that have text, and the text that they
// make up: block after block, with a line feed between.
func split(blocks []decode.Block) (lines []line, text string) {
	size, n := 0, 0
	for i := range blocks {
		size += len(blocks[i].Text) + 1
		n += 1 + strings.Count(blocks[i].Text, "\n")
	}
	var b strings.Builder
	b.Grow(size)
	lines = make([]line, 0, n)
	var at corpus.Pos
	for i := range blocks {
		s := blocks[i].Text
		if b.Len() > 0 {
			b.WriteByte('\n')
			at++
		}
		b.WriteString(s)
		of := at
		bold, whole := blocks[i].Bold, strings.IndexByte(s, '\n') < 0
		for more := true; more; {
			var l string
			l, s, more = strings.Cut(s, "\n")
			size := utf8.RuneCountInString(l)
			lines = append(lines, line{
				text: l, block: i, at: blocks[i].Line, start: at, of: of, bold: min(bold, size), whole: whole,
			})
			bold = max(0, bold-size-1)
			at += corpus.Pos(size)
			if more {
				at++
			}
		}
	}
	return lines, b.String()
}

// tidy keeps the blocks with text and makes their text storable. from maps
// the index of a kept block to its index before.
func tidy(blocks []decode.Block) (kept []decode.Block, from []int, w []decode.Warning) {
	kept = make([]decode.Block, 0, len(blocks))
	from = make([]int, 0, len(blocks))
	dropped, replaced := 0, 0
	for i, b := range blocks {
		if blank(b.Text) {
			continue
		}
		var d, r int
		b.Text, d, r = corpus.Clean(b.Text)
		dropped += d
		replaced += r
		if blank(b.Text) {
			continue
		}
		kept = append(kept, b)
		from = append(from, i)
	}
	if dropped > 0 {
		w = append(w, decode.Warnf("", "%d control characters were dropped", dropped))
	}
	if replaced > 0 {
		w = append(w, decode.Warnf("", "%d bytes that are not text were replaced by \uFFFD", replaced))
	}
	return kept, from, w
}

func blank(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			return strings.TrimSpace(s) == ""
		}
		if s[i] > ' ' {
			return false
		}
	}
	return true
}

// ruler says whether a line only divides: ---, * * *, ______.
func ruler(s string) bool {
	if len(s) > 200 {
		return false
	}
	n := 0
	for _, r := range s {
		switch r {
		case '-', '*', '_', '=', '~', '#', '—', '–', '─', '•':
			n++
		case ' ', '\t':
		default:
			return false
		}
	}
	return n >= 2
}

// pageMark is the number of the page that a line names and nothing else:
// [Page 3], Página 3 de 12; 0 where it is another line.
func pageMark(s string) int {
	if len(s) > 40 || !strings.ContainsAny(s, "0123456789") {
		return 0
	}
	words := strings.FieldsFunc(fold(s), func(r rune) bool {
		return unicode.IsSpace(r) || strings.ContainsRune("[](){}:：-–—*|/", r)
	})
	if len(words) != 2 && len(words) != 4 || !pageWords[words[0]] ||
		len(words) == 4 && words[2] != "of" && words[2] != "de" && words[2] != "von" && words[2] != "sur" {
		return 0
	}
	n, err := strconv.Atoi(words[1])
	if err != nil || n > 9999 {
		return 0
	}
	return n
}

// credit says whether a line is what a program writes of itself: Transcribed
// by https://…
func credit(s string) bool {
	return len(s) <= 160 && creditLine().MatchString(s)
}

var creditLine = compileLater(`(?i)^\W*(?:transcribed|transcripts?|transcription|transcrito|transcrit|` +
	`transkribiert|generated|subtitles|this (?:file|transcript)\b.*)` +
	`\s+(?:was |by |with |por |par |von |mit |con |generated |made )+.*(?:https?://|\b[\w-]+\.(?:ai|app|com|io|net|org)\b)\S*\W*$`)

// trim returns the span of what is left of a line from a byte on, without the
// white space around it.
func (l *line) trim(from int) corpus.Span {
	s := l.text[from:]
	left := strings.TrimLeftFunc(s, unicode.IsSpace)
	start := l.start + corpus.Pos(utf8.RuneCountInString(l.text[:len(l.text)-len(left)]))
	right := strings.TrimRightFunc(left, unicode.IsSpace)
	return corpus.Span{Start: start, End: start + corpus.Pos(utf8.RuneCountInString(right))}
}
