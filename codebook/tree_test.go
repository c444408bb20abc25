package codebook

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"framewise/corpus"
)

func code(key, parent string, position int) Code {
	return Code{
		ID: CodeID("id-" + key), Framework: "f", Key: key, Name: "Name of " + key, Position: position,
		Parent: CodeID(map[bool]string{true: "", false: "id-" + parent}[parent == ""]), Status: Active,
	}
}

func sample(t *testing.T) *Tree {
	t.Helper()
	codes := []Code{
		code("b1", "b", 0), code("b", "", 1), code("a2", "a", 1), code("a", "", 0), code("a1", "a", 0), code("a11", "a1", 0),
	}
	codes[3].Colour = "#112233"
	codes[3].Number = "1"
	tree, err := NewTree(codes)
	if err != nil {
		t.Fatal(err)
	}
	return tree
}

func keys(codes []Code) []string {
	var keys []string
	for _, c := range codes {
		keys = append(keys, c.Key)
	}
	return keys
}

func TestTree(t *testing.T) {
	t.Parallel()
	tree := sample(t)
	for _, test := range []struct {
		name string
		got  []string
		want []string
	}{
		{"order", keys(tree.Codes()), []string{"a", "a1", "a11", "a2", "b", "b1"}},
		{"themes", keys(tree.Themes()), []string{"a", "b"}},
		{"children", keys(tree.Children("id-a")), []string{"a1", "a2"}},
		{"ancestors", keys(tree.Ancestors("id-a11")), []string{"a", "a1"}},
	} {
		if diff := cmp.Diff(test.want, test.got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.name, diff)
		}
	}
	if diff := cmp.Diff([]CodeID{"id-a1", "id-a11"}, tree.Under("id-a1")); diff != "" {
		t.Errorf("under (-want +got):\n%s", diff)
	}
	if theme, ok := tree.Theme("id-a11"); !ok || theme.Key != "a" {
		t.Errorf("theme of a11 is %q", theme.Key)
	}
	if tree.Colour("id-a11") != "#112233" || tree.Colour("id-b") != "" {
		t.Error("colours do not come down the tree")
	}
}

func TestNewTreeRefuses(t *testing.T) {
	t.Parallel()
	circle := []Code{code("a", "b", 0), code("b", "a", 0)}
	for name, codes := range map[string][]Code{
		"circle": circle, "missing parent": {code("a", "gone", 0)}, "double": {code("a", "", 0), code("a", "", 1)},
	} {
		if _, err := NewTree(codes); !errors.Is(err, corpus.ErrInvalid) {
			t.Errorf("%s: error %v", name, err)
		}
	}
}

func TestFind(t *testing.T) {
	t.Parallel()
	tree := sample(t)
	for typed, want := range map[string]string{
		"a11": "a11", "A11": "a11", "watson:a11": "a11", "1": "a", "name of b1": "b1", "1 Name of a": "a", " a2 ": "a2",
	} {
		if c, err := tree.Find(typed); err != nil || c.Key != want {
			t.Errorf("%q finds %q, %v", typed, c.Key, err)
		}
	}
	_, err := tree.Find("name of b")
	if err != nil {
		t.Errorf("an exact name: %v", err)
	}
	_, err = tree.Find("name off b1")
	var made *corpus.Error
	if !errors.As(err, &made) || !errors.Is(err, corpus.ErrNotFound) || made.Hint() != "did you mean Name of b1?" {
		t.Errorf("error %v with hint %q", err, made.Hint())
	}
}

func TestStance(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]Stance{"": NoStance, "Positive": Positive, "▼": Negative, "±": Mixed, "0": Neutral} {
		if got, err := ParseStance(in); err != nil || got != want {
			t.Errorf("%q is %q, %v", in, got, err)
		}
	}
	for _, s := range Stances {
		if back, err := ParseStance(s.Symbol()); err != nil || back != s {
			t.Errorf("the symbol of %s reads as %q, %v", s, back, err)
		}
	}
	if _, err := ParseStance("perhaps"); !errors.Is(err, corpus.ErrInvalid) {
		t.Errorf("error %v", err)
	}
}

func TestInitials(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{"Catalina Muñoz": "CM", "ana": "ANA", "Élodie de la Cruz": "ÉDLC", "": ""} {
		if got := Initials(in); got != want {
			t.Errorf("initials of %q are %q, want %q", in, got, want)
		}
	}
}
