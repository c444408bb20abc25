package cli

import (
	"github.com/spf13/cobra"

	"framewise/corpus/pseudonym"
	"framewise/framework/project"
)

func newCorpusCommand(a *app) *cobra.Command {
	return group(&cobra.Command{
		Use:   "corpus",
		Short: "All transcripts together: pseudonyms, and what tells who somebody is",
		Long: `Keeps participants from being known. The key, a table of names and the pseudonyms
that stand for them, is a file of your own: keep it apart, it is never in the
project. Pseudonyms are best put in on the way in (import --pseudonyms).`,
		Example: `  framewise corpus identifiers
  framewise corpus pseudonymise ../safe/key.xlsx --into ../study-pseudonymised`,
	}, newCorpusIdentifiersCommand(a), newCorpusPseudonymiseCommand(a))
}

// key reads a key of pseudonyms.
func (a *app) key(path string) (*pseudonym.Key, error) {
	name, content, err := a.read(path)
	if err != nil {
		return nil, err
	}
	return project.ReadKey(name, content, "")
}
