package sqlite

import "time"

var began = time.Now()

// cpuTime is the clock on the wall where the processors' time is not to be had.
func cpuTime() time.Duration { return time.Since(began) }
