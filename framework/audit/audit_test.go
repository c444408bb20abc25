package audit_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"framewise/framework/audit"
)

// link is an event with the changes it speaks of.
type link struct {
	event   audit.Event
	changes []audit.Change
}

// trail makes a trail of a number of acts, sealed one after another.
func trail(acts int) []link {
	var all []link
	previous := ""
	for i := range acts {
		l := link{changes: []audit.Change{
			{Kind: "code", ID: fmt.Sprint("c", i), After: "aa"},
			{Kind: "cell", ID: "x y", Before: "bb", After: "cc"},
		}}
		d := digest(l.changes)
		l.event = audit.Event{
			Revision: int64(i + 1), Time: time.Date(2026, 4, 30, 9, i, 0, 0, time.UTC),
			Actor: "Amparo Ríos", Verb: "chart set", Subject: "P1 × warmth", Batch: "b",
			Undoes: []int64{int64(i)}, Changes: d.Len(), Digest: d.Sum(),
		}
		l.event.Seal(previous)
		previous = l.event.Hash
		all = append(all, l)
	}
	return all
}

func digest(changes []audit.Change) *audit.Digest {
	d := audit.NewDigest()
	for _, c := range changes {
		d.Add(c)
	}
	return d
}

func follow(trail []link) error {
	var chain audit.Chain
	for _, l := range trail {
		if err := chain.Next(l.event, digest(l.changes)); err != nil {
			return err
		}
	}
	return nil
}

func TestChain(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name   string
		tamper func(trail []link) []link
		says   string // empty: the trail is whole
	}{
		{"whole", func(t []link) []link { return t }, ""},
		{"empty", func(t []link) []link { return nil }, ""},
		{"its beginning", func(t []link) []link { return t[:2] }, ""},
		{"time in another zone", func(t []link) []link {
			t[1].event.Time = t[1].event.Time.In(time.FixedZone("Santiago", -4*3600))
			return t
		}, ""},
		{"revision", func(t []link) []link {
			t[1].event.Revision = 7
			return t
		}, "revision 1 is followed by 7"},
		{"time", func(t []link) []link {
			t[1].event.Time = t[1].event.Time.Add(time.Second)
			return t
		}, "revision 2 was altered"},
		{"actor", func(t []link) []link {
			t[1].event.Actor = "Nobody"
			return t
		}, "revision 2 was altered"},
		{"verb", func(t []link) []link {
			t[1].event.Verb = "memo add"
			return t
		}, "revision 2 was altered"},
		{"subject", func(t []link) []link {
			t[1].event.Subject = "P2 × warmth"
			return t
		}, "revision 2 was altered"},
		{"batch", func(t []link) []link { t[1].event.Batch = ""; return t }, "revision 2 was altered"},
		{"undoes", func(t []link) []link {
			t[1].event.Undoes = nil
			return t
		}, "revision 2 was altered"},
		{"number of changes", func(t []link) []link {
			t[1].event.Changes = 1
			return t
		}, "revision 2 was altered"},
		{"digest", func(t []link) []link {
			t[1].event.Digest = "00"
			return t
		}, "revision 2 was altered"},
		{"hash", func(t []link) []link { t[1].event.Hash = "00"; return t }, "revision 2 was altered"},
		{"first left out", func(t []link) []link { return t[1:] }, "revision 0 is followed by 2"},
		{"one left out", func(t []link) []link { return slices.Delete(t, 1, 2) }, "revision 1 is followed by 3"},
		{"one twice", func(t []link) []link { return slices.Insert(t, 1, t[0]) }, "revision 1 is followed by 1"},
		{"one replaced and sealed anew", func(t []link) []link {
			t[1].event.Actor = "Nobody"
			t[1].event.Seal(t[0].event.Hash)
			return t
		}, "revision 3 does not follow"},
		{"a change left out", func(t []link) []link {
			t[1].changes = t[1].changes[:1]
			return t
		}, "the changes of revision 2"},
		{"a change added", func(t []link) []link {
			t[1].changes = append(t[1].changes, audit.Change{Kind: "memo", ID: "m"})
			return t
		}, "the changes of revision 2"},
		{"a change altered", func(t []link) []link {
			t[1].changes[1].After = "dd"
			return t
		}, "the changes of revision 2"},
		{"changes in another order", func(t []link) []link {
			slices.Reverse(t[1].changes)
			return t
		}, "the changes of revision 2"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			err := follow(test.tamper(trail(3)))
			switch {
			case test.says == "" && err != nil:
				t.Errorf("got %v", err)
			case test.says == "":
			case !errors.Is(err, audit.ErrBroken) || !strings.Contains(err.Error(), test.says):
				t.Errorf("got %v, want one that says %q", err, test.says)
			}
		})
	}
}

// TestDigestIsInjective: changes that differ only in where one field ends and
// the next begins have different digests.
func TestDigestIsInjective(t *testing.T) {
	t.Parallel()
	seen := map[string]audit.Change{}
	for _, c := range []audit.Change{
		{Kind: "a", ID: "b"}, {Kind: "ab"}, {ID: "ab"}, {Kind: "a b"}, {Kind: `a" "b`}, {Kind: "a", Before: "b"},
		{Kind: "a", After: "b"}, {Kind: "a\n", ID: "b"}, {Kind: "a", ID: "\nb"},
	} {
		sum := digest([]audit.Change{c}).Sum()
		if other, twice := seen[sum]; twice {
			t.Errorf("%+v and %+v have the same digest", c, other)
		}
		seen[sum] = c
	}
	one := digest([]audit.Change{{Kind: "a"}, {Kind: "b"}})
	if _, twice := seen[one.Sum()]; twice || one.Len() != 2 {
		t.Errorf("two changes: length %d", one.Len())
	}
}

// TestHashIsFixed holds the format of the seal: trails of earlier releases
// must verify for ever.
func TestHashIsFixed(t *testing.T) {
	t.Parallel()
	last := trail(3)[2].event
	const digest = "e27ee76f6a88529e16a67288c4a3203594cc796cb746bc60fefe6344b1fe0e4d"
	const hash = "b07259ec8de16225eb3a4cd8baba4272f779a377c816988822751a68a1f3137b"
	if last.Digest != digest || last.Hash != hash {
		t.Errorf("digest %s, hash %s", last.Digest, last.Hash)
	}
}

// FuzzDigest: no two different changes are found with the same digest.
func FuzzDigest(f *testing.F) {
	f.Add("code", "1", "", "aa", "code", "1 ", "", "aa")
	f.Add("a\"b", "", "", "", "a", "b", "", "")
	f.Fuzz(func(t *testing.T, k1, i1, b1, a1, k2, i2, b2, a2 string) {
		one := audit.Change{Kind: k1, ID: i1, Before: b1, After: a1}
		two := audit.Change{Kind: k2, ID: i2, Before: b2, After: a2}
		same := digest([]audit.Change{one}).Sum() == digest([]audit.Change{two}).Sum()
		if same != (one == two) {
			t.Errorf("%+v and %+v: same digest %v", one, two, same)
		}
	})
}
