package project

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"framewise/corpus"
	"framewise/corpus/decode"
	"framewise/corpus/intake"
	"framewise/framework/store"
)

// RecordingState says whether a recording is the file that it was.
type RecordingState string

// The states of a recording.
const (
	RecordingSame    RecordingState = "same"
	RecordingChanged RecordingState = "changed" // another size or other bytes
	RecordingMissing RecordingState = "missing"
	RecordingUnknown RecordingState = "unknown" // there now, and not when its transcript came in
)

// RecordingView is a document's recording, with where the file is.
type RecordingView struct {
	Document string `json:"document"` // name
	corpus.Recording
	File  string         `json:"file"`            // the path to open
	State RecordingState `json:"state,omitempty"` // empty where it was not checked
}

// SetRecording names the recording that a document is the transcript of. The
// file stays where it is: its path, size and hash are kept.
func (p *Project) SetRecording(ctx context.Context, name, file string) (view RecordingView, err error) {
	absolute, err := filepath.Abs(file)
	if err != nil {
		return view, err
	}
	r, err := soundOf(ctx, absolute)
	if errors.Is(err, fs.ErrNotExist) {
		return view, corpus.Errorf(corpus.ErrNotFound, "there is no file %s", file)
	}
	if err != nil {
		return view, err
	}
	if r.Path, err = p.recordingPath(absolute); err != nil {
		return view, err
	}
	return p.putRecording(ctx, name, &r)
}

// recorded gives the drafts of a file the recording that it names, and returns
// the name. Where it is not beside the file, its name is kept and told. Where
// pseudonyms are put in none is kept, since a recording has the voice.
func (p *Project) recorded(ctx context.Context, source *Source, drafts []intake.Draft, o *ImportOptions) (string, error) {
	name := ""
	var r *corpus.Recording
	for i := range drafts {
		d := &drafts[i]
		if d.Recording == "" || o.Pseudonyms != nil {
			continue
		}
		if name != d.Recording {
			name, r = d.Recording, nil
		}
		if o.OwnRecordings {
			continue
		}
		if r == nil {
			var err error
			if r, err = p.recordingBeside(ctx, source.Folder, name); err != nil {
				return "", err
			}
		}
		d.Document.Recording = r
		if r.Hash == "" {
			d.Warnings = append(d.Warnings, decode.Warnf("", "its recording, %s, is not beside the file: "+
				"framewise document media %s FILE says where it is", name, d.Document.Label))
		} else {
			d.Assumed = append(d.Assumed, "recording "+path.Base(r.Path)+", as the file says")
		}
	}
	return name, nil
}

// recordingBeside reads the recording of a name in a folder, without size and
// hash where it is not there.
func (p *Project) recordingBeside(ctx context.Context, folder, name string) (*corpus.Recording, error) {
	if folder == "" {
		return &corpus.Recording{Path: name}, nil
	}
	r := corpus.Recording{}
	file, there := beside(folder, name)
	absolute, err := filepath.Abs(file)
	if err == nil && there {
		r, err = recordingOf(ctx, absolute)
	}
	if err == nil {
		r.Path, err = p.recordingPath(absolute)
	}
	return &r, err
}

// beside is the path of a recording in a folder, and whether it is there. One
// named without an ending may have any.
func beside(folder, name string) (file string, there bool) {
	names := []string{name}
	if filepath.Ext(name) == "" {
		for _, ending := range corpus.RecordingEndings {
			names = append(names, name+ending)
		}
	}
	for _, n := range names {
		file = filepath.Join(folder, n)
		if info, err := os.Stat(file); err == nil && info.Mode().IsRegular() && corpus.RecordingName(n) {
			return file, true
		}
	}
	return filepath.Join(folder, name), false
}

// RemoveRecording forgets which recording a document is the transcript of.
func (p *Project) RemoveRecording(ctx context.Context, name string) (RecordingView, error) {
	return p.putRecording(ctx, name, nil)
}

func (p *Project) putRecording(ctx context.Context, name string, recording *corpus.Recording) (view RecordingView, err error) {
	_, err = p.update(ctx, "document media", name, func(tx store.Tx) error {
		d, err := documentNamed(ctx, tx, name)
		if err != nil {
			return err
		}
		if view = p.recordingView(&d); recording == nil && view.Document == "" {
			return corpus.Errorf(corpus.ErrNotFound, "%s has no recording", d.Name())
		}
		if d.Recording = recording; recording != nil {
			view = p.recordingView(&d)
		}
		return tx.PutDocument(ctx, d)
	})
	return view, err
}

// Recordings lists the recordings of a document, or of all where the name is
// empty. With check each file is read, which takes a second or so a gigabyte,
// and the error is an [ErrCheck] where one is not as it was.
func (p *Project) Recordings(ctx context.Context, name string, check bool, each func(RecordingView)) error {
	var documents []corpus.Document
	err := p.store.View(ctx, func(r store.Reader) (err error) {
		if name == "" {
			documents, err = allDocuments(ctx, r)
			return err
		}
		d, err := documentNamed(ctx, r, name)
		documents = []corpus.Document{d}
		if err == nil && d.Recording == nil {
			err = corpus.Errorf(corpus.ErrNotFound, "%s has no recording", d.Name()).
				WithHint("framewise document media %s FILE names it", d.Name())
		}
		return err
	})
	if err != nil {
		return err
	}
	faults := 0
	for i := range documents {
		view := p.recordingView(&documents[i])
		if view.Document == "" {
			continue
		}
		if check {
			if view.State, err = recordingState(ctx, &view.Recording, view.File); err != nil {
				return err
			}
			if view.State != RecordingSame {
				faults++
			}
		}
		each(view)
	}
	if faults > 0 {
		return corpus.Errorf(ErrCheck, "%d of the recordings are not as they were", faults).
			WithHint("framewise document media DOC FILE names the right file")
	}
	return nil
}

// recordingView is a document's recording; zero where it has none.
func (p *Project) recordingView(d *corpus.Document) RecordingView {
	if d.Recording == nil {
		return RecordingView{}
	}
	return RecordingView{Recording: *d.Recording, Document: d.Name(), File: p.RecordingFile(d.Recording)}
}

// RecordingFile is the path by which to open a recording.
func (p *Project) RecordingFile(r *corpus.Recording) string {
	path := filepath.FromSlash(r.Path)
	if filepath.IsAbs(path) {
		return path
	}
	return filepath.Join(p.dir, path)
}

// recordingPath is a file's path from the project's folder, so that both can
// move together; absolute where no path leads there.
func (p *Project) recordingPath(absolute string) (string, error) {
	dir, err := filepath.Abs(p.dir)
	if err != nil {
		return "", err
	}
	if path, err := filepath.Rel(dir, absolute); err == nil {
		return filepath.ToSlash(path), nil
	}
	return filepath.ToSlash(absolute), nil
}

// soundOf is [recordingOf] of a file that must be sound or film by its ending or
// by how it begins.
func soundOf(ctx context.Context, file string) (r corpus.Recording, err error) {
	f, err := os.Open(file)
	if err != nil {
		return r, err
	}
	start := make([]byte, 16)
	n, err := io.ReadFull(f, start)
	f.Close()
	if err == nil || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) {
		if !corpus.RecordingName(file) && !corpus.RecordingContent(start[:n]) {
			return r, corpus.Errorf(corpus.ErrInvalid, "%s is no sound or film", file).
				WithHint("a recording ends in %s; a transcript comes in with framewise import",
					strings.Join(corpus.RecordingEndings, " "))
		}
	}
	return recordingOf(ctx, file) // which tells a folder too
}

// recordingOf reads a file's size and hash.
func recordingOf(ctx context.Context, file string) (r corpus.Recording, err error) {
	f, err := os.Open(file)
	if err != nil {
		return r, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return r, err
	}
	if !info.Mode().IsRegular() {
		return r, corpus.Errorf(corpus.ErrInvalid, "%s is not a file", file)
	}
	sum := sha256.New()
	for err == nil { // 16 MB at a time, so that it can be interrupted
		if err = ctx.Err(); err == nil {
			var n int64
			n, err = io.CopyN(sum, f, 16<<20)
			r.Size += n
		}
	}
	if !errors.Is(err, io.EOF) {
		return r, err
	}
	r.Hash = hex.EncodeToString(sum.Sum(nil))
	return r, nil
}

// recordingState compares a recording with its file.
func recordingState(ctx context.Context, r *corpus.Recording, file string) (RecordingState, error) {
	info, err := os.Stat(file)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return RecordingMissing, nil
	case err != nil:
		return "", err
	case r.Hash == "":
		return RecordingUnknown, nil
	case info.Size() != r.Size:
		return RecordingChanged, nil
	}
	now, err := recordingOf(ctx, file)
	if err != nil {
		return "", err
	}
	if now.Hash != r.Hash {
		return RecordingChanged, nil
	}
	return RecordingSame, nil
}
