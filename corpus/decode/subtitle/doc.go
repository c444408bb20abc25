// Package subtitle reads WebVTT and SubRip (SRT) files.
//
// A cue is a block with its times; [decode.Block.Line] is its number, from 1.
// Lines of a cue are joined by a space, but a line that begins with a dialogue
// dash or >>, and a new voice tag, begin a block of their own with the same times.
// Voice tags become the block's Speaker, other tags of the two formats go;
// anything else in angle brackets, like <unclear>, is the transcriber's and
// stays. Cue numbers, NOTE, STYLE and REGION blocks and empty captions are left
// out. Text between cues is kept without times and with a warning.
//
// Automatic captions that roll up (every cue repeats the last line of the one
// before it, or its words with one more) are read once, and a warning counts
// the repeats.
package subtitle
