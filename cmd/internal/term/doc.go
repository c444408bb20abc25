// Package term holds the manners of a command line program: which stream says
// what, and what it looks like where a person reads it and where a program
// does.
//
// [System] returns the process's [Terminal]. The answer goes to Out, everything
// else to Err, as "framewise: error: …", "framewise: warning: …" and
// "framewise: hint: …". A [Table] is aligned and cut to the width on a
// terminal, and tab-separated and whole in a pipe. A [Progress] is drawn only
// for people, and only after half a second.
//
// Transcripts are other people's text: everything printed goes through [Safe]
// or, as JSON, through [Terminal.Object], so that no control character or
// direction override in it reaches a terminal.
package term
