package cli

import (
	"context"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"framewise/cmd/internal/term"
	"framewise/codebook"
	"framewise/framework/project"
)

func newMemoListCommand(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "list",
		Short: "Read the memos, oldest first",
		Long:  `Lists all memos with their date, author, kind and subject, oldest first.`,
		Example: `  framewise memo list
  framewise memo list --json`,
		Args: takes(),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return runMemoList(cmd.Context(), a)
		},
	}
}

// memoJSON is a line of memo list --json.
type memoJSON struct {
	ID      codebook.MemoID   `json:"id"`
	About   string            `json:"about"`
	Kind    codebook.MemoKind `json:"kind"`
	Title   string            `json:"title,omitempty"`
	Text    string            `json:"text"`
	Author  string            `json:"author"`
	Created time.Time         `json:"created"`
}

func jsonOfMemo(v project.MemoView) memoJSON {
	return memoJSON{v.ID, v.Subject, v.Kind, v.Title, v.Text, v.AuthorName, v.Created}
}

func runMemoList(ctx context.Context, a *app) error {
	return a.with(ctx, func(p *project.Project) error {
		views, err := p.Memos(ctx)
		if err != nil {
			return err
		}
		for _, v := range views {
			if err := showMemo(a.term, v); err != nil {
				return err
			}
		}
		if len(views) == 0 {
			a.term.Note("there are no memos yet")
		}
		return nil
	})
}

func showMemo(t *term.Terminal, v project.MemoView) error {
	switch {
	case t.JSON:
		return t.Object(jsonOfMemo(v))
	case !t.OutTTY:
		return t.Table().Row(v.Created.Format(time.RFC3339), v.AuthorName, string(v.Kind), v.Subject, v.Title, v.Text)
	}
	head := v.Subject
	if v.Title != "" {
		head = v.Title + "  (" + v.Subject + ")"
	}
	facts := []string{string(v.Kind), v.AuthorName, v.Created.Format(time.DateOnly)}
	err := t.Print(t.Styled(term.Safe(head), term.Strong), "  ",
		t.Styled(term.Safe(strings.Join(facts, " · ")), term.Faint))
	if err != nil {
		return err
	}
	if err := indented(t, v.Text, 2, term.Plain); err != nil {
		return err
	}
	return t.Print()
}
