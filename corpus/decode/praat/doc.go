// Package praat reads Praat's TextGrid files, long and short, in any encoding
// Praat writes.
//
// An interval with a label is a block with its times, ordered by time over all
// tiers; [decode.Block.Line] is its place in that order, and white space within
// a label is one space. A tier is a speaker, and its name the speaker's, unless
// the name is that of a level of annotation (words, utterance): then what else
// is in the name ("Ana - words") is the speaker. Of the levels of one speaker
// the largest is read, and words are put together up to a change of speaker or
// a pause of a second. Tiers that say the same again in smaller pieces, tiers
// of points, and those for comments and gestures are left out, and a warning
// names them. [Options] choose tiers by name instead.
package praat
