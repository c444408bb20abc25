// Package framework holds the analysis: the framework in use, the cells that
// analysts chart, and the matrix that shows them.
//
// A [Framework] gives the columns, cases give the rows, and a [Cell] is the
// written summary where they cross: a record of its own, with author, status,
// stance and evidence, that appears in every matrix with that crossing.
// [Build] lays cells and quotes out as a [Matrix]; it is pure, as everything
// in this package is.
//
// Sub-packages hold the built-in frameworks (packs), the workbook (xlsx), the
// trail (audit), the database (store) and the verbs that join them all
// (project, the one to call from a program of your own).
package framework
