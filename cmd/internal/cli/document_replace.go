package cli

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"framewise/cmd/internal/term"
	"framewise/framework/project"
)

type documentReplaceOptions struct {
	project.ReplaceOptions
	pseudonyms string
	dryRun     bool
}

// flags are those that all corrections have.
func (o *documentReplaceOptions) flags(cmd *cobra.Command) {
	f := cmd.Flags()
	f.StringVar(&o.Speakers, "speakers", "", "`how` speakers are marked, as for import (else as the document was read)")
	f.BoolVar(&o.KeepLocators, "keep-locators", false, "leave the locators in summaries and memos as they are")
	f.BoolVar(&o.Force, "force", false, "also where it looks like another talk, or may bring names back")
	f.BoolVar(&o.dryRun, "dry-run", false, "show what would become of the codings, and leave the project as it is")
	complete(cmd, "speakers", "voice", "style", "colon", "bold", "bracket", "stamp", "tab", "line", "paragraph")
}

func newDocumentReplaceCommand(a *app) *cobra.Command {
	var o documentReplaceOptions
	cmd := &cobra.Command{
		Use:   "replace DOC FILE",
		Short: "Put a corrected transcript in the place of a document",
		Long: `Makes a corrected file the next version of a document, and carries over what was
coded. It lists the codings whose turn has another number now (moved), whose
words were corrected (changed), and whose words are gone (unplaced): these wait in
framewise coding list --unplaced. All others stay where they are. Cells that rest
on changed words need work in chart next; locators in summaries and memos follow
their turns. Undo takes it all back, and the version before stays readable.
Where pseudonyms were put into the document, the file needs --pseudonyms too.

EXIT STATUS: 3 where codings lost their place.`,
		Example: `  framewise document replace P07 P07-corrected.docx --dry-run
  framewise document replace P07 P07-corrected.docx`,
		Args:              takes("DOC", "FILE"),
		ValidArgsFunction: a.completedThenFiles(someDocuments),
		RunE: func(cmd *cobra.Command, args []string) error {
			name, path := args[0], args[1]
			if o.pseudonyms != "" {
				var err error
				if o.Pseudonyms, err = a.key(o.pseudonyms); err != nil {
					return err
				}
			}
			return a.rehearsed(cmd.Context(), o.dryRun, func(p *project.Project) error {
				r, err := p.ReplaceDocument(cmd.Context(), name, a.source(path), o.ReplaceOptions)
				return a.tellReplaced(r, err, o.dryRun)
			})
		},
	}
	o.flags(cmd)
	cmd.Flags().StringVar(&o.pseudonyms, "pseudonyms", "", "put in pseudonyms by this `key`, a table of names, before anything is kept")
	cmd.Flags().BoolVar(&o.WithoutOriginals, "without-originals", false, "keep the text only, not the file itself")
	cmd.Flags().StringVar(&o.Encoding, "encoding", "", "the `encoding` of a text file: windows-1252, macintosh, utf-16le")
	return cmd
}

// tellReplaced tells what became of a document's codings.
func (a *app) tellReplaced(r project.Replacement, err error, dry bool) error {
	if !told(err) {
		return err
	}
	if a.term.JSON {
		return firstOf(a.term.Object(r), err)
	}
	table := a.term.Table(term.Column{Title: "coding", Style: term.Bad, Keep: true}, term.Column{Title: "was at", Style: term.Place, Keep: true},
		term.Column{Title: "is at", Style: term.Place, Keep: true}, term.Column{Title: "code"}, term.Column{Title: "coder"},
		term.Column{Title: "words"})
	rank := func(c project.CarriedCoding) int { return slices.Index([]string{"unplaced", "changed"}, c.Fate) & 3 }
	listed := slices.SortedStableFunc(slices.Values(r.Codings), func(x, y project.CarriedCoding) int { return rank(x) - rank(y) })
	for _, c := range listed {
		words := oneLine(c.Before)
		if c.Fate == "changed" {
			words += " → " + oneLine(c.After)
		}
		if err := table.Row(c.Fate, c.From, c.To, c.Code, c.Coder, words); err != nil {
			return err
		}
	}
	if err := table.Flush(); err != nil {
		return err
	}
	a.tellCiting(r)
	for _, w := range r.Warnings {
		a.term.Warn("%s: %s", r.Document, w)
	}
	if r.Same {
		text := r.Document + " has this text already"
		if r.Comments > 0 {
			text += "; " + plural(r.Comments, "coding", "codings") + " from the comments"
		}
		a.term.Note("%s%s", text, rehearsal(dry))
		return err
	}
	turns := plural(r.Turns, "turn", "turns")
	if r.Turns != r.TurnsOld {
		turns += fmt.Sprintf(" (there were %s)", thousands(r.TurnsOld))
	}
	text := fmt.Sprintf("%s is at version %d with %s: %s kept, %d of them in other turns, %d changed, %d unplaced",
		r.Document, r.Version, turns, plural(r.Unmoved+r.Moved, "coding", "codings"), a.renumbered(r), r.Changed, r.Unplaced)
	if r.Comments > 0 {
		text += fmt.Sprintf(", %d new from the comments", r.Comments)
	}
	a.term.Note("%s%s", text, rehearsal(dry))
	return err
}

func (a *app) renumbered(r project.Replacement) (n int) {
	for _, c := range r.Codings {
		if c.Fate == "moved" || c.Fate == "unmoved" {
			n++
		}
	}
	return n
}

// tellCiting tells which cells and memos cite turns that have other numbers now.
func (a *app) tellCiting(r project.Replacement) {
	for _, c := range r.Citing {
		if len(c.Was) > 0 {
			var pairs []string
			for i := range c.Was {
				pairs = append(pairs, c.Was[i]+" → "+c.Now[i])
			}
			if c.Written {
				a.term.Note("%s: %s", c.Subject, strings.Join(pairs, ", "))
			} else {
				a.term.Warn("%s cites turns by their old numbers: %s", c.Subject, strings.Join(pairs, ", "))
			}
		}
		if len(c.Gone) > 0 {
			a.term.Warn("%s cites %s, which the transcript no longer has", c.Subject, strings.Join(c.Gone, ", "))
		}
	}
}
