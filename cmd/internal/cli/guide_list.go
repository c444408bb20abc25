package cli

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"framewise/cmd/internal/term"
	"framewise/codebook"
	"framewise/framework"
	"framewise/framework/project"
)

func newGuideListCommand(a *app) *cobra.Command {
	var w project.CodingsWanted
	cmd := &cobra.Command{
		Use:   "list [DOC]",
		Short: "List the questions that are tagged",
		Long: `Lists the turns that are tagged with the code they ask about, by document and
place, with the words of the question and who tagged it.`,
		Example: `  framewise guide list
  framewise guide list P07
  framewise guide list --code warmth --json`,
		Args:              takes("[DOC]"),
		ValidArgsFunction: a.completed(false, someDocuments),
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) > 0 {
				w.Document = args[0]
			}
			w.Questions = true
			return runGuideList(cmd.Context(), a, w)
		},
	}
	codingFlags(a, cmd, &w)
	return cmd
}

// questionJSON is a line of guide list --json.
type questionJSON struct {
	ID       codebook.CodingID `json:"id"`
	Locator  string            `json:"locator"`
	Code     string            `json:"code"`
	Coder    string            `json:"coder"`
	Speaker  string            `json:"speaker,omitempty"`
	Question string            `json:"question"`
	Created  time.Time         `json:"created"`
}

func jsonOfQuestion(v project.CodingView) questionJSON {
	return questionJSON{
		v.Coding.ID, v.Locator.String(), v.Code.Key, v.CoderName, v.Speaker, v.Coding.Anchor.Quote, v.Coding.Created,
	}
}

func runGuideList(ctx context.Context, a *app, w project.CodingsWanted) error {
	return a.with(ctx, func(p *project.Project) error {
		views, err := p.Codings(ctx, w)
		if err != nil {
			return err
		}
		table := a.term.Table(term.Column{Title: "at", Style: term.Place, Keep: true}, term.Column{Title: "code", Keep: true},
			term.Column{Title: "coder"}, term.Column{Title: "question"})
		for _, v := range views {
			j := jsonOfQuestion(v)
			if a.term.JSON {
				err = a.term.Object(j)
			} else {
				err = table.Row(j.Locator, j.Code, j.Coder, j.Question)
			}
			if err != nil {
				return err
			}
		}
		if len(views) == 0 {
			a.term.Note("no question is tagged")
			a.term.Hint("framewise guide import FILE finds those of an interview guide; framewise guide tag PLACE CODE tags one")
		}
		return table.Flush()
	})
}

func newGuideStatusCommand(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "status",
		Short: "See which cases were asked about which codes",
		Long: `Counts, code by code, the cases in which a question about it was found, and names
those in which none was. A question about a theme counts for its codes, and one
about a code for its theme.`,
		Example: `  framewise guide status
  framewise guide status --json`,
		Args: takes(),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return runGuideStatus(cmd.Context(), a)
		},
	}
}

// askedJSON is a line of guide status --json.
type askedJSON struct {
	Code     string   `json:"code"`
	Name     string   `json:"name"`
	Asked    []string `json:"asked,omitempty"`     // cases
	NotAsked []string `json:"not_asked,omitempty"` // the others
}

func runGuideStatus(ctx context.Context, a *app) error {
	return a.with(ctx, func(p *project.Project) error {
		m, err := p.Matrix(ctx, project.MatrixView{})
		if err != nil {
			return err
		}
		table := a.term.Table(term.Column{Title: "code", Style: term.Strong}, term.Column{Title: "asked", Right: true, Keep: true},
			term.Column{Title: "cases", Right: true, Keep: true}, term.Column{Title: "not asked"})
		for column, code := range m.Columns {
			j := askedIn(m, column, code)
			if a.term.JSON {
				err = a.term.Object(j)
			} else {
				err = table.Row(code.Key, fmt.Sprint(len(j.Asked)), fmt.Sprint(len(m.Rows)), strings.Join(j.NotAsked, ", "))
			}
			if err != nil {
				return err
			}
		}
		return table.Flush()
	})
}

func askedIn(m *framework.Matrix, column int, code codebook.Code) askedJSON {
	j := askedJSON{Code: code.Key, Name: code.Title()}
	for row := range m.Rows {
		if m.WasAsked(row, column) {
			j.Asked = append(j.Asked, m.Label(row))
		} else {
			j.NotAsked = append(j.NotAsked, m.Label(row))
		}
	}
	return j
}
