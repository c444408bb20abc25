package intake

import (
	"slices"
	"strings"

	"framewise/corpus/decode"
)

// Names of the columns of an original and of its translation, folded.
var (
	originalColumns = names(
		"original original_text texto_original originaltext texte_original transcript_original testo_originale",
	)
	translationColumns = names(
		"translation translated translated_text traduccion traducao traduction ubersetzung traduzione",
	)
)

// languageColumns are names of languages, folded, with their codes.
var languageColumns = func() map[string]string {
	all := make(map[string]string)
	for code, list := range map[string][]string{
		"es": {"es", "spa", "espanol", "castellano", "spanish", "spanisch", "espagnol", "espanhol", "spagnolo"},
		"en": {"en", "eng", "english", "ingles", "englisch", "anglais", "inglese"},
		"pt": {"pt", "por", "portugues", "portuguese", "portugiesisch", "portugais", "portoghese"},
		"fr": {"fr", "fra", "francais", "french", "frances", "franzosisch", "francese"},
		"de": {"de", "deu", "ger", "deutsch", "german", "aleman", "alemao", "allemand", "tedesco"},
		"it": {"it", "ita", "italiano", "italian", "italienisch", "italien"},
		"ca": {"ca", "cat", "catala", "catalan", "katalanisch"},
		"nl": {"nl", "nld", "nederlands", "dutch", "neerlandes", "niederlandisch", "neerlandais"},
	} {
		for _, name := range list {
			all[name] = code
		}
	}
	return all
}()

// columnLanguage is the language that a column is named after, or nothing.
func columnLanguage(header string) string { return languageColumns[fold(header)] }

// bilingual finds the columns of an original and of its translation: those that
// the user names, those so called, or the first two that are named after two
// languages. They are -1 where there are not both. In two languages, what comes
// first is the original.
func bilingual(header []string, o Options) (original, translation int) {
	find := func(named string, list []string) int {
		return slices.IndexFunc(header, func(h string) bool {
			return named != "" && fold(h) == fold(named) || named == "" && known(h, list)
		})
	}
	if o.TextColumn != "" && o.TranslationColumn == "" {
		return -1, -1 // that column alone is wanted
	}
	translation = find(o.TranslationColumn, translationColumns)
	original = find(o.TextColumn, originalColumns)
	if original < 0 && o.TextColumn == "" && translation >= 0 {
		original = find("", textColumns)
	}
	if original >= 0 && translation >= 0 && original != translation {
		return original, translation
	}
	if o.TranslationColumn != "" {
		return -1, -1
	}
	original = -1
	for i, h := range header {
		switch language := columnLanguage(h); {
		case language == "":
		case original < 0:
			original = i
		case language != columnLanguage(header[original]):
			return original, i
		}
	}
	return -1, -1
}

// rowBilingual is [bilingual] of a table with a turn a row: it has a column of
// speakers or of times too, or little else, and most cells of both columns have
// more than a word in them.
func rowBilingual(t *decode.Table, o Options) (original, translation int) {
	original, translation = bilingual(t.Header, o)
	if original < 0 || o.TranslationColumn != "" {
		return original, translation
	}
	turns := len(t.Header) <= 3 || slices.ContainsFunc(t.Header, func(h string) bool {
		return known(h, turnColumns) || known(h, timeColumns)
	})
	filled, words := 0, 0
	for _, r := range t.Rows {
		for _, column := range []int{original, translation} {
			if n := len(strings.Fields(r.Cell(column))); n > 0 {
				filled++
				if n > 1 {
					words++
				}
			}
		}
	}
	if !turns || words*2 < filled {
		return -1, -1
	}
	return original, translation
}

// translated are the options by which the translation is read.
func (o Options) translated(header []string, translation int) Options {
	o.Language, o.StudyLanguage = columnLanguage(header[translation]), ""
	o.TextColumn, o.TranslationColumn = header[translation], ""
	return o
}

// inLanguage are the options by which the original is read.
func (o Options) inLanguage(header []string, original int) Options {
	if o.Language == "" {
		o.Language = columnLanguage(header[original])
	}
	return o
}

// ofColumn says which column of the file documents came from.
func ofColumn(drafts []Draft, header string) []Draft {
	for i := range drafts {
		d := &drafts[i].Document
		d.Part = strings.TrimSpace(d.Part + " " + header)
	}
	return drafts
}
