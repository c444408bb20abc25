package intake

import (
	"cmp"
	"slices"
	"strings"

	"framewise/corpus"
	"framewise/corpus/decode"
)

// Planned is how one file is to be read: what was assumed of it, for a person
// to look through and change before it comes in. What is empty is found out.
type Planned struct {
	File       string              `json:"file"`
	Skip       bool                `json:"skip,omitempty"` // the file is left out
	Document   string              `json:"document,omitempty"`
	Case       string              `json:"case,omitempty"` // empty where each speaker is one
	Language   string              `json:"language,omitempty"`
	Date       string              `json:"date,omitempty"`
	Kind       corpus.DocumentKind `json:"kind,omitempty"`
	Convention string              `json:"speakers_marked_by,omitempty"` // as [Options.Speakers] names it
	Speakers   []PlannedSpeaker    `json:"speakers,omitempty"`
	Documents  int                 `json:"documents,omitempty"` // in the file, where there are several
	Parts      []PlannedDocument   `json:"parts,omitempty"`     // them, or those that are to be changed
	Remarks    []string            `json:"remarks,omitempty"`   // what was assumed and warned of
	Place      string              `json:"place,omitempty"`     // in the plan: row 3, line 12
}

// PlannedSpeaker is one speaker of a file, or of one document of it. Two with
// one label are one speaker.
type PlannedSpeaker struct {
	Found     string      `json:"found"`          // the label as in the file
	Also      []string    `json:"also,omitempty"` // other spellings of it
	Turns     int         `json:"turns,omitempty"`
	Documents int         `json:"documents,omitempty"` // that they speak in, where the file has several
	Label     string      `json:"speaker,omitempty"`
	Role      corpus.Role `json:"role,omitempty"`
	Case      string      `json:"case,omitempty"` // empty is the document's
	Place     string      `json:"place,omitempty"`
}

// nobody is the role, in a plan, of what is no speaker.
const nobody corpus.Role = "nobody"

// plannedRoles are the roles that a plan may give a speaker.
var plannedRoles = []corpus.Role{corpus.RoleParticipant, corpus.RoleInterviewer, corpus.RoleOther, nobody}

// plannedKinds are the kinds of document that a plan may name.
var plannedKinds = []corpus.DocumentKind{corpus.Transcript, corpus.Survey, corpus.Forum, corpus.Note}

// PlanOf tells what was assumed of a file.
func PlanOf(file string, drafts []Draft) Planned {
	if len(drafts) != 1 {
		return planOfSeveral(file, drafts)
	}
	d := &drafts[0]
	return Planned{
		File: file, Document: d.Document.Label, Case: d.Case, Language: d.Document.Language, Date: d.Document.Date,
		Kind: d.Document.Kind, Convention: d.convention, Speakers: d.planned(), Remarks: d.remarks(),
	}
}

// planned are the speakers of a draft as they were found.
func (d *Draft) planned() []PlannedSpeaker {
	speakers := make([]PlannedSpeaker, len(d.Document.Speakers))
	for i, s := range d.Document.Speakers {
		speakers[i] = PlannedSpeaker{Found: s.Label, Label: s.Label, Role: s.Role, Case: d.SpeakerCases[i]}
		if i < len(d.also) {
			speakers[i].Also = d.also[i]
		}
	}
	for _, t := range d.Document.Turns {
		if t.Speaker >= 0 {
			speakers[t.Speaker].Turns++
		}
	}
	return speakers
}

// remarks are what was assumed and warned of.
func (d *Draft) remarks() []string {
	remarks := slices.Clone(d.Assumed)
	for _, w := range d.Warnings {
		remarks = append(remarks, w.String())
	}
	return remarks
}

// ReadPlanned makes drafts of a file as [Read] does, and as the plan has it.
// What the plan leaves open is as the options say. A speaker of the plan that
// the file does not have is a [corpus.ErrNotFound].
func ReadPlanned(f decode.File, o Options, p *Planned) ([]Draft, error) {
	o.parts = p.Parts
	o.Case, o.Label = cmp.Or(p.Case, o.Case), cmp.Or(p.Document, o.Label)
	o.Language, o.Date, o.Kind = cmp.Or(p.Language, o.Language), cmp.Or(p.Date, o.Date), cmp.Or(p.Kind, o.Kind)
	drafts, err := Read(f, o)
	if err != nil {
		return nil, err
	}
	// What stands once before a colon may be a speaker all the same.
	if len(drafts) == 1 && p.stranger(&drafts[0]) != nil {
		for _, s := range p.Speakers {
			o.Labels = append(o.Labels, s.Found)
		}
		if drafts, err = Read(f, o); err != nil {
			return nil, err
		}
	}
	// A convention that is named is followed where one that is found would give
	// up, so it is named only where the plan has another.
	if d := &drafts[0]; len(drafts) == 1 && p.Convention != "" && d.convention != "" && o.Speakers == "" &&
		(d.convention != p.Convention || p.stranger(d) != nil) {
		o.Speakers = p.Convention
		if drafts, err = Read(f, o); err != nil {
			return nil, err
		}
	}
	if len(drafts) > 1 {
		return p.several(f, drafts, o)
	}
	if len(p.Parts) > 0 {
		return nil, corpus.Errorf(corpus.ErrNotFound, "%s of the plan: %s has no document %q: it is one", p.Parts[0].Place,
			f.Name, p.Parts[0].Part).WithHint("take the document out of the plan")
	}
	return drafts, drafts[0].cast(f.Name, p, o)
}

// speaker is the index of the speaker that a plan means, or -1.
func (d *Draft) speaker(s *PlannedSpeaker) int {
	i := slices.IndexFunc(d.Document.Speakers, func(o corpus.Speaker) bool { return o.Label == s.Found })
	if i < 0 {
		i = slices.IndexFunc(d.Document.Speakers, func(o corpus.Speaker) bool { return sameLabel(o.Label, s.Found) })
	}
	return i
}

// stranger is the first speaker of a plan that a file does not have.
func (p *Planned) stranger(d *Draft) *PlannedSpeaker {
	for i := range p.Speakers {
		if d.speaker(&p.Speakers[i]) < 0 {
			return &p.Speakers[i]
		}
	}
	return nil
}

// cast gives the speakers the labels, roles and cases that the plan has for
// them; name is for messages.
func (d *Draft) cast(name string, p *Planned, o Options) error {
	found := d.Document.Speakers
	if s := p.stranger(d); s != nil {
		return noSpeaker(s, name, found)
	}
	// What was doubtful has been looked through.
	d.Assumed = nil
	if from, to := d.doubts[0], d.doubts[1]; from < to {
		d.Warnings = slices.Delete(d.Warnings, from, to)
	}
	planned := make([]*PlannedSpeaker, len(found))
	for i := range p.Speakers {
		planned[d.speaker(&p.Speakers[i])] = &p.Speakers[i]
	}
	labels := make([]string, len(found))
	first := make(map[string]corpus.Speaker) // found, with the role it is to have
	cases := make(map[string]string)
	for i, s := range found {
		label, of := s.Label, d.SpeakerCases[i]
		if w := planned[i]; w != nil {
			label, s.Role, of = cmp.Or(w.Label, s.Label), cmp.Or(w.Role, s.Role), w.Case
		} else if len(p.Speakers) > 0 {
			d.warn("", "%s speaks and is not in the plan: taken for %s", s.Label, roleWords[s.Role])
		}
		if s.Role == nobody {
			continue
		}
		labels[i] = label
		if was, known := first[label]; !known {
			first[label] = s
		} else if was.Role != s.Role {
			return corpus.Errorf(corpus.ErrConflict, "the plan: %s and %s of %s are both called %s, and have two roles",
				was.Label, s.Label, name, label).
				WithHint("give them one role, or two names")
		}
		if of == "" || sameLabel(of, p.Case) {
			continue
		}
		if was := cases[label]; was != "" && was != of {
			return corpus.Errorf(corpus.ErrConflict, "the plan: %s of %s has two cases, %s and %s", label, name, was, of).
				WithHint("give them one case, or two names")
		}
		cases[label] = of
	}
	d.rename(labels)
	if len(o.Labels) > 0 { // without which a next version would not be read alike
		d.Document.Cast = make(map[string]string, len(found))
		for i, s := range found {
			d.Document.Cast[s.Label] = labels[i]
		}
	}
	d.SpeakerCases, d.also = make(map[int]string), nil
	for i := range d.Document.Speakers {
		s := &d.Document.Speakers[i]
		s.Role = first[s.Label].Role
		if of := cases[s.Label]; of != "" {
			d.SpeakerCases[i] = of
		}
	}
	if p.Case == "" && len(cases) > 0 {
		d.Case = ""
	}
	if d.Case == "" && len(cases) == 0 {
		return corpus.Errorf(corpus.ErrInvalid, "%s of the plan: neither %s nor one of its speakers has a case", p.Place, name).
			WithHint("write the case in the file's row, or in each participant's")
	}
	d.tellCast()
	d.head(o)
	return nil
}

// noSpeaker says that a speaker of a plan is not there, and who is.
func noSpeaker(s *PlannedSpeaker, name string, found []corpus.Speaker) error {
	labels := make([]string, len(found))
	for i := range found {
		labels[i] = found[i].Label
	}
	err := corpus.Errorf(corpus.ErrNotFound, "%s of the plan: %s has no speaker %q", s.Place, name, s.Found)
	if near := corpus.Nearest(s.Found, labels); near != "" {
		return err.WithHint("did you mean %s?", near)
	}
	return err.WithHint("its speakers are %s", strings.Join(labels[:min(len(labels), 20)], ", "))
}

// rename gives the speakers other labels; one without a label is nobody, and
// those with one label are one. The document remembers it.
func (d *Draft) rename(labels []string) {
	var speakers []corpus.Speaker
	to := make([]int, len(labels))
	cases := make(map[int]string)
	cast := make(map[string]string)
	for i, s := range d.Document.Speakers {
		if labels[i] != s.Label {
			cast[s.Label] = labels[i]
		}
		if labels[i] == "" {
			to[i] = corpus.NoSpeaker
			continue
		}
		s.Label = labels[i]
		if to[i] = slices.IndexFunc(speakers, func(o corpus.Speaker) bool { return o.Label == s.Label }); to[i] < 0 {
			to[i] = len(speakers)
			speakers = append(speakers, s)
		}
		if of := d.SpeakerCases[i]; of != "" && cases[to[i]] == "" {
			cases[to[i]] = of
		}
	}
	for i := range d.Document.Turns {
		if t := &d.Document.Turns[i]; t.Speaker >= 0 {
			t.Speaker = to[t.Speaker]
		}
	}
	d.Document.Speakers, d.SpeakerCases = speakers, cases
	if len(cast) > 0 {
		d.Document.Cast = cast
	}
}

// Recast gives the speakers the labels that a plan gave those of an earlier
// version: see [corpus.Document.Cast].
func (d *Draft) Recast(cast map[string]string) {
	labels := make([]string, len(d.Document.Speakers))
	for i, s := range d.Document.Speakers {
		labels[i] = s.Label
		if label, ok := cast[s.Label]; ok {
			labels[i] = label
		}
	}
	d.rename(labels)
	d.Document.Cast = cast
}

// roleWords are the roles in a sentence.
var roleWords = map[corpus.Role]string{
	corpus.RoleParticipant: "a participant", corpus.RoleInterviewer: "an interviewer", corpus.RoleOther: "somebody else",
}

// tellCast says how it is by the plan.
func (d *Draft) tellCast() {
	names := make([]string, len(d.Document.Speakers))
	for i, s := range d.Document.Speakers {
		names[i] = s.Label
		switch label := d.SpeakerCases[i]; {
		case label != "" && label != s.Label:
			names[i] += " (" + label + ")"
		case s.Role != corpus.RoleParticipant:
			names[i] += " (" + string(s.Role) + ")"
		}
	}
	what := "by the plan"
	if len(names) > 0 {
		what += ": " + strings.Join(names, ", ")
	}
	if d.Case != "" {
		what += "; case " + d.Case
	}
	d.assume("%s", what)
}
