// Package corpus holds what participants said: cases, documents, turns and the
// places in them that a quote is taken from.
//
// A [Case] is the unit of analysis. A [Document] is a transcript, a note, a
// forum thread or a survey answer; its text never changes within a version and
// is divided into numbered [Turn]s. A [Span] names a stretch of that text in
// Unicode code points, the one offset used everywhere; [Text] is the only
// converter to bytes, UTF-16 and lines. An [Anchor] is a span with the words
// found there, so that it can be checked; [Text.Place] finds the span of a
// quote that somebody copied out by hand, [Carry] the span that one becomes when
// a corrected text takes the place of another. A [Locator] (P07:142) is what people
// write and read.
//
// Sub-packages read files (decode, intake) and find words (search). The
// interfaces [Reader] and [Store] say what this room needs of a database.
package corpus
