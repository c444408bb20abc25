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
	"slices"
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

// Layout is how a table lays crossings out.
type Layout string

// The layouts.
const (
	Long   Layout = "long"   // one row a crossing; one row a quote where quotes are shown
	Wide   Layout = "wide"   // one row a case, one column a code
	Themes Layout = "themes" // as wide, one table for each theme; in Markdown
)

// Layouts are the choices of [Layout], in the order of lists.
var Layouts = []Layout{Themes, Wide, Long}

// Options choose what is written.
type Options struct {
	Format Format
	// Layout of tables; nothing is [Long], but in Markdown [Themes] or, of
	// numbers, [Wide]. The HTML page has one of its own and takes no choice.
	Layout Layout
}

// Write writes a matrix; what there is to see of its crossings says its Show. A
// choice that the format does not have is a [corpus.ErrInvalid].
func Write(w io.Writer, m *framework.Matrix, o Options) error {
	switch {
	case o.Layout != "" && !slices.Contains(Layouts, o.Layout):
		return corpus.Errorf(corpus.ErrInvalid, "%q is not a layout", o.Layout).WithHint("use themes, wide or long")
	case o.Layout != "" && o.Format == HTML:
		return corpus.Errorf(corpus.ErrInvalid, "the page has one layout: there is nothing to choose")
	case o.Layout == Themes && o.Format != Markdown:
		return corpus.Errorf(corpus.ErrInvalid, "a table for each theme goes with Markdown or a workbook").
			WithHint("use wide or long")
	case o.Layout == "" && o.Format == Markdown && m.Show.Numbers():
		o.Layout = Wide
	case o.Layout == "" && o.Format == Markdown:
		o.Layout = Themes
	case o.Layout == "":
		o.Layout = Long
	}
	switch o.Format {
	case CSV:
		return writeCSV(w, m, o.Layout)
	case JSON:
		return writeJSON(w, m, o.Layout)
	case Markdown:
		return writeMarkdown(w, m, o.Layout)
	case HTML:
		return writePage(w, m)
	}
	return corpus.Errorf(corpus.ErrInvalid, "%q is not a format", o.Format).WithHint("use csv, md, json or html")
}
