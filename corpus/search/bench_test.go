//go:build unix

package search

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// cpu is the CPU time this process has used, in user and system mode.
func cpu() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		panic(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// peak is the most memory this process has had resident, in MB.
func peak() float64 {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		panic(err)
	}
	kB := float64(u.Maxrss)
	if runtime.GOOS == "darwin" {
		kB /= 1024
	}
	return kB / 1024
}

// fill indexes n generated documents and returns how much text that was.
func fill(tb testing.TB, x *Index, n int, quotes bool) (bytes int) {
	tb.Helper()
	g := newGenerator(1)
	b := x.Batch()
	for i := range n {
		d, turns := g.document(i)
		for _, t := range turns {
			bytes += len(t.Text)
		}
		if err := b.PutDocument(d, turns); err != nil {
			tb.Fatal(err)
		}
		if !quotes {
			continue
		}
		for _, q := range g.quotes(i, d, turns) {
			if err := b.PutQuote(&q); err != nil {
				tb.Fatal(err)
			}
		}
	}
	if err := b.Commit(1); err != nil {
		tb.Fatal(err)
	}
	return bytes
}

// generating is the CPU time of making n documents up.
func generating(n int) time.Duration {
	start := cpu()
	g := newGenerator(1)
	for i := range n {
		g.document(i)
	}
	return cpu() - start
}

// BenchmarkIndex indexes the turns of 1,000 transcripts: MB of text per second
// of CPU, background merging and closing included, and the process's peak
// memory. The time of making the texts up is measured apart and taken off.
func BenchmarkIndex(b *testing.B) {
	made := generating(1000)
	for b.Loop() {
		dir := b.TempDir()
		start := cpu()
		x, err := Open(dir, Options{Project: "p"})
		if err != nil {
			b.Fatal(err)
		}
		bytes := fill(b, x, 1000, false)
		if err := x.Close(); err != nil {
			b.Fatal(err)
		}
		used := cpu() - start - made
		b.ReportMetric(float64(bytes)/1e6/used.Seconds(), "MB/cpu-s")
		b.ReportMetric(used.Seconds(), "cpu-s")
		b.ReportMetric(float64(diskSize(b, dir))/1e6, "disk-MB")
	}
	b.ReportMetric(peak(), "peak-MB")
}

func diskSize(tb testing.TB, dir string) (n int64) {
	tb.Helper()
	err := filepath.Walk(dir, func(_ string, info os.FileInfo, err error) error {
		if err == nil && !info.IsDir() {
			n += info.Size()
		}
		return err
	})
	if err != nil {
		tb.Fatal(err)
	}
	return n
}

// large is an index of 1,000 transcripts and 60,000 quotes, made once for all
// benchmarks and kept between runs where FRAMEWISE_BENCH_INDEX names a folder.
var large = sync.OnceValues(func() (string, error) {
	dir := os.Getenv("FRAMEWISE_BENCH_INDEX")
	if dir == "" {
		var err error
		if dir, err = os.MkdirTemp("", "framewise-search-"); err != nil {
			return "", err
		}
		atEnd = append(atEnd, func() { os.RemoveAll(dir) })
	}
	return dir, nil
})

var atEnd []func()

func TestMain(m *testing.M) {
	if dir := os.Getenv("FRAMEWISE_SEARCH_ONCE"); dir != "" {
		searchOnce(dir)
		return
	}
	if dir := os.Getenv("FRAMEWISE_SEARCH_INDEX"); dir != "" {
		indexForEver(dir)
		return
	}
	code := m.Run()
	for _, f := range atEnd {
		f()
	}
	os.Exit(code)
}

func openLarge(b *testing.B) (*Index, string) {
	b.Helper()
	dir, err := large()
	if err != nil {
		b.Fatal(err)
	}
	x, err := Open(dir, Options{Project: "p", Timeout: 5 * time.Second})
	if err != nil {
		b.Fatal(err)
	}
	if x.Revision() == 0 {
		fill(b, x, 1000, true)
	}
	return x, dir
}

// BenchmarkSearch answers queries of several kinds on a warm index and reports
// the median and the 99th percentile.
func BenchmarkSearch(b *testing.B) {
	x, _ := openLarge(b)
	defer x.Close()
	g := newGenerator(2)
	drawn := func(n int) []string { // as often as they are said
		list := make([]string, n)
		for i := range list {
			list[i] = g.word()
		}
		return list
	}
	anyWord := func() string { return g.words[g.r.IntN(5000)] }
	_, turns := newGenerator(1).document(0)
	phrases := func(words int) func() string {
		return func() string {
			t := strings.Fields(turns[g.r.IntN(len(turns))].Text)
			i := g.r.IntN(len(t) - words)
			return `"` + strings.Join(t[i:i+words], " ") + `"`
		}
	}
	kinds := []struct {
		name  string
		make  func() string
		req   Request
		every int
	}{
		{"word", anyWord, Request{}, 400},
		{"word-said", func() string { return drawn(1)[0] }, Request{}, 400},
		{"word-most-frequent", func() string { return g.words[g.r.IntN(10)] }, Request{}, 100},
		{"word-ranked", anyWord, Request{Order: ByRelevance}, 400},
		{"word-said-ranked", func() string { return drawn(1)[0] }, Request{Order: ByRelevance}, 400},
		{"two-words", func() string { return strings.Join(drawn(2), " ") }, Request{}, 400},
		{"prefix", func() string { return string([]rune(anyWord() + "mente")[:3]) + "*" }, Request{}, 200},
		{"phrase-2", phrases(2), Request{}, 200},
		{"phrase-4", phrases(4), Request{}, 200},
		{"phrase-most-frequent", func() string {
			return `"` + g.words[g.r.IntN(4)] + " " + g.words[g.r.IntN(4)] + " " + g.words[g.r.IntN(4)] + `"`
		}, Request{}, 60},
		{"code+attribute", func() string {
			return fmt.Sprintf("code:code-%d-%d gender:woman age>%d", g.r.IntN(5), g.r.IntN(20), 20+g.r.IntN(40))
		}, Request{}, 400},
		{"code+word", func() string {
			return fmt.Sprintf("code:theme-%d %s", g.r.IntN(5), drawn(1)[0])
		}, Request{}, 400},
		{"facets", func() string { return fmt.Sprintf("code:theme-%d", g.r.IntN(5)) },
			Request{Facets: []string{"code", "case", "stance", "coder", "gender"}}, 100},
	}
	for _, k := range kinds {
		b.Run(k.name, func(b *testing.B) {
			var took, used []time.Duration
			hits := 0
			for b.Loop() {
				for range k.every {
					s := k.make()
					q, err := Parse(s)
					if err != nil {
						b.Fatal(s, err)
					}
					start, before := time.Now(), cpu()
					r, err := x.Search(context.Background(), q, k.req)
					if err != nil {
						b.Fatal(s, err)
					}
					took, used = append(took, time.Since(start)), append(used, cpu()-before)
					hits += r.Total
				}
			}
			slices.Sort(took)
			slices.Sort(used)
			ms := func(sorted []time.Duration, p float64) float64 {
				return float64(sorted[int(p*float64(len(sorted)-1))].Microseconds()) / 1000
			}
			b.ReportMetric(ms(took, 0.5), "p50-ms")
			b.ReportMetric(ms(took, 0.99), "p99-ms")
			b.ReportMetric(ms(used, 0.99), "p99-cpu-ms")
			b.ReportMetric(float64(hits)/float64(len(took)), "hits")
			b.ReportMetric(0, "ns/op")
		})
	}
}

// BenchmarkFirstSearch starts a process that opens the index of 1,000
// transcripts, answers one query and ends, and reports its CPU time, that of
// starting it included.
func BenchmarkFirstSearch(b *testing.B) {
	x, dir := openLarge(b)
	if err := x.Close(); err != nil {
		b.Fatal(err)
	}
	for _, query := range []string{"mamenta", `"no me"`, "code:theme-1 gender:woman no"} {
		b.Run(strings.ReplaceAll(query, " ", "_"), func(b *testing.B) {
			var used []time.Duration
			for b.Loop() {
				c := exec.Command(os.Args[0])
				c.Env = append(os.Environ(), "FRAMEWISE_SEARCH_ONCE="+dir, "FRAMEWISE_SEARCH_QUERY="+query)
				if out, err := c.CombinedOutput(); err != nil {
					b.Fatalf("%v: %s", err, out)
				}
				used = append(used, c.ProcessState.UserTime()+c.ProcessState.SystemTime())
			}
			slices.Sort(used)
			b.ReportMetric(float64(used[len(used)/2].Microseconds())/1000, "p50-cpu-ms")
			b.ReportMetric(float64(used[len(used)-1].Microseconds())/1000, "max-cpu-ms")
		})
	}
}

// searchOnce is the process of BenchmarkFirstSearch.
func searchOnce(dir string) {
	fail := func(err error) {
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
	q, err := Parse(os.Getenv("FRAMEWISE_SEARCH_QUERY"))
	fail(err)
	x, err := Open(dir, Options{Project: "p"})
	fail(err)
	if x.Revision() == 0 {
		fail(fmt.Errorf("the index is empty: %v", x.Replaced(Both)))
	}
	_, err = x.Search(context.Background(), q, Request{})
	fail(err)
	fail(x.Close())
}
