package decode

import "time"

// wordPause is the silence after which a word begins a new block.
const wordPause = time.Second

// Words puts the single words of a recording together to blocks: a block ends
// where the speaker changes and at a pause of a second.
type Words struct {
	To   *Gatherer // that takes the blocks in
	open Block
	text []byte
}

// Add takes the next word. A mark of punctuation is glued to the word before.
func (w *Words) Add(b Block, glue bool) error {
	if b.Text == "" {
		return nil
	}
	if len(w.text) > 0 && !glue && (b.Speaker != w.open.Speaker || b.Timed != w.open.Timed ||
		b.Timed && b.Start >= w.open.End+wordPause) {
		if err := w.End(); err != nil {
			return err
		}
	}
	if len(w.text) == 0 {
		w.open = b
		w.text = append(w.text, b.Text...)
		return nil
	}
	if !glue {
		w.text = append(w.text, ' ')
	}
	w.text = append(w.text, b.Text...)
	if b.Timed && w.open.Timed {
		w.open.End = max(w.open.End, b.End)
	}
	return nil
}

// End ends the block that is open. It must be called behind the last word.
func (w *Words) End() error {
	if len(w.text) == 0 {
		return nil
	}
	w.open.Text = string(w.text)
	w.text = w.text[:0]
	return w.To.Add(w.open)
}
