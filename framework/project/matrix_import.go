package project

import (
	"cmp"
	"context"
	"fmt"
	"strings"

	"framewise/codebook"
	"framewise/corpus"
	"framewise/corpus/decode"
	"framewise/framework"
	"framewise/framework/store"
	"framewise/framework/xlsx"
)

// MatrixImportOptions say what to do where both sides changed the same.
type MatrixImportOptions struct {
	Resolve framework.Resolution // of conflicts
	// Cells resolves single cells otherwise, by "P07/warmth".
	Cells map[string]framework.Resolution
	// Join takes both sides' edits of one text where they do not touch.
	Join bool
	// Decided are single conflicts that a person has seen and resolved. They
	// go before all the rest.
	Decided []Decision
}

// MatrixImported is what became of an edited workbook.
type MatrixImported struct {
	Workbook   string           `json:"workbook"`
	LastEditor string           `json:"last_editor,omitempty"`
	Exported   int64            `json:"exported_revision"`
	Changes    []WorkbookChange `json:"changes,omitempty"` // in the order of the sheets
	Problems   []Problem        `json:"problems,omitempty"`
}

// WorkbookChange is a field of something that was edited in the workbook, if
// it was changed there or here since the export.
type WorkbookChange struct {
	Address string `json:"address"` // in the workbook: 2 Love labour!F7
	Kind    string `json:"kind"`    // cell, quote, case, code or memo
	Subject string `json:"subject"` // P07/warmth, P07:12*, P07, warmth
	framework.FieldChange
	// Resolved says whose side was taken in a conflict: theirs or ours; empty
	// where nobody decided, and the project's stayed for that. What was kept and
	// is ours is a conflict that was settled in an earlier import.
	Resolved string `json:"resolved,omitempty"`
}

// Count counts the changes with an outcome.
func (m *MatrixImported) Count(o framework.Outcome) int {
	n := 0
	for _, c := range m.Changes {
		if c.Outcome == o {
			n++
		}
	}
	return n
}

// ImportMatrix reads back a workbook that [Project.ExportMatrix] wrote and
// people edited, in one act. Everything is compared three ways: as exported,
// as in the workbook, as now. What was changed only there is taken, what only
// here is kept; what was changed on both sides is a conflict, in which the
// project's side stays unless the options say otherwise; where they say ours,
// that is remembered (see [framework.Settlement]) and stands until either side is
// changed, or the cell is named in the options. Conflicts left open, and what
// could not be read, make an [ErrPartly]; all the rest is in. The same workbook a
// second time changes nothing.
func (p *Project) ImportMatrix(ctx context.Context, name string, content []byte, o MatrixImportOptions) (result MatrixImported, err error) {
	edited, err := xlsx.Read(decode.File{Name: name, Content: content}, xlsx.ReadOptions{})
	if err != nil {
		return result, err
	}
	study, err := p.Study(ctx)
	if err != nil {
		return result, err
	}
	if edited.Project != study.ID {
		return result, corpus.Errorf(corpus.ErrInvalid, "%s is a workbook of another project (%s)", name, edited.Name).
			WithHint("import it into the project that exported it")
	}
	if strings.HasPrefix(edited.LastEditor, "Framewise") {
		edited.LastEditor = "" // nobody's name: the program that edited it kept the exporter's
	}
	subject := name
	if edited.LastEditor != "" {
		subject += " (last edited by " + edited.LastEditor + ")"
	}
	_, err = p.update(ctx, "matrix import", subject, func(tx store.Tx) error {
		result = MatrixImported{Workbook: name, LastEditor: edited.LastEditor, Exported: edited.Revision}
		in := workbookDesk{ctx: ctx, p: p, tx: tx, edited: edited, o: o, result: &result, settled: make(map[framework.SettlementID]bool)}
		if in.chart, err = p.newChartDesk(ctx, tx); err != nil {
			return err
		}
		settlements, err := tx.Settlements(ctx)
		if err != nil {
			return err
		}
		for _, s := range settlements {
			in.settled[s.ID] = true
		}
		for _, step := range []func() error{in.cells, in.newRows, in.kept, in.quotes, in.cases, in.codes, in.notes} {
			if err := step(); err != nil {
				return err
			}
		}
		for _, problem := range edited.Problems {
			in.problem(problem.Address, !problem.Skipped, problem.Message, problem.Hint)
		}
		return nil
	})
	if err != nil {
		return result, err
	}
	if n := len(result.Open()); n > 0 {
		return result, corpus.Errorf(ErrPartly, "%d %s changed both in the workbook and here since the export", n,
			map[bool]string{true: "field was", false: "fields were"}[n == 1]).
			WithHint("the rest is taken all the same; import it again with --theirs to take the workbook's side, or --ours to keep yours")
	}
	return result, partly(nil, result.Problems)
}

// workbookDesk takes an edited workbook in.
type workbookDesk struct {
	ctx    context.Context
	p      *Project
	tx     store.Tx
	edited *xlsx.Edited
	o      MatrixImportOptions
	result *MatrixImported
	chart  *chartDesk
	// settled are the conflicts in which the project's side was kept before.
	settled map[framework.SettlementID]bool
}

func (in *workbookDesk) problem(address string, taken bool, message, hint string) {
	in.result.Problems = append(in.result.Problems, Problem{Subject: address, Message: message, Hint: hint, Taken: taken})
}

// refuse lists an error made for people under its place in the workbook; any
// other error it gives back.
func (in *workbookDesk) refuse(address string, err error) error {
	var listed problems
	if err := listed.add(0, address, err); err != nil {
		return err
	}
	in.result.Problems = append(in.result.Problems, listed...)
	return nil
}

func (in *workbookDesk) note(c WorkbookChange) {
	in.result.Changes = append(in.result.Changes, c)
}

// crossing is one cell with what the sheets say of it.
type crossing struct {
	xlsx.EditedCell
	exported framework.CellValue
	edits    map[framework.Field]string
	address  map[framework.Field]string
}

// cells merges the cells. A crossing stands on up to three sheets: an edit on
// one of them counts, and two that differ are named.
func (in *workbookDesk) cells() error {
	type key struct {
		c    corpus.CaseID
		code codebook.CodeID
	}
	byKey := make(map[key]*crossing)
	var order []*crossing
	for _, e := range in.edited.Cells {
		k := key{e.Case, e.Code}
		x := byKey[k]
		if x == nil {
			exported, err := in.exported(e)
			if err != nil {
				return err
			}
			x = &crossing{
				EditedCell: e, exported: exported,
				edits: make(map[framework.Field]string), address: make(map[framework.Field]string),
			}
			byKey[k] = x
			order = append(order, x)
		}
		for f, text := range in.editsOf(&e, x.exported) {
			_, twice := x.edits[f]
			switch {
			case !twice || framework.SameText(x.edits[f], x.exported.Get(f)):
				x.edits[f], x.address[f] = text, e.Address
			case framework.SameText(text, x.exported.Get(f)) || framework.SameText(text, x.edits[f]):
			default:
				in.problem(e.Address, false, fmt.Sprintf("the %s of %s/%s is written differently at %s",
					f, e.Label, e.Key, x.address[f]), "the first is taken; write the same on both sheets, or on one only")
			}
		}
	}
	for _, x := range order {
		if err := in.cell(x); err != nil {
			return err
		}
	}
	return nil
}

// editsOf are the edits of a cell, in whole texts: what the workbook left out of
// one is put back. Where that is not to be told, the edit is named and not
// taken, so that nobody's words are lost for not being shown.
func (in *workbookDesk) editsOf(e *xlsx.EditedCell, exported framework.CellValue) map[framework.Field]string {
	shown := exported
	for f, text := range e.Shown {
		shown.Set(f, text)
	}
	edits := e.Edits(shown)
	for f, text := range e.Shown {
		edited, ok := edits[f]
		if !ok {
			continue
		}
		if edits[f], ok = framework.Restore(text, edited, exported.Get(f)); !ok {
			delete(edits, f)
			in.problem(e.Address, false, fmt.Sprintf("the %s of %s/%s was changed where words are left out of it", f, e.Label, e.Key),
				"leave the marks "+framework.MaskedWords+" and "+framework.MaskedName+" and the places behind them as they are, "+
					"or make the change in a whole workbook")
		}
	}
	return edits
}

// exported is what the project had in a cell when the workbook was made: the
// newest version that is not newer than the export.
func (in *workbookDesk) exported(e xlsx.EditedCell) (framework.CellValue, error) {
	var none *framework.Cell
	id := e.Cell // which may have been removed since, and another have come
	if id == "" {
		now, err := in.tx.Cell(in.ctx, e.Case, e.Code)
		if isNotFound(err) {
			return none.Value(), nil
		}
		if err != nil {
			return none.Value(), err
		}
		id = now.ID
	}
	for v, err := range in.tx.CellVersions(in.ctx, id) {
		if err != nil {
			return none.Value(), err
		}
		if v.Event.Revision <= in.edited.Revision {
			return v.Cell.Value(), nil
		}
	}
	return none.Value(), nil
}

func (in *workbookDesk) cell(x *crossing) error {
	if err := in.refused(x); err != nil {
		return err
	}
	subject := x.Label + "/" + x.Key
	var now *framework.Cell
	cell, err := in.tx.Cell(in.ctx, x.Case, x.Code)
	if err == nil {
		now = &cell
	} else if !isNotFound(err) {
		return err
	}
	before := now.Value()
	after, changes := framework.Merge(x.exported, before, x.edits, in.o.how(subject), in.o.Join)
	address, noted := x.Address, len(in.result.Changes)
	for _, c := range changes {
		if a := x.address[c.Field]; a != "" {
			address = a
		}
		change := WorkbookChange{Address: address, Kind: "cell", Subject: subject, FieldChange: c}
		if err := in.settle(&change, codebook.Ref{Case: x.Case, Code: x.Code}); err != nil {
			return err
		}
		after.Set(c.Field, change.Result)
		in.note(change)
	}
	var e CellEdit
	set := func(to **string, f framework.Field) {
		if before.Get(f) != after.Get(f) {
			text := after.Get(f)
			*to = &text
		}
	}
	set(&e.Summary, framework.SummaryField)
	set(&e.Comment, framework.CommentField)
	set(&e.Rating, framework.RatingField)
	set(&e.Range, framework.RangeField)
	set(&e.Exceptions, framework.ExceptionsField)
	if after.Status != before.Status && after.Status != framework.NotCharted {
		e.Status = &after.Status
	}
	if after.Stance != before.Stance {
		e.Stance = &after.Stance
	}
	if after.Empty != before.Empty {
		e.Empty = &after.Empty
	}
	if e == (CellEdit{}) {
		return nil
	}
	if after.Summary != before.Summary && after.Summary != "" {
		e.Empty = nil // a summary ends the reason for having none
	}
	editor := in.lastEditor()
	if now == nil && editor != "" {
		e.Author = &editor
	}
	e.reviewedBy(cell, cmp.Or(editor, in.p.actor))
	label, key := x.Label, x.Key
	if x.Case == "" { // whatever the cases and codes are called
		label = "all cases"
	}
	if x.Code == "" {
		key = "all codes"
	}
	charted, stale, _, err := in.chart.set(label, key, e)
	if err != nil {
		in.result.Changes = in.result.Changes[:noted] // none of them was made
		return in.refuse(address, err)
	}
	if charted.Status != before.Status && e.Status == nil && now != nil {
		in.problem(address, true, fmt.Sprintf("%s was %s, and its summary is another now: it is a draft again",
			subject, before.Status), "")
	}
	for _, l := range stale {
		in.problem(address, true, l.Why, "")
	}
	return nil
}

// lastEditor is the coder who saved the workbook last, if one of the
// project's coders did.
func (in *workbookDesk) lastEditor() string {
	coders, err := in.tx.Coders(in.ctx)
	if err != nil {
		return ""
	}
	c, _ := findCoder(coders, in.edited.LastEditor)
	return c.Name
}

func (in *workbookDesk) newRows() error {
	for _, e := range in.edited.NewRows {
		if e.Label == "" || e.Key == "" {
			in.problem(e.Address, false, "the new row names no case, or no code", "choose both: the row is read with them")
			continue
		}
		c, code, err := findCrossing(in.chart.cases, in.chart.tree, e.Label, e.Key)
		if err != nil {
			if err := in.refuse(e.Address, err); err != nil {
				return err
			}
			continue
		}
		e.Case, e.Code = c.ID, code.ID
		e.Label, e.Key = cmp.Or(c.Label, framework.AllWord), cmp.Or(code.Key, framework.AllWord)
		// The workbook did not show the crossing: what the project has there is
		// no older state of what was written.
		var none *framework.Cell
		exported := none.Value()
		x := &crossing{EditedCell: e, exported: exported, edits: e.Edits(exported), address: map[framework.Field]string{}}
		if err := in.cell(x); err != nil {
			return err
		}
	}
	return nil
}

// field compares one field that is not a cell's.
func (in *workbookDesk) field(address, kind, subject string, about codebook.Ref, name, exported, workbook, now string) (
	result string, changed bool, err error,
) {
	c, differs := framework.Compare3(framework.Field(name), exported, workbook, now, in.o.how(subject))
	change := WorkbookChange{Address: address, Kind: kind, Subject: subject, FieldChange: c}
	if differs {
		if err := in.settle(&change, about); err != nil {
			return now, false, err
		}
		in.note(change)
	}
	return change.Result, differs && change.Result != now, nil
}
