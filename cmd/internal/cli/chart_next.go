package cli

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"framewise/cmd/internal/term"
	"framewise/corpus"
	"framewise/framework"
	"framewise/framework/project"
)

type chartNextOptions struct {
	list     bool
	status   string
	quotesIn quotesIn
}

func newChartNextCommand(a *app) *cobra.Command {
	var o chartNextOptions
	cmd := &cobra.Command{
		Use:   "next [CASE [CODE]]",
		Short: "Walk the cells that need work, in your editor",
		Long: `Walks the cells that are coded and not charted, those that rest on words that
were corrected since, those with new quotes since they were charted, and the
drafts to review. Each opens in your editor (VISUAL, else
EDITOR) with the case's quotes in order as lines that begin with #. What you
write above them becomes the summary, its locators the evidence; a file left as
it is or empty changes nothing.

The file lies in the project's folder and is removed afterwards. With --list, or
where there is no terminal, it only lists the cells.`,
		Example: `  framewise chart next
  framewise chart next P07 relationship
  framewise chart next --status draft --as JR
  framewise chart next --list`,
		Args:              takes("[CASE]", "[CODE]"),
		ValidArgsFunction: a.completed(false, someCases, someCodes),
		RunE: func(cmd *cobra.Command, args []string) error {
			var status framework.Status
			if o.status != "" {
				var err error
				if status, err = framework.ParseStatus(o.status); err != nil {
					return asUsage(err)
				}
			}
			return runChartNext(cmd.Context(), a, cellsWanted(args), status, o)
		},
	}
	cmd.Flags().BoolVar(&o.list, "list", false, "only list the cells")
	cmd.Flags().StringVar(&o.status, "status", "", "only cells of this `status`; reviewed ones are there to be agreed")
	quotesInFlag(a, cmd, &o.quotesIn)
	complete(cmd, "status", words(framework.Statuses)...)
	return cmd
}

// taskJSON is a line of chart next --json.
type taskJSON struct {
	Case   string           `json:"case"`
	Code   string           `json:"code"`
	Need   framework.Need   `json:"need"`
	Status framework.Status `json:"status"`
	Quotes int              `json:"quotes"`
	New    int              `json:"new"`
	// Corrected counts the quotes whose words were corrected since, or lost their
	// place.
	Corrected int    `json:"corrected,omitempty"`
	Author    string `json:"author,omitempty"`
}

func runChartNext(ctx context.Context, a *app, w project.CellsWanted, status framework.Status, o chartNextOptions) error {
	return a.with(ctx, func(p *project.Project) error {
		a.warnDrafts(p)
		m, tasks, err := p.ChartWork(ctx, w, status)
		if err != nil {
			return err
		}
		if o.list || a.term.JSON || !a.term.InTTY || !a.term.OutTTY || !a.term.ErrTTY {
			return listTasks(a.term, m, tasks)
		}
		for i, task := range tasks {
			if i > 0 {
				name := fmt.Sprintf("%s × %s (%s)", m.Label(task.Row), m.Title(task.Column), task.Need)
				if ok, err := a.term.Confirm("go on to " + name + "?"); err != nil || !ok {
					return err
				}
			}
			if err := chartTask(ctx, a, p, m, task, o.quotesIn); err != nil {
				return err
			}
		}
		if len(tasks) == 0 {
			a.term.Note("no cell needs work")
		} else {
			a.term.Note("that was the last one")
		}
		return nil
	})
}

func listTasks(t *term.Terminal, m *framework.Matrix, tasks []framework.Task) error {
	table := t.Table(term.Column{Title: "need", Style: term.Bad, Keep: true},
		term.Column{Title: "case", Style: term.Strong, Keep: true}, term.Column{Title: "code"},
		term.Column{Title: "status", Keep: true}, term.Column{Title: "quotes", Right: true, Keep: true},
		term.Column{Title: "new", Right: true, Keep: true}, term.Column{Title: "author"})
	for _, task := range tasks {
		x := m.At(task.Row, task.Column)
		j := taskJSON{
			Case: m.Label(task.Row), Code: m.Key(task.Column), Need: task.Need, Status: x.Status(),
			Quotes: len(x.Quotes), New: len(task.New), Corrected: len(task.Revised),
		}
		if x.Cell != nil {
			j.Author = m.Name(x.Cell.Author)
		}
		var err error
		if t.JSON {
			err = t.Object(j)
		} else {
			err = table.Row(string(j.Need), j.Case, j.Code, string(j.Status), fmt.Sprint(j.Quotes), fmt.Sprint(j.New), j.Author)
		}
		if err != nil {
			return err
		}
	}
	if err := table.Flush(); err != nil {
		return err
	}
	t.Note("%s to work on", plural(len(tasks), "cell", "cells"))
	return nil
}

// chartTask has a person chart one cell.
func chartTask(ctx context.Context, a *app, p *project.Project, m *framework.Matrix, task framework.Task, in quotesIn) (err error) {
	label, key := m.Label(task.Row), m.Key(task.Column)
	x := m.At(task.Row, task.Column)
	var cell framework.Cell
	if x.Cell != nil {
		cell = *x.Cell
	}
	var page string
	if task.Row == framework.All || task.Column == framework.All {
		page = summingUpPage(m, task)
	} else {
		quotes := m.QuotesUnder(task.Row, m.Columns[task.Column].ID)
		contexts, err := p.Contexts(ctx, quotes)
		if err != nil {
			return err
		}
		printed := make([]*framework.Quote, len(quotes))
		for i := range quotes {
			printed[i] = &quotes[i]
		}
		if err := printQuotes(ctx, p, in, printed...); err != nil {
			return err
		}
		page = chartingPage(m, task, quotes, contexts)
	}
	draft, err := term.NewDraft(p.Dir(), page)
	if err != nil {
		return err
	}
	keep := false
	defer func() {
		if !keep {
			err = errors.Join(err, draft.Remove())
		}
	}()
	text, err := draft.Edit(ctx, a.term)
	if errors.Is(err, term.ErrNoEditor) {
		return usagef("%v", err).WithHint("EDITOR=nano framewise chart next opens one; --list only lists the cells")
	}
	if err != nil {
		return err
	}
	edit := project.CellEdit{Version: &cell.Version}
	if words := readCharting(text); words != "" && words != readCharting(page) {
		edit.Summary = &words
		if task.Row == framework.All || task.Column == framework.All {
			edit.Summary, edit.Range, edit.Exceptions = summingUp(words)
		}
		charted, err := p.SetCell(ctx, label, key, edit)
		if err != nil {
			keep = true
			var made *corpus.Error
			if errors.As(err, &made) {
				return made.WithHint("what you wrote is in %s", draft.Path)
			}
			return fmt.Errorf("%w (what you wrote is in %s)", err, draft.Path)
		}
		a.tellCharted(charted)
		a.noteCharted(label, key, charted.Cell)
		return nil
	}
	a.term.Note("%s × %s is as it was", label, key)
	question, status := "", framework.Status("")
	switch task.Need {
	case framework.NewQuotes:
		question = "leave it so, with the new quotes considered?"
		edit.Considered = true
	case framework.Corrected:
		question = "leave it so, with the corrected words considered?"
		edit.Considered = true
	case framework.ToReview:
		question, status = "mark it as reviewed by you?", framework.Reviewed
	case framework.ToAgree:
		question, status = "mark it as agreed?", framework.Agreed
	default:
		return nil
	}
	if ok, err := a.term.Confirm(question); err != nil || !ok {
		return err
	}
	if status != "" {
		edit.Status = &status
	}
	charted, err := p.SetCell(ctx, label, key, edit)
	if err != nil {
		return err
	}
	a.tellCharted(charted)
	a.noteCharted(label, key, charted.Cell)
	return nil
}

// isNew tells whether a quote came since the cell was charted.
func isNew(task framework.Task, q framework.Quote) bool {
	return slices.Contains(task.New, q.Coding.ID)
}
