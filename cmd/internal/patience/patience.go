// Package patience puts the first collection of garbage off until there are
// 16 MB of it: few commands make so much, and to collect less costs more than
// it is worth (a tenth of a start, and of a search). From then on all is
// as usual. Where GOGC is set, nothing is changed.
//
// It is a package of its own, imported for its effect, because the libraries'
// package variables alone fill the 4 MB that Go begins with: packages are
// initialised in the order of their paths, those that need none of the others
// first.
package patience

import (
	"os"
	"runtime"
	"runtime/debug"
)

// late is 16 MB, as per cent of 4 MB.
const late = 400

var _ = begin()

func begin() (usual int) {
	if os.Getenv("GOGC") != "" {
		return 0
	}
	usual = debug.SetGCPercent(late)
	endWith(usual)
	return usual
}

// endWith sets the usual percentage after the next collection, or after that
// which follows a time when somebody had chosen another.
func endWith(usual int) {
	runtime.AddCleanup(new(*byte), func(usual int) {
		if now := debug.SetGCPercent(usual); now != late {
			debug.SetGCPercent(now)
			endWith(usual)
		}
	}, usual)
}
