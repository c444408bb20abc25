package cli

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"framewise/cmd/internal/term"
	"framewise/framework"
	"framewise/framework/project"
)

func newChartLogCommand(a *app) *cobra.Command {
	var diff bool
	cmd := &cobra.Command{
		Use:   "log CASE CODE [--diff [FROM [TO]]]",
		Short: "See a cell's versions, or what differs between two",
		Long: `Lists the versions of a cell, the oldest first: who made it, when, by which act,
and how it stood then. With --diff it shows word by word what became of it from
one version to another; with one number up to the present version, without any
from the version before it. [-words-] went out and {+words+} came in.

“all” for the code is the summary of the whole case, for the case that of the
column.`,
		Example: `  framewise chart log P07 warmth
  framewise chart log P07 warmth --diff
  framewise chart log P07 warmth --diff 1 3
  framewise chart log all warmth`,
		Args: func(cmd *cobra.Command, args []string) error {
			if diff {
				return takes("CASE", "CODE", "[FROM]", "[TO]")(cmd, args)
			}
			return takes("CASE", "CODE")(cmd, args)
		},
		ValidArgsFunction: a.completed(false, orAll(someCases), orAll(someCodes)),
		RunE: func(cmd *cobra.Command, args []string) error {
			if diff {
				return runChartDiff(cmd.Context(), a, args[0], args[1], args[2:])
			}
			return runChartLog(cmd.Context(), a, args[0], args[1])
		},
	}
	cmd.Flags().BoolVar(&diff, "diff", false, "what differs between two versions")
	return cmd
}

// versionJSON is a line of chart log --json.
type versionJSON struct {
	Version  int                 `json:"version"`
	Revision int64               `json:"revision"`
	Time     time.Time           `json:"time"`
	Actor    string              `json:"actor"`
	Verb     string              `json:"verb"`
	Status   framework.Status    `json:"status"`
	Author   string              `json:"author,omitempty"`
	Reviewer string              `json:"reviewer,omitempty"`
	Summary  string              `json:"summary,omitempty"`
	Comment  string              `json:"comment,omitempty"`
	Range    string              `json:"range,omitempty"` // of views
	Except   string              `json:"exceptions,omitempty"`
	Empty    framework.Emptiness `json:"empty,omitempty"`
	Stance   string              `json:"stance,omitempty"`
	Rating   string              `json:"rating,omitempty"`
}

func runChartLog(ctx context.Context, a *app, label, code string) error {
	return a.with(ctx, func(p *project.Project) error {
		versions, err := p.CellHistory(ctx, label, code)
		if err != nil {
			return err
		}
		table := a.term.Table(term.Column{Title: "version", Right: true, Style: term.Strong, Keep: true},
			term.Column{Title: "revision", Right: true, Style: term.Place, Keep: true},
			term.Column{Title: "when", Style: term.Faint, Keep: true}, term.Column{Title: "who"}, term.Column{Title: "what"},
			term.Column{Title: "status", Keep: true}, term.Column{Title: "author"}, term.Column{Title: "reviewer"},
			term.Column{Title: "summary"})
		for _, v := range versions {
			c, e := v.Cell, v.Event
			if a.term.JSON {
				err = a.term.Object(versionJSON{
					v.Number, e.Revision, e.Time, e.Actor, e.Verb, c.Status, v.Author, v.Reviewer, c.Summary, c.Comment,
					c.Range, c.Exceptions, c.Empty, string(c.Stance), c.Rating,
				})
			} else {
				when := e.Time.Format(time.RFC3339)
				if a.term.OutTTY {
					when = e.Time.Local().Format("2006-01-02 15:04")
				}
				text := c.Text()
				if c.Empty != framework.NotEmpty {
					text = "∅ " + string(c.Empty)
				}
				err = table.Row(strconv.Itoa(v.Number), strconv.FormatInt(e.Revision, 10), when, e.Actor, e.Verb,
					string(c.Status), v.Author, v.Reviewer, text)
			}
			if err != nil {
				return err
			}
		}
		return table.Flush()
	})
}

// fieldDiffJSON is a line of chart log --diff --json: a field that differs.
type fieldDiffJSON struct {
	Field  string            `json:"field"`
	From   int               `json:"from"`
	To     int               `json:"to"`
	Before string            `json:"before"`
	After  string            `json:"after"`
	Words  []framework.Piece `json:"words"` // alike where both versions have them
}

func runChartDiff(ctx context.Context, a *app, label, code string, numbers []string) error {
	var asked []int
	for _, s := range numbers {
		n, err := strconv.Atoi(s)
		if err != nil || n < 1 {
			return usagef("%q is not a version", s).WithHint("framewise chart log %s %s lists them", label, code)
		}
		asked = append(asked, n)
	}
	return a.with(ctx, func(p *project.Project) error {
		versions, err := p.CellHistory(ctx, label, code)
		if err != nil {
			return err
		}
		from, to := len(versions)-1, len(versions)
		if len(asked) > 0 {
			from = asked[0]
		}
		if len(asked) > 1 {
			to = asked[1]
		}
		if len(asked) == 0 && from == 0 {
			a.term.Note("there is only one version")
			return nil
		}
		before, err := project.VersionNumbered(versions, from)
		if err != nil {
			return err
		}
		after, err := project.VersionNumbered(versions, to)
		if err != nil {
			return err
		}
		list := differences(before, after)
		for _, d := range list {
			if a.term.JSON {
				err = a.term.Object(d)
			} else {
				err = a.term.Print(a.term.Styled(d.Field+":", term.Faint), " ", wordDiff(a.term, d.Words))
			}
			if err != nil {
				return err
			}
		}
		if len(list) == 0 {
			a.term.Note("versions %d and %d say the same", from, to)
		}
		return nil
	})
}

// differences lists the fields in which two versions differ.
func differences(from, to project.CellVersion) (list []fieldDiffJSON) {
	add := func(name, before, after string) {
		if before != after {
			list = append(list, fieldDiffJSON{name, from.Number, to.Number, before, after, framework.Diff(before, after)})
		}
	}
	old, now := from.Cell.Value(), to.Cell.Value()
	for _, f := range framework.Fields {
		add(string(f), old.Get(f), now.Get(f))
	}
	add("author", from.Author, to.Author)
	add("reviewer", from.Reviewer, to.Reviewer)
	return list
}

// wordDiff is a difference on a terminal: [-old-]{+new+}, coloured where it may be.
func wordDiff(t *term.Terminal, pieces []framework.Piece) string {
	var b strings.Builder
	for _, p := range pieces {
		if p.Same() {
			b.WriteString(term.SafeLines(p.Old))
			continue
		}
		if p.Old != "" {
			b.WriteString(t.Styled("[-"+term.SafeLines(p.Old)+"-]", term.Bad))
		}
		if p.New != "" {
			b.WriteString(t.Styled("{+"+term.SafeLines(p.New)+"+}", term.Good))
		}
	}
	return b.String()
}

func newChartRestoreCommand(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "restore CASE CODE VERSION",
		Short: "Put a cell back as one of its versions had it",
		Long: `Brings back the words, the status and the people of an earlier version, as a new
version: nothing in between is lost. framewise chart log shows the versions.`,
		Example: `  framewise chart restore P07 warmth 2
  framewise chart restore P07 all 2 --json`,
		Args:              takes("CASE", "CODE", "VERSION"),
		ValidArgsFunction: a.completed(false, orAll(someCases), orAll(someCodes)),
		RunE: func(cmd *cobra.Command, args []string) error {
			n, err := strconv.Atoi(args[2])
			if err != nil || n < 1 {
				return usagef("%q is not a version", args[2]).
					WithHint("framewise chart log %s %s lists them", args[0], args[1])
			}
			return runChartRestore(cmd.Context(), a, args[0], args[1], n)
		},
	}
}

func runChartRestore(ctx context.Context, a *app, label, code string, version int) error {
	return a.with(ctx, func(p *project.Project) error {
		charted, err := p.RestoreCell(ctx, label, code, version)
		if err != nil {
			return err
		}
		a.tellCharted(charted)
		if a.term.JSON {
			return a.cellObject(ctx, p, label, code)
		}
		if !charted.Changed {
			a.term.Note("%s × %s is as version %d had it", label, code, version)
			return nil
		}
		a.term.Note("put %s × %s back as version %d had it: %s", label, code, version, charted.Cell.Status)
		return nil
	})
}

// cellObject writes a cell as JSON.
func (a *app) cellObject(ctx context.Context, p *project.Project, label, code string) error {
	m, places, err := p.Cells(ctx, project.CellsWanted{Case: label, Code: code})
	if err != nil {
		return err
	}
	if len(places) == 0 {
		return fmt.Errorf("%s × %s is not in the matrix", label, code)
	}
	return a.term.Object(jsonOfCell(m, places[0].Row, places[0].Column))
}
