package intake

import (
	"net/url"
	"path"
	"strings"

	"framewise/corpus"
)

// recordingFields name the recording in the head of a transcript.
var recordingFields = set(
	"recording recording_file audio audio_file audio_recording video video_file media media_file sound_file file",
	"grabacion archivo archivo_de_audio archivo_de_video gravacao arquivo ficheiro aufnahme audiodatei datei",
	"enregistrement fichier fichier_audio registrazione",
)

// recordingInHead is the recording that the head names: a name that ends as
// those of recordings do.
func (d *Draft) recordingInHead() string {
	for _, p := range d.Properties {
		if name := recordingName(p[1]); recordingFields[fold(p[0])] && corpus.RecordingName(name) {
			return name
		}
	}
	return ""
}

// recordingName is the file's name of a path or an address: P50.wav of
// file:///C:/talks/P50.wav. A page on the web, and what names another kind of
// file, is no recording.
func recordingName(s string) string {
	if len(s) > 1000 {
		return ""
	}
	if strings.Contains(s, "://") {
		if u, err := url.Parse(s); err == nil {
			s = u.Path
		}
		if !corpus.RecordingName(s) {
			return ""
		}
	}
	s = path.Base(strings.ReplaceAll(strings.TrimSpace(s), `\`, "/"))
	if s == "." || s == "/" || s == ".." || path.Ext(s) != "" && !corpus.RecordingName(s) {
		return ""
	}
	return s
}
