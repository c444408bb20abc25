package project

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"framewise/corpus"
	"framewise/framework"
	"framewise/framework/audit"
	"framewise/framework/store"
)

// DocumentVersion is one text that a document has had.
type DocumentVersion struct {
	Document corpus.Document // with the turns of that version
	Event    audit.Event     // that brought it in first
	Present  bool
	Until    int64 // revision of the act that put another text in its place last; 0 where none did
}

// DocumentVersions lists the texts that a document has had, the oldest first.
func (p *Project) DocumentVersions(ctx context.Context, name string) (versions []DocumentVersion, err error) {
	err = p.store.View(ctx, func(r store.Reader) error {
		d, err := documentNamed(ctx, r, name)
		if err != nil {
			return err
		}
		versions, err = documentVersions(ctx, r, d)
		return err
	})
	return versions, err
}

func documentNamed(ctx context.Context, r store.Reader, name string) (corpus.Document, error) {
	cases, err := r.Cases(ctx)
	if err != nil {
		return corpus.Document{}, err
	}
	all, err := allDocuments(ctx, r)
	if err != nil {
		return corpus.Document{}, err
	}
	found, err := documentsNamed(all, cases, name)
	if err != nil {
		return corpus.Document{}, err
	}
	return found[0], nil
}

func documentVersions(ctx context.Context, r store.Reader, d corpus.Document) ([]DocumentVersion, error) {
	var versions []DocumentVersion
	newer := int64(0)                                   // the act behind the state at hand
	for v, err := range r.DocumentVersions(ctx, d.ID) { // newest first
		if err != nil {
			return nil, err
		}
		i := slices.IndexFunc(versions, func(w DocumentVersion) bool { return w.Document.Version == v.Document.Version })
		if i < 0 {
			i = len(versions)
			versions = append(versions, DocumentVersion{
				Document: v.Document, Present: v.Document.Version == d.Version, Until: newer,
			})
		}
		versions[i].Event, newer = v.Event, v.Event.Revision
	}
	slices.SortFunc(versions, func(a, b DocumentVersion) int { return a.Document.Version - b.Document.Version })
	return versions, nil
}

// ShowVersion reads one version of a document, as [Project.Show] does the
// present one. An earlier one has the codings and the questions that it had when
// another text took its place, under the names that codes and coders have now,
// and none of its translations'.
func (p *Project) ShowVersion(ctx context.Context, name string, number int) (view DocumentView, err error) {
	if view, err = p.Show(ctx, name); err != nil || view.Version == number {
		return view, err
	}
	err = p.store.View(ctx, func(r store.Reader) error {
		v, err := versionNumbered(ctx, r, view.Document, number)
		if err != nil {
			return err
		}
		view.Document, view.Codings, view.Asked, view.Unplaced, view.Across = v.Document, nil, nil, nil, nil
		if view.Text, err = r.Text(ctx, view.ID, number); err != nil {
			return err
		}
		return view.asBefore(ctx, r, v.Until)
	})
	return view, err
}

// asBefore puts into a document the codings that it had before an act gave it
// another text: the act changed them all.
func (view *DocumentView) asBefore(ctx context.Context, r store.Reader, revision int64) error {
	names, err := newNamer(ctx, r)
	if err != nil {
		return err
	}
	for c, err := range r.CodingsBefore(ctx, revision) {
		switch {
		case err != nil:
			return err
		case c.Anchor.Document != view.ID || c.Anchor.Version != view.Version || !c.Placed():
		case c.Asks:
			view.Asked = append(view.Asked, names.view(&view.Document, c))
		default:
			view.Codings = append(view.Codings, names.view(&view.Document, c))
		}
	}
	for _, list := range [][]CodingView{view.Asked, view.Codings} {
		slices.SortFunc(list, func(a, b CodingView) int {
			x, y := a.Coding.Anchor.Span, b.Coding.Anchor.Span
			return cmp.Or(cmp.Compare(x.Start, y.Start), cmp.Compare(x.End, y.End), cmp.Compare(a.Coding.ID, b.Coding.ID))
		})
	}
	return nil
}

func versionNumbered(ctx context.Context, r store.Reader, d corpus.Document, number int) (DocumentVersion, error) {
	versions, err := documentVersions(ctx, r, d)
	if err != nil {
		return DocumentVersion{}, err
	}
	for _, v := range versions {
		if v.Document.Version == number {
			return v, nil
		}
	}
	return DocumentVersion{}, corpus.Errorf(corpus.ErrNotFound, "%s has no version %d", d.Name(), number).
		WithHint("framewise document versions %s lists them", d.Name())
}

// ChangedTurn is a stretch of lines in which two versions of a text differ, with
// the numbers of the first turns in it; 0 before the first.
type ChangedTurn struct {
	Old, New int
	Pieces   []framework.Piece
}

// DiffDocument lays two versions of a document side by side and returns the
// lines in which they differ. from 0 is the version before to, to 0 the present
// one; fromVersion and toVersion say which they were.
func (p *Project) DiffDocument(ctx context.Context, name string, from, to int) (changes []ChangedTurn, fromVersion, toVersion int, err error) {
	err = p.store.View(ctx, func(r store.Reader) error {
		d, err := documentNamed(ctx, r, name)
		if err != nil {
			return err
		}
		if to == 0 {
			to = d.Version
		}
		if from == 0 {
			versions, err := documentVersions(ctx, r, d)
			if err != nil {
				return err
			}
			for _, v := range versions {
				if v.Document.Version < to {
					from = v.Document.Version
				}
			}
			if from == 0 {
				return corpus.Errorf(corpus.ErrNotFound, "%s has had no other text", d.Name())
			}
		}
		sides := [2]corpus.Document{}
		texts := [2]*corpus.Text{}
		for i, number := range []int{from, to} {
			v, err := versionNumbered(ctx, r, d, number)
			if err != nil {
				return err
			}
			sides[i] = v.Document
			if texts[i], err = r.Text(ctx, d.ID, number); err != nil {
				return err
			}
		}
		changes = changedTurns(sides, texts)
		return ctx.Err()
	})
	return changes, from, to, err
}

// changedTurns lists the runs of lines that are not in both texts.
func changedTurns(d [2]corpus.Document, t [2]*corpus.Text) []ChangedTurn {
	lines := [2][]string{strings.SplitAfter(t[0].String(), "\n"), strings.SplitAfter(t[1].String(), "\n")}
	var out []ChangedTurn
	at := [2]corpus.Pos{}
	for _, h := range corpus.DiffLines(lines[0], lines[1]) {
		sides := [2]string{strings.Join(lines[0][h.From:h.To], ""), strings.Join(lines[1][h.NewFrom:h.NewTo], "")}
		if h.Same {
			at[0] += runes(sides[0])
			at[1] += runes(sides[1])
			continue
		}
		out = append(out, ChangedTurn{
			Old: turnFrom(&d[0], at[0], runes(sides[0])), New: turnFrom(&d[1], at[1], runes(sides[1])),
			Pieces: framework.Diff(strings.TrimRight(sides[0], "\n"), strings.TrimRight(sides[1], "\n")),
		})
		at[0] += runes(sides[0])
		at[1] += runes(sides[1])
	}
	return out
}

// turnFrom is the number of the first turn in a stretch, or of the one before it.
func turnFrom(d *corpus.Document, at, n corpus.Pos) int {
	if n == 0 {
		return d.TurnAt(at)
	}
	first, _ := d.TurnsIn(corpus.Span{Start: at, End: at + n})
	return first
}
