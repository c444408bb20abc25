//go:build linux

package decode_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime/debug"
	"strings"
	"syscall"
	"testing"
	"time"

	"framewise/corpus/decode"
)

// BenchmarkRead reads an interview of some 20 MB in every format, each in a
// process of its own that has nothing but the file in its memory, and reports
// what that takes: CPU time, user and system, by the size of the file
// (unpacked), and the most memory that is resident beyond what was when the
// file had been loaded, by the size of the text that comes out. The collector
// is set as imports set it. The interviews are made up with a fixed seed, with
// the markup that the programs write which make such files.
//
//	go test -run '^$' -bench Read -benchtime 1x ./corpus/decode
func BenchmarkRead(b *testing.B) {
	for _, format := range formats {
		b.Run(format.name, func(b *testing.B) {
			path := filepath.Join(b.TempDir(), "interview."+format.name[strings.LastIndexByte(format.name, ' ')+1:])
			size := format.save(b, path)
			var cpu, peak, text float64
			for b.Loop() {
				cmd := exec.Command(os.Args[0])
				cmd.Env = append(os.Environ(), readAlone+"="+path)
				cmd.Stderr = os.Stderr
				out, err := cmd.Output()
				if err != nil {
					b.Fatal(err)
				}
				if _, err := fmt.Sscan(string(out), &cpu, &peak, &text); err != nil {
					b.Fatalf("%v: %s", err, out)
				}
			}
			b.ReportMetric(float64(size)/1e6/cpu, "MB/CPU-s")
			b.ReportMetric(peak/text, "peak-B/text-B")
			b.ReportMetric(text/float64(size), "text-B/B")
			b.ReportMetric(0, "ns/op") // that of starting a process, too
		})
	}
}

// readAlone names the file that a process of its own reads.
const readAlone = "FRAMEWISE_BENCH_READ"

func TestMain(m *testing.M) {
	path := os.Getenv(readAlone)
	if path == "" {
		os.Exit(m.Run())
	}
	debug.SetGCPercent(50)
	content, err := os.ReadFile(path)
	if err != nil {
		panic(err)
	}
	cpu, memory := spent()
	d, err := read(decode.File{Name: filepath.Base(path), Content: content}, decode.TextOptions{})
	if err != nil {
		panic(err)
	}
	cpuAfter, peak := spent()
	text := 0
	for _, block := range d.Blocks {
		text += len(block.Text)
	}
	if d.Table != nil {
		for _, row := range d.Table.Rows {
			for _, cell := range row.Cells {
				text += len(cell)
			}
		}
	}
	fmt.Println((cpuAfter - cpu).Seconds(), peak-memory, text)
}

// spent is the CPU time of the process, and the most bytes that were ever
// resident.
func spent() (cpu time.Duration, peak int) {
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		panic(err)
	}
	// Not the Maxrss of the usage, which is that of the process before it, too.
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		panic(err)
	}
	_, after, _ := strings.Cut(string(status), "VmHWM:")
	if _, err := fmt.Sscan(after, &peak); err != nil {
		panic(err)
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano()), peak << 10
}
