package project

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"framewise/corpus"
	"framewise/corpus/decode"
	"framewise/corpus/intake"
)

// EditDocument puts a corrected text in the place of a document's, as
// [Project.ReplaceDocument] does with a file. version is that of the text which
// was corrected: where another one is there by now, nothing is written. A text
// without a change changes nothing at all.
//
// Where the text as it is, read anew, gives the turns that the document has, the
// corrected one is read in the same way, so that new paragraphs become turns.
// Else, as in captions and tables, whose marks are not in the text, the turns are
// carried over.
func (p *Project) EditDocument(ctx context.Context, name string, version int, text string, o ReplaceOptions) (Replacement, error) {
	return p.revise(ctx, "document edit", name, func(r *reviser) (bool, error) {
		if r.document.Version != version {
			return false, corpus.Errorf(corpus.ErrConflict, "%s got another text meanwhile", r.document.Name()).
				WithHint("framewise document versions %s shows by whom", r.document.Name())
		}
		text, dropped, replaced := corpus.Clean(text)
		if !strings.HasSuffix(r.text.String(), "\n") {
			text = strings.TrimRight(text, "\n") // which editors put there
		}
		if text == r.text.String() {
			return false, nil
		}
		if strings.TrimSpace(text) == "" {
			return false, corpus.Errorf(corpus.ErrInvalid, "nothing is left of the text").
				WithHint("framewise undo takes an import back")
		}
		if dropped+replaced > 0 {
			r.warn("%d characters that no text can hold were left out", dropped+replaced)
		}
		drafts, err := r.reread(text)
		if err != nil {
			return false, err
		}
		if len(drafts) == 1 {
			if err := r.take(&drafts[0]); err != nil {
				return false, err
			}
			r.carry = corpus.NewCarry(r.text, r.nextText)
			sourcePlaces(&r.document, &r.next, r.carry)
			return true, nil
		}
		r.nextText = corpus.NewText(text)
		r.next.TextHash = corpus.Hash(text)
		r.carry = corpus.NewCarry(r.text, r.nextText)
		r.next.Turns = carriedTurns(r.document.Turns, r.text, r.nextText, r.carry)
		if n := len(r.document.Turns) - len(r.next.Turns); n > 0 {
			r.warn("%d turns are gone", n)
		}
		return true, nil
	}, o)
}

// reread reads a corrected text as the present one can be read; there are no
// drafts where the present one can't.
func (r *reviser) reread(text string) ([]intake.Draft, error) {
	how := r.reading(r.o)
	how.Encoding = "utf-8"
	read := func(text string) ([]intake.Draft, error) {
		return intake.Read(decode.File{Name: "corrected.txt", Content: []byte(text)}, how)
	}
	drafts, err := read(r.text.String())
	if err != nil || len(drafts) != 1 || drafts[0].Text != r.text.String() || !sameTurns(&drafts[0].Document, &r.document) {
		return nil, r.ctx.Err()
	}
	if drafts, err = read(text); err != nil {
		return nil, fmt.Errorf("the corrected text: %w", err)
	}
	return drafts, nil
}

// sameTurns says whether two documents have the same turns by the same
// speakers, whatever their numbers in the source.
func sameTurns(a, b *corpus.Document) bool {
	who := func(d *corpus.Document, t corpus.Turn) string {
		if t.Speaker < 0 || t.Speaker >= len(d.Speakers) {
			return ""
		}
		return d.Speakers[t.Speaker].Label
	}
	return slices.EqualFunc(a.Turns, b.Turns, func(x, y corpus.Turn) bool {
		return x.Span == y.Span && x.Timed == y.Timed && x.Start == y.Start && x.Heading == y.Heading && who(a, x) == who(b, y)
	})
}

// sourcePlaces says of the turns of a corrected text where in the source they
// stand, as the turns that they were have it.
func sourcePlaces(old, next *corpus.Document, carry *corpus.Carry) {
	for i := range next.Turns {
		next.Turns[i].Page, next.Turns[i].Line = 0, 0
	}
	for _, t := range old.Turns {
		if first, _ := next.TurnsIn(carry.Bounds(t.Span)); first > 0 && next.Turns[first-1].Line == 0 {
			next.Turns[first-1].Page, next.Turns[first-1].Line = t.Page, t.Line
		}
	}
}

// carriedTurns carries turns over to a corrected text. What was written between
// two turns goes to the one in whose line it stands, whole lines to the one
// before.
func carriedTurns(turns corpus.Turns, old, next *corpus.Text, carry *corpus.Carry) corpus.Turns {
	var out corpus.Turns
	var was []corpus.Turn // in the old text
	end := corpus.Pos(0)
	for _, t := range turns {
		at := carry.Bounds(t.Span)
		if at.Start = max(at.Start, end); at.Empty() {
			continue
		}
		end = at.End
		was = append(was, t)
		t.Span = at
		out = append(out, t)
	}
	blank := func(t *corpus.Text, s corpus.Span) bool { return strings.TrimSpace(t.Slice(s)) == "" }
	for i := 0; i <= len(out); i++ {
		between, before := corpus.Span{End: next.Len()}, corpus.Span{End: old.Len()}
		if i > 0 {
			between.Start, before.Start = out[i-1].Span.End, was[i-1].Span.End
		}
		if i < len(out) {
			between.End, before.End = out[i].Span.Start, was[i].Span.Start
		}
		words := next.Slice(between)
		if strings.TrimSpace(words) == "" {
			continue
		}
		// The line of the turn before, and where nothing but white space stood
		// between the two, all lines but that of the turn behind.
		mine := strings.IndexByte(words, '\n')
		if blank(old, before) {
			mine = strings.LastIndexByte(words, '\n')
			if i == len(out) {
				mine = len(words)
			}
			if i < len(out) && mine < len(words) {
				behind := strings.TrimLeft(words[mine+1:], " \t")
				if i == 0 {
					behind = strings.TrimLeft(words, " \t\n")
				}
				out[i].Span.Start -= runes(behind)
			}
		}
		if i > 0 && mine > 0 {
			out[i-1].Span.End += runes(strings.TrimRight(words[:mine], " \t\n"))
		}
	}
	return out
}

func runes(s string) corpus.Pos { return corpus.Pos(len([]rune(s))) }
