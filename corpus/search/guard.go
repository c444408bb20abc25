package search

import (
	"errors"
	"fmt"
	"runtime/debug"

	"framewise/corpus"
)

// Kinds of error beside those of corpus.
var (
	// ErrBusy means that another process holds the index: search the store.
	ErrBusy = errors.New("busy")
	// ErrBroken means that the index is damaged: call [Index.Reset] and feed
	// it again.
	ErrBroken = errors.New("broken")
)

func broken(format string, args ...any) error {
	return corpus.Errorf(ErrBroken, "search index: "+format, args...).
		WithHint("the index is rebuilt from the project; nothing is lost")
}

// guard runs fn and turns a panic, or a fault in a mapped file that has become
// shorter, into an [ErrBroken]: a damaged index makes bleve do either.
func guard(fn func() error) (err error) {
	old := debug.SetPanicOnFault(true)
	defer func() {
		debug.SetPanicOnFault(old)
		if r := recover(); r != nil {
			err = broken("%s", fmt.Sprint(r))
		}
	}()
	return fn()
}
