package sqlstore

import (
	"context"

	"framewise/framework"
)

var projects = noun[framework.Project]{
	shape:  shape{kind: "project", table: "project"},
	id:     func(p *framework.Project) string { return p.ID },
	values: func(*framework.Project) []any { return nil },
	label:  func(p *framework.Project) string { return p.Name },
	unique: []unique[framework.Project]{{
		where: "1 = 1",
		args:  func(*framework.Project) []any { return []any{} },
		says:  "can't be stored beside another study: a project holds one",
	}},
}

// Project implements [framework.Reader].
func (r *reader) Project(ctx context.Context) (p framework.Project, err error) {
	defer r.wrap(&err, "project")
	all, err := projects.all(ctx, r, "")
	if err != nil {
		return p, err
	}
	if len(all) == 0 {
		return p, notFound()
	}
	return all[0], nil
}

// PutProject implements [framework.Store].
func (tx *Tx) PutProject(ctx context.Context, p framework.Project) (err error) {
	defer tx.wrap(&err, "put project %s", p.ID)
	p.Created = p.Created.UTC()
	return projects.put(ctx, tx, p)
}
