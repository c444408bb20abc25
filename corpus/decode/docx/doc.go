// Package docx reads Word documents (Office Open XML, transitional and strict).
//
// A paragraph is a block; [decode.Block.Line] counts paragraphs, empty ones
// too, which are no blocks. [decode.Block.Page] is told where Word noted how it
// last set the pages, all of them. A line break within a paragraph is an LF. What Word shows
// is what is read:
//
//   - Tracked changes as if accepted: insertions and moved text once, where it
//     went; deletions are left out, and a warning tells them.
//   - Tables row by row. Cells are joined by TAB into one block
//     ([decode.Block.Cells]); further paragraphs of the row's last cell are
//     blocks of their own, those of other cells follow an LF. A row with text
//     in only one cell is that cell's paragraphs.
//   - Notes in [square brackets] where their number stands, with a warning.
//   - Text boxes after the paragraph they hang on. Of alternatives (a drawing
//     and its fallback) the first.
//   - Results of fields, not their codes (but for those that are drawn by it: a
//     word with a reading, without that; a formula, its letters); content of
//     content controls, links.
//   - Documents that stand for paragraphs (altChunk): Word, RTF, web pages,
//     text. Others are left out, with a warning.
//   - Hidden text, headers and footers, embedded objects are left out, with a
//     warning. Of the document properties, which name people, the number of
//     pages is read and no more.
//
// Comments come with the exact stretch they were set on, in blocks and code
// points; a comment without a stretch has the paragraph it hangs on.
package docx
