package corpus

import (
	"errors"
	"fmt"
)

// The kinds of error that callers tell apart with [errors.Is]. Every other
// error is a failure of the machine or of this program.
var (
	ErrNotFound = errors.New("not found")
	ErrInvalid  = errors.New("invalid")
	ErrConflict = errors.New("conflict")
)

// Error is an error made for the person at the keyboard: what is wrong, of
// which kind, and what to do about it.
type Error struct {
	Kind    error  // one of the sentinels of this package, or nil
	Message string // lower case, no full stop, names the file and the place
	Advice  string // what to do next; may be empty
}

// Errorf makes an [Error] of the given kind.
func Errorf(kind error, format string, args ...any) *Error {
	return &Error{Kind: kind, Message: fmt.Sprintf(format, args...)}
}

// WithHint adds what to do next.
func (e *Error) WithHint(format string, args ...any) *Error {
	e.Advice = fmt.Sprintf(format, args...)
	return e
}

func (e *Error) Error() string { return e.Message }

// Unwrap gives the kind, for [errors.Is].
func (e *Error) Unwrap() error { return e.Kind }

// Hint says what to do next, or nothing.
func (e *Error) Hint() string { return e.Advice }
