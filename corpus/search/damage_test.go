//go:build unix

package search

import (
	"bufio"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// probes are the queries by which two indexes are compared.
var probes = []string{
	"no", "hope", "happy", `"no me"`, "imagin*", "希望", "role:interviewer", "code:hope", "stance:negative mamá",
	"age>9", "doc:P10 -医院", "kind:memo",
}

// answers asks all probes. The texts of turns are held against the hits.
func answers(x *Index) (string, error) {
	var b strings.Builder
	for _, s := range probes {
		q, err := Parse(s)
		if err != nil {
			return "", err
		}
		res, err := x.Search(bg, q, Request{Facets: []string{"case", "code"}})
		if err != nil {
			return "", err
		}
		fmt.Fprintln(&b, s, found(res.Hits), res.Total, res.Facets)
		for _, h := range res.Hits {
			if h.Kind == KindTurn && !h.Check(texts[h.Label][h.Turn-1]) {
				return "", broken("%s found %s:%d", s, h.Label, h.Turn)
			}
		}
	}
	return b.String(), nil
}

// within fails the test where fn takes suspiciously long.
func within(t *testing.T, what string, fn func()) {
	t.Helper()
	done := make(chan struct{})
	go func() { defer close(done); fn() }()
	select {
	case <-done:
	case <-time.After(60 * time.Second):
		t.Fatalf("%s hangs", what)
	}
}

// damages are ways in which files come to harm.
var damages = []struct {
	name string
	do   func(r *rand.Rand, path string, b []byte) error
}{
	{"three bytes flipped", func(r *rand.Rand, path string, b []byte) error {
		for range 3 {
			b[r.IntN(len(b))] ^= byte(1 + r.IntN(255))
		}
		return os.WriteFile(path, b, 0o600)
	}},
	{"cut short", func(r *rand.Rand, path string, b []byte) error {
		return os.WriteFile(path, b[:r.IntN(len(b))], 0o600)
	}},
	{"zeros in the middle", func(r *rand.Rand, path string, b []byte) error {
		from := r.IntN(len(b))
		clear(b[from:min(from+512, len(b))])
		return os.WriteFile(path, b, 0o600)
	}},
	{"empty", func(_ *rand.Rand, path string, _ []byte) error { return os.WriteFile(path, nil, 0o600) }},
	{"gone", func(_ *rand.Rand, path string, _ []byte) error { return os.Remove(path) }},
}

// TestDamage holds that an index that was damaged while it was closed answers
// rightly, or is replaced and can be fed again; it never panics and never
// hangs. After a crash there is no seal, and bleve's database has no checksum:
// then a lie is possible, but no panic.
func TestDamage(t *testing.T) {
	t.Parallel()
	good := t.TempDir()
	x := openIndex(t, good)
	feed(t, x, 1)
	feed(t, x, 2) // so that something is deleted, too
	want, err := answers(x)
	if err != nil {
		t.Fatal(err)
	}
	if err := x.Close(); err != nil {
		t.Fatal(err)
	}
	var files []string
	err = filepath.WalkDir(good, func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && d.Name() != sealName {
			rel, _ := filepath.Rel(good, path)
			files = append(files, rel)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	trials := 3
	if testing.Short() {
		trials = 1
	}
	for _, sealed := range []bool{true, false} {
		for _, file := range files {
			for _, d := range damages {
				for n := range trials {
					name := fmt.Sprintf("%s of %s, sealed %v, %d", d.name, file, sealed, n)
					dir := t.TempDir()
					if err := os.CopyFS(dir, os.DirFS(good)); err != nil {
						t.Fatal(err)
					}
					path := filepath.Join(dir, file)
					b, err := os.ReadFile(path)
					if err != nil {
						t.Fatal(err)
					}
					if err := d.do(rand.New(rand.NewPCG(uint64(n), 7)), path, b); err != nil {
						t.Fatal(err)
					}
					if !sealed {
						for _, shard := range []string{"turns-v1-1", "quotes-v1-1"} {
							if err := os.Remove(filepath.Join(dir, shard, sealName)); err != nil {
								t.Fatal(err)
							}
						}
					}
					lieAllowed := !sealed && strings.HasSuffix(file, "root.bolt")
					within(t, name, func() { useDamaged(t, name, dir, want, lieAllowed) })
				}
			}
		}
	}
}

func useDamaged(t *testing.T, name, dir, want string, lieAllowed bool) {
	x, err := Open(dir, Options{Project: "p", Timeout: 5 * time.Second})
	if err != nil {
		t.Errorf("%s: open: %v", name, err)
		return
	}
	defer x.Close()
	if x.Revision() != 2 {
		feed(t, x, 2)
	}
	got, err := answers(x)
	if errors.Is(err, ErrBroken) {
		if err := x.Reset(Both); err != nil {
			t.Errorf("%s: reset: %v", name, err)
			return
		}
		feed(t, x, 2)
		got, err = answers(x)
	}
	if err != nil {
		t.Errorf("%s: %v", name, err)
		return
	}
	if diff := cmp.Diff(want, got); diff != "" && !lieAllowed {
		t.Errorf("%s: %s", name, diff)
	}
}

// TestDamageWhileOpen cuts the files off under an open index: reading them is
// then a fault of the machine, which must not end the process.
func TestDamageWhileOpen(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	x := openIndex(t, dir)
	feed(t, x, 1)
	want, err := answers(x)
	if err != nil {
		t.Fatal(err)
	}
	if err := x.Close(); err != nil {
		t.Fatal(err)
	}
	x = openIndex(t, dir)
	files, err := filepath.Glob(filepath.Join(dir, "*", "*.zap"))
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for _, f := range files {
		if err := os.Truncate(f, 0); err != nil {
			t.Fatal(err)
		}
	}
	within(t, "search", func() {
		if _, err := answers(x); !errors.Is(err, ErrBroken) {
			t.Errorf("got %v", err)
		}
		if _, err := answers(x); !errors.Is(err, ErrBroken) {
			t.Errorf("the second time: %v", err)
		}
	})
	within(t, "reset", func() {
		if err := x.Reset(Both); err != nil {
			t.Error(err)
			return
		}
		feed(t, x, 1)
		if got, err := answers(x); err != nil || got != want {
			t.Errorf("got %s, %v", got, err)
		}
	})
}

func TestReplaced(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	x := openIndex(t, dir)
	if x.Revision() != 0 || x.Replaced(Both) != nil {
		t.Errorf("new: revision %d, %v", x.Revision(), x.Replaced(Both))
	}
	feed(t, x, 3)
	if err := x.Close(); err != nil {
		t.Fatal(err)
	}
	other, err := Open(dir, Options{Project: "another"})
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	if other.Revision() != 0 || other.Size(Both) != 0 || !errors.Is(other.Replaced(Both), ErrBroken) {
		t.Errorf("another project: revision %d, %d passages, %v",
			other.Revision(), other.Size(Both), other.Replaced(Both))
	}
	list, err := os.ReadDir(dir)
	if err != nil || len(list) != 2 {
		t.Errorf("left in the folder: %v, %v", list, err)
	}
}

func TestBusy(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	x := openIndex(t, dir)
	feed(t, x, 1)
	start := time.Now()
	_, err := Open(dir, Options{Project: "p", Timeout: 50 * time.Millisecond})
	if !errors.Is(err, ErrBusy) || time.Since(start) > 10*time.Second {
		t.Errorf("got %v after %v", err, time.Since(start))
	}
	if _, err := answers(x); err != nil {
		t.Errorf("the first: %v", err)
	}
}

// TestReaders shares an index among processes, as it were: any number read it,
// one writes.
func TestReaders(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	x := openIndex(t, dir)
	feed(t, x, 7)
	want, err := answers(x)
	if err != nil {
		t.Fatal(err)
	}
	if err := x.Close(); err != nil {
		t.Fatal(err)
	}
	open := func(w What) *Index {
		t.Helper()
		x, err := Open(dir, Options{Project: "p", What: w, Timeout: 50 * time.Millisecond})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = x.Close() })
		return x
	}
	closeIndex := func(x *Index) {
		t.Helper()
		if err := x.Close(); err != nil {
			t.Fatal(err)
		}
	}
	one, turns, quotes := open(Auto), open(Turns), open(Quotes)
	if turns.RevisionOf(Turns) != 7 || quotes.RevisionOf(Quotes) != 7 || one.Revision() != 7 {
		t.Errorf("revisions %d, %d and %d", turns.RevisionOf(Turns), quotes.RevisionOf(Quotes), one.Revision())
	}
	if got := found(ask(t, turns, "hope", Request{}).Hits); len(got) != 1 {
		t.Errorf("turns: %v", got)
	}
	if got := found(ask(t, quotes, "hope", Request{What: Quotes}).Hits); len(got) != 3 {
		t.Errorf("quotes: %v", got)
	}
	if err := turns.Need(Both); err != nil {
		t.Errorf("the rest: %v", err)
	}
	for _, x := range []*Index{one, turns} {
		if got, err := answers(x); err != nil || got != want {
			t.Errorf("got %s, %v", got, err)
		}
	}
	if err := one.Batch().Commit(8); !errors.Is(err, ErrBusy) {
		t.Errorf("writing beside readers: %v", err)
	}
	if err := one.Reset(Quotes); !errors.Is(err, ErrBusy) {
		t.Errorf("beginning anew beside readers: %v", err)
	}
	if got, err := answers(one); err != nil || got != want {
		t.Errorf("after that: %s, %v", got, err)
	}
	closeIndex(turns)
	closeIndex(quotes)
	feed(t, one, 8)
	if _, err := Open(dir, Options{Project: "p", Timeout: 50 * time.Millisecond}); !errors.Is(err, ErrBusy) {
		t.Errorf("reading beside a writer: %v", err)
	}
	closeIndex(one)
	if x := open(Auto); x.Revision() != 8 {
		t.Errorf("revision %d", x.Revision())
	}
}

// TestReadingLeavesAlone holds that searching changes nothing on the disk.
func TestReadingLeavesAlone(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	x := openIndex(t, dir)
	for revision := range 8 { // as many segments that could be merged
		feed(t, x, int64(revision)+1)
	}
	if err := x.Close(); err != nil {
		t.Fatal(err)
	}
	list := func() (files []string) {
		t.Helper()
		err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || d.Name() == sealName { // which is written when more was checked
				return err
			}
			info, err := d.Info()
			files = append(files, fmt.Sprint(path, info.Size(), info.ModTime()))
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return files
	}
	before := list()
	x = openIndex(t, dir)
	if _, err := answers(x); err != nil {
		t.Fatal(err)
	}
	time.Sleep(50 * time.Millisecond) // in which a merge would begin
	if err := x.Close(); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(before, list()); diff != "" {
		t.Error(diff)
	}
	if readSeal(filepath.Join(dir, "turns-v1-1")) == nil {
		t.Error("no seal")
	}
}

func TestRevisionOfUntouchedIndex(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	x := openIndex(t, dir)
	feed(t, x, 1)
	b := x.Batch()
	for rev := int64(2); rev < 20; rev++ {
		if err := b.PutQuote(&Quote{ID: "q1", Kind: KindQuote, Text: fmt.Sprint("hope ", rev)}); err != nil {
			t.Fatal(err)
		}
		if err := b.Commit(rev); err != nil {
			t.Fatal(err)
		}
		if x.Revision() != rev {
			t.Fatalf("revision %d, want %d", x.Revision(), rev)
		}
	}
	if err := x.Close(); err != nil {
		t.Fatal(err)
	}
	if x = openIndex(t, dir); x.RevisionOf(Turns) != 19 || x.RevisionOf(Quotes) != 19 {
		t.Errorf("after opening: %d and %d", x.RevisionOf(Turns), x.RevisionOf(Quotes))
	}
}

// TestKilled kills a process that indexes, again and again: what is then on
// disk opens, and its revision is one whose documents are all there.
func TestKilled(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	kills := 6
	if testing.Short() {
		kills = 2
	}
	last := int64(0)
	for n := range kills {
		c := exec.Command(os.Args[0])
		c.Env = append(os.Environ(), "FRAMEWISE_SEARCH_INDEX="+dir)
		out, err := c.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		told := last
		for lines := bufio.NewScanner(out); lines.Scan(); {
			told, err = strconv.ParseInt(lines.Text(), 10, 64)
			if err != nil {
				t.Errorf("%s", lines.Text())
			}
			if told >= last+5+int64(n) {
				break
			}
		}
		time.Sleep(time.Duration(n) * 3 * time.Millisecond)
		if err := c.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		_ = c.Wait()
		x := openIndex(t, dir)
		last = x.RevisionOf(Turns)
		if err := x.Replaced(Both); err != nil {
			t.Fatalf("after kill %d: %v", n, err)
		}
		if r := x.Revision(); r > last {
			t.Errorf("after kill %d: revision %d, of turns %d", n, r, last)
		}
		if last < told {
			t.Errorf("after kill %d: revision %d, though %d was committed", n, last, told)
		}
		for rev := int64(1); rev <= last; rev++ {
			if got := ask(t, x, fmt.Sprintf("doc:P%d", rev), Request{}).Total; got != 3 {
				t.Errorf("after kill %d, revision %d: %d turns of P%d", n, last, got, rev)
			}
		}
		if err := x.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// indexForEver is the process of TestKilled.
func indexForEver(dir string) {
	x, err := Open(dir, Options{Project: "p", Timeout: 5 * time.Second})
	for rev := int64(0); err == nil; {
		if rev == 0 {
			rev = x.Revision()
		}
		rev++
		b := x.Batch()
		label := fmt.Sprintf("P%d", rev)
		err = b.PutDocument(Document{ID: docID(label), Label: label}, []Turn{
			{Number: 1, Text: "one"}, {Number: 2, Text: "two"}, {Number: 3, Text: "three " + label}})
		if err == nil {
			err = b.Commit(rev)
		}
		fmt.Println(rev)
	}
	fmt.Println(err)
}
