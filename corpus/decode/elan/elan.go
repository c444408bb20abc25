// Package elan reads ELAN's annotation files (.eaf).
//
// An annotation is a block with its times; [decode.Block.Line] is its place in
// the order of time. Tiers that hang on no other are what was said: the speaker
// is the tier's participant or, for want of one, the tier's name. Tiers that
// hang on others (words, glosses, translations) would say the same again, and
// those for gestures, markers and comments say what nobody said: both are left
// out, and a warning names them. [Options] choose tiers by name instead.
package elan

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"framewise/corpus/decode"
)

// Options say which tiers are read.
type Options struct {
	Tiers []string // names of tiers; none means those of speech
}

// Read reads an .eaf file. An error means that there is no usable text, and
// why.
func Read(f decode.File, o Options, lim decode.Limits) (*decode.Decoded, error) {
	g, err := decode.NewGatherer(f, lim)
	if err != nil {
		return nil, err
	}
	r := reader{
		x: decode.NewXML(bytes.NewReader(f.Content), f.Name, "the annotation file", lim), g: g,
		slots:       make(map[string]int32, bytes.Count(f.Content, []byte("<TIME_SLOT "))),
		annotations: make([]annotation, 0, bytes.Count(f.Content, []byte("_ANNOTATION "))),
		controlled:  map[string]bool{},
	}
	if err := r.read(); err != nil {
		return nil, err
	}
	if err := r.emit(f, o); err != nil {
		return nil, err
	}
	return g.Done()
}

// tier is a layer of annotations.
type tier struct {
	id, participant, kind, parent, language string
	annotations                             []annotation
}

// annotation is a label with its place, or that of the annotation it is on.
type annotation struct {
	text, id string
	from, to int32  // indices of time slots, or -1
	on       string // id of the annotation it refers to
}

type reader struct {
	x     *decode.XML
	g     *decode.Gatherer
	prose decode.Prose

	slots       map[string]int32 // indices of times, by id
	times       []time.Duration
	tiers       []*tier
	annotations []annotation           // of all tiers
	places      map[string]*annotation // by id, once one is asked for
	controlled  map[string]bool        // linguistic types with a fixed vocabulary
}

func (r *reader) read() error {
	err := r.x.Elements(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "MEDIA_DESCRIPTOR":
			if r.g.Recording == "" { // the first is the one that plays
				if r.g.Recording = decode.Clean(decode.Attr(e, "MEDIA_URL")); r.g.Recording == "" {
					r.g.Recording = decode.Clean(decode.Attr(e, "RELATIVE_MEDIA_URL"))
				}
				return r.charge(r.g.Recording)
			}
		case "TIME_SLOT":
			at := unknown
			if ms, err := strconv.ParseInt(decode.Attr(e, "TIME_VALUE"), 10, 64); err == nil && ms >= 0 && ms < 1e10 {
				at = time.Duration(ms) * time.Millisecond
			}
			id := decode.Attr(e, "TIME_SLOT_ID")
			if err := r.charge(id); err != nil {
				return err
			}
			r.slots[id] = int32(len(r.times))
			r.times = append(r.times, at)
		case "TIER":
			t := &tier{
				id: decode.Attr(e, "TIER_ID"), participant: strings.TrimSpace(decode.Attr(e, "PARTICIPANT")),
				kind: decode.Attr(e, "LINGUISTIC_TYPE_REF"), parent: decode.Attr(e, "PARENT_REF"),
				language: decode.Attr(e, "LANG_REF"),
			}
			if err := r.charge(t.id); err != nil {
				return err
			}
			r.tiers = append(r.tiers, t)
		case "ALIGNABLE_ANNOTATION", "REF_ANNOTATION":
			if len(r.tiers) == 0 {
				return nil
			}
			if err := r.annotation(e, r.tiers[len(r.tiers)-1]); err != nil {
				return err
			}
		case "LINGUISTIC_TYPE":
			if decode.Attr(e, "CONTROLLED_VOCABULARY_REF") != "" {
				r.controlled[decode.Attr(e, "LINGUISTIC_TYPE_ID")] = true
			}
		}
		return nil
	})
	r.spread()
	r.slots = nil
	return err
}

// unknown is the time of a slot without one.
const unknown = time.Duration(-1)

// overhead is what is kept for a slot, a tier and an annotation, in code
// points.
const overhead = 20

func (r *reader) charge(s string) error { return r.g.Spend(len(s) + overhead) }

// annotation reads an annotation to its end.
func (r *reader) annotation(e xml.StartElement, t *tier) error {
	a := annotation{id: decode.Attr(e, "ANNOTATION_ID"), from: -1, to: -1, on: decode.Attr(e, "ANNOTATION_REF")}
	if i, ok := r.slots[decode.Attr(e, "TIME_SLOT_REF1")]; ok {
		a.from = i
	}
	if i, ok := r.slots[decode.Attr(e, "TIME_SLOT_REF2")]; ok {
		a.to = i
	}
	p := &r.prose
	for end := r.x.Depth() - 1; r.x.Depth() > end; {
		tok, err := r.x.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return err
		}
		if s, ok := tok.(xml.CharData); ok {
			p.WriteBytes(s)
		}
	}
	a.text = p.Take()
	if err := r.charge(a.text); err != nil {
		return err
	}
	r.annotations = append(r.annotations, a)
	t.annotations = r.annotations[len(r.annotations)-len(t.annotations)-1:]
	return nil
}

// spread gives slots without a time one between their neighbours', as ELAN
// shows them.
func (r *reader) spread() {
	for i := 0; i < len(r.times); i++ {
		if r.times[i] != unknown || i == 0 {
			continue
		}
		j := i
		for j < len(r.times) && r.times[j] == unknown {
			j++
		}
		if before := r.times[i-1]; j < len(r.times) && r.times[j] >= before {
			step := (r.times[j] - before) / time.Duration(j-i+1)
			for k := i; k < j; k++ {
				r.times[k] = before + step*time.Duration(k-i+1)
			}
		}
		i = j
	}
}

// emit makes blocks of the tiers that are wanted.
func (r *reader) emit(f decode.File, o Options) error {
	chosen, err := r.choose(f, o)
	if err != nil {
		return err
	}
	n := 0
	for _, t := range chosen {
		n += len(t.annotations)
	}
	r.g.Expect(n)
	untimed := 0
	for _, t := range chosen {
		speaker := t.participant
		if speaker == "" {
			speaker = t.id
		} else if err := r.person(speaker, t.id); err != nil {
			return err
		}
		for i := range t.annotations {
			a := &t.annotations[i]
			if a.text == "" {
				continue
			}
			b := decode.Block{Text: a.text, Speaker: speaker}
			b.Start, b.End, b.Timed = r.when(a)
			if !b.Timed {
				untimed++
			}
			if err := r.g.Add(b); err != nil {
				return err
			}
		}
	}
	r.g.InTime()
	if untimed > 0 {
		r.g.Warnf("", "%s without a time and stand first", decode.Plural(untimed, "annotation is", "annotations are"))
	}
	return nil
}

// person notes the name of a tier as what its participant is: annotators call
// tiers Interviewer.
func (r *reader) person(participant, tier string) error {
	r.g.People = append(r.g.People, decode.Person{Speaker: decode.Clean(participant), Role: tier})
	return r.charge(participant + tier)
}

// when is the time of an annotation, or of the one that it refers to.
func (r *reader) when(a *annotation) (from, to time.Duration, ok bool) {
	for hops := 0; a != nil && a.on != "" && hops < 20; hops++ {
		a = r.place(a.on)
	}
	if a == nil || a.from < 0 || a.to < 0 || a.on != "" {
		return 0, 0, false
	}
	from, to = r.times[a.from], r.times[a.to]
	if from == unknown || to < from {
		return 0, 0, false
	}
	return from, to, true
}

// place finds the annotation that another refers to; nil if there is none.
func (r *reader) place(id string) *annotation {
	if r.places == nil {
		r.places = make(map[string]*annotation)
		for i := range r.annotations {
			r.places[r.annotations[i].id] = &r.annotations[i]
		}
	}
	return r.places[id]
}

// choose picks the tiers that are read and tells of the others.
func (r *reader) choose(f decode.File, o Options) (chosen []*tier, err error) {
	var filled []*tier
	for _, t := range r.tiers {
		if slices.ContainsFunc(t.annotations, func(a annotation) bool { return a.text != "" }) {
			filled = append(filled, t)
		}
	}
	if len(o.Tiers) > 0 {
		return r.named(f, o.Tiers)
	}
	independent := func(t *tier) bool { return t.parent == "" }
	speech := func(t *tier) bool {
		return independent(t) && !r.controlled[t.kind] && !decode.NotSpeech(t.id) && !decode.NotSpeech(t.kind)
	}
	for _, want := range []func(*tier) bool{speech, independent, func(*tier) bool { return true }} {
		if chosen = keep(filled, want); len(chosen) > 0 {
			break
		}
	}
	var left []string
	for _, t := range filled {
		if !slices.Contains(chosen, t) {
			left = append(left, t.id)
		}
	}
	if len(left) > 0 {
		r.g.Warnf("", "%s left out: %s", decode.Plural(len(left), "tier that is not speech, or says it again, was",
			"tiers that are not speech, or say it again, were"), decode.List(left))
	}
	return chosen, nil
}

// named finds the tiers that the user asked for.
func (r *reader) named(f decode.File, names []string) (chosen []*tier, err error) {
	var all []string
	for _, t := range r.tiers {
		all = append(all, t.id)
	}
	for _, name := range names {
		i := slices.IndexFunc(r.tiers, func(t *tier) bool { return strings.EqualFold(t.id, name) })
		if i < 0 {
			return nil, decode.NoTier(f, name, all)
		}
		chosen = append(chosen, r.tiers[i])
	}
	return chosen, nil
}

func keep(tiers []*tier, want func(*tier) bool) (kept []*tier) {
	for _, t := range tiers {
		if want(t) {
			kept = append(kept, t)
		}
	}
	return kept
}
