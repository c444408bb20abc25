package praat

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"framewise/corpus"
	"framewise/corpus/decode"
)

// Options say what is known of a file.
type Options struct {
	decode.TextOptions
	Tiers []string // names of tiers; none means those of speech
}

// Read reads a TextGrid. An error means that there is no usable text, and why.
func Read(f decode.File, o Options, lim decode.Limits) (*decode.Decoded, error) {
	if strings.HasPrefix(string(f.Content[:min(len(f.Content), 12)]), "ooBinaryFile") {
		return nil, corpus.Errorf(corpus.ErrInvalid, "%s is a binary TextGrid", f.Name).
			WithHint("open it in Praat and save it as a text file")
	}
	g, err := decode.NewGatherer(f, lim)
	if err != nil {
		return nil, err
	}
	text, warnings, err := decode.Text(f, o.TextOptions, lim)
	if err != nil {
		return nil, err
	}
	g.Warnings = warnings
	s := scanner{s: text}
	tiers, err := s.tiers(f)
	if err != nil {
		return nil, err
	}
	if s.cut != "" {
		g.Warnf("", "the file ends within the tier %q: it may have been cut", s.cut)
	}
	chosen, err := choose(g, f, tiers, o.Tiers)
	if err != nil {
		return nil, err
	}
	labels := 0
	for _, t := range chosen {
		labels += len(t.labels)
	}
	g.Expect(labels)
	for _, t := range chosen {
		if err := t.gather(g); err != nil {
			return nil, err
		}
	}
	g.InTime()
	return g.Done()
}

// tier is a tier with its labels.
type tier struct {
	name    string
	points  bool
	labels  []label
	level   decode.Level
	speaker string
}

type label struct {
	start, end time.Duration
	text       string
}

// gather makes blocks of the labels; words are put together.
func (t *tier) gather(g *decode.Gatherer) error {
	words := decode.Words{To: g}
	for _, l := range t.labels {
		b := decode.Block{Text: l.text, Speaker: t.speaker, Start: l.start, End: l.end, Timed: true}
		add := g.Add
		if t.level <= decode.WordLevel {
			if silences[l.text] {
				continue
			}
			add = func(b decode.Block) error { return words.Add(b, false) }
		}
		if err := add(b); err != nil {
			return err
		}
	}
	return words.End()
}

// silences are what programs that align words write where there are none.
var silences = map[string]bool{
	"sil": true, "sp": true, "spn": true, "<sil>": true, "<p:>": true, "<eps>": true, "<usb>": true, "#": true,
}

// choose picks the tiers that are read and tells of the others.
func choose(g *decode.Gatherer, f decode.File, tiers []*tier, names []string) (chosen []*tier, err error) {
	if len(names) > 0 {
		var all []string
		for _, t := range tiers {
			all = append(all, t.name)
		}
		for _, name := range names {
			i := slices.IndexFunc(tiers, func(t *tier) bool { return strings.EqualFold(t.name, name) })
			if i < 0 {
				return nil, decode.NoTier(f, name, all)
			}
			chosen = append(chosen, tiers[i])
		}
		return chosen, nil
	}
	best := make(map[string]decode.Level) // by speaker
	speech := func(t *tier) bool { return len(t.labels) > 0 && !t.points && !decode.NotSpeech(t.name) }
	for _, t := range tiers {
		if speech(t) {
			best[t.speaker] = max(best[t.speaker], t.level)
		}
	}
	var left []string
	sounds := false
	for _, t := range tiers {
		switch {
		case len(t.labels) == 0:
		case speech(t) && t.level == best[t.speaker] && (t.speaker != "" || len(best) == 1):
			if t.level == decode.SoundLevel {
				sounds = true
				continue
			}
			chosen = append(chosen, t)
		default:
			left = append(left, strconv.Quote(t.name))
		}
	}
	if len(chosen) == 0 && sounds {
		return nil, corpus.Errorf(corpus.ErrInvalid, "%s has tiers of single sounds, and none of words", f.Name).
			WithHint("add a tier with what was said, named as the speaker")
	}
	if len(left) > 0 {
		g.Warnf("", "%s left out: %s", decode.Plural(len(left), "tier that is not speech, or says it again, was",
			"tiers that are not speech, or say it again, were"), decode.List(left))
	}
	return chosen, nil
}

// scanner reads the values of a Praat text file: numbers, strings and flags
// that stand free; everything else is decoration.
type scanner struct {
	s   string
	at  int
	cut string // name of the tier in which the file ends
}

// next returns the next value, as written but without its quotation marks.
func (s *scanner) next() (value string, quoted, ok bool) {
	for s.at < len(s.s) {
		switch c := s.s[s.at]; {
		case c == '"':
			return s.quoted(), true, true
		case c == '!':
			s.line()
		case c <= ' ':
			s.at++
		default:
			from := s.at
			for s.at < len(s.s) && s.s[s.at] > ' ' {
				s.at++
			}
			if word := s.s[from:s.at]; c == '<' || c >= '0' && c <= '9' || c == '-' || c == '.' {
				return word, false, true
			}
		}
	}
	return "", false, false
}

func (s *scanner) line() {
	if i := strings.IndexByte(s.s[s.at:], '\n'); i >= 0 {
		s.at += i + 1
	} else {
		s.at = len(s.s)
	}
}

// quoted reads a string, in which a quotation mark is doubled.
func (s *scanner) quoted() string {
	s.at++
	from := s.at
	doubled := false
	for s.at < len(s.s) {
		if s.s[s.at] != '"' {
			s.at++
			continue
		}
		if s.at+1 < len(s.s) && s.s[s.at+1] == '"' {
			doubled = true
			s.at += 2
			continue
		}
		break
	}
	text := s.s[from:min(s.at, len(s.s))]
	s.at++
	if doubled {
		text = strings.ReplaceAll(text, `""`, `"`)
	}
	return text
}

// number reads the next value as a number that is not negative.
func (s *scanner) number() (float64, bool) {
	v, quoted, ok := s.next()
	if !ok || quoted {
		return 0, false
	}
	n, err := strconv.ParseFloat(v, 64)
	return n, err == nil && n > -1e7 && n < 1e7
}

// text reads the next value as a string.
func (s *scanner) text() (string, bool) {
	v, quoted, ok := s.next()
	return v, ok && quoted
}

// tiers reads the whole file.
func (s *scanner) tiers(f decode.File) ([]*tier, error) {
	damaged := func() error {
		return corpus.Errorf(corpus.ErrInvalid, "%s is damaged: it is no complete TextGrid (line %d)", f.Name,
			1+strings.Count(s.s[:min(s.at, len(s.s))], "\n")).WithHint("open it in Praat and save it again")
	}
	kind, ok := s.text()
	class, ok2 := s.text()
	if strings.HasPrefix(kind, "Praat chronological") {
		return nil, corpus.Errorf(corpus.ErrInvalid, "%s is a chronological TextGrid", f.Name).
			WithHint("open it in Praat and save it as a text file")
	}
	if !ok || !ok2 || kind != "ooTextFile" || class != "TextGrid" {
		return nil, damaged()
	}
	s.number()
	s.number()
	s.next() // <exists>
	n, ok := s.number()
	if !ok {
		return nil, damaged()
	}
	var tiers []*tier
	for range int(n) {
		class, ok := s.text()
		name, ok2 := s.text()
		if !ok || !ok2 {
			if len(tiers) == 0 {
				return nil, damaged()
			}
			s.cut = tiers[len(tiers)-1].name
			break
		}
		t := &tier{name: strings.TrimSpace(name), points: class == "TextTier"}
		t.speaker, t.level = decode.TierLevel(t.name)
		tiers = append(tiers, t)
		if !s.labels(t) {
			s.cut = t.name
			break
		}
	}
	return tiers, nil
}

// labels reads those of a tier that have text; it is false where the file ends
// before they do.
func (s *scanner) labels(t *tier) bool {
	s.number()
	s.number()
	n, ok := s.number()
	if !ok {
		return false
	}
	t.labels = make([]label, 0, min(max(int(n), 0), (len(s.s)-min(s.at, len(s.s)))/32))
	for range int(n) {
		start, ok := s.number()
		end := start
		if ok && !t.points {
			end, ok = s.number()
		}
		text, ok2 := s.text()
		if !ok || !ok2 {
			return false
		}
		if s.at > len(s.s) {
			s.cut = t.name // the last string never ends
		}
		if text = decode.OneLine(text); text != "" {
			t.labels = append(t.labels, label{seconds(start), seconds(max(start, end)), text})
		}
	}
	return true
}

// seconds is a time from the start of the recording; Praat can count from
// before it.
func seconds(s float64) time.Duration {
	return time.Duration(max(s, 0)*1000+0.5) * time.Millisecond
}
