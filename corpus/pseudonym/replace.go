package pseudonym

import (
	"sort"
	"strings"
	"unicode/utf8"

	"framewise/corpus"
)

// Change is a place where a pseudonym was put.
type Change struct {
	Entry int         // index into [Key.Entries]
	Was   corpus.Span // in the text as it was
	Is    corpus.Span // in the text as it is
}

// Replaced is a text with pseudonyms.
type Replaced struct {
	Text    string
	Changes []Change // in the order of the text
	// Small are the names that begin with a capital in the key and stand here
	// in small letters, where they were left: a person must look.
	Small []Small
}

// Small is a place where a name may stand in small letters.
type Small struct {
	Entry int
	At    corpus.Span // in the text as it is
}

// Replace puts pseudonyms into a text. Whole words are looked for, without
// regard to accents; of two names the one that begins first is taken, and of
// those the longer. A name in capitals gets its pseudonym in capitals.
// What a pseudonym brings in is not looked through again.
func (k *Key) Replace(text string) Replaced {
	var out strings.Builder
	var r Replaced
	words := wordsOf(text)
	var was, is corpus.Pos // how far the text is counted, and how far written
	done := 0              // bytes of the text that are written
	write := func(to int) {
		n := corpus.Pos(utf8.RuneCountInString(text[done:to]))
		out.WriteString(text[done:to])
		was, is, done = was+n, is+n, to
	}
	for i := 0; i < len(words); i++ {
		f, last, small := k.at(text, words, i)
		if f == nil {
			continue
		}
		write(words[i].start)
		found := text[words[i].start:words[last].end]
		size := corpus.Pos(utf8.RuneCountInString(found))
		if small {
			r.Small = append(r.Small, Small{f.entry, corpus.Span{Start: is, End: is + size}})
			continue
		}
		as := f.as
		if shouted(found) && !shouted(as) {
			as = strings.ToUpper(as)
		}
		length := corpus.Pos(utf8.RuneCountInString(as))
		r.Changes = append(r.Changes, Change{
			Entry: f.entry, Was: corpus.Span{Start: was, End: was + size}, Is: corpus.Span{Start: is, End: is + length},
		})
		out.WriteString(as)
		was, is, done = was+size, is+length, words[last].end
		i = last
	}
	write(len(text))
	r.Text = out.String()
	return r
}

// at finds the longest form that stands at a word; small says that it stands
// there only in small letters. last is the index of the form's last word.
func (k *Key) at(text string, words []word, i int) (f *form, last int, small bool) {
	forms := k.forms[fold(text[words[i].start:words[i].end])]
	for n := range forms {
		f := &forms[n]
		if !f.stands(text, words, i) {
			continue
		}
		last = i + len(f.words) - 1
		return f, last, !f.anyCase && !capital(text[words[i].start:words[i].end])
	}
	return nil, 0, false
}

// stands says whether all the words of a form stand from a word on.
func (f *form) stands(text string, words []word, i int) bool {
	if i+len(f.words) > len(words) {
		return false
	}
	for n := 1; n < len(f.words); n++ {
		w := words[i+n]
		gap := text[words[i+n-1].end:w.start]
		if f.between[n-1] != gap && !(f.between[n-1] == "" && isGap(gap)) ||
			fold(text[w.start:w.end]) != f.words[n] {
			return false
		}
	}
	return true
}

// Carry says where a span of the text as it was stands in the text as it is. An
// end within a name goes to the end of its pseudonym, a start to its start.
func (r *Replaced) Carry(s corpus.Span) corpus.Span {
	start, within := r.carry(s.Start)
	if within != nil {
		start = within.Is.Start
	}
	end, within := r.carry(s.End)
	if within != nil {
		end = within.Is.End
	}
	return corpus.Span{Start: start, End: max(start, end)}
}

// carry moves a position; within is the change in the midst of which it is.
func (r *Replaced) carry(p corpus.Pos) (to corpus.Pos, within *Change) {
	i := sort.Search(len(r.Changes), func(i int) bool { return r.Changes[i].Was.End >= p })
	if i < len(r.Changes) {
		switch c := &r.Changes[i]; {
		case c.Was.End == p:
			return c.Is.End, nil
		case c.Was.Start < p:
			return 0, c
		}
	}
	if i == 0 {
		return p, nil
	}
	before := r.Changes[i-1]
	return p + before.Is.End - before.Was.End, nil
}

// Use counts what became of an entry in some texts.
type Use struct {
	Entry    Entry
	Replaced int
	Small    int // places in small letters that were left
}

// Uses adds up what became of each entry, in the order of the key.
func (k *Key) Uses(texts ...Replaced) []Use {
	uses := make([]Use, len(k.entries))
	for i, e := range k.entries {
		uses[i].Entry = e
	}
	for _, t := range texts {
		for _, c := range t.Changes {
			uses[c.Entry].Replaced++
		}
		for _, s := range t.Small {
			uses[s.Entry].Small++
		}
	}
	return uses
}
