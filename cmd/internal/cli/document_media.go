package cli

import (
	"context"

	"github.com/spf13/cobra"

	"framewise/cmd/internal/term"
	"framewise/framework/project"
)

type documentMediaOptions struct {
	check, remove bool
}

func newDocumentMediaCommand(a *app) *cobra.Command {
	var o documentMediaOptions
	cmd := &cobra.Command{
		Use:   "media [DOC] [FILE]",
		Short: "Name the recording of a document, or see that it is still the same",
		Long: `Names the recording that a document is the transcript of. The file stays where it
is, and the project keeps its path, size and SHA-256: framewise show then says
where a turn with a time plays. Without FILE the recording is shown; without
DOC, those of all documents.

Where a transcript names its recording (ELAN, CHAT, oTranscribe, noScribe, a line
"Recording: P07.mp3" in the head), framewise import has looked for it beside the
file already, and has kept the name where it is not there.

With --check every file is read, and those that are gone or not the same are
told. One that came later than its transcript is of an unknown state till it is
named here. The path is kept from the project's folder, so both can move together.`,
		Example: `  framewise document media P07 ../audio/P07.m4a
  framewise document media --check
  framewise document media P07 --remove`,
		Args:              takes("[DOC]", "[FILE]"),
		ValidArgsFunction: a.completed(false, someDocuments),
		RunE: func(cmd *cobra.Command, args []string) error {
			return runDocumentMedia(cmd.Context(), a, args, o)
		},
	}
	cmd.Flags().BoolVar(&o.check, "check", false, "read the files and see that they are the same")
	cmd.Flags().BoolVar(&o.remove, "remove", false, "forget the recording of DOC; its file stays")
	return cmd
}

func runDocumentMedia(ctx context.Context, a *app, args []string, o documentMediaOptions) error {
	switch {
	case o.remove && (len(args) != 1 || o.check):
		return usagef("--remove takes a document, and nothing else")
	case o.check && len(args) == 2:
		return usagef("--check takes a document or none: the recording is known")
	}
	return a.with(ctx, func(p *project.Project) error {
		if len(args) == 2 || o.remove {
			set := p.RemoveRecording
			if !o.remove {
				set = func(ctx context.Context, name string) (project.RecordingView, error) {
					return p.SetRecording(ctx, name, args[1])
				}
			}
			r, err := set(ctx, args[0])
			switch {
			case err != nil:
				return err
			case o.remove:
				a.term.Note("%s has no recording any more; %s stays", r.Document, r.File)
			default:
				a.term.Note("%s is the transcript of %s", r.Document, r.File)
			}
			return nil
		}
		name := ""
		if len(args) == 1 {
			name = args[0]
		}
		table := a.term.Table(term.Column{Title: "document", Style: term.Strong, Keep: true},
			term.Column{Title: "state", Keep: true}, term.Column{Title: "recording"})
		count := 0
		var failed error
		err := p.Recordings(ctx, name, o.check, func(r project.RecordingView) {
			count++
			if a.term.JSON {
				failed = firstOf(failed, a.term.Object(r))
				return
			}
			failed = firstOf(failed, table.Row(r.Document, string(r.State), r.File))
		})
		if count == 0 && err == nil {
			a.term.Note("no document has a recording")
		}
		return firstOf(failed, table.Flush(), err)
	})
}
