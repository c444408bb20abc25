package intake

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"framewise/corpus"
	"framewise/corpus/decode"
	"framewise/corpus/pseudonym"
)

// Options say what the user knows of a file. What is left empty is found out,
// and [Draft.Assumed] tells what was found.
type Options struct {
	Case     string // label of the case that the document is the account of
	Label    string // of the document
	Language string // BCP 47
	Kind     corpus.DocumentKind
	Encoding string // of a text file: windows-1252, macintosh, utf-16le
	// StudyLanguage is the language that most files of the study are in, BCP 47.
	// It is that of a text whose words leave a doubt; of one that is not Unicode,
	// and whose language is not known otherwise, it tells the encoding that is
	// tried.
	StudyLanguage string
	Date          string // of the interview, 2006-01-02
	// NamePattern says what files' names tell, like {case}_{wave}_{language};
	// {date} and {any} may stand in it too. Names that it does not fit are read
	// as without it.
	NamePattern string
	PDFVia      string // the reader of a PDF: builtin, poppler or auto

	// Speakers names the convention by which speakers are marked: voice,
	// style, colon, bold, bracket, stamp, heading, tab, dash, line, paragraph
	// (or none: every paragraph is a turn), or a regular expression with groups
	// named label and text, and perhaps time.
	Speakers     string
	Interviewers []string // labels that are the interviewer's
	Labels       []string // that are speakers wherever they stand, such as those of a plan
	Tiers        []string // of an ELAN file or TextGrid that are read; none means those of speech
	Group        bool     // a focus group: every participant who speaks is a case
	NoAttributes bool     // of the case: none are made of the head, or of closed answers

	// Layout says what the rows of a table are: "turns" or "respondents". The
	// columns are named as in the table's first row.
	Layout        string
	Sheet         string // of a workbook; empty is the first one with text
	SpeakerColumn string
	TextColumn    string // in a table of respondents several may be named, with | between
	// TranslationColumn is that of the translation of what is in TextColumn, turn
	// by turn: it becomes a document of its own.
	TranslationColumn string
	CaseColumn        string
	TimeColumn        string
	LabelColumn       string // the document's label: rows with equal labels are one document

	parts []PlannedDocument // what a plan has for the documents of a file with several

	// Pseudonyms are put in before anything leaves this package; nil is none.
	Pseudonyms *pseudonym.Key

	Limits decode.Limits // zero is [decode.DefaultLimits]
}

// Draft is a document ready to be stored. It has identifiers of its own but
// knows cases by label only, since which cases exist is the store's to say.
type Draft struct {
	// Document has everything but the cases: Document.Case and Speaker.Case
	// are empty.
	Document corpus.Document
	Text     string
	// Case is the label of the case whose account the document is; empty in a
	// focus group.
	Case string
	// Beside are the words that the case's label was picked out of in the file's
	// name: Ana, of "P08 - Ana".
	Beside string
	// ByRow says that the label is made of the file's name and a row's number,
	// and so names nobody in another file.
	ByRow bool
	// SpeakerCases are the labels of the cases that speakers are, by index
	// into Document.Speakers.
	SpeakerCases map[int]string
	Comments     []Comment
	// Properties are the lines of the head and the front matter, in order:
	// name and value.
	Properties [][2]string
	// Head is what of the properties tells of the participant, in order: name
	// and value. It is empty where the document is not one case's account.
	Head [][2]string
	// Attributes are the closed answers of a respondent, by question.
	Attributes map[string]string
	// Assumed says, a line each, what was found out about the file, for the
	// user to check.
	Assumed  []string
	Warnings []decode.Warning
	// Idle are the options that say nothing of such a file, as the command line
	// names them: tier. The first draft of a file has them.
	Idle []string
	// Recording is the name of the sound or video file that the file says it is
	// the transcript of, without its folder; empty where it says none.
	Recording string
	// Replaced tells where pseudonyms were put into Text; nil where there was no
	// key.
	Replaced *pseudonym.Replaced

	caseFrom   string        // where the label of the case is from
	sureName   bool          // a file's name that fits the user's pattern
	convention string        // how the speakers are marked, as Options.Speakers names it
	also       [][]string    // other spellings of the speakers' labels
	doubts     [2]int        // the warnings from one to before the other are about what was guessed
	skipped    []corpus.Span // of Text: in no turn
	told       []decode.Person
	shared     []string // what of Assumed and Warnings is about the whole of the file
	answer     bool     // of a survey: the case is its only speaker
}

// Comment is a margin comment with the stretch of the text that it is on.
type Comment struct {
	Span     corpus.Span
	Author   string
	Initials string
	Date     string // RFC 3339, as in the file; may be empty
	Text     string
}

func (d *Draft) assume(format string, args ...any) {
	d.Assumed = append(d.Assumed, fmt.Sprintf(format, args...))
}

func (d *Draft) warn(place, format string, args ...any) {
	d.Warnings = append(d.Warnings, decode.Warnf(place, format, args...))
}

// transcript makes the draft of a file that is one document. unit is what
// blocks are counted in, for messages.
func transcript(f decode.File, in *decode.Decoded, unit string, o Options) (Draft, error) {
	g, err := gridOf(f, in.Blocks, o)
	if err != nil {
		return Draft{}, err
	}
	return g.transcript(f, in, unit, o)
}

// transcript is [transcript] of a file whose turns may stand in a table.
func (g *grid) transcript(f decode.File, in *decode.Decoded, unit string, o Options) (Draft, error) {
	if g != nil {
		in = g.read(in, o)
	}
	d := Draft{Warnings: in.Warnings, Properties: in.Meta, told: in.People, Recording: recordingName(in.Recording)}
	blocks, kept, warnings := tidy(in.Blocks)
	d.Warnings = append(d.Warnings, warnings...)
	if len(blocks) == 0 {
		return d, decode.Empty(f)
	}
	for i := range blocks {
		blocks[i].Aside = blocks[i].Aside || stageStyle(blocks[i].Style)
	}
	lines, text := split(blocks)
	numberLines(lines)
	scribe := noScribe(lines)
	d.Properties = append(d.Properties[:len(d.Properties):len(d.Properties)], scribe...)
	found, err := find(blocks, lines, text, g.convention(blocks), o)
	if err != nil {
		return d, err
	}
	var b *builder
	timed, voiced := 0, unit != "paragraph" // noScribe's paragraphs are whole turns
	for i := range blocks {
		if blocks[i].Timed {
			timed++
		}
		voiced = voiced || blocks[i].Speaker != ""
	}
	if timed*2 > len(blocks) && voiced && g == nil {
		d.Text, b = cues(blocks, lines, found)
		if len(b.turns) == 0 && o.Speakers == "" { // labels are all that it says
			found = nil
			d.Text, b = cues(blocks, lines, nil)
		}
	} else {
		d.Text, b = text, paragraphs(blocks, lines, found)
		if len(b.turns) == 0 && o.Speakers == "" {
			// Headings and labels with nothing under them are all that it says.
			for i := range blocks {
				blocks[i].Heading = 0
			}
			found, b = nil, paragraphs(blocks, lines, nil)
		}
		d.comments(in, blocks, kept, lines)
	}
	d.Document.Turns = b.turns
	d.skipped = b.skipped
	if found != nil {
		d.Properties = append(d.Properties[:len(d.Properties):len(d.Properties)], found.fields...)
		for i, w := range found.warnings {
			if w.Place != "" {
				found.warnings[i].Place = unit + " " + w.Place
			}
		}
		d.Warnings = append(d.Warnings, found.warnings...)
	} else {
		d.Properties = append(d.Properties[:len(d.Properties):len(d.Properties)], looseFields(blocks, lines)...)
	}
	if len(b.turns) == 0 {
		return d, decode.Empty(f)
	}
	if d.Recording == "" {
		d.Recording = d.recordingInHead()
	}
	d.identify(f, o)
	if codingsHead(lines) {
		d.warn("", "it looks like a list of what was coded, not like a transcript: what was said is in the "+
			"documents that it quotes")
	}
	d.people(found, b, o)
	if g != nil {
		d.assume("%s", g.say())
	}
	if len(scribe) > 0 {
		d.assume("what noScribe wrote above the talk is kept with the document, and is nobody's turn")
	}
	d.head(o)
	d.Document.Properties = d.properties()
	return d, nil
}

// comments resolves margin comments to spans of the text.
func (d *Draft) comments(in *decode.Decoded, blocks []decode.Block, kept []int, lines []line) {
	if len(in.Comments) == 0 {
		return
	}
	starts := make([]corpus.Pos, len(blocks))
	sizes := make([]int, len(blocks))
	for i := len(lines) - 1; i >= 0; i-- {
		starts[lines[i].block] = lines[i].start
	}
	index := make(map[int]int, len(kept))
	for i, was := range kept {
		index[was] = i
		sizes[i] = utf8.RuneCountInString(blocks[i].Text)
	}
	// A block without text is where the next one begins.
	at := func(block, offset int) corpus.Pos {
		for ; block < len(in.Blocks); block++ {
			if i, ok := index[block]; ok {
				return starts[i] + corpus.Pos(min(max(offset, 0), sizes[i]))
			}
			offset = 0
		}
		last := len(blocks) - 1
		return starts[last] + corpus.Pos(sizes[last])
	}
	t := corpus.NewText(d.Text)
	for _, c := range in.Comments {
		s := corpus.Span{Start: at(c.FromBlock, c.FromOffset), End: at(c.ToBlock, c.ToOffset)}
		if trimmed := trimSpan(t, s); !trimmed.Empty() {
			s = trimmed
		} else {
			// A comment on a point is on the paragraph around it.
			line, _ := t.Line(s.Start)
			start := t.AtLine(line, 1)
			end := t.Len()
			if next := t.AtLine(line+1, 1); next > start {
				end = next - 1
			}
			s = trimSpan(t, corpus.Span{Start: start, End: end})
			d.warn("", "a comment by %s is on no words and was taken to be on its paragraph", orSomebody(c.Author))
		}
		if s.Empty() {
			continue
		}
		d.Comments = append(d.Comments, Comment{s, c.Author, c.Initials, c.Date, c.Text})
	}
}

func orSomebody(name string) string {
	if name == "" {
		return "somebody"
	}
	return name
}

// trimSpan takes the white space off the ends of a span.
func trimSpan(t *corpus.Text, s corpus.Span) corpus.Span {
	words := t.Slice(s)
	left := strings.TrimLeft(words, " \t\n\u00a0")
	s.Start += corpus.Pos(utf8.RuneCountInString(words[:len(words)-len(left)]))
	right := strings.TrimRight(left, " \t\n\u00a0")
	s.End -= corpus.Pos(utf8.RuneCountInString(left[len(right):]))
	return s
}
