// Package prose puts together what the files of word processors consist of:
// paragraphs that may begin in bold, rows of tables, text boxes, and margin
// comments that span them. The decoders of such formats say what they meet, in
// the order of the file; prose makes [decode.Block]s of it, the same for all.
//
// A decoder fills a [Flow] (the body, a cell, a note) with [Paragraph]s, hands
// finished flows to [Blocks], and asks it at the end where comments lie.
//
// Cells of a row are joined by TAB into one block ([decode.Block.Cells]);
// further paragraphs of the row's last cell are blocks of their own, those of
// other cells follow an LF. A row with text in only one cell is that cell's
// paragraphs. Text boxes follow the paragraph they hang on.
package prose
