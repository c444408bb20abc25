package intake

import (
	"cmp"
	"fmt"
	"slices"

	"framewise/corpus"
	"framewise/corpus/decode"
)

// PlannedDocument is how one of a file's several documents is to be read: a
// session, a thread, an answer. What is empty is the file's, or is found out.
type PlannedDocument struct {
	Part     string           `json:"found"` // as the file has it: a session's name, row 12
	Skip     bool             `json:"skip,omitempty"`
	Document string           `json:"document,omitempty"`
	Case     string           `json:"case,omitempty"`
	Language string           `json:"language,omitempty"`
	Date     string           `json:"date,omitempty"`
	Turns    int              `json:"turns,omitempty"`
	Speakers []PlannedSpeaker `json:"speakers,omitempty"` // who are not the same in the whole file
	Remarks  []string         `json:"remarks,omitempty"`
	Place    string           `json:"place,omitempty"`
}

// listedDocuments is how many documents of a file a plan lists: nobody looks
// through the answers of a survey one by one, and they would hide the
// interviews beside them.
const listedDocuments = 100

// planOfSeveral tells what was assumed of a file with several documents. Who
// is the same in two of them or more is listed once.
func planOfSeveral(file string, drafts []Draft) Planned {
	p := Planned{File: file, Documents: len(drafts)}
	listed := len(drafts) <= listedDocuments
	for i := range drafts {
		d := &drafts[i].Document
		if i == 0 {
			p.Language, p.Date, p.Kind = d.Language, d.Date, d.Kind
			p.Remarks = slices.Clone(drafts[i].shared)
		}
		if d.Language != p.Language {
			p.Language = ""
		}
		if d.Date != p.Date {
			p.Date = ""
		}
	}
	everywhere := acrossDocuments(drafts)
	for _, s := range everywhere.speakers {
		if s.Documents > 1 && everywhere.alike(s.Found) || !listed {
			p.Speakers = append(p.Speakers, s)
		}
	}
	if p.Remarks = append(p.Remarks, ofAll(drafts)...); !listed {
		p.Remarks = append(p.Remarks, fmt.Sprintf("its %d documents are too many to be listed: to change one or to "+
			"leave it out, name it as it was found, such as %q", len(drafts), drafts[0].Document.Part))
		return p
	}
	for i := range drafts {
		if drafts[i].Document.Part != "" { // without which a plan could not name it
			p.Parts = append(p.Parts, drafts[i].plannedDocument(&p, &everywhere))
		}
	}
	return p
}

// ofAll are the remarks that each of several documents has.
func ofAll(drafts []Draft) (remarks []string) {
	n := make(map[string]int)
	for i := range drafts {
		for _, r := range drafts[i].remarks() {
			if n[r]++; n[r] == len(drafts) {
				remarks = append(remarks, r)
			}
		}
	}
	return remarks
}

// plannedDocument is what was assumed of one of several documents, without what
// the plan has for all of them.
func (d *Draft) plannedDocument(p *Planned, everywhere *company) PlannedDocument {
	part := PlannedDocument{
		Part: d.Document.Part, Document: d.Document.Label, Case: d.Case, Turns: len(d.Document.Turns),
	}
	if p.Language == "" {
		part.Language = d.Document.Language
	}
	if p.Date == "" {
		part.Date = d.Document.Date
	}
	if !d.answer {
		for _, s := range d.planned() {
			if !everywhere.alike(s.Found) || everywhere.of(s.Found).Documents == 1 {
				part.Speakers = append(part.Speakers, s)
			}
		}
	}
	for _, r := range d.remarks() {
		if !slices.Contains(p.Remarks, r) {
			part.Remarks = append(part.Remarks, r)
		}
	}
	return part
}

// company is everybody who speaks in the documents of a file.
type company struct {
	speakers []PlannedSpeaker
	index    map[string]int  // of a label, folded
	unlike   map[string]bool // those who are not the same wherever they speak
}

// acrossDocuments gathers the speakers of several documents. A role or a case
// that is not the same in all of them is left empty.
func acrossDocuments(drafts []Draft) company {
	c := company{index: make(map[string]int), unlike: make(map[string]bool)}
	for i := range drafts {
		if drafts[i].answer {
			continue // who gave it is its case
		}
		for _, s := range drafts[i].planned() {
			key := fold(s.Found)
			at, known := c.index[key]
			if !known {
				c.index[key] = len(c.speakers)
				s.Documents = 1
				c.speakers = append(c.speakers, s)
				continue
			}
			o := &c.speakers[at]
			o.Documents++
			o.Turns += s.Turns
			for _, a := range s.Also {
				if !slices.Contains(o.Also, a) {
					o.Also = append(o.Also, a)
				}
			}
			if o.Found == s.Found && o.Role == s.Role && o.Case == s.Case {
				continue
			}
			c.unlike[key] = true
			if o.Role != s.Role {
				o.Role = ""
			}
			if o.Case != s.Case {
				o.Case = ""
			}
		}
	}
	return c
}

func (c *company) of(found string) *PlannedSpeaker { return &c.speakers[c.index[fold(found)]] }

func (c *company) alike(found string) bool { return !c.unlike[fold(found)] }

// part is what the options have for a part of a file, by the plan.
func (o *Options) part(part string) *PlannedDocument {
	if o.Pseudonyms != nil {
		part = o.Pseudonyms.Replace(part).Text
	}
	return partOf(o.parts, part)
}

func partOf(parts []PlannedDocument, part string) *PlannedDocument {
	for _, same := range []func(string) bool{
		func(s string) bool { return s == part }, func(s string) bool { return fold(s) == fold(part) },
	} {
		if i := slices.IndexFunc(parts, func(d PlannedDocument) bool { return same(d.Part) }); i >= 0 {
			return &parts[i]
		}
	}
	return nil
}

// forPart are the options for a part of a file.
func (o *Options) forPart(part string) Options {
	of := *o
	if p := o.part(part); p != nil {
		of.Case, of.Label = cmp.Or(p.Case, o.Case), cmp.Or(p.Document, o.Label)
		of.Language, of.Date = cmp.Or(p.Language, o.Language), cmp.Or(p.Date, o.Date)
	}
	return of
}

// several are the drafts of a file with several documents, as the plan has
// them.
func (p *Planned) several(f decode.File, drafts []Draft, o Options) ([]Draft, error) {
	if p.Document != "" {
		return nil, corpus.Errorf(corpus.ErrInvalid, "%s of the plan: %s has %d documents, and not one that is %s", p.Place,
			f.Name, len(drafts), p.Document).
			WithHint("name each of them in the place of its own that --plan gives it")
	}
	if err := p.strangers(f.Name, drafts); err != nil {
		return nil, err
	}
	everywhere := byLabel(p.Speakers)
	var kept []Draft
	for i := range drafts {
		d := &drafts[i]
		part := partOf(p.Parts, d.Document.Part)
		if part != nil && part.Skip {
			continue
		}
		if as := p.document(d, part, everywhere); !d.answer || len(as.Speakers) > 0 {
			if err := d.cast(f.Name+" ("+d.Document.Part+")", as, o); err != nil {
				return nil, err
			}
		}
		kept = append(kept, *d)
	}
	if len(kept) == 0 {
		return nil, corpus.Errorf(corpus.ErrInvalid, "%s of the plan leaves all documents of %s out", p.Place, f.Name).
			WithHint("to leave the file out, write no under import for it")
	}
	return kept, nil
}

// document is the plan of one of several documents: what is said of it and of
// its speakers, and else what is said of all.
func (p *Planned) document(d *Draft, part *PlannedDocument, everywhere map[string]*PlannedSpeaker) *Planned {
	as := Planned{File: p.File, Place: p.Place, Case: cmp.Or(p.Case, d.Case)}
	if part != nil {
		as.Place, as.Case = cmp.Or(part.Place, p.Place), cmp.Or(part.Case, p.Case)
		as.Speakers = slices.Clone(part.Speakers)
	}
	for i, found := range d.Document.Speakers {
		all := everywhere[found.Label]
		if all == nil {
			all = everywhere[fold(found.Label)]
		}
		if all == nil || slices.ContainsFunc(as.Speakers, func(s PlannedSpeaker) bool { return d.speaker(&s) == i }) {
			continue
		}
		s := *all
		if s.Case == "" && (s.Role == "" || s.Role == corpus.RoleParticipant) {
			s.Case = d.SpeakerCases[i]
		}
		as.Speakers = append(as.Speakers, s)
	}
	return &as
}

// byLabel has speakers of a plan by their labels, as written and folded.
func byLabel(speakers []PlannedSpeaker) map[string]*PlannedSpeaker {
	m := make(map[string]*PlannedSpeaker, 2*len(speakers))
	for i := range speakers {
		m[fold(speakers[i].Found)] = &speakers[i]
	}
	for i := range speakers {
		m[speakers[i].Found] = &speakers[i]
	}
	return m
}

// strangers says which document or speaker of the plan the file does not have.
func (p *Planned) strangers(name string, drafts []Draft) error {
	var parts []string
	var speakers []corpus.Speaker
	known := make(map[string]bool)
	spoke := make(map[string]bool)
	for i := range drafts {
		d := &drafts[i].Document
		parts = append(parts, d.Part)
		known[fold(d.Part)] = true
		for _, s := range d.Speakers {
			if !spoke[fold(s.Label)] {
				spoke[fold(s.Label)] = true
				speakers = append(speakers, s)
			}
		}
	}
	for _, q := range p.Parts {
		if known[fold(q.Part)] {
			continue
		}
		err := corpus.Errorf(corpus.ErrNotFound, "%s of the plan: %s has no document %q", q.Place, name, q.Part)
		if near := corpus.Nearest(q.Part, parts); near != "" {
			return err.WithHint("did you mean %q?", near)
		}
		return err.WithHint("its documents are %s", quoteList(parts))
	}
	for i := range p.Speakers {
		if s := &p.Speakers[i]; !spoke[fold(s.Found)] {
			return noSpeaker(s, name, speakers)
		}
	}
	return nil
}
