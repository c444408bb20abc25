package intake

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"framewise/corpus"
)

// PlanEntry is what a person has written of a file, of one of its documents or
// of one of its speakers. What is empty is found out.
type PlanEntry struct {
	File                           string
	Import                         string // yes or no
	Part                           string // one of several documents, as the file has it
	Document, Case, Language, Date string
	Kind, Convention               string
	Found                          string // the speaker's label as in the file
	Speaker, Role                  string

	// Place says where a field stands: row 3, line 12. Fields are called as the
	// columns of a table are; an empty name is the entry itself.
	Place func(field string) string
}

// PlanReader puts the entries of a plan together, in whatever form they were
// written, and gathers what is wrong with them. The zero value is ready.
type PlanReader struct {
	plan     []Planned
	files    map[string]int // index into plan
	problems []string
}

// File takes the entry of a file.
func (r *PlanReader) File(e PlanEntry) {
	e.trim()
	p := r.file(&e)
	if p == nil {
		return
	}
	if p.Place != "" {
		r.wrong(&e, planFile, "%s is there already, %s", e.File, p.Place)
		return
	}
	take, ok := planChoice(e.Import)
	if !ok {
		r.wrong(&e, planImport, "%q is neither yes nor no", e.Import)
	}
	p.Place, p.Skip = e.Place(""), !take
	p.Document, p.Case = r.label(&e, planDocument, e.Document), r.label(&e, planCase, e.Case)
	p.Convention = e.Convention
	if p.Kind = corpus.DocumentKind(strings.ToLower(e.Kind)); p.Kind != "" && !slices.Contains(plannedKinds, p.Kind) {
		r.wrong(&e, planKind, "%s", notAmong(string(p.Kind), "kind of document", words(plannedKinds)))
	}
	p.Language, p.Date = r.languageAndDate(&e)
}

// Document takes the entry of one of the documents of a file with several.
func (r *PlanReader) Document(e PlanEntry) {
	e.trim()
	p := r.file(&e)
	if p == nil {
		return
	}
	if e.Part == "" {
		r.wrong(&e, planPart, "which document it is, as found in the file, is missing")
		return
	}
	d := p.part(e.Part)
	if d.Place != "" {
		r.wrong(&e, planPart, "%s is there already, %s", e.Part, d.Place)
		return
	}
	take, ok := planChoice(e.Import)
	if !ok {
		r.wrong(&e, planImport, "%q is neither yes nor no", e.Import)
	}
	for _, f := range [][2]string{{planKind, e.Kind}, {planConvention, e.Convention}} {
		if f[1] != "" {
			r.wrong(&e, f[0], "%q is for the whole of a file: write it there", f[0])
		}
	}
	d.Place, d.Skip = e.Place(""), !take
	d.Document, d.Case = r.label(&e, planDocument, e.Document), r.label(&e, planCase, e.Case)
	d.Language, d.Date = r.languageAndDate(&e)
}

func (r *PlanReader) languageAndDate(e *PlanEntry) (string, string) {
	language, date := Options{Language: e.Language}, Options{Date: e.Date}
	if err := language.check(); err != nil {
		r.wrong(e, planLanguage, "%v", err)
	}
	if err := date.check(); err != nil {
		r.wrong(e, planDate, "%v", err)
	}
	return language.Language, date.Date
}

// part finds or makes what a plan has for one of several documents.
func (p *Planned) part(found string) *PlannedDocument {
	for i := range p.Parts {
		if p.Parts[i].Part == found {
			return &p.Parts[i]
		}
	}
	p.Parts = append(p.Parts, PlannedDocument{Part: found})
	return &p.Parts[len(p.Parts)-1]
}

// Speaker takes the entry of a speaker.
func (r *PlanReader) Speaker(e PlanEntry) {
	e.trim()
	p := r.file(&e)
	if p == nil {
		return
	}
	if e.Found == "" {
		r.wrong(&e, planFound, "whose label it is, as found in the file, is missing")
		return
	}
	if take, _ := planChoice(e.Import); !take {
		r.wrong(&e, planImport, "only files and documents are left out; a speaker who is none has the role %s", nobody)
	}
	s := PlannedSpeaker{
		Found: e.Found, Label: e.Speaker, Role: corpus.Role(strings.ToLower(e.Role)), Case: r.label(&e, planCase, e.Case),
		Place: e.Place(""),
	}
	if s.Role != "" && !slices.Contains(plannedRoles, s.Role) {
		r.wrong(&e, planRole, "%s", notAmong(string(s.Role), "role", words(plannedRoles)))
	}
	speakers := &p.Speakers
	if e.Part != "" {
		speakers = &p.part(e.Part).Speakers
	}
	if i := slices.IndexFunc(*speakers, func(o PlannedSpeaker) bool { return o.Found == s.Found }); i >= 0 {
		r.wrong(&e, planFound, "%s is there already, %s", s.Found, (*speakers)[i].Place)
	}
	*speakers = append(*speakers, s)
}

func (e *PlanEntry) trim() {
	for _, s := range []*string{
		&e.File, &e.Import, &e.Part, &e.Document, &e.Case, &e.Language, &e.Date, &e.Kind, &e.Convention, &e.Found,
		&e.Speaker, &e.Role,
	} {
		*s = strings.TrimSpace(*s)
	}
}

// file finds or makes the plan of an entry's file; nil where none is named.
func (r *PlanReader) file(e *PlanEntry) *Planned {
	if e.File == "" {
		r.wrong(e, planFile, "no file is named")
		return nil
	}
	name := filepath.Clean(e.File)
	at, known := r.files[name]
	if !known {
		if r.files == nil {
			r.files = make(map[string]int)
		}
		at = len(r.plan)
		r.files[name] = at
		r.plan = append(r.plan, Planned{File: e.File})
	}
	return &r.plan[at]
}

// label is a name that locators cite.
func (r *PlanReader) label(e *PlanEntry, field, s string) string {
	if l := corpus.Label(s); l != s {
		r.wrong(e, field, "%q can't be cited: write it as %s", s, l)
	}
	return s
}

func (r *PlanReader) wrong(e *PlanEntry, field, format string, args ...any) {
	r.problems = append(r.problems, e.Place(field)+": "+fmt.Sprintf(format, args...))
}

// Plan is the plan of all entries; name is for messages. The error is a
// [corpus.ErrInvalid] that says what is wrong, and where.
func (r *PlanReader) Plan(name string) ([]Planned, error) {
	for i := range r.plan { // of some only speakers have entries, or documents
		p := &r.plan[i]
		for j := range p.Parts {
			if d := &p.Parts[j]; d.Place == "" && len(d.Speakers) > 0 {
				d.Place = d.Speakers[0].Place
			}
		}
		switch {
		case p.Place != "":
		case len(p.Speakers) > 0:
			p.Place = p.Speakers[0].Place
		case len(p.Parts) > 0:
			p.Place = p.Parts[0].Place
		}
	}
	if len(r.problems) > 0 {
		const most = 10
		if more := len(r.problems) - most; more > 0 {
			r.problems = append(r.problems[:most], fmt.Sprintf("and %d more", more))
		}
		return nil, corpus.Errorf(corpus.ErrInvalid, "%s: %s", name, strings.Join(r.problems, "; ")).
			WithHint("mend the plan: nothing was imported")
	}
	if len(r.plan) == 0 {
		return nil, corpus.Errorf(corpus.ErrInvalid, "%s names no files", name)
	}
	return r.plan, nil
}

// planChoice reads whether a file is taken.
func planChoice(s string) (take, ok bool) {
	switch strings.ToLower(s) {
	case "", "yes", "y", "true", "1", "x", "sí", "si", "import":
		return true, true
	case "no", "n", "false", "0", "-", "skip":
		return false, true
	}
	return false, false
}

func notAmong(said, what string, names []string) string {
	if near := corpus.Nearest(said, names); near != "" {
		return fmt.Sprintf("%q is no %s: did you mean %s?", said, what, near)
	}
	return fmt.Sprintf("%q is no %s: use %s", said, what, strings.Join(names, ", "))
}
