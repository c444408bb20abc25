package pdf

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"framewise/corpus"
	"framewise/corpus/decode"
)

// Options say how a PDF is read. The zero value is fine.
type Options struct {
	// Via is the program that finds the words: [Builtin], [Poppler] or [Auto].
	// Empty is Builtin, which reads a file in the same way on every machine.
	Via string
	// KeepMargins keeps running heads and feet and the numbers of pages, lines
	// and paragraphs, which are left out otherwise.
	KeepMargins bool
}

// Read reads a PDF. An error means that there is no usable text, and why.
func Read(f decode.File, o Options, lim decode.Limits) (*decode.Decoded, error) {
	if int64(len(f.Content)) > lim.FileBytes {
		return nil, corpus.Errorf(decode.ErrLimit, "%s is %d MB, more than the %d MB that are read",
			f.Name, len(f.Content)>>20, lim.FileBytes>>20).WithHint("split the file, or save its text alone")
	}
	if len(f.Content) == 0 {
		return nil, decode.Empty(f)
	}
	if err := o.Check(); err != nil {
		return nil, err
	}
	if program, err := o.program(); program != "" || err != nil {
		if err != nil {
			return nil, err
		}
		d, err := readPoppler(f, program, o, lim)
		if o.Via != Auto || !errors.Is(err, errDown) {
			return d, err
		}
	}
	d, err := open(f, lim)
	if err != nil {
		return nil, err
	}
	b := &book{file: f, lim: lim, options: o}
	pages := d.pages()
	fonts := map[any]*font{}
	var room []glyph
	for i, p := range pages {
		if d.err == nil {
			in := d.glyphsOf(p, fonts, room)
			room = in.glyphs
			b.slanted += in.slanted
			b.unknown += in.unknown
			w, h := p.size()
			b.add(i+1, in.glyphs, w, h)
		}
		if b.runes > lim.Runes {
			d.limit("holds more than %d characters of text", lim.Runes)
		}
	}
	if d.err != nil {
		return nil, d.err
	}
	if d.crypt != nil && d.crypt.forbidden {
		b.warn("its author has forbidden to copy text from it; it was read all the same: see that you may")
	}
	if d.damaged > 0 {
		b.warn("%s damaged and could be read in part only", decode.Plural(d.damaged, "part of the file is",
			"parts of the file are"))
	}
	return b.decoded(len(pages))
}

// book gathers what the pages hold.
type book struct {
	file    decode.File
	lim     decode.Limits
	options Options
	setter  typesetter
	sheets  []packed
	empty   []int // pages without text
	down    []int // pages in vertical lines
	slanted int
	unknown int
	runes   int64
	// Characters of scripts without blanks that pdftotext found, and those that
	// it found alone.
	unspaced, alone int
	warnings        []decode.Warning
}

func (b *book) warn(format string, args ...any) {
	b.warnings = append(b.warnings, decode.Warnf("", format, args...))
}

// add puts a page's glyphs on lines. Text that runs in another direction than
// most of it comes behind the rest.
func (b *book) add(number int, glyphs []glyph, width, height float64) {
	glyphs = vertical(glyphs, width, height)
	var turns [4][]glyph
	slices.SortStableFunc(glyphs, func(a, b glyph) int { return int(a.turn) - int(b.turn) })
	for from := 0; from < len(glyphs); {
		to := from
		for to < len(glyphs) && glyphs[to].turn == glyphs[from].turn {
			to++
		}
		turns[glyphs[from].turn] = glyphs[from:to:to]
		from = to
	}
	order := []int{0, 1, 2, 3}
	slices.SortStableFunc(order, func(a, b int) int { return len(turns[b]) - len(turns[a]) })
	found := false
	for _, turn := range order {
		if s, ok := b.setter.sheet(number, turns[turn]); ok {
			if s.width = width; turn%2 == 1 {
				s.width = height
			}
			s.extra = found
			found = true
			b.runes += s.runes
			b.sheets = append(b.sheets, pack(&s))
			if slices.ContainsFunc(turns[turn], func(g glyph) bool { return g.upright }) {
				b.down = append(b.down, number)
			}
		}
	}
	if !found {
		b.empty = append(b.empty, number)
	}
}

// decoded makes blocks of the pages.
func (b *book) decoded(pages int) (*decode.Decoded, error) {
	if len(b.sheets) == 0 {
		return nil, b.noText(pages)
	}
	if len(b.empty) > 0 {
		b.warn("no text on %s: scanned?", pageList(b.empty))
	}
	if !b.options.KeepMargins {
		b.warnings = append(b.warnings, b.marginNumbers()...)
		b.warnings = append(b.warnings, b.heads()...)
	}
	look := newSurvey()
	var columned, beside []int
	b.each(func(_ int, s *sheet) {
		flows := s.flows()
		for i := range flows {
			look.at(&flows[i])
		}
		if s.ruby {
			beside = append(beside, s.number)
		}
		if slices.ContainsFunc(flows, func(f flow) bool { return f.columns > 1 }) {
			columned = append(columned, s.number)
		}
	})
	if len(b.down) > 0 {
		b.warn("%s set in lines that run down, which were read from the right to the left", pageList(b.down))
	}
	if len(beside) > 0 {
		b.warn("how characters are read (ruby) left out on %s", pageList(beside))
	}
	if len(columned) > 0 {
		b.warn("%s set in columns, which were read one after the other", pageList(columned))
	}
	s := look.result()
	d, err := b.blocks(s)
	if err != nil {
		return nil, err
	}
	brackets(d.Blocks)
	if s.joined > 0 {
		b.warn("%s joined again", decode.Plural(s.joined, "word that was divided at the end of a line was",
			"words that were divided at the end of a line were"))
	}
	if s.kept > 0 {
		b.warn("%s kept the hyphen at the end of a line: part of the word, or of its division",
			decode.Plural(s.kept, "word", "words"))
	}
	if b.unknown > 0 {
		b.warn("%s left out: the file does not say which they are", decode.Plural(b.unknown, "character was",
			"characters were"))
	}
	if b.slanted > 0 {
		b.warn("%s left out that run askew: a watermark?", decode.Plural(b.slanted, "character was",
			"characters were"))
	}
	d.Warnings = b.warnings
	if len(d.Blocks) == 0 {
		return nil, b.noText(pages)
	}
	return d, nil
}

// blocks puts the paragraphs together, sheet by sheet.
func (b *book) blocks(s *setting) (*decode.Decoded, error) {
	d := &decode.Decoded{}
	c := composer{setting: s, done: func(p *paragraph) error {
		block := s.block(p)
		if block.Text == "" {
			return nil
		}
		if len(d.Blocks) >= b.lim.Blocks() {
			return corpus.Errorf(decode.ErrLimit, "%s has more than %d paragraphs", b.file.Name, b.lim.Blocks()).
				WithHint("no interview is that long: check the file, or split it")
		}
		block.Line = len(d.Blocks) + 1
		d.Blocks = append(d.Blocks, block)
		return nil
	}}
	for i := range b.sheets {
		s := b.sheets[i].unpack(new(desk)) // a paragraph may go on for pages
		b.sheets[i] = packed{}
		flows := s.flows()
		for i := range flows {
			if err := c.add(&flows[i]); err != nil {
				return nil, err
			}
		}
	}
	return d, c.end()
}

// noText says why there is none.
func (b *book) noText(pages int) error {
	if b.unknown > 0 {
		return corpus.Errorf(corpus.ErrInvalid, "%s does not say which letters its signs are", b.file.Name).
			WithHint("export it again with its fonts, or let a text recognition program read it")
	}
	if pages == 0 {
		return corpus.Errorf(corpus.ErrInvalid, "%s is damaged: no page of it can be found", b.file.Name).
			WithHint("copy or export the file again; it may have been cut")
	}
	return corpus.Errorf(corpus.ErrInvalid, "%s has no text on its %s: scanned?", b.file.Name,
		decode.Plural(pages, "page", "pages")).
		WithHint("let a text recognition program (OCR) make a PDF with text or a .docx of it, and import that")
}

// pageList names pages: "page 3", "pages 3, 7–9".
func pageList(pages []int) string {
	pages = slices.Compact(slices.Clone(pages))
	var parts []string
	for i := 0; i < len(pages); {
		j := i
		for j+1 < len(pages) && pages[j+1] == pages[j]+1 {
			j++
		}
		part := fmt.Sprint(pages[i])
		if j > i {
			part += fmt.Sprintf("–%d", pages[j])
		}
		parts = append(parts, part)
		i = j + 1
	}
	const named = 20
	if len(parts) > named {
		parts = append(parts[:named], "…")
	}
	word := "pages "
	if len(pages) == 1 {
		word = "page "
	}
	return word + strings.Join(parts, ", ")
}
