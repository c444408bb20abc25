// Package examples carries what a new user can start from: a complete study,
// invented from the first word to the last, and two small codebooks.
//
// The study is part of the program, so that an installed framewise can show
// the method without a network: `framewise demo` makes a project of it. Its
// README says how the files belong together.
package examples

import (
	"embed"
	"io/fs"
)

//go:embed all:peer-support
var files embed.FS

// PeerSupport returns the files of the study on peer support workers, rooted
// in its folder: README.md, cases.csv, cells.csv, codings.csv, framework.yaml,
// guide.csv, memos.csv, summaries.csv and transcripts. Originals are named P02.es.docx, translations
// P02.en.docx, interviews kept in one language only P01.docx.
func PeerSupport() fs.FS {
	study, err := fs.Sub(files, "peer-support")
	if err != nil {
		panic(err) // the folder's name above is wrong
	}
	return study
}
