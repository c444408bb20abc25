package sqlite

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"framewise/corpus"
	"framewise/framework/store"
)

// looksRight refuses what is no project before SQLite sees it: SQLite would
// take an empty file for an empty database, and change another program's file
// by opening it. The header is described in https://www.sqlite.org/fileformat.html,
// section 1.3.
func looksRight(path string) error {
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return corpus.Errorf(corpus.ErrNotFound, "there is no project at %s", path).
			WithHint("make one with init, or say where the project is")
	}
	if err != nil {
		return fmt.Errorf("open the project: %w", err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return fmt.Errorf("open the project: %w", err)
	}
	if info.IsDir() {
		return corpus.Errorf(corpus.ErrInvalid, "%s is a folder, not a project's file", path)
	}
	const magic = "SQLite format 3\x00"
	var head [100]byte
	n, _ := f.ReadAt(head[:], 0)
	if n < len(magic) || string(head[:len(magic)]) != magic {
		return damaged(path, "%s is not a project, or its beginning was overwritten")
	}
	if n < len(head) {
		return damaged(path, "%s is cut off")
	}
	if _, err := os.Stat(path + "-wal"); err == nil {
		return nil // part of the file is in there, perhaps the header; SQLite will judge
	}
	page := int64(binary.BigEndian.Uint16(head[16:]))
	if page == 1 {
		page = 1 << 16
	}
	if page > 0 && info.Size()%page != 0 {
		return damaged(path, "%s is cut off")
	}
	if binary.BigEndian.Uint32(head[68:]) != applicationID {
		return otherProgram(path)
	}
	return nil
}

func damaged(path, format string) error {
	return corpus.Errorf(store.ErrDamaged, format, path).
		WithHint("restore it from a backup; copies made before a migration are named %s.before-…",
			filepath.Base(path))
}

func otherProgram(file string) error {
	return corpus.Errorf(corpus.ErrInvalid, "%s is another program's database", file).
		WithHint("name the project's folder, which holds a study.db")
}
