package cli

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"framewise/cmd/internal/term"
	"framewise/framework/project"
)

func newDocumentVersionsCommand(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "versions DOC",
		Short: "List the texts that a document has had",
		Long: `Lists the versions of a document's text: when each came in, by whom, with which
act and from which file. The present one has a *; one that was undone stays in
the list. framewise show DOC --version N reads one.`,
		Example: `  framewise document versions P07
  framewise show P07 --version 1`,
		Args:              takes("DOC"),
		ValidArgsFunction: a.completed(false, someDocuments),
		RunE: func(cmd *cobra.Command, args []string) error {
			return runDocumentVersions(cmd.Context(), a, args[0])
		},
	}
}

// textVersionJSON is a line of document versions --json.
type textVersionJSON struct {
	Version  int       `json:"version"`
	Present  bool      `json:"present"`
	Time     time.Time `json:"time"`
	Actor    string    `json:"actor"`
	Verb     string    `json:"verb"`
	Revision int64     `json:"revision"`
	Turns    int       `json:"turns"`
	Source   string    `json:"source,omitempty"`
}

func runDocumentVersions(ctx context.Context, a *app, name string) error {
	return a.with(ctx, func(p *project.Project) error {
		versions, err := p.DocumentVersions(ctx, name)
		if err != nil {
			return err
		}
		table := a.term.Table(term.Column{Title: "version", Right: true, Style: term.Strong, Keep: true}, term.Column{Title: "", Keep: true},
			term.Column{Title: "when", Style: term.Faint, Keep: true}, term.Column{Title: "who"}, term.Column{Title: "what"},
			term.Column{Title: "revision", Right: true, Keep: true}, term.Column{Title: "turns", Right: true, Keep: true},
			term.Column{Title: "source"})
		for _, v := range versions {
			j := textVersionJSON{
				v.Document.Version, v.Present, v.Event.Time, v.Event.Actor, v.Event.Verb, v.Event.Revision,
				len(v.Document.Turns), v.Document.Source,
			}
			if a.term.JSON {
				if err := a.term.Object(j); err != nil {
					return err
				}
				continue
			}
			mark, when := "", j.Time.Format(time.RFC3339)
			if j.Present {
				mark = "*"
			}
			if a.term.OutTTY {
				when = j.Time.Local().Format("2006-01-02 15:04")
			}
			err := table.Row(strconv.Itoa(j.Version), mark, when, j.Actor, j.Verb, fmt.Sprint(j.Revision), fmt.Sprint(j.Turns), j.Source)
			if err != nil {
				return err
			}
		}
		return table.Flush()
	})
}

func newDocumentDiffCommand(a *app) *cobra.Command {
	var from, to int
	cmd := &cobra.Command{
		Use:   "diff DOC",
		Short: "See what a correction changed in a transcript",
		Long: `Shows the lines in which two versions of a document's text differ, with the
numbers of their turns: the present version and the one before it, or the two
that --from and --to name. [-words-] are gone, {+words+} are new.`,
		Example: `  framewise document diff P07
  framewise document diff P07 --from 1 --to 3`,
		Args:              takes("DOC"),
		ValidArgsFunction: a.completed(false, someDocuments),
		RunE: func(cmd *cobra.Command, args []string) error {
			if from < 0 || to < 0 {
				return usagef("versions count from 1")
			}
			return runDocumentDiff(cmd.Context(), a, args[0], from, to)
		},
	}
	cmd.Flags().IntVar(&from, "from", 0, "the earlier `version`")
	cmd.Flags().IntVar(&to, "to", 0, "the later `version`")
	return cmd
}

// changedJSON is a line of document diff --json.
type changedJSON struct {
	From    int    `json:"from"` // versions
	To      int    `json:"to"`
	TurnOld int    `json:"turn_before"`
	Turn    int    `json:"turn"`
	Before  string `json:"before"`
	After   string `json:"after"`
}

func runDocumentDiff(ctx context.Context, a *app, name string, from, to int) error {
	return a.with(ctx, func(p *project.Project) error {
		changes, from, to, err := p.DiffDocument(ctx, name, from, to)
		if err != nil {
			return err
		}
		t := a.term
		for _, c := range changes {
			var before, after strings.Builder
			for _, piece := range c.Pieces {
				before.WriteString(piece.Old)
				after.WriteString(piece.New)
			}
			line := wordDiff(t, c.Pieces)
			switch {
			case t.JSON:
				err = t.Object(changedJSON{from, to, c.Old, c.New, before.String(), after.String()})
			case !t.OutTTY:
				err = t.Table().Row(fmt.Sprint(c.Old), fmt.Sprint(c.New), oneLine(line))
			default:
				head := fmt.Sprint(c.Old)
				if c.New != c.Old {
					head += " → " + fmt.Sprint(c.New)
				}
				err = firstOf(t.Print(t.Styled(head, term.Place)), t.Print("  ", strings.ReplaceAll(line, "\n", "\n  ")))
			}
			if err != nil {
				return err
			}
		}
		t.Note("%s between version %d and version %d", plural(len(changes), "difference", "differences"), from, to)
		return nil
	})
}

// versionWanted is the version of a document that --version names: the present
// one where it names none.
func versionWanted(ctx context.Context, p *project.Project, name string, number int) (project.DocumentView, error) {
	switch {
	case number < 0:
		return project.DocumentView{}, usagef("versions count from 1")
	case number == 0:
		return p.Show(ctx, name)
	}
	return p.ShowVersion(ctx, name, number)
}
