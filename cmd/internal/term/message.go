package term

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// message is a line on Err where JSON is asked for.
type message struct {
	Type    string `json:"type"` // error, warning, hint or note
	Kind    string `json:"kind,omitempty"`
	Message string `json:"message"`
	Hint    string `json:"hint,omitempty"`
	Exit    int    `json:"exit_code,omitempty"`
}

// Error tells of an error, with what to do about it if hint is not empty.
// kind and exit are for programs: the kind of error and the exit code.
func (t *Terminal) Error(text, hint, kind string, exit int) {
	if t.JSON {
		t.messageJSON(message{"error", kind, text, hint, exit})
		return
	}
	t.say("error", red, text)
	if hint != "" {
		t.Hint("%s", hint)
	}
}

// Warn tells of something that the user should look at.
func (t *Terminal) Warn(format string, args ...any) {
	if t.JSON {
		t.messageJSON(message{Type: "warning", Message: fmt.Sprintf(format, args...)})
		return
	}
	t.say("warning", yellow, fmt.Sprintf(format, args...))
}

// Hint says what to do next. In JSON hints belong to their errors, and a hint
// alone is left out.
func (t *Terminal) Hint(format string, args ...any) {
	if t.JSON {
		return
	}
	t.say("hint", cyan, fmt.Sprintf(format, args...))
}

// Note says what was done. It is left out where quiet or JSON is asked for:
// the answer then says it.
func (t *Terminal) Note(format string, args ...any) {
	if t.Quiet || t.JSON {
		return
	}
	fmt.Fprintln(t.Err, SafeLines(fmt.Sprintf(format, args...)))
}

// say writes a message; its further lines are indented under the first.
func (t *Terminal) say(what, colour, text string) {
	if t.ErrColour {
		what = colour + what + reset
	}
	text = strings.ReplaceAll(SafeLines(text), "\n", "\n  ")
	fmt.Fprintf(t.Err, "%s: %s: %s\n", Name, what, text)
}

func (t *Terminal) messageJSON(m message) {
	_ = writeJSON(t.Err, m) // nowhere to tell it
}

// Object writes one JSON object on a line of its own. Characters that a
// terminal would act on are escaped, so nothing is lost.
func (t *Terminal) Object(v any) error { return writeJSON(t.Out, v) }

func writeJSON(w io.Writer, v any) error {
	var b strings.Builder
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(v); err != nil {
		return err
	}
	line := strings.TrimSuffix(b.String(), "\n")
	if strings.ContainsFunc(line, dangerous) {
		var safe strings.Builder
		for _, r := range line {
			if dangerous(r) {
				fmt.Fprintf(&safe, `\u%04x`, r)
			} else {
				safe.WriteString(string(utf8.AppendRune(nil, r)))
			}
		}
		line = safe.String()
	}
	_, err := io.WriteString(w, line+"\n")
	return err
}
