package xlsx

import "testing"

func TestSheetNames(t *testing.T) {
	t.Parallel()
	n := newSheetNames()
	for _, test := range []struct{ title, want string }{
		{"3 The liminal position of the peer worker", "3 The liminal position of the"},
		{"3 The liminal position of the peer workers", "3 The liminal position of (2)"},
		{"Thirty-one signs fit to the end", "Thirty-one signs fit to the end"},
		{"Wissenschaftsgemeinschaftsgedanken und mehr", "Wissenschaftsgemeinschaftsgedan"},
		{"What's [this]: a/b?", "What’s this a b"},
		{"cells", "cells (2)"},
		{"", "Theme"},
	} {
		if got := n.take(test.title); got != test.want {
			t.Errorf("%q makes the sheet %q, want %q", test.title, got, test.want)
		}
	}
}
