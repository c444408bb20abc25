package pseudonym

import (
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"framewise/corpus"
)

// Everybody and every place here is invented.
func testKey(t testing.TB) *Key {
	t.Helper()
	k, err := NewKey([]Entry{
		{Row: 2, Name: "María González", Pseudonym: "Ana", Forms: []string{"María", "Marita=Anita", "Sra. González = Sra. A."}},
		{Row: 3, Name: "Rosa", Pseudonym: "Elena"},
		{Row: 4, Name: "Peña", Pseudonym: "Soto"},
		{Row: 5, Name: "Hospital del Roble", Pseudonym: "[hospital]"},
		{Row: 6, Name: "roble", Pseudonym: "pino"},
		{Row: 7, Name: "pedro", Pseudonym: "Luis", AnyCase: true},
		{Row: 8, Name: "王小明", Pseudonym: "李"},
		{Row: 9, Name: "ana@uno.cl", Pseudonym: "[e-mail]"},
		{Row: 10, Name: "Ana", Pseudonym: "Berta"},
	})
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func TestReplace(t *testing.T) {
	t.Parallel()
	k := testKey(t)
	tests := []struct{ name, in, want string }{
		{"whole names", "María González came. María said so.", "Ana came. Ana said so."},
		{"without accents, in capitals", "MARIA: yes, Maria?", "ANA: yes, Ana?"},
		{"not within words", "Marías and Rosario, Anatolia", "Marías and Rosario, Anatolia"},
		{"possessive and hyphen", "María's; Rosa-María", "Ana's; Elena-Ana"},
		{"a form with its own pseudonym", "la Marita", "la Anita"},
		{"a point within", "Sra. González, Sra González", "Sra. A., Sra. A."},
		{"over a line's end and in a file's name", "María\nGonzález, maria_x, María_González.docx", "Ana, maria_x, Ana.docx"},
		{"small letters are left", "una rosa para Rosa", "una rosa para Elena"},
		{"but not where any case is asked for", "pedro, Pedro, PEDRO", "Luis, Luis, LUIS"},
		{"ñ is a letter", "pena, Pena, Peña", "pena, Pena, Soto"},
		{"the longest", "Hospital del Roble, el roble", "[hospital], el pino"},
		{"no spaces in the script", "我叫王小明。", "我叫李。"},
		{"an address", "write to ana@uno.cl now", "write to [e-mail] now"},
		{"pseudonyms are not replaced again", "María and Ana", "Ana and Berta"},
		{"decomposed", "Mari\u0301a", "Ana"},
		{"nothing", "", ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := k.Replace(test.in).Text; got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}

	r := k.Replace("una rosa para Rosa y María")
	if len(r.Small) != 1 || corpus.NewText(r.Text).Slice(r.Small[0].At) != "rosa" {
		t.Errorf("places in small letters: %+v", r.Small)
	}
	uses := k.Uses(r, k.Replace("Rosa"))
	if uses[1].Replaced != 2 || uses[1].Small != 1 || uses[0].Replaced != 1 || uses[2].Replaced != 0 {
		t.Errorf("uses: %+v", uses)
	}
}

func TestCarry(t *testing.T) {
	t.Parallel()
	k := testKey(t)
	text := "I: Hola María González, ¿y Rosa?\nP: Bien 👍."
	r := k.Replace(text)
	was, is := corpus.NewText(text), corpus.NewText(r.Text)
	for words, want := range map[string]string{
		"Hola": "Hola", "María González": "Ana", "González, ¿y": "Ana, ¿y", "Hola María": "Hola Ana", "¿y Rosa?": "¿y Elena?",
		"Bien 👍.": "Bien 👍.", "I: ": "I: ", text: r.Text,
	} {
		from := strings.Index(text, words)
		s := corpus.Span{
			Start: corpus.Pos(utf8.RuneCountInString(text[:from])),
			End:   corpus.Pos(utf8.RuneCountInString(text[:from+len(words)])),
		}
		if got := is.Slice(r.Carry(s)); was.Slice(s) != words || got != want {
			t.Errorf("%q is carried to %q, want %q", words, got, want)
		}
	}
}

func TestNewKey(t *testing.T) {
	t.Parallel()
	for want, entries := range map[string][]Entry{
		"row 3 of the key names nobody":                        {{Row: 3, Pseudonym: "x"}},
		"row 3 of the key has no pseudonym":                    {{Row: 3, Name: "x"}},
		"rows 2 and 3 of the key give one name two pseudonyms": {{Row: 2, Name: "José", Pseudonym: "x"}, {Row: 3, Name: "jose", Pseudonym: "y"}},
	} {
		if _, err := NewKey(entries); !errors.Is(err, corpus.ErrInvalid) || err.Error() != want {
			t.Errorf("got error %v, want %q", err, want)
		}
	}
	if _, err := NewKey([]Entry{{Name: "José", Pseudonym: "x"}, {Name: "Jose", Pseudonym: "x"}}); err != nil {
		t.Errorf("twice the same: %v", err)
	}
}

func FuzzReplace(f *testing.F) {
	for _, s := range []string{"María González", "MARIA ROSA", "Sra.González\u0301", "王小明\xff", "a\u0303\u0303Peña"} {
		f.Add(s, 1, 3)
	}
	k := testKey(f)
	f.Fuzz(func(t *testing.T, s string, from, to int) {
		s, _, _ = corpus.Clean(strings.ToValidUTF8(s, ""))
		r := k.Replace(s)
		was, is := corpus.NewText(s), corpus.NewText(r.Text)
		// What stands between two changes is as it was, and each change is where
		// it says.
		var before Change
		for _, c := range append(r.Changes, Change{
			Was: corpus.Span{Start: was.Len(), End: was.Len()}, Is: corpus.Span{Start: is.Len(), End: is.Len()},
		}) {
			kept := corpus.Span{Start: before.Was.End, End: c.Was.Start}
			if diff := cmp.Diff(was.Slice(kept), is.Slice(corpus.Span{Start: before.Is.End, End: c.Is.Start})); diff != "" {
				t.Fatalf("%q became %q:\n%s", s, r.Text, diff)
			}
			before = c
		}
		a := corpus.Pos(max(0, min(from, int(was.Len()))))
		b := corpus.Pos(max(int(a), min(to, int(was.Len()))))
		if got := r.Carry(corpus.Span{Start: a, End: b}); got.Start < 0 || got.End < got.Start || got.End > is.Len() {
			t.Fatalf("%d–%d of %q is carried to %+v of %q", a, b, s, got, r.Text)
		}
	})
}
