package cli

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"framewise/cmd/internal/term"
	"framewise/corpus"
	"framewise/framework/project"
)

func newDocumentEditCommand(a *app) *cobra.Command {
	var o documentReplaceOptions
	cmd := &cobra.Command{
		Use:   "edit DOC",
		Short: "Correct a transcript in your editor",
		Long: `Opens the text of a document in your editor (VISUAL, else EDITOR). What you save
becomes its next version, and what was coded is carried over as by document
replace. A text left as it is changes nothing.

The file lies in the project's folder and is removed once its words are in. What
was not taken in, or only rehearsed, stays in it: remove it when you have them.

EXIT STATUS: 3 where codings lost their place.`,
		Example: `  framewise document edit P07
  EDITOR=nano framewise document edit P07.2`,
		Args:              takes("DOC"),
		ValidArgsFunction: a.completed(false, someDocuments),
		RunE: func(cmd *cobra.Command, args []string) error {
			return runDocumentEdit(cmd.Context(), a, args[0], o)
		},
	}
	o.flags(cmd)
	return cmd
}

func runDocumentEdit(ctx context.Context, a *app, name string, o documentReplaceOptions) error {
	return a.with(ctx, func(p *project.Project) (err error) {
		a.warnDrafts(p)
		view, err := p.Show(ctx, name)
		if err != nil {
			return err
		}
		draft, err := term.NewDraft(p.Dir(), view.Text.String())
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
			return usagef("%v", err).WithHint("EDITOR=nano framewise document edit %s opens one", name)
		}
		if err != nil {
			return err
		}
		wrote := strings.TrimSpace(text) != "" && text != view.Text.String()
		edit := func(p *project.Project) error {
			r, err := p.EditDocument(ctx, view.Name(), view.Version, text, o.ReplaceOptions)
			if told(err) || !wrote {
				return a.tellReplaced(r, err, o.dryRun)
			}
			keep = true
			var made *corpus.Error
			if errors.As(err, &made) {
				return corpus.Errorf(made.Kind, "%s", made.Message).WithHint("what you wrote is in %s", draft.Path)
			}
			return fmt.Errorf("%w (what you wrote is in %s)", err, draft.Path)
		}
		if !o.dryRun {
			return edit(p)
		}
		err = p.Rehearse(ctx, edit)
		if keep = keep || wrote; keep && told(err) {
			a.term.Note("what you wrote is in %s; framewise document replace takes it in", draft.Path)
		}
		return err
	})
}

// warnDrafts tells of the files that an editing has left in the project's
// folder: whoever is given it gets them too.
func (a *app) warnDrafts(p *project.Project) {
	for _, left := range term.Drafts(p.Dir()) {
		a.term.Warn("an editing was cut short, or is going on elsewhere: %s holds its words; remove it when you have them", left)
	}
}
