package intake

import (
	"slices"
	"strings"
	"unicode/utf8"

	"framewise/corpus"
)

// aboutFields are the fields of a head that tell of the participant, the words
// for one thing in a line. Who interviewed or wrote down is no such field, and
// the date of birth would name the participant.
var aboutFields = []map[string]bool{
	set("age edad idade alter eta edat"),
	set("gender genero genre genere geslacht"),
	set("sex sexo sexe sesso geschlecht"),
	set("diagnosis diagnostico diagnose diagnosi diagnostic primary_diagnosis diagnostico_principal"),
	set("education education_level educacion educacao nivel_educacional nivel_educativo escolaridad escolaridade"),
	set("occupation ocupacion ocupacao profession profesion profissao employment employment_status"),
	set("ethnicity etnia ethnic_group ethnie"),
	set("nationality nacionalidad nacionalidade nationalitat nazionalita"),
	set("marital_status estado_civil familienstand"),
	set("site sitio study_site"),
}

// SameField says whether two names are of one thing that a head tells of a
// participant: edad and Age.
func SameField(a, b string) bool {
	a, b = fold(a), fold(b)
	return a == b || slices.ContainsFunc(aboutFields, func(words map[string]bool) bool { return words[a] && words[b] })
}

func aboutParticipant(name string) bool {
	key := fold(name)
	return slices.ContainsFunc(aboutFields, func(words map[string]bool) bool { return words[key] })
}

// scribeWords name who wrote a transcript down.
var scribeWords = set("transcriber transcriptor transcriptora transcribed_by transcrito_por transkription")

var (
	// A second field in a line of the head: Age: 34; Gender: woman.
	nextField = compileLater(`(?:\s{2,}|\t|\s*[;|,/·•]\s*)([\p{L}][\p{L} ]{1,29}):\s*`)
	years     = compileLater(`(?i)^(\d{1,3})\s*(?:years?|yrs?|y\.?\s?o\.?|años|anos|jahre|ans|anni)?(?:\s+old|\s+de edad)?\.?$`)
)

// maxField is how many characters a property of a person has at most.
const maxField = 80

// maxProperties is how many lines of its head a document keeps.
const maxProperties = 60

// head finds what the head tells of the participant, and tells that it does.
func (d *Draft) head(o Options) {
	d.Head = nil
	if o.NoAttributes {
		return
	}
	for _, p := range d.Properties {
		key, _, _ := splitNumber(fold(p[0]))
		if interviewerWords[key] || askedBy[key] || scribeWords[key] {
			continue // and so is what stands behind it
		}
		name, rest := p[0], p[1]
		for name != "" {
			value, next := rest, ""
			if m := nextField().FindStringSubmatchIndex(rest); m != nil {
				value, next, rest = rest[:m[0]], rest[m[2]:m[3]], rest[m[1]:]
			}
			d.addHead(name, value)
			name = next
		}
	}
	for _, f := range d.toldOfParticipant() {
		d.addHead(f[0], f[1])
	}
	d.tellHead()
}

// toldOfParticipant are the fields that the file has for the one participant.
func (d *Draft) toldOfParticipant() (fields [][2]string) {
	var main *corpus.Speaker
	for i := range d.Document.Speakers {
		if s := &d.Document.Speakers[i]; s.Role == corpus.RoleParticipant {
			if main != nil {
				return nil
			}
			main = s
		}
	}
	for _, p := range d.told {
		if main != nil && sameLabel(p.Speaker, main.Label) {
			fields = append(fields, p.Fields...)
		}
	}
	return fields
}

func (d *Draft) addHead(name, value string) {
	name, value = strings.TrimSpace(name), strings.TrimSpace(value)
	if !aboutParticipant(name) || value == "" || utf8.RuneCountInString(value) > maxField ||
		slices.ContainsFunc(d.Head, func(f [2]string) bool { return SameField(f[0], name) }) {
		return
	}
	if m := years().FindStringSubmatch(value); m != nil && aboutFields[0][fold(name)] {
		value = m[1]
	}
	d.Head = append(d.Head, [2]string{name, value})
}

// tellHead says that the case has attributes from the head. Of a talk of
// several nobody knows whose they are.
func (d *Draft) tellHead() {
	if d.Case == "" {
		d.Head = nil
	}
	if len(d.Head) == 0 {
		return
	}
	names := make([]string, len(d.Head))
	for i, f := range d.Head {
		names[i] = f[0]
	}
	d.assume("attributes of %s from the head of the transcript: %s", d.Case, strings.Join(names, ", "))
}

// properties are the lines of the head and the front matter, as a document
// keeps them: what is long is its text's.
func (d *Draft) properties() (kept [][2]string) {
	for _, p := range d.Properties {
		if len(kept) < maxProperties && utf8.RuneCountInString(p[1]) <= 4*maxField {
			kept = append(kept, p)
		}
	}
	return kept
}
