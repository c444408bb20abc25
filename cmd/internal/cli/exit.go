package cli

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"framewise/cmd/internal/term"
	"framewise/corpus"
	"framewise/framework/audit"
	"framewise/framework/project"
	"framewise/framework/store"
)

// ExitCode is what the program tells the one that started it.
type ExitCode int

// The exit codes.
const (
	OK          ExitCode = 0
	Failure     ExitCode = 1
	Usage       ExitCode = 2
	Partly      ExitCode = 3
	CheckFailed ExitCode = 4
	NoProject   ExitCode = 10
	Locked      ExitCode = 11
	Newer       ExitCode = 12
	Interrupted ExitCode = 130
)

// errUsage is the kind of error of a command line that can't be understood.
var errUsage = errors.New("usage")

// exits maps kinds of error to exit codes; the first that fits is taken. name
// is the kind in the JSON of an error.
var exits = []struct {
	kind error
	name string
	code ExitCode
}{
	{context.Canceled, "interrupted", Interrupted},
	{errUsage, "usage", Usage},
	{project.ErrNoProject, "no_project", NoProject},
	{store.ErrLocked, "locked", Locked},
	{store.ErrNewer, "newer", Newer},
	{project.ErrPartly, "partly", Partly},
	{project.ErrCheck, "check_failed", CheckFailed},
	{store.ErrDamaged, "damaged", CheckFailed},
	{audit.ErrBroken, "damaged", CheckFailed},
	{corpus.ErrNotFound, "not_found", Failure},
	{corpus.ErrInvalid, "invalid", Failure},
	{corpus.ErrConflict, "conflict", Failure},
}

// exitOf returns the code and the kind of an error.
func exitOf(err error) (ExitCode, string) {
	for _, e := range exits {
		if errors.Is(err, e.kind) {
			return e.code, e.name
		}
	}
	return Failure, "failure"
}

// reportError tells of an error and returns the code to exit with.
func reportError(t *term.Terminal, err error) ExitCode {
	code, kind := exitOf(err)
	text, hint := err.Error(), hintOf(err)
	switch {
	case code == Interrupted:
		text, hint = "interrupted", "the act at hand was taken back; what was finished before it stays"
	case errors.Is(err, store.ErrLocked) && hint == "":
		hint = "another program is writing in the project; try again when it has finished"
	case errors.Is(err, term.ErrExists):
		hint = "--force replaces it"
	case errors.Is(err, term.ErrBinary):
		text, hint = "a workbook can't be shown on a terminal", "name a file with -o, or send it into a pipe"
	}
	t.Error(text, hint, kind, int(code))
	return code
}

// usagef makes an error of a command line that can't be understood.
func usagef(format string, args ...any) *corpus.Error {
	return corpus.Errorf(errUsage, format, args...)
}

// asUsage makes a usage error of another error, whose words and hint it keeps.
func asUsage(err error) error {
	if err == nil {
		return nil
	}
	return usagef("%s", strings.TrimSpace(err.Error())).WithHint("%s", hintOf(err))
}

// hintOf is what an error advises, or nothing.
func hintOf(err error) string {
	var advised interface{ Hint() string }
	if errors.As(err, &advised) {
		return advised.Hint()
	}
	return ""
}

// of puts what was attempted before an error, which stays of its kind.
func of(what string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s: %w", what, err)
}
