// Package xlsx writes a matrix as an Excel workbook that people who never saw
// Framewise can read, sort, filter, print and write in.
//
// The sheets are README, Central (case by theme), one chart per theme, Cells
// (long: one row a cell), Quotes (one row a coding), Cases, Framework, Counts
// and Memos. Participants' own words are italic, the analyst's remarks grey,
// stance is a colour and a symbol, and each kind of empty cell looks its own.
//
// Everything links: a chart's cell to its row in Cells, that row to its quotes
// and back. The links are formulas that look identifiers up, so they hold
// after the rows are sorted.
//
// [Read] reads back what people wrote in it, cell by cell, and decides nothing.
// What that needs lies where sorting, filtering and saving again leave it:
// identifiers in hidden columns that travel with their rows; on the hidden
// sheet [OriginSheet] the project, its revision, the meaning of every column, a
// [Fingerprint] of each cell and a hash of what each sheet showed of it, so
// that what nobody touched never counts as an edit.
//
// The same matrix and options give the same bytes.
package xlsx
