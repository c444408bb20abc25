// Package tei reads XML of the Text Encoding Initiative: transcriptions of
// speech (u, annotationBlock), records of parliaments (ParlaMint), plays, and
// plain prose.
//
// A segment (seg) or paragraph (p, ab, l), and an utterance without either, is
// a block; [decode.Block.Line] counts them, Page is the n of the last page
// break. The speaker is the person whom who points to: the name in the file's
// list of persons or, for want of one, the identifier, which a warning says.
// An utterance without who has its role's name (chair), else what the note
// before it (type speaker) says; those notes are labels and no text. Times
// come from the timeline that start and end refer to.
//
// Notes, incidents, gestures, sounds and gaps within a segment stand in [square
// brackets] where they occurred, else they are blocks of their own that are
// nobody's words ([decode.Block.Aside]). Of alternatives (choice) the original
// is read. Title, date and language of the header go to Meta; the rest of the
// header, and attributes of linguistic annotation, are left out.
package tei
