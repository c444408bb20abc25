package talk_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"framewise/corpus/decode"
	"framewise/corpus/decode/decodetest"
	"framewise/corpus/decode/talk"
)

func read(content string) (*decode.Decoded, error) {
	return talk.Read(decode.File{Name: "a.json", Content: []byte(content)}, decode.TextOptions{}, decode.DefaultLimits)
}

// said writes blocks as [start-end] speaker: text, in seconds.
func said(d *decode.Decoded) string {
	var b strings.Builder
	for _, block := range d.Blocks {
		if block.Timed {
			fmt.Fprintf(&b, "[%v-%v] ", block.Start, block.End)
		}
		if block.Speaker != "" {
			b.WriteString(block.Speaker + ": ")
		}
		b.WriteString(block.Text + "\n")
	}
	return b.String()
}

// The shapes that programs write, cut down to what is read and what must not
// be.
func TestPrograms(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, content, want string }{
		{"Whisper", `{"text":" Hi. Yes.","segments":[{"id":0,"start":0.5,"end":2.0,"text":" Hi.","tokens":[1,2]},
			{"id":1,"start":2,"end":3.25,"text":" Yes."}],"language":"en"}`, "[500ms-2s] Hi.\n[2s-3.25s] Yes.\n"},
		{"whisper.cpp", `{"result":{"language":"es"},"transcription":[{"timestamps":{"from":"00:00:00,000"},
			"offsets":{"from":0,"to":2000},"text":" Hola.","tokens":[{"text":"x","offsets":{"from":9,"to":10}}]}]}`,
			"[0s-2s] Hola.\n"},
		{"whisperX", `{"segments":[{"start":0.5,"end":2,"text":" How?","words":[{"word":"How?","start":0.5,"end":2,
			"speaker":"SPEAKER_00"}],"speaker":"SPEAKER_00"},{"start":2,"end":3,"text":" So.","speaker":"SPEAKER_01"}]}`,
			"[500ms-2s] SPEAKER_00: How?\n[2s-3s] SPEAKER_01: So.\n"},
		{"whisperX, speakers of words alone", `{"segments":[{"start":0,"end":2,"text":"How? So.","words":[
			{"word":"How?","start":0.5,"end":0.9,"speaker":"A"},{"word":"So.","start":1,"end":2,"speaker":"B"}]}]}`,
			"[500ms-900ms] A: How?\n[1s-2s] B: So.\n"},
		{"Deepgram", `{"results":{"channels":[{"alternatives":[{"transcript":"x","words":[
			{"word":"hello","start":0.1,"end":0.4,"speaker":0,"punctuated_word":"Hello,"},
			{"word":"ana","start":0.4,"end":0.8,"speaker":0,"punctuated_word":"Ana."},
			{"word":"hi","start":1.0,"end":1.3,"speaker":1,"punctuated_word":"Hi."}]},
			{"transcript":"y","words":[{"word":"yellow","start":0,"end":9}]}]}]}}`,
			"[100ms-800ms] Speaker 0: Hello, Ana.\n[1s-1.3s] Speaker 1: Hi.\n"},
		{"Deepgram, utterances", `{"results":{"channels":[{"alternatives":[{"words":[{"word":"x","start":1}]}]}],
			"utterances":[{"start":0.1,"end":0.8,"transcript":"Hello.","speaker":0,"words":[{"word":"hello"}]}]}}`,
			"[100ms-800ms] Speaker 0: Hello.\n"},
		{"AssemblyAI", `{"language_code":"en_us","text":"x","words":[{"text":"Hello","start":100,"end":400,"speaker":"A"}],
			"utterances":[{"speaker":"A","text":"Hello there, how are you?","start":100,"end":1900},
			{"speaker":"B","text":"Well, thank you.","start":2000,"end":3300}]}`,
			"[100ms-1.9s] A: Hello there, how are you?\n[2s-3.3s] B: Well, thank you.\n"},
		{"AWS", `{"results":{"transcripts":[{"transcript":"x"}],"speaker_labels":{"segments":[{"speaker_label":"spk_0",
			"items":[{"start_time":"0.0","speaker_label":"spk_0"},{"start_time":"1.2","speaker_label":"spk_1"}]}]},"items":[
			{"start_time":"0.0","end_time":"0.4","alternatives":[{"content":"Hello"},{"content":"Yellow"}],"type":"pronunciation"},
			{"alternatives":[{"content":","}],"type":"punctuation"},
			{"start_time":"1.2","end_time":"1.5","alternatives":[{"content":"Hi"}],"type":"pronunciation"}]}}`,
			"[0s-400ms] spk_0: Hello,\n[1.2s-1.5s] spk_1: Hi\n"},
		{"AWS, speakers behind the words", `{"results":{"items":[
			{"start_time":"0.0","end_time":"0.4","alternatives":[{"content":"Hello"}],"type":"pronunciation"},
			{"start_time":"1.2","end_time":"1.5","alternatives":[{"content":"Hi"}],"type":"pronunciation"}],
			"speaker_labels":{"segments":[{"items":[{"start_time":"0.0","speaker_label":"spk_0"},
			{"start_time":"1.2","speaker_label":"spk_1"}]}]}}}`, "[0s-400ms] spk_0: Hello\n[1.2s-1.5s] spk_1: Hi\n"},
		{"entries in entries", `{"comments":[{"text":"a","time":"0:01","comments":[{"text":"b","time":"0:02"},
			{"text":"c","time":""}]},{"text":"d","time":"0:04"}]}`, "[1s-1s] a\n[2s-2s] b\nc\n[4s-4s] d\n"},
		{"names with dots, and none", `{"":[{"a.b":[{"text":"a","spea-ker":"S"}]}]}`, "S: a\n"},
		{"AWS, segments", `{"results":{"items":[{"start_time":"0","alternatives":[{"content":"x"}]}],"audio_segments":[
			{"transcript":"Hello.","start_time":"0.0","end_time":"0.4","speaker_label":"spk_0"}]}}`, "[0s-400ms] spk_0: Hello.\n"},
		{"Google", `{"results":[{"alternatives":[{"transcript":"hello there","words":[
			{"startTime":"0.100s","endTime":"0.4s","word":"hello"}]}]},{"alternatives":[{"words":[
			{"startTime":"0.100s","endTime":"0.4s","word":"hello","speakerTag":1},
			{"startTime":"0.4s","endTime":"0.8s","word":"there","speakerTag":2}]}]}]}`,
			"[100ms-400ms] Speaker 1: hello\n[400ms-800ms] Speaker 2: there\n"},
		{"Google without speakers", `{"results":[{"alternatives":[{"transcript":"hello"},{"transcript":"yellow"}]},
			{"alternatives":[{"transcript":" there"}]}]}`, "hello\nthere\n"},
		{"Azure", `{"recognizedPhrases":[{"speaker":1,"offsetInTicks":700000.0,"durationInTicks":10000000.0,
			"nBest":[{"lexical":"hello","display":"Hello."},{"display":"Yellow."}]}]}`, "[70ms-1.07s] Speaker 1: Hello.\n"},
		{"Rev, names", `{"monologues":[{"speaker":1,"elements":[{"type":"text","value":"Hello","ts":0.1,"end_ts":0.4},
			{"type":"punct","value":"."}]},{"speaker":2,"elements":[{"type":"text","value":"Hi","ts":1,"end_ts":1.4}]}],
			"speakers":[{"id":1,"name":"Interviewer"},{"name":"Ana Soto","id":2},{"id":3}]}`,
			"[100ms-400ms] Interviewer: Hello.\n[1s-1.4s] Ana Soto: Hi\n"},
		{"Premiere", `{"language":"en-us","segments":[{"duration":1.5,"language":"en-us","speaker":"u-1","start":0.5,"words":[
			{"confidence":1,"duration":0.4,"eos":false,"start":0.5,"tags":[],"text":"How","type":"word"},
			{"duration":0.2,"eos":true,"start":1,"text":"so?","type":"word"}]},{"speaker":"u-2","start":3,"words":[
			{"duration":0.5,"start":3,"text":"Well.","type":"word"}]}],"speakers":[{"id":"u-1","name":"Eva"},{"id":"u-2",
			"name":"Unknown"}]}`, "[500ms-1.2s] Eva: How so?\n[3s-3.5s] Unknown: Well.\n"},
		{"Happy Scribe", `[{"speaker":"Eva","speaker_number":1,"words":[{"text":"How","type":"text","data_start":0.5,
			"data_end":0.9},{"text":"so?","type":"text","data_start":1,"data_end":1.2}]},{"speaker":"Ana","words":[
			{"text":"Well.","type":"text","data_start":3,"data_end":3.5}]}]`,
			"[500ms-1.2s] Eva: How so?\n[3s-3.5s] Ana: Well.\n"},
		{"Rev", `{"monologues":[{"speaker":0,"elements":[{"type":"text","value":"Hello","ts":0.1,"end_ts":0.4},
			{"type":"punct","value":", "},{"type":"text","value":"Ana","ts":0.5,"end_ts":0.8},{"type":"punct","value":"."}]},
			{"speaker":1,"elements":[{"type":"text","value":"Hi","ts":1,"end_ts":1.2}]}]}`,
			"[100ms-800ms] Speaker 0: Hello, Ana.\n[1s-1.2s] Speaker 1: Hi\n"},
		{"Speechmatics", `{"results":[{"alternatives":[{"content":"Hello","speaker":"S1"}],"start_time":0.1,"end_time":0.4,
			"type":"word"},{"alternatives":[{"content":".","speaker":"S1"}],"start_time":0.4,"end_time":0.4,"type":"punctuation"}]}`,
			"[100ms-400ms] S1: Hello.\n"},
		{"ElevenLabs", `{"text":"x","words":[{"text":"Hello","start":0.1,"end":0.4,"type":"word","speaker_id":"speaker_0"},
			{"text":" ","start":0.4,"end":0.5,"type":"spacing","speaker_id":"speaker_0"},
			{"text":"you.","start":0.5,"end":0.8,"type":"word","speaker_id":"speaker_0"}]}`, "[100ms-800ms] speaker_0: Hello you.\n"},
		{"Vosk", `{"result":[{"conf":1,"end":0.5,"start":0.1,"word":"hello"},{"end":2.9,"start":2.5,"word":"you"}],"text":"x"}`,
			"[100ms-500ms] hello\n[2.5s-2.9s] you\n"},
		{"podcast", `{"version":"1.0.0","segments":[{"speaker":"Sarah","startTime":0.5,"endTime":0.75,"body":"So"}]}`,
			"[500ms-750ms] Sarah: So\n"},
		{"QMSum", `{"topic_list":[{"topic":"a","relevant_text_span":[["0","9"]]}],"specific_query_list":[{"query":"a",
			"answer":"b"}],"meeting_transcripts":[{"speaker":"Grad A","content":"OK ."},{"speaker":"Grad B","content":"So ."}]}`,
			"Grad A: OK .\nGrad B: So .\n"},
		{"any names", `{"title":"x","Turns":[{"Who":"Ana","utterance":"Hola\n y","time":"00:01"},{"Who":"Int","utterance":"¿Y?",
			"time":"1:00:05"},{"x":1}]}`, "[1s-1s] Ana: Hola y\n[1h0m5s-1h0m5s] Int: ¿Y?\n"},
		{"milliseconds by the pace of speech", `[{"text":"I have lived there for years","start":1000,"end":2800}]`,
			"[1s-2.8s] I have lived there for years\n"},
		{"nanoseconds too", `[{"text":"I have lived there for years","start":1000000000,"end":2800000000}]`,
			"[1s-2.8s] I have lived there for years\n"},
		{"a text alone", `{"text":"One.\nTwo.","segments":[]}`, "One.\nTwo.\n"},
		{"values in lines", "{\"speaker\":\"A\",\"text\":\"One.\"}\n{\"speaker\":\"B\",\"text\":\"Two.\"}\n", "A: One.\nB: Two.\n"},
		{"oTranscribe", `{"text":"<p><span class=\"timestamp\" contenteditable=\"false\" data-timestamp=\"1\">00:01</span> I: How ` +
			`<i>did</i> it?<br></p><p>P: So&amp;so.<br />&nbsp;Then</p>","media":"a.mp3"}`,
			"[00:01] I: How did it?\nP: So&so.\nThen\n"},
		{"escapes", `[{"speaker":"A","text":"\u00e9\ud83d\ude00\t\"\/\\\n\b!"}]`, "A: é😀 \"/\\ !\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			d, err := read(tt.content)
			decodetest.Check(t, d, err)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, said(d)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestThreads(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, content, want string }{
		{"a list", `{"title":"Sleep","posts":[{"id":11,"author":"luz","created_at":"2024-03-01T10:00:00Z","text":"One."},
			{"id":12,"author":"leo","text":"<p>Two.</p><blockquote>One</blockquote><p>Three.</p>","reply_to":11}]}`,
			"author|date|post|id|reply to\nluz|2024-03-01T10:00:00Z|One.|11|\nleo||Two.\nThree.|12|11\n"},
		{"authors are objects", `[{"content":"Hi","author":{"id":"1","name":"luz"},"timestamp":"2024-03-01"},
			{"content":"Ho","author":{"id":"2","name":"leo"},"timestamp":"2024-03-02"}]`,
			"author|date|post\nluz|2024-03-01|Hi\nleo|2024-03-02|Ho\n"},
		{"nested", `{"id":1,"author":"op","title":"Ask","text":"What?","children":[{"id":2,"author":"a","text":"This.",
			"children":[{"id":3,"author":"op","text":"So?","children":[]}]}]}`,
			"author|post|id|reply to\nop|Ask\nWhat?|1|\na|This.|2|1\nop|So?|3|2\n"},
		{"Reddit", `[{"kind":"Listing","data":{"children":[{"kind":"t3","data":{"author":"op","title":"Ask","selftext":"What?",
			"created_utc":1700000000}}]}},{"kind":"Listing","data":{"children":[{"kind":"t1","data":{"author":"a","body":"This.",
			"replies":{"kind":"Listing","data":{"children":[{"kind":"t1","data":{"author":"op","body":"So?","replies":""}}]}}}}]}}]`,
			"author|date|post|id|reply to\nop|2023-11-14 22:13|Ask\nWhat?|1|\na||This.|2|\nop||So?|3|2\n"},
		{"Slack", `[{"client_msg_id":"x","type":"message","text":"Hola","user":"U01","ts":"1700000000.000200","user_profile":{
			"real_name":"Ana Soto","display_name":"ana"}},{"type":"message","text":"Sí","user":"U02","ts":"1700000060.0001",
			"user_profile":{"real_name":"Leo","display_name":""}}]`,
			"author|date|post\nAna Soto|2023-11-14 22:13|Hola\nLeo|2023-11-14 22:14|Sí\n"},
		{"Telegram", `{"name":"Group","messages":[{"id":1,"date":"2024-03-01T10:00:00","from":"Ana","text":"Hola"},
			{"id":2,"from":"Leo","text":["mira ",{"type":"link","text":"aquí"}," eso"],"reply_to_message_id":1}]}`,
			"author|date|post|id|reply to\nAna|2024-03-01T10:00:00|Hola|1|\nLeo||mira aquí eso|2|1\n"},
		{"threads", `[{"topic":"A","author":"luz","post":"One."},{"topic":"B","author":"leo","post":"Two."}]`,
			"author|post|thread\nluz|One.|A\nleo|Two.|B\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			d, err := read(tt.content)
			decodetest.Check(t, d, err)
			if err != nil || d.Table == nil {
				t.Fatal(err, d)
			}
			got := strings.Join(d.Table.Header, "|") + "\n"
			for _, r := range d.Table.Rows {
				got += strings.Join(r.Cells, "|") + "\n"
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestRefused(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ content, want string }{
		{"", "is empty"}, {`{"name":"x","files":["a"],"size":3}`, "there is no talk in it"}, {`[]`, "there is no talk in it"},
		{`[{"text":"a","speaker":"b"}`, "no valid JSON (line 1)"}, {"{\n\"a\":\n tru}", "no valid JSON (line 3)"},
		{`{"a":1} x`, "no valid JSON"}, {`"a"`, "no valid JSON"}, {`[{"speaker":"a","text":"  "}]`, "holds no text"},
		{strings.Repeat("[", 300) + strings.Repeat("]", 300), "more than 256 deep"},
	} {
		d, err := read(tt.content)
		decodetest.Check(t, d, err)
		if err == nil || !strings.Contains(err.Error(), tt.want) || !strings.Contains(err.Error(), "a.json") {
			t.Errorf("%.40q: got %v, want %q", tt.content, err, tt.want)
		}
	}
	lim := decode.DefaultLimits
	lim.Runes = 1000
	content := "[" + strings.Repeat(`{"speaker":"a","text":"b"},`, 60) + `{"speaker":"a","text":"b"}]`
	_, err := talk.Read(decode.File{Name: "a.json", Content: []byte(content)}, decode.TextOptions{}, lim)
	if err == nil || !strings.Contains(err.Error(), "more than") {
		t.Errorf("many entries: got %v", err)
	}
}

// TestHostile shows that places and entries are bounded and time is linear.
func TestHostile(t *testing.T) {
	t.Parallel()
	var keys strings.Builder
	for i := range 100_000 {
		fmt.Fprintf(&keys, `"k%d":{"text":"a","speaker":"b"},`, i)
	}
	nested := strings.Repeat(`{"author":"a","text":"b","replies":[`, 120) + strings.Repeat("]}", 120)
	for _, content := range []string{
		"{" + keys.String() + `"z":1}`, nested, "[" + strings.Repeat(nested+",", 200) + nested + "]",
		"[" + strings.Repeat(`{"speaker":"a","text":["b","c"]},`, 100_000) + "{}]",
	} {
		start := time.Now()
		d, err := read(content)
		decodetest.Check(t, d, err)
		if took := time.Since(start); took > 20*time.Second {
			t.Errorf("%.30q took %v", content, took)
		}
	}
}

func FuzzRead(f *testing.F) {
	for _, s := range []string{
		`{"text":"a","segments":[{"start":0.5,"end":2,"text":"\u00e9\ud83d","words":[{"word":"a","speaker":"B"}]}],"language":"en"}`,
		`{"results":{"speaker_labels":{"segments":[{"items":[{"start_time":"0","speaker_label":"s"}]}]},"items":[{"start_time":"0",` +
			`"end_time":"PT1S","alternatives":[{"content":"a"},{"content":"b"}],"type":"punctuation"}]}}`,
		`[{"id":1,"author":{"name":"a"},"created":1700000000,"text":["<p>b</p>",{"text":"c"}],"replies":[{"author":"d","body":"e"}]}]`,
		"{\"who\":\"a\",\"text\":\"b\"}\n{\"Who\":1,\"text\":\"c\"}", `{"text":"<p><span class=\"timestamp\">0:01</span>a<br>b"}`,
	} {
		f.Add(s)
	}
	lim := decode.DefaultLimits
	lim.Runes = 50_000
	f.Fuzz(func(t *testing.T, content string) {
		d, err := talk.Read(decode.File{Name: "a.json", Content: []byte(content)}, decode.TextOptions{}, lim)
		decodetest.Check(t, d, err)
	})
}

func BenchmarkRead(b *testing.B) {
	var s strings.Builder
	s.WriteString(`{"text":"","segments":[`)
	for i := range 2_000 {
		fmt.Fprintf(&s, `{"id":%d,"seek":0,"start":%d.5,"end":%d.25,"text":" Bueno, yo creo que al principio me costó.",`+
			`"tokens":[50364,25187,2975,11,18717,11,321,658,257,11879],"temperature":0.0,"avg_logprob":-0.53,"words":[`, i, i, i+1)
		for w := range 8 {
			fmt.Fprintf(&s, `{"word":" palabra","start":%d.%d,"end":%[1]d.%d,"probability":0.98},`, i, w, w+1)
		}
		s.WriteString(`{"word":"."}]},` + "\n")
	}
	s.WriteString(`{"id":0,"start":9999,"end":9999,"text":"x"}],"language":"es"}`)
	f := decode.File{Name: "a.json", Content: []byte(s.String())}
	b.SetBytes(int64(len(f.Content)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := talk.Read(f, decode.TextOptions{}, decode.DefaultLimits); err != nil {
			b.Fatal(err)
		}
	}
}
