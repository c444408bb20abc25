package term

import (
	"bufio"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// ErrExists means that a file to be written is there already.
var ErrExists = errors.New("exists already")

// ErrBinary means that a file that is not text would go to a terminal.
var ErrBinary = errors.New("not text")

// Output is where a command writes a file.
type Output struct {
	Path   string // nothing or "-" is Out
	Force  bool   // replace a file that is there
	Binary bool   // not for a terminal
}

// Write writes a file: whole or not at all, under its name only when it is
// finished. A file that is there already is an [ErrExists] unless forced, and
// a binary file for a terminal an [ErrBinary]; fn is then not called.
func (t *Terminal) Write(o Output, fn func(io.Writer) error) (err error) {
	if o.Path == "" || o.Path == "-" {
		if o.Binary && t.OutTTY {
			return ErrBinary
		}
		return fn(t.Out)
	}
	folder := filepath.Dir(o.Path)
	if _, err := os.Stat(folder); errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("there is no folder %s to write %s into", folder, filepath.Base(o.Path))
	}
	switch info, err := os.Stat(o.Path); {
	case err == nil && info.IsDir():
		return fmt.Errorf("%s is a folder", o.Path)
	case err == nil && !info.Mode().IsRegular(): // a device or pipe is written to as it is
		f, err := os.OpenFile(o.Path, os.O_WRONLY, 0)
		if err != nil {
			return err
		}
		return errors.Join(fn(f), f.Close())
	case err == nil && !o.Force:
		return fmt.Errorf("%s %w", o.Path, ErrExists)
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		return err
	}
	path := o.Path
	if target, err := filepath.EvalSymlinks(path); err == nil {
		path = target // replace what a link points at, not the link
	}
	temporary := filepath.Join(filepath.Dir(path), "."+filepath.Base(path)+"-"+rand.Text()[:8])
	f, err := os.OpenFile(temporary, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			_ = os.Remove(temporary)
		}
	}()
	b := bufio.NewWriterSize(f, 1<<16)
	err = fn(b)
	if err == nil {
		err = b.Flush()
	}
	if err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err != nil {
		return err
	}
	return os.Rename(temporary, path)
}
