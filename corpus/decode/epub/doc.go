// Package epub reads electronic books (EPUB 2 and 3): the pages of the spine,
// in its order, as package html reads pages. A book whose pages are encrypted
// is refused. Cover, notes and table of contents are text where the spine has
// them; what the book says about itself is not read.
package epub
