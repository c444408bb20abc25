// Package talk reads talk kept as JSON: what programs for speech recognition
// write, records of meetings, interviews written in oTranscribe, and threads of
// forums. Files with a value a line (JSON lines) are read as one.
//
// The shapes of well-known programs are known by the names of their fields:
// Whisper in its varieties (OpenAI, whisper.cpp, whisperX, whisper-timestamped),
// Deepgram, AssemblyAI, AWS Transcribe, Google, Azure, Rev, Speechmatics,
// ElevenLabs, Vosk, the transcripts of podcasts, QMSum. Beside these, the list
// with the most text is read whose entries have a text and a speaker, an
// author or a time, by whatever names people give them.
//
// An entry is a block; [decode.Block.Line] counts entries. Single words are put
// together up to a change of speaker or a pause of a second. Where no unit of
// time is known, it is the one in which people speak at a human pace. Of several
// recognitions (alternatives) the first is read. Confidences, tokens and the
// like are left out.
//
// Posts (entries with an author, a date, or what they reply to; replies may be
// nested) become a table: author, date, post, and for threads id, reply to and
// thread. HTML in posts is read as text.
package talk
