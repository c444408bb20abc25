//go:build unix

package xlsx_test

import (
	"runtime"
	"syscall"
)

func usage() syscall.Rusage {
	var u syscall.Rusage
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &u) // fails for no argument it is given
	return u
}

func cpuSeconds() float64 {
	u := usage()
	return float64(u.Utime.Nano()+u.Stime.Nano()) / 1e9
}

// peakMB is the most memory the process has held.
func peakMB() float64 {
	n := float64(usage().Maxrss)
	if runtime.GOOS == "darwin" { // counts bytes there
		return n / 1e6
	}
	return n / 1e3
}
