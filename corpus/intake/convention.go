package intake

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"framewise/corpus"
	"framewise/corpus/decode"
)

// convention is a way in which transcripts say who speaks.
type convention struct {
	name string // what [Options].Speakers calls it
	what string // what [Draft].Assumed says of it
	mark func(*line) (mark, bool)
	// share is the least share of the lines that must carry a label before
	// the convention is believed.
	share float64
	// sure says that the format itself names the speaker: any label is one.
	sure bool
}

// conventions lists what is looked for, the most telling first: of two that
// explain equally many lines the earlier is taken.
func conventions(blocks []decode.Block) []convention {
	return []convention{
		{name: "voice", what: "by the file's own voice tags", mark: voiceMark(blocks), share: 0.3, sure: true},
		{name: "style", what: "by the paragraphs' styles", mark: styleMark(blocks), share: 0.01, sure: true},
		{name: "colon", what: "by a name and a colon at the start of a paragraph", mark: colon},
		{name: "bold", what: "by a name in bold type at the start of a paragraph", mark: inText(blocks, boldMark), share: 0.15},
		{name: "bracket", what: "by a name in brackets at the start of a paragraph", mark: bracketMark, share: 0.3},
		{name: "stamp", what: "by a name with a time", mark: stampMark, share: 0.02},
		{name: "heading", what: "by headings that are names", mark: headingMark(blocks), share: 0.1},
		{name: "tab", what: "by a name and a tab at the start of a paragraph", mark: tabMark, share: 0.5},
		{name: "dash", what: "by a name and a dash at the start of a paragraph", mark: dashMark, share: 0.6},
		{name: "line", what: "by a name on a line of its own", mark: aloneMark, share: 0.15},
	}
}

// inText reads marks on text alone: headings are often in bold type.
func inText(blocks []decode.Block, read func(*line) (mark, bool)) func(*line) (mark, bool) {
	return func(l *line) (m mark, ok bool) {
		if blocks[l.block].Heading > 0 {
			return m, false
		}
		return read(l)
	}
}

// columnConvention is that of a table whose column names the speakers.
const columnConvention = "column"

// noConvention takes every paragraph for a turn.
const noConvention = "paragraph"

// named returns the convention that the user asked for.
func named(name string, blocks []decode.Block) (c convention, none bool, err error) {
	switch name {
	case noConvention, "none":
		return c, true, nil
	}
	known := []string{noConvention, "none"}
	for _, c := range conventions(blocks) {
		if c.name == name {
			return c, false, nil
		}
		known = append(known, c.name)
	}
	if !strings.Contains(name, "(?P<") && !strings.Contains(name, "(?<") {
		hint := "choose one of " + strings.Join(known, ", ")
		if near := corpus.Nearest(name, known); near != "" {
			hint = "did you mean " + near + "?"
		}
		return c, false, corpus.Errorf(corpus.ErrInvalid, "there is no way to find speakers called %q", name).
			WithHint("%s; or give a regular expression with groups named label and text", hint)
	}
	re, err := regexp.Compile(name)
	if err != nil {
		return c, false, corpus.Errorf(corpus.ErrInvalid, "the expression for speakers can't be read: %v", err)
	}
	label, text := re.SubexpIndex("label"), re.SubexpIndex("text")
	if label < 0 || text < 0 {
		return c, false, corpus.Errorf(corpus.ErrInvalid, "the expression for speakers lacks a group label or text").
			WithHint(`write it like ^(?P<label>\w+) - (?P<text>.*)$`)
	}
	c = convention{name: name, what: "by your expression", sure: true}
	c.mark = func(l *line) (m mark, ok bool) {
		at := re.FindStringSubmatchIndex(l.text)
		if at == nil || at[2*label] < 0 || at[2*text] < 0 {
			return m, false
		}
		m.label = cleanLabel(l.text[at[2*label]:at[2*label+1]])
		m.words = at[2*text]
		if i := re.SubexpIndex("time"); i >= 0 && at[2*i] >= 0 {
			m.at, _, _, m.timed = stamp(strings.TrimSpace(l.text[at[2*i]:at[2*i+1]]))
		}
		return m, m.label != ""
	}
	return c, false, nil
}

// headingMark reads headings as labels.
func headingMark(blocks []decode.Block) func(*line) (mark, bool) {
	return func(l *line) (m mark, ok bool) {
		if blocks[l.block].Heading == 0 {
			return m, false
		}
		return aloneMark(l)
	}
}

func voiceMark(blocks []decode.Block) func(*line) (mark, bool) {
	return func(l *line) (m mark, ok bool) {
		b := &blocks[l.block]
		if b.Speaker == "" {
			return m, false
		}
		return mark{label: strings.TrimSpace(b.Speaker)}, true
	}
}

// styleMark knows two uses of Word styles: a style for speakers' names, on
// paragraphs that are labels, and a style for each speaker, on their speech.
func styleMark(blocks []decode.Block) func(*line) (mark, bool) {
	type use struct{ n, runes int }
	uses := make(map[string]*use)
	for i := range blocks {
		if s := blocks[i].Style; s != "" {
			u := uses[s]
			if u == nil {
				u = new(use)
				if !speakerStyle(s) {
					u.n = -1 << 40
				}
				uses[s] = u
			}
			if u.n >= 0 {
				u.n++
				u.runes += utf8.RuneCountInString(blocks[i].Text)
			}
		}
	}
	return func(l *line) (m mark, ok bool) {
		style := blocks[l.block].Style
		u := uses[style]
		if u == nil || u.n <= 0 {
			return m, false
		}
		if key := fold(style); (!isRole(key) || genericWords[key] && ofSpeakers(key)) && u.runes/u.n <= 60 {
			name := strings.TrimSpace(l.text)
			m.label, m.aside, m.at, m.timed = splitLabel(name)
			m.words = len(l.text)
			// A sentence is speech in the wrong style.
			return m, m.label != "" && !strings.HasSuffix(name, ".") && !strings.ContainsAny(name, "?!")
		}
		return mark{label: style}, isRole(fold(style))
	}
}

// speakerStyle says whether a style's name speaks of speakers.
func speakerStyle(name string) bool {
	key := fold(name)
	return isRole(key) || ofSpeakers(key)
}

// stageStyle says whether a style is for stage directions: (Applause.)
func stageStyle(name string) bool {
	key := fold(name)
	for _, w := range []string{"acotaci", "stage direction", "stagedirection", "didascali", "regieanweisung"} {
		if strings.Contains(key, w) {
			return true
		}
	}
	return false
}

// ofSpeakers says whether a style's name has a word for speakers in it.
func ofSpeakers(key string) bool {
	for _, w := range []string{
		"speaker", "hablante", "orador", "intervin", "interven", "sprecher", "locut", "falante",
	} {
		if strings.Contains(key, w) {
			return true
		}
	}
	return false
}
