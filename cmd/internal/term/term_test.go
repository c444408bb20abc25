package term

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestSafe(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, in, want string }{
		{"plain", "¿Cómo está? 你好 😀", "¿Cómo está? 你好 😀"},
		{"escape", "a\x1b[31mb", "a␛[31mb"},
		{"bell and delete", "\a\x7f", "␇␡"},
		{"c1", "a\u009bb", "a\uFFFDb"},
		{"override", "a\u202eb\u202cc", "a\uFFFDb\uFFFDc"},
		{"isolate", "\u2066x\u2069", "\uFFFDx\uFFFD"},
		{"lines and tabs", "a\nb\tc\u2028d", "a b c d"},
		{"arabic and its marks stay", "مرحبا\u200f", "مرحبا\u200f"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := Safe(tt.in); got != tt.want {
				t.Errorf("Safe(%q) = %q, want %q", tt.in, got, tt.want)
			}
		})
	}
	if got := SafeLines("a\nb\tc"); got != "a\nb c" {
		t.Errorf("SafeLines: %q", got)
	}
}

func FuzzSafe(f *testing.F) {
	f.Add("a\x1b]0;title\a\u202eb")
	f.Fuzz(func(t *testing.T, s string) {
		for _, r := range Safe(s) {
			if dangerous(r) {
				t.Fatalf("%q lets %U through", s, r)
			}
		}
		for _, line := range Wrap(Safe(s), 20) {
			if w := Width(line); w > 20 && strings.ContainsRune(line, ' ') {
				t.Fatalf("a line of %d columns: %q", w, line)
			}
		}
		if cut := Truncate(Safe(s), 12); Width(cut) > 12 {
			t.Fatalf("cut to %d columns: %q", Width(cut), cut)
		}
		var out bytes.Buffer
		if err := writeJSON(&out, s); err != nil {
			t.Fatal(err)
		}
		if strings.ContainsFunc(strings.TrimSuffix(out.String(), "\n"), dangerous) {
			t.Fatalf("%q is dangerous as JSON: %q", s, out.String())
		}
		var back string
		if err := json.Unmarshal(out.Bytes(), &back); err != nil || utf8.ValidString(s) && back != s {
			t.Fatalf("%q comes back as %q: %v", s, back, err)
		}
	})
}

func TestTruncateAndWrap(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		in    string
		width int
		want  string
	}{
		{"short", 10, "short"}, {"exactly ten", 11, "exactly ten"}, {"much too long", 6, "much…"},
		{"你好世界", 5, "你好…"}, {"e\u0301e\u0301e\u0301", 2, "e\u0301…"}, {"x", 0, ""},
	} {
		if got := Truncate(tt.in, tt.width); got != tt.want {
			t.Errorf("Truncate(%q, %d) = %q, want %q", tt.in, tt.width, got, tt.want)
		}
	}
	got := strings.Join(Wrap("one two three\nfour averyveryverylongword", 12), "|")
	if want := "one two|three|four|averyveryver|ylongword"; got != want {
		t.Errorf("Wrap: %q, want %q", got, want)
	}
}

func TestTable(t *testing.T) {
	t.Parallel()
	rows := [][]string{{"P1", "7", "a quote that\tis far too long for it"}, {"P10", "42", "short"}}
	show := func(tty bool, columns int) string {
		var out bytes.Buffer
		tb := (&Terminal{Out: &out, OutTTY: tty, Columns: columns}).Table(
			Column{Title: "case", Keep: true}, Column{Title: "n", Right: true}, Column{Title: "quote"}, Column{Title: "empty"})
		for _, row := range rows {
			if err := tb.Row(append(append([]string(nil), row...), "")...); err != nil {
				t.Fatal(err)
			}
		}
		if err := tb.Flush(); err != nil {
			t.Fatal(err)
		}
		return out.String()
	}
	if got, want := show(false, 0), "P1\t7\ta quote that is far too long for it\t\nP10\t42\tshort\t\n"; got != want {
		t.Errorf("in a pipe:\n%s", got)
	}
	want := "CASE   N  QUOTE\nP1     7  a quote that i…\nP10   42  short\n"
	if got := show(true, 25); got != want {
		t.Errorf("on a terminal:\n%q\n%q", got, want)
	}
}

func TestMessages(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name        string
		quiet, json bool
		want        string
	}{
		{"plain", false, false, "framewise: error: it broke\n  twice\nframewise: hint: mend it\nframewise: warning: take care\nnote\n"},
		{"quiet", true, false, "framewise: error: it broke\n  twice\nframewise: hint: mend it\nframewise: warning: take care\n"},
		{"json", false, true, `{"type":"error","kind":"failure","message":"it broke\ntwice","hint":"mend it","exit_code":1}` +
			"\n" + `{"type":"warning","message":"take care"}` + "\n"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var out bytes.Buffer
			term := &Terminal{Err: &out, Quiet: tt.quiet, JSON: tt.json}
			term.Error("it broke\ntwice", "mend it", "failure", 1)
			term.Warn("take %s", "care")
			term.Note("note")
			if out.String() != tt.want {
				t.Errorf("got\n%s\nwant\n%s", out.String(), tt.want)
			}
		})
	}
}

func TestColour(t *testing.T) {
	tt := &Terminal{OutTTY: true}
	for _, c := range []struct {
		when, noColor, termType string
		want                    bool
	}{
		{"auto", "", "xterm", true}, {"auto", "1", "xterm", false}, {"auto", "", "dumb", false},
		{"always", "1", "dumb", true}, {"never", "", "xterm", false},
	} {
		t.Setenv("NO_COLOR", c.noColor)
		t.Setenv("TERM", c.termType)
		if err := tt.SetColour(c.when); err != nil || tt.OutColour != c.want {
			t.Errorf("%+v: colour %v, %v", c, tt.OutColour, err)
		}
	}
	if tt.SetColour("sometimes") == nil {
		t.Error("sometimes is taken")
	}
	tt.OutColour = false
	if got := tt.Marked("x"); got != "**x**" {
		t.Errorf("without colour a match is %q", got)
	}
}

func TestWrite(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	path := filepath.Join(dir, "out.txt")
	tt := &Terminal{Out: new(bytes.Buffer)}
	says := func(s string) func(io.Writer) error {
		return func(w io.Writer) error { _, err := io.WriteString(w, s); return err }
	}
	if err := tt.Write(Output{Path: path}, says("one")); err != nil {
		t.Fatal(err)
	}
	if err := tt.Write(Output{Path: path}, says("two")); !errors.Is(err, ErrExists) {
		t.Errorf("a file that is there: %v", err)
	}
	broken := errors.New("broken")
	err := tt.Write(Output{Path: path, Force: true}, func(w io.Writer) error {
		_, _ = io.WriteString(w, "half")
		return broken
	})
	if !errors.Is(err, broken) {
		t.Errorf("got %v", err)
	}
	if content, _ := os.ReadFile(path); string(content) != "one" {
		t.Errorf("a failed write left %q", content)
	}
	if err := tt.Write(Output{Path: path, Force: true}, says("two")); err != nil {
		t.Fatal(err)
	}
	if content, _ := os.ReadFile(path); string(content) != "two" {
		t.Errorf("got %q", content)
	}
	if entries, _ := os.ReadDir(dir); len(entries) != 1 {
		t.Errorf("left behind: %v", entries)
	}
	if err := tt.Write(Output{Path: dir, Force: true}, says("x")); err == nil {
		t.Error("a folder was overwritten")
	}
	binary := &Terminal{Out: new(bytes.Buffer), OutTTY: true}
	if err := binary.Write(Output{Binary: true}, says("x")); !errors.Is(err, ErrBinary) {
		t.Errorf("binary to a terminal: %v", err)
	}
}

func TestConfirm(t *testing.T) {
	t.Parallel()
	for answer, want := range map[string]bool{"y\n": true, "Yes\n": true, "sí\n": true, "\n": false, "n\n": false, "": false} {
		tt := &Terminal{In: strings.NewReader(answer), InTTY: true, Err: new(bytes.Buffer), ErrTTY: true}
		if got, err := tt.Confirm("sure?"); err != nil || got != want {
			t.Errorf("%q: %v, %v", answer, got, err)
		}
	}
	if _, err := (&Terminal{In: strings.NewReader("y\n"), Err: new(bytes.Buffer)}).Confirm("sure?"); err == nil {
		t.Error("a pipe was asked")
	}
}
