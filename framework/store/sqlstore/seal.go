package sqlstore

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"time"

	"framewise/corpus"
	"framewise/framework/audit"
)

// timeLayout is how the trail writes times: UTC, to the millisecond.
const timeLayout = "2006-01-02T15:04:05.000Z"

// seal ends an act: it checks what can be checked only at the end, takes the
// next revision and writes the event with its changes. An act that changed
// nothing gets revision 0 and is to be rolled back.
func (tx *Tx) seal(ctx context.Context, act audit.Act) (audit.Event, error) {
	if tx.failed != nil {
		return audit.Event{}, tx.failed
	}
	tx.order = slices.DeleteFunc(tx.order, func(c *change) bool { return c.before == c.after })
	if len(tx.order) == 0 {
		if tx.loose {
			return audit.Event{}, corpus.Errorf(corpus.ErrInvalid, "a text or a file was stored without a document")
		}
		return audit.Event{}, nil
	}
	if err := tx.checkTexts(ctx); err != nil {
		return audit.Event{}, err
	}
	if err := tx.checkLinks(ctx); err != nil {
		return audit.Event{}, err
	}
	if err := tx.checkPlaces(ctx); err != nil {
		return audit.Event{}, err
	}

	digest := audit.NewDigest()
	for _, c := range tx.order {
		digest.Add(audit.Change{Kind: c.kind, ID: c.id, Before: c.before, After: c.after})
	}
	event := audit.Event{
		Time:  tx.store.now().UTC().Truncate(time.Millisecond),
		Actor: storable(act.Actor), Verb: storable(act.Verb), Subject: storable(act.Subject),
		Batch: storable(act.Batch), Undoes: union(act.Undoes, tx.undoes),
		Changes: digest.Len(), Digest: digest.Sum(),
	}
	err := tx.row(ctx, "UPDATE head SET rev = rev + 1 RETURNING rev", nil, &event.Revision)
	if err != nil {
		return audit.Event{}, err
	}
	previous := ""
	if event.Revision > 1 {
		err := tx.row(ctx, "SELECT hash FROM event WHERE rev = $1", []any{event.Revision - 1}, &previous)
		if err != nil {
			return audit.Event{}, err
		}
	}
	event.Seal(previous)
	undoes, err := json.Marshal(event.Undoes)
	if err != nil {
		return audit.Event{}, err
	}
	err = tx.exec(ctx, `INSERT INTO event
		(rev, time, actor, verb, subject, batch, undoes, changes, digest, previous, hash)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
		event.Revision, event.Time.Format(timeLayout), event.Actor, event.Verb, event.Subject, event.Batch,
		string(undoes), event.Changes, event.Digest, event.Previous, event.Hash)
	if err != nil {
		return audit.Event{}, err
	}
	return event, tx.writeChanges(ctx, event.Revision)
}

// writeChanges writes the changes of the act in their order.
func (tx *Tx) writeChanges(ctx context.Context, revision int64) error {
	const columns = 7
	n := 0
	for chunk := range slices.Chunk(tx.order, writeRows) {
		args := make([]any, 0, len(chunk)*columns)
		for _, c := range chunk {
			n++
			var before any // NULL: there was nothing
			if c.old != "" {
				before = c.old
			}
			args = append(args, revision, n, c.kind, c.id, c.before, c.after, before)
		}
		var b strings.Builder
		b.WriteString("INSERT INTO change (rev, n, kind, id, before_hash, after_hash, before) VALUES ")
		placeholders(&b, len(chunk), columns)
		if err := tx.exec(ctx, b.String(), args...); err != nil {
			return err
		}
	}
	return nil
}

// storable makes any string fit for every database.
func storable(s string) string {
	return strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\x00", "")
}

// union joins revisions, newest first, each once; nil where there are none.
func union(a, b []int64) []int64 {
	all := slices.Concat(a, b)
	slices.Sort(all)
	all = slices.Compact(all)
	slices.Reverse(all)
	if len(all) == 0 {
		return nil
	}
	return all
}
