package messenger

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"framewise/corpus"
	"framewise/corpus/decode"
)

// Read reads a chat. An error means that there is no usable text, and why.
func Read(f decode.File, o decode.TextOptions, lim decode.Limits) (*decode.Decoded, error) {
	g, err := decode.NewGatherer(f, lim)
	if err != nil {
		return nil, err
	}
	text, warnings, err := decode.Text(f, o, lim)
	if err != nil {
		return nil, err
	}
	g.Warnings = warnings
	r := reader{g: g, lim: lim, name: f.Name}
	n := 0
	for line := range strings.Lines(text) {
		n++
		if err := r.line(n, strings.TrimRight(line, "\n")); err != nil {
			return nil, err
		}
	}
	return r.end()
}

// maxShown is how many notices in the place of a message are told word for word.
const maxShown = 10

// reader gathers the messages of a chat.
type reader struct {
	g    *decode.Gatherer
	lim  decode.Limits
	name string

	messages []message
	lines    []string // of the last one
	notices  int
	shown    []string // what some of them say, for a person to judge
	notice   bool     // the last message is one
	day      string   // that a line of its own gave, as LINE has it
	dated    bool     // messages have dates of their own
	above    int      // lines before the first message
}

type message struct {
	number      int // of its line
	date, clock string
	author      string
	text        string
}

// line takes in a line.
func (r *reader) line(number int, line string) error {
	line = strings.TrimLeft(line, "\u200e")
	m, begins := decode.MessageIn(line)
	if !begins {
		switch day, ok := decode.MessageDay(line); {
		case ok && !r.dated:
			r.close()
			r.day = day
		case len(r.messages) > 0 || r.notice:
			r.lines = append(r.lines, strings.TrimSpace(line))
		case strings.TrimSpace(line) != "":
			r.above++
		}
		return nil
	}
	r.close()
	said := strings.TrimSpace(m.Text)
	if r.notice = m.Author == ""; r.notice {
		r.notices++
		return nil
	}
	if len(r.messages) >= r.lim.Blocks() {
		return corpus.Errorf(decode.ErrLimit, "%s holds more than %d messages", r.name, r.lim.Blocks()).
			WithHint("split the chat")
	}
	if err := r.g.Spend(decode.Overhead + len(line)); err != nil {
		return err
	}
	if r.dated = r.dated || m.Date != ""; m.Date == "" {
		m.Date = r.day
	}
	r.messages = append(r.messages, message{number: number, date: m.Date, clock: m.Clock, author: m.Author})
	r.lines = append(r.lines, said)
	return nil
}

// close ends the last message: what it says, without what the program says in
// it.
func (r *reader) close() {
	if n := len(r.messages); n > 0 && !r.notice {
		text := strings.TrimSpace(strings.Join(r.lines, "\n"))
		if inner, quoted := strings.CutPrefix(text, `"`); quoted && strings.Contains(inner, "\n") {
			text = strings.TrimSuffix(inner, `"`) // as LINE has several lines
		}
		if i := strings.LastIndex(text, "\u200e<"); i > 0 && strings.HasSuffix(text, ">") {
			text = strings.TrimSpace(text[:i]) // that it was edited
		}
		if strings.HasPrefix(text, "\u200e") || strings.HasPrefix(text, "<") && strings.HasSuffix(text, ">") &&
			!strings.Contains(text, "\n") {
			r.notices++ // a picture was left out, a message was deleted
			if words := strconv.Quote(strings.TrimLeft(text, "\u200e")); len(r.shown) < maxShown && !slices.Contains(r.shown, words) {
				r.shown = append(r.shown, words)
			}
			r.messages = r.messages[:n-1]
		} else {
			r.messages[n-1].text = text
		}
	}
	r.lines = r.lines[:0]
}

// end makes the table.
func (r *reader) end() (*decode.Decoded, error) {
	r.close()
	order, told := r.order()
	t := &decode.Table{Header: []string{"author", "date", "post"}, Rows: make([]decode.Row, 0, len(r.messages))}
	said := false
	for _, m := range r.messages {
		cells := []string{decode.Clean(m.author), when(m.date, m.clock, order), decode.Clean(m.text)}
		said = said || cells[2] != ""
		t.Rows = append(t.Rows, decode.Row{Number: m.number, Cells: cells})
	}
	if !said {
		return nil, corpus.Errorf(corpus.ErrInvalid, "%s holds no messages", r.name).
			WithHint("open the file and look: export the chat again, with its messages")
	}
	r.g.Table = t
	if r.notices > 0 {
		shown := ""
		if len(r.shown) > 0 {
			shown = ", such as " + strings.Join(r.shown, ", ")
		}
		r.g.Warnf("", "%s left out: who joined, media that are not in the file%s",
			decode.Plural(r.notices, "notice of the messenger was", "notices of the messenger were"), shown)
	}
	if r.above > 0 {
		r.g.Warnf("", "%s above the first message left out", decode.Plural(r.above, "line", "lines"))
	}
	if told != "" {
		r.g.Warnf("", "%s", told)
	}
	return r.g.Done()
}

// order is in what order the dates have day, month and year; told warns where
// they don't tell.
func (r *reader) order() (order [3]int, told string) {
	dayFirst, monthFirst := [3]int{0, 1, 2}, [3]int{1, 0, 2}
	half, slash, dated := false, false, false
	for _, m := range r.messages {
		n, ok := numbers(m.date)
		if !ok {
			continue
		}
		dated = true
		switch {
		case n[0] > 31:
			return [3]int{2, 1, 0}, ""
		case n[0] > 12:
			return dayFirst, ""
		case n[1] > 12:
			return monthFirst, ""
		}
		half = half || strings.ContainsAny(m.clock, "aApP")
		slash = slash || strings.Contains(m.date, "/")
	}
	const doubt = "whether the dates have the day or the month first does not show: they were read as %s first"
	switch {
	case !dated:
		return dayFirst, ""
	case half && slash:
		return monthFirst, fmt.Sprintf(doubt, "month")
	}
	return dayFirst, fmt.Sprintf(doubt, "day")
}

// numbers are the three numbers of a date.
func numbers(date string) (n [3]int, ok bool) {
	fields := strings.FieldsFunc(date, func(r rune) bool { return r < '0' || r > '9' })
	if len(fields) != 3 {
		return n, false
	}
	for i, s := range fields {
		n[i], _ = strconv.Atoi(s)
	}
	return n, true
}

// when is a date and time as tables have it: 2023-03-12 14:03. What is no date
// stays as it is.
func when(date, clock string, order [3]int) string {
	n, ok := numbers(date)
	if !ok {
		return strings.TrimSpace(date + " " + clock)
	}
	day, month, year := n[order[0]], n[order[1]], n[order[2]]
	if year < 100 {
		year += 2000
	}
	if month < 1 || month > 12 || day < 1 || day > 31 {
		return strings.TrimSpace(date + " " + clock)
	}
	return fmt.Sprintf("%04d-%02d-%02d %s", year, month, day, clockOf(clock))
}

// clockOf is a time of day in 24 hours, to the minute.
func clockOf(s string) string {
	var hour, minute int
	digits := strings.FieldsFunc(s, func(r rune) bool { return r < '0' || r > '9' })
	if len(digits) < 2 {
		return s
	}
	hour, _ = strconv.Atoi(digits[0])
	minute, _ = strconv.Atoi(digits[1])
	after := strings.ContainsAny(s, "pP") || strings.Contains(s, "오후") || strings.Contains(s, "下午") || strings.Contains(s, "午後")
	before := strings.ContainsAny(s, "aA") || strings.Contains(s, "오전") || strings.Contains(s, "上午") || strings.Contains(s, "午前")
	switch {
	case after && hour < 12:
		hour += 12
	case before && hour == 12:
		hour = 0
	}
	return fmt.Sprintf("%02d:%02d", hour, minute)
}
