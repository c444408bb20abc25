package term

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
)

// ErrNoEditor means that the environment names no editor.
var ErrNoEditor = errors.New("no editor is named: neither VISUAL nor EDITOR is set")

// draftPrefix begins the name of a file that is being edited.
const draftPrefix = ".editing-"

// Draft is a text in a person's editor: a file in a folder of the user's
// choice, readable by the user alone. Remove it.
type Draft struct {
	Path string
}

// NewDraft writes the file. Nothing of it is ever written elsewhere.
func NewDraft(dir, text string) (*Draft, error) {
	f, err := os.CreateTemp(dir, draftPrefix+"*.txt") // made with mode 0600
	if err != nil {
		return nil, err
	}
	_, err = f.WriteString(text)
	if err = errors.Join(err, f.Close()); err != nil {
		return nil, errors.Join(err, os.Remove(f.Name()))
	}
	return &Draft{f.Name()}, nil
}

// Drafts lists the files that an editing cut short has left in a folder.
func Drafts(dir string) []string {
	left, _ := filepath.Glob(filepath.Join(dir, draftPrefix+"*.txt")) // the pattern is sound, unless dir has brackets
	return left
}

// Edit opens the draft in the user's editor, VISUAL or else EDITOR, waits for
// it to end and returns the text as it is then. Without an editor it is an
// [ErrNoEditor].
func (d *Draft) Edit(ctx context.Context, t *Terminal) (string, error) {
	words, err := editor()
	if err != nil {
		return "", err
	}
	cmd := exec.CommandContext(ctx, words[0], append(words[1:], d.Path)...)
	cmd.Stdout, cmd.Stderr = t.Out, t.Err
	if f, ok := t.In.(*os.File); ok { // any other reader would be read to its end for the editor
		cmd.Stdin = f
	}
	if err := cmd.Run(); err != nil {
		if ctx.Err() != nil {
			return "", ctx.Err()
		}
		return "", fmt.Errorf("the editor %s: %w", words[0], err)
	}
	content, err := os.ReadFile(d.Path)
	return string(content), err
}

// Remove removes the file, and what editors leave beside it.
func (d *Draft) Remove() error {
	for _, beside := range []string{d.Path + "~", d.Path + ".bak", filepath.Join(filepath.Dir(d.Path), "."+filepath.Base(d.Path)+".swp")} {
		_ = os.Remove(beside) // most often there is none
	}
	return os.Remove(d.Path)
}

// editor is the command that VISUAL or EDITOR names: the path of a program,
// which may have spaces in it, or a program and its arguments.
func editor() ([]string, error) {
	for _, name := range []string{"VISUAL", "EDITOR"} {
		command := strings.TrimSpace(os.Getenv(name))
		if command == "" {
			continue
		}
		if _, err := exec.LookPath(command); err == nil {
			return []string{command}, nil
		}
		if runtime.GOOS != "windows" && strings.ContainsAny(command, `"'\$`) {
			return []string{"sh", "-c", command + ` "$@"`, command}, nil
		}
		return strings.Fields(command), nil
	}
	return nil, ErrNoEditor
}
