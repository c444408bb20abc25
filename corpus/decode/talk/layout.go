package talk

import (
	"strings"
	"time"
)

// role is what a field of a record is.
type role int

const (
	none role = iota
	textRole
	speakerRole
	startRole
	endRole
	lengthRole // instead of an end
	kindRole   // of a word: punctuation
	dateRole
	idRole
	replyRole
	titleRole
	threadRole
	outerSpeakerRole // of an object around the records
	joinTimeRole     // start of a word whose speaker stands elsewhere
	joinSpeakerRole
	nameIDRole // of a speaker, whose name stands in a list of them
	nameRole
	languageRole
	recordingRole
	roles
)

// layout is where the records of a program's JSON are, and what their fields
// are called: paths from the record, those that occur with | between.
type layout struct {
	at                                      string
	text, speaker, start, end, length, kind string
	unit                                    time.Duration // of numbers; 0 is found out
	words                                   bool          // records are single words
	tagged                                  bool          // only where there are speakers, and only records with one
	outer                                   string        // path of the speaker of all records in an object
	lacks                                   string        // paths, one of which would be another program's
	join                                    string        // path of objects that tell speakers by the start of a word
	posts                                   bool
}

// layouts are the known ones, the most telling first.
var layouts = []layout{
	// whisper.cpp
	{at: "transcription", text: "text", speaker: "speaker", start: "offsets.from", end: "offsets.to",
		unit: time.Millisecond},
	// Deepgram
	{at: "results.utterances", text: "transcript", speaker: "speaker", start: "start", end: "end",
		unit: time.Second},
	{at: "results.channels.alternatives.words", text: "punctuated_word|word", speaker: "speaker", start: "start",
		end: "end", unit: time.Second, words: true},
	// AWS Transcribe
	{at: "results.audio_segments", text: "transcript", speaker: "speaker_label", start: "start_time", end: "end_time",
		unit: time.Second, tagged: true},
	{at: "results.items", text: "alternatives.content", speaker: "speaker_label", start: "start_time", end: "end_time",
		kind: "type", unit: time.Second, words: true, join: "results.speaker_labels.segments.items"},
	// Google: the last result has all words again, with their speakers
	{at: "results.alternatives.words", text: "word", speaker: "speakerTag|speakerLabel",
		start: "startTime|startOffset", end: "endTime|endOffset", unit: time.Second, words: true, tagged: true},
	// Speechmatics
	{at: "results", text: "alternatives.content", speaker: "alternatives.speaker", start: "start_time", end: "end_time",
		kind: "type", unit: time.Second, words: true},
	{at: "results", text: "alternatives.transcript"}, // Google without speakers
	// Azure
	{at: "recognizedPhrases", text: "nBest.display", speaker: "speaker", start: "offsetInTicks",
		length: "durationInTicks", unit: 100 * time.Nanosecond},
	// Rev
	{at: "monologues.elements", text: "value", outer: "monologues.speaker", start: "ts", end: "end_ts", kind: "type",
		unit: time.Second, words: true},
	// whisperX, Whisper, podcasts
	{at: "segments", text: "text", speaker: "speaker", start: "start", end: "end", unit: time.Second, tagged: true},
	{at: "segments.words", text: "word|text", speaker: "speaker", start: "start", end: "end", unit: time.Second,
		words: true, tagged: true},
	{at: "segments", text: "text", start: "start", end: "end", unit: time.Second},
	// Premiere
	{at: "segments.words", text: "text", outer: "segments.speaker", start: "start", length: "duration",
		unit: time.Second, words: true},
	{at: "segments", text: "body", speaker: "speaker", start: "startTime", end: "endTime", unit: time.Second},
	// Happy Scribe
	{at: "words", text: "text|word", outer: "speaker", start: "data_start|start", end: "data_end|end", kind: "type",
		words: true, lacks: "text|transcript"},
	// AssemblyAI, ElevenLabs, Vosk
	{at: "utterances", text: "text|transcript", speaker: "speaker", start: "start", end: "end"},
	{at: "words", text: "text|word", speaker: "speaker|speaker_id", start: "start", end: "end", words: true},
	{at: "result", text: "word", speaker: "speaker", start: "start", end: "end", unit: time.Second, words: true},
	{at: "meeting_transcripts", text: "content", speaker: "speaker"}, // QMSum
}

// Names that fields have where no program is known, the most telling first.
const (
	textNames = "text|transcript|utterance|content|body|message|words|sentence|line|value|display|said|speech|" +
		"texto|contenido|mensaje|fala|inhalt|nachricht|word|data.body|data.selftext"
	speakerNames = "speaker|speaker_name|speakerName|speaker_label|speakerLabel|speaker.name|speaker_id|speakerId|" +
		"voice|participant|hablante|sprecher|locuteur|who|name|role"
	startNames = "start|start_time|startTime|begin|start_ms|startMs|offsets.from|timestamps.from|timestamp.start|offset|" +
		"ts|time|timestamp|from|inicio"
	endNames = "end|end_time|endTime|stop|end_ms|endMs|offsets.to|timestamps.to|timestamp.end|to|fin"

	authorNames = "user_profile.real_name|user_profile.display_name|author|author_name|author.name|author.nickname|author.username|author.login|username|user|user_name|" +
		"user.name|user.username|user.login|display_username|from|from.name|poster|sender|sender.name|by|autor|" +
		"data.author|created_by|nickname"
	postNames = "post|post_text|selftext|cooked|raw|comment|comment_text|mensaje|" + textNames
	dateNames = "date|created_at|createdAt|created|created_utc|datetime|date_time|published|published_at|posted_at|" +
		"timestamp|time|ts|fecha|datum|data.created_utc"
	idNames    = "id|post_id|comment_id|message_id|post_number|number|_id|data.name|name"
	replyNames = "reply_to|in_reply_to|inReplyTo|in_reply_to_id|parent_id|parentId|parent|reply_to_post_number|" +
		"reply_to_message_id|reply_to_id|reference.messageId|data.parent_id"
	titleNames  = "title|subject|thread_title|topic|titulo|asunto|data.title"
	threadNames = "thread|thread_id|threadId|topic_id|thread_title|topic|link_id|data.link_id"
	// Of the speakers, in a list of their own.
	nameLists = "speakers"
	nameIDs   = "id|speaker_id|label|spk"
	names     = "name|display_name"

	languages = "language|language_code|languageCode|lang|result.language|results.language_code|metadata.language"
)

// fits says whether a layout's records are there.
func (l *layout) fits(root *node) bool {
	n := root.at(l.at)
	if n == nil || n.objects == 0 {
		return false
	}
	text := n.any(l.text)
	if text == nil || text.strings == 0 {
		return false
	}
	if l.outer != "" && root.any(l.outer) == nil || l.lacks != "" && root.any(l.lacks) != nil {
		return false
	}
	return !l.tagged || l.speaker != "" && n.any(l.speaker) != nil
}

// guess makes a layout of the list with the most text whose entries have a
// speaker, an author or a time; ok is false where there is none.
func guess(root *node) (l layout, ok bool) {
	best, most := 0, -1
	root.each(func(n *node) {
		if n.objects == 0 {
			return
		}
		c := layout{at: n.path(), text: found(n, textNames), speaker: found(n, speakerNames),
			start: found(n, startNames), end: found(n, endNames)}
		author := found(n, authorNames)
		if c.start == "from" {
			if n.at("from").numbers == 0 {
				c.start, c.end = "", "" // who sent it, and to whom
			} else {
				author = ""
			}
		}
		post := found(n, postNames)
		c.posts = author != "" && post != "" && (c.speaker == "" || !strings.Contains(c.speaker, "speaker"))
		if c.posts {
			c.text, c.speaker = post, author
		}
		text := n.at(c.text)
		if c.text == "" || text.strings == 0 {
			return
		}
		if c.speaker == c.text {
			c.speaker = ""
		}
		rank := 1
		if c.start != "" {
			rank = 2
		}
		if c.speaker != "" {
			rank = 3
		}
		if rank > best || rank == best && text.bytes > most {
			best, most, l, ok = rank, text.bytes, c, true
		}
	})
	if best == 1 && root.objects == 0 {
		// Texts alone are talk only if that is nearly all there is.
		all := 0
		root.each(func(n *node) { all += n.bytes })
		ok = most*10 >= all*8
	}
	return l, ok
}

// found is the first of several paths, | between, that has values.
func found(n *node, paths string) string {
	for path := range strings.SplitSeq(paths, "|") {
		if c := n.at(path); c != nil && c.strings+c.numbers > 0 {
			return path
		}
	}
	return ""
}
