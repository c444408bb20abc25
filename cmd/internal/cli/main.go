package cli

import (
	"context"
	"os"
	"os/signal"
	"runtime"
	"runtime/debug"
	"slices"
	"syscall"

	"framewise/cmd/internal/term"
)

// Main runs the program with the arguments it was started with and returns its
// exit code. The first interruption lets the act at hand take itself back; the
// second ends the program at once, which no act is harmed by either.
func Main() int {
	patient()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop)
	return int(run(ctx, term.System(), os.Args[1:]))
}

// patient puts the first collection of garbage off until there are 16 MB of it:
// few commands make so much, and to collect less costs more than it is worth (a
// tenth of a search). From then on all is as usual.
func patient() {
	if os.Getenv("GOGC") != "" {
		return
	}
	const late = 400 // per cent of the 4 MB that Go begins with
	usual := debug.SetGCPercent(late)
	var collected func(int)
	wait := func() { runtime.AddCleanup(new(*byte), collected, 0) }
	collected = func(int) {
		if now := debug.SetGCPercent(usual); now != late { // what somebody chose meanwhile
			debug.SetGCPercent(now)
			wait()
		}
	}
	wait()
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
