package project

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"framewise/codebook"
	"framewise/corpus"
	"framewise/corpus/decode"
	"framewise/corpus/intake"
	"framewise/framework/store"
)

// join takes a file's margin comments into a document that has its text: the
// very same one, or the one named. joined is false where the file is a document
// of its own.
func (in *intaker) join(drafts []intake.Draft, into string) (joined bool, err error) {
	if len(drafts) != 1 {
		if into != "" {
			return false, corpus.Errorf(corpus.ErrInvalid, "it holds %d documents, and comments go into one", len(drafts))
		}
		return false, nil
	}
	draft := &drafts[0]
	var d corpus.Document
	if into != "" {
		if d, err = documentNamed(in.ctx, in.tx, into); err != nil {
			return false, err
		}
	} else {
		same, err := in.tx.DocumentsByText(in.ctx, corpus.Hash(draft.Text))
		if err != nil || len(same) == 0 || len(draft.Text) < shortText {
			return false, err
		}
		d = same[0]
	}
	text, err := in.tx.Text(in.ctx, d.ID, d.Version)
	if err != nil {
		return false, err
	}
	carry := corpus.NewCarry(corpus.NewText(draft.Text), text)
	if carry.Kept() < leastKept {
		return false, corpus.Errorf(corpus.ErrConflict, "that looks like another talk than %s: the two have %.0f %% in common",
			d.Name(), 100*carry.Kept())
	}
	in.result.Known = d.Name()
	comments := slices.Clone(draft.Comments)
	lost := 0
	for i := range comments {
		var fate corpus.Fate
		if comments[i].Span, fate = carry.Span(comments[i].Span); fate == corpus.Unplaced {
			lost++
		}
	}
	if lost > 0 {
		in.result.Warnings = append(in.result.Warnings, fmt.Sprintf(
			"%s does not have the words that a comment is on, %d times: the comment is kept as a memo", d.Name(), lost))
	}
	known, err := marginsOf(in.ctx, in.tx, d.ID)
	if err != nil {
		return false, err
	}
	return true, in.comments(comments, text, &d, known)
}

// hint says where a document that gets a label with a number behind it may be a
// corrected version of the one that has the label.
func (in *intaker) hint(draft *intake.Draft, d *corpus.Document, alike []corpus.Document) error {
	for _, o := range alike {
		if !sameLanguage(o.Language, d.Language) || o.Kind != d.Kind {
			continue
		}
		text, err := in.tx.Text(in.ctx, o.ID, o.Version)
		if err != nil {
			return err
		}
		if corpus.NewCarry(text, corpus.NewText(draft.Text)).Kept() < leastKept {
			continue
		}
		draft.Warnings = append(draft.Warnings, decode.Warnf("",
			"much of it stands in %[1]s: if it is a corrected %[1]s, undo this import and use framewise document replace %[1]s", o.Name()))
		return nil
	}
	return nil
}

// comments makes codings of margin comments that name codes, and memos of
// those that do not: nothing that a colleague wrote is dropped. What is known,
// from another copy of the file, is not doubled. text is the document's.
func (in *intaker) comments(comments []intake.Comment, text *corpus.Text, d *corpus.Document, known margins) error {
	if len(comments) == 0 {
		return nil
	}
	var tree *codebook.Tree
	fw, tree, err := inUse(in.ctx, in.tx)
	if isNotFound(err) {
		in.result.Warnings = append(in.result.Warnings, fmt.Sprintf(
			"%d comments are kept as memos: no framework is in use whose codes they could name", len(comments)))
	} else if err != nil {
		return err
	}
	for _, comment := range comments {
		author, err := in.p.coder(in.ctx, in.tx, comment.Author)
		if err != nil {
			return err
		}
		codes, rest, stance := codesNamed(tree, comment.Text)
		anchor, err := text.Anchor(d.ID, d.Version, comment.Span)
		if err != nil || len(codes) == 0 {
			title := "Comment"
			if err == nil {
				title = "Comment at " + d.Locator(comment.Span).String()
			}
			m := codebook.Memo{
				ID: corpus.NewID[codebook.MemoID](), Kind: codebook.Analytic, Title: title,
				Text: comment.Text, About: codebook.Ref{Document: d.ID}, Author: author.ID, Created: in.p.time(),
			}
			if known.memos[memoKey{m.Author, m.Title, m.Text}] {
				continue
			}
			if tree != nil && err == nil {
				in.result.Warnings = append(in.result.Warnings, fmt.Sprintf(
					"the comment at %s names no code and is kept as a memo", d.Locator(comment.Span)))
			}
			if err := in.tx.PutMemo(in.ctx, m); err != nil {
				return err
			}
			continue
		}
		for _, code := range codes {
			c := codebook.Coding{
				ID: corpus.NewID[codebook.CodingID](), Anchor: anchor, Code: code.ID, Coder: author.ID,
				Stance: stance, Memo: rest, FrameworkVersion: fw.Version, Created: in.p.time(),
			}
			if known.codings[sameAs(c)] {
				continue
			}
			if err := in.tx.PutCoding(in.ctx, c); err != nil {
				return err
			}
			in.result.Codings++
		}
	}
	return nil
}

// margins is what a document has of margin comments.
type margins struct {
	codings map[same]bool
	memos   map[memoKey]bool
}

type memoKey struct {
	author      codebook.CoderID
	title, text string
}

func marginsOf(ctx context.Context, r store.Reader, id corpus.DocumentID) (margins, error) {
	m := margins{make(map[same]bool), make(map[memoKey]bool)}
	for c, err := range r.Codings(ctx, codebook.CodingFilter{Document: id}) {
		if err != nil {
			return m, err
		}
		if c.Placed() {
			m.codings[sameAs(c)] = true
		}
	}
	memos, err := r.Memos(ctx)
	for _, memo := range memos {
		if memo.About.Document == id {
			m.memos[memoKey{memo.Author, memo.Title, memo.Text}] = true
		}
	}
	return m, err
}

// codesNamed reads a margin comment: codes by id, number or name, one a line
// or with semicolons between them, each perhaps with a sign for its stance
// ("warmth +") or a remark behind a colon or dash ("warmth: even on Sundays").
// rest is what is not a code's name.
func codesNamed(tree *codebook.Tree, comment string) (codes []codebook.Code, rest string, stance codebook.Stance) {
	if tree == nil {
		return nil, comment, codebook.NoStance
	}
	find := func(s string) bool {
		c, err := tree.Find(s)
		if err != nil || c.Status != codebook.Active {
			return false
		}
		if !slices.ContainsFunc(codes, func(o codebook.Code) bool { return o.ID == c.ID }) {
			codes = append(codes, c)
		}
		return true
	}
	var remarks []string
	for _, part := range strings.FieldsFunc(comment, func(r rune) bool { return r == '\n' || r == ';' || r == '|' }) {
		part = strings.TrimSpace(strings.TrimLeft(strings.TrimSpace(part), "#•"))
		if part == "" {
			continue
		}
		name := part
		if fields := strings.Fields(part); len(fields) > 1 {
			last := strings.Trim(fields[len(fields)-1], "()[]")
			if s, err := codebook.ParseStance(last); err == nil && s != codebook.NoStance {
				name, stance = strings.TrimSpace(part[:strings.LastIndex(part, fields[len(fields)-1])]), s
			}
		}
		if find(name) || find(part) {
			continue
		}
		found := false
		for _, separator := range []string{": ", " – ", " — ", " - ", ", "} {
			before, after, ok := strings.Cut(part, separator)
			if ok && find(before) {
				if !(separator == ", " && find(after)) {
					remarks = append(remarks, strings.TrimSpace(after))
				}
				found = true
				break
			}
		}
		if !found {
			remarks = append(remarks, part)
		}
	}
	return codes, strings.Join(remarks, "\n"), stance
}
