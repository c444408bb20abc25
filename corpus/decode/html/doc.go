// Package html reads web pages: what a browser would show of them, in reading
// order, be it packed with its pictures (MHTML). Nothing is fetched and nothing
// is run.
//
// A paragraph, heading, list item or row is a block; [decode.Block.Line]
// counts them. <br> is an LF, two of them end the block, as one before bold
// type does: a label may begin there. Lines of preformatted text are blocks.
// The class of a block is its [decode.Block.Style]; what is in an element
// whose class speaks of speakers counts as bold, as in <b>.
//
//   - Scripts, styles, templates, titles, and what is marked as hidden are
//     left out; so are deletions (<del>), with a warning. LibreOffice
//     writes what tracked changes deleted without a mark: nothing can tell it.
//   - Where a page of the printed edition begins (a pagebreak of EPUB or
//     DPUB-ARIA), [decode.Block.Page] is its number, which is no text, nor is
//     the list of such pages.
//   - Tables as package prose has them. Bullets of lists are no text.
//   - Pronunciations (<rt>) are left out. The numbers of notes stand in square
//     brackets, the notes where the page has them.
//
// The character encoding is that of the byte order mark; UTF-8 where the bytes
// are; else what the page declares; else as [decode.Text] finds out.
package html
