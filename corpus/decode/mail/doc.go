// Package mail reads mailboxes (mbox), as mailing lists and mail programs keep
// them, and single messages (.eml).
//
// A message is a post: the result is a table of author, date, post, id and
// reply to, and where there are several threads the thread, named by its first
// subject, which stands before its first post. The author is the name of the
// sender; an address that comes with a name anywhere has that name, and one that
// never does is cut before its @.
//
// Headers and bodies are decoded (encoded words, quoted-printable, base64,
// charsets); of alternatives the plain text is read, else HTML as text.
// A message holds its author's own words: quoted lines with the line that
// announces them, what stands below a forwarded original, and signatures behind
// a line of -- are left out, and warnings count them, as attachments.
package mail
