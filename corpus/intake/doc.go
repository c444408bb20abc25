// Package intake makes documents of what the decoders read: it finds who
// speaks, divides the text into numbered turns, and says what it assumed.
//
// [Read] takes a file's bytes and returns [Draft]s, one for a transcript, one
// for every respondent of a survey table. The text of a document is the
// file's paragraphs, line by line, labels included; a turn's span covers the
// words alone. A turn is one speaker's stretch: paragraphs without a label go
// on with the speaker before them. Where no speakers are found every
// paragraph is a turn, and a warning says so.
//
// Captions and the segments of speech recognition become turns too: one
// speaker's are joined, with the first one's start and the last one's end. In a
// forum each post is a turn, behind the one it answers, and its heading says
// when it was written and which turn that is.
//
// A table of turns is read by its columns, whether it is a worksheet or stands
// in a text; an original and its translation in two of them are two documents.
//
// How speakers are marked is found by counting: each convention reads the
// whole file, labels that recur or are the word for a role are speakers, and
// the convention that explains most lines is taken. The user can name the
// convention, the interviewers and the columns where the guess was wrong; or
// look through a plan first: [PlanOf] tells what is assumed of a file,
// [WritePlan] and [ReadPlan] have it in a table, [ReadPlanned] reads by it. Of a
// file with several documents each is a [PlannedDocument]; who is the same in
// several stands in the plan once. A [PlanReader] checks what a person wrote,
// in whatever form.
//
// What the head of a transcript tells of the participant is [Draft.Head].
package intake
