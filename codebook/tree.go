package codebook

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"framewise/corpus"
)

// Tree is the ordered tree of one framework's codes. The zero value is an
// empty tree; make one with [NewTree].
type Tree struct {
	codes    []Code // depth first, in order
	index    map[CodeID]int
	children map[CodeID][]CodeID
}

// NewTree orders codes into a tree. A parent that is missing, a circle, or two
// codes with the same key are an [corpus.ErrInvalid].
func NewTree(codes []Code) (*Tree, error) {
	byID := make(map[CodeID]Code, len(codes))
	keys := make(map[string]bool, len(codes))
	children := make(map[CodeID][]CodeID)
	for _, c := range codes {
		if _, twice := byID[c.ID]; twice || keys[c.Key] {
			return nil, corpus.Errorf(corpus.ErrInvalid, "two codes have the id %q", c.Key)
		}
		byID[c.ID], keys[c.Key] = c, true
		children[c.Parent] = append(children[c.Parent], c.ID)
	}
	for _, ids := range children {
		slices.SortStableFunc(ids, func(a, b CodeID) int { return cmp.Compare(byID[a].Position, byID[b].Position) })
	}
	t := &Tree{codes: make([]Code, 0, len(codes)), index: make(map[CodeID]int, len(codes)), children: children}
	var add func(CodeID)
	add = func(id CodeID) {
		for _, child := range children[id] {
			t.index[child] = len(t.codes)
			t.codes = append(t.codes, byID[child])
			add(child)
		}
	}
	add("")
	for _, c := range codes {
		if _, reached := t.index[c.ID]; !reached {
			return nil, corpus.Errorf(corpus.ErrInvalid, "the code %q hangs under a code that is not there", c.Key)
		}
	}
	return t, nil
}

// Codes lists all codes depth first, each before its children.
func (t *Tree) Codes() []Code { return t.codes }

// Code returns a code by its identifier.
func (t *Tree) Code(id CodeID) (Code, bool) {
	i, ok := t.index[id]
	if !ok {
		return Code{}, false
	}
	return t.codes[i], true
}

// Order is the place of a code in the tree's order, or -1.
func (t *Tree) Order(id CodeID) int {
	if i, ok := t.index[id]; ok {
		return i
	}
	return -1
}

// Themes lists the codes at the top.
func (t *Tree) Themes() []Code { return t.Children("") }

// Children lists the codes directly under a code, in order.
func (t *Tree) Children(id CodeID) []Code {
	codes := make([]Code, 0, len(t.children[id]))
	for _, child := range t.children[id] {
		codes = append(codes, t.codes[t.index[child]])
	}
	return codes
}

// Ancestors lists a code's parents, the theme first, without the code itself.
func (t *Tree) Ancestors(id CodeID) []Code {
	var up []Code
	for c, ok := t.Code(id); ok && c.Parent != ""; {
		c, ok = t.Code(c.Parent)
		if ok {
			up = append(up, c)
		}
	}
	slices.Reverse(up)
	return up
}

// Theme is the code at the top above a code, or the code itself.
func (t *Tree) Theme(id CodeID) (Code, bool) {
	if up := t.Ancestors(id); len(up) > 0 {
		return up[0], true
	}
	return t.Code(id)
}

// Under lists a code and all codes below it.
func (t *Tree) Under(id CodeID) []CodeID {
	ids := []CodeID{id}
	for _, child := range t.children[id] {
		ids = append(ids, t.Under(child)...)
	}
	return ids
}

// Colour is a code's colour, or the nearest ancestor's.
func (t *Tree) Colour(id CodeID) string {
	for c, ok := t.Code(id); ok; c, ok = t.Code(c.Parent) {
		if c.Colour != "" {
			return c.Colour
		}
	}
	return ""
}

// Find looks a code up by what a person typed: its key, with or without the
// framework's name before a colon, its number, or its name, in any case of
// letters. A name that two codes have is an [corpus.ErrInvalid]; none is an
// [corpus.ErrNotFound] that suggests the nearest.
func (t *Tree) Find(typed string) (Code, error) {
	want := strings.TrimSpace(typed)
	if i := strings.LastIndexByte(want, ':'); i >= 0 {
		want = strings.TrimSpace(want[i+1:])
	}
	for _, c := range t.codes {
		if c.Key == want {
			return c, nil
		}
	}
	var found []Code
	for _, c := range t.codes {
		if strings.EqualFold(c.Key, want) || c.Number == want || strings.EqualFold(c.Name, want) ||
			strings.EqualFold(c.Title(), want) {
			found = append(found, c)
		}
	}
	switch len(found) {
	case 1:
		return found[0], nil
	case 0:
		names := make([]string, 0, 2*len(t.codes))
		for _, c := range t.codes {
			names = append(names, c.Key, c.Name)
		}
		err := corpus.Errorf(corpus.ErrNotFound, "there is no code %q", typed)
		if near := corpus.Nearest(want, names); near != "" {
			err = err.WithHint("did you mean %s?", near)
		}
		return Code{}, err
	}
	keys := make([]string, len(found))
	for i, c := range found {
		keys[i] = c.Key
	}
	return Code{}, corpus.Errorf(corpus.ErrInvalid, "%d codes are called %q", len(found), typed).
		WithHint("%s", fmt.Sprintf("use one of the ids %s", strings.Join(keys, ", ")))
}
