package project

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"framewise/corpus"
	"framewise/corpus/intake"
	"framewise/corpus/pseudonym"
	"framewise/framework/store"
)

// ReadKey reads a key of pseudonyms from a table: a column of names, one of
// pseudonyms, and if wanted one of other forms of the name with semicolons
// between them ("Marita=Anita" gives a form its own pseudonym) and one that
// says whether the name is also looked for in small letters.
func ReadKey(name string, content []byte, sheet string) (*pseudonym.Key, error) {
	t, _, err := readTable(name, content, sheet,
		[]string{"name", "pseudonym", "forms", "any case"}, []string{"name", "pseudonym"})
	if err != nil {
		return nil, err
	}
	var entries []pseudonym.Entry
	for _, row := range t.Rows {
		e := pseudonym.Entry{
			Row: row.Number, Name: t.cell(row, "name"), Pseudonym: t.cell(row, "pseudonym"),
			AnyCase: yes(t.cell(row, "any case")),
		}
		if e.Name == "" && e.Pseudonym == "" {
			continue
		}
		e.Forms = strings.FieldsFunc(t.cell(row, "forms"), func(r rune) bool { return r == ';' || r == '|' || r == '\n' })
		entries = append(entries, e)
	}
	if len(entries) == 0 {
		return nil, corpus.Errorf(corpus.ErrInvalid, "%s names nobody", name).
			WithHint("write a name and its pseudonym in each row")
	}
	return pseudonym.NewKey(entries)
}

// Replaced tells where one line of a key was put in.
type Replaced struct {
	Name      string   `json:"name"`
	Pseudonym string   `json:"pseudonym"`
	Count     int      `json:"count"`
	Places    []string `json:"places,omitempty"` // locators, each once
	// Small are the places where the name may stand in small letters and was
	// left.
	Small []string `json:"small,omitempty"`
}

// replacedIn tells where a key was put into drafts that became documents.
func replacedIn(k *pseudonym.Key, drafts []intake.Draft, documents []corpus.Document) []Replaced {
	told := tally{key: k, of: make([]Replaced, len(k.Entries()))}
	for i := range min(len(drafts), len(documents)) {
		if drafts[i].Replaced != nil {
			told.add(&documents[i], drafts[i].Replaced)
		}
	}
	return told.list()
}

// tally adds up where pseudonyms were put in.
type tally struct {
	key *pseudonym.Key
	of  []Replaced // one an entry
}

func (t *tally) add(d *corpus.Document, r *pseudonym.Replaced) {
	once := func(list []string, s corpus.Span) []string {
		place := d.Locator(s).String()
		if len(list) > 0 && list[len(list)-1] == place {
			return list
		}
		return append(list, place)
	}
	for _, c := range r.Changes {
		of := &t.of[c.Entry]
		of.Count++
		of.Places = once(of.Places, c.Is)
	}
	for _, s := range r.Small {
		t.of[s.Entry].Small = once(t.of[s.Entry].Small, s.At)
	}
}

// list is what was found, in the order of the key.
func (t *tally) list() []Replaced {
	var list []Replaced
	for i, e := range t.key.Entries() {
		if r := t.of[i]; r.Count > 0 || len(r.Small) > 0 {
			r.Name, r.Pseudonym = e.Name, e.Pseudonym
			list = append(list, r)
		}
	}
	return list
}

// PastNames counts the texts that no document has any more, those of earlier
// versions and of what was undone, in which names of a key still stand. A
// project keeps them for undo; a copy ([Project.Pseudonymise]) has none of them.
func (p *Project) PastNames(ctx context.Context, k *pseudonym.Key) (texts int, err error) {
	err = p.store.View(ctx, func(r store.Reader) error {
		past, err := r.PastTexts(ctx)
		if err != nil {
			return err
		}
		for _, at := range past {
			text, err := r.Text(ctx, at.Document, at.Version)
			if err != nil {
				return err
			}
			if len(k.Replace(text.String()).Changes) > 0 {
				texts++
			}
		}
		return nil
	})
	return texts, err
}

// Sighting is something that looks as if it told who somebody is, with the
// places where it stands.
type Sighting struct {
	Kind   pseudonym.Kind `json:"kind"`
	What   string         `json:"what,omitempty"`
	Text   string         `json:"text"`
	Count  int            `json:"count"`
	Places []string       `json:"places"` // locators, each once
}

// Identifiers looks through documents, or all where none is named, for what
// still looks as if it told who somebody is: names, telephone numbers,
// addresses, identity numbers. They are hints for a person to judge, the most
// telling kinds first. progress, which may be nil, is told each document.
func (p *Project) Identifiers(ctx context.Context, names []string, progress func()) (found []Sighting, err error) {
	err = p.store.View(ctx, func(r store.Reader) error {
		found, err = identifiers(ctx, r, names, progress)
		return err
	})
	return found, err
}

func identifiers(ctx context.Context, r store.Reader, names []string, progress func()) ([]Sighting, error) {
	all, err := allDocuments(ctx, r)
	if err != nil {
		return nil, err
	}
	wanted := all
	if len(names) > 0 {
		cases, err := r.Cases(ctx)
		if err != nil {
			return nil, err
		}
		wanted = nil
		for _, name := range names {
			some, err := documentsNamed(all, cases, name)
			if err != nil {
				return nil, err
			}
			wanted = append(wanted, some...)
		}
	}
	// Which words are names is learned from all documents of a language.
	finders := make(map[string]*pseudonym.Finder)
	language := func(d *corpus.Document) string { language, _, _ := strings.Cut(d.Language, "-"); return language }
	for i := range all {
		d := &all[i]
		f := finders[language(d)]
		if f == nil {
			f = pseudonym.NewFinder(language(d))
			finders[language(d)] = f
		}
		err := eachTurn(ctx, r, d, func(_ corpus.Span, words string) { f.Learn(words) })
		if err != nil {
			return nil, err
		}
	}
	type sign struct{ kind, what, text string }
	at := make(map[sign]int)
	var found []Sighting
	see := func(kind pseudonym.Kind, what, text, place string) {
		key := sign{string(kind), what, text}
		i, known := at[key]
		if !known {
			i = len(found)
			at[key] = i
			found = append(found, Sighting{Kind: kind, What: what, Text: text})
		}
		s := &found[i]
		s.Count++
		if len(s.Places) == 0 || s.Places[len(s.Places)-1] != place {
			s.Places = append(s.Places, place)
		}
	}
	for i := range wanted {
		d := &wanted[i]
		f := finders[language(d)]
		for _, s := range d.Speakers {
			if s.Role != corpus.RoleInterviewer && pseudonym.NameLike(s.Label) {
				see(pseudonym.Name, "speaker", s.Label, d.Label)
			}
		}
		err := eachTurn(ctx, r, d, func(turn corpus.Span, words string) {
			for _, id := range f.Find(words) {
				see(id.Kind, id.What, id.Text, d.Locator(turn).String())
			}
		})
		if err != nil {
			return nil, err
		}
		if progress != nil {
			progress()
		}
	}
	slices.SortStableFunc(found, func(a, b Sighting) int {
		return cmp.Or(cmp.Compare(slices.Index(pseudonym.Kinds, a.Kind), slices.Index(pseudonym.Kinds, b.Kind)),
			cmp.Compare(b.Count, a.Count))
	})
	return found, nil
}

// eachTurn hands out the words of every turn.
func eachTurn(ctx context.Context, r store.Reader, d *corpus.Document, fn func(corpus.Span, string)) error {
	text, err := r.Text(ctx, d.ID, d.Version)
	if err != nil {
		return err
	}
	for _, t := range d.Turns {
		fn(t.Span, text.Slice(t.Span))
	}
	return nil
}
