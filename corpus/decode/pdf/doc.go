// Package pdf reads the text layer of PDF documents.
//
// A PDF holds glyphs and where they stand. [Read] puts them together again:
// glyphs to words by the gaps between them, words to lines by their baseline,
// lines to paragraphs by their distance, indents, labels and where a line ends
// before it is full. A paragraph is a block, with the page it begins on
// ([decode.Block.Page]); one that goes on in the next column or on the next
// page is one block. Columns are read one after the other, and scripts that
// run to the left in the order of reading. What the font's name says is bold
// is bold.
//
// Left out, and told in a warning: running heads and feet, numbers of pages,
// and numbers of lines and paragraphs in the margin. A word divided at the end
// of a line is joined; where the document does not divide words, or has the
// word with its hyphen elsewhere, the hyphen stays. Ligatures and letters in
// their printed forms become the letters they stand for. Comments, form fields
// and attachments are not read.
//
// A file that asks for a password is refused, and one without text, which is a
// scan; pages without text are named. The parser is our own: no limit could be
// put on the ones there are. Damaged files are read as far as they go, and
// every bound that a file can reach is named in the error.
//
// Tables in a PDF have no cells: a row is a line with tabs at its wide gaps.
//
// Chinese and Japanese in lines that run down the page are read from the right
// to the left, with a warning, be it that a font says so (Identity-V) or that
// every character is put in its place; numbers set across and Latin words on
// their side are read in their place. How characters are read (ruby) is left
// out, with a warning. pdftotext does not put such lines in order: asked for,
// it is refused there.
package pdf
