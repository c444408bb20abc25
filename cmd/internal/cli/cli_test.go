package cli

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"github.com/spf13/cobra"

	"framewise/cmd/internal/term"
	"framewise/corpus"
	"framewise/framework/audit"
	"framewise/framework/project"
	"framewise/framework/store"
)

func testApp() *app {
	return &app{term: &term.Terminal{In: strings.NewReader(""), Out: new(bytes.Buffer), Err: new(bytes.Buffer)}}
}

// walk calls fn for every command.
func walk(cmd *cobra.Command, fn func(*cobra.Command)) {
	fn(cmd)
	for _, c := range cmd.Commands() {
		walk(c, fn)
	}
}

// TestHelp holds every command's help to the form: one line, at most twelve
// lines, at least two examples that the command line understands.
func TestHelp(t *testing.T) {
	t.Parallel()
	walk(newRootCommand(testApp()), func(cmd *cobra.Command) {
		t.Run(cmd.CommandPath(), func(t *testing.T) {
			switch {
			case cmd.Short == "" || strings.HasSuffix(cmd.Short, ".") || strings.Contains(cmd.Short, "\n"):
				t.Errorf("Short is %q", cmd.Short)
			case cmd.Short[0] < 'A' || cmd.Short[0] > 'Z':
				t.Errorf("Short does not begin with a capital: %q", cmd.Short)
			case cmd.Long == "":
				t.Error("no Long")
			}
			lines := strings.Split(cmd.Long, "\n")
			if len(lines) > 12 {
				t.Errorf("Long has %d lines", len(lines))
			}
			for _, line := range append(lines, strings.Split(cmd.Example, "\n")...) {
				if n := len([]rune(line)); n > 96 {
					t.Errorf("a line of %d characters: %s", n, line)
				}
			}
			examples := strings.Split(cmd.Example, "\n")
			if len(examples) < 2 {
				t.Errorf("%d examples", len(examples))
			}
			own := 0
			for _, line := range examples {
				if parseExample(t, line) == cmd.CommandPath() {
					own++
				}
			}
			if own == 0 && !cmd.HasSubCommands() && cmd.Name() != "help" {
				t.Error("no example of the command itself")
			}
		})
	})
}

// parseExample reads a line of an example as far as its flags and arguments,
// without running it, and returns the path of its command.
func parseExample(t *testing.T, line string) string {
	t.Helper()
	words := shellWords(line)
	for len(words) > 0 && strings.Contains(words[0], "=") {
		words = words[1:] // a variable before the command
	}
	if len(words) > 0 && words[0] == "source" {
		words = strings.Fields("framewise completion bash")
	}
	if len(words) == 0 || words[0] != "framewise" {
		t.Errorf("not an example: %s", line)
		return ""
	}
	for i, w := range words {
		if w == ">" || w == "<" || w == "|" || w == "||" || w == "&&" {
			words = words[:i]
			break
		}
	}
	root := newRootCommand(testApp()) // flags keep what they were given
	cmd, rest, err := root.Find(words[1:])
	if err != nil {
		t.Errorf("%s: %v", line, err)
		return ""
	}
	if err := cmd.ParseFlags(rest); err != nil {
		t.Errorf("%s: %v", line, err)
	}
	if err := cmd.ValidateArgs(cmd.Flags().Args()); err != nil {
		t.Errorf("%s: %v", line, err)
	}
	return cmd.CommandPath()
}

// shellWords splits a line as a shell does, as far as the examples need.
func shellWords(line string) []string {
	var words []string
	var word strings.Builder
	var quote rune
	open := false
	for _, r := range strings.TrimSpace(line) + " " {
		switch {
		case quote != 0 && r == quote:
			quote = 0
		case quote != 0:
			word.WriteRune(r)
		case r == '\'' || r == '"':
			quote, open = r, true
		case r == ' ':
			if open || word.Len() > 0 {
				words = append(words, word.String())
			}
			word.Reset()
			open = false
		default:
			word.WriteRune(r)
		}
	}
	return words
}

func TestShellWords(t *testing.T) {
	t.Parallel()
	got := shellWords(`  framewise search '"waiting list" x' a "b c" ''`)
	want := []string{"framewise", "search", `"waiting list" x`, "a", "b c", ""}
	if fmt.Sprintf("%q", got) != fmt.Sprintf("%q", want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestExitCodes(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		err  error
		code ExitCode
		kind string
	}{
		{errors.New("disk full"), Failure, "failure"},
		{fs.ErrNotExist, Failure, "failure"},
		{corpus.Errorf(corpus.ErrNotFound, "x"), Failure, "not_found"},
		{of("decode", corpus.Errorf(corpus.ErrInvalid, "x")), Failure, "invalid"},
		{corpus.Errorf(corpus.ErrConflict, "x"), Failure, "conflict"},
		{usagef("x"), Usage, "usage"},
		{asUsage(corpus.Errorf(corpus.ErrInvalid, "x").WithHint("y")), Usage, "usage"},
		{corpus.Errorf(project.ErrPartly, "x"), Partly, "partly"},
		{corpus.Errorf(project.ErrCheck, "x"), CheckFailed, "check_failed"},
		{fmt.Errorf("open: %w", store.ErrDamaged), CheckFailed, "damaged"},
		{fmt.Errorf("open: %w", audit.ErrBroken), CheckFailed, "damaged"},
		{corpus.Errorf(project.ErrNoProject, "x"), NoProject, "no_project"},
		{fmt.Errorf("open: %w", store.ErrLocked), Locked, "locked"},
		{fmt.Errorf("open: %w", store.ErrNewer), Newer, "newer"},
		{fmt.Errorf("import: %w", context.Canceled), Interrupted, "interrupted"},
	} {
		code, kind := exitOf(tt.err)
		if code != tt.code || kind != tt.kind {
			t.Errorf("%v: exit %d (%s), want %d (%s)", tt.err, code, kind, tt.code, tt.kind)
		}
		if !strings.Contains(exitCodesText, fmt.Sprintf("\n  %-4d ", code)) {
			t.Errorf("the page on exit codes lacks %d", code)
		}
	}
}

// TestInterrupted: a cancelled context ends a command with 130 and leaves the
// project as it was.
func TestInterrupted(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	do := func(ctx context.Context, args ...string) (ExitCode, string, string) {
		var out, messages bytes.Buffer
		code := run(ctx, &term.Terminal{In: strings.NewReader(""), Out: &out, Err: &messages},
			append(args, "--project", dir))
		return code, out.String(), messages.String()
	}
	ctx := context.Background()
	if code, _, messages := do(ctx, "init"); code != OK {
		t.Fatalf("init: %d %s", code, messages)
	}
	cancelled, cancel := context.WithCancel(ctx)
	cancel()
	code, _, messages := do(cancelled, "case", "set", "P01", "age=3")
	if code != Interrupted || !strings.Contains(messages, "framewise: error: interrupted") {
		t.Errorf("exit %d: %s", code, messages)
	}
	if code, out, messages := do(ctx, "case", "list"); code != OK || out != "" {
		t.Errorf("exit %d: %s%s", code, out, messages)
	}
}

// TestLocked: while another program writes, the exit code says so.
func TestLocked(t *testing.T) {
	if testing.Short() {
		t.Skip("waits until the program gives up")
	}
	t.Parallel()
	ctx := context.Background()
	dir := t.TempDir()
	p, err := project.Init(ctx, dir, "Study", "", project.Options{Actor: "Ana Bravo"})
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	var out, messages bytes.Buffer
	err = p.Rehearse(ctx, func(*project.Project) error {
		code := run(ctx, &term.Terminal{In: strings.NewReader(""), Out: &out, Err: &messages},
			[]string{"case", "set", "P01", "age=3", "--project", dir})
		if code != Locked {
			t.Errorf("exit %d, want %d", code, Locked)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(messages.String(), "framewise: hint: ") {
		t.Errorf("no hint: %s", messages.String())
	}
}

func TestThousands(t *testing.T) {
	t.Parallel()
	for n, want := range map[int]string{0: "0", 7: "7", 999: "999", 1000: "1,000", 1042: "1,042", 1234567: "1,234,567", -1500: "-1,500"} {
		if got := thousands(n); got != want {
			t.Errorf("thousands(%d) = %s, want %s", n, got, want)
		}
	}
}

func TestExcerpt(t *testing.T) {
	t.Parallel()
	mark := func(s string) string { return "<" + s + ">" }
	long := strings.Repeat("word ", 60) + "the needle here " + strings.Repeat("more ", 60)
	at := corpus.Pos(strings.Index(long, "the needle"))
	for _, tt := range []struct {
		name  string
		found project.Found
		want  []string
	}{
		{"short", project.Found{Text: "a needle", Matches: []corpus.Span{{Start: 2, End: 8}}}, []string{"a <needle>"}},
		{"phrase", project.Found{Text: "so a big needle", Matches: []corpus.Span{{Start: 3, End: 15}}}, []string{"so <a big needle>"}},
		{"no match", project.Found{Text: "nothing"}, []string{"nothing"}},
		{"empty", project.Found{}, []string{""}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := excerpt(tt.found, 40, mark)
			if strings.Join(got, "|") != strings.Join(tt.want, "|") {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
	got := excerpt(project.Found{Text: long, Matches: []corpus.Span{{Start: at, End: at + 10}}}, 40, mark)
	if len(got) != maxExcerpt || !strings.Contains(strings.Join(got, "\n"), "<the needle>") ||
		!strings.HasPrefix(got[0], "… ") || !strings.HasSuffix(got[len(got)-1], " …") {
		t.Errorf("got %q", got)
	}
}

// TestFormatsPage: every field of every JSON answer is on the page about
// formats.
func TestFormatsPage(t *testing.T) {
	t.Parallel()
	for _, v := range []any{
		importedJSON{}, caseJSON{}, frameworkJSON{}, codeJSON{}, turnJSON{}, shownCoding{}, codingJSON{}, foundJSON{},
		facetJSON{}, cellJSON{}, quoteJSON{}, progressJSON{}, crossingJSON{}, memoJSON{}, filledJSON{}, questionJSON{},
		askedJSON{}, documentJSON{}, textVersionJSON{}, changedJSON{}, project.Replacement{}, project.CarriedCoding{},
		project.Citing{}, project.Problem{}, audit.Event{},
	} {
		for _, f := range reflect.VisibleFields(reflect.TypeOf(v)) {
			name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
			if name == "" || name == "-" {
				continue
			}
			if !regexp.MustCompile(`\b` + name + `\b`).MatchString(formatsText) {
				t.Errorf("%T has %s, which the page on formats lacks", v, name)
			}
		}
	}
}
