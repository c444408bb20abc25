package sqlstore

import (
	"cmp"
	"context"
	"slices"

	"framewise/codebook"
	"framewise/framework"
)

var frameworks = noun[framework.Framework]{
	shape:    shape{kind: "framework", table: "framework", columns: []string{"name"}},
	id:       func(f *framework.Framework) string { return string(f.ID) },
	values:   func(f *framework.Framework) []any { return []any{f.Name} },
	label:    func(f *framework.Framework) string { return f.Name },
	validate: (*framework.Framework).Validate,
	unique: []unique[framework.Framework]{{
		where: "name = $2",
		args:  func(f *framework.Framework) []any { return []any{f.Name} },
		says:  "is the name of another framework",
	}},
}

// Framework implements [framework.Reader].
func (r *reader) Framework(ctx context.Context, id codebook.FrameworkID) (f framework.Framework, err error) {
	defer r.wrap(&err, "framework %s", id)
	return frameworks.get(ctx, r, string(id))
}

// Frameworks implements [framework.Reader].
func (r *reader) Frameworks(ctx context.Context) (fs []framework.Framework, err error) {
	defer r.wrap(&err, "frameworks")
	fs, err = frameworks.all(ctx, r, "")
	slices.SortFunc(fs, func(a, b framework.Framework) int { return cmp.Compare(a.Name, b.Name) })
	return fs, err
}

// PutFramework implements [framework.Store].
func (tx *Tx) PutFramework(ctx context.Context, f framework.Framework) (err error) {
	defer tx.wrap(&err, "put framework %s", f.ID)
	return frameworks.put(ctx, tx, f)
}

// DeleteFramework implements [framework.Store].
func (tx *Tx) DeleteFramework(ctx context.Context, id codebook.FrameworkID) (err error) {
	defer tx.wrap(&err, "delete framework %s", id)
	return frameworks.delete(ctx, tx, string(id))
}
