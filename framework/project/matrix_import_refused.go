package project

import (
	"cmp"
	"strings"

	"framewise/corpus"
	"framewise/framework"
)

// refused takes out of a cell's edits what the project can't take, and names
// each: the rest of the cell comes in without it.
func (in *workbookDesk) refused(x *crossing) error {
	subject := x.Label + "/" + x.Key
	written := func(f framework.Field) string { // what the workbook says now, where that is an edit
		text, ok := x.edits[f]
		if !ok || framework.SameText(text, x.exported.Get(f)) {
			return ""
		}
		return strings.TrimSpace(text)
	}
	summary, ok := x.edits[framework.SummaryField]
	if !ok {
		summary = x.exported.Summary
	}
	hasSummary := strings.TrimSpace(summary) != ""
	refuse := func(f framework.Field, err error) error {
		delete(x.edits, f)
		return in.refuse(cmp.Or(x.address[f], x.Address), err)
	}
	if rating := written(framework.RatingField); rating != "" {
		if err := in.chart.checkRating(rating); err != nil {
			if err := refuse(framework.RatingField, err); err != nil {
				return err
			}
		}
	}
	for _, f := range []framework.Field{framework.RangeField, framework.ExceptionsField} {
		if written(f) == "" || x.Case == "" || x.Code == "" {
			continue
		}
		err := corpus.Errorf(corpus.ErrInvalid, "%s is a cell of one case and one code, which has no range of views and no exceptions", subject).
			WithHint("they belong to the summary of a whole case or of a whole code")
		if err := refuse(f, err); err != nil {
			return err
		}
	}
	if reason := written(framework.EmptyField); reason != "" && hasSummary {
		err := corpus.Errorf(corpus.ErrInvalid, "%s is %q and has a summary: the summary stands", subject, reason).
			WithHint("clear the summary, or the reason for having none")
		if err := refuse(framework.EmptyField, err); err != nil {
			return err
		}
	}
	if written(framework.StatusField) == string(framework.NotCharted) && hasSummary {
		err := corpus.Errorf(corpus.ErrInvalid, "%s is %q and has a summary: its status stands", subject, framework.NotCharted).
			WithHint("clear the summary to make it so")
		if err := refuse(framework.StatusField, err); err != nil {
			return err
		}
	}
	return nil
}
