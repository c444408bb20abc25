package project

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"framewise/codebook"
	"framewise/corpus"
	"framewise/corpus/search"
	"framewise/framework"
	"framewise/framework/store"
)

// Index brings the search index up to the project's revision; searching does
// so by itself, and what was written is safe whether or not it succeeds.
// progress, which may be nil, is told how many documents, codings and cells
// are done of how many.
func (p *Project) Index(ctx context.Context, progress func(done, total int)) error {
	p.indexing.Lock()
	defer p.indexing.Unlock()
	study, err := p.Study(ctx)
	if err != nil {
		return err
	}
	if err := p.openIndex(study, search.Both); err != nil {
		return err
	}
	return p.store.View(ctx, func(r store.Reader) error { return p.followed(ctx, r, search.Both, progress) })
}

// openIndex opens what is needed of the index. What is read of the project to
// be held against it must be read after that: nobody else writes to it then.
func (p *Project) openIndex(study framework.Project, need search.What) error {
	if p.index != nil {
		return p.index.Need(need)
	}
	o := search.Options{Project: study.ID, What: need}
	if study.Language != "" {
		o.Languages = []string{study.Language}
	}
	x, err := search.Open(filepath.Join(p.dir, IndexName), o)
	if err == nil {
		p.index = x
	}
	return err
}

// followed feeds the index what it has not seen, unless what is needed of it
// has seen all. A damaged index is made anew, once.
func (p *Project) followed(ctx context.Context, r store.Reader, need search.What, progress func(done, total int)) error {
	revision, err := r.Revision(ctx)
	if err != nil || p.index.RevisionOf(need) == revision {
		return err
	}
	if err := p.index.Need(search.Both); err != nil {
		return err
	}
	err = feed(ctx, r, p.index, progress)
	if errors.Is(err, search.ErrBroken) {
		if err = p.index.Reset(search.Both); err == nil {
			err = feed(ctx, r, p.index, progress)
		}
	}
	return err
}

// feed puts into an index what changed since the revision it has seen.
func feed(ctx context.Context, r store.Reader, x *search.Index, progress func(done, total int)) error {
	revision, err := r.Revision(ctx)
	if err != nil || x.Revision() == revision {
		return err
	}
	defer frugal()()
	if x.Revision() > revision { // the project was put back as it had been
		if err := x.Reset(search.Both); err != nil {
			return err
		}
	}
	f, err := newFeeder(ctx, r, x, progress)
	if err != nil {
		return err
	}
	if x.Revision() == 0 {
		err = f.everything()
	} else {
		err = f.since(x.Revision())
	}
	if err != nil {
		return err
	}
	if err := f.batch.Commit(revision); err != nil {
		return err
	}
	if f.fed >= manyQuotes {
		return x.Merge(ctx, search.Quotes)
	}
	return nil
}

// manyQuotes leave the index of quotes in pieces.
const manyQuotes = 5000

// feeder turns records into passages.
type feeder struct {
	ctx      context.Context
	r        store.Reader
	batch    *search.Batch
	cases    map[corpus.CaseID]corpus.Case
	coders   map[codebook.CoderID]codebook.Coder
	trees    []*codebook.Tree
	document corpus.Document // the last one looked up
	progress func(done, total int)
	done     int
	total    int
	fed      int // passages put into the index of quotes
}

func newFeeder(ctx context.Context, r store.Reader, x *search.Index, progress func(done, total int)) (*feeder, error) {
	f := &feeder{
		ctx: ctx, r: r, batch: x.Batch(), progress: progress,
		cases:  make(map[corpus.CaseID]corpus.Case),
		coders: make(map[codebook.CoderID]codebook.Coder),
	}
	cases, err := r.Cases(ctx)
	if err != nil {
		return nil, err
	}
	for _, c := range cases {
		f.cases[c.ID] = c
	}
	coders, err := r.Coders(ctx)
	if err != nil {
		return nil, err
	}
	for _, c := range coders {
		f.coders[c.ID] = c
	}
	frameworks, err := r.Frameworks(ctx)
	if err != nil {
		return nil, err
	}
	for _, fw := range frameworks {
		_, tree, err := readFramework(ctx, r, fw.ID)
		if err != nil {
			return nil, err
		}
		f.trees = append(f.trees, tree)
	}
	return f, nil
}

func (f *feeder) step() error {
	if f.done++; f.progress != nil && (f.done%16 == 0 || f.done == f.total) {
		f.progress(f.done, f.total)
	}
	return f.ctx.Err()
}

func (f *feeder) everything() error {
	count, err := f.r.CountCodings(f.ctx, codebook.CodingFilter{})
	if err != nil {
		return err
	}
	for _, err := range f.r.Documents(f.ctx) {
		if err != nil {
			return err
		}
		count++
	}
	f.total = count
	for d, err := range f.r.Documents(f.ctx) {
		if err != nil {
			return err
		}
		if err := f.turns(d); err != nil {
			return err
		}
	}
	if err := f.codings(func(*codebook.Coding) bool { return true }); err != nil {
		return err
	}
	if err := f.cells(nil, nil); err != nil {
		return err
	}
	memos, err := f.r.Memos(f.ctx)
	if err != nil {
		return err
	}
	for _, m := range memos {
		if err := f.memo(m); err != nil {
			return err
		}
	}
	return nil
}

// since feeds what changed after a revision, and what depends on it: a quote
// is found by its code, by the codes above, by its coder and by its case's
// attributes.
func (f *feeder) since(revision int64) error {
	changed := make(map[string]map[string]bool) // kind → identifier → whether it is still there
	for c, err := range f.r.Changed(f.ctx, revision) {
		if err != nil {
			return err
		}
		if changed[c.Kind] == nil {
			changed[c.Kind] = make(map[string]bool)
		}
		changed[c.Kind][c.ID] = c.After != ""
		f.total++
	}
	cases := make(map[corpus.CaseID]bool)
	for id := range changed["case"] {
		cases[corpus.CaseID(id)] = true
	}
	codes := make(map[codebook.CodeID]bool)
	for id := range changed["code"] {
		codes[codebook.CodeID(id)] = true
		for _, tree := range f.trees {
			if tree.Order(codebook.CodeID(id)) >= 0 {
				for _, under := range tree.Under(codebook.CodeID(id)) {
					codes[under] = true
				}
			}
		}
	}
	documents, err := f.documents(changed["document"], cases)
	if err != nil {
		return err
	}
	if err := f.quotes(changed["coding"], documents, codes, changed["coder"]); err != nil {
		return err
	}
	if len(cases) > 0 || len(codes) > 0 {
		if err := f.cells(cases, codes); err != nil {
			return err
		}
	}
	return f.cellsAndMemos(changed["cell"], changed["memo"])
}

// documents feeds the turns of documents that changed or whose cases did, and
// returns which those are.
func (f *feeder) documents(changed map[string]bool, cases map[corpus.CaseID]bool) (map[corpus.DocumentID]bool, error) {
	due := make(map[corpus.DocumentID]bool)
	for id, there := range changed {
		due[corpus.DocumentID(id)] = true
		if !there {
			if err := f.batch.DeleteDocument(corpus.DocumentID(id)); err != nil {
				return nil, err
			}
		}
	}
	if len(due) == 0 && len(cases) == 0 {
		return nil, nil
	}
	for d, err := range f.r.Documents(f.ctx) {
		if err != nil {
			return nil, err
		}
		if due[d.ID] || slices.ContainsFunc(d.Cases(), func(id corpus.CaseID) bool { return cases[id] }) {
			due[d.ID] = true
			if err := f.turns(d); err != nil {
				return nil, err
			}
		}
	}
	return due, nil
}

// fewCodings is up to how many codings are read one by one; more are picked
// out of one scan of them all.
const fewCodings = 500

// quotes feeds the codings that changed, and those in documents, under codes
// and by coders that did.
func (f *feeder) quotes(changed map[string]bool, documents map[corpus.DocumentID]bool,
	codes map[codebook.CodeID]bool, coders map[string]bool) error {
	for id, there := range changed {
		if !there {
			if err := f.batch.DeleteQuote(id); err != nil {
				return err
			}
		}
	}
	if len(documents) == 0 && len(codes) == 0 && len(coders) == 0 && len(changed) <= fewCodings {
		for id, there := range changed {
			if !there {
				continue
			}
			c, err := f.r.Coding(f.ctx, codebook.CodingID(id))
			if err != nil {
				return err
			}
			if err := f.coding(c); err != nil {
				return err
			}
		}
		return nil
	}
	return f.codings(func(c *codebook.Coding) bool {
		return documents[c.Anchor.Document] || codes[c.Code] || coders[string(c.Coder)] || changed[string(c.ID)]
	})
}

// cellsAndMemos feeds the cells and memos that changed themselves.
func (f *feeder) cellsAndMemos(cells, memos map[string]bool) error {
	for id, there := range cells {
		if !there {
			if err := f.batch.DeleteQuote(id); err != nil {
				return err
			}
			continue
		}
		c, err := f.r.CellByID(f.ctx, framework.CellID(id))
		if err != nil {
			return err
		}
		if err := f.cell(c); err != nil {
			return err
		}
	}
	for id, there := range memos {
		if !there {
			if err := f.batch.DeleteQuote(id); err != nil {
				return err
			}
			continue
		}
		m, err := f.r.Memo(f.ctx, codebook.MemoID(id))
		if err != nil {
			return err
		}
		if err := f.memo(m); err != nil {
			return err
		}
	}
	return nil
}

func (f *feeder) turns(d corpus.Document) error {
	text, err := f.r.Text(f.ctx, d.ID, d.Version)
	if err != nil {
		return err
	}
	turns := make([]search.Turn, len(d.Turns))
	for i, t := range d.Turns {
		turns[i] = search.Turn{
			Number: i + 1, Case: f.cases[d.CaseOf(t.Span)].Label, Text: text.Slice(t.Span),
		}
		if s, ok := d.SpeakerAt(i + 1); ok {
			turns[i].Speaker, turns[i].Role = s.Label, s.Role
		}
	}
	if err := f.batch.PutDocument(search.Document{ID: d.ID, Label: d.Label, Language: d.Language}, turns); err != nil {
		return err
	}
	return f.step()
}

// codings feeds those codings that are due, in one scan.
func (f *feeder) codings(due func(*codebook.Coding) bool) error {
	for c, err := range f.r.Codings(f.ctx, codebook.CodingFilter{}) {
		if err != nil {
			return err
		}
		if !due(&c) {
			continue
		}
		if err := f.coding(c); err != nil {
			return err
		}
		if err := f.step(); err != nil {
			return err
		}
	}
	return nil
}

func (f *feeder) coding(c codebook.Coding) error {
	if c.Asks { // its words are found as the turn that they are
		return nil
	}
	if f.document.ID != c.Anchor.Document {
		d, err := f.r.Document(f.ctx, c.Anchor.Document)
		if err != nil {
			return err
		}
		f.document = d
	}
	d := &f.document
	q := framework.QuoteOf(d, c)
	passage := search.Quote{
		ID: string(c.ID), Kind: search.KindQuote, Document: d.ID, Locator: q.Locator, Speaker: q.Speaker,
		Language: d.Language, Text: c.Anchor.Quote, Codes: f.keys(c.Code), Coder: f.coders[c.Coder].Initials,
		Stance: string(c.Stance), Key: c.Key, Created: c.Created,
	}
	if s, ok := d.SpeakerAt(q.Locator.First); ok {
		passage.Role = s.Role
	}
	f.of(&passage, q.Case)
	f.fed++
	return f.batch.PutQuote(&passage)
}

// cells feeds those cells that stand at one of the cases or codes; nil and
// nil is all.
func (f *feeder) cells(cases map[corpus.CaseID]bool, codes map[codebook.CodeID]bool) error {
	for c, err := range f.r.Cells(f.ctx) {
		if err != nil {
			return err
		}
		if cases == nil && codes == nil || cases[c.Case] || codes[c.Code] {
			if err := f.cell(c); err != nil {
				return err
			}
		}
	}
	return nil
}

func (f *feeder) cell(c framework.Cell) error {
	passage := search.Quote{
		ID: string(c.ID), Kind: search.KindCell, Locator: corpus.Locator{Label: f.cases[c.Case].Label},
		Text: cellText(c), Codes: f.keys(c.Code), Coder: f.coders[c.Author].Initials,
		Stance: string(c.Stance), Created: c.Modified,
	}
	f.of(&passage, c.Case)
	f.fed++
	return f.batch.PutQuote(&passage)
}

func (f *feeder) memo(m codebook.Memo) error {
	passage := search.Quote{
		ID: string(m.ID), Kind: search.KindMemo, Document: m.About.Document, Text: memoText(m),
		Codes: f.keys(m.About.Code), Coder: f.coders[m.Author].Initials, Created: m.Created,
	}
	f.of(&passage, m.About.Case)
	passage.Locator.Label = passage.Case
	f.fed++
	return f.batch.PutQuote(&passage)
}

// of says whose account a passage belongs to.
func (f *feeder) of(q *search.Quote, id corpus.CaseID) {
	if c, ok := f.cases[id]; ok {
		q.Case, q.Values = c.Label, c.Values
	}
}

// keys lists the keys of a code and of the codes above it.
func (f *feeder) keys(id codebook.CodeID) []string {
	for _, tree := range f.trees {
		c, ok := tree.Code(id)
		if !ok {
			continue
		}
		keys := []string{c.Key}
		for _, up := range tree.Ancestors(id) {
			keys = append(keys, up.Key)
		}
		return keys
	}
	return nil
}

func cellText(c framework.Cell) string { return joined(c.Text(), c.Comment) }

func memoText(m codebook.Memo) string { return joined(m.Title, m.Text) }

func joined(a, b string) string { return strings.TrimSpace(a + "\n" + b) }

// borrowed makes an index that is only for one search, beside the real one
// that another process holds: inside the project's folder, since nothing of a
// study is written anywhere else, and gone afterwards.
func (p *Project) borrowed(ctx context.Context, progress func(done, total int), fn func(store.Reader, *search.Index) error) (err error) {
	study, err := p.Study(ctx)
	if err != nil {
		return err
	}
	dir, err := os.MkdirTemp(p.dir, IndexName+"-borrowed-")
	if err != nil {
		return fmt.Errorf("make an index for this search: %w", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	x, err := search.Open(dir, search.Options{Project: study.ID})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, x.Close()) }()
	return p.store.View(ctx, func(r store.Reader) error {
		if err := feed(ctx, r, x, progress); err != nil {
			return err
		}
		return fn(r, x)
	})
}
