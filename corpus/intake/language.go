package intake

import (
	"strings"
	"sync"
	"unicode"
)

// languageSample is how many letters are looked at to tell the language.
const languageSample = 40_000

// stopWords are frequent words that tell languages in Latin script apart. Some
// are there so that their texts are not taken for a neighbour's.
var stopWords = map[string]map[string]bool{
	"en": set("the and that you was for with this have it's what they but not are is of to my",
		"i we know because i'm don't"),
	"es": set("que el los las una por con para pero como está muy más yo porque también",
		"entonces eso lo qué sí usted y hay de en se no me"),
	"pt": set("que não uma com para mas como você é ele foi isso são também muito então porque",
		"eu do da ao os as em ela de se no me"),
	"fr": set("que les des est une pour pas qui dans vous je mais on avec ce c'est il et nous",
		"sur ça très parce elle du de en se me"),
	"de": set("und die der das ich ist nicht es ein zu auch mit auf dass eine wie sie aber dann",
		"wir so habe oder den wenn"),
	"it": set("che di il non una per è con sono anche come ma perché gli della questo più nel",
		"mi io cosa molto ho ha se no me"),
	"ca": set("que els les una amb per però com és també molt més jo perquè això aquest aquesta",
		"hem han pel i ha dels de en se no me"),
	"gl": set("que unha non máis moi os as é tamén pero como ten eu porque iso coa polo dos das",
		"estou foi nós ou aos de se no me"),
	"nl": set("de het een en dat ik niet is van je maar ook met voor zijn was wat er heb naar",
		"dan wel nog omdat"),
	"af": set("die en nie ek dit 'n vir met hulle ons so jy my hy gaan baie want toe kan sê"),
	"sv": set("och att det är som på jag en inte har för med den till av var så men vi om ett när",
		"från också mycket"),
	"da": set("og at det er som på jeg en ikke har for med den til af var så men vi om et når fra",
		"også meget"),
	"no": set("og at det er som på jeg en ikke har for med den til av var så men vi om et når fra",
		"også mye"),
	"fi": set("ja on että se ei oli hän mutta niin kun minä ovat kuin myös joka mitä sitten olen",
		"tämä siitä jos"),
	"et": set("ja on et see ei oli ta aga kui ma mis ka siis ning nad seda olen kuidas või väga",
		"mu meie"),
	"pl": set("się że nie jest to jak ale co tak już przez czy był była są być może tego który w z"),
	"cs": set("se že je na to jsem ale tak jako když byl bylo jsou být by jsme který nebo také už",
		"v z s i"),
	"sk": set("sa že je na to som ale tak ako keď bol bolo sú byť by sme ktorý alebo tiež už v z",
		"s aj"),
	"hr": set("je da se na i u to nije sam ali kako što su bio bila biti kad ili smo ja ne za od koji"),
	"hu": set("az hogy nem és is egy ez volt de csak meg már mert van ha én mint azt nagyon vagy úgy"),
	"ro": set("și să nu este cu pe că am mai din sunt dar foarte pentru fost când așa atunci acum",
		"asta mi"),
	"tr": set("bir ve bu için çok ben ama var gibi değil daha mı şey kadar sonra yok oldu diye"),
	"id": set("yang dan di itu dengan untuk tidak dari ini saya ada ke juga akan pada kita mereka",
		"karena sudah bisa"),
	"sw": set("na ya wa kwa katika kuwa hii lakini za yake sana kama mimi hiyo alikuwa yangu watu",
		"hapa"),
	"eu": set("eta ez bat zen dut ere baina izan oso hori egin dira nire gero hau zuen dela"),
}

// wordLanguages are the languages that a frequent word is of.
var wordLanguages = sync.OnceValue(func() map[string][]string {
	m := make(map[string][]string)
	for language, words := range stopWords {
		for w := range words {
			m[w] = append(m[w], language)
		}
	}
	return m
})

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

// sameScript are the languages that are written in the script of another, by
// which it is told.
var sameScript = map[string]string{
	"uk": "ru", "bg": "ru", "sr": "ru", "mk": "ru", "be": "ru", "kk": "ru", "ky": "ru", "mn": "ru",
	"fa": "ar", "ur": "ar", "ps": "ar", "ku": "ar", "yi": "he", "mr": "hi", "ne": "hi", "as": "bn", "yue": "zh",
}

// sureWords is how many frequent words of a language tell that a text is in it,
// whatever the language of the study.
const sureWords = 10

// tellLanguage tells the language of a text by its script and its frequent
// words. Where they leave a doubt it is that of the study, as BCP 47; told says
// that the words speak for it. It is empty where there is none.
func tellLanguage(text, study string) (language string, told bool) {
	base, _, _ := strings.Cut(strings.ToLower(study), "-")
	t := weighWords(text)
	guess := t.language()
	switch {
	case guess == base || guess != "" && sameScript[base] == guess:
		return study, guess != ""
	case base == "" || t.sure(guess, base):
		return guess, guess != ""
	}
	return study, false
}

// wordTally counts what tells the language of a text.
type wordTally struct {
	words, letters, latin int
	frequent              map[string]int // frequent words, by language
	scripts               map[string]int // letters that are not Latin, by language
}

// sure says whether a language is told beyond doubt in a study in another.
func (t *wordTally) sure(language, study string) bool {
	if t.foreign() {
		return language != ""
	}
	n := t.frequent[language]
	if stopWords[study] == nil { // then its own words are not known
		return n >= sureWords && n*6 >= t.words
	}
	return n >= sureWords && n*2 >= t.frequent[study]*3
}

// foreign says that most letters are not Latin.
func (t *wordTally) foreign() bool { return t.latin*2 < t.letters }

// language is the likeliest, or empty.
func (t *wordTally) language() string {
	if !t.foreign() {
		return most(t.frequent, max(2, t.words/20))
	}
	if t.scripts["ja"]*10 > t.scripts["zh"] && t.scripts["ja"] > 0 {
		return "ja"
	}
	return most(t.scripts, 1)
}

func weighWords(text string) *wordTally {
	t := &wordTally{frequent: make(map[string]int), scripts: make(map[string]int)}
	languages := wordLanguages()
	seen, different := make(map[string]bool), make(map[string]int)
	var word strings.Builder
	flush := func() {
		if word.Len() == 0 {
			return
		}
		w := word.String()
		word.Reset()
		t.words++
		for _, language := range languages[w] {
			t.frequent[language]++
			if !seen[w] {
				different[language]++
			}
		}
		if len(languages[w]) > 0 {
			seen[w] = true
		}
	}
	for _, r := range text {
		if t.letters >= languageSample {
			break
		}
		if !unicode.IsLetter(r) && r != '\'' && r != '’' {
			if !unicode.Is(unicode.Mn, r) {
				flush()
			}
			continue
		}
		t.letters++
		if r < 0x250 || r == '’' {
			t.latin++
			if r == '’' {
				r = '\''
			}
			word.WriteRune(unicode.ToLower(r))
			continue
		}
		for _, s := range scripts {
			if unicode.Is(s.table, r) {
				t.scripts[s.language]++
				break
			}
		}
	}
	flush()
	for language, n := range different {
		if n < 2 { // one word alone, however often, tells nothing
			delete(t.frequent, language)
		}
	}
	return t
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
