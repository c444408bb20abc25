// Package audit is the trail: one [Event] for every act that changed the
// project, each sealed with the hash of the one before it, so that an event
// can be neither altered nor left out without its being seen.
//
// An event holds identifiers and hashes, never a sentence of a transcript or
// a summary: a participant's words can be withdrawn and the chain still
// verifies. The package knows nothing of the records it speaks of.
package audit

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"time"
)

// Act is what somebody is about to do. The store turns it into an [Event].
type Act struct {
	Actor string // the coder's name
	Verb  string // the command's words: "coding import"
	// Subject names what it was done to, by label, identifier or file name.
	// Never text of the study.
	Subject string
	// Batch joins the acts of one command, which are undone together. Empty
	// means an act by itself.
	Batch string
	// Undoes lists the revisions that this act takes back.
	Undoes []int64
}

// Change is one record that an act touched. Before and After are the hashes
// of the record's versions; empty where there was, or is, none.
type Change struct {
	Kind   string `json:"kind"` // case, document, code, coding, cell, …
	ID     string `json:"id"`
	Before string `json:"before,omitempty"`
	After  string `json:"after,omitempty"`
}

// Event is one act that happened. Revisions count the acts of a project from
// 1 without a gap.
type Event struct {
	Revision int64     `json:"revision"`
	Time     time.Time `json:"time"` // UTC, to the millisecond
	Actor    string    `json:"actor"`
	Verb     string    `json:"verb"`
	Subject  string    `json:"subject,omitempty"`
	Batch    string    `json:"batch,omitempty"`
	Undoes   []int64   `json:"undoes,omitempty"`
	Changes  int       `json:"changes"` // how many records it touched
	Digest   string    `json:"digest"`  // of the changes, see [Digest]
	Previous string    `json:"previous"`
	Hash     string    `json:"hash"`
}

// Seal fills in the event's link to the one before it and its own hash: the
// SHA-256 of the event's JSON without the hash.
func (e *Event) Seal(previous string) {
	e.Previous = previous
	e.Hash = e.hash()
}

func (e Event) hash() string {
	e.Hash = ""
	e.Time = e.Time.UTC().Truncate(time.Millisecond)
	b, err := json.Marshal(e)
	if err != nil {
		panic(err) // an Event always marshals
	}
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// Digest adds up the changes of one act, in their order.
type Digest struct {
	h hash.Hash
	n int
}

// NewDigest starts an empty digest.
func NewDigest() *Digest { return &Digest{h: sha256.New()} }

// Add takes one change in.
func (d *Digest) Add(c Change) {
	fmt.Fprintf(d.h, "%q %q %q %q\n", c.Kind, c.ID, c.Before, c.After)
	d.n++
}

// Len is how many changes were added.
func (d *Digest) Len() int { return d.n }

// Sum returns the digest in lower-case hex.
func (d *Digest) Sum() string { return hex.EncodeToString(d.h.Sum(nil)) }

// ErrBroken is the error of a trail that was tampered with.
var ErrBroken = errors.New("the trail is broken")

// Chain verifies a trail, event by event. The zero value is ready for the
// first event.
type Chain struct {
	revision int64
	hash     string
}

// Next checks that an event follows the ones before it and is as it was
// sealed. digest is recomputed from the event's changes. The error is an
// [ErrBroken] that names the revision.
func (c *Chain) Next(e Event, changes *Digest) error {
	switch {
	case e.Revision != c.revision+1:
		return fmt.Errorf("%w: revision %d is followed by %d", ErrBroken, c.revision, e.Revision)
	case e.Previous != c.hash:
		return fmt.Errorf("%w: revision %d does not follow the one before it", ErrBroken, e.Revision)
	case e.Hash != e.hash():
		return fmt.Errorf("%w: revision %d was altered", ErrBroken, e.Revision)
	case changes.Len() != e.Changes || changes.Sum() != e.Digest:
		return fmt.Errorf("%w: the changes of revision %d were altered", ErrBroken, e.Revision)
	}
	c.revision, c.hash = e.Revision, e.Hash
	return nil
}
