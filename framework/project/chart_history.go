package project

import (
	"cmp"
	"context"
	"slices"

	"framewise/corpus"
	"framewise/framework"
	"framewise/framework/store"
)

// CellVersion is a cell as one act left it.
type CellVersion struct {
	store.CellVersion
	Number           int    // from 1, the oldest first; undoing makes a version too
	Author, Reviewer string // names
}

// CellHistory lists the versions of the cell of a case and a code, the oldest
// first. A cell that was never charted is a [corpus.ErrNotFound].
func (p *Project) CellHistory(ctx context.Context, caseLabel, code string) (versions []CellVersion, err error) {
	err = p.store.View(ctx, func(r store.Reader) error {
		_, tree, err := inUse(ctx, r)
		if err != nil {
			return err
		}
		cases, err := r.Cases(ctx)
		if err != nil {
			return err
		}
		c, column, err := findCrossing(cases, tree, caseLabel, code)
		if err != nil {
			return err
		}
		cell, err := r.Cell(ctx, c.ID, column.ID)
		if isNotFound(err) {
			return neverCharted(cmp.Or(c.Label, framework.AllWord), cmp.Or(column.Key, framework.AllWord))
		}
		if err != nil {
			return err
		}
		versions, err = cellVersions(ctx, r, cell.ID)
		return err
	})
	return versions, err
}

func neverCharted(label, key string) error {
	return corpus.Errorf(corpus.ErrNotFound, "%s × %s is not charted", label, key).
		WithHint("framewise chart set %s %s --summary TEXT charts it", label, key)
}

func cellVersions(ctx context.Context, r store.Reader, id framework.CellID) ([]CellVersion, error) {
	coders, err := r.Coders(ctx)
	if err != nil {
		return nil, err
	}
	var versions []CellVersion
	for v, err := range r.CellVersions(ctx, id) {
		if err != nil {
			return nil, err
		}
		version := CellVersion{CellVersion: v}
		for _, c := range coders {
			if c.ID == v.Cell.Author {
				version.Author = c.Name
			}
			if c.ID == v.Cell.Reviewer {
				version.Reviewer = c.Name
			}
		}
		versions = append(versions, version)
	}
	slices.Reverse(versions)
	for i := range versions {
		versions[i].Number = i + 1
	}
	return versions, nil
}

// VersionNumbered is the version with a number; any other number is a
// [corpus.ErrNotFound].
func VersionNumbered(versions []CellVersion, number int) (CellVersion, error) {
	if number >= 1 && number <= len(versions) {
		return versions[number-1], nil
	}
	err := corpus.Errorf(corpus.ErrNotFound, "there is no version %d", number)
	return CellVersion{}, err.WithHint("there are versions 1 to %d; framewise chart log lists them", len(versions))
}

// RestoreCell puts a cell back as one of its versions had it: words, status
// and people. The locators are looked up anew. It makes a new version.
func (p *Project) RestoreCell(ctx context.Context, caseLabel, code string, number int) (charted Charted, err error) {
	_, err = p.update(ctx, "chart restore", caseLabel+" × "+code, func(tx store.Tx) error {
		desk, err := p.newChartDesk(ctx, tx)
		if err != nil {
			return err
		}
		before, err := desk.cell(caseLabel, code)
		if isNotFound(err) && desk.known(caseLabel, code) {
			return neverCharted(caseLabel, code)
		}
		if err != nil {
			return err
		}
		versions, err := cellVersions(ctx, tx, before.ID)
		if err != nil {
			return err
		}
		old, err := VersionNumbered(versions, number)
		if err != nil {
			return err
		}
		charted = Charted{Cell: old.Cell}
		charted.Stale, charted.Changed, err = desk.put(before, &charted.Cell, false)
		return err
	})
	return charted, err
}

// known reports whether there are such a case and such a code.
func (d *chartDesk) known(caseLabel, code string) bool {
	_, _, err := findCrossing(d.cases, d.tree, caseLabel, code)
	return err == nil
}
