package cli

import "github.com/spf13/cobra"

func newDocumentCommand(a *app) *cobra.Command {
	return group(&cobra.Command{
		Use:   "document",
		Short: "The transcripts: their versions, and corrections after coding",
		Long: `A document is one transcript, note, thread or answer. Its text never changes; a
correction is its next version, to which everything that was coded is carried
over. The versions before it stay readable.`,
		Example: `  framewise document list
  framewise document replace P07 P07-corrected.docx --dry-run`,
	}, newDocumentListCommand(a), newDocumentVersionsCommand(a), newDocumentDiffCommand(a), newDocumentReplaceCommand(a),
		newDocumentEditCommand(a), newDocumentMediaCommand(a))
}
