// Package messenger reads the chats that messengers and meeting programs export
// as text: WhatsApp, LINE, Zoom. A message is a row of a table, with its author
// and date, as the posts of a forum are.
//
// A line that begins no message goes on in the message before it. Notices of
// the program (who joined, that media were left out) are left out and told.
// Whether 3/12 is in March or December is found out from the dates that can be
// only one; where none can, a warning says how they were read.
package messenger
