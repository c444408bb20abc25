package cli

import (
	"context"
	"os"
	"os/signal"
	"slices"
	"syscall"

	"framewise/cmd/internal/term"
)

// Main runs the program with the arguments it was started with and returns its
// exit code. The first interruption lets the act at hand take itself back; the
// second ends the program at once, which no act is harmed by either.
func Main() int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop)
	return int(run(ctx, term.System(), os.Args[1:]))
}

// run is Main for any terminal and arguments.
func run(ctx context.Context, t *term.Terminal, args []string) ExitCode {
	a := &app{term: t}
	root := newRootCommand(a)
	root.SetArgs(args)
	root.SetIn(t.In)
	root.SetOut(t.Out)
	root.SetErr(t.Err)
	err := root.ExecuteContext(ctx)
	if closing := t.Close(); err == nil && closing != nil {
		err = closing
	}
	if err == nil {
		return OK
	}
	// A flag that could not be read may stand before --json.
	t.JSON = t.JSON || slices.Contains(args, "--json")
	if ctx.Err() != nil {
		err = context.Canceled
	}
	return reportError(t, err)
}
