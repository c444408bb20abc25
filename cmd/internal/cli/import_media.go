package cli

import (
	"context"
	"os"
	"path/filepath"
	"strings"

	"framewise/corpus"
	"framewise/framework/project"
)

// recordings finds the recordings of files to import, by the path of --media:
// of one file the recording itself, or a folder in which they have the files'
// names, or the documents', but for the ending, or those that the files say.
func recordings(media string, files int) (of func(project.Imported) string, err error) {
	info, err := os.Stat(media)
	if err != nil {
		return nil, corpus.Errorf(corpus.ErrNotFound, "there is no recording or folder %s", media)
	}
	if !info.IsDir() {
		if files != 1 {
			return nil, usagef("%s is one recording, and here are %d files", media, files).
				WithHint("give --media a folder where the recordings have the transcripts' names")
		}
		return func(project.Imported) string { return media }, nil
	}
	entries, err := os.ReadDir(media)
	if err != nil {
		return nil, err
	}
	stem := func(path string) string {
		name := filepath.Base(path)
		return strings.ToLower(strings.TrimSuffix(name, filepath.Ext(name)))
	}
	byName := make(map[string]string)
	for _, e := range entries {
		if !e.IsDir() && corpus.RecordingName(e.Name()) {
			byName[stem(e.Name())] = filepath.Join(media, e.Name())
		}
	}
	return func(r project.Imported) string {
		if file := byName[stem(r.File)]; file != "" || len(r.Documents) == 0 {
			return file
		}
		if file := byName[strings.ToLower(r.Documents[0].Label)]; file != "" || r.Recording == "" {
			return file // of P07.es.docx: P07.mp3
		}
		return byName[stem(r.Recording)]
	}, nil
}

// nameRecordings names the recordings of what was imported.
func (a *app) nameRecordings(ctx context.Context, p *project.Project, results []project.Imported,
	of func(project.Imported) string) error {
	named := 0
	for _, r := range results {
		if len(r.Documents) == 0 {
			continue
		}
		file := of(r)
		if file == "" {
			a.term.Warn("%s: no recording has its name", r.File)
			continue
		}
		for _, label := range r.Labels {
			if _, err := p.SetRecording(ctx, label, file); err != nil {
				return err
			}
			named++
		}
	}
	a.term.Note("named the recordings of %s", plural(named, "document", "documents"))
	return nil
}
