// Package tabular reads tables: CSV with any of the usual separators, Excel
// workbooks, and OpenDocument spreadsheets. It also writes CSV, because that is
// how codings leave.
//
// Cells are text as a spreadsheet shows it, except that dates are always
// written 2006-01-02, with 15:04:05 behind if they have a time. The header is
// the first row with text; blank rows are left out, ragged ones kept.
//
// A cell that a spreadsheet would take for a formula is written with an
// apostrophe before it ([WriteCSV]), and read back without.
package tabular
