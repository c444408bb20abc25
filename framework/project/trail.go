package project

import (
	"context"
	"fmt"
	"slices"

	"framewise/corpus"
	"framewise/framework/audit"
	"framewise/framework/store"
)

// Log lists the acts of a project, oldest first.
func (p *Project) Log(ctx context.Context) (events []audit.Event, err error) {
	err = p.store.View(ctx, func(r store.Reader) error {
		events, err = eventsOf(ctx, r)
		return err
	})
	return events, err
}

func eventsOf(ctx context.Context, r store.Reader) ([]audit.Event, error) {
	var events []audit.Event
	for e, err := range r.Events(ctx, 0) {
		if err != nil {
			return nil, err
		}
		events = append(events, e)
	}
	return events, nil
}

// standing tells which acts still stand: those that no standing act undid.
func standing(events []audit.Event) map[int64]bool {
	stands := make(map[int64]bool, len(events))
	for _, e := range events {
		stands[e.Revision] = true
	}
	for _, e := range slices.Backward(events) {
		if stands[e.Revision] {
			for _, undone := range e.Undoes {
				stands[undone] = false
			}
		}
	}
	return stands
}

// Undo takes back the last command that still stands, or the one that made a
// given revision; everything else stays. It is an act like any other, which
// [Project.Redo] takes back. Where a later act changed the same things it is a
// [corpus.ErrConflict].
func (p *Project) Undo(ctx context.Context, revision int64) (undone []audit.Event, err error) {
	return p.takeBack(ctx, "undo", func(events []audit.Event, stands map[int64]bool) (audit.Event, error) {
		for _, e := range slices.Backward(events) {
			switch {
			case revision > 0 && e.Revision != revision:
			case revision > 0 && !stands[e.Revision]:
				return e, corpus.Errorf(corpus.ErrInvalid, "act %d is undone already", revision)
			case e.Verb == "init":
				return e, corpus.Errorf(corpus.ErrInvalid, "there is nothing to undo")
			case revision > 0 || stands[e.Revision] && len(e.Undoes) == 0:
				return e, nil
			}
		}
		if revision > 0 {
			return audit.Event{}, corpus.Errorf(corpus.ErrNotFound, "there is no act %d", revision).
				WithHint("framewise log lists them")
		}
		return audit.Event{}, corpus.Errorf(corpus.ErrInvalid, "there is nothing to undo")
	})
}

// Redo takes back the last undo, if nothing was done since.
func (p *Project) Redo(ctx context.Context) (redone []audit.Event, err error) {
	return p.takeBack(ctx, "redo", func(events []audit.Event, stands map[int64]bool) (audit.Event, error) {
		for _, e := range slices.Backward(events) {
			if stands[e.Revision] && e.Verb == "undo" {
				return e, nil
			}
			if stands[e.Revision] && e.Verb != "redo" {
				break
			}
		}
		return audit.Event{}, corpus.Errorf(corpus.ErrInvalid, "there is nothing to redo")
	})
}

// takeBack reverts the batch of the act that choose picks, newest first.
func (p *Project) takeBack(ctx context.Context, verb string,
	choose func([]audit.Event, map[int64]bool) (audit.Event, error)) (back []audit.Event, err error) {
	var events []audit.Event
	if events, err = p.Log(ctx); err != nil {
		return nil, err
	}
	stands := standing(events)
	chosen, err := choose(events, stands)
	if err != nil {
		return nil, err
	}
	act := audit.Act{Actor: p.actor, Verb: verb, Subject: fmt.Sprintf("%s (%d)", chosen.Verb, chosen.Revision)}
	for _, e := range slices.Backward(events) {
		same := e.Revision == chosen.Revision || chosen.Batch != "" && e.Batch == chosen.Batch
		if same && stands[e.Revision] {
			back = append(back, e)
			act.Undoes = append(act.Undoes, e.Revision)
		}
	}
	_, err = p.store.Update(ctx, act, func(tx store.Tx) error {
		for _, e := range back {
			if err := tx.Revert(ctx, e.Revision); err != nil {
				return err
			}
		}
		return attributesThere(ctx, tx)
	})
	if err != nil {
		return nil, err
	}
	return back, nil
}

// attributesThere makes sure that no case has a value for an attribute that
// an undo has taken away: the value would be in no list any more.
func attributesThere(ctx context.Context, r store.Reader) error {
	attributes, err := r.Attributes(ctx)
	if err != nil {
		return err
	}
	cases, err := r.Cases(ctx)
	if err != nil {
		return err
	}
	for _, c := range cases {
		for name := range c.Values {
			if !slices.ContainsFunc(attributes, func(a corpus.Attribute) bool { return a.Name == name }) {
				return corpus.Errorf(corpus.ErrConflict, "%s has been given a value of %q since", c.Label, name).
					WithHint("undo that first")
			}
		}
	}
	return nil
}

// Verify checks the trail, every stored hash, and that every quote equals its
// span; fn is told what is wrong. A project with faults gives an [ErrCheck].
func (p *Project) Verify(ctx context.Context, fn func(error)) error {
	faults := 0
	for err := range p.store.Verify(ctx) {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		faults++
		fn(err)
	}
	if faults > 0 {
		return corpus.Errorf(ErrCheck, "%d faults", faults).
			WithHint("keep this copy as it is, and go on from a backup")
	}
	return nil
}
