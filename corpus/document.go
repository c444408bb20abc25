package corpus

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"sort"
	"strings"
	"time"
)

// DocumentID identifies a [Document] for ever; people use its Label.
type DocumentID string

// DocumentKind says what sort of text a document is.
type DocumentKind string

// The kinds of document.
const (
	Transcript DocumentKind = "transcript"
	Survey     DocumentKind = "survey"
	Forum      DocumentKind = "forum"
	Note       DocumentKind = "note"
)

// Document is one text of the corpus, without the text: that is a [Text] of
// its own, read when it is needed.
type Document struct {
	ID    DocumentID   `json:"id"`
	Label string       `json:"label"` // what locators cite, P07 or P07.2
	Kind  DocumentKind `json:"kind"`
	// Version counts the texts this document has had, from 1. Spans belong to
	// a version.
	Version  int    `json:"version"`
	TextHash string `json:"text_hash"`          // [Hash] of the text of this version
	Language string `json:"language,omitempty"` // BCP 47: es, en, es-CL
	Date     string `json:"date,omitempty"`     // of the interview, 2006-01-02
	// Source is the file it came from; the original's bytes are kept by the
	// store under SourceHash.
	Source     string `json:"source,omitempty"`
	SourceHash string `json:"source_hash,omitempty"`
	// Part names the piece of a source that holds several documents: the row
	// of a survey table. Empty when the file is one document.
	Part string `json:"part,omitempty"`
	// Convention is how speakers are marked in it, where a person said so; empty
	// where that was found out.
	Convention string `json:"convention,omitempty"`
	// Cast says by which labels speakers are in the text where a plan gave them
	// others: Dr Salas for INT. What became nothing is no speaker.
	Cast map[string]string `json:"cast,omitempty"`
	// Properties are the lines above the talk that are a name and a value, and a
	// file's front matter, in order: Place, Interviewer.
	Properties [][2]string `json:"properties,omitempty"`
	// Pseudonymised says that pseudonyms were put in the place of names before
	// anything was kept.
	Pseudonymised bool `json:"pseudonymised,omitempty"`
	// Recording is what the document is the transcript of; nil where no file is
	// named.
	Recording *Recording `json:"recording,omitempty"`
	// Case is the case of everything said in the document that its speakers
	// do not decide: the participant of an interview. Empty in a focus group.
	Case CaseID `json:"case,omitempty"`
	// TranslationOf is the original of which this is the translation. It shares
	// the original's label where equal turn numbers correspond, so that P07:12
	// is a place in both.
	TranslationOf DocumentID `json:"translation_of,omitempty"`
	// Alignment says which turns of a translation render which of its original;
	// where there is none, equal numbers correspond: see [Document.Pairs].
	Alignment []TurnPair `json:"alignment,omitempty"`
	Speakers  []Speaker  `json:"speakers,omitempty"`
	// Turns are the document's numbered paragraphs, in order, not overlapping.
	Turns Turns `json:"turns"`
}

// Wave is which of a case's interviews the document is, where its label says
// so: t2 of P07.t2 for the case P07; empty for P07 and P07.2.
func (d *Document) Wave(caseLabel string) string {
	wave, ok := strings.CutPrefix(d.Label, caseLabel+".")
	if !ok || digits(wave) > 0 {
		return ""
	}
	return wave
}

// Role is what a speaker is in the study.
type Role string

// The roles of a speaker. Only a [RoleParticipant] is, or has, a case.
const (
	RoleParticipant Role = "participant"
	RoleInterviewer Role = "interviewer"
	RoleOther       Role = "other" // a relative who comes in, an interpreter
)

// Speaker is a voice in one document.
type Speaker struct {
	Label string `json:"label"` // as in the transcript: I, Entrevistadora, María
	Role  Role   `json:"role"`
	Case  CaseID `json:"case,omitempty"` // set where the speaker is a case
}

// NoSpeaker is the Speaker of a turn whose speaker is not known.
const NoSpeaker = -1

// Turn is one speaker's stretch: a numbered paragraph, what locators cite.
type Turn struct {
	Span    Span          // the words, without the speaker's label
	Speaker int           // index into Document.Speakers, or [NoSpeaker]
	Start   time.Duration // from the start of the recording; valid if Timed
	End     time.Duration // zero where not known
	Timed   bool          // whether Start is known (it may be zero)
	Heading string        // the question a survey answer answers, a section's title
	Page    int           // of the source, from 1; 0 where it has none
	Line    int           // line, paragraph, caption or row of the source, from 1; 0 where not known
}

// Name is what people call the document by: its label, with the language behind
// it where a translation shares the label of its original.
func (d *Document) Name() string {
	if d.TranslationOf == "" || strings.HasSuffix(d.Label, "."+d.Language) {
		return d.Label
	}
	return d.Label + "." + d.Language
}

// TurnAt returns the number, from 1, of the turn that holds the position or,
// between two turns, of the one before it; 0 before the first.
func (d *Document) TurnAt(p Pos) int {
	return sort.Search(len(d.Turns), func(i int) bool { return d.Turns[i].Span.Start > p })
}

// TurnsIn returns the numbers, from 1, of the first and the last turn that a
// span touches; both are 0 where it touches none.
func (d *Document) TurnsIn(s Span) (first, last int) {
	first = max(d.TurnAt(s.Start), 1)
	if first > len(d.Turns) {
		return 0, 0
	}
	if d.Turns[first-1].Span.End <= s.Start && first < len(d.Turns) && d.Turns[first].Span.Start < s.End {
		first++
	}
	last = max(d.TurnAt(max(s.End-1, s.Start)), first)
	return first, last
}

// SpeakerAt returns the speaker of a turn, by number from 1; ok is false where
// it is not known.
func (d *Document) SpeakerAt(turn int) (s Speaker, ok bool) {
	if turn < 1 || turn > len(d.Turns) {
		return Speaker{}, false
	}
	i := d.Turns[turn-1].Speaker
	if i < 0 || i >= len(d.Speakers) {
		return Speaker{}, false
	}
	return d.Speakers[i], true
}

// CaseOf says whose account a span belongs to: the case of the first
// participant who speaks in it, else the document's own case. It is empty
// where there is neither, as for a moderator's words in a focus group.
func (d *Document) CaseOf(s Span) CaseID {
	first, last := d.TurnsIn(s)
	for n := first; n >= 1 && n <= last; n++ {
		if sp, ok := d.SpeakerAt(n); ok && sp.Case != "" {
			return sp.Case
		}
	}
	return d.Case
}

// Cases lists the cases of a document: its own, then its speakers', each once.
func (d *Document) Cases() []CaseID {
	var ids []CaseID
	if d.Case != "" {
		ids = append(ids, d.Case)
	}
	for _, s := range d.Speakers {
		if s.Case != "" && !slices.Contains(ids, s.Case) {
			ids = append(ids, s.Case)
		}
	}
	return ids
}

// Locator returns the locator of a span in the document.
func (d *Document) Locator(s Span) Locator {
	first, last := d.TurnsIn(s)
	return Locator{Label: d.Label, First: first, Last: last}
}

// Hash is the fingerprint used for texts and files: SHA-256 in lower-case hex.
func Hash[T ~string | ~[]byte](b T) string {
	sum := sha256.Sum256([]byte(b))
	return hex.EncodeToString(sum[:])
}
