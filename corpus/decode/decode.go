package decode

import (
	"fmt"
	"time"
)

// File is what a decoder is given: a name, for messages and hints, and the
// content. A decoder must not keep or change Content.
type File struct {
	Name    string
	Content []byte
}

// Decoded is what a decoder found in a file.
type Decoded struct {
	Blocks   []Block
	Comments []Comment   // margin comments, as Word has them
	Table    *Table      // set instead of Blocks where the file is a table
	Meta     [][2]string // header lines and front matter, in order: name, value
	People   []Person    // what the format tells of those who speak
	// Recording is the sound or video file that the format says it is the
	// transcript of, as it is written there: a name, a path or an address.
	Recording string
	Warnings  []Warning
}

// Person is what a format tells of one who speaks, beside the words.
type Person struct {
	Speaker string      // as in [Block.Speaker]
	Role    string      // as in the file: interviewer, Participant; may be empty
	Fields  [][2]string // name and value: sex, age
}

// Block is one paragraph, cue or line of a file, without its line break.
type Block struct {
	Text string // no LF inside, except where the source breaks a line within a paragraph
	// Speaker is set where the format itself names the voice (WebVTT's <v>,
	// a docx speaker style); labels within the text are intake's to find.
	Speaker string
	Style   string // name of the paragraph's style, if the format has styles
	Heading int    // 1–9 for a heading, 0 for text
	Bold    int    // how many code points at the start of Text are bold
	// Cells is set on a row of a table within the text: how many cells Text
	// holds, joined by TAB; there is no other TAB in it then.
	Cells int
	Line  int // line, paragraph or cue number in the source, from 1
	Page  int // page of the source, from 1; 0 where the format tells none
	// Start and End are times in the recording; valid if Timed.
	Start, End time.Duration
	Timed      bool
	// Aside says that the block is a remark of the transcriber's or a stage
	// note, nobody's words.
	Aside bool
}

// Comment is a margin comment on a stretch of the text.
type Comment struct {
	Author   string
	Initials string
	Date     string // RFC 3339, as written in the file; may be empty
	Text     string
	// The commented stretch, from a block and an offset in code points to a
	// block and an offset (exclusive).
	FromBlock, FromOffset int
	ToBlock, ToOffset     int
}

// Table is a sheet of text cells. Rows may differ in length.
type Table struct {
	Sheet string // name of the worksheet; empty for csv
	// Header is the first row with text, trimmed. Rows follow it.
	Header []string
	Rows   []Row
	// Others are the names of further worksheets with text, which were not
	// read.
	Others []string
}

// Row is a table's row with its number in the file (from 1), for messages.
type Row struct {
	Number int
	Cells  []string
}

// Cell returns a cell by its index, or nothing where the row is shorter.
func (r Row) Cell(i int) string {
	if i < 0 || i >= len(r.Cells) {
		return ""
	}
	return r.Cells[i]
}

// Warning names something that was read with loss of fidelity, or a choice
// that was made for the reader.
type Warning struct {
	Place   string // "line 12", "word/document.xml", "row 4"; may be empty
	Message string // lower case, no full stop
}

func (w Warning) String() string {
	if w.Place == "" {
		return w.Message
	}
	return w.Place + ": " + w.Message
}

// Warnf makes a warning.
func Warnf(place, format string, args ...any) Warning {
	return Warning{Place: place, Message: fmt.Sprintf(format, args...)}
}
