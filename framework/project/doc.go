// Package project holds the verbs: import, code, chart, search, export. It is
// what the command line calls and what a program of your own would.
//
// [Init] makes a project in a folder and [Open] opens one; [Find] looks for
// the folder as the command line does. A [Project] has one method for each
// thing that a researcher does, grouped in files by noun: import, cases,
// frameworks, codings, chart, matrix, memos, search, trail. Every method that
// writes is one act in the trail, or, where it takes many files, one batch of
// acts that [Project.Undo] takes back together.
//
// Things are named as people name them: cases and documents by label, codes
// by id, number or name, coders by name or initials. A name that is not there
// is a [corpus.ErrNotFound] that suggests the nearest. What was done only in
// part is in the result, row by row, with an [ErrPartly].
package project
