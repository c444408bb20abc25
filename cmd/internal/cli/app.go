package cli

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"framewise/cmd/internal/term"
	"framewise/corpus"
	"framewise/framework/project"
)

// app is what the commands share.
type app struct {
	term   *term.Terminal
	dir    string // of the project, as named by the user
	coder  string // who is at work
	colour string
}

// settle fills in from the environment what no flag named, and applies the
// flags that all commands have.
func (a *app) settle() error {
	if a.dir == "" {
		a.dir = os.Getenv("FRAMEWISE_PROJECT")
	}
	if a.coder == "" {
		a.coder = os.Getenv("FRAMEWISE_CODER")
	}
	if err := a.term.SetColour(a.colour); err != nil {
		return usagef("%v", err)
	}
	return nil
}

// find is the folder of the project to work in.
func (a *app) find() (string, error) {
	wd, err := os.Getwd()
	if err != nil {
		return "", err
	}
	return project.Find(a.dir, wd)
}

// with opens the project for the time of fn.
func (a *app) with(ctx context.Context, fn func(*project.Project) error) (err error) {
	dir, err := a.find()
	if err != nil {
		return err
	}
	p, err := project.Open(ctx, dir, project.Options{Actor: a.coder})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, p.Close()) }()
	return fn(p)
}

// rehearsed is [app.with], where dry in a rehearsal: all happens, nothing
// stays.
func (a *app) rehearsed(ctx context.Context, dry bool, fn func(*project.Project) error) error {
	return a.with(ctx, func(p *project.Project) error {
		if !dry {
			return fn(p)
		}
		return p.Rehearse(ctx, fn)
	})
}

// maxInput bounds what is read from the standard input.
const maxInput = 256 << 20

// read reads a file named on the command line; "-" is the standard input.
func (a *app) read(path string) (name string, content []byte, err error) {
	if path != "-" {
		content, err = project.FileSource(path).Read()
		return filepath.Base(path), content, err
	}
	content, err = io.ReadAll(io.LimitReader(a.term.In, maxInput+1))
	if len(content) > maxInput {
		err = corpus.Errorf(corpus.ErrInvalid, "the standard input has more than %d MB", maxInput>>20)
	}
	return "standard input", content, err
}

// text is an argument, or what the standard input says where it is "-".
func (a *app) text(argument string) (string, error) {
	if argument != "-" {
		return argument, nil
	}
	_, content, err := a.read("-")
	if err != nil {
		return "", err
	}
	clean, _, _ := corpus.Clean(string(content))
	return clean, nil
}

// sure asks before something is done that takes away; yes is the flag that
// answers beforehand.
func (a *app) sure(yes bool, question string) error {
	if yes {
		return nil
	}
	ok, err := a.term.Confirm(question)
	if err != nil {
		return usagef("%s: %v", question, err).WithHint("--yes answers it")
	}
	if !ok {
		return corpus.Errorf(nil, "nothing was done")
	}
	return nil
}

// listProblems tells of the rows of a table that were not taken, or not as
// they stand.
func (a *app) listProblems(name string, problems []project.Problem) {
	if a.term.JSON {
		return // they are in the answer
	}
	for _, p := range problems {
		text := p.Message
		if p.Hint != "" {
			text += " (" + p.Hint + ")"
		}
		if p.Subject != "" {
			text = p.Subject + ": " + text
		}
		if !p.Taken {
			text = "left out: " + text
		}
		a.term.Warn("%s: row %d: %s", name, p.Row, text)
	}
}

// plural counts things in words: 1 turn, 2 turns.
func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return thousands(n) + " " + many
}

// thousands writes a number with commas.
func thousands(n int) string {
	if n < 0 {
		return "-" + thousands(-n)
	}
	var parts []string
	for ; n >= 1000; n /= 1000 {
		s := "00" + strconv.Itoa(n%1000)
		parts = append(parts, s[len(s)-3:])
	}
	parts = append(parts, strconv.Itoa(n))
	slices.Reverse(parts)
	return strings.Join(parts, ",")
}

// told says whether an act came to a result that is worth telling: it did
// wholly or in part what was asked.
func told(err error) bool { return err == nil || errors.Is(err, project.ErrPartly) }

// firstOf is the first error of several.
func firstOf(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// rehearsal ends the note on an act that did not stay.
func rehearsal(dry bool) string {
	if dry {
		return " (a rehearsal: the project is as it was)"
	}
	return ""
}
