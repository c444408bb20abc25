package framework

import (
	"errors"
	"regexp"
	"strings"
	"sync"
	"unicode"

	"framewise/corpus"
)

// Voice is what one case said: the turns that are its own in all documents it
// has, without the interviewer's. The zero value has said nothing.
type Voice struct {
	texts []*corpus.Text
}

// Hear takes in what the case says in a document: the turns of its own
// speaker and, in the case's own document, those of participants who are no
// case and of nobody known. text is the document's.
func (v *Voice) Hear(id corpus.CaseID, d *corpus.Document, text *corpus.Text) {
	var b strings.Builder
	for i, t := range d.Turns {
		speaker, known := d.SpeakerAt(i + 1)
		own := d.Case == id && (!known || speaker.Role == corpus.RoleParticipant)
		if known && speaker.Case != "" {
			own = speaker.Case == id
		}
		if own {
			b.WriteString(text.Slice(t.Span))
			b.WriteByte('\n')
		}
	}
	if b.Len() > 0 {
		v.texts = append(v.texts, corpus.NewText(strings.ToLower(b.String())))
	}
}

// Silent reports whether nothing of the case was heard, so that nothing can be
// told about its words.
func (v *Voice) Silent() bool { return len(v.texts) == 0 }

// Said reports whether the case said these words, as [corpus.Text.Place] finds
// a quote: whatever the white space, quotation marks and dashes, with words
// left out at an ellipsis. Letter case, punctuation at the ends and what an
// analyst put in [brackets] do not count.
func (v *Voice) Said(words string) bool {
	words = spoken(words)
	if words == "" {
		return true
	}
	for _, t := range v.texts {
		if occurs(t, words) {
			return true
		}
	}
	return false
}

var insertion = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`\[[^\]]*\]`) })

// spoken is what of quoted words can be looked up.
func spoken(words string) string {
	words = strings.ToLower(insertion().ReplaceAllString(words, "…"))
	return strings.TrimFunc(words, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsPunct(r) })
}

func occurs(t *corpus.Text, words string) bool {
	_, err := t.Place(words, corpus.Span{})
	return err == nil || errors.Is(err, corpus.ErrConflict) // a conflict is many places
}
