//go:build !unix

package xlsx_test

func cpuSeconds() float64 { return 0 }
func peakMB() float64     { return 0 }
