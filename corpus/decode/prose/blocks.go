package prose

import (
	"slices"
	"unicode/utf8"

	"framewise/corpus/decode"
)

// Blocks are the blocks of a document and the places of the comments in them.
type Blocks struct {
	blocks []decode.Block
	// Places of comments, by identifier.
	starts, ends, references map[string]place
}

// Comment is a comment before its place is known.
type Comment struct {
	ID string // what the marks on it are called by
	decode.Comment
}

// place is a point in the blocks.
type place struct{ block, offset int }

func (p place) before(q place) bool {
	return p.block < q.block || p.block == q.block && p.offset < q.offset
}

// Follow has the paragraphs of a flow emitted while it is being read, so that a
// long document is not kept twice. What is left at the end is still to be
// emitted.
func (b *Blocks) Follow(f *Flow) { f.into = b }

// Expect makes room for so many blocks, give or take a few.
func (b *Blocks) Expect(n int) { b.blocks = slices.Grow(b.blocks, n) }

// Emit makes blocks of paragraphs, and places of their marks.
func (b *Blocks) Emit(paragraphs []Paragraph) {
	if b.starts == nil {
		b.starts, b.ends, b.references = map[string]place{}, map[string]place{}, map[string]place{}
	}
	for i := range paragraphs {
		p := &paragraphs[i]
		at := len(b.blocks)
		if len(p.text) > 0 {
			b.blocks = append(b.blocks, decode.Block{
				Text: string(p.text), Style: p.Style, Heading: p.Heading, Bold: p.bold, Line: p.Line, Page: p.Page,
				Cells: p.cells, Start: p.Start, End: p.End, Timed: p.Timed,
			})
		}
		for _, m := range p.marks {
			where := place{at, m.at}
			switch m.kind {
			case Start:
				if _, twice := b.starts[m.id]; !twice {
					b.starts[m.id] = where
				}
			case End:
				if len(p.text) == 0 && at > 0 {
					where = b.end(at - 1)
				}
				b.ends[m.id] = where
			case Reference:
				if len(p.text) == 0 && at > 0 {
					where = b.end(at - 1)
				}
				b.references[m.id] = where
			}
		}
	}
}

// end is the place behind a block's last character.
func (b *Blocks) end(block int) place {
	return place{block, utf8.RuneCountInString(b.blocks[block].Text)}
}

// place finds the stretch of a comment: its range if it has one with text in
// it, else the paragraph that its number or one end of the range stands in.
func (b *Blocks) place(id string) (from, to place, ok bool) {
	start, hasStart := b.starts[id]
	end, hasEnd := b.ends[id]
	ref, hasRef := b.references[id]
	if len(b.blocks) == 0 || !hasStart && !hasEnd && !hasRef {
		return from, to, false
	}
	if hasStart && !hasEnd && hasRef {
		end, hasEnd = ref, true
	}
	last := len(b.blocks) - 1
	clamp := func(p place) place {
		if p.block > last {
			return b.end(last)
		}
		return p
	}
	if start, end = clamp(start), clamp(end); hasStart && hasEnd && start.before(end) {
		// A range that begins or ends at the border of a paragraph does not
		// touch the paragraph beyond.
		if start.block < end.block && start == b.end(start.block) {
			start = place{start.block + 1, 0}
		}
		if end.offset == 0 && start.block < end.block {
			end = b.end(end.block - 1)
		}
		if start.before(end) {
			return start, end, true
		}
	}
	at := start
	if hasRef {
		at = clamp(ref)
	} else if hasEnd {
		at = end
	}
	return place{at.block, 0}, b.end(at.block), true
}

// Into gives d the blocks, and the comments that have a place in them, in
// their order. It counts those that have none.
func (b *Blocks) Into(d *decode.Decoded, comments []Comment) (lost int) {
	d.Blocks = b.blocks
	for _, c := range comments {
		from, to, ok := b.place(c.ID)
		if !ok {
			lost++
			continue
		}
		c.FromBlock, c.FromOffset = from.block, from.offset
		c.ToBlock, c.ToOffset = to.block, to.offset
		d.Comments = append(d.Comments, c.Comment)
	}
	return lost
}

// Lost is the warning that comments were left out.
func Lost(part string, n int) decode.Warning {
	return decode.Warnf(part, "%s left out", decode.Plural(n, "comment that is tied to no place in the text was",
		"comments that are tied to no place in the text were"))
}
