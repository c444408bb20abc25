package cli

import (
	"context"

	"github.com/spf13/cobra"

	"framewise/framework/project"
)

type initOptions struct {
	name     string
	language string
}

func newInitCommand(a *app) *cobra.Command {
	var o initOptions
	cmd := &cobra.Command{
		Use:   "init [DIR]",
		Short: "Begin a project in a folder",
		Long: `Begins a project: one study with its transcripts, codes and matrix, in a
folder of its own. Without a folder it begins in the one you are in.

Only you can open the folder that init makes. Keep it where you keep the
study's data; a copy of the folder is a copy of the whole study.`,
		Example: `  framewise init peer-support --name "Peer support in Santiago" --language es
  framewise init`,
		Args: takes("[DIR]"),
		RunE: func(cmd *cobra.Command, args []string) error {
			dir := a.dir
			if len(args) > 0 {
				dir = args[0]
			}
			return runInit(cmd.Context(), a, dir, o)
		},
	}
	cmd.Flags().StringVar(&o.name, "name", "", "the study's `name` (else the folder's)")
	cmd.Flags().StringVar(&o.language, "language", "", "the transcripts' `language`, where they don't say: es, en, es-CL")
	return cmd
}

func runInit(ctx context.Context, a *app, dir string, o initOptions) error {
	if dir == "" {
		dir = "."
	}
	p, err := project.Init(ctx, dir, o.name, o.language, project.Options{Actor: a.coder})
	if err != nil {
		return err
	}
	defer p.Close()
	study, err := p.Study(ctx)
	if err != nil {
		return err
	}
	if a.term.JSON {
		return a.term.Object(struct {
			Name     string `json:"name"`
			Folder   string `json:"folder"`
			Language string `json:"language,omitempty"`
		}{study.Name, dir, study.Language})
	}
	a.term.Note("began the project %q in %s", study.Name, dir)
	if !a.term.Quiet {
		from := ""
		if dir != "." {
			from = ", from inside it or with --project " + dir
		}
		a.term.Hint("next: framewise framework use watson, and framewise import FOLDER%s", from)
	}
	return nil
}
