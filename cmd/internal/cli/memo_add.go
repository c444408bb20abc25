package cli

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"framewise/codebook"
	"framewise/framework/project"
)

type memoAddOptions struct {
	about, kind, title, date string
}

func newMemoAddCommand(a *app) *cobra.Command {
	var o memoAddOptions
	cmd := &cobra.Command{
		Use:   "add TEXT",
		Short: "Write a memo",
		Long: `Writes a memo, by the one at work and of today unless you say otherwise. A TEXT
of "-" is read from the standard input.`,
		Example: `  framewise memo add "Families answer for the patient here" --about "case P07" --kind cultural
  framewise memo add "We overlooked humour" --about "cell P07/warmth" --title "Meeting 3"
  framewise memo add - --kind reflexive < diary.txt`,
		Args:              takes("TEXT"),
		ValidArgsFunction: a.completed(false),
		RunE: func(cmd *cobra.Command, args []string) error {
			return runMemoAdd(cmd.Context(), a, args[0], o)
		},
	}
	cmd.Flags().StringVar(&o.about, "about", "",
		"its `subject`: case P07, code warmth, cell P07/warmth, document P07.2 (else the study)")
	cmd.Flags().StringVar(&o.kind, "kind", string(codebook.Analytic),
		"its `kind`: "+strings.Join(words(codebook.MemoKinds), ", "))
	cmd.Flags().StringVar(&o.title, "title", "", "a `title`")
	cmd.Flags().StringVar(&o.date, "date", "", "the `date` it was written: 2026-04-30 (else today)")
	complete(cmd, "kind", words(codebook.MemoKinds)...)
	return cmd
}

func runMemoAdd(ctx context.Context, a *app, text string, o memoAddOptions) (err error) {
	n := project.NewMemo{About: o.about, Kind: codebook.MemoKind(o.kind), Title: o.title}
	if !slices.Contains(codebook.MemoKinds, n.Kind) {
		return usagef("%q is not a kind of memo", o.kind).WithHint("use %s", strings.Join(words(codebook.MemoKinds), ", "))
	}
	if o.date != "" {
		if n.Date, err = time.Parse(time.DateOnly, o.date); err != nil {
			return usagef("%q is not a date", o.date).WithHint("write it as 2026-04-30")
		}
	}
	if n.Text, err = a.text(text); err != nil {
		return err
	}
	n.Text = strings.TrimSpace(n.Text)
	return a.with(ctx, func(p *project.Project) error {
		m, err := p.AddMemo(ctx, n)
		if err != nil {
			return err
		}
		if !a.term.JSON {
			a.term.Note("wrote the memo")
			return nil
		}
		views, err := p.Memos(ctx)
		if err != nil {
			return err
		}
		for _, v := range views {
			if v.ID == m.ID {
				return a.term.Object(jsonOfMemo(v))
			}
		}
		return nil
	})
}
