package project

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/google/uuid"

	"framewise/codebook"
	"framewise/corpus"
	"framewise/corpus/pseudonym"
	"framewise/framework/audit"
	"framewise/framework/store"
)

// Pseudonymised is the outcome of [Project.Pseudonymise].
type Pseudonymised struct {
	Folder    string     `json:"folder"`
	Documents int        `json:"documents"`
	Codings   int        `json:"codings"`
	Cells     int        `json:"cells"`
	Replaced  []Replaced `json:"replaced"` // in the transcripts
	Unused    []string   `json:"unused,omitempty"`
}

// Pseudonymise makes a copy of the project, in a folder that holds none, in
// which pseudonyms stand for the names of a key: in the transcripts, the quotes,
// the cells, the memos, the cases' labels and values, the files' names. Coders
// keep their names.
//
// The copy has the present state and no history, since what was would still
// hold the names: one version of each text, a trail that begins with this act,
// and none of the files that were imported. The project itself stays as it is.
// A failure leaves no copy.
func (p *Project) Pseudonymise(ctx context.Context, k *pseudonym.Key, dir string) (result Pseudonymised, err error) {
	study, err := p.Study(ctx)
	if err != nil {
		return result, err
	}
	copied, err := Init(ctx, dir, k.Replace(study.Name).Text, study.Language, Options{Actor: p.actor, Now: p.now})
	if err != nil {
		return result, err
	}
	defer func() {
		err = errors.Join(err, copied.Close())
		if err != nil {
			err = errors.Join(err, removeProject(dir))
		}
	}()
	c := copier{ctx: ctx, key: k, told: tally{key: k, of: make([]Replaced, len(k.Entries()))}}
	err = p.store.View(ctx, func(from store.Reader) error {
		revision, err := from.Revision(ctx)
		if err != nil {
			return err
		}
		if revision == 0 {
			return corpus.Errorf(corpus.ErrInvalid, "there is nothing in the project yet")
		}
		c.from = from
		_, err = copied.update(ctx, "corpus pseudonymise", filepath.Base(dir), func(to store.Tx) error {
			c.to = to
			return c.all(study.Framework)
		})
		if err != nil {
			return err
		}
		return copied.store.View(ctx, func(to store.Reader) error { return nothingLeft(ctx, from, to) })
	})
	if err != nil {
		return result, err
	}
	result = c.result
	result.Folder = dir
	result.Replaced = c.told.list()
	for i, r := range c.told.of {
		if r.Count == 0 && len(r.Small) == 0 {
			result.Unused = append(result.Unused, k.Entries()[i].Name)
		}
	}
	return result, nil
}

// removeProject takes a project's files away, and its folder if that is empty
// then.
func removeProject(dir string) error {
	files, err := filepath.Glob(filepath.Join(dir, DatabaseName+"*"))
	for _, f := range files {
		err = errors.Join(err, os.Remove(f))
	}
	err = errors.Join(err, os.RemoveAll(filepath.Join(dir, IndexName)))
	_ = os.Remove(dir) // which fails where something else is in it
	return err
}

// nothingLeft makes sure that every record has been copied, of whatever kind it
// is.
func nothingLeft(ctx context.Context, from, to store.Reader) error {
	records := func(r store.Reader) (map[audit.Change]bool, error) {
		there := make(map[audit.Change]bool)
		for c, err := range r.Changed(ctx, 0) {
			if err != nil {
				return nil, err
			}
			if c.After != "" && c.Kind != "project" {
				there[audit.Change{Kind: c.Kind, ID: c.ID}] = true
			}
		}
		return there, nil
	}
	was, err := records(from)
	if err != nil {
		return err
	}
	is, err := records(to)
	if err != nil {
		return err
	}
	for c := range was {
		if !is[c] {
			return corpus.Errorf(nil, "the %s %s was not copied", c.Kind, c.ID)
		}
	}
	return nil
}

// copier copies the records of one project into another.
type copier struct {
	ctx    context.Context
	key    *pseudonym.Key
	from   store.Reader
	to     store.Tx
	told   tally
	result Pseudonymised
}

func (c *copier) all(inUse codebook.FrameworkID) error {
	study, err := c.to.Project(c.ctx)
	if err != nil {
		return err
	}
	study.Framework = inUse
	if err := c.to.PutProject(c.ctx, study); err != nil {
		return err
	}
	for _, step := range []func() error{c.frameworks, c.coders, c.cases, c.documents, c.memos, c.cells} {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

func (c *copier) frameworks() error {
	all, err := c.from.Frameworks(c.ctx)
	if err != nil {
		return err
	}
	for _, f := range all {
		codes, err := c.from.Codes(c.ctx, f.ID)
		if err != nil {
			return err
		}
		if err := put(c, f, c.to.PutFramework); err != nil {
			return err
		}
		for _, code := range codes {
			if err := put(c, code, c.to.PutCode); err != nil {
				return err
			}
		}
	}
	return nil
}

func (c *copier) coders() error {
	all, err := c.from.Coders(c.ctx)
	if err != nil {
		return err
	}
	for _, coder := range all {
		if err := c.to.PutCoder(c.ctx, coder); err != nil {
			return err
		}
	}
	return nil
}

func (c *copier) cases() error {
	attributes, err := c.from.Attributes(c.ctx)
	if err != nil {
		return err
	}
	for _, a := range attributes {
		// Two names with one pseudonym are one category.
		if a, err = inRecord(c.key, a); err != nil {
			return err
		}
		var distinct []string
		for _, category := range a.Categories {
			if !slices.Contains(distinct, category) {
				distinct = append(distinct, category)
			}
		}
		a.Categories = distinct
		if err := c.to.PutAttribute(c.ctx, a); err != nil {
			return err
		}
	}
	all, err := c.from.Cases(c.ctx)
	if err != nil {
		return err
	}
	for _, one := range all {
		label := c.label(one.Label)
		if one, err = inRecord(c.key, one); err != nil {
			return err
		}
		one.Label = label
		if err := c.to.PutCase(c.ctx, one); err != nil {
			return err
		}
	}
	return nil
}

// label is a label with pseudonyms, still fit to be cited.
func (c *copier) label(s string) string {
	if r := c.key.Replace(s); len(r.Changes) > 0 {
		return corpus.Label(r.Text)
	}
	return s
}

func (c *copier) documents() error {
	for d, err := range c.from.Documents(c.ctx) {
		if err != nil {
			return err
		}
		text, err := c.from.Text(c.ctx, d.ID, d.Version)
		if err != nil {
			return err
		}
		r := c.key.Replace(text.String())
		d.Label, d.Source, d.Part = c.label(d.Label), c.key.Replace(d.Source).Text, c.key.Replace(d.Part).Text
		d.Convention = c.key.Replace(d.Convention).Text // a pattern may spell the speakers out
		d.TextHash, d.Pseudonymised = corpus.Hash(r.Text), true
		for i := range d.Speakers {
			d.Speakers[i].Label = c.key.Replace(d.Speakers[i].Label).Text
		}
		d.Recording = nil // which has the voice, and perhaps the name
		for i, f := range d.Properties {
			d.Properties[i][1] = c.key.Replace(f[1]).Text
		}
		cast := make(map[string]string, len(d.Cast))
		for found, label := range d.Cast {
			cast[c.key.Replace(found).Text] = c.key.Replace(label).Text
		}
		d.Cast = cast
		for i := range d.Turns {
			t := &d.Turns[i]
			t.Span, t.Heading = r.Carry(t.Span), c.key.Replace(t.Heading).Text
		}
		if err := c.to.PutText(c.ctx, d.ID, d.Version, r.Text); err != nil {
			return err
		}
		if err := c.to.PutDocument(c.ctx, d); err != nil {
			return err
		}
		c.told.add(&d, &r)
		c.result.Documents++
		if err := c.codings(&d, &r); err != nil {
			return err
		}
	}
	return nil
}

// codings copies a document's codings, each with its words where they are now.
func (c *copier) codings(d *corpus.Document, r *pseudonym.Replaced) error {
	text := corpus.NewText(r.Text)
	older := make(map[int]pseudonym.Replaced)
	for coding, err := range c.from.Codings(c.ctx, codebook.CodingFilter{Document: d.ID}) {
		if err != nil {
			return err
		}
		span, version := r.Carry(coding.Anchor.Span), coding.Anchor.Version
		if coding, err = inRecord(c.key, coding); err != nil {
			return err
		}
		if coding.Placed() {
			coding.Anchor, err = text.Anchor(d.ID, d.Version, span)
		} else {
			coding.Unplaced.Label = d.Label
			coding.Anchor, err = c.olderAnchor(older, d.ID, version, coding.Anchor.Span)
		}
		if err != nil {
			return err
		}
		if err := c.to.PutCoding(c.ctx, coding); err != nil {
			return err
		}
		c.result.Codings++
	}
	return nil
}

// olderAnchor is the anchor of a coding that lost its place when its document
// was corrected: in the text that had its words, which is copied for that.
func (c *copier) olderAnchor(older map[int]pseudonym.Replaced, id corpus.DocumentID, version int, s corpus.Span) (corpus.Anchor, error) {
	r, copied := older[version]
	if !copied {
		text, err := c.from.Text(c.ctx, id, version)
		if err != nil {
			return corpus.Anchor{}, err
		}
		r = c.key.Replace(text.String())
		if err := c.to.PutText(c.ctx, id, version, r.Text); err != nil {
			return corpus.Anchor{}, err
		}
		older[version] = r
	}
	return corpus.NewText(r.Text).Anchor(id, version, r.Carry(s))
}

func (c *copier) memos() error {
	all, err := c.from.Memos(c.ctx)
	if err != nil {
		return err
	}
	for _, m := range all {
		if err := put(c, m, c.to.PutMemo); err != nil {
			return err
		}
	}
	return nil
}

func (c *copier) cells() error {
	for cell, err := range c.from.Cells(c.ctx) {
		if err != nil {
			return err
		}
		if err := put(c, cell, c.to.PutCell); err != nil {
			return err
		}
		c.result.Cells++
	}
	return nil
}

// put stores a record with pseudonyms in all that it says.
func put[T any](c *copier, record T, store func(context.Context, T) error) error {
	record, err := inRecord(c.key, record)
	if err != nil {
		return err
	}
	return store(c.ctx, record)
}

// inRecord puts pseudonyms into every string of a record that is not an
// identifier or a hash. It goes through the record's JSON rather than field by
// field, so that a field that is added some day is not the one that leaks.
func inRecord[T any](k *pseudonym.Key, record T) (T, error) {
	var out T
	data, err := json.Marshal(record)
	if err != nil {
		return out, err
	}
	var parts any
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	if err := d.Decode(&parts); err != nil {
		return out, err
	}
	if data, err = json.Marshal(inPart(k, parts)); err != nil {
		return out, err
	}
	return out, json.Unmarshal(data, &out)
}

func inPart(k *pseudonym.Key, part any) any {
	switch part := part.(type) {
	case string:
		if uuid.Validate(part) == nil || len(part) == 64 && strings.Trim(part, "0123456789abcdef") == "" {
			return part
		}
		return k.Replace(part).Text
	case []any:
		for i := range part {
			part[i] = inPart(k, part[i])
		}
	case map[string]any:
		for name := range part {
			part[name] = inPart(k, part[name])
		}
	}
	return part
}
