package cli

import (
	"context"
	"time"

	"github.com/spf13/cobra"

	"framewise/cmd/internal/term"
	"framewise/codebook"
	"framewise/corpus"
	"framewise/framework"
	"framewise/framework/project"
)

func newCodingListCommand(a *app) *cobra.Command {
	var w project.CodingsWanted
	var in quotesIn
	cmd := &cobra.Command{
		Use:   "list [DOC]",
		Short: "List codings by document and place",
		Long: `Lists codings in the order of the transcripts: where, under which code, by
whom, with which stance, and the words. The last letters of a coding's id are
enough to remove it. To look for words in quotes, use framewise search.

Those that lost their place when a transcript was corrected are listed with the
place that they had last; framewise coding place gives them one again.`,
		Example: `  framewise coding list P07
  framewise coding list --code organisation --coder CM
  framewise coding list --unplaced
  framewise coding list --quotes-in both
  framewise coding list --json`,
		Args:              takes("[DOC]"),
		ValidArgsFunction: a.completed(false, someDocuments),
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) > 0 {
				w.Document = args[0]
			}
			return runCodingList(cmd.Context(), a, w, in)
		},
	}
	codingFlags(a, cmd, &w)
	quotesInFlag(a, cmd, &in)
	cmd.Flags().BoolVar(&w.Unplaced, "unplaced", false, "only those that lost their place when a transcript was corrected")
	return cmd
}

// codingFlags are the flags that choose codings.
func codingFlags(a *app, cmd *cobra.Command, w *project.CodingsWanted) {
	cmd.Flags().StringVar(&w.Code, "code", "", "only under this `code` and those below it")
	cmd.Flags().StringVar(&w.Coder, "coder", "", "only by this `coder`: name or initials")
	a.completeFlag(cmd, "code", someCodes)
}

// codingJSON is a line of coding list --json.
type codingJSON struct {
	ID       codebook.CodingID `json:"id"`
	Document string            `json:"document"`
	Locator  string            `json:"locator"`
	Case     string            `json:"case,omitempty"`
	Code     string            `json:"code"`
	Name     string            `json:"code_name"`
	Coder    string            `json:"coder"`
	Stance   codebook.Stance   `json:"stance,omitempty"`
	Key      bool              `json:"key,omitempty"`
	Speaker  string            `json:"speaker,omitempty"`
	Clock    string            `json:"clock,omitempty"`
	Page     int               `json:"page,omitempty"` // of the source, from 1
	Quote    string            `json:"quote"`
	Span     corpus.Span       `json:"span"` // in code points of the document's text
	Memo     string            `json:"memo,omitempty"`
	Created  time.Time         `json:"created"`
	// Unplaced says that the locator is only the place that the quote had last.
	Unplaced bool `json:"unplaced,omitempty"`
	framework.WordsTold
}

func jsonOfCoding(v project.CodingView) codingJSON {
	c := v.Coding
	return codingJSON{
		ID: c.ID, Document: v.Locator.Label, Locator: v.Locator.String(), Case: v.CaseLabel, Code: v.Code.Key,
		Name: v.Code.Name, Coder: v.CoderName, Stance: c.Stance, Key: c.Key, Speaker: v.Speaker, Clock: v.Clock,
		Page: v.Page, Quote: v.Words().Text, Span: c.Anchor.Span, Memo: c.Memo, Created: c.Created,
		Unplaced: !c.Placed(), WordsTold: v.WordsTold(),
	}
}

func runCodingList(ctx context.Context, a *app, w project.CodingsWanted, in quotesIn) error {
	return a.with(ctx, func(p *project.Project) error {
		views, err := p.Codings(ctx, w)
		if err != nil {
			return err
		}
		quotes := make([]*framework.Quote, len(views))
		for i := range views {
			quotes[i] = &views[i].Quote
		}
		if err := printQuotes(ctx, p, in, quotes...); err != nil {
			return err
		}
		table := a.term.Table(term.Column{Title: "at", Style: term.Place, Keep: true},
			term.Column{Title: "case"}, term.Column{Title: "code"}, term.Column{Title: "coder"},
			term.Column{Title: ""}, term.Column{Title: "quote"}, term.Column{Title: "id", Style: term.Faint, Keep: true})
		for _, v := range views {
			if a.term.JSON {
				if err := a.term.Object(jsonOfCoding(v)); err != nil {
					return err
				}
				continue
			}
			stance, id := string(v.Coding.Stance), string(v.Coding.ID)
			if a.term.OutTTY {
				stance, id = v.Coding.Stance.Symbol(), id[max(0, len(id)-6):]
			}
			err := table.Row(v.Place(), v.CaseLabel, v.Code.Key, v.CoderName, stance, v.Bare(), id)
			if err != nil {
				return err
			}
		}
		if len(views) == 0 {
			a.term.Note("no codings")
		}
		return table.Flush()
	})
}
