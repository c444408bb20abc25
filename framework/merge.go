package framework

import (
	"slices"
	"strings"
	"unicode"

	"github.com/sergi/go-diff/diffmatchpatch"

	"framewise/codebook"
)

// CellValue is what people write into a cell. Merging compares it field by
// field.
type CellValue struct {
	Summary, Comment, Rating string
	Range, Exceptions        string
	Status                   Status
	Empty                    Emptiness
	Stance                   codebook.Stance
}

// Value is what is written in the cell; of nil, what an uncharted crossing
// shows.
func (c *Cell) Value() CellValue {
	if c == nil {
		return CellValue{Status: NotCharted}
	}
	return CellValue{c.Summary, c.Comment, c.Rating, c.Range, c.Exceptions, c.Status, c.Empty, c.Stance}
}

// Field names a field of a cell.
type Field string

// The fields of a cell that people write.
const (
	SummaryField    Field = "summary"
	CommentField    Field = "comment"
	StatusField     Field = "status"
	EmptyField      Field = "empty"
	StanceField     Field = "stance"
	RatingField     Field = "rating"
	RangeField      Field = "range"      // in the margins
	ExceptionsField Field = "exceptions" // in the margins
)

// Fields are the fields of a cell that people write, in the order of lists.
var Fields = []Field{
	SummaryField, CommentField, StatusField, EmptyField, StanceField, RatingField, RangeField, ExceptionsField,
}

// Get returns a field as text.
func (v *CellValue) Get(f Field) string {
	switch f {
	case SummaryField:
		return v.Summary
	case CommentField:
		return v.Comment
	case StatusField:
		return string(v.Status)
	case EmptyField:
		return string(v.Empty)
	case StanceField:
		return string(v.Stance)
	case RatingField:
		return v.Rating
	case RangeField:
		return v.Range
	case ExceptionsField:
		return v.Exceptions
	}
	return ""
}

// Set changes a field. The text is not checked: see [Cell.Validate].
func (v *CellValue) Set(f Field, s string) {
	switch f {
	case SummaryField:
		v.Summary = s
	case CommentField:
		v.Comment = s
	case StatusField:
		v.Status = Status(s)
	case EmptyField:
		v.Empty = Emptiness(s)
	case StanceField:
		v.Stance = codebook.Stance(s)
	case RatingField:
		v.Rating = s
	case RangeField:
		v.Range = s
	case ExceptionsField:
		v.Exceptions = s
	}
}

// Resolution says what becomes of a field that was changed on both sides.
type Resolution int

// The resolutions of a conflict.
const (
	Ask    Resolution = iota // leave the cell alone and report it
	Theirs                   // take the workbook's
	Ours                     // keep the project's
	Both                     // take both sides' edits of a text, where [FieldChange.Join] can
)

// Outcome is what became of a field.
type Outcome string

// The outcomes for a field that somebody changed.
const (
	Taken    Outcome = "taken"    // changed only there
	Kept     Outcome = "kept"     // changed only here
	Agreeing Outcome = "agreeing" // changed alike on both sides, or here more
	Joined   Outcome = "joined"   // changed in different places of one text
	Conflict Outcome = "conflict" // changed on both sides
)

// FieldChange is a field that somebody changed since the export.
type FieldChange struct {
	Field    Field   `json:"field"`
	Exported string  `json:"exported"`
	Workbook string  `json:"workbook"`
	Project  string  `json:"project"`
	Outcome  Outcome `json:"outcome"`
	Result   string  `json:"result"`
}

// Merge compares a cell three ways: as it was exported, as it came back in
// the workbook (only the fields that edited names), and as it is now. It
// returns what the cell becomes and every field that somebody changed. With
// [Ask], a field in conflict keeps what the project has; with join, edits of
// one text that do not touch each other are both taken.
func Merge(exported, now CellValue, edited map[Field]string, how Resolution, join bool) (CellValue, []FieldChange) {
	result := now
	var changes []FieldChange
	for _, f := range Fields {
		theirs, ok := edited[f]
		if !ok {
			continue
		}
		c, differs := Compare3(f, exported.Get(f), theirs, now.Get(f), how)
		if !differs {
			continue
		}
		if c.Outcome == Conflict && join {
			if text, ok := c.Join(); ok {
				c.Outcome, c.Result = Joined, text
			}
		}
		result.Set(f, c.Result)
		changes = append(changes, c)
	}
	return result, changes
}

// Compare3 compares one field as exported, as in the workbook and as it is in
// the project now; differs is false where nobody changed it.
func Compare3(f Field, exported, workbook, now string, how Resolution) (c FieldChange, differs bool) {
	c = FieldChange{Field: f, Exported: exported, Workbook: tidy(workbook), Project: now, Result: now}
	there, here := !SameText(workbook, exported), !SameText(now, exported)
	switch {
	case !there && !here:
		return c, false
	case !there:
		c.Outcome = Kept
	case !here:
		c.Outcome, c.Result = Taken, c.Workbook
	case SameText(workbook, now):
		c.Outcome = Agreeing
	default:
		if text, ok := c.Join(); ok && SameText(text, now) { // all that was edited there is here already
			c.Outcome = Agreeing
			return c, true
		}
		c.Outcome = Conflict
		if how == Theirs {
			c.Result = c.Workbook
		}
	}
	return c, true
}

// SameText reports whether two texts differ in nothing that a spreadsheet
// keeps: trailing white space and line breaks of another kind are no edit.
func SameText(a, b string) bool { return tidy(a) == tidy(b) }

func tidy(s string) string {
	s = strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "_x000D_", "")
	lines := strings.Split(s, "\n")
	for i := range lines {
		lines[i] = strings.TrimRightFunc(lines[i], unicode.IsSpace)
	}
	return strings.TrimSpace(strings.Join(lines, "\n"))
}

// Join is the text with the edits of both sides; ok is false where they touch
// each other, and where the field is no text but a word chosen from several.
func (c *FieldChange) Join() (text string, ok bool) {
	switch c.Field {
	case StatusField, EmptyField, StanceField, RatingField:
		return "", false
	}
	return joinTexts(c.Exported, c.Workbook, c.Project)
}

// edit replaces words [from, to) of a text by others.
type edit struct {
	from, to int
	words    []string
}

// joinTexts applies both sides' edits to the text they began with, word by
// word; ok is false where they touch or overlap and are not the same.
func joinTexts(base, a, b string) (text string, ok bool) { return joined(base, a, b, false) }

// joined is joinTexts where edits may touch each other, too.
func joined(base, a, b string, touching bool) (text string, ok bool) {
	before := func(x, y edit) bool { return x.to < y.from || touching && x.to == y.from }
	words := splitWords(base)
	ea, eb := edits(base, a), edits(base, b)
	var out []string
	at, i, j := 0, 0, 0
	for i < len(ea) || j < len(eb) {
		var e edit
		switch {
		case j == len(eb) || i < len(ea) && before(ea[i], eb[j]):
			e = ea[i]
			i++
		case i == len(ea) || before(eb[j], ea[i]):
			e = eb[j]
			j++
		case ea[i].from == eb[j].from && ea[i].to == eb[j].to && slices.Equal(ea[i].words, eb[j].words):
			e = ea[i]
			i++
			j++
		default:
			return "", false
		}
		out = append(append(out, words[at:e.from]...), e.words...)
		at = e.to
	}
	return strings.Join(append(out, words[at:]...), ""), true
}

// edits lists what makes base into changed.
func edits(base, changed string) []edit {
	// Every distinct word becomes one code point, so that the differ compares
	// words; surrogates are no code points and are stepped over.
	code := make(map[string]rune)
	next := rune(1)
	encode := func(words []string) []rune {
		runes := make([]rune, len(words))
		for i, w := range words {
			if code[w] == 0 {
				if next == 0xD800 {
					next = 0xE000
				}
				code[w] = next
				next++
			}
			runes[i] = code[w]
		}
		return runes
	}
	a, b := encode(splitWords(base)), encode(splitWords(changed))
	word := make(map[rune]string, len(code))
	for w, r := range code {
		word[r] = w
	}
	var list []edit
	at := 0
	var open *edit
	for _, d := range diffmatchpatch.New().DiffMainRunes(a, b, false) {
		runes := []rune(d.Text)
		if d.Type == diffmatchpatch.DiffEqual {
			open = nil
			at += len(runes)
			continue
		}
		if open == nil {
			list = append(list, edit{from: at, to: at})
			open = &list[len(list)-1]
		}
		if d.Type == diffmatchpatch.DiffDelete {
			at += len(runes)
			open.to = at
			continue
		}
		for _, r := range runes {
			open.words = append(open.words, word[r])
		}
	}
	return list
}

// splitWords cuts a text into words, each with the white space behind it.
func splitWords(s string) []string {
	var words []string
	start, space := 0, false
	for i, r := range s {
		if unicode.IsSpace(r) {
			space = true
		} else if space {
			words = append(words, s[start:i])
			start, space = i, false
		}
	}
	if start < len(s) {
		words = append(words, s[start:])
	}
	return words
}
