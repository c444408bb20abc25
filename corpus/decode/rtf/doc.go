// Package rtf reads Rich Text Format, as Word, WordPad, TextEdit, LibreOffice,
// f4 and MAXQDA write it.
//
// A paragraph is a block; [decode.Block.Line] counts paragraphs, empty ones
// too, which are no blocks. What Word shows is what is read:
//
//   - Characters in the code page of their font or of the document, two bytes
//     to one where that has them, and in Unicode with their replacements left
//     out. What is readable as neither stands as � and is counted.
//   - Tracked changes as if accepted; a warning tells the deletions, which
//     are left out.
//   - Tables, nested ones too, and text boxes, as package prose has them.
//   - Notes in [square brackets] where their number stands, with a warning.
//   - Results of fields, not their codes, but for those that are drawn by it: a
//     word with a reading, without that; a formula, its letters.
//   - Hidden text, headers and footers, embedded objects are left out, with a
//     warning. What the file says about itself is not read at all.
//   - Numbers and bullets of lists are no text.
//
// Comments come with the exact stretch they were set on; one without a stretch
// has the paragraph it hangs on. Groups that are never closed are read to the
// end of the file, with a warning.
//
// The keywords are those of the Rich Text Format Specification 1.9.1.
package rtf
