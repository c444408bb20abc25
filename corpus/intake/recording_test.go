package intake

import "testing"

// The recording that a file names is told, without its folder.
func TestRecordingOfFile(t *testing.T) {
	t.Parallel()
	talk := "\n\nI: Since when?\nP: May.\nI: And now?\nP: Better.\n"
	page := func(head string) string {
		return "<html><head>" + head + "</head><body><p>I: Since when?</p><p>P: May.</p><p>I: And?</p><p>P: No.</p></body></html>"
	}
	for _, c := range []struct{ file, content, want string }{
		{"a.txt", "Date: 3 May 2026\nRecording: talks/INT10.mp3" + talk, "INT10.mp3"},
		{"a.txt", "Fecha: 2026-05-03\nAudio: C:\\voz\\E 7.m4a" + talk, "E 7.m4a"},
		{"a.txt", "Date: 3 May 2026\nRecording: on tape" + talk, ""},
		{"a.txt", "Date: 3 May 2026\nFile: INT10.docx" + talk, ""},
		{"a.html", page(`<meta name="audio_source" content="/home/eva/INT10.wav">`), "INT10.wav"},
		{"a.html", page(`<meta name="source" content="INT10.wav">`), ""},
		{"a.otr", `{"text":"<p>I: Since when?</p><p>P: May.</p>","media":"INT10.mp3","media-time":3}`, "INT10.mp3"},
		{"a.otr", `{"text":"<p>I: Since when?</p><p>P: May.</p>","media":"https://video.example/watch","media-time":3}`, ""},
		{"a.cha", "@UTF8\n@Begin\n@Participants:\tINV Investigator, PAR Participant\n@Media:\tINT10, audio\n*INV:\thow ?\n" +
			"*PAR:\twell .\n@End\n", "INT10"},
		{"a.eaf", `<ANNOTATION_DOCUMENT><HEADER><MEDIA_DESCRIPTOR MEDIA_URL="file:///C:/talks/INT%2010.wav"/>
			<MEDIA_DESCRIPTOR MEDIA_URL="file:///C:/talks/INT10.mp4"/></HEADER><TIME_ORDER>
			<TIME_SLOT TIME_SLOT_ID="t1" TIME_VALUE="0"/><TIME_SLOT TIME_SLOT_ID="t2" TIME_VALUE="900"/></TIME_ORDER>
			<TIER TIER_ID="P"><ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="a" TIME_SLOT_REF1="t1" TIME_SLOT_REF2="t2">
			<ANNOTATION_VALUE>I see.</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION></TIER></ANNOTATION_DOCUMENT>`,
			"INT 10.wav"},
	} {
		d := one(t, c.file, c.content, Options{})
		if d.Recording != c.want {
			t.Errorf("%s %.60q: recording %q, want %q", c.file, c.content, d.Recording, c.want)
		}
	}
}
