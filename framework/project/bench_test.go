//go:build unix

package project

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"framewise/framework"
	"framewise/framework/xlsx"
)

// The benchmarks measure whole processes: each step runs in a child of its
// own, and the figures are the operating system's account of it when it has
// ended (CPU seconds, user and system; peak resident memory). The corpora are
// made up with fixed seeds.
//
//	go test -run '^$' -bench . -benchtime 1x ./framework/project

const step = "FRAMEWISE_BENCH_STEP"

func TestMain(m *testing.M) {
	if s := os.Getenv(step); s != "" {
		if err := child(context.Background(), strings.Fields(s)); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	code := m.Run()
	if benchDir != "" {
		os.RemoveAll(benchDir)
	}
	os.Exit(code)
}

var benchDir string

// child does one step, args[0], in the folder args[1].
func child(ctx context.Context, args []string) error {
	dir := args[1]
	o := Options{Actor: "bench", Now: day}
	if args[0] == "import" {
		p, err := Init(ctx, filepath.Join(dir, "study"), "bench", "en", o)
		if err != nil {
			return err
		}
		files, err := filepath.Glob(filepath.Join(dir, "transcripts", "*.txt"))
		if err != nil {
			return err
		}
		sources := make([]Source, len(files))
		for i, f := range files {
			sources[i] = FileSource(f)
		}
		if _, err := p.Import(ctx, sources, ImportOptions{}, nil); err != nil {
			return err
		}
		if err := p.Index(ctx, nil); err != nil {
			return err
		}
		return p.Close()
	}
	if args[0] == "edit" {
		return editWorkbook(filepath.Join(dir, "matrix.xlsx"), filepath.Join(dir, "edited.xlsx"))
	}
	p, err := Open(ctx, filepath.Join(dir, "study"), o)
	if err != nil {
		return err
	}
	defer p.Close()
	switch args[0] {
	case "codings":
		if _, err := p.UseFramework(ctx, "npt", ""); err != nil {
			return err
		}
		if _, err := p.ImportCases(ctx, "cases.csv", cases(1000), "", nil); err != nil {
			return err
		}
		table, err := os.ReadFile(filepath.Join(dir, "codings.csv"))
		if err != nil {
			return err
		}
		r, err := p.ImportCodings(ctx, "codings.csv", table, "")
		if err == nil && r.Added != 60_000 {
			err = fmt.Errorf("added %d codings", r.Added)
		}
		return err
	case "index":
		return p.Index(ctx, nil)
	case "searches":
		return searches(ctx, p)
	case "export":
		f, err := os.Create(filepath.Join(dir, "matrix.xlsx"))
		if err != nil {
			return err
		}
		if err := p.ExportMatrix(ctx, f, MatrixView{}, xlsx.Options{}); err != nil {
			return err
		}
		return f.Close()
	case "chart":
		r, err := p.ImportCells(ctx, "cells.csv", cells(1000), "")
		if err == nil && r.Set != 20_000 {
			err = fmt.Errorf("charted %d cells", r.Set)
		}
		return err
	case "read":
		name := filepath.Join(dir, "edited.xlsx")
		content, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		r, err := p.ImportMatrix(ctx, name, content, MatrixImportOptions{})
		if n := r.Count(framework.Taken); err == nil && n != 1000 {
			err = fmt.Errorf("%d changes came back", n)
		}
		return err
	}
	return fmt.Errorf("no step %q", args[0])
}

// editWorkbook types other words into the first 1,000 summaries of Cells.
func editWorkbook(from, to string) error {
	in, err := zip.OpenReader(from)
	if err != nil {
		return err
	}
	defer in.Close()
	f, err := os.Create(to)
	if err != nil {
		return err
	}
	out := zip.NewWriter(f)
	for _, part := range in.File {
		r, err := part.Open()
		if err != nil {
			return err
		}
		head := make([]byte, 20_000)
		n, _ := io.ReadFull(r, head)
		if !bytes.Contains(head[:n], []byte("fingerprint")) { // not the sheet Cells
			if err := out.Copy(part); err != nil {
				return err
			}
			continue
		}
		rest, err := io.ReadAll(r)
		if err != nil {
			return err
		}
		w, err := out.Create(part.Name)
		if err != nil {
			return err
		}
		sheet := append(head[:n], rest...)
		if _, err := w.Write(bytes.Replace(sheet, []byte("Holds that"), []byte("Came to think that"), 1000)); err != nil {
			return err
		}
	}
	return errors.Join(out.Close(), f.Close())
}

// searches asks many different questions and prints the 99th percentile of
// each kind, in milliseconds.
func searches(ctx context.Context, p *Project) error {
	r := rand.New(rand.NewPCG(7, 7))
	kinds := map[string]func() string{
		"word":   func() string { return word(r.IntN(5000)) },
		"code":   func() string { return "code:" + npt[r.IntN(len(npt))] + " gender:woman " + word(r.IntN(300)) },
		"phrase": func() string { return fmt.Sprintf(`"%s %s"`, word(r.IntN(30)), word(r.IntN(30))) },
	}
	for _, kind := range []string{"word", "code", "phrase"} {
		var times []time.Duration
		for i := range 400 {
			query := kinds[kind]()
			start := time.Now()
			if _, err := p.Search(ctx, query, SearchOptions{}); err != nil {
				return err
			}
			if i >= 20 { // warm
				times = append(times, time.Since(start))
			}
		}
		slices.Sort(times)
		fmt.Printf("%s %.3f\n", kind, float64(times[len(times)*99/100].Microseconds())/1000)
	}
	return nil
}

// cells makes up a summary for every case and code, each resting on a quote.
func cells(n int) []byte {
	var b strings.Builder
	b.WriteString("case,code,summary,status,stance\n")
	for i := range n {
		r := rand.New(rand.NewPCG(uint64(i), 43))
		for c, code := range allNPT {
			k := (c - i%len(allNPT) + len(allNPT)) % len(allNPT) // the first quote under the code
			fmt.Fprintf(&b, "P%04d,%s,\"Holds that", i+1, code)
			for range 40 {
				b.WriteString(" " + word(r.IntN(5000)))
			}
			fmt.Fprintf(&b, " (P%04d:%d).\",%s,%s\n", i+1, 2+2*k, []string{"draft", "reviewed"}[c%2],
				[]string{"positive", "negative", ""}[(i+c)%3])
		}
	}
	return []byte(b.String())
}

var npt = []string{"coherence", "differentiation", "initiation", "enrolment", "collective-action", "systematization"}

var allNPT = strings.Fields("coherence differentiation communal-specification individual-specification internalization " +
	"cognitive-participation initiation enrolment legitimation activation collective-action interactional-workability " +
	"relational-integration skill-set-workability contextual-integration reflexive-monitoring systematization " +
	"communal-appraisal individual-appraisal reconfiguration")

// run runs a step and returns its CPU seconds, its peak memory in MB and what
// it printed.
func run(b *testing.B, args ...string) (cpu, peak float64, out string) {
	b.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), step+"="+strings.Join(args, " "))
	cmd.Stderr = os.Stderr
	printed, err := cmd.Output()
	if err != nil {
		b.Fatalf("%v: %v", args, err)
	}
	usage := cmd.ProcessState.SysUsage().(*syscall.Rusage)
	peak = float64(usage.Maxrss) / 1024
	if runtime.GOOS == "darwin" {
		peak /= 1024
	}
	return (cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()).Seconds(), peak, string(printed)
}

// word is the n-th most frequent word of the made-up language.
func word(n int) string {
	const consonants, vowels = "bcdfglmnprstv", "aeiou"
	var b strings.Builder
	for n += 7; n > 0; n /= len(consonants) * len(vowels) {
		b.WriteByte(consonants[n%len(consonants)])
		b.WriteByte(vowels[n/len(consonants)%len(vowels)])
	}
	return b.String()
}

// transcript makes up an interview of some 38 KB and 150 turns. Words follow
// Zipf's law, as words do.
func transcript(i int) []string {
	r := rand.New(rand.NewPCG(uint64(i), 42))
	words := rand.NewZipf(r, 1.1, 4, 40_000)
	turns := make([]string, 150)
	for t := range turns {
		var b strings.Builder
		size := 60
		b.WriteString("I: ")
		if t%2 == 1 {
			b.Reset()
			b.WriteString("P: ")
			size = 430 + r.IntN(40)
		}
		for b.Len() < size {
			b.WriteString(word(int(words.Uint64())))
			b.WriteByte(' ')
		}
		turns[t] = strings.TrimSpace(b.String()) + map[bool]string{true: ".", false: "?"}[t%2 == 1]
	}
	return turns
}

// writeCorpus writes n transcripts and returns their size in bytes.
func writeCorpus(b *testing.B, dir string, n int) (size int) {
	b.Helper()
	if err := os.MkdirAll(filepath.Join(dir, "transcripts"), 0o700); err != nil {
		b.Fatal(err)
	}
	for i := range n {
		content := strings.Join(transcript(i), "\n") + "\n"
		size += len(content)
		name := filepath.Join(dir, "transcripts", fmt.Sprintf("P%04d.txt", i+1))
		if err := os.WriteFile(name, []byte(content), 0o600); err != nil {
			b.Fatal(err)
		}
	}
	return size
}

// cases makes up a table of n cases.
func cases(n int) []byte {
	var b strings.Builder
	b.WriteString("case,gender,age\n")
	for i := range n {
		fmt.Fprintf(&b, "P%04d,%s,%d\n", i+1, []string{"woman", "man"}[i%2], 20+i%50)
	}
	return []byte(b.String())
}

// writeCodings writes 60,000 codings of n transcripts.
func writeCodings(b *testing.B, dir string, n int) {
	b.Helper()
	f, err := os.Create(filepath.Join(dir, "codings.csv"))
	if err != nil {
		b.Fatal(err)
	}
	w := csv.NewWriter(f)
	write := func(row ...string) {
		if err := w.Write(row); err != nil {
			b.Fatal(err)
		}
	}
	write("document", "paragraph", "quote", "code", "coder", "stance", "key", "memo")
	for i := range n {
		turns := transcript(i)
		for k := range 60_000 / n {
			t := 1 + 2*(k%75)
			words := strings.Fields(turns[t])[1:]
			from := k / 75 * 20
			quote := strings.Join(words[from:from+20], " ")
			write(fmt.Sprintf("P%04d", i+1), strconv.Itoa(t+1), quote, allNPT[(i+k)%len(allNPT)], []string{"AB", "CD"}[k%2],
				[]string{"positive", "negative", "", "mixed"}[k%4], []string{"", "yes"}[k/50%2], "")
		}
	}
	w.Flush()
	if err := f.Close(); err != nil {
		b.Fatal(err)
	}
}

// BenchmarkImport imports, stores and indexes.
func BenchmarkImport(b *testing.B) {
	for _, n := range []int{100, 1000} {
		b.Run(fmt.Sprintf("transcripts=%d", n), func(b *testing.B) {
			for b.Loop() {
				dir := b.TempDir()
				size := writeCorpus(b, dir, n)
				cpu, peak, _ := run(b, "import", dir)
				b.ReportMetric(float64(size)/1e6/cpu, "MB/cpu-s")
				b.ReportMetric(1000*cpu/float64(n), "cpu-ms/transcript")
				b.ReportMetric(peak, "peak-MB")
			}
		})
	}
}

// large is a study of 1,000 transcripts and 60,000 codings, made once, and
// kept where FRAMEWISE_BENCH_STUDY names a folder.
var large = sync.OnceValues(func() (string, error) {
	if dir := os.Getenv("FRAMEWISE_BENCH_STUDY"); dir != "" {
		return dir, os.MkdirAll(dir, 0o700)
	}
	dir, err := os.MkdirTemp("", "framewise-bench-")
	benchDir = dir
	return dir, err
})

// studyFor makes the large study and returns what its codings cost; nothing
// where it stands already.
func studyFor(b *testing.B) (dir string, cpu, peak float64) {
	b.Helper()
	dir, err := large()
	if err != nil {
		b.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(dir, "codings.csv")); err == nil {
		return dir, 0, 0
	}
	writeCorpus(b, dir, 1000)
	run(b, "import", dir)
	writeCodings(b, dir, 1000)
	cpu, peak, _ = run(b, "codings", dir)
	run(b, "index", dir)
	return dir, cpu, peak
}

// BenchmarkCodings imports 60,000 codings in one go.
func BenchmarkCodings(b *testing.B) {
	for b.Loop() {
		_, cpu, peak := studyFor(b)
		b.ReportMetric(cpu, "cpu-s")
		b.ReportMetric(peak, "peak-MB")
	}
}

// BenchmarkFirstSearch runs the command line's search: a fresh process that
// opens the project and answers once. all is after a crash, as it were, when
// all of the index is checked first; it is otherwise once an hour.
func BenchmarkFirstSearch(b *testing.B) {
	dir, _, _ := studyFor(b)
	program := filepath.Join(b.TempDir(), "framewise")
	if out, err := exec.Command("go", "build", "-o", program, "framewise/cmd/framewise").CombinedOutput(); err != nil {
		b.Fatalf("%v: %s", err, out)
	}
	median := func(before func(), args ...string) float64 {
		var all []float64
		for range 15 {
			before()
			cmd := exec.Command(program, args...)
			if out, err := cmd.CombinedOutput(); err != nil {
				b.Fatalf("%v: %s", err, out)
			}
			all = append(all, 1000*(cmd.ProcessState.UserTime()+cmd.ProcessState.SystemTime()).Seconds())
		}
		slices.Sort(all)
		return all[len(all)/2]
	}
	asIs := func() {}
	unseal := func() {
		seals, err := filepath.Glob(filepath.Join(dir, "study", IndexName, "*", "seal"))
		if err != nil {
			b.Fatal(err)
		}
		for _, s := range seals {
			if err := os.Remove(s); err != nil {
				b.Fatal(err)
			}
		}
	}
	study := filepath.Join(dir, "study")
	for b.Loop() {
		b.ReportMetric(median(asIs, "version"), "start-cpu-ms") // of it, what any command pays
		b.ReportMetric(median(unseal, "--project", study, "search", word(40)), "all-cpu-ms")
		b.ReportMetric(median(asIs, "--project", study, "search", word(40)), "cpu-ms")
		b.ReportMetric(median(asIs, "--project", study, "search", word(3000)), "rare-cpu-ms")
		b.ReportMetric(median(asIs, "--project", study, "search", "code:"+npt[0], "gender:woman", word(40)), "code-cpu-ms")
	}
}

// BenchmarkSearch asks a warm project: the 99th percentiles.
func BenchmarkSearch(b *testing.B) {
	dir, _, _ := studyFor(b)
	for b.Loop() {
		_, _, out := run(b, "searches", dir)
		for line := range strings.Lines(out) {
			kind, ms, _ := strings.Cut(strings.TrimSpace(line), " ")
			p99, err := strconv.ParseFloat(ms, 64)
			if err != nil {
				b.Fatal(err)
			}
			b.ReportMetric(p99, kind+"-p99-ms")
		}
	}
}

// BenchmarkExport builds the matrix of 1,000 cases by 20 codes with 60,000
// quotes and writes the workbook.
func BenchmarkExport(b *testing.B) {
	dir, _, _ := studyFor(b)
	for b.Loop() {
		cpu, peak, _ := run(b, "export", dir)
		b.ReportMetric(cpu, "cpu-s")
		b.ReportMetric(peak, "peak-MB")
		if info, err := os.Stat(filepath.Join(dir, "matrix.xlsx")); err == nil {
			b.ReportMetric(float64(info.Size())/1e6, "MB")
		}
	}
}

// BenchmarkRoundTrip exports the matrix of 1,000 cases by 20 codes, all charted,
// with 60,000 quotes, has 1,000 cells of the workbook edited and reads it back:
// the CPU seconds of the three, and the peak of the greatest.
func BenchmarkRoundTrip(b *testing.B) {
	dir, _, _ := studyFor(b)
	for b.Loop() {
		charted := filepath.Join(b.TempDir(), "charted")
		if err := os.CopyFS(charted, os.DirFS(filepath.Join(dir, "study"))); err != nil {
			b.Fatal(err)
		}
		at := filepath.Dir(charted)
		if err := os.Rename(charted, filepath.Join(at, "study")); err != nil {
			b.Fatal(err)
		}
		cpu, peak, _ := run(b, "chart", at)
		b.ReportMetric(cpu, "chart-cpu-s")
		b.ReportMetric(peak, "chart-peak-MB")
		all, most := 0.0, 0.0
		for _, step := range []string{"export", "edit", "read"} {
			cpu, peak, _ := run(b, step, at)
			b.ReportMetric(cpu, step+"-cpu-s")
			b.ReportMetric(peak, step+"-peak-MB")
			all, most = all+cpu, max(most, peak)
		}
		b.ReportMetric(all, "cpu-s")
		b.ReportMetric(most, "peak-MB")
	}
}
