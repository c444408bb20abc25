// Package report writes the matrix for readers who have no spreadsheet in
// mind: tables for statistics packages and scripts (CSV, JSON), text to be
// pasted (Markdown), and a page for a browser that needs nothing else (HTML).
//
// [Write] is the way in. What it writes depends on the matrix alone: the same
// matrix gives the same bytes.
package report

import (
	"io"
	"path/filepath"
	"strings"

	"framewise/corpus"
	"framewise/framework"
)

// Format is a kind of file.
type Format string

// The formats.
const (
	CSV      Format = "csv"
	JSON     Format = "json"
	Markdown Format = "md"
	HTML     Format = "html"
)

// Formats are the kinds of file, in the order of lists.
var Formats = []Format{CSV, Markdown, JSON, HTML}

// FormatOf is the format that a file's name asks for by its ending; ok is
// false where it asks for none of them.
func FormatOf(name string) (f Format, ok bool) {
	switch strings.ToLower(filepath.Ext(name)) {
	case ".csv":
		return CSV, true
	case ".json":
		return JSON, true
	case ".md", ".markdown":
		return Markdown, true
	case ".html", ".htm":
		return HTML, true
	}
	return "", false
}

// Cells says what a table shows of each crossing.
type Cells string

// What a table shows.
const (
	Long     Cells = "long"     // one row a crossing, with all that is known of it
	Wide     Cells = "wide"     // one row a case, one column a code, with the summaries
	Presence Cells = "presence" // as wide, 1 where a case speaks of it and 0 where not
	Counts   Cells = "counts"   // as wide, how many quotes
)

// AllCells are the choices of [Cells], in the order of lists.
var AllCells = []Cells{Long, Wide, Presence, Counts}

// Options choose what is written.
type Options struct {
	Format Format
	// Cells is what tables show; nothing is [Wide] in Markdown and else [Long].
	// The HTML page shows everything and takes no choice.
	Cells Cells
}

// Write writes a matrix. A choice that the format does not have is a
// [corpus.ErrInvalid].
func Write(w io.Writer, m *framework.Matrix, o Options) error {
	switch o.Cells {
	case "":
		o.Cells = Long
		if o.Format == Markdown {
			o.Cells = Wide
		}
	case Long, Wide, Presence, Counts:
		if o.Format == HTML {
			return corpus.Errorf(corpus.ErrInvalid, "the page shows everything: there is nothing to choose")
		}
	default:
		return corpus.Errorf(corpus.ErrInvalid, "%q is not a way to show cells", o.Cells).
			WithHint("use long, wide, presence or counts")
	}
	switch o.Format {
	case CSV:
		return writeCSV(w, m, o.Cells)
	case JSON:
		return writeJSON(w, m, o.Cells)
	case Markdown:
		return writeMarkdown(w, m, o.Cells)
	case HTML:
		return writePage(w, m)
	}
	return corpus.Errorf(corpus.ErrInvalid, "%q is not a format", o.Format).WithHint("use csv, md, json or html")
}
