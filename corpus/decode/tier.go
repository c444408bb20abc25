package decode

import (
	"strings"

	"framewise/corpus"
)

// Words by which annotators call tiers of what nobody said, and how longer
// ones begin.
var (
	notSpeech = set("marker section note gaze mirada blick topic tema event noise ruido music pitch tone " +
		"posture head hand remark gloss pos code silence silencio stille")
	notSpeechStems = []string{"gestur", "gesto", "comment", "coment", "kommentar", "translat", "traduc", "übersetz"}
)

func set(list string) map[string]bool {
	m := make(map[string]bool)
	for w := range strings.FieldsSeq(list) {
		m[w] = true
	}
	return m
}

// NotSpeech says whether a tier's name is that of annotations about speech.
func NotSpeech(tier string) bool {
	for _, word := range words(tier) {
		if notSpeech[word] || notSpeech[strings.TrimSuffix(word, "s")] {
			return true
		}
		for _, stem := range notSpeechStems {
			if strings.HasPrefix(word, stem) {
				return true
			}
		}
	}
	return false
}

// words are the words of a name, in lower case: SectionMarker, W-RGU.
func words(name string) []string {
	var b strings.Builder
	lower := false
	for _, r := range name {
		if upper := r >= 'A' && r <= 'Z'; upper && lower {
			b.WriteByte(' ')
		}
		lower = r >= 'a' && r <= 'z'
		if strings.ContainsRune("-_.@:/()[]", r) {
			r = ' '
		}
		b.WriteRune(r)
	}
	return strings.Fields(strings.ToLower(b.String()))
}

// NoTier is the error of a tier that was asked for and is not there.
func NoTier(f File, name string, tiers []string) error {
	err := corpus.Errorf(corpus.ErrInvalid, "%s has no tier %q", f.Name, name)
	if near := corpus.Nearest(name, tiers); near != "" {
		return err.WithHint("did you mean %q?", near)
	}
	return err.WithHint("its tiers are %s", List(tiers))
}

// List writes names for a message, the first dozen of them.
func List(names []string) string {
	if len(names) > 12 {
		return strings.Join(names[:12], ", ") + ", …"
	}
	return strings.Join(names, ", ")
}

// Level is how large the pieces are that a tier cuts speech into.
type Level int

// The levels, the smallest first.
const (
	SoundLevel Level = iota + 1
	SyllableLevel
	WordLevel
	SpeechLevel // utterances, phrases, turns
)

var levelWords = map[string]Level{
	"phone": SoundLevel, "phoneme": SoundLevel, "phon": SoundLevel, "segment": SoundLevel, "sound": SoundLevel,
	"fono": SoundLevel, "fonema": SoundLevel, "mau": SoundLevel, "phonetic": SoundLevel, "ipa": SoundLevel,
	"syllable": SyllableLevel, "syll": SyllableLevel, "silaba": SyllableLevel, "sílaba": SyllableLevel,
	"word": WordLevel, "palabra": WordLevel, "palavra": WordLevel, "mot": WordLevel, "wort": WordLevel,
	"ort": WordLevel, "token": WordLevel,
	"utterance": SpeechLevel, "phrase": SpeechLevel, "sentence": SpeechLevel, "transcript": SpeechLevel,
	"transcription": SpeechLevel, "speech": SpeechLevel, "text": SpeechLevel, "trn": SpeechLevel, "ipu": SpeechLevel,
	"turn": SpeechLevel, "enunciado": SpeechLevel, "frase": SpeechLevel, "transcripcion": SpeechLevel,
	"transcripción": SpeechLevel, "orthography": SpeechLevel,
}

// TierLevel tells a speaker's tier from one that is named as the level of its
// annotations; speaker is what else is in the name.
func TierLevel(name string) (speaker string, level Level) {
	level = SpeechLevel
	rest := name
	named := false
	for _, w := range words(name) {
		w = strings.Trim(w, `"`)
		l, ok := levelWords[strings.TrimSuffix(w, "s")]
		if !ok {
			continue
		}
		if !named || l < level {
			level, named = l, true
		}
		if lower := strings.ToLower(rest); len(lower) == len(rest) {
			if i := strings.Index(lower, w); i >= 0 {
				rest = rest[:i] + rest[i+len(w):]
			}
		}
	}
	if !named {
		return name, SpeechLevel
	}
	return strings.Trim(rest, ` -_./:()[]"`), level
}
