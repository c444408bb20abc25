package term

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/mattn/go-isatty"
	xterm "golang.org/x/term"
)

// Name is the program's name before its messages.
const Name = "framewise"

// Terminal is the program's streams and what is known of who reads them. The
// zero value is not usable; call [System], or set the streams in a test.
type Terminal struct {
	In       io.Reader
	Out, Err io.Writer
	// Whether each stream is a person's terminal.
	InTTY, OutTTY, ErrTTY bool
	Columns               int  // of the terminal that Out is; 0 where it is none
	OutColour, ErrColour  bool // whether escape sequences may be written
	Quiet                 bool // no notes, no progress; errors and warnings stay
	JSON                  bool // answers and messages are JSON, one object a line

	flush func() error
	in    *bufio.Reader
}

// System is the process's terminal. Colour follows [Terminal.SetColour]("auto").
func System() *Terminal {
	tty := func(f *os.File) bool { return isatty.IsTerminal(f.Fd()) || isatty.IsCygwinTerminal(f.Fd()) }
	t := &Terminal{
		In: os.Stdin, Out: os.Stdout, Err: os.Stderr,
		InTTY: tty(os.Stdin), OutTTY: tty(os.Stdout), ErrTTY: tty(os.Stderr),
	}
	if t.OutTTY {
		t.Columns = 80
		if w, _, err := xterm.GetSize(int(os.Stdout.Fd())); err == nil && w > 0 {
			t.Columns = w
		}
	} else {
		// In a pipe thousands of rows go out in large pieces.
		b := bufio.NewWriterSize(os.Stdout, 1<<16)
		t.Out, t.flush = b, b.Flush
	}
	_ = t.SetColour("auto") // auto is known
	return t
}

// SetColour chooses when to write colour: "always", "never", or "auto": on a
// terminal, unless NO_COLOR is set or TERM is dumb. Another word is an error.
func (t *Terminal) SetColour(when string) error {
	switch when {
	case "always":
		t.OutColour, t.ErrColour = true, true
	case "never":
		t.OutColour, t.ErrColour = false, false
	case "auto", "":
		may := os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"
		t.OutColour, t.ErrColour = may && t.OutTTY, may && t.ErrTTY
	default:
		return fmt.Errorf("%q is not a time for colour; use auto, always or never", when)
	}
	return nil
}

// Close writes out what is left of the answer.
func (t *Terminal) Close() error {
	if t.flush == nil {
		return nil
	}
	return t.flush()
}

// Print writes a line of the answer.
func (t *Terminal) Print(parts ...string) error {
	_, err := io.WriteString(t.Out, strings.Join(parts, "")+"\n")
	return err
}

// CanAsk reports whether there is a person to be asked.
func (t *Terminal) CanAsk() bool { return t.InTTY && t.ErrTTY && !t.JSON }

var errNobody = errors.New("nobody can be asked: the input is not a terminal")

// Ask asks a person a question that any line answers. Where the input ends the
// answer is empty; where nobody can be asked it is an error.
func (t *Terminal) Ask(question string) (string, error) {
	if !t.CanAsk() {
		return "", errNobody
	}
	answer, err := t.ask(question)
	if errors.Is(err, io.EOF) {
		err = nil
	}
	return answer, err
}

// ask writes a question and reads the line that answers it.
func (t *Terminal) ask(question string) (string, error) {
	if t.in == nil {
		t.in = bufio.NewReader(t.In)
	}
	fmt.Fprint(t.Err, Safe(question)+" ")
	answer, err := t.in.ReadString('\n')
	return strings.TrimSpace(answer), err
}

// Confirm asks a person a question that yes answers. Where nobody can be
// asked it is an error.
func (t *Terminal) Confirm(question string) (bool, error) {
	if !t.CanAsk() {
		return false, errNobody
	}
	answer, err := t.ask(question + " [y/N]")
	if err != nil && !errors.Is(err, io.EOF) {
		return false, err
	}
	switch strings.ToLower(answer) {
	case "y", "yes", "s", "sí", "si":
		return true, nil
	}
	return false, nil
}

// Answer is one of the answers to a question: the letter to type, and what it
// means.
type Answer struct{ Letter, Says string }

// Choose asks a person for one of several answers, until one is given, and
// returns its letter; about is shown before. Where the input ends it is empty;
// where nobody can be asked it is an error.
func (t *Terminal) Choose(about string, answers ...Answer) (letter string, err error) {
	if !t.CanAsk() {
		return "", errNobody
	}
	var choices []string
	for _, a := range answers {
		choices = append(choices, "["+a.Letter+"] "+a.Says)
	}
	fmt.Fprintln(t.Err, SafeLines(about))
	for {
		answer, err := t.ask(strings.Join(choices, "  ") + ":")
		for _, a := range answers {
			if answer == a.Letter || strings.EqualFold(answer, a.Says) {
				return a.Letter, nil
			}
		}
		if errors.Is(err, io.EOF) {
			fmt.Fprintln(t.Err)
			return "", nil
		}
		if err != nil {
			return "", err
		}
	}
}
