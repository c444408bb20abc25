package cli

import (
	"path/filepath"

	"github.com/spf13/cobra"

	"framewise/corpus"
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

// key reads a key of pseudonyms. Whoever is given the project must not get the
// key with it, so one in its folder is refused, and in the folder of its copy.
func (a *app) key(path string, copies ...string) (*pseudonym.Key, error) {
	dirs := copies
	if dir, err := a.find(); err == nil {
		dirs = append(dirs, dir)
	}
	for _, dir := range dirs {
		if path != "-" && within(path, dir) {
			return nil, corpus.Errorf(corpus.ErrInvalid, "the key %s lies in the project's folder, and must not be given away with it", path).
				WithHint("move it out of %s, to where only those are who may know the names", dir)
		}
	}
	name, content, err := a.read(path)
	if err != nil {
		return nil, err
	}
	return project.ReadKey(name, content, "")
}

// within says whether a file lies in a folder or below it, whatever links lead
// there.
func within(path, dir string) bool {
	real := func(path string) string {
		if followed, err := filepath.EvalSymlinks(path); err == nil {
			path = followed
		}
		if abs, err := filepath.Abs(path); err == nil {
			path = abs
		}
		return path
	}
	rel, err := filepath.Rel(real(dir), real(path))
	return err == nil && filepath.IsLocal(rel)
}
