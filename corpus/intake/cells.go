package intake

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"framewise/corpus"
	"framewise/corpus/decode"
)

// grid is a table within a text that has a turn a row: Speaker | Time | Text.
// Its columns are found as those of a worksheet are, by the names in its head.
type grid struct {
	header                    []string
	speaker, text, start, end int // columns, or -1
	translation               int
}

// gridOf finds the table that a text is written in: the first with a head of
// a column of words beside one of speakers or of times, and under it most of
// what the text says. nil is none.
func gridOf(f decode.File, blocks []decode.Block, o Options) (*grid, error) {
	if o.Speakers != "" && !o.columns() {
		return nil, nil
	}
	var heads []string
	for i := range blocks {
		if blocks[i].Cells < 2 {
			continue
		}
		header := strings.Split(blocks[i].Text, "\t")
		g, ok := o.grid(header)
		if ok && (o.columns() || mostly(blocks, i)) {
			return g, nil
		}
		if heads == nil {
			heads = header
		}
	}
	if !o.columns() || heads == nil {
		return nil, nil
	}
	for _, name := range []string{o.TextColumn, o.TranslationColumn, o.SpeakerColumn, o.TimeColumn} {
		if _, err := columnNamed(f, heads, name); err != nil {
			return nil, err
		}
	}
	return nil, corpus.Errorf(corpus.ErrInvalid, "%s has no table with a column of what people said", f.Name).
		WithHint("name that of the words too: the columns of its first table are %s", columnList(heads))
}

// columns says whether the user has named columns of a table of turns.
func (o *Options) columns() bool {
	return o.TextColumn != "" || o.TranslationColumn != "" || o.SpeakerColumn != "" || o.TimeColumn != ""
}

// grid reads a row as the head of a table of turns.
func (o *Options) grid(header []string) (*grid, bool) {
	g := &grid{header: header, translation: -1}
	pick := func(named string, list []string) int {
		if named != "" {
			return slices.IndexFunc(header, func(h string) bool { return fold(h) == fold(named) })
		}
		for _, name := range list {
			if i := slices.IndexFunc(header, func(h string) bool { return fold(h) == name }); i >= 0 {
				return i
			}
		}
		return -1
	}
	g.text = pick(o.TextColumn, textColumns)
	if original, translation := bilingual(header, *o); original >= 0 {
		g.text, g.translation = original, translation
	}
	g.speaker = pick(o.SpeakerColumn, speakerColumns)
	g.start = pick(o.TimeColumn, timeColumns)
	g.end = pick("", endColumns)
	missing := o.TranslationColumn != "" && g.translation < 0 || o.SpeakerColumn != "" && g.speaker < 0 || o.TimeColumn != "" && g.start < 0
	return g, g.text >= 0 && !missing && (g.speaker >= 0 || g.start >= 0 || g.translation >= 0 || o.TextColumn != "")
}

// mostly says whether most of the words of a text stand in the rows under one,
// at least two of them.
func mostly(blocks []decode.Block, head int) bool {
	in, all, rows := 0, 0, 0
	for i := range blocks {
		n := len(blocks[i].Text)
		all += n
		if i > head && blocks[i].Cells > 1 {
			in += n
			rows++
		}
	}
	return rows >= 2 && in*2 > all
}

// read makes paragraphs of the rows: the words, with who says them and when.
// What stands outside of the table stays as it is. The comments move along.
func (g *grid) read(in *decode.Decoded, o Options) *decode.Decoded {
	out := *in
	out.Blocks = slices.Clone(in.Blocks)
	out.Comments = slices.Clone(in.Comments)
	from, size := make([]int, len(in.Blocks)), make([]int, len(in.Blocks)) // of the words in a row
	begun, bad := false, 0
	for i := range out.Blocks {
		b := &out.Blocks[i]
		size[i] = utf8.RuneCountInString(b.Text)
		if b.Cells < 2 {
			continue
		}
		cells := strings.Split(b.Text, "\t")
		if slices.Equal(cells, g.header) { // again on every page
			b.Text, b.Cells, b.Bold, size[i] = "", 0, 0, 0
			begun = true
			continue
		}
		if !begun || len(cells) > len(g.header) {
			continue
		}
		row := decode.Row{Cells: cells}
		for c := range min(g.text, len(cells)) {
			from[i] += utf8.RuneCountInString(cells[c]) + 1
		}
		b.Text, b.Cells, b.Bold = row.Cell(g.text), 0, 0
		size[i] = utf8.RuneCountInString(b.Text)
		b.Speaker = strings.Join(strings.Fields(row.Cell(g.speaker)), " ")
		if s := strings.TrimSpace(row.Cell(g.start)); s != "" {
			if b.Start, b.Timed = cellTime(s, g.header[g.start]); !b.Timed && bad == 0 {
				bad = i + 1
			}
		}
		if s := strings.TrimSpace(row.Cell(g.end)); s != "" && b.Timed {
			b.End, _ = cellTime(s, g.header[g.end])
		}
	}
	for i := range out.Comments {
		c := &out.Comments[i]
		c.FromOffset = min(max(c.FromOffset-from[c.FromBlock], 0), size[c.FromBlock])
		c.ToOffset = min(max(c.ToOffset-from[c.ToBlock], 0), size[c.ToBlock])
	}
	out.Warnings = slices.Clip(out.Warnings)
	if bad > 0 {
		out.Warnings = append(out.Warnings, decode.Warnf(fmt.Sprintf("paragraph %d", bad), "the time can't be read"))
	}
	t := decode.Table{Header: g.header}
	c := columns{speaker: g.speaker, text: g.text, start: g.start, end: g.end, doc: -1, label: -1}
	c.translation = g.translation
	if unused := unusedColumns(&t, c); len(unused) > 0 {
		out.Warnings = append(out.Warnings, decode.Warnf("", "columns that were not read: %s", strings.Join(unused, ", ")))
	}
	return &out
}

// say tells what the columns are.
func (g *grid) say() string {
	c := columns{speaker: g.speaker, text: g.text, start: g.start, doc: -1, label: -1}
	return c.say(&decode.Table{Header: g.header}, -1)
}

// convention is that of the column of speakers: a row is a turn.
func (g *grid) convention(blocks []decode.Block) *convention {
	if g == nil || g.speaker < 0 {
		return nil
	}
	return &convention{
		name: columnConvention, what: fmt.Sprintf("in the column %q", g.header[g.speaker]), sure: true,
		mark: func(l *line) (m mark, ok bool) {
			b := &blocks[l.block]
			if b.Speaker == "" || l.start != l.of {
				return m, false
			}
			m.label, m.aside, _, _ = splitLabel(b.Speaker)
			return m, m.label != ""
		},
	}
}
