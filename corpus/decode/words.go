package decode

import (
	"strings"
	"time"
)

// wordPause is the silence after which a word begins a new block.
const wordPause = time.Second

// Words puts the single words of a recording together to blocks: a block ends
// where the speaker changes and at a pause of a second. The zero value is
// ready.
type Words struct {
	blocks []Block
	open   Block
	text   strings.Builder
}

// Add takes the next word. A mark of punctuation is glued to the word before.
func (w *Words) Add(b Block, glue bool) {
	if b.Text == "" {
		return
	}
	if w.text.Len() > 0 && !glue && (b.Speaker != w.open.Speaker || b.Timed != w.open.Timed ||
		b.Timed && b.Start >= w.open.End+wordPause) {
		w.end()
	}
	if w.text.Len() == 0 {
		w.open = b
		w.text.WriteString(b.Text)
		return
	}
	if !glue {
		w.text.WriteByte(' ')
	}
	w.text.WriteString(b.Text)
	if b.Timed && w.open.Timed {
		w.open.End = max(w.open.End, b.End)
	}
}

func (w *Words) end() {
	if w.text.Len() == 0 {
		return
	}
	w.open.Text = w.text.String()
	w.text.Reset()
	w.blocks = append(w.blocks, w.open)
}

// Blocks returns what the words make up.
func (w *Words) Blocks() []Block {
	w.end()
	return w.blocks
}
