package project

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"

	"framewise/corpus"
	"framewise/corpus/decode"
	"framewise/corpus/intake"
	"framewise/framework/audit"
	"framewise/framework/store"
)

// Source is a file to be imported.
type Source struct {
	Name string // for messages; the file's name without its folder is kept
	Read func() ([]byte, error)
	// Folder is where the recordings are looked for that the file names; empty
	// is nowhere.
	Folder string
	As     *intake.Planned // how it is to be read; nil is as found
}

// FileSource is a file on disk.
func FileSource(path string) Source {
	return Source{Name: path, Folder: filepath.Dir(path), Read: func() ([]byte, error) {
		info, err := os.Stat(path)
		if err != nil {
			return nil, FileError(path, err)
		}
		if !info.Mode().IsRegular() {
			return nil, corpus.Errorf(corpus.ErrInvalid, "%s is not a file", path)
		}
		if limit := decode.DefaultLimits.FileBytes; info.Size() > limit {
			return nil, corpus.Errorf(corpus.ErrInvalid, "%s has %d MB; the limit is %d MB", path, info.Size()>>20, limit>>20).
				WithHint("is it a recording? import its transcript")
		}
		content, err := os.ReadFile(path)
		return content, FileError(path, err)
	}}
}

// FileError says in a person's words why a file or folder can't be read, and
// what to do. It is nil where err is.
func FileError(path string, err error) error {
	if err == nil {
		return nil
	}
	var at *fs.PathError
	if errors.As(err, &at) {
		err = at.Err
	}
	info, failed := os.Lstat(path)
	link := failed == nil && info.Mode()&fs.ModeSymlink != 0
	switch {
	case errors.Is(err, fs.ErrNotExist) && link:
		return corpus.Errorf(corpus.ErrNotFound, "%s is a link, and what it leads to is not there", path).
			WithHint("name the file itself")
	case errors.Is(err, fs.ErrNotExist):
		return corpus.Errorf(corpus.ErrNotFound, "there is no file %s", path)
	case errors.Is(err, fs.ErrPermission):
		return corpus.Errorf(corpus.ErrInvalid, "%s may not be read by you", path).
			WithHint("ask its owner for the permission, or for a copy")
	case link:
		return corpus.Errorf(corpus.ErrInvalid, "%s is a link that can't be followed to its end: %v", path, err).
			WithHint("name the file itself")
	}
	return corpus.Errorf(corpus.ErrInvalid, "%s can't be read: %v", path, err).
		WithHint("look whether it opens in another program")
}

// ImportOptions say how files are read, and what of them is kept.
type ImportOptions struct {
	intake.Options
	// WithoutOriginals keeps the texts only, and not the files that they came
	// in. Where pseudonyms are put in, no file is kept in any case: it has the
	// names.
	WithoutOriginals bool
	// CommentsInto names the document that the margin comments of the files go
	// to: a colleague's copy of the same transcript makes no second document.
	CommentsInto string
	// OwnRecordings says that the caller names the recordings, so that those
	// that the files name are told in [Imported] and not looked for.
	OwnRecordings bool
}

// Imported is what became of one file.
type Imported struct {
	File      string            `json:"file"`
	Documents []corpus.Document `json:"-"`
	Labels    []string          `json:"documents,omitempty"` // P07, P07.en
	Cases     []string          `json:"cases,omitempty"`
	Turns     int               `json:"turns"`
	Codings   int               `json:"codings,omitempty"` // made of margin comments
	Known     string            `json:"known,omitempty"`   // the document that holds this file, or its very text, already
	Replaced  []Replaced        `json:"replaced,omitempty"`
	Assumed   []string          `json:"assumed,omitempty"`
	Warnings  []string          `json:"warnings,omitempty"`
	Recording string            `json:"recording,omitempty"` // its file's name, as the file says
	Err       error             `json:"-"`
	Idle      []string          `json:"-"` // options that say nothing of such a file

	made []string // attributes
}

// Import reads files into the project: each is one act, all are one batch. A
// file that cannot be read is reported in its [Imported] and does not keep the
// others out; the error is then an [ErrPartly]. A file whose very content is in
// the project is not imported again. progress, which may be nil, is told each
// file when it is done.
func (p *Project) Import(ctx context.Context, sources []Source, o ImportOptions, progress func(Imported)) ([]Imported, error) {
	defer frugal()()
	batch := corpus.NewID[string]()
	var results []Imported
	if err := p.studyLanguage(ctx, &o); err != nil {
		return nil, err
	}
	failed := 0
	for _, source := range sources {
		if err := ctx.Err(); err != nil {
			return results, err
		}
		result := p.importFile(ctx, source, batch, o)
		if errors.Is(result.Err, context.Canceled) || errors.Is(result.Err, store.ErrLocked) {
			return results, result.Err
		}
		if result.Err != nil {
			failed++
		}
		if progress != nil {
			progress(result)
		}
		results = append(results, result)
	}
	if err := p.typeAttributes(ctx, results, batch); err != nil {
		return results, err
	}
	if failed > 0 {
		err := corpus.Errorf(ErrPartly, "%d of %d files could not be imported", failed, len(sources))
		if failed < len(sources) {
			err = err.WithHint("the others are in")
		}
		return results, err
	}
	return results, nil
}

// frugal makes the collector work harder while a whole corpus passes through
// memory: a tenth more time for a fifth less memory. The function that it
// returns ends it.
func frugal() func() {
	before := debug.SetGCPercent(50)
	return func() { debug.SetGCPercent(before) }
}

func (p *Project) importFile(ctx context.Context, source Source, batch string, o ImportOptions) (result Imported) {
	result.File = source.Name
	content, err := source.Read()
	if err != nil {
		result.Err = err
		return result
	}
	name := filepath.Base(source.Name)
	result.Known, result.Err = p.holds(ctx, content, nil, o)
	if result.Err != nil || result.Known != "" {
		return result
	}
	drafts, err := source.drafts(decode.File{Name: name, Content: content}, o.Options)
	if err != nil {
		result.Err = err
		return result
	}
	result.Known, result.Err = p.holds(ctx, content, drafts, o)
	if result.Err != nil || result.Known != "" {
		return result
	}
	if o.Pseudonyms != nil {
		name = o.Pseudonyms.Replace(name).Text
	}
	recorded, err := p.recorded(ctx, &source, drafts, &o)
	if err != nil {
		result.Err = err
		return result
	}
	act := audit.Act{Actor: p.actor, Verb: "import", Subject: name, Batch: batch}
	_, result.Err = p.store.Update(ctx, act, func(tx store.Tx) error {
		fresh := Imported{File: source.Name, Recording: recorded, Idle: drafts[0].Idle}
		// Again, since another import may have put it in meanwhile.
		if result.Known, err = holds(ctx, tx, content, drafts, o); err != nil || result.Known != "" {
			return err
		}
		in := intaker{ctx: ctx, p: p, tx: tx, result: &fresh}
		if joined, err := in.join(drafts, o.CommentsInto); err != nil || joined {
			result = fresh
			return err
		}
		if err := in.apart(drafts); err != nil {
			return err
		}
		for i := range drafts {
			if err := in.put(&drafts[i]); err != nil {
				return fmt.Errorf("%s: %w", name, err)
			}
		}
		if o.Pseudonyms == nil && !o.WithoutOriginals {
			if _, err := tx.PutOriginal(ctx, name, content); err != nil {
				return err
			}
		}
		if o.Pseudonyms != nil {
			fresh.Replaced = replacedIn(o.Pseudonyms, drafts, fresh.Documents)
		}
		result = fresh
		return nil
	})
	result.File = source.Name
	return result
}

// intaker puts drafts into the project.
type intaker struct {
	ctx    context.Context
	p      *Project
	tx     store.Tx
	result *Imported
}

func (in *intaker) put(draft *intake.Draft) error {
	d := draft.Document
	if d.ID == "" {
		d.ID = corpus.NewID[corpus.DocumentID]()
	}
	d.Version = 1
	d.TextHash = corpus.Hash(draft.Text)
	if err := in.cases(draft, &d); err != nil {
		return err
	}
	if err := in.label(draft, &d); err != nil {
		return err
	}
	if err := in.tx.PutText(in.ctx, d.ID, d.Version, draft.Text); err != nil {
		return err
	}
	if err := in.tx.PutDocument(in.ctx, d); err != nil {
		return err
	}
	in.result.Documents = append(in.result.Documents, d)
	in.result.Labels = append(in.result.Labels, d.Name())
	in.result.Turns += len(d.Turns)
	in.result.Assumed = append(in.result.Assumed, draft.Assumed...)
	for _, w := range draft.Warnings {
		in.result.Warnings = append(in.result.Warnings, w.String())
	}
	return in.comments(draft.Comments, corpus.NewText(draft.Text), &d, margins{})
}

// apart labels the rows of a table anew where respondents of another file have
// the labels that its name and the rows' numbers make: survey-b-2 is not who is
// survey-2.
func (in *intaker) apart(drafts []intake.Draft) error {
	all, err := in.tx.Cases(in.ctx)
	if err != nil {
		return err
	}
	taken := make(map[string]bool, len(all))
	for _, c := range all {
		taken[strings.ToLower(c.Label)] = true
	}
	for letter := 'a'; letter <= 'z'; letter++ {
		labels := make(map[int]string)
		free := true
		for i := range drafts {
			if label := drafts[i].Case; drafts[i].ByRow {
				at := strings.LastIndexByte(label, '-')
				if letter > 'a' {
					label = label[:at] + "-" + string(letter) + label[at:]
				}
				labels[i], free = label, free && !taken[strings.ToLower(label)]
			}
		}
		if !free {
			continue
		}
		told := false
		for i := range drafts {
			d, label := &drafts[i], labels[i]
			if label == "" || label == d.Case {
				continue
			}
			if !told {
				told = true
				d.Warnings = append(d.Warnings, decode.Warnf("", "rows of another file are labelled %s and on already: here they are %s and on",
					d.Case, label))
			}
			for s := range d.Document.Speakers {
				if d.Document.Speakers[s].Label == d.Case {
					d.Document.Speakers[s].Label = label
				}
				if d.SpeakerCases[s] == d.Case {
					d.SpeakerCases[s] = label
				}
			}
			if d.Document.Label == d.Case {
				d.Document.Label = label
			}
			d.Case = label
		}
		return nil
	}
	return nil
}

// cases finds or makes the cases of a document and gives them the attributes
// it came with.
func (in *intaker) cases(draft *intake.Draft, d *corpus.Document) error {
	add := func(label string) (corpus.CaseID, error) {
		c, err := caseNamed(in.ctx, in.tx, label)
		if err != nil {
			return "", err
		}
		if label == draft.Case && len(draft.Attributes) > 0 {
			if err := in.attributes(&c, draft.Attributes); err != nil {
				return "", err
			}
		}
		if label == draft.Case && len(draft.Head) > 0 {
			if err := in.head(&c, draft.Head); err != nil {
				return "", err
			}
		}
		if !slices.Contains(in.result.Cases, c.Label) {
			in.result.Cases = append(in.result.Cases, c.Label)
		}
		return c.ID, in.tx.PutCase(in.ctx, c)
	}
	var err error
	if draft.Case != "" {
		if d.Case, err = add(draft.Case); err != nil {
			return err
		}
	}
	for i := range d.Speakers {
		if label := draft.SpeakerCases[i]; label != "" {
			if d.Speakers[i].Case, err = add(label); err != nil {
				return err
			}
		}
	}
	return nil
}

// label gives the document a label that no other has: its case's or its own,
// with a number behind it where that is taken. Two documents of one case in two
// languages are an original and its translation if most of their turns stand
// one beside one.
func (in *intaker) label(draft *intake.Draft, d *corpus.Document) error {
	if d.Label == "" {
		d.Label = corpus.Label(draft.Case)
	}
	alike, err := in.tx.DocumentsByLabel(in.ctx, d.Label)
	if err != nil {
		return err
	}
	for _, o := range alike {
		if o.TranslationOf != "" || o.Case == "" || o.Case != d.Case || sameLanguage(o.Language, d.Language) {
			continue
		}
		joined, err := in.pair(draft, d, o)
		if joined || err != nil {
			return err
		}
	}
	if len(alike) > 0 {
		d.Label = alike[0].Label // p07 is P07
		if err := in.hint(draft, d, alike); err != nil {
			return err
		}
		in.namesakes(draft, d, alike)
	}
	base := d.Label
	for n := 2; len(alike) > 0; n++ {
		d.Label = fmt.Sprintf("%s.%d", base, n)
		if alike, err = in.tx.DocumentsByLabel(in.ctx, d.Label); err != nil {
			return err
		}
	}
	return nil
}

// sameLanguage says whether two BCP 47 tags may be of one language: es is es-CL
// less precisely, and nothing may be any.
func sameLanguage(a, b string) bool {
	within := func(a, b string) bool { return strings.HasPrefix(strings.ToLower(a)+"-", strings.ToLower(b)+"-") }
	return a == "" || b == "" || within(a, b) || within(b, a)
}

// namesakes warns of files whose names have one code and other words: P08 - Ana
// and P08 - Tito may be two people of site P08.
func (in *intaker) namesakes(draft *intake.Draft, d *corpus.Document, alike []corpus.Document) {
	if draft.Beside == "" {
		return
	}
	for _, o := range alike {
		if words := intake.Beside(o.Source); words != "" && words != draft.Beside {
			draft.Warnings = append(draft.Warnings, decode.Warnf("",
				"%s has the code %s in its name too: if %s and %s are two people, undo this import and name the case of each",
				o.Source, d.Label, words, draft.Beside))
			return
		}
	}
}

// pair joins a document to one of the same case in another language, if they
// are alike enough. The one in the project's language is the original; else the
// one that came first.
func (in *intaker) pair(draft *intake.Draft, d *corpus.Document, other corpus.Document) (joined bool, err error) {
	study, err := in.tx.Project(in.ctx)
	if err != nil {
		return false, err
	}
	original, translation := &other, d
	if sameLanguage(d.Language, study.Language) && !sameLanguage(other.Language, study.Language) {
		original, translation = d, &other
	}
	pairs, fit := corpus.AlignTurns(original, translation)
	if fit < translationFit {
		draft.Warnings = append(draft.Warnings, decode.Warnf("",
			"not joined to %s as its translation: of %d and %d turns only %.0f %% stand one beside one: "+
				"framewise translation join does it all the same",
			other.Label, len(original.Turns), len(translation.Turns), 100*fit))
		return false, nil
	}
	asAre := translation.Label
	joinTranslation(translation, original, pairs)
	how := "turn by turn"
	if len(translation.Alignment) > 0 {
		how = fmt.Sprintf("%d of its %d turns one beside one: framewise translation show %s",
			singles(pairs), len(translation.Turns), translation.Label)
	}
	draft.Assumed = append(draft.Assumed, fmt.Sprintf("%s in %s is the translation of %s in %s, %s",
		translation.Label, translation.Language, original.Label, original.Language, how))
	if translation == d {
		return true, nil
	}
	if translation.Label != asAre {
		draft.Warnings = append(draft.Warnings, decode.Warnf("", "%s in %s is called %s now", asAre, translation.Language,
			translation.Label))
	}
	return true, in.tx.PutDocument(in.ctx, other)
}
