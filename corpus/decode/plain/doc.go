// Package plain reads plain text and Markdown.
//
// A line is a block; blank lines only separate, and show as gaps in
// [decode.Block.Line]. The exception is a text that is evidently hard-wrapped:
// its lines are at most 100 characters long and, within paragraphs, nearly
// every line break stands where the next word would not have fitted. There the
// lines of a paragraph are joined by a space, but a line that begins like a
// turn (a label with a colon, a timestamp, a dialogue dash) stays on its own.
//
// Markdown is read as what was said, close to the source: emphasis, links,
// escapes and HTML tags give way to their text, headings and bold beginnings
// are noted in the block, front matter becomes Meta. Tables are as package
// prose has them; footnotes stand in [square brackets] where their marks do. So
// is a text of another name that has headings, and bold beginnings in every
// fifth line. List markers stay, since a dash may as well open a line of
// dialogue.
package plain
