package talk

import (
	"strings"

	"framewise/corpus/decode"
)

// node is a place in the JSON: a path of names, whatever lists are on it.
type node struct {
	name     string
	parent   *node
	children map[string]*node
	order    []*node

	objects int // objects here that are entries of a list
	strings int // strings here
	bytes   int // their length
	numbers int

	role   role // which field of a record it is
	record bool // whether an object here is a record
	want   bool // whether there is a field or a record here or below
}

// mostNodes is how many places are told apart; what has more is no list of
// entries that are alike.
const mostNodes = 2000

// tree is all the places.
type tree struct {
	root  node
	n     int
	links [][2]*node // from a place within an entry to the list that entry is in
}

// child is a place below another, made if it is new; nil where there are too
// many. Names that differ in case and in signs are one. Replies to replies are
// where the replies are.
func (t *tree) child(n *node, name string) *node {
	if c := n.children[name]; c != nil {
		return c
	}
	if t.n++; t.n > mostNodes {
		return nil
	}
	if n.children == nil {
		n.children = make(map[string]*node)
	}
	key := plain(name)
	if c := n.children[key]; c != nil {
		n.children[name] = c
		return c
	}
	if replies[key] {
		for a := n; a != nil; a = a.parent {
			if a.name == key {
				n.children[name], n.children[key] = a, a
				t.links = append(t.links, [2]*node{n, a})
				return a
			}
		}
	}
	c := &node{name: key, parent: n}
	n.children[name], n.children[key] = c, c
	n.order = append(n.order, c)
	return c
}

// plain is a name without its case and the signs between its words, those of
// paths among them; never empty.
func plain(name string) string {
	for i := range len(name) {
		if c := name[i]; c >= 'A' && c <= 'Z' || strings.IndexByte("_- .", c) >= 0 {
			name = strings.ToLower(signs.Replace(name))
			break
		}
	}
	if name == "" {
		return "?"
	}
	return name
}

var signs = strings.NewReplacer("_", "", "-", "", " ", "", ".", "")

// replies are the names of lists of answers within an entry.
var replies = map[string]bool{
	"replies": true, "children": true, "comments": true, "answers": true, "responses": true, "respuestas": true,
}

// alternatives are the names of lists of which the first entry is read.
var alternatives = map[string]bool{"alternatives": true, "nbest": true}

// survey counts what is where.
func (t *tree) survey(j *decode.JSON, n *node, listed bool) error {
	switch j.Kind() {
	case '{':
		if listed {
			n.objects++
		}
		return j.Object(func(name string) error {
			c := t.child(n, name)
			if c == nil {
				j.Skip()
				return nil
			}
			return t.survey(j, c, false)
		})
	case '[':
		first := true
		return j.Array(func() error {
			if !first && alternatives[n.name] {
				j.Skip()
				return nil
			}
			first = false
			return t.survey(j, n, true)
		})
	case '"':
		n.strings++
		n.bytes += j.Skip()
	default:
		if c := j.Scalar()[0]; c != 'n' && c != 't' && c != 'f' {
			n.numbers++
		}
	}
	return nil
}

// at is the place at a path of names with dots between, or nil.
func (n *node) at(path string) *node {
	if path == "" {
		return n
	}
	for name := range strings.SplitSeq(path, ".") {
		if n = n.children[plain(name)]; n == nil {
			return nil
		}
	}
	return n
}

// any is the first of several places, | between, that has values.
func (n *node) any(paths string) *node {
	if paths == "" {
		return nil
	}
	for path := range strings.SplitSeq(paths, "|") {
		if c := n.at(path); c != nil && c.strings+c.numbers > 0 {
			return c
		}
	}
	return nil
}

// each calls fn for every place, those above first.
func (n *node) each(fn func(*node)) {
	fn(n)
	for _, c := range n.order {
		c.each(fn)
	}
}

// path is the names that lead to a place.
func (n *node) path() string {
	if n.parent == nil {
		return ""
	}
	if above := n.parent.path(); above != "" {
		return above + "." + n.name
	}
	return n.name
}
