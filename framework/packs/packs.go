// Package packs holds the built-in frameworks as data: theories that studies
// of health and care are often coded with, each a codebook file with its
// citation and descriptions of our own. A pack's note says what was left out
// or could not be checked against the source.
package packs

import (
	"embed"
	"path"
	"strings"
	"sync"

	"framewise/codebook/codefile"
	"framewise/corpus"
)

//go:embed data/*.yaml
var data embed.FS

var read = sync.OnceValue(func() []*codefile.File {
	entries, err := data.ReadDir("data")
	if err != nil {
		panic(err) // the data are part of the program
	}
	var files []*codefile.File
	for _, e := range entries {
		content, err := data.ReadFile(path.Join("data", e.Name()))
		if err != nil {
			panic(err)
		}
		f, err := codefile.Read(e.Name(), content)
		if err != nil {
			panic(err)
		}
		if f.Language == "" {
			f.Language = "en" // what the packs are written in
		}
		files = append(files, f)
	}
	return files
})

// All lists the packs by name.
func All() []*codefile.File { return read() }

// Open returns the pack with a name, in any case of letters. A name that no
// pack has is a [corpus.ErrNotFound] that suggests the nearest.
func Open(name string) (*codefile.File, error) {
	var names []string
	for _, f := range All() {
		if strings.EqualFold(f.Framework, name) {
			return f, nil
		}
		names = append(names, f.Framework)
	}
	err := corpus.Errorf(corpus.ErrNotFound, "there is no built-in framework %q", name)
	if near := corpus.Nearest(name, names); near != "" {
		return nil, err.WithHint("did you mean %s?", near)
	}
	return nil, err.WithHint("framework list --built-in shows them all")
}
