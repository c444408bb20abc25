package project

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"framewise/corpus"
	"framewise/framework/store"
)

// RecordingState says whether a recording is the file that it was.
type RecordingState string

// The states of a recording.
const (
	RecordingSame    RecordingState = "same"
	RecordingChanged RecordingState = "changed" // another size or other bytes
	RecordingMissing RecordingState = "missing"
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
	r, err := recordingOf(ctx, absolute)
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
