package sqlite

import (
	"net/url"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"time"
)

// connection is how the connections of one pool behave. All of it goes into
// the DSN: a PRAGMA that is run later reaches a single connection of the pool.
type connection struct {
	synchronous string // FULL, or EXTRA while a project is made
	readOnly    bool
	busy        time.Duration
	create      bool
}

// dsn writes the data source name of a file.
func (c connection) dsn(path string) (string, error) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return "", err
	}
	q := url.Values{}
	q.Set("mode", "rw") // opening a project never creates one
	if c.create {
		q.Set("mode", "rwc")
	}
	pragmas := []string{
		"busy_timeout(" + strconv.FormatInt(c.busy.Milliseconds(), 10) + ")",
		"journal_mode(WAL)",
		"synchronous(" + c.synchronous + ")",
		"foreign_keys(1)",
		"trusted_schema(0)",
		"cache_size(-8000)",  // KiB
		"temp_store(MEMORY)", // what one statement may have to take back
	}
	if c.readOnly {
		pragmas = append(pragmas, "query_only(1)")
	}
	q["_pragma"] = pragmas
	q.Set("_txlock", "immediate") // an act that waits does so at its start
	q.Set("_dqs", "0")
	q.Set("_defensive", "1")
	return fileURI(abs, runtime.GOOS == "windows") + "?" + q.Encode(), nil
}

// fileURI writes an absolute path as SQLite's URIs want it
// (https://www.sqlite.org/uri.html, section 3.1): with three slashes before a
// drive letter, and everything escaped that a URI gives a meaning to.
func fileURI(path string, windows bool) string {
	if windows {
		path = strings.ReplaceAll(path, `\`, "/")
	}
	if !strings.HasPrefix(path, "/") {
		path = "/" + path
	}
	return (&url.URL{Scheme: "file", Path: path}).String()
}
