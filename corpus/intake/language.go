package intake

import (
	"strings"
	"unicode"
)

// languageSample is how many letters are looked at to tell the language.
const languageSample = 40_000

// stopWords are frequent words that tell languages in Latin script apart.
var stopWords = map[string]map[string]bool{
	"en": set("the and that you was for with this have it's what they but not are is of to my",
		"i we know because i'm don't"),
	"es": set("que el los las una por con para pero como está muy más yo porque también",
		"entonces eso lo qué sí usted y hay"),
	"pt": set("que não uma com para mas como você é ele foi isso são também muito então porque",
		"eu do da ao os as em ela"),
	"fr": set("que les des est une pour pas qui dans vous je mais on avec ce c'est il et nous",
		"sur ça très parce elle du"),
	"de": set("und die der das ich ist nicht es ein zu auch mit auf dass eine wie sie aber dann",
		"wir so habe oder den wenn"),
	"it": set("che di il non una per è con sono anche come ma perché gli della questo più nel",
		"mi io cosa molto ho ha"),
	"ca": set("que els les una amb per però com és també molt més jo perquè això aquest aquesta",
		"hem han pel i ha dels"),
	"gl": set("que unha non máis moi os as é tamén pero como ten eu porque iso coa polo dos das",
		"estou foi nós ou aos"),
	"nl": set("de het een en dat ik niet is van je maar ook met voor zijn was wat er heb naar",
		"dan wel nog omdat"),
}

var scripts = []struct {
	table    *unicode.RangeTable
	language string
}{
	{unicode.Hebrew, "he"}, {unicode.Arabic, "ar"}, {unicode.Hiragana, "ja"}, {unicode.Katakana, "ja"},
	{unicode.Hangul, "ko"}, {unicode.Han, "zh"}, {unicode.Devanagari, "hi"}, {unicode.Bengali, "bn"},
	{unicode.Tamil, "ta"}, {unicode.Telugu, "te"}, {unicode.Kannada, "kn"}, {unicode.Malayalam, "ml"},
	{unicode.Gujarati, "gu"}, {unicode.Gurmukhi, "pa"}, {unicode.Cyrillic, "ru"}, {unicode.Greek, "el"},
	{unicode.Thai, "th"},
}

// guessLanguage tells the language of a text by its script and its frequent
// words. It is empty where neither is clear.
func guessLanguage(text string) string {
	counts := make(map[string]int)
	byScript := make(map[string]int)
	letters, latin := 0, 0
	var word strings.Builder
	words := 0
	flush := func() {
		if word.Len() == 0 {
			return
		}
		w := word.String()
		word.Reset()
		words++
		for language, list := range stopWords {
			if list[w] {
				counts[language]++
			}
		}
	}
	for _, r := range text {
		if letters >= languageSample {
			break
		}
		if !unicode.IsLetter(r) && r != '\'' && r != '’' {
			if !unicode.Is(unicode.Mn, r) {
				flush()
			}
			continue
		}
		letters++
		if r < 0x250 || r == '’' {
			latin++
			if r == '’' {
				r = '\''
			}
			word.WriteRune(unicode.ToLower(r))
			continue
		}
		for _, s := range scripts {
			if unicode.Is(s.table, r) {
				byScript[s.language]++
				break
			}
		}
	}
	flush()
	if latin*2 < letters {
		if byScript["ja"]*10 > byScript["zh"] && byScript["ja"] > 0 {
			return "ja"
		}
		return most(byScript, 1)
	}
	best := most(counts, max(2, words/20))
	return best
}

// most returns the key with the greatest count, which must be at least min and
// a tenth more than the next; else nothing.
func most(counts map[string]int, least int) string {
	best, first, second := "", 0, 0
	for k, n := range counts {
		switch {
		case n > first || n == first && k < best:
			best, first, second = k, n, first
		case n > second:
			second = n
		}
	}
	if first < least || second*11 > first*10 {
		return ""
	}
	return best
}
