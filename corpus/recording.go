package corpus

import (
	"bytes"
	"path"
	"slices"
	"strings"
)

// Recording is a sound or video file, which is named and not kept.
type Recording struct {
	Path string `json:"path"` // from the project's folder, with slashes; else absolute
	// Size in bytes and [Hash] of the file; zero where the transcript names a
	// file that was not there.
	Size int64  `json:"size"`
	Hash string `json:"hash"`
}

// RecordingEndings are the endings of sound and video files, in lower case.
var RecordingEndings = []string{
	".mp3", ".m4a", ".wav", ".aac", ".ogg", ".oga", ".opus", ".flac", ".wma", ".amr", ".aif", ".aiff", ".dss", ".ds2",
	".mp4", ".m4v", ".mov", ".webm", ".mkv", ".avi", ".wmv", ".mpg", ".mpeg", ".3gp",
}

// RecordingName says whether a file's name ends as those of recordings do.
func RecordingName(name string) bool {
	return slices.Contains(RecordingEndings, strings.ToLower(path.Ext(name)))
}

// soundStarts are how files of sound and video begin.
var soundStarts = []string{
	"ID3", "OggS", "fLaC", "#!AMR", "\x1aE\xdf\xa3", "FORM", "\x02dss", "\x03dss", "\x03ds2", "\x00\x00\x01\xba",
	"\x00\x00\x01\xb3", "\x30\x26\xb2\x75\x8e\x66\xcf\x11", "caff",
}

// RecordingContent says whether a file that begins so holds sound or video.
func RecordingContent(start []byte) bool {
	switch {
	case len(start) < 12:
		return false
	case bytes.HasPrefix(start, []byte("RIFF")):
		kind := string(start[8:12])
		return kind == "WAVE" || kind == "AVI "
	case string(start[4:8]) == "ftyp", string(start[4:8]) == "moov":
		return true
	case start[0] == 0xFF && start[1]&0xE0 == 0xE0 && start[1]&0x06 != 0 && start[1] < 0xFE:
		return true // a frame of MPEG sound
	}
	return slices.ContainsFunc(soundStarts, func(s string) bool { return bytes.HasPrefix(start, []byte(s)) })
}
