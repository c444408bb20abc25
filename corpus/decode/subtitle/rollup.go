package subtitle

import (
	"slices"
	"strings"
	"unicode"

	"framewise/corpus/decode"
)

// rollUp removes the lines that a cue repeats from the one before it, if the
// file is of the kind that does so throughout: with times inside its lines, or
// with repeats in at least half of its cues.
func (r *reader) rollUp() {
	repeats := 0
	r.overlaps(func(i, n int) {
		if n > 0 {
			repeats++
		}
		for line := range r.cues[i].lines {
			r.rolling = r.rolling || strings.Contains(line, "<0") && strings.Contains(line, "><c")
		}
	})
	if repeats == 0 || !r.rolling && (repeats < 3 || repeats*2 < len(r.cues)) {
		return
	}
	kept := r.cues[:0]
	dropped := 0
	r.overlaps(func(i, n int) {
		c := r.cues[i]
		if n > 0 {
			dropped += n
			c.drop(n)
			if last := len(kept) - 1; c.text == "" && last >= 0 && c.timed && kept[last].timed {
				kept[last].end = max(kept[last].end, c.end)
			}
		}
		if c.text != "" {
			kept = append(kept, c)
		}
	})
	r.cues = kept
	if dropped > 0 {
		r.d.Warnings = append(r.d.Warnings, decode.Warnf("", "captions that roll up: %s once",
			decode.Plural(dropped, "repeated line was read", "repeated lines were read")))
	}
}

// drop takes the first lines off a cue's text.
func (c *cue) drop(n int) {
	for ; n > 0; n-- {
		_, c.text, _ = strings.Cut(strings.TrimSpace(c.text), "\n")
	}
	c.text = strings.TrimSpace(c.text)
}

// overlaps calls fn for every cue with how many lines at its beginning say what
// those at the end of the one before it say. fn may change the cues up to its
// own.
func (r *reader) overlaps(fn func(i, n int)) {
	const most = 8
	var s speech
	var before, now []string
	for i := range r.cues {
		before, now = now, before[:0]
		for line := range r.cues[i].lines {
			now = append(now, s.bare(line)) // a tag may close on the next line; the text decides
		}
		n := min(len(before), len(now), most)
		for n > 0 && !same(before[len(before)-n:], now[:n]) {
			n--
		}
		fn(i, n)
	}
}

func same(a, b []string) bool {
	said := false
	for i := range a {
		if a[i] != b[i] {
			return false
		}
		said = said || a[i] != ""
	}
	return said
}

// grow removes the words that a cue repeats from those before it, if the file
// does so throughout: live captions that show a line again with every word
// that is added, or go on in the middle of a line.
func (r *reader) grow() {
	const window = 80 // words that a caption can show at the same time
	repeats, said := 0, 0
	r.spoken(func(_ int, before, now spoken) {
		if len(now.words) == 0 {
			return
		}
		if said++; now.voice == before.voice {
			if n := repeated(before.words, now.words); n >= 3 || n > 0 && n == len(before.words) {
				repeats++
			}
		}
	})
	if repeats < 3 || repeats*2 < said {
		return
	}
	kept := r.cues[:0]
	dropped := 0
	var tail []string
	voice := ""
	r.spoken(func(i int, before, now spoken) {
		c := r.cues[i]
		if now.voice != voice {
			tail, voice = nil, now.voice
		}
		n := repeated(tail, now.words)
		if n > 0 && n < 3 && n != len(before.words) {
			n = 0 // by chance
		}
		dropped += n
		fresh := now.words[n:]
		if len(fresh) == 0 {
			if last := len(kept) - 1; len(now.words) > 0 && last >= 0 && c.timed && kept[last].timed {
				kept[last].end = max(kept[last].end, c.end)
			}
			return
		}
		tail = append(tail, fresh...)
		tail = tail[max(0, len(tail)-window):]
		if n > 0 {
			c.text = voice + strings.Join(fresh, " ")
		}
		kept = append(kept, c)
	})
	r.cues = kept
	r.d.Warnings = append(r.d.Warnings, decode.Warnf("", "captions that roll up: %s once",
		decode.Plural(dropped, "repeated word was read", "repeated words were read")))
}

// spoken are a cue's words without tags, and the voice tag it begins with.
type spoken struct {
	words []string
	voice string
}

// spoken calls fn for every cue with what is said in the one before it and in
// itself. fn may change the cues up to its own.
func (r *reader) spoken(fn func(i int, before, now spoken)) {
	var s speech
	var before, now spoken
	for i := range r.cues {
		before, now = now, spoken{words: before.words[:0]}
		for line := range r.cues[i].lines {
			if len(now.words) == 0 && strings.HasPrefix(line, "<v") {
				if n, name, _ := tag(line); name == "v" {
					now.voice = line[:n]
				}
			}
			now.words = slices.AppendSeq(now.words, strings.FieldsSeq(s.bare(line)))
		}
		fn(i, before, now)
	}
}

// repeated is how many words at the beginning of now are those at the end of
// before.
func repeated(before, now []string) int {
	for n := min(len(before), len(now)); n > 0; n-- {
		if slices.EqualFunc(before[len(before)-n:], now[:n], sameWord) {
			return n
		}
	}
	return 0
}

// sameWord compares words without their punctuation, which live captions
// change as they go.
func sameWord(a, b string) bool {
	if a == b {
		return true
	}
	other := func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }
	a, b = strings.TrimFunc(a, other), strings.TrimFunc(b, other)
	return a != "" && strings.EqualFold(a, b)
}
