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
	plain := make([][]string, len(r.cues))
	for i, c := range r.cues {
		for _, line := range c.lines {
			if !r.rolling && strings.Contains(line, "<0") && strings.Contains(line, "><c") {
				r.rolling = true
			}
			// A tag may close on the next line; the text decides.
			plain[i] = append(plain[i], bare(line))
		}
	}
	overlap := func(i int) int {
		before, now := plain[i-1], plain[i]
		for n := min(len(before), len(now), 8); n > 0; n-- {
			if same(before[len(before)-n:], now[:n]) {
				return n
			}
		}
		return 0
	}
	repeats := 0
	for i := 1; i < len(plain); i++ {
		if overlap(i) > 0 {
			repeats++
		}
	}
	if repeats == 0 || !r.rolling && (repeats < 3 || repeats*2 < len(plain)) {
		return
	}
	kept := r.cues[:0]
	dropped := 0
	var last int // index in kept of the cue that said the repeated line
	for i, c := range r.cues {
		if i > 0 {
			if n := overlap(i); n > 0 {
				dropped += n
				c.lines = c.lines[n:]
				if len(c.lines) == 0 && len(kept) > 0 && c.timed && kept[last].timed {
					kept[last].end = max(kept[last].end, c.end)
				}
			}
		}
		if len(c.lines) > 0 {
			kept = append(kept, c)
			last = len(kept) - 1
		}
	}
	r.cues = kept
	if dropped > 0 {
		r.d.Warnings = append(r.d.Warnings, decode.Warnf("", "captions that roll up: %s once",
			decode.Plural(dropped, "repeated line was read", "repeated lines were read")))
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
	words := make([][]string, len(r.cues))
	voices := make([]string, len(r.cues))
	repeats, said := 0, 0
	for i, c := range r.cues {
		words[i], voices[i] = spoken(c.lines)
		if len(words[i]) == 0 {
			continue
		}
		if said++; i > 0 && voices[i] == voices[i-1] {
			if n := repeated(words[i-1], words[i]); n >= 3 || n > 0 && n == len(words[i-1]) {
				repeats++
			}
		}
	}
	if repeats < 3 || repeats*2 < said {
		return
	}
	kept := r.cues[:0]
	dropped := 0
	var tail []string
	voice := ""
	for i, c := range r.cues {
		if voices[i] != voice {
			tail, voice = nil, voices[i]
		}
		n := repeated(tail, words[i])
		if n > 0 && n < 3 && (i == 0 || n != len(words[i-1])) {
			n = 0 // by chance
		}
		dropped += n
		fresh := words[i][n:]
		if len(fresh) == 0 {
			if last := len(kept) - 1; len(words[i]) > 0 && last >= 0 && c.timed && kept[last].timed {
				kept[last].end = max(kept[last].end, c.end)
			}
			continue
		}
		tail = append(tail, fresh...)
		tail = tail[max(0, len(tail)-window):]
		if n > 0 {
			c.lines = []string{voice + strings.Join(fresh, " ")}
		}
		kept = append(kept, c)
	}
	r.cues = kept
	r.d.Warnings = append(r.d.Warnings, decode.Warnf("", "captions that roll up: %s once",
		decode.Plural(dropped, "repeated word was read", "repeated words were read")))
}

// spoken are a cue's words without tags, and the voice tag it begins with.
func spoken(lines []string) (words []string, voice string) {
	for _, line := range lines {
		if rest := strings.TrimSpace(line); len(words) == 0 && strings.HasPrefix(rest, "<v") {
			if n, name, _ := tag(rest); name == "v" {
				voice = rest[:n]
			}
		}
		words = append(words, strings.Fields(bare(line))...)
	}
	return words, voice
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
