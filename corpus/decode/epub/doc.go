// Package epub reads electronic books (EPUB 2 and 3): the pages of the spine,
// in its order, as package html reads pages. A book whose pages are encrypted
// is refused. Cover, notes and table of contents are text where the spine has
// them; what the book says about itself is not read.
//
// Where the book says on which page of its printed edition a paragraph stands
// (marks in the text, the page list of its navigation, the pageList of an NCX),
// that is its [decode.Block.Page]; pages in Roman numbers have none.
package epub
