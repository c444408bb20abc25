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
// What is needed to read an edited workbook back lies where sorting, filtering
// and saving again leave it: identifiers in hidden columns that travel with
// their rows, a [Fingerprint] of each cell as exported, and the project, its
// revision and the meaning of every column on the hidden sheet [OriginSheet]
// and in the file's properties.
//
// The same matrix and options give the same bytes.
package xlsx
