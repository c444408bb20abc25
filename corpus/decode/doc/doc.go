// Package doc reads Word documents of the old kind (.doc, Word 97 to 2003)
// itself: no other program is run, and nothing is written to a disk.
//
// A paragraph is a block; [decode.Block.Line] counts paragraphs, empty ones
// too, which are no blocks. What Word shows is what is read, as package docx
// has it: tracked changes as if accepted, with the deletions told; tables,
// nested ones too, and text boxes as package prose has them; notes in [square
// brackets]; results of fields, not their codes, but of those that are drawn by
// it the letters, without readings. Hidden text, headers and footers are left
// out with a warning, numbers and bullets of lists without.
// Comments come with the exact stretch they were set on, and with their date
// where the file was written by Word 2002 or later, or as one.
//
// Documents of Word 95 and older, and encrypted ones, are refused.
//
// Names like FIB, PAPX and sprmPFTtp, and the numbers, are those of [MS-DOC]
// (Word Binary File Format) and [MS-CFB] (Compound File Binary Format).
//
// [MS-DOC]: https://learn.microsoft.com/openspecs/office_file_formats/ms-doc
// [MS-CFB]: https://learn.microsoft.com/openspecs/windows_protocols/ms-cfb
package doc
