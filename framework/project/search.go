package project

import (
	"context"
	"errors"

	"framewise/codebook"
	"framewise/corpus"
	"framewise/corpus/search"
	"framewise/framework"
	"framewise/framework/store"
)

// SearchOptions say what to look for where; the zero value looks among turns,
// or among quotes where the query asks for what only quotes have. Attributes
// are the case's: whatever is of the case has them.
type SearchOptions struct {
	Limit     int  // how many to return; 0 is 20, negative all
	Offset    int  // how many to leave out first
	Quotes    bool // look among quotes, cells and memos, not turns
	Relevance bool // the best first; else by document and place
	Facets    bool // count the hits by field
	// QuotesIn is the language that what is found among turns and quotes is
	// printed in. The words looked for are those of the texts all the same.
	QuotesIn framework.QuotesIn
	// Progress is told how far the index has come, where it must be made
	// first; it may be nil.
	Progress func(done, total int)
}

// Found is a passage that a search found, with what it needs to be cited.
type Found struct {
	Kind     search.Kind
	Locator  corpus.Locator // of a turn or quote
	Language string         // of the document, BCP 47; may be empty
	Case     string         // label; may be empty
	Code     string         // key, of a quote or cell
	Coder    string         // initials, of a quote, cell or memo
	Speaker  string
	Stance   codebook.Stance
	Key      bool
	Clock    string        // h:mm:ss in the recording; may be empty
	Page     int           // of the source, as [corpus.Turn.Page]
	Line     int           // of the source, as [corpus.Turn.Line]
	Unplaced bool          // whether the locator of a quote is only the place it had last
	Text     string        // the passage
	Matches  []corpus.Span // in Text; none where that is not what was searched
	// Quote is what is printed of a turn or a quote: Text in the language asked
	// for and, with it, in another. It is none of a cell or a memo.
	Quote framework.Quote
}

// SearchResult is the outcome of a search.
type SearchResult struct {
	Total  int
	Found  []Found
	Facets map[string][]search.Count // by field
	// Warning says why the answer took longer than it should, if it did.
	Warning string
}

// errLies means that the index has words that the text has not.
var errLies = errors.New("the index does not match the texts")

// Search finds words, phrases and quotes; [search.Parse] says how a query is
// written. A code is found by its key, number or name, a coder by initials or
// name; one that is not there is a [corpus.ErrNotFound] that suggests the
// nearest, a value that can't be one a [corpus.ErrInvalid]. The answer is checked against the texts themselves: an index that
// lies is made anew. While another process holds the index, one is made for
// this search alone.
func (p *Project) Search(ctx context.Context, query string, o SearchOptions) (result SearchResult, err error) {
	q, err := search.Parse(query)
	if err != nil {
		return result, err
	}
	if o.Limit == 0 {
		o.Limit = 20
	}
	p.indexing.Lock()
	defer p.indexing.Unlock()
	var a asker
	var study framework.Project
	opened := false
	err = p.store.View(ctx, func(r store.Reader) error {
		if a, err = p.newAsker(ctx, r, q, o); err != nil {
			return err
		}
		if opened = p.index != nil && p.index.Opened(a.request.What); opened {
			result, err = p.answer(ctx, r, a, o.Progress)
		} else {
			study, err = r.Project(ctx)
		}
		return err
	})
	if err == nil && !opened {
		if err = p.openIndex(study, a.request.What); err == nil {
			err = p.store.View(ctx, func(r store.Reader) error {
				result, err = p.answer(ctx, r, a, o.Progress)
				return err
			})
		}
	}
	if errors.Is(err, search.ErrBusy) {
		err = p.borrowed(ctx, o.Progress, func(r store.Reader, x *search.Index) error {
			result, err = a.ask(ctx, r, x)
			return err
		})
		result.Warning = "another program holds the index: one was made for this search alone"
	}
	return result, err
}

// answer asks an index that has seen all of the project.
func (p *Project) answer(ctx context.Context, r store.Reader, a asker, progress func(done, total int)) (result SearchResult, err error) {
	ask := func() error {
		err := p.followed(ctx, r, a.request.What, progress)
		if err == nil {
			result, err = a.ask(ctx, r, p.index)
		}
		return err
	}
	err = ask()
	if errors.Is(err, errLies) || errors.Is(err, search.ErrBroken) {
		if err = p.index.Reset(search.Both); err == nil {
			err = ask()
		}
		result.Warning = "the search index was damaged and has been made anew"
	}
	return result, err
}

// asker answers one query from an index and the texts.
type asker struct {
	query   search.Query
	request search.Request
	in      framework.QuotesIn
}

// newAsker says what to ask an index for, and which.
func (p *Project) newAsker(ctx context.Context, r store.Reader, q search.Query, o SearchOptions) (asker, error) {
	attributes, err := r.Attributes(ctx)
	if err != nil {
		return asker{}, err
	}
	request := search.Request{Limit: o.Limit, Offset: o.Offset, Attributes: make([]string, 0, len(attributes))}
	for _, a := range attributes {
		request.Attributes = append(request.Attributes, a.Name)
	}
	if o.Quotes {
		request.What = search.Quotes
	}
	if o.Relevance {
		request.Order = search.ByRelevance
	}
	if o.Facets {
		request.Facets = []string{"case", "speaker", "role", "lang", "code", "coder", "stance"}
	}
	if q, err = newResolver(ctx, r, attributes, &p.cases).resolve(q); err != nil {
		return asker{}, err
	}
	if request.What, err = search.Aim(q, request); err != nil {
		return asker{}, err
	}
	return asker{query: q, request: request, in: o.QuotesIn}, nil
}

func (a asker) ask(ctx context.Context, r store.Reader, x *search.Index) (SearchResult, error) {
	answer, err := x.Search(ctx, a.query, a.request)
	if err != nil {
		return SearchResult{}, err
	}
	result := SearchResult{Total: answer.Total, Facets: answer.Facets}
	shelf := newShelf(ctx, r)
	var tongues *framework.Tongues
	if a.in != framework.QuotesAsCoded {
		if tongues, err = tonguesIn(ctx, r, a.in); err != nil {
			return result, err
		}
	}
	for i := range answer.Hits {
		found, err := shelf.fetch(&answer.Hits[i])
		if isNotFound(err) {
			return result, errLies
		}
		if err != nil {
			return result, err
		}
		if !answer.Hits[i].Check(found.Text) {
			return result, errLies
		}
		found.Matches = answer.Hits[i].Spans(found.Text)
		if tongues != nil {
			if err := found.print(tongues); err != nil {
				return result, err
			}
		}
		result.Found = append(result.Found, found)
	}
	return result, nil
}

// print puts what was found into another language.
func (f *Found) print(tongues *framework.Tongues) error {
	if f.Quote.Document == "" {
		return nil
	}
	err := tongues.Print(&f.Quote)
	if w := f.Quote.Words(); w.Text != f.Text {
		f.Text, f.Matches, f.Language = w.Text, nil, w.Language
	}
	return err
}

// shelf fetches the passages that hits point at, and keeps at hand what the
// next hit may need again.
type shelf struct {
	ctx      context.Context
	r        store.Reader
	document corpus.Document
	text     *corpus.Text // of the document; nil until it is asked for
	cases    map[corpus.CaseID]corpus.Case
	codes    map[codebook.CodeID]codebook.Code
	coders   map[codebook.CoderID]codebook.Coder
}

func newShelf(ctx context.Context, r store.Reader) *shelf {
	return &shelf{
		ctx: ctx, r: r, cases: make(map[corpus.CaseID]corpus.Case),
		codes: make(map[codebook.CodeID]codebook.Code), coders: make(map[codebook.CoderID]codebook.Coder),
	}
}

func (s *shelf) open(id corpus.DocumentID) (err error) {
	if s.document.ID != id {
		s.text = nil
		s.document, err = s.r.Document(s.ctx, id)
	}
	return err
}

func (s *shelf) read() (err error) {
	if s.text == nil {
		s.text, err = s.r.Text(s.ctx, s.document.ID, s.document.Version)
	}
	return err
}

func (s *shelf) fetch(h *search.Hit) (found Found, err error) {
	found.Kind = h.Kind
	switch h.Kind {
	case search.KindTurn:
		if err := s.open(h.Document); err != nil {
			return found, err
		}
		d := &s.document
		if h.Turn < 1 || h.Turn > len(d.Turns) {
			return found, corpus.Errorf(corpus.ErrNotFound, "%s has no turn %d", d.Label, h.Turn)
		}
		turn := d.Turns[h.Turn-1]
		if err := s.read(); err != nil {
			return found, err
		}
		found.Locator = corpus.Locator{Label: d.Label, First: h.Turn, Last: h.Turn}
		found.Page, found.Line = turn.Page, turn.Line
		found.Language = d.Language
		found.Text = s.text.Slice(turn.Span)
		found.Quote = framework.QuoteOf(d, codebook.Coding{Anchor: corpus.Anchor{
			Document: d.ID, Version: d.Version, Span: turn.Span, Quote: found.Text,
		}})
		if turn.Timed {
			found.Clock = corpus.FormatClock(turn.Start.Seconds())
		}
		if speaker, ok := d.SpeakerAt(h.Turn); ok {
			found.Speaker = speaker.Label
		}
		return found, s.whose(&found, d.CaseOf(turn.Span))
	case search.KindQuote:
		c, err := s.r.Coding(s.ctx, codebook.CodingID(h.ID))
		if err != nil {
			return found, err
		}
		if err := s.open(c.Anchor.Document); err != nil {
			return found, err
		}
		q := framework.QuoteOf(&s.document, c)
		found.Quote = q
		found.Locator, found.Speaker, found.Clock, found.Text = q.Locator, q.Speaker, q.Clock, c.Anchor.Quote
		found.Stance, found.Key, found.Language = c.Stance, c.Key, s.document.Language
		if n := q.Locator.First; c.Placed() && n >= 1 {
			found.Page, found.Line = s.document.Turns[n-1].Page, s.document.Turns[n-1].Line
		}
		found.Unplaced = !c.Placed()
		if err := s.names(&found, c.Code, c.Coder); err != nil {
			return found, err
		}
		return found, s.whose(&found, q.Case)
	case search.KindCell:
		c, err := s.r.CellByID(s.ctx, framework.CellID(h.ID))
		if err != nil {
			return found, err
		}
		found.Text, found.Stance = cellText(c), c.Stance
		if err := s.names(&found, c.Code, c.Author); err != nil {
			return found, err
		}
		if c.Code == "" {
			found.Code = framework.AllWord
		}
		if c.Case == "" {
			found.Case = framework.AllWord
		}
		return found, s.whose(&found, c.Case)
	}
	m, err := s.r.Memo(s.ctx, codebook.MemoID(h.ID))
	if err != nil {
		return found, err
	}
	found.Text = memoText(m)
	if err := s.names(&found, m.About.Code, m.Author); err != nil {
		return found, err
	}
	return found, s.whose(&found, m.About.Case)
}

// whose and names fill in labels; what a passage does not have stays empty.
func (s *shelf) whose(found *Found, id corpus.CaseID) error {
	if id == "" {
		return nil
	}
	c, err := kept(s.ctx, s.cases, id, s.r.Case)
	found.Case = c.Label
	return err
}

func (s *shelf) names(found *Found, code codebook.CodeID, coder codebook.CoderID) error {
	if code != "" {
		c, err := kept(s.ctx, s.codes, code, s.r.Code)
		if err != nil {
			return err
		}
		found.Code = c.Key
	}
	if coder != "" {
		c, err := kept(s.ctx, s.coders, coder, s.r.Coder)
		if err != nil {
			return err
		}
		found.Coder = c.Initials
	}
	return nil
}

// kept looks a record up once.
func kept[K comparable, V any](ctx context.Context, at map[K]V, id K, get func(context.Context, K) (V, error)) (V, error) {
	if v, ok := at[id]; ok {
		return v, nil
	}
	v, err := get(ctx, id)
	if err == nil {
		at[id] = v
	}
	return v, err
}
