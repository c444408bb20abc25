package project

import (
	"context"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"framewise/codebook"
	"framewise/corpus"
	"framewise/corpus/decode"
	"framewise/corpus/intake"
	"framewise/corpus/pseudonym"
	"framewise/framework"
	"framewise/framework/store"
)

// ReplaceOptions say how a corrected transcript takes a document's place.
type ReplaceOptions struct {
	// Speakers and Encoding are as in [intake.Options]; empty is as the document
	// was read.
	Speakers, Encoding string
	// Pseudonyms are put into the file before anything of it is kept; nil is none.
	Pseudonyms *pseudonym.Key
	// WithoutOriginals keeps the text only, not the file itself. So it is in any
	// case where pseudonyms are put in, and where the document's own file was not
	// kept.
	WithoutOriginals bool
	// KeepLocators leaves the locators in summaries and memos as they are, also
	// where the turns that they cite have other numbers now.
	KeepLocators bool
	// Force replaces even by what looks like another talk, and takes a file in as
	// it is also where pseudonyms were put into the document.
	Force bool
}

// Replacement is the outcome of [Project.ReplaceDocument] and
// [Project.EditDocument].
type Replacement struct {
	Document string `json:"document"`
	// Version is the number of the new text; where the text is the same it is
	// the old one's, and Same is set where the turns and speakers are the same
	// too: then nothing was changed.
	Version  int             `json:"version"`
	Same     bool            `json:"same"`
	Kept     float64         `json:"kept"` // the share of the old text that still stands, 0 to 1
	TurnsOld int             `json:"turns_before"`
	Turns    int             `json:"turns"`
	Unmoved  int             `json:"unmoved"` // codings, by what became of them
	Moved    int             `json:"moved"`
	Changed  int             `json:"changed"`
	Unplaced int             `json:"unplaced"`
	Comments int             `json:"comments,omitempty"` // codings made of the file's margin comments
	Codings  []CarriedCoding `json:"codings,omitempty"`
	Citing   []Citing        `json:"citing,omitempty"`
	Assumed  []string        `json:"assumed,omitempty"`
	Warnings []string        `json:"warnings,omitempty"`
}

// CarriedCoding is a coding of which a person should know what became: the turn
// that it cites has another number, its words are others, it has no place any
// more, or it has one again.
type CarriedCoding struct {
	ID     codebook.CodingID `json:"id"`
	Code   string            `json:"code"`
	Coder  string            `json:"coder"`
	Fate   string            `json:"fate"` // moved, changed or unplaced
	From   string            `json:"from"` // a locator
	To     string            `json:"to,omitempty"`
	Before string            `json:"before"` // the words
	After  string            `json:"after,omitempty"`
}

// Citing is a text that cites turns which have other numbers now or are gone.
type Citing struct {
	Subject string   `json:"subject"`        // P07 × warmth, or a memo's title
	Was     []string `json:"was,omitempty"`  // locators that were rewritten, or would be
	Now     []string `json:"now,omitempty"`  // and as what
	Gone    []string `json:"gone,omitempty"` // of turns that are no more; these stay as they are
	Written bool     `json:"written"`
}

// ReplaceDocument puts a corrected file in the place of a document: its text
// becomes the next version, and all that was coded is carried over, as
// [corpus.Carry] does. What has no place any more waits for a person (see
// [Project.PlaceCoding]); locators that cite turns by numbers are rewritten. The
// earlier version stays readable. It is one act, and one undo.
//
// The file is read as the document was; speakers keep their roles and cases by
// their labels. Codings in its margin comments come in too. A file that has
// little in common with the document is a [corpus.ErrConflict], unless forced;
// so is one without pseudonyms where the document has them.
// Where codings lost their place all is done, and the error is an [ErrPartly].
func (p *Project) ReplaceDocument(ctx context.Context, name string, source Source, o ReplaceOptions) (Replacement, error) {
	content, err := source.Read()
	if err != nil {
		return Replacement{}, err
	}
	file := filepath.Base(source.Name)
	return p.revise(ctx, "document replace", name, func(r *reviser) (bool, error) {
		how := r.reading(o)
		drafts, err := intake.Read(decode.File{Name: file, Content: content}, how)
		if err != nil {
			return false, err
		}
		draft, err := r.choose(file, drafts)
		if err != nil {
			return false, err
		}
		if err := r.take(draft); err != nil {
			return false, err
		}
		if !r.same() {
			if err := r.namesStayOut(); err != nil {
				return false, err
			}
			r.next.Source, r.next.SourceHash = draft.Document.Source, draft.Document.SourceHash
			if err := r.keep(file, content); err != nil {
				return false, err
			}
			if how.Speakers != "" {
				r.next.Convention = how.Speakers
			}
		}
		r.comments = draft.Comments
		return true, nil
	}, o)
}

// namesStayOut refuses a file as it is where pseudonyms were put into the
// document that it corrects. Where they are put in only now, it warns of the
// names in the text before.
func (r *reviser) namesStayOut() error {
	key := r.o.Pseudonyms
	switch {
	case key == nil && r.document.Pseudonymised && r.next.TextHash != r.document.TextHash && !r.o.Force:
		return corpus.Errorf(corpus.ErrConflict, "pseudonyms were put into %s, and the corrected file may have the names",
			r.document.Name()).WithHint("--pseudonyms KEY puts them into it too; --force takes it in as it is")
	case key != nil && len(key.Replace(r.text.String()).Changes) > 0:
		r.warn("version %d has names of the key and stays readable: framewise corpus pseudonymise copies a project without",
			r.document.Version)
	}
	r.next.Pseudonymised = r.document.Pseudonymised || key != nil
	return nil
}

// keep keeps the file itself, unless it is not to be kept.
func (r *reviser) keep(file string, content []byte) error {
	if r.o.Pseudonyms != nil || r.o.WithoutOriginals {
		return nil
	}
	_, err := r.tx.Original(r.ctx, r.document.SourceHash)
	if isNotFound(err) {
		r.warn("its file was not kept, nor is this one")
		return nil
	}
	if err == nil {
		_, err = r.tx.PutOriginal(r.ctx, file, content)
	}
	return err
}

// reviser gives one document its next version.
type reviser struct {
	ctx      context.Context
	p        *Project
	tx       store.Tx
	o        ReplaceOptions
	document corpus.Document // as it is
	text     *corpus.Text
	next     corpus.Document // as it becomes
	nextText *corpus.Text
	carry    *corpus.Carry
	comments []intake.Comment // in nextText
	cases    []corpus.Case
	coded    []CodingView                 // before, in the document and those that share its label
	renamed  map[corpus.DocumentID]string // labels of translations that lost the shared one
	result   Replacement
}

// revise does the one act in which a document gets another text. read puts it
// into r.next and r.nextText; it returns false where nothing is to be done.
func (p *Project) revise(ctx context.Context, verb, name string, read func(*reviser) (bool, error), o ReplaceOptions) (result Replacement, err error) {
	_, err = p.update(ctx, verb, name, func(tx store.Tx) error {
		r := reviser{ctx: ctx, p: p, tx: tx, o: o}
		if r.cases, err = tx.Cases(ctx); err != nil {
			return err
		}
		all, err := allDocuments(ctx, tx)
		if err != nil {
			return err
		}
		found, err := documentsNamed(all, r.cases, name)
		if err != nil {
			return err
		}
		if len(found) > 1 && found[1].TranslationOf != found[0].ID {
			return corpus.Errorf(corpus.ErrInvalid, "%s names several documents", name).
				WithHint("name one of them: %s", labels(found))
		}
		r.document = found[0]
		r.next = r.document
		if r.text, err = tx.Text(ctx, r.document.ID, r.document.Version); err != nil {
			return err
		}
		r.nextText = r.text
		r.result = Replacement{
			Document: r.document.Name(), Version: r.document.Version, Kept: 1, Same: true,
			TurnsOld: len(r.document.Turns), Turns: len(r.document.Turns),
		}
		if more, err := read(&r); err != nil || !more {
			result = r.result
			return err
		}
		err = r.put()
		result = r.result
		return err
	})
	if lost := result.lost(); err == nil && lost > 0 {
		what := "1 coding has"
		if lost > 1 {
			what = fmt.Sprintf("%d codings have", lost)
		}
		err = corpus.Errorf(ErrPartly, "%s no place in %s any more", what, result.Document).
			WithHint("framewise coding list --unplaced shows them, framewise coding place gives them one again")
	}
	return result, err
}

// lost counts the codings that had a place before.
func (r *Replacement) lost() (n int) {
	for _, c := range r.Codings {
		if c.To == "" {
			n++
		}
	}
	return n
}

func labels(documents []corpus.Document) string {
	s := ""
	for i, d := range documents {
		if i > 0 {
			s += ", "
		}
		s += d.Name()
	}
	return s
}

// reading are the options that read a file as the document was read.
func (r *reviser) reading(o ReplaceOptions) intake.Options {
	d := &r.document
	how := intake.Options{
		Label: d.Label, Language: d.Language, Kind: d.Kind, Date: d.Date, Encoding: o.Encoding, Speakers: d.Convention,
		Pseudonyms: o.Pseudonyms,
	}
	if o.Speakers != "" {
		how.Speakers = o.Speakers
	}
	how.Labels = slices.Sorted(maps.Keys(d.Cast))
	for _, c := range r.cases {
		if c.ID == d.Case {
			how.Case = c.Label
		}
	}
	for _, s := range d.Speakers {
		if s.Role == corpus.RoleInterviewer {
			how.Interviewers = append(how.Interviewers, s.Label)
		}
		how.Group = how.Group || s.Case != ""
	}
	return how
}

// choose finds the document among those that a file holds.
func (r *reviser) choose(file string, drafts []intake.Draft) (*intake.Draft, error) {
	if len(drafts) == 1 {
		return &drafts[0], nil
	}
	for i := range drafts {
		if d := &drafts[i]; r.document.Part != "" && d.Document.Part == r.document.Part {
			return d, nil
		}
	}
	return nil, corpus.Errorf(corpus.ErrInvalid, "%s holds %d documents, and none that %s came from", file, len(drafts), r.document.Name()).
		WithHint("give a file with the one transcript, or correct it with framewise document edit %s", r.document.Name())
}

// take makes a draft the next version. Speakers are those that they were, by
// their labels.
func (r *reviser) take(draft *intake.Draft) error {
	if len(r.document.Cast) > 0 {
		draft.Recast(r.document.Cast)
	}
	r.nextText = corpus.NewText(draft.Text)
	r.next.TextHash = corpus.Hash(draft.Text)
	r.next.Turns = draft.Document.Turns
	r.next.Speakers = slices.Clone(draft.Document.Speakers)
	r.result.Assumed = draft.Assumed
	for _, w := range draft.Warnings {
		r.result.Warnings = append(r.result.Warnings, w.String())
	}
	for i := range r.next.Speakers {
		s := &r.next.Speakers[i]
		if was, ok := speakerNamed(r.document.Speakers, s.Label); ok {
			s.Role, s.Case = was.Role, was.Case
			continue
		}
		if label := draft.SpeakerCases[i]; label != "" {
			c, err := caseNamed(r.ctx, r.tx, label)
			if err != nil {
				return err
			}
			if err := r.tx.PutCase(r.ctx, c); err != nil {
				return err
			}
			s.Case = c.ID
		}
		if len(r.document.Speakers) > 0 {
			r.warn("%s is a new speaker, taken for the %s", s.Label, s.Role)
		}
	}
	for _, s := range r.document.Speakers {
		if _, ok := speakerNamed(r.next.Speakers, s.Label); !ok {
			r.warn("%s speaks no more", s.Label)
		}
	}
	return nil
}

func speakerNamed(speakers []corpus.Speaker, label string) (corpus.Speaker, bool) {
	for _, s := range speakers {
		if strings.EqualFold(s.Label, label) {
			return s, true
		}
	}
	return corpus.Speaker{}, false
}

func (r *reviser) warn(format string, args ...any) {
	r.result.Warnings = append(r.result.Warnings, fmt.Sprintf(format, args...))
}

// same says whether the next version is the present one.
func (r *reviser) same() bool {
	return r.next.TextHash == r.document.TextHash && slices.Equal(r.next.Turns, r.document.Turns) &&
		slices.Equal(r.next.Speakers, r.document.Speakers)
}

// leastKept is the share of a text that a corrected one keeps at least: of
// different talks, the one has less than a quarter of the other. Of a text of up
// to shortText code points a correction may leave nothing.
const (
	leastKept = 0.4
	shortText = 100
)

// put stores the next version with all that was carried over to it.
func (r *reviser) put() error {
	r.result.Same = r.same()
	r.result.Turns = len(r.next.Turns)
	if r.carry == nil {
		r.carry = corpus.NewCarry(r.text, r.nextText)
	}
	r.result.Kept = r.carry.Kept()
	if r.result.Kept < leastKept && r.text.Len() > shortText && !r.o.Force {
		return corpus.Errorf(corpus.ErrConflict, "that looks like another talk: it has %.0f %% of %s",
			100*r.result.Kept, r.document.Name()).
			WithHint("framewise import brings in a new transcript; --force puts it in the place of this one all the same")
	}
	views, err := codingViews(r.ctx, r.tx, CodingsWanted{Document: r.document.Label})
	if err != nil {
		return err
	}
	asked, err := codingViews(r.ctx, r.tx, CodingsWanted{Document: r.document.Label, Questions: true})
	if err != nil {
		return err
	}
	r.coded = views
	views = append(views, asked...)
	if !r.result.Same {
		if r.next.TextHash != r.document.TextHash {
			last, err := r.tx.LastText(r.ctx, r.document.ID)
			if err != nil {
				return err
			}
			r.next.Version = last + 1
			if err := r.tx.PutText(r.ctx, r.next.ID, r.next.Version, r.nextText.String()); err != nil {
				return err
			}
		}
		r.result.Version = r.next.Version
		if err := r.tx.PutDocument(r.ctx, r.next); err != nil {
			return err
		}
		if err := r.partners(); err != nil {
			return err
		}
	}
	if err := r.codings(views); err != nil {
		return err
	}
	if !r.result.Same {
		if err := r.citations(); err != nil {
			return err
		}
	}
	return r.margins()
}

// margins takes the file's margin comments in.
func (r *reviser) margins() error {
	if len(r.comments) == 0 {
		return nil
	}
	var made Imported
	known, err := marginsOf(r.ctx, r.tx, r.next.ID)
	if err != nil {
		return err
	}
	in := intaker{ctx: r.ctx, p: r.p, tx: r.tx, result: &made}
	err = in.comments(r.comments, r.nextText, &r.next, known)
	r.result.Comments = made.Codings
	r.result.Warnings = append(r.result.Warnings, made.Warnings...)
	return err
}

// codings carries codings, as they were, over.
func (r *reviser) codings(views []CodingView) error {
	carries := map[int]*corpus.Carry{r.document.Version: r.carry}
	var changed []codebook.Coding
	now := r.p.time()
	for _, v := range views {
		before := v.Coding
		if before.Anchor.Document != r.document.ID {
			continue
		}
		carry := carries[before.Anchor.Version]
		if carry == nil { // of one that lost its place earlier
			text, err := r.tx.Text(r.ctx, r.document.ID, before.Anchor.Version)
			if err != nil {
				return err
			}
			carry = corpus.NewCarry(text, r.nextText)
			carries[before.Anchor.Version] = carry
		}
		c := before
		at, fate := carry.Span(c.Anchor.Span)
		switch {
		case fate == corpus.Unplaced && c.Placed():
			c.Unplaced, c.Revised = r.document.Locator(c.Anchor.Span), now
		case fate == corpus.Unplaced:
		default:
			var err error
			if c.Anchor, err = r.nextText.Anchor(r.next.ID, r.next.Version, at); err != nil {
				return err
			}
			if fate == corpus.Changed {
				c.Revised = now
			}
			c.Unplaced = corpus.Locator{}
		}
		if c != before {
			changed = append(changed, c)
		}
		r.count(v, c, fate)
	}
	return r.tx.PutCoding(r.ctx, changed...)
}

// count tells what became of a coding, one by one where a person should know.
func (r *reviser) count(before CodingView, after codebook.Coding, fate corpus.Fate) {
	switch fate {
	case corpus.Unmoved:
		r.result.Unmoved++
	case corpus.Moved:
		r.result.Moved++
	case corpus.Changed:
		r.result.Changed++
	case corpus.Unplaced:
		r.result.Unplaced++
		if !before.Coding.Placed() {
			return // as before
		}
	}
	q := framework.QuoteOf(&r.next, after)
	stays := fate == corpus.Unmoved || fate == corpus.Moved
	if stays && before.Coding.Placed() && q.Locator == before.Locator && q.Case == before.Case {
		return
	}
	c := CarriedCoding{
		ID: after.ID, Code: before.Code.Key, Coder: before.CoderName, Fate: fate.String(), From: before.Place(),
		Before: before.Coding.Anchor.Quote,
	}
	if after.Placed() {
		c.To, c.After = q.Locator.String(), after.Anchor.Quote
	}
	r.result.Codings = append(r.result.Codings, c)
	if stays && q.Case != before.Case {
		r.warn("%s is now said by another speaker", q.Locator)
	}
}
