package intake

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"framewise/corpus"
	"framewise/corpus/decode"
)

// voiceStats is what a voice's turns look like.
type voiceStats struct {
	turns, questions, runes int
	words                   int // times that the voice took the word from another
}

// people names the speakers, their roles and cases, and says how they were
// found.
func (d *Draft) people(f *finding, b *builder, o Options) {
	defer func() { d.doubts[1] = len(d.Warnings) }()
	if f == nil {
		d.convention = noConvention
		d.withoutSpeakers(o, b.captions)
		return
	}
	if d.convention = f.convention.name; d.convention == columnConvention {
		d.convention = "" // which nobody can choose
	}
	stats := d.stats(len(f.voices))
	speakers := make([]corpus.Speaker, len(f.voices))
	for i := range f.voices {
		speakers[i] = corpus.Speaker{Label: f.voices[i].label, Role: corpus.RoleParticipant}
		if f.voices[i].joint {
			speakers[i].Role = corpus.RoleOther
		}
		d.also = append(d.also, f.voices[i].merged)
	}
	d.interviewers(f, speakers, stats, o)
	d.Document.Speakers = speakers
	d.cases(f, stats, o)
	d.tellSpeakers(f, b)
}

func (d *Draft) withoutSpeakers(o Options, captions bool) {
	d.tellCase("")
	switch {
	case o.Speakers != "":
		d.assume("every paragraph is a turn, and nobody's in particular")
	case len(d.Document.Turns) > 1:
		what := "every paragraph is a turn"
		if captions {
			what = "the captions were put together into turns"
		}
		d.warn("", "no speakers were found: %s, the account of %s; if there are speakers, say how they are marked",
			what, d.Case)
	default:
		d.assume("one text without speakers")
	}
}

// stats counts what every voice said.
func (d *Draft) stats(voices int) []voiceStats {
	s := make([]voiceStats, voices)
	t := corpus.NewText(d.Text)
	last := corpus.NoSpeaker
	for i := range d.Document.Turns {
		turn := &d.Document.Turns[i]
		if turn.Speaker < 0 {
			continue
		}
		if turn.Speaker != last {
			s[turn.Speaker].words++
		}
		last = turn.Speaker
		words := t.Slice(turn.Span)
		v := &s[turn.Speaker]
		v.turns++
		v.runes += utf8.RuneCountInString(words)
		if strings.IndexByte(words, '?') >= 0 || strings.Contains(words, "？") || strings.Contains(words, "؟") {
			v.questions++
		}
	}
	return s
}

// interviewers decides who asks: whom the user names, else who is called so,
// else who asks most and says least.
func (d *Draft) interviewers(f *finding, speakers []corpus.Speaker, stats []voiceStats, o Options) {
	mark := func(i int) { speakers[i].Role = corpus.RoleInterviewer }
	if len(o.Interviewers) > 0 {
		for _, name := range o.Interviewers {
			found := false
			for i := range f.voices {
				v := &f.voices[i]
				if sameLabel(v.label, name) || slices.ContainsFunc(slices.Concat(v.merged, v.asides), func(s string) bool {
					return sameLabel(s, name)
				}) {
					mark(i)
					found = true
				}
			}
			if !found {
				var labels []string
				for i := range speakers {
					labels = append(labels, speakers[i].Label)
				}
				hint := ""
				if near := corpus.Nearest(name, labels); near != "" {
					hint = ": did you mean " + near + "?"
				}
				d.warn("", "no speaker is called %q%s", name, hint)
			}
		}
		// Whoever is called a moderator asks too, unless nobody were left to answer.
		var others []int
		answers := 0
		for i := range f.voices {
			switch {
			case speakers[i].Role == corpus.RoleInterviewer:
			case f.voices[i].called(interviewerWords):
				others = append(others, i)
			default:
				answers++
			}
		}
		if answers > 0 {
			for _, i := range others {
				mark(i)
			}
		}
		return
	}
	known := false
	for i := range f.voices {
		v := &f.voices[i]
		if interviewerLabel(v, speakers) || d.headSays(v.label) || d.toldAs(v.label, interviewerWords) {
			mark(i)
			known = true
		}
	}
	if known || o.Kind == corpus.Forum { // in a forum everybody asks
		return
	}
	// Single letters mean what their company makes them mean.
	for _, letter := range []string{"i", "q", "e", "m", "f", "r"} {
		if i := letterInterviewer(letter, speakers, stats); i >= 0 {
			mark(i)
			return
		}
	}
	if i := besideParticipant(f, stats); i >= 0 {
		mark(i)
		d.warn("", "%s was taken for the interviewer, since the other speaker is called %s: name the interviewer if "+
			"that is wrong", speakers[i].Label, speakers[1-i].Label)
		return
	}
	if i := whoAsks(stats); i >= 0 {
		mark(i)
		d.warn("", "%s was taken for the interviewer, who asks most: name the interviewer if that is wrong",
			speakers[i].Label)
		return
	}
	if len(speakers) > 1 {
		d.warn("", "nobody was recognised as the interviewer: name the interviewer if there is one")
	}
}

// besideParticipant is the one who asks more, of two speakers of whom the
// other is called the participant; else -1.
func besideParticipant(f *finding, stats []voiceStats) int {
	if len(f.voices) != 2 {
		return -1
	}
	for i := range f.voices {
		if !f.voices[i].called(participantWords) && f.voices[1-i].called(participantWords) &&
			stats[i].questions > stats[1-i].questions {
			return i
		}
	}
	return -1
}

func sameLabel(a, b string) bool { return fold(a) == fold(b) }

// interviewerLabel says whether a voice's label or aside is the word for an
// interviewer.
func interviewerLabel(v *voice, speakers []corpus.Speaker) bool {
	if v.called(interviewerWords) {
		return true
	}
	for _, s := range slices.Concat([]string{v.label}, v.merged, v.asides) {
		stem, number, numbered := splitNumber(fold(s))
		if (stem == "i" || stem == "q") && (!numbered || number >= "1" && number <= "3") && s == v.label &&
			len(speakers) > 1 {
			// I and I2; but not I1 to I8, who are interviewees.
			same := 0
			for i := range speakers {
				if st, _, _ := splitNumber(fold(speakers[i].Label)); st == stem {
					same++
				}
			}
			return !numbered || same <= 2 && same < len(speakers)
		}
	}
	return false
}

// called says whether one of the words is a voice's label or aside, or the
// last word of it, with or without a number: Moderator 2, Peer interviewer.
func (v *voice) called(words map[string]bool) bool {
	return slices.ContainsFunc(slices.Concat([]string{v.label}, v.merged, v.asides), func(s string) bool {
		key := fold(s)
		stem, _, _ := splitNumber(key)
		return words[stem] || words[key[strings.LastIndexByte(key, ' ')+1:]]
	})
}

// headSays looks a label up in the head: "Interviewer: CM".
func (d *Draft) headSays(label string) bool {
	for _, p := range d.Properties {
		if stem, _, _ := splitNumber(fold(p[0])); !interviewerWords[stem] && !askedBy[stem] {
			continue
		}
		if sameLabel(p[1], label) {
			return true
		}
		for w := range strings.FieldsSeq(p[1]) {
			if len(label) > 1 && sameLabel(strings.Trim(w, ",;()"), label) {
				return true
			}
		}
	}
	return false
}

// toldAs says whether the file has one of the words for the role of a speaker,
// in whatever company: Interviewer, Peer interviewer 2.
func (d *Draft) toldAs(label string, words map[string]bool) bool {
	return slices.ContainsFunc(d.told, func(p decode.Person) bool {
		role := voice{label: p.Role}
		return p.Role != "" && sameLabel(p.Speaker, label) && role.called(words)
	})
}

// letterInterviewer finds the voice labelled with a single letter, if its
// company and its questions allow that it is the interviewer's.
func letterInterviewer(letter string, speakers []corpus.Speaker, stats []voiceStats) int {
	at, others, numbered := -1, 0, 0
	for i := range speakers {
		key := fold(speakers[i].Label)
		if key == letter {
			at = i
			continue
		}
		others++
		if _, _, n := splitNumber(key); n || participantWords[key] || key == "p" || key == "b" {
			numbered++
		}
	}
	if at < 0 || others == 0 {
		return -1
	}
	switch letter {
	case "i", "q":
		return at
	case "m":
		if numbered < 2 && whoAsks(stats) != at {
			return -1
		}
	case "r":
		// R beside P is the researcher, or the answer to a pregunta.
		if asks := whoAsks(stats); numbered == 0 || asks >= 0 && asks != at {
			return -1
		}
	}
	if numbered > 0 || whoAsks(stats) == at {
		return at
	}
	return -1
}

// whoAsks returns the voice that has most of the questions, in more than a
// third of its turns and twice as often as the next; -1 where there is none.
// Whoever takes the word less than half as often as the others do on average,
// or asks but once, is not the one.
func whoAsks(stats []voiceStats) int {
	best, next, words := -1, 0.0, 0
	share := func(s voiceStats) float64 {
		if s.turns < 2 {
			return 0
		}
		return float64(s.questions) / float64(s.turns)
	}
	for i, s := range stats {
		words += s.words
		if best < 0 || share(s) > share(stats[best]) {
			if best >= 0 {
				next = max(next, share(stats[best]))
			}
			best = i
		} else {
			next = max(next, share(s))
		}
	}
	if best < 0 || len(stats) < 2 || share(stats[best]) < 1.0/3 || share(stats[best]) < 2*next {
		return -1
	}
	if s := stats[best]; s.questions < 2 || s.words*2*len(stats) < words {
		return -1
	}
	return best
}

// cases says whose account the document is: of the participant of an
// interview, or of everybody in a group.
func (d *Draft) cases(f *finding, stats []voiceStats, o Options) {
	speakers := d.Document.Speakers
	var voices []int // of participants, the most talkative first
	for i := range speakers {
		if speakers[i].Role == corpus.RoleParticipant {
			voices = append(voices, i)
		}
	}
	slices.SortStableFunc(voices, func(a, b int) int { return stats[b].runes - stats[a].runes })
	regular := 0
	for _, i := range voices {
		if stats[i].turns >= 2 && !f.rarely(&f.voices[i]) {
			regular++
		}
	}
	asked := slices.ContainsFunc(speakers, func(s corpus.Speaker) bool { return s.Role == corpus.RoleInterviewer })
	// The head may say which of them the participant is.
	named := -1
	if head := d.participantInHead(); head != "" {
		named = slices.IndexFunc(voices, func(i int) bool { return sameLabel(speakers[i].Label, head) })
	}
	switch {
	case len(voices) == 0:
		d.tellCase("")
	case o.Group,
		o.Case == "" && named < 0 && (regular >= 3 || regular == 2 && asked && d.pair(f, voices, stats)):
		d.Case = ""
		d.SpeakerCases = groupCases(d.Document.Label, speakers, voices, o.Kind)
		for _, i := range voices {
			if of := f.voices[i].of; of != "" {
				d.SpeakerCases[i] = of
			}
		}
		prefixed := ""
		for i, label := range d.SpeakerCases {
			if label != corpus.Label(speakers[i].Label) && label != f.voices[i].of {
				prefixed = ", labelled with the document's label before theirs"
			}
		}
		if o.Kind == corpus.Forum {
			d.assume("a forum: each who wrote in it is a case, %d in all%s", len(d.SpeakerCases), prefixed)
		} else {
			d.assume("a talk of several: each of its %d participants is a case%s", len(d.SpeakerCases), prefixed)
		}
	case !asked && len(voices) == 2:
		d.tellCase("both speakers' words are the account of ")
	default:
		main := voices[0]
		for _, i := range voices {
			key := fold(speakers[i].Label)
			if sameLabel(speakers[i].Label, d.Case) || d.toldAs(speakers[i].Label, participantWords) ||
				(participantWords[key] || key == "p") && !f.rarely(&f.voices[i]) {
				main = i
				break
			}
		}
		for _, i := range voices {
			if i == main {
				continue
			}
			speakers[i].Role = corpus.RoleOther
			if !f.rarely(&f.voices[i]) {
				d.assume("%s is a third voice, not the participant", speakers[i].Label)
			}
		}
		d.caseOfLabel(speakers[main].Label, f.voices[main].merged, o)
		d.tellCase(speakers[main].Label + " is the participant, ")
	}
}

// caseOfLabel takes the code that the participant speaks under, P07, for the
// case where neither the user nor the head names it and the file's name is no
// code. A number without a nought before it may be of this talk alone, and so
// are S00 and S01.
func (d *Draft) caseOfLabel(label string, also []string, o Options) {
	if d.caseFrom != fromName || d.sureName || isCode(strings.ReplaceAll(d.Case, "_", "")) {
		return
	}
	for _, l := range append([]string{label}, also...) {
		stem, _, _ := splitNumber(fold(l))
		if !paddedCode(l) || slices.ContainsFunc(d.Document.Speakers, func(s corpus.Speaker) bool {
			other, _, _ := splitNumber(fold(s.Label))
			return s.Label != label && other == stem
		}) {
			continue
		}
		code := corpus.Label(strings.ReplaceAll(l, " ", ""))
		if o.Label == "" && strings.HasPrefix(d.Document.Label, d.Case) {
			d.Document.Label = code + strings.TrimPrefix(d.Document.Label, d.Case)
		}
		d.Case, d.caseFrom = code, "the label of the speaker"
		return
	}
}

// tellCase says which case the document is the account of, and how that is
// known.
func (d *Draft) tellCase(who string) {
	if d.caseFrom == "" {
		if who != "" {
			d.assume("%scase %s", who, d.Case)
		}
		return
	}
	d.assume("%scase %s, from %s", who, d.Case, d.caseFrom)
}

// groupCases labels the cases of a group's voices. A first name, a role or a
// number within the group may be somebody else's in the next group, and has
// the document's label before it; a full name, a code of the study's (P07) and
// a name in a forum stand alone.
func groupCases(document string, speakers []corpus.Speaker, voices []int, kind corpus.DocumentKind) map[int]string {
	coded := slices.ContainsFunc(voices, func(i int) bool { return paddedCode(speakers[i].Label) })
	cases := make(map[int]string)
	for _, i := range voices {
		said := speakers[i].Label
		label := corpus.Label(said)
		if label == "" {
			continue
		}
		alone := strings.Contains(said, " ")
		switch {
		case strings.HasPrefix(label, document+"-"):
			alone = true
		case isRole(fold(said)):
			alone = false
		case kind == corpus.Forum:
			alone = strings.Trim(label, "0123456789") != ""
		case isCode(said):
			alone = coded
		}
		if !alone {
			label = document + "-" + label
		}
		cases[i] = label
	}
	return cases
}

// paddedCode says whether a label is a code with a number filled up with
// noughts, as people are numbered throughout a study: P07.
func paddedCode(label string) bool {
	key := fold(label)
	i := len(key)
	for i > 0 && isDigit(key[i-1]) {
		i--
	}
	return isCode(label) && len(key)-i >= 2 && key[i] == '0' && !isRole(key)
}

// pair says whether two participants are interviewed together, rather than
// one in the presence of somebody: they are numbered alike, or a moderator is
// with them, or the second says much beside the first. One who alone is called
// the participant, or so as the file is, has somebody with them.
func (d *Draft) pair(f *finding, voices []int, stats []voiceStats) bool {
	speakers := d.Document.Speakers
	a, b := speakers[voices[0]].Label, speakers[voices[1]].Label
	stemA, _, numA := splitNumber(fold(a))
	stemB, _, numB := splitNumber(fold(b))
	if numA && numB && stemA == stemB {
		return true
	}
	first, second := stats[voices[0]], stats[voices[1]]
	if second.turns >= 5 && second.runes*4 >= first.runes {
		return true
	}
	for _, l := range []string{a, b} {
		if key := fold(l); participantWords[key] || key == "p" || sameLabel(l, d.Case) {
			return false
		}
	}
	for i := range f.voices {
		if speakers[i].Role == corpus.RoleInterviewer && f.voices[i].called(moderatorWords) {
			return true
		}
	}
	return second.turns >= 3 && second.runes*2 >= first.runes
}

// tellSpeakers says how the speakers were found and what looks odd.
func (d *Draft) tellSpeakers(f *finding, b *builder) {
	var names []string
	for i, s := range d.Document.Speakers {
		name := s.Label
		if s.Role == corpus.RoleInterviewer {
			name += " (interviewer)"
		}
		if m := f.voices[i].merged; len(m) > 0 {
			name += " (also " + strings.Join(m[:min(len(m), 3)], ", ") + ")"
		}
		if len(names) == 12 {
			names = append(names, fmt.Sprintf("and %d more", len(d.Document.Speakers)-12))
			break
		}
		names = append(names, name)
	}
	d.Assumed = append([]string{"speakers " + f.convention.what + ": " + strings.Join(names, ", ")}, d.Assumed...)
	var rare []string
	for i := range f.voices {
		if v := &f.voices[i]; f.rarely(v) {
			rare = append(rare, v.label)
		}
	}
	if len(rare) > 0 {
		d.warn("", "in one or two places only: %s; check that these are speakers and no slips",
			strings.Join(rare[:min(len(rare), 20)], ", "))
	}
	var together []string
	for i := range f.voices {
		if f.voices[i].joint {
			together = append(together, f.voices[i].label)
		}
	}
	if len(together) > 0 {
		d.assume("%s: several at once, the account of none", strings.Join(together, ", "))
	}
	nobody := func(t corpus.Turn) bool { return t.Speaker == corpus.NoSpeaker }
	if len(f.voices) == 1 && slices.ContainsFunc(d.Document.Turns, nobody) {
		d.warn("", "only one speaker was found, %s: what has no label is nobody's", f.voices[0].label)
	}
	if len(f.notes) > 0 {
		var notes []string
		for n := range f.notes {
			notes = append(notes, n)
		}
		slices.Sort(notes)
		d.assume("%s: a transcriber's remarks, nobody's words", strings.Join(notes, ", "))
	}
	if n := len(b.homeless); n > 0 {
		d.warn("", "%s before the talk or after a heading: nobody's words (%s)",
			countOf(n, "paragraph", "paragraphs"), d.numbers(b.homeless))
	}
}

// numbers writes the numbers of the turns that begin at the places: turns 1–3,
// 40.
func (d *Draft) numbers(places map[corpus.Pos]bool) string {
	const most = 6 // stretches
	var stretches []string
	for i := 0; i < len(d.Document.Turns); i++ {
		from := i
		for i < len(d.Document.Turns) && places[d.Document.Turns[i].Span.Start] {
			i++
		}
		switch i - from {
		case 0:
		case 1:
			stretches = append(stretches, strconv.Itoa(i))
		default:
			stretches = append(stretches, fmt.Sprintf("%d–%d", from+1, i))
		}
	}
	what := "turns "
	if len(places) == 1 {
		what = "turn "
	}
	if len(stretches) > most {
		stretches = append(stretches[:most], "…")
	}
	return what + strings.Join(stretches, ", ")
}

func countOf(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
