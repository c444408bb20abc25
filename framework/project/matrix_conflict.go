package project

import (
	"slices"
	"strings"

	"framewise/codebook"
	"framewise/corpus"
	"framewise/framework"
)

// Decision is what a person made of a conflict, having seen both sides of it.
// It counts only while both sides say what the person saw.
type Decision struct {
	Conflict WorkbookChange
	How      framework.Resolution
}

// Open lists the conflicts in which the project's side stayed only because
// nobody decided.
func (m *MatrixImported) Open() []WorkbookChange {
	var open []WorkbookChange
	for _, c := range m.Changes {
		if c.Outcome == framework.Conflict && c.Resolved == "" {
			open = append(open, c)
		}
	}
	return open
}

// Settled lists the conflicts in which somebody kept the project's side in an
// earlier import, and which were none for that.
func (m *MatrixImported) Settled() []WorkbookChange {
	var settled []WorkbookChange
	for _, c := range m.Changes {
		if c.Outcome == framework.Kept && c.Resolved != "" {
			settled = append(settled, c)
		}
	}
	return settled
}

func (o *MatrixImportOptions) how(subject string) framework.Resolution {
	if how, ok := o.Cells[subject]; ok {
		return how
	}
	return o.Resolve
}

// settle resolves a conflict as the options say, and remembers where that was
// for the project's side. One that was settled so before is none any more, until
// somebody changes either side or names its cell.
func (in *workbookDesk) settle(c *WorkbookChange, about codebook.Ref) error {
	if c.Outcome != framework.Conflict && c.Outcome != framework.Joined {
		return nil
	}
	settlement := framework.Settle(c.Kind, about, &c.FieldChange)
	if _, named := in.o.Cells[c.Subject]; !named && in.settled[settlement.ID] {
		c.Outcome, c.Result, c.Resolved = framework.Kept, c.Project, "ours"
		return nil
	}
	if c.Outcome == framework.Joined {
		return nil
	}
	how := in.o.how(c.Subject)
	for _, d := range in.o.Decided {
		if saw := d.Conflict; saw.Kind == c.Kind && saw.Subject == c.Subject && saw.Field == c.Field &&
			saw.Workbook == c.Workbook && saw.Project == c.Project {
			how = d.How
		}
	}
	switch how {
	case framework.Theirs:
		c.Result, c.Resolved = c.Workbook, "theirs"
	case framework.Ours:
		c.Result, c.Resolved = c.Project, "ours"
		return in.tx.PutSettlement(in.ctx, settlement)
	case framework.Both:
		if text, ok := c.Join(); ok {
			c.Result, c.Outcome = text, framework.Joined
		}
	}
	return nil
}

// subject names a crossing, P07/warmth, in which all stands for all cases or
// codes; shown is false where the workbook has no row or column for it.
func (in *workbookDesk) subject(id corpus.CaseID, code codebook.CodeID) (name string, shown bool) {
	label, key := framework.AllWord, framework.AllWord
	if id != "" {
		i := slices.IndexFunc(in.chart.cases, func(c corpus.Case) bool { return c.ID == id })
		if i < 0 || !in.edited.Rows[id] {
			return "", false
		}
		label = in.chart.cases[i].Label
	}
	if code != "" {
		c, ok := in.chart.tree.Code(code)
		if !ok || !in.edited.Columns[code] {
			return "", false
		}
		key = c.Key
	}
	return label + "/" + key, true
}

// kept notes what was changed only here since the export: the cells that stand
// in the workbook as they were exported, and otherwise in the project.
func (in *workbookDesk) kept() error {
	type field struct {
		subject string
		framework.Field
	}
	noted := make(map[field]bool)
	for _, c := range in.result.Changes {
		noted[field{c.Subject, c.Field}] = true
	}
	type crossing struct {
		corpus.CaseID
		codebook.CodeID
	}
	exported := make(map[crossing]framework.CellValue)
	for changed, err := range in.tx.Changed(in.ctx, in.edited.Revision) {
		if err != nil {
			return err
		}
		if changed.Kind != "cell" {
			continue
		}
		for v, err := range in.tx.CellVersions(in.ctx, framework.CellID(changed.ID)) { // newest first
			if err != nil {
				return err
			}
			at := crossing{v.Cell.Case, v.Cell.Code}
			if v.Event.Revision <= in.edited.Revision {
				exported[at] = v.Cell.Value()
				break
			}
			if _, known := exported[at]; !known {
				exported[at] = (*framework.Cell)(nil).Value()
			}
		}
	}
	var changes []WorkbookChange
	for at, was := range exported {
		subject, shown := in.subject(at.CaseID, at.CodeID)
		if !shown {
			continue
		}
		now := (*framework.Cell)(nil).Value()
		if cell, err := in.tx.Cell(in.ctx, at.CaseID, at.CodeID); err == nil {
			now = cell.Value()
		} else if !isNotFound(err) {
			return err
		}
		for _, f := range framework.Fields {
			before, after := was.Get(f), now.Get(f)
			if noted[field{subject, f}] || framework.SameText(before, after) {
				continue
			}
			changes = append(changes, WorkbookChange{Kind: "cell", Subject: subject, FieldChange: framework.FieldChange{
				Field: f, Exported: before, Workbook: before, Project: after, Outcome: framework.Kept, Result: after,
			}})
		}
	}
	slices.SortStableFunc(changes, func(a, b WorkbookChange) int { return strings.Compare(a.Subject, b.Subject) })
	in.result.Changes = append(in.result.Changes, changes...)
	return nil
}
