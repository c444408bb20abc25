package cli

import (
	"context"
	"fmt"
	"strings"

	"framewise/cmd/internal/term"
	"framewise/corpus"
	"framewise/framework"
	"framewise/framework/project"
)

// decideConflicts has a person resolve the conflicts of an import that has not
// happened yet, one at a time.
func (a *app) decideConflicts(ctx context.Context, p *project.Project, name string, content []byte,
	o project.MatrixImportOptions) ([]project.Decision, error) {
	var r project.MatrixImported
	err := p.Rehearse(ctx, func(p *project.Project) (err error) {
		r, err = p.ImportMatrix(ctx, name, content, o)
		return err
	})
	if !told(err) {
		return nil, err
	}
	open := r.Open()
	var decided []project.Decision
	for i, c := range open {
		answers := []term.Answer{{Letter: "t", Says: "theirs"}, {Letter: "o", Says: "ours"}}
		about := fmt.Sprintf("conflict %d of %d: %s", i+1, len(open), a.conflictText(c, r.LastEditor))
		if text, ok := c.Join(); ok {
			answers = append(answers, term.Answer{Letter: "m", Says: "merged"})
			about += "\nmerged: " + text
		}
		answers = append(answers, term.Answer{Letter: "s", Says: "later"})
		if i < len(open)-1 {
			answers = append(answers, term.Answer{Letter: "T", Says: "theirs for the rest"},
				term.Answer{Letter: "O", Says: "ours for the rest"})
		}
		letter, err := a.term.Choose(about, append(answers, term.Answer{Letter: "q", Says: "quit"})...)
		if err != nil {
			return nil, err
		}
		left := open[i : i+1]
		how := framework.Ask
		switch letter {
		case "t":
			how = framework.Theirs
		case "o":
			how = framework.Ours
		case "m":
			how = framework.Both
		case "s":
		case "T":
			left, how = open[i:], framework.Theirs
		case "O":
			left, how = open[i:], framework.Ours
		default:
			return nil, corpus.Errorf(nil, "nothing was done")
		}
		for _, c := range left {
			decided = append(decided, project.Decision{Conflict: c, How: how})
		}
		if len(left) > 1 {
			break
		}
	}
	return decided, nil
}

// conflictText shows what both sides made of one field, side by side.
func (a *app) conflictText(c project.WorkbookChange, editor string) string {
	width := min(a.term.Columns, 140)
	if width == 0 {
		width = 100 // nobody's terminal
	}
	width -= len("warning: ")
	there := "in the workbook"
	if editor != "" {
		there += ", by " + editor
	}
	lines := []string{fmt.Sprintf("%s, %s: changed on both sides (%s)", c.Subject, c.Field, c.Address)}
	lines = append(lines, term.Wrap("as exported: "+said(c.Exported), width)...)
	lines = append(lines, term.SideBySide(there, "here", width)...)
	lines = append(lines, term.SideBySide(changed(c.Exported, c.Workbook), changed(c.Exported, c.Project), width)...)
	return strings.Join(lines, "\n")
}

// changed is a text with what was changed in it, or the new text alone where
// nothing of the old one is left.
func changed(from, to string) string {
	if from == "" || to == "" {
		return said(to)
	}
	pieces := framework.Diff(from, to)
	for _, p := range pieces {
		if p.Same() && strings.TrimSpace(p.Old) != "" {
			return wordDiff(&term.Terminal{}, pieces)
		}
	}
	return to
}

func said(s string) string {
	if s == "" {
		return "(nothing)"
	}
	return strings.TrimSpace(s)
}
