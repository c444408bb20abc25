package intake

import (
	"cmp"
	"path"
	"strings"

	"framewise/corpus"
	"framewise/corpus/decode"
)

// fileName is what a file's name tells: P07_t1.es.docx.
type fileName struct {
	label    string // P07
	wave     string // t1
	language string // es
	date     string // 2026-05-03; by a pattern only
	beside   string // words that the label was picked out of
	sure     bool   // read by the user's pattern
}

var (
	nameLanguage = compileLater(`^(.+?)[._-](en|es|pt|fr|de|it|ca|gl|eu|nl|he|ar|zh|ja|hi|ru)` +
		`(?:[-_]([A-Z]{2}))?$`)
	nameWave  = compileLater(`^(.+?)[._-]([tTwW]\d{1,2}|wave\d{1,2})$`)
	nameAside = compileLater(`\s*[(\[][^()\[\]]*[)\]]\s*$`)
)

// fromName is what [Draft.caseFrom] says of a case that a file's name tells.
const fromName = "the file's name"

// parseName reads a file's name.
func parseName(name string) (n fileName) {
	name = withoutEnding(name)
	if m := nameLanguage().FindStringSubmatch(name); m != nil {
		name, n.language = m[1], m[2]
		if m[3] != "" {
			n.language += "-" + m[3]
		}
	}
	if id, beside, wave := nameID(name); id != "" {
		n.label, n.beside, n.wave = corpus.Label(id), beside, wave
		return n
	}
	if short := nameAside().ReplaceAllString(name, ""); corpus.Label(short) != "" {
		name = short
	}
	if m := nameWave().FindStringSubmatch(name); m != nil && corpus.Label(m[1]) != "" {
		name, n.wave = m[1], strings.ToLower(m[2])
	}
	n.label = citable(corpus.Label(name))
	return n
}

// withoutEnding is a file's name without its folder and what says its format.
func withoutEnding(name string) string {
	name = path.Base(strings.ReplaceAll(name, `\`, "/"))
	if ext := path.Ext(name); (len(ext) <= 6 || strings.EqualFold(ext, ".textgrid")) && len(ext) < len(name) {
		name = strings.TrimSuffix(name, ext)
	}
	name = strings.TrimSuffix(name, ".an") // of .an.xml, Akoma Ntoso
	return strings.TrimSpace(name)
}

// identify gives the draft its label, case, language and date.
func (d *Draft) identify(f decode.File, o Options) {
	d.doubts[0] = len(d.Warnings)
	n, fits := o.parse(f.Name)
	if !fits {
		d.warn("", "the file's name does not fit the pattern %s: it was read as others are", o.NamePattern)
	}
	doc := &d.Document
	doc.ID = corpus.NewID[corpus.DocumentID]()
	doc.Version = 1
	doc.Kind = o.Kind
	if doc.Kind == "" {
		doc.Kind = corpus.Transcript
	}
	doc.Source = path.Base(strings.ReplaceAll(f.Name, `\`, "/"))
	doc.TextHash = corpus.Hash(d.Text)
	doc.Convention = o.Speakers

	d.Case = o.Case
	if d.Case == "" {
		d.Case = n.label
		if named := d.participantInHead(); named != "" && (!isCode(n.label) || n.beside != "") && !n.sure {
			d.Case = named
			d.caseFrom = "the head of the transcript"
		} else {
			d.caseFrom, d.sureName, d.Beside = fromName, n.sure, n.beside
		}
		if d.Beside != "" {
			d.warn("", "%s was taken from the file's name, and %q left: name the case if that is wrong", d.Case, d.Beside)
		}
	}
	if d.Case == "" {
		d.Case = "document"
		d.warn("", "the file's name gives no label: name the case")
	}
	doc.Label = o.Label
	if doc.Label == "" {
		doc.Label = d.Case
		if n.wave != "" {
			doc.Label += "." + n.wave
			d.assume("wave %s, from the file's name: the document is %s", n.wave, doc.Label)
		}
	}
	switch {
	case o.Language != "":
		doc.Language = o.Language
	case n.language != "":
		doc.Language = n.language
		d.assume("language %s, from the file's name", n.language)
	case d.languageInHead() != "":
		doc.Language = d.languageInHead()
		d.assume("language %s, as the file says", doc.Language)
	default:
		var told bool
		switch doc.Language, told = tellLanguage(d.Text, o.StudyLanguage); {
		case told:
			d.assume("language %s, from the words", doc.Language)
		case doc.Language != "":
			d.assume("language %s, which is the project's", doc.Language)
		default:
			d.warn("", "the language was not recognised: name it, since searches depend on it")
		}
	}
	d.setDate(o, path.Base(doc.Source), n.date)
}

var participantFields = set(
	"participant participant_id participant_code participant_number codigo_del_participante participante",
	"interviewee",
	"codigo code id case caso teilnehmer teilnehmerin respondent case_id participant_no",
)

// participantInHead is the code of the participant that the head gives.
func (d *Draft) participantInHead() string {
	for _, p := range d.Properties {
		if value := firstField(p[1]); participantFields[fold(p[0])] && isCode(value) {
			return corpus.Label(value)
		}
	}
	return ""
}

// languageInHead is the language that a field of the file names with a code:
// es, en-GB, spa.
func (d *Draft) languageInHead() string {
	for _, p := range d.Properties {
		if key := fold(p[0]); key != "language" && key != "languages" && key != "lang" {
			continue
		}
		o := Options{Language: p[1]}
		if o.check() == nil && o.Language != "mul" {
			return o.Language
		}
	}
	return ""
}

func (d *Draft) setDate(o Options, name, inName string) {
	if o.Date != "" {
		d.Document.Date = o.Date
		return
	}
	if inName != "" {
		d.Document.Date = inName
		d.assume("date %s, from the file's name", inName)
		return
	}
	for _, p := range d.Properties {
		key := fold(p[0])
		if key != "date" && key != "fecha" && key != "data" && key != "datum" && key != "interview date" &&
			key != "fecha de la entrevista" && key != "date of interview" {
			continue
		}
		date, doubt := parseDate(p[1])
		switch {
		case date != "":
			d.Document.Date = date
			d.assume("date %s, from the head of the transcript", date)
			return
		case doubt:
			d.warn("", "the date %s may be read two ways and was left out: name it as 2026-04-30", p[1])
		}
	}
	if m := isoDate().FindString(name); m != "" {
		if date, _ := parseDate(m); date != "" {
			d.Document.Date = date
			d.assume("date %s, from the file's name", date)
			return
		}
	}
	if date := d.dayInHead(); date != "" {
		d.Document.Date = date
		d.assume("date %s, from a day of the week with its date above the talk", date)
	}
}

// dayInHead is the one date that stands with its day of the week before
// anybody speaks, as in the title of minutes: Tuesday, 30 March 2021.
func (d *Draft) dayInHead() string {
	const most = 30 // lines
	text := corpus.NewText(d.Text)
	end, talk := text.Len(), false
	for i := range d.Document.Turns {
		if d.Document.Turns[i].Speaker != corpus.NoSpeaker {
			end, talk = d.Document.Turns[i].Span.Start, true
			break
		}
	}
	found := ""
	n := 0
	for line := range strings.Lines(text.Slice(corpus.Span{Start: 0, End: end})) {
		if n++; n > most {
			break
		}
		// Where nobody is known to speak it may be said, but for a line of its own.
		if len(line) > 200 || !hasWeekday(line) || !talk && len(strings.Fields(line)) > 5 {
			continue
		}
		date, _ := parseDate(line)
		if date != "" && found != "" && found != date {
			return ""
		}
		found = cmp.Or(found, date)
	}
	return found
}
