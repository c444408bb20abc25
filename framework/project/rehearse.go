package project

import (
	"context"
	"errors"
	"framewise/framework/audit"
	"framewise/framework/store"
	"iter"
)

// errRehearsed takes a rehearsal back.
var errRehearsed = errors.New("rehearsed")

// Rehearse runs fn on a project in which every act happens and none stays:
// what a verb would do and say is seen, and afterwards the project is as it
// was. The project given to fn must not be used after it, nor searched; while
// fn runs nobody else can write.
func (p *Project) Rehearse(ctx context.Context, fn func(*Project) error) error {
	var failed error
	_, err := p.update(ctx, "rehearse", "", func(tx store.Tx) error {
		failed = fn(&Project{dir: p.dir, store: rehearsal{tx}, actor: p.actor, now: p.now})
		return errRehearsed
	})
	if failed != nil || errors.Is(err, errRehearsed) {
		return failed
	}
	return err
}

// rehearsal is a store whose acts all happen in one transaction.
type rehearsal struct{ store.Tx }

func (r rehearsal) View(_ context.Context, fn func(store.Reader) error) error { return fn(r.Tx) }

func (r rehearsal) Update(_ context.Context, act audit.Act, fn func(store.Tx) error) (audit.Event, error) {
	return audit.Event{Actor: act.Actor, Verb: act.Verb, Subject: act.Subject}, fn(r.Tx)
}

func (r rehearsal) Verify(context.Context) iter.Seq[error] { return func(func(error) bool) {} }

func (r rehearsal) Close() error { return nil }
