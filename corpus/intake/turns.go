package intake

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"framewise/corpus"
	"framewise/corpus/decode"
)

// builder makes turns of lines. What is in no turn is skipped: labels, times,
// headings, rulers, lines of the head.
type builder struct {
	turns   []corpus.Turn
	open    int // index of the turn that goes on, or -1
	speaker int // of what has no label

	heading   string
	lastBlock int // of the open turn

	dialogue bool          // a dash stands before what each says
	closing  closing       // what times in brackets behind the words are
	at, end  time.Duration // of the stamp on a line of its own, for the next turn
	timed    bool
	ended    time.Duration // when the last turn ended, where a time behind it said so

	page int  // of what comes, as a mark in the text says; 0 where none does
	foot bool // the marks stand at the ends of the pages

	skipped  []corpus.Span
	captions bool                // made of captions, not of paragraphs
	homeless map[corpus.Pos]bool // where turns begin after a heading or before the talk, with no label
}

// paragraphs makes the turns of a document whose text is its lines. f is nil
// where no speakers were found: then every block is a turn.
func paragraphs(blocks []decode.Block, lines []line, f *finding) *builder {
	b := &builder{open: -1, speaker: corpus.NoSpeaker, closing: closingOf(lines, f)}
	b.dialogue = f == nil && dialogue(lines)
	lone := f != nil && len(f.voices) == 1 && !f.convention.sure
	for i := range lines {
		l := &lines[i]
		if blank(l.text) {
			continue
		}
		block := &blocks[l.block]
		what := unmarked
		if f != nil {
			what = f.lines[i]
		}
		if block.Aside {
			what = noteLine
		}
		switch {
		case what >= 0:
			m := f.mark(i, l)
			b.labelled(l, block, int(what), m, f.convention.name == "voice")
			if lone {
				// With one label there is no telling whose the rest is.
				b.speaker = corpus.NoSpeaker
				if !b.turns[len(b.turns)-1].Span.Empty() {
					b.open = -1
				}
			}
		case l.head, what == fieldLine, what == pageLine, ruler(l.text), block.Cells > 1 && headRow(l.text),
			pageMark(l.text) > 0, credit(l.text):
			b.turnPage(pageMark(l.text))
			b.skip(l, len(l.text))
		case block.Heading > 0:
			b.skip(l, len(l.text))
			if b.heading != "" && b.open < 0 {
				b.heading += " · "
			} else {
				b.heading = ""
			}
			b.heading += strings.TrimSpace(l.text)
			b.open = -1
			if f == nil || !f.convention.sure {
				b.speaker = corpus.NoSpeaker // the talk may be over
			}
		case what == noteLine:
			b.add(l, block, 0, corpus.NoSpeaker)
			b.open = -1
		default:
			if start, end, ok := stampLine(l.text); ok {
				b.at, b.end, b.timed = start, end, true
				b.skip(l, len(l.text))
				if n := len(b.turns) - 1; n >= 0 && b.turns[n].End == 0 && strings.Contains(l.text, "#") {
					b.until(&b.turns[n], start)
				}
				if b.open >= 0 && !b.turns[b.open].Span.Empty() {
					b.open = -1
				}
				continue
			}
			b.unlabelled(l, block, f)
		}
	}
	b.finish()
	return b
}

// dialogue says whether most lines begin with a dash, as talks are printed.
func dialogue(lines []line) bool {
	dashed, full := 0, 0
	for i := range lines {
		if !blank(lines[i].text) {
			full++
			if dialogueDash(lines[i].text) > 0 {
				dashed++
			}
		}
	}
	return dashed >= 2 && dashed*10 >= full*8
}

// dialogueDash is the length of a dash before what somebody says, with the
// spaces around it.
func dialogueDash(s string) int {
	i := spaces(s)
	for _, dash := range []string{"- ", "–", "—", "―"} {
		if rest, ok := strings.CutPrefix(s[i:], dash); ok && !blank(rest) {
			return len(s) - len(rest) + spaces(rest)
		}
	}
	return 0
}

// labelled begins a turn.
func (b *builder) labelled(l *line, block *decode.Block, speaker int, m mark, voice bool) {
	if voice && b.open >= 0 && b.turns[b.open].Speaker == speaker && b.heading == "" {
		b.extend(l, 0)
		return
	}
	b.skip(l, m.words)
	if m.timed {
		b.at, b.end, b.timed = m.at, 0, true
	}
	b.speaker = speaker
	b.add(l, block, m.words, speaker)
}

// unlabelled goes on with the speaker who has the word.
func (b *builder) unlabelled(l *line, block *decode.Block, f *finding) {
	if f == nil {
		from, at, timed := leadingStamp(l.text)
		if timed && !blank(l.text[from:]) {
			b.skip(l, from)
			b.at, b.end, b.timed = at, 0, true
			b.add(l, block, from, corpus.NoSpeaker)
			return
		}
		// Line breaks within a paragraph stay in its turn.
		if b.open >= 0 && !l.whole && l.start > b.turns[b.open].Span.Start && b.inBlock(l) {
			b.extend(l, l.number)
			return
		}
		from = l.number
		if b.dialogue {
			from += dialogueDash(l.text[from:])
			b.skip(l, from)
		}
		b.add(l, block, from, corpus.NoSpeaker)
		return
	}
	if b.open >= 0 {
		b.extend(l, l.number)
		return
	}
	b.add(l, block, l.number, b.speaker)
	if b.speaker == corpus.NoSpeaker {
		if b.homeless == nil {
			b.homeless = make(map[corpus.Pos]bool)
		}
		b.homeless[b.turns[b.open].Span.Start] = true
		b.open = -1 // nobody's paragraphs are turns of their own
	}
}

func (b *builder) inBlock(l *line) bool { return b.lastBlock == l.block }

func (b *builder) add(l *line, block *decode.Block, from, speaker int) {
	t := corpus.Turn{
		Span: l.trim(from), Speaker: speaker, Heading: b.heading, Page: block.Page, Line: l.at,
	}
	if t.Page == 0 {
		t.Page = b.page
	}
	b.heading = ""
	switch {
	case b.timed:
		t.Start, t.End, t.Timed = b.at, b.end, true
		if b.timed = false; t.End == 0 && block.Timed && block.End > b.at {
			t.End = block.End // which no stamp in the text tells
		}
	case block.Timed:
		t.Start, t.End, t.Timed = block.Start, block.End, true
	}
	b.close(&t, l, from)
	b.lastBlock = l.block
	b.turns = append(b.turns, t)
	b.open = len(b.turns) - 1
}

func (b *builder) extend(l *line, from int) {
	t := &b.turns[b.open]
	s := l.trim(from)
	if t.Span.Empty() {
		t.Span = s
		if b.timed && !t.Timed {
			t.Start, t.End, t.Timed = b.at, b.end, true
			b.timed = false
		}
	} else {
		t.Span.End = s.End
	}
	// What closed the turn before it went on is in it now.
	if n := len(b.skipped) - 1; n >= 0 && b.skipped[n].Start >= t.Span.Start && b.skipped[n].End <= s.Start {
		b.skipped = b.skipped[:n]
	}
	b.close(t, l, from)
	b.lastBlock = l.block
}

// close ends a turn at the time that f4 writes behind it, which is the start
// of the next, or gives it the one in brackets behind it.
func (b *builder) close(t *corpus.Turn, l *line, from int) {
	end, at, ok := endStamp(l.text)
	if !ok && b.closing != noClosing {
		end, at, ok = bracketStamp(l.text)
	}
	if !ok || at < from {
		return
	}
	words := strings.TrimRightFunc(l.text[:at], unicode.IsSpace)
	stop := l.start + corpus.Pos(utf8.RuneCountInString(words))
	if stop <= t.Span.Start {
		return // nothing but the time
	}
	b.skipped = append(b.skipped, corpus.Span{Start: stop, End: t.Span.End})
	t.Span.End = stop
	if b.closing == startsTurn {
		if !t.Timed {
			t.Start, t.Timed = end, true
		}
		return
	}
	b.until(t, end)
}

// until sets the end of a turn, and its start where nothing else tells it: the
// end of the one before.
func (b *builder) until(t *corpus.Turn, end time.Duration) {
	if !t.Timed && end >= b.ended {
		t.Start, t.Timed = b.ended, true
	}
	t.End = end
	b.ended = end
}

// turnPage notes a mark of a page among the lines. Where the first stands
// behind words of page 1, the marks are at the pages' ends.
func (b *builder) turnPage(n int) {
	if n == 0 {
		return
	}
	if b.page == 0 {
		b.foot = n == 1 && len(b.turns) > 0
		for i := range b.turns {
			if b.turns[i].Page == 0 && n <= 2 {
				b.turns[i].Page = 1
			}
		}
	}
	b.page = n
	if b.foot {
		b.page++
	}
}

// skip remembers the beginning of a line, up to a byte, as in no turn.
func (b *builder) skip(l *line, to int) {
	s := l.trim(to)
	s.Start, s.End = l.start, s.Start
	b.skipped = append(b.skipped, s)
}

// finish drops turns in which nothing was said and gives a time's end where
// the next turn tells it.
func (b *builder) finish() {
	kept := b.turns[:0]
	for _, t := range b.turns {
		if t.Span.Empty() {
			if t.Heading != "" {
				b.heading = t.Heading
			}
			continue
		}
		kept = append(kept, t)
	}
	b.turns = kept
}

// leadingStamp reads a time at the start of a paragraph; from is where the
// words begin.
func leadingStamp(s string) (from int, at time.Duration, timed bool) {
	from = spaces(s)
	d, n, bracketed, ok := stamp(s[from:])
	if !ok {
		return 0, 0, false
	}
	from += n
	// Bare h:mm may be a time of the day that is spoken of.
	if !bracketed && strings.Count(s[:from], ":") < 2 {
		return 0, 0, false
	}
	return from + spaces(s[from:]), d, true
}
