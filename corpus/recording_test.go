package corpus

import "testing"

func TestRecording(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]bool{
		"P07.mp3": true, "talks/P07.WAV": true, "P07": false, "P07.txt": false, "mp3": false, "P07.mp3.docx": false,
	} {
		if got := RecordingName(name); got != want {
			t.Errorf("%s: %v", name, got)
		}
	}
	for start, want := range map[string]bool{
		"RIFF\x24\x00\x00\x00WAVEfmt ": true, "RIFF\x24\x00\x00\x00WEBPVP8 ": false, "ID3\x03\x00\x00\x00\x00\x0f\x76TT": true,
		"\xff\xfb\x90\x64\x00\x00\x00\x00\x00\x00\x00\x00": true, "\x00\x00\x00\x20ftypM4A ": true,
		"\x1aE\xdf\xa3\x01\x00\x00\x00\x00\x00\x00\x1f": true, "fLaC\x00\x00\x00\x22\x10\x00\x10\x00": true,
		"\xff\xfeI\x00:\x00 \x00H\x00e\x00": false, "I: Hello, how are you?": false, "PK\x03\x04\x14\x00\x06\x00\x08\x00\x00\x00": false,
		"%PDF-1.7\n%\xe2\xe3": false, "": false, "ID3": false,
	} {
		if got := RecordingContent([]byte(start)); got != want {
			t.Errorf("%q: %v", start, got)
		}
	}
}
