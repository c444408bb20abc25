package intake

import (
	"strings"
	"time"
	"unicode/utf8"
)

// clock reads a time of the recording at the start of s: m:ss, hh:mm:ss,
// dd:hh:mm:ss, with or without a fraction, and returns how many bytes it took.
func clock(s string) (d time.Duration, n int, ok bool) {
	var parts [4]int
	count := 0
	for count < 4 {
		start := n
		v := 0
		for n < len(s) && n-start < 3 && isDigit(s[n]) {
			v = v*10 + int(s[n]-'0')
			n++
		}
		// The first part may be long (95:03), the others are two digits, or
		// one where a program wrote 0:0:3.
		if n == start || count > 0 && (n-start > 2 || v > 59) {
			return 0, 0, false
		}
		parts[count] = v
		count++
		if n+1 < len(s) && s[n] == ':' && isDigit(s[n+1]) && count < 4 {
			n++
			continue
		}
		if count > 1 && count < 3 && n-start != 2 {
			return 0, 0, false // 3:1 is a score, not a time
		}
		break
	}
	if count < 2 || n+1 < len(s) && s[n] == ':' && isDigit(s[n+1]) {
		return 0, 0, false
	}
	for _, v := range parts[:count] {
		d = d*60 + time.Duration(v)*time.Second
	}
	if count == 4 { // days are 24 hours, not 60
		d -= time.Duration(parts[0]) * 36 * time.Hour
	}
	if n+1 < len(s) && (s[n] == '.' || s[n] == ',') && isDigit(s[n+1]) {
		unit := 100 * time.Millisecond
		n++
		for n < len(s) && isDigit(s[n]) {
			d += time.Duration(s[n]-'0') * unit
			unit /= 10
			n++
		}
	}
	if n < len(s) {
		if r, _ := utf8.DecodeRuneInString(s[n:]); isWordRune(r) {
			return 0, 0, false
		}
	}
	return d, n, true
}

// stamp reads a clock at the start of s that may stand in brackets,
// [00:01:02], (1:02), <00:01:02>, #00:01:02-3#.
func stamp(s string) (d time.Duration, n int, bracketed, ok bool) {
	if s == "" {
		return 0, 0, false, false
	}
	var shut string
	switch s[0] {
	case '[':
		shut = "]"
	case '(':
		shut = ")"
	case '<':
		shut = ">"
	case '{':
		shut = "}"
	case '#':
		shut = "#"
	}
	if shut == "" {
		if !isDigit(s[0]) {
			return 0, 0, false, false
		}
		d, n, ok = clock(s)
		return d, n, false, ok
	}
	d, n, ok = clock(strings.TrimLeft(s[1:], " "))
	if !ok {
		return 0, 0, false, false
	}
	n += 1 + len(s[1:]) - len(strings.TrimLeft(s[1:], " "))
	if shut == "#" && n+1 < len(s) && s[n] == '-' && isDigit(s[n+1]) { // f4: tenths
		d += time.Duration(s[n+1]-'0') * 100 * time.Millisecond
		n += 2
	}
	rest := strings.TrimLeft(s[n:], " ")
	if !strings.HasPrefix(rest, shut) {
		return 0, 0, false, false
	}
	return d, len(s) - len(rest) + 1, true, true
}

// stampLine reads a line that holds nothing but a time, or a range of times as
// 00:01 --> 00:04; end is zero where there is none.
func stampLine(s string) (start, end time.Duration, ok bool) {
	s = strings.TrimSpace(s)
	if s == "" || len(s) > 60 || s[0] > '<' && s[0] != '[' && s[0] != '{' {
		return 0, 0, false
	}
	start, n, _, ok := stamp(s)
	if !ok {
		return 0, 0, false
	}
	rest := strings.TrimSpace(s[n:])
	if rest == "" {
		return start, 0, true
	}
	for _, arrow := range []string{"-->", "->", "–", "—", "-"} {
		if after, found := strings.CutPrefix(rest, arrow); found {
			after = strings.TrimSpace(after)
			if end, n, _, ok = stamp(after); ok && n == len(after) {
				return start, end, true
			}
			return 0, 0, false
		}
	}
	return 0, 0, false
}

// endStamp reads the time that f4 writes at the end of a turn, #00:01:02-3#;
// at is the byte where it begins.
func endStamp(s string) (d time.Duration, at int, ok bool) {
	s = strings.TrimRight(s, " \t")
	if !strings.HasSuffix(s, "#") {
		return 0, 0, false
	}
	at = strings.LastIndexByte(s[:len(s)-1], '#')
	if at < 0 {
		return 0, 0, false
	}
	d, n, _, ok := stamp(s[at:])
	return d, at, ok && n == len(s)-at
}

// closing says how the times are meant that stand in brackets behind most turns,
// one later than the other: [00:01:02].
type closing int

const (
	noClosing  closing = iota
	closesTurn         // when the turn ended, as f4 means its own
	startsTurn         // when it began: the first is 0:00, at which nothing can end
)

// closingOf looks whether the lines have such times.
func closingOf(lines []line, f *finding) closing {
	timed, turns, inOrder := 0, 0, 0
	var first, last time.Duration
	for i := range lines {
		switch {
		case blank(lines[i].text), f != nil && f.lines[i] < unmarked:
			continue
		case f == nil || f.lines[i] >= 0:
			turns++
		}
		d, _, ok := bracketStamp(lines[i].text)
		if !ok {
			continue
		}
		if timed++; timed == 1 {
			first = d
		}
		if d >= last {
			inOrder++
		}
		last = d
	}
	switch {
	case timed < 3 || timed*10 < turns*7 || inOrder*10 < timed*9:
		return noClosing
	case first == 0:
		return startsTurn
	}
	return closesTurn
}

// bracketStamp reads a time in brackets at the end of a line that has words
// before it; at is the byte where it begins.
func bracketStamp(s string) (d time.Duration, at int, ok bool) {
	s = strings.TrimRight(s, " \t\u00a0")
	if at = strings.LastIndexAny(s, "[({"); at < 1 || blank(s[:at]) {
		return 0, 0, false
	}
	d, n, bracketed, ok := stamp(s[at:])
	return d, at, ok && bracketed && n == len(s)-at
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }
