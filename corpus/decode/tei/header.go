package tei

import (
	"encoding/xml"
	"errors"
	"io"
	"strconv"
	"strings"
	"time"

	"framewise/corpus/decode"
)

// header reads the header: titles, the date of what was said, persons, and a
// timeline where it stands there.
func (r *reader) header() error {
	var title, otherTitle, date, otherDate string
	var path []string
	within := func(name string) bool {
		for _, p := range path {
			if p == name {
				return true
			}
		}
		return false
	}
	for end := r.x.Depth() - 1; r.x.Depth() > end; {
		t, err := r.x.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		e, ok := t.(xml.StartElement)
		if !ok {
			if _, ok := t.(xml.EndElement); ok && len(path) > 0 {
				path = path[:len(path)-1]
			}
			continue
		}
		switch e.Name.Local {
		case "listPerson", "particDesc":
			if err := r.listPersons(); err != nil {
				return err
			}
			continue
		case "timeline":
			if err := r.timeline(e); err != nil {
				return err
			}
			continue
		case "title":
			if !within("titleStmt") {
				break
			}
			language, kind := decode.Attr(e, "lang"), decode.Attr(e, "type")
			text, err := r.text()
			if err != nil {
				return err
			}
			switch {
			case kind != "" && kind != "main":
			case title == "" && (language == "" || language == r.language):
				title = text
			case otherTitle == "":
				otherTitle = text
			}
			continue
		case "date":
			when := decode.Attr(e, "when")
			if when == "" {
				if when, err = r.text(); err != nil {
					return err
				}
			} else if err := r.x.Skip(); err != nil {
				return err
			}
			switch {
			case within("setting") || within("settingDesc") || within("recording"):
				date = when
			case within("sourceDesc") && otherDate == "":
				otherDate = when
			}
			continue
		}
		path = append(path, e.Name.Local)
	}
	for _, m := range [][2]string{
		{"title", or(title, otherTitle)}, {"date", or(date, otherDate)},
	} {
		if m[1] = decode.Clean(m[1]); m[1] != "" && len(m[1]) < 1000 {
			r.g.Meta = append(r.g.Meta, m)
		}
	}
	return nil
}

func or(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// listPersons reads persons and their names, to the end of the list.
func (r *reader) listPersons() error {
	id := ""
	return r.x.Elements(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "person", "personGrp":
			id = decode.Attr(e, "id")
			if n := decode.Attr(e, "n"); n != "" && id != "" && r.persons[id] == "" {
				r.persons[id] = n
			}
			return r.describe(id, e)
		case "age", "sex", "gender":
			value := decode.Attr(e, "value")
			if value == "" {
				var err error
				if value, err = r.text(); err != nil {
					return err
				}
			}
			return r.field(id, e.Name.Local, value)
		case "persName", "name":
			name, err := r.personName()
			if err != nil {
				return err
			}
			if _, done := r.persons[id]; name != "" && id != "" && !done {
				if err := r.g.Spend(len(name) + 20); err != nil {
					return err
				}
				r.persons[id] = name
			}
		}
		return nil
	})
}

// person is what the list tells of a person beside the name.
type person struct {
	id, role string
	fields   [][2]string
}

// describe notes the role, the age and the sex that a person's element has.
func (r *reader) describe(id string, e xml.StartElement) error {
	if id == "" {
		return nil
	}
	r.about = append(r.about, person{id: id, role: decode.Attr(e, "role")})
	if err := r.g.Spend(len(decode.Attr(e, "role")) + 20); err != nil {
		return err
	}
	for _, name := range []string{"age", "sex", "gender"} {
		if err := r.field(id, name, decode.Attr(e, name)); err != nil {
			return err
		}
	}
	return nil
}

// field adds what is told of the person that was described last.
func (r *reader) field(id, name, value string) error {
	n := len(r.about) - 1
	if value = decode.Clean(value); value == "" || n < 0 || r.about[n].id != id {
		return nil
	}
	for _, f := range r.about[n].fields {
		if f[0] == name {
			return nil
		}
	}
	r.about[n].fields = append(r.about[n].fields, [2]string{name, value})
	return r.g.Spend(len(value) + 20)
}

// people tells what the list says of those who speak.
func (r *reader) people() {
	spoke := make(map[string]string)
	for i := range r.g.Blocks {
		if id := reference(r.whos[i].id); id != "" && spoke[id] == "" {
			spoke[id] = r.g.Blocks[i].Speaker
		}
	}
	for _, p := range r.about {
		if label := spoke[p.id]; label != "" && (p.role != "" || len(p.fields) > 0) {
			r.g.People = append(r.g.People, decode.Person{Speaker: label, Role: p.role, Fields: p.fields})
			delete(spoke, p.id)
		}
	}
}

// personName reads a name in its parts, the first name first.
func (r *reader) personName() (string, error) {
	var first, last, rest decode.Prose
	at := &rest
	for end := r.x.Depth() - 1; r.x.Depth() > end; {
		t, err := r.x.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return "", err
		}
		switch t := t.(type) {
		case xml.StartElement:
			switch t.Name.Local {
			case "forename":
				at = &first
			case "surname", "nameLink":
				at = &last
			case "roleName", "genName", "addName":
				if err := r.x.Skip(); err != nil {
					return "", err
				}
			}
			at.Space()
		case xml.EndElement:
			at = &rest
		case xml.CharData:
			at.Write(string(t))
		}
	}
	name := strings.TrimSpace(first.Take() + " " + last.Take())
	if name == "" {
		name = rest.Take()
	}
	return name, nil
}

// timeline reads the points of time that utterances refer to.
func (r *reader) timeline(e xml.StartElement) error {
	unit := decode.Attr(e, "unit")
	for end := r.x.Depth() - 1; r.x.Depth() > end; {
		t, err := r.x.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		e, ok := t.(xml.StartElement)
		if !ok || e.Name.Local != "when" {
			continue
		}
		id := decode.Attr(e, "id")
		if id == "" {
			continue
		}
		if err := r.g.Spend(20); err != nil {
			return err
		}
		if interval := decode.Attr(e, "interval"); interval != "" {
			u := or(decode.Attr(e, "unit"), unit)
			d, ok := seconds(interval, u)
			since, known := r.times[reference(decode.Attr(e, "since"))]
			if ok && (known || decode.Attr(e, "since") == "" || len(r.times) <= 1) {
				r.times[id] = since + d
			}
			continue
		}
		at := decode.Attr(e, "absolute")
		if d, ok := absolute(at); ok || at == "" && len(r.times) == 0 {
			r.times[id] = d
		}
	}
	return nil
}

// seconds reads a number of seconds, or of what the unit says.
func seconds(s, unit string) (time.Duration, bool) {
	n, err := strconv.ParseFloat(strings.TrimSpace(s), 64)
	if unit == "ms" {
		n /= 1000
	} else if unit == "min" {
		n *= 60
	}
	if err != nil || !(n >= 0) || n > 1e7 {
		return 0, false
	}
	return time.Duration(n*1000+0.5) * time.Millisecond, true
}

// absolute reads hh:mm:ss or a number of seconds.
func absolute(s string) (time.Duration, bool) {
	if d, ok := seconds(s, ""); ok {
		return d, true
	}
	t, err := time.Parse("15:04:05", strings.TrimSpace(s)) // with or without a fraction
	if err != nil {
		return 0, false
	}
	return t.Sub(t.Truncate(24 * time.Hour)), true
}
