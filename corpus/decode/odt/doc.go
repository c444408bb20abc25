// Package odt reads text documents in OpenDocument format, as LibreOffice
// writes them: packed (.odt) and as one flat XML file (.fodt).
//
// A paragraph is a block; [decode.Block.Line] counts paragraphs, empty ones
// too, which are no blocks. [decode.Block.Page] is told where the file notes
// its page breaks. What Writer shows is what is read:
//
//   - Tracked changes as if accepted; a warning tells the deletions, which
//     are left out.
//   - Tables, and text boxes, as package prose has them.
//   - Notes in [square brackets] where their number stands, with a warning.
//   - Fields as they were last shown; indexes with their text.
//   - Hidden text, headers and footers, embedded objects are left out, with a
//     warning. Document properties, which name people, are not read at all.
//   - Numbers and bullets of lists are no text.
//
// Comments come with the exact stretch they were set on, in blocks and code
// points; a comment without a stretch has the paragraph it hangs on.
package odt
