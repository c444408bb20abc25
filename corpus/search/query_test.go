package search

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestRewrite(t *testing.T) {
	t.Parallel()
	q, err := Parse("(hope | age:34) -age:41 case:P01")
	if err != nil {
		t.Fatal(err)
	}
	before := q.String()
	got, err := Rewrite(q, func(f Filter) (Query, error) {
		switch {
		case f.Is("Age") && f.Holds("34.0"):
			return OneOf{Field: "case", Values: []string{"P01", "P02"}}, nil
		case f.Is("age"):
			return OneOf{Field: "case"}, nil
		}
		return f, nil
	})
	if err != nil {
		t.Fatal(err)
	}
	want := And{
		Or{Word{Text: "hope"}, OneOf{"case", []string{"P01", "P02"}}},
		Not{OneOf{Field: "case"}},
		Filter{Field: "case", Op: ":", Value: "P01"},
	}
	if diff := cmp.Diff(Query(want), got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if q.String() != before {
		t.Errorf("the query itself has become %s", q)
	}

	wrong := errors.New("wrong")
	if _, err := Rewrite(q, func(Filter) (Query, error) { return nil, wrong }); !errors.Is(err, wrong) {
		t.Errorf("error %v, want that of the change", err)
	}
}
