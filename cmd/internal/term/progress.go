package term

import (
	"time"

	"github.com/schollz/progressbar/v3"
)

// Patience is how long something takes before its progress is shown.
const Patience = 500 * time.Millisecond

// Progress shows how far a long act has come, to people only: on a terminal,
// not where quiet or JSON is asked for, and from [Patience] on.
type Progress struct {
	t     *Terminal
	what  string
	total int
	done  int
	since time.Time
	bar   *progressbar.ProgressBar
}

// Progress begins a progress of so many steps.
func (t *Terminal) Progress(what string, total int) *Progress {
	return &Progress{t: t, what: what, total: total, since: time.Now()}
}

// Step tells that one more step is done.
func (p *Progress) Step() { p.To(p.done + 1) }

// To tells that so many steps are done.
func (p *Progress) To(done int) {
	p.done = done
	if p.bar == nil {
		if p.t.Quiet || p.t.JSON || !p.t.ErrTTY || p.done == p.total || time.Since(p.since) < Patience {
			return
		}
		p.bar = progressbar.NewOptions(p.total,
			progressbar.OptionSetWriter(p.t.Err),
			progressbar.OptionSetDescription(p.what),
			progressbar.OptionSetWidth(30),
			progressbar.OptionShowCount(),
			progressbar.OptionSetPredictTime(true),
			progressbar.OptionThrottle(65*time.Millisecond),
			progressbar.OptionUseANSICodes(true),
			progressbar.OptionClearOnFinish(),
		)
	}
	_ = p.bar.Set(p.done) // a bar that can't be drawn hinders nobody
}

// Hide takes the bar away so that a line can be printed; the next step draws
// it again.
func (p *Progress) Hide() {
	if p.bar != nil {
		_ = p.bar.Clear()
	}
}

// Close takes the bar away for good.
func (p *Progress) Close() {
	if p.bar != nil {
		_ = p.bar.Clear()
		_ = p.bar.Exit()
		p.bar = nil
	}
}
