package decode

import (
	"regexp"
	"strings"
	"sync"
	"unicode"
)

// Message is the first line of a message in the text that a messenger exports.
type Message struct {
	Date  string // as it is written there, or nothing
	Clock string // likewise, with what tells the half of the day
	// Author is empty in a notice of the program: somebody has joined.
	Author string
	Text   string
}

const (
	messageDay   = `(\d{1,4}(?:[./-]|\. ?)\d{1,2}(?:[./-]|\. ?)\d{1,4})\.?`
	messageClock = `((?:오전|오후|上午|下午|午前|午後)?\s?\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\s?[AaPp]\.?\s?[Mm]\.?)?)`
)

// messagePatterns are those of WhatsApp (iPhone, Android), LINE and Zoom.
const linePattern, zoomPattern = 2, 3

var messagePatterns = sync.OnceValue(func() []*regexp.Regexp {
	return []*regexp.Regexp{
		regexp.MustCompile(`^\[` + messageDay + `[,،]?\s+` + messageClock + `\]\s?(.*)$`),
		regexp.MustCompile(`^` + messageDay + `[,،]?\s+` + messageClock + `\s[-–]\s(.*)$`),
		regexp.MustCompile(`^()(\d{1,2}:\d{2})\t(.+)$`),
		regexp.MustCompile(`^()(\d{1,2}:\d{2}:\d{2})\s+(?:From|De|Von|Da|Van)\s+(.+?)` +
			`(?:\s+(?:to|To|a|para|à|an|aan)\s+.{1,60}?)?\s*(?:\([^)]*\))?\s*:\s*(.*)$`),
	}
})

// MessageIn reads the first line of a message; ok is false for another line.
func MessageIn(line string) (m Message, ok bool) {
	line = strings.TrimRight(line, " \t\r\n")
	plain, at := plainly(line)
	if plain == "" || plain[0] != '[' && (plain[0] < '0' || plain[0] > '9') {
		return m, false
	}
	for i, pattern := range messagePatterns() {
		found := pattern.FindStringSubmatchIndex(plain)
		if found == nil {
			continue
		}
		part := func(n int) string { return plain[found[2*n]:found[2*n+1]] }
		said := func(n int) string {
			if at == nil {
				return part(n)
			}
			return line[at[found[2*n]]:at[found[2*n+1]]]
		}
		m.Date, m.Clock = part(1), strings.TrimSpace(part(2))
		if i == zoomPattern {
			m.Author, m.Text = said(3), said(4)
			return m, true
		}
		sep := ": "
		if i == linePattern {
			sep = "\t"
		}
		rest := said(3)
		author, text, named := strings.Cut(rest, sep)
		if !named {
			author, named = strings.CutSuffix(rest, ":") // of a message that says nothing
		}
		if !named {
			author, text = "", rest
		}
		m.Author, m.Text = strings.TrimSpace(author), text
		return m, true
	}
	return m, false
}

// MessageDay reads a line that is only a day, as LINE has one above the messages
// of that day: 2023/03/12(Sun).
func MessageDay(line string) (day string, ok bool) {
	found := dayPattern().FindStringSubmatch(strings.TrimSpace(line))
	if found == nil {
		return "", false
	}
	return found[1], true
}

var dayPattern = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^(\d{4}[./-]\d{1,2}[./-]\d{1,2})(?:\s?\([^()]{1,12}\))?$`)
})

// plainly is a line whose signs before a message's text are the same in every
// script, and where in the line each byte of it comes from; at is nil where
// that is the line itself.
func plainly(line string) (plain string, at []int) {
	if !strings.ContainsFunc(line, func(r rune) bool { return plainer(r) != r }) {
		return line, nil
	}
	var b strings.Builder
	for i, r := range line {
		n := b.Len()
		if r = plainer(r); r >= 0 {
			b.WriteRune(r)
		}
		for range b.Len() - n {
			at = append(at, i)
		}
	}
	return b.String(), append(at, len(line))
}

// plainer makes the signs before a message's text the same in every script:
// without marks of direction, blanks that are blanks, ASCII digits.
func plainer(r rune) rune {
	switch {
	case r == '\u200f' || r >= '\u202a' && r <= '\u202e':
		return -1
	case r == '\u00a0' || r == '\u202f':
		return ' '
	case r >= '٠' && r <= '٩':
		return r - '٠' + '0'
	case r >= '۰' && r <= '۹':
		return r - '۰' + '0'
	}
	return r
}

// isChat recognises what a messenger exports: a text of which many of the first
// lines begin messages of somebody's.
func isChat(text string) bool {
	const looked = 60
	lines, begun, authors := 0, 0, 0
	day := false
	for line := range strings.Lines(text) {
		if strings.TrimFunc(line, unicode.IsSpace) == "" {
			continue
		}
		if lines++; lines > looked {
			break
		}
		if _, ok := MessageDay(line); ok {
			day = true
		}
		if m, ok := MessageIn(strings.TrimLeft(line, "\uFEFF\u200e")); ok && (m.Date != "" || day || len(m.Clock) > 5) {
			if begun++; m.Author != "" {
				authors++
			}
		}
	}
	return begun >= 2 && authors*2 >= begun && begun*4 >= lines && (begun >= 3 || begun*2 >= lines)
}
