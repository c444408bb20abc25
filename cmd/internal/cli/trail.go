package cli

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"framewise/cmd/internal/term"
	"framewise/framework/audit"
	"framewise/framework/project"
)

func newLogCommand(a *app) *cobra.Command {
	var limit int
	cmd := &cobra.Command{
		Use:   "log",
		Short: "See who did what, and when",
		Long: `Lists the acts that changed the project, oldest first, each with its revision.
The trail holds names and numbers, never words of a transcript, and verify finds
it out if somebody alters it.`,
		Example: `  framewise log
  framewise log --limit 10
  framewise log --json`,
		Args: takes(),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if limit < 0 {
				return usagef("--limit counts from 1")
			}
			return runLog(cmd.Context(), a, limit)
		},
	}
	cmd.Flags().IntVarP(&limit, "limit", "n", 0, "only the last so `many`")
	return cmd
}

func runLog(ctx context.Context, a *app, limit int) error {
	return a.with(ctx, func(p *project.Project) error {
		events, err := p.Log(ctx)
		if err != nil {
			return err
		}
		if limit > 0 && limit < len(events) {
			events = events[len(events)-limit:]
		}
		table := a.term.Table(term.Column{Title: "revision", Right: true, Style: term.Place, Keep: true},
			term.Column{Title: "when", Style: term.Faint, Keep: true}, term.Column{Title: "who"},
			term.Column{Title: "what", Style: term.Strong, Keep: true}, term.Column{Title: "to"},
			term.Column{Title: "records", Right: true, Keep: true})
		for _, e := range events {
			if a.term.JSON {
				if err := a.term.Object(e); err != nil {
					return err
				}
				continue
			}
			when := e.Time.Format(time.RFC3339)
			if a.term.OutTTY {
				when = e.Time.Local().Format("2006-01-02 15:04")
			}
			err := table.Row(strconv.FormatInt(e.Revision, 10), when, e.Actor, e.Verb, e.Subject, fmt.Sprint(e.Changes))
			if err != nil {
				return err
			}
		}
		return table.Flush()
	})
}

func newUndoCommand(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "undo [REVISION]",
		Short: "Take back the last act, or an earlier one",
		Long: `Takes back what the last command did, or the act with a revision that framewise
log shows; everything else stays. An act whose things were changed again later
can't be taken back alone: take back the later one first. Redo undoes an undo.`,
		Example: `  framewise undo
  framewise undo 12`,
		Args:              takes("[REVISION]"),
		ValidArgsFunction: a.completed(false),
		RunE: func(cmd *cobra.Command, args []string) error {
			var revision int64
			if len(args) > 0 {
				n, err := strconv.ParseInt(args[0], 10, 64)
				if err != nil || n < 1 {
					return usagef("%q is not a revision", args[0]).WithHint("framewise log shows them")
				}
				revision = n
			}
			return a.with(cmd.Context(), func(p *project.Project) error {
				undone, err := p.Undo(cmd.Context(), revision)
				return firstOf(err, a.tellTaken("undid", undone))
			})
		},
	}
}

func newRedoCommand(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "redo",
		Short: "Take back the last undo",
		Long:  `Brings back what the last undo took, if nothing was done since.`,
		Example: `  framewise redo
  framewise redo --json`,
		Args: takes(),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.with(cmd.Context(), func(p *project.Project) error {
				redone, err := p.Redo(cmd.Context())
				return firstOf(err, a.tellTaken("redid", redone))
			})
		},
	}
}

// tellTaken tells which acts were taken back, oldest first.
func (a *app) tellTaken(done string, events []audit.Event) error {
	for _, e := range slices.Backward(events) {
		if a.term.JSON {
			if err := a.term.Object(e); err != nil {
				return err
			}
			continue
		}
		if done == "redid" { // what it took back was an undo, whose subject is the act
			a.term.Note("%s %s", done, e.Subject)
			continue
		}
		a.term.Note("%s %s", done, strings.TrimSpace(fmt.Sprintf("%d: %s %s", e.Revision, e.Verb, e.Subject)))
	}
	return nil
}
