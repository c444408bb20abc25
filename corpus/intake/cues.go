package intake

import (
	"strings"
	"time"
	"unicode/utf8"

	"framewise/corpus"
	"framewise/corpus/decode"
)

// How subtitles without speakers are put together: a turn ends with the
// sentence after turnWords words, at a pause, and in any case at maxTurnWords.
const (
	turnWords    = 60
	maxTurnWords = 120
	turnPause    = 2 * time.Second
)

// cues makes the text and the turns of subtitles. Cues cut speech by the
// second, so one speaker's consecutive cues become one turn, joined by a
// space; a label that only repeats who is speaking already is left out.
func cues(blocks []decode.Block, lines []line, f *finding) (text string, b *builder) {
	b = &builder{open: -1, speaker: corpus.NoSpeaker, captions: true}
	var out strings.Builder
	var at corpus.Pos
	write := func(s string) {
		out.WriteString(s)
		at += corpus.Pos(utf8.RuneCountInString(s))
	}
	words, last := 0, time.Duration(0)
	block := -1
	aside := false // whether the last line was a remark
	for i := range lines {
		l := &lines[i]
		s := strings.TrimSpace(l.text)
		if s == "" {
			continue
		}
		cue := &blocks[l.block]
		newCue := l.block != block
		block = l.block
		what := unmarked
		if f != nil {
			what = f.lines[i]
		}
		var m mark
		fresh := b.open < 0 || cue.Aside || aside
		aside = cue.Aside
		speaker := corpus.NoSpeaker
		if b.open >= 0 {
			speaker = b.turns[b.open].Speaker
		}
		switch {
		case cue.Aside:
			speaker = corpus.NoSpeaker
		case what >= 0:
			m = f.mark(i, l)
			fresh = fresh || speaker != int(what)
			speaker = int(what)
		case f != nil && f.convention.name == "voice" && newCue:
			// A cue without a voice tag is nobody's that we know.
			fresh = fresh || speaker != corpus.NoSpeaker
			speaker = corpus.NoSpeaker
		case f == nil && newCue && !fresh:
			pause := cue.Start-last >= turnPause && cue.Timed
			fresh = pause || words >= maxTurnWords || words >= turnWords && sentenceEnds(out.String())
		}
		if n := dialogueMark(s); n > 0 {
			fresh = true // a dialogue within the cue
			if what < 0 {
				speaker = corpus.NoSpeaker
				m.words = len(l.text) - len(strings.TrimLeft(l.text, " \t")) + n
			}
		}
		said := strings.TrimSpace(l.text[m.words:])
		if fresh {
			if out.Len() > 0 {
				write("\n")
			}
			start := at
			if label := strings.TrimLeft(l.text[:m.words], " \t"); label != "" && said != "" {
				write(label)
			} else if label != "" {
				write(strings.TrimSpace(label))
			}
			b.skipped = append(b.skipped, corpus.Span{Start: start, End: at})
			t := corpus.Turn{Span: corpus.Span{Start: at, End: at}, Speaker: speaker, Line: cue.Line}
			if m.timed {
				t.Start, t.Timed = m.at, true
			}
			if cue.Timed {
				t.Start, t.Timed = cue.Start, true
			}
			b.turns = append(b.turns, t)
			b.open = len(b.turns) - 1
			words = 0
		}
		t := &b.turns[b.open]
		if said != "" {
			if !fresh {
				write(" ")
			}
			if t.Span.Empty() {
				t.Span.Start = at
			}
			write(said)
			t.Span.End = at
			words += strings.Count(said, " ") + 1
		}
		if cue.Timed {
			t.End = max(t.End, cue.End)
			last = max(last, cue.End)
		}
	}
	b.finish()
	return out.String(), b
}

// dialogueMark is the length of what begins somebody else's words: >> or a
// dash.
func dialogueMark(s string) int {
	for _, m := range []string{">>", "- ", "-\u00a0", "–"} {
		if strings.HasPrefix(s, m) {
			return len(m) + spaces(s[len(m):])
		}
	}
	return 0
}

func sentenceEnds(s string) bool {
	s = strings.TrimRight(s, `"'”’)]» `)
	r, _ := utf8.DecodeLastRuneInString(s)
	return strings.ContainsRune(".?!…。？！؟।", r)
}
