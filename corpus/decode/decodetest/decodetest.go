// Package decodetest holds decoders to what package decode promises of them.
package decodetest

import (
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"framewise/corpus"
	"framewise/corpus/decode"
)

// Check holds what a decoder returned to the promises of package decode.
func Check(t testing.TB, d *decode.Decoded, err error) {
	t.Helper()
	if err != nil {
		var own *corpus.Error
		if !errors.As(err, &own) || own.Hint() == "" {
			t.Errorf("error without advice: %v", err)
		}
		return
	}
	if len(d.Blocks) == 0 && d.Table == nil {
		t.Error("neither blocks nor a table, and no error")
	}
	clean := func(what, s string) {
		if c, _, _ := corpus.Clean(s); c != s || !utf8.ValidString(s) {
			t.Errorf("%s is not clean: %q", what, s)
		}
	}
	lengths := make([]int, len(d.Blocks))
	for i, b := range d.Blocks {
		clean("a block", b.Text)
		clean("a speaker", b.Speaker)
		clean("a style", b.Style)
		lengths[i] = utf8.RuneCountInString(b.Text)
		if lengths[i] == 0 || b.Bold > lengths[i] || b.Bold < 0 || b.Heading < 0 || b.Heading > 9 || b.Line < 1 ||
			b.Page < 0 {
			t.Errorf("block %d is inconsistent: %+v", i, b)
		}
		if b.Cells > 0 && strings.Count(b.Text, "\t") != b.Cells-1 {
			t.Errorf("block %d has %d cells: %q", i, b.Cells, b.Text)
		}
		if b.Timed && b.End < b.Start {
			t.Errorf("block %d ends before it begins", i)
		}
	}
	for _, c := range d.Comments {
		clean("a comment", c.Text)
		clean("an author", c.Author)
		if c.FromBlock < 0 || c.ToBlock >= len(lengths) || c.FromBlock > c.ToBlock || c.FromOffset < 0 ||
			c.FromOffset > lengths[c.FromBlock] || c.ToOffset > lengths[c.ToBlock] ||
			c.FromBlock == c.ToBlock && c.FromOffset >= c.ToOffset {
			t.Errorf("comment outside of the text: %+v", c)
		}
	}
	if d.Table != nil {
		for _, r := range d.Table.Rows {
			for _, c := range r.Cells {
				clean("a cell", c)
			}
		}
	}
}

// Text is everything that blocks say, one a line: the speaker, if any, and the
// text; asides stand behind a sharp, headings behind an equals sign.
func Text(d *decode.Decoded) string {
	var b strings.Builder
	for _, block := range d.Blocks {
		switch {
		case block.Aside:
			b.WriteString("# ")
		case block.Heading > 0:
			b.WriteString("= ")
		case block.Speaker != "":
			b.WriteString(block.Speaker + ": ")
		}
		b.WriteString(block.Text + "\n")
	}
	return b.String()
}

// Warnings are a file's warnings, one a line.
func Warnings(d *decode.Decoded) string {
	var b strings.Builder
	for _, w := range d.Warnings {
		b.WriteString(w.String() + "\n")
	}
	return b.String()
}
