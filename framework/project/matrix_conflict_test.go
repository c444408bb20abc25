package project

import (
	"errors"
	"testing"

	"framewise/codebook"
	"framewise/framework"
	"framewise/framework/audit"
	"framewise/framework/store"
)

// TestMatrixImportSettled: a conflict in which somebody kept the project's side
// is not asked again, until a side is changed, the cell named, or it is undone.
func TestMatrixImportSettled(t *testing.T) {
	t.Parallel()
	p, workbook := charted(t)
	ctx := t.Context()
	const stance = "▲ works as support</t></is></c><c"
	edited := retyped(t, workbook, "Walks and queues", "Theirs, of walks and queues", "The mirror hurt at times", "The mirror hurt me at times",
		stance, "◆ mixed</t></is></c><c")
	chart(t, p, "P02", "love-labour", "Ours.")
	chart(t, p, "P01", "lived-experience", "Somebody who knew (P01:4). The mirror hurt at times, though.")
	for _, c := range must[[]CodingView](t)(p.Codings(ctx, CodingsWanted{})) {
		if c.Coding.Stance == codebook.Positive {
			c.Coding.Stance = codebook.Neutral
			must[audit.Event](t)(p.update(ctx, "test", "", func(tx store.Tx) error { return tx.PutCoding(ctx, c.Coding) }))
		}
	}
	take := func(name string, content []byte, o MatrixImportOptions, open int) MatrixImported {
		t.Helper()
		before := must[int](t)(revision(p))
		r, err := p.ImportMatrix(ctx, "m.xlsx", content, o)
		if (open > 0) != errors.Is(err, ErrPartly) || open == 0 && err != nil || len(r.Open()) != open {
			t.Fatalf("%s: %d open, want %d: %+v, %v", name, len(r.Open()), open, r.Changes, err)
		}
		if r.Count(framework.Taken) == 0 && o.Resolve == framework.Ask && o.Cells == nil && must[int](t)(revision(p)) != before {
			t.Errorf("%s left an act", name)
		}
		return r
	}
	first := take("at first", edited, MatrixImportOptions{}, 4) // and the stance of a cell is taken
	all := first.Count(framework.Conflict)
	take("ours", edited, MatrixImportOptions{Resolve: framework.Ours}, 0)
	for name, o := range map[string]MatrixImportOptions{
		"again": {}, "merge": {Join: true}, "ours again": {Resolve: framework.Ours}, "theirs for the rest": {Resolve: framework.Theirs},
	} {
		before := must[int](t)(revision(p))
		r := take(name, edited, o, 0)
		if r.Count(framework.Conflict) > 0 || must[int](t)(revision(p)) != before {
			t.Errorf("%s: %+v", name, r.Changes)
		}
		settled := r.Settled()
		for _, c := range settled {
			if c.Resolved != "ours" || c.Result != c.Project {
				t.Errorf("%s: %+v", name, c)
			}
		}
		if len(settled) != all {
			t.Errorf("%s: %d were settled, want %d: %+v", name, len(settled), all, r.Changes)
		}
	}
	verified(t, p)

	// Either side is changed.
	take("other words there", retyped(t, edited, "Theirs, of walks", "Theirs, of long walks"), MatrixImportOptions{}, 1)
	chart(t, p, "P02", "love-labour", "Ours, anew.")
	take("other words here", edited, MatrixImportOptions{}, 1)
	must[[]audit.Event](t)(p.Undo(ctx, 0))
	take("the same words here", edited, MatrixImportOptions{}, 0)

	// The cell is named.
	take("named", edited, MatrixImportOptions{Cells: map[string]framework.Resolution{"P02/love-labour": framework.Theirs}}, 0)
	if got := summaryAt(t, p, "P02", "love-labour"); got != "Theirs, of walks and queues (P02:2)." {
		t.Errorf("named, and it is %q", got)
	}
	for range 2 { // that, and the decision
		must[[]audit.Event](t)(p.Undo(ctx, 0))
	}
	take("undone", edited, MatrixImportOptions{}, 4)
	verified(t, p)
}
