package talk

import (
	"bytes"
	"strconv"
	"strings"
	"time"
)

// times are the start and the end of a record.
func (c clock) times(r *record) (start, end time.Duration, timed bool) {
	start, timed = c.read(*r.field(startRole))
	if !timed {
		return 0, 0, false
	}
	end, ok := c.read(*r.field(endRole))
	if ok && c.length {
		end += start
	}
	if !ok || end < start {
		end = start
	}
	return start, end, true
}

// longest is the time beyond which a number is no time of a recording but a
// date.
const longest = 1000 * time.Hour

func (c clock) read(b []byte) (time.Duration, bool) {
	n, bare, ok := number(b)
	if !ok {
		return 0, false
	}
	unit := time.Second
	if bare {
		unit = c.unit
	}
	if n*unit.Seconds() >= longest.Seconds() {
		return 0, false
	}
	return time.Duration(n*unit.Seconds()*1000+0.5) * time.Millisecond, true
}

// number reads a time: a bare number in whatever unit, or in seconds 1.5s,
// PT1M2.5S, 1:02:03.5.
func number(b []byte) (n float64, bare, ok bool) {
	b = bytes.TrimSpace(b)
	if len(b) == 0 || len(b) > 40 {
		return 0, false, false
	}
	if n, err := strconv.ParseFloat(string(b), 64); err == nil {
		return n, true, n >= 0 && n < 1e18
	}
	s := string(b)
	if rest, ok := strings.CutPrefix(s, "PT"); ok {
		d, err := time.ParseDuration(strings.ToLower(rest))
		return d.Seconds(), false, err == nil && d >= 0
	}
	if strings.HasSuffix(s, "s") {
		d, err := time.ParseDuration(s)
		return d.Seconds(), false, err == nil && d >= 0
	}
	parts := strings.Split(strings.Replace(s, ",", ".", 1), ":")
	if len(parts) < 2 || len(parts) > 3 {
		return 0, false, false
	}
	for i, p := range parts {
		v, err := strconv.ParseFloat(p, 64)
		if err != nil || !(v >= 0) || v > 1e6 || i > 0 && v >= 61 {
			return 0, false, false
		}
		n = n*60 + v
	}
	return n, false, true
}
