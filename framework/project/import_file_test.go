package project

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"framewise/corpus"
)

// TestFileError: whatever keeps a file from being read is told in words, with
// the file and what to do.
func TestFileError(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	locked := filepath.Join(dir, "locked.txt")
	if err := os.WriteFile(locked, []byte("I: Hello"), 0o000); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		path string
		err  error
		kind error
		want string
	}{
		{locked, &fs.PathError{Op: "open", Path: locked, Err: syscall.EACCES}, corpus.ErrInvalid, "locked.txt may not be read by you"},
		{locked, &fs.PathError{Op: "read", Path: locked, Err: syscall.EIO}, corpus.ErrInvalid, "locked.txt can't be read: input/output error"},
		{"gone.txt", &fs.PathError{Op: "stat", Path: "gone.txt", Err: syscall.ENOENT}, corpus.ErrNotFound, "there is no file gone.txt"},
	} {
		err := FileError(tt.path, tt.err)
		if !errors.Is(err, tt.kind) || !strings.HasSuffix(err.Error(), tt.want) {
			t.Errorf("%v: %v, want %s", tt.err, err, tt.want)
		}
	}
	if err := FileError(locked, nil); err != nil {
		t.Errorf("nothing wrong: %v", err)
	}
	_, err := FileSource(locked).Read()
	if os.Geteuid() == 0 { // who may read everything
		if err != nil {
			t.Error(err)
		}
	} else if err == nil || !strings.Contains(err.Error(), "may not be read") {
		t.Errorf("a locked file: %v", err)
	}
}
